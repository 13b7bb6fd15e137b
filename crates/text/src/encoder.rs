//! Runs the small encoder over sentences and decodes tags, trees and names.
//!
//! Guarantees: a sentence's analysis depends on its words and the weights alone, never on its
//! neighbours, their order or the number of threads; every sentence gets one tree with one root.
//! Does not split text: words come in, labels come out. Weights: `models/reader/`.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};

use crate::decode::{self, ArcScores};
use crate::gist::{self, Gist};
use crate::labels::Labels;
use crate::lent::Lent;
use crate::shape::word_shape;
use crate::trace::{Judge, Judges, WIDTH};
use crate::wordpiece::WordPiece;

pub(crate) static WEIGHTS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/reader.onnx"));
pub(crate) static VOCABULARY: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/vocab.txt"));
static MANIFEST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/manifest.toml"));

/// Most word pieces of one run, the two marks included; longer sentences are cut at a clause.
pub const MOST_PIECES: usize = 512;
/// Lengths are padded to a multiple of this, so that padding depends on the sentence alone.
const STEP: usize = 2;
/// Word pieces in one batch, padding included: few enough that a layer's activations stay in a core's own cache.
const BATCH: usize = 160;
const ARC: usize = 128;
const REL: usize = 96;
const LANES: usize = 16;

/// The words of one sentence, as written, in order.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// Surface forms; an empty form is allowed and is read as an unknown word.
    pub forms: Vec<&'a str>,
}

/// A run of words that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// `PER`, `ORG`, `LOC`, or one of re3d's types in the domain layer.
    pub label: &'static str,
    /// Least lead of a word's label over the best label of another kind; small means doubt.
    pub margin: f32,
}

/// What the encoder says about one sentence; every list but the spans has one entry a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Index into [`Labels::upos`].
    pub upos: Vec<u8>,
    /// Index into [`Labels::xpos`].
    pub xpos: Vec<u8>,
    /// Head: 0 for the root, otherwise the head's number counted from 1.
    pub head: Vec<u16>,
    /// Index into [`Labels::deprel`].
    pub deprel: Vec<u8>,
    /// Score of the chosen head less that of the next best; below zero where the tree overruled.
    pub head_margin: Vec<f32>,
    /// Persons, organisations and places.
    pub names: Vec<NameSpan>,
    /// Entities of the domain (re3d's types).
    pub domain: Vec<NameSpan>,
    /// Factuality of each word read as a predicate, -1 to 1.
    pub factuality: Vec<f32>,
    /// Words that may tell an event or say something; not one a word.
    pub gists: Vec<Gist>,
    /// A vector for the sentence's own mark and one for each word, in a row.
    pub vectors: Vec<f32>,
}

/// The encoder with its weights, shareable between threads.
pub struct Encoder {
    model: Model,
    inputs: [NodeId; 6],
    outputs: [NodeId; 9],
    pieces: WordPiece,
    labels: Labels,
    /// One row of `2 * REL` for each relation, and its bias.
    relations: Vec<f32>,
    relation_bias: Vec<f32>,
    /// One row for each role of an argument, and its bias.
    roles: Vec<f32>,
    role_bias: Vec<f32>,
    judges: Arc<Judges>,
    hash: &'static str,
    threads: Lent,
}

/// One piece of a sentence that fits into the encoder, coded.
struct Coded {
    ids: Vec<i32>,
    shapes: Vec<i32>,
    /// First and last piece of `[CLS]` and of each word.
    first: Vec<i32>,
    last: Vec<i32>,
}

impl Coded {
    fn padded(&self) -> usize {
        self.ids.len().next_multiple_of(STEP)
    }
}

/// Scores of one batch, word by word.
struct Scores {
    tags: Vec<f32>,
    dep: Vec<f32>,
    head: Vec<f32>,
    rel_dep: Vec<f32>,
    rel_head: Vec<f32>,
    events: Vec<f32>,
    role_of: Vec<f32>,
    role_for: Vec<f32>,
    words: Vec<f32>,
}

