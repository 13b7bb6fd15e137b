//! Times with a distance or two ends: "two days ago", "the past two years", "from May to June", "since 2022".

use tacitus_record::{Day, Grain, TimeRole};

use super::whole::unit_at;
use super::{Context, resolve};
use crate::Tense;
use crate::edtf::{Component, Edge};
use crate::expression::{Ahead, Amount, Bounding, Expression, Origin, Side, YearRef};
use crate::interval::{DAY, Interval, midnight};
use crate::lexicon::{Part, Unit, Vague};

/// The day that many units away, and whether the amount has a fraction or is vague.
pub(super) fn moved(day: Day, amount: Amount, unit: Unit, back: bool) -> Day {
    let (months, days, seconds) = unit.measure();
    let sign = if back { -1.0 } else { 1.0 };
    let whole = (months * amount.value).trunc();
    let rest = (months * amount.value).fract() * 30.0 + days * amount.value + seconds * amount.value / DAY as f64;
    day.plus_months((sign * whole) as i32).plus((sign * rest).round() as i32)
}

/// How uncertain "N units ago" is, in days: nothing for a plain number of days, a part of the unit (half of one up to a year) for the
/// rest, a whole one where the number is vague; less for less than a unit.
pub(super) fn slack(amount: Amount, unit: Unit) -> i32 {
    let days = unit.seconds(1.0) / DAY as f64;
    let part = match (unit, amount.vague) {
        (_, true) => 1.0,
        (Unit::Second | Unit::Minute | Unit::Hour | Unit::Day, false) => 0.0,
        // Who counts in decades still means a few years.
        (Unit::Decade, false) => 0.2,
        (Unit::Century, false) => 0.1,
        _ => 0.5,
    };
    (days * part * amount.value.min(1.0)).floor() as i32
}

pub(super) fn shift(amount: Amount, unit: Unit, back: bool, from: &Origin, x: &Context) -> Option<Interval> {
    let from = match from {
        Origin::Anchor => x.anchor?,
        Origin::Narrative => x.story.recent().or(x.anchor)?,
        // "three days from Tuesday" looks ahead to that Tuesday.
        Origin::At(of) if !back && x.tense == Tense::Unknown => resolve(of, &Context { tense: Tense::Future, ..*x })?.start_lo?,
        Origin::At(of) => resolve(of, x)?.start_lo?,
    };
    let day = moved(from, amount, unit, back);
    if unit.measure().2 > 0.0 {
        // Hours move within the anchor day, whose own hour is not known.
        return Some(Interval { grain: Grain::PartOfDay, ..Interval::day(day) }.about());
    }
    let loose = slack(amount, unit);
    let interval = Interval::day(day);
    if loose == 0 {
        return Some(interval);
    }
    let (lo, hi) = (Some(day.plus(-loose)), Some(day.plus(loose)));
    let hi = if back { hi.map(|h| h.min(from)) } else { hi };
    let lo = if back { lo } else { lo.map(|l| l.max(from)) };
    Some(Interval { start_lo: lo, start_hi: hi, end_lo: lo, end_hi: hi, grain: unit.grain(), ..interval }.about())
}

pub(super) fn trail(amount: Amount, unit: Unit, ahead: Option<Ahead>, from: Day) -> Option<Interval> {
    if unit == Unit::Quarter && !amount.vague {
        // Quarters are calendar units: "the past two quarters" are the two before this one.
        let count = amount.value.round() as i32;
        let (first, last) = if ahead.is_some() { (1, count) } else { (-count, -1) };
        return Some(Interval { role: TimeRole::During, ..join(&unit_at(unit, first, from)?, &unit_at(unit, last, from)?) });
    }
    let far = moved(from, amount, unit, ahead.is_none());
    // A stretch is named more closely than a day in it: "two and a half years" is good to six weeks.
    let part = if amount.value.fract() > 0.0 { 4 } else { 2 };
    let loose = (slack(amount, unit) / part).min((far.number() - from.number()).abs() / 2);
    let component = |day: Day| {
        let (year, month, _) = day.civil();
        if unit.measure().0 > 0.0 { Component::Month(year, month) } else { Component::Day(day) }
    };
    let edge = |day: Day| Some(if loose > 0 { Edge::about(component(day)) } else { Edge::exact(component(day)) });
    let base = Interval { role: TimeRole::During, grain: Grain::Range, ..Interval::day(from) };
    let Some(ahead) = ahead else {
        let begin = Some(midnight(far));
        let (lo, hi) = (Some(far.plus(-loose)), Some(far.plus(loose).min(from)));
        return Some(Interval { begin, start_lo: lo, start_hi: hi, end: Some(midnight(from)), first: edge(far), ..base });
    };
    // "the next three days" begin tomorrow, "within three days" now.
    let apart = i32::from(ahead == Ahead::Next && far > from);
    let first = from.plus(apart);
    let base = Interval { role: base.role, grain: base.grain, ..Interval::day(first) };
    Some(Interval {
        end: Some(midnight(far.plus(apart))),
        end_lo: Some(far.plus(-loose)),
        end_hi: Some(far.plus(loose)),
        last: edge(far),
        ..base
    })
}

