//! Gathers what every kind of claim looks at in one sentence, and puts claims together.

use std::collections::BTreeMap;

use tacitus_record::{Actor, Claim, Day, Grounded, Kind, Mention, Moment, Place, PlacePrecision, Span};
use tacitus_text::{Sentence, Upos};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::noun_phrase;
use crate::standing::{Standing, standing};
use crate::when_where::{Attached, belonging};
use crate::who::Scene;

/// What the rules for one sentence may know of the whole article.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Whether armed conflict is its matter.
    pub armed: bool,
    /// Whether it is somebody's analysis rather than a report.
    pub opinion: bool,
    /// The day of publication, where known.
    pub published: Option<Day>,
}

/// One sentence with its clauses, times, places and standings.
pub struct Sighting<'a> {
    /// The sentence and what is known.
    pub scene: &'a Scene<'a>,
    /// Article id.
    pub article: &'a str,
    /// Clauses in order.
    pub clauses: Vec<Clause>,
    /// Standing of each clause and of each noun asked for, by head.
    standings: BTreeMap<usize, Standing>,
    /// Times of the sentence.
    pub times: Vec<Attached<Moment>>,
    /// Places of the sentence.
    pub places: Vec<Attached<Place>>,
    /// Whether the article is about armed conflict at all.
    pub armed_article: bool,
    /// Whether the article is somebody's analysis rather than a report.
    pub opinion: bool,
    /// The day of publication, where known.
    pub published: Option<Day>,
    /// Tokens that lie in a figurative phrase.
    pub figurative: Vec<bool>,
    /// Whether the sentence speaks of nature or accident.
    pub disaster: bool,
    /// Whether the sentence speaks of sport or film.
    pub pastime: bool,
}

