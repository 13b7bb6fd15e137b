//! Dates: spans, kinds and values of expressions of time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, by_id, f1, overlap, prf, range, round4, share};
use crate::rows::{list, text};

/// begin, end and value as written, `T` between day and time.
type Reading = [Option<String>; 3];

#[derive(Default)]
struct Counts {
    strict: [usize; 3],
    gold: usize,
    predicted: usize,
    gold_found: usize,
    predicted_right: usize,
    kind: usize,
    value: usize,
    timex: usize,
    by_kind: BTreeMap<String, [usize; 2]>,
}

/// Strict and relaxed (overlap) span F1; predictions that overlap an `ignore` expression and no gold one are dropped. Kind and value
/// accuracy over all gold expressions, a missed one is an error. A value is right when begin, end and value equal one gold reading.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let mut c = Counts::default();
    for row in gold {
        let g = list(row, "expressions");
        let ignored: Vec<Range> = list(row, "ignore").iter().map(range).collect();
        let demanded = |q: &&Value| {
            let q = range(q);
            g.iter().any(|x| overlap(q, range(x))) || !ignored.iter().any(|&x| overlap(q, x))
        };
        let p: Vec<&Value> = predicted.get(text(row, "id")).map_or(&[][..], |r| list(r, "expressions")).iter().filter(demanded).collect();
        spans(&mut c, g, &p);
        g.iter().for_each(|x| values(&mut c, x, &p));
    }
    let (p, r) = (share(c.predicted_right, c.predicted), share(c.gold_found, c.gold));
    let part = |n: usize| round4(n as f64 / c.gold.max(1) as f64);
    let by_kind: serde_json::Map<String, Value> =
        c.by_kind.iter().map(|(kind, [right, all])| (kind.clone(), json!(round4(share(*right, *all))))).collect();
    json!({
        "span_strict": prf(c.strict[0], c.strict[1], c.strict[2]),
        "span_relaxed": {"p": round4(p), "r": round4(r), "f1": round4(f1(p, r))},
        "kind_acc": part(c.kind), "value_acc": part(c.value), "timex_acc": part(c.timex), "n": c.gold,
        "value_acc_by_kind": by_kind,
    })
}

fn spans(c: &mut Counts, gold: &[Value], predicted: &[&Value]) {
    let g: BTreeSet<Range> = gold.iter().map(range).collect();
    let p: BTreeSet<Range> = predicted.iter().map(|q| range(q)).collect();
    c.strict[0] += g.intersection(&p).count();
    c.strict[1] += p.len();
    c.strict[2] += g.len();
    c.gold += gold.len();
    c.predicted += predicted.len();
    c.gold_found += gold.iter().filter(|x| p.iter().any(|&q| overlap(range(x), q))).count();
    c.predicted_right += predicted.iter().filter(|q| g.iter().any(|&x| overlap(x, range(q)))).count();
}

fn values(c: &mut Counts, gold: &Value, predicted: &[&Value]) {
    let kind = text(gold, "kind").to_string();
    let span = range(gold);
    let shared = |q: &Value| range(q).1.min(span.1) as isize - range(q).0.max(span.0) as isize;
    let mut near: Vec<&Value> = predicted.iter().copied().filter(|q| overlap(span, range(q))).collect();
    near.sort_by_key(|q| -shared(q));
    let entry = c.by_kind.entry(kind.clone()).or_default();
    entry[1] += 1;
    // Several analyses may share a span: the one of the same kind counts where there is one.
    let same = near.iter().find(|q| range(q) == span && text(q, "kind") == kind);
    let Some(own) = same.or(near.first()) else { return };
    c.kind += usize::from(text(own, "kind") == kind);
    let right = !readings(gold).is_disjoint(&readings(own));
    c.value += usize::from(right);
    entry[0] += usize::from(right);
    c.timex += usize::from(!gold["timex"].is_null() && own["timex"] == gold["timex"]);
}

fn readings(x: &Value) -> BTreeSet<Reading> {
    let one = |v: &Value| ["begin", "end_date", "value"].map(|k| written(&v[k]));
    match list(x, "readings") {
        [] => BTreeSet::from([one(x)]),
        several => several.iter().map(one).collect(),
    }
}

fn written(v: &Value) -> Option<String> {
    match v {
        Value::Null => None,
        Value::String(s) => Some(s.replace(' ', "T")),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_span_with_the_right_day_has_the_value_but_not_the_span() {
        let reading = |day: &str| json!({"begin": day, "end_date": day});
        let gold = [json!({"id": "1", "text": "on Tuesday", "expressions": [{"start": 3, "end": 10, "kind": "date",
            "readings": [reading("2024-08-13"), reading("2024-08-20")]}]})];
        let predicted =
            [json!({"id": "1", "expressions": [{"start": 0, "end": 10, "kind": "date", "begin": "2024-08-13", "end_date": "2024-08-13"}]})];
        let figures = score(&gold, &predicted);
        assert_eq!(
            (&figures["value_acc"], &figures["span_strict"]["f1"], &figures["span_relaxed"]["f1"]),
            (&json!(1.0), &json!(0.0), &json!(1.0))
        );
    }

    #[test]
    fn what_is_to_be_ignored_costs_nothing() {
        let gold = [json!({"id": "1", "expressions": [], "ignore": [{"start": 0, "end": 5}]})];
        let predicted = |start: usize| [json!({"id": "1", "expressions": [{"start": start, "end": start + 2, "kind": "date"}]})];
        assert_eq!(score(&gold, &predicted(1))["span_strict"]["f1"], 1.0);
        assert_eq!(score(&gold, &predicted(7))["span_strict"]["f1"], 0.0);
    }
}
