//! Civil days without a clock.

use std::fmt;
use std::str::FromStr;

/// One civil day of the proleptic Gregorian calendar, as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i32);

impl Day {
    /// The day with that year (1 to 9999), month (1 to 12) and day of the month, or `None` where there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > Day::days_in(year, month) {
            return None;
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let y = i64::from(if month <= 2 { year - 1 } else { year });
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let mp = i64::from((month + 9) % 12);
        let doy = (153 * mp + 2) / 5 + i64::from(day) - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Some(Day((era * 146_097 + doe - 719_468) as i32))
    }

    /// Days in that month.
    pub fn days_in(year: i32, month: u32) -> u32 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day that many days after 1970-01-01.
    pub fn from_number(number: i32) -> Day {
        Day(number)
    }

    /// (year, month, day of the month).
    pub fn civil(self) -> (i32, u32, u32) {
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
        let year = (yoe + era * 400 + i64::from(month <= 2)) as i32;
        (year, month, day)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.civil().1
    }

    /// The day of the month.
    pub fn day(self) -> u32 {
        self.civil().2
    }

    /// The weekday, Monday = 0 to Sunday = 6.
    pub fn weekday(self) -> u32 {
        (i64::from(self.0) + 3).rem_euclid(7) as u32
    }

    /// The day that many days later (or earlier).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The day that many months later (or earlier), clamped to the end of the month.
    pub fn plus_months(self, months: i32) -> Day {
        let (y, m, d) = self.civil();
        let total = y * 12 + m as i32 - 1 + months;
        let (year, month) = (total.div_euclid(12).clamp(1, 9999), total.rem_euclid(12) as u32 + 1);
        Day::new(year, month, d.min(Day::days_in(year, month))).unwrap_or(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        f.pad(&format!("{y:04}-{m:02}-{d:02}"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text that is no `YYYY-MM-DD` day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchDay(String);

impl fmt::Display for NoSuchDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no day; write it as YYYY-MM-DD", self.0)
    }
}

impl std::error::Error for NoSuchDay {}

impl FromStr for Day {
    type Err = NoSuchDay;
    fn from_str(text: &str) -> Result<Day, NoSuchDay> {
        let wrong = || NoSuchDay(text.to_string());
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' || !text.is_ascii() {
            return Err(wrong());
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().map_err(|_| wrong());
        Day::new(number(0..4)? as i32, number(5..7)?, number(8..10)?).ok_or_else(wrong)
    }
}
