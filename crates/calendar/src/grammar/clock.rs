//! Times and parts of the day: "9 a.m.", "14:30", "noon", "Tuesday night", "the morning of August 6".

use super::time_of_day::{Time, bare_hour, in_half, times};
use super::{Cursor, Parsed, longest_day};
use crate::expression::{Bounding, Expression};
use crate::lexicon::{Daypart, Part, Sense};

fn tree(first: Time, second: Option<Time>, daypart: Option<Daypart>, of: Option<Expression>) -> Expression {
    let of = of.map(Expression::boxed);
    let seconds = in_half(first, daypart);
    match second {
        Some(second) => Expression::ClockRange { first: seconds, last: in_half(second, daypart).max(seconds), zone: first.zone, of },
        None => Expression::Clock { seconds, zone: first.zone, of },
    }
}

/// A time before its day: "at 9 a.m. on Monday", "3pm tomorrow", "noon, August 6"; or alone.
pub(super) fn with_day_after(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let start = c.any_phrase(i, &["at about", "at around", "at", "about", "around", "shortly after", "shortly before"]).unwrap_or(i);
    let (next, first, second) = times(c, start).or_else(|| {
        // "at 8 tonight", "8 on Tuesday evening"
        let (n, t) = bare_hour(c, start).or_else(|| {
            c.cardinal(start)
                .filter(|(n, h)| (1..=12).contains(h) && c.is_any(*n, &["tonight", "tomorrow", "this", "yesterday"]))
                .map(|(n, h)| (n, Time { seconds: i64::from(h) * 3600, half: true, zone: None }))
        })?;
        let told = c.any_phrase(n, &["tonight", "tomorrow", "yesterday", "this morning", "this afternoon", "this evening"]).is_some();
        (told && (start > i || i == 0)).then_some((n, t, None))
    })?;
    let daypart_at = c.any_phrase(next, &["in the", "at", "in"]).unwrap_or(next);
    let daypart = c.daypart(daypart_at).filter(|_| daypart_at > next);
    let after = if daypart.is_some() { daypart_at + 1 } else { next };
    let day_at = c.skip(c.skip(after, &[","]), &["on", "of"]);
    if let Some((end, of)) = longest_day(c, day_at) {
        let (end, of, told) = match of {
            Expression::Daypart { daypart, of } => (end, *of, Some(daypart)),
            // "at 5 tomorrow afternoon"
            of => match c.daypart(end).filter(|_| daypart.is_none()) {
                Some(daypart) => (end + 1, of, Some(daypart)),
                None => (end, of, daypart),
            },
        };
        if is_day(&of) {
            return Some((end, tree(first, second, told, Some(of))));
        }
    }
    // A bare time keeps no preposition: the day is elsewhere in the sentence.
    (start == i).then(|| (after, tree(first, second, daypart, None)))
}

/// "the morning of August 6", "early morning of Tuesday".
pub(super) fn daypart_of_day(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let the = c.skip(i, &["the"]);
    let early = c.skip(the, &["early", "late"]);
    let hours = c.any_phrase(early, &["hours of the", "hours of"]).unwrap_or(early);
    let (next, daypart) = match c.daypart(hours) {
        Some(Daypart::Lunch) => return None,
        Some(daypart) => (hours + 1, daypart),
        None if hours > early && early > the => (hours, Daypart::Morning),
        None => return None,
    };
    let of = c.any_phrase(next, &["of", "on"]).unwrap_or(next);
    let (end, of) = longest_day(c, of)?;
    if !is_day(&of) {
        return None;
    }
    let day = Expression::Daypart { daypart, of: of.boxed() };
    // "the early hours of Tuesday", "late evening on Monday"
    let part = if c.is(the, "early") { Some(Part::Early) } else { (early > the).then_some(Part::Late) };
    Some((end, part.map_or_else(|| day.clone(), |part| Expression::PartOf(part, day.clone().boxed()))))
}

/// Whether the tree names one day.
fn is_day(e: &Expression) -> bool {
    match e {
        Expression::Day { .. } | Expression::Slashed { .. } | Expression::Weekday { .. } | Expression::Feast { .. } => true,
        Expression::Offset { unit, .. } => *unit == crate::lexicon::Unit::Day,
        Expression::Shift { unit, .. } => unit.measure().2 == 0.0,
        Expression::Nth { piece, .. } => !matches!(piece, crate::expression::Piece::Unit(u) if *u != crate::lexicon::Unit::Day),
        _ => false,
    }
}

