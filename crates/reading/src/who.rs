//! Finds out who is meant by a noun phrase: a known actor, a composed one ("Russian troops"), a person, or an unknown kept as itself.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use tacitus_record::{Actor, Grounded};
use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::actors::{Entity, NameUse};
use crate::clause::{case_of, relation};
use crate::phrase::{core_phrase, noun_phrase, words};
use crate::standing::{According, according};

/// What the article has named so far: leads short names and pronouns to full ones.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    persons: BTreeMap<String, Actor>,
    salient: Vec<Salient>,
    /// Who was last said to speak, and in which sentence: whom "I" and "we" mean in a quotation.
    speaker: Option<(usize, Actor)>,
    /// The body that publishes the text: whom "we" means outside quotations.
    author: Option<Actor>,
    /// Subject of the last sentence's main clause: none, no actor, or an actor.
    last_subject: Option<Option<Salient>>,
}

/// An actor mentioned, for pronouns to lead to.
#[derive(Clone, Debug)]
struct Salient {
    actor: Actor,
    group: Group,
    sentence: usize,
    subject: bool,
}

/// What kind of pronoun can stand for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Person,
    Body,
    Many,
}

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
            return self.actor(people);
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
            .map(|actor| Grounded::at(actor, span))
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

    /// Who speaks in a sentence that stands in quotation marks without a tag: the one who spoke in the sentence before.
    pub fn quoted_speaker(&self) -> Option<(Actor, tacitus_record::Span)> {
        let s = self.sentence;
        let edge = |i: usize| s.tokens.get(i).filter(|t| crate::standing::is_quote(&t.form)).map(|t| t.span);
        let mark = edge(0).or_else(|| edge(s.tokens.len().checked_sub(1)?))?;
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
            return self.person_words(name.start, name.end);
        }
        let with_of = |names_only: bool| {
            let mut below = s.children_by(head, "nmod").filter(|&k| k > head && matches!(case_of(s, k).as_str(), "of" | "for"));
            below.any(|k| !names_only || s.tokens[k].upos == Upos::Propn)
        };
        // "the Department of State", "Centers for Disease Control": a name goes on through its of-phrase.
        let long_name = with_of(true);
        let (start, end) =
            if long_name || (with_of(false) && self.force_sector(head).is_some()) { noun_phrase(s, head) } else { core_phrase(s, head) };
        match s.names.iter().find(|n| n.label == "ORG" && n.start <= head && head < n.end) {
            Some(name) => (start.min(name.start), end.max(name.end)),
            None => (start, end),
        }
    }

    /// A name in `actors/`.
    fn known(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let token = &s.tokens[head];
        // A surname that is also a city ("Amman") is the person whom the article has named so.
        if !text.contains(' ') && self.discourse.persons.contains_key(&text.to_lowercase()) {
            return None;
        }
        let try_name = |name: &str| self.knowledge.actors.named(name);
        if let Some((entity, how)) = try_name(text) {
            // A bare nationality as head ("the Russians", "a Syrian") is its people, an adjective is no actor.
            if how != NameUse::Demonym || token.upos != Upos::Adj {
                return Some(self.entity_as_named(entity, how, text, head));
            }
        }
        if token.upos == Upos::Propn {
            let name = s.names.iter().find(|n| n.start <= head && head < n.end)?;
            let own = words(s, self.body, name.start, name.end);
            // "the House of Representatives of the Philippines" is not the one of the United States.
            let elsewhere = |entity: &Entity| !entity.country.is_empty() && self.country_in(head).is_some_and(|c| c != entity.country);
            if let Some((entity, how)) = try_name(own).filter(|(entity, how)| *how != NameUse::Demonym && !elsewhere(entity)) {
                return Some(self.entity_as_named(entity, how, text, head));
            }
        }
        None
    }

    fn entity_as_named(&self, entity: &Entity, how: NameUse, text: &str, head: usize) -> Actor {
        let filled = |s: &str| (!s.is_empty()).then(|| s.to_string());
        let sector = match how {
            NameUse::Metonym => Some("GOV".to_string()),
            NameUse::Demonym => Some("CVL".to_string()),
            NameUse::Name => filled(&entity.sector),
        };
        let code = match how {
            NameUse::Metonym if !entity.code.contains('.') => format!("{}.GOV", entity.code),
            NameUse::Demonym => format!("{}.CVL", entity.code),
            _ => entity.code.clone(),
        };
        let name = match how {
            NameUse::Metonym => format!("Government of {}", entity.name),
            NameUse::Demonym => text.to_string(),
            NameUse::Name => entity.name.clone(),
        };
        Actor { text: text.to_string(), entity: Some(code), name, country: filled(&entity.country), sector, role: self.title_of(head) }
    }

    /// A person by name.
    fn person(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let name = s.names.iter().find(|n| n.start <= head && head < n.end)?;
        let (from, until) = self.person_words(name.start, name.end);
        let own = words(s, self.body, from, until);
        if name.label != "PER" && (own.contains(' ') || !self.discourse.persons.contains_key(&own.to_lowercase())) {
            return None;
        }
        let role = self.title_of(head);
        let country = self.country_in(head);
        let key = own.rsplit(' ').next().unwrap_or(own).to_lowercase();
        if let Some(known) = self.discourse.persons.get(&key)
            && (!own.contains(' ') || known.name.ends_with(own))
        {
            let role = role.or_else(|| known.role.clone());
            return Some(Actor { text: text.to_string(), role, ..known.clone() });
        }
        let sector = role.as_deref().and_then(|r| self.sector_of_title(r));
        Some(Actor { text: text.to_string(), entity: None, name: own.to_string(), country, sector, role })
    }

    /// A group or office composed from a country or body and a noun: "Russian troops", "Kiev's forces", "the Syrian government".
    fn composed(&self, head: usize, text: &str) -> Option<Actor> {
        let sector = self.force_sector(head)?;
        // "the chief secretary, Ema Tal, said": the office introduces the person.
        if let Some(person) = self.named_holder(head) {
            let sector = person.sector.clone().or_else(|| Some(sector.to_string()));
            let country = person.country.clone().or_else(|| self.country_in(head));
            return Some(Actor { text: text.to_string(), role: Some(text.to_string()), sector, country, ..person });
        }
        let s = self.sentence;
        let token = &s.tokens[head];
        if let Some(owner) = self.owner(head) {
            let (code, country) = (owner.code.clone(), owner.country.clone());
            let is_state = !code.contains('.') && code.len() == 3;
            let entity = if is_state { format!("{code}.{sector}") } else { code };
            let own_sector = if is_state || owner.sector.is_empty() { sector.to_string() } else { owner.sector.clone() };
            return Some(Actor {
                text: text.to_string(),
                entity: (!sector.is_empty()).then_some(entity),
                name: text.to_string(),
                country: (!country.is_empty()).then_some(country),
                sector: Some(own_sector),
                role: None,
            });
        }
        let country = self.country_in(head);
        let entity = country.as_ref().filter(|_| token.upos != Upos::Propn).map(|c| format!("{c}.{sector}"));
        Some(Actor { text: text.to_string(), entity, name: text.to_string(), country, sector: Some(sector.to_string()), role: None })
    }

    /// The person whose name stands in apposition to an office.
    fn named_holder(&self, head: usize) -> Option<Actor> {
        let s = self.sentence;
        let singular = !matches!(s.tokens[head].xpos, "NNS" | "NNPS");
        // "the chief of the general staff, General Ann Oak, warned": between commas, whatever noun the parser hung the name on.
        let (_, end) = noun_phrase(s, head);
        let comma = |i: usize| s.tokens.get(i).is_some_and(|t| t.form == ",");
        let set_off = s
            .names
            .iter()
            .find(|n| singular && n.label == "PER" && comma(end) && (end + 1..=end + 3).contains(&n.start) && comma(n.end))
            .filter(|n| (end + 1..n.start).all(|i| self.knowledge.lexicon.titles.get(&s.tokens[i].lemma.to_lowercase()).is_some()))
            .map(|n| n.end - 1);
        let names = s.children(head).filter(|&k| k > head && matches!(relation(s.tokens[k].deprel), "appos" | "flat") && singular);
        names
            .chain(set_off)
            .filter_map(|k| {
                let name = s.names.iter().find(|n| n.label == "PER" && n.start <= k && k < n.end)?;
                let text = words(s, self.body, name.start, name.end);
                match self.knowledge.actors.named(text) {
                    Some((entity, how)) => Some(self.entity_as_named(entity, how, text, k)),
                    None => Some(Actor::unknown(text)),
                }
            })
            .next()
    }

    /// An organisation or place by name, not in `actors/`.
    fn named_body(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let label = s.names.iter().find(|n| n.start <= head && head < n.end)?.label;
        let country = self.country_in(head);
        match label {
            "ORG" => Some(Actor { text: text.to_string(), entity: None, name: text.to_string(), country, sector: None, role: None }),
            "LOC" => {
                let place = self.knowledge.gazetteer.country(text)?;
                Some(Actor {
                    text: text.to_string(),
                    entity: Some(place.iso3.to_string()),
                    name: place.name.to_string(),
                    country: Some(place.iso3.to_string()),
                    sector: None,
                    role: None,
                })
            }
            _ => None,
        }
    }

    /// The PLOVER sector that the head noun has as a group, body or office, by its longest compound ("foreign minister").
    pub fn force_sector(&self, head: usize) -> Option<&'static str> {
        let s = self.sentence;
        let lexicon = &self.knowledge.lexicon;
        let token = &s.tokens[head];
        if !matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) {
            return None;
        }
        let lemma = token.lemma.to_lowercase();
        let form = token.form.to_lowercase();
        for back in (0..3usize).rev() {
            let Some(start) = head.checked_sub(back) else { continue };
            let lead: Vec<String> = s.tokens[start..head].iter().map(|t| t.form.to_lowercase()).collect();
            for last in [&lemma, &form] {
                let mut phrase = lead.join(" ");
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(last);
                if let Some(sector) = lexicon.titles.get(&phrase).or_else(|| lexicon.forces.get(&phrase)) {
                    return Some(sector);
                }
                if lexicon.echelons.get(&phrase).is_some() {
                    return Some("MIL");
                }
            }
        }
        lexicon.sources.get(&lemma).filter(|_| token.upos == Upos::Noun && is_human_source(&lemma)).map(|_| "CVL")
    }

    /// The state or group that the phrase belongs to: an adjective, compound, possessor or of-phrase.
    fn owner(&self, head: usize) -> Option<&Entity> {
        let s = self.sentence;
        let mut modifiers: Vec<usize> = s
            .children(head)
            .filter(|&k| {
                let t = &s.tokens[k];
                matches!(relation(t.deprel), "amod" | "compound" | "flat")
                    || t.deprel == "nmod:poss"
                    || (relation(t.deprel) == "nmod" && matches!(case_of(s, k).as_str(), "of" | "from" | "in"))
            })
            .collect();
        // "U.S.-led coalition", "Syrian and Russian jets": the nearest modifier before the head decides.
        modifiers.sort_by_key(|&k| (k > head, head.abs_diff(k)));
        modifiers.into_iter().find_map(|k| {
            let (start, end) = core_phrase(s, k);
            self.knowledge
                .actors
                .named(words(s, self.body, start, end))
                .or_else(|| self.knowledge.actors.named(&s.tokens[k].form))
                .map(|(e, _)| e)
                .or_else(|| {
                    let iso3 = self.knowledge.gazetteer.country_of_demonym(&s.tokens[k].form)?;
                    self.knowledge.actors.coded(iso3)
                })
        })
    }

    /// The country named inside the phrase, as an ISO 3166-1 alpha-3 code.
    fn country_in(&self, head: usize) -> Option<String> {
        if let Some(owner) = self.owner(head) {
            return (!owner.country.is_empty()).then(|| owner.country.clone());
        }
        let s = self.sentence;
        s.children(head)
            .filter(|&k| matches!(relation(s.tokens[k].deprel), "amod" | "compound"))
            .find_map(|k| self.knowledge.gazetteer.country_of_demonym(&s.tokens[k].form).map(str::to_string))
    }

    /// The title of office that stands with a name: "President Orlan", "Orlan, the defence minister,".
    pub fn title_of(&self, head: usize) -> Option<String> {
        self.title_words(head).map(|(start, end)| words(self.sentence, self.body, start, end).to_string())
    }

    /// The tokens of that title.
    pub fn title_words(&self, head: usize) -> Option<(usize, usize)> {
        let s = self.sentence;
        // "President Maslin": Universal Dependencies hang the title on the name as nmod:desc.
        if let Some(k) = s.children_by(head, "nmod:desc").find(|&k| k < head) {
            return Some((core_phrase(s, k).0, head)).filter(|(start, end)| start < end);
        }
        let (start, _) = core_phrase(s, head);
        let name_start = s.names.iter().find(|n| n.label == "PER" && n.start <= head && head < n.end).map_or(head, |n| n.start);
        if start < name_start && (start..name_start).any(|i| self.knowledge.lexicon.titles.get(&s.tokens[i].lemma.to_lowercase()).is_some())
        {
            return Some((start, name_start));
        }
        let apposition = s.children_by(head, "appos").find(|&k| self.force_sector(k).is_some())?;
        Some(noun_phrase(s, apposition))
    }

    fn sector_of_title(&self, title: &str) -> Option<String> {
        let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
        (0..words.len()).find_map(|i| self.knowledge.lexicon.titles.longest_at(&words, i)).map(|(_, s)| (*s).to_string())
    }

    /// Whom a pronoun stands for; an unclear one stays unclear (`None`).
    fn pronoun(&self, head: usize) -> Option<Grounded<Actor>> {
        let token = &self.sentence.tokens[head];
        if matches!(token.form.to_lowercase().as_str(), "i" | "we" | "me" | "us" | "my" | "our") {
            let s = self.sentence;
            let says = |i: &usize| {
                s.tokens[*i].upos == Upos::Verb && self.knowledge.lexicon.reporting_verbs.get(&s.tokens[*i].lemma.to_lowercase()).is_some()
            };
            let here = (0..s.tokens.len()).filter(says).find_map(|i| s.children_by(i, "nsubj").find(|&k| s.tokens[k].upos != Upos::Pron));
            let actor = match here {
                Some(speaker) => self.actor(speaker)?.value,
                None => {
                    // Only in a quotation is "I" the one who spoke last.
                    let quoted = s.tokens.iter().any(|t| crate::standing::is_quote(&t.form));
                    let last = self.discourse.speaker.as_ref().filter(|(at, _)| quoted && at + 1 >= self.number).map(|(_, a)| a.clone());
                    if quoted { last? } else { self.discourse.author.clone()? }
                }
            };
            return Some(Grounded::at(Actor { text: token.form.clone(), ..actor }, token.span));
        }
        let group = match token.form.to_lowercase().as_str() {
            "he" | "she" | "him" | "her" | "his" | "hers" => Group::Person,
            "it" | "its" => Group::Body,
            "they" | "them" | "their" | "theirs" => Group::Many,
            _ => return None,
        };
        // "them" is many; "they" may also be a body.
        let object = matches!(token.form.to_lowercase().as_str(), "them" | "their" | "theirs");
        let fits = |s: &Salient| match group {
            Group::Many => s.group == Group::Many || (s.group == Group::Body && !object),
            other => s.group == other,
        };
        // "They say": the one who spoke last speaks on.
        let speaks = token.deprel == "nsubj"
            && token.head.is_some_and(|h| {
                self.knowledge.lexicon.reporting_verbs.get(&self.sentence.tokens[h].lemma.to_lowercase()).is_some_and(|r| r.class == "say")
            });
        if speaks
            && self.subjects_before(head).is_empty()
            && let Some((_, actor)) = self.discourse.speaker.as_ref().filter(|(at, _)| at + 1 == self.number)
            && self.discourse.salient.iter().any(|s| s.actor.key() == actor.key() && fits(s))
        {
            return Some(Grounded::at(Actor { text: token.form.clone(), ..actor.clone() }, token.span));
        }
        let actor = match group {
            Group::Person => self.one_person(head),
            // "It" and "they" mean an earlier subject; a subject that is no actor ("the move … it …") takes the pronoun with it.
            Group::Body | Group::Many => {
                let mut found = None;
                for subject in self.subjects_before(head) {
                    let actor = self.actor(subject).map(|a| a.value);
                    let person = actor.as_ref().is_some_and(|a| self.salience(subject, a.clone()).group == Group::Person);
                    if !person {
                        found = Some(actor.filter(|a| fits(&self.salience(subject, a.clone()))));
                        break;
                    }
                }
                match (found, &self.discourse.last_subject) {
                    (Some(found), _) => found,
                    (None, Some(last)) => last.clone().filter(fits).map(|s| s.actor),
                    (None, None) if group == Group::Many => self.recent(fits),
                    (None, None) => None,
                }
            }
        }?;
        Some(Grounded::at(Actor { text: token.form.clone(), ..actor }, token.span))
    }

    /// The most recent fitting actor of this and the two sentences before, subjects first.
    fn recent(&self, fits: impl Fn(&Salient) -> bool) -> Option<Actor> {
        let within = |reach: usize| {
            let near = || self.discourse.salient.iter().rev().filter(|s| s.sentence + reach >= self.number && fits(s));
            near().find(|s| s.subject).or_else(|| near().next())
        };
        within(1).or_else(|| within(2)).map(|s| s.actor.clone())
    }

    /// Whom "he" or "she" means: the only person named in reach, else the subject of the sentence before, where it is a person and no
    /// other person was a subject since. Two candidates of one rank leave it open.
    fn one_person(&self, head: usize) -> Option<Actor> {
        let here: Vec<Salient> = self
            .subjects_before(head)
            .into_iter()
            .filter(|&i| self.sentence.tokens[i].upos != Upos::Pron)
            .filter_map(|i| self.actor(i).map(|a| self.salience(i, a.value)))
            .filter(|s| s.group == Group::Person)
            .collect();
        let before: Vec<&Salient> = self.discourse.salient.iter().filter(|s| s.group == Group::Person).collect();
        let mut keys: Vec<String> = here.iter().chain(before.iter().copied()).map(|s| s.actor.key()).collect();
        keys.sort();
        keys.dedup();
        if keys.len() == 1 {
            return here.first().or(before.last().copied()).map(|s| s.actor.clone());
        }
        if let [one] = here.as_slice() {
            return Some(one.actor.clone());
        }
        let last = self.discourse.last_subject.clone().flatten().filter(|s| here.is_empty() && s.group == Group::Person)?;
        let subjects = before.iter().filter(|s| s.subject && s.sentence == last.sentence && s.actor.key() != last.actor.key());
        (subjects.count() == 0).then_some(last.actor)
    }

    /// The subjects before a token in the same sentence, nearest first, of other clauses.
    fn subjects_before(&self, token: usize) -> Vec<usize> {
        let s = self.sentence;
        // An object is not the subject of its own verb.
        let own_verb = s.tokens[token].head.filter(|_| matches!(relation(s.tokens[token].deprel), "obj" | "obl" | "iobj"));
        // "some of them said": the pronoun's own phrase cannot be what it means.
        let above: Vec<usize> = std::iter::successors(Some(token), |&i| s.tokens[i].head).take(s.tokens.len()).collect();
        let subject = |i: &usize| relation(s.tokens[*i].deprel) == "nsubj" && !matches!(s.tokens[*i].xpos, "WDT" | "WP");
        (0..token).rev().filter(|i| subject(i) && !above.contains(i) && own_verb.is_none_or(|v| s.tokens[*i].head != Some(v))).collect()
    }

    /// How an actor at a token may be referred to later.
    fn salience(&self, i: usize, actor: Actor) -> Salient {
        let s = self.sentence;
        let token = &s.tokens[i];
        let person = self.is_person(i, &actor);
        let plural = matches!(token.xpos, "NNS" | "NNPS") || matches!(token.form.to_lowercase().as_str(), "they" | "them" | "their");
        let holds_office = self.knowledge.lexicon.titles.get(&token.lemma.to_lowercase()).is_some() && !plural;
        let he = matches!(token.form.to_lowercase().as_str(), "he" | "she" | "him" | "her" | "his");
        let group = if person || holds_office || he {
            Group::Person
        } else if plural {
            Group::Many
        } else {
            Group::Body
        };
        Salient { actor, group, sentence: self.number, subject: relation(token.deprel) == "nsubj" }
    }

    fn is_person(&self, i: usize, actor: &Actor) -> bool {
        self.sentence.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end)
            || actor.entity.as_deref().and_then(|code| self.knowledge.actors.coded(code)).is_some_and(|e| !e.roles.is_empty())
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

