//! False events: the share of sentences without an event for which one is told as done.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{by_id, round4, share};
use crate::rows::{list, text};

/// Share of sentences with at least one event, in all and by the kind of the sentence.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in gold {
        let told = predicted.get(text(row, "id")).is_some_and(|r| !list(r, "events").is_empty());
        let kind = kinds.entry(text(row, "kind")).or_default();
        kind.0 += usize::from(told);
        kind.1 += 1;
    }
    let (false_events, all) = kinds.values().fold((0, 0), |sum, k| (sum.0 + k.0, sum.1 + k.1));
    let of_kind = |k: &(usize, usize)| json!({"false": k.0, "n": k.1});
    let by_kind: BTreeMap<&str, Value> = kinds.iter().map(|(name, k)| (*name, of_kind(k))).collect();
    let rate = share(false_events, all);
    json!({"false_rate": round4(rate), "clean": round4(1.0 - rate), "false": false_events, "n": all, "kinds": by_kind})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_counts_once_however_many_events_it_is_given() {
        let gold = [json!({"id": "1", "kind": "forecast"}), json!({"id": "2", "kind": "figurative"})];
        let told = [json!({"id": "1", "events": [{}, {}]}), json!({"id": "2", "events": []})];
        let figures = score(&gold, &told);
        assert_eq!((&figures["false"], &figures["false_rate"]), (&json!(1), &json!(0.5)));
        assert_eq!(figures["kinds"]["forecast"], json!({"false": 1, "n": 1}));
    }
}
