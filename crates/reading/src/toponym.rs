//! Tells how place names are used: for the place itself, for those who govern or live there, or to say whose something is.
//!
//! Grammar decides first (the subject of a deed acts, what stands under "in" is where); `lexicons/toponym-uses.tsv` says which words make
//! something else of a name beside them. Source of the classes: Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing
//! evaluation" (2020). Only a literal name may be where something happens; every one may say where the article plays.

use tacitus_record::{Claim, Grounded, Place, PlacePrecision, Toponym, ToponymUse};
use tacitus_text::Upos;

use crate::actors::NameUse;
use crate::clause::{case_of, relation};
use crate::ontology::Trigger;
use crate::when_where::Attached;
use crate::who::Scene;

/// How the name of one of the sentence's `places` is used.
pub fn usage(scene: &Scene, place: &Attached<Place>, places: &[Attached<Place>]) -> ToponymUse {
    usage_at(scene, place.token, place.value.value.precision == PlacePrecision::Country, places)
}

fn usage_at(scene: &Scene, token: usize, is_country: bool, places: &[Attached<Place>]) -> ToponymUse {
    let s = scene.sentence;
    // "Morva and Tal", "the capital, Morva": what is said of the first is said of all.
    let joined = |&n: &usize| matches!(relation(s.tokens[n].deprel), "conj" | "appos" | "flat") && case_of(s, n).is_empty();
    let first = std::iter::successors(Some(token), |n| s.tokens[*n].head.filter(|_| joined(n))).last().unwrap_or(token);
    let Some(head) = s.tokens[first].head else { return ToponymUse::Literal };
    let beside = Beside { scene, places, is_country, name: first, head };
    let deprel = s.tokens[first].deprel;
    match relation(deprel) {
        "compound" | "amod" => beside.before(),
        _ if deprel == "nmod:poss" => beside.possessor(),
        _ if deprel == "nsubj:pass" => beside.object(),
        "nsubj" => beside.subject(),
        "iobj" => ToponymUse::Metonymic,
        "obj" => beside.object(),
        "obl" | "nmod" => beside.under(&preposition(scene, first)),
        _ => ToponymUse::Literal,
    }
}

/// The preposition of a name; in "called on Morva to act" the tree gives it to the infinitive.
fn preposition(scene: &Scene, name: usize) -> String {
    let s = scene.sentence;
    let before = name.checked_sub(1).map(|i| &s.tokens[i]).filter(|t| t.upos == Upos::Adp);
    let case = case_of(s, name);
    if case.is_empty() { before.map_or(case, |t| t.form.to_lowercase()) } else { case }
}

/// A name and the word it hangs on.
struct Beside<'a> {
    scene: &'a Scene<'a>,
    places: &'a [Attached<Place>],
    is_country: bool,
    name: usize,
    head: usize,
}

impl Beside<'_> {
    fn lemma(&self) -> String {
        self.scene.sentence.tokens[self.head].lemma.to_lowercase()
    }

    fn stated(&self, slot: &str) -> Option<ToponymUse> {
        let uses: &std::collections::BTreeMap<(&str, &str), ToponymUse> = &self.scene.knowledge.lexicon.toponym_uses;
        uses.get(&(self.lemma().as_str(), slot)).copied()
    }

    fn is_verb(&self) -> bool {
        self.scene.sentence.tokens[self.head].upos == Upos::Verb
    }

    /// Whether the word is for people by what they are or do ("the Morva mayor", "Morva's troops").
    fn is_for_people(&self) -> bool {
        let (lexicon, lemma) = (&self.scene.knowledge.lexicon, self.lemma());
        lexicon.titles.get(&lemma).is_some() || lexicon.forces.get(&lemma).is_some() || lexicon.sources.get(&lemma).is_some()
    }

    /// PLOVER types of what the word tells.
    fn tells(&self, fits: impl Fn(&str) -> bool) -> bool {
        let (ontology, lemma) = (&self.scene.knowledge.ontology, self.lemma());
        [Trigger::Noun, Trigger::Verb].iter().any(|t| ontology.entries(*t, &lemma).iter().any(|e| fits(&e.plover_type)))
    }

    fn before(&self) -> ToponymUse {
        if self.is_country || self.is_for_people() { ToponymUse::Associative } else { ToponymUse::Literal }
    }

    fn possessor(&self) -> ToponymUse {
        let s = self.scene.sentence;
        // "Sudan's North Darfur".
        if self.places.iter().any(|p| p.token == self.head) {
            return ToponymUse::Literal;
        }
        let says = || self.scene.knowledge.lexicon.reporting_nouns.get(&self.lemma()).is_some();
        let acts =
            || self.tells(|plover| matches!(plover, "REQUEST" | "REJECT" | "ACCUSE" | "THREATEN" | "AGREE" | "SUPPORT" | "SANCTION"));
        if let Some(usage) = self.stated("possessor") {
            return usage;
        }
        if says() || self.is_for_people() || acts() {
            return ToponymUse::Metonymic;
        }
        // "the Amazon's data centre in Morva": what has a place of its own is somebody's.
        let elsewhere =
            |p: &Attached<Place>| s.tokens[p.token].head == Some(self.head) && matches!(case_of(s, p.token).as_str(), "in" | "at");
        let moves = self.is_country && self.scene.knowledge.lexicon.weapons.get(&self.lemma()).is_some();
        if moves || self.places.iter().any(elsewhere) { ToponymUse::Associative } else { ToponymUse::Literal }
    }

    fn subject(&self) -> ToponymUse {
        let default = if self.is_verb() { ToponymUse::Metonymic } else { ToponymUse::Literal };
        self.stated("subject").unwrap_or(default)
    }

    fn object(&self) -> ToponymUse {
        let verb = self.scene.knowledge.lexicon.reporting_verbs.get(&self.lemma());
        let addressed = || {
            verb.is_some_and(|v| matches!(v.class, "accuse" | "criticise" | "praise" | "urge" | "order" | "warn" | "threaten" | "demand"))
        };
        let default = if addressed() { ToponymUse::Metonymic } else { ToponymUse::Literal };
        self.stated("object").unwrap_or(default)
    }

    /// Under a preposition.
    fn under(&self, case: &str) -> ToponymUse {
        let agent = self.scene.sentence.tokens[self.name].deprel == "obl:agent";
        let default = match case {
            "by" if agent || !self.is_verb() => ToponymUse::Metonymic,
            // "the offensive against Morva" goes there.
            "against" if !self.is_country && self.tells(|plover| plover == "ASSAULT") => ToponymUse::Literal,
            "with" | "against" | "according to" => ToponymUse::Metonymic,
            "between" if self.is_country || !self.is_verb() => ToponymUse::Metonymic,
            // "the attaché of Morva": whose he is.
            "of" if self.is_country && self.is_for_people() => ToponymUse::Associative,
            _ => ToponymUse::Literal,
        };
        let slot = if matches!(case, "to" | "towards" | "toward") { "to" } else { case };
        self.stated(slot).unwrap_or(default)
    }
}

