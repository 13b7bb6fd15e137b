//! What the encoder's heads for meaning say of a word: an event, a word of saying, how sure, and who plays which part.
//!
//! Guarantees: scores are margins of the graph's own numbers, without exponentials, so that they are the same on every machine.
//! They are a voice beside the rules of `tacitus-reading`, never a claim by themselves. Trained on `training/annotation` and UDS-IH2.

use crate::decode::arg_max;
use crate::labels::Labels;

/// Words whose event or cue scores this far below "nothing" are left out.
const LEAST: f32 = -6.0;
/// Parts are only asked for of words that score at least this.
const LEAST_WITH_PARTS: f32 = -3.0;
/// Parts that score less are left out.
const LEAST_PART: f32 = -2.0;

/// Lead over the next mode of its type from which a mode is named.
const SURE_OF_MODE: f32 = 0.5;

/// A word that may tell an event or say something.
#[derive(Clone, Debug, PartialEq)]
pub struct Gist {
    /// The word, by its index in the sentence.
    pub token: usize,
    /// The best PLOVER event type.
    pub event: &'static str,
    /// Score of that type less that of no event; above zero the encoder takes the word for an event.
    pub event_margin: f32,
    /// Score of that type less that of the next best type.
    pub type_margin: f32,
    /// The best mode of that type; `None` where none leads.
    pub mode: Option<&'static str>,
    /// The best modality, as in `training/annotation/GUIDE.md`.
    pub modality: &'static str,
    /// Score of that modality less the next best.
    pub modality_margin: f32,
    /// Score of "negated" less that of "affirmed".
    pub negation_margin: f32,
    /// Score of "a word of saying, thinking, reporting" less that of none.
    pub cue_margin: f32,
    /// Heads of who and what belongs to it.
    pub parts: Vec<Part>,
}

/// A word that heads an argument of an event or of a saying.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The head word of the argument.
    pub token: usize,
    /// `actor`, `recipient`, `place` or `time` of an event; `source` or `content` of a saying.
    pub role: &'static str,
    /// Log-odds; above zero the encoder takes it for one.
    pub score: f32,
}

impl Gist {
    /// Heads of the arguments in that role that the encoder believes in, best first.
    pub fn heads(&self, role: &str) -> Vec<usize> {
        let mut found: Vec<&Part> = self.parts.iter().filter(|p| p.role == role && p.score > 0.0).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.token.cmp(&b.token)));
        found.into_iter().map(|p| p.token).collect()
    }
}

/// The scores of one sentence's words, one row a word.
pub(crate) struct Scores<'a> {
    pub events: &'a [f32],
    pub role_of: &'a [f32],
    pub role_for: &'a [f32],
    /// A row of weights for each role, and its bias.
    pub weights: &'a [f32],
    pub bias: &'a [f32],
}

/// Factuality of every word read as a predicate, from -1 (did not happen) to 1 (happened).
pub(crate) fn factuality(labels: &Labels, events: &[f32]) -> Vec<f32> {
    events.chunks_exact(width(labels)).map(|row| row[row.len() - 1].clamp(-1.0, 1.0)).collect()
}

fn width(labels: &Labels) -> usize {
    labels.event.len() + labels.cue.len() + labels.mode.len() + labels.modality.len() + labels.polarity.len() + 1
}

/// The words worth a look.
pub(crate) fn gists(labels: &Labels, scores: &Scores) -> Vec<Gist> {
    let rows = scores.events.chunks_exact(width(labels));
    rows.enumerate().filter_map(|(token, row)| gist(labels, scores, token, row)).collect()
}

fn gist(labels: &Labels, scores: &Scores, token: usize, row: &[f32]) -> Option<Gist> {
    let (event, rest) = row.split_at(labels.event.len());
    let (cue, rest) = rest.split_at(labels.cue.len());
    let cue_margin = cue[1] - cue[0];
    let best = 1 + arg_max(&event[1..]);
    let event_margin = event[best] - event[0];
    if event_margin < LEAST && cue_margin < LEAST {
        return None;
    }
    let others = (1..event.len()).filter(|&i| i != best).map(|i| event[i]);
    let type_margin = event[best] - others.fold(f32::NEG_INFINITY, f32::max);
    let (mode, rest) = rest.split_at(labels.mode.len());
    let (modality, rest) = rest.split_at(labels.modality.len());
    let kind = labels.event[best];
    let of_kind = |i: &usize| labels.mode[*i].split_once(':').is_none_or(|(code, _)| code == kind);
    let likeliest = (0..mode.len()).filter(of_kind).max_by(|&a, &b| mode[a].total_cmp(&mode[b]));
    let lead = |i: usize| mode[i] - (0..mode.len()).filter(|j| *j != i && of_kind(j)).map(|j| mode[j]).fold(f32::NEG_INFINITY, f32::max);
    let likeliest = likeliest.filter(|&i| lead(i) > SURE_OF_MODE);
    let sure = arg_max(modality);
    let next = (0..modality.len()).filter(|&i| i != sure).map(|i| modality[i]).fold(f32::NEG_INFINITY, f32::max);
    let parts = if event_margin.max(cue_margin) < LEAST_WITH_PARTS { Vec::new() } else { parts(labels, scores, token) };
    Some(Gist {
        token,
        event: kind,
        event_margin,
        type_margin,
        mode: likeliest.and_then(|i| labels.mode[i].split_once(':')).map(|(_, mode)| mode),
        modality: labels.modality[sure],
        modality_margin: modality[sure] - next,
        negation_margin: rest[1] - rest[0],
        cue_margin,
        parts,
    })
}

fn parts(labels: &Labels, scores: &Scores, predicate: usize) -> Vec<Part> {
    let wide = scores.weights.len() / labels.role.len();
    let half = wide / 2;
    let row = |at: usize| at * wide..(at + 1) * wide;
    let of = &scores.role_of[row(predicate)];
    let mut z = vec![0f32; wide];
    let mut out = Vec::new();
    for token in 0..scores.role_for.len() / wide {
        let to = &scores.role_for[row(token)];
        for k in 0..half {
            z[k] = (of[k] + to[k]).max(0.0);
            z[half + k] = of[half + k] * to[half + k];
        }
        for (r, role) in labels.role.iter().enumerate() {
            let score = crate::encoder::dot(&z, &scores.weights[r * wide..(r + 1) * wide]) + scores.bias[r];
            if score > LEAST_PART {
                out.push(Part { token, role, score });
            }
        }
    }
    out
}
