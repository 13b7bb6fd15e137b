//! Tells persons, and what is told to be a person, place or firm, from times: "Governor Friday Nwosu", "her brother August", "Sunday, who drove".

use super::is_in;
use crate::candidate::{Candidate, sentence_end};
use crate::context::listed;
use crate::feasts;
use crate::lexicon::Sense;
use crate::tokens::{Token, TokenKind};

impl Candidate<'_, '_> {
    /// "General August", "Governor Friday Nwosu", "militia leader Tuesday Mbeki", "columnist Eve Sunday".
    pub fn is_person(&self, weekday: bool) -> bool {
        let title = |i: usize| is_in("title", &self.tokens[i].lower);
        // US papers write "President Obama Sunday", but hardly "columnist Obama Sunday".
        let first = self.from > 1 && self.is_name(self.from - 1);
        // "Commander Tarek Friday, who leads the Red Lions"
        // "Captain Musa Monday was found guilty": papers that leave out "on" set the day behind the verb.
        let told_of = self.after() == "," && matches!(self.word(Some(self.to + 1)), "who" | "whose")
            || first && is_in("given", self.before(1)) && matches!(self.after(), "was" | "is" | "has" | "had");
        if first && title(self.from - 2) && (told_of || !self.is_capital(self.from - 2)) {
            return true;
        }
        if self.before_name() && self.is_bare_agent() || self.has_given_name() {
            return true;
        }
        let Some(at) = self.behind().filter(|at| title(*at) && self.before(1) != "the") else { return false };
        // "her brother August"
        if !weekday && at > 0 && (listed("determiner", &self.tokens[at - 1].lower) && self.tokens[at - 1].lower != "the") {
            return true;
        }
        // "they told the President Tuesday" tells a day.
        let article = at > 0 && self.tokens[at - 1].lower == "the";
        self.before_name() || self.is_capital(at) && !(weekday && article)
    }

    /// "Sergeant Jan Friday", "teller Faith Sunday": a given name right before, which is nobody's family name ("Tony Blair Sunday") and no title's
    /// ("Pope Francis Sunday"); "in Florence Monday" is a town.
    fn has_given_name(&self) -> bool {
        let given = self.from > 0 && self.is_capital(self.from - 1) && is_in("given", self.before(1)) && self.tokens[self.from].spaced;
        let behind_name = self.from > 1 && self.is_name(self.from - 2) && !sentence_end(self.before(3)) && !is_in("title", self.before(2));
        given && !behind_name && !is_in("ruler", self.before(2)) && !listed("whereabouts", self.before(2))
    }

    /// "Monday Okoro, who lost both legs,", "Tuesday Weld's film": a day at the head of a sentence has a comma or a preposition.
    pub fn is_person_at_start(&self) -> bool {
        let told = self.word(Some(self.to + 1)) == ","
            && matches!(self.word(Some(self.to + 2)), "who" | "whose" | "a" | "an" | "the" | "his" | "her");
        sentence_end(self.before(1)) && self.before_name() && !self.before_happening() && (told || self.word(Some(self.to + 1)) == "'s")
    }

    /// "named as Monday Eze, Friday Obi and Sunday Ade".
    pub fn is_person_in_list(&self) -> bool {
        let pair = self.from > 2 && self.is_capital(self.from - 2) && self.is_capital(self.from - 3);
        let listed_so = matches!(self.before(1), "," | "and") && pair && matches!(self.word(Some(self.to + 1)), "," | "and" | ".");
        self.before_name() && (self.before(1) == "as" || listed_so)
    }

    /// "Nurse June Friday": no day stands right behind a month.
    pub fn is_behind_month(&self) -> bool {
        let month = |t: &Token<'_>| t.capital && t.senses.iter().any(|s| matches!(s, Sense::Month(_)));
        self.from > 0 && self.tokens[self.from].spaced && month(&self.tokens[self.from - 1]) && !self.before_name()
    }

    /// "identified the driver as Musa Monday, who": a name of two words that somebody is told to bear.
    pub fn is_identified(&self) -> bool {
        let named = self.from > 1 && self.is_name(self.from - 1) && self.before(2) == "as" && self.tokens[self.from].spaced;
        let told = self.tokens[..self.from].iter().rev().take(10).take_while(|t| !sentence_end(&t.lower)).any(|t| {
            matches!(t.lower.as_ref(), "identified" | "identify" | "identifies" | "named" | "names" | "recognised" | "recognized" | "known")
        });
        named && told
    }

