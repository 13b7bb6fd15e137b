//! Reads written days: numbers in the usual orders, names of months in many languages, machine forms. Partial dates ("in August",
//! "17 August") are none. One pass over the text for each form, whatever the text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use tacitus_record::Day;

use crate::lexicon;

static MONTHS: LazyLock<BTreeMap<&'static str, u32>> = LazyLock::new(|| {
    let table = include_str!("../../../../lexicons/month-names.tsv");
    lexicon::rows("month-names.tsv", table, ["name", "month", "lang", "source"])
        .into_iter()
        .map(|[name, month, _, _]| (name, month.parse().unwrap_or_else(|_| panic!("lexicons/month-names.tsv: month `{month}`"))))
        .collect()
});

/// The month, 1 to 12, of a name or abbreviation in any of the languages of the table.
pub(crate) fn month(word: &str) -> Option<u32> {
    MONTHS.get(word.to_lowercase().as_str()).copied()
}

/// A day found in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub day: Day,
    /// Byte offsets of the words.
    pub start: usize,
    pub end: usize,
    /// Whether day and month could be either way round.
    pub is_ambiguous: bool,
    /// Whether the year was written with two digits.
    pub is_short: bool,
    /// The neighbouring day that it may be where the outlet is: set for times in UTC only.
    pub elsewhere: Option<Day>,
}

/// Which of two numbers comes first where nothing tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumericOrder {
    DayFirst,
    MonthFirst,
}

/// The forms of a written day. In each, groups 1 to 3 are its parts.
#[derive(Clone, Copy)]
enum Form {
    YearMonthDay,
    YearNameDay,
    DayNameYear,
    NameDayYear,
    Numbers,
    ShortNumbers,
}

static FORMS: LazyLock<[(Form, Regex); 6]> = LazyLock::new(|| {
    let form = |form, text: &str| (form, Regex::new(text).expect("a fixed pattern"));
    [
        form(Form::YearMonthDay, r"\b(\d{4})\s?(?:[-/.]|年)\s?(\d{1,2})\s?(?:[-/.]|月)\s?(\d{1,2})(?:\D|$)"),
        form(Form::YearNameDay, r"\b(\d{4})\.?,?\s(?:m\.\s)?(\p{L}{3,14})\.?\s(\d{1,2})(?:\D|$)"),
        form(
            Form::DayNameYear,
            r"(?:^|[^\d.:])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s/-]{0,3}(?:of\s+|de\s+|d['’]|ב)?(\p{L}{3,14})\.?[,،]?[\s/-]{1,3}(?:de[l]?\s+)?(\d{4}|['’]?\d{2}(?:\s?[)\],;|]|\s*$))(?:\D|$)",
        ),
        form(Form::NameDayYear, r"\b(\p{L}{3,14})\.?[\s-](\d{1,2})(?:st|nd|rd|th)?[,،]?[\s-]{1,2}(\d{4})(?:\D|$)"),
        form(Form::Numbers, r"(?:^|[^\d.])(\d{1,2})\s?[./|-]\s?(\d{1,2})\s?[./|-]\s?(\d{4})(?:\D|$)"),
        form(Form::ShortNumbers, r"(?:^|[^\w.,:/-])(\d{1,2})[./](\d{1,2})[./](\d{2})(?:[^\w./:-]|\.?$|\.\s)"),
    ]
});
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|\D)((?:19|20)\d{2})(\d{2})(\d{2})(?:\D|$|\d{4,6}(?:\D|$))").expect("a fixed pattern"));
static UTC_HOUR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[T ](\d{2}):\d{2}(?::\d{2}(?:[.:]\d+)?)?\s?(?:Z|[+-]00:?00|UTC|GMT)\s*$").expect("a fixed pattern"));

fn number(c: &Captures, group: usize) -> u32 {
    c[group].chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// The year that two digits mean: pages are of the years from 1970 to 2069.
fn full_year(written: &str) -> (i32, bool) {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let year: i32 = digits.parse().unwrap_or(0);
    match digits.len() {
        2 => (if year < 70 { 2000 + year } else { 1900 + year }, true),
        _ => (year, false),
    }
}

/// The day that a match of a form means, and whether it could be read the other way round.
fn day_of(form: Form, c: &Captures, order: NumericOrder) -> Option<(Day, bool, bool)> {
    let plain = |year: i32, month: u32, day: u32| Day::new(year, month, day).map(|d| (d, false, false));
    match form {
        Form::YearMonthDay => plain(number(c, 1) as i32, number(c, 2), number(c, 3)),
        Form::YearNameDay => plain(number(c, 1) as i32, month(&c[2])?, number(c, 3)),
        Form::NameDayYear => plain(number(c, 3) as i32, month(&c[1])?, number(c, 2)),
        Form::DayNameYear => {
            let (year, is_short) = full_year(&c[3]);
            Day::new(year, month(&c[2])?, number(c, 1)).map(|d| (d, false, is_short))
        }
        Form::Numbers | Form::ShortNumbers => {
            let (a, b, (year, is_short)) = (number(c, 1), number(c, 2), full_year(&c[3]));
            let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
            // Points between the numbers are written only where the day comes first.
            let between = &c.get(0)?.as_str()[c.get(1)?.end() - c.get(0)?.start()..c.get(2)?.start() - c.get(0)?.start()];
            let is_settled = between.contains('.') || between.contains('|') || a == b;
            match (day_first, month_first) {
                (Some(day), Some(_)) if is_settled => Some((day, false, is_short)),
                (Some(day), Some(other)) => Some((if order == NumericOrder::DayFirst { day } else { other }, true, is_short)),
                (Some(day), None) => Some((day, false, is_short)),
                (None, other) => other.filter(|_| !between.contains('.')).map(|d| (d, false, is_short)),
            }
        }
    }
}

/// Every full date written in `text`, in its order and apart from each other.
pub(crate) fn find_all(text: &str, order: NumericOrder) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return found;
    }
    for (form, pattern) in FORMS.iter() {
        let mut from = 0;
        while let Some(c) = pattern.captures_at(text, from) {
            let (Some(first), Some(last)) = (c.get(1), c.get(3)) else { break };
            match day_of(*form, &c, order) {
                Some((day, is_ambiguous, is_short)) => {
                    let written = last.as_str().trim_end_matches(|c: char| !c.is_ascii_digit()).len();
                    let end = last.start() + written;
                    found.push(Found { day, start: first.start(), end, is_ambiguous, is_short, elsewhere: None });
                    from = end;
                }
                // The match may hide another that begins at its second number.
                None => from = first.end(),
            }
        }
    }
    found.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    let mut end = 0;
    found.retain(|f| {
        let is_apart = f.start >= end;
        if is_apart {
            end = f.end;
        }
        is_apart
    });
    found
}

