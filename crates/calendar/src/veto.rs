//! What looks like a time and is none: the modal "may", the verb "march", scores, quantities. Asked of every candidate; what is part of a
//! name is for `names`, asked once of what was chosen.

use crate::candidate::{Candidate, is_quote, sentence_end};
use crate::context::listed;
use crate::expression::{Bounding, Expression, MonthRef, YearRef};
use crate::lexicon::{Sense, Unit};
use crate::names::is_in;
use crate::tokens::{Token, TokenKind};
use crate::years::{is_before_christ, is_no_year};

/// Whether the tokens `from..to` that the grammar took for that expression are something else.
pub(crate) fn refuses(tokens: &[Token<'_>], from: usize, to: usize, e: &Expression) -> bool {
    let c = Candidate { tokens, from, to };
    let code = matches!(c.before(1), "." | "_" | "#" | "@" | "&" | "$" | "£" | "€" | "+" | "~") && tokens[from].kind != TokenKind::Mark;
    // "M06", "ES-11": figures at the end of a code.
    let figures_of_word = tokens[from].digits() > 0 && from > 0 && tokens[from - 1].kind == TokenKind::Word;
    // "634,000 last year": the tail of a longer figure.
    let figures = |i: usize| tokens[i].digits() > 0;
    let tail =
        c.before(1) == "," && figures(from) && tokens[from].digits() == 3 && from > 1 && figures(from - 2) && !tokens[from - 1].spaced;
    // "Resolution ES-11/4", "the FA-50s": figures behind the letters of a code, but "mid-90s".
    let part = |i: usize| tokens[i].senses.iter().any(|s| matches!(s, Sense::Part(..)));
    let letters = |i: usize| c.is_capital(i) && !tokens[i + 1].spaced && !part(i);
    let coded = c.before(1) == "-"
        && figures(from)
        && from > 1
        && letters(from - 2)
        && matches!(e, Expression::Decade(_) | Expression::Slashed { .. } | Expression::Day { .. });
    if c.glued_before() && (code || figures_of_word || tail || coded) {
        return true;
    }
    // "the anthem is in 3/4 time", "drummed in 4/4": the bar of a tune.
    let bar = to == from + 3 && tokens[from + 1].lower == "/" && c.before(1) == "in" && is_among(tokens, "music");
    if bar || is_part_of_compound(&c, e) || is_acronym(&c, e) || is_marching(&c, e) {
        return true;
    }
    match e {
        Expression::Month { year: YearRef::Unsaid | YearRef::Turn(_), .. } => no_month(&c),
        Expression::Month { .. } => is_verb_with_count(&c),
        Expression::Year(_) => is_no_year(&c),
        Expression::Day { year: YearRef::Unsaid, month: MonthRef::Given(_), .. } => no_day(&c),
        Expression::Weekday { .. } | Expression::Weekend(_) | Expression::Offset { .. } if is_part_of_something(&c) => true,
        Expression::Weekday { turn: None, week: None, .. } => no_weekday(&c),
        // "the 10th of Ramadan" is one day of it, or a town.
        Expression::Feast { .. } => {
            let day = c.before(1) == "of" && c.from > 1 && c.tokens[c.from - 2].senses.iter().any(|s| matches!(s, Sense::Ordinal(_)));
            // "Lent by the air force, the plane crashed": the verb.
            let lent = c.last().lower == "lent" && matches!(c.after(), "by" | "to" | "out");
            // "They want a 9/11 of their own."
            // "own 9/11 of the shares"
            let share = c.tokens[c.from].digits() > 0 && c.after() == "of" && c.word(Some(c.to + 1)) == "the";
            let like = share || matches!(c.before(1), "a" | "an" | "another") && c.after() == "of";
            // "like turkeys voting for Christmas"
            let idiom = c.before(1) == "for" && c.tokens[..c.from].iter().any(|t| listed("feast-idiom", &t.lower));
            day || lent || like || idiom || c.glued_before() && !sentence_end(c.before(1))
        }
        // "Soldiers from 1/4 Platoon": which part of which body.
        Expression::Slashed { year: YearRef::Unsaid, .. } if is_in("unit", c.after()) => true,
        Expression::Slashed { year: YearRef::Unsaid, .. } if c.before(1) == "by" && listed("change", c.before(2)) => true,
        Expression::Range(first, _) if matches!(**first, Expression::Slashed { year: YearRef::Unsaid, .. }) => c.after() == "of",
        Expression::Slashed { .. } => matches!(c.after(), "mm" | "x" | "scale" | "majority" | "of" | "hour" | "h"),
        Expression::Season { year: YearRef::Given(_), .. } => is_no_season_of_year(&c),
        Expression::Season { year: YearRef::Unsaid, .. } => {
            let next = tokens.get(to);
            // "The spring that feeds the fort": water and coils need no preposition.
            let water = c.last().lower == "spring"
                && !(listed("season-before", c.before(1)) || c.before(1) == "the" && listed("season-before", c.before(2)));
            // "a spring of the lock", "the autumn of his life"
            let coil = c.after() == "of"
                && !c.token(c.to + 1).is_some_and(|t| t.digits() > 0 || t.lower == "that")
                && !listed("of-season", c.word(Some(c.to + 2)));
            water || coil || !next.is_none_or(|t| t.kind == TokenKind::Mark && t.lower != "-" || listed("season-after", &t.lower))
        }
        Expression::Quarter { .. } | Expression::Half { .. } if c.glued_after() && tokens[to].kind != TokenKind::Mark => true,
        // "100 % H2": a quarter or half by its sign alone needs a word that calls for a time.
        Expression::Quarter { year: YearRef::Unsaid, .. } | Expression::Half { year: YearRef::Unsaid, .. } => {
            let sign = to == from + 2 && tokens[from].kind == TokenKind::Word && figures(from + 1);
            // "the H1 pumping station"
            let of_thing = c.token(to).is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !listed("small", &t.lower));
            sign && !listed("season-before", c.before(1)) && (c.before(1) != "the" || of_thing)
        }
        // "at the last minute", "a last-minute effort", "this coming a day after"
        Expression::Trail { unit, .. } => {
            let minute = *unit == Unit::Minute && tokens[to - 2].lower == "last" && c.last().lower == "minute";
            let verb = tokens[from].lower == "last" && listed("verb-before", c.before(1));
            // "in the last minute" counts.
            let counted = c.before(1) == "the" && c.before(2) == "in";
            let turned = tokens[from].senses.iter().any(|s| matches!(s, Sense::Turn(_)));
            // "their last days in the camp" are the last of something.
            let own = tokens[from].lower == "last" && to == from + 2 && is_possessive(c.before(1));
            verb || own || minute && (from + 2 < to || c.is_determined() && !counted) || turned && c.word(Some(from + 1)) == "a"
        }
        Expression::Shift { .. } => c.glued_before() && matches!(c.before(1), "-" | ".") || c.after() == "-" && c.glued_after(),
        Expression::Duration(amount, unit) => no_length(&c, *unit) || is_count(&c, amount.value) || is_angle(&c, *unit),
        Expression::Clock { of: None, .. } | Expression::ClockRange { of: None, .. } => {
            c.glued_before() && matches!(c.before(1), ":" | "-" | "/")
                // "seat 12A"
                || c.last().lower == "a" && c.last().capital && !c.last().spaced && c.after() != "."
                || c.glued_after() && tokens[to].digits() > 0
                // "a 1:50,000 map", "5A-DEC"
                || c.glued_after() && matches!(c.after(), "." | ",") && tokens.get(to + 1).is_some_and(|t| !t.spaced && t.digits() > 0)
                || c.glued_after() && c.after() == "-" && c.is_capital(to + 1) && !tokens[to + 1].spaced
                || matches!(c.after(), "ratio" | "aspect" | "win" | "victory" | "defeat")
                || is_ratio(&c)
                || is_direction(&c)
                || is_zone(&c)
                || is_frequency(&c)
                || is_pair_of_counts(&c)
                || listed("hour-after", c.after())
        }
        Expression::Range(..) if is_verb_behind_figures(&c) => true,
        // "By today's judgment" tells by what.
        Expression::Bounded(Bounding::By, _) if c.after() == "'s" => true,
        // "since in 1911 they had taken": because.
        Expression::Bounded(Bounding::Since, _) if c.word(Some(from + 1)) == "in" && tokens[from].lower == "since" => true,
        // "in the 1990s and later switched": only what closes there bounds.
        Expression::Bounded(Bounding::Since | Bounding::Until, _) if matches!(c.last().lower.as_ref(), "later" | "earlier") => {
            tokens.get(to).is_some_and(|t| t.kind != TokenKind::Mark)
        }
        Expression::Range(a, _) => c.glued_before() && matches!(c.before(1), "-" | "/") && matches!(**a, Expression::Year(_)),
        // "a 16th-century mosque", "a 16th century fort": how old a thing is.
        Expression::Century(_) if tokens[from..to].iter().any(|t| t.lower == "-") || matches!(c.before(1), "a" | "an") => true,
        Expression::Century(_) | Expression::Decade(_) => is_before_christ(c.after()),
        Expression::Set(_) => tokens[from].capital && tokens.get(to).is_some_and(|t| t.capital) && to == from + 1,
        Expression::Vague(_) => {
            let word = tokens[from].lower.as_ref();
            let title = tokens[from].capital && to == from + 1 && !sentence_end(c.before(1));
            let name = tokens[from].capital && to == from + 1 && c.is_name(to) && c.is_capital(to + 1);
            // "refused to date the document", "as soon as", "shortly after the raid", "every now and again"
            let verb = word == "to" && (c.before(1) == "up" || listed("determiner", c.after()) || matches!(c.after(), "a" | "an"));
            let beside = matches!(word, "soon" | "shortly") && (c.before(1) == "as" || listed("beside", c.after()));
            title || name || verb || beside || word == "now" && (c.after() == "that" || c.before(1) == "every")
        }
        _ => false,
    }
}

