//! The seed article: which of the hand-made items the claims of the page hold.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tacitus_record::{Claim, Day};

use super::Measured;
use crate::rows::lines;
use crate::score::seed::{Page, score};
use crate::score::suspect;
use crate::shipped::{Points, Shipped, intake_article};

/// Reads `article.txt` beside the gold and compares its claims with the items.
pub fn measure(gold: &Path, items: &[Value], published: Day) -> Result<Measured> {
    let path = gold.with_file_name("article.txt");
    let body = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}, which must lie beside the gold", path.display()))?;
    let shipped = Shipped::new()?;
    let read = shipped.read(intake_article("seed", &body, Some(published)));
    let page = Page { body: &read.article.text, claims: &read.reading.claims };
    let matches = score(items, &page);
    let points = Points::new(&read.article.text);
    let rows: Vec<Value> = read.reading.claims.iter().enumerate().map(|(n, c)| row(n, c, &points, &read.article.text)).collect();
    let mut figures = matches.figures(items, read.reading.claims.len());
    figures["suspicions"] = suspect::figures(items, &page, &read.reading.notes);
    Ok(Measured { figures, predictions: lines(&rows) })
}

/// A claim in the gold's words.
fn row(number: usize, claim: &Claim, points: &Points, body: &str) -> Value {
    let (start, end) = points.of(claim.mention.span);
    let side = |a: &Option<tacitus_record::Grounded<tacitus_record::Actor>>| {
        a.as_ref().map(|a| json!({"text": a.span().map(|s| s.slice(body)), "norm": a.value.name, "country": a.value.country, "sector": a.value.sector}))
    };
    let speaker = claim.said_by.last().map(|v| json!({"source": v.value.actor.name, "cue": v.value.cue}));
    let mut row = json!({"id": format!("c{number}"), "doc": "article.txt", "sent": claim.mention.sentence,
        "span": claim.mention.span.slice(body), "start": start, "end": end, "kind": claim.kind.as_str(), "predicate": claim.predicate,
        "polarity": claim.polarity.as_str()});
    let fields = [
        ("actor", side(&claim.actor)),
        ("target", side(&claim.target)),
        ("object", claim.object.as_ref().map(|o| json!({"text": o.value}))),
        ("place", claim.place.as_ref().map(|p| json!({"text": p.value.text, "norm": p.value.name, "country": p.value.country}))),
        ("time", claim.time.as_ref().map(|t| json!({"text": t.value.text, "edtf": t.value.edtf}))),
        (
            "quantity",
            claim
                .quantity
                .as_ref()
                .map(|q| json!({"text": q.value.text, "value": q.value.value, "unit": q.value.unit, "bound": q.value.bound.as_str()})),
        ),
        ("attribution", speaker),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            row[name] = value;
        }
    }
    row
}
