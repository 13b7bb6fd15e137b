//! CAMEO triples: source, target and code of each coded claim.
//!
//! The ontology is PLOVER's; CAMEO codes come through `ontology/crosswalks/plover-cameo.tsv`, so codes finer than the table's are out of
//! reach. Given dictionaries, actors are those of the PETRARCH actor dictionary; its verb patterns are not read.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Actor, Grounded};

use crate::crosswalk::Cameo;
use crate::rows::text;
use crate::shipped::{Shipped, lines_article};

/// What CAMEO writes for an actor without a code.
const NOBODY: &str = "---";

/// Codes each record; with `dictionaries`, actors have the codes of the dictionary in that folder.
pub fn predict(gold: &[Value], dictionaries: Option<&Path>) -> Result<Vec<Value>> {
    let actors = dictionaries.map(dictionary_actors).transpose()?;
    let own_only = actors.is_some();
    let shipped = Shipped::with_actors(actors)?;
    let cameo = Cameo::shipped()?;
    Ok(gold.par_iter().map(|row| record(&shipped, &cameo, row, own_only)).collect())
}

fn record(shipped: &Shipped, cameo: &Cameo, row: &Value, own_only: bool) -> Value {
    let published = text(row, "date").get(..10).and_then(|d| d.parse().ok());
    let read = shipped.read(lines_article(text(row, "id"), text(row, "text"), published));
    let mut triples = BTreeSet::new();
    for claim in &read.reading.claims {
        let code = claim.event.as_ref().and_then(|e| cameo.of(&e.plover_type, e.mode.as_deref()));
        let Some(code) = code else { continue };
        for source in codes(claim.actor.iter().chain(&claim.more_actors), own_only) {
            for target in codes(claim.target.iter().chain(&claim.more_targets), own_only) {
                triples.insert((source.clone(), target, code));
            }
        }
    }
    let events: Vec<Value> = triples.into_iter().map(|(s, t, c)| json!({"source": s, "target": t, "cameo": c})).collect();
    json!({"id": row["id"], "events": events})
}

fn codes<'a>(side: impl Iterator<Item = &'a Grounded<Actor>>, own_only: bool) -> Vec<String> {
    let known: Vec<String> = side.filter_map(|a| code(&a.value, own_only)).collect();
    if known.is_empty() { vec![NOBODY.to_string()] } else { known }
}

/// Country and sector as CAMEO writes them: `KESMIL`. With a dictionary only its codes count.
fn code(actor: &Actor, own_only: bool) -> Option<String> {
    let country = actor.country.as_deref()?;
    let country = match country.strip_prefix(OWN) {
        Some(code) => code,
        None if own_only => return None,
        None => country,
    };
    // A dictionary's code may end in the sector already.
    let sector = actor.sector.as_deref().filter(|s| !country.ends_with(s)).unwrap_or("");
    Some(format!("{country}{sector}"))
}

/// Marks codes of the dictionary, so that shipped actors are told apart.
const OWN: &str = "petr:";

/// The actor dictionary of a folder as an `actors.toml`: `NAME [CODE]`, `+SYNONYM`, and codes limited to a period on lines of their own;
/// the first code of a name counts.
fn dictionary_actors(folder: &Path) -> Result<String> {
    let listing = std::fs::read_dir(folder).with_context(|| format!("cannot open the dictionaries {}", folder.display()))?;
    let mut files: Vec<_> = listing.flatten().map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with("actors.txt")).collect();
    files.sort();
    if files.is_empty() {
        bail!("{} has no file whose name ends with actors.txt", folder.display());
    }
    let mut out = String::new();
    for file in files {
        let dictionary = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for (number, entry) in entries(&dictionary).into_iter().enumerate() {
            let names: Vec<String> = entry.names[1..].iter().map(|n| format!("{n:?}")).collect();
            out.push_str(&format!(
                "[[actor]]\ncode = \"petr.{number}\"\nname = {:?}\ncountry = \"{OWN}{}\"\naliases = [{}]\nsource = \"dictionary\"\n\n",
                entry.names[0],
                entry.code,
                names.join(", ")
            ));
        }
    }
    Ok(out)
}

/// One actor of a dictionary: its names, the first first, and its code.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    names: Vec<String>,
    code: String,
}

fn entries(dictionary: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut comment = false;
    for line in dictionary.lines() {
        let starts = line.trim_start().starts_with("<!--");
        if starts || comment {
            comment = !line.contains("-->");
            continue;
        }
        let line = line.split('#').next().unwrap_or("");
        let (name, rest) = line.split_once('[').unwrap_or((line, ""));
        let name = name.replace('_', " ").trim().to_string();
        let code = rest.split([']', ' ', '<', '>']).next().unwrap_or("").to_uppercase();
        if let Some(synonym) = name.strip_prefix('+') {
            if let Some(last) = found.last_mut() {
                last.names.push(synonym.trim().to_string());
            }
        } else if !name.is_empty() {
            found.push(Entry { names: vec![name], code });
        } else if let Some(last) = found.last_mut().filter(|l| l.code.is_empty()) {
            last.code = code;
        }
    }
    found.retain(|e| !e.code.is_empty() && e.code.chars().all(char::is_alphanumeric));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_synonyms_and_dated_codes_are_read() {
        let found = entries("<!-- a\nb -->\nVARNIA_ [VAR] # note\n+VARNIAN\nGENERAL_OAK\n\t[KESMIL <19960101]\n\t[KESGOV >19960101]\n");
        let entry = |names: &[&str], code: &str| Entry { names: names.iter().map(|n| n.to_string()).collect(), code: code.to_string() };
        assert_eq!(found, [entry(&["VARNIA", "VARNIAN"], "VAR"), entry(&["GENERAL OAK"], "KESMIL")]);
    }

    #[test]
    fn a_sector_is_not_written_twice() {
        let actor = Actor { country: Some("petr:VARMIL".into()), sector: Some("MIL".into()), ..Actor::unknown("x") };
        assert_eq!(code(&actor, true).as_deref(), Some("VARMIL"));
        assert_eq!(code(&Actor { country: Some("FRA".into()), ..actor }, true), None);
    }
}
