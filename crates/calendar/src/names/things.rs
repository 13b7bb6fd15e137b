//! Tells what bears a day or feast as its name: those called so, emblems, works, buildings and bodies ("two brothers named Thursday", "the badge of
//! the 26th of July", "the Good Friday prison").

use super::is_in;
use crate::candidate::Candidate;
use crate::context::listed;
use crate::lexicon::Sense;
use crate::tokens::TokenKind;

impl Candidate<'_, '_> {
    /// "two brothers named Thursday", "a sniffer dog called Friday found it"; but "a group called Friday for talks" calls that day.
    pub fn is_called(&self) -> bool {
        let bearer = ["kin", "vessel", "firm", "title", "movement", "place"]
            .iter()
            .any(|list| is_in(list, self.before(2)) || is_in(list, self.before(2).trim_end_matches('s')));
        let several = (2..=5).any(|by| {
            matches!(self.before(by), "a" | "an")
                || self.from >= by && self.tokens[self.from - by].senses.iter().any(|s| matches!(s, Sense::Cardinal(_)))
        });
        let asks = matches!(self.after(), "for" | "on" | "upon" | "off" | "in" | "to" | "that");
        matches!(self.before(1), "called" | "named") && bearer && several && !asks
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

    /// Whether a word in small letters that is no preposition follows at once, as a verb does.
    pub fn is_subject(&self) -> bool {
        self.token(self.to)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !listed("small", &t.lower) && !listed("after-date", &t.lower))
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
