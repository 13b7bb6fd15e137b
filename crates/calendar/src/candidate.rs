//! A candidate for a time with the words around it, and the questions that vetoes and names ask of them.

use crate::context::listed;
use crate::names::is_in;
use crate::tokens::{Token, TokenKind};

/// Tokens on either side that are looked at to tell running print from a heading.
const AROUND: usize = 12;

/// A candidate with the words around it.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'c, 't> {
    pub tokens: &'c [Token<'t>],
    pub from: usize,
    pub to: usize,
}

impl<'c, 't> Candidate<'c, 't> {
    pub fn word(&self, i: Option<usize>) -> &'c str {
        i.and_then(|i| self.tokens.get(i)).map_or("", |t| t.lower.as_ref())
    }

    /// The word so many before the candidate (1 = the next one).
    pub fn before(&self, by: usize) -> &'c str {
        self.word(self.from.checked_sub(by))
    }

    pub fn after(&self) -> &'c str {
        self.word(Some(self.to))
    }

    pub fn glued_before(&self) -> bool {
        self.from > 0 && !self.tokens[self.from].spaced
    }

    pub fn glued_after(&self) -> bool {
        self.tokens.get(self.to).is_some_and(|t| !t.spaced)
    }

    /// The last token of the candidate.
    pub fn last(&self) -> &'c Token<'t> {
        &self.tokens[self.to - 1]
    }

    pub fn token(&self, i: usize) -> Option<&'c Token<'t>> {
        self.tokens.get(i)
    }

    pub fn is_capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
    }

    /// Whether a word with a capital stands there that is no word of time.
    pub fn is_name(&self, i: usize) -> bool {
        self.is_capital(i) && self.tokens[i].senses.is_empty()
    }

    /// Whether a word with a capital that is no word of time follows at once.
    pub fn before_name(&self) -> bool {
        self.is_name(self.to) && self.tokens[self.to].spaced
    }

    /// Whether an article or a possessive makes one phrase of the candidate and the noun behind it.
    pub fn is_determined(&self) -> bool {
        self.tokens[self.from].lower == "the" || listed("determiner", self.before(1)) || matches!(self.before(1), "a" | "an")
    }

    /// Whether an attribute that has a day of its own goes with what follows: "the October Arlian attack", but not "the Tuesday Accord", which is
    /// a name.
    pub fn before_dated_happening(&self) -> bool {
        self.before_happening() && !(self.is_capital(self.to) && is_in("happening", &self.tokens[self.to].lower))
    }

    /// Whether more than one thing is named behind, in small letters.
    pub fn before_plural(&self) -> bool {
        let plural = |t: &Token<'_>| {
            t.kind == TokenKind::Word && !t.capital && t.lower.len() > 4 && t.lower.ends_with('s') && !t.lower.ends_with("ss")
        };
        self.token(self.to).is_some_and(plural)
    }

    /// Whether what follows, a name in between or not, is a happening that can have a day or year of its own: "the 2014 Minsk agreement",
    /// but not "the 1830 Legion".
    pub fn before_happening(&self) -> bool {
        let names = (self.to..self.tokens.len()).take(4).take_while(|&i| self.is_capital(i)).count();
        let happens = |i: usize| self.token(i).is_some_and(|t| is_in("happening", &t.lower));
        let joined = |i: usize| self.token(i).is_some_and(|t| t.lower == "-");
        let mut head = self.to + names;
        // "the 2003 Arlian-led invasion", "the 2023 anti-junta protests"
        if joined(head) || joined(head + 1) {
            head += 2;
        }
        (self.to..=head).any(happens)
    }

    /// Whether the sentence is running print, where only names have capitals: it has a word of some length in small letters that headings
    /// write with a capital.
    pub fn is_running_print(&self) -> bool {
        let small = |t: &&Token<'_>| t.kind == TokenKind::Word && !t.capital && t.lower.len() > 3 && !listed("small", &t.lower);
        let back = self.tokens[..self.from].iter().rev().take(AROUND).take_while(|t| !matches!(t.lower.as_ref(), "." | "!" | "?"));
        let ahead = self.tokens[self.to..].iter().take(AROUND).take_while(|t| !matches!(t.lower.as_ref(), "." | "!" | "?"));
        back.chain(ahead).any(|t| small(&t))
    }
}

/// Whether a sentence may begin after that word: nothing, a full stop or its like, an opening quotation mark.
pub(crate) fn sentence_end(word: &str) -> bool {
    matches!(word, "" | "." | "!" | "?" | ":" | "\"" | "\u{201C}" | "\u{201D}" | "\u{2018}" | "\u{2022}" | "(" | "[")
}

pub(crate) fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "\u{201C}" | "\u{201D}" | "\u{2018}" | "\u{2019}" | "'" | "\u{AB}" | "\u{BB}")
}