/// "the station on 1030 AM": where it stands on the dial. Hours have a colon or a full stop, or one or two figures.
fn is_frequency(c: &Candidate<'_, '_>) -> bool {
    let band = c.last().shouted && c.last().lower == "am" && c.to == c.from + 2;
    band && c.tokens[c.from].digits() >= 3 && !listed("clock-before", c.before(1)) && is_among(c.tokens, "radio")
}

/// Whether one of the tokens is in that list.
fn is_among(tokens: &[Token<'_>], list: &str) -> bool {
    tokens.iter().any(|t| listed(list, &t.lower))
}

/// "the Sembara United Nationalists, SUN, looted", "the MARCH protocol", "marked DEC 12 on its roofs": running print has a month or weekday in
/// capitals throughout only in a date whose figures or preposition show it ("14 OCT 2024", "on OCT 4").
fn is_acronym(c: &Candidate<'_, '_>, e: &Expression) -> bool {
    let shouted = c.tokens[c.from].shouted && c.tokens[c.from].kind == TokenKind::Word;
    // "the Special Action Team, or SAT", "the head of AUG"
    let called_for = listed("month-before", c.before(1)) && !matches!(c.before(1), "or" | "and" | "of") || c.before(1) == "on";
    let bare = match e {
        Expression::Month { year: YearRef::Unsaid, .. } | Expression::Weekday { turn: None, week: None, .. } => !called_for,
        Expression::Day { year: YearRef::Unsaid, .. } => !called_for && !sentence_end(c.before(1)) && c.before(1) != ",",
        _ => false,
    };
    shouted && bare && c.is_running_print()
}

/// "a Long March 2 booster"; "march 12 kilometres to the port", "columns march 10 abreast": in print that has capitals, "march" and "may" in small letters before a number
/// are verbs and nouns, unless a preposition of time calls for a date.
fn is_marching(c: &Candidate<'_, '_>, e: &Expression) -> bool {
    let first = &c.tokens[c.from];
    let small = matches!(first.lower.as_ref(), "march" | "may") && !first.capital && c.tokens.iter().any(|t| t.capital);
    let measured = listed("measure-after", c.after()) || listed("quantity-after", c.after()) || c.before_plural();
    let called_for =
        listed("month-before", c.before(1)) || matches!(c.before(1), "on" | "," | "") || !c.tokens[c.from - 1].senses.is_empty();
    let rocket = first.lower == "march" && first.capital && c.before(1) == "long" && c.is_capital(c.from - 1);
    matches!(e, Expression::Day { year: YearRef::Unsaid, .. }) && (rocket || small && (measured || !called_for))
}

/// "a 1990s-era car", "a 9/11-style attack", "Sunday-school teachers", "Soon-Yi", "pre-19th century borders": the first or last part of a word.
fn is_part_of_compound(c: &Candidate<'_, '_>, e: &Expression) -> bool {
    if matches!(e, Expression::Duration(..) | Expression::Set(_)) {
        return false;
    }
    let word = |i: usize| c.token(i).filter(|t| t.kind == TokenKind::Word && t.senses.is_empty());
    let behind = c.after() == "-" && c.glued_after() && word(c.to + 1).is_some_and(|t| !t.spaced && t.lower != "present");
    let before = c.before(1) == "-" && c.glued_before() && c.from > 1 && !c.tokens[c.from - 1].spaced;
    behind || before && (listed("prefix", c.before(2)) || matches!(e, Expression::Vague(_)))
}

/// "the last week of the siege", "the first Sunday of the truce", "the last year of his life": which one of something; but "he died on Friday of
/// his wounds", "the last week of fighting".
fn is_part_of_something(c: &Candidate<'_, '_>) -> bool {
    let ordinal = c.from > 0 && c.tokens[c.from - 1].senses.iter().any(|s| matches!(s, Sense::Ordinal(_)));
    let turned = c.from > 0 && c.before(2) == "the" && c.tokens[c.from - 1].senses.iter().any(|s| matches!(s, Sense::Turn(_)));
    let which = turned || c.before(1) == "the" || c.tokens[c.from].lower == "the" || is_possessive(c.before(1)) || ordinal;
    let behind = c.word(Some(c.to + 1));
    which && c.after() == "of" && (listed("determiner", behind) || matches!(behind, "a" | "an" | "that") || c.is_capital(c.to + 1))
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "its" | "their" | "my" | "our" | "your")
}

