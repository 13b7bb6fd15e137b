//! Names: persons, organisations and places in raw sentences.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::rows::text;
use crate::shipped::{Points, Shipped, lines_article};

/// Reads each text and writes its names.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, text(row, "id"), text(row, "text"))).collect())
}

fn record(shipped: &Shipped, id: &str, body: &str) -> Value {
    let article = lines_article(id, body, None);
    let document = shipped.engine().document(&article);
    let points = Points::new(body);
    let names = document.sentences.iter().flat_map(|s| s.names.iter().map(|n| (s.span_of(n.start, n.end), n.label)));
    let spans: Vec<Value> = names
        .map(|(span, label)| {
            let (start, end) = points.of(span);
            json!({"start": start, "end": end, "label": label, "text": span.slice(body)})
        })
        .collect();
    json!({"id": id, "text": body, "spans": spans})
}
