//! CAMEO triples: source, target and code of each coded claim.
//!
//! Without dictionaries the ontology is PLOVER's, and CAMEO codes come through `ontology/crosswalks/plover-cameo.tsv`: codes finer than the
//! table's are out of reach. Given PETRARCH dictionaries, they alone decide: verbs and patterns, actors, agents and discards
//! (`tacitus_reading::petrarch`). Verb dictionaries of both editions may lie in the folder; records of `petr_unit_petr2codes`, whose ids
//! begin with `petr-unit2`, are coded with that of PETRARCH-2, all others with that of PETRARCH-1.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, anyhow};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_reading::petrarch::{Dictionaries, Edition};
use tacitus_record::{Actor, Article, Grounded};

use crate::crosswalk::Cameo;
use crate::rows::text;
use crate::shipped::{Shipped, lines_article};

/// What CAMEO writes for an actor without a code.
const NOBODY: &str = "---";

/// Codes each record; with `dictionaries`, those of that folder decide.
pub fn predict(gold: &[Value], dictionaries: Option<&Path>) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    if let Some(folder) = dictionaries {
        return with_dictionaries(&shipped, gold, folder);
    }
    let cameo = Cameo::shipped()?;
    Ok(gold.par_iter().map(|row| record(&shipped, &cameo, row)).collect())
}

fn with_dictionaries(shipped: &Shipped, gold: &[Value], folder: &Path) -> Result<Vec<Value>> {
    let second = gold.iter().any(|row| text(row, "id").starts_with("petr-unit2"));
    let edition = if second { Edition::Two } else { Edition::One };
    let dictionaries = Dictionaries::load(folder, Some(edition)).map_err(|e| anyhow!(e))?;
    let code = |row: &Value| {
        let article = article(row);
        let triples = dictionaries.code(&shipped.engine().document(&article), &article.text, article.published.as_ref().map(|p| p.value));
        let events: Vec<Value> = triples.into_iter().map(|t| json!({"source": t.source, "target": t.target, "cameo": t.code})).collect();
        json!({"id": row["id"], "events": events})
    };
    Ok(gold.par_iter().map(code).collect())
}

fn article(row: &Value) -> Article {
    lines_article(text(row, "id"), text(row, "text"), text(row, "date").get(..10).and_then(|d| d.parse().ok()))
}

fn record(shipped: &Shipped, cameo: &Cameo, row: &Value) -> Value {
    let read = shipped.read(article(row));
    let mut triples = BTreeSet::new();
    for claim in &read.reading.claims {
        let code = claim.event.as_ref().and_then(|e| cameo.of(&e.plover_type, e.mode.as_deref()));
        let Some(code) = code else { continue };
        for source in codes(claim.actor.iter().chain(&claim.more_actors)) {
            for target in codes(claim.target.iter().chain(&claim.more_targets)) {
                triples.insert((source.clone(), target, code));
            }
        }
    }
    let events: Vec<Value> = triples.into_iter().map(|(s, t, c)| json!({"source": s, "target": t, "cameo": c})).collect();
    json!({"id": row["id"], "events": events})
}

fn codes<'a>(side: impl Iterator<Item = &'a Grounded<Actor>>) -> Vec<String> {
    let known: Vec<String> = side.filter_map(|a| code(&a.value)).collect();
    if known.is_empty() { vec![NOBODY.to_string()] } else { known }
}

/// Country and sector as CAMEO writes them: `KESMIL`.
fn code(actor: &Actor) -> Option<String> {
    let country = actor.country.as_deref()?;
    Some(format!("{country}{}", actor.sector.as_deref().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sector_follows_the_country_and_stands_for_nothing_alone() {
        let actor = Actor { country: Some("KES".into()), sector: Some("MIL".into()), ..Actor::unknown("x") };
        assert_eq!(code(&actor).as_deref(), Some("KESMIL"));
        assert_eq!(code(&Actor { country: None, ..actor }), None);
    }
}