impl Encoder {
    /// The encoder with the weights inside this binary.
    ///
    /// # Panics
    /// If the embedded files do not belong together, which a test of this crate rules out.
    pub fn embedded() -> Self {
        let mut options = ModelOptions::with_all_ops();
        let model = options.prepack_weights(true).load_static_slice(WEIGHTS).expect("models/reader/reader.onnx loads");
        let id = |name: &str| model.node_id(name).expect("reader.onnx has the documented inputs and outputs");
        let inputs = ["ids", "shape", "mask", "keep", "first", "last"].map(id);
        let outputs = ["tags", "dep", "head", "rel_dep", "rel_head", "events", "role_of", "role_for", "words"].map(id);
        let labels = Labels::embedded();
        let constants = model.run_n([].into(), ["rel_weight", "rel_bias", "role_weight", "role_bias"].map(id), None);
        let [relations, relation_bias, roles, role_bias] = constants.expect("reader.onnx holds the weights of pairs").map(floats);
        assert_eq!(relations.len(), 2 * REL * relation_bias.len(), "reader.onnx is as wide as this encoder");
        let judge = |name: &str| {
            let parts = ["first", "first_bias", "last"].map(|part| id(&format!("{name}_{part}")));
            let [first, first_bias, last] = model.run_n([].into(), parts, None).expect("reader.onnx holds the judges").map(floats);
            Judge::new(first, first_bias, last)
        };
        let judges = Arc::new(Judges {
            time: judge("time"),
            deed: judge("deed"),
            act: judge("act"),
            menace: judge("menace"),
            types: labels.event[1..].to_vec(),
        });
        Self {
            model,
            inputs,
            outputs,
            pieces: WordPiece::new(VOCABULARY),
            labels,
            relations: by_label(&relations, relation_bias.len()),
            relation_bias,
            roles: by_label(&roles, role_bias.len()),
            role_bias,
            judges,
            hash: recorded_hash(MANIFEST),
            threads: Lent::default(),
        }
    }

    /// What is asked of readings, shared with the sentences read.
    pub(crate) fn judges(&self) -> &Arc<Judges> {
        &self.judges
    }

    /// Names of the labels.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// SHA-256 of the weights, as the manifest records it.
    pub fn hash(&self) -> &str {
        self.hash
    }

    /// Analyses sentences; one result for each, in their order.
    ///
    /// Works on one thread, which is lent to it.
    pub fn analyse(&self, sentences: &[Words]) -> Vec<Analysis> {
        if sentences.iter().all(|s| s.forms.is_empty()) {
            return sentences.iter().map(|_| Analysis::default()).collect();
        }
        self.threads.run(|pool| self.analyse_here(sentences, pool))
    }

