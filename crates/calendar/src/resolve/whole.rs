//! Calendar units and their parts as intervals.

use tacitus_record::{Day, Grain, TimeRole};

use super::{Context, resolve};
use crate::edtf::{Component, Edge};
use crate::expression::{Expression, Piece};
use crate::interval::{DAY, Interval, day_of, midnight};
use crate::lexicon::{Daypart, Part, Unit};

/// First day and day after the last of `months` months from that one (which may run into the next year).
pub(super) fn span(year: i32, month: u32, months: i32) -> Option<(Day, Day)> {
    let first = Day::new(year, month, 1)?;
    Some((first, first.plus_months(months)))
}

pub(super) fn month_days(year: i32, month: u32) -> Option<(Day, Day)> {
    span(year, month, 1)
}

pub(super) fn years(first: i32, count: i32, component: Component) -> Option<Interval> {
    Some(Interval::unit(Day::new(first, 1, 1)?, Day::new(first + count, 1, 1)?, component, Grain::Decade))
}

/// A budget year: the calendar year, with bounds wide enough for those that are named by the year they end in and begin on 1 July (Australia,
/// Egypt, Pakistan) or 1 October (United States), and those that are named by the year they begin in, on 1 April (Britain, India, Japan).
pub(super) fn fiscal(year: i32) -> Option<Interval> {
    let (first, after) = span(year, 1, 12)?;
    let core = Interval::unit(first, after, Component::Year(year), Grain::Year).about();
    let day = |months: i32, by: i32| Some(first.plus_months(months).plus(by));
    Some(Interval { start_lo: day(-6, 0), start_hi: day(3, 0), end_lo: day(6, -1), end_hi: day(15, -1), ..core })
}

/// So many months of a budget year from the `first` (0) on, with the bounds of all countries' budget years.
pub(super) fn fiscal_part(year: i32, first: i32, months: i32) -> Option<Interval> {
    let (start, _) = span(year, 1, 12)?;
    let month = |by: i32| start.plus_months(first + by);
    let core = Interval::days(month(0), month(months), Grain::Season).about();
    let last = |by: i32| Some(month(months + by).plus(-1));
    Some(Interval { start_lo: Some(month(-6)), start_hi: Some(month(3)), end_lo: last(-6), end_hi: last(3), ..core })
}

pub(super) fn monday(day: Day) -> Day {
    day.plus(-(day.weekday() as i32))
}

/// Monday of ISO week 1: the week with 4 January.
pub(super) fn first_week(year: i32) -> Option<Day> {
    Day::new(year, 1, 4).map(monday)
}

pub(super) fn unit_at(unit: Unit, by: i32, anchor: Day) -> Option<Interval> {
    let (year, month, _) = anchor.civil();
    match unit {
        Unit::Day => Some(Interval::day(anchor.plus(by))),
        Unit::Week => {
            let first = monday(anchor).plus(7 * by);
            Some(Interval::days(first, first.plus(7), Grain::Week))
        }
        Unit::Fortnight => {
            let first = monday(anchor).plus(14 * by);
            Some(Interval::days(first, first.plus(14), Grain::Week))
        }
        Unit::Month => {
            let (year, month, _) = Day::new(year, month, 1)?.plus_months(by).civil();
            let (first, after) = month_days(year, month)?;
            Some(Interval::unit(first, after, Component::Month(year, month), Grain::Month))
        }
        Unit::Quarter => {
            let (year, month, _) = Day::new(year, (month - 1) / 3 * 3 + 1, 1)?.plus_months(3 * by).civil();
            let (first, after) = span(year, month, 3)?;
            Some(Interval::unit(first, after, Component::Division(year, 33 + (month - 1) / 3), Grain::Season))
        }
        Unit::Year => {
            let (first, after) = span(year + by, 1, 12)?;
            Some(Interval::unit(first, after, Component::Year(year + by), Grain::Year))
        }
        Unit::Decade => years((year.div_euclid(10) + by) * 10, 10, Component::Decade((year.div_euclid(10) + by) * 10)),
        Unit::Century => years((year.div_euclid(100) + by) * 100, 100, Component::Century((year.div_euclid(100) + by) * 100)),
        Unit::Second | Unit::Minute | Unit::Hour => None,
    }
}

