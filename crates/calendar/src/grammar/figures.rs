//! Dates in figures: "2024-08-06", "06/08/2024", "6.8.2024", "2024/aug/06", "20240806", "2024-08", "8/6".

use super::dates::window;
use super::{Cursor, Parsed};
use crate::expression::{Expression, MonthRef, YearRef};

/// A date in figures.
pub(super) fn date(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let (value, digits) = c.figure(i)?;
    // The tail of a longer number or code is no date ("F-16", "1.2024-08-06").
    let prefix =
        i.checked_sub(1).is_some_and(|b| c.glued(i) && !c.is_any(b, &["(", "[", "\"", "'", "-", "/", "=", "\u{201C}", "\u{2018}", ":"]));
    if prefix {
        return None;
    }
    match digits {
        8 => packed(i, value),
        4 => year_first(c, i, value as i32),
        1 | 2 => year_last(c, i, value).or_else(|| no_year(c, i, value)),
        _ => None,
    }
}

fn given(year: i32, month: u32, day: u32) -> Expression {
    Expression::Day { year: YearRef::Given(year), month: MonthRef::Given(month), day, weekday: None }
}

fn packed(i: usize, value: u32) -> Parsed {
    let (year, month, day) = ((value / 10_000) as i32, value / 100 % 100, value % 100);
    ((1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((i + 1, given(year, month, day)))
}

/// The separator at `i`, glued on both sides, and the token after it.
fn separator<'c>(c: Cursor<'c, '_>, i: usize) -> Option<(&'c str, usize)> {
    let token = c.at(i)?;
    let mark = match token.lower.as_ref() {
        "-" | "\u{2010}" | "\u{2011}" => "-",
        "/" => "/",
        "." => ".",
        _ => return None,
    };
    (c.glued(i) && c.glued(i + 1)).then_some((mark, i + 1))
}

fn year_first(c: Cursor<'_, '_>, i: usize, year: i32) -> Parsed {
    if !(1000..2200).contains(&year) {
        return None;
    }
    let (mark, next) = separator(c, i + 1)?;
    if let Some((after, month)) = c.month(next) {
        let (same, day_at) = separator(c, after)?;
        let (day, _) = c.figure(day_at).filter(|(d, n)| (1..=31).contains(d) && *n <= 2)?;
        return (same == mark).then_some((day_at + 1, given(year, month, day)));
    }
    let (month, digits) = c.figure(next).filter(|(_, n)| *n <= 2)?;
    let day = separator(c, next + 1).filter(|(same, _)| *same == mark);
    if let Some((_, day_at)) = day {
        if let Some((after, name)) = c.month(day_at) {
            return (1..=31).contains(&month).then_some((after, given(year, name, month)));
        }
        if let Some((day, n)) = c.figure(day_at) {
            let fits = n <= 2 && (1..=12).contains(&month) && (1..=31).contains(&day);
            return fits.then_some((day_at + 1, given(year, month, day)));
        }
    }
    // "2023-24" is two years, "2024-08" a month.
    let years = mark == "-" && digits == 2 && month as i32 == (year + 1) % 100;
    (!years && mark != "." && (1..=12).contains(&month)).then_some((next + 1, Expression::Month { year: YearRef::Given(year), month }))
}

fn year_last(c: Cursor<'_, '_>, i: usize, first: u32) -> Parsed {
    let (mark, next) = separator(c, i + 1)?;
    if let Some((after, month)) = c.month(next) {
        let (same, year_at) = separator(c, after)?;
        let (year, digits) = c.figure(year_at)?;
        let year = if digits == 4 { year as i32 } else { window(year) };
        return (same == mark && matches!(digits, 2 | 4)).then_some((year_at + 1, given(year, month, first)));
    }
    let (second, digits) = c.figure(next).filter(|(_, n)| *n <= 2 || *n == 4)?;
    if digits == 4 {
        let month = mark == "/" && (1..=12).contains(&first) && (1900..2100).contains(&second);
        return month.then_some((next + 1, Expression::Month { year: YearRef::Given(second as i32), month: first }));
    }
    let (same, year_at) = separator(c, next + 1)?;
    let (year, digits) = c.figure(year_at)?;
    // "10.12.20.24" is an address.
    let longer = separator(c, year_at + 1).is_some_and(|(again, at)| again == mark && c.figure(at).is_some());
    if longer || same != mark || !matches!(digits, 2 | 4) || (digits == 4 && !(1000..2200).contains(&year)) {
        return None;
    }
    let year = if digits == 4 { year as i32 } else { window(year) };
    // With full stops the day comes first almost everywhere.
    let found = if mark == "." && second <= 12 && first <= 31 {
        Some(given(year, second, first))
    } else {
        slashed(first, second, YearRef::Given(year))
    };
    found.map(|f| (year_at + 1, f))
}

/// "8/6", "6.8." only beside a weekday; "8/6" alone where it can be a date.
fn no_year(c: Cursor<'_, '_>, i: usize, first: u32) -> Parsed {
    let (mark, next) = separator(c, i + 1)?;
    let (second, digits) = c.figure(next).filter(|(_, n)| *n <= 2)?;
    let weekday = i.checked_sub(1).is_some_and(|b| c.weekday(b).is_some() || c.is_any(b, &[","]) && b > 0 && c.weekday(b - 1).is_some());
    let before = i.checked_sub(1).is_some_and(|b| {
        let range = c.is(b, "-") && c.glued(b) && b.checked_sub(1).is_some_and(|a| c.figure(a).is_some());
        range || c.is_any(b, &["on", "by", "until", "since", "before", "after", "from", "to", "between", "this", "next", "last"])
    });
    let whole = digits <= 2
        && !(c.glued(next + 1) && c.at(next + 1).is_some_and(|t| !matches!(t.lower.as_ref(), "," | "." | ")" | ";" | "-" | "\u{2013}")));
    // "FEC: 3/4" gives a value.
    let alone = c.tokens.len() <= i + 4 && !i.checked_sub(1).is_some_and(|b| c.is(b, ":"));
    let apt = match mark {
        "/" => weekday || before || alone,
        _ => weekday,
    };
    // "from 5/1 to 5/7, 2020"
    let (end, year) = if c.is(next + 1, ",") { c.year_after(next + 1) } else { (next + 1, YearRef::Unsaid) };
    (whole && apt).then(|| slashed(first, second, year)).flatten().map(|f| (end, f))
}

/// Month first (US) where both orders are possible, flagged as such; the only possible order otherwise.
fn slashed(first: u32, second: u32, year: YearRef) -> Option<Expression> {
    let day = |month: u32, day: u32| Expression::Day { year, month: MonthRef::Given(month), day, weekday: None };
    match (first, second) {
        (0, _) | (_, 0) => None,
        (m, d) if m == d && m <= 12 => Some(day(m, d)),
        (m, d) if m <= 12 && d <= 12 => Some(Expression::Slashed { first: m, second: d, year }),
        (m, d) if m <= 12 && d <= 31 => Some(day(m, d)),
        (d, m) if d <= 31 && m <= 12 => Some(day(m, d)),
        _ => None,
    }
}
