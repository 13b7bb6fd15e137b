//! Judges whether one text was made from another: nine features of the texts, each with and without quotations, weighed by a small
//! logistic model whose weights are in `data/copy-weights.tsv`.
//!
//! The weights are fitted by `examples/fit_copies.rs` on planted copies, hand-written rewordings and independent reports. The model is
//! monotone: nothing shared ever speaks against a copy. So what it says can be told in words.

use std::sync::LazyLock;

use crate::fingerprint::{Fingerprint, Quotations, common_order, shared};
use crate::portrait::usual_rarity;
use crate::sentences::{Sentences, course, together};
use crate::tables::rows;
use crate::words::Word;

/// Names of the features as in the table of weights, in the order of [`Comparison::features`]; quotations kept, then masked.
pub const FEATURES: [&str; 9] = ["frames", "function-runs", "runs", "names", "order", "letters", "details", "together", "course"];
/// Number of features with both ways of treating quotations.
pub const BOTH: usize = 2 * FEATURES.len();

/// Lists shorter than this are measured as if they were as long: two or three features are shared by any two reports of one event.
const LEAST_GRAMS: usize = 10;
/// The same for sequences of names and for names in order.
const LEAST_NAMES: usize = 8;
/// The same for letters.
const LEAST_LETTERS: usize = 50;
/// Shared frames and names in order together from which there is anything to judge.
const LEAST_EVIDENCE: usize = 6;
/// Pairs of words that stand together in both, and their share, from which there is enough as well: a short text has few names.
const LEAST_PAIRS: usize = 12;
const TOGETHER: f64 = 0.25;
/// A text with more than so many times the names of another holds most short orders by chance.
const COMPARABLE: usize = 2;
/// From this part of the frames' share on, the share of verbatim runs shows that what is shared was not reworded.
const VERBATIM: f64 = 0.8;
/// Verbatim passages that make up less than this share are borrowed; the claims in them count once all the same.
const BORROWED_BELOW: f64 = 0.3;
/// From this share of names and numbers in one order on, the rest of two texts goes the same way, too.
const RETOLD_FROM: f64 = 0.5;
/// Share of frames from which two texts are searched for reworded passages in common.
const OVERLAP_FROM: f64 = 0.08;
/// Words from which a retelling can be told from a report of one's own: the model was fitted on texts of 58 words and more.
const LEAST_WORDS: usize = 50;
/// Share of the frames from which a shorter text keeps the phrasing of another.
const FRAMED_BRIEFLY: f64 = 0.4;
/// Far more than sums of the model's features may be rounded by.
const ROUNDING: f64 = 1e-6;
/// Share of the frames from which there is a frame to speak of; below it, a copy was retold.
const FRAMED: f64 = 0.15;

/// The model: the constant, and a weight for each of [`Comparison::features`].
struct Model {
    constant: f64,
    weights: [f64; BOTH],
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let mut model = Model { constant: 0.0, weights: [0.0; BOTH] };
    for mut cells in rows(include_str!("../data/copy-weights.tsv")) {
        let (Some(name), Some(quotations), Some(weight)) = (cells.next(), cells.next(), cells.next().and_then(|w| w.parse().ok())) else {
            continue;
        };
        match FEATURES.iter().position(|f| *f == name) {
            Some(at) => model.weights[at + if quotations == "masked" { FEATURES.len() } else { 0 }] = weight,
            None => model.constant = weight,
        }
    }
    model
});

/// A text as comparing needs it.
#[derive(Clone, Debug)]
pub struct Prints {
    kept: Fingerprint,
    /// None where nothing is quoted: then it is the same.
    masked: Option<Fingerprint>,
    /// Words of the text.
    words: usize,
}

impl Prints {
    /// Of a text's words.
    pub fn of(words: &[Word]) -> Prints {
        let quotes = words.iter().any(|w| w.quoted);
        Prints {
            kept: Fingerprint::of(words, Quotations::Kept),
            masked: quotes.then(|| Fingerprint::of(words, Quotations::Masked)),
            words: words.len(),
        }
    }

    fn masked(&self) -> &Fingerprint {
        self.masked.as_ref().unwrap_or(&self.kept)
    }

    /// Its sentences, quotations kept.
    pub fn sentences(&self) -> &Sentences {
        &self.kept.sentences
    }
}

