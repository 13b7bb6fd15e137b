//! Times seen from the publication day: "yesterday", "last week", "two days ago", "the past two years", "now".

use super::{Cursor, Parsed, longest_day, nights, single};
use crate::expression::{Ahead, Amount, Bounding, Expression, Origin, Piece, YearRef};
use crate::lexicon::{Daypart, Sense, Turn, Unit, Vague};

impl Cursor<'_, '_> {
    /// "last", "this", "next" and their like.
    pub(super) fn turn(&self, i: usize) -> Option<Turn> {
        self.sense(i, |s| if let Sense::Turn(t) = s { Some(*t) } else { None })
    }
}

const NIGHT_BEFORE: Expression = Expression::Offset { unit: Unit::Day, by: -1 };
const TODAY: Expression = Expression::Offset { unit: Unit::Day, by: 0 };

/// A named day or a whole unit at an offset: "yesterday", "last week", "this month", "last night", "next summer".
pub(super) fn offset(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let day = |by| Expression::Offset { unit: Unit::Day, by };
    if let Some(by) = c.sense(i, |s| if let Sense::Day(d) = s { Some(*d) } else { None }) {
        return Some((i + 1, day(by)));
    }
    let the = c.skip(i, &["the"]);
    if let Some(next) = c.phrase(the, &["day", "after", "tomorrow"]) {
        return Some((next, day(2)));
    }
    if let Some(next) = c.phrase(the, &["day", "before", "yesterday"]) {
        return Some((next, day(-2)));
    }
    if let Some(next) = c.any_phrase(i, &["earlier today", "later today"]) {
        return Some((next, TODAY));
    }
    // "the week after next"
    if let Some((next, unit)) = c.phrase(the + 1, &["after", "next"]).zip(c.unit(the).filter(|u| u.measure().2 == 0.0 && *u != Unit::Day)) {
        return Some((next, Expression::Offset { unit, by: 2 }));
    }
    if let Some(found) = before_last(c, the).or_else(|| nights::overnight_into(c, i)) {
        return Some(found);
    }
    if c.is_any(i, &["tonight", "tonite"]) {
        return Some((i + 1, Expression::Daypart { daypart: Daypart::Night, of: TODAY.boxed() }));
    }
    if c.is(i, "overnight") {
        return Some((i + 1, Expression::Daypart { daypart: Daypart::Night, of: NIGHT_BEFORE.boxed() }));
    }
    if let Some(next) =
        c.any_phrase(i, &["the week", "the fortnight", "the month", "the year", "the quarter"]).filter(|n| unit_closes(c, *n))
    {
        return Some((next, Expression::Offset { unit: c.unit(i + 1)?, by: 0 }));
    }
    if let Some(turn) = c.sense(i, |s| if let Sense::Narrative(t) = s { Some(*t) } else { None }) {
        // "resigned following weeks of protest": after them.
        let determined = i.checked_sub(1).is_some_and(|b| c.is_any(b, &["the", "that"]));
        if !determined {
            return None;
        }
        if let Some(found) = told_from(c, i + 1, turn) {
            return Some(found);
        }
        let unit = c.unit(i + 1).filter(|u| u.grain() != tacitus_record::Grain::PartOfDay)?;
        let amount = Amount { value: 1.0, vague: false };
        if c.at(i + 1).is_some_and(|t| t.lower.ends_with('s')) {
            let ahead = (turn == Turn::Next).then_some(Ahead::Next);
            return Some((i + 2, Expression::Trail { amount: Amount { value: 3.0, vague: true }, unit, ahead }));
        }
        if unit == Unit::Day {
            return Some((i + 2, Expression::Shift { amount, unit, back: turn == Turn::Last, from: Origin::Narrative }));
        }
        return Some((i + 2, Expression::Told(turn, Expression::Offset { unit, by: turn.offset() }.boxed())));
    }
    turned(c, i)
}

