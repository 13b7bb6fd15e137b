//! Tells names that hold a word of time from times: "the frigate 7 November", "Governor Friday Nwosu", "5 July Stadium",
//! "1984 Harbour Road", the code word "Boxing Day". What makes a name of a neighbour is in `data/names.tsv`.
//!
//! Leans to the day where a newspaper could mean one: "told the leader Tuesday" stays a day, "leader Tuesday Mbeki" does
//! not. Names that only a tree or a list of people could tell are left to the caller.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::context::listed;
use crate::expression::{Expression, MonthRef, YearRef};
use crate::feasts;
use crate::lexicon::Sense;
use crate::tokens::{Token, TokenKind};
use crate::veto::{Candidate, sentence_end};

const NAMES: &str = include_str!("../data/names.tsv");

/// Whether the word is in that list of `data/names.tsv`.
fn is_in(list: &str, word: &str) -> bool {
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
            let day = |t: &Token<'_>| {
                t.digits() > 0 || t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::Weekday(_) | Sense::Ordinal(_)))
            };
            (from + 1..to).find(|&i| day(&tokens[i])).is_some_and(|core| is_named(tokens, core, to, of))
                || c.is_plain_word() && c.is_capital_inside()
        }
        Expression::Day { year: YearRef::Unsaid, month: MonthRef::Given(_), .. }
        | Expression::Month { year: YearRef::Unsaid, .. }
        | Expression::Weekday { turn: None, week: None, .. }
        | Expression::Feast { year: YearRef::Unsaid, .. } => c.has_capital() && c.is_name_of_day(e) || c.is_quoted(),
        Expression::Year(YearRef::Given(_)) => c.is_serial() || c.is_house_number() || c.is_measure() || c.is_code() || c.is_quoted(),
        Expression::Range(first, _) if matches!(**first, Expression::Year(_)) => c.is_serial() || listed("measure-after", c.after()),
        // "Psalm 20:24"
        Expression::Clock { of: None, .. } => c.is_serial() || c.is_plain_word() && (c.is_capital_inside() || c.has_forename()),
        // "the Third Quarter, a night club", "the Six Day War"
        Expression::Quarter { year: YearRef::Unsaid, .. } | Expression::Duration(..) => c.is_capital(to - 1) && c.is_capital_inside(),
        // "the Seven Sundays orphanage"
        Expression::Set(_) => c.is_counted() || c.is_plain_word() && c.is_capital_inside(),
        Expression::Day { year: YearRef::Given(_), .. } | Expression::Month { .. } | Expression::Slashed { .. } => {
            c.is_in_figures() && (c.is_serial() || c.is_code()) || c.is_quoted()
        }
        _ => c.is_plain_word() && (c.is_capital_inside() || c.has_forename() || c.heads_name()) || c.is_quoted() && to - from < 3,
    }
}