/// What two texts share of each feature. Shares are containments, 0 to 1: of the shorter list's features, those the longer has too.
/// Containment, never Jaccard: an excerpt is a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Frames of function words, names and numbers.
    pub frames: f64,
    /// Sequences of function words.
    pub function_runs: f64,
    /// Verbatim runs.
    pub runs: f64,
    /// Sequences of names and numbers.
    pub names: f64,
    /// Names and numbers that come in the same order.
    pub order: f64,
    /// Letters in a row.
    pub letters: f64,
    /// Names and numbers, by their rarity, that both texts have: the smaller of the two shares.
    pub details: f64,
    /// Of the words that both have, the pairs that stand together in one sentence in both.
    pub together: f64,
    /// Sentences whose nearest ones in the other text follow each other, too.
    pub course: f64,
}

impl Shares {
    /// What a pass over sorted lists gives; the rest is 1, the most it can be.
    fn bounded(a: &Fingerprint, b: &Fingerprint) -> Shares {
        let contained = |x: &[u64], y: &[u64], least: usize| share(shared(x, y), x.len().min(y.len()).max(least));
        Shares {
            frames: contained(&a.frames, &b.frames, LEAST_GRAMS),
            function_runs: contained(&a.function_runs, &b.function_runs, LEAST_GRAMS),
            runs: contained(&a.runs, &b.runs, LEAST_GRAMS),
            names: contained(&a.names, &b.names, LEAST_NAMES),
            order: 1.0,
            letters: contained(&a.letters, &b.letters, LEAST_LETTERS),
            details: held(&a.details, &b.details).min(held(&b.details, &a.details)),
            together: 1.0,
            course: 1.0,
        }
    }

    /// With what takes longer; also the number of names in one order and of pairs of words that stand together.
    fn completed(self, a: &Fingerprint, b: &Fingerprint) -> (Shares, usize, usize) {
        let shorter = a.order.len().min(b.order.len());
        let comparable = a.order.len().max(b.order.len()) <= COMPARABLE * shorter;
        let in_order = if comparable { common_order(&a.order, &b.order) } else { 0 };
        let (together, pairs) = together(&a.sentences, &b.sentences);
        let order = share(in_order, shorter.max(LEAST_NAMES));
        (Shares { order, together, course: course(&a.sentences, &b.sentences), ..self }, in_order, pairs)
    }

    fn list(&self) -> [f64; FEATURES.len()] {
        [self.frames, self.function_runs, self.runs, self.names, self.order, self.letters, self.details, self.together, self.course]
    }
}

/// How alike two texts are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Quotations counted.
    pub kept: Shares,
    /// Quotations left out.
    pub masked: Shares,
    /// Frames in common outside quotations.
    pub shared_frames: usize,
    /// Names and numbers outside quotations that come in the same order.
    pub common_order: usize,
    /// Pairs of words outside quotations that stand together in one sentence in both.
    pub shared_pairs: usize,
    /// Whether some twelve words in a row are the same outside quotations.
    pub shares_a_passage: bool,
    /// Share of the first text's frames that the second holds.
    pub first_in_second: f64,
    /// Share of the second text's frames that the first holds.
    pub second_in_first: f64,
    /// Words of the shorter text.
    pub shorter: usize,
}

/// What a cheap look at two texts gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Glance {
    /// They may be copies: to be compared in full.
    Alike,
    /// No copies, but there may be passages in common.
    Passages,
    /// Nothing that matters.
    Apart,
}

impl Comparison {
    /// Compares two texts.
    pub fn of(a: &Prints, b: &Prints) -> Comparison {
        Comparison::bounded(a, b).completed(a, b)
    }

    /// Says what [`Comparison::of`] may still find, for a small part of the work. Nothing shared speaks against a copy, so that what takes long
    /// to measure is taken to be shared in full.
    /// Gives these bounds, too.
    pub fn glance(a: &Prints, b: &Prints) -> (Glance, Comparison) {
        let least = Comparison::bounded(a, b);
        let glance = if least.score() > -ROUNDING {
            Glance::Alike
        } else if least.may_overlap() {
            Glance::Passages
        } else {
            Glance::Apart
        };
        (glance, least)
    }