impl Discourse {
    /// The discourse of an article before its first sentence; `author` is the body that publishes it, where known.
    pub fn new(author: Option<Actor>) -> Discourse {
        Discourse { author, ..Discourse::default() }
    }

    /// Notes the actors of the scene's sentence, for the sentences after it.
    pub fn after(mut self, scene: &Scene) -> Discourse {
        let s = scene.sentence;
        for i in 0..s.tokens.len() {
            let token = &s.tokens[i];
            let rel = relation(token.deprel);
            let referring = matches!(rel, "nsubj" | "obj" | "obl" | "nmod" | "root" | "conj" | "appos" | "iobj");
            if !referring || !matches!(token.upos, Upos::Propn | Upos::Noun) {
                continue;
            }
            let Some(actor) = scene.actor(i).map(|a| a.value) else { continue };
            if scene.is_person(i, &actor) && actor.name.contains(' ') {
                let key = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
                self.persons.entry(key).or_insert_with(|| actor.clone());
            }
            self.salient.push(scene.salience(i, actor));
        }
        // Pronouns reach back two sentences at most.
        self.salient.retain(|s| s.sentence + 2 >= scene.number);
        let says = |i: usize| scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[i].lemma.to_lowercase()).is_some();
        let speaker =
            (0..s.tokens.len()).filter(|&i| s.tokens[i].upos == Upos::Verb && says(i)).find_map(|i| s.children_by(i, "nsubj").next());
        if let Some(actor) = speaker.filter(|&i| s.tokens[i].upos != Upos::Pron).and_then(|i| scene.actor(i)) {
            self.speaker = Some((scene.number, actor.value));
        }
        let subject = s.root().and_then(|root| s.children_by(root, "nsubj").next());
        self.last_subject = subject.map(|i| scene.actor(i).map(|a| scene.salience(i, a.value)));
        self
    }
}