impl<'c> Candidate<'c, '_> {
    fn token(&self, i: usize) -> Option<&'c Token<'_>> {
        self.tokens.get(i)
    }

    fn is_capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
    }

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

    /// Whether a word with a capital that is no word of time follows at once.
    fn before_name(&self) -> bool {
        self.is_capital(self.to) && self.token(self.to).is_some_and(|t| t.spaced && t.senses.is_empty())
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
        let of_thing = self.behind_is("vessel") && (day && day_first || !day && !weekday || owner || self.before_name());
        let of_media = self.behind_is("media")
            && (quoted
                || !day && !weekday && self.is_capital(self.to)
                || day && day_first && self.behind().is_some_and(|i| self.is_capital(i)));
        let called = self.behind_is("naming")
            || self.behind_is("calling") && quoted
            || matches!(self.before(1), "itself" | "himself" | "herself" | "themselves") && self.before(2) == "calling";
        address
            || joined
            || of_thing
            || of_media
            || called
            || self.before(1) == "aboard"
            || self.has_forename() && !day
            || !day && self.is_person(weekday)
            || self.names_place_or_body(day)
            || self.is_of_place_or_body(day)
            || self.is_told_to_be_place()
            || matches!(e, Expression::Month { .. }) && self.is_month_of_person()
            || matches!(e, Expression::Feast { feast, .. } if self.is_feast_of_others(*feast))
    }

    /// "General August", "Governor Friday Nwosu", "militia leader Tuesday Mbeki", "columnist Eve Sunday".
    fn is_person(&self, weekday: bool) -> bool {
        let title = |i: usize| is_in("title", &self.tokens[i].lower);
        // US papers write "President Obama Sunday", but hardly "columnist Obama Sunday".
        let first = self.from > 1 && self.is_capital(self.from - 1) && self.tokens[self.from - 1].senses.is_empty();
        if first && title(self.from - 2) && !self.is_capital(self.from - 2) {
            return true;
        }
        let Some(at) = self.behind().filter(|at| title(*at) && self.before(1) != "the") else { return false };
        // "they told the President Tuesday" tells a day.
        let article = at > 0 && self.tokens[at - 1].lower == "the";
        self.before_name() || self.is_capital(at) && !(weekday && article)
    }

    /// "Black September", "Operation Autumn", "Saint April".
    fn has_forename(&self) -> bool {
        self.behind().is_some_and(|i| self.is_capital(i) && is_in("forename", &self.tokens[i].lower)) && self.before(1) != "the"
    }

    /// "26 September Square", "the November 17 group", "Sunday Herald".
    fn names_place_or_body(&self, day: bool) -> bool {
        let Some(next) = self.token(self.to).filter(|t| t.spaced) else { return false };
        let has = |list: &str| is_in(list, &next.lower);
        let article = self.before(1) == "the" || self.tokens[self.from].lower == "the";
        // "On Tuesday Army headquarters said": after the preposition of a date the day is one.
        let dated = matches!(self.before(1), "on" | "since" | "until" | "before" | "after" | "by" | "from" | "between") && !article;
        let thing = has("place") || has("press");
        // "the June 14 Tigers battalion"
        let further = day && article && next.capital && self.token(self.to + 1).is_some_and(|t| is_in("body", &t.lower));
        let named = next.capital && (thing && (day || self.before(1) != "on") || has("body") && !dated);
        named || further || !next.capital && day && article && has("body")
    }

    /// "Avenue of the 11th November", "Movement of 12 May", "the town of August".
    fn is_of_place_or_body(&self, day: bool) -> bool {
        let of = (1..=2).find(|by| self.before(*by) == "of").filter(|by| *by == 1 || self.before(1) == "the");
        let Some(head) = of.and_then(|by| self.from.checked_sub(by + 1)) else { return false };
        let word = &self.tokens[head].lower;
        self.is_capital(head) && (is_in("place", word) || is_in("body", word) || word == "ides")
            || !day && is_in("settlement", word)
            || day && (is_in("road", word) || word == "fort")
    }

    /// "residents of June, a village in the north"; "on Sunday, a village burned" tells a day.
    fn is_told_to_be_place(&self) -> bool {
        let dated = listed("month-before", self.before(1)) && self.before(1) != "of" || matches!(self.before(1), "on" | "at" | "");
        let apposed = self.after() == "," && matches!(self.word(Some(self.to + 1)), "a" | "an" | "the");
        let kind = |t: &Token<'_>| !t.capital && (is_in("place", &t.lower) || is_in("vessel", &t.lower));
        let Some(words) = self.tokens.get(self.to + 2..).filter(|_| apposed && !dated) else { return false };
        words.iter().take(3).take_while(|t| t.kind == TokenKind::Word).any(kind)
    }

    /// "Ensign Julian March", "June Halvorsen told": a month beside another word with a capital, and no preposition.
    fn is_month_of_person(&self) -> bool {
        let Some(before) = self.from.checked_sub(1) else { return self.before_name() };
        let wanted = listed("month-before", self.before(1))
            || matches!(self.before(1), "throughout" | "around" | "toward" | "towards" | "beyond" | "every" | "each")
            || self.tokens[before].kind == TokenKind::Mark && !sentence_end(self.before(1));
        let family = self.is_capital(before)
            && self.tokens[self.from].spaced
            && self.tokens[before].senses.is_empty()
            && !sentence_end(self.before(2))
            && !wanted;
        // "Dec Sullivan and Nov Petrescu"
        family || self.before_name() && (!wanted || matches!(self.before(1), "and" | "or"))
    }

    /// "the Yom Kippur War", "Velmorian Independence Day", but "on Christmas Day Arlian troops". Nobody is killed in a feast of one day:
    /// "in Easter" is a place.
    fn is_feast_of_others(&self, feast: usize) -> bool {
        let of_others = self.from > 1 && self.is_capital(self.from - 1) && self.tokens[self.from - 1].senses.is_empty();
        of_others && self.is_capital(self.from) && !sentence_end(self.before(2))
            || self.before(1) != "on" && self.before_name()
            || self.before(1) == "in" && feasts::length(feast) == 1
            || self.from > 1 && self.tokens[self.from - 1].digits() > 0 && self.before(2) != "on"
    }

    /// "marker 1943", "code 11-22-63", "numbered 1861 to 1865", "No. 2041".
    fn is_serial(&self) -> bool {
        self.behind_is("serial") && self.before(1) != "the" && !is_quote(self.before(1))
    }

    /// "1984 Harbour Road".
    fn is_house_number(&self) -> bool {
        let road = |t: &Token<'_>| t.capital && is_in("road", &t.lower);
        let names = self.tokens[self.to..].iter().take(3).take_while(|t| t.capital && t.spaced);
        !listed("year-before", self.before(1)) && self.is_capital(self.to) && names.clone().any(road)
    }

    /// "1920 by 1080 pixels", "1:1945".
    fn is_measure(&self) -> bool {
        let figures = |i: usize| self.token(i).is_some_and(|t| t.digits() > 0);
        let sides = matches!(self.after(), "by" | "x" | "\u{d7}") && figures(self.to + 1) && !listed("year-before", self.before(1));
        let ratio = self.before(1) == ":" && self.glued_before() && self.from > 1 && figures(self.from - 2);
        sides || ratio
    }

    /// "Seven Sundays".
    fn is_counted(&self) -> bool {
        self.from > 0 && self.tokens[self.from - 1].senses.iter().any(|s| matches!(s, Sense::Cardinal(_)))
    }

    /// "Weekend Post", "Tomorrow Foundation".
    fn heads_name(&self) -> bool {
        let named = |t: &Token<'_>| t.spaced && t.capital && ["place", "body", "press"].iter().any(|list| is_in(list, &t.lower));
        self.token(self.to).is_some_and(named)
    }

    /// Whether the candidate is figures and marks alone.
    fn is_in_figures(&self) -> bool {
        self.tokens[self.from..self.to].iter().all(|t| t.kind != TokenKind::Word)
    }

    /// "10.10.44-B".
    fn is_code(&self) -> bool {
        self.after() == "-"
            && self.glued_after()
            && self.token(self.to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && t.lower.len() < 3)
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
        let preposition = matches!(
            before.lower.as_ref(),
            "at" | "by" | "until" | "till" | "since" | "before" | "after" | "from" | "to" | "on" | "in" | "of" | "for" | "during" | "and"
        );
        before.kind == TokenKind::Word && !before.capital && !preposition
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "\u{201C}" | "\u{201D}" | "\u{2018}" | "\u{2019}" | "'" | "\u{AB}" | "\u{BB}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        const LISTS: [&str; 12] =
            ["title", "vessel", "media", "naming", "calling", "place", "body", "press", "forename", "serial", "road", "settlement"];
        for line in NAMES.lines().filter(|l| !l.starts_with('#')) {
            let (list, word, _) = row(line).unwrap_or_default();
            assert!(LISTS.contains(&list), "names.tsv: three columns and one of the lists wanted in `{line}`");
            assert!(is_in(list, word) && word == word.to_lowercase(), "names.tsv: cannot read `{line}`");
        }
    }
}
