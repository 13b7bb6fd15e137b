//! Garbled pages: rewordings of real articles in which facts were corrupted on purpose, and honest rewordings beside them. What the
//! reader suspects is set beside what was corrupted.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::Span;

use crate::rows::text;
use crate::shipped::{Points, Shipped, intake_article};

/// Reads each page; writes every suspicion of a claim or a note.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let body = text(row, "text");
    let read = shipped.read(intake_article(text(row, "id"), body, text(row, "published").parse().ok()));
    let points = Points::new(&read.article.text);
    // Claims of one sentence carry the same suspicion: it counts once.
    let mut ours: BTreeMap<Span, (String, String)> = BTreeMap::new();
    for suspect in read.reading.claims.iter().flat_map(|c| &c.suspect) {
        ours.entry(suspect.span).or_insert_with(|| (suspect.basis.to_string(), suspect.reason.clone()));
    }
    for note in read.reading.notes.iter().filter(|n| n.code == "N005") {
        if let Some(span) = note.span {
            ours.entry(span).or_insert_with(|| ("note".to_string(), note.hint.clone()));
        }
    }
    let written = |(span, (basis, reason)): (Span, (String, String))| {
        let (start, end) = points.of(span);
        json!({"start": start, "end": end, "words": span.slice(&read.article.text), "basis": basis, "reason": reason})
    };
    json!({"id": row["id"], "suspicions": ours.into_iter().map(written).collect::<Vec<Value>>()})
}