impl<'a> Sighting<'a> {
    /// Prepares a sentence.
    pub fn new(
        scene: &'a Scene<'a>,
        article: &'a str,
        clauses: Vec<Clause>,
        times: Vec<Attached<Moment>>,
        places: Vec<Attached<Place>>,
        about: About,
    ) -> Sighting<'a> {
        let standings = (0..scene.sentence.tokens.len())
            .filter(|&i| clauses.iter().any(|c| c.head == i) || scene.sentence.tokens[i].upos == Upos::Noun)
            .map(|i| (i, standing(scene, &clauses, i)))
            .collect();
        let figurative = figurative(scene);
        let domains = domains(scene);
        let (disaster, pastime) = (domains.contains(&"disaster"), domains.iter().any(|d| matches!(*d, "sport" | "film")));
        let About { armed: armed_article, opinion, published } = about;
        Sighting { scene, article, clauses, standings, times, places, armed_article, opinion, published, figurative, disaster, pastime }
    }

    /// The sentence.
    pub fn s(&self) -> &'a Sentence {
        self.scene.sentence
    }

    /// How the predicate or event noun at `head` stands.
    pub fn standing(&self, head: usize) -> Standing {
        self.standings.get(&head).cloned().unwrap_or_else(|| standing(self.scene, &self.clauses, head))
    }

    /// The clause headed at a token.
    pub fn clause_at(&self, head: usize) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.head == head)
    }

    /// The nearest clause at or above a token.
    pub fn governing(&self, token: usize) -> usize {
        let mut node = token;
        for _ in 0..40 {
            if self.clause_at(node).is_some() {
                return node;
            }
            match self.s().tokens[node].head {
                Some(up) => node = up,
                None => return node,
            }
        }
        node
    }

    /// A claim on `span` with the standing of `head` filled in.
    pub fn claim(&self, kind: Kind, predicate: impl Into<String>, span: Span, head: usize, rule: &str) -> Claim {
        let st = self.standing(head);
        let mention = Mention {
            article: self.article.to_string(),
            sentence: self.scene.number as u32,
            span,
            cue: Some(self.s().tokens[head].span),
            reader: "rule".to_string(),
            rules: std::iter::once(rule.to_string()).chain(st.rules.iter().cloned()).collect(),
        };
        let mut claim = Claim::new(kind, predicate, mention);
        claim.polarity = st.polarity;
        claim.modality = st.modality;
        claim.factuality = st.factuality();
        claim.hedges = st.hedges;
        claim.likelihood = st.likelihood;
        claim.condition = st.condition;
        claim.said_by = st.voices;
        claim
    }

    /// Fills in when and where from the tree.
    pub fn settle(&self, claim: &mut Claim, head: usize) {
        let clause = self.governing(head);
        if claim.time.is_none() {
            let free: Vec<Attached<Moment>> =
                self.times.iter().filter(|t| !self.elsewhere(t, head) && !self.of_saying(t, clause)).cloned().collect();
            claim.time = belonging(&free, head, clause).map(|t| t.value.clone());
        }
        if claim.place.is_none() {
            let taken: Vec<Span> = claim.actor.iter().chain(&claim.target).chain(&claim.more_targets).filter_map(Grounded::span).collect();
            // "authorities in Kuwait denounced": the place is the actor's, not the act's.
            let agents = self.clause_at(clause).map(|c| c.agents.clone()).unwrap_or_default();
            let of_agent = |p: &Attached<Place>| p.owners.first().is_some_and(|o| agents.contains(o) && self.scene.actor(*o).is_some());
            let free: Vec<Attached<Place>> = self
                .places
                .iter()
                .filter(|p| {
                    self.is_location(p)
                        && !of_agent(p)
                        && !self.elsewhere(p, head)
                        && !taken.iter().any(|t| p.value.span().is_some_and(|s| t.contains(s)))
                })
                .cloned()
                .collect();
            claim.place = belonging(&free, head, clause).map(|p| p.value.clone());
        }
    }

    /// "convicted in the 2002 Bali bombings": the time and place of another event noun.
    fn elsewhere<T>(&self, a: &Attached<T>, head: usize) -> bool {
        a.owners.first().is_some_and(|&o| o != head && self.clause_at(o).is_none() && crate::kinds::event::is_event_noun(self, o))
    }

    /// "said Sunday the rebels began": a time between the verb of saying and the subject of what is said belongs to the saying.
    fn of_saying(&self, time: &Attached<Moment>, clause: usize) -> bool {
        let s = self.s();
        let said = relation(s.tokens[clause].deprel) == "ccomp";
        let Some(verb) = s.tokens[clause].head.filter(|&v| said && v < clause) else { return false };
        let first = s
            .subtree(clause)
            .into_iter()
            .filter(|&i| !(time.range.0..time.range.1).contains(&i))
            .find(|&i| s.tokens[i].upos != Upos::Punct && s.tokens[i].lemma != "that");
        let says = self.scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[verb].lemma.to_lowercase()).is_some();
        says && verb < time.range.0 && first.is_some_and(|f| time.range.1 <= f)
    }

    /// Whether a place name stands as a place: under a preposition of place or as a part of such a phrase, not as an actor or attribute.
    pub fn is_location(&self, place: &Attached<Place>) -> bool {
        let s = self.s();
        let mut node = place.token;
        for _ in 0..6 {
            let case = case_of(s, node);
            let rel = relation(s.tokens[node].deprel);
            if is_place_preposition(&case) && matches!(rel, "obl" | "nmod" | "root" | "conj" | "acl" | "advcl") {
                return true;
            }
            if s.tokens[node].deprel == "obl:unmarked" || s.tokens[node].deprel == "obl:npmod" {
                return true;
            }
            let part = case == "of" || s.tokens[node].deprel == "nmod:poss" || (rel == "nmod" && case.is_empty());
            if part || matches!(rel, "appos" | "conj" | "flat" | "compound") {
                match s.tokens[node].head {
                    Some(up) if !crate::clause::is_predicate(s, up) => node = up,
                    _ => return false,
                }
            } else {
                return false;
            }
        }
        false
    }

    /// Whether a weapon that hits or blasts is named in the sentence.
    pub fn armed_sentence(&self) -> bool {
        (0..self.s().tokens.len()).any(|i| self.weapon(i).is_some_and(|w| !w.mode.is_empty()))
    }

    /// The noun phrase around `head` as words with their span.
    pub fn phrase(&self, head: usize) -> Grounded<String> {
        let (start, end) = noun_phrase(self.s(), head);
        let span = self.s().span_of(start, end);
        Grounded::at(span.slice(self.scene.body).to_string(), span)
    }

    /// The place that the noun phrase around `head` names, if it names one.
    pub fn place_at(&self, head: usize) -> Option<&Attached<Place>> {
        let (start, end) = noun_phrase(self.s(), head);
        self.places.iter().find(|p| p.range.0 >= start && p.range.1 <= end && (p.token == head || self.hangs_on(p.token, head)))
    }

    fn hangs_on(&self, token: usize, head: usize) -> bool {
        let s = self.s();
        // "the Kabul airport" is in Kabul; "a U.S. vessel" is nowhere in particular.
        let country = self.places.iter().any(|p| p.token == token && p.value.value.precision == PlacePrecision::Country);
        s.tokens[token].head == Some(head)
            && (matches!(relation(s.tokens[token].deprel), "appos" | "flat")
                || (relation(s.tokens[token].deprel) == "compound" && !country)
                || (relation(s.tokens[token].deprel) == "nmod" && matches!(case_of(s, token).as_str(), "of" | "in" | "")))
    }

    /// The state or group that owns the thing at `head` ("a Russian missile", "Hamas rockets"), with the words that say so.
    pub fn owner(&self, head: usize) -> Option<Grounded<Actor>> {
        let s = self.s();
        let modifiers = s.children(head).filter(|&k| {
            matches!(relation(s.tokens[k].deprel), "amod" | "compound")
                || s.tokens[k].deprel == "nmod:poss"
                || (relation(s.tokens[k].deprel) == "nmod" && matches!(case_of(s, k).as_str(), "by" | "from"))
        });
        modifiers.filter_map(|k| self.modifier_actor(k)).next()
    }

    /// The actor that a modifier names: an adjective of nationality stands for the state, a noun for itself.
    pub fn modifier_actor(&self, k: usize) -> Option<Grounded<Actor>> {
        let s = self.s();
        let token = &s.tokens[k];
        let knowledge = self.scene.knowledge;
        let state = |iso3: &str, span: Span| {
            let name = knowledge.actors.coded(iso3).map_or_else(|| iso3.to_string(), |e| e.name.clone());
            let actor = Actor {
                text: span.slice(self.scene.body).to_string(),
                entity: Some(iso3.to_string()),
                name,
                country: Some(iso3.to_string()),
                sector: None,
                role: None,
            };
            Grounded::at(actor, span)
        };
        let hyphen = token.form.split(['-', '–']).next().unwrap_or("");
        if let Some((entity, how)) = knowledge.actors.named(&token.form).or_else(|| knowledge.actors.named(hyphen)) {
            return match how {
                crate::actors::NameUse::Demonym => Some(state(&entity.code.clone(), token.span)),
                _ => self.scene.actor(k).or_else(|| Some(state(&entity.code.clone(), token.span))),
            };
        }
        if let Some(iso3) = knowledge.gazetteer.country_of_demonym(&token.form).or_else(|| knowledge.gazetteer.country_of_demonym(hyphen)) {
            return Some(state(iso3, token.span));
        }
        if token.upos == Upos::Pron || matches!(token.upos, Upos::Propn | Upos::Noun) { self.scene.actor(k) } else { None }
    }

    /// The weapon that the noun phrase at `head` names: its class and PLOVER mode.
    pub fn weapon(&self, head: usize) -> Option<crate::lexicon::Weapon> {
        let s = self.s();
        if !matches!(s.tokens[head].upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let last = [s.tokens[head].lemma.to_lowercase(), s.tokens[head].form.to_lowercase()];
        (0..3usize).rev().filter_map(|back| head.checked_sub(back)).find_map(|start| {
            let lead: Vec<String> = s.tokens[start..head].iter().map(|t| t.form.to_lowercase()).collect();
            last.iter().find_map(|l| {
                let mut phrase = lead.clone();
                phrase.push(l.clone());
                self.scene.knowledge.lexicon.weapons.get(&phrase.join(" ")).copied()
            })
        })
    }
}

