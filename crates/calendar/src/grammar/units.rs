//! Units longer than a day and their parts: years, decades, quarters, seasons, "late July", "the first week of August".

use super::{Cursor, Parsed, longest, single};
use crate::expression::{Expression, Piece, YearRef};
use crate::lexicon::{Part, Sense, Turn, Unit};

/// A year, decade, century, quarter, half-year, season, week or week-end with a name of its own.
pub(super) fn unit(c: Cursor<'_, '_>, i: usize) -> Parsed {
    longest([years(c, i), decade(c, i), century(c, i), quarter(c, i), season(c, i), week(c, i), weekend(c, i)])
}

fn years(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let named = c.any_phrase(i, &["the year", "year", "calendar year"]);
    let fiscal = c.any_phrase(i, &["fiscal year", "fiscal", "financial year", "fy"]);
    let start = fiscal.or(named).unwrap_or(i);
    // "the current fiscal year"
    if c.turn(i).is_some() {
        return fiscal_of_turn(c, i);
    }
    let Some((next, year)) = c.year(start) else {
        let short = c.figure(start).filter(|(_, d)| *d == 2 && c.glued(start) && fiscal.is_some())?;
        return Some((start + 1, Expression::Fiscal(YearRef::Given(2000 + short.0 as i32))));
    };
    // "2022-23", "2022/23", "2022–2023"
    let joined = c.is_any(next, &["-", "/", "\u{2013}"]) && c.glued(next) && c.glued(next + 1);
    if joined && c.figure(next + 1) == Some((((year + 1) % 100) as u32, 2)) {
        return Some((next + 2, Expression::Years(year, year + 1)));
    }
    if fiscal.is_some() {
        return Some((next, Expression::Fiscal(YearRef::Given(year))));
    }
    let next = c.any_phrase(next, &["ad", "ce", "a . d ."]).unwrap_or(next);
    Some((next, Expression::Year(YearRef::Given(year))))
}

/// "of this fiscal year"
fn fiscal_of_turn(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let turn = c.turn(i)?;
    let next = c.any_phrase(i + 1, &["fiscal year", "financial year", "budget year"])?;
    Some((next, Expression::Fiscal(YearRef::OfAnchor(turn.offset()))))
}

