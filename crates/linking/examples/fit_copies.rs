//! Fits the weights by which two texts are judged to be copies and prints `data/copy-weights.tsv`; how it fares goes to stderr.
//!
//! cargo run -p tacitus-linking --example fit_copies -- eval/data/copies/tuning.jsonl > crates/linking/data/copy-weights.tsv
//!
//! Copies: hand-written rewordings of the file, and copies of nine kinds planted from its sources by rule, with a fixed seed. Not copies:
//! the sources and rewordings nearest to each other, independent reports of one happening, two halves of one article without a sentence in
//! common, and other texts with one quotation or one paragraph of background in common.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tacitus_linking::{FEATURES, compare, stems};

const SEED: u64 = 20_261_127;
const ROUNDS: usize = 25;
/// Strength of the pull to small weights, per example.
const RIDGE: f64 = 2e-3;
const FOLDS: usize = 5;
/// How much a pair counts: what is hard to tell apart counts most, by rule planted and unlike texts least, of which there are many.
const REWORDED: f64 = 3.5;
const INDEPENDENT: f64 = 3.0;
const PLANTED: f64 = 0.05;
const UNLIKE: f64 = 0.3;
/// Nearest others of each text.
const NEAREST: usize = 5;

/// Two texts, whether one was made from the other, and how much the pair counts.
struct Pair {
    kind: String,
    /// Number of the source; pairs of one source are in one fold.
    source: usize,
    copy: bool,
    weight: f64,
    features: Vec<f64>,
    /// Whether enough is shared to be judged.
    judged: bool,
}

/// Multiplicative congruential generator, so that the corpora are the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| panic!("which file of sources and rewordings?"));
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    let rows: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let pairs = pairs(&rows);
    for fold in 0..FOLDS {
        let (test, train): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|p| p.source % FOLDS == fold);
        report(&format!("fold {fold}"), &test, &fitted(&train));
    }
    let all: Vec<&Pair> = pairs.iter().collect();
    let weights = fitted(&all);
    report("all", &all, &weights);
    println!(
        "# Weights of the model that judges whether one text was made from another (src/compare.rs): logarithm of the odds for a share of 1."
    );
    println!("# source: fitted by examples/fit_copies.rs on eval/data/copies/tuning.jsonl");
    println!("feature\tquotations\tweight");
    println!("constant\t-\t{:.2}", weights[0]);
    for (at, weight) in weights[1..].iter().enumerate() {
        let quotations = if at < FEATURES.len() { "kept" } else { "masked" };
        println!("{}\t{quotations}\t{weight:.2}", FEATURES[at % FEATURES.len()]);
    }
}

fn whole(row: &Value) -> String {
    format!("{}\n\n{}", row["title"].as_str().unwrap_or(""), row["text"].as_str().unwrap_or(""))
}

fn pairs(rows: &[Value]) -> Vec<Pair> {
    let of = |role: &str| rows.iter().filter(|r| r["role"] == role).collect::<Vec<_>>();
    let sources = of("source");
    let texts: Vec<String> = sources.iter().map(|r| whole(r)).collect();
    let number: BTreeMap<&str, usize> = sources.iter().enumerate().filter_map(|(i, r)| Some((r["id"].as_str()?, i))).collect();
    let source_of = |r: &Value| r["source"].as_str().and_then(|id| number.get(id).copied()).expect("a source of the file");
    let known: Vec<BTreeSet<String>> = texts.iter().map(|t| stems(t).into_iter().collect()).collect();
    let mut pairs = Vec::new();
    let mut add = |kind: &str, source: usize, copy: bool, weight: f64, a: &str, b: &str| {
        let comparison = compare(a, b);
        let (features, judged) = (comparison.features().to_vec(), comparison.has_evidence());
        pairs.push(Pair { kind: kind.to_string(), source, copy, weight, features, judged });
    };
    let mut reworded: BTreeMap<usize, String> = BTreeMap::new();
    for row in of("rewording") {
        let (i, text) = (source_of(row), whole(row));
        add(row["manner"].as_str().unwrap_or("rewording"), i, true, REWORDED, &texts[i], &text);
        for j in nearest(&stems(&text).into_iter().collect(), &known, i) {
            add("nearest", i, false, UNLIKE, &texts[j], &text);
        }
        reworded.insert(i, text);
    }
    for row in of("report") {
        let (i, text) = (source_of(row), whole(row));
        add("independent", i, false, INDEPENDENT, &texts[i], &text);
        if let Some(copy) = reworded.get(&i) {
            add("independent of a copy", i, false, INDEPENDENT / 2.0, copy, &text);
        }
    }
    let mut dice = Dice(SEED);
    let pool: Vec<String> = texts.iter().flat_map(|t| t.split_whitespace().map(String::from).collect::<Vec<_>>()).collect();
    for (i, text) in texts.iter().enumerate() {
        let other = &texts[(i + 1 + dice.below(texts.len() - 1)) % texts.len()];
        for (kind, copy) in planted(text, other, &pool, &mut dice) {
            add(kind, i, true, PLANTED, text, &copy);
        }
        for j in nearest(&known[i], &known, i) {
            add("other source", i, false, UNLIKE, text, &texts[j]);
        }
        let (one, two) = halves(text);
        add("halves", i, false, 2.0 * UNLIKE, &one, &two);
        let said: String = sentences(text).into_iter().take(3).collect::<Vec<_>>().join(" ").replace('"', "");
        let third = &texts[(i + 2 + dice.below(texts.len() - 2)) % texts.len()];
        add("one quotation", i, false, 2.0 * UNLIKE, &format!("{other} \"{said}\""), &format!("\"{said}\" {third}"));
        let background = sentences(text).into_iter().next_back().unwrap_or_default();
        add("one paragraph", i, false, 2.0 * UNLIKE, &format!("{other} {background}"), &format!("{background} {third}"));
    }
    pairs
}