/// From so long ago on, with no end: "for more than three months" began up to a month before the three, "for nearly three months" up to half a
/// month after, a plain number as "three months ago". Newspapers have no convention; these are ours.
pub(super) fn so_long(amount: Amount, unit: Unit, side: Side, anchor: Day) -> Interval {
    let far = |value: f64| moved(anchor, Amount { value: value.max(0.0), ..amount }, unit, true);
    let loose = slack(amount, unit);
    let (lo, hi) = match side {
        Side::About => (far(amount.value).plus(-loose), far(amount.value).plus(loose).min(anchor)),
        Side::More => (far(amount.value + 1.0), far(amount.value)),
        Side::Less => (far(amount.value), far(amount.value - 0.5)),
    };
    let first = if lo == hi { Edge::exact(Component::Day(lo)) } else { Edge::about(Component::Day(far(amount.value))) };
    Interval {
        begin: Some(midnight(far(amount.value))),
        end: None,
        start_lo: Some(lo),
        start_hi: Some(hi),
        end_lo: None,
        end_hi: None,
        first: Some(first),
        last: None,
        grain: Grain::Range,
        role: TimeRole::Since,
    }
}

/// So long from the start of another time on.
pub(super) fn lasting(amount: Amount, unit: Unit, from: &Interval) -> Option<Interval> {
    let first = from.start_lo?;
    let (_, _, seconds) = unit.measure();
    let after =
        if seconds > 0.0 { first.plus((seconds * amount.value / DAY as f64).ceil() as i32) } else { moved(first, amount, unit, false) };
    let days = Interval { role: TimeRole::During, ..Interval::days(first, after.max(first.plus(1)), Grain::Range) };
    let loose = if amount.vague { slack(amount, unit) } else { 0 };
    let end_lo = days.end_lo.map(|d| d.plus(-loose).max(first));
    Some(Interval { end_lo, end_hi: days.end_hi.map(|d| d.plus(loose)), ..days })
}

/// From the start of one to the end of the other.
pub(super) fn join(a: &Interval, b: &Interval) -> Interval {
    Interval {
        begin: a.begin,
        end: b.end,
        start_lo: a.start_lo,
        start_hi: a.start_hi,
        end_lo: b.end_lo,
        end_hi: b.end_hi,
        first: a.first,
        last: b.last,
        grain: Grain::Range,
        role: TimeRole::During,
    }
}

/// From one time to another. What is told in the past tense has ended: "fought from Tuesday to Friday", out on a Thursday, is of
/// the week before.
pub(super) fn range(first: &Expression, last: &Expression, x: &Context) -> Option<Interval> {
    let (start, end) = ends(first, last, x)?;
    let unfinished = x.tense == Tense::Past && end.start_lo > x.anchor && recurs(first) && recurs(last);
    let earlier = start.start_lo.filter(|_| unfinished).and_then(|day| ends(first, last, &Context { anchor: Some(day.plus(-1)), ..*x }));
    let (start, end) = earlier.filter(|(_, end)| end.start_lo <= x.anchor).unwrap_or((start, end));
    // "overnight - Sunday", out on a Sunday: what would end before it begins is no range.
    let in_order = start.start_hi.zip(end.end_hi).is_none_or(|(first, last)| first <= last);
    in_order.then(|| join(&start, &end))
}

/// Whether the words name a time that comes again, so that another of its kind may be meant.
fn recurs(e: &Expression) -> bool {
    match e {
        Expression::Weekday { turn: None, week: None, .. } => true,
        Expression::Daypart { of, .. } | Expression::PartOf(_, of) | Expression::Clock { of: Some(of), .. } => recurs(of),
        e => e.year() == Some(YearRef::Unsaid),
    }
}

