//! Repeated times and lengths of time: "every Tuesday", "daily", "for three days", "24 hours".

use super::relative::measure;
use super::time_of_day::times;
use super::{Cursor, Parsed};
use crate::expression::Expression;
use crate::lexicon::{Sense, Unit};

/// "every day", "each week", "every other Friday", "on Tuesdays", "daily", "twice a week", "once a month".
pub(super) fn set(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // "6 am every day", "the 19th of every month"
    let timed = times(c, i).filter(|(_, _, second)| second.is_none()).map(|(next, ..)| next);
    let dated =
        || c.ordinal(i).map(|(next, _)| next).and_then(|next| c.phrase(next, &["of"])).filter(|at| c.is_any(*at, &["every", "each"]));
    if let Some(found) = timed.or_else(dated).and_then(|at| repeated(c, at)) {
        return Some(found);
    }
    let (next, found) = repeated(c, i)?;
    // "every day at 7:13 p.m."
    let end = times(c, c.skip(next, &["at", "from"])).map_or(next, |(end, ..)| end);
    Some((end, found))
}

fn repeated(c: Cursor<'_, '_>, i: usize) -> Parsed {
    // "bi-monthly"
    let double = c.is(i, "bi") && c.is(i + 1, "-") && c.glued(i + 1) && c.glued(i + 2);
    if let Some(period) = c.sense(i + 2, |s| if let Sense::Set(p) = s { Some(*p) } else { None }).filter(|_| double) {
        return Some((i + 3, Expression::Set(Some(period.replacen("P1", "P2", 1)))));
    }
    if let Some(period) = c.sense(i, |s| if let Sense::Set(p) = s { Some(*p) } else { None }) {
        return Some((i + 1, Expression::Set(Some(period.to_string()))));
    }
    if let Some(next) = c.any_phrase(i, &["once a", "twice a", "times a", "once every", "once per", "twice per"]) {
        let unit = c.unit(next)?;
        return Some((next + 1, Expression::Set(Some(iso(1.0, unit)))));
    }
    if c.is_any(i, &["every", "each", "all"]) {
        let all = c.is(i, "all");
        let (at, factor) = if c.is(i + 1, "other") { (i + 2, 2.0) } else { (i + 1, 1.0) };
        let (next, amount) = match c.cardinal(at).filter(|(n, _)| c.unit(*n).is_some() && !all) {
            Some((next, n)) => (next, f64::from(n)),
            None => (at, factor),
        };
        let of_day = |next: usize| {
            let daypart = c.sense(next, |s| if let Sense::Daypart(_) = s { Some(()) } else { None });
            if daypart.is_some() { next + 1 } else { next }
        };
        let plural = |at: usize| c.at(at).is_some_and(|t| t.lower.ends_with('s'));
        if let Some((end, _)) = c.weekday(next).filter(|_| !all) {
            return Some((of_day(end), Expression::Set(Some(iso(factor, Unit::Week)))));
        }
        if c.sense(next, |s| matches!(s, Sense::Weekend).then_some(())).is_some() && (!all || plural(next)) {
            return Some((next + 1, Expression::Set(Some(iso(factor, Unit::Week)))));
        }
        if c.month(next).is_some_and(|_| !all && c.at(next).is_some_and(|t| t.capital)) {
            return Some((next + 1, Expression::Set(Some(iso(factor, Unit::Year)))));
        }
        if c.sense(next, |s| if let Sense::Daypart(_) | Sense::Season(_) = s { Some(()) } else { None }).is_some() && !all {
            let season = c.sense(next, |s| if let Sense::Season(_) = s { Some(()) } else { None }).is_some();
            return Some((next + 1, Expression::Set(Some(iso(factor, if season { Unit::Year } else { Unit::Day })))));
        }
        let unit = c.unit(next).filter(|_| !all)?;
        return Some((next + 1, Expression::Set(Some(iso(amount, unit)))));
    }
    plural_weekday(c, i)
}

/// "Tuesdays", "on Friday mornings".
fn plural_weekday(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let token = c.at(i)?;
    if let Some(day) = token.lower.strip_suffix('s') {
        let weekday = crate::lexicon::senses(day).iter().any(|s| matches!(s, Sense::Weekday(_)));
        if weekday {
            return Some((i + 1, Expression::Set(Some(iso(1.0, Unit::Week)))));
        }
    }
    let (next, _) = c.weekday(i)?;
    let daypart = c.sense(next, |s| if let Sense::Daypart(_) = s { Some(()) } else { None }).is_some();
    (daypart && c.at(next).is_some_and(|t| t.lower.ends_with('s'))).then_some((next + 1, Expression::Set(Some(iso(1.0, Unit::Week)))))
}

/// An amount with its unit: a length of time.
pub(super) fn duration(c: Cursor<'_, '_>, i: usize) -> Parsed {
    if let Some(next) = c.any_phrase(i, &["decades", "centuries"]) {
        let decade = c.is(i, "decades");
        let amount = crate::expression::Amount { value: 3.0, vague: true };
        let alone = i.checked_sub(1).is_some_and(|b| c.is_any(b, &["for", "in", "over", "lasted"]));
        return alone.then_some((next, Expression::Duration(amount, if decade { Unit::Decade } else { Unit::Century })));
    }
    if c.is(i, "another") {
        let unit = c.unit(i + 1).filter(|u| *u != Unit::Second)?;
        return Some((i + 2, Expression::Duration(crate::expression::Amount { value: 1.0, vague: false }, unit)));
    }
    let (next, amount, unit) = measure(c, i)?;
    // "a second wave", "one night stand", "a quarter of the city", "two quarters": too often no time.
    let doubtful = matches!(unit, Unit::Second | Unit::Quarter | Unit::Century) && amount.value <= 1.0;
    let age = c.any_phrase(next, &["old", "- old"]).is_some();
    (!doubtful && !age).then_some((next, Expression::Duration(amount, unit)))
}

/// The ISO 8601 period of that many units.
pub(crate) fn iso(amount: f64, unit: Unit) -> String {
    let (prefix, letter, factor) = unit.iso();
    format!("{prefix}{}{letter}", amount * factor)
}