/// Other texts that share most words.
fn nearest(own: &BTreeSet<String>, known: &[BTreeSet<String>], source: usize) -> Vec<usize> {
    let mut others: Vec<(usize, usize)> =
        (0..known.len()).filter(|&j| j != source).map(|j| (own.intersection(&known[j]).count(), j)).collect();
    others.sort_unstable_by_key(|&(shared, j)| (std::cmp::Reverse(shared), j));
    others.into_iter().take(NEAREST).map(|(_, j)| j).collect()
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(['.', '\n']).map(|s| s.trim().to_string()).filter(|s| s.split_whitespace().count() > 3).collect()
}

fn halves(text: &str) -> (String, String) {
    let all = sentences(text);
    let every = |from: usize| all.iter().skip(from).step_by(2).cloned().collect::<Vec<_>>().join(" ");
    (every(0), every(1))
}

/// Copies of nine kinds.
fn planted(text: &str, other: &str, pool: &[String], dice: &mut Dice) -> Vec<(&'static str, String)> {
    let spun = |text: &str, content: usize, names: usize, grammar: usize, dice: &mut Dice| -> String {
        text.split(' ').map(|word| replaced(word, content, names, grammar, pool, dice)).collect::<Vec<_>>().join(" ")
    };
    let kept =
        |text: &str, dice: &mut Dice| -> String { sentences(text).into_iter().filter(|_| !dice.falls(20)).collect::<Vec<_>>().join(" ") };
    let mut turned = sentences(text);
    let cut = dice.below(turned.len());
    turned.rotate_left(cut);
    let turned = turned.join(" ");
    let half = sentences(text);
    let half = half[..half.len().div_ceil(2)].join(" ");
    let rest = sentences(other);
    let rest = rest[rest.len() / 2..].join(" ");
    let dropped = kept(text, dice);
    vec![
        ("planted: 20 %", spun(text, 20, 0, 0, dice)),
        ("planted: 40 %", spun(text, 40, 0, 0, dice)),
        ("planted: 40 %, sentences dropped", spun(&dropped, 40, 0, 0, dice)),
        ("planted: 60 %, names", spun(text, 60, 15, 0, dice)),
        ("planted: 60 %, grammar", spun(text, 60, 0, 25, dice)),
        ("planted: 50 %, grammar, turned", spun(&turned, 50, 0, 45, dice)),
        ("planted: half, spun, in another text", format!("{} {rest}", spun(&half, 40, 0, 0, dice))),
        ("planted: half, word for word", half.clone()),
        ("planted: half in another text", format!("{rest} {half}")),
    ]
}

/// A word or, where the dice say so, another of its class.
fn replaced(word: &str, content: usize, names: usize, grammar: usize, pool: &[String], dice: &mut Dice) -> String {
    let percent = match class(word) {
        'f' => grammar,
        'N' => names,
        '#' => 0,
        _ => content,
    };
    if !dice.falls(percent) {
        return word.to_string();
    }
    let wanted = class(word);
    let found = (0..200).map(|_| &pool[dice.below(pool.len())]).find(|w| class(w) == wanted);
    found.cloned().unwrap_or_else(|| word.to_string())
}

