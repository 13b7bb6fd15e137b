//! Draws random claims, or random sentences, as a sheet for judges.
//!
//! The same ledger and seed give the same sheet. Claims are judged against their sentence alone; sentences are judged for what the
//! ledger should have said and did not.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::{Args, ValueEnum};
use tacitus::Engine;
use tacitus_export::line;
use tacitus_ledger::{ArticleRow, ClaimRow, Filter, Ledger};

use crate::cli::Global;
use crate::commands::judged::VERDICTS;
use crate::exit::{Exit, Failure, Outcome};
use crate::filters::Filters;
use crate::snippet::sentence_around;

/// Draw random claims (or sentences) as a sheet for judges; count it with `tacitus judged`
#[derive(Args, Debug)]
pub struct Sample {
    #[command(flatten)]
    pub filters: Filters,
    /// Seed, decimal or 0x…; the same seed on the same ledger draws the same
    #[arg(long, value_parser = seed)]
    pub seed: u64,
    /// How many claims
    #[arg(long, default_value_t = 100)]
    pub count: usize,
    /// Draw so many sentences instead, with the claims read in each
    #[arg(long, value_name = "N")]
    pub sentences: Option<usize>,
    /// How to write the sheet
    #[arg(long, value_enum, default_value_t = Sheet::Tsv)]
    pub format: Sheet,
}

/// How a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// Tab-separated, to be filled in a spreadsheet and counted by `judged`.
    Tsv,
    /// Markdown, to be read.
    Md,
}

fn seed(text: &str) -> Result<u64, String> {
    let parsed = match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16),
        None => text.parse(),
    };
    parsed.map_err(|e| format!("{e}; give a whole number, or hex digits after 0x"))
}

impl Sample {
    pub fn run(self, global: &Global) -> Outcome {
        let project = global.project()?;
        let ledger = self.filters.point(Ledger::open(&global.ledger_path(&project)?)?)?;
        let table = match self.sentences {
            Some(count) => {
                sentences(&ledger, &Engine::new(&project).map_err(Failure::configuration)?, &self.filters.filter()?, self.seed, count)?
            }
            None => claims(&ledger, &self.filters.filter()?, self.seed, self.count)?,
        };
        let mut out = io::BufWriter::new(io::stdout().lock());
        match self.format {
            Sheet::Tsv => {
                let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(&mut out);
                for row in &table {
                    writer.write_record(row)?;
                }
                writer.flush()?;
            }
            Sheet::Md => markdown(&table, &mut out)?,
        }
        out.flush()?;
        drop(out);
        global.say(format_args!("{} rows, seed {}", table.len() - 1, self.seed));
        if self.sentences.is_none() {
            global.say(format_args!("fill `verdict` with one of: {}; name wrong fields in `wrong_field`", VERDICTS.join(", ")));
        }
        Ok(Exit::Done)
    }
}

type Table = Vec<Vec<String>>;

fn claims(ledger: &Ledger, filter: &Filter, seed: u64, count: usize) -> Result<Table, Failure> {
    let rows = ledger.claims(filter)?;
    let mut bodies: BTreeMap<String, Option<ArticleRow>> = BTreeMap::new();
    let mut table =
        vec![["claim", "article", "published", "sentence", "says", "details", "verdict", "wrong_field"].map(String::from).to_vec()];
    for row in draw(rows.len(), count, seed).into_iter().map(|i| &rows[i]) {
        let id = &row.claim.mention.article;
        if !bodies.contains_key(id) {
            bodies.insert(id.clone(), ledger.article(id)?);
        }
        let home = bodies.get(id).and_then(Option::as_ref);
        let sentence = home.map(|a| line::folded(&a.article.text[sentence_around(&a.article.text, row.claim.mention.span)]));
        let published = home.and_then(|a| a.article.published.as_ref()).map(|p| p.value.to_string());
        table.push(vec![
            row.id.clone(),
            id.clone(),
            published.unwrap_or_default(),
            sentence.unwrap_or_default(),
            line::content(&row.claim),
            details(row),
            String::new(),
            String::new(),
        ]);
    }
    Ok(table)
}