/// The year said at one end counts for the other; the later end may lie in the year after.
fn ends(first: &Expression, last: &Expression, x: &Context) -> Option<(Interval, Interval)> {
    let (mut first, mut last) = (first.clone(), last.clone());
    let fits = |a: &Interval, b: &Interval| a.start_lo <= b.end_hi;
    match (first.year(), last.year()) {
        (Some(YearRef::Unsaid), Some(YearRef::Given(year))) => {
            first = first.with_year(YearRef::Given(year));
            if !fits(&resolve(&first, x)?, &resolve(&last, x)?) {
                first = replace_year(&first, year, year - 1);
            }
        }
        (Some(YearRef::Unsaid), Some(year)) if year != YearRef::Unsaid => first = first.with_year(year),
        (Some(_), Some(YearRef::Unsaid)) => {
            let year = resolve(&first, x)?.start_lo?.year();
            let kept = last.clone().with_year(YearRef::Given(year));
            let over = || last.clone().with_year(YearRef::Given(year + 1));
            last = if fits(&resolve(&first, x)?, &resolve(&kept, x)?) { kept } else { over() };
        }
        (Some(YearRef::Unsaid), None) if x.tense == Tense::Unknown => {
            // "from March to now": the latest March.
            let back = Context { tense: Tense::Past, ..*x };
            let end = resolve(&last, x)?;
            let start = resolve(&first, &back)?;
            return fits(&start, &end).then_some((start, end));
        }
        _ => {}
    }
    let start = resolve(&first, x)?;
    let ahead = Context { tense: Tense::Future, ..*x };
    let end = match &last {
        // "Monday to Friday": the Friday after that Monday.
        Expression::Weekday { weekday, turn: None, week: None } => {
            let from = start.start_lo?;
            Interval::day(from.plus((*weekday as i32 - from.weekday() as i32).rem_euclid(7)))
        }
        _ => resolve(&last, x).filter(|end| fits(&start, end)).or_else(|| resolve(&last, &ahead))?,
    };
    fits(&start, &end).then_some((start, end))
}

pub(super) fn replace_year(e: &Expression, old: i32, new: i32) -> Expression {
    match e {
        Expression::Day { year: YearRef::Given(y), month, day, weekday } if *y == old => {
            Expression::Day { year: YearRef::Given(new), month: *month, day: *day, weekday: *weekday }
        }
        Expression::Month { year: YearRef::Given(y), month } if *y == old => Expression::Month { year: YearRef::Given(new), month: *month },
        Expression::PartOf(part, of) => Expression::PartOf(*part, replace_year(of, old, new).boxed()),
        other => other.clone(),
    }
}

/// The open interval that a preposition makes of a time.
pub(super) fn bound(bounding: Bounding, inner: &Expression, of: &Interval) -> Interval {
    let open = Interval {
        begin: None,
        end: None,
        start_lo: None,
        start_hi: None,
        end_lo: None,
        end_hi: None,
        first: None,
        last: None,
        grain: of.grain,
        role: of.role,
    };
    let beside = |day: Option<Day>, by: i32, edge: Option<Edge>| {
        let approximate = edge.is_some_and(|e| e.approximate);
        day.map(|d| Edge { component: Component::Day(d.plus(by)), approximate })
    };
    match bounding {
        Bounding::Since => {
            Interval { begin: of.begin, start_lo: of.start_lo, start_hi: of.end_hi, first: of.first, role: TimeRole::Since, ..open }
        }
        Bounding::Until => Interval { end: of.end, end_lo: of.start_lo, end_hi: of.end_hi, last: of.last, role: TimeRole::Until, ..open },
        Bounding::By | Bounding::Deadline => {
            Interval { end: of.end, end_lo: None, end_hi: of.end_hi, start_hi: of.end_hi, last: of.last, role: TimeRole::By, ..open }
        }
        // "before the end of May": up to that end.
        Bounding::Before if matches!(inner, Expression::PartOf(Part::End, _)) => bound(Bounding::By, inner, of),
        Bounding::Before => {
            let last = of.start_hi.map(|d| d.plus(-1));
            Interval {
                end: of.begin,
                start_hi: last,
                end_hi: last,
                last: beside(of.start_hi, -1, of.first),
                role: TimeRole::Before,
                ..open
            }
        }
        Bounding::BeforeSomethingIn => {
            Interval { end: of.end, start_hi: of.end_hi, end_hi: of.end_hi, last: of.last, role: TimeRole::Before, ..open }
        }
        Bounding::AfterSomethingIn => {
            Interval { begin: of.begin, start_lo: of.start_lo, end_lo: of.start_lo, first: of.first, role: TimeRole::After, ..open }
        }
        Bounding::After => {
            let first = of.end_lo.map(|d| d.plus(1));
            Interval { begin: of.end, start_lo: first, end_lo: first, first: beside(of.end_lo, 1, of.last), role: TimeRole::After, ..open }
        }
    }
}

/// Words without limits: only the side of the anchor is known.
pub(super) fn vague_time(vague: Vague, anchor: Day) -> Interval {
    let now = Interval { grain: Grain::Vague, ..Interval::day(anchor) };
    match vague {
        Vague::Now => now.about(),
        Vague::Past => Interval { begin: None, start_lo: None, first: None, ..now },
        Vague::Future => Interval { end: None, end_hi: None, start_hi: None, last: None, ..now },
    }
}
