//! Unknown places: villages that a test index goes without, asked for beside their neighbours and alone.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tacitus_gazetteer::compile::rebuilt;
use tacitus_gazetteer::{Context, Gazetteer, NameKind, PlaceRecord};
use tacitus_record::Place;

use crate::rows::{list, text};

/// What is made of each village's name by a gazetteer without any of the villages.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let taken_out: BTreeSet<&str> = gold.iter().flat_map(|row| list(row, "taken_out")).filter_map(Value::as_str).collect();
    let without = thinned(|record, _| (!taken_out.contains(record.id.as_str())).then_some(record.matched))?;
    let answers = gold.iter().map(|row| {
        let beside = answer(&without.resolve(text(row, "name"), None, &context(&without, row)));
        let alone = answer(&without.resolve(text(row, "name"), None, &Context::default()));
        json!({"id": row["id"], "beside": beside, "alone": alone})
    });
    Ok(answers.collect())
}

/// The shipped gazetteer with only the names that `keep` wants, as what it says.
pub fn thinned(keep: impl FnMut(&PlaceRecord, &str) -> Option<NameKind>) -> Result<Gazetteer> {
    let bytes = rebuilt(&Gazetteer::embedded(), keep).context("the test index cannot be built")?;
    Gazetteer::open(Vec::leak(bytes)).context("the test index cannot be opened")
}

/// What the names beside the one asked for say.
pub fn context(gazetteer: &Gazetteer, row: &Value) -> Context {
    Context::from_names(gazetteer, list(row, "context").iter().filter_map(Value::as_str))
}

/// The place answered, or null.
pub fn answer(place: &Place) -> Value {
    match &place.gazetteer_id {
        Some(id) => json!({"id": id, "name": place.name, "lat": place.lat, "lon": place.lon}),
        None => Value::Null,
    }
}
