//! Which one is meant: the year of a day or month without one, the week of a weekday.

use tacitus_record::Day;

use super::Context;
use super::story::{FORGOTTEN, NEWS};
use super::whole::monday;
use crate::Tense;
use crate::expression::{MonthRef, YearRef};
use crate::interval::Interval;
use crate::lexicon::Turn;

/// The year in which the thing that `days` places falls, chosen by the words or, where they name none, by tense: past is
/// the latest that had begun, future the earliest that was not over, unknown the nearest (the earlier on a tie).
pub(super) fn pick_year(year: YearRef, x: &Context, days: impl Fn(i32) -> Option<(Day, Day)>) -> Option<i32> {
    // Nine years on either side find every 29 February.
    let candidates =
        |anchor: Day| (anchor.year() - 9..=anchor.year() + 9).filter_map(|y| days(y).map(|(a, b)| (y, a, b))).collect::<Vec<_>>();
    let latest = |anchor: Day, fits: &dyn Fn(Day, Day) -> bool| candidates(anchor).into_iter().rfind(|(_, a, b)| fits(*a, *b)).map(|c| c.0);
    let earliest =
        |anchor: Day, fits: &dyn Fn(Day, Day) -> bool| candidates(anchor).into_iter().find(|(_, a, b)| fits(*a, *b)).map(|c| c.0);
    match year {
        YearRef::Given(year) => Some(year),
        YearRef::OfAnchor(by) => Some(x.anchor?.year() + by),
        YearRef::OfStory(by) => Some(x.story.recent()?.year() + by),
        YearRef::Turn(Turn::This) => Some(x.anchor?.year()),
        YearRef::Turn(Turn::Last) => x.anchor.and_then(|day| latest(day, &|_, after| after <= day)),
        YearRef::Turn(Turn::Next | Turn::Coming) => x.anchor.and_then(|day| earliest(day, &|first, _| first > day)),
        YearRef::Unsaid => {
            let day = x.anchor?;
            let news = || latest(day, &|first, _| first <= day.plus(1)).and_then(&days).is_some_and(|(_, after)| after >= day.plus(-NEWS));
            if x.tense != Tense::Future
                && (x.story.heading || !news())
                && let Some(told) = x.story.day.filter(|_| x.story.dated)
            {
                let years = told.year() - 1..=told.year() + 1;
                let carried = years.filter_map(|y| days(y).map(|(first, _)| (y, first))).filter(|(_, first)| x.story.carries_on(*first));
                // What is told in the past tense had begun by publication, wherever the story goes.
                let carried = carried.filter(|(_, first)| x.tense != Tense::Past || *first <= day.plus(1));
                if let Some((year, _)) = carried.min_by_key(|(_, first)| (first.number() - told.number()).abs()) {
                    return Some(year);
                }
            }
            match x.tense {
                // Copy set on the eve is not a year old: one day of grace.
                Tense::Past | Tense::Perfect => latest(day, &|first, _| first <= day.plus(1)),
                Tense::Future => earliest(day, &|_, after| after > day),
                Tense::Unknown => {
                    // News tells of the past more often: a time to come counts as twice as far.
                    let away = |first: Day, after: Day| (2 * (first.number() - day.number())).max(day.number() - after.number() + 1).max(0);
                    candidates(day).into_iter().min_by_key(|(y, a, b)| (away(*a, *b), *y)).map(|c| c.0)
                }
            }
        }
    }
}

pub(super) fn day_in(year: YearRef, month: MonthRef, day: u32, weekday: Option<u32>, x: &Context) -> Option<Interval> {
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
            let mut months = (-84..=84).filter_map(|by| {
                let (y, m, _) = first.plus_months(by).civil();
                Day::new(y, m, day).filter(|d| weekday.is_none_or(|w| d.weekday() == w))
            });
            match x.tense {
                Tense::Past | Tense::Perfect => months.rfind(|d| *d <= anchor),
                Tense::Future => months.find(|d| *d >= anchor),
                Tense::Unknown => months.min_by_key(|d| (d.number() - anchor.number()).abs()),
            }?
        }
    };
    Some(Interval::day(found))
}

/// Both orders where both are days: US order as the value, the bounds wide enough for the other.
pub(super) fn slashed(first: u32, second: u32, year: YearRef, x: &Context) -> Option<Interval> {
    let us = day_in(year, MonthRef::Given(first), second, None, x)?;
    let Some(other) = day_in(year, MonthRef::Given(second), first, None, x) else { return Some(us) };
    let (lo, hi) = (us.start_lo.min(other.start_lo), us.end_hi.max(other.end_hi));
    Some(Interval { start_lo: lo, start_hi: hi, end_lo: lo, end_hi: hi, ..us }.about())
}

pub(super) fn weekday_day(weekday: u32, turn: Option<Turn>, week: Option<i32>, x: &Context) -> Option<Day> {
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
        Some(Turn::Coming) => earliest(anchor.plus(1)),
        Some(Turn::This) if x.tense == Tense::Future => earliest(anchor),
        Some(Turn::This) => in_week(0),
        None if x.tense == Tense::Future => earliest(anchor),
        None => latest(anchor),
    })
}

pub(super) fn saturday(turn: Option<Turn>, x: &Context) -> Option<Day> {
    let anchor = x.anchor?;
    let this = monday(anchor).plus(5);
    Some(match (turn, x.tense) {
        (Some(Turn::Last), _) => this.plus(-7),
        (Some(Turn::Next | Turn::Coming), _) => this.plus(7),
        (Some(Turn::This), Tense::Past) | (None, Tense::Past | Tense::Unknown) if this > anchor => this.plus(-7),
        _ => this,
    })
}
