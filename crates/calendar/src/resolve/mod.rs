//! From the tree of an expression to its interval, against the anchor day and the tense.

mod story;
mod stretch;
mod which;
mod whole;

use tacitus_record::{Day, Grain, TimeRole};

use self::stretch::{bound, join, lasting, range, shift, so_long, trail, vague_time};
use self::which::{day_in, pick_year, saturday, slashed, weekday_day};
use self::whole::{
    first_week, fiscal, fiscal_part, hours, instant, monday, month_days, nth_of, part_of, rest, span, unit_at, weekend, weekend_of, years,
};
use crate::Tense;
use crate::edtf::{Component, Edge};
use crate::expression::{Bounding, Expression, YearRef};
use crate::feasts;
use crate::interval::{Interval, midnight};
use crate::lexicon::{Turn, Vague};

pub use self::story::Story;

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
        Expression::Fiscal(year) => fiscal(pick_year(*year, x, |y| span(y, 1, 12))?),
        Expression::FiscalPart { year, first, months } => {
            fiscal_part(pick_year(*year, x, |y| span(y, 1, 12))?, *first as i32, *months as i32)
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
        Expression::Feast { feast, year } => feast_meant(*feast, *year, x),
        Expression::Shift { amount, unit, back, from } => shift(*amount, *unit, *back, from, x),
        Expression::Anniversary { months, of } => resolve(of, x)?.months_before(*months as i32),
        Expression::Told(turn, of) => {
            // Where nothing was told, only what is not past may be counted from publication.
            let told = x.story.recent().or(x.anchor.filter(|_| x.tense != Tense::Past))?;
            if let Expression::Offset { unit, by } = **of {
                return unit_at(unit, by, told);
            }
            let (day, tense) = if *turn == Turn::Last { (told.plus(-1), Tense::Past) } else { (told.plus(1), Tense::Future) };
            resolve(of, &Context { anchor: Some(day), tense, story: Story::default() })
        }
        Expression::Trail { amount, unit, ahead } => {
            // "in the next days" of a past tale starts from the day told of, not from today.
            let from = if ahead.is_some() && x.tense == Tense::Past { x.story.recent()? } else { x.anchor? };
            trail(*amount, *unit, *ahead, from)
        }
        Expression::SoLong { amount, unit, side } => Some(so_long(*amount, *unit, *side, x.anchor?)),
        Expression::Lasting { amount, unit, from } => lasting(*amount, *unit, &resolve(from, x)?),
        Expression::WeekOf(of) => {
            let monday = monday(resolve(of, x)?.start_lo?);
            Some(Interval::days(monday, monday.plus(7), Grain::Week))
        }
        Expression::WeekendOf(of) => Some(weekend_of(of, resolve(of, x)?.start_lo?)),
        Expression::Nth { nth, count, piece, of } => {
            let of_year = |of: &Expression| nth_of(*nth, *count, *piece, &resolve(of, x)?);
            begun(of_year(of)?, of, x, of_year)
        }
        Expression::PartOf(part, of) => begun(part_of(*part, of, x)?, of, x, |of| part_of(*part, of, x)),
        Expression::Rest { later, of } => rest(*later, &resolve(of, x)?, x.anchor?),
        Expression::Daypart { daypart, of } => {
            let day = resolve(of, x)?.start_lo?;
            Some(hours(day, *daypart))
        }
        Expression::Clock { seconds, zone, of } => {
            let day = resolve(of.as_deref()?, x)?.start_lo?;
            Some(instant(midnight(day) + seconds, *zone))
        }
        Expression::ClockRange { first, last, zone, of } => {
            let start = midnight(resolve(of.as_deref()?, x)?.start_lo?);
            Some(join(&instant(start + first, *zone), &instant(start + last, *zone)))
        }
        Expression::Range(first, last) => range(first, last, x),
        Expression::Bounded(bounding, inner) => {
            // "no later than 20 November" looks ahead, whatever the tense around it.
            let ahead = matches!(bounding, Bounding::Deadline) && x.tense == Tense::Unknown;
            let of = resolve(inner, &Context { tense: if ahead { Tense::Future } else { x.tense }, ..*x })?;
            // "crossed the border before dawn on Sunday": what is past and set beside an hour happened on that hour's own day.
            let beside_an_hour = matches!(bounding, Bounding::Before | Bounding::After) && of.grain == Grain::PartOfDay;
            if beside_an_hour && x.tense == Tense::Past && of.start_lo == of.end_hi {
                return Some(Interval { role: TimeRole::Point, grain: Grain::PartOfDay, ..Interval::day(of.start_lo?) });
            }
            Some(bound(*bounding, inner, &of))
        }
        // "now" in a tale of the past is the tale's.
        // "The rebels soon took the town": soon after what was told.
        Expression::Vague(Vague::Now | Vague::Future) if x.tense == Tense::Past => None,
        Expression::Vague(vague) => Some(vague_time(*vague, x.anchor?)),
        Expression::Duration(..) | Expression::Set(_) => None,
    }
}

/// What is told in the past tense had begun by publication: in the middle of March, "late March" is that of the year before.
fn begun(found: Interval, of: &Expression, x: &Context, in_year: impl Fn(&Expression) -> Option<Interval>) -> Option<Interval> {
    let Some(anchor) = x.anchor.filter(|_| matches!(x.tense, Tense::Past | Tense::Perfect)) else { return Some(found) };
    let ahead = found.start_lo.filter(|start| *start > anchor.plus(1) && of.year() == Some(YearRef::Unsaid));
    let Some(start) = ahead else { return Some(found) };
    in_year(&of.clone().with_year(YearRef::Given(start.year() - 1)))
}

/// A feast; where two share the name, the one that the tense asks for, or both where a year is said.
fn feast_meant(feast: usize, year: YearRef, x: &Context) -> Option<Interval> {
    let all: Vec<Interval> = feasts::members(feast).into_iter().filter_map(|member| feast_days(member, year, x)).collect();
    let first = *all.first()?;
    if let (YearRef::Given(_) | YearRef::OfAnchor(_) | YearRef::OfStory(_), [a, b]) = (year, all.as_slice()) {
        return Some(a.reaching(b));
    }
    let anchor = x.anchor.map_or(0, Day::number);
    let away = |i: &Interval| i.start_lo.map_or(i32::MAX, |day| (day.number() - anchor).abs());
    all.into_iter().min_by_key(away).or(Some(first))
}

fn feast_days(feast: usize, year: YearRef, x: &Context) -> Option<Interval> {
    let year = pick_year(year, x, |y| feasts::feast_days(feast, y))?;
    let (first, after) = feasts::feast_days(feast, year)?;
    let days = if after == first.plus(1) {
        Interval::day(first)
    } else {
        Interval { role: TimeRole::During, ..Interval::days(first, after, Grain::Range) }
    };
    Some(if feasts::is_sighted(feast) { days.loosened(1) } else { days })
}
