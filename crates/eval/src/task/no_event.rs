//! Sentences that tell no event: conditions, forecasts, advice, figures of speech. Whatever of conflict is told of them as done is false;
//! what merely is so ("the brass section plays") has no code and does not count.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Claim, Kind, Modality, Polarity};

use crate::rows::text;
use crate::shipped::{Points, Shipped, lines_article};

/// Reads each sentence as an article of its own; writes what is told as done or going on.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let body = text(row, "text");
    let read = shipped.read(lines_article(text(row, "id"), body, None));
    let points = Points::new(body);
    let told = |c: &&Claim| {
        let happening = c.event.is_some() || matches!(c.kind, Kind::Loss | Kind::Control | Kind::Deployment | Kind::Threat);
        happening && c.polarity == Polarity::Pos && matches!(c.modality, Modality::Actual | Modality::Ongoing)
    };
    let written = |c: &Claim| {
        let plover = c.event.as_ref().map(|e| e.plover_type.clone());
        json!({"trigger": points.of(c.mention.cue.unwrap_or(c.mention.span)), "predicate": c.predicate, "type": plover})
    };
    let events: Vec<Value> = read.reading.claims.iter().filter(told).map(written).collect();
    json!({"id": row["id"], "kind": row["kind"], "text": body, "events": events})
}