/// "may", "march", "august" and short forms in lower case or without a word that wants a month.
fn no_month(c: &Candidate<'_, '_>) -> bool {
    let name = c.last();
    let wanted = c.to - c.from > 1 || listed("month-before", c.before(1)) || c.before(1) == "the" && listed("month-before", c.before(2));
    // "March and April were the worst", but not "March or be shot".
    let joint = matches!(c.after(), "and" | "or" | "to" | "until" | "through" | "-" | "\u{2013}");
    let second =
        c.token(c.to + 1).is_some_and(|t| t.digits() > 0 || t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::MonthShort(_))));
    let subject = c.after().is_empty() || listed("month-after", c.after()) && (!joint || second);
    match name.lower.as_ref() {
        "may" => !(name.capital && (wanted || subject)),
        "march" if name.capital => !(wanted || subject || c.before_happening()),
        "march" => {
            let closed = c.token(c.to).is_none_or(|t| t.kind != TokenKind::Word && t.lower != "-") || joint && second;
            !(closed && matches!(c.before(1), "in" | "since" | "last" | "next" | "during" | "until"))
        }
        // "in the august chamber"
        "august" if !name.capital && c.before(1) == "the" => true,
        // "Mar Vellan" is a village.
        "mar" | "jan" | "dec" | "jun" => {
            !name.capital || !wanted || c.tokens.get(c.to).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
        }
        _ => !name.capital && !wanted && c.tokens.len() > 3,
    }
}

