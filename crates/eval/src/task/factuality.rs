//! Factuality: how certain each given predicate is said to be.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::rows::text;
use crate::score::range;
use crate::shipped::{Points, Shipped, lines_article};

/// Values each predicate; its place is given, its value is not looked at.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    // A sentence with several predicates is read once.
    let mut by_text: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in gold {
        by_text.entry(text(row, "text")).or_default().push(row);
    }
    let read: BTreeMap<String, Value> = by_text.par_iter().flat_map_iter(|(body, rows)| sentence(&shipped, body, rows)).collect();
    Ok(gold.iter().filter_map(|row| read.get(text(row, "id")).cloned()).collect())
}

fn sentence(shipped: &Shipped, body: &str, rows: &[&Value]) -> Vec<(String, Value)> {
    let article = lines_article("sentence", body, None);
    let document = shipped.engine().document(&article);
    let points = Points::new(body);
    let valued = rows.iter().filter_map(|row| {
        let (start, end) = range(&row["predicate"]);
        let byte = points.span(start, end)?.start();
        let (certainty, modality) = shipped.reader().certainty(&article, &document, byte)?;
        let id = text(row, "id").to_string();
        // The set's scale goes from -3 to 3.
        let value = shipped.reader().factuality(&document, byte)? * 3.0;
        let own =
            json!({"id": id, "predicate": [start, end], "value": value, "certainty": certainty.as_str(), "modality": modality.as_str()});
        Some((id, own))
    });
    valued.collect()
}
