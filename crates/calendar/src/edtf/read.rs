//! The reader of Extended Date/Time Format values of levels 0 to 2 (ISO 8601-2:2019; Library of Congress, "EDTF Specification"): each becomes
//! the four bounds that it allows.
//!
//! Not read: years outside 0001 to 9999, which no day of the record reaches. A qualifier (`?`, `~`, `%`) moves no bound: it does not say by how
//! much. A decade or century (`199X`, `19XX`) is the whole of it, as the writer means it; a masked month or day is one of those it may be.

use std::fmt;

use tacitus_record::{Day, Grain, Moment, TimeRole};

/// Why a text is no EDTF value that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    value: String,
    reason: &'static str,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no EDTF value: {}", self.value, self.reason)
    }
}

impl std::error::Error for EdtfError {}

/// What one date of any precision allows: where it may start and where it may end.
#[derive(Clone, Copy, Debug)]
struct Reach {
    start: (Day, Day),
    end: (Day, Day),
    grain: Grain,
}

type Part<T> = Result<T, &'static str>;

/// The moment of an EDTF value; the words are the value itself, the rule is `edtf`.
pub fn moment_of_edtf(value: &str) -> Result<Moment, EdtfError> {
    let fail = |reason| EdtfError { value: value.to_string(), reason };
    let (start, end, grain, role) = bounds(value.trim()).map_err(fail)?;
    Ok(Moment {
        text: value.to_string(),
        edtf: Some(value.trim().to_string()),
        start_lo: start.map(|s| s.0),
        start_hi: start.map(|s| s.1),
        end_lo: end.map(|e| e.0),
        end_hi: end.map(|e| e.1),
        grain,
        role,
        anchor: None,
        rule: "edtf".to_string(),
    })
}

type Bounds = (Option<(Day, Day)>, Option<(Day, Day)>, Grain, TimeRole);

fn bounds(value: &str) -> Part<Bounds> {
    if let Some(inner) = enclosed(value, '[', ']') {
        return set(inner, Choice::One);
    }
    if let Some(inner) = enclosed(value, '{', '}') {
        return set(inner, Choice::All);
    }
    let Some((first, last)) = value.split_once('/') else {
        let Reach { start, end, grain } = date(value)?;
        return Ok((Some(start), Some(end), grain, TimeRole::Point));
    };
    let side = |text: &str| if matches!(text, "" | "..") { Ok(None) } else { date(text).map(Some) };
    let (first, last) = (side(first)?, side(last)?);
    let role = match (&first, &last) {
        (None, None) => return Err("an interval has a date on one side at least"),
        (None, _) => TimeRole::Until,
        (_, None) => TimeRole::Since,
        _ => TimeRole::During,
    };
    if let (Some(a), Some(b)) = (first, last)
        && a.start.0 > b.end.1
    {
        return Err("the interval ends before it begins");
    }
    Ok((first.map(|r| r.start), last.map(|r| r.end), Grain::Range, role))
}

fn enclosed(value: &str, open: char, close: char) -> Option<&str> {
    value.strip_prefix(open)?.strip_suffix(close)
}

/// Whether a set means one of its members or all of them.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    One,
    All,
}

/// "1667,1668,1670..1672", "..1984", "1984..".
fn set(inner: &str, choice: Choice) -> Part<Bounds> {
    let (mut open_start, mut open_end) = (false, false);
    let mut members = Vec::new();
    for item in inner.split(',').map(str::trim) {
        match item.split_once("..") {
            None => members.push(date(item)?),
            Some((first, last)) => {
                open_start |= first.is_empty();
                open_end |= last.is_empty();
                for side in [first, last].into_iter().filter(|s| !s.is_empty()) {
                    members.push(date(side)?);
                }
            }
        }
    }
    let least = |f: fn(&Reach) -> Day| members.iter().map(f).min();
    let most = |f: fn(&Reach) -> Day| members.iter().map(f).max();
    let ends = (least(|r| r.start.0), most(|r| r.start.1), least(|r| r.end.0), most(|r| r.end.1));
    let (Some(start_lo), Some(start_hi), Some(end_lo), Some(end_hi)) = ends else { return Err("a set has a date at least") };
    let (start, end) = match choice {
        Choice::One => ((start_lo, start_hi), (end_lo, end_hi)),
        Choice::All => ((start_lo, start_lo), (end_hi, end_hi)),
    };
    let role = if choice == Choice::One { TimeRole::Point } else { TimeRole::During };
    Ok(((!open_start).then_some(start), (!open_end).then_some(end), Grain::Range, role))
}

const SHAPE: &str = "write YYYY, YYYY-MM or YYYY-MM-DD, with X for figures that are not known";

