//! MUC-4: the incidents of a document with their slots, from its claims.
//!
//! The task asks for acts of terrorism and of violence by the state against those who do not fight, in nine countries, not older than two
//! months and told of a happening of its own. What is left out here is left out for one of these reasons.

mod blame;
mod deed;
mod fill;
mod incident;

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_gazetteer::Context;
use tacitus_record::{Claim, Day};
use tacitus_text::Document;

use crate::rows::text;
use crate::shipped::{Read, Shipped, lines_article};
use deed::Types;
use fill::Story;
use incident::{Incident, doers, gather, targets};

/// The countries of the task (MUC-3 and MUC-4, relevance guidelines).
const COUNTRIES: [&str; 9] = ["ARG", "BOL", "CHL", "COL", "ECU", "SLV", "GTM", "HND", "PER"];

/// Sectors of those who fight; the police are among the task's possible victims.
const FIGHTERS: [&str; 5] = ["MIL", "REB", "PRM", "UAF", "SPY"];

/// Reads each document and writes the incidents in it. The gold's templates are not looked at.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    let types = Types::shipped()?;
    Ok(gold.par_iter().map(|row| record(&shipped, &types, row)).collect())
}

fn record(shipped: &Shipped, types: &Types, row: &Value) -> Value {
    let body = text(row, "text");
    let published: Option<Day> = text(row, "date").parse().ok();
    let read = shipped.read(lines_article(text(row, "id"), body, published));
    let knowledge = shipped.reader().knowledge();
    let home = home(&shipped.reader().knowledge().gazetteer, &read);
    let deeds = read.reading.claims.iter().filter_map(|claim| {
        let words = claim.mention.span.slice(body);
        let deed = types.deed(claim, words, &knowledge.lexicon, published)?;
        let country = place_country(claim).or(home.as_deref());
        country.is_none_or(|c| COUNTRIES.contains(&c)).then_some(deed)
    });
    let story = Story { read: &read, knowledge, home: home.as_deref() };
    let incidents = gather(deeds);
    if std::env::var("MUC_DEBUG").is_ok() {
        debug(&read, &home);
    }
    let kept: Vec<&Incident> = incidents.iter().filter(|i| harms_others(i)).collect();
    let blamed = blame::blames(&story, &kept, &read.reading.claims);
    let templates: Vec<Value> = kept.iter().zip(blamed).enumerate().map(|(n, (i, blamed))| story.template(n, i, &blamed)).collect();
    json!({"id": row["id"], "templates": templates})
}

fn debug(read: &Read, home: &Option<String>) {
    println!("=== {} {home:?}\n{}", read.article.id, read.document.recased.as_deref().unwrap_or("-"));
    for c in &read.reading.claims {
        let a: Vec<&str> = doers(c).map(|a| a.value.text.as_str()).collect();
        let t: Vec<&str> = targets(c).map(|a| a.value.text.as_str()).collect();
        let sec: Vec<_> = doers(c).map(|a| a.value.sector.clone()).collect();
        println!(
            "  {} {} {} {:?} a={a:?}{sec:?} t={t:?} o={:?} i={:?} p={:?} w={:?} q={:?} {} {} v={:?} r={:?}",
            c.mention.sentence,
            c.kind,
            c.predicate,
            c.event.as_ref().map(|e| (&e.plover_type, &e.mode)),
            c.object.as_ref().map(|o| &o.value),
            c.instrument.as_ref().map(|o| &o.value),
            c.place.as_ref().map(|p| (&p.value.name, &p.value.country)),
            c.time.as_ref().map(|p| (&p.value.text, &p.value.edtf)),
            c.quantity.as_ref().map(|p| &p.value.text),
            c.polarity,
            c.modality,
            c.said_by.iter().map(|v| &v.value.actor.name).collect::<Vec<_>>(),
            c.mention.rules
        );
    }
}

/// Country of the claim's place, or of a side where no place is told.
fn place_country(claim: &Claim) -> Option<&str> {
    claim.place.as_ref().and_then(|p| p.value.country.as_deref())
}

/// The country that the names of the document speak of most: where what has no place of its own takes place.
fn home(gazetteer: &tacitus_gazetteer::Gazetteer, read: &Read) -> Option<String> {
    let Document { sentences, recased, .. } = &read.document;
    let body = recased.as_deref().unwrap_or(&read.article.text);
    let mut names: Vec<&str> = Vec::new();
    for s in sentences {
        names.extend(s.names.iter().filter(|n| n.label == "LOC").map(|n| s.span_of(n.start, n.end).slice(body)));
        names.extend(s.tokens.iter().map(|t| t.form.as_str()).filter(|w| gazetteer.country_of_demonym(w).is_some()));
    }
    let votes: BTreeMap<String, f64> = Context::from_names(gazetteer, &names).country_votes();
    votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(country, _)| country)
}

/// Whether somebody or something else than those who fight is hit: war between armed forces is no incident of the task.
fn harms_others(incident: &Incident) -> bool {
    let mut hit = incident.claims().flat_map(targets).peekable();
    let things = incident.claims().any(|c| c.object.is_some());
    hit.peek().is_none() || things || hit.any(|t| !t.value.sector.as_deref().is_some_and(|s| FIGHTERS.contains(&s)))
}
