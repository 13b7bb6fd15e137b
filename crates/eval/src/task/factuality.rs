//! Factuality: how certain each given predicate is said to be.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::Factuality;

use crate::rows::text;
use crate::score::range;
use crate::shipped::{Points, Shipped, lines_article};

/// The value of a certainty on the scale from -3 to 3 (Stanovsky et al. 2017 put FactBank's values there so).
fn value(certainty: Factuality) -> f64 {
    match certainty {
        Factuality::CertainPos => 3.0,
        Factuality::ProbablePos => 2.0,
        Factuality::PossiblePos => 1.0,
        Factuality::Uncommitted => 0.0,
        Factuality::PossibleNeg => -1.0,
        Factuality::ProbableNeg => -2.0,
        Factuality::CertainNeg => -3.0,
    }
}

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
        let own = value(shipped.reader().certainty(&article, &document, byte)?);
        let id = text(row, "id").to_string();
        Some((id.clone(), json!({"id": id, "predicate": [start, end], "value": own})))
    });
    valued.collect()
}
