//! Tells names and figures from times by what their sentence is about: sport, radio, mixtures.

use super::is_in;
use crate::candidate::{Candidate, sentence_end};
use crate::context::listed;
use crate::tokens::Token;

impl<'c> Candidate<'c, '_> {
    /// The other words of its sentence.
    fn around(&self) -> impl Iterator<Item = &'c Token<'c>> + use<'c, '_> {
        let before = self.tokens[..self.from].iter().rev().take_while(|t| !sentence_end(&t.lower));
        let after = self.tokens[self.to..].iter().take_while(|t| !sentence_end(&t.lower));
        before.chain(after)
    }

    fn sentence_has(&self, list: &str) -> bool {
        self.around().any(|t| is_in(list, &t.lower))
    }

    /// "Halvar Wednesday sold their goalkeeper", "as 6 October knocked out Port Union": a club in a sentence on sport.
    pub fn is_club(&self) -> bool {
        let preposition = listed("month-before", self.before(1)) || self.before(1) == "on";
        let behind_name = self.from > 0 && self.is_name(self.from - 1) && self.tokens[self.from].spaced;
        let subject = matches!(self.before(1), "" | "." | "as" | "when" | "while" | "and" | "but") && self.is_subject();
        !preposition && (behind_name || subject) && self.sentence_has("sport")
    }

    /// "The set ended 21:19": a score; "mix chlorine and water at 1:15": a mixture; "the transmitter of 930 AM": a place on the dial.
    pub fn is_score_or_ratio(&self) -> bool {
        let score = !matches!(self.before(1), "at" | "from" | "by" | "until" | "around") && self.sentence_has("sport");
        let dial = matches!(self.before(1), "of" | "on") && self.sentence_has("radio");
        // "the 10 PM candidates"
        let office = listed("determiner", self.before(1)) && is_in("title", self.after().trim_end_matches('s'));
        score || dial || office || self.sentence_has("mixing")
    }
}
