//! The slots of one incident.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tacitus_reading::Knowledge;
use tacitus_record::{Actor, Claim, Grounded, Span};
use tacitus_text::{Sentence, Upos};

use super::blame::Confidence;
use super::deed::{Stage, weapon_class, weapon_in};
use super::incident::{Incident, days, doers, fine_place, hurts_people, targets};
use crate::shipped::Read;

/// A document with what is known of it.
pub struct Story<'a> {
    /// The document as read.
    pub read: &'a Read,
    /// What the reader knows.
    pub knowledge: &'a Knowledge,
    /// The country it is about (alpha-3).
    pub home: Option<&'a str>,
}

/// Sectors of those who fight; the police are among the task's possible victims.
const FIGHTERS: [&str; 5] = ["MIL", "REB", "PRM", "UAF", "SPY"];

/// What a noun phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Being {
    /// Somebody with a name.
    Person,
    /// People, by what they are.
    People,
    /// A body with a name.
    Body,
    /// A thing.
    Thing,
}

/// Fills of the slots, in order.
#[derive(Default)]
struct Slots(BTreeMap<&'static str, Vec<Value>>);

impl Slots {
    fn add(&mut self, slot: &'static str, alternative: Value) {
        let fill = json!({"alternatives": [alternative]});
        let fills = self.0.entry(slot).or_default();
        if !fills.contains(&fill) {
            fills.push(fill);
        }
    }

    fn value(&mut self, slot: &'static str, value: &str, of: Option<&str>) {
        self.add(slot, json!({"value": value, "strings": of.map(|o| vec![json!({"string": o})]).unwrap_or_default()}));
    }

    fn words(&mut self, slot: &'static str, words: &str) {
        self.add(slot, json!({"strings": [{"string": words}]}));
    }
}

impl<'a> Story<'a> {
    /// The template of an incident; `blamed` are the organisations that are held to have done it.
    pub fn template(&self, number: usize, incident: &Incident<'a>, blamed: &[(String, Confidence)]) -> Value {
        let mut slots = Slots::default();
        slots.value("incident_type", incident.incident_type, None);
        slots.value("incident_stage_of_execution", incident.stage.name(), None);
        if let Some((lo, hi)) = incident.claims().find_map(|c| days(c).and(c.time.as_ref())).map(|t| t.value.hull()) {
            let day = |d: Option<tacitus_record::Day>| d.map(|d| d.to_string());
            slots.add("incident_date", json!({"lo": day(lo), "hi": day(hi), "kind": if lo == hi { "on" } else { "between" }}));
        }
        if let Some(chain) = self.location(incident) {
            slots.add("incident_location", json!({ "chain": chain }));
        }
        for claim in incident.claims() {
            self.instrument(claim, &mut slots);
            self.individuals(claim, &mut slots);
            self.victims(claim, incident.stage, &mut slots);
        }
        for (body, confidence) in blamed {
            slots.words("perp_organization_id", body);
            slots.value("perp_organization_confidence", confidence.name(), Some(body));
        }
        let mut out: Map<String, Value> = slots.0.into_iter().map(|(slot, fills)| (slot.to_string(), Value::Array(fills))).collect();
        out.insert("template".to_string(), json!((number + 1).to_string()));
        Value::Object(out)
    }

    /// Country, region, place: as far as the claims say, the country else from the document.
    fn location(&self, incident: &Incident) -> Option<Vec<Value>> {
        let placed = || incident.claims().filter(|c| c.place.is_some());
        let claim = placed().find(|c| fine_place(c).is_some()).or_else(|| placed().next());
        let place = claim.and_then(|c| c.place.as_ref()).map(|p| &p.value);
        let code = place.and_then(|p| p.country.as_deref()).or(self.home)?;
        let country = self.knowledge.gazetteer.country_by_code(code)?.name.to_uppercase();
        let mut chain = vec![json!({"name": country, "kind": "COUNTRY"})];
        let names = place.map(|p| [p.admin1.clone(), Some(p.name.clone())]).into_iter().flatten().flatten();
        for name in names.map(|n| n.to_uppercase()) {
            if chain.iter().all(|known| known["name"] != name) {
                chain.push(json!({ "name": name }));
            }
        }
        Some(chain)
    }

    fn instrument(&self, claim: &Claim, slots: &mut Slots) {
        let (Some(span), Some(class)) = (claim.instrument.as_ref().and_then(Grounded::span), weapon_class(claim, &self.knowledge.lexicon))
        else {
            return;
        };
        let words = self.phrase(claim, span);
        weapon(slots, &words, class);
    }

    fn individuals(&self, claim: &Claim, slots: &mut Slots) {
        for span in doers(claim).filter_map(Grounded::span) {
            if matches!(self.being(claim, span), Some(Being::Person | Being::People)) {
                slots.words("perp_individual_id", &self.phrase(claim, span));
            }
        }
    }

    /// Whom and what it hit, how many, and what befell them.
    fn victims(&self, claim: &Claim, stage: Stage, slots: &mut Slots) {
        let things = claim.object.iter().filter(|_| claim.target.is_none()).filter_map(Grounded::span);
        let counted = claim.quantity.as_ref().filter(|q| q.value.value.is_some());
        let number = counted.and_then(|q| Some(format!("{:.0}", q.value.value?)));
        for span in targets(claim).filter_map(Grounded::span).chain(things) {
            let Some(being) = self.being(claim, span) else { continue };
            let words = self.phrase(claim, span);
            // "planted a bomb": what is planted is what it is done with; a helicopter may well be what is hit.
            if let Some(class) = weapon_in(&words, &self.knowledge.lexicon).filter(|c| *c == "explosive" && being == Being::Thing) {
                weapon(slots, &words, class);
                continue;
            }
            let of = Some(words.as_str());
            let human = matches!(being, Being::Person | Being::People) || being == Being::Thing && hurts_people(claim);
            if human {
                let name = self.name(claim, span, "PER");
                match &name {
                    Some(name) => slots.words("hum_tgt_name", name),
                    None => slots.words("hum_tgt_description", &words),
                }
                if let Some(role) = name.and_then(|name| self.role(claim, span, &name)) {
                    slots.words("hum_tgt_description", &role);
                }
            } else {
                slots.words("phys_tgt_id", &words);
            }
            if let Some(number) = &number {
                slots.value(if human { "hum_tgt_number" } else { "phys_tgt_number" }, number, of);
            }
            if let Some(effect) = effect(claim, stage, human) {
                slots.value(if human { "hum_tgt_effect_of_incident" } else { "phys_tgt_effect_of_incident" }, effect, of);
            }
        }
    }

    /// The organisation that an actor is or belongs to, by its name in the text.
    pub fn body(&self, claim: &Claim, actor: &Grounded<Actor>) -> Option<String> {
        let span = actor.span()?;
        let sentence = self.sentence(claim)?;
        // "members of the Ashen Front": with all that hangs on the noun.
        let whole = head(sentence, span).and_then(|h| {
            let below = sentence.subtree(h);
            let clause = below.iter().position(|&i| sentence.tokens[i].deprel.starts_with("acl") && i > h).unwrap_or(below.len());
            Some(sentence.span_of(*below.first()?, below.get(clause.checked_sub(1)?)? + 1))
        });
        self.name(claim, span, "ORG").or_else(|| self.name(claim, whole?, "ORG"))
    }

    /// Whether the words for an actor say that it is only suspected ("alleged rebels").
    pub fn is_suspected(&self, actor: &Grounded<Actor>) -> bool {
        let unconfirmed = |word: &str| self.knowledge.lexicon.hedges.get(&word.to_lowercase()).is_some_and(|h| h.effect == "unconfirmed");
        let mut words = actor.span().map(|s| s.slice(&self.read.article.text).split_whitespace()).into_iter().flatten();
        words.any(unconfirmed)
    }

    /// What the phrase stands for; `None` for a pronoun or where there is no word.
    pub fn being(&self, claim: &Claim, span: Span) -> Option<Being> {
        let sentence = self.sentence(claim)?;
        let head = head(sentence, span)?;
        let token = &sentence.tokens[head];
        if token.upos == Upos::Pron {
            return None;
        }
        let name = sentence.names.iter().find(|n| n.start <= head && head < n.end).map(|n| n.label);
        let lexicon = &self.knowledge.lexicon;
        let (lemma, form) = (token.lemma.to_lowercase(), token.form.to_lowercase());
        let people = lexicon.forces.get(&form).or_else(|| lexicon.forces.get(&lemma)).is_some()
            || lexicon.titles.get(&lemma).is_some()
            || lexicon.units.get(&lemma).is_some_and(|u| u.name == "person")
            || lexicon.sources.get(&lemma).is_some();
        Some(match name {
            Some("PER") => Being::Person,
            Some("ORG") => Being::Body,
            _ if people => Being::People,
            _ if token.upos == Upos::Num => Being::People,
            _ => Being::Thing,
        })
    }

    fn sentence(&self, claim: &Claim) -> Option<&'a Sentence> {
        self.read.document.sentences.get(claim.mention.sentence as usize)
    }

    /// The first name of that label in the span, as printed.
    fn name(&self, claim: &Claim, span: Span, label: &str) -> Option<String> {
        let sentence = self.sentence(claim)?;
        let spans = sentence.names.iter().filter(|n| n.label == label).map(|n| sentence.span_of(n.start, n.end));
        spans.filter(|s| span.overlaps(*s)).map(|s| s.slice(&self.read.article.text).to_string()).next()
    }

    /// "President" in "President Orlan": what stands before the name.
    fn role(&self, claim: &Claim, span: Span, name: &str) -> Option<String> {
        let words = self.phrase(claim, span);
        let before = words.split(name).next().unwrap_or("").trim();
        (before.len() > 2 && before != words).then(|| before.to_string())
    }

    /// The words as printed: the noun with what stands before it but articles and numbers, and its of-phrase.
    fn phrase(&self, claim: &Claim, span: Span) -> String {
        let body = &self.read.article.text;
        let Some(sentence) = self.sentence(claim) else { return span.slice(body).to_string() };
        let numbers = &self.knowledge.lexicon.numbers;
        let leading = |i: &usize| {
            let token = &sentence.tokens[*i];
            matches!(token.upos, Upos::Det | Upos::Num | Upos::Pron | Upos::Punct | Upos::Adv | Upos::Adp | Upos::Sconj)
                || numbers.get(&token.form.to_lowercase()).is_some()
        };
        let inside = (0..sentence.tokens.len()).filter(|&i| span.contains(sentence.tokens[i].span));
        let kept: Vec<usize> = inside.skip_while(leading).collect();
        // "peasants from the north", "a judge, who": what comes after says more, and is no part of what they are called.
        let ends = |i: &usize| {
            let token = &sentence.tokens[*i];
            token.upos == Upos::Punct && !matches!(token.form.as_str(), "-" | "\"" | "'" | ".")
                || token.upos == Upos::Adp && !matches!(token.lemma.as_str(), "of" | "for")
                || matches!(token.xpos, "WDT" | "WP")
        };
        let end = kept.iter().position(ends).unwrap_or(kept.len());
        match (kept.first(), end.checked_sub(1).and_then(|e| kept.get(e))) {
            (Some(&first), Some(&last)) => sentence.span_of(first, last + 1).slice(body).to_string(),
            _ => span.slice(body).to_string(),
        }
    }

    /// Whether somebody or something else than those who fight is hit: war between armed forces is no incident of the task.
    pub fn harms_others(&self, incident: &Incident) -> bool {
        let forces = &self.knowledge.lexicon.forces;
        let fights = |sector: Option<&str>| sector.is_some_and(|s| FIGHTERS.contains(&s));
        let mut hit = 0;
        let mut fighters = 0;
        for claim in incident.claims() {
            for target in targets(claim) {
                hit += 1;
                fighters += usize::from(fights(target.value.sector.as_deref()));
            }
            if let Some(object) = claim.object.as_ref().filter(|_| claim.target.is_none()) {
                // "three rebels", "an army post".
                let mut words = object.value.split_whitespace().map(str::to_lowercase);
                let armed = |w: String| fights(forces.get(&w).copied());
                hit += 1;
                fighters += usize::from(words.any(armed));
            }
        }
        hit == 0 || fighters < hit
    }

    /// Whether the incident is told as a happening of its own: on a day, at a place, or done to somebody or something in particular. A threat is
    /// a happening by being made.
    pub fn is_specific(&self, incident: &Incident) -> bool {
        incident.stage == Stage::Threatened
            || incident.claims().any(|claim| {
                let particular = |span: Span| {
                    let sentence = self.sentence(claim)?;
                    let token = &sentence.tokens[head(sentence, span)?];
                    let plural = matches!(token.xpos, "NNS") || token.upos == Upos::Pron;
                    let named = sentence.names.iter().any(|n| sentence.span_of(n.start, n.end).overlaps(span));
                    Some(!plural || named)
                };
                let objects = claim.object.iter().filter_map(Grounded::span);
                days(claim).is_some()
                    || fine_place(claim).is_some()
                    || claim.quantity.as_ref().is_some_and(|q| q.value.value.is_some())
                    || targets(claim).filter_map(Grounded::span).chain(objects).any(|s| particular(s) == Some(true))
            })
    }
}

