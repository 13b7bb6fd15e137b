//! Compares how two texts spread what they tell over their sentences.
//!
//! Two reporters of one happening have its names, numbers and things in common, but each puts them together in sentences of his own. Who rewrites
//! a text recasts sentence by sentence: what stood together still stands together, and mostly in the same course, however the words were changed.

use crate::fingerprint::{Quotations, text_hash};
use crate::portrait::{stem_of, usual_rarity};
use crate::words::Word;

/// Sentences compared; what a longer text holds after them adds nothing to the judgement.
const LONGEST: usize = 80;
/// Pairs below which a text is measured as if it had so many.
const LEAST_PAIRS: usize = 6;
/// The same for steps from sentence to sentence.
const LEAST_STEPS: usize = 3;
/// Sentences that a step may lead on and still keep the course: two may become one.
const STEP: usize = 2;

/// The sentences of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentences {
    /// Of each sentence the stems of its words with their rarity, sorted by stem.
    stems: Vec<Vec<(u64, f64)>>,
    /// Each stem with the sentences that have it, sorted.
    holders: Vec<(u64, usize)>,
}

impl Sentences {
    /// The sentences of a text's words.
    pub fn of(words: &[Word], quotations: Quotations) -> Sentences {
        let mut sentences: Vec<Vec<(u64, f64)>> = Vec::new();
        let mut opens = true;
        for word in words {
            opens |= word.opens;
            if word.quoted && quotations == Quotations::Masked {
                continue;
            }
            if opens && sentences.last().is_none_or(|s| !s.is_empty()) {
                sentences.push(Vec::new());
            }
            opens = false;
            if let (Some(last), Some(stem)) = (sentences.last_mut(), stem_of(word)) {
                let stem = text_hash(&stem);
                last.push((stem, usual_rarity(stem)));
            }
        }
        sentences.retain(|s| !s.is_empty());
        sentences.truncate(LONGEST);
        for sentence in &mut sentences {
            sentence.sort_unstable_by_key(|(stem, _)| *stem);
            sentence.dedup_by_key(|(stem, _)| *stem);
        }
        let numbered = sentences.iter().enumerate();
        let mut holders: Vec<(u64, usize)> = numbered.flat_map(|(n, sentence)| sentence.iter().map(move |(stem, _)| (*stem, n))).collect();
        holders.sort_unstable();
        Sentences { stems: sentences, holders }
    }

    /// Rarity of the words of each sentence, added up.
    pub fn weights(&self) -> Vec<f64> {
        self.stems.iter().map(|sentence| sentence.iter().map(|(_, rarity)| rarity).sum()).collect()
    }

    /// The sentences that have a stem, in order.
    fn with(&self, stem: u64) -> impl Iterator<Item = usize> {
        let from = self.holders.partition_point(|(other, _)| *other < stem);
        self.holders[from..].iter().take_while(move |(other, _)| *other == stem).map(|(_, number)| *number)
    }

    /// Pairs of stems that stand in one sentence, of those that the other text has, too.
    fn pairs(&self, other: &Sentences) -> Vec<(u64, u64)> {
        let mut pairs = Vec::new();
        let mut known: Vec<u64> = Vec::new();
        for sentence in &self.stems {
            known.clear();
            known.extend(sentence.iter().map(|(stem, _)| *stem).filter(|stem| other.with(*stem).next().is_some()));
            for (at, one) in known.iter().enumerate() {
                pairs.extend(known[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// For each sentence the number of the other text's sentence that holds most of it, the first of several, and the share of it that it
    /// holds, by rarity; `None` where no sentence holds any of it.
    pub fn nearest(&self, other: &Sentences) -> Vec<Option<(usize, f64)>> {
        let mut held: Vec<f64> = vec![0.0; other.stems.len()];
        let nearest = |sentence: &Vec<(u64, f64)>| {
            held.fill(0.0);
            for &(stem, rarity) in sentence {
                other.with(stem).for_each(|number| held[number] += rarity);
            }
            let mut best: Option<(usize, f64)> = None;
            for (number, &held) in held.iter().enumerate() {
                if held > best.map_or(0.0, |b| b.1) {
                    best = Some((number, held));
                }
            }
            let all: f64 = sentence.iter().map(|(_, rarity)| rarity).sum();
            best.filter(|_| all > 0.0).map(|(number, held)| (number, held / all))
        };
        self.stems.iter().map(nearest).collect()
    }
}

/// Of the words that both texts have: pairs in one sentence in both, as a share of the pairs of the text that has more; and their number.
pub fn together(a: &Sentences, b: &Sentences) -> (f64, usize) {
    let (of_a, of_b) = (a.pairs(b), b.pairs(a));
    let shared = of_a.iter().filter(|pair| of_b.binary_search(pair).is_ok()).count();
    (shared as f64 / of_a.len().max(of_b.len()).max(LEAST_PAIRS) as f64, shared)
}

/// Share of steps from one sentence to the next whose nearest sentences in the other text go the same way; the mean of both directions.
pub fn course(a: &Sentences, b: &Sentences) -> f64 {
    let kept = |one: &Sentences, other: &Sentences| {
        let numbers: Vec<usize> = one.nearest(other).into_iter().flatten().map(|(number, _)| number).collect();
        let steps = numbers.windows(2).filter(|two| two[0] <= two[1] && two[1] <= two[0] + STEP).count();
        steps as f64 / numbers.len().saturating_sub(1).max(LEAST_STEPS) as f64
    };
    (kept(a, b) + kept(b, a)) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    const SOURCE: &str =
        "Shells hit the mill of Karsk at noon. Nine people died. Mayor Brandt blamed Ostmark. Buses leave for Dornau on Friday.";
    const RECAST: &str = "At noon the mill in Karsk was struck by shells. The dead number nine people. Brandt, mayor, puts the blame on Ostmark. On Friday \
                          buses go to Dornau.";
    const OWN: &str = "Buses are being readied in Karsk, mayor Brandt says: by Friday nobody shall be left near the mill. Ostmark, whose shells left nine \
                       people dead at noon, holds Dornau.";

    fn sentences(text: &str) -> Sentences {
        Sentences::of(&words(text), Quotations::Kept)
    }

    #[test]
    fn a_text_that_recasts_each_sentence_keeps_together_what_an_own_report_puts_together_anew() {
        let (source, recast, own) = (sentences(SOURCE), sentences(RECAST), sentences(OWN));
        let (kept, anew) = (together(&source, &recast).0, together(&source, &own).0);
        assert!(kept > 0.7 && anew < 0.3, "{kept} {anew}");
        assert!(course(&source, &recast) > course(&source, &own));
    }

    #[test]
    fn both_are_shares_the_same_either_way() {
        for (a, b) in [(SOURCE, OWN), (SOURCE, SOURCE), ("", SOURCE), ("", "")] {
            let (x, y) = (sentences(a), sentences(b));
            let measures: [fn(&Sentences, &Sentences) -> f64; 2] = [|a, b| together(a, b).0, course];
            for measure in measures {
                assert_eq!(measure(&x, &y), measure(&y, &x));
                assert!((0.0..=1.0).contains(&measure(&x, &y)));
            }
        }
    }
}