/// What hangs on a day: "night", "in the early morning", "at 9 a.m.", "from 9 to 11".
pub(super) fn attached(c: Cursor<'_, '_>, (mut next, mut found): (usize, Expression)) -> (usize, Expression) {
    let mut told = match &found {
        Expression::Daypart { daypart, .. } => Some(*daypart),
        Expression::PartOf(_, of) => {
            if let Expression::Daypart { daypart, .. } = &**of {
                Some(*daypart)
            } else {
                None
            }
        }
        _ => None,
    };
    if is_day(&found) {
        let at = c.any_phrase(next, &["in the", "during the", "at"]).unwrap_or(next);
        let part = c.sense(at, |s| if let Sense::Part(p, false) = s { Some(*p) } else { None });
        let at = if part.is_some() { c.skip(at + 1, &["in", "-"]) } else { at };
        let at = if part.is_some() { c.skip(at, &["the"]) } else { at };
        if let Some(daypart) = c.daypart(at).filter(|_| !c.at(at).is_some_and(|t| t.lower.ends_with('s'))) {
            let day = Expression::Daypart { daypart, of: found.boxed() };
            found = if let Some(part @ (Part::Early | Part::Late)) = part { Expression::PartOf(part, day.boxed()) } else { day };
            told = Some(daypart);
            next = at + 1;
        }
    }
    if let Some((next, found)) = week_behind(c, next, &found) {
        return (next, found);
    }
    if let Some((next, found)) = beside_hour(c, next, &found) {
        return (next, found);
    }
    let day = match &found {
        Expression::Daypart { of, .. } => Some((**of).clone()),
        Expression::PartOf(_, inner) => {
            if let Expression::Daypart { of, .. } = &**inner {
                Some((**of).clone())
            } else {
                None
            }
        }
        e if is_day(e) => Some(e.clone()),
        _ => None,
    };
    let Some(day) = day else { return (next, found) };
    // "2024-08-06T09:15:00"
    let comma = if c.is(next, "t") && c.glued(next) && c.glued(next + 1) { next + 1 } else { c.skip(next, &[","]) };
    let at = c.any_phrase(comma, &["at about", "at around", "at", "around", "about", "@", "for"]).unwrap_or(comma);
    let timed = times(c, at).or_else(|| {
        let preposition = at > comma && !c.is_any(at - 1, &["for"]);
        preposition.then(|| bare_hour(c, at)).flatten().map(|(n, t)| (n, t, None))
    });
    let Some((end, first, second)) = timed else { return (next, found) };
    let daypart_at = c.any_phrase(end, &["in the", "in the early", "in the late", "early", "late"]).unwrap_or(end);
    let (end, told) = match c.daypart(daypart_at).filter(|_| told.is_none()) {
        Some(daypart) => (daypart_at + 1, Some(daypart)),
        None => (end, told),
    };
    (end, tree(first, second, told, Some(day)))
}

/// "Wednesday evening next week": the week said behind the part of the day.
fn week_behind(c: Cursor<'_, '_>, i: usize, found: &Expression) -> Parsed {
    let Expression::Daypart { daypart, of } = found else { return None };
    let Expression::Weekday { weekday, turn: None, week: None } = **of else { return None };
    let (next, by) = c.week_turn(c.skip(i, &["of"]))?;
    let day = Expression::Weekday { weekday, turn: None, week: Some(by) };
    Some((next, Expression::Daypart { daypart: *daypart, of: day.boxed() }))
}

/// "Thursday before 5 pm", "today until noon": a day and one side of an hour of it.
fn beside_hour(c: Cursor<'_, '_>, i: usize, found: &Expression) -> Parsed {
    if !is_day(found) {
        return None;
    }
    let sides = [("before", Bounding::Before), ("after", Bounding::After), ("until", Bounding::Until), ("till", Bounding::Until)];
    let (_, bounding) = sides.into_iter().find(|(word, _)| c.is(i, word))?;
    let (end, first, second) = times(c, i + 1)?;
    second.is_none().then(|| (end, Expression::Bounded(bounding, tree(first, None, None, Some(found.clone())).boxed())))
}
