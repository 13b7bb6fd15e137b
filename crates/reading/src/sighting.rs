//! Gathers what every kind of claim looks at in one sentence, and puts claims together.

mod antecedents;
mod attachment;
mod location;
mod matter;

use std::collections::BTreeMap;

use tacitus_record::{Actor, Claim, Day, Grounded, Kind, Mention, Moment, Place, PlacePrecision, Span, ToponymUse};
use tacitus_text::{Sentence, Upos};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::noun_phrase;
use crate::standing::{Standing, standing};
use crate::when_where::Attached;
use crate::who::Scene;
use antecedents::{about_things, meaning_ground};

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
    /// Whether it tells what is dreamt, played or staged.
    pub fiction: bool,
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
        let clauses = about_things(scene, meaning_ground(scene, clauses, &places));
        let standings = (0..scene.sentence.tokens.len())
            .filter(|&i| clauses.iter().any(|c| c.head == i) || scene.sentence.tokens[i].upos == Upos::Noun)
            .map(|i| (i, standing(scene, &clauses, i)))
            .collect();
        let figurative = matter::figurative(scene);
        let domains = matter::domains(scene);
        let fiction = domains.contains(&"fiction") || matter::tells_a_work(scene);
        // What goes off in an exercise is an accident, as in a factory.
        let (disaster, pastime) = (
            domains.contains(&"disaster") || domains.contains(&"exercise"),
            domains.iter().any(|d| matches!(*d, "sport" | "film" | "science")),
        );
        let About { armed: armed_article, opinion, published } = about;
        Sighting {
            scene,
            article,
            clauses,
            standings,
            times,
            places,
            armed_article,
            opinion,
            published,
            figurative,
            disaster,
            pastime,
            fiction,
        }
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

    /// Whether a place name stands as a place: under a preposition of place or as a part of such a phrase, not as an actor or attribute.
    pub fn is_location(&self, place: &Attached<Place>) -> bool {
        let s = self.s();
        if self.says_whose(place) && s.tokens[place.token].deprel != "nmod:poss" {
            return false;
        }
        // "in Valdonia's capital, Morva": whose capital it is.
        let above = s.tokens[place.token].head.filter(|_| s.tokens[place.token].deprel == "nmod:poss");
        if above.is_some_and(|n| s.tokens[n].lemma == "capital" && s.children_by(n, "appos").next().is_some()) {
            return false;
        }
        // "in talks with Moscow", "sanctions on Tehran": those who govern there.
        if crate::toponym::usage(self.scene, place, &self.places) != ToponymUse::Literal {
            return false;
        }
        // "the Red Sea port of Yanbu" is Yanbu; "the Tal area of Karsk" is Tal.
        let named_after = |noun: usize| {
            let names = |p: &Attached<Place>| s.tokens[p.token].head == Some(noun) && case_of(s, p.token) == "of" && p.token > noun;
            self.places.iter().any(|p| names(p) && location::fineness(p) >= location::fineness(place))
        };
        if relation(s.tokens[place.token].deprel) == "compound" && s.tokens[place.token].head.is_some_and(named_after) {
            return false;
        }
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

    /// "at a U.S. base", "Ostland's frigate": a country before a noun says whose it is.
    pub fn says_whose(&self, place: &Attached<Place>) -> bool {
        let token = &self.s().tokens[place.token];
        let before = matches!(relation(token.deprel), "compound" | "amod") || token.deprel == "nmod:poss";
        place.value.value.precision == PlacePrecision::Country && before
    }

    /// The disaster or accident that the sentence names as a noun, where it names no arms: what the harm came of.
    pub fn cause(&self, clause: usize) -> Option<Grounded<String>> {
        if !self.disaster || self.armed_sentence() {
            return None;
        }
        let s = self.s();
        // Of this harm, not of another in the same sentence.
        let near = |i: usize| {
            let governor = self.governing(i);
            // "was hit, forcing an emergency landing": what came of it is no cause.
            let outcome = self.within_participle(i, clause);
            // "an outbreak of violence" is no disease.
            let of_violence = s.children_by(i, "nmod").any(|k| case_of(s, k) == "of" && crate::kinds::event::is_event_noun(self, k));
            !of_violence && !outcome && (governor == clause || s.subtree(clause).contains(&i) || s.tokens[clause].head == Some(governor))
        };
        let found = self
            .disaster_words()
            .into_iter()
            .find_map(|(from, to)| Some((from, to, (from..to).rev().find(|&i| s.tokens[i].upos == Upos::Noun && near(i))?)));
        let (from, to, mut noun) = found?;
        // "an explosion at a fireworks factory": the explosion, with where it was.
        if relation(s.tokens[noun].deprel) == "nmod"
            && matches!(case_of(s, noun).as_str(), "at" | "in")
            && let Some(what) = s.tokens[noun].head.filter(|&h| s.tokens[h].upos == Upos::Noun)
        {
            noun = what;
        }
        let blast = |&k: &usize| k < noun && s.tokens[k].deprel == "obl" && self.weapon(k).is_some();
        if s.tokens[noun].deprel == "obl"
            && matches!(case_of(s, noun).as_str(), "at" | "in")
            && let Some(what) = s.tokens[noun].head.and_then(|h| s.children(h).filter(blast).last())
        {
            noun = what;
        }
        let core = crate::phrase::core_phrase(s, noun);
        let (start, end) = (core.0.min(from), core.1.max(to));
        let span = s.span_of(start, end);
        Some(Grounded::at(span.slice(self.scene.body).to_string(), span))
    }

    /// Whether a participle behind a predicate stands between it and a word below it.
    fn within_participle(&self, word: usize, predicate: usize) -> bool {
        let s = self.s();
        std::iter::successors(Some(word), |&n| s.tokens[n].head)
            .take_while(|&n| n != predicate)
            .any(|n| n > predicate && s.tokens[n].xpos == "VBG" && relation(s.tokens[n].deprel) == "advcl")
    }

    /// The noun phrase around `head` as words with their span.
    pub fn phrase(&self, head: usize) -> Grounded<String> {
        let (start, end) = self.with_bound(noun_phrase(self.s(), head));
        let end = self.with_what_says_whose(head, self.with_name_of_craft(head, end));
        let span = self.s().span_of(start, end);
        Grounded::at(span.slice(self.scene.body).to_string(), span)
    }

    /// "the cargo ship Ladoga Star": where the name of a craft ends that stands behind its noun.
    pub fn with_name_of_craft(&self, head: usize, end: usize) -> usize {
        let s = self.s();
        let craft = self.scene.knowledge.lexicon.craft.get(&s.tokens[head].lemma.to_lowercase()).is_some();
        let own =
            |i: usize| s.tokens[i].upos == Upos::Propn && s.tokens[i].form.starts_with(char::is_uppercase) && s.subtree(head).contains(&i);
        if !craft || end != head + 1 || s.tokens[head].xpos != "NN" {
            return end;
        }
        (end..s.tokens.len()).take_while(|&i| own(i)).last().map_or(end, |last| last + 1)
    }

    /// "a warehouse belonging to our partner": where the words end that say whose a thing is.
    fn with_what_says_whose(&self, head: usize, end: usize) -> usize {
        let s = self.s();
        let belonging = s.children_by(head, "acl").find(|&v| v == end && s.tokens[v].form == "belonging");
        let to = belonging.and_then(|v| s.children_by(v, "obl").find(|&k| case_of(s, k) == "to"));
        to.map_or(end, |k| noun_phrase(s, k).1)
    }

    /// "over half of the strip": a fraction is no quantity that keeps its bound beside it.
    fn with_bound(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let s = self.s();
        let part = matches!(s.tokens[start].lemma.as_str(), "half" | "third" | "quarter");
        let bound = |i: &usize| matches!(s.tokens[*i].form.as_str(), "over" | "nearly" | "almost" | "about" | "roughly" | "around");
        (start.checked_sub(1).filter(|i| part && bound(i)).unwrap_or(start), end)
    }

    /// The noun phrase around `head` with what is joined to it: "missiles or drones" are not missiles.
    pub fn listed_phrase(&self, head: usize) -> Grounded<String> {
        let s = self.s();
        let joined = crate::clause::coordinated(s, head).into_iter().filter(|&k| k > head && !crate::clause::is_predicate(s, k)).max();
        let (start, end) = self.with_bound(noun_phrase(s, head));
        // "seven assaults in the direction of Orm and two near Tal".
        let last = |k: usize| if s.tokens[k].upos == Upos::Num { s.subtree(k).last().map_or(k, |&l| l) + 1 } else { noun_phrase(s, k).1 };
        let end = joined.map_or_else(|| self.with_name_of_craft(head, end), |k| last(k).max(end));
        let span = s.span_of(start, end);
        Grounded::at(span.slice(self.scene.body).to_string(), span)
    }

    /// The place that the noun phrase around `head` names, if it names one.
    pub fn place_at(&self, head: usize) -> Option<&Attached<Place>> {
        let (start, end) = noun_phrase(self.s(), head);
        let inside = |p: &&Attached<Place>| p.range.0 >= start && p.range.1 <= end && (p.token == head || self.hangs_on(p.token, head));
        // "the White Nile town of Tandalti" is Tandalti.
        let named = self.places.iter().filter(inside).find(|p| p.token > head && case_of(self.s(), p.token) == "of");
        named.or_else(|| self.places.iter().find(inside))
    }

    fn hangs_on(&self, token: usize, head: usize) -> bool {
        let s = self.s();
        // "the Kabul airport" is in Kabul; "a U.S. vessel", "Ostland's frigate" are nowhere in particular.
        if s.tokens[token].deprel == "nmod:poss" && self.weapon(head).is_some() {
            return false;
        }
        let country = self.places.iter().any(|p| p.token == token && p.value.value.precision == PlacePrecision::Country);
        s.tokens[token].head == Some(head)
            && (matches!(relation(s.tokens[token].deprel), "appos" | "flat")
                || (relation(s.tokens[token].deprel) == "compound" && !country)
                || (relation(s.tokens[token].deprel) == "nmod" && matches!(case_of(s, token).as_str(), "of" | "in" | "")))
    }

    /// The state or group that owns the thing at `head` ("a Russian missile", "Hamas rockets"), with the words that say so.
    pub fn owner(&self, head: usize) -> Option<Grounded<Actor>> {
        let s = self.s();
        let arms = self.weapon(head).is_some();
        let of_whom = |case: &str| matches!(case, "by" | "from") || case == "of" && arms;
        let modifiers = s.children(head).filter(|&k| {
            matches!(relation(s.tokens[k].deprel), "amod" | "compound") && s.tokens[k].upos != Upos::Sym
                || s.tokens[k].deprel == "nmod:poss"
                || (relation(s.tokens[k].deprel) == "nmod" && of_whom(&case_of(s, k)))
        });
        // "a Tal and Orm-flagged ship": whose flag it flies says not whose it is.
        let flagged = |a: &Grounded<Actor>| {
            let last = a.span().and_then(|span| s.tokens.iter().rposition(|t| span.contains(t.span)));
            let word = last.and_then(|i| Some((s.tokens.get(i + 1)?, s.tokens.get(i + 2)?)));
            word.is_some_and(|(dash, word)| {
                matches!(dash.form.as_str(), "-" | "–")
                    && !matches!(word.form.as_str(), "led" | "run" | "owned" | "operated" | "launched" | "fired")
            })
        };
        // "a barrage fired by Karsk": whoever fired it.
        let fired = |v: &usize| matches!(s.tokens[*v].lemma.as_str(), "fire" | "launch" | "lob" | "drop" | "send" | "shoot");
        let by = s.children_by(head, "acl").filter(fired).flat_map(|v| s.children_by(v, "obl:agent")).find_map(|k| self.scene.actor(k));
        if by.is_some() && arms {
            return by;
        }
        // "warplanes belonging to the coalition".
        let belonging = s.children_by(head, "acl").find(|&v| s.tokens[v].lemma == "belong");
        let owned_by = belonging.and_then(|v| s.children_by(v, "obl").find(|&k| case_of(s, k) == "to")).and_then(|k| self.scene.actor(k));
        if owned_by.is_some() {
            return owned_by;
        }
        // "a Karskian militant attack" is the militants'.
        let force = s.children_by(head, "compound").find(|&k| s.tokens[k].upos == Upos::Noun && self.scene.force_sector(k).is_some());
        // "a fighter jet": the kind of arms.
        let lemma = |i: usize| s.tokens[i].lemma.to_lowercase();
        let kind = |k: usize| self.scene.knowledge.lexicon.weapons.get(&format!("{} {}", lemma(k), lemma(head))).is_some();
        // "air defence systems" are nobody's by their name.
        let part_of_name = |k: usize| {
            let names = (1..=2usize).filter_map(|back| head.checked_sub(back)).filter(|&start| start <= k);
            names.into_iter().any(|start| {
                let phrase: Vec<String> = (start..=head).map(lemma).collect();
                self.scene.knowledge.lexicon.weapons.get(&phrase.join(" ")).is_some()
            })
        };
        let modifiers: Vec<usize> = modifiers.filter(|&k| !(arms && part_of_name(k))).collect();
        let modifiers = modifiers.into_iter();
        let theirs =
            force.filter(|&k| self.weapon(k).is_none() && !kind(k) && !(arms && part_of_name(k))).and_then(|k| self.scene.actor(k));
        theirs.or_else(|| modifiers.filter_map(|k| self.modifier_actor(k)).find(|a| !flagged(a)))
    }

    /// "Karskian and Valdonian jets": whose else the thing at `head` is, beside the owner that [`Sighting::owner`] found.
    pub fn owners_beside(&self, head: usize, owner: &Grounded<Actor>) -> Vec<Grounded<Actor>> {
        let s = self.s();
        let adjective = |k: &usize| owner.span().is_some_and(|span| span.contains(s.tokens[*k].span));
        let first = s.children_by(head, "amod").find(adjective);
        let joined = first.map(|k| s.children_by(k, "conj").collect::<Vec<usize>>()).unwrap_or_default();
        joined.into_iter().filter_map(|k| self.modifier_actor(k)).collect()
    }

    /// The actor that a modifier names: an adjective of nationality stands for the state, a noun for itself.
    pub fn modifier_actor(&self, k: usize) -> Option<Grounded<Actor>> {
        let s = self.s();
        let token = &s.tokens[k];
        let knowledge = self.scene.knowledge;
        // "command posts" are of nobody's called command.
        if token.lemma == "command" && token.upos == Upos::Noun {
            return None;
        }
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
        // "a U.S.-led strike" is theirs; "Houthi-controlled", "Iran-backed", "French-made" say something else.
        let mut parts = token.form.split(['-', '–']);
        let first = parts.next().unwrap_or("");
        let hyphen = match parts.next() {
            None | Some("led" | "run" | "owned" | "operated" | "launched" | "fired") => first,
            Some(_) => "",
        };
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
        // "horsemen of the Sword of Karsk": a band's name.
        let band = s.names.iter().any(|n| n.label == "ORG" && n.end - n.start > 1 && n.start <= head && head + 1 < n.end);
        if band || !matches!(s.tokens[head].upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let last = [s.tokens[head].lemma.to_lowercase(), s.tokens[head].form.to_lowercase()];
        (0..3usize)
            .rev()
            .filter_map(|back| head.checked_sub(back))
            .find_map(|start| {
                let lead: Vec<String> = s.tokens[start..head].iter().map(|t| t.form.to_lowercase()).collect();
                last.iter().find_map(|l| {
                    let mut phrase = lead.clone();
                    phrase.push(l.clone());
                    self.scene.knowledge.lexicon.weapons.get(&phrase.join(" ")).copied()
                })
            })
            // "raided by the Sword of Karsk": blades and clubs have no names of their own.
            .filter(|weapon| weapon.mode != "primitive" || s.tokens[head].upos != Upos::Propn)
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
            | "above"
            | "off"
            | "close to"
            | "between"
            | "through"
            | "next to"
            | "by"
            | "beyond"
            | "onto"
            | "outside of"
            | "behind"
            | "beside"
            | "opposite"
            | "in front of"
    ) || is_bearing(case)
}

/// "north of", "south-east of": a preposition of direction.
pub fn is_bearing(case: &str) -> bool {
    let word = |w: &str| matches!(w.trim_start_matches("north").trim_start_matches("south").trim_start_matches('-'), "" | "east" | "west");
    case.strip_suffix(" of").is_some_and(word)
}