/// "the following July", "the preceding Friday", "the following spring".
fn told_from(c: Cursor<'_, '_>, i: usize, turn: Turn) -> Parsed {
    let season = || c.sense(i, |s| if let Sense::Season(n) = s { Some(*n) } else { None });
    let weekday = || c.weekday(i).map(|(next, weekday)| (next, Expression::Weekday { weekday, turn: None, week: None }));
    let month = || c.month(i).filter(|_| c.at(i).is_some_and(|t| t.capital));
    let (next, of) = weekday()
        .or_else(|| month().map(|(next, month)| (next, Expression::Month { year: YearRef::Unsaid, month })))
        .or_else(|| season().map(|season| (i + 1, Expression::Season { year: YearRef::Unsaid, season })))?;
    Some((next, Expression::Told(turn, of.boxed())))
}

/// "the night before last", "the week before last", "the Friday before last".
fn before_last(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let next = c.phrase(i + 1, &["before", "last"])?;
    if let Some((_, weekday)) = c.weekday(i) {
        let last = Expression::Weekday { weekday, turn: Some(Turn::Last), week: None };
        let week = Amount { value: 7.0, vague: false };
        return Some((next, Expression::Shift { amount: week, unit: Unit::Day, back: true, from: Origin::At(last.boxed()) }));
    }
    if c.is(i, "night") {
        return Some((next, Expression::Daypart { daypart: Daypart::Night, of: Expression::Offset { unit: Unit::Day, by: -2 }.boxed() }));
    }
    if c.sense(i, |s| matches!(s, Sense::Weekend).then_some(())).is_some() {
        let week = Expression::Offset { unit: Unit::Week, by: -2 };
        return Some((next, Expression::Nth { nth: 1, count: 1, piece: Piece::Weekend, of: week.boxed() }));
    }
    let unit = c.unit(i).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century))?;
    Some((next, Expression::Offset { unit, by: -2 }))
}

/// "the three weeks before Easter", "the days after 7 October", "the run-up to the new year", "the two months since 3 May": a stretch that ends
/// or begins with a time of its own.
pub(super) fn beside(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let some = Amount { value: 3.0, vague: true };
    let before = |amount, unit, of: Expression| {
        let from = Expression::Shift { amount, unit, back: true, from: Origin::At(of.clone().boxed()) };
        Expression::Range(from.boxed(), of.boxed())
    };
    if let Some(next) = c.any_phrase(i, &["the run - up to", "the lead - up to", "the build - up to", "run - up to", "lead - up to"]) {
        let (end, of) = single(c.deeper()?, next).filter(|(_, of)| !matches!(of, Expression::Clock { of: None, .. }))?;
        return Some((end, before(some, Unit::Week, of)));
    }
    let start = c.phrase(i, &["the"])?;
    // "in the week to 8 March", "over the 24 hours to Monday morning"
    let over = i.checked_sub(1).is_some_and(|b| c.is_any(b, &["in", "over", "during", "for"]));
    let one = Amount { value: 1.0, vague: false };
    let stretch = measure(c, start).or_else(|| Some((start + 1, one, c.unit(start)?))).filter(|(next, ..)| over && c.is(*next, "to"));
    if let Some((next, amount, unit)) = stretch {
        let (end, of) = single(c.deeper()?, next + 1).filter(|(_, of)| !matches!(of, Expression::Clock { of: None, .. }))?;
        // A week that ends with a day has seven.
        let (amount, unit) = match unit {
            Unit::Week => (Amount { value: 7.0 * amount.value, ..amount }, Unit::Day),
            unit => (amount, unit),
        };
        return Some((end, before(amount, unit, of)));
    }
    let (next, amount, unit) = measure(c, start).or_else(|| {
        let at = c.skip(start, &["few", "several"]);
        let unit = c.unit(at).filter(|u| u.measure().2 == 0.0 && c.at(at).is_some_and(|t| t.lower.ends_with('s')))?;
        Some((at + 1, some, unit))
    })?;
    let at = c.any_phrase(next, &["before", "prior to", "leading up to", "after", "following", "since"])?;
    let (end, of) = single(c.deeper()?, at).filter(|(_, of)| !matches!(of, Expression::Clock { of: None, .. }))?;
    Some((
        end,
        match c.tokens[next].lower.as_ref() {
            "since" => Expression::Bounded(Bounding::Since, of.boxed()),
            "after" | "following" => Expression::Lasting { amount, unit, from: of.boxed() },
            _ => before(amount, unit, of),
        },
    ))
}

