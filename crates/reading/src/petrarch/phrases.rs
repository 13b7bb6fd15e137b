//! Phrases of words, found at a place in a text by their first word.

use rustc_hash::FxHashMap;

/// A word of a phrase and whether it must follow the word before it at once: `_` joins, a blank lets other words stand between.
pub type Piece = (String, bool);

/// Phrases by first word, each with what it stands for.
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<Piece>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { by_first: FxHashMap::default() }
    }
}

/// A word as it is compared: upper case, without a closing full stop, so that `U.S.` is `U.S`.
pub fn word(text: &str) -> String {
    let upper = text.to_uppercase().replace('’', "'");
    upper.strip_suffix('.').filter(|w| !w.is_empty()).map(str::to_string).unwrap_or(upper)
}

/// The words of a dictionary's phrase.
pub fn pieces(phrase: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for group in phrase.split_whitespace() {
        for (at, part) in group.split('_').filter(|p| !p.is_empty()).enumerate() {
            out.push((word(part), at > 0));
        }
    }
    out
}

impl<T> Phrases<T> {
    /// Adds a phrase; the longest is found first, of equal ones the earliest added.
    pub fn add(&mut self, phrase: Vec<Piece>, meaning: T) {
        let Some(first) = phrase.first() else { return };
        let list = self.by_first.entry(first.0.clone()).or_default();
        let at = list.iter().position(|(other, _)| other.len() < phrase.len()).unwrap_or(list.len());
        list.insert(at, (phrase, meaning));
    }

    /// The longest phrase that begins with `words[at]`, and where it ends (exclusive).
    pub fn at(&self, words: &[&str], at: usize) -> Option<(&T, usize)> {
        let list = self.by_first.get(words[at])?;
        list.iter().find_map(|(phrase, meaning)| Some((meaning, end(phrase, words, at)?)))
    }
}

fn end(phrase: &[Piece], words: &[&str], start: usize) -> Option<usize> {
    let mut at = start + 1;
    for (piece, joined) in &phrase[1..] {
        let found = words.get(at..)?.iter().position(|w| w == piece).filter(|&skipped| !joined || skipped == 0)?;
        at += found + 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_underscore_joins_and_a_blank_does_not() {
        let mut phrases = Phrases::default();
        phrases.add(pieces("OLD_KESH"), 1);
        phrases.add(pieces("GREY GUARD"), 2);
        assert_eq!(phrases.at(&["OLD", "GREAT", "KESH"], 0), None);
        assert_eq!(phrases.at(&["OLD", "KESH"], 0), Some((&1, 2)));
        assert_eq!(phrases.at(&["GREY", "OLD", "GUARD", "X"], 0), Some((&2, 3)));
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.add(pieces("KESH"), 1);
        phrases.add(pieces("KESH_GUARD_"), 2);
        assert_eq!(phrases.at(&["KESH", "GUARD"], 0), Some((&2, 2)));
        assert_eq!(phrases.at(&["KESH", "ARMY"], 0), Some((&1, 1)));
    }
}