/// Grammar by length and by having no stem of its own, names by capitals, numbers by digits.
fn class(word: &str) -> char {
    if word.contains(|c: char| c.is_numeric()) {
        '#'
    } else if stems(&word.to_lowercase()).is_empty() {
        'f'
    } else if word.contains(char::is_uppercase) {
        'N'
    } else {
        'c'
    }
}

/// The constant and a weight for each feature, none below 0: Newton's method on the logistic loss; the feature with the lowest weight below 0
/// is taken out until none is left.
fn fitted(pairs: &[&Pair]) -> Vec<f64> {
    let size = pairs[0].features.len();
    let total: f64 = pairs.iter().map(|p| p.weight).sum();
    let spread: Vec<f64> = (0..size)
        .map(|k| {
            let mean = pairs.iter().map(|p| p.weight * p.features[k]).sum::<f64>() / total;
            (pairs.iter().map(|p| p.weight * (p.features[k] - mean).powi(2)).sum::<f64>() / total).sqrt().max(1e-6)
        })
        .collect();
    let judged: Vec<&Pair> = pairs.iter().filter(|p| p.judged).copied().collect();
    let mut kept: Vec<usize> = (0..size).collect();
    loop {
        let rows: Vec<Vec<f64>> =
            judged.iter().map(|p| std::iter::once(1.0).chain(kept.iter().map(|&k| p.features[k] / spread[k])).collect()).collect();
        let found = newton(&judged, &rows, total);
        let lowest = (0..kept.len()).min_by(|&i, &j| found[i + 1].total_cmp(&found[j + 1]));
        match lowest.filter(|&i| found[i + 1] < 0.0) {
            Some(lowest) => _ = kept.remove(lowest),
            None => {
                let mut weights = vec![0.0; size + 1];
                weights[0] = found[0];
                kept.iter().zip(&found[1..]).for_each(|(&k, weight)| weights[k + 1] = weight / spread[k]);
                return weights;
            }
        }
    }
}

fn newton(pairs: &[&Pair], rows: &[Vec<f64>], total: f64) -> Vec<f64> {
    let size = rows[0].len();
    let mut weights = vec![0.0; size];
    for _ in 0..ROUNDS {
        let (mut slope, mut bend) = (vec![0.0; size], vec![vec![0.0; size]; size]);
        for (pair, row) in pairs.iter().zip(rows) {
            let odds = 1.0 / (1.0 + (-weights.iter().zip(row).map(|(w, x)| w * x).sum::<f64>()).exp());
            let (off, curve) = (pair.weight * (odds - f64::from(u8::from(pair.copy))), pair.weight * odds * (1.0 - odds));
            for i in 0..size {
                slope[i] += off * row[i];
                (0..size).for_each(|j| bend[i][j] += curve * row[i] * row[j]);
            }
        }
        for i in 0..size {
            let ridge = if i == 0 { 1e-9 } else { RIDGE } * total;
            slope[i] += ridge * weights[i];
            bend[i][i] += ridge;
        }
        let step = solved(bend, slope);
        weights.iter_mut().zip(&step).for_each(|(w, s)| *w -= s);
        if step.iter().all(|s| s.abs() < 1e-6) {
            break;
        }
    }
    weights
}

/// Gaussian elimination of a positive definite system.
fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let size = b.len();
    for i in 0..size {
        for j in i + 1..size {
            let part = a[j][i] / a[i][i];
            let (above, below) = a.split_at_mut(j);
            (i..size).for_each(|k| below[0][k] -= part * above[i][k]);
            b[j] -= part * b[i];
        }
    }
    for i in (0..size).rev() {
        b[i] = (b[i] - (i + 1..size).map(|k| a[i][k] * b[k]).sum::<f64>()) / a[i][i];
    }
    b
}

fn report(name: &str, pairs: &[&Pair], weights: &[f64]) {
    let mut kinds: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for pair in pairs {
        let score = weights[0] + pair.features.iter().zip(&weights[1..]).map(|(x, w)| x * w).sum::<f64>();
        let entry = kinds.entry((pair.copy, &pair.kind)).or_default();
        entry.0 += usize::from(pair.judged && score > 0.0);
        entry.1 += 1;
    }
    let told: Vec<String> =
        kinds.iter().map(|((copy, kind), (yes, n))| format!("{} {kind} {yes}/{n}", if *copy { "+" } else { "-" })).collect();
    eprintln!("{name}: {}", told.join(", "));
}
