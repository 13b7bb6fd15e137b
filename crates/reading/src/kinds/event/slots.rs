//! Who does it, to whom, with what, in which words: fills the slots of an event from its clause or noun.

use tacitus_record::{Actor, Claim, Grounded, Kind, Place, VoiceType, Wording};
use tacitus_text::Upos;

use super::fit::ARMED_SECTORS;
use super::harm;
use super::noun::noun_entry;
use crate::clause::{Clause, case_of, relation};
use crate::ontology::Entry;
use crate::sighting::Sighting;
use crate::when_where::Attached;

pub(super) fn slot_tokens(sight: &Sighting, clause: &Clause, slots: &[String]) -> Option<Vec<usize>> {
    // "shells landed on Saturday in the park": a day is nothing that is hit.
    let timed = |i: usize| sight.times.iter().any(|t| t.range.0 <= i && i < t.range.1);
    for slot in slots {
        let list: Vec<usize> = match slot.as_str() {
            // "warned Karsk that …": some hang the one warned on the verb as its second object.
            "obj" if clause.patients.is_empty() => clause.recipient.into_iter().collect(),
            "obj" => clause.patients.clone(),
            "iobj" => clause.recipient.into_iter().collect(),
            "subj" => clause.agents.clone(),
            preposition => clause.obliques.iter().filter(|(p, n)| p == preposition && !timed(*n)).map(|(_, n)| *n).collect(),
        };
        if !list.is_empty() {
            return Some(list);
        }
    }
    None
}

/// "the former minister and party leader Ann Oak": offices before a name are the named person's, and not other people.
pub(super) fn without_offices(sight: &Sighting, tokens: &[usize]) -> Vec<usize> {
    let s = sight.s();
    // "the Islamic State of Iraq and the Levant": one name, however the parser joins its parts.
    if let [first, .., last] = tokens
        && sight.scene.names_one(*first, *last)
    {
        return vec![*first];
    }
    let person = |i: usize| s.names.iter().any(|n| n.label == "PER" && n.start <= i && i < n.end);
    let office =
        |i: usize| s.tokens[i].xpos == "NN" && sight.scene.knowledge.lexicon.titles.get(&s.tokens[i].lemma.to_lowercase()).is_some();
    let named = tokens.iter().any(|&i| person(i));
    // "physician Ann Oak" is one.
    let before_name = |i: usize| s.tokens[i].upos == Upos::Noun && s.names.iter().any(|n| n.label == "PER" && n.start == i + 1);
    let office = |i: usize| office(i) || before_name(i);
    tokens.iter().copied().filter(|&i| !named || person(i) || !office(i)).collect()
}

pub(super) fn set_actors(sight: &Sighting, claim: &mut Claim, tokens: &[usize]) {
    let s = sight.s();
    for &i in &without_offices(sight, tokens) {
        // "officers, not criminals, who killed": not they, but those before.
        let denied = s.children_by(i, "advmod").any(|k| k < i && s.tokens[k].form.eq_ignore_ascii_case("not"));
        let instead = || s.tokens[i].head.filter(|_| matches!(relation(s.tokens[i].deprel), "appos" | "conj"));
        let Some(i) = (if denied { instead() } else { Some(i) }) else { continue };
        if let Some([first, second]) = sight.scene.pair(i) {
            let mut both = claim.actor.take().into_iter().chain([first, second]);
            claim.actor = both.next();
            claim.more_actors.extend(both);
            continue;
        }
        // A weapon or event that acts is an instrument; its owner acts.
        let found = sight.scene.actor(i).or_else(|| {
            // "artillery shells" are nobody's in particular.
            let arms = |o: &Grounded<Actor>| (0..i).any(|k| Some(sight.s().tokens[k].span) == o.span() && sight.weapon(k).is_some());
            sight
                .owner(i)
                .filter(|o| !arms(o))
                // "says that its drones struck": the speaker's own; but "our planes" are no general's.
                .filter(|o| o.span().is_none_or(|span| !matches!(span.slice(sight.scene.body), "our" | "Our" | "my" | "My")))
                .filter(|o| !starts_with_pronoun(sight, o) || claim.said_by.last().is_some_and(|v| v.value.actor.key() == o.value.key()))
                .filter(|_| sight.weapon(i).is_some() || is_event_noun(sight, i) || is_craft(sight, i))
        });
        if let Some(actor) = found.or_else(|| people_who(sight, &claim.predicate, i)) {
            let beside = if sight.scene.actor(i).is_none() { sight.owners_beside(i, &actor) } else { Vec::new() };
            if claim.actor.is_none() {
                claim.actor = Some(actor);
            } else {
                claim.more_actors.push(actor);
            }
            claim.more_actors.extend(beside);
        }
    }
}

