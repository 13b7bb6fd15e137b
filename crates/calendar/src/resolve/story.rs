//! What a text has told of so far, which later words go on from.

use tacitus_record::Day;

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
    pub(super) fn recent(&self) -> Option<Day> {
        self.day.filter(|_| self.since <= FORGOTTEN && !self.heading)
    }

    /// Whether a day without a year, which lies at `first`, carries on from the day told of last.
    pub(super) fn carries_on(&self, first: Day) -> bool {
        match self.day {
            Some(day) if self.dated && self.heading => first.year() == day.year(),
            Some(day) if self.dated && self.since <= FORGOTTEN => day.plus(-31) <= first && first <= day.plus(100),
            _ => false,
        }
    }
}

/// Tokens after which a day told of is forgotten: about two paragraphs.
pub(super) const FORGOTTEN: usize = 250;

/// Days before publication within which a day without a year is news, whatever was told before.
pub(super) const NEWS: i32 = 14;