/// "the week" is this week only where nothing follows that says which.
fn unit_closes(c: Cursor<'_, '_>, i: usize) -> bool {
    c.at(i).is_none_or(|t| [".", ",", ";", "!", "?", ")"].contains(&t.lower.as_ref()))
}

fn turned(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let turn = c.turn(i)?;
    if c.sense(i + 1, |s| matches!(s, Sense::Weekend).then_some(())).is_some() {
        return Some((i + 2, Expression::Weekend(Some(turn))));
    }
    if let Some(next) = c.any_phrase(i + 1, &["week - end", "week end"]) {
        return Some((next, Expression::Weekend(Some(turn))));
    }
    let this_past = c.any_phrase(i, &["this past", "this coming"]);
    if let Some(next) = this_past {
        return turned(c, next - 1).filter(|(end, _)| *end > next);
    }
    if let Some(season) = c.sense(i + 1, |s| if let Sense::Season(n) = s { Some(*n) } else { None }) {
        return Some((i + 2, Expression::Season { year: YearRef::Turn(turn), season }));
    }
    let daypart = c.sense(i + 1, |s| if let Sense::Daypart(d) = s { Some(*d) } else { None });
    if let Some(daypart) = daypart.filter(|_| !c.is_any(i, &["past", "coming", "current"])) {
        let of = match (turn, daypart) {
            (Turn::Last, _) => NIGHT_BEFORE,
            (Turn::This, _) => TODAY,
            (Turn::Next | Turn::Coming, _) => return None,
        };
        return Some((i + 2, Expression::Daypart { daypart, of: of.boxed() }));
    }
    let unit = c.unit(i + 1)?;
    // "the past decade" is the ten years up to now, "last decade" the one that the calendar has.
    let up_to_now = c.is(i, "past") && unit.measure().2 == 0.0 && !matches!(unit, Unit::Day | Unit::Quarter);
    if up_to_now && !c.at(i + 1).is_some_and(|t| t.lower.ends_with('s')) {
        return Some((i + 2, Expression::Trail { amount: Amount { value: 1.0, vague: false }, unit, ahead: None }));
    }
    let plural = c.at(i + 1).is_some_and(|t| t.lower.ends_with('s') || t.lower == "centuries");
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        _ if plural => None,
        // "the next day" and "the previous day" are told from the story's own day.
        Unit::Day if turn != Turn::This => {
            let amount = Amount { value: 1.0, vague: false };
            let back = turn == Turn::Last;
            (!c.is(i, "past") && !c.is(i, "last")).then_some((i + 2, Expression::Shift { amount, unit, back, from: Origin::Narrative }))
        }
        // "to this day" is up to now.
        Unit::Day => (c.is_any(i, &["this", "current"]) && !i.checked_sub(1).is_some_and(|b| c.is(b, "to"))).then_some((i + 2, TODAY)),
        _ => Some((i + 2, Expression::Offset { unit, by: turn.offset() })),
    }
}

