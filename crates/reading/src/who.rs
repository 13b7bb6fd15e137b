//! Finds out who is meant by a noun phrase: a known actor, a composed one ("Russian troops"), a person, or an unknown kept as itself.

mod naming;
mod reference;

use std::cell::{Cell, OnceCell};

use tacitus_record::{Actor, Grounded};
use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::actors::Entity;
use crate::clause::{case_of, relation};
use crate::phrase::{core_phrase, noun_phrase, words};
use crate::standing::{According, according};

pub use reference::Discourse;

/// One article being read: what every rule may look at.
pub struct Scene<'a> {
    /// Shipped and user knowledge.
    pub knowledge: &'a Knowledge,
    /// The article's body.
    pub body: &'a str,
    /// The sentence at hand.
    pub sentence: &'a Sentence,
    /// Its number.
    pub number: usize,
    /// What was named before.
    pub discourse: &'a Discourse,
    /// What was found out about the sentence: every rule asks again, and nothing above changes meanwhile.
    found: Found,
}

/// Answers about one sentence, kept from when they were first asked for.
#[derive(Default)]
struct Found {
    /// The actor of each token.
    actors: Vec<OnceCell<Option<Grounded<Actor>>>>,
    /// Tokens whose actor is being looked for: "two of us said that our …" leads from the speaker to the pronoun and back.
    sought: Vec<Cell<bool>>,
    /// See [`Scene::according`].
    according: OnceCell<Vec<According>>,
}

