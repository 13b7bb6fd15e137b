//! Names and descriptions: known actors, persons, composed actors ("Russian troops"), bodies, offices.

use tacitus_record::{Actor, Grounded, VoiceType};
use tacitus_text::Upos;

use super::{Scene, is_human_source};
use crate::actors::{Entity, NameUse};
use crate::clause::{case_of, relation};
use crate::phrase::{core_phrase, noun_phrase, words};

/// Words of an office or body before a person's name at the most.
const LONGEST_OFFICE: usize = 14;

impl Scene<'_> {
    /// A name in `actors/`.
    pub(super) fn known(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let token = &s.tokens[head];
        // A surname that is also a city ("Amman") is the person whom the article has named so.
        if !text.contains(' ') && self.discourse.persons.contains_key(&text.to_lowercase()) {
            return None;
        }
        let try_name = |name: &str| self.knowledge.actors.named(name);
        // "CMA CGM" is not the body that is called CMA.
        let capitals =
            |i: usize| s.tokens[i].upos == Upos::Propn && s.tokens[i].form.chars().all(char::is_uppercase) && s.tokens[i].form.len() > 1;
        let of_longer = !text.contains(' ') && capitals(head) && s.children_by(head, "flat").any(|k| k == head + 1 && capitals(k));
        // "Congress in Taruma": that of the place behind it.
        let place = s.tokens.get(head + 2).filter(|t| t.upos == Upos::Propn && t.head == Some(head) && s.tokens[head + 1].form == "in");
        let of_another = !text.contains(' ') && place.is_some_and(|t| try_name(&t.form).is_none());
        if of_another {
            return None;
        }
        if let Some((entity, how)) = try_name(text).filter(|_| !of_longer) {
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
            // "the Free Front–North" is another body than the Free Front.
            let branch = text.split_once(own).is_some_and(|(_, rest)| {
                let mut rest = rest.chars();
                matches!(rest.next(), Some('-' | '–')) && rest.next().is_some_and(char::is_uppercase)
            });
            let known = try_name(own).filter(|(entity, how)| *how != NameUse::Demonym && !elsewhere(entity) && !branch);
            if let Some((entity, how)) = known {
                return Some(self.entity_as_named(entity, how, text, head));
            }
        }
        None
    }

    pub(super) fn entity_as_named(&self, entity: &Entity, how: NameUse, text: &str, head: usize) -> Actor {
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
    pub(super) fn person(&self, head: usize, text: &str) -> Option<Actor> {
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

    /// "former Free Front leader Ann Oak", "Karskian sculptor Ann Oak": whatever body or nation comes first, a noun phrase that ends in a
    /// person's name, without a comma, is that person.
    pub(super) fn introduced(&self, head: usize) -> Option<Grounded<Actor>> {
        let s = self.sentence;
        if matches!(s.tokens[head].xpos, "NNS" | "NNPS") {
            return None;
        }
        let first = |n: &&tacitus_text::Name| n.label == "PER" && n.start > head && n.start - head <= LONGEST_OFFICE;
        let name = s.names.iter().find(first)?;
        // "the captain of the fishing vessel Dalisay": the vessel's.
        let lexicon = &self.knowledge.lexicon;
        if name.start > 0 && name.start - 1 != head && lexicon.craft.get(&s.tokens[name.start - 1].lemma.to_lowercase()).is_some() {
            return None;
        }
        let apart = |i: usize| s.tokens[i].upos == Upos::Verb || matches!(s.tokens[i].form.as_str(), "," | ";" | ":" | "(" | "–" | "—");
        let one = |n: usize| matches!(relation(s.tokens[n].deprel), "appos" | "flat" | "nmod") && case_of(s, n).is_empty();
        let top = (name.start..name.end).find(|&i| s.tokens[i].head.is_none_or(|h| h < name.start || h >= name.end))?;
        let mut chain = std::iter::successors(Some(top), |&n| s.tokens[n].head.filter(|_| one(n)));
        if (head..name.start).any(apart) || !chain.any(|n| n == head) {
            return None;
        }
        let start = core_phrase(s, head).0.min(head);
        let text = words(s, self.body, start, name.end);
        let own = words(s, self.body, name.start, name.end);
        let span = s.span_of(start, name.end);
        let actor = match self.knowledge.actors.named(own) {
            Some((entity, how)) => self.entity_as_named(entity, how, text, top),
            None => {
                let role = words(s, self.body, start, name.start);
                Actor { role: Some(role.to_string()), country: self.country_in(head), text: text.to_string(), ..Actor::unknown(own) }
            }
        };
        Some(Grounded::at(actor, span))
    }

    /// A group or office composed from a country or body and a noun: "Russian troops", "Kiev's forces", "the Syrian government".
    pub(super) fn composed(&self, head: usize, text: &str) -> Option<Actor> {
        let sector = self.force_sector(head)?;
        // "the chief secretary, Ema Tal, said": the office introduces the person.
        if let Some(person) = self.named_holder(head) {
            let sector = person.sector.clone().or_else(|| Some(sector.to_string()));
            let country = person.country.clone().or_else(|| self.country_in(head));
            return Some(Actor { text: text.to_string(), role: Some(text.to_string()), sector, country, ..person });
        }
        let s = self.sentence;
        let token = &s.tokens[head];
        // "officials from Karsk and Valdonia" are neither's alone.
        let joint = s
            .children_by(head, "nmod")
            .filter(|&k| matches!(case_of(s, k).as_str(), "of" | "from"))
            .any(|k| s.children_by(k, "conj").any(|c| self.knowledge.actors.named(&s.tokens[c].form).is_some()));
        if let Some(owner) = self.owner(head).filter(|_| !joint) {
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
        let country = self.country_in(head).filter(|_| !joint);
        let entity = country.as_ref().filter(|_| token.upos != Upos::Propn).map(|c| format!("{c}.{sector}"));
        Some(Actor { text: text.to_string(), entity, name: text.to_string(), country, sector: Some(sector.to_string()), role: None })
    }

    /// "The Harran Islands impose sanctions": a country that no list knows, where it does what only those who govern it can do.
    pub(super) fn acting_place(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let token = &s.tokens[head];
        let first =
            std::iter::successors(Some(head), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last().unwrap_or(head);
        let verb = s.tokens[first].head.filter(|&v| s.tokens[first].deprel == "nsubj" && s.tokens[v].upos == Upos::Verb)?;
        let lemma = s.tokens[verb].lemma.to_lowercase();
        let named = s.names.iter().any(|n| n.label == "LOC" && n.start <= head && head < n.end);
        let passive = s.children(verb).any(|k| s.tokens[k].deprel == "aux:pass");
        let uses = &self.knowledge.lexicon.toponym_uses;
        let literal = uses.get(&(lemma.as_str(), "subject")) == Some(&tacitus_record::ToponymUse::Literal);
        // A verb by which somebody deals with others, and not what befalls a town.
        let deals = [
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "CONCEDE",
            "COOPERATE",
            "AID",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "MOBILIZE",
            "SANCTION",
            "RETREAT",
        ];
        let governs = self.knowledge.ontology.is_verb_of(&lemma, &deals) || self.knowledge.lexicon.light_verbs.get(&lemma).is_some();
        let unknown = token.upos == Upos::Propn && self.knowledge.gazetteer.lookup(text).is_empty();
        (named && unknown && governs && !passive && !literal).then(|| Actor { sector: Some("GOV".to_string()), ..Actor::unknown(text) })
    }

    /// "her superior, Colonel Ann Oak,": whatever noun says who somebody is to another, the name behind it is meant.
    pub(super) fn introduced_by_kin(&self, head: usize, text: &str) -> Option<Actor> {
        let s = self.sentence;
        let token = &s.tokens[head];
        let one =
            token.upos == Upos::Noun && token.xpos == "NN" && s.children_by(head, "nmod:poss").any(|k| s.tokens[k].upos == Upos::Pron);
        let person = self.named_holder(head).filter(|_| one)?;
        Some(Actor { text: text.to_string(), role: Some(text.to_string()), ..person })
    }

    /// The person whose name stands in apposition to an office.
    pub(super) fn named_holder(&self, head: usize) -> Option<Actor> {
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
                let craft = |i: usize| self.knowledge.lexicon.craft.get(&s.tokens[i].lemma.to_lowercase()).is_some();
                if name.start > 0 && name.start - 1 != head && craft(name.start - 1) {
                    return None;
                }
                let text = words(s, self.body, name.start, name.end);
                match self.knowledge.actors.named(text) {
                    Some((entity, how)) => Some(self.entity_as_named(entity, how, text, k)),
                    None => Some(Actor::unknown(text)),
                }
            })
            .next()
    }

    /// An organisation or place by name, not in `actors/`.
    pub(super) fn named_body(&self, head: usize, text: &str) -> Option<Actor> {
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
        let human = |source: &&VoiceType| **source != VoiceType::Document && token.upos == Upos::Noun && is_human_source(&lemma);
        // "watchmen", "boatwomen": whatever they do, they are people.
        let by_form = token.upos == Upos::Noun && lemma.len() > 4 && (lemma.ends_with("man") || lemma.ends_with("woman"));
        lexicon.sources.get(&lemma).filter(human).map(|_| "CVL").or(by_form.then_some("CVL"))
    }

    /// The state or group that the phrase belongs to: an adjective, compound, possessor or of-phrase.
    pub(super) fn owner(&self, head: usize) -> Option<&Entity> {
        let s = self.sentence;
        let mut modifiers: Vec<usize> = s
            .children(head)
            .filter(|&k| {
                let t = &s.tokens[k];
                // "a US$2 billion deal" is not the state's.
                matches!(relation(t.deprel), "amod" | "compound" | "flat") && t.upos != Upos::Sym
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
    pub(super) fn country_in(&self, head: usize) -> Option<String> {
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
            let start = self.with_attributes(head, core_phrase(s, k).0);
            return Some((start, head)).filter(|(start, end)| start < end);
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

    /// Where a title begins whose first words the parser hung on the name: "interim prime minister Ann Oak", "the Northern Council (NC)
    /// president Ann Oak". A word that ends the office ("former") stays outside.
    fn with_attributes(&self, name: usize, title: usize) -> usize {
        let s = self.sentence;
        let attribute = |i: usize| {
            let token = &s.tokens[i];
            let ended = self.knowledge.lexicon.past_offices.get(&token.form.to_lowercase()).is_some();
            token.upos == Upos::Adj && token.deprel == "amod" && token.head == Some(name) && !ended
        };
        let start = (0..title).rev().take_while(|&i| attribute(i)).last().unwrap_or(title);
        let open =
            start.checked_sub(1).filter(|&i| s.tokens[i].form == ")").and_then(|i| (0..i).rev().take(4).find(|&k| s.tokens[k].form == "("));
        let body = open.and_then(|open| s.names.iter().find(|n| n.label == "ORG" && n.end == open));
        body.map_or(start, |n| n.start)
    }

    pub(super) fn sector_of_title(&self, title: &str) -> Option<String> {
        let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
        (0..words.len()).find_map(|i| self.knowledge.lexicon.titles.longest_at(&words, i)).map(|(_, s)| (*s).to_string())
    }
}
