//! The discard list: words that keep a sentence, or with `+` the whole story, from being coded.

use super::lines::lines;
use super::phrases::{Phrases, Piece, pieces};
use super::sentence::Marked;

/// What a discard phrase keeps from being coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discard {
    /// The sentence that has it.
    Sentence,
    /// All sentences of the text.
    Story,
}

/// Discard phrases.
#[derive(Debug, Default)]
pub struct DiscardBook {
    phrases: Phrases<Discard>,
}

impl DiscardBook {
    /// Reads a list of phrases, one a line; `+` marks those that discard the story. Returns line and reason of what was left out.
    pub fn read(&mut self, text: &str) -> Vec<(usize, String)> {
        let mut problems = Vec::new();
        for (number, line) in lines(text) {
            let line = line.trim().trim_start_matches('~');
            let (what, phrase) = line.strip_prefix('+').map_or((Discard::Sentence, line), |rest| (Discard::Story, rest));
            // A discard phrase is a string: its words follow each other at once.
            let phrase: Vec<Piece> = pieces(phrase).into_iter().map(|(word, _)| (word, true)).collect();
            if phrase.is_empty() {
                problems.push((number, "has no word; write the phrase or take the line out".to_string()));
            }
            self.phrases.add(phrase, what);
        }
        problems
    }

    /// The strongest discard in a sentence.
    pub fn find(&self, marked: &Marked<'_>) -> Option<Discard> {
        self.among(&marked.texts())
    }

    fn among(&self, words: &[&str]) -> Option<Discard> {
        let found: Vec<Discard> = (0..words.len()).filter_map(|at| self.phrases.at(words, at)).map(|(what, _)| *what).collect();
        found.iter().find(|d| **d == Discard::Story).or(found.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_outweighs_the_sentence() {
        let mut book = DiscardBook::default();
        assert_eq!(book.read("GREY CUP\n+Typhoon # note\n+ \n"), [(3, "has no word; write the phrase or take the line out".to_string())]);
        assert_eq!(book.among(&["A", "GREY", "CUP"]), Some(Discard::Sentence));
        assert_eq!(book.among(&["GREY", "CUP", "TYPHOON"]), Some(Discard::Story));
        assert_eq!(book.among(&["GREY", "OLD", "CUP"]), None);
    }
}