/// "suspected", "alleged": who did it, or whose it was, is supposed only. One list for doers and for means.
pub fn is_doubting(token: &tacitus_text::Token) -> bool {
    matches!(token.form.to_lowercase().as_str(), "suspected" | "alleged" | "presumed" | "apparent" | "suspect")
}

/// Whether a noun names an event of the ontology.
pub fn is_event_noun(sight: &Sighting, i: usize) -> bool {
    sight.s().tokens[i].upos == Upos::Noun && noun_entry(sight, i).is_some()
}

/// "The depot burned after it was hit": the thing that the pronoun of a clause of time or cause means, which is the subject of the clause that
/// it hangs from. People and bodies are led to their names elsewhere.
fn thing_meant(sight: &Sighting, pronoun: usize) -> Option<usize> {
    let s = sight.s();
    let token = &s.tokens[pronoun];
    let tag = match token.form.to_lowercase().as_str() {
        "it" => "NN",
        "they" | "them" => "NNS",
        _ => return None,
    };
    // "held the compound until soldiers drove them out": those who held it.
    let driven = token
        .head
        .filter(|&h| token.form == "them" && relation(s.tokens[h].deprel) == "advcl" && s.children_by(h, "nsubj").next().is_some());
    // "held the hostages until soldiers freed them": not those who held them.
    let main = driven.and_then(|h| s.tokens[h].head);
    let held = main.filter(|&m| !s.children_by(m, "obj").any(|k| s.tokens[k].xpos == "NNS" || s.tokens[k].upos == Upos::Num));
    let held = held.and_then(|main| s.children_by(main, "nsubj").next());
    if let Some(many) = held.filter(|&k| s.tokens[k].xpos == "NNS" && (is_human(sight, k) || sight.scene.force_sector(k).is_some())) {
        return Some(many);
    }
    let clause = token.head.filter(|&h| relation(s.tokens[h].deprel) == "advcl" && s.children_by(h, "mark").next().is_some())?;
    let main = s.tokens[clause].head?;
    // "freed the tanker after it had been seized": what was freed.
    let freed =
        matches!(s.tokens[main].lemma.as_str(), "free" | "release" | "rescue" | "recapture" | "recover" | "retake" | "regain" | "return");
    let freed = s.children_by(main, "obj").find(|&k| freed && token.deprel == "nsubj:pass" && s.tokens[k].xpos == tag);
    let subject = freed.or_else(|| s.children(main).find(|&k| relation(s.tokens[k].deprel) == "nsubj"))?;
    (s.tokens[subject].xpos == tag && subject < pronoun && sight.scene.actor(subject).is_none()).then_some(subject)
}

