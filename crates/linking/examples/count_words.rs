//! Counts in how many texts each word stem occurs and prints `data/word-frequencies.tsv`.
//!
//! cargo run -p tacitus-linking --example count_words -- FILE.jsonl ... > crates/linking/data/word-frequencies.tsv
//!
//! Each line of the files is an object with the field `text`. Stems of fewer than five texts are left out: they are rare anyway.

use std::collections::{BTreeMap, BTreeSet};

const FEWEST: u32 = 5;

fn main() {
    let mut texts = 0_u32;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
        for (number, line) in file.lines().enumerate() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}, line {}: {e}", number + 1));
            let Some(text) = row["text"].as_str() else { panic!("{path}, line {}: no `text`", number + 1) };
            texts += 1;
            let stems: BTreeSet<String> = tacitus_linking::stems(text).into_iter().collect();
            stems.into_iter().for_each(|stem| *counts.entry(stem).or_default() += 1);
        }
    }
    println!(
        "# Texts of conflict news in which a word stem occurs, of so many texts as the row without a word says. Stems of fewer than {FEWEST} are left out."
    );
    println!("# source: counted in 2,120 conflict briefs of the Voice of America, 2004-2010 (public domain), by examples/count_words.rs");
    println!("stem\ttexts");
    println!("\t{texts}");
    counts.retain(|_, count| *count >= FEWEST);
    counts.iter().for_each(|(stem, count)| println!("{stem}\t{count}"));
}
