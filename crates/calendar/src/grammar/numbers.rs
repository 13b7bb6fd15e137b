//! Numbers in figures and words: cardinals, ordinals, years, amounts.

use super::Cursor;
use crate::expression::Amount;
use crate::lexicon::{Sense, Unit};

impl Cursor<'_, '_> {
    /// A whole number up to 99 in words, or in figures of at most four digits that are no part of a longer figure.
    pub fn cardinal(&self, i: usize) -> Option<(usize, u32)> {
        if let Some((value, digits)) = self.figure(i) {
            let grouped = self.is(i + 1, ",") && self.glued(i + 1) && self.glued(i + 2) && self.figure(i + 2).is_some_and(|(_, d)| d == 3);
            return (digits <= 4 && !grouped).then_some((i + 1, value));
        }
        self.word_cardinal(i)
    }

    /// A whole number up to 99 in words.
    pub fn word_cardinal(&self, i: usize) -> Option<(usize, u32)> {
        let units = |at: usize| self.sense(at, |s| if let Sense::Cardinal(n) = s { Some(*n) } else { None });
        if let Some(n) = units(i) {
            return Some((i + 1, n));
        }
        let tens = self.sense(i, |s| if let Sense::Tens(n) = s { Some(*n) } else { None })?;
        let next = self.skip(i + 1, &["-"]);
        match units(next).filter(|n| (1..10).contains(n)) {
            Some(n) => Some((next + 1, tens + n)),
            None => Some((i + 1, tens)),
        }
    }

    /// "first", "twenty-first", "21st".
    pub fn ordinal(&self, i: usize) -> Option<(usize, u32)> {
        let simple = |at: usize| self.sense(at, |s| if let Sense::Ordinal(n) = s { Some(*n) } else { None });
        if let Some((value, digits)) = self.figure(i) {
            let marked = self.glued(i + 1) && self.is_any(i + 1, &["st", "nd", "rd", "th"]);
            return (marked && digits <= 2).then_some((i + 2, value));
        }
        if let Some(n) = simple(i) {
            return Some((i + 1, n));
        }
        let tens = self.sense(i, |s| if let Sense::Tens(n) = s { Some(*n) } else { None })?;
        let next = self.skip(i + 1, &["-"]);
        simple(next).filter(|n| (1..10).contains(n)).map(|n| (next + 1, tens + n))
    }

    /// A day of the month: "6", "6th", "sixth", "twenty-first".
    pub fn day_of_month(&self, i: usize) -> Option<(usize, u32)> {
        let found = self.ordinal(i).or_else(|| {
            self.cardinal(i).filter(|(next, _)| {
                // "5 May" yes; "5.5 May", "1,000 May" no
                !(self.is_any(*next, &[".", ","]) && self.glued(*next) && self.glued(*next + 1) && self.figure(*next + 1).is_some())
            })
        })?;
        (1..=31).contains(&found.1).then_some(found)
    }

    /// A year of four figures, 1000 to 2199, or in words ("nineteen ninety-six", "two thousand and fifteen").
    pub fn year(&self, i: usize) -> Option<(usize, i32)> {
        if let Some((value, 4)) = self.figure(i) {
            // Not part of a longer figure, a call sign or a decimal.
            let joined = self.is_any(i + 1, &[",", "."]) && self.glued(i + 1) && self.glued(i + 2) && self.figure(i + 2).is_some();
            let unit = self.glued(i + 1) && self.at(i + 1).is_some_and(|t| t.lower.chars().all(char::is_alphabetic));
            return ((1000..2200).contains(&value) && !joined && !unit).then_some((i + 1, value as i32));
        }
        self.word_year(i)
    }

    fn word_year(&self, i: usize) -> Option<(usize, i32)> {
        let (next, century) = self.word_cardinal(i)?;
        if century == 2 && self.is(next, "thousand") {
            let after = self.skip(next + 1, &["and"]);
            return match self.word_cardinal(after) {
                Some((end, n)) => Some((end, 2000 + n as i32)),
                None => Some((next + 1, 2000)),
            };
        }
        if !(18..=20).contains(&century) {
            return None;
        }
        let hundred = self.skip(next, &["hundred"]);
        let after = self.skip(hundred, &["and"]);
        let (end, n) = self.word_cardinal(after).filter(|(_, n)| *n >= 10 || hundred > next)?;
        Some((end, (century * 100 + n) as i32))
    }

    /// "three", "2.5", "a", "two and a half", "a couple of", "the", "half a", "one and a half".
    pub fn amount(&self, i: usize) -> Option<(usize, Amount)> {
        if let Some(next) = self.any_phrase(i, &["about", "around", "nearly", "almost", "roughly", "some", "approximately"]) {
            let (end, amount) = self.plain_amount(next)?;
            return Some((end, Amount { vague: true, ..amount }));
        }
        self.plain_amount(i)
    }

    fn plain_amount(&self, i: usize) -> Option<(usize, Amount)> {
        let exact = |next, value| Some((next, Amount { value, vague: false }));
        if let Some(next) = self.any_phrase(i, &["half a", "half an", "a half", "½"]) {
            return exact(next, 0.5);
        }
        if let Some(next) =
            self.any_phrase(i, &["a quarter of a", "a quarter -", "a quarter"]).filter(|n| self.unit(*n) > Some(Unit::Quarter))
        {
            return exact(next, 0.25);
        }
        if self.is_any(i, &["a", "an"]) {
            if let Some((next, amount)) = self.few(i + 1) {
                return Some((next, amount));
            }
            return match self.half(i + 1) {
                Some(next) => exact(next, 1.5),
                None => exact(i + 1, 1.0),
            };
        }
        if let Some(found) = self.few(i) {
            return Some(found);
        }
        let (next, whole) = self.cardinal(i)?;
        let whole = f64::from(whole);
        let point = self.is(next, ".") && self.glued(next) && self.glued(next + 1);
        if let Some((fraction, digits)) = self.figure(next + 1).filter(|_| point) {
            return exact(next + 2, whole + f64::from(fraction) / 10_f64.powi(digits as i32));
        }
        match self.half(next) {
            Some(end) => exact(end, whole + 0.5),
            None => exact(next, whole),
        }
    }

    fn few(&self, i: usize) -> Option<(usize, Amount)> {
        let value = self.sense(i, |s| if let Sense::Few(n) = s { Some(f64::from(*n)) } else { None })?;
        let next = self.skip(i + 1, &["of"]);
        Some((next, Amount { value, vague: value > 2.0 }))
    }

    fn half(&self, i: usize) -> Option<usize> {
        self.any_phrase(i, &["and a half", "and an half", "and half a", "and half an", "and half"])
    }
}
