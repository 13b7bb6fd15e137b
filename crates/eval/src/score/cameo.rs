//! CAMEO triples: exact source, target and code.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{by_id, prf};
use crate::rows::{list, text};

/// Sets of triples per record, micro. `exact_nonull` drops predictions with an empty actor first.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let triples = |row: &Value| -> BTreeSet<[String; 3]> {
        list(row, "events").iter().map(|e| ["source", "target", "cameo"].map(|k| text(e, k).to_string())).collect()
    };
    let empty = |actor: &String| actor.trim_matches('-').is_empty();
    let (mut exact, mut named, mut code, mut root) = ([0; 3], [0; 3], [0; 3], [0; 3]);
    let (mut records, mut right) = (0, 0);
    for row in gold.iter().filter(|row| !refused(row)) {
        let g = triples(row);
        let own = predicted.get(text(row, "id"));
        let p = own.map(|r| triples(r)).unwrap_or_default();
        records += 1;
        right += usize::from(own.is_some() && g == p);
        count(&mut exact, &g, &p);
        count(&mut named, &g, &p.iter().filter(|t| !empty(&t[0]) && !empty(&t[1])).cloned().collect());
        let codes = |set: &BTreeSet<[String; 3]>| set.iter().map(|t| t[2].clone()).collect::<BTreeSet<_>>();
        count(&mut code, &codes(&g), &codes(&p));
        let roots = |set: &BTreeSet<[String; 3]>| set.iter().map(|t| t[2].chars().take(2).collect::<String>()).collect::<BTreeSet<_>>();
        count(&mut root, &roots(&g), &roots(&p));
    }
    let figures = |c: [usize; 3]| prf(c[0], c[1], c[2]);
    json!({"exact": figures(exact), "exact_nonull": figures(named), "code": figures(code), "root_code": figures(root),
           "records_right": right, "records": records})
}

/// Records that the set itself takes out of the count.
fn refused(row: &Value) -> bool {
    match &row["evaluate"] {
        Value::Bool(b) => !b,
        Value::String(s) => s.eq_ignore_ascii_case("false"),
        _ => false,
    }
}

fn count<T: Ord>(c: &mut [usize; 3], gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
    c[0] += gold.intersection(predicted).count();
    c[1] += predicted.len();
    c[2] += gold.len();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_code_with_a_wrong_actor_is_no_right_triple() {
        let gold = [json!({"id": "1", "events": [{"source": "VAR", "target": "KES", "cameo": "190"}]})];
        let figures = score(&gold, &[json!({"id": "1", "events": [{"source": "---", "target": "KES", "cameo": "193"}]})]);
        assert_eq!(figures["exact"]["tp"], 0);
        assert_eq!(figures["exact_nonull"]["pred"], 0);
        assert_eq!(figures["root_code"]["f1"], 1.0);
    }
}
