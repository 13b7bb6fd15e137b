//! Recasts the words of a source as a clause of the report: relative days become dates, a pronoun that begins it becomes its name.
//! Numbers, bounds, hedges and conditions stay as they are printed.

use tacitus_record::{Claim, Day, Grounded, Moment, Span, Wording};

use crate::prose::{MONTHS, WEEKDAYS, day, days, folded, quotations};

/// What is known of the article while its words are recast.
pub(crate) struct Setting<'s> {
    pub body: &'s str,
    /// Every time that a claim of the article has, with its words.
    pub times: Vec<(Span, &'s Moment)>,
    pub published: Option<Day>,
    /// Dates of this year are written without it.
    pub year: i32,
}

impl<'s> Setting<'s> {
    pub fn new(body: &'s str, claims: impl Iterator<Item = &'s Claim>, published: Option<Day>, year: i32) -> Setting<'s> {
        let mut times: Vec<(Span, &Moment)> = Vec::new();
        for time in claims.filter_map(|c| c.time.as_ref()) {
            times.extend(time.spans().iter().map(|s| (*s, &time.value)));
        }
        Setting { body, times, published, year }
    }

    /// The words of a span, with dates in place of relative days.
    pub fn dated(&self, span: Span) -> String {
        let text = span.slice(self.body);
        let in_quotes = quotations(text);
        let mut out = String::new();
        let mut at = 0;
        for (start, word) in words(text) {
            let end = start + word.len();
            if start < at {
                continue;
            }
            let Some(found) = self.day_of(word, span.start() + start) else { continue };
            let quoted = in_quotes.iter().any(|(s, e)| *s < start && end < *e);
            let (from, to, new) = match found {
                Some(found) if quoted => (end, end, format!(" [{}]", day(found, self.year))),
                Some(found) => self.replaced(text, start, end, found),
                None if quoted => continue,
                None => (start, end, format!("“{word}”")),
            };
            if from < at {
                continue;
            }
            out.push_str(&text[at..from]);
            out.push_str(&new);
            at = to;
        }
        out.push_str(&text[at..]);
        self.explained(span, day_first(&folded(&out)))
    }

    /// `None`: the word is no relative day. `Some(None)`: it is one, and nobody knows which.
    fn day_of(&self, word: &str, at: usize) -> Option<Option<Day>> {
        let weekday = WEEKDAYS.iter().position(|d| *d == word);
        let relative = matches!(word.to_lowercase().as_str(), "yesterday" | "today" | "tomorrow" | "tonight");
        if weekday.is_none() && !relative {
            return None;
        }
        let fits = |d: &Day| weekday.is_none_or(|w| d.weekday() as usize == w);
        let moment = self.times.iter().find(|(s, _)| s.start() <= at && at < s.end()).map(|(_, m)| *m);
        let of_moment = moment.and_then(|m| [m.start_lo, m.end_hi, m.start_hi, m.end_lo].into_iter().flatten().find(fits));
        let sentence = &self.body[..at];
        let sentence = &self.body[sentence.rfind(['.', '\n']).map_or(0, |s| s + 1)..];
        let sentence = sentence.split('.').next().unwrap_or("").to_lowercase();
        let ahead = ["will", "would", "next", "until", "by", "before", "plan", "plans", "if", "unless"]
            .iter()
            .any(|w| words(&sentence).any(|(_, x)| x == *w));
        let near = || {
            let published = self.published?;
            match word.to_lowercase().as_str() {
                "today" | "tonight" => Some(published),
                "yesterday" => Some(published.plus(-1)),
                "tomorrow" => Some(published.plus(1)),
                // News calls its own day, and those just past, by their names; what is still to come may be meant after "by" or "will".
                _ if ahead => None,
                _ => (0..7).map(|back| published.plus(-back)).find(fits),
            }
        };
        Some(of_moment.or_else(near))
    }

    /// Range to replace and what with: "on Thursday evening" → "on the evening of 7 March", "Thursday's" → "the 7 March".
    fn replaced(&self, text: &str, start: usize, end: usize, found: Day) -> (usize, usize, String) {
        let date = day(found, self.year);
        let (before, after) = (&text[..start], &text[end..]);
        for mark in ["'s", "’s"] {
            if after.starts_with(mark) {
                return (start, end + mark.len(), format!("the {date}"));
            }
        }
        let part = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let last = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
        let on = if last == "on" { before.trim_end().len() - 2 } else { start };
        if ["morning", "afternoon", "evening", "night", "noon", "midnight"].contains(&part) {
            let to = end + after.find(part).unwrap_or(0) + part.len();
            return match part {
                "noon" | "midnight" => (start, to, format!("{part} on {date}")),
                _ => (
                    on,
                    to,
                    format!("{} the {part} of {date}", if on < start || !is_preposition(&last) { "on" } else { "" }).trim().to_string(),
                ),
            };
        }
        if ["last", "next", "this"].contains(&last.as_str()) {
            return (before.trim_end().len() - last.len(), end, format!("on {date}"));
        }
        (start, end, if is_preposition(&last) { date } else { format!("on {date}") })
    }

    /// Words such as "late last week" with their days after them in brackets, where these are known.
    fn explained(&self, span: Span, mut text: String) -> String {
        const RELATIVE: [&str; 9] = ["last", "next", "this", "ago", "overnight", "week", "weekend", "month", "past"];
        let mut done: Vec<&str> = Vec::new();
        for (at, moment) in self.times.iter().filter(|(s, _)| span.contains(*s)) {
            let words_of = at.slice(self.body);
            let dated = words_of.chars().any(|c| c.is_ascii_digit()) || WEEKDAYS.iter().any(|d| words_of.contains(d));
            let relative = words(words_of).any(|(_, w)| RELATIVE.contains(&w.to_lowercase().as_str()));
            let (Some(first), Some(last)) = moment.hull() else { continue };
            if dated || !relative || done.contains(&words_of) {
                continue;
            }
            done.push(words_of);
            let as_printed = folded(words_of);
            text = text.replacen(&as_printed, &format!("{as_printed} ({})", days(first, last, self.year)), 1);
        }
        // Days that nobody knows stay the source's words.
        for phrase in ["last week", "next week", "this week", "last month", "this morning", "recently"] {
            let Some(at) = text.find(phrase).filter(|at| !quotations(&text).iter().any(|(s, e)| s <= at && at < e)) else { continue };
            let after = &text[at + phrase.len()..];
            if !after.trim_start().starts_with('(') && !after.starts_with(char::is_alphanumeric) {
                text = format!("{}“{phrase}”{after}", &text[..at]);
            }
        }
        text
    }
}

