//! Romanisations: names that a test index goes without, to be found under the other spellings of their place.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};
use tacitus_gazetteer::naming::romanised;
use tacitus_gazetteer::{NameKind, fold};

use super::unknown_places::{answer, context, thinned};
use crate::rows::{list, text};

/// What a search lists for each name held out, and what it resolves to beside its neighbours.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let held_out: BTreeMap<&str, &Value> = gold.iter().map(|row| (text(row, "id"), row)).collect();
    let without = thinned(|record, folded| match held_out.get(record.id.as_str()) {
        Some(row) if fold(text(row, "name")) == folded => by_rule(row, folded).then_some(NameKind::Romanised),
        _ => Some(record.matched),
    })?;
    let answers = gold.iter().map(|row| {
        let listed = without.search(text(row, "name")).into_iter().filter(|record| record.matched != NameKind::Misspelt);
        let listed: Vec<Value> = listed.map(|r| json!({"id": r.id, "lat": r.lat, "lon": r.lon})).collect();
        let answered = answer(&without.resolve(text(row, "name"), None, &context(&without, row)));
        json!({"id": row["id"], "listed": listed, "answer": answered})
    });
    Ok(answers.collect())
}

/// Whether the index has the name by rule from the names in Cyrillic, which it keeps.
fn by_rule(row: &Value, folded: &str) -> bool {
    list(row, "cyrillic").iter().filter_map(Value::as_str).flat_map(romanised).any(|form| fold(&form) == folded)
}