/// The first full date written in `text`.
pub(crate) fn find(text: &str, order: NumericOrder) -> Option<Found> {
    find_all(text, order).into_iter().next()
}

/// A date of a record's field or of markup: a written date, `YYYYMMDD`, or seconds or milliseconds since 1970.
pub(crate) fn parse(text: &str, order: NumericOrder) -> Option<Found> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    if let Some(mut found) = find(text, order) {
        let hour = UTC_HOUR.captures(&text[found.end..]).and_then(|c| c[1].parse::<i32>().ok());
        found.elsewhere = hour.map(|hour| neighbour(found.day, hour));
        return Some(found);
    }
    let whole = |day| Found { day, start: 0, end: text.len(), is_ambiguous: false, is_short: false, elsewhere: None };
    if let Some(c) = COMPACT.captures(text)
        && let Some(day) = Day::new(number(&c, 1) as i32, number(&c, 2), number(&c, 3))
    {
        return Some(whole(day));
    }
    let seconds = match text.len() {
        // Ten digits of seconds reach from 2001 to 2286, thirteen digits are the same in milliseconds.
        10 => text.parse::<i64>().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let day = Day::from_number(i32::try_from(seconds.div_euclid(86_400)).ok()?);
    let hour = (seconds.rem_euclid(86_400) / 3600) as i32;
    Some(Found { elsewhere: Some(neighbour(day, hour)), ..whole(day) })
}

/// The other day that a moment in UTC can fall on: the next in the east from noon on, the one before in the west until noon.
fn neighbour(day: Day, hour: i32) -> Day {
    day.plus(if hour >= 12 { 1 } else { -1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, NumericOrder::DayFirst).map(|f| format!("{}{}", f.day, if f.is_ambiguous { "?" } else { "" }))
    }

    #[test]
    fn written_dates() {
        for text in [
            "2024-08-17",
            "2024-08-17T23:30:00-05:00",
            "20240817",
            "20240817T101500Z",
            "17 August 2024",
            "17th of August, 2024",
            "Saturday, August 17, 2024 10:15 EDT",
            "Aug. 17, 2024",
            "Sat, 17 Aug 2024 10:15:00 GMT",
            "17. August 2024",
            "17 de agosto de 2024",
            "17 d’agost de 2024",
            "17 août 2024",
            "17 августа 2024 г.",
            "17 серпня 2024",
            "17.08.2024",
            "17 | 08 | 2024",
            "17.8.24",
            "17 August 24",
            "17-Aug-2024",
            "08/17/2024",
            "2024年8月17日",
            "2024. augusztus 17.",
            "2024 m. rugpjūčio 17 d.",
            "17. srpna 2024",
            "17. elokuuta 2024",
            "17 Αυγούστου 2024",
            "17 أغسطس 2024",
            "1723896000",
            "1723896000000",
        ] {
            assert_eq!(read(text).as_deref(), Some("2024-08-17"), "{text}");
        }
        assert_eq!(read("07/08/2024").as_deref(), Some("2024-08-07?"));
        for text in [
            "August 2024",
            "17 August",
            "17 August 20:24",
            "on Tuesday",
            "31 February 2024",
            "12 monkeys 2024",
            "10.5.3.2024",
            "version 8.17.24",
            "192.168.1.24",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn every_date_of_a_line_is_found_once() {
        let days: Vec<String> = find_all("Updated 04 Jun 2024, created 17 Jun 2023, seen 2024-08-17/2024-08-18", NumericOrder::DayFirst)
            .iter()
            .map(|f| f.day.to_string())
            .collect();
        assert_eq!(days, ["2024-06-04", "2023-06-17", "2024-08-17", "2024-08-18"]);
    }

    #[test]
    fn a_moment_in_utc_may_fall_on_the_neighbouring_day() {
        let elsewhere = |text: &str| parse(text, NumericOrder::DayFirst).and_then(|f| f.elsewhere).map(|d| d.to_string());
        assert_eq!(elsewhere("2024-08-17T22:05:00Z").as_deref(), Some("2024-08-18"));
        assert_eq!(elsewhere("2024-08-17T02:05:00+00:00").as_deref(), Some("2024-08-16"));
        assert_eq!(elsewhere("2024-08-17T22:05:00+02:00"), None);
        assert_eq!(elsewhere("2024-08-17"), None);
    }
}
