//! Negation and speculation: cues and the words they reach.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_reading::{Reach, ReachKind};
use tacitus_record::Span;

use crate::rows::{list, text};
use crate::score::{Range, range};
use crate::shipped::{Points, Shipped, lines_article};

/// What the engine is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The text alone.
    Nothing,
    /// The text and its cues, with their kinds.
    Cues,
}

/// Marks each sentence. Only kinds that the gold file marks at all are written.
pub fn predict(gold: &[Value], given: Given) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    let kinds: BTreeSet<&str> = gold.iter().map(|r| text(r, "kind")).filter(|k| *k != "none").collect();
    let mut sentences: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in gold {
        sentences.entry(text(row, "sentence")).or_default().push(row);
    }
    Ok(sentences.par_iter().flat_map_iter(|(id, rows)| sentence(&shipped, id, rows, given, &kinds)).collect())
}

fn name(kind: ReachKind) -> &'static str {
    match kind {
        ReachKind::Negation => "negation",
        ReachKind::Speculation => "speculation",
    }
}

fn kind(row: &Value) -> Option<ReachKind> {
    [ReachKind::Negation, ReachKind::Speculation].into_iter().find(|k| name(*k) == text(row, "kind"))
}

fn sentence(shipped: &Shipped, id: &str, rows: &[&Value], given: Given, kinds: &BTreeSet<&str>) -> Vec<Value> {
    let body = text(rows[0], "text");
    let document = shipped.engine().document(&lines_article(id, body, None));
    let points = Points::new(body);
    let cues: Vec<(Span, ReachKind)> = rows
        .iter()
        .filter_map(|row| Some((*row, kind(row)?)))
        .flat_map(|(row, kind)| list(row, "cue").iter().map(range).map(move |r| (r, kind)))
        .filter_map(|((start, end), kind)| Some((points.span(start, end)?, kind)))
        .collect();
    let reaches = shipped.reader().reaches(&document, (given == Given::Cues).then_some(&cues[..]));
    let marked = reaches.iter().filter(|r| kinds.contains(name(r.kind)));
    let mut out: Vec<Value> = marked.enumerate().map(|(n, reach)| record(id, n, body, reach, &points)).collect();
    if out.is_empty() {
        out.push(json!({"id": id, "sentence": id, "text": body, "cue": [], "scope": [], "kind": "none"}));
    }
    out
}

fn record(id: &str, number: usize, body: &str, reach: &Reach, points: &Points) -> Value {
    let ranges = |spans: &[Span]| spans.iter().map(|s| points.of(*s)).collect::<Vec<Range>>();
    json!({"id": format!("{id}-{number}"), "sentence": id, "text": body, "cue": ranges(&reach.cue), "scope": ranges(&reach.scope),
           "kind": name(reach.kind)})
}
