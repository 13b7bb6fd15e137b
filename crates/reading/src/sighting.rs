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
            let free: Vec<Attached<Moment>> = self
                .times
                .iter()
                .filter(|t| !self.elsewhere(t, head) && !self.of_saying(t, clause) && self.dates(t, head, clause))
                .cloned()
                .collect();
            let of_deed =
                free.iter().find(|t| t.owners.iter().take(2).any(|&o| self.same_happening(o, head) || self.same_happening(head, o)));
            claim.time = belonging(&free, head, clause).filter(|t| self.reaches(t, head, clause)).or(of_deed).map(|t| t.value.clone());
            // "a court sentences him for the murder of two men in July": news in the present tense is of these days.
            if head == clause && self.is_long_past(&claim.time) && self.tells_in_the_present(clause) {
                claim.time = None;
            }
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
                    // What is said somewhere is said there only where the place stands with the saying itself.
                    (claim.kind != Kind::Statement || p.owners.first() == Some(&head))
                        && self.is_location(p)
                        && self.goes_with(p, &claim.predicate)
                        && self.reaches(p, head, clause)
                        && !of_agent(p)
                        && !self.elsewhere(p, head)
                        && !taken.iter().any(|t| p.value.span().is_some_and(|s| t.contains(s)))
                })
                .cloned()
                .collect();
            // "strikes in Syria and Iraq": one of two places would say less than the text, and wrongly.
            claim.place = belonging(&free, head, clause).filter(|p| !self.one_of_several(p)).map(|p| self.beside(p));
        }
        self.leave_to_content(claim);
    }

    /// Whether a time ended more than a month before the article came out.
    fn is_long_past(&self, time: &Option<Grounded<Moment>>) -> bool {
        let end = time.as_ref().and_then(|t| t.value.hull().1);
        self.published.zip(end).is_some_and(|(published, end)| end < published.plus(-31))
    }

    /// Whether the verb stands in the simple present.
    fn tells_in_the_present(&self, clause: usize) -> bool {
        let s = self.s();
        matches!(s.tokens[clause].xpos, "VBZ" | "VBP") && s.children(clause).all(|k| relation(s.tokens[k].deprel) != "aux")
    }

    fn in_name(&self, token: usize) -> bool {
        self.s().names.iter().any(|n| n.start <= token && token < n.end)
    }

    /// "killed in an attack on Monday", "the deaths of nine in the shelling of 7 March": the harm has the day of the deed it came in.
    fn same_happening(&self, noun: usize, head: usize) -> bool {
        let s = self.s();
        let lemma = s.tokens[head].lemma.to_lowercase();
        let lexicon = &self.scene.knowledge.lexicon;
        let harm = lexicon.casualty(&lemma, "verb").is_some() || lexicon.casualty(&lemma, "noun").is_some();
        let inside = matches!(case_of(s, noun).as_str(), "in" | "during" | "by" | "with");
        let clause = self.governing(head);
        let below = std::iter::successors(s.tokens[noun].head, |&i| s.tokens[i].head).take(3).any(|i| i == head || i == clause);
        harm && inside && below
    }

    /// Whether a time is said of the deed and not of some noun beside it ("concern over deaths in recent weeks").
    fn dates(&self, time: &Attached<Moment>, head: usize, clause: usize) -> bool {
        let owner = time.owners.iter().copied().find(|&o| !self.in_name(o) || o == head);
        if time.owners.iter().take(2).any(|&o| self.same_happening(o, head) && crate::kinds::event::is_event_noun(self, o)) {
            return true;
        }
        // "the shelling of the market on 7 March": within the noun's own phrase it dates the noun.
        let within = head != clause && time.owners.iter().take(3).any(|&o| o == head);
        within || owner.is_none_or(|o| o == head || o == clause || self.same_happening(head, o))
    }

    /// Whether what stands with the clause also says where or when the noun at `head` happened: only where the clause tells of that very
    /// happening ("the battle took place", "in the attack five were killed"), not where it tells of something else ("condemned the attack on Monday").
    fn reaches<T>(&self, a: &Attached<T>, head: usize, clause: usize) -> bool {
        let s = self.s();
        if a.owners.iter().take(2).any(|&o| self.same_happening(o, head) || self.same_happening(head, o)) {
            return true;
        }
        if head == clause || a.owners.first() == Some(&head) || a.owners.iter().take(2).any(|&o| o == head) {
            return true;
        }
        let direct = s.tokens[head].head == Some(clause);
        let Some(verb) = self.clause_at(clause) else { return false };
        let lexicon = &self.scene.knowledge.lexicon;
        let subject = matches!(relation(s.tokens[head].deprel), "nsubj");
        let harms = lexicon.casualty(&verb.lemma, "verb").is_some();
        let light = lexicon.light_verbs.get(&verb.lemma).is_some() && matches!(relation(s.tokens[head].deprel), "obj" | "nsubj");
        let suffers = verb.lemma == "come" && case_of(s, head) == "under";
        direct && (suffers || subject || light || harms && matches!(relation(s.tokens[head].deprel), "obl" | "nsubj"))
    }

    /// Whether the preposition fits the deed: whither one fled is not where it happened.
    fn goes_with(&self, place: &Attached<Place>, predicate: &str) -> bool {
        let s = self.s();
        let mut node = place.token;
        for _ in 0..4 {
            let case = case_of(s, node);
            if !case.is_empty() {
                let moves = ["assault.advance", "mobilize.", "retreat.withdraw", "consult.visit", "aid.", "deploy"]
                    .iter()
                    .any(|p| predicate.starts_with(p));
                return match case.as_str() {
                    "to" | "into" | "onto" | "toward" | "towards" => moves,
                    "from" => ["retreat.", "loss.displaced", "assault.fire", "coerce.deport", "sanction.expel"]
                        .iter()
                        .any(|p| predicate.starts_with(p)),
                    "over" => predicate.starts_with("assault."),
                    "by" | "between" | "beyond" => false,
                    _ => true,
                };
            }
            match s.tokens[node].head {
                Some(up) => node = up,
                None => return true,
            }
        }
        true
    }

    /// The place as the words give it: "near Abkhazia" is not in it.
    fn beside(&self, place: &Attached<Place>) -> Grounded<Place> {
        let s = self.s();
        let case = case_of(s, place.token);
        let first = s.children_by(place.token, "case").find(|&k| k < place.range.0);
        match first.filter(|_| {
            matches!(
                case.as_str(),
                "near" | "outside" | "off" | "outside of" | "close to" | "north of" | "south of" | "east of" | "west of"
            )
        }) {
            Some(first) => {
                let span = s.span_of(first, place.range.1);
                let text = span.slice(self.scene.body).to_string();
                Grounded::at(Place { text, ..place.value.value.clone() }, span)
            }
            None => place.value.clone(),
        }
    }

    /// A time or place within what was said, asked or promised belongs to that, not to the saying.
    fn leave_to_content(&self, claim: &mut Claim) {
        let speech = claim.kind == Kind::Statement
            || claim
                .event
                .as_ref()
                .is_some_and(|e| matches!(e.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE" | "SUPPORT" | "THREATEN"))
            || ["consult.", "request.", "agree.", "reject.", "accuse.", "support.", "threaten."]
                .iter()
                .any(|p| claim.predicate.starts_with(p));
        let Some(content) = claim.object.as_ref().and_then(Grounded::span).filter(|_| speech) else { return };
        if claim.time.as_ref().and_then(Grounded::span).is_some_and(|t| content.contains(t)) {
            claim.time = None;
        }
        if claim.place.as_ref().and_then(Grounded::span).is_some_and(|p| content.contains(p)) {
            claim.place = None;
        }
    }

    /// Whether another place is named on the same footing, so that neither alone is where it happened.
    fn one_of_several(&self, place: &Attached<Place>) -> bool {
        let s = self.s();
        let joined = |a: usize, b: usize| s.tokens[b].head == Some(a) && s.tokens[b].deprel == "conj";
        self.places.iter().any(|other| {
            other.token != place.token
                && (joined(place.token, other.token)
                    || joined(other.token, place.token)
                    || s.tokens[other.token].deprel == "conj"
                        && s.tokens[place.token].deprel == "conj"
                        && s.tokens[other.token].head == s.tokens[place.token].head)
        })
    }

    /// "convicted in the 2002 Bali bombings": the time and place of another event noun.
    fn elsewhere<T>(&self, a: &Attached<T>, head: usize) -> bool {
        let own = |o: usize| o != head && self.clause_at(o).is_none() && crate::kinds::event::is_event_noun(self, o);
        let noun =
            a.owners.iter().copied().take(2).find(|&o| own(o)).filter(|&o| a.owners.first() == Some(&o) || self.in_name(a.owners[0]));
        noun.is_some_and(|o| !self.same_happening(o, head))
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
        // "at a U.S. base": a country before a noun says whose it is.
        let country = place.value.value.precision == PlacePrecision::Country;
        if country && matches!(relation(s.tokens[place.token].deprel), "compound" | "amod") {
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

    /// Whether a weapon that hits or blasts is named in the sentence, outside words of disaster ("fireworks explosion").
    pub fn armed_sentence(&self) -> bool {
        let disasters = self.disaster_words();
        let named = |i: usize| disasters.iter().any(|&(from, to)| from <= i && i < to);
        // "an explosion at a fireworks factory" is the factory's.
        let inside = |i: usize| named(i) || self.s().children_by(i, "nmod").any(named);
        // A helicopter that crashes is no weapon here, nor a tank truck.
        let arms = |w: crate::lexicon::Weapon| !w.mode.is_empty() && !matches!(w.class, "aerial" | "ship" | "tank");
        (0..self.s().tokens.len()).any(|i| !inside(i) && self.weapon(i).is_some_and(arms))
    }

    /// Whether the sentence speaks of violence at all: a weapon, an armed actor, or a happening or deed of assault beside the harm itself.
    pub fn violent_sentence(&self) -> bool {
        let armed = |i: usize| self.scene.force_sector(i).is_some_and(|s| matches!(s, "MIL" | "REB" | "UAF" | "CRM" | "COP"));
        let violent = |i: usize| {
            let t = &self.s().tokens[i];
            let trigger = match t.upos {
                Upos::Noun => crate::ontology::Trigger::Noun,
                Upos::Verb => crate::ontology::Trigger::Verb,
                _ => return false,
            };
            let lemma = t.lemma.to_lowercase();
            let harms = self.scene.knowledge.lexicon.casualty(&lemma, "verb").is_some()
                && !matches!(lemma.as_str(), "murder" | "massacre" | "behead" | "execute" | "slaughter" | "assassinate");
            !harms && self.scene.knowledge.ontology.entries(trigger, &lemma).iter().any(|e| e.plover_type == "ASSAULT")
        };
        self.armed_sentence() || (0..self.s().tokens.len()).any(|i| armed(i) || violent(i))
    }

    /// Whether the sentence tells of harm to people or things: with a word of disaster it is then about the disaster, and not only
    /// beside it ("charged with misuse of flood relief").
    pub fn hurts(&self) -> bool {
        let lexicon = &self.scene.knowledge.lexicon;
        self.s().tokens.iter().any(|t| {
            let lemma = t.lemma.to_lowercase();
            let pos = match t.upos {
                Upos::Verb => "verb",
                Upos::Noun => "noun",
                Upos::Adj => "adj",
                _ => return false,
            };
            lexicon.casualty(&lemma, pos).is_some()
        })
    }

    /// The words that name a disaster or accident in the sentence, as token ranges.
    fn disaster_words(&self) -> Vec<(usize, usize)> {
        let lemmas: Vec<String> = self.s().tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
        let forms: Vec<String> = self.s().tokens.iter().map(|t| t.form.to_lowercase()).collect();
        let cues = &self.scene.knowledge.lexicon.figurative;
        let at = |i: usize| {
            let found = [&forms, &lemmas].into_iter().filter_map(|words| cues.longest_at(words, i));
            found.filter(|(_, c)| c.domain == "disaster").map(|(n, _)| (i, i + n)).max_by_key(|r| r.1)
        };
        (0..lemmas.len()).filter_map(at).collect()
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
            governor == clause || s.subtree(clause).contains(&i) || s.tokens[clause].head == Some(governor)
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
        let core = crate::phrase::core_phrase(s, noun);
        let (start, end) = (core.0.min(from), core.1.max(to));
        let span = s.span_of(start, end);
        Some(Grounded::at(span.slice(self.scene.body).to_string(), span))
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