/// "by March 15" as "by 15 March", outside quotations.
fn day_first(text: &str) -> String {
    let mut out = text.to_string();
    for month in MONTHS {
        let mut from = 0;
        while let Some(at) = out[from..].find(&format!("{month} ")).map(|at| from + at) {
            let rest = &out[at + month.len() + 1..];
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            from = at + month.len();
            let is_day = (1..=2).contains(&digits.len()) && !out[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
            if is_day && !quotations(&out).iter().any(|(s, e)| *s <= at && at < *e) {
                out.replace_range(at..at + month.len() + 1 + digits.len(), &format!("{digits} {month}"));
            }
        }
    }
    out
}

fn is_preposition(word: &str) -> bool {
    const PREPOSITIONS: [&str; 16] =
        ["on", "by", "until", "till", "since", "before", "after", "from", "of", "to", "and", "between", "for", "past", "through", "than"];
    PREPOSITIONS.contains(&word)
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// Words that stand for somebody named elsewhere.
pub(crate) const PRONOUNS: [&str; 17] =
    ["he", "she", "it", "they", "we", "i", "you", "one", "his", "her", "its", "their", "our", "my", "this", "that", "these"];

/// Whether a text speaks as "we" or "I" outside quotation marks: it is then the outlet's own voice.
pub(crate) fn is_first_person(text: &str) -> bool {
    let in_quotes = quotations(text);
    words(text).any(|(at, w)| {
        ["we", "our", "us", "i", "my", "me"].contains(&w.to_lowercase().as_str())
            && w != "US"
            && !in_quotes.iter().any(|(s, e)| *s <= at && at < *e)
    })
}

/// The first word of a text, small.
pub(crate) fn first_word(text: &str) -> String {
    text.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase()
}

/// A name with its article, where the text or the kind of name gives it one: "the Defence Ministry".
pub(crate) fn named(body: &str, actor: &Grounded<tacitus_record::Actor>) -> Option<String> {
    let value = &actor.value;
    let text = folded(&value.text);
    const NO_NAMES: [&str; 6] = ["reportedly", "said", "nobody", "unnamed", "allegedly", "who"];
    if NO_NAMES.contains(&first_word(&value.name).as_str()) || NO_NAMES.contains(&first_word(&text).as_str()) {
        return None;
    }
    let pronoun = PRONOUNS.contains(&first_word(&text).as_str());
    if pronoun {
        let name = folded(&value.name);
        let unknown = PRONOUNS.contains(&first_word(&name).as_str()) || name.is_empty();
        // "the League's Monitoring Mission": the text has the article elsewhere.
        let article = ["the ", "The "].iter().any(|the| body.contains(&format!("{the}{name}")));
        return (!unknown).then(|| if article { format!("the {name}") } else { with_article(&name) });
    }
    let printed = actor.span().map_or(text.clone(), |s| folded(s.slice(body)));
    let before = actor.span().map_or("", |s| body[..s.start()].trim_end()).split_whitespace().next_back().unwrap_or("").to_lowercase();
    // "the ministry": which one, the actor's name says.
    if !printed.contains(' ') && printed.starts_with(char::is_lowercase) && value.entity.is_some() && value.name != text {
        return Some(with_article(&value.name));
    }
    let role = value.role.as_ref().map(|r| folded(r)).filter(|r| !printed.contains(r.as_str()) && !r.is_empty());
    if value.name != text && value.entity.is_some() && !printed.contains(&value.name) {
        // "the governor of Dorrin province" is Pavo Stelk: both are told.
        let is_person = value.name.split(' ').count() == 2 && !is_body(&value.name);
        if is_person && printed.starts_with(char::is_lowercase) {
            return Some(format!("the {printed}, {},", value.name));
        }
        if is_person {
            return Some(role.map_or(value.name.clone(), |r| format!("{r} {}", value.name)));
        }
    }
    if let Some(role) = role.filter(|r| r.starts_with(char::is_uppercase) && value.entity.is_some() && !is_body(&value.name)) {
        return Some(format!("{role} {}", value.name));
    }
    Some(match before.as_str() {
        "the" | "a" | "an" => format!("{before} {printed}"),
        _ => with_article(&printed),
    })
}

/// "the shells had been fired by the front from the hills" with its doer first ("the front had fired the shells from the hills"), where the
/// claim knows the doer and nothing but its subject stands before the verb.
pub(crate) fn active(clause: &str, claim: &Claim) -> Option<String> {
    const LONGEST_SUBJECT: usize = 8;
    let Some(Wording::Verb { participle: Some(participle), .. }) = &claim.wording else { return None };
    let doer = folded(&claim.actor.as_ref()?.value.text);
    let (auxiliary, at, passive) = ["had", "has", "have"].iter().find_map(|auxiliary| {
        let passive = format!(" {auxiliary} been {participle} by ");
        clause.find(&passive).map(|at| (*auxiliary, at, passive))
    })?;
    let (subject, behind) = (&clause[..at], &clause[at + passive.len()..]);
    let article = ["the ", "a ", "an "].into_iter().find(|a| behind.starts_with(&format!("{a}{doer}"))).unwrap_or("");
    let rest = behind.strip_prefix(article)?.strip_prefix(doer.as_str())?;
    let whole = rest.is_empty() || rest.starts_with([' ', ',', ';', '.']);
    let plain = !subject.contains([',', ';', '“', '"']) && subject.split(' ').count() <= LONGEST_SUBJECT;
    let named = !PRONOUNS.contains(&first_word(subject).as_str());
    (whole && plain && named).then(|| format!("{article}{doer} {auxiliary} {participle} {subject}{rest}"))
}

fn is_office(name: &str) -> bool {
    const OFFICES: [&str; 10] =
        ["spokesman", "spokeswoman", "spokesperson", "official", "doctor", "commander", "governor", "mayor", "minister", "witness"];
    OFFICES.contains(&name.to_lowercase().as_str())
}

/// Whether a name is that of a body rather than a person.
pub(crate) fn is_body(name: &str) -> bool {
    use std::sync::LazyLock;
    static BODIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        crate::tables::rows(include_str!("../data/definite.tsv")).flat_map(|c| c[0].split(' ').collect::<Vec<_>>()).collect()
    });
    words(name).any(|(_, w)| BODIES.contains(&w.to_lowercase().as_str()))
}