/// One date: year, season, month or day, with masks and qualifiers, or a time of day.
fn date(text: &str) -> Part<Reach> {
    let plain: String = text.chars().filter(|c| !matches!(c, '?' | '~' | '%')).collect();
    let day_part = match plain.split_once('T') {
        Some((day, clock)) => {
            let reach = date(day)?;
            is_clock(clock).then_some(()).ok_or("the time of day is no HH:MM or HH:MM:SS with or without Z or an offset")?;
            return Ok(Reach { grain: Grain::PartOfDay, ..reach });
        }
        None => plain.as_str(),
    };
    if let Some((year, digits)) = day_part.split_once('S') {
        return significant(year, digits);
    }
    if day_part.starts_with(['Y', '-']) {
        return Err("years before 0001 and after 9999 are not kept");
    }
    let mut parts = day_part.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(SHAPE);
    }
    let years = masked(year, 4)?;
    let years = (years.0.max(1) as i32, years.1 as i32);
    let Some(month) = month else { return whole_years(year, years) };
    if let Some(division) = month.parse::<u32>().ok().filter(|d| (21..=41).contains(d)) {
        return if day.is_none() { division_of(years, division) } else { Err("a season has no days") };
    }
    let months = masked(month, 2)?;
    let months = (months.0.max(1), months.1.min(12));
    if months.0 > 12 {
        return Err("months are 01 to 12, seasons and other divisions 21 to 41");
    }
    let length = Day::days_in(years.1, months.1);
    match day {
        None => {
            let first = |y, m| Day::new(y, m, 1).ok_or(SHAPE);
            let last = |y, m| Day::new(y, m, Day::days_in(y, m)).ok_or(SHAPE);
            let start = (first(years.0, months.0)?, first(years.1, months.1)?);
            Ok(Reach { start, end: (last(years.0, months.0)?, last(years.1, months.1)?), grain: Grain::Month })
        }
        Some(day) => {
            let days = masked(day, 2)?;
            let (from, to) = (days.0.max(1), days.1.min(length));
            // 29 February of a masked year: the nearest day that there is.
            let first = Day::new(years.0, months.0, from.min(Day::days_in(years.0, months.0))).ok_or(SHAPE)?;
            let last = Day::new(years.1, months.1, to).ok_or(SHAPE)?;
            if from > length || days.0 > 31 {
                return Err("there is no such day in that month");
            }
            Ok(Reach { start: (first, last), end: (first, last), grain: Grain::Day })
        }
    }
}

/// The least and the greatest number that figures and `X` allow.
fn masked(text: &str, width: usize) -> Part<(u32, u32)> {
    let figures = text.len() == width && text.chars().all(|c| c.is_ascii_digit() || c == 'X');
    let number = |with: &str| text.replace('X', with).parse::<u32>().map_err(|_| SHAPE);
    if figures { Ok((number("0")?, number("9")?)) } else { Err(SHAPE) }
}

fn whole_years(text: &str, (first, last): (i32, i32)) -> Part<Reach> {
    let start = Day::new(first, 1, 1).ok_or(SHAPE)?;
    let end = Day::new(last, 12, 31).ok_or(SHAPE)?;
    let inner = text.trim_end_matches('X').contains('X');
    if inner {
        let (latest, earliest) = (Day::new(last, 1, 1).ok_or(SHAPE)?, Day::new(first, 12, 31).ok_or(SHAPE)?);
        return Ok(Reach { start: (start, latest), end: (earliest, end), grain: Grain::Year });
    }
    let grain = if text.ends_with('X') { Grain::Decade } else { Grain::Year };
    Ok(Reach { start: (start, start), end: (end, end), grain })
}

/// "1950S2": 1950, of which two figures count.
fn significant(year: &str, digits: &str) -> Part<Reach> {
    let (value, _) = masked(year, 4)?;
    let kept: u32 = digits.parse().ok().filter(|n| (1..=4).contains(n)).ok_or("of four figures one to four are significant")?;
    let step = 10u32.pow(4 - kept);
    let first = (value / step * step).max(1) as i32;
    let last = (value / step * step + step - 1) as i32;
    let day = |y, m, d| Day::new(y, m, d).ok_or(SHAPE);
    let (start, end) = ((day(first, 1, 1)?, day(last, 1, 1)?), (day(first, 12, 31)?, day(last, 12, 31)?));
    Ok(Reach { start, end, grain: Grain::Year })
}

