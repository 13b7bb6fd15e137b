//! Factuality: how certain each given predicate is said to be.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Factuality, Modality};

use crate::rows::text;
use crate::score::range;
use crate::shipped::{Points, Shipped, lines_article};

/// Where a certainty and mode lie on the set's scale: `eval/factuality-scale.tsv`.
struct Scale(BTreeMap<(Factuality, Modality), f64>);

impl Scale {
    fn shipped() -> Result<Scale> {
        let mut rows = BTreeMap::new();
        for line in include_str!("../../../../eval/factuality-scale.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [certainty, modality, value, ..] = cells[..] else { bail!("factuality-scale.tsv: `{line}` has too few columns") };
            rows.insert((certainty.parse()?, modality.parse()?), value.parse()?);
        }
        Ok(Scale(rows))
    }

    /// The table's value, else FactBank's own on that scale (Stanovsky et al. 2017): certain 3, probable 2, possible 1, uncommitted 0.
    fn value(&self, certainty: Factuality, modality: Modality) -> f64 {
        self.0.get(&(certainty, modality)).copied().unwrap_or(match certainty {
            Factuality::CertainPos => 3.0,
            Factuality::ProbablePos => 2.0,
            Factuality::PossiblePos => 1.0,
            Factuality::Uncommitted => 0.0,
            Factuality::PossibleNeg => -1.0,
            Factuality::ProbableNeg => -2.0,
            Factuality::CertainNeg => -3.0,
        })
    }
}

/// Values each predicate; its place is given, its value is not looked at.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    let scale = Scale::shipped()?;
    // A sentence with several predicates is read once.
    let mut by_text: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in gold {
        by_text.entry(text(row, "text")).or_default().push(row);
    }
    let read: BTreeMap<String, Value> = by_text.par_iter().flat_map_iter(|(body, rows)| sentence(&shipped, &scale, body, rows)).collect();
    Ok(gold.iter().filter_map(|row| read.get(text(row, "id")).cloned()).collect())
}

fn sentence(shipped: &Shipped, scale: &Scale, body: &str, rows: &[&Value]) -> Vec<(String, Value)> {
    let article = lines_article("sentence", body, None);
    let document = shipped.engine().document(&article);
    let points = Points::new(body);
    let valued = rows.iter().filter_map(|row| {
        let (start, end) = range(&row["predicate"]);
        let byte = points.span(start, end)?.start();
        let (certainty, modality) = shipped.reader().certainty(&article, &document, byte)?;
        let id = text(row, "id").to_string();
        let value = scale.value(certainty, modality);
        let own =
            json!({"id": id, "predicate": [start, end], "value": value, "certainty": certainty.as_str(), "modality": modality.as_str()});
        Some((id, own))
    });
    valued.collect()
}