/// The place names of a sentence with their uses, in order of the text: its places, and words made of the names of countries.
pub fn toponyms(scene: &Scene, places: &[Attached<Place>]) -> Vec<Grounded<Toponym>> {
    let s = scene.sentence;
    let named = places.iter().filter_map(|p| {
        let place = &p.value.value;
        let toponym = Toponym {
            text: place.text.clone(),
            usage: usage(scene, p, places),
            name: place.name.clone(),
            gazetteer_id: place.gazetteer_id.clone(),
            country: place.country.clone(),
        };
        Some(Grounded::at(toponym, p.value.span()?))
    });
    let in_place = |i: usize| places.iter().any(|p| p.range.0 <= i && i < p.range.1);
    let in_name = |i: usize| s.names.iter().any(|n| n.start <= i && i < n.end && n.end - n.start > 1);
    let free = || (0..s.tokens.len()).filter(|&i| !in_place(i) && !in_name(i));
    let made_of = free().filter_map(|i| demonym(scene, i));
    let capitals = free().filter_map(|i| capital(scene, i, places));
    let mut all: Vec<Grounded<Toponym>> = named.chain(made_of).chain(capitals).collect();
    all.sort_by_key(Grounded::span);
    all
}

/// "Karskian", "Karskians": the country whose name the word is made of.
fn demonym(scene: &Scene, token: usize) -> Option<Grounded<Toponym>> {
    let span = scene.sentence.tokens[token].span;
    let word = span.slice(scene.body);
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let (gazetteer, actors) = (&scene.knowledge.gazetteer, &scene.knowledge.actors);
    let of_actors = || actors.named(word).filter(|(_, how)| *how == NameUse::Demonym).map(|(entity, _)| entity.country.as_str());
    let iso3 = gazetteer.country_of_demonym(word).or_else(of_actors).filter(|code| !code.is_empty())?;
    let known = gazetteer.country_by_code(iso3).map(|country| country.name.to_string());
    let name = known.or_else(|| actors.coded(iso3).map(|entity| entity.name.clone()))?;
    let gazetteer_id = gazetteer.lookup(&name).into_iter().find(|place| place.country == iso3).map(|place| place.id);
    let usage = ToponymUse::Demonym;
    Some(Grounded::at(Toponym { text: word.to_string(), usage, name, gazetteer_id, country: Some(iso3.to_string()) }, span))
}

/// "Morva said …": a capital that stands for its state, whatever sort of name it is taken for where it begins a sentence.
fn capital(scene: &Scene, token: usize, places: &[Attached<Place>]) -> Option<Grounded<Toponym>> {
    let t = &scene.sentence.tokens[token];
    let text = t.span.slice(scene.body);
    let (gazetteer, actors) = (&scene.knowledge.gazetteer, &scene.knowledge.actors);
    let person = scene.discourse.knows_person(text);
    let (entity, _) = actors.named(text).filter(|(_, how)| t.upos == Upos::Propn && *how == NameUse::Metonym && !person)?;
    let place = gazetteer.lookup(text).into_iter().find(|place| place.country == entity.country)?;
    let usage = usage_at(scene, token, false, places);
    let (gazetteer_id, country) = (Some(place.id), Some(place.country));
    Some(Grounded::at(Toponym { text: text.to_string(), usage, name: place.name, gazetteer_id, country }, t.span))
}

/// Gives a claim the place names that lie within the words of its parties, things, place and sources.
pub fn keep(claim: &mut Claim, toponyms: &[Grounded<Toponym>]) {
    let fields = ["actor", "target", "object", "instrument", "place", "said_by"];
    let spans: Vec<_> = claim.spans().into_iter().filter(|(field, _)| fields.contains(field)).map(|(_, span)| span).collect();
    let within = |t: &&Grounded<Toponym>| t.span().is_some_and(|t| spans.iter().any(|span| span.contains(t)));
    claim.toponyms = toponyms.iter().filter(within).cloned().collect();
}
