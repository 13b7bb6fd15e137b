//! Reads the day that a map is valid for, from a file's name or a property.

use tacitus_record::{Day, named_enum};

const SECONDS_A_DAY: i64 = 86_400;

named_enum! {
    /// How a source writes its dates.
    pub enum DateFormat {
        /// Seconds since 1970-01-01T00:00:00Z.
        UnixSeconds = "unix-seconds",
        /// Milliseconds since then.
        UnixMilliseconds = "unix-milliseconds",
        /// 2031-05-14; a time of day after `T` or a space is not looked at.
        YearMonthDay = "YYYY-MM-DD",
        /// 20310514.
        Compact = "YYYYMMDD",
        /// 14.05.2031.
        DayMonthYearDots = "DD.MM.YYYY",
        /// 14/05/2031.
        DayMonthYear = "DD/MM/YYYY",
        /// 05/14/2031.
        MonthDayYear = "MM/DD/YYYY",
    }
}

/// What a date says: the civil day, in UTC where the source counts seconds, and the second where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Valid {
    /// The day.
    pub day: Day,
    /// Seconds since 1970, for formats that count them.
    pub second: Option<i64>,
}

impl DateFormat {
    /// Reads a date; `None` where the text is none in this format.
    pub(crate) fn read(self, text: &str) -> Option<Valid> {
        let text = text.trim();
        match self {
            DateFormat::UnixSeconds => at_second(text.parse().ok()?),
            DateFormat::UnixMilliseconds => at_second(text.parse::<i64>().ok()?.div_euclid(1000)),
            DateFormat::YearMonthDay => {
                let (date, rest) = text.split_at_checked(10)?;
                let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
                ends.then(|| date.parse().ok()).flatten().map(on)
            }
            DateFormat::Compact if text.len() == 8 && text.is_ascii() => civil(&text[..4], &text[4..6], &text[6..]),
            DateFormat::Compact => None,
            DateFormat::DayMonthYearDots => parts(text, '.').and_then(|[d, m, y]| civil(y, m, d)),
            DateFormat::DayMonthYear => parts(text, '/').and_then(|[d, m, y]| civil(y, m, d)),
            DateFormat::MonthDayYear => parts(text, '/').and_then(|[m, d, y]| civil(y, m, d)),
        }
    }
}

fn on(day: Day) -> Valid {
    Valid { day, second: None }
}

fn at_second(second: i64) -> Option<Valid> {
    let number = i32::try_from(second.div_euclid(SECONDS_A_DAY)).ok()?;
    let in_calendar = Day::new(1, 1, 1)?.number()..=Day::new(9999, 12, 31)?.number();
    in_calendar.contains(&number).then(|| Valid { day: Day::from_number(number), second: Some(second) })
}

fn parts(text: &str, between: char) -> Option<[&str; 3]> {
    let parts: Vec<&str> = text.split(between).collect();
    parts.try_into().ok()
}

fn civil(year: &str, month: &str, day: &str) -> Option<Valid> {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let year = (year.len() == 4).then(|| number(year)).flatten()?;
    Day::new(year as i32, number(month)?, number(day)?).map(on)
}

/// The instant that many seconds after 1970-01-01T00:00:00Z, as RFC 3339 in UTC.
pub fn instant(second: i64) -> String {
    let day = Day::from_number(second.div_euclid(SECONDS_A_DAY).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
    let rest = second.rem_euclid(SECONDS_A_DAY);
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

/// A span of days, both ends included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub since: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
}

impl Days {
    /// Whether the day lies in it.
    pub fn contains(&self, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_its_own_day_and_nothing_else() {
        let day = Day::new(2031, 5, 14).unwrap();
        let written = ["1936483200", "1936483200999", "2031-05-14T23:00:00Z", "20310514", "14.05.2031", "14/05/2031", "05/14/2031"];
        for (format, text) in DateFormat::ALL.iter().zip(written) {
            assert_eq!(format.read(text).map(|v| v.day), Some(day), "{format} {text}");
            for wrong in ["", "soon", "2031", "31.02.2031", "99999999999999999", "2031-05-1é", "+1/+1/2031", "é.é.é"] {
                assert_eq!(
                    format.read(wrong).filter(|_| wrong != "2031" || *format > DateFormat::UnixMilliseconds),
                    None,
                    "{format} {wrong}"
                );
            }
        }
    }

    #[test]
    fn seconds_before_1970_fall_on_the_day_before() {
        let valid = DateFormat::UnixSeconds.read("-1").unwrap();
        assert_eq!((valid.day.to_string(), instant(-1)), ("1969-12-31".to_string(), "1969-12-31T23:59:59Z".to_string()));
    }
}
