//! Fits the weights of [`tacitus_reading::sureness`]: `cargo run --release -p tacitus-eval --example fit_sureness -- LEAST SHEETS … > lexicons/sureness.tsv`.
//!
//! SHEETS are of two kinds. Annotated sentences that training leaves out (`.jsonl` as in `training/annotation/`): a claim with a code is right
//! where its cue is marked with that type and its doer is a marked one, half right where only the cue is. And sheets of `tacitus sample` with the judges' verdicts (`eval/judged/*/claims-judge-*.tsv`).
//! Each judged sentence is read anew; a claim that is still told in the same words carries the share of judges who called it right. Logistic
//! regression by Newton's method with a ridge. Sentences are held out by tenths to measure; the table is fitted on all. LEAST is the chance
//! below which a claim is not to be told; the header of the table says what other values would cost and bring.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use serde_json::Value;
use tacitus_export::line;
use tacitus_gazetteer::Gazetteer;
use tacitus_reading::Reader;
use tacitus_reading::sureness::{CONSTANT, LEAST, Sign};
use tacitus_record::{Article, Block, BlockKind, Claim, DateEvidence, PublishedDate, Span};
use tacitus_text::TextReader;

/// A sign that fewer judged claims have is left out.
const RARE: usize = 15;
/// Strength of the ridge.
const RIDGE: f64 = 10.0;
const ROUNDS: usize = 12;
const FOLDS: usize = 10;

struct Judged {
    signs: Vec<Sign>,
    right: f64,
    untrue: bool,
    fold: usize,
}

