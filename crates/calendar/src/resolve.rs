//! From the tree of an expression to its interval, against the anchor day and the tense.

use tacitus_record::{Day, Grain, TimeRole};

use crate::Tense;
use crate::edtf::{Component, Edge};
use crate::expression::{Ahead, Amount, Bounding, Expression, MonthRef, Origin, Piece, YearRef};
use crate::feasts;
use crate::interval::{DAY, Interval, day_of, midnight};
use crate::lexicon::{Daypart, Part, Turn, Unit, Vague};

/// What relative words are resolved against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The publication day.
    pub anchor: Option<Day>,
    /// The tense of the words around.
    pub tense: Tense,
    /// What was told of just before.
    pub story: Story,
}

/// The times told of so far: a text goes on from the day it has reached ("the next day", "on 9 April" after "on 6 March
/// 2031"). Give the same one to every sentence of an article, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// The day told of last.
    pub(crate) day: Option<Day>,
    /// Whether its year was said, there or by the story before it.
    pub(crate) dated: bool,
    /// Whether it is a heading, which holds for all that follows.
    pub(crate) heading: bool,
    /// Tokens read since.
    pub(crate) since: usize,
}

impl Story {
    /// The day that "the next day" counts from: one that is not too far back.
    fn recent(&self) -> Option<Day> {
        self.day.filter(|_| self.since <= FORGOTTEN && !self.heading)
    }

    /// Whether a day without a year, which lies at `first`, carries on from the day told of last.
    fn carries_on(&self, first: Day) -> bool {
        match self.day {
            Some(day) if self.dated && self.heading => first.year() == day.year(),
            Some(day) if self.dated && self.since <= FORGOTTEN => day.plus(-31) <= first && first <= day.plus(100),
            _ => false,
        }
    }
}

/// Tokens after which a day told of is forgotten: about two paragraphs.
const FORGOTTEN: usize = 250;

/// Days before publication within which a day without a year is news, whatever was told before.
const NEWS: i32 = 14;