    fn analyse_here(&self, sentences: &[Words], pool: &Arc<ThreadPool>) -> Vec<Analysis> {
        let mut coded = Vec::with_capacity(sentences.len());
        let mut parts_of = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let before = coded.len();
            self.code(&sentence.forms, &mut coded);
            parts_of.push(before..coded.len());
        }
        let mut order: Vec<usize> = (0..coded.len()).collect();
        order.sort_by_key(|&i| coded[i].padded());
        let mut done: Vec<Analysis> = coded.iter().map(|_| Analysis::default()).collect();
        let mut rest = order.as_slice();
        while let Some(&first) = rest.first() {
            let width = coded[first].padded();
            let most = (BATCH / width).max(1);
            let count = rest.iter().take(most).take_while(|&&i| coded[i].padded() == width).count();
            let (batch, after) = rest.split_at(count);
            rest = after;
            let members: Vec<&Coded> = batch.iter().map(|&i| &coded[i]).collect();
            let scores = self.run(&members, width, pool);
            let mut row = 0;
            for &i in batch {
                let words = coded[i].first.len() - 1;
                done[i] = self.decode(&scores, row, words);
                row += words + 1;
            }
        }
        let join = |range: std::ops::Range<usize>| self.join(&mut done[range]);
        parts_of.into_iter().map(join).collect()
    }

    /// Codes a sentence, in as many parts as its length asks for.
    fn code(&self, forms: &[&str], out: &mut Vec<Coded>) {
        if forms.is_empty() {
            return;
        }
        let mut pieces = Vec::new();
        let mut ends = Vec::with_capacity(forms.len());
        for form in forms {
            self.pieces.push(form, &mut pieces);
            ends.push(pieces.len());
        }
        let mut word = 0;
        let mut start = 0;
        while word < forms.len() {
            let fits = ends[word..].iter().take_while(|&&e| e - start <= MOST_PIECES - 2).count();
            let mut stop = word + fits;
            if stop < forms.len() {
                stop = clause_end(forms, word, stop);
            }
            let mut part = Coded { ids: vec![self.pieces.cls], shapes: vec![0], first: vec![0], last: vec![0] };
            for w in word..stop {
                let begin = if w == 0 { 0 } else { ends[w - 1] };
                part.first.push(part.ids.len() as i32);
                part.ids.extend_from_slice(&pieces[begin..ends[w]]);
                part.shapes.resize(part.ids.len(), word_shape(forms[w]));
                part.last.push(part.ids.len() as i32 - 1);
            }
            part.ids.push(self.pieces.sep);
            part.shapes.push(0);
            out.push(part);
            start = ends[stop - 1];
            word = stop;
        }
    }

    fn run(&self, batch: &[&Coded], width: usize, pool: &Arc<ThreadPool>) -> Scores {
        let size = batch.len() * width;
        let (mut ids, mut shapes) = (vec![0i32; size], vec![0i32; size]);
        let mut mask = vec![-10_000f32; size];
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for (i, part) in batch.iter().enumerate() {
            let (at, end) = (i * width, i * width + part.ids.len());
            ids[at..end].copy_from_slice(&part.ids);
            shapes[at..end].copy_from_slice(&part.shapes);
            mask[at..end].fill(0.0);
            first.extend(part.first.iter().map(|&p| p + at as i32));
            last.extend(part.last.iter().map(|&p| p + at as i32));
        }
        // Of the last layer only these pieces are worked out.
        let mut keep: Vec<i32> = first.iter().chain(&last).copied().collect();
        keep.sort_unstable();
        keep.dedup();
        for at in first.iter_mut().chain(&mut last) {
            *at = keep.partition_point(|k| k < at) as i32;
        }
        let words = first.len();
        let whole = "lengths agree with shapes";
        let values = [
            Value::from_shape(&[batch.len(), width], ids).expect(whole),
            Value::from_shape(&[batch.len(), width], shapes).expect(whole),
            Value::from_shape(&[batch.len(), 1, 1, width], mask).expect(whole),
            Value::from_shape(&[keep.len()], keep).expect(whole),
            Value::from_shape(&[words], first).expect(whole),
            Value::from_shape(&[words], last).expect(whole),
        ];
        let inputs = self.inputs.into_iter().zip(values.into_iter().map(Into::into)).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let outputs = self.model.run_n(inputs, self.outputs, Some(options));
        let outputs = outputs.expect("the graph runs on any words").map(floats);
        let [tags, dep, head, rel_dep, rel_head, events, role_of, role_for, words] = outputs;
        Scores { tags, dep, head, rel_dep, rel_head, events, role_of, role_for, words }
    }

    /// Decodes the sentence whose `[CLS]` stands in `row`.
    fn decode(&self, scores: &Scores, row: usize, words: usize) -> Analysis {
        let labels = &self.labels;
        let sizes = [labels.upos.len(), labels.xpos.len(), labels.names.len(), labels.domain.len()];
        let width: usize = sizes.iter().sum();
        let tags = &scores.tags[(row + 1) * width..(row + 1 + words) * width];
        let layer = |from: usize, size: usize| tags.chunks_exact(width).map(move |r| &r[from..from + size]);
        let best = |from, size| layer(from, size).map(|r| decode::arg_max(r) as u8).collect();
        let spans = |from, size, names: &[&'static str]| {
            let flat: Vec<f32> = layer(from, size).flatten().copied().collect();
            name_spans(&flat, names)
        };
        let mut arcs = Vec::with_capacity(words * (words + 1));
        for d in 1..=words {
            let dep = vector(&scores.dep, row + d, ARC);
            arcs.extend((0..=words).map(|h| dot(dep, vector(&scores.head, row + h, ARC))));
        }
        let arcs = ArcScores { scores: &arcs, words };
        let head = decode::tree(&arcs);
        let relation = |(d, &h): (usize, &u16)| {
            let dep = vector(&scores.rel_dep, row + d + 1, 2 * REL);
            let top = vector(&scores.rel_head, row + usize::from(h), 2 * REL);
            self.relation(dep, top, h == 0)
        };
        let deprel = head.iter().enumerate().map(relation).collect();
        let rows = |all: &'_ [f32]| {
            let width = all.len() / (scores.tags.len() / width);
            (row + 1) * width..(row + 1 + words) * width
        };
        let meaning = gist::Scores {
            events: &scores.events[rows(&scores.events)],
            role_of: &scores.role_of[rows(&scores.role_of)],
            role_for: &scores.role_for[rows(&scores.role_for)],
            weights: &self.roles,
            bias: &self.role_bias,
        };
        Analysis {
            factuality: gist::factuality(labels, meaning.events),
            gists: gist::gists(labels, &meaning),
            vectors: scores.words[row * WIDTH..(row + 1 + words) * WIDTH].to_vec(),
            upos: best(0, sizes[0]),
            xpos: best(sizes[0], sizes[1]),
            head_margin: decode::margins(&arcs, &head),
            head,
            deprel,
            names: spans(sizes[0] + sizes[1], sizes[2], &labels.names),
            domain: spans(sizes[0] + sizes[1] + sizes[2], sizes[3], &labels.domain),
        }
    }

    /// The best relation of a word to its head; `root` goes with the root and with nothing else.
    fn relation(&self, dep: &[f32], head: &[f32], is_root: bool) -> u8 {
        if is_root {
            return self.labels.root as u8;
        }
        let mut z = [0f32; 2 * REL];
        for k in 0..REL {
            z[k] = (dep[k] + head[k]).max(0.0);
            z[REL + k] = dep[REL + k] * head[REL + k];
        }
        let score = |r: usize| match r == self.labels.root {
            true => f32::NEG_INFINITY,
            false => dot(&z, vector(&self.relations, r, 2 * REL)) + self.relation_bias[r],
        };
        let all: Vec<f32> = (0..self.labels.deprel.len()).map(score).collect();
        decode::arg_max(&all) as u8
    }

    /// Joins the parts of a long sentence: later roots hang from the first one, as `parataxis`.
    fn join(&self, parts: &mut [Analysis]) -> Analysis {
        let Some((first, later)) = parts.split_first_mut() else { return Analysis::default() };
        let mut all = std::mem::take(first);
        let root = all.head.iter().position(|&h| h == 0).map_or(0, |i| i as u16 + 1);
        let relation = self.labels.deprel.iter().position(|&r| r == "parataxis").unwrap_or(0) as u8;
        for part in later {
            let shift = all.head.len();
            for (head, deprel) in part.head.iter().zip(&part.deprel) {
                all.head.push(if *head == 0 { root } else { head + shift as u16 });
                all.deprel.push(if *head == 0 { relation } else { *deprel });
            }
            all.upos.append(&mut part.upos);
            all.xpos.append(&mut part.xpos);
            all.head_margin.append(&mut part.head_margin);
            all.factuality.append(&mut part.factuality);
            all.vectors.extend_from_slice(&part.vectors[WIDTH..]);
            all.gists.extend(part.gists.drain(..).map(|mut g| {
                g.token += shift;
                g.parts.iter_mut().for_each(|p| p.token += shift);
                g
            }));
            let moved = |s: NameSpan| NameSpan { start: s.start + shift, end: s.end + shift, ..s };
            all.names.extend(part.names.drain(..).map(moved));
            all.domain.extend(part.domain.drain(..).map(moved));
        }
        all
    }
}

