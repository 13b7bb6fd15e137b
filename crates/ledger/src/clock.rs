//! Holds the third clock: when the ledger knew. The value always comes from outside.

use std::fmt;
use std::str::FromStr;

use tacitus_record::Day;

/// An instant in UTC, to the second, written `YYYY-MM-DDTHH:MM:SSZ`. Order of text is order of time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownAt(String);

impl KnownAt {
    /// The instant so many seconds after 1970-01-01T00:00:00Z (clamped to the years 1 to 9999).
    pub fn from_unix(seconds: i64) -> KnownAt {
        const FIRST: i64 = -62_135_596_800;
        const LAST: i64 = 253_402_300_799;
        let seconds = seconds.clamp(FIRST, LAST);
        let (day, rest) = (Day::from_number(seconds.div_euclid(86_400) as i32), seconds.rem_euclid(86_400));
        KnownAt(format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60))
    }

    /// Midnight (UTC) at the start of a day.
    pub fn start_of(day: Day) -> KnownAt {
        KnownAt(format!("{day}T00:00:00Z"))
    }

    /// The last second of a day (UTC).
    pub fn end_of(day: Day) -> KnownAt {
        KnownAt(format!("{day}T23:59:59Z"))
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KnownAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that names no instant, revision or day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchInstant(String);

impl fmt::Display for NoSuchInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no instant; write a day (2024-08-17) or an RFC 3339 time (2024-08-17T09:30:00Z)", self.0)
    }
}

impl std::error::Error for NoSuchInstant {}

impl FromStr for KnownAt {
    type Err = NoSuchInstant;

    /// Reads a day (its first second) or an RFC 3339 time; fractions of a second are dropped, offsets are turned into UTC.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NoSuchInstant(text.to_string());
        let day: Day = text.get(..10).ok_or_else(wrong)?.parse().map_err(|_| wrong())?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Ok(KnownAt::start_of(day));
        }
        let bytes = rest.as_bytes();
        if !rest.is_ascii() || rest.len() < 10 || !matches!(bytes[0], b'T' | b't' | b' ') || bytes[3] != b':' || bytes[6] != b':' {
            return Err(wrong());
        }
        let part = |range: std::ops::Range<usize>, max: i64| {
            let digits = rest.get(range).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
            digits.parse::<i64>().ok().filter(|n| *n <= max)
        };
        let (hour, minute, second) =
            (part(1..3, 23).ok_or_else(wrong)?, part(4..6, 59).ok_or_else(wrong)?, part(7..9, 60).ok_or_else(wrong)?);
        let mut zone_at = 9;
        if bytes[zone_at] == b'.' {
            zone_at += 1 + bytes[zone_at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        }
        let zone = rest.get(zone_at..).unwrap_or("");
        let offset = match zone.as_bytes() {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let hours = part(zone_at + 1..zone_at + 3, 23).ok_or_else(wrong)?;
                let minutes = part(zone_at + 4..zone_at + 6, 59).ok_or_else(wrong)?;
                (hours * 3600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 }
            }
            _ => return Err(wrong()),
        };
        Ok(KnownAt::from_unix(i64::from(day.number()) * 86_400 + hour * 3600 + minute * 60 + second - offset))
    }
}

/// A point of the ledger's history: everything recorded up to and including it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// That revision.
    Revision(u64),
    /// That instant.
    Instant(KnownAt),
}

impl FromStr for AsOf {
    type Err = NoSuchInstant;

    /// Reads a revision number (`12`, `r12`), a day (its end) or an RFC 3339 time.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_prefix('r').unwrap_or(text);
        if let Ok(revision) = number.parse::<u64>() {
            return Ok(AsOf::Revision(revision));
        }
        match text.parse::<Day>() {
            Ok(day) => Ok(AsOf::Instant(KnownAt::end_of(day))),
            Err(_) => text.parse().map(AsOf::Instant),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> String {
        text.parse::<KnownAt>().map_or_else(|e| e.to_string(), |k| k.to_string())
    }

    #[test]
    fn reads_days_and_times_of_any_zone() {
        assert_eq!(known("2024-08-17"), "2024-08-17T00:00:00Z");
        assert_eq!(known("2024-08-17T01:30:00+03:00"), "2024-08-16T22:30:00Z");
        assert_eq!(known("2024-02-28T23:30:05.25-01:00"), "2024-02-29T00:30:05Z");
        assert_eq!(known("1970-01-01t00:00:00z"), KnownAt::from_unix(0).to_string());
    }

    #[test]
    fn refuses_what_is_no_instant() {
        for text in ["", "yesterday", "2024-13-01", "2024-08-17T25:00:00Z", "2024-08-17T10:00:00", "2024-08-17T10:00:00+3", "2024-08-1é"] {
            assert!(text.parse::<KnownAt>().is_err(), "{text}");
        }
    }

    #[test]
    fn as_of_a_day_means_its_end() {
        assert_eq!("2024-08-17".parse(), Ok(AsOf::Instant(KnownAt::end_of(Day::new(2024, 8, 17).unwrap()))));
        assert_eq!("r12".parse(), Ok(AsOf::Revision(12)));
    }
}
