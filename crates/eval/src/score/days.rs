//! Days of expressions of time: how far the days that the engine allows and those that are meant are the same.

use serde_json::{Value, json};
use tacitus_record::Day;

use super::{by_id, round4, share};
use crate::rows::{integer, list, text};

/// Days from the anchor at which an open side is cut, so that "until Friday" and "on Friday" have little in common.
const OPEN: i32 = 1000;

/// Mean intersection over union of the days (0 where nothing is found), the share that is the same to the day, the share found; of
/// sentences without an expression (`expression` null) those in which one is found all the same.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let found_in = |row: &Value| predicted.get(text(row, "id")).map(|r| list(r, "expressions").to_vec()).unwrap_or_default();
    let (meant, traps): (Vec<&Value>, Vec<&Value>) = gold.iter().partition(|row| !row["expression"].is_null());
    let (mut overlap, mut same, mut found) = (0.0, 0, 0);
    for row in &meant {
        let wanted = days(row, anchor(row));
        let answer = found_in(row).into_iter().max_by_key(|e| shared_letters(e, &row["expression"]));
        let Some(answer) = answer.filter(|e| shared_letters(e, &row["expression"]) > 0) else { continue };
        found += 1;
        let given = days(&answer, anchor(row));
        overlap += in_common(given, wanted);
        same += usize::from(given == wanted);
    }
    let false_dates = traps.iter().filter(|row| !found_in(row).is_empty()).count();
    json!({
        "iou": round4(if meant.is_empty() { 0.0 } else { overlap / meant.len() as f64 }),
        "same": round4(share(same, meant.len())),
        "found": round4(share(found, meant.len())),
        "n": meant.len(),
        "traps": {"false": false_dates, "clean": round4(share(traps.len() - false_dates, traps.len())), "n": traps.len()},
    })
}

fn anchor(row: &Value) -> i32 {
    text(row, "anchor").parse::<Day>().map_or(0, |d| d.number())
}

/// First and last day, open sides cut.
fn days(row: &Value, anchor: i32) -> (i32, i32) {
    let day = |key: &str| text(row, key).parse::<Day>().ok().map(|d| d.number());
    (day("begin").unwrap_or(anchor - OPEN), day("end_date").unwrap_or(anchor + OPEN))
}

/// Intersection over union of two stretches of days.
fn in_common(a: (i32, i32), b: (i32, i32)) -> f64 {
    let both = (a.1.min(b.1) - a.0.max(b.0) + 1).max(0);
    let all = (a.1 - a.0 + 1) + (b.1 - b.0 + 1) - both;
    if all > 0 { f64::from(both) / f64::from(all) } else { 0.0 }
}

fn shared_letters(a: &Value, b: &Value) -> usize {
    let (from, to) = (integer(a, "start").max(integer(b, "start")), integer(a, "end").min(integer(b, "end")));
    to.saturating_sub(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_by_what_they_share_and_a_sentence_without_time_by_silence() {
        let meant = |id: &str, begin: &str, end: &str| json!({"id": id, "anchor": "2024-03-14", "expression": {"start": 0, "end": 4}, "begin": begin, "end_date": end});
        let gold = [
            meant("same", "2024-03-01", "2024-03-10"),
            meant("half", "2024-03-01", "2024-03-10"),
            meant("missed", "2024-03-01", "2024-03-10"),
            json!({"id": "trap", "anchor": "2024-03-14", "expression": null}),
        ];
        let found = |begin: &str, end: &str| json!([{"start": 0, "end": 4, "begin": begin, "end_date": end}]);
        let predicted = [
            json!({"id": "same", "expressions": found("2024-03-01", "2024-03-10")}),
            json!({"id": "half", "expressions": found("2024-03-06", "2024-03-10")}),
            json!({"id": "missed", "expressions": []}),
            json!({"id": "trap", "expressions": found("2024-05-01", "2024-05-31")}),
        ];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["iou"], &figures["same"], &figures["found"]), (&json!(0.5), &json!(0.3333), &json!(0.6667)));
        assert_eq!(figures["traps"], json!({"false": 1, "clean": 0.0, "n": 1}));
    }

    #[test]
    fn an_open_side_is_not_a_day() {
        let row = |begin: Value| json!({"anchor": "2024-03-14", "begin": begin, "end_date": "2024-03-10"});
        let [until, on] = [row(Value::Null), row(json!("2024-03-10"))].map(|r| days(&r, anchor(&r)));
        assert!(in_common(until, on) < 0.01);
        assert_eq!(in_common(until, until), 1.0);
    }
}