/// "forced them to march 1100 km", "they may 2000 times over": the verb and how much.
fn is_verb_with_count(c: &Candidate<'_, '_>) -> bool {
    let verb = matches!(c.tokens[c.from].lower.as_ref(), "may" | "march") && !c.tokens[c.from].capital;
    verb && (c.before(1) == "to" || listed("measure-after", c.after()) || listed("quantity-after", c.after()) || c.before_plural())
}

/// "men aged 18 to 22 may leave", "the 5 march on": a verb behind figures.
fn is_verb_behind_figures(c: &Candidate<'_, '_>) -> bool {
    let small = matches!(c.last().lower.as_ref(), "may" | "march") && !c.last().capital;
    small && c.token(c.to).is_some_and(|t| t.kind == TokenKind::Word && !listed("after-date", &t.lower))
}

/// "saw the town fall in 1996", "the Arab Spring in 2011": the year stays a time of its own.
fn is_no_season_of_year(c: &Candidate<'_, '_>) -> bool {
    let inside = c.token(c.from + 1).is_some_and(|t| t.lower == "in") && matches!(c.tokens[c.from].lower.as_ref(), "fall" | "spring");
    let called_for = listed("season-before", c.before(1)) && c.before(1) != "to" || matches!(c.before(1), "the" | "'s");
    inside && !called_for || c.is_capital(c.from) && c.from > 1 && c.is_name(c.from - 1) && !sentence_end(c.before(2))
}

