//! Dates: expressions of time with their values, read against the record's anchor day.
//!
//! The two sources write the end of a range differently, and neither as EDTF does: Recognizers gives a calendar unit the day after its
//! last, but "from A to B" the first day of B; duckling gives a unit no end at all and every other range the day after its last. They also
//! know the second of the anchor, from which hours and minutes count, and differ on the hours of the parts of a day. Only this translation
//! knows of it.

use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_calendar::{ExpressionKind, Extent, Found, Tense, find};
use tacitus_record::{Day, Grain, TimeRole};

use crate::rows::text;

const DAY: i64 = 86_400;

/// Finds the expressions of each text.
pub fn predict(gold: &[Value]) -> Vec<Value> {
    gold.par_iter().map(record).collect()
}

fn record(row: &Value) -> Value {
    let (body, anchor) = (text(row, "text"), text(row, "anchor"));
    let day = anchor.get(..10).and_then(|a| a.parse::<Day>().ok());
    let duckling = text(row, "id").starts_with("duckling");
    // Duckling's expressions are requests, which look ahead.
    let tense = if duckling { Tense::Future } else { Tense::Unknown };
    let point = |byte: usize| body[..byte].chars().count();
    let expressions: Vec<Value> = find(body, day, &|_| tense)
        .iter()
        .map(|f| {
            let (begin, end) = if duckling { duckling_limits(f, anchor) } else { recognizers_limits(f, anchor) };
            json!({"start": point(f.start), "end": point(f.end), "text": f.moment.text, "kind": f.kind.as_str(), "begin": begin,
                   "end_date": end, "value": f.seconds, "timex": f.period})
        })
        .collect();
    json!({"id": row["id"], "text": body, "anchor": anchor, "expressions": expressions})
}

type Limits = (Option<String>, Option<String>);

fn has_clock(f: &Found) -> bool {
    matches!(f.kind, ExpressionKind::DateTime | ExpressionKind::DateTimeRange)
}

