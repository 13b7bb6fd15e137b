//! Orders: the same articles read into a ledger in many orders and batchings must give the same export, to the byte.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_ledger::{KnownAt, Ledger, ReadArticle};
use tacitus_record::Scope;

use crate::dice::Dice;
use crate::planted;
use crate::shipped::{Read, Shipped};
use crate::task::Measured;
use crate::task::feeds::article;

/// Orders tried.
const ROUNDS: u64 = 200;
/// Articles of the largest batch.
const LARGEST: usize = 12;

/// Reads the planted feeds once and records them in every order; linking comes after each batch or only at the end.
pub fn measure(rows: &[Value]) -> Result<Measured> {
    let shipped = Shipped::new()?;
    let planted = planted::feeds(rows)?;
    let read: Vec<Read> = planted.par_iter().map(|p| shipped.read(article(p))).collect();
    let hashes: Vec<String> = (0..ROUNDS).into_par_iter().map(|round| recorded(&read, round)).collect::<Result<_>>()?;
    let different: BTreeSet<&String> = hashes.iter().collect();
    let figures = json!({
        "articles": read.len(),
        "orders": hashes.len(),
        "hashes": different.len(),
        "one": if different.len() == 1 { 1.0 } else { 0.0 },
    });
    Ok(Measured { figures, predictions: hashes.iter().map(|h| format!("{h}\n")).collect() })
}

/// Hash of the export after recording in one order.
fn recorded(read: &[Read], round: u64) -> Result<String> {
    let mut dice = Dice::new(round);
    let mut order: Vec<&Read> = read.iter().collect();
    dice.shuffle(&mut order);
    let failed = |e| anyhow!("round {round}: {e}");
    let mut ledger = Ledger::open_in_memory().map_err(failed)?;
    let link_each = dice.below(4) == 0;
    let mut left = order.as_slice();
    let mut known = 0;
    while !left.is_empty() {
        let (batch, rest) = left.split_at((1 + dice.below(LARGEST)).min(left.len()));
        left = rest;
        known += 1;
        let at = KnownAt::from_unix(known);
        let of =
            |r: &&Read| ReadArticle { article: r.article.clone(), reading: r.reading.clone(), scope: Scope::In, reader: "rule".into() };
        ledger.record(batch.iter().map(of).collect(), &at).map_err(failed)?;
        if link_each || left.is_empty() {
            ledger.relink(&at).map_err(failed)?;
        }
    }
    ledger.content_hash().map_err(failed)
}