pub(super) fn set_targets(sight: &Sighting, claim: &mut Claim, tokens: &[usize]) {
    // "46 students and staff": one number over both.
    let s = sight.s();
    let bare =
        |i: usize| s.tokens[i].upos == Upos::Noun && s.children(i).all(|k| matches!(relation(s.tokens[k].deprel), "cc" | "punct" | "acl"));
    if let &[first, second] = tokens
        && claim.target.is_none()
        && s.tokens[first].upos == Upos::Noun
        && s.children_by(first, "nummod").next().is_some()
        && bare(second)
    {
        claim.target = Some(sight.listed_phrase(first).map(|name| Actor::unknown(&name)));
        return;
    }
    // "the mosque and the filling station", "the wife and two grandchildren": one list, though only one part of it could act.
    let nameless = |i: usize| sight.scene.actor(i).is_none_or(|a| a.value.entity.is_none());
    let can_act = |i: &&usize| sight.scene.actor(**i).is_some();
    let acting = tokens.iter().filter(can_act).count();
    let things = tokens.iter().all(|&i| nameless(i) && sight.places.iter().all(|p| p.token != i) && s.tokens[i].upos == Upos::Noun);
    if tokens.len() > 1 && things && acting > 0 && acting < tokens.len() && claim.target.is_none() && claim.object.is_none() {
        let list = sight.listed_phrase(tokens[0]);
        if to_people(&claim.predicate) {
            claim.target = Some(list.map(|name| Actor::unknown(&name)));
        } else {
            claim.object = Some(list);
        }
        return;
    }
    let meant: Vec<usize> = tokens.iter().map(|&i| thing_meant(sight, i).unwrap_or(i)).collect();
    let tokens = meant.as_slice();
    for &i in &without_offices(sight, tokens) {
        // "shot at close range": how, and not at what.
        if s.tokens[i].lemma == "range" && case_of(s, i) == "at" {
            continue;
        }
        if sight.times.iter().any(|t| t.range.0 <= i && i < t.range.1) {
            continue;
        }
        // "the massacre in the state": where, and not whom.
        if s.tokens[i].xpos == "NN" && matches!(s.tokens[i].lemma.as_str(), "state" | "country" | "nation") && case_of(s, i) == "in" {
            continue;
        }
        // "a vote on the valley": what it is about.
        let matter = |p: &&Attached<Place>| case_of(sight.s(), i) == "on" && !sight.goes_with(p, &claim.predicate);
        let place = sight.place_at(i).filter(|p| !matter(p));
        // "recaptured Getana, White State": the province says where the town lies.
        let around = place.is_some()
            && i > 1
            && (1..=3.min(i)).any(|back| sight.s().tokens[i - back].form == ",")
            && matches!(relation(sight.s().tokens[i].deprel), "conj" | "appos" | "nmod")
            && sight.s().tokens[i].head.is_some_and(|h| h < i && sight.place_at(h).is_some());
        if around {
            continue;
        }
        // "flew to Baghdad", "arrived in Paris": the city, not its government.
        let whither = place.is_some() && matches!(case_of(sight.s(), i).as_str(), "to" | "in" | "at" | "from" | "near" | "into");
        // "a strike on Kyiv" hits the city.
        let struck = place.is_some() && claim.predicate.starts_with("assault");
        let seat = |a: &Grounded<Actor>| {
            a.value.sector.as_deref() == Some("GOV") && a.value.name.starts_with("Government of ")
                // "an airstrike in Syria": there, and not on the state.
                || a.value.entity.is_some() && a.value.entity == a.value.country && matches!(case_of(sight.s(), i).as_str(), "in" | "near")
        };
        // "orders an investigation": no paper and no inquiry is somebody.
        let paper = sight.scene.knowledge.lexicon.sources.get(&sight.s().tokens[i].lemma.to_lowercase()) == Some(&VoiceType::Document);
        let actor = sight.scene.actor(i).filter(|a| !paper || a.value.entity.is_some());
        let actor = actor.filter(|a| !((whither || struck) && seat(a)));
        match (actor, place) {
            (Some(actor), _) if claim.target.is_none() => claim.target = Some(actor),
            (Some(actor), _) => claim.more_targets.push(actor),
            // A name that no gazetteer has, under a deed that is done to people, is somebody's.
            (None, Some(place)) if place.value.value.gazetteer_id.is_none() && claim.target.is_none() && to_people(&claim.predicate) => {
                claim.target = Some(sight.phrase(i).map(|name| Actor::unknown(&name)));
            }
            (None, Some(place)) if claim.place.is_none() => {
                claim.place = Some(sight.beside(place));
                // "advanced into Karskian territory": the state whose ground it is.
                if claim.target.is_none() && claim.kind == Kind::Event && crate::places::is_territory(sight.scene, i) {
                    claim.target = sight.owner(i);
                }
                if claim.object.is_none() {
                    // "advance towards the capital" is no advance on it yet.
                    let s = sight.s();
                    let towards = s.children_by(i, "case").find(|&k| matches!(s.tokens[k].form.as_str(), "toward" | "towards"));
                    let whole = sight.phrase(i);
                    claim.object = match (towards, whole.span()) {
                        (Some(k), Some(span)) => {
                            let span = s.tokens[k].span.cover(span);
                            Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
                        }
                        _ => Some(whole),
                    };
                }
            }
            (None, _) if claim.object.is_none() => {
                // "a drone and two missiles", all of it.
                let things = tokens.iter().all(|&t| sight.scene.actor(t).is_none());
                claim.object = Some(if things { sight.listed_phrase(i) } else { sight.phrase(i) });
                // "attacked Russian positions": whose thing is hit is hit; people are not the state whose they are. "protested against the
                // junta's decision": it is against those who made it.
                let theirs = ["assault.", "coerce.", "protest."].iter().any(|kind| claim.predicate.starts_with(kind));
                if claim.target.is_none() && theirs && !is_human(sight, i) {
                    // "the passenger terminal" is no passenger's.
                    let named = |o: &Grounded<Actor>| o.value.entity.is_some() || o.value.name.starts_with(char::is_uppercase);
                    claim.target = sight.owner(i).filter(|o| !starts_with_pronoun(sight, o) && named(o));
                }
            }
            _ => {}
        }
    }
    // Nobody does a thing to himself by way of a pronoun or a coordination read twice.
    let own: Vec<String> = claim.actor.iter().chain(&claim.more_actors).map(|a| a.value.key().to_string()).collect();
    let mut seen: Vec<String> = Vec::new();
    let mut fresh = |a: &Grounded<Actor>| {
        let key = a.value.key().to_string();
        let new = !own.contains(&key) && !seen.contains(&key);
        seen.push(key);
        new
    };
    claim.target = claim.target.take().filter(&mut fresh);
    claim.more_targets.retain(&mut fresh);
}