fn with_article(name: &str) -> String {
    // A spokeswoman whom the text names nowhere.
    if !name.contains(' ') && is_office(name) {
        return format!("the {}", name.to_lowercase());
    }
    let first = first_word(name);
    let has_one = ["the", "a", "an", "his", "her", "its", "their", "two", "three", "several", "some"].contains(&first.as_str());
    let possessive = name.split(' ').next().is_some_and(|w| w.ends_with("'s") || w.ends_with("’s"));
    if is_body(name) && !has_one && !possessive { format!("the {name}") } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(text: &str, time: &str, on: &str) -> String {
        let start = text.find(time).unwrap();
        let moment = Moment::on(time, on.parse().unwrap(), "test");
        let times = vec![(Span::new(text, start, start + time.len()).unwrap(), &moment)];
        let setting = Setting { body: text, times, published: on.parse().ok(), year: 2019 };
        setting.dated(Span::new(text, 0, text.len()).unwrap())
    }

    #[test]
    fn weekdays_become_dates() {
        let on = |text, time| dated(text, time, "2019-03-07");
        assert_eq!(on("Veles fell on Thursday", "Thursday"), "Veles fell on 7 March");
        assert_eq!(on("Veles fell Thursday", "Thursday"), "Veles fell on 7 March");
        assert_eq!(on("in Thursday's shelling of Veles", "Thursday"), "in the 7 March shelling of Veles");
        assert_eq!(on("fighting went on on Thursday evening", "Thursday"), "fighting went on on the evening of 7 March");
        assert_eq!(on("unless freed by noon on Thursday", "noon on Thursday"), "unless freed by noon on 7 March");
        assert_eq!(on("\"After Thursday we come\"", "Thursday"), "\"After Thursday [7 March] we come\"");
    }

    #[test]
    fn a_day_that_nobody_knows_stays_a_quotation() {
        let text = "Veles fell on Monday";
        let setting = Setting { body: text, times: Vec::new(), published: None, year: 2019 };
        assert_eq!(setting.dated(Span::new(text, 0, text.len()).unwrap()), "Veles fell on “Monday”");
    }
}
