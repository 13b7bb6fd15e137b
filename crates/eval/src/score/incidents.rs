//! Incidents: B-cubed over documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{by_id, f1, round4};
use crate::rows::text;

/// B-cubed precision, recall and F1; a document without a predicted incident is a cluster of its own.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let theirs: Vec<String> = gold.iter().map(|r| r["incident"].to_string()).collect();
    let ours: Vec<String> = gold
        .iter()
        .map(|r| {
            let own = predicted.get(text(r, "id")).map(|p| &p["incident"]).filter(|i| !i.is_null());
            own.map_or_else(|| format!("alone {}", text(r, "id")), |i| format!("said {i}"))
        })
        .collect();
    let (in_gold, in_ours) = (sizes(theirs.iter().collect()), sizes(ours.iter().collect()));
    let both = sizes(theirs.iter().zip(&ours).collect());
    let n = gold.len().max(1) as f64;
    let (mut p, mut r) = (0.0, 0.0);
    for pair in theirs.iter().zip(&ours) {
        let shared = both[&pair] as f64;
        p += shared / in_ours[&pair.1] as f64;
        r += shared / in_gold[&pair.0] as f64;
    }
    let (p, r) = (p / n, r / n);
    let distinct = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len();
    json!({"b3": {"p": round4(p), "r": round4(r), "f1": round4(f1(p, r))}, "gold_incidents": distinct(&theirs),
           "predicted_incidents": distinct(&ours), "documents": gold.len()})
}

fn sizes<T: Ord>(items: Vec<T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cluster_for_all_has_full_recall_and_half_precision() {
        let gold: Vec<Value> = (0..4).map(|i| json!({"id": i.to_string(), "incident": i / 2})).collect();
        let all: Vec<Value> = (0..4).map(|i| json!({"id": i.to_string(), "incident": 0})).collect();
        assert_eq!(score(&gold, &all)["b3"], json!({"p": 0.5, "r": 1.0, "f1": 0.6667}));
        assert_eq!(score(&gold, &[])["b3"]["p"], 1.0);
        assert_eq!(score(&gold, &[])["predicted_incidents"], 4);
    }
}
