//! Finds a pattern's places in the words around a verb.

use super::nominal::Unit;
use super::verbs::{Pattern, Piece, Place};

/// Where a pattern puts source and target: numbers of noun phrases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// `$`.
    pub source: Option<usize>,
    /// `+`.
    pub target: Option<usize>,
}

/// The words of a sentence around one verb.
pub struct Around<'a> {
    /// All words of the sentence.
    pub texts: &'a [&'a str],
    /// Which of them are nouns.
    pub nouns: &'a [bool],
    /// Words before the verb, the nearest first.
    pub left: &'a [usize],
    /// Words after it.
    pub right: &'a [usize],
    /// The sentence's noun phrases.
    pub units: &'a [Unit],
}

impl Around<'_> {
    /// Source and target where the pattern fits: the words after the verb first, then those before it, as PETRARCH looks.
    pub fn matches(&self, pattern: &Pattern) -> Option<Bound> {
        let right = Side { around: self, words: self.right, backward: false };
        let left = Side { around: self, words: self.left, backward: true };
        right.find(&pattern.right, 0, Bound::default(), &|bound| left.find(&pattern.left, 0, bound, &Some))
    }
}

struct Side<'a> {
    around: &'a Around<'a>,
    words: &'a [usize],
    backward: bool,
}

impl Side<'_> {
    fn find(&self, places: &[Place], from: usize, bound: Bound, then: &dyn Fn(Bound) -> Option<Bound>) -> Option<Bound> {
        let Some((place, rest)) = places.split_first() else { return then(bound) };
        let unit_from = |wanted: &dyn Fn(&Unit) -> bool| self.unit_from(from, wanted);
        match &place.piece {
            Piece::Words(phrases) => {
                let last = if place.joined { from + 1 } else { self.words.len() };
                let named = |at: &usize| !place.noun || self.around.nouns[self.words[*at]];
                (from..last.min(self.words.len())).filter(named).find_map(|at| {
                    let fits = phrases.iter().filter(|phrase| self.fits(phrase, at));
                    fits.map(|phrase| at + phrase.len()).find_map(|next| self.find(rest, next, bound, then))
                })
            }
            // The words of a noun phrase may be asked for after it was taken: `+ HAS * A MESSAGE $`.
            Piece::Source => {
                let (unit, at) = unit_from(&|u| !u.codes.is_empty() && Some(u.number) != bound.target)?;
                self.find(rest, at, Bound { source: Some(unit), ..bound }, then)
            }
            Piece::Target => {
                let (unit, at) = unit_from(&|u| !u.codes.is_empty() && Some(u.number) != bound.source)?;
                self.find(rest, at, Bound { target: Some(unit), ..bound }, then)
            }
            Piece::Compound => {
                let (unit, at) = unit_from(&|u| u.codes.len() > 1)?;
                // After the verb the compound is the target alone: the subject is the source.
                let source = if self.backward { Some(unit) } else { bound.source };
                self.find(rest, at, Bound { source, target: Some(unit) }, then)
            }
            Piece::Skip => {
                let (unit, at) = unit_from(&|_| true)?;
                let inside = |&next: &usize| self.words.get(next).is_some_and(|&w| self.around.units[unit].has(w));
                let past = (at..).find(|next| !inside(next))?;
                self.find(rest, past, bound, then)
            }
        }
    }

    /// The wanted noun phrase that the words from `from` on meet first, and where.
    fn unit_from(&self, from: usize, wanted: &dyn Fn(&Unit) -> bool) -> Option<(usize, usize)> {
        (from..self.words.len())
            .find_map(|at| self.around.units.iter().position(|u| u.has(self.words[at]) && wanted(u)).map(|unit| (unit, at)))
    }

    fn fits(&self, phrase: &[String], at: usize) -> bool {
        let Some(words) = self.words.get(at..at + phrase.len()) else { return false };
        let text = |k: usize| self.around.texts[words[if self.backward { phrase.len() - 1 - k } else { k }]];
        phrase.iter().enumerate().all(|(k, word)| text(k) == word)
    }
}