/// What it was done with, and of what kind that is.
fn weapon(slots: &mut Slots, words: &str, class: &str) {
    slots.words("incident_instrument_id", words);
    let kind = match class {
        "explosive" | "suicide" => "BOMB",
        "firearm" => "GUN",
        "aerial" | "drone" => "AERIAL BOMB",
        "artillery" => "MORTAR",
        "missile" => "ROCKET",
        "primitive" => "CUTTING DEVICE",
        "incendiary" => "FIRE",
        _ => return,
    };
    slots.value("incident_instrument_type", kind, Some(words));
}

/// The token of the span that the rest of it hangs on.
fn head(sentence: &Sentence, span: Span) -> Option<usize> {
    let inside = |i: usize| span.contains(sentence.tokens[i].span);
    let top = |&i: &usize| inside(i) && sentence.tokens[i].head.is_none_or(|h| !inside(h)) && sentence.tokens[i].upos != Upos::Punct;
    (0..sentence.tokens.len()).find(top)
}

fn effect(claim: &Claim, stage: Stage, human: bool) -> Option<&'static str> {
    let is = |names: &[&str]| names.iter().any(|n| claim.predicate == *n);
    match (human, stage) {
        (_, Stage::Threatened) => None,
        (true, Stage::Attempted) => Some("NO INJURY OR DEATH"),
        (false, Stage::Attempted) => Some("NO DAMAGE"),
        (true, _) if is(&["assault.kill", "assault.assassinate", "loss.killed", "loss.found_dead"]) => Some("DEATH"),
        (true, _) if is(&["assault.wound", "loss.wounded"]) => Some("INJURY"),
        (false, _) if is(&["loss.destroyed"]) => Some("DESTROYED"),
        (false, _) if is(&["assault.destroy", "loss.damaged", "loss.hit"]) => Some("SOME DAMAGE"),
        _ => None,
    }
}