/// Deeds that are done to people only.
pub(super) fn to_people(predicate: &str) -> bool {
    [
        "assault.kill",
        "assault.abduct",
        "assault.assassinate",
        "assault.beat",
        "assault.torture",
        "assault.wound",
        "coerce.arrest",
        "sanction.convict",
    ]
    .contains(&predicate)
}

/// Whether the head counts or names people, who are no belongings.
pub fn is_human(sight: &Sighting, i: usize) -> bool {
    let lexicon = &sight.scene.knowledge.lexicon;
    let lemma = sight.s().tokens[i].lemma.to_lowercase();
    lexicon.units.get(&lemma).is_some_and(|u| u.name == "person")
        || lexicon.sources.get(&lemma).is_some()
        || lexicon.casualty(&lemma, "noun").is_some()
}

/// Whether a found owner is named by a pronoun only ("their staff").
pub(super) fn starts_with_pronoun(sight: &Sighting, owner: &Grounded<Actor>) -> bool {
    let s = sight.s();
    s.tokens.iter().any(|t| Some(t.span) == owner.span() && t.upos == Upos::Pron)
}

/// Who does what a verb says. "the attack on the post that killed five": what kills is the attack, wherever the parser hung the clause.
/// "as a convoy passed, killing four": the participle's doer is unclear.
pub fn doers(sight: &Sighting, clause: &Clause) -> Vec<usize> {
    let s = sight.s();
    let rel = s.tokens[clause.head].deprel;
    let harms = harm(sight, &clause.lemma).is_some();
    if harms && rel == "acl:relcl" && clause.agents.len() == 1 && s.tokens[clause.head].head == Some(clause.agents[0]) {
        let mut node = clause.agents[0];
        while let Some(up) = s.tokens[node].head.filter(|_| relation(s.tokens[node].deprel) == "nmod") {
            node = up;
            if is_event_noun(sight, node) || sight.weapon(node).is_some() {
                return vec![node];
            }
        }
    }
    // "the attack at a post that killed sixty": what stands under "at" was hit, it did not kill.
    let under = clause.agents.first().is_some_and(|&a| matches!(case_of(s, a).as_str(), "at" | "in" | "on" | "near" | "outside"));
    if harms && rel == "acl:relcl" && under && s.tokens[clause.head].head == clause.agents.first().copied() {
        return (0..clause.agents[0]).rev().find(|&i| is_event_noun(sight, i)).into_iter().collect();
    }
    let beside = clause.borrowed_subject
        && relation(rel) == "advcl"
        && s.tokens[clause.head].head.is_some_and(|h| {
            relation(s.tokens[h].deprel) == "advcl"
                && s.children_by(h, "mark").any(|k| matches!(s.tokens[k].lemma.as_str(), "as" | "when" | "while"))
        });
    if harms && beside {
        return Vec::new();
    }
    // "police fire tear gas at 80 people, protesting against the law": those whom force is used against.
    let ontology = &sight.scene.knowledge.ontology;
    let participle = clause.borrowed_subject && s.tokens[clause.head].xpos == "VBG" && relation(rel) == "advcl";
    let behind_comma = clause.head > 0 && s.tokens[clause.head - 1].form == ",";
    let joined = clause.borrowed_subject && s.tokens[clause.head].xpos == "VBG" && rel == "conj" && behind_comma;
    // "the clinic is hit by a missile, injuring 40": what hit it injures, not what was hit.
    if (participle || joined) && harms {
        let above = s.tokens[clause.head].head.and_then(|h| sight.clause_at(h));
        if let Some(passive) = above.filter(|c| c.passive) {
            return passive.agents.clone();
        }
    }
    // "the army and the rebels engage in fighting, killing two": one of the two did.
    let fought = |c: &Clause| {
        c.agents.len() > 1
            && (ontology.is_verb_of(&c.lemma, &["ASSAULT"]) || c.obliques.iter().any(|(case, k)| case == "in" && is_event_noun(sight, *k)))
    };
    if (participle || joined) && harms && s.tokens[clause.head].head.and_then(|h| sight.clause_at(h)).is_some_and(fought) {
        return Vec::new();
    }
    if participle && ontology.is_verb_of(&clause.lemma, &["PROTEST"]) {
        let above = s.tokens[clause.head].head.and_then(|h| sight.clause_at(h));
        let forced = |c: &&Clause| ontology.is_verb_of(&c.lemma, &["ASSAULT", "COERCE"]);
        let upon = |c: &Clause| {
            let oblique = c.obliques.iter().filter(|(case, _)| matches!(case.as_str(), "at" | "against" | "on")).map(|(_, k)| *k);
            c.patients.iter().copied().chain(oblique).rfind(|&k| k < clause.head && is_human(sight, k))
        };
        if let Some(people) = above.filter(forced).and_then(upon) {
            return vec![people];
        }
    }
    // "arrested 25 on suspicion of attacking a convoy": those who arrest did not attack.
    let charged = clause.borrowed_subject
        && relation(rel) == "acl"
        && s.tokens[clause.head].head.is_some_and(|noun| {
            matches!(s.tokens[noun].lemma.as_str(), "suspicion" | "charge" | "allegation" | "accusation" | "count" | "grounds" | "suspect")
        });
    if charged {
        return Vec::new();
    }
    // "a bomb, a raid and an air strike have killed 13": no one of them did it all, nor did he whose strike it was.
    let means = |&i: &usize| sight.weapon(i).is_some() || is_event_noun(sight, i);
    if harms && clause.agents.len() > 1 && clause.agents.iter().any(means) {
        return Vec::new();
    }
    clause.agents.clone()
}