/// "one may", "5 march past": a lower-case month after a number in words.
fn no_day(c: &Candidate<'_, '_>) -> bool {
    let month = |t: &Token<'_>| t.senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::MonthShort(_)));
    let joined = c.tokens.get(c.to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && !month(t));
    let code = c.glued_after() && matches!(c.after(), "-" | "/") && joined;
    // "Elements of 3 Mar. Bn"
    let body = is_in("unit", c.after()) || c.after() == "." && is_in("unit", c.word(Some(c.to + 1)));
    // "Six SEP tanks": dates with a number in words write the month out.
    let short = c.last().senses.iter().any(|s| matches!(s, Sense::MonthShort(_)));
    let counted = short && c.tokens[c.from].senses.iter().any(|s| matches!(s, Sense::Cardinal(_))) && c.tokens[c.from].digits() == 0;
    let small = matches!(c.last().lower.as_ref(), "may" | "march") && !c.last().capital;
    let verb = small && c.tokens[c.from].digits() == 0;
    code || body
        || counted
        || is_verb_behind_figures(c)
        || verb && c.tokens[c.from].lower != "the" && !matches!(c.tokens[c.from].lower.as_ref(), "first" | "second" | "third")
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

/// "Two day labourers": the number counts what follows.
fn is_count(c: &Candidate<'_, '_>, amount: f64) -> bool {
    let apart = c.last().spaced && c.to > c.from + 1 && c.tokens[c.to - 2].lower != "-";
    let plural = |t: &Token<'_>| t.kind == TokenKind::Word && !t.capital && t.lower.len() > 4 && t.lower.ends_with('s');
    amount > 1.0 && apart && !c.last().lower.ends_with('s') && c.token(c.to).is_some_and(plural)
}

/// "12 degrees 40 minutes south", "5 minutes of arc".
fn is_angle(c: &Candidate<'_, '_>, unit: Unit) -> bool {
    let arc = c.after() == "of" && matches!(c.word(Some(c.to + 1)), "arc" | "longitude" | "latitude");
    let compass =
        matches!(c.after(), "north" | "south" | "east" | "west") && matches!(c.word(Some(c.to + 1)), "" | "," | "." | ";" | "and" | ")");
    let degrees = c.tokens[..c.from].iter().rev().take(6).any(|t| matches!(t.lower.as_ref(), "degree" | "degrees" | "\u{B0}"));
    matches!(unit, Unit::Minute | Unit::Second) && (arc || compass || degrees)
}

/// "in a ratio of 1:30", "odds of 9:2".
fn is_ratio(c: &Candidate<'_, '_>) -> bool {
    let figures = c.tokens[c.from].digits() > 0 && c.word(Some(c.from + 1)) == ":";
    let of = usize::from(matches!(c.before(1), "of" | "at" | "about" | "by" | "was" | "is"));
    let measure = c.after() == "by" && matches!(c.word(Some(c.to + 1)), "weight" | "volume" | "mass");
    // "The ratio of attackers to defenders stood at 3:30."
    let ratio = |t: &Token<'_>| matches!(t.lower.as_ref(), "ratio" | "ratios" | "odds" | "proportion");
    let told = c.tokens[..c.from].iter().rev().take(14).take_while(|t| !sentence_end(&t.lower)).any(ratio);
    figures && (listed("ratio", c.before(of + 1)) || measure || told)
}

/// "UTC +02:00", "GMT - 5:30": how far a zone is off.
fn is_zone(c: &Candidate<'_, '_>) -> bool {
    let sign = matches!(c.before(1), "+" | "\u{B1}" | "\u{2212}")
        || c.before(1) == "-" && c.glued_before() && matches!(c.before(2), "utc" | "gmt");
    sign && c.tokens[c.from].digits() > 0
}

/// "aged between 12 and 17", "rose from 9 to 10": two bare numbers are hours only where nothing else is counted.
fn is_pair_of_counts(c: &Candidate<'_, '_>) -> bool {
    let opened = matches!(c.tokens[c.from].lower.as_ref(), "between" | "from");
    let shown = |t: &Token<'_>| {
        t.senses.iter().any(|s| matches!(s, Sense::Clock(_) | Sense::Daypart(_)))
            || matches!(t.lower.as_ref(), ":" | "." | "h" | "am" | "pm" | "o'clock" | "m" | "hours" | "time")
    };
    let bare = opened && !c.tokens[c.from..c.to].iter().any(shown);
    let counts = |t: &Token<'_>| listed("change", &t.lower) || listed("counted", &t.lower);
    bare && c.tokens[..c.from].iter().rev().take(8).take_while(|t| !sentence_end(&t.lower)).any(counts)
}