/// "two days ago", "three weeks later", "in five days", "two weeks before Easter", "a week from Tuesday".
pub(super) fn shift(c: Cursor<'_, '_>, i: usize) -> Parsed {
    if c.is(i, "in") {
        let (next, amount, unit) = measure(c, i + 1)?;
        // "in three days" of fighting looks the same; only what comes next could tell.
        let ahead = c.at(next).is_none_or(|t| !matches!(t.lower.as_ref(), "of" | "'s"));
        let next = c.any_phrase(next, &["time"]).unwrap_or(next);
        return ahead.then_some((next, Expression::Shift { amount, unit, back: false, from: Origin::Anchor }));
    }
    if let Some(next) = c.any_phrase(i, &["more than", "over", "longer than", "at least", "less than", "under", "within"]) {
        return compared(c, next, c.is_any(i, &["less", "under", "within"]));
    }
    // "the eve of Eid al-Fitr"
    if let Some(next) = c.any_phrase(i, &["the eve of", "eve of"]) {
        let (end, of) = longest_day(c, next)?;
        let from = Origin::At(of.boxed());
        return Some((end, Expression::Shift { amount: Amount { value: 1.0, vague: false }, unit: Unit::Day, back: true, from }));
    }
    let (next, amount, unit) = measure(c, i)?;
    let shifted = |next, back, from| Some((next, Expression::Shift { amount, unit, back, from }));
    if let Some(found) = c.phrase(next, &["ago"]).and_then(|at| anniversary(c, at, amount, unit)) {
        return Some(found);
    }
    if let Some(next) = c.any_phrase(next, &["ago", "back"]).filter(|n| c.is(*n - 1, "ago") || !c.is(*n, "in")) {
        return shifted(next, true, Origin::Anchor);
    }
    if let Some(next) = c.any_phrase(next, &["hence", "from now", "from right now"]) {
        return shifted(next, false, Origin::Anchor);
    }
    // "three people died later this week"
    let of_unit =
        c.is_any(next, &["earlier", "later"]) && (c.turn(next + 1).is_some() || c.is_any(next + 1, &["today", "tonight", "in", "on"]));
    if !of_unit && c.is_any(next, &["earlier", "previously", "later", "afterwards"]) {
        return shifted(next + 1, c.is_any(next, &["earlier", "previously"]), Origin::Narrative);
    }
    let back = c.is_any(next, &["before"]) || c.is(next, "prior") && c.is(next + 1, "to");
    let ahead = c.is_any(next, &["after", "from", "following", "into"]);
    if !back && !ahead {
        return None;
    }
    let of = if c.is(next, "prior") { next + 2 } else { next + 1 };
    let (end, of) = single(c.deeper()?, of)?;
    let own_day = !matches!(of, Expression::Clock { of: None, .. } | Expression::ClockRange { of: None, .. });
    own_day.then_some(())?;
    shifted(end, back, Origin::At(of.boxed()))
}

/// "three years ago next month", "a year ago this week", "ten years ago on Friday".
fn anniversary(c: Cursor<'_, '_>, i: usize, amount: Amount, unit: Unit) -> Parsed {
    let months = unit.measure().0 * amount.value;
    if amount.vague || months < 1.0 || months.fract() > 0.0 {
        return None;
    }
    let (end, of) = longest_day(c, c.skip(i, &["on"]))?;
    let near = match &of {
        Expression::Offset { by, .. } => by.abs() <= 1,
        Expression::Weekday { .. } => true,
        _ => false,
    };
    near.then(|| (end, Expression::Anniversary { months: months as u32, of: of.boxed() }))
}

/// "more than two days before the raid", "less than a week ago": the far side of that day, or the stretch up to it.
fn compared(c: Cursor<'_, '_>, i: usize, less: bool) -> Parsed {
    let (end, found) = shift(c, i)?;
    let Expression::Shift { amount, unit, back, from } = &found else { return None };
    if !less {
        let bounding = if *back { Bounding::Before } else { Bounding::After };
        return (unit.measure().2 == 0.0).then(|| (end, Expression::Bounded(bounding, found.boxed())));
    }
    match from {
        Origin::Anchor => {
            let ahead = (!back).then_some(Ahead::Within);
            Some((end, Expression::Trail { amount: *amount, unit: *unit, ahead }))
        }
        Origin::At(of) if !back => Some((end, Expression::Lasting { amount: *amount, unit: *unit, from: of.clone() })),
        _ => None,
    }
}

/// "three days starting from Monday", "for a week from 20 December".
pub(super) fn lasting(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let opened = c.is(i, "for");
    let (next, amount, unit) = measure(c, if opened { i + 1 } else { i })?;
    let next = c.skip(next, &[","]);
    let begins = ["starting", "starting from", "starting on", "beginning", "beginning on", "commencing", "commencing on"];
    let at = c.any_phrase(next, &begins).filter(|_| !opened).or_else(|| c.phrase(next, &["from"]).filter(|_| opened))?;
    let (end, from) = longest_day(c, at)?;
    Some((end, Expression::Lasting { amount, unit, from: from.boxed() }))
}

/// An amount with its unit: "two and a half years", "a week", "24 hours", "2 years 1 month" (the first alone is read).
pub(super) fn measure(c: Cursor<'_, '_>, i: usize) -> Option<(usize, Amount, Unit)> {
    let (next, amount) = c.amount(i)?;
    // "3h"
    if c.is(next, "h") && c.glued(next) && c.figure(next - 1).is_some() {
        return Some((next + 1, amount, Unit::Hour));
    }
    let next = c.skip(next, &["-", "more"]);
    let next = c.any_phrase(next, &["consecutive", "straight", "full", "whole", "long"]).unwrap_or(next);
    let unit = c.unit(next)?;
    let night_of = unit == Unit::Day && c.is(next, "night") && amount.value == 1.0 && !c.is_any(next + 1, &["ago", "earlier", "later"]);
    let ordinal_second = c.is(next, "second") && amount.value == 1.0;
    (!night_of && !ordinal_second).then_some((next + 1, amount, unit))
}

