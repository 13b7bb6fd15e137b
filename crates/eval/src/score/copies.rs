//! Copies: which pairs of documents are one text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{prf, round4, share};
use crate::rows::text;

/// Pairs whose label is null are left out; a missing pair is read as "not a copy".
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let pair = |row: &Value| {
        let (a, b) = (text(row, "a").to_string(), text(row, "b").to_string());
        if a <= b { (a, b) } else { (b, a) }
    };
    let said: BTreeMap<(String, String), bool> = predicted.iter().map(|r| (pair(r), r["label"].as_i64().unwrap_or(0) != 0)).collect();
    let mut all = [0; 3];
    let mut kinds: BTreeMap<(String, bool), [usize; 2]> = BTreeMap::new();
    for row in gold {
        let Some(label) = row["label"].as_i64() else { continue };
        let (copy, ours) = (label != 0, said.get(&pair(row)).copied().unwrap_or(false));
        all[0] += usize::from(copy && ours);
        all[1] += usize::from(ours);
        all[2] += usize::from(copy);
        let kind = kinds.entry((text(row, "kind").to_string(), copy)).or_default();
        kind[0] += usize::from(ours);
        kind[1] += 1;
    }
    let of = |copy: bool| kinds.iter().filter(move |((_, c), _)| *c == copy).map(|((kind, _), counts)| (kind.clone(), *counts));
    let recall: serde_json::Map<String, Value> = of(true).map(|(kind, [yes, n])| (kind, json!(round4(share(yes, n))))).collect();
    let alarms: serde_json::Map<String, Value> = of(false).map(|(kind, [yes, n])| (kind, json!(format!("{yes}/{n}")))).collect();
    json!({"copies": prf(all[0], all[1], all[2]), "recall_by_kind": recall, "false_alarms": alarms})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_in_a_pair_does_not_matter_and_unscored_pairs_do_not_count() {
        let gold = [
            json!({"a": "x", "b": "y", "label": 1, "kind": "lex20"}),
            json!({"a": "x", "b": "z", "label": 0, "kind": "same-event"}),
            json!({"a": "x", "b": "w", "label": null, "kind": "natural overlap"}),
        ];
        let yes = |a: &str, b: &str| json!({"a": a, "b": b, "label": 1});
        let figures = score(&gold, &[yes("y", "x"), yes("x", "z"), yes("x", "w")]);
        assert_eq!((&figures["copies"]["r"], &figures["copies"]["p"]), (&json!(1.0), &json!(0.5)));
        assert_eq!(figures["false_alarms"]["same-event"], "1/1");
    }
}
