//! What looks like a time and is none: the modal "may", the verb "march", scores, quantities. Asked of every candidate; what is part of a
//! name is for `names`, asked once of what was chosen.

use crate::context::listed;
use crate::expression::{Expression, MonthRef, YearRef};
use crate::lexicon::{Sense, Unit};
use crate::tokens::{Token, TokenKind};

/// A candidate with the words around it.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'c, 't> {
    pub tokens: &'c [Token<'t>],
    pub from: usize,
    pub to: usize,
}

impl<'c> Candidate<'c, '_> {
    pub fn word(&self, i: Option<usize>) -> &'c str {
        i.and_then(|i| self.tokens.get(i)).map_or("", |t| t.lower.as_ref())
    }

    /// The word so many before the candidate (1 = the next one).
    pub fn before(&self, by: usize) -> &'c str {
        self.word(self.from.checked_sub(by))
    }

    pub fn after(&self) -> &'c str {
        self.word(Some(self.to))
    }

    pub fn glued_before(&self) -> bool {
        self.from > 0 && !self.tokens[self.from].spaced
    }

    pub fn glued_after(&self) -> bool {
        self.tokens.get(self.to).is_some_and(|t| !t.spaced)
    }

    /// The last token of the candidate.
    fn last(&self) -> &'c Token<'_> {
        &self.tokens[self.to - 1]
    }
}

