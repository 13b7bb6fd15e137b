//! How many corrupted facts a suspicion falls on, and how often a sound page is suspected.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{by_id, round4, share};
use crate::rows::{integer, list, text};

/// A corruption is found when a suspicion's words overlap its words. An alarm is a suspicion on a page without corruption; on a garbled
/// page it is one that falls neither on corrupted words nor on those that contradict them.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut kinds: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let (mut clean, mut clean_alarms, mut most, mut beside, mut suspicions) = (0, 0, 0, 0, 0);
    for row in gold {
        let ours = predicted.get(text(row, "id")).map_or(&[][..], |r| list(r, "suspicions"));
        let marks = list(row, "corrupted");
        suspicions += ours.len();
        if marks.is_empty() {
            clean += 1;
            clean_alarms += ours.len();
            most = most.max(ours.len());
            continue;
        }
        let over = |a: &Value, b: &Value| integer(a, "start") < integer(b, "end") && integer(b, "start") < integer(a, "end");
        for mark in marks {
            let kind = kinds.entry(text(mark, "kind")).or_default();
            kind[0] += 1;
            kind[1] += usize::from(ours.iter().any(|o| over(o, mark)));
        }
        beside += ours.iter().filter(|o| !marks.iter().any(|m| over(o, m) || over(o, &m["against"]))).count();
    }
    let (all, found) = kinds.values().fold((0, 0), |sum, k| (sum.0 + k[0], sum.1 + k[1]));
    let by_kind: BTreeMap<&str, Value> = kinds.iter().map(|(kind, [n, found])| (*kind, json!({"n": n, "found": found}))).collect();
    json!({
        "found": found, "n": all, "found_share": round4(share(found, all)), "kinds": by_kind, "suspicions": suspicions,
        "clean": {"pages": clean, "alarms": clean_alarms, "most_on_a_page": most}, "beside_on_garbled": beside,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspicion_counts_by_overlap_and_a_sound_page_has_none() {
        let gold = [
            json!({"id": "g", "corrupted": [
                {"start": 10, "end": 20, "kind": "number", "against": {"start": 50, "end": 60}},
                {"start": 30, "end": 35, "kind": "sides", "against": null}]}),
            json!({"id": "c", "corrupted": []}),
        ];
        let suspicion = |start: usize, end: usize| json!({"start": start, "end": end});
        let ours = [
            json!({"id": "g", "suspicions": [suspicion(15, 25), suspicion(55, 58), suspicion(80, 90)]}),
            json!({"id": "c", "suspicions": [suspicion(0, 4)]}),
        ];
        let figures = score(&gold, &ours);
        assert_eq!((&figures["found"], &figures["n"]), (&json!(1), &json!(2)));
        assert_eq!(figures["kinds"]["sides"], json!({"n": 1, "found": 0}));
        assert_eq!(figures["clean"], json!({"pages": 1, "alarms": 1, "most_on_a_page": 1}));
        assert_eq!(figures["beside_on_garbled"], json!(1));
    }
}
