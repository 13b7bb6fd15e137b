//! Tells figures that are the number of something from a year or date: "marker 1943", "1984 Harbour Road", "1920 by 1080 pixels".

use super::is_in;
use crate::candidate::{Candidate, is_quote};
use crate::context::listed;
use crate::lexicon::Sense;
use crate::tokens::{Token, TokenKind};

impl Candidate<'_, '_> {
    /// "marker 1943", "code 11-22-63", "numbered 1861 to 1865", "No. 2041", "Resolutions 1970 and 1973".
    pub fn is_serial(&self) -> bool {
        let serial = |i: usize| {
            let word = self.tokens[i].lower.as_ref();
            is_in("serial", word) || word.strip_suffix('s').is_some_and(|one| is_in("serial", one))
        };
        // "the code was 12.10.44", "the plate reads 12-04-08"
        let copula = matches!(self.before(1), "was" | "is" | "read" | "reads" | "reading") && self.from > 1;
        let coded = is_in("coded", self.before(2)) || is_in("coded", self.before(2).trim_end_matches('s'));
        if copula && self.is_in_figures() && self.to > self.from + 1 && coded {
            return true;
        }
        // "a grid reference of 1830-2015"
        if self.before(1) == "of" && self.is_in_figures() && coded {
            return true;
        }
        let Some(mut at) = self.behind().filter(|_| self.before(1) != "the" && !is_quote(self.before(1))) else { return false };
        // "its serial number, 20031107,"
        let compact = self.to == self.from + 1 && self.tokens[self.from].digits() > 4;
        if compact && self.tokens[at].lower == "," && at > 0 && serial(at - 1) {
            return true;
        }
        // As many numbers as a sentence lists.
        for _ in 0..4 {
            let joint = matches!(self.tokens[at].lower.as_ref(), "and" | "or" | "," | "to" | "-" | "\u{2013}");
            if !(joint && at > 1 && self.tokens[at - 1].digits() > 0) {
                break;
            }
            at -= 2;
        }
        serial(at)
    }

    /// "1984 Harbour Road", "the doorway of 1968 Chandlers' Row".
    pub fn is_house_number(&self) -> bool {
        let road = |t: &Token<'_>| t.capital && is_in("road", &t.lower);
        let names = self.tokens[self.to..]
            .iter()
            .take(4)
            .take_while(|t| t.capital && t.spaced || matches!(t.lower.as_ref(), "'" | "'s" | "\u{2019}"));
        let dated = listed("year-before", self.before(1)) && self.before(1) != "of";
        // "Quay Street, 2017 Belmara"
        if self.before(1) == "," && is_in("road", self.before(2)) && self.is_capital(self.to) {
            return true;
        }
        !dated && self.is_capital(self.to) && names.clone().any(road)
    }

    /// "1920 by 1080 pixels", "1:1945".
    pub fn is_measure(&self) -> bool {
        let figures = |i: usize| self.token(i).is_some_and(|t| t.digits() > 0);
        // "backed the strike by 1948 to 1914"
        let first = self.before(1) == "by" && self.after() == "to" && figures(self.to + 1);
        let second = self.before(3) == "by" && self.before(1) == "to" && figures(self.from - 2);
        if first || second {
            return true;
        }
        let sides = matches!(self.after(), "by" | "x" | "\u{d7}") && figures(self.to + 1) && !listed("year-before", self.before(1));
        let ratio = self.before(1) == ":" && self.glued_before() && self.from > 1 && figures(self.from - 2);
        sides || ratio
    }

    /// "20-10-10 fertiliser"
    pub fn is_graded(&self) -> bool {
        let graded = self.token(self.to).is_some_and(|t| !t.capital && is_in("graded", &t.lower));
        // "sacks of 20-10-10", "9/11 of the shares", "March 20 paces"
        let heaped = self.before(1) == "of" && is_in("heap", self.before(2).trim_end_matches('s'));
        let fraction = self.after() == "of" && matches!(self.word(Some(self.to + 1)), "the" | "all" | "its" | "his" | "her" | "their");
        // "the Sep-2 torpedo"
        let model = self.to == self.from + 3
            && self.tokens[self.from + 1].lower == "-"
            && !self.tokens[self.from + 2].spaced
            && self.is_capital(self.from);
        let of_thing =
            self.token(self.to).is_some_and(|t| t.kind == TokenKind::Word && t.spaced && !t.capital && !listed("small", &t.lower));
        self.is_in_figures() && (graded || heaped || fraction) || listed("measure-after", self.after()) || model && of_thing
    }

    /// "the Front of 1961", "the Generation of 1998".
    pub fn is_of_body(&self) -> bool {
        let head = self.from.checked_sub(2).filter(|_| self.before(1) == "of");
        head.is_some_and(|i| self.is_capital(i) && is_in("body", &self.tokens[i].lower))
    }

    /// "Nineteen Eighty-Four".
    pub fn is_spelled(&self) -> bool {
        self.is_capital(self.from) && self.tokens[self.from].senses.iter().any(|s| matches!(s, Sense::Cardinal(_) | Sense::Tens(_)))
    }

    /// Whether the candidate is figures and marks alone.
    pub fn is_in_figures(&self) -> bool {
        self.tokens[self.from..self.to].iter().all(|t| t.kind != TokenKind::Word)
    }

    /// Whether no blank stands inside ("19-MAY-20").
    pub fn is_glued(&self) -> bool {
        self.tokens[self.from + 1..self.to].iter().all(|t| !t.spaced)
    }

    /// "10.10.44-B".
    pub fn is_code(&self) -> bool {
        self.after() == "-"
            && self.glued_after()
            && self.token(self.to + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && t.lower.len() < 3)
    }

    /// "the novel 1984", "the film 1917", "the dredger 1905".
    pub fn is_title(&self) -> bool {
        (self.behind_is("media") || self.behind_is("vessel")) && self.before(1) != "the"
    }
}
