//! CAMEO triples: exact source, target and code.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Tally, by_id};
use crate::rows::{list, text};

/// Sets of triples per record, micro. `exact_nonull` drops predictions with an empty actor first.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let triples = |row: &Value| -> BTreeSet<[String; 3]> {
        list(row, "events").iter().map(|e| ["source", "target", "cameo"].map(|k| text(e, k).to_string())).collect()
    };
    let empty = |actor: &String| actor.trim_matches('-').is_empty();
    let (mut exact, mut named, mut code, mut root) = (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    let (mut records, mut right) = (0, 0);
    for row in gold.iter().filter(|row| !refused(row)) {
        let g = triples(row);
        let own = predicted.get(text(row, "id"));
        let p = own.map(|r| triples(r)).unwrap_or_default();
        records += 1;
        right += usize::from(own.is_some() && g == p);
        exact.add(&g, &p);
        named.add(&g, &p.iter().filter(|t| !empty(&t[0]) && !empty(&t[1])).cloned().collect());
        let codes = |set: &BTreeSet<[String; 3]>| set.iter().map(|t| t[2].clone()).collect::<BTreeSet<_>>();
        code.add(&codes(&g), &codes(&p));
        let roots = |set: &BTreeSet<[String; 3]>| set.iter().map(|t| t[2].chars().take(2).collect::<String>()).collect::<BTreeSet<_>>();
        root.add(&roots(&g), &roots(&p));
    }
    json!({"exact": exact.prf(), "exact_nonull": named.prf(), "code": code.prf(), "root_code": root.prf(),
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
