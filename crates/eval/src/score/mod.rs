//! Scores predictions against gold, by the same definitions as the shared scorer, so that both print the same figures.
//!
//! Gold and predictions are rows of JSON in one format. Offsets are code points, end exclusive. A missing prediction is an error of the
//! engine, never of the scorer.

pub mod annotation;
pub mod attribution;
pub mod cameo;
pub mod contradictions;
pub mod copies;
pub mod dates;
pub mod days;
pub mod derivation;
pub mod events;
pub mod factuality;
pub mod feeds;
pub mod garbled;
pub mod incidents;
pub mod muc4;
pub mod names;
pub mod negation;
pub mod no_event;
pub mod parse;
pub mod places;
pub mod pubdate;
pub mod romanisations;
pub mod seed;
pub mod suspect;
pub mod threats;
pub mod unknown_places;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::rows::{integer, text};

/// A range of code points.
pub type Range = (usize, usize);

/// Rounds to four decimals, ties to even, as Python does.
pub fn round4(x: f64) -> f64 {
    rounded(x, 4)
}

/// Rounds to that many decimals.
pub fn rounded(x: f64, decimals: usize) -> f64 {
    format!("{x:.decimals$}").parse().unwrap_or(x)
}

/// `a / b`, or 0 where b is 0.
pub fn share(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// The harmonic mean, or 0.
pub fn f1(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// Precision, recall and F1. Nothing to find and nothing claimed counts as perfect.
pub fn prf(right: usize, predicted: usize, gold: usize) -> Value {
    let part = |whole: usize, other: usize| match (whole, other) {
        (0, 0) => 1.0,
        (0, _) => 0.0,
        _ => right as f64 / whole as f64,
    };
    let (p, r) = (part(predicted, gold), part(gold, predicted));
    json!({"p": round4(p), "r": round4(r), "f1": round4(f1(p, r)), "tp": right, "pred": predicted, "gold": gold})
}

/// How many of two sets are in both, in the predicted one, in the gold one: what [`prf`] asks for, summed over many texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// Gold.
    pub gold: usize,
}

impl Tally {
    /// Adds what two sets have in common.
    pub fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
        self.right += gold.intersection(predicted).count();
        self.predicted += predicted.len();
        self.gold += gold.len();
    }

    /// Precision, recall and F1.
    pub fn prf(self) -> Value {
        prf(self.right, self.predicted, self.gold)
    }
}

/// Rows by their `id`; of two with one id the last counts.
pub fn by_id(rows: &[Value]) -> BTreeMap<&str, &Value> {
    rows.iter().map(|r| (text(r, "id"), r)).collect()
}

/// `[start, end]` or `{start, end}`.
pub fn range(v: &Value) -> Range {
    match v.as_array() {
        Some(pair) => (pair.first().map_or(0, number), pair.get(1).map_or(0, number)),
        None => (integer(v, "start"), integer(v, "end")),
    }
}

fn number(v: &Value) -> usize {
    v.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// Whether the two share at least one character.
pub fn overlap(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The characters that the ranges cover.
pub fn cover(ranges: &[Range]) -> BTreeSet<usize> {
    ranges.iter().flat_map(|r| r.0..r.1).collect()
}

/// Pearson's correlation, or `None` where one side does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    if x.len() < 2 {
        return None;
    }
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let sx: f64 = x.iter().map(|a| (a - mx).powi(2)).sum();
    let sy: f64 = y.iter().map(|a| (a - my).powi(2)).sum();
    let both: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    (sx > 0.0 && sy > 0.0).then(|| round4(both / (sx * sy).sqrt()))
}

/// Figures over gold labels, from one pair (gold, predicted) for each item.
pub fn labels(pairs: &[(Option<String>, Option<String>)]) -> Value {
    let known: BTreeSet<&String> = pairs.iter().filter_map(|(g, _)| g.as_ref()).collect();
    let (mut sum, mut weighted) = (0.0, 0.0);
    let mut by_label = serde_json::Map::new();
    for &label in &known {
        let is = |x: &Option<String>| x.as_ref() == Some(label);
        let right = pairs.iter().filter(|(g, p)| is(g) && is(p)).count();
        let (predicted, gold) = (pairs.iter().filter(|(_, p)| is(p)).count(), pairs.iter().filter(|(g, _)| is(g)).count());
        // As the shared scorer does, the average is taken over the rounded figures.
        let figure = prf(right, predicted, gold)["f1"].as_f64().unwrap_or(0.0);
        sum += figure;
        weighted += figure * gold as f64;
        by_label.insert(label.clone(), json!(figure));
    }
    let right = pairs.iter().filter(|(g, p)| g.is_some() && g == p).count();
    let predicted = pairs.iter().filter(|(_, p)| p.is_some()).count();
    let gold = pairs.iter().filter(|(g, _)| g.is_some()).count();
    let mean = |total: f64, n: usize| if n == 0 { 0.0 } else { round4(total / n as f64) };
    json!({
        "macro_f1": mean(sum, known.len()),
        "micro": prf(right, predicted, gold),
        "weighted_f1": mean(weighted, gold),
        "accuracy": mean(right as f64, gold),
        "by_label": by_label,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_find_and_nothing_claimed_is_perfect() {
        assert_eq!(prf(0, 0, 0)["f1"], 1.0);
        assert_eq!(prf(0, 0, 3)["f1"], 0.0);
        assert_eq!(prf(0, 3, 0)["f1"], 0.0);
    }

    #[test]
    fn a_third_is_rounded_to_four_decimals() {
        assert_eq!(prf(1, 3, 3)["p"], 0.3333);
    }

    #[test]
    fn macro_and_weighted_figures_differ_where_classes_do() {
        let some = |g: &str, p: &str| (Some(g.to_string()), Some(p.to_string()));
        let figures = labels(&[some("A", "A"), some("A", "A"), some("A", "B"), some("B", "A")]);
        // A: p 2/3, r 2/3; B: p 0, r 0.
        assert_eq!(figures["macro_f1"], 0.3333);
        assert_eq!(figures["weighted_f1"], 0.5);
        assert_eq!(figures["accuracy"], 0.5);
    }
}