/// The verb of a clause as the text has it, with the preposition its target stands under.
pub fn verb_wording(sight: &Sighting, clause: &Clause, target: Option<usize>) -> Wording {
    let s = sight.s();
    let form = s.tokens[clause.head].form.to_lowercase();
    let particle = clause.lemma.split_once(' ').map(|(_, p)| format!(" {p}")).unwrap_or_default();
    Wording::Verb {
        infinitive: clause.lemma.clone(),
        participle: match clause.lemma.as_str() {
            // What was aimed at need not have been struck.
            "target" => Some("targeted".to_string()),
            // "a bomb damaged the line": it was damaged, and not destroyed.
            _ => {
                // "opened fire" is nothing without its noun.
                let light = matches!(clause.lemma.as_str(), "open" | "exchange" | "return");
                let regular = matches!(s.tokens[clause.head].xpos, "VBD" | "VBN") && form.ends_with("ed") && !light;
                (clause.passive && s.tokens[clause.head].xpos == "VBN" || regular).then(|| form + &particle)
            }
        },
        link: target.and_then(|t| clause.obliques.iter().find(|(_, n)| *n == t)).map(|(p, _)| p.clone()).filter(|p| !p.is_empty()),
    }
}

/// Whether an adjective of nationality before the noun says whose deed it is: of what armies and states do to others.
pub(super) fn is_directed(predicate: &str, plover_type: &str) -> bool {
    matches!(
        predicate,
        "assault.airstrike"
            | "assault.drone"
            | "assault.shelling"
            | "assault.strike"
            | "assault.attack"
            | "assault.advance"
            | "assault.fire"
    ) || matches!(plover_type, "MOBILIZE" | "RETREAT" | "COERCE" | "AID" | "THREATEN" | "SANCTION")
}

