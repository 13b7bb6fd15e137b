//! Romanisations: whether a spelling that the index lacks leads to its place.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{by_id, round4, share};
use crate::rows::{list, text};

/// A place this close is the same one by another source's record, kilometres.
const SAME_KM: f64 = 5.0;

/// Names, those whose place is listed, those answered, those answered rightly.
#[derive(Default)]
struct Counts {
    all: usize,
    listed: usize,
    answered: usize,
    right: usize,
}

/// `recall`: the share of names for which a search lists the place; `precision`: of those that are answered beside their neighbours, the
/// share answered with it; `right`: of all. For each group (script) and together.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in gold {
        let own = predicted.get(text(row, "id"));
        let is_listed = own.is_some_and(|own| list(own, "listed").iter().any(|place| is_same(place, row)));
        let answer = own.map(|own| &own["answer"]).filter(|answer| !answer.is_null());
        for group in ["all", text(row, "group")] {
            let counts = groups.entry(group).or_default();
            counts.all += 1;
            counts.listed += usize::from(is_listed);
            counts.answered += usize::from(answer.is_some());
            counts.right += usize::from(answer.is_some_and(|answer| is_same(answer, row)));
        }
    }
    let figures = groups.into_iter().map(|(group, c)| {
        let figures = json!({
            "n": c.all,
            "recall": round4(share(c.listed, c.all)),
            "precision": round4(share(c.right, c.answered)),
            "right": round4(share(c.right, c.all)),
        });
        (group.to_string(), figures)
    });
    Value::Object(figures.collect())
}

fn is_same(place: &Value, gold: &Value) -> bool {
    let point = |v: &Value| Some((v["lat"].as_f64()?, v["lon"].as_f64()?));
    let apart = point(place).zip(point(gold)).map(|(one, other)| tacitus_gazetteer::distance_km(one, other));
    place["id"] == gold["id"] || apart.is_some_and(|km| km <= SAME_KM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listing_counts_for_recall_and_only_answers_for_precision() {
        let gold = [json!({"id": "a", "group": "x", "lat": 50.0, "lon": 30.0}), json!({"id": "b", "group": "y", "lat": 10.0, "lon": 3.0})];
        let near = json!({"id": "c", "lat": 50.01, "lon": 30.0});
        let predicted = [json!({"id": "a", "listed": [near], "answer": near}), json!({"id": "b", "listed": [], "answer": null})];
        let figures = score(&gold, &predicted);
        assert_eq!(figures["all"], json!({"n": 2, "recall": 0.5, "precision": 1.0, "right": 0.5}));
        assert_eq!(figures["y"]["recall"], 0.0);
    }
}
