//! Tells names that hold a word of time from times: "the frigate 7 November", "Governor Friday Nwosu", "5 July Stadium",
//! "1984 Harbour Road", the code word "Boxing Day". What makes a name of a neighbour is in `data/names.tsv`.
//!
//! Leans to the day where a newspaper could mean one: "told the leader Tuesday" stays a day, "leader Tuesday Mbeki" does
//! not. Names that only a tree or a list of people could tell are left to the caller.

mod numbers;
mod persons;
mod sentence;
mod things;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::candidate::{Candidate, is_quote, sentence_end};
use crate::context::listed;
use crate::expression::{Expression, MonthRef, YearRef};
use crate::lexicon::Sense;
use crate::tokens::{Token, TokenKind};
use crate::years::is_range_of_counts;

const NAMES: &str = include_str!("../../data/names.tsv");
/// Words between "known" and the name that somebody is known by, at most.
const KNOWN_WITHIN: usize = 8;

/// Whether the word is in that list of `data/names.tsv`.
pub(crate) fn is_in(list: &str, word: &str) -> bool {
    static TABLE: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        for (list, word, _) in NAMES.lines().filter_map(row) {
            table.entry(word).or_default().push(list);
        }
        table
    });
    table.get(word).is_some_and(|lists| lists.contains(&list))
}

/// One line of the table; `None` for comments and for lines that break the schema (the tests name those).
fn row(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut columns = line.split('\t').filter(|c| !c.is_empty());
    let row = (columns.next()?, columns.next()?, columns.next()?);
    (!line.starts_with('#') && columns.next().is_none()).then_some(row)
}

/// Whether the tokens `from..to`, which the grammar took for that expression, are a name or part of one.
pub(crate) fn is_named(tokens: &[Token<'_>], from: usize, to: usize, e: &Expression) -> bool {
    let c = Candidate { tokens, from, to };
    match e {
        // "middle of 20 February Plaza", "after the 14 February Coalition": the day inside goes on to the same end.
        Expression::PartOf(_, of) | Expression::Bounded(_, of) => {
            // "the late April Dunmore", "in his late twenties"
            let late = c.is_determined() && tokens[to - 2].lower == "late" && c.before_name() && !c.before_dated_happening();
            if late || matches!(**of, Expression::Decade(_)) && c.is_age() {
                return true;
            }
            let day = |t: &Token<'_>| {
                t.digits() > 0
                    || t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::Weekday(_) | Sense::Ordinal(_) | Sense::Weekend))
            };
            (from + 1..to).find(|&i| day(&tokens[i])).is_some_and(|core| is_named(tokens, core, to, of))
                || c.is_plain_word() && c.is_capital_inside()
        }
        Expression::Day { year: YearRef::Unsaid, month: MonthRef::Given(_) | MonthRef::Unsaid, .. }
        | Expression::Month { year: YearRef::Unsaid, .. }
        | Expression::Weekday { turn: None, week: None, .. }
        | Expression::Feast { year: YearRef::Unsaid, .. } => {
            let attribute = !matches!(e, Expression::Day { .. }) && listed("adjective-after", c.after());
            // "Flat 7, 12 May Street"
            let number = matches!(e, Expression::Day { .. }) && c.is_in_figures() && c.is_serial();
            c.has_capital() && (c.is_name_of_day(e) || c.is_call_sign() || c.is_club() || c.opens_title_of_work())
                || c.is_graded()
                || c.is_in_figures() && c.names_place_or_body(true)
                || c.is_quoted()
                || c.is_in_title()
                || attribute
                || number
        }
        Expression::Weekend(None) => listed("adjective-after", c.after()) || c.is_plain_word() && (c.is_capital_inside() || c.heads_name()),
        Expression::Year(YearRef::Given(_)) => {
            c.is_spelled() && c.is_capital_inside()
                || c.is_serial()
                || c.is_house_number()
                || c.is_measure()
                || c.is_code()
                || c.is_quoted()
                || c.is_of_body()
                || c.is_title()
        }
        Expression::Range(first, _) if matches!(**first, Expression::Year(_)) => {
            is_range_of_counts(&c) || tokens[from].digits() > 0 && c.is_serial()
        }
        // "Psalm 20:24", "the Five O'Clock Gate"
        Expression::Clock { of: None, .. } => {
            c.is_serial()
                || c.is_score_or_ratio()
                || c.is_plain_word() && (c.is_capital_inside() || c.has_forename())
                || c.is_capital(from) && c.is_told_to_be_something()
                || c.is_capital(from) && c.is_capital(to - 1) && c.before_name() && c.is_running_print()
        }
        // "the Third Quarter, a night club", "the Six Day War", "Twelve Months Ltd"
        Expression::Quarter { year: YearRef::Unsaid, .. } | Expression::Duration(..) => {
            c.is_capital(to - 1)
                && (c.is_quoted()
                    || c.is_capital_inside()
                    || c.is_capital(from) && (c.before_name() || c.is_told_to_be_something())
                    || c.is_attribute_of_thing())
        }
        // "the 20th Century Fox studio"
        Expression::Century(_) => c.is_capital(to - 1) && c.before_name() && c.is_running_print(),
        Expression::Daypart { of, .. } if matches!(**of, Expression::Weekday { turn: None, week: None, .. }) => {
            // "a Saturday night special", the show "Friday Night Live"
            listed("adjective-after", c.after()) || c.is_capital(to - 1) && c.before_name() || c.is_in_title() || c.has_forename()
        }
        Expression::Daypart { .. } if tokens[from].lower == "overnight" => listed("overnight-after", c.after()),
        // "the Seven Sundays orphanage"
        Expression::Set(_) => c.is_counted() || c.is_plain_word() && c.is_capital_inside(),
        Expression::Day { .. } | Expression::Slashed { .. } if c.is_graded() => true,
        // "24/7 Security"
        Expression::Slashed { .. } if c.names_place_or_body(true) => true,
        Expression::Day { year: YearRef::Given(_), .. } | Expression::Month { .. } | Expression::Slashed { .. } => {
            // "a pickup with the plate MAR 2018", "registration 12 DEC 84"
            let shouted = tokens[from..to].iter().any(|t| t.shouted) && c.is_running_print();
            (c.is_in_figures() || c.is_glued() || shouted) && (c.is_serial() || c.is_code()) || c.is_quoted()
        }
        // Some write seasons with a capital before a year.
        Expression::Season { year: YearRef::Given(_), .. } => c.is_plain_word() && c.before_name() && c.is_capital_inside(),
        _ => {
            c.is_plain_word() && (c.is_capital_inside() || c.is_told_to_be_something() || c.has_forename() || c.heads_name())
                || c.is_title_case()
                || c.opens_with_title()
                || c.is_quoted() && to - from < 3
        }
    }
}