/// The interval of the expression, or `None` where it needs an anchor that is not there or names no day at all.
pub(crate) fn resolve(e: &Expression, x: &Context) -> Option<Interval> {
    match e {
        Expression::Day { year, month, day, weekday } => day_in(*year, *month, *day, *weekday, x),
        Expression::Slashed { first, second, year } => slashed(*first, *second, *year, x),
        Expression::Month { year, month } => {
            let year = pick_year(*year, x, |y| month_days(y, *month))?;
            let (first, after) = month_days(year, *month)?;
            Some(Interval::unit(first, after, Component::Month(year, *month), Grain::Month))
        }
        Expression::Year(year) => {
            let year = pick_year(*year, x, |y| span(y, 1, 12))?;
            let (first, after) = span(year, 1, 12)?;
            Some(Interval::unit(first, after, Component::Year(year), Grain::Year))
        }
        Expression::Years(first, last) => {
            let days = Interval::days(Day::new(*first, 1, 1)?, Day::new(last + 1, 1, 1)?, Grain::Year);
            Some(Interval { first: Some(Edge::exact(Component::Year(*first))), last: Some(Edge::exact(Component::Year(*last))), ..days })
        }
        Expression::Decade(first) => years(*first, 10, Component::Decade(*first)),
        Expression::Century(first) => years((*first).max(1), 100 - i32::from(*first < 1), Component::Century(*first)),
        Expression::Season { year, season } => {
            let days = |y| span(y, season * 3, 3);
            let year = pick_year(*year, x, days)?;
            let (first, after) = days(year)?;
            Some(Interval::unit(first, after, Component::Division(year, 20 + season), Grain::Season))
        }
        Expression::Quarter { year, quarter } => {
            let days = |y| span(y, quarter * 3 - 2, 3);
            let year = pick_year(*year, x, days)?;
            let (first, after) = days(year)?;
            Some(Interval::unit(first, after, Component::Division(year, 32 + quarter), Grain::Season))
        }
        Expression::Half { year, half } => {
            let days = |y| span(y, half * 6 - 5, 6);
            let year = pick_year(*year, x, days)?;
            let (first, after) = days(year)?;
            Some(Interval::unit(first, after, Component::Division(year, 39 + half), Grain::Season))
        }
        Expression::Weekday { weekday, turn, week } => weekday_day(*weekday, *turn, *week, x).map(Interval::day),
        Expression::Offset { unit, by } => unit_at(*unit, *by, x.anchor?),
        Expression::WeekNumber { year, week } => {
            let year = pick_year(*year, x, |y| span(y, 1, 12))?;
            let first = first_week(year)?.plus(7 * (*week as i32 - 1));
            Some(Interval::days(first, first.plus(7), Grain::Week))
        }
        Expression::Weekend(turn) => Some(weekend(saturday(*turn, x)?)),
        Expression::Feast { feast, year } => {
            let year = pick_year(*year, x, |y| feasts::feast_days(*feast, y))?;
            let (first, after) = feasts::feast_days(*feast, year)?;
            let days = if after == first.plus(1) {
                Interval::day(first)
            } else {
                Interval { role: TimeRole::During, ..Interval::days(first, after, Grain::Range) }
            };
            Some(if feasts::is_sighted(*feast) { days.loosened(1) } else { days })
        }
        Expression::Shift { amount, unit, back, from } => shift(*amount, *unit, *back, from, x),
        Expression::Trail { amount, unit, ahead } => {
            // "in the next days" of a past tale starts from the day told of, not from today.
            let from = if ahead.is_some() && x.tense == Tense::Past { x.story.recent()? } else { x.anchor? };
            trail(*amount, *unit, *ahead, from)
        }
        Expression::WeekOf(of) => {
            let monday = monday(resolve(of, x)?.start_lo?);
            Some(Interval::days(monday, monday.plus(7), Grain::Week))
        }
        Expression::WeekendOf(of) => Some(weekend(monday(resolve(of, x)?.start_lo?).plus(5))),
        Expression::Nth { nth, count, piece, of } => nth_of(*nth, *count, *piece, &resolve(of, x)?),
        Expression::PartOf(part, of) => part_of(*part, of, x),
        Expression::Rest { later, of } => rest(*later, &resolve(of, x)?, x.anchor?),
        Expression::Daypart { daypart, of } => {
            let day = resolve(of, x)?.start_lo?;
            Some(hours(day, *daypart))
        }
        Expression::Clock { seconds, of } => {
            let day = resolve(of.as_deref()?, x)?.start_lo?;
            Some(instant(midnight(day) + seconds))
        }
        Expression::ClockRange { first, last, of } => {
            let start = midnight(resolve(of.as_deref()?, x)?.start_lo?);
            Some(join(&instant(start + first), &instant(start + last)))
        }
        Expression::Range(first, last) => range(first, last, x),
        Expression::Bounded(bounding, of) => Some(bound(*bounding, of, &resolve(of, x)?)),
        // "now" in a tale of the past is the tale's.
        Expression::Vague(Vague::Now) if x.tense == Tense::Past => None,
        Expression::Vague(vague) => Some(vague_time(*vague, x.anchor?)),
        Expression::Duration(..) | Expression::Set(_) => None,
    }
}

/// First day and day after the last of `months` months from that one (which may run into the next year).
fn span(year: i32, month: u32, months: i32) -> Option<(Day, Day)> {
    let first = Day::new(year, month, 1)?;
    Some((first, first.plus_months(months)))
}

fn month_days(year: i32, month: u32) -> Option<(Day, Day)> {
    span(year, month, 1)
}

fn years(first: i32, count: i32, component: Component) -> Option<Interval> {
    Some(Interval::unit(Day::new(first, 1, 1)?, Day::new(first + count, 1, 1)?, component, Grain::Decade))
}