pub(super) fn weekend(saturday: Day) -> Interval {
    Interval::days(saturday, saturday.plus(2), Grain::Week)
}

/// The week-end of the week with that day; of a feast beside the week-end, both ("the Labor Day weekend").
pub(super) fn weekend_of(of: &Expression, day: Day) -> Interval {
    let saturday = monday(day).plus(5);
    match (of, day.weekday()) {
        (Expression::Feast { .. }, 0) => Interval::days(saturday.plus(-7), day.plus(1), Grain::Week),
        (Expression::Feast { .. }, 3 | 4) => Interval::days(day, saturday.plus(2), Grain::Week),
        _ => weekend(saturday),
    }
}

pub(super) fn nth_of(nth: i32, count: u32, piece: Piece, of: &Interval) -> Option<Interval> {
    let (first, last) = of.closed()?;
    let pick = |start: Day, step: i32, length: i32, grain| {
        let from = start.plus(step * (nth.abs() - 1));
        let days = length * count as i32;
        let from = if nth < 0 { from.plus(-(days - length)) } else { from };
        if days == 1 { Interval::day(from) } else { Interval::days(from, from.plus(days), grain) }
    };
    let found = match piece {
        Piece::Weekday(weekday) => {
            let ahead = |day: Day| day.plus((weekday as i32 - day.weekday() as i32).rem_euclid(7));
            let back = |day: Day| day.plus(-((day.weekday() as i32 - weekday as i32).rem_euclid(7)));
            if nth > 0 { pick(ahead(first), 7, 1, Grain::Day) } else { pick(back(last), -7, 1, Grain::Day) }
        }
        Piece::Unit(Unit::Day) => {
            if nth > 0 {
                pick(first, 1, 1, Grain::PartOfMonth)
            } else {
                pick(last, -1, 1, Grain::PartOfMonth)
            }
        }
        // A week belongs to the month that holds its Thursday (ISO 8601); but the first week of August may as well be
        // its first seven days, so the bounds reach over both.
        Piece::Unit(Unit::Week) => {
            let week =
                if nth > 0 { pick(monday(first.plus(3)), 7, 7, Grain::Week) } else { pick(monday(last.plus(-3)), -7, 7, Grain::Week) };
            let days = if nth > 0 { pick(first, 7, 7, Grain::Week) } else { pick(last.plus(-6), -7, 7, Grain::Week) };
            week.reaching(&days)
        }
        Piece::Weekend => {
            let saturday = |day: Day| monday(day).plus(5);
            if nth > 0 {
                pick(saturday(first), 7, 2, Grain::Week)
            } else {
                pick(if saturday(last) <= last { saturday(last) } else { saturday(last).plus(-7) }, -7, 2, Grain::Week)
            }
        }
        Piece::Unit(unit) => {
            let months = unit.measure().0 as i32;
            let start =
                if nth > 0 { first.plus_months(months * (nth - 1)) } else { last.plus(1).plus_months(months * (nth + 1 - count as i32)) };
            Interval::days(start, start.plus_months(months * count as i32), if count > 1 { Grain::Range } else { unit.grain() })
        }
    };
    (found.start_lo? <= last).then_some(found)
}

