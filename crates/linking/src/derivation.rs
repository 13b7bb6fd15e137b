//! Says how far one text comes from another: wholly, partly or not at all (the classes of METER, Gaizauskas et al. 2001).
//!
//! Each sentence of the text is set beside the sentence of the other that holds most of it. A sentence of which a good part is held counts as
//! taken, in the same words or recast; the class follows from how much of the text such sentences make up.

use tacitus_record::named_enum;

use crate::sentences::Sentences;

named_enum! {
    /// How far a text comes from another.
    pub enum Derivation {
        /// All that matters of it does.
        Wholly = "wholly",
        /// Some of it does, the rest is its own.
        Partly = "partly",
        /// Nothing of it does.
        Not = "not",
    }
}

/// Share of a sentence, by the rarity of its words, from which one sentence of the other text holds it.
const TAKEN: f64 = 0.3;
/// Share of the text in such sentences from which it comes partly from the other; below it they agree by chance.
const PARTLY: f64 = 0.14;
/// Share from which it comes wholly from the other: recast sentences may lose most of their words.
const WHOLLY: f64 = 0.55;

/// How far a text comes from another, with the share of it, by the rarity of its words, in sentences that the other holds.
pub fn derivation(text: &Sentences, other: &Sentences) -> (Derivation, f64) {
    let weights = text.weights();
    let all: f64 = weights.iter().sum();
    let taken = text.nearest(other).into_iter().zip(&weights).filter(|(nearest, _)| nearest.is_some_and(|(_, share)| share >= TAKEN));
    let share = if all > 0.0 { taken.map(|(_, weight)| weight).sum::<f64>() / all } else { 0.0 };
    let class = match share {
        WHOLLY.. => Derivation::Wholly,
        PARTLY.. => Derivation::Partly,
        _ => Derivation::Not,
    };
    (class, share)
}
