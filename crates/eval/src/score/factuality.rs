//! Factuality: distance and correlation of values from -3 (certainly did not happen) to 3 (certainly did).

use serde_json::{Value, json};

use super::{by_id, pearson, round4};
use crate::rows::text;

/// Mean absolute error and Pearson's r; a missing value counts as 0 (unknown).
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let value = |row: &Value| row["value"].as_f64();
    let theirs: Vec<f64> = gold.iter().map(|r| value(r).unwrap_or(0.0)).collect();
    let ours: Vec<Option<f64>> = gold.iter().map(|r| predicted.get(text(r, "id")).and_then(|p| value(p))).collect();
    let missing = ours.iter().filter(|v| v.is_none()).count();
    let ours: Vec<f64> = ours.into_iter().map(|v| v.unwrap_or(0.0)).collect();
    let error: f64 = theirs.iter().zip(&ours).map(|(a, b)| (a - b).abs()).sum();
    json!({"mae": round4(error / gold.len().max(1) as f64), "r": pearson(&theirs, &ours), "n": gold.len(), "missing": missing})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_counts_as_unknown() {
        let gold = [json!({"id": "1", "value": 3.0}), json!({"id": "2", "value": -1.0})];
        let figures = score(&gold, &[json!({"id": "1", "value": 2.0})]);
        assert_eq!((&figures["mae"], &figures["missing"]), (&json!(1.0), &json!(1)));
        assert_eq!(figures["r"], 1.0);
    }
}
