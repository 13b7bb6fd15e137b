//! Mends phrases that say where something lies from a place: "15 kilometres north of Palma", "a village south of Mosul".

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{case_of, is_predicate, relation};

/// The word of direction, which treebanks take for an adverb with the place below it, is the preposition that the place stands under. Gives the
/// word, the "of", the place and what all of it is said of.
pub(super) fn places_below_bearings(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize, usize, usize)> {
    let bearing = |word: usize| {
        let token = &s.tokens[word];
        knowledge.lexicon.garbled.bearings.get(token.form.to_lowercase().as_str())?;
        let of = Some(word + 1).filter(|&i| s.tokens.get(i).is_some_and(|t| t.form == "of"))?;
        // "in the north of Karsk" is within it.
        let noun = token.upos == Upos::Noun && (s.children_by(word, "det").next().is_some() || !case_of(s, word).is_empty());
        let place = s.tokens[of].head.filter(|&p| p > of && s.tokens[p].head == Some(word) && !noun)?;
        let below = matches!(relation(s.tokens[place].deprel), "obl" | "nmod") && matches!(s.tokens[place].upos, Upos::Propn | Upos::Noun);
        let above = token.head.filter(|_| below && matches!(relation(token.deprel), "advmod" | "obl" | "nmod" | "amod" | "compound"))?;
        Some((word, of, place, above))
    };
    (0..s.tokens.len()).filter_map(bearing).collect()
}

/// How a place hangs on what it is said of.
pub(super) fn relation_below(s: &Sentence, above: usize) -> &'static str {
    if is_predicate(s, above) { "obl" } else { "nmod" }
}