impl<'a> Scene<'a> {
    /// A sentence of an article, before any rule has looked at it.
    pub fn new(knowledge: &'a Knowledge, body: &'a str, sentence: &'a Sentence, number: usize, discourse: &'a Discourse) -> Scene<'a> {
        let tokens = sentence.tokens.len();
        let found = Found { actors: vec![OnceCell::new(); tokens], sought: vec![Cell::new(false); tokens], ..Found::default() };
        Scene { knowledge, body, sentence, number, discourse, found }
    }

    /// Phrases that name a source.
    pub fn according(&self) -> &[According] {
        self.found.according.get_or_init(|| according(self))
    }

    /// The actor that the noun phrase around `head` names, or `None` where it names no actor.
    pub fn actor(&self, head: usize) -> Option<Grounded<Actor>> {
        if let Some(known) = self.found.actors[head].get() {
            return known.clone();
        }
        // A noun phrase that leads back to itself names nobody.
        if self.found.sought[head].replace(true) {
            return None;
        }
        let found = self.find_actor(head);
        self.found.actors[head].get_or_init(|| found).clone()
    }

    fn find_actor(&self, head: usize) -> Option<Grounded<Actor>> {
        let s = self.sentence;
        let token = &s.tokens[head];
        // "the country's election": which one is told elsewhere; "nine countries" are somebody.
        if token.xpos == "NN" && matches!(token.lemma.as_str(), "country" | "nation") && s.children_by(head, "det").next().is_some() {
            return None;
        }
        // "half of the hostages": which half nobody says.
        if matches!(token.lemma.to_lowercase().as_str(), "half" | "third" | "quarter" | "majority")
            && s.children_by(head, "nmod").any(|k| case_of(s, k) == "of")
        {
            return None;
        }
        // "a state of emergency": no state.
        let nobody =
            |k: usize| case_of(s, k) == "of" && matches!(s.tokens[k].lemma.as_str(), "emergency" | "siege" | "war" | "alert" | "affair");
        if token.lemma == "state" && s.children_by(head, "nmod").any(nobody) {
            return None;
        }
        // "killed her": whom an object pronoun means is too often another than the last one named.
        if token.upos == Upos::Pron && matches!(token.form.to_lowercase().as_str(), "him" | "her" | "them") && token.deprel != "nmod:poss" {
            return None;
        }
        if token.upos == Upos::Pron {
            return self.pronoun(head);
        }
        // "thousands of students", "a group of rebels": the people are in the of-phrase.
        // "one of the groups, the Free Front": that one, or nobody in particular.
        if token.lemma.eq_ignore_ascii_case("one") && s.children_by(head, "nmod").any(|k| case_of(s, k) == "of") {
            return s.children_by(head, "appos").find_map(|k| self.actor(k));
        }
        let measures = token.upos == Upos::Num || self.knowledge.lexicon.numbers.get(&token.form.to_lowercase()).is_some();
        if measures && let Some(people) = s.children_by(head, "nmod").find(|&k| k > head && case_of(s, k) == "of") {
            let found = self.actor(people)?;
            // "two of the bloc's six members" are not all of them; "dozens of soldiers" are.
            let definite = s.children(people).any(|k| s.tokens[k].form.eq_ignore_ascii_case("the") || s.tokens[k].deprel == "nmod:poss");
            let part = definite && s.tokens[people].xpos == "NNS" && found.value.entity.is_none() && s.tokens[people].upos == Upos::Noun;
            let Some(own) = found.span().filter(|_| part) else { return Some(found) };
            let span = s.tokens[noun_phrase(s, head).0.min(head)].span.cover(own);
            let text = span.slice(self.body).to_string();
            return Some(Grounded::at(Actor { text: text.clone(), name: text, ..found.value }, span));
        }
        if let Some(person) = self.introduced(head) {
            return Some(person);
        }
        // "the militant group Hamas", "American technology company Meta": the name beside the noun says who.
        if token.upos == Upos::Noun
            && let Some(name) = s.names.iter().find(|n| n.start == head + 1 && matches!(n.label, "ORG" | "PER"))
            && let Some(k) = s
                .children(head)
                .find(|&k| name.start <= k && k < name.end && matches!(relation(s.tokens[k].deprel), "appos" | "flat" | "nmod"))
            && case_of(s, k).is_empty()
            && self.named_holder(head).is_none()
        {
            let start = core_phrase(s, head).0.min(head);
            let span = s.span_of(start, name.end);
            return self.actor(k).map(|found| Grounded::at(Actor { text: span.slice(self.body).to_string(), ..found.value }, span));
        }
        let (start, end) = self.actor_range(head);
        let span = s.span_of(start, end);
        let text = span.slice(self.body);
        self.known(head, text)
            .or_else(|| self.person(head, text))
            .or_else(|| self.composed(head, text))
            .or_else(|| self.named_body(head, text))
            .or_else(|| self.introduced_by_kin(head, text))
            .or_else(|| self.acting_place(head, text))
            .map(|actor| Grounded::at(self.of_force(head, actor), span))
    }

    /// "engineers of the army's 3rd Division" are soldiers.
    fn of_force(&self, head: usize, actor: Actor) -> Actor {
        let s = self.sentence;
        let plain = actor.entity.is_none() && matches!(actor.sector.as_deref(), None | Some("CVL")) && s.tokens[head].xpos == "NNS";
        let of = s.children_by(head, "nmod").find(|&k| plain && case_of(s, k) == "of");
        let armed = |sector: &&str| crate::kinds::event::ARMED_SECTORS.contains(sector);
        match of.and_then(|k| self.force_sector(k)).filter(armed) {
            Some(sector) => Actor { sector: Some(sector.to_string()), ..actor },
            None => actor,
        }
    }

    /// A person's name whole and alone: with what a hyphen ties to it, without the end of an office ("Secretary of State Ann Oak").
    fn person_words(&self, start: usize, end: usize) -> (usize, usize) {
        let s = self.sentence;
        let (start, end) = crate::phrase::whole_words(s, start, end);
        let of = start > 0 && s.tokens[start - 1].lemma == "of" && end - start > 2;
        // "President of Gabon Ali Bongo": the country ends the office.
        if of && self.knowledge.gazetteer.country(&s.tokens[start].form).is_some() {
            return (start + 1, end);
        }
        if of && matches!(s.tokens[start].form.as_str(), "State" | "Defense" | "Defence" | "Staff" | "Energy" | "Treasury") {
            (start + 1, end)
        } else {
            (start, end)
        }
    }

    /// Who speaks in a sentence that stands in quotation marks without a tag, with the place that shows it.
    pub fn quoted_speaker(&self) -> Option<(Actor, tacitus_record::Span)> {
        let mark = self.discourse.quoted?;
        let (_, speaker) = self.discourse.speaker.as_ref().filter(|(at, _)| at + 1 >= self.number)?;
        Some((speaker.clone(), mark))
    }

    /// Whether the words from one noun to another are the name of one known actor.
    pub fn names_one(&self, first: usize, last: usize) -> bool {
        let (start, end) = (core_phrase(self.sentence, first).0, core_phrase(self.sentence, last).1);
        start < end && self.knowledge.actors.named(words(self.sentence, self.body, start, end)).is_some()
    }

    /// The words of an actor phrase: the core phrase, with an of-phrase where the head is a body or group ("government of Syria").
    fn actor_range(&self, head: usize) -> (usize, usize) {
        let s = self.sentence;
        if let Some(name) = s.names.iter().find(|n| n.label == "PER" && n.start <= head && head < n.end) {
            let (start, end) = self.person_words(name.start, name.end);
            return (start, self.known_name_end(start, end));
        }
        let with_of = |names_only: bool| {
            let human = s.tokens[head].upos == Upos::Noun && (self.force_sector(head).is_some() || self.follows(head));
            let belongs = |k: usize| match case_of(s, k).as_str() {
                "of" => true,
                // "dissidents for the attack", wherever the parser hung it.
                "for" => s.tokens[k].upos == Upos::Propn,
                // "officials from Karsk and Valdonia".
                "from" => human && s.tokens[k].upos == Upos::Propn,
                _ => false,
            };
            let mut below = s.children_by(head, "nmod").filter(|&k| k > head && belongs(k));
            below.any(|k| !names_only || s.tokens[k].upos == Upos::Propn)
        };
        // "the Department of State", "Centers for Disease Control": a name goes on through its of-phrase.
        let long_name = with_of(true);
        let (start, end) = if long_name || (with_of(false) && (self.force_sector(head).is_some() || self.follows(head))) {
            noun_phrase(s, head)
        } else {
            core_phrase(s, head)
        };
        let (start, end) = match s.names.iter().find(|n| n.label == "ORG" && n.start <= head && head < n.end) {
            Some(name) => (start.min(name.start), end.max(name.end)),
            None => (start, end),
        };
        (self.before_parenthesis(head, start), self.known_name_end(start, end))
    }

    /// "the Free Front (FF) fighters": where the phrase begins whose name a short form in parentheses parts from its noun.
    fn before_parenthesis(&self, head: usize, start: usize) -> usize {
        let s = self.sentence;
        let open =
            start.checked_sub(1).filter(|&i| s.tokens[i].form == ")").and_then(|i| (0..i).rev().take(4).find(|&k| s.tokens[k].form == "("));
        let whose = |k: &usize| *k < start && relation(s.tokens[*k].deprel) == "compound" && s.tokens[*k].upos == Upos::Propn;
        let name = open.and_then(|open| s.children(head).find(|k| whose(k) && *k < open));
        name.map_or(start, |k| core_phrase(s, k).0)
    }

    /// Whether a noun says of whom somebody is one: "supporters of the ousted president".
    fn follows(&self, head: usize) -> bool {
        matches!(
            self.sentence.tokens[head].lemma.as_str(),
            "supporter" | "follower" | "opponent" | "loyalist" | "relative" | "member" | "employee" | "critic" | "ally"
        )
    }

    /// Where a name of several words that `actors/` knows goes on behind what the tree and the names give ("Doctors Without Borders").
    fn known_name_end(&self, start: usize, end: usize) -> usize {
        const MOST_WORDS_MORE: usize = 8;
        let s = self.sentence;
        let capital = |i: usize| s.tokens[i].form.starts_with(char::is_uppercase);
        let known = |last: usize| {
            let name = self.knowledge.actors.named(words(s, self.body, start, last + 1));
            capital(last) && name.is_some_and(|(_, how)| how == crate::actors::NameUse::Name)
        };
        let last = s.tokens.len().min(end + MOST_WORDS_MORE);
        let goes_on = capital(start) && s.tokens.get(end).is_some_and(|t| t.form.starts_with(char::is_uppercase));
        (end..last).rev().find(|&i| goes_on && known(i)).map_or(end, |i| i + 1)
    }
}

/// An entity as itself, outside any sentence.
pub fn of_entity(entity: &Entity) -> Actor {
    let filled = |s: &str| (!s.is_empty()).then(|| s.to_string());
    Actor {
        text: entity.name.clone(),
        entity: Some(entity.code.clone()),
        name: entity.name.clone(),
        country: filled(&entity.country),
        sector: filled(&entity.sector),
        role: None,
    }
}

/// Source nouns that are people, so that "witnesses" and "residents" can be hurt or act.
fn is_human_source(lemma: &str) -> bool {
    !matches!(lemma, "report" | "media" | "document" | "statement" | "rumour" | "rumor" | "account" | "press")
}
