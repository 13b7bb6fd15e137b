//! A sentence as PETRARCH looks at it: words in capitals, without commas and possessive endings, and without short clauses in commas.

use std::ops::Range;

use tacitus_text::Sentence;

use super::nominal::Unit;
use super::phrases::word;

/// A word of the sentence.
#[derive(Clone, Debug)]
pub struct Word {
    /// In capitals; parts around a hyphen are one word.
    pub text: String,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// A sentence with its words.
pub struct Marked<'a> {
    /// As it was read.
    pub sentence: &'a Sentence,
    /// Its words.
    pub words: Vec<Word>,
    /// The word that each token is in.
    pub word_of: Vec<Option<usize>>,
}

impl<'a> Marked<'a> {
    /// Makes the words of a sentence of `body`.
    pub fn new(sentence: &'a Sentence, body: &str) -> Marked<'a> {
        let mut words: Vec<Word> = Vec::new();
        let mut word_of = vec![None; sentence.tokens.len()];
        for (at, token) in sentence.tokens.iter().enumerate() {
            let text = token.span.slice(body);
            let hyphen = matches!(text, "-" | "–");
            let touches = at > 0 && sentence.tokens[at - 1].span.end() == token.span.start() && word_of[at - 1].is_some();
            if let Some(last) = words.last_mut().filter(|w| touches && (hyphen || w.text.ends_with(['-', '–']))) {
                last.text.push_str(&if hyphen { "-".to_string() } else { word(text) });
                last.tokens.end = at + 1;
            } else if text.chars().any(char::is_alphanumeric) && !matches!(text, "'s" | "’s") {
                let parts = text.split('_').filter(|p| !p.is_empty());
                words.extend(parts.map(|part| Word { text: word(part), tokens: at..at + 1 }));
            } else {
                continue;
            }
            word_of[at] = words.len().checked_sub(1);
        }
        Marked { sentence, words, word_of }
    }

    /// The words' texts.
    pub fn texts(&self) -> Vec<&str> {
        self.words.iter().map(|w| w.text.as_str()).collect()
    }

    /// What PETRARCH leaves of a sentence when it takes out clauses in commas. `units` are its noun phrases, whose own commas do not count.
    pub fn clauses(&self, units: &[Unit]) -> Clauses {
        let inside = |at: usize| units.iter().any(|u| u.start < at && at < u.end);
        let before = |token: usize| self.words.iter().filter(|w| w.tokens.end <= token).count();
        let commas = self.sentence.tokens.iter().enumerate().filter(|(_, t)| t.form == ",").map(|(at, _)| before(at));
        let mut commas: Vec<usize> = commas.filter(|&at| at > 0 && !inside(at)).collect();
        commas.dedup();
        let mut removed = vec![false; self.words.len()];
        let mut stops = commas.clone();
        let ends = commas.iter().skip(1).copied().chain([self.words.len()]);
        for (start, end) in commas.iter().copied().zip(ends) {
            if SHORT.contains(&(end - start)) {
                removed[start..end].fill(true);
                stops.retain(|&at| at != start && at != end);
            }
        }
        Clauses { removed, stops }
    }
}

/// A clause in commas of so many words is taken out (`comma_min` and `comma_max` of PETRARCH's configuration as it comes).
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

/// What is left of a sentence.
pub struct Clauses {
    /// Words of short clauses in commas.
    pub removed: Vec<bool>,
    /// Words that a remaining comma stands before: what belongs to a verb is not looked for across it.
    pub stops: Vec<usize>,
}