/// Seasons (21 to 24 and 25 to 28 northern, 29 to 32 southern), quarters (33 to 36), four months (37 to 39), halves (40 and 41).
fn division_of((first, last): (i32, i32), code: u32) -> Part<Reach> {
    let (month, months) = match code {
        21..=24 => ((code - 20) * 3, 3),
        25..=28 => ((code - 24) * 3, 3),
        29..=32 => (((code - 28) * 3 + 5) % 12 + 1, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        37..=39 => ((code - 37) * 4 + 1, 4),
        _ => ((code - 40) * 6 + 1, 6),
    };
    let start = |year| Day::new(year, month, 1).ok_or(SHAPE);
    let (a, b) = (start(first)?, start(last)?);
    let end = |day: Day| day.plus_months(months).plus(-1);
    Ok(Reach { start: (a, b), end: (end(a), end(b)), grain: Grain::Season })
}

/// "09:15:00", "09:15", "09:15:00Z", "09:15:00+03:00".
fn is_clock(text: &str) -> bool {
    let body = text.strip_suffix('Z').unwrap_or(text);
    let (body, offset) = body.find(['+', '-']).map_or((body, None), |at| (&body[..at], Some(&body[at + 1..])));
    let figures = |text: &str, most: [u32; 3]| {
        let parts: Vec<&str> = text.split(':').collect();
        parts.len() <= 3 && parts.iter().zip(most).all(|(p, most)| p.len() == 2 && p.parse::<u32>().is_ok_and(|n| n <= most))
    };
    body.contains(':') && figures(body, [24, 59, 60]) && offset.is_none_or(|o| figures(o, [23, 59, 59]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> String {
        let m = moment_of_edtf(value).unwrap_or_else(|e| panic!("{e}"));
        let day = |d: Option<Day>| d.map_or("..".to_string(), |d| d.to_string());
        format!("{} {} {} {} {} {}", day(m.start_lo), day(m.start_hi), day(m.end_lo), day(m.end_hi), m.grain, m.role)
    }

    #[test]
    fn every_level_becomes_bounds() {
        for (value, bounds) in [
            ("2031-04-05", "2031-04-05 2031-04-05 2031-04-05 2031-04-05 day point"),
            ("2031-04", "2031-04-01 2031-04-01 2031-04-30 2031-04-30 month point"),
            ("2031-04-05T09:15:00Z", "2031-04-05 2031-04-05 2031-04-05 2031-04-05 part-of-day point"),
            ("199X", "1990-01-01 1990-01-01 1999-12-31 1999-12-31 decade point"),
            ("2031-XX", "2031-01-01 2031-12-01 2031-01-31 2031-12-31 month point"),
            ("2031-02-XX~", "2031-02-01 2031-02-28 2031-02-01 2031-02-28 day point"),
            ("2031-07-2X", "2031-07-20 2031-07-29 2031-07-20 2031-07-29 day point"),
            ("15XX-12-25", "1500-12-25 1599-12-25 1500-12-25 1599-12-25 day point"),
            ("1X31", "1031-01-01 1931-01-01 1031-12-31 1931-12-31 year point"),
            ("1950S2", "1900-01-01 1999-01-01 1900-12-31 1999-12-31 year point"),
            ("2031-22", "2031-06-01 2031-06-01 2031-08-31 2031-08-31 season point"),
            ("2031-24", "2031-12-01 2031-12-01 2032-02-29 2032-02-29 season point"),
            ("2031-31", "2031-03-01 2031-03-01 2031-05-31 2031-05-31 season point"),
            ("2031-35", "2031-07-01 2031-07-01 2031-09-30 2031-09-30 season point"),
            ("2031-41", "2031-07-01 2031-07-01 2031-12-31 2031-12-31 season point"),
            ("2030-02~/2031-05-31", "2030-02-01 2030-02-01 2031-05-31 2031-05-31 range during"),
            ("2031-~04-05/..", "2031-04-05 2031-04-05 .. .. range since"),
            ("/2031", ".. .. 2031-12-31 2031-12-31 range until"),
            ("[2031-04-03,2031-03-04]", "2031-03-04 2031-04-03 2031-03-04 2031-04-03 range point"),
            ("{2031-05,2031-07..2031-08}", "2031-05-01 2031-05-01 2031-08-31 2031-08-31 range during"),
            ("[..2031-12-03]", ".. .. 2031-12-03 2031-12-03 range point"),
        ] {
            assert_eq!(read(value), bounds, "{value}");
        }
    }

    #[test]
    fn what_is_no_value_is_told() {
        for (value, reason) in [
            ("", SHAPE),
            ("31-04-2031", SHAPE),
            ("2031-13", "months are 01 to 12"),
            ("2031-02-30", "no such day"),
            ("2031/2030", "ends before it begins"),
            ("../..", "on one side at least"),
            ("-0044", "are not kept"),
            ("Y17E7", "are not kept"),
            ("[]", SHAPE),
            ("2031-04-05T9", "time of day"),
            ("2031-É4", SHAPE),
        ] {
            let error = moment_of_edtf(value).expect_err(value).to_string();
            assert!(error.contains(reason), "{value}: {error}");
        }
    }
}