/// The year in which the thing that `days` places falls, chosen by the words or, where they name none, by tense: past is
/// the latest that had begun, future the earliest that was not over, unknown the nearest (the earlier on a tie).
fn pick_year(year: YearRef, x: &Context, days: impl Fn(i32) -> Option<(Day, Day)>) -> Option<i32> {
    // Nine years on either side find every 29 February.
    let candidates =
        |anchor: Day| (anchor.year() - 9..=anchor.year() + 9).filter_map(|y| days(y).map(|(a, b)| (y, a, b))).collect::<Vec<_>>();
    let latest = |anchor: Day, fits: &dyn Fn(Day, Day) -> bool| candidates(anchor).into_iter().rfind(|(_, a, b)| fits(*a, *b)).map(|c| c.0);
    let earliest =
        |anchor: Day, fits: &dyn Fn(Day, Day) -> bool| candidates(anchor).into_iter().find(|(_, a, b)| fits(*a, *b)).map(|c| c.0);
    match year {
        YearRef::Given(year) => Some(year),
        YearRef::OfAnchor(by) => Some(x.anchor?.year() + by),
        YearRef::Turn(Turn::This) => Some(x.anchor?.year()),
        YearRef::Turn(Turn::Last) => x.anchor.and_then(|day| latest(day, &|_, after| after <= day)),
        YearRef::Turn(Turn::Next) => x.anchor.and_then(|day| earliest(day, &|first, _| first > day)),
        YearRef::Unsaid => {
            let day = x.anchor?;
            let news = || latest(day, &|first, _| first <= day.plus(1)).and_then(&days).is_some_and(|(_, after)| after >= day.plus(-NEWS));
            if x.tense != Tense::Future && x.story.dated && !news() {
                if let Some(told) = x.story.day {
                    let years = told.year() - 1..=told.year() + 1;
                    let carried =
                        years.filter_map(|y| days(y).map(|(first, _)| (y, first))).filter(|(_, first)| x.story.carries_on(*first));
                    if let Some((year, _)) = carried.min_by_key(|(_, first)| (first.number() - told.number()).abs()) {
                        return Some(year);
                    }
                }
            }
            match x.tense {
                // Copy set on the eve is not a year old: one day of grace.
                Tense::Past => latest(day, &|first, _| first <= day.plus(1)),
                Tense::Future => earliest(day, &|_, after| after > day),
                Tense::Unknown => {
                    let away = |first: Day, after: Day| (first.number() - day.number()).max(day.number() - after.number() + 1).max(0);
                    candidates(day).into_iter().min_by_key(|(y, a, b)| (away(*a, *b), *y)).map(|c| c.0)
                }
            }
        }
    }
}

fn day_in(year: YearRef, month: MonthRef, day: u32, weekday: Option<u32>, x: &Context) -> Option<Interval> {
    let found = match month {
        MonthRef::Given(month) => {
            // A weekday is better evidence of the year than the tense is.
            let near = x.story.day.filter(|_| x.story.dated && x.story.since <= FORGOTTEN).or(x.anchor);
            let by_weekday = weekday.zip(near).filter(|_| year == YearRef::Unsaid).and_then(|(weekday, near)| {
                let years = near.year() - 2..=near.year() + 2;
                let days = years.filter_map(|y| Day::new(y, month, day)).filter(|d| d.weekday() == weekday);
                days.min_by_key(|d| (d.number() - near.number()).abs())
            });
            match by_weekday {
                Some(day) => day,
                None => Day::new(pick_year(year, x, |y| Day::new(y, month, day).map(|d| (d, d.plus(1))))?, month, day)?,
            }
        }
        MonthRef::OfAnchor(by) => {
            let (y, m, _) = Day::new(x.anchor?.year(), x.anchor?.month(), 1)?.plus_months(by).civil();
            Day::new(y, m, day)?
        }
        MonthRef::Unsaid => {
            let anchor = x.anchor?;
            let first = Day::new(anchor.year(), anchor.month(), 1)?;
            let months = (-84..=84).filter_map(|by| {
                let (y, m, _) = first.plus_months(by).civil();
                Day::new(y, m, day).filter(|d| weekday.is_none_or(|w| d.weekday() == w))
            });
            match x.tense {
                Tense::Past => months.filter(|d| *d <= anchor).next_back(),
                Tense::Future => months.into_iter().find(|d| *d >= anchor),
                Tense::Unknown => months.min_by_key(|d| (d.number() - anchor.number()).abs()),
            }?
        }
    };
    Some(Interval::day(found))
}

