//! Scores derivation by class, as METER does: the mean of the three classes' F1.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::rows::text;
use crate::score::prf;

/// The classes, most taken first.
const CLASSES: [&str; 3] = ["wholly", "partly", "not"];

/// Figures for each class; a text without an answer is a miss of its class.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let said: BTreeMap<&str, &str> = predicted.iter().map(|p| (text(p, "id"), text(p, "label"))).collect();
    let pairs: Vec<(&str, &str)> = gold
        .iter()
        .filter(|g| text(g, "role") == "text")
        .map(|g| (text(g, "label"), said.get(text(g, "id")).copied().unwrap_or("missing")))
        .collect();
    let mut figures = json!({"texts": pairs.len(), "right": pairs.iter().filter(|(gold, ours)| gold == ours).count()});
    let mut sum = 0.0;
    for class in CLASSES {
        let count = |of: &dyn Fn(&(&str, &str)) -> bool| pairs.iter().filter(|p| of(p)).count();
        let (both, ours, theirs) = (count(&|p| p.0 == class && p.1 == class), count(&|p| p.1 == class), count(&|p| p.0 == class));
        figures[class] = prf(both, ours, theirs);
        sum += if ours + theirs > 0 { 2.0 * both as f64 / (ours + theirs) as f64 } else { 0.0 };
    }
    figures["macro_f1"] = json!((sum / CLASSES.len() as f64 * 1000.0).round() / 1000.0);
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_answer_is_a_miss_and_classes_weigh_alike() {
        let gold: Vec<Value> = ["wholly", "partly", "not", "not"]
            .iter()
            .enumerate()
            .map(|(i, label)| json!({"id": format!("t-{i}"), "role": "text", "label": label}))
            .collect();
        let all: Vec<Value> = gold.iter().map(|g| json!({"id": g["id"], "label": g["label"]})).collect();
        assert_eq!(score(&gold, &all)["macro_f1"], json!(1.0));
        let fewer = score(&gold, &all[..3]);
        assert_eq!((&fewer["right"], &fewer["not"]["r"]), (&json!(3), &json!(0.5)));
        assert_eq!(fewer["macro_f1"], json!(0.889));
    }
}