/// Who does what an event noun says, by the noun's owner. An adjective of nationality makes an actor of what armies do ("the Karsk
/// offensive"); of what people do there or suffer it only says where ("the Karsk protests").
pub(super) fn noun_doer(sight: &Sighting, entry: &Entry, head: usize) -> Option<Grounded<Actor>> {
    let s = sight.s();
    // "the Karsk-Valdonian war" is nobody's alone.
    if matches!(s.tokens[head].lemma.as_str(), "war" | "conflict" | "hostility" | "insurgency" | "uprising") {
        return None;
    }
    let owner = sight.owner(head)?;
    // "the liberation of the city from the rebels": they lost it.
    let from = |k: usize| case_of(s, k) == "from" && owner.span().is_some_and(|o| o.overlaps(s.tokens[k].span));
    if entry.kind == Kind::Control && s.children_by(head, "nmod").any(from) {
        return None;
    }
    let within = |i: &usize| owner.span().is_some_and(|o| o.overlaps(s.tokens[*i].span)) && s.tokens[*i].head == Some(head);
    let token = (0..s.tokens.len()).find(within);
    // "their fight": whose, the words before must tell, and often it is not the last one named.
    if token.is_some_and(|t| s.tokens[t].upos == Upos::Pron) {
        return None;
    }
    let adjective = token.is_some_and(|t| matches!(relation(s.tokens[t].deprel), "amod" | "compound"));
    // "a terrorist attack" says of which kind it was, and nobody's name.
    if adjective && owner.value.entity.is_none() && owner.value.name.eq_ignore_ascii_case("terrorist") {
        return None;
    }
    // "a militia attack" is theirs; "an embassy attack", "the Tal raid" were on them.
    let noun = token.is_some_and(|t| relation(s.tokens[t].deprel) == "compound" && owner.value.entity.is_none());
    let armed = owner.value.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s));
    let named = token.is_some_and(|t| {
        relation(s.tokens[t].deprel) == "compound" && s.names.iter().any(|n| n.label == "PER" && n.start <= t && t < n.end)
    });
    let arms = token.is_some_and(|t| sight.weapon(t).is_some());
    if noun && (!armed || arms) || named {
        return None;
    }
    let directed = is_directed(&entry.predicate, &entry.plover_type);
    // "Tal's murder": the one who owns a killing is the one killed.
    let suffers = token.is_some_and(|t| s.tokens[t].deprel == "nmod:poss")
        && matches!(
            entry.predicate.as_str(),
            "assault.kill"
                | "assault.assassinate"
                | "assault.abduct"
                | "assault.wound"
                | "coerce.arrest"
                | "sanction.expel"
                | "assault.torture"
        );
    // "the country's first suicide attack", "the state's deadliest bombing": where it was, not whose.
    let ranked = s.children(head).any(|k| {
        relation(s.tokens[k].deprel) == "amod"
            && (s.tokens[k].xpos == "JJS"
                || matches!(s.tokens[k].lemma.as_str(), "first" | "second" | "third" | "worst" | "latest" | "last" | "recent"))
    });
    let state = owner.value.entity.as_deref() == owner.value.country.as_deref() && owner.value.country.is_some();
    let elsewhere = suffers || ranked && state;
    let doer = directed || !adjective;
    Some(owner).filter(|_| doer && !elsewhere)
}

/// Takes the object with all that belongs to it: infinitives, of-phrases, what it is about.
pub(super) fn whole_object(sight: &Sighting, claim: &mut Claim, clause: &Clause) {
    let s = sight.s();
    let Some(object) = &claim.object else { return };
    let Some(&patient) = clause.patients.iter().find(|&&p| object.span().is_some_and(|o| o.contains(s.tokens[p].span))) else { return };
    let span = crate::phrase::full_noun_span(s, patient);
    claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
}