fn decade(c: Cursor<'_, '_>, i: usize) -> Parsed {
    const NAMES: [(&str, i32); 8] = [
        ("twenties", 1920),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    if let Some((_, first)) = NAMES.iter().find(|(name, _)| c.is(i, name)) {
        return i
            .checked_sub(1)
            .is_some_and(|b| c.is_any(b, &["the", "early", "mid", "late", "-"]))
            .then_some((i + 1, Expression::Decade(*first)));
    }
    let at = c.skip(i, &["'", "\u{2019}"]);
    let (value, digits) = c.figure(at)?;
    let plural = c.glued(at + 1) && c.is_any(at + 1, &["s", "'s"]);
    if !plural {
        return None;
    }
    match digits {
        4 if value % 10 == 0 && (1000..2200).contains(&value) => Some((at + 2, Expression::Decade(value as i32))),
        2 if value % 10 == 0
            && value >= 20
            && (at > i || i.checked_sub(1).is_some_and(|b| c.is_any(b, &["the", "early", "mid", "late", "-"]))) =>
        {
            Some((at + 2, Expression::Decade(1900 + value as i32)))
        }
        _ => None,
    }
}

fn century(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let (next, nth) = c.ordinal(i)?;
    let next = c.skip(next, &["-"]);
    (c.is(next, "century") && (1..=22).contains(&nth)).then_some((next + 1, Expression::Century((nth as i32 - 1) * 100)))
}

fn quarter(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // "2024 Q3", "2024-Q3", "Q3 2024", "H1 of 2024"
    let coded = |at: usize| -> Option<(usize, bool, u32)> {
        let quarter = c.is(at, "q");
        let half = c.is(at, "h");
        let (n, 1) = c.figure(at + 1)? else { return None };
        let fits = c.glued(at + 1) && (quarter && (1..=4).contains(&n) || half && (1..=2).contains(&n));
        fits.then_some((at + 2, quarter, n))
    };
    let build = |quarter: bool, n: u32, year: YearRef| {
        if quarter { Expression::Quarter { year, quarter: n } } else { Expression::Half { year, half: n } }
    };
    if let Some((value, digits)) = c.figure(i).filter(|(_, d)| *d == 4 || *d == 2) {
        let at = c.skip(i + 1, &["-"]);
        let (next, quarter, n) = coded(at)?;
        let year = if digits == 4 { value as i32 } else { 2000 + value as i32 };
        return Some((next, build(quarter, n, YearRef::Given(year))));
    }
    if let Some((next, quarter, n)) = coded(i) {
        let at = c.skip(next, &["-", "/"]);
        let (end, year) = c.year_after(at);
        let (next, year) = if year == YearRef::Unsaid { (next, year) } else { (end, year) };
        return Some((next, build(quarter, n, year)));
    }
    // "next year's first quarter"
    let of_turn = c.turn(i).filter(|_| c.is(i + 1, "year") && c.is(i + 2, "'s"));
    let start = if of_turn.is_some() { i + 3 } else { c.skip(i, &["the"]) };
    let last = c.is_any(start, &["last", "final"]) && c.is(start + 1, "quarter") && c.is(start + 2, "of");
    let (next, n) = if last { (start + 1, 4) } else { c.ordinal(start)? };
    let is_quarter = c.unit(next) == Some(Unit::Quarter) && !c.is(next, "quarters");
    if !(is_quarter && n <= 4 || c.is(next, "half") && n <= 2) {
        return None;
    }
    let (end, year) = c.year_after(next + 1);
    if let Some((end, Expression::Fiscal(year))) = c.phrase(next + 1, &["of"]).and_then(|at| years(c, c.skip(at, &["the"]))) {
        let months = if is_quarter { 3 } else { 6 };
        return Some((end, Expression::FiscalPart { year, first: (n - 1) * months, months }));
    }
    let of_year = c.any_phrase(next + 1, &["of the year", "this year"]);
    let (end, year) = of_year.map_or((end, year), |e| (e, YearRef::OfAnchor(0)));
    let (end, year) = of_turn.map_or((end, year), |turn| (next + 1, YearRef::OfAnchor(turn.offset())));
    // "the first half" alone may be a game's, "a third quarter" anything: the year or a preposition must tell.
    let told =
        year != YearRef::Unsaid || is_quarter && i.checked_sub(1).is_none_or(|b| c.is_any(b, &["in", "during", "the", "since", "for"]));
    let start_of_other = c.is(end, "of") || c.is_any(end, &["moon"]);
    (told && !start_of_other).then_some((end, build(is_quarter, n, year)))
}

fn season(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c.skip(i, &["the"]);
    let season = c.sense(start, |s| if let Sense::Season(n) = s { Some(*n) } else { None })?;
    let (next, year) = c.year_after(start + 1);
    // "winter of 2022-23"
    let split = matches!(year, YearRef::Given(_))
        && c.is_any(next, &["-", "/", "\u{2013}"])
        && c.figure(next + 1).is_some_and(|(_, d)| d == 2 || d == 4);
    let next = if split { next + 2 } else { next };
    let before = start
        .checked_sub(1)
        .is_some_and(|b| c.is_any(b, &["in", "during", "since", "until", "by", "through", "the", "late", "early", "mid", "-", "of"]));
    // "fall" and "spring" are verbs and nouns too: without a year they need a preposition.
    let plain = before && !c.is_any(start, &["fall"]) && !(c.is(start, "spring") && c.at(next).is_some_and(|t| t.capital));
    (year != YearRef::Unsaid || plain).then_some((next, Expression::Season { year, season }))
}

fn week(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c.skip(i, &["the"]);
    if let Some((week, digits)) = c.figure(start + 1).filter(|(w, _)| c.is(start, "week") && (1..=53).contains(w)) {
        let (next, year) = c.year_after(start + 2);
        // "week 3" counts from anything; "the week 31" is one of the year's.
        let of_year = year != YearRef::Unsaid || start > i && !c.is(next, "of");
        return (digits <= 2 && of_year).then_some((next, Expression::WeekNumber { year, week }));
    }
    let of = c.any_phrase(start, &["week of", "week beginning", "week commencing", "week starting", "week ending"]);
    let weekend_of = || {
        let weekend = c.sense(start, |s| matches!(s, Sense::Weekend).then_some(())).is_some();
        (weekend && c.is(start + 1, "of")).then_some(start + 2)
    };
    if let Some(at) = of {
        let at = c.skip(at, &["on"]);
        let (next, inner) = single(c.deeper()?, at).or_else(|| super::dates::day_of_unsaid_month(c, at))?;
        let day =
            matches!(inner, Expression::Day { .. } | Expression::Feast { .. } | Expression::Slashed { .. } | Expression::Weekday { .. });
        return day.then_some((next, Expression::WeekOf(inner.boxed())));
    }
    if let Some(at) = weekend_of() {
        // "the weekend of 5-6 March"
        if let Some(found) = super::bounds::days_of_month(c, at) {
            return Some(found);
        }
        let (next, inner) = single(c.deeper()?, at)?;
        let day = matches!(inner, Expression::Day { .. } | Expression::Feast { .. } | Expression::Slashed { .. });
        return day.then_some((next, Expression::WeekendOf(inner.boxed())));
    }
    None
}

fn weekend(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c.skip(i, &["the"]);
    c.sense(start, |s| matches!(s, Sense::Weekend).then_some(()))?;
    // "weekend" as an adjective ("weekend edition") is no time; after "the", "over the", "at the" it is.
    let free = start > i && c.at(start + 1).is_none_or(|t| t.kind == crate::tokens::TokenKind::Mark || !t.lower.ends_with("ion"));
    (free && c.is_any(start, &["weekend", "wkend"])).then_some((start + 1, Expression::Weekend(None)))
}

/// "late July", "the end of May", "mid-August", "earlier this month", "early last week", "the rest of the year".
pub(super) fn part(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // "so far this year", "so far in 2024"
    if let Some(next) = c.any_phrase(i, &["so far"]) {
        let of_unit = c.turn(next).filter(|t| *t == Turn::This).and(c.unit(next + 1)).filter(|u| u.measure().2 == 0.0);
        if let Some(unit) = of_unit {
            return Some((next + 2, Expression::Rest { later: false, of: Expression::Offset { unit, by: 0 }.boxed() }));
        }
        let (end, of) = single(c.deeper()?, c.phrase(next, &["in"])?)?;
        return matches!(of, Expression::Year(_) | Expression::Month { .. })
            .then_some((end, Expression::Rest { later: false, of: of.boxed() }));
    }
    if let Some(next) = c.any_phrase(i, &["earlier", "later"]) {
        let by = c.turn(next).filter(|t| *t == Turn::This || c.is(next, "next") || c.is(next, "last"))?;
        let unit = c.unit(next + 1).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Quarter))?;
        let of = Expression::Offset { unit, by: by.offset() }.boxed();
        return Some((next + 2, Expression::Rest { later: c.is(i, "later"), of }));
    }
    if let Some(next) = c.any_phrase(i, &["rest of the", "the rest of the", "remainder of the", "the remainder of the"]) {
        let unit = c.unit(next).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year | Unit::Decade))?;
        return Some((next + 1, Expression::Rest { later: true, of: Expression::Offset { unit, by: 0 }.boxed() }));
    }
    let the = c.skip(i, &["the"]);
    if let Some(next) = c.any_phrase(the, &["first half of", "second half of", "latter half of"]) {
        // Of a year it is a unit of its own.
        let (end, of) = single(c.deeper()?, next).or_else(|| single(c.deeper()?, c.skip(next, &["the"])))?;
        let part = if c.is(the, "first") { Part::FirstHalf } else { Part::SecondHalf };
        let halved = matches!(of, Expression::Month { .. } | Expression::Decade(_) | Expression::Century(_));
        return halved.then_some((end, Expression::PartOf(part, of.boxed())));
    }
    let (part, needs_of) = c.sense(the, |s| if let Sense::Part(p, of) = s { Some((*p, *of)) } else { None })?;
    let (part, mut next) = match (part, c.is(the + 1, "of")) {
        (Part::Early, _) if c.is(the, "early") && c.is_any(the + 1, &["to"]) && c.is(the + 2, "mid") => (Part::Early, the + 4),
        (part, true) => (part, the + 2),
        (part, false) if !needs_of || c.is_any(the + 1, &["next", "last", "this"]) => (part, the + 1),
        _ => return None,
    };
    next = c.skip(next, &["-", "\u{2010}", "\u{2011}"]);
    let bare = c.skip(next, &["the"]);
    let whole = |u: &Unit| matches!(u, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century | Unit::Quarter);
    let day = Expression::Offset { unit: Unit::Day, by: 0 };
    let (end, of) = match c.unit(bare).filter(whole) {
        Some(unit) => (bare + 1, Expression::Offset { unit, by: 0 }),
        // "by end of day"; "at the end of the day" weighs up.
        None if part == Part::End && the == i && bare == next && c.is(next, "day") => (next + 1, day),
        None => single(c.deeper()?, next).or_else(|| single(c.deeper()?, bare).filter(|(_, e)| !matches!(e, Expression::Year(_))))?,
    };
    let one_day = matches!(of, Expression::Day { .. } | Expression::Weekday { .. } | Expression::Offset { unit: Unit::Day, .. });
    let long = matches!(
        of,
        Expression::Month { .. }
            | Expression::Year(_)
            | Expression::Years(..)
            | Expression::Decade(_)
            | Expression::Century(_)
            | Expression::Season { .. }
            | Expression::Quarter { .. }
            | Expression::Half { .. }
            | Expression::WeekOf(_)
            | Expression::Weekend(_)
    ) || one_day && matches!(part, Part::End | Part::Mid)
        || matches!(of, Expression::Offset { unit, .. } if unit != Unit::Day)
        || matches!(of, Expression::Feast { .. }) && needs_of
        || matches!(of, Expression::Daypart { .. }) && !needs_of;
    long.then_some((end, Expression::PartOf(part, of.boxed())))
}

