//! Tells the figures of a year from a quantity or the number of something. Four figures alone are no year: a preposition, an article with a
//! happening behind it, a bracket or the like has to call for one.

use crate::candidate::{Candidate, sentence_end};
use crate::context::listed;
use crate::names::is_in;
use crate::tokens::TokenKind;

pub(crate) fn is_before_christ(word: &str) -> bool {
    matches!(word, "bc" | "bce" | "b")
}

/// Whether a candidate for a year is something else.
pub(crate) fn is_no_year(c: &Candidate<'_, '_>) -> bool {
    if is_before_christ(c.after()) || listed("measure-after", c.after()) {
        return true;
    }
    if !(c.to == c.from + 1 && c.tokens[c.from].digits() == 4) {
        // "Twenty twenty-four rockets hit the port."
        if c.tokens[c.from].digits() == 0 && sentence_end(c.before(1)) && c.before_plural() && !c.before_happening() {
            return true;
        }
        // "Two thousand protesters"
        return c.tokens[c.from].digits() == 0
            && c.tokens[c.to - 1].lower == "thousand"
            && (c.before_plural() || listed("quantity-after", c.after()));
    }
    // "a strength of 1500", "a reserve of 2000"
    if c.before(1) == "of" && listed("amount", c.before(2)) {
        return true;
    }
    // "a copy of 1984": the book.
    if c.before(1) == "of" && matches!(c.before(2), "copy" | "copies") {
        return true;
    }
    let later = c.before(1) == "than" && listed("year-than", c.before(2));
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
        // "In 1500 houses": nobody wrote newspapers then, and round numbers are counts.
        let round = value < 1800 || value % 100 == 0;
        return round && (c.before_plural() || listed("quantity-after", c.after()))
            || c.before(1) == "in" && is_count_of_things_somewhere(c);
    }
    // "Call 555 2024": a telephone number.
    let figures = |i: Option<usize>| i.and_then(|i| c.tokens.get(i)).is_some_and(|t| t.digits() > 0);
    if figures(c.from.checked_sub(1)) && c.before(2) != "," || figures(Some(c.to)) {
        return true;
    }
    let free = listed("determiner", c.before(1)) || perhaps && !matches!(c.before(1), "by" | "to" | "of" | "from");
    listed("quantity-after", c.after()) || c.before_plural() && !free || !is_called_for(c)
}

/// "Between 1600 and 1900 people": two numbers, one of them round, and what is counted.
pub(crate) fn is_range_of_counts(c: &Candidate<'_, '_>) -> bool {
    let round = c.tokens[c.from..c.to].iter().any(|t| t.digits() == 4 && t.lower.ends_with("00"));
    // "turns out 1990–2010 shells", but "the 2014–2015 floods"
    let bare = !listed("year-before", c.before(1)) && !listed("determiner", c.before(1)) && c.from > 0 && c.before(1) != ",";
    listed("measure-after", c.after()) || bare && c.before_plural() || round && (c.before_plural() || listed("quantity-after", c.after()))
}

/// "In 1848 homes of the Dreva valley, they found": what is counted, and whose it is, up to a comma, without a verb.
fn is_count_of_things_somewhere(c: &Candidate<'_, '_>) -> bool {
    let of = c.before_plural() && matches!(c.word(Some(c.to + 1)), "of" | "across" | "along");
    let rest = c.tokens.get(c.to + 2..).unwrap_or_default();
    let plain = |t: &&crate::tokens::Token<'_>| t.capital || listed("determiner", &t.lower) || is_in("place", &t.lower);
    let named = rest.iter().take(6).take_while(plain).count();
    of && named > 0 && rest.get(named).is_some_and(|t| t.lower == ",")
}

/// Whether the words around want a year there. What else is four figures long, a room, a witness, a carbine, stands behind a noun.
fn is_called_for(c: &Candidate<'_, '_>) -> bool {
    let year = |i: Option<usize>| i.and_then(|i| c.tokens.get(i)).is_some_and(|t| t.digits() == 4);
    // A whole text of so few words is an answer or a heading.
    if c.tokens.len() <= 4 || listed("year-likely", c.before(1)) {
        return true;
    }
    // "on 2018 or later"
    if c.after() == "or" && matches!(c.word(Some(c.to + 1)), "later" | "earlier") || c.after().starts_with("onward") {
        return true;
    }
    let article = |word: &str| matches!(word, "a" | "an") || listed("determiner", word);
    match c.before(1) {
        // "population: 2016"
        ":" => false,
        // "dating back to 1999", "from 2014 to 2016", but not "rose to 1999".
        "to" => year(c.from.checked_sub(2)) || listed("year-to", c.before(2)),
        "and" | "or" => year(c.from.checked_sub(2)) || year(Some(c.to + 1)),
        // "in 2014, 2015 and 2016", "Velm, 2014", "(first heard of, 1917)"
        "," => {
            let listed_name = c.is_capital(c.to) && !is_name_of_number(c);
            year(c.from.checked_sub(2)) || matches!(c.after(), ")" | ".") || listed_name || c.from > 1 && c.is_capital(c.from - 2)
        }
        "(" | "[" | "=" | "/" | "-" | "\u{2013}" | "\u{2014}" | ";" => true,
        // "the 2014 clashes", "the 1949 Orlevo Conventions", but not "the 1830 Legion"
        // "a 1911 in poor shape"
        "a" | "an" if !c.token(c.to).is_some_and(|t| t.kind == TokenKind::Word && !listed("clause", &t.lower)) => false,
        // "1973 to justify the raid" is what a sentence cut in two leaves.
        word if sentence_end(word) && c.after() == "to" => false,
        word if article(word) || sentence_end(word) => !is_name_of_number(c) && !listed("people-after", c.after()),
        // "Kovar 1944", "Witness 1999"
        _ if c.is_capital(c.from - 1) => false,
        // "a brief 1994 civil war", "the ensuing 1905 Orlevo uprising", "they say 2007 was the worst year", "2014's harvest"
        _ => {
            let attribute = (2..=3).any(|by| article(c.before(by))) && !c.is_capital(c.to);
            let noun = c.token(c.to).is_some_and(|t| t.kind == TokenKind::Word);
            attribute && noun || c.before_happening() || listed("year-verb", c.after()) || c.after() == "'s"
        }
    }
}

/// "the 1830 Legion", "the 1945 Guards Brigade": figures that go with a body or place to one name, unless a happening comes behind ("the 2025
/// Market fire").
fn is_name_of_number(c: &Candidate<'_, '_>) -> bool {
    let names = (c.to..c.tokens.len()).take(4).take_while(|&i| c.is_capital(i)).count();
    let named = |lists: &[&str]| lists.iter().any(|list| is_in(list, &c.tokens[c.to + names - 1].lower));
    let body = match names {
        1 => named(&["body", "place", "press", "vessel", "unit", "title"]),
        2 => named(&["body", "unit"]),
        _ => false,
    };
    let behind = c.tokens[c.to..].iter().take(names + 3);
    body && c.word(Some(c.to + names)) != "of" && !behind.take_while(|t| t.kind == TokenKind::Word).any(|t| is_in("happening", &t.lower))
}
