//! Contradictions: pairs of reports of one happening that cannot both be right in one slot, and pairs that only look so.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Article, LinkType};

use crate::collection::Collection;
use crate::planted;
use crate::rows::text;
use crate::shipped::{Shipped, intake_article};

/// The pairs of the file; a row of wordings stands for the pairs that are drawn from it.
pub fn pairs(rows: &[Value]) -> Result<Vec<Value>> {
    let drawn = planted::pairs(rows)?;
    let written = rows.iter().filter(|r| r["a"].is_object()).cloned();
    let pairs: Vec<Value> = written.chain(drawn).collect();
    if let Some(row) = pairs.iter().find(|r| !matches!(text(r, "kind"), "contradiction" | "compatible")) {
        bail!("{}: kind must be `contradiction` or `compatible`", text(row, "id"));
    }
    Ok(pairs)
}

/// Links each pair as a ledger of two articles; answers with the links between a claim of the one and a claim of the other.
pub fn predict(pairs: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(pairs.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let collection = Collection::new(["a", "b"].iter().map(|side| shipped.read(article(side, &row[*side]))).collect());
    let (_, stories, linked) = collection.linked();
    let told = collection.told();
    let mut links = Vec::new();
    for link in &linked.links {
        let (one, other) = (&told[link.a.as_str()], &told[link.b.as_str()]);
        let across = one.iter().any(|(x, _)| other.iter().any(|(y, _)| x != y));
        let words = |told: &[(usize, &tacitus_record::Claim)]| -> BTreeSet<String> {
            let said = |&(number, claim): &(usize, &tacitus_record::Claim)| {
                let article = &collection.read[number].article;
                format!("{}: {}", article.id, claim.mention.span.slice(&article.text))
            };
            told.iter().map(said).collect()
        };
        links.push(json!({
            "type": link.link_type.as_str(),
            "slot": link.slot,
            "disputes": matches!(link.link_type, LinkType::Contradicts | LinkType::Denies),
            "across": across,
            "words": [words(one), words(other)],
            "reason": link.reason,
        }));
    }
    json!({"id": row["id"], "links": links, "one_story": stories.len() == 1, "claims": collection.in_short()})
}

/// A report as an article of its outlet.
pub fn article(id: &str, row: &Value) -> Article {
    let outlet = row["outlet"].as_str().map(String::from);
    Article { outlet, ..intake_article(id, text(row, "text"), text(row, "published").parse().ok()) }
}
