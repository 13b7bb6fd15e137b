//! Mends prepositions of more than one word: "15 kilometres north of Palma", "walked out of the talks".

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

/// "out of", "because of": two prepositions side by side before one noun are one. Gives the second and the first.
pub(super) fn second_prepositions(s: &Sentence) -> Vec<(usize, usize)> {
    const PAIRS: [(&str, &str); 7] =
        [("out", "of"), ("because", "of"), ("instead", "of"), ("ahead", "of"), ("outside", "of"), ("close", "to"), ("next", "to")];
    let pair = |second: &usize| {
        let case = |i: usize| s.tokens[i].deprel == "case";
        let words = second.checked_sub(1).map(|first| (s.tokens[first].form.to_lowercase(), s.tokens[*second].form.to_lowercase()));
        let known = words.is_some_and(|(a, b)| PAIRS.contains(&(a.as_str(), b.as_str())));
        known && case(*second) && case(second - 1) && s.tokens[*second].head == s.tokens[second - 1].head
    };
    (0..s.tokens.len()).filter(pair).map(|second| (second, second - 1)).collect()
}

/// How a place hangs on what it is said of.
pub(super) fn relation_below(s: &Sentence, above: usize) -> &'static str {
    if is_predicate(s, above) { "obl" } else { "nmod" }
}
