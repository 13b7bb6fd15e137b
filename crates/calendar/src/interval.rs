//! A resolved time: to the second for the exact core, to the day for the four bounds.

use tacitus_record::{Day, Grain, Moment, TimeRole};

use crate::edtf::{Component, Edge, edtf};

/// Seconds in a day.
pub(crate) const DAY: i64 = 86_400;

/// Midnight at the start of that day, in seconds since 1970-01-01.
pub(crate) fn midnight(day: Day) -> i64 {
    i64::from(day.number()) * DAY
}

/// The day that second lies in.
pub(crate) fn day_of(second: i64) -> Day {
    Day::from_number(second.div_euclid(DAY) as i32)
}

/// A resolved time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    /// First second; `None` is open.
    pub begin: Option<i64>,
    /// The second after the last; equal to `begin` for an instant; `None` is open.
    pub end: Option<i64>,
    pub start_lo: Option<Day>,
    pub start_hi: Option<Day>,
    pub end_lo: Option<Day>,
    pub end_hi: Option<Day>,
    /// How EDTF writes the start and the end.
    pub first: Option<Edge>,
    pub last: Option<Edge>,
    pub grain: Grain,
    pub role: TimeRole,
}

/// Words that name no days: every bound is open.
pub(crate) fn unresolved(words: &str, grain: Grain, role: TimeRole, rule: &str) -> Moment {
    Moment {
        text: words.to_string(),
        edtf: None,
        start_lo: None,
        start_hi: None,
        end_lo: None,
        end_hi: None,
        grain,
        role,
        anchor: None,
        rule: rule.to_string(),
    }
}

impl Interval {
    /// One unit from its first day to before `after`, written as `component`.
    pub fn unit(first: Day, after: Day, component: Component, grain: Grain) -> Interval {
        let edge = Some(Edge::exact(component));
        let role = if grain == Grain::Day { TimeRole::Point } else { TimeRole::During };
        let role = if matches!(grain, Grain::Week | Grain::PartOfMonth | Grain::Month | Grain::Season | Grain::Year | Grain::Decade) {
            TimeRole::Point
        } else {
            role
        };
        Interval { first: edge, last: edge, role, ..Interval::days(first, after, grain) }
    }

    /// The same days so many months earlier; `None` where a side is open.
    pub fn months_before(&self, months: i32) -> Option<Interval> {
        let (first, last) = self.closed()?;
        let moved = |day: Day| day.plus_months(-months);
        Some(if last == first { Interval::day(moved(first)) } else { Interval::days(moved(first), moved(last.plus(1)), self.grain) })
    }

    /// Some days, from the first to before `after`, written as a range of days.
    pub fn days(first: Day, after: Day, grain: Grain) -> Interval {
        let last = after.plus(-1).max(first);
        Interval {
            begin: Some(midnight(first)),
            end: Some(midnight(after)),
            start_lo: Some(first),
            start_hi: Some(first),
            end_lo: Some(last),
            end_hi: Some(last),
            first: Some(Edge::exact(Component::Day(first))),
            last: Some(Edge::exact(Component::Day(last))),
            grain,
            role: TimeRole::Point,
        }
    }

    /// One day.
    pub fn day(day: Day) -> Interval {
        Interval::unit(day, day.plus(1), Component::Day(day), Grain::Day)
    }

    /// Both ends marked approximate.
    pub fn about(mut self) -> Interval {
        for edge in [&mut self.first, &mut self.last].into_iter().flatten() {
            edge.approximate = true;
        }
        self
    }

    /// Every bound moved out by so many days, and marked approximate.
    pub fn loosened(self, days: i32) -> Interval {
        let moved = |day: Option<Day>, by: i32| day.map(|d| d.plus(by));
        Interval {
            start_lo: moved(self.start_lo, -days),
            start_hi: moved(self.start_hi, days),
            end_lo: moved(self.end_lo, -days),
            end_hi: moved(self.end_hi, days),
            ..self
        }
        .about()
    }

    /// The bounds widened to take in the other's; approximate where that changes them.
    pub fn reaching(self, other: &Interval) -> Interval {
        let both = Interval {
            start_lo: self.start_lo.min(other.start_lo),
            start_hi: self.start_hi.max(other.start_hi),
            end_lo: self.end_lo.min(other.end_lo),
            end_hi: self.end_hi.max(other.end_hi),
            ..self
        };
        if both == self { self } else { both.about() }
    }

    /// What goes into the record, for these words, read by that rule.
    pub fn moment(&self, words: &str, rule: &str) -> Moment {
        Moment {
            text: words.to_string(),
            edtf: edtf(self.first, self.last),
            start_lo: self.start_lo,
            start_hi: self.start_hi,
            end_lo: self.end_lo,
            end_hi: self.end_hi,
            grain: self.grain,
            role: self.role,
            anchor: None,
            rule: rule.to_string(),
        }
    }

    /// The first day and the last, where both ends are closed.
    pub fn closed(&self) -> Option<(Day, Day)> {
        Some((self.start_lo?, self.end_hi?))
    }

    /// Days between the two ends' extremes made consistent: every bound at or after the one before it.
    pub fn ordered(mut self) -> Interval {
        if let (Some(lo), Some(hi)) = (self.start_lo, self.start_hi) {
            self.start_hi = Some(hi.max(lo));
        }
        if let (Some(lo), Some(hi)) = (self.start_lo, self.end_hi) {
            self.end_hi = Some(hi.max(lo));
        }
        if let (Some(lo), Some(hi)) = (self.end_lo, self.end_hi) {
            self.end_lo = Some(lo.min(hi));
        }
        self
    }
}
