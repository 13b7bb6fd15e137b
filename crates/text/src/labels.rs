//! Holds the names of the labels that the encoder's numbers stand for.
//!
//! Guarantees: the lists of `models/reader/labels.json`, in their order.

use std::collections::BTreeMap;

static LABELS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/labels.json"));

/// The names of the labels, in the order of their indices.
#[derive(Clone, Debug)]
pub struct Labels {
    /// Universal parts of speech.
    pub upos: Vec<&'static str>,
    /// Penn Treebank tags.
    pub xpos: Vec<&'static str>,
    /// Universal relations with subtypes.
    pub deprel: Vec<&'static str>,
    /// BIO labels of names: `O, B-PER, I-PER ...`.
    pub names: Vec<&'static str>,
    /// BIO labels of the domain layer.
    pub domain: Vec<&'static str>,
    /// `O` and the PLOVER event types.
    pub event: Vec<&'static str>,
    /// `O` and the mark of a word of saying.
    pub cue: Vec<&'static str>,
    /// `none` and the modes as `TYPE:mode`.
    pub mode: Vec<&'static str>,
    /// Modalities, as in `training/annotation/GUIDE.md`.
    pub modality: Vec<&'static str>,
    /// Affirmed and negated.
    pub polarity: Vec<&'static str>,
    /// Parts that a word may play for an event or a saying.
    pub role: Vec<&'static str>,
    /// Index of `root` in [`Labels::deprel`].
    pub(crate) root: usize,
}

impl Labels {
    pub(crate) fn embedded() -> Self {
        let mut read: BTreeMap<&'static str, Vec<&'static str>> =
            serde_json::from_str(LABELS).expect("models/reader/labels.json is a map of lists");
        let mut take = |key: &str| read.remove(key).expect("models/reader/labels.json has every layer");
        let deprel = take("deprel");
        let root = deprel.iter().position(|&r| r == "root").expect("deprel has `root`");
        Self {
            upos: take("upos"),
            xpos: take("xpos"),
            names: take("names"),
            domain: take("domain"),
            event: take("event"),
            cue: take("cue"),
            mode: take("mode"),
            modality: take("modality"),
            polarity: take("polarity"),
            role: take("role"),
            deprel,
            root,
        }
    }
}
