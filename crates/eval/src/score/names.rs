//! Names: exact span and label.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, by_id, prf, range};
use crate::rows::{list, text};

type Counts = [usize; 3];

/// Micro figures over spans with labels, over spans alone, and for each label.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let spans = |row: &Value| -> BTreeSet<(Range, String)> {
        list(row, "spans").iter().map(|s| (range(s), text(s, "label").to_string())).collect()
    };
    let known: BTreeSet<String> = gold.iter().flat_map(&spans).map(|(_, label)| label).collect();
    let mut by_label: BTreeMap<&String, Counts> = known.iter().map(|l| (l, [0; 3])).collect();
    let (mut all, mut bare) = ([0; 3], [0; 3]);
    for row in gold {
        let g = spans(row);
        let p = predicted.get(text(row, "id")).map(|r| spans(r)).unwrap_or_default();
        add(&mut all, &g, &p);
        let unlabelled = |set: &BTreeSet<(Range, String)>| set.iter().map(|(r, _)| *r).collect::<BTreeSet<Range>>();
        add(&mut bare, &unlabelled(&g), &unlabelled(&p));
        for (label, counts) in &mut by_label {
            let own = |set: &BTreeSet<(Range, String)>| set.iter().filter(|(_, l)| l == *label).cloned().collect::<BTreeSet<_>>();
            add(counts, &own(&g), &own(&p));
        }
    }
    let figures = |c: Counts| prf(c[0], c[1], c[2]);
    let by_label: serde_json::Map<String, Value> = by_label.into_iter().map(|(l, c)| (l.clone(), figures(c))).collect();
    json!({"micro": figures(all), "span_only": figures(bare), "by_label": by_label})
}

fn add<T: Ord>(counts: &mut Counts, gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
    counts[0] += gold.intersection(predicted).count();
    counts[1] += predicted.len();
    counts[2] += gold.len();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_span_costs_precision_and_recall() {
        let gold = [json!({"id": "1", "spans": [{"start": 0, "end": 3, "label": "PER"}, {"start": 15, "end": 19, "label": "LOC"}]})];
        let predicted = [json!({"id": "1", "spans": [{"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 11, "label": "PER"}]})];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["micro"]["p"], &figures["micro"]["r"]), (&json!(0.5), &json!(0.5)));
        assert_eq!(figures["by_label"]["LOC"]["r"], 0.0);
    }
}