/// Thirds of a unit: of a month by tens of days ("late" from the 21st), of a year by four months; the end of a year is
/// its last four months. The convention of the record's design, marked approximate.
pub(super) fn part_of(part: Part, of: &Expression, x: &Context) -> Option<Interval> {
    let whole = resolve(of, x)?;
    let (first, last) = whole.closed()?;
    if let (Expression::Daypart { daypart, .. }, true) = (of, matches!(part, Part::Early | Part::Late)) {
        let day = whole.start_lo?;
        let (from, to) = daypart.hours();
        let (from, to) = if part == Part::Early { (from, (from + to + 1) / 2) } else { ((from + to) / 2, to) };
        let core = hours(day, *daypart);
        let (begin, end) = (Some(midnight(day) + from * 3600), Some(midnight(day) + to * 3600));
        let (first, after) = daypart.reach();
        let middle = (first + after) / 2;
        let (first, last) = match (part, daypart) {
            // "the early hours", "early morning": from midnight on.
            (Part::Early, Daypart::Morning) => (clock_edge(day, 0), clock_edge(day, 8)),
            (Part::Early, _) => (core.first, clock_edge(day, middle)),
            _ => (clock_edge(day, middle), core.last),
        };
        return Some(Interval { begin, end, first, last, ..core });
    }
    if first == last {
        // The last minute of a day, and the hours around its noon.
        let core = match part {
            Part::End => (DAY - 1, DAY - 1),
            Part::Mid => (10 * 3600, 14 * 3600),
            _ => return Some(whole),
        };
        return Some(Interval { begin: Some(midnight(first) + core.0), end: Some(midnight(first) + core.1), ..whole });
    }
    let months = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
    let length = last.number() - first.number() + 1;
    let after = last.plus(1);
    let halves = match (part, months) {
        (Part::FirstHalf, 1) => Some((first, first.plus(15))),
        (Part::SecondHalf, 1) => Some((first.plus(15), after)),
        (Part::FirstHalf, _) => Some((first, first.plus_months(months / 2))),
        (Part::SecondHalf, _) => Some((first.plus_months(months / 2), after)),
        _ => None,
    };
    if let Some((from, to)) = halves {
        return Some(Interval { role: TimeRole::Point, ..Interval::days(from, to, part_grain(months, &whole)) });
    }
    // Where the middle begins (1) and ends (2): by tens of days in a month, by thirds in a shorter feast, by whole months
    // in anything longer.
    let at = |third: i32| match length {
        28..=31 => first.plus(10 * third),
        ..=27 => first.plus(length * third / 3),
        _ => first.plus_months(months / 3 * third),
    };
    // The start of a week is its first three days, the end its last three.
    let few = length * 3 / 7;
    let (from, to) = match part {
        Part::Early if length <= 7 => (first, first.plus(few)),
        Part::Late | Part::End if length <= 7 => (after.plus(-few), after),
        Part::Mid if length <= 7 => (first.plus(few - 1), after.plus(1 - few)),
        Part::Early => (first, at(1)),
        Part::Mid => (at(1), at(2)),
        _ => (at(2), after),
    };
    let days = Interval { role: TimeRole::Point, ..Interval::days(from, to, part_grain(months, &whole)) };
    Some(days.about())
}

fn part_grain(months: i32, whole: &Interval) -> Grain {
    if months == 1 { Grain::PartOfMonth } else { whole.grain }
}

/// "earlier this month": from its first day to the anchor; "later this week": from the anchor to its last.
pub(super) fn rest(later: bool, whole: &Interval, anchor: Day) -> Option<Interval> {
    let (first, last) = whole.closed()?;
    if anchor < first || last < anchor {
        return Some(Interval { ..*whole });
    }
    let days = if later { Interval::days(anchor, last.plus(1), whole.grain) } else { Interval::days(first, anchor.plus(1), whole.grain) };
    Some(days)
}

/// Some hours of a day; a night may run into the next.
pub(super) fn hours(day: Day, daypart: Daypart) -> Interval {
    let (from, to) = daypart.hours();
    let (first, after) = daypart.reach();
    let night = daypart == Daypart::Night;
    let last = if night { day.plus(1) } else { day };
    Interval {
        begin: Some(midnight(day) + from * 3600),
        end: Some(midnight(day) + to * 3600),
        start_hi: Some(last),
        end_lo: Some(day),
        end_hi: Some(last),
        first: clock_edge(day, first),
        last: clock_edge(day, after),
        grain: Grain::PartOfDay,
        ..Interval::day(day)
    }
}

/// So many hours after that day's midnight.
fn clock_edge(day: Day, hour: i64) -> Option<Edge> {
    let second = midnight(day) + hour * 3600;
    Some(Edge::exact(Component::Instant(day_of(second), second.rem_euclid(DAY) as u32, None)))
}

/// A second of a day in a zone so many seconds east of UTC, where the words name one.
pub(super) fn instant(second: i64, offset: Option<i32>) -> Interval {
    let day = day_of(second);
    let edge = Some(Edge::exact(Component::Instant(day, second.rem_euclid(DAY) as u32, offset)));
    Interval { begin: Some(second), end: Some(second), first: edge, last: edge, grain: Grain::PartOfDay, ..Interval::day(day) }
}
