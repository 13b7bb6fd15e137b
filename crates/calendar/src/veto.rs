//! What looks like a time and is none: the modal "may", the verb "march", unit numbers, scores, quantities.

use crate::expression::{Expression, MonthRef, YearRef};
use crate::tokens::{Token, TokenKind};

/// Words before "may", "march" or "august" that make them months.
const MONTH_BEFORE: [&str; 19] = [
    "in", "since", "until", "till", "by", "last", "next", "this", "early", "mid", "late", "of", "from", "through", "between", "to", "-",
    "during", "before",
];

/// Words before a year that make it a quantity.
const QUANTITY_BEFORE: [&str; 26] = [
    "least",
    "about",
    "nearly",
    "almost",
    "roughly",
    "over",
    "than",
    "some",
    "approximately",
    "around",
    "most",
    "killed",
    "killing",
    "wounded",
    "wounding",
    "captured",
    "$",
    "£",
    "€",
    "resolution",
    "article",
    "room",
    "flight",
    "no",
    "number",
    "totaling",
];

/// Words after a number that make it a quantity; a plural of five letters or more counts as one too.
const QUANTITY_AFTER: [&str; 24] = [
    "people",
    "men",
    "women",
    "children",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "metres",
    "meters",
    "percent",
    "%",
    "feet",
    "tons",
    "tonnes",
    "kg",
    "m",
    "mm",
    "square",
    "more",
    "dead",
    "civilian",
    "police",
    "personnel",
];

