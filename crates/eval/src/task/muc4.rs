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
use tacitus_gazetteer::{Context, Gazetteer};
use tacitus_record::{Claim, Day};
use tacitus_text::Document;

use crate::rows::text;
use crate::shipped::{Read, Shipped, lines_article};
use deed::Types;
use fill::Story;
use incident::{Incident, gather};

/// The countries of the task (MUC-3 and MUC-4, relevance guidelines).
const COUNTRIES: [&str; 9] = ["ARG", "BOL", "CHL", "COL", "ECU", "SLV", "GTM", "HND", "PER"];

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
    let home = home(&knowledge.gazetteer, &read);
    let deeds = read.reading.claims.iter().filter_map(|claim| {
        let words = claim.mention.span.slice(body);
        let sentence = read.document.sentences.get(claim.mention.sentence as usize).map_or(words, |s| s.span.slice(body));
        let deed = types.deed(claim, words, sentence, &knowledge.lexicon, published)?;
        let country = place_country(claim).or(home.as_deref());
        country.is_none_or(|c| COUNTRIES.contains(&c)).then_some(deed)
    });
    let story = Story { read: &read, knowledge, home: home.as_deref() };
    let incidents = gather(deeds);
    let kept: Vec<&Incident> = incidents.iter().filter(|i| story.harms_others(i) && story.is_specific(i)).collect();
    let blamed = blame::blames(&story, &kept, &read.reading.claims);
    let templates: Vec<Value> = kept.iter().zip(blamed).enumerate().map(|(n, (i, blamed))| story.template(n, i, &blamed)).collect();
    json!({"id": row["id"], "templates": templates})
}

/// Country of the claim's place.
fn place_country(claim: &Claim) -> Option<&str> {
    claim.place.as_ref().and_then(|p| p.value.country.as_deref())
}

/// The country that the names of the document speak of most: where what has no place of its own takes place.
fn home(gazetteer: &Gazetteer, read: &Read) -> Option<String> {
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