/// "the past two and a half years", "the last 24 hours", "the coming days", "within a week", "recent months".
pub(super) fn trail(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let some = Amount { value: 3.0, vague: true };
    if c.is(i, "within") {
        let at = c.skip(i + 1, &["the"]);
        let at = c.turn(at).filter(|t| *t == Turn::Next).map_or(at, |_| at + 1);
        let (next, amount, unit) = measure(c, at)?;
        return (!c.is_any(next, &["of", "after"])).then_some((next, Expression::Trail { amount, unit, ahead: Some(Ahead::Within) }));
    }
    if c.is(i, "recent") {
        let unit = c.unit(i + 1)?;
        return Some((i + 2, Expression::Trail { amount: some, unit, ahead: None }));
    }
    if let Some((next, amount)) = c.amount(i).filter(|(n, _)| c.turn(*n).is_some()) {
        let turn = c.turn(next).filter(|t| *t != Turn::This)?;
        let unit = c.unit(next + 1)?;
        let agrees = amount.value <= 1.0 || c.at(next + 1).is_some_and(|t| t.lower.ends_with('s'));
        if !agrees {
            return None;
        }
        return Some((next + 2, Expression::Trail { amount, unit, ahead: (turn == Turn::Next).then_some(Ahead::Next) }));
    }
    let turn = c.turn(i).filter(|t| *t != Turn::This)?;
    // "the past year and a half"
    if let Some((unit, next)) = c.unit(i + 1).zip(c.phrase(i + 2, &["and", "a", "half"])) {
        let ahead = (turn == Turn::Next).then_some(Ahead::Next);
        return Some((next, Expression::Trail { amount: Amount { value: 1.5, vague: false }, unit, ahead }));
    }
    let (next, amount) = match c.amount(i + 1) {
        Some((next, amount)) => (next, amount),
        None if c.at(i + 1).is_some_and(|t| t.lower.ends_with('s')) => (i + 1, some),
        None if matches!(c.unit(i + 1), Some(Unit::Hour | Unit::Minute | Unit::Second))
            || c.is_any(i, &["past", "last"]) && c.is(i + 1, "day") =>
        {
            (i + 1, Amount { value: 1.0, vague: false })
        }
        None => return None,
    };
    let next = c.skip(next, &["-", "full", "consecutive"]);
    let unit = c.unit(next)?;
    // "the last days of May" is another rule's.
    (!c.is(next + 1, "of")).then_some((next + 1, Expression::Trail { amount, unit, ahead: (turn == Turn::Next).then_some(Ahead::Next) }))
}

/// "recently", "so far", "at the moment", "in the long run".
pub(super) fn vague(c: Cursor<'_, '_>, i: usize) -> Parsed {
    const NOW: [&str; 6] = ["right now", "just now", "at the moment", "at present", "at this time", "at this point"];
    const PAST: [&str; 8] = ["so far", "to date", "in recent times", "in the past", "until now", "up to now", "until recently", "thus far"];
    const FUTURE: [&str; 8] = [
        "in the long run",
        "in the long term",
        "in the future",
        "in the near future",
        "in the foreseeable future",
        "for the foreseeable future",
        "as soon as possible",
        "in the short term",
    ];
    for (phrases, vague) in [(NOW.as_slice(), Vague::Now), (PAST.as_slice(), Vague::Past), (FUTURE.as_slice(), Vague::Future)] {
        if let Some(next) = c.any_phrase(i, phrases) {
            // "in the past two years" is a stretch.
            if c.amount(next).is_some() || c.unit(next).is_some() {
                return None;
            }
            return Some((next, Expression::Vague(vague)));
        }
    }
    let vague = c.sense(i, |s| if let Sense::Vague(v) = s { Some(*v) } else { None })?;
    Some((i + 1, Expression::Vague(vague)))
}