/// Prepositions under which a place name is where something happened.
pub fn is_place_preposition(case: &str) -> bool {
    matches!(
        case,
        "in" | "at"
            | "near"
            | "on"
            | "outside"
            | "inside"
            | "around"
            | "across"
            | "along"
            | "throughout"
            | "within"
            | "into"
            | "to"
            | "toward"
            | "towards"
            | "from"
            | "over"
            | "off"
            | "north of"
            | "south of"
            | "east of"
            | "west of"
            | "close to"
            | "between"
            | "through"
            | "next to"
            | "by"
            | "beyond"
            | "onto"
            | "outside of"
    )
}

/// The domains that words of the sentence point to.
fn domains(scene: &Scene) -> std::collections::BTreeSet<&'static str> {
    let forms: Vec<String> = scene.sentence.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let lemmas: Vec<String> = scene.sentence.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
    let cues = &scene.knowledge.lexicon.figurative;
    let at = |words: &[String]| {
        (0..words.len()).filter_map(|i| cues.longest_at(words, i)).filter(|(_, c)| !c.cancels).map(|(_, c)| c.domain).collect::<Vec<_>>()
    };
    at(&forms).into_iter().chain(at(&lemmas)).collect()
}

fn figurative(scene: &Scene) -> Vec<bool> {
    let s = scene.sentence;
    let mut marked = vec![false; s.tokens.len()];
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let lemmas: Vec<String> = s.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
    for words in [&forms, &lemmas] {
        for start in 0..words.len() {
            if let Some((n, cue)) = scene.knowledge.lexicon.figurative.longest_at(words, start)
                && cue.cancels
            {
                marked[start..start + n].fill(true);
            }
        }
    }
    marked
}
