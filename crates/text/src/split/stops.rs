//! Tells the stop of an abbreviation or initial from the stop that ends a sentence.

use super::characters::{is_hyphen, is_opener, is_wordlike};
use super::lexicon::{Lexicon, Use};
use super::words::{Chunk, Kind};

impl Chunk<'_> {
    pub(super) fn listed(&self, text: &str, at: usize, end: usize) -> Option<Use> {
        if end - at > 12 {
            return None;
        }
        Lexicon::embedded().abbreviation(self.slice(text, at, end))
    }

    /// The kind of the word from `at` with the stop at `end`, if the stop belongs to it.
    pub(super) fn stop_belongs(&self, text: &str, at: usize, end: usize, previous: Option<&str>) -> Option<Kind> {
        // A stop that opens an ellipsis is none of the word's; of just two stops the first is.
        if self.get(end) != Some('.') || self.get(end + 1) == Some('.') && self.get(end + 2) == Some('.') {
            return None;
        }
        let rest: String = self.characters[end + 1..].iter().take(16).collect();
        let inside = rest.trim_start_matches(|c: char| is_opener(c) || c == '"');
        let next = if inside.is_empty() { self.follows.unwrap_or("") } else { inside };
        if self.characters[at..end].contains(&'.')
            && self.characters[at].is_alphabetic()
            && !self.characters[at..end].iter().any(|c| is_hyphen(*c))
        {
            return Some(Kind::Abbreviation(self.listed(text, at, end + 1).unwrap_or(Use::May)));
        }
        match self.listed(text, at, end + 1) {
            Some(Use::Number) => return next.starts_with(|c: char| c.is_ascii_digit()).then_some(Kind::Abbreviation(Use::Number)),
            Some(usage) => return Some(Kind::Abbreviation(usage)),
            None => {}
        }
        if end != at + 1 || !self.characters[at].is_uppercase() || next.is_empty() || next.starts_with('.') {
            return None;
        }
        // "J. Smith" is an initial; "plan B. The" ends a sentence; "than I. Then" too.
        let after_name = previous.is_some_and(|word| word.starts_with(char::is_uppercase) || word == ".");
        let opens = Lexicon::embedded().opens_sentence(next.split(|c| !is_wordlike(c)).next().unwrap_or(""));
        let name_follows = next.starts_with(|c: char| c.is_uppercase()) && !opens;
        (after_name || name_follows && self.characters[at] != 'I' || self.wordlike(end + 1)).then_some(Kind::Initial)
    }
}