/// "the first week of August", "the last Monday of March", "the first ten days of May", "the last day of the month".
pub(super) fn nth(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c.skip(i, &["the"]);
    let (next, nth) = if c.is_any(start, &["last", "final", "closing"]) {
        (start + 1, -1)
    } else if c.is_any(start, &["opening"]) {
        (start + 1, 1)
    } else {
        let (next, nth) = c.ordinal(start)?;
        if c.is(next, "last") { (next + 1, -(nth as i32)) } else { (next, nth as i32) }
    };
    let (next, count) = match c.cardinal(next).filter(|(n, _)| c.unit(*n).is_some()) {
        Some((n, count)) => (n, count),
        None if c.sense(next, |s| if let Sense::Few(_) = s { Some(()) } else { None }).is_some() => (next + 1, 3),
        // "the closing days of 2023"
        None if c.unit(next).is_some() && c.at(next).is_some_and(|t| t.lower.ends_with('s')) => (next, 3),
        None => (next, 1),
    };
    let weekday = || c.weekday(next).map(|(n, d)| (n, Piece::Weekday(d)));
    let weekend = || c.sense(next, |s| matches!(s, Sense::Weekend).then_some((next + 1, Piece::Weekend)));
    let unit = || {
        let unit =
            c.unit(next).filter(|u| matches!(u, Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Quarter))?;
        (unit != Unit::Quarter || count > 1).then_some((next + 1, Piece::Unit(unit)))
    };
    let (next, piece) = weekday().or_else(weekend).or_else(unit)?;
    let of = if c.is_any(next, &["of", "in"]) { next + 1 } else { return None };
    let bare = c.skip(of, &["the"]);
    let (end, of) = match c.unit(bare).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Quarter)) {
        Some(unit) => (bare + 1, Expression::Offset { unit, by: 0 }),
        // "the first decade of the 20th century"
        None => single(c.deeper()?, of).or_else(|| single(c.deeper()?, bare).filter(|(_, e)| matches!(e, Expression::Century(_))))?,
    };
    let long = matches!(
        of,
        Expression::Month { .. }
            | Expression::Year(_)
            | Expression::Season { .. }
            | Expression::Quarter { .. }
            | Expression::Decade(_)
            | Expression::Century(_)
    ) || matches!(of, Expression::Offset { unit, .. } if unit != Unit::Day)
        || matches!(of, Expression::Feast { .. });
    long.then_some((end, Expression::Nth { nth, count, piece, of: of.boxed() }))
}