/// Whether the tokens `from..to` that the grammar took for that expression are something else.
pub(crate) fn refuses(tokens: &[Token<'_>], from: usize, to: usize, e: &Expression) -> bool {
    let c = Candidate { tokens, from, to };
    let code = matches!(c.before(1), "." | "_" | "#" | "@" | "&" | "$" | "£" | "€" | "+" | "~") && tokens[from].kind != TokenKind::Mark;
    // "M06", "ES-11": figures at the end of a code.
    let figures_of_word = tokens[from].digits() > 0 && from > 0 && tokens[from - 1].kind == TokenKind::Word;
    if c.glued_before() && (code || figures_of_word) {
        return true;
    }
    match e {
        Expression::Month { year: YearRef::Unsaid | YearRef::Turn(_), .. } => no_month(&c),
        Expression::Year(_) => no_year(&c),
        Expression::Day { year: YearRef::Unsaid, month: MonthRef::Given(_), .. } => no_day(&c),
        Expression::Weekday { turn: None, week: None, .. } => no_weekday(&c),
        Expression::Feast { .. } => c.glued_before() && !sentence_end(c.before(1)),
        Expression::Slashed { .. } => matches!(c.after(), "mm" | "x" | "scale" | "majority" | "of" | "hour" | "h"),
        Expression::Season { year: YearRef::Unsaid, .. } => {
            let next = tokens.get(to);
            !next.is_none_or(|t| t.kind == TokenKind::Mark && t.lower != "-" || listed("season-after", &t.lower))
        }
        Expression::Quarter { .. } | Expression::Half { .. } => c.glued_after() && tokens[to].kind != TokenKind::Mark,
        Expression::Trail { .. } => tokens[from].lower == "last" && listed("verb-before", c.before(1)),
        Expression::Shift { .. } => c.glued_before() && matches!(c.before(1), "-" | ".") || c.after() == "-" && c.glued_after(),
        Expression::Duration(_, unit) => no_length(&c, *unit),
        Expression::Clock { of: None, .. } | Expression::ClockRange { of: None, .. } => {
            c.glued_before() && matches!(c.before(1), ":" | "-" | "/")
                || c.glued_after() && c.after() == "." && tokens.get(to + 1).is_some_and(|t| !t.spaced && t.digits() > 0)
                || matches!(c.after(), "ratio" | "aspect" | "win" | "victory" | "defeat")
        }
        Expression::Range(a, _) => c.glued_before() && matches!(c.before(1), "-" | "/") && matches!(**a, Expression::Year(_)),
        Expression::Century(_) | Expression::Decade(_) => is_before_christ(c.after()),
        Expression::Set(_) => tokens[from].capital && tokens.get(to).is_some_and(|t| t.capital) && to == from + 1,
        Expression::Vague(_) => {
            let word = tokens[from].lower.as_ref();
            let title = tokens[from].capital && to == from + 1 && !sentence_end(c.before(1));
            title || word == "now" && c.after() == "that" || word == "to" && c.before(1) == "up"
        }
        _ => false,
    }
}

/// Whether a sentence may begin after that word: nothing, a full stop or its like, an opening quotation mark.
pub(crate) fn sentence_end(word: &str) -> bool {
    matches!(word, "" | "." | "!" | "?" | ":" | "\"" | "\u{201C}" | "\u{201D}" | "\u{2018}" | "\u{2022}" | "(" | "[")
}

fn is_before_christ(word: &str) -> bool {
    matches!(word, "bc" | "bce" | "b")
}

/// "may", "march", "august" and short forms in lower case or without a word that wants a month.
fn no_month(c: &Candidate<'_, '_>) -> bool {
    let name = c.last();
    let wanted = c.to - c.from > 1 || listed("month-before", c.before(1)) || c.before(1) == "the" && listed("month-before", c.before(2));
    let subject = c.after().is_empty() || listed("month-after", c.after());
    match name.lower.as_ref() {
        "may" => !(name.capital && (wanted || subject)),
        "march" if name.capital => !(wanted || subject),
        "march" => !matches!(c.before(1), "in" | "since" | "last" | "next" | "during" | "from" | "to" | "until"),
        // "Mar Vellan" is a village.
        "mar" | "jan" | "dec" | "jun" => {
            !name.capital || !wanted || c.tokens.get(c.to).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
        }
        _ => !name.capital && !wanted && c.tokens.len() > 3,
    }
}

/// "one may", "5 march past": a lower-case month after a number in words.
fn no_day(c: &Candidate<'_, '_>) -> bool {
    let month = |t: &Token<'_>| t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::MonthShort(_)));
    let joined = c.tokens.get(c.to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && !month(t));
    let code = c.glued_after() && matches!(c.after(), "-" | "/") && joined;
    let verb = matches!(c.last().lower.as_ref(), "may" | "march") && !c.last().capital && c.tokens[c.from].digits() == 0;
    code || verb && c.tokens[c.from].lower != "the" && !matches!(c.tokens[c.from].lower.as_ref(), "first" | "second" | "third")
}

fn no_year(c: &Candidate<'_, '_>) -> bool {
    if is_before_christ(c.after()) || listed("measure-after", c.after()) {
        return true;
    }
    if !(c.to == c.from + 1 && c.tokens[c.from].digits() == 4) {
        return false;
    }
    let later = c.before(1) == "than" && matches!(c.before(2), "later" | "earlier" | "sooner" | "since");
    let told = listed("year-before", c.before(1)) || later;
    let perhaps = listed("year-perhaps", c.before(1));
    // Years of news and history; others only where a preposition wants a year.
    let value: i32 = c.tokens[c.from].lower.parse().unwrap_or(0);
    let first = if told { 1000 } else { 1800 };
    if !(first..2100).contains(&value) {
        return true;
    }
    let opens = matches!(c.before(1), "(" | "[" | "\"" | "\u{201C}" | "'" | "\u{2018}" | "=" | "/" | ":" | "-" | "\u{2013}" | "\u{2014}");
    if c.glued_before() && !opens || listed("quantity-before", c.before(1)) && !told {
        return true;
    }
    // "Su-2024": a call sign is letters, hyphen, figures, without blanks.
    let joined = c.glued_before() && c.before(1) == "-" && c.from > 1 && !c.tokens[c.from - 1].spaced;
    if joined && !matches!(c.before(2), "mid" | "early" | "late") {
        return true;
    }
    let code =
        c.glued_after() && matches!(c.after(), "-" | "/" | ":") && c.tokens.get(c.to + 1).is_some_and(|t| !t.spaced && t.digits() > 0);
    if code {
        return true;
    }
    if told {
        return false;
    }
    // "Call 555 2024": a telephone number.
    let figures = |i: Option<usize>| i.and_then(|i| c.tokens.get(i)).is_some_and(|t| t.digits() > 0);
    if figures(c.from.checked_sub(1)) && c.before(2) != "," || figures(Some(c.to)) {
        return true;
    }
    let plural = c.tokens.get(c.to).is_some_and(|t| {
        t.kind == TokenKind::Word && !t.capital && t.lower.len() > 4 && t.lower.ends_with('s') && !t.lower.ends_with("ss")
    });
    let free = listed("determiner", c.before(1)) || perhaps && !matches!(c.before(1), "by" | "to" | "of" | "from");
    listed("quantity-after", c.after()) || plural && !free
}

/// Short forms that are words ("sat", "sun", "wed", "mon"), and names.
fn no_weekday(c: &Candidate<'_, '_>) -> bool {
    let word = &c.tokens[c.from];
    let short = word.lower.len() <= 5 && word.kind == TokenKind::Word && !word.lower.ends_with("day");
    if short && c.tokens.len() > 2 {
        return !word.capital || !listed("day-short-before", c.before(1));
    }
    // "after Friday prayers"
    listed("adjective-after", c.after())
}

/// "1,200 rebels a day", "such a day", "a second wave": no lengths.
fn no_length(c: &Candidate<'_, '_>, unit: Unit) -> bool {
    let first = &c.tokens[c.from];
    let code = c.glued_before() && matches!(c.before(1), "-" | "." | ",") && first.kind != TokenKind::Word;
    let article = matches!(first.lower.as_ref(), "a" | "an") && c.to == c.from + 2;
    let compound = c.after() == "-" && c.glued_after();
    // "a min. of 2,000", "three-quarters of the crowd"
    let least = article && c.last().lower == "min" && c.after() == ".";
    let share = unit == Unit::Quarter && (c.after() == "of" || c.tokens[c.to - 2].lower == "-");
    code || least || share || article && compound || article && unit != Unit::Fortnight && !listed("length-before", c.before(1))
}

/// For each token, whether it lies in a web address: in the run without blanks around it "://" stands before it.
pub(crate) fn addresses(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut inside = false;
    let at = |i: usize, mark: &str| tokens.get(i).is_some_and(|t| t.lower == mark);
    (0..tokens.len())
        .map(|i| {
            inside = !tokens[i].spaced && (inside || i > 1 && at(i - 2, ":") && at(i - 1, "/") && at(i, "/"));
            inside
        })
        .collect()
}
