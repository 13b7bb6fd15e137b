//! Days of publication: the same day or not, and how well confidence ranks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{by_id, f1, round4, share};
use crate::rows::{list, text};

/// Share of all pages, in percent, whose surest answers are looked at for the precision at a coverage.
const COVERAGES: [usize; 3] = [80, 90, 95];

/// Precision, recall, accuracy and F1 as htmldate counts them: a wrong day is a false positive only, no answer where there is a day a
/// false negative, no answer where there is none right. `precision_at` takes the surest answers up to that share of all pages; where
/// several are equally sure, they count by their mean. It is null where there are fewer answers.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let (mut right, mut wrong, mut missed, mut rightly_none, mut among) = (0, 0, 0, 0, 0);
    let mut answers: Vec<(u64, bool)> = Vec::new();
    let mut by_evidence: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for row in gold {
        let own = predicted.get(text(row, "id")).copied().unwrap_or(&Value::Null);
        let is_right = own["date"] == row["date"];
        match (row["date"].is_null(), own["date"].is_null()) {
            (true, true) => rightly_none += 1,
            (false, true) => missed += 1,
            _ if is_right => right += 1,
            _ => wrong += 1,
        }
        among += usize::from(!row["date"].is_null() && list(own, "candidates").iter().any(|c| c["date"] == row["date"]));
        if !own["date"].is_null() {
            answers.push((own["confidence"].as_u64().unwrap_or(0), is_right));
            let counts = by_evidence.entry(text(own, "evidence")).or_default();
            counts[0] += usize::from(is_right);
            counts[1] += 1;
        }
    }
    answers.sort_by_key(|(confidence, _)| std::cmp::Reverse(*confidence));
    let at: serde_json::Map<String, Value> =
        COVERAGES.iter().map(|&c| (c.to_string(), json!(precision_at(&answers, (gold.len() * c + 50) / 100).map(round4)))).collect();
    let (p, r) = (share(right, right + wrong), share(right, right + missed));
    let evidence: serde_json::Map<String, Value> =
        by_evidence.into_iter().map(|(name, [right, all])| (name.to_string(), json!({"p": round4(share(right, all)), "n": all}))).collect();
    json!({
        "p": round4(p), "r": round4(r), "f1": round4(f1(p, r)), "accuracy": round4(share(right + rightly_none, gold.len())),
        "tp": right, "fp": wrong, "fn": missed, "tn": rightly_none, "n": gold.len(),
        "precision_at": at, "among_candidates": round4(share(among, gold.iter().filter(|g| !g["date"].is_null()).count())),
        "by_evidence": evidence,
    })
}

/// Precision of the `wanted` surest of the answers, which are sorted.
fn precision_at(answers: &[(u64, bool)], wanted: usize) -> Option<f64> {
    let last = answers.get(wanted.checked_sub(1)?)?.0;
    let count = |keep: fn(u64, u64) -> bool| {
        let kept: Vec<bool> = answers.iter().filter(|(c, _)| keep(*c, last)).map(|(_, right)| *right).collect();
        (kept.iter().filter(|r| **r).count() as f64, kept.len())
    };
    let ((sure_right, sure), (tied_right, tied)) = (count(|c, last| c > last), count(|c, last| c == last));
    Some((sure_right + tied_right * (wanted - sure) as f64 / tied as f64) / wanted as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_missing_and_rightly_empty_answers_are_told_apart() {
        let gold: Vec<Value> = [json!("2024-08-17"), json!("2024-08-17"), json!("2024-08-17"), Value::Null]
            .into_iter()
            .enumerate()
            .map(|(n, date)| json!({"id": n.to_string(), "date": date}))
            .collect();
        let answer = |id: &str, date: Value, confidence: u64| json!({"id": id, "date": date, "confidence": confidence, "evidence": "meta"});
        let predicted = [answer("0", json!("2024-08-17"), 90), answer("1", json!("2024-08-18"), 60), answer("2", Value::Null, 0)];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["p"], &figures["r"], &figures["accuracy"]), (&json!(0.5), &json!(0.5), &json!(0.5)));
        assert_eq!((&figures["fp"], &figures["fn"], &figures["tn"]), (&json!(1), &json!(1), &json!(1)));
    }

    #[test]
    fn answers_equally_sure_count_by_their_mean() {
        assert_eq!(precision_at(&[(90, true), (80, true), (80, false), (70, false)], 2), Some(0.75));
        assert_eq!(precision_at(&[(90, true)], 2), None);
    }
}
