//! Reads gold of the `dates` task (JSON lines) on standard input and prints predictions in the same format.
//!
//! The two sources write the end of a range differently, and neither as EDTF does: Recognizers gives a calendar unit the
//! day after its last, but "from A to B" the first day of B; duckling gives a unit no end at all and every other range the
//! day after its last. Only this translation knows of it. Duckling's expressions are requests, so its tense is future.

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use tacitus_calendar::{ExpressionKind, Found, Tense, find};
use tacitus_record::{Day, Grain, TimeRole};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(record) = serde_json::from_str::<Value>(&line?) else { continue };
        let text = record["text"].as_str().unwrap_or("");
        let anchor = record["anchor"].as_str().and_then(|a| a.get(..10)).and_then(|a| a.parse::<Day>().ok());
        let duckling = record["id"].as_str().is_some_and(|id| id.starts_with("duckling"));
        let tense = if duckling { Tense::Future } else { Tense::Unknown };
        let found = find(text, anchor, &|_| tense);
        let points: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let point = |byte: usize| points.partition_point(|&p| p < byte);
        let now = record["anchor"].as_str().unwrap_or("").to_string();
        let expressions: Vec<Value> = found
            .iter()
            .map(|f| {
                let (begin, end) = limits(f, duckling, &now);
                json!({"start": point(f.start), "end": point(f.end), "text": f.moment.text, "kind": f.kind.as_str(), "begin": begin,
                       "end_date": end, "value": f.seconds, "timex": f.period, "edtf": f.moment.edtf, "rule": f.moment.rule})
            })
            .collect();
        writeln!(out, "{}", json!({"id": record["id"], "expressions": expressions}))?;
    }
    Ok(())
}

fn limits(f: &Found, duckling: bool, now: &str) -> (Option<String>, Option<String>) {
    // The gold's anchor has a time of day, and "now" is that second.
    if f.kind == ExpressionKind::DateTime && f.moment.rule == "vague" {
        return (Some(now.to_string()), Some(now.to_string()));
    }
    let Some(extent) = f.extent else { return (None, None) };
    let clock = matches!(f.kind, ExpressionKind::DateTime | ExpressionKind::DateTimeRange);
    let day = |second: i64| Day::from_number(second.div_euclid(86_400) as i32).to_string();
    let write = |second: i64| {
        let s = second.rem_euclid(86_400);
        if clock { format!("{}T{:02}:{:02}:{:02}", day(second), s / 3600, s / 60 % 60, s % 60) } else { day(second) }
    };
    let begin = extent.begin.map(write);
    if duckling && f.moment.rule == "clock-range" {
        // Duckling's end is the end of the last unit named: the hour of "3-4 pm", the minute of "3:30-6 pm".
        let minutes = f.moment.text.contains(':') || extent.begin.zip(extent.end).is_some_and(|(b, e)| b % 3600 + e % 3600 > 0);
        return (begin, extent.end.map(|e| write(e + if minutes { 60 } else { 3600 })));
    }
    let open = matches!(f.moment.role, TimeRole::Since | TimeRole::Until | TimeRole::By | TimeRole::Before | TimeRole::After);
    if open {
        // "after the 5th": both sources give the 5th itself, but for a unit the day after it.
        // Recognizers gives the day itself, not the day after, for "after" and "until" a day.
        let by = if !duckling && f.moment.grain == Grain::Day && !clock { 86_400 } else { 0 };
        let begin = if f.moment.role == TimeRole::After { extent.begin.map(|b| write(b - by)) } else { begin };
        let end = if f.moment.role == TimeRole::Before { extent.end } else { extent.end.map(|e| e - by) };
        return (begin, end.map(write));
    }
    if f.kind == ExpressionKind::Date {
        return (begin.clone(), begin);
    }
    if !clock && f.moment.grain == Grain::Range && f.moment.rule == "range" {
        let last = f.moment.edtf.as_deref().and_then(|e| e.split('/').nth(1)).map(|e| e.trim_end_matches('~').to_string());
        let padded = last.and_then(|l| match l.len() {
            4 => Some(format!("{l}-01-01")),
            7 => Some(format!("{l}-01")),
            10 => Some(l),
            _ => None,
        });
        return if duckling { (begin, extent.end.map(write)) } else { (begin, padded) };
    }
    let unit = !clock && f.moment.edtf.as_deref().is_some_and(|e| !e.contains('/'))
        || matches!(f.moment.rule.as_str(), "relative-unit" | "nth" | "week-of");
    if duckling && unit && !clock { (begin, None) } else { (begin, extent.end.map(write)) }
}