    /// With what a pass over sorted lists gives; the other shares are 1, the other numbers 0.
    fn bounded(a: &Prints, b: &Prints) -> Comparison {
        let kept = Shares::bounded(&a.kept, &b.kept);
        let plain = a.masked.is_none() && b.masked.is_none();
        let (x, y) = (a.masked(), b.masked());
        let frames = shared(&x.frames, &y.frames);
        Comparison {
            kept,
            masked: if plain { kept } else { Shares::bounded(x, y) },
            shared_frames: frames,
            common_order: 0,
            shared_pairs: 0,
            shares_a_passage: shared(&x.passages, &y.passages) > 0,
            first_in_second: share(frames, x.frames.len()),
            second_in_first: share(frames, y.frames.len()),
            shorter: a.words.min(b.words),
        }
    }

    fn completed(self, a: &Prints, b: &Prints) -> Comparison {
        let of_kept = self.kept.completed(&a.kept, &b.kept);
        let plain = a.masked.is_none() && b.masked.is_none();
        let (masked, common_order, shared_pairs) = if plain { of_kept } else { self.masked.completed(a.masked(), b.masked()) };
        Comparison { kept: of_kept.0, masked, common_order, shared_pairs, ..self }
    }

    /// All features, in the order of [`FEATURES`], quotations kept, then masked.
    pub fn features(&self) -> [f64; BOTH] {
        let mut all = [0.0; BOTH];
        all[..FEATURES.len()].copy_from_slice(&self.kept.list());
        all[FEATURES.len()..].copy_from_slice(&self.masked.list());
        all
    }

    /// The logarithm of the odds that one text was made from the other.
    pub fn score(&self) -> f64 {
        MODEL.constant + self.features().iter().zip(MODEL.weights).map(|(x, w)| x * w).sum::<f64>()
    }

    /// Whether one text was made from the other (in whole or in good part).
    pub fn is_copy(&self) -> bool {
        self.has_evidence() && self.score() > 0.0 && !self.is_of_brief_reports()
    }

    /// Whether one text is so short that it has only the facts of its happening, in a phrasing of its own: two such reports are as like each
    /// other as a report and its retelling.
    pub fn is_of_brief_reports(&self) -> bool {
        self.shorter < LEAST_WORDS && self.masked.frames < FRAMED_BRIEFLY
    }

    /// Whether enough is shared to be judged at all, and more than a borrowed passage.
    pub fn has_evidence(&self) -> bool {
        let enough =
            self.shared_frames + self.common_order >= LEAST_EVIDENCE || self.shared_pairs >= LEAST_PAIRS && self.kept.together >= TOGETHER;
        enough && !self.is_a_borrowed_passage()
    }

    /// Whether what is shared is a smaller part, kept word for word, and the rest goes its own way: a paragraph of background in two texts.
    pub fn is_a_borrowed_passage(&self) -> bool {
        let shares = &self.masked;
        self.shares_a_passage && shares.runs >= VERBATIM * shares.frames && shares.frames < BORROWED_BELOW && shares.order < RETOLD_FROM
    }

    /// Whether a copy keeps so little of the phrasing that it was retold, by hand, by a language model or through another language.
    pub fn is_retold(&self) -> bool {
        self.is_copy() && self.masked.frames < FRAMED
    }

    /// Whether two texts that are no copies may still share a passage worth marking.
    pub fn may_overlap(&self) -> bool {
        self.shares_a_passage || (self.masked.frames >= OVERLAP_FROM && self.shared_frames >= LEAST_EVIDENCE)
    }

    /// The judgement in words.
    pub fn in_words(&self) -> String {
        let percent = |share: f64| (share * 100.0).round() as u32;
        let shares = &self.masked;
        if self.is_retold() {
            return format!(
                "{} % of the details and {} % of the names and numbers ({}) in the same order, {} % of the words in common together in one \
                 sentence, though hardly a phrase is the same: retold",
                percent(self.kept.details),
                percent(shares.order),
                self.common_order,
                percent(self.kept.together)
            );
        }
        format!(
            "{} % of the frame of function words, names and numbers is shared ({} runs), {} % of the sequences of names and numbers, {} % of the \
             details, {} % word for word",
            percent(shares.frames),
            self.shared_frames,
            percent(shares.names),
            percent(shares.details),
            percent(shares.runs)
        )
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Share of the first text's details, by their rarity, that the second has.
fn held(of: &[u64], by: &[u64]) -> f64 {
    let all: f64 = of.iter().map(|&term| usual_rarity(term)).sum();
    let both: f64 = of.iter().filter(|term| by.binary_search(term).is_ok()).map(|&term| usual_rarity(term)).sum();
    if all == 0.0 { 0.0 } else { both / all }
}