    /// Whether what stands before is somebody's calling without an article, known by its ending: "In football, striker Monday Okafor".
    pub fn is_bare_agent(&self) -> bool {
        let word = self.before(1);
        let agent =
            ["er", "or", "ist", "ian", "eer", "man", "woman", "ess"].iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
        let opens = sentence_end(self.before(2)) || matches!(self.before(2), "," | "and" | "or" | "as" | "by");
        agent && opens && !listed("small", word) && !listed("no-agent", word)
    }

    /// "residents of June, a village in the north", "Friday, a deserter, told the court", "Sunday, who drove the bomber, was convicted"; but "on
    /// Sunday, a village burned" tells a day.
    pub fn is_told_to_be_something(&self) -> bool {
        let initial = sentence_end(self.before(1));
        let dated = listed("month-before", self.before(1)) && self.before(1) != "of" || matches!(self.before(1), "on" | "at");
        if self.after() != "," || dated {
            return false;
        }
        let article = self.word(Some(self.to + 1));
        if matches!(article, "who" | "whose") {
            return initial;
        }
        let owned = self.token(self.to + 2).is_some_and(|t| t.lower == "'s");
        if !matches!(article, "a" | "an" | "the" | "its" | "his" | "her" | "their") && !owned {
            return false;
        }
        let lists: &[&str] = if initial { &["place", "vessel", "firm", "title", "kin", "media"] } else { &["place", "vessel"] };
        let kind = |t: &Token<'_>| !t.capital && lists.iter().any(|list| is_in(list, &t.lower));
        let words = self.tokens.get(self.to + 2..).unwrap_or_default();
        let told = words
            .iter()
            .take(if owned { 4 } else { 3 })
            .skip_while(|t| t.lower == "'s")
            .take_while(|t| t.kind == TokenKind::Word)
            .any(kind);
        // At the head of a sentence the apposition has to close again: "Black Friday, a security firm from Velda, supplied the guards."
        let mut behind = words.iter().take(8).take_while(|t| t.lower != ".");
        let closed = behind.any(|t| t.lower == ",")
            && behind.next().is_some_and(|t| {
                t.kind == TokenKind::Word
                    && !t.capital
                    && !listed("small", &t.lower)
                    && !listed("clause", &t.lower)
                    && !t.lower.ends_with("ing")
            });
        told && (!initial || closed)
    }

    /// "Ensign Julian March", "June Halvorsen told": a month beside another word with a capital, and no preposition.
    pub fn is_month_of_person(&self) -> bool {
        let Some(before) = self.from.checked_sub(1) else { return self.before_name() };
        let wanted = listed("month-before", self.before(1))
            || matches!(self.before(1), "throughout" | "around" | "toward" | "towards" | "beyond" | "every" | "each")
            || self.tokens[before].kind == TokenKind::Mark && !sentence_end(self.before(1));
        let family = self.is_capital(before)
            && self.tokens[self.from].spaced
            && self.tokens[before].senses.is_empty()
            && !sentence_end(self.before(2))
            && !wanted;
        // "Dec Sullivan and Nov Petrescu"
        family || self.before_name() && !self.before_dated_happening() && (!wanted || matches!(self.before(1), "and" | "or"))
    }

    /// "the Yom Kippur War", "Velmorian Independence Day", but "on Christmas Day Arlian troops". Nobody is killed in a feast of one day:
    /// "in Easter" is a place.
    pub fn is_feast_of_others(&self, feast: usize) -> bool {
        let of_others = self.from > 0 && self.is_name(self.from - 1);
        // "Tariq Ramadan was questioned"
        let person = of_others && self.from == 1 && !listed("small", self.before(1)) && !listed("feast-before", self.before(1));
        // "Mrs. Grace Easter"
        let given = of_others && is_in("given", self.before(1));
        person
            || given
            || listed("person-before", self.before(1)) && !listed("feast-before", self.before(1))
            || of_others && self.is_capital(self.from) && (!sentence_end(self.before(2)) || is_in("title", self.before(3)))
            || self.before(1) != "on" && self.before_name()
            || self.before(1) == "in" && feasts::length(feast) == 1
            || self.from > 1 && self.tokens[self.from - 1].digits() > 0 && self.before(2) != "on"
    }

    /// "Wednesday's brother", "January's lawyer".
    pub fn has_kin(&self) -> bool {
        self.after() == "'s" && self.token(self.to + 1).is_some_and(|t| !t.capital && is_in("kin", &t.lower))
    }
}
