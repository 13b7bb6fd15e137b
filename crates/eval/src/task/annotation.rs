//! Our own annotated news: events with who, to whom, where, when, in what mode and how sure, and who says what, in whole articles.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Actor, Claim, Grounded, Modality, Span, Wording};

use super::attribution;
use crate::rows::text;
use crate::score::Range;
use crate::shipped::{Points, Shipped, intake_article};

/// Reads each article; writes its events and attributions, with offsets of the whole text.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let (id, body) = (text(row, "doc"), text(row, "text"));
    let published = text(row, "published").get(..10).and_then(|d| d.parse().ok());
    let read = shipped.read(intake_article(id, body, published));
    let points = Points::new(body);
    // The loss and the event that one word tells are one event here.
    let mut by_cue: BTreeMap<Span, Vec<&Claim>> = BTreeMap::new();
    for claim in read.reading.claims.iter().filter(|c| c.event.is_some()) {
        by_cue.entry(claim.mention.cue.unwrap_or(claim.mention.span)).or_default().push(claim);
    }
    let events: Vec<Value> = by_cue.iter().map(|(cue, claims)| event(*cue, claims, &points)).collect();
    let said = attribution::predict_one(shipped, &json!({"id": id, "text": body, "published": row["published"]}), attribution::Cues::Word);
    json!({"doc": id, "events": events, "says": said["attributions"]})
}

fn event(cue: Span, claims: &[&Claim], points: &Points) -> Value {
    let first = claims[0];
    let code = first.event.as_ref();
    let actors = |of: fn(&Claim) -> Vec<&Grounded<Actor>>| -> Vec<Range> {
        let told = claims.iter().flat_map(|c| of(c)).filter(|a| !a.is_of_scene()).filter_map(Grounded::span);
        distinct(told.map(|s| points.of(s)).collect())
    };
    let place = claims.iter().filter_map(|c| c.place.as_ref().filter(|p| !p.is_of_scene()).and_then(Grounded::span));
    let time = claims.iter().filter_map(|c| c.time.as_ref().filter(|t| !t.is_of_scene()).and_then(Grounded::span));
    let author = first.factuality.iter().find(|(holder, _)| holder == "author").map(|(_, f)| f.to_string());
    json!({
        "trigger": points.of(cue),
        "type": code.map(|c| c.plover_type.clone()),
        "mode": code.and_then(|c| c.mode.clone()),
        "actor": actors(|c| c.actor.iter().chain(&c.more_actors).collect()),
        "recipient": recipients(claims, actors(|c| c.target.iter().chain(&c.more_targets).collect()), points),
        "place": distinct(place.map(|s| points.of(s)).collect()),
        "time": distinct(time.map(|s| points.of(s)).collect()),
        // The guide counts what was tried and not shown done among the planned.
        "modality": if first.modality == Modality::Attempted { Modality::Planned } else { first.modality }.to_string(),
        "polarity": first.polarity.to_string(),
        "fact": {"author": author},
    })
}

/// The guide and PLOVER's coders call a thing that is struck, seized or closed a recipient as well; in the ledger it is the object.
fn recipients(claims: &[&Claim], people: Vec<Range>, points: &Points) -> Vec<Range> {
    if people.is_empty() { claims.iter().filter_map(|c| thing_acted_on(c)).map(|s| points.of(s)).collect() } else { people }
}

/// The words of the thing that a deed is done to, where it is done to nobody and the object is not the whole predicate.
pub fn thing_acted_on(claim: &Claim) -> Option<Span> {
    let thing = claim.event.is_some() && claim.target.is_none() && !matches!(claim.wording, Some(Wording::Phrase));
    claim.object.as_ref().filter(|_| thing).and_then(Grounded::span)
}

fn distinct(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}