/// Both orders where both are days: US order as the value, the bounds wide enough for the other.
fn slashed(first: u32, second: u32, year: YearRef, x: &Context) -> Option<Interval> {
    let us = day_in(year, MonthRef::Given(first), second, None, x)?;
    let Some(other) = day_in(year, MonthRef::Given(second), first, None, x) else { return Some(us) };
    let (lo, hi) = (us.start_lo.min(other.start_lo), us.end_hi.max(other.end_hi));
    Some(Interval { start_lo: lo, start_hi: hi, end_lo: lo, end_hi: hi, ..us }.about())
}

fn monday(day: Day) -> Day {
    day.plus(-(day.weekday() as i32))
}

/// Monday of ISO week 1: the week with 4 January.
fn first_week(year: i32) -> Option<Day> {
    Day::new(year, 1, 4).map(monday)
}

fn weekday_day(weekday: u32, turn: Option<Turn>, week: Option<i32>, x: &Context) -> Option<Day> {
    let anchor = x.anchor?;
    let in_week = |by: i32| monday(anchor).plus(7 * by + weekday as i32);
    if let Some(by) = week {
        return Some(in_week(by));
    }
    let latest = |day: Day| day.plus(-((day.weekday() as i32 - weekday as i32).rem_euclid(7)));
    let earliest = |day: Day| day.plus((weekday as i32 - day.weekday() as i32).rem_euclid(7));
    Some(match turn {
        Some(Turn::Last) => latest(anchor.plus(-1)),
        // "next Friday" is the Friday of next week, also when this week's is still to come.
        Some(Turn::Next) => in_week(1),
        Some(Turn::This) if x.tense == Tense::Future => earliest(anchor),
        Some(Turn::This) => in_week(0),
        None if x.tense == Tense::Future => earliest(anchor),
        None => latest(anchor),
    })
}

