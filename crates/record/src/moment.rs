//! When something is said to have happened: bounds, never a bare date.

use crate::{Day, named_enum};

named_enum! {
    /// How a time bounds what it belongs to.
    pub enum TimeRole {
        /// At some point within the interval.
        Point = "point",
        /// Through the whole interval.
        During = "during",
        /// No later than its end.
        By = "by",
        /// Up to its end, and not after.
        Until = "until",
        /// From its start on.
        Since = "since",
        /// At some point before its start.
        Before = "before",
        /// At some point after its end.
        After = "after",
    }
}

named_enum! {
    /// The calendar unit that the words name.
    pub enum Grain {
        /// Part of a day ("overnight", "at 9 a.m.").
        PartOfDay = "part-of-day",
        /// A day.
        Day = "day",
        /// A week or week-end.
        Week = "week",
        /// Part of a month ("late July").
        PartOfMonth = "part-of-month",
        /// A month.
        Month = "month",
        /// A quarter or season.
        Season = "season",
        /// A year.
        Year = "year",
        /// Ten years or more.
        Decade = "decade",
        /// An interval with two ends of its own.
        Range = "range",
        /// Not clear ("recently", "now").
        Vague = "vague",
    }
}

/// A time as four bounds: the start lies in `start_lo..=start_hi`, the end in `end_lo..=end_hi`; an open bound is `None`.
///
/// Where there was no anchor (no publication date), relative words stay text: all bounds `None`, `edtf` `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The words.
    pub text: String,
    /// Extended Date/Time Format (ISO 8601-2:2019) value, level 2 at most.
    pub edtf: Option<String>,
    /// Earliest start.
    pub start_lo: Option<Day>,
    /// Latest start.
    pub start_hi: Option<Day>,
    /// Earliest end.
    pub end_lo: Option<Day>,
    /// Latest end.
    pub end_hi: Option<Day>,
    /// Unit named by the words.
    pub grain: Grain,
    /// How it bounds what it belongs to.
    pub role: TimeRole,
    /// The day that relative words were resolved against.
    pub anchor: Option<Day>,
    /// The rule that read it, shown by `explain`.
    pub rule: String,
}

impl Moment {
    /// Exactly one day.
    pub fn on(text: &str, day: Day, rule: &str) -> Moment {
        Moment {
            text: text.to_string(),
            edtf: Some(day.to_string()),
            start_lo: Some(day),
            start_hi: Some(day),
            end_lo: Some(day),
            end_hi: Some(day),
            grain: Grain::Day,
            role: TimeRole::Point,
            anchor: None,
            rule: rule.to_string(),
        }
    }

    /// Whether any bound is known.
    pub fn is_resolved(&self) -> bool {
        self.start_lo.is_some() || self.start_hi.is_some() || self.end_lo.is_some() || self.end_hi.is_some()
    }

    /// The widest interval (earliest start, latest end); open ends are `None`.
    pub fn hull(&self) -> (Option<Day>, Option<Day>) {
        (self.start_lo, self.end_hi)
    }

    /// Whether the two hulls share a day; open ends reach as far as needed.
    pub fn overlaps(&self, other: &Moment) -> bool {
        let ((a, b), (c, d)) = (self.hull(), other.hull());
        let before = |x: Option<Day>, y: Option<Day>| matches!((x, y), (Some(x), Some(y)) if x < y);
        !before(b, c) && !before(d, a)
    }
}
