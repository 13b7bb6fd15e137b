//! Tells what bears a day or feast as its name: those called so, emblems, works, buildings and bodies ("two brothers named Thursday", "the badge of
//! the 26th of July", "the Good Friday prison").

use super::is_in;
use crate::candidate::{Candidate, is_quote, sentence_end};
use crate::context::listed;
use crate::lexicon::Sense;
use crate::tokens::TokenKind;

impl Candidate<'_, '_> {
    /// "Now magazine", "This Morning presenter": at the head of a sentence what shows it is the noun behind, or a capital within.
    pub fn opens_with_title(&self) -> bool {
        let inner = Candidate { from: self.from + 1, ..*self };
        let capitals = self.to > self.from + 1 && inner.is_plain_word() && self.is_running_print();
        let work = self.token(self.to).is_some_and(|t| t.spaced && !t.capital && is_in("work", &t.lower));
        sentence_end(self.before(1)) && self.is_plain_word() && (capitals || work)
    }

    /// "“Manic Monday” was played": the last word of what has capitals throughout and stands in quotation marks.
    pub fn is_end_of_quoted_name(&self) -> bool {
        if !(is_quote(self.after()) && self.glued_after()) {
            return false;
        }
        let names = self.tokens[..self.from].iter().rev().take(4).take_while(|t| t.kind == TokenKind::Word && t.capital).count();
        names > 0 && is_quote(self.before(names + 1)) && self.tokens[self.from - names - 1].spaced
    }

    /// "The Mail on Sunday reported"
    pub fn is_weekday_of_paper(&self) -> bool {
        self.before(1) == "on"
            && self.from > 1
            && self.is_capital(self.from - 2)
            && is_in("weekday-paper", self.before(2))
            && self.before(3) == "the"
    }

    /// Whether the word so many before is a noun for what can be called so.
    pub fn bears_name(&self, by: usize) -> bool {
        let word = self.before(by);
        ["kin", "animal", "vessel", "firm", "title", "movement", "place"]
            .iter()
            .any(|list| is_in(list, word) || is_in(list, word.trim_end_matches('s')))
    }

    /// "two brothers named Thursday", "a sniffer dog called Friday found it"; but "a group called Friday for talks" calls that day.
    pub fn is_called(&self) -> bool {
        let several = (2..=7).any(|by| {
            matches!(self.before(by), "a" | "an")
                || self.from >= by && self.tokens[self.from - by].senses.iter().any(|s| matches!(s, Sense::Cardinal(_)))
        });
        let asks = matches!(self.after(), "for" | "on" | "upon" | "off" | "in" | "to" | "that");
        // "The gym is called Boxing Day, and"
        let is_called =
            matches!(self.before(2), "is" | "was" | "are" | "were" | "be" | "been") && matches!(self.after(), "," | "." | "and");
        matches!(self.before(1), "called" | "named") && (self.bears_name(2) && several && !asks || is_called)
    }

    /// "wearing the badge of the 26th of July"
    pub fn is_on_emblem(&self, day: bool) -> bool {
        let of = (1..=2).find(|by| self.before(*by) == "of").filter(|by| *by == 1 || self.before(1) == "the");
        day && of.is_some_and(|by| is_in("emblem", self.before(by + 1)))
    }

    /// "the author of Thursday's Ashes"
    pub fn is_title_of_somebody(&self, owner: bool) -> bool {
        owner && self.before(1) == "of" && is_in("creator", self.before(2))
    }

    /// "November Two, hold your fire": running print writes the number of a day in figures, or small.
    pub fn is_call_sign(&self) -> bool {
        let number =
            |t: &crate::tokens::Token<'_>| t.capital && t.digits() == 0 && t.senses.iter().any(|s| matches!(s, Sense::Cardinal(_)));
        self.to > self.from + 1 && number(&self.tokens[self.to - 1]) && self.is_running_print()
    }

    /// "the director of Friday Never Comes": what titles alone write with a capital follows.
    pub fn opens_title_of_work(&self) -> bool {
        let title_word =
            |t: &crate::tokens::Token<'_>| t.spaced && t.capital && (listed("title-word", &t.lower) || listed("small", &t.lower));
        self.token(self.to).is_some_and(title_word) && self.is_running_print()
    }

    /// Whether a word in small letters that is no preposition follows at once, as a verb does.
    pub fn is_subject(&self) -> bool {
        self.token(self.to)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !listed("small", &t.lower) && !listed("after-date", &t.lower))
    }

    /// "Diwali lamps were banned": more than one thing, which something is said of; "Diwali attacks" have their day.
    pub fn is_attribute_of_things(&self) -> bool {
        let said = matches!(
            self.word(Some(self.to + 1)),
            "were" | "are" | "have" | "had" | "lay" | "hung" | "hid" | "grew" | "drowned" | "burned"
        );
        sentence_end(self.before(1)) && self.before_plural() && said && !self.before_happening()
    }

    /// "the Good Friday prison", "the 2nd Quarter militia": what such a thing is called, unless something happens to it ("the Easter church
    /// attack") or the words say when ("on Christmas Day church bells rang").
    pub fn is_attribute_of_thing(&self) -> bool {
        let dated = listed("month-before", self.before(1)) && !matches!(self.before(1), "of" | "to" | "and" | "or")
            || matches!(self.before(1), "on" | "at");
        let thing = self
            .token(self.to)
            .is_some_and(|t| t.spaced && !t.capital && ["place", "unit", "movement"].iter().any(|list| is_in(list, &t.lower)));
        thing
            && !dated
            && !self.before_happening()
            && !(self.to..self.to + 3).any(|i| self.token(i).is_some_and(|t| is_in("happening", &t.lower)))
    }
}