/// "killed by Jordavian auxiliaries", "The Sand Foxes killed ten": people and bands that no list knows, where they do what people do to people.
fn people_who(sight: &Sighting, predicate: &str, i: usize) -> Option<Grounded<Actor>> {
    const DOERS: [&str; 9] = ["er", "or", "ist", "ant", "ian", "eer", "ary", "ee", "ent"];
    let s = sight.s();
    let token = &s.tokens[i];
    let deed = ["assault.", "coerce.", "protest.", "control.take", "loss."].iter().any(|kind| predicate.starts_with(kind));
    let thing = sight.scene.knowledge.lexicon.thing_nouns.get(&token.lemma.to_lowercase()).is_some()
        || sight.weapon(i).is_some()
        || is_event_noun(sight, i)
        || is_craft(sight, i)
        || super::fit::is_listed_ground(sight, i);
    let lemma = token.lemma.to_lowercase();
    let people = token.xpos == "NNS" && DOERS.iter().any(|ending| lemma.ends_with(ending) && lemma.len() > ending.len() + 2);
    let place = sight.place_at(i).is_some();
    let band = token.xpos == "NNPS" && sight.phrase(i).value.contains(' ');
    (deed && !thing && !place && (people || band)).then(|| sight.phrase(i).map(|name| Actor::unknown(&name)))
}

/// A plane, boat or the like, with which its owner acts.
fn is_craft(sight: &Sighting, i: usize) -> bool {
    sight.scene.knowledge.lexicon.craft.get(&sight.s().tokens[i].lemma.to_lowercase()).is_some()
}

/// The means of a deed: the weapon that acts, or under "with", "by" and the like, or what is fired, dropped or used for it.
pub(super) fn instrument(sight: &Sighting, claim: &mut Claim, clause: &Clause, agents: &[usize]) {
    let s = sight.s();
    let weapon = agents
        .iter()
        .copied()
        .chain(clause.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "with" | "using" | "by" | "from" | "in")).map(|(_, n)| *n))
        .find(|&i| (sight.weapon(i).is_some() || is_craft(sight, i) && agents.contains(&i)) && sight.scene.actor(i).is_none());
    // "shot down fragments from a missile": what was shot down is no means.
    let downs = matches!(clause.lemma.as_str(), "shoot down" | "intercept" | "down" | "destroy");
    let of_downed = |i: usize| downs && case_of(s, i) == "from";
    let sent = || {
        let own = clause.patients.iter().copied().filter(|_| sight.scene.knowledge.lexicon.is_of_class("sends", &clause.lemma));
        // "used live ammunition to clear a crowd", "stormed it using rifles".
        let above = s.tokens[clause.head]
            .head
            .filter(|&v| matches!(relation(s.tokens[clause.head].deprel), "advcl" | "xcomp") && s.tokens[v].lemma == "use");
        let below = s
            .children_by(clause.head, "advcl")
            .find(|&v| matches!(s.tokens[v].form.to_lowercase().as_str(), "using" | "firing" | "throwing"));
        let beside = above.into_iter().chain(below).flat_map(|v| s.children_by(v, "obj"));
        own.chain(beside).find(|&i| sight.weapon(i).is_some())
    };
    // "fired a missile": what is fired, where nothing else is told of, is no means beside itself.
    let nothing_else = claim.actor.is_none() && claim.target.is_none() && claim.place.is_none();
    let itself = |i: &usize| nothing_else && claim.object.as_ref().and_then(Grounded::span).is_some_and(|o| o.contains(s.tokens[*i].span));
    if let Some(i) = weapon.filter(|&i| !of_downed(i)).or_else(|| sent().filter(|i| !itself(i))) {
        claim.instrument = Some(means_phrase(sight, i));
    }
}

/// The words of a weapon without where it was used: "a helicopter [on the plateau]", "clubs [in front of the parliament]".
pub fn means_phrase(sight: &Sighting, i: usize) -> Grounded<String> {
    let s = sight.s();
    let whole = sight.listed_phrase(i);
    let place = |k: &usize| matches!(case_of(s, *k).as_str(), "in" | "on" | "at" | "near" | "outside" | "over");
    let cut = s.children_by(i, "nmod").filter(|k| *k > i && place(k)).filter_map(|k| s.children_by(k, "case").min()).min();
    match (cut, whole.span()) {
        (Some(case), Some(span)) if span.contains(s.tokens[case].span) => {
            let first = s.tokens.iter().position(|t| t.span.start() >= span.start()).unwrap_or(i);
            let span = s.span_of(first.min(i), case);
            Grounded::at(span.slice(sight.scene.body).to_string(), span)
        }
        _ => whole,
    }
}
