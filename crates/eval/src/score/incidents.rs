//! Incidents: B-cubed over documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{by_id, f1, round4};
use crate::rows::text;

/// B-cubed precision, recall and F1; a document without a predicted incident is a cluster of its own. Where the predictions have
/// `claims_incident` (documents joined by incidents of claims), that is measured beside it.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let theirs: Vec<String> = gold.iter().map(|r| r["incident"].to_string()).collect();
    let said = |field: &str| -> Vec<String> {
        let of = |r: &Value| {
            let own = predicted.get(text(r, "id")).map(|p| &p[field]).filter(|i| !i.is_null());
            own.map_or_else(|| format!("alone {}", text(r, "id")), |i| format!("said {i}"))
        };
        gold.iter().map(of).collect()
    };
    let ours = said("incident");
    let distinct = |names: &[String]| names.iter().collect::<BTreeSet<_>>().len();
    let mut figures = json!({"b3": b_cubed(&theirs, &ours), "gold_incidents": distinct(&theirs), "predicted_incidents": distinct(&ours),
           "documents": gold.len()});
    if predicted.values().any(|p| !p["claims_incident"].is_null()) {
        figures["by_claims"] = json!({"b3": b_cubed(&theirs, &said("claims_incident"))});
    }
    figures
}

fn b_cubed(theirs: &[String], ours: &[String]) -> Value {
    let (in_gold, in_ours) = (sizes(theirs.iter().collect()), sizes(ours.iter().collect()));
    let both = sizes(theirs.iter().zip(ours).collect());
    let n = theirs.len().max(1) as f64;
    let (mut p, mut r) = (0.0, 0.0);
    for pair in theirs.iter().zip(ours) {
        let shared = both[&pair] as f64;
        p += shared / in_ours[&pair.1] as f64;
        r += shared / in_gold[&pair.0] as f64;
    }
    let (p, r) = (p / n, r / n);
    json!({"p": round4(p), "r": round4(r), "f1": round4(f1(p, r))})
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
        let both: Vec<Value> = gold.iter().map(|g| json!({"id": g["id"], "incident": g["incident"], "claims_incident": g["id"]})).collect();
        assert_eq!(score(&gold, &both)["by_claims"]["b3"], json!({"p": 1.0, "r": 0.5, "f1": 0.6667}));
    }
}