impl<'c> Candidate<'c, '_> {
    fn has_capital(&self) -> bool {
        (self.from..self.to).any(|i| self.is_capital(i))
    }

    /// The token before the candidate, over an article, an opening quotation mark and the full stop of a short form.
    fn behind(&self) -> Option<usize> {
        let mut at = self.from.checked_sub(1)?;
        if is_quote(&self.tokens[at].lower) {
            at = at.checked_sub(1)?;
        }
        if self.tokens[at].lower == "the" {
            at = at.checked_sub(1)?;
        }
        let short = self.tokens[at].lower == "." && !self.tokens[at].spaced && at > 0 && self.tokens[at - 1].lower.len() <= 5;
        Some(if short { at - 1 } else { at })
    }

    fn behind_is(&self, list: &str) -> bool {
        self.behind().is_some_and(|i| is_in(list, &self.tokens[i].lower))
    }

    /// "their paper, Eleventh of November,": running print writes a day so only in a name, but for the one with an article ("the Fourth of July").
    fn is_spelled_name(&self) -> bool {
        let ordinal = self.tokens[self.from].senses.iter().any(|s| matches!(s, Sense::Ordinal(_)));
        ordinal && self.is_capital(self.from) && !sentence_end(self.before(1)) && self.before(1) != "the" && self.is_running_print()
    }

    /// "in her mid-forties": how old somebody is.
    fn is_age(&self) -> bool {
        let figures = self.tokens[self.from..self.to].iter().any(|t| t.digits() > 0);
        !figures && matches!(self.before(1), "his" | "her" | "their" | "my" | "your" | "our" | "its")
    }

    /// "The Day After Tomorrow", "Tomorrow Never Dies": small words have a capital in titles only.
    fn is_title_case(&self) -> bool {
        let small = |t: &Token<'_>| t.capital && (listed("small", &t.lower) || listed("title-word", &t.lower));
        let behind = self.is_plain_word() && self.token(self.to).is_some_and(|t| t.spaced && small(t));
        (self.tokens[self.from + 1..self.to].iter().any(small) || behind && self.is_capital(self.from)) && self.is_running_print()
    }

    /// The whole of what stands in quotation marks.
    fn is_quoted(&self) -> bool {
        is_quote(self.before(1)) && is_quote(self.after()) && self.glued_after()
    }

    /// Whether the neighbours make a name of a day, month or feast.
    fn is_name_of_day(&self, e: &Expression) -> bool {
        let owner = self.after() == "'s" && self.is_capital(self.to + 1);
        // "Monday.com"
        let address = self.after() == "."
            && self.glued_after()
            && self.token(self.to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && !t.capital);
        let day = matches!(e, Expression::Day { .. });
        let weekday = matches!(e, Expression::Weekday { .. });
        let day_first = self.tokens[self.from].digits() > 0 || self.tokens[self.from].senses.iter().any(|s| matches!(s, Sense::Ordinal(_)));
        let quoted = is_quote(self.before(1));
        // "May & Co", "Lashkar-e-June", but "mid-June"
        let part = matches!(self.before(2), "mid" | "early" | "late" | "post" | "pre")
            || self.from > 1 && !self.tokens[self.from - 2].senses.is_empty();
        let joined = self.before(1) == "&"
            || self.after() == "&" && self.is_capital(self.to + 1) && self.token(self.to + 1).is_some_and(|t| t.senses.is_empty())
            || self.before(1) == "-" && self.glued_before() && !self.tokens[self.from - 1].spaced && !part;
        // US papers set the day behind any noun without "on": only a name goes on behind it, or begins with the day.
        // "the freighter Ocean Friday": papers set "on" between a name and a day.
        let second = self.from > 1 && self.is_name(self.from - 1) && is_in("vessel", self.before(2));
        // "Sniffer dog July found it."
        let of_animal = !day && !weekday && self.behind_is("animal");
        let of_thing =
            second || of_animal || self.behind_is("vessel") && (day && day_first || !day && !weekday || owner || self.before_name());
        let of_media = self.behind_is("media")
            && (quoted
                || !day && !weekday && self.is_capital(self.to)
                || day && day_first && self.behind().is_some_and(|i| self.is_capital(i)));
        let called = self.behind_is("naming")
            || self.before(1) == "sign" && self.before(2) == "call"
            || self.before(1) == "as" && self.is_known_as()
            // "code-named Thursday"
            || self.before(1) == "named" && self.before(2) == "-"
            // "a submarine named Good Sunday"
            || matches!(self.before(2), "called" | "named" | "dubbed") && self.from > 2 && self.is_name(self.from - 1) && self.bears_name(3)
            // "a boy called Wednesday", "the storm, named August,", but not "the mayor called Tuesday for a truce"
            || matches!(self.before(1), "called" | "named") && (self.before(2) == "," || matches!(self.before(3), "a" | "an"))
            // "The code word was Thursday."
            || matches!(self.before(1), "was" | "is") && is_in("watchword", self.before(2))
            // "Boxing Day is the name of the sloop."
            || matches!(self.after(), "was" | "is") && self.word(Some(self.to + 1)) == "the" && is_in("watchword", self.word(Some(self.to + 2)))
            || self.is_called()
            || self.is_on_emblem(day)
            || self.is_title_of_somebody(owner)
            || self.behind_is("calling") && quoted
            || matches!(self.before(1), "itself" | "himself" | "herself" | "themselves") && self.before(2) == "calling";
        address
            || joined
            || of_thing
            || of_media
            || called
            || self.before(1) == "aboard"
            // "the party May 18 won", but "the army fired on 18 May"
            || day && listed("determiner", self.before(2)) && sentence_end(self.before(3)) && is_in("movement", self.before(1))
            // "the Revolutionary Organization 21 October"
            || day && day_first && self.from > 0 && self.is_capital(self.from - 1) && is_in("movement", self.before(1))
            // "The trawler Friday struck a mine."
            || weekday && listed("determiner", self.before(2)) && sentence_end(self.before(3)) && is_in("vessel", self.before(1)) && self.is_subject()
            // "Camp 9 June"
            || self.has_forename() && (!day || self.behind_is("place"))
            || day && self.is_spelled_name()
            // "the 6th of October bridge"
            || day && (self.before(1) == "the" || self.tokens[self.from].lower == "the") && self.is_attribute_of_thing()
            || weekday && (self.is_person_at_start() || self.is_person_in_list() || self.is_behind_month() || self.is_weekday_of_paper())
            || self.is_end_of_quoted_name()
            || matches!(e, Expression::Month { .. }) && (self.is_of_name() || self.is_attribute_of_thing())
            || !day && (self.is_person(weekday) || self.is_identified() || self.is_attribute_of_name())
            || matches!(e, Expression::Feast { .. }) && (self.is_attribute_of_thing() || self.is_attribute_of_things())
            || self.names_place_or_body(day)
            || self.is_of_place_or_body(day)
            || self.is_told_to_be_something()
            || !day && self.has_kin()
            || matches!(e, Expression::Month { .. }) && self.is_month_of_person()
            || matches!(e, Expression::Feast { feast, .. } if self.is_feast_of_others(*feast))
    }

    /// "the Dawn of September": a name with "of" that only running print shows.
    fn is_of_name(&self) -> bool {
        let head = self.from.checked_sub(2).filter(|_| self.before(1) == "of");
        head.is_some_and(|i| self.is_capital(i) && !sentence_end(self.before(3))) && self.is_running_print()
    }

    /// Whether it stands within the title, in quotation marks, of a work ("the film “A Day in May”").
    fn is_in_title(&self) -> bool {
        let back = self.tokens[..self.from].iter().rposition(|t| is_quote(&t.lower) && t.spaced);
        let Some(opening) = back.filter(|&i| i > 0 && self.from - i <= 6) else { return false };
        let before = &self.tokens[opening - 1].lower;
        let closes = self.tokens[self.to..].iter().take(6).any(|t| is_quote(&t.lower));
        closes && self.has_capital() && (is_in("media", before) || is_in("calling", before))
    }

    /// "the Friday Mothers", "a Friday Harbor trawler", "the November company": one phrase with the name or unit behind it.
    fn is_attribute_of_name(&self) -> bool {
        let unit = self.token(self.to).is_some_and(|t| t.spaced && !t.capital && is_in("unit", &t.lower));
        // "August company did not soften his tone."
        if unit && sentence_end(self.before(1)) && self.is_capital(self.from) {
            return true;
        }
        self.is_determined() && (self.before_name() && !self.before_dated_happening() || unit && !self.before_happening())
    }

    /// "Black September", "Operation Autumn", "Saint April".
    fn has_forename(&self) -> bool {
        // "at the Grand Hotel Tuesday" tells a day.
        let article = |i: usize| matches!(self.tokens[i].lower.as_ref(), "a" | "an" | "the");
        let first = |i: usize| {
            i == 0
                || !self.is_name(i - 1)
                || article(i - 1)
                || self.tokens[i - 1].lower == "task"
                || sentence_end(&self.tokens[i - 1].lower)
        };
        let named = |i: usize| self.is_capital(i) && is_in("forename", &self.tokens[i].lower) && first(i);
        self.behind().is_some_and(named) && self.before(1) != "the"
    }

    /// "known as Sunday", "known to his men as Sunday", but "known as recently as Sunday".
    fn is_known_as(&self) -> bool {
        let known = (2..=KNOWN_WITHIN).take_while(|by| !sentence_end(self.before(*by))).any(|by| self.before(by) == "known");
        known && !matches!(self.before(2), "recently" | "early" | "late" | "soon" | "far" | "long")
    }

    /// "26 September Square", "the November 17 group", "Sunday Herald".
    fn names_place_or_body(&self, day: bool) -> bool {
        let Some(next) = self.token(self.to).filter(|t| t.spaced) else { return false };
        let has = |list: &str| is_in(list, &next.lower);
        let article = self.before(1) == "the" || self.tokens[self.from].lower == "the";
        // "On Tuesday Army headquarters said": after the preposition of a date the day is one.
        let dated = matches!(self.before(1), "on" | "since" | "until" | "before" | "after" | "by" | "from" | "between") && !article;
        let thing = has("place") || has("press");
        // "the June 14 Tigers battalion", "the 3 May Constitution Square"
        let further = day
            && article
            && next.capital
            && self.token(self.to + 1).is_some_and(|t| is_in("body", &t.lower) || t.capital && is_in("place", &t.lower));
        let has_kind = has("body") || has("movement") && !self.before_happening();
        let named = next.capital && (thing && (day || self.before(1) != "on") || has("body") && !dated);
        // "contractors from November Security guard the refinery"
        let firm = !day && self.before(1) == "from" && next.capital && has("body") && !self.before_happening();
        // "the rival March 8 bloc"
        let described = || {
            self.before(2) == "the" && self.from > 1 && !self.tokens[self.from - 1].capital && self.tokens[self.from - 1].senses.is_empty()
        };
        named || firm || further || !next.capital && day && (article || has("body") && described()) && has_kind
    }

    /// "Avenue of the 11th November", "Movement of 12 May", "the town of August".
    fn is_of_place_or_body(&self, day: bool) -> bool {
        // "the Monument to 9 April"
        let of = (1..=2).find(|by| matches!(self.before(*by), "of" | "to")).filter(|by| *by == 1 || self.before(1) == "the");
        let Some(head) = of.and_then(|by| self.from.checked_sub(by + 1)) else { return false };
        let word = &self.tokens[head].lower;
        if self.before(self.from - head - 1) == "to" {
            return matches!(word.as_ref(), "monument" | "memorial") && self.is_capital(head);
        }
        self.is_capital(head) && (is_in("place", word) || is_in("body", word) || day && is_in("press", word) || word == "ides")
            || !day && is_in("settlement", word)
            || day && (is_in("road", word) || word == "fort")
    }

    /// "Seven Sundays".
    fn is_counted(&self) -> bool {
        self.from > 0 && self.tokens[self.from - 1].senses.iter().any(|s| matches!(s, Sense::Cardinal(_)))
    }

    /// "Weekend Post", "Tomorrow Foundation".
    fn heads_name(&self) -> bool {
        let named = |t: &&Token<'_>| t.spaced && t.capital && ["place", "body", "press"].iter().any(|list| is_in(list, &t.lower));
        // "Tomorrow's Homeland", but "yesterday's Arlian attack"
        let behind = Candidate { to: self.to + 1, ..*self };
        let owned = self.after() == "'s" && self.is_capital(self.from) && behind.before_name() && !behind.before_happening();
        let turned = self.tokens[self.from].senses.iter().any(|s| matches!(s, Sense::Turn(_)));
        owned || !turned && self.token(self.to).filter(named).is_some()
    }

    /// Whether it begins with a word that running print writes small: a unit, part of the day, season, hour or the like.
    fn is_plain_word(&self) -> bool {
        let at = if self.tokens[self.from].lower == "the" { self.from + 1 } else { self.from };
        self.is_capital(at)
            && self.tokens[at].senses.iter().any(|s| {
                matches!(
                    s,
                    Sense::Clock(_)
                        | Sense::Daypart(_)
                        | Sense::Unit(_)
                        | Sense::Day(_)
                        | Sense::Season(_)
                        | Sense::Vague(_)
                        | Sense::Weekend
                        | Sense::Turn(_)
                        | Sense::Set(_)
                )
            })
    }

    /// Whether it stands behind a small word that is no preposition; headings write those small as well.
    fn is_capital_inside(&self) -> bool {
        if self.tokens[self.from].lower == "the" {
            return !self.tokens[self.from].capital;
        }
        let Some(before) = self.from.checked_sub(1).and_then(|i| self.token(i)) else { return false };
        let inside = before.kind == TokenKind::Word || matches!(before.lower.as_ref(), "'s" | ",");
        if inside && self.is_running_print() {
            return true;
        }
        let preposition = matches!(
            before.lower.as_ref(),
            "at" | "by" | "until" | "till" | "since" | "before" | "after" | "from" | "to" | "on" | "in" | "of" | "for" | "during" | "and"
        );
        before.kind == TokenKind::Word && !before.capital && !preposition
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        const LISTS: [&str; 31] = [
            "sport",
            "graded",
            "radio",
            "mixing",
            "heap",
            "animal",
            "work",
            "weekday-paper",
            "emblem",
            "creator",
            "given",
            "ruler",
            "coded",
            "kin",
            "movement",
            "watchword",
            "happening",
            "unit",
            "firm",
            "title",
            "vessel",
            "media",
            "naming",
            "calling",
            "place",
            "body",
            "press",
            "forename",
            "serial",
            "road",
            "settlement",
        ];
        for line in NAMES.lines().filter(|l| !l.starts_with('#')) {
            let (list, word, _) = row(line).unwrap_or_default();
            assert!(LISTS.contains(&list), "names.tsv: three columns and one of the lists wanted in `{line}`");
            assert!(is_in(list, word) && word == word.to_lowercase(), "names.tsv: cannot read `{line}`");
        }
    }
}