/// "a tank at their six o'clock": where somebody is, seen from the one who speaks.
fn is_direction(c: &Candidate<'_, '_>) -> bool {
    let own = is_possessive(c.before(1));
    // "Contact, three o'clock", "'Sniper at two o'clock!'": the first words of a call, or set off by a comma.
    let told = listed("sighting", c.before(2))
        && (c.before(1) == "," || c.before(1) == "at" && (sentence_end(c.before(3)) || is_quote(c.before(3))));
    (own || told) && c.last().lower == "o'clock" && !c.token(c.to).is_some_and(|t| listed("appointment", &t.lower))
}

/// "1,200 rebels a day", "such a day", "a second wave": no lengths.
fn no_length(c: &Candidate<'_, '_>, unit: Unit) -> bool {
    let first = &c.tokens[c.from];
    let code = c.glued_before() && matches!(c.before(1), "-" | "." | ",") && first.kind != TokenKind::Word;
    // "One day the guns will be silent."
    let some_day = first.lower == "one" && unit == Unit::Day && c.last().lower == "day" && c.to == c.from + 2;
    let some_day = some_day && !listed("length-before", c.before(1)) && !matches!(c.after(), "of" | "long" | "or" | "to");
    let article = matches!(first.lower.as_ref(), "a" | "an") && c.to == c.from + 2;
    let compound = c.after() == "-" && c.glued_after();
    // "a min. of 2,000", "three-quarters of the crowd"
    let least = article && c.last().lower == "min" && c.after() == ".";
    let share = unit == Unit::Quarter && (c.after() == "of" || c.tokens[c.to - 2].lower == "-");
    code || least || share || some_day || article && compound || article && unit != Unit::Fortnight && !listed("length-before", c.before(1))
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