/// Every field by name, for a judge who must say which is wrong.
fn details(row: &ClaimRow) -> String {
    const FIELDS: &[&str] = &[
        "kind",
        "predicate",
        "plover_type",
        "plover_mode",
        "polarity",
        "modality",
        "actor",
        "target",
        "object",
        "instrument",
        "condition",
        "place",
        "geo_precision",
        "country",
        "edtf",
        "time_text",
        "date_role",
        "quantity_text",
        "quantity_low",
        "quantity_high",
        "unit",
        "quantity_status",
        "said_by",
        "hedges",
        "likelihood",
    ];
    let columns = tacitus_export::columns::CLAIM.iter().filter(|c| FIELDS.contains(&c.name));
    let cells = columns.map(|c| (c.name, (c.cell)(row).json())).filter(|(_, cell)| !cell.is_null());
    cells
        .map(|(name, cell)| format!("{name}={}", cell.as_str().map_or_else(|| cell.to_string(), str::to_string)))
        .collect::<Vec<_>>()
        .join(" | ")
}

fn sentences(ledger: &Ledger, engine: &Engine, filter: &Filter, seed: u64, count: usize) -> Result<Table, Failure> {
    let articles: Vec<ArticleRow> = ledger.articles(filter)?;
    let total: usize = articles.iter().map(|a| a.sentences as usize).sum();
    let mut table = vec![["article", "sentence_number", "sentence", "claims", "wanted", "missing"].map(String::from).to_vec()];
    let mut chosen = draw(total, count, seed);
    chosen.sort_unstable();
    let (mut before, mut chosen) = (0, chosen.into_iter().peekable());
    for row in &articles {
        let after = before + row.sentences as usize;
        let mut here = Vec::new();
        while let Some(number) = chosen.next_if(|&n| n < after) {
            here.push(number - before);
        }
        before = after;
        if here.is_empty() {
            continue;
        }
        let document = engine.document(&row.article);
        let claims = ledger.claims(&Filter { article: Some(row.article.id.clone()), ..Filter::default() })?;
        for number in here {
            let Some(sentence) = document.sentences.get(number) else { continue };
            let read: Vec<String> = claims
                .iter()
                .filter(|c| c.evidence.iter().any(|e| e.article == row.article.id && sentence.span.overlaps(e.span)))
                .map(|c| line::content(&c.claim))
                .collect();
            let text = line::folded(sentence.span.slice(&row.article.text));
            table.push(vec![row.article.id.clone(), number.to_string(), text, read.join(" || "), String::new(), String::new()]);
        }
    }
    Ok(table)
}

fn markdown(table: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let header = &table[0];
    for (number, row) in table[1..].iter().enumerate() {
        writeln!(out, "## {}\n", number + 1)?;
        for (name, cell) in header.iter().zip(row) {
            writeln!(out, "- **{name}**: {cell}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `count` different numbers below `of`, in the order drawn; all of them where there are fewer.
fn draw(of: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..of).collect();
    let mut state = seed;
    let count = count.min(of);
    for i in 0..count {
        let rest = (of - i) as u64;
        let j = i + (split_mix(&mut state) % rest) as usize;
        numbers.swap(i, j);
    }
    numbers.truncate(count);
    numbers
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, fixed for ever, good enough to draw a sheet.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // First outputs for seed 1234567, as published with the reference implementation.
        let mut state = 1_234_567;
        assert_eq!([split_mix(&mut state), split_mix(&mut state)], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn a_draw_is_of_different_numbers_and_the_same_for_the_same_seed() {
        let drawn = draw(1000, 100, 7);
        assert_eq!(drawn, draw(1000, 100, 7));
        assert_ne!(drawn, draw(1000, 100, 8));
        let mut sorted = drawn.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!((drawn.len(), sorted.len()), (100, 100));
        assert_eq!(draw(3, 100, 1).len(), 3);
    }
}