/// Whether the tokens `from..to` that the grammar took for that expression are something else.
pub(crate) fn refuses(tokens: &[Token<'_>], from: usize, to: usize, e: &Expression) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_ref());
    let before = from.checked_sub(1).map_or("", word);
    let after = word(to);
    let glued_before = from > 0 && !tokens[from].spaced;
    let glued_after = tokens.get(to).is_some_and(|t| !t.spaced);
    // "F-2024", "T-72", "1.5", "#2024", "@sunday"
    if glued_before && matches!(before, "." | "_" | "#" | "@" | "&" | "$" | "£" | "€" | "+") && tokens[from].kind != TokenKind::Mark {
        return true;
    }
    match e {
        Expression::Month { year: YearRef::Unsaid | YearRef::Turn(_), .. } => {
            refuses_month(tokens, from, to) || is_name(tokens, from, to) || is_unit_number(before)
        }
        Expression::Year(_) => refuses_year(tokens, from, to, before, after, (glued_before, glued_after)),
        Expression::Day { year: YearRef::Unsaid, month: MonthRef::Given(_), .. } => {
            glued_after && matches!(after, "-" | "/") && tokens.get(to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word)
        }
        Expression::Weekday { turn: None, week: None, .. } => refuses_weekday(tokens, from, to, before),
        Expression::Feast { .. } => glued_before,
        Expression::Slashed { .. } => matches!(after, "mm" | "x" | "scale" | "majority" | "of"),
        Expression::Duration(..) | Expression::Shift { .. } => {
            glued_before && matches!(before, "-" | "." | ",") && tokens[from].kind != TokenKind::Word
        }
        Expression::Clock { of: None, .. } | Expression::ClockRange { of: None, .. } => {
            glued_before && matches!(before, ":" | "-" | "/" | ".") || matches!(after, "ratio" | "aspect" | "win" | "victory" | "defeat")
        }
        Expression::Range(a, _) => {
            // A score or a count: "3-1 March" is a march of course, "2014-18 troops" none.
            glued_before && matches!(before, "-" | "/") && matches!(**a, Expression::Year(_))
        }
        Expression::Vague(_) => tokens[from].lower == "now" && after == "that",
        _ => false,
    }
}

/// "may", "march", "august" and short forms in lower case or without a word that wants a month.
fn refuses_month(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    let name = &tokens[to - 1];
    let before = from.checked_sub(1).map_or("", |b| tokens[b].lower.as_ref());
    let wanted = to - from > 1
        || MONTH_BEFORE.contains(&before)
        || before == "the" && from > 1 && MONTH_BEFORE.contains(&tokens[from - 2].lower.as_ref());
    match name.lower.as_ref() {
        "may" => !(name.capital && (wanted || starts_phrase(tokens, to))),
        "march" => {
            !(name.capital && (wanted || starts_phrase(tokens, to))
                || !name.capital && matches!(before, "in" | "since" | "last" | "next" | "during" | "after"))
        }
        "august" => !name.capital && !wanted,
        "mar" | "sun" | "sat" | "jan" | "dec" | "jun" => !name.capital || !wanted,
        _ => !name.capital && !wanted && tokens.len() > 3,
    }
}

/// "May was the bloodiest month": a capital month as a subject, not a question ("May I ask").
fn starts_phrase(tokens: &[Token<'_>], to: usize) -> bool {
    tokens.get(to).is_none_or(|t| {
        matches!(
            t.lower.as_ref(),
            "was" | "is" | "saw" | "has" | "had" | "marked" | "brought" | "and" | "," | "." | ")" | "or" | "to" | "offensive"
        )
    })
}

fn refuses_year(tokens: &[Token<'_>], from: usize, to: usize, before: &str, after: &str, glued: (bool, bool)) -> bool {
    let only_figures = to == from + 1 && tokens[from].digits() == 4;
    if !only_figures {
        return false;
    }
    let told = matches!(
        before,
        "in" | "since"
            | "during"
            | "until"
            | "till"
            | "by"
            | "from"
            | "before"
            | "after"
            | "late"
            | "early"
            | "mid"
            | "through"
            | "of"
            | "year"
            | "throughout"
    );
    // Years of news and history; others only where a preposition wants a year.
    let value: i32 = tokens[from].lower.parse().unwrap_or(0);
    if !(1800..2100).contains(&value)
        && !(told && (1000..2100).contains(&value) && !matches!(before, "of" | "by" | "from" | "through" | "to"))
    {
        return true;
    }
    if glued.0 && !matches!(before, "(" | "[" | "\"" | "\u{201C}" | "'" | "\u{2018}" | "=" | "/" | ":" | "-" | "\u{2013}" | "\u{2014}")
        || QUANTITY_BEFORE.contains(&before)
    {
        return true;
    }
    // "Su-2024": a call sign is letters, hyphen, figures, without blanks.
    if glued.0 && before == "-" && from > 1 && !tokens[from - 1].spaced && tokens[from - 2].lower != "mid" {
        return true;
    }
    if glued.1 && matches!(after, "-" | "/" | ":") && tokens.get(to + 1).is_some_and(|t| !t.spaced && t.digits() > 0) {
        return true;
    }
    if told && before != "of" && before != "by" && before != "from" {
        return false;
    }
    let plural = tokens.get(to).is_some_and(|t| {
        t.kind == TokenKind::Word && !t.capital && t.lower.len() > 4 && t.lower.ends_with('s') && !t.lower.ends_with("ss")
    });
    let determiner = matches!(before, "the" | "'s" | "its" | "their" | "his" | "her" | "this");
    QUANTITY_AFTER.contains(&after) || plural && !determiner
}

/// "Friday" of a name ("Joe Friday", "Black Sunday" aside), short forms that are words ("sat", "sun", "wed", "mon").
fn refuses_weekday(tokens: &[Token<'_>], from: usize, to: usize, before: &str) -> bool {
    let short =
        matches!(tokens[to - 1].lower.as_ref(), "sat" | "sun" | "wed" | "mon" | "fri" | "thu" | "tue" | "weds" | "tues" | "thur" | "thurs");
    let stop = tokens[to - 1].lower == ".";
    if short && !stop && tokens.len() > 2 {
        let wanted = matches!(before, "on" | "this" | "next" | "last" | "," | "by" | "until" | "since" | "or" | "week");
        return !tokens[to - 1].capital || !wanted;
    }
    is_name(tokens, from, to)
}

/// A capital word straight before or after, inside a sentence, that makes a personal name or title of it: "Robinson's
/// Man Friday", "Sunday Times". A place or body before a weekday is common in headlines, so only what follows counts,
/// and only titles.
fn is_name(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    const AFTER: [&str; 11] =
        ["times", "telegraph", "mirror", "express", "mail", "herald", "post", "bloody", "prayers", "adams", "brotherhood"];
    const BEFORE: [&str; 12] =
        ["man", "mr", "mrs", "ms", "dr", "theresa", "joe", "bloody", "general", "secretary", "minister", "president"];
    let after = tokens.get(to).filter(|t| t.capital).is_some_and(|t| AFTER.contains(&t.lower.as_ref()));
    let before = from.checked_sub(1).map(|b| &tokens[b]).is_some_and(|t| t.capital && BEFORE.contains(&t.lower.as_ref()));
    after || before
}

fn is_unit_number(before: &str) -> bool {
    matches!(before, "operation" | "the 1st")
}