/// A second as the gold writes it.
fn written(f: &Found, second: i64) -> String {
    let day = Day::from_number(second.div_euclid(DAY) as i32);
    let s = second.rem_euclid(DAY);
    if has_clock(f) { format!("{day}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60) } else { day.to_string() }
}

/// A time of the gold's anchor moved by so many seconds.
fn moved(now: &str, seconds: i64) -> Option<String> {
    let (day, clock) = now.split_at_checked(10)?;
    let hms: Vec<i64> = clock.trim_start_matches(['T', ' ']).splitn(3, ':').filter_map(|p| p.get(..2)?.parse().ok()).collect();
    let [h, m, s] = hms.try_into().unwrap_or([0; 3]);
    let second = i64::from(day.parse::<Day>().ok()?.number()) * DAY + h * 3600 + m * 60 + s + seconds;
    let day = Day::from_number(second.div_euclid(DAY) as i32);
    let s = second.rem_euclid(DAY);
    Some(format!("{day}T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60))
}

/// The extent, or the limits where both sources agree: "now" is the anchor's second, "in five minutes" counts from it, a day is itself.
fn common(f: &Found, now: &str) -> Result<Extent, Limits> {
    if let Some(seconds) = f.from_now {
        let (now, then) = (moved(now, 0), moved(now, seconds));
        return Err(match (f.kind, seconds < 0) {
            (ExpressionKind::DateTime, _) => (then.clone(), then),
            (_, true) => (then, now),
            (_, false) => (now, then),
        });
    }
    if f.kind == ExpressionKind::DateTime && f.moment.rule == "vague" {
        return Err((Some(now.to_string()), Some(now.to_string())));
    }
    let extent = f.extent.ok_or((None, None))?;
    if f.kind == ExpressionKind::Date && !is_open(f) {
        let begin = extent.begin.map(|b| written(f, b));
        return Err((begin.clone(), begin));
    }
    Ok(extent)
}

/// "after the 5th", "until May".
fn is_open(f: &Found) -> bool {
    matches!(f.moment.role, TimeRole::Since | TimeRole::Until | TimeRole::By | TimeRole::Before | TimeRole::After)
}

fn duckling_limits(f: &Found, now: &str) -> Limits {
    let extent = match common(f, now) {
        Ok(extent) => extent,
        Err(limits) => return limits,
    };
    let extent = if f.moment.rule == "part-of-day" { wider(extent) } else { extent };
    let begin = extent.begin.map(|b| written(f, b));
    let end = |e: i64| written(f, e);
    if f.moment.rule == "clock-range" {
        // The end is that of the last unit named: the hour of "3-4 pm", the minute of "3:30-6 pm".
        let minutes = f.moment.text.contains(':') || extent.begin.zip(extent.end).is_some_and(|(b, e)| b % 3600 + e % 3600 > 0);
        return (begin, extent.end.map(|e| end(e + if minutes { 60 } else { 3600 })));
    }
    let unit =
        f.moment.edtf.as_deref().is_some_and(|e| !e.contains('/')) || matches!(f.moment.rule.as_str(), "relative-unit" | "nth" | "week-of");
    if unit && !has_clock(f) && !is_open(f) { (begin, None) } else { (begin, extent.end.map(end)) }
}

/// Duckling's hours of morning, afternoon, evening and night, each wider than the core.
fn wider(extent: Extent) -> Extent {
    let Extent { begin: Some(begin), end: Some(end) } = extent else { return extent };
    let hours = (begin.rem_euclid(DAY) / 3600, (end - begin) / 3600);
    let (before, after) = match hours {
        (8, 4) => (8, 0),
        (12, 4) => (0, 3),
        (16, 4) => (-2, 4),
        (20, 4) => (2, 0),
        _ => (0, 0),
    };
    Extent { begin: Some(begin - before * 3600), end: Some(end + after * 3600) }
}

fn recognizers_limits(f: &Found, now: &str) -> Limits {
    let extent = match common(f, now) {
        Ok(extent) => extent,
        Err(limits) => return limits,
    };
    let write = |second: i64| written(f, second);
    let begin = extent.begin.map(write);
    if is_open(f) {
        // The day itself, not the day after it, for "after" and "until" a day.
        let by = if f.moment.grain == Grain::Day && !has_clock(f) { DAY } else { 0 };
        let begin = if f.moment.role == TimeRole::After { extent.begin.map(|b| write(b - by)) } else { begin };
        let end = if f.moment.role == TimeRole::Before { extent.end } else { extent.end.map(|e| e - by) };
        return (begin, end.map(write));
    }
    if !has_clock(f) && f.moment.grain == Grain::Range && f.moment.rule == "range" {
        let last = f.moment.edtf.as_deref().and_then(|e| e.split('/').nth(1));
        // "until the end of June" is the whole of it.
        return if last.is_some_and(|l| l.ends_with('~')) { (begin, extent.end.map(write)) } else { (begin, last.and_then(first_day)) };
    }
    // The night ends with the day's last second.
    let midnight = has_clock(f) && extent.begin != extent.end && extent.end.is_some_and(|e| e.rem_euclid(DAY) == 0);
    let extent = if midnight { Extent { end: extent.end.map(|e| e - 1), ..extent } } else { extent };
    (begin, extent.end.map(write))
}

/// The first day of an EDTF year, quarter, month or day.
fn first_day(edtf: &str) -> Option<String> {
    let plain = edtf.trim_end_matches('~');
    match plain.len() {
        4 => Some(format!("{plain}-01-01")),
        7 => match plain.split_once('-')? {
            (year, "33") => Some(format!("{year}-01-01")),
            (year, "34") => Some(format!("{year}-04-01")),
            (year, "35") => Some(format!("{year}-07-01")),
            (year, "36") => Some(format!("{year}-10-01")),
            _ => Some(format!("{plain}-01")),
        },
        10 => Some(plain.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(id: &str, body: &str) -> (Value, Value) {
        let read = record(&json!({"id": id, "text": body, "anchor": "2024-08-15T00:00:00"}));
        let first = &read["expressions"][0];
        (first["begin"].clone(), first["end_date"].clone())
    }

    #[test]
    fn a_month_ends_as_its_source_writes_it() {
        assert_eq!(limits("rt-1", "in July 2024"), (json!("2024-07-01"), json!("2024-08-01")));
        assert_eq!(limits("duckling-1", "in July 2024"), (json!("2024-07-01"), Value::Null));
    }

    #[test]
    fn minutes_count_from_the_second_of_the_anchor() {
        let read = record(&json!({"id": "rt-1", "text": "in 5 minutes", "anchor": "2024-08-15T23:58:10"}));
        assert_eq!(read["expressions"][0]["begin"], json!("2024-08-16T00:03:10"));
    }

    #[test]
    fn a_part_of_the_day_has_the_hours_of_its_source() {
        let hours = |from: &str, to: &str| (json!(format!("2024-08-15T{from}")), json!(to));
        assert_eq!(limits("rt-1", "this afternoon"), hours("12:00:00", "2024-08-15T16:00:00"));
        assert_eq!(limits("duckling-1", "this afternoon"), hours("12:00:00", "2024-08-15T19:00:00"));
        assert_eq!(limits("rt-1", "tonight"), hours("20:00:00", "2024-08-15T23:59:59"));
    }

    #[test]
    fn a_range_of_quarters_ends_with_the_first_day_of_the_last() {
        assert_eq!(limits("rt-1", "from q1 of 2017 to q3 of 2018"), (json!("2017-01-01"), json!("2018-07-01")));
    }

    #[test]
    fn a_day_is_itself_in_both() {
        assert_eq!(limits("rt-1", "on 6 August 2024"), (json!("2024-08-06"), json!("2024-08-06")));
        assert_eq!(limits("duckling-1", "on 6 August 2024"), (json!("2024-08-06"), json!("2024-08-06")));
    }
}