#[derive(Default)]
struct Verdicts {
    all: f64,
    right: f64,
    untrue: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let least: f64 = arguments.next().ok_or("give the least chance, then the judged sheets")?.parse()?;
    let mut sheets: BTreeMap<(String, String), BTreeMap<String, Verdicts>> = BTreeMap::new();
    let mut annotated: Vec<Value> = Vec::new();
    for file in arguments {
        if file.ends_with(".jsonl") {
            for line in std::fs::read_to_string(&file)?.lines() {
                annotated.push(serde_json::from_str(line)?);
            }
            continue;
        }
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_path(&file)?;
        let header = reader.headers()?.clone();
        let column = |name: &str| header.iter().position(|h| h == name);
        let Some(((sentence, published), (says, verdict))) =
            column("sentence").zip(column("published")).zip(column("says").zip(column("verdict")))
        else {
            eprintln!("{file}: left out, it needs the columns sentence, published, says and verdict");
            continue;
        };
        for row in reader.records() {
            let row = row?;
            let cell = |i: usize| row.get(i).unwrap_or("").to_string();
            let judged = sheets.entry((cell(sentence), cell(published))).or_default().entry(cell(says)).or_default();
            judged.all += 1.0;
            judged.right += f64::from(u8::from(cell(verdict) == "right"));
            judged.untrue |= cell(verdict) == "untrue";
        }
    }
    let text = TextReader::embedded();
    let reader = Reader::new(Gazetteer::embedded(), None)?.telling_all();
    let mut judged = Vec::new();
    for (number, ((sentence, published), verdicts)) in sheets.iter().filter(|((sentence, _), _)| !sentence.is_empty()).enumerate() {
        let Some(article) = article(sentence, published) else { continue };
        let document = text.read(&article.text, &article.blocks);
        let claims = reader.read(&article, &document).claims;
        let signs = reader.signs(&document, &claims);
        for (claim, signs) in claims.iter().zip(signs) {
            let Some(found) = verdicts.get(&line::content(claim)) else { continue };
            judged.push(Judged { signs, right: found.right / found.all, untrue: found.untrue, fold: number % FOLDS });
        }
    }
    for (number, gold) in annotated.iter().enumerate() {
        let published = gold["published"].as_str().unwrap_or_default();
        let Some(article) = gold["text"].as_str().and_then(|text| article(text, published)) else { continue };
        let document = text.read(&article.text, &article.blocks);
        let claims = reader.read(&article, &document).claims;
        let signs = reader.signs(&document, &claims);
        for (claim, signs) in claims.iter().zip(signs).filter(|(claim, _)| claim.event.is_some()) {
            judged.push(Judged { signs, right: agreement(claim, &gold["annotation"], &article.text), untrue: false, fold: number % FOLDS });
        }
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    judged.iter().flat_map(|j| &j.signs).for_each(|(sign, _)| *seen.entry(sign).or_default() += 1);
    let names: Vec<&str> = std::iter::once(CONSTANT).chain(seen.into_iter().filter(|(_, n)| *n >= RARE).map(|(sign, _)| sign)).collect();
    let index: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    let rows: Vec<Vec<(usize, f64)>> = judged
        .iter()
        .map(|j| {
            let mut cells: BTreeMap<usize, f64> = BTreeMap::from([(0, 1.0)]);
            for (sign, value) in &j.signs {
                if let Some(&i) = index.get(sign.as_str()) {
                    *cells.entry(i).or_default() += f64::from(*value);
                }
            }
            cells.into_iter().collect()
        })
        .collect();
    let mut held: Vec<(f64, &Judged)> = Vec::new();
    for fold in 0..FOLDS {
        let train: BTreeSet<usize> = (0..judged.len()).filter(|&i| judged[i].fold != fold).collect();
        let weights = fit(&rows, &judged, &train, names.len());
        held.extend((0..judged.len()).filter(|i| !train.contains(i)).map(|i| (chance(&weights, &rows[i]), &judged[i])));
    }
    held.sort_by(|a, b| a.0.total_cmp(&b.0));
    let share = |told: &[(f64, &Judged)], of: fn(&Judged) -> f64| told.iter().map(|(_, j)| of(j)).sum::<f64>() / told.len().max(1) as f64;
    println!(
        "# Weights of the signs of a claim being read right; made by crates/eval/examples/fit_sureness.rs on {} judged claims.",
        judged.len()
    );
    println!("# Held out by tenths of the sentences: told, right and untrue among them, right among those left out, by least chance.");
    for bound in [0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7] {
        let cut = held.partition_point(|(chance, _)| *chance < bound);
        let (out, told) = held.split_at(cut);
        println!(
            "# least {bound}: {:.3} told, {:.3} right, {:.3} untrue; {:.3} of those left out",
            told.len() as f64 / held.len().max(1) as f64,
            share(told, |j| j.right),
            share(told, |j| f64::from(u8::from(j.untrue))),
            share(out, |j| j.right)
        );
    }
    let all = (0..judged.len()).collect();
    let weights = fit(&rows, &judged, &all, names.len());
    println!("sign\tweight\tsource");
    println!("{LEAST}\t{least}\tset by hand");
    for (name, weight) in names.iter().zip(weights) {
        println!("{name}\t{weight:.3}\tfitted");
    }
    Ok(())
}

/// How far a claim agrees with the marked events: annotators leave out a part of what is told, so that no mark is no proof.
fn agreement(claim: &Claim, annotation: &Value, text: &str) -> f64 {
    const UNMARKED: f64 = 0.3;
    const OTHERWISE: f64 = 0.5;
    let span = |pair: &Value| -> Option<Span> {
        let at = |i: usize| pair[i].as_u64().map(|chars| text.char_indices().nth(chars as usize).map_or(text.len(), |(byte, _)| byte));
        Span::new(text, at(0)?, at(1)?)
    };
    let Some(cue) = claim.mention.cue else { return UNMARKED };
    let events = annotation.as_array().into_iter().flatten().filter_map(|sentence| sentence["events"].as_array()).flatten();
    let marked = events.into_iter().find(|e| span(&e["trigger"]).is_some_and(|t| t.overlaps(cue)));
    let Some(event) = marked else { return UNMARKED };
    let kind = claim.event.as_ref().map(|code| code.plover_type.as_str());
    let doers: Vec<Span> = event["actor"].as_array().into_iter().flatten().filter_map(span).collect();
    let doer = claim.actor.as_ref().and_then(|a| a.span()).is_none_or(|own| doers.iter().any(|d| d.overlaps(own)));
    if event["type"].as_str() == kind && doer { 1.0 } else { OTHERWISE }
}

fn article(sentence: &str, published: &str) -> Option<Article> {
    let published = published.parse().ok().map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    let blocks = vec![Block { span: Span::new(sentence, 0, sentence.len())?, kind: BlockKind::Paragraph }];
    Some(Article {
        published: published.clone(),
        published_candidates: published.into_iter().collect(),
        blocks,
        ..Article::of_text("a-judged", sentence)
    })
}

fn chance(weights: &[f64], row: &[(usize, f64)]) -> f64 {
    1.0 / (1.0 + (-row.iter().map(|(i, value)| weights[*i] * value).sum::<f64>()).exp())
}

/// Weights by Newton's method on the rows of `train`.
fn fit(rows: &[Vec<(usize, f64)>], judged: &[Judged], train: &BTreeSet<usize>, size: usize) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = weights.iter().enumerate().map(|(i, w)| if i == 0 { 0.0 } else { -RIDGE * w }).collect();
        let mut bend = vec![vec![0.0; size]; size];
        for (i, row) in bend.iter_mut().enumerate() {
            row[i] = if i == 0 { 1e-6 } else { RIDGE };
        }
        for &r in train {
            let p = chance(&weights, &rows[r]);
            for &(i, x) in &rows[r] {
                slope[i] += (judged[r].right - p) * x;
                for &(k, y) in &rows[r] {
                    bend[i][k] += p * (1.0 - p) * x * y;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(bend, slope)) {
            *weight += step;
        }
    }
    weights
}

/// The solution of a symmetric positive definite system, by elimination.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for pivot in 0..n {
        let row = matrix[pivot].clone();
        for below in pivot + 1..n {
            let factor = matrix[below][pivot] / row[pivot];
            if factor != 0.0 {
                matrix[below].iter_mut().zip(&row).skip(pivot).for_each(|(cell, over)| *cell -= factor * over);
                right[below] -= factor * right[pivot];
            }
        }
    }
    for pivot in (0..n).rev() {
        let known: f64 = (pivot + 1..n).map(|k| matrix[pivot][k] * right[k]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}