/// Where to cut words `from..to`, that more follow: after the last clause mark of their second half.
fn clause_end(forms: &[&str], from: usize, to: usize) -> usize {
    let half = from + (to - from) / 2;
    let at = |marks: &[&str]| (half..to).rev().find(|&i| marks.contains(&forms[i]));
    at(&[";", ".", "!", "?", ":"]).or_else(|| at(&[",", "—", "–", ")"])).map_or(to, |i| i + 1)
}

fn name_spans(scores: &[f32], labels: &[&'static str]) -> Vec<NameSpan> {
    let width = labels.len();
    let mut out: Vec<NameSpan> = Vec::new();
    for (word, &label) in decode::bio(scores, width).iter().enumerate() {
        if label == 0 {
            continue;
        }
        let row = vector(scores, word, width);
        let own = usize::from(label);
        let kind = |l: usize| l.div_ceil(2);
        let others = (0..width).filter(|&l| kind(l) != kind(own)).map(|l| row[l]);
        let margin = row[own] - others.fold(f32::NEG_INFINITY, f32::max);
        match out.last_mut().filter(|_| own.is_multiple_of(2)) {
            Some(open) => {
                open.end = word + 1;
                open.margin = open.margin.min(margin);
            }
            None => out.push(NameSpan { start: word, end: word + 1, label: labels[own].split_at(2).1, margin }),
        }
    }
    out
}

fn vector(all: &[f32], row: usize, width: usize) -> &[f32] {
    &all[row * width..(row + 1) * width]
}

/// Sum of products in a fixed order, so that every machine gives the same bits.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; LANES];
    for (x, y) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum()
}

/// A matrix with a column for each label as one with a row for each.
fn by_label(weights: &[f32], labels: usize) -> Vec<f32> {
    let rows = weights.len() / labels.max(1);
    (0..labels).flat_map(|l| (0..rows).map(move |k| weights[k * labels + l])).collect()
}

/// The SHA-256 of weights that their manifest records; empty where it has none.
pub(crate) fn recorded_hash(manifest: &'static str) -> &'static str {
    manifest.lines().find_map(|l| l.strip_prefix("sha256 = \"")?.strip_suffix('"')).unwrap_or_default()
}

pub(crate) fn floats(value: Value) -> Vec<f32> {
    value.into_tensor::<f32>().map(|t| t.into_data()).unwrap_or_default()
}