fn unit_at(unit: Unit, by: i32, anchor: Day) -> Option<Interval> {
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

fn saturday(turn: Option<Turn>, x: &Context) -> Option<Day> {
    let anchor = x.anchor?;
    let this = monday(anchor).plus(5);
    Some(match (turn, x.tense) {
        (Some(Turn::Last), _) => this.plus(-7),
        (Some(Turn::Next), _) => this.plus(7),
        (Some(Turn::This), Tense::Past) | (None, Tense::Past | Tense::Unknown) if this > anchor => this.plus(-7),
        _ => this,
    })
}

fn weekend(saturday: Day) -> Interval {
    Interval::days(saturday, saturday.plus(2), Grain::Week)
}

/// The day that many units away, and whether the amount has a fraction or is vague.
fn moved(day: Day, amount: Amount, unit: Unit, back: bool) -> Day {
    let (months, days, seconds) = unit.measure();
    let sign = if back { -1.0 } else { 1.0 };
    let whole = (months * amount.value).trunc();
    let rest = (months * amount.value).fract() * 30.0 + days * amount.value + seconds * amount.value / DAY as f64;
    day.plus_months((sign * whole) as i32).plus((sign * rest).round() as i32)
}

/// How uncertain "N units ago" is, in days: nothing for a plain number of days, half a unit for the rest, a whole
/// one where the number is vague.
fn slack(amount: Amount, unit: Unit) -> i32 {
    let days = unit.seconds(1.0) / DAY as f64;
    let part = match (unit, amount.vague) {
        (_, true) => 1.0,
        (Unit::Second | Unit::Minute | Unit::Hour | Unit::Day, false) => 0.0,
        _ => 0.5,
    };
    (days * part).floor() as i32
}

fn shift(amount: Amount, unit: Unit, back: bool, from: &Origin, x: &Context) -> Option<Interval> {
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

fn trail(amount: Amount, unit: Unit, ahead: Option<Ahead>, from: Day) -> Option<Interval> {
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

fn nth_of(nth: i32, count: u32, piece: Piece, of: &Interval) -> Option<Interval> {
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
fn part_of(part: Part, of: &Expression, x: &Context) -> Option<Interval> {
    let whole = resolve(of, x)?;
    let (first, last) = whole.closed()?;
    if let (Expression::Daypart { daypart, .. }, true) = (of, matches!(part, Part::Early | Part::Late)) {
        let day = whole.start_lo?;
        let (from, to) = daypart.hours();
        let (from, to) = if part == Part::Early { (from, (from + to + 1) / 2) } else { ((from + to) / 2, to) };
        let core = hours(day, *daypart);
        return Some(Interval { begin: Some(midnight(day) + from * 3600), end: Some(midnight(day) + to * 3600), ..core });
    }
    let months = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
    let length = last.number() - first.number() + 1;
    let after = last.plus(1);
    let (from, to) = if length <= 7 {
        match part {
            Part::Early => (first, first.plus(length * 3 / 7)),
            Part::Mid => (first.plus(length * 2 / 7), first.plus(length * 5 / 7)),
            Part::Late | Part::End => (after.plus(-(length * 3 / 7)), after),
        }
    } else if months == 1 {
        match part {
            Part::Early => (first, first.plus(10)),
            Part::Mid => (first.plus(10), first.plus(20)),
            Part::Late | Part::End => (first.plus(20), after),
        }
    } else {
        let third = months / 3;
        match part {
            Part::Early => (first, first.plus_months(third)),
            Part::Mid => (first.plus_months(third), first.plus_months(2 * third)),
            Part::Late | Part::End => (first.plus_months(2 * third), after),
        }
    };
    let grain = if months == 1 { Grain::PartOfMonth } else { whole.grain };
    let days = Interval { role: TimeRole::Point, ..Interval::days(from, to, grain) };
    Some(days.about())
}

/// "earlier this month": from its first day to the anchor; "later this week": from the anchor to its last.
fn rest(later: bool, whole: &Interval, anchor: Day) -> Option<Interval> {
    let (first, last) = whole.closed()?;
    if anchor < first || last < anchor {
        return Some(Interval { ..*whole });
    }
    let days = if later { Interval::days(anchor, last.plus(1), whole.grain) } else { Interval::days(first, anchor.plus(1), whole.grain) };
    Some(days)
}

/// Some hours of a day; a night may run into the next.
fn hours(day: Day, daypart: Daypart) -> Interval {
    let (from, to) = daypart.hours();
    let night = daypart == Daypart::Night;
    let last = if night { day.plus(1) } else { day };
    Interval {
        begin: Some(midnight(day) + from * 3600),
        end: Some(midnight(day) + to * 3600),
        start_hi: Some(last),
        end_lo: Some(day),
        end_hi: Some(last),
        last: Some(Edge::exact(Component::Day(last))),
        grain: Grain::PartOfDay,
        ..Interval::day(day)
    }
}

fn instant(second: i64) -> Interval {
    let day = day_of(second);
    let edge = Some(Edge::exact(Component::Instant(day, second.rem_euclid(DAY) as u32)));
    Interval { begin: Some(second), end: Some(second), first: edge, last: edge, grain: Grain::PartOfDay, ..Interval::day(day) }
}

/// From the start of one to the end of the other.
fn join(a: &Interval, b: &Interval) -> Interval {
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

/// The year said at one end counts for the other; the later end may lie in the year after.
fn range(first: &Expression, last: &Expression, x: &Context) -> Option<Interval> {
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
            return fits(&start, &end).then(|| join(&start, &end));
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
    fits(&start, &end).then(|| join(&start, &end))
}

fn replace_year(e: &Expression, old: i32, new: i32) -> Expression {
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
fn bound(bounding: Bounding, inner: &Expression, of: &Interval) -> Interval {
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
        Bounding::By => {
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
        Bounding::After => {
            let first = of.end_lo.map(|d| d.plus(1));
            Interval { begin: of.end, start_lo: first, end_lo: first, first: beside(of.end_lo, 1, of.last), role: TimeRole::After, ..open }
        }
    }
}

/// Words without limits: only the side of the anchor is known.
fn vague_time(vague: Vague, anchor: Day) -> Interval {
    let now = Interval { grain: Grain::Vague, ..Interval::day(anchor) };
    match vague {
        Vague::Now => now.about(),
        Vague::Past => Interval { begin: None, start_lo: None, first: None, ..now },
        Vague::Future => Interval { end: None, end_hi: None, start_hi: None, last: None, ..now },
    }
}
