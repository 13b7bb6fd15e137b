//! The encoder as a second voice beside the frames of `ontology/`.
//!
//! The rule, in words: a frame's event stands unless the encoder is sure that the word tells none; an event without a frame stands if
//! the encoder is sure that the word tells one. Where both read an event, the frame names it. The encoder fills what the tree left open.

use tacitus_record::{Actor, Claim, EventCode, Grounded, Kind, Place, ToponymUse, VoiceType};
use tacitus_text::{Gist, Upos};

use super::belonging::{Party, across_clauses, of_other_noun, shares_place};
use super::event_code;
use super::fit::official;
use super::noun::noun_entry;
use super::slots::{is_directed, is_doubting, is_event_noun, is_human, without_offices};
use crate::clause::{case_of, relation};
use crate::ontology::{Entry, Trigger};
use crate::quantity::quantity;
use crate::sighting::Sighting;
use crate::toponym::usage;
use crate::when_where::Attached;

/// Margin above which an event without a frame is believed. Chosen on the tenth of `training/annotation` that training leaves out.
pub const SURE_OF_EVENT: f32 = 0.5;
/// Margin that a threat's frame needs. Chosen likewise.
const SURE_OF_THREAT: f32 = 0.0;
/// Lead over the next type from which the encoder may name an event that no frame names. Chosen likewise.
const SURE_OF_TYPE: f32 = 0.0;
/// Margin above which a deed that is told anyway has the encoder's code.
const SURE_OF_CODE: f32 = 0.0;
/// Margin above which it is believed though the word has frames and none fits.
const SURE_AGAINST_FRAMES: f32 = 2.0;
/// Margin above which words of politics are believed of somebody who holds no office ("the bishops urged the junta"), and a frame's event
/// though nobody armed or official is named. Chosen likewise.
const SURE_OF_POLITICS: f32 = 4.0;
/// Margin below which a frame's event is not believed. Chosen likewise.
const SURE_OF_NONE: f32 = -4.0;

/// The entry that the two voices agree on: the frame's, or one made of the encoder's type and mode. `objects` are the objects of a verb:
/// of "held a summit" the encoder marks the noun.
pub(super) fn agreed<'a>(sight: &'a Sighting, head: usize, objects: &[usize], framed: Option<&'a Entry>) -> Option<&'a Entry> {
    let s = sight.s();
    let margin = |token: usize| s.gist(token).map_or(f32::NEG_INFINITY, |g| g.event_margin);
    // "workers voted to continue a strike": the encoder hears of which kind it is.
    let on_whom = || s.children_by(head, "nmod").any(|k| matches!(case_of(s, k).as_str(), "on" | "against" | "at"));
    let labour = |e: &&Entry| {
        e.pattern.lemma == "strike"
            && !on_whom()
            && objects.is_empty()
            && s.gist(head).is_some_and(|g| g.event == "PROTEST" && g.event_margin > 0.0)
    };
    if framed.as_ref().is_some_and(labour) {
        return sight.scene.knowledge.ontology.unnamed("PROTEST", s.gist(head).and_then(|g| g.mode).unwrap_or(""));
    }
    if let Some(entry) = framed {
        let at_objects = || objects.iter().map(|&o| margin(o)).fold(f32::NEG_INFINITY, f32::max);
        let heard = if entry.pattern.obj.is_empty() { margin(head) } else { margin(head).max(at_objects()) };
        // Rain, debt and prices "threaten" too: a threat needs both voices.
        // "warned that the army would storm it": the deed that it hears as threatened speaks for the threat as well.
        let threatened = || s.children(head).filter_map(|k| s.gist(k)).any(|g| g.event_margin > 0.0 && g.modality == "threatened");
        // "gave the garrison a day to leave": a term with what is to be done in it is no rain.
        let doubtful = entry.kind == Kind::Threat && entry.pattern.aim.is_empty();
        let least = if doubtful && !threatened() { SURE_OF_THREAT } else { SURE_OF_NONE };
        return (entry.plover_type.is_empty() || heard > least).then_some(entry);
    }
    let gist = s.gist(head)?;
    // "holds the airstrip": ground is no happening.
    if super::fit::is_listed_ground(sight, head) {
        return None;
    }
    // "suffered a heavy defeat": whoever suffers does not do it.
    let suffered = s.tokens[head].head.filter(|_| s.tokens[head].deprel == "obj" && s.tokens[head].upos == Upos::Noun);
    if suffered.is_some_and(|v| matches!(s.tokens[v].lemma.as_str(), "suffer" | "sustain" | "incur")) {
        return None;
    }
    let ontology = &sight.scene.knowledge.ontology;
    let lemma = s.tokens[head].lemma.to_lowercase();
    let known = [Trigger::Noun, Trigger::Verb].iter().any(|t| !ontology.entries(*t, &lemma).is_empty());
    // "said the troops would stay": a threat without a word for it needs as much.
    let enough = if known || gist.event == "THREATEN" { SURE_AGAINST_FRAMES } else { SURE_OF_EVENT };
    let doers = gist.heads("actor");
    // "the commander died on Thursday": the loss tells it, and whoever dies does nothing.
    if !known && objects.is_empty() && sight.scene.knowledge.lexicon.casualty(&lemma, "verb") == Some("killed") {
        return None;
    }
    // "100,000 were displaced": the loss tells it; nobody is said to have driven them out.
    if doers.is_empty() && sight.scene.knowledge.lexicon.casualty(&lemma, "verb") == Some("displaced") {
        return None;
    }
    if known && gist.event_margin < SURE_OF_POLITICS && is_private(sight, gist) {
        return None;
    }
    // "Refuse is collected": a noun that is known as a verb only, and has no doer.
    let only_verb = ontology.entries(Trigger::Noun, &lemma).is_empty() && !ontology.entries(Trigger::Verb, &lemma).is_empty();
    if only_verb && s.tokens[head].upos == Upos::Noun && doers.is_empty() {
        return None;
    }
    // "explosions were heard": the noun tells it.
    // "no meeting was held": so does it where it is the subject of a passive.
    let subjects = || s.children_by(head, "nsubj:pass");
    let light = sight.scene.knowledge.lexicon.light_verbs.get(&lemma).is_some();
    let told_by_noun = |o: usize| margin(o) > 0.0 && noun_entry(sight, o).is_some_and(|(entry, _)| entry.plover_type == gist.event);
    // "seized 150 pipe bombs", "75 injuries": arms are no happening, and a loss is told as one.
    let arms = || sight.weapon(head).is_some_and(|w| !matches!(w.class, "aerial" | "attack" | "drone")) && s.tokens[head].xpos == "NNS";
    let harm = || sight.scene.knowledge.lexicon.casualty(&lemma, "noun").is_some();
    // "the deaths of 40 people" as well.
    let of_people = || s.children_by(head, "nmod").any(|k| case_of(s, k) == "of" && quantity(sight.scene, k, None).is_some());
    let number = || quantity(sight.scene, head, None).is_some() || harm() && of_people();
    let counted = s.tokens[head].upos == Upos::Noun && (arms() || harm()) && number();
    let other_event = |o: usize| margin(o) > 0.0 && noun_entry(sight, o).is_some();
    if counted || objects.iter().any(|&o| told_by_noun(o)) || light && subjects().any(other_event) {
        return None;
    }
    let sure = gist.event_margin > enough && gist.type_margin > SURE_OF_TYPE;
    if sure { ontology.unnamed(gist.event, gist.mode.unwrap_or("")) } else { None }
}

/// "The firm deployed its staff", "she dropped the charge cable": words of politics in another sense, whose doers are no politician, body or
/// force. Anybody may do violence, protest or help.
fn is_private(sight: &Sighting, gist: &Gist) -> bool {
    let doers = gist.heads("actor");
    let anybodys = matches!(gist.event, "ASSAULT" | "PROTEST" | "AID");
    !anybodys && !doers.is_empty() && !doers.iter().any(|&t| official(sight, t))
}

/// Whether the encoder is sure that the word tells an event of the frame's type: then the frame need not ask who or with what arms.
pub(super) fn is_sure_of(sight: &Sighting, entry: &Entry, head: usize) -> bool {
    sight.s().gist(head).is_some_and(|g| g.event == entry.plover_type && g.event_margin > SURE_OF_POLITICS)
}

/// The PLOVER code that the encoder gives a deed told in the text's own words ("have released a militant", "rescued 700 people"): nothing
/// more is claimed with it, so its plain opinion is enough.
pub fn heard_code(sight: &Sighting, claim: &Claim, head: usize) -> Option<EventCode> {
    let gist = sight.s().gist(head).filter(|g| g.event_margin > SURE_OF_CODE && g.type_margin > SURE_OF_TYPE && g.event != "THREATEN")?;
    if is_private(sight, gist) {
        return None;
    }
    event_code(sight, claim, sight.scene.knowledge.ontology.unnamed(gist.event, gist.mode.unwrap_or(""))?, head)
}

/// The encoder's mode, where the frame has none and both read the same type.
pub(super) fn mode(sight: &Sighting, entry: &Entry, head: usize) -> Option<String> {
    let gist = sight.s().gist(head).filter(|g| g.event == entry.plover_type && g.event_margin > 0.0)?;
    // What it was done with needs a word for it: "executed two men" names no firearm.
    let by_arms =
        matches!(gist.mode, Some("firearms" | "explosives" | "aerial" | "drone" | "heavy-weapons" | "suicide-attack" | "unconventional"));
    let s = sight.s();
    // "killed in a clash, while a bomb wounds four": in its own clause.
    // "storm the consulate after a rocket attack": of what stands beside the deed.
    let beside = |i: usize| s.tokens[head].upos == Upos::Verb && super::noun::is_set_beside(s, i);
    let own = |i: &usize| {
        !beside(*i) && (sight.governing(*i) == sight.governing(head) || s.tokens[head].upos == Upos::Noun && s.subtree(head).contains(i))
    };
    // "was set on fire": nothing is fired.
    let burns = |i: usize| s.tokens[i].lemma == "fire" && case_of(s, i) == "on";
    let named =
        || (0..s.tokens.len()).filter(own).filter(|&i| !burns(i)).filter_map(|i| sight.weapon(i)).any(|w| Some(w.mode) == gist.mode);
    // A station that is seized is not abducted.
    let people = |m: &&str| *m != "abduct" || entry.predicate.starts_with("assault.");
    gist.mode.filter(|_| !by_arms || named()).filter(people).map(str::to_string)
}

/// Why an event without a frame is told.
pub(super) fn reason(sight: &Sighting, head: usize) -> String {
    sight.s().gist(head).map_or_else(String::new, |g| format!("encoder {} (margin {:.1})", g.event, g.event_margin))
}

/// Who, to whom, where and when by the encoder, where the tree found nobody and nothing.
pub(super) fn fill(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    let Some(gist) = s.gist(head).filter(|g| g.event_margin > 0.0 && claim.event.is_some()) else { return };
    let taken = |claim: &Claim, token: usize| {
        let word = s.tokens[token].span;
        let all = claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).chain(&claim.more_targets);
        all.filter_map(Grounded::span).any(|span| span.contains(word))
    };
    let mut filled = false;
    let doers: Vec<String> = claim.actor.iter().chain(&claim.more_actors).map(|a| a.value.key().to_string()).collect();
    for (role, recipient) in [("actor", false), ("recipient", true)] {
        if if recipient { claim.target.is_some() } else { claim.actor.is_some() } {
            continue;
        }
        let mut heads = gist.heads(role);
        // "a visiting forces agreement": a common noun before another is nobody to whom anything is done.
        let attribute = |t: usize| {
            let noun = s.tokens[t].head.filter(|_| s.tokens[t].upos == Upos::Noun && relation(s.tokens[t].deprel) == "compound");
            recipient && noun.is_some_and(|n| n != head && !is_human(sight, n))
        };
        // "a strike on Kyiv" hits the city, not the government that sits there.
        let city = |t: usize| {
            let seat = || sight.scene.actor(t).is_some_and(|a| a.value.name.starts_with("Government of "));
            recipient
                && (claim.predicate.starts_with("assault") || claim.predicate.starts_with("threaten"))
                && sight.place_at(t).is_some()
                && seat()
        };
        // "a fighter jet": what kind of arms it is.
        let arms = |t: usize| {
            let arm = s.tokens[t].head.filter(|_| s.tokens[t].upos == Upos::Noun && relation(s.tokens[t].deprel) == "compound");
            arm.is_some_and(|n| sight.weapon(n).is_some())
        };
        // "a missile launched by militias is intercepted": they launched it.
        let by_whom = |t: usize| {
            let verb = s.tokens[t].head.filter(|_| s.tokens[t].deprel == "obl:agent");
            let undergoes = |n: usize| s.tokens[n].head == Some(head) && matches!(s.tokens[n].deprel, "nsubj:pass" | "obj");
            let of_patient = |v: usize| s.tokens[v].deprel == "acl" && s.tokens[v].head.is_some_and(undergoes);
            !recipient && verb.is_some_and(|v| v != head && of_patient(v))
        };
        // "his extradition": he does not extradite. "handed over to a delegation": who gets them does not hand them over.
        let befalls = |t: usize| {
            let lemma = s.tokens[head].lemma.to_lowercase();
            let owned = s.tokens[t].head == Some(head) && s.tokens[t].deprel == "nmod:poss";
            owned && sight.scene.knowledge.lexicon.is_of_class("befalling", &lemma)
        };
        let handed = |t: usize| {
            let top = std::iter::successors(Some(t), |&n| s.tokens[n].head).take(4).find(|&n| s.tokens[n].head == Some(head));
            top.is_some_and(|n| relation(s.tokens[n].deprel) == "obl" && matches!(case_of(s, n).as_str(), "to" | "into" | "for"))
        };
        let receives = |t: usize| !recipient && (befalls(t) || s.tokens[head].upos == Upos::Verb && handed(t));
        // "the Karskian genocide": where it was, and not who did it.
        let of_country = |t: usize| {
            let directed = claim.event.as_ref().is_some_and(|e| is_directed(&claim.predicate, &e.plover_type));
            let before = s.tokens[t].head == Some(head) && relation(s.tokens[t].deprel) == "amod";
            !recipient && s.tokens[head].upos == Upos::Noun && before && !directed
        };
        // "unless the front guarantees it": the subject of a clause beside the deed does something else.
        let elsewhere = |t: usize| {
            let verb = s.tokens[t].head.filter(|_| s.tokens[t].deprel == "nsubj");
            let apart = |v: usize| {
                let under = std::iter::successors(Some(head), |&n| s.tokens[n].head).any(|n| n == v);
                v != head && !under && !s.subtree(head).contains(&v)
            };
            !recipient && verb.is_some_and(apart)
        };
        // "rejects an ultimatum from the president to reopen it": who asks for the deed does not do it.
        let asks = |t: usize| {
            let noun = s.tokens[head].head.filter(|_| s.tokens[head].deprel == "acl" && s.tokens[head].xpos == "VB");
            let of_noun = |n: usize| s.tokens[t].head == Some(n) && matches!(case_of(s, t).as_str(), "from" | "by");
            !recipient && noun.is_some_and(of_noun)
        };
        // "killed by guards present at the attack": what they were at is not theirs.
        let attending = |t: usize| {
            let case = case_of(s, head);
            !recipient
                && s.tokens[head].upos == Upos::Noun
                && matches!(case.as_str(), "at" | "to" | "of" | "after" | "during")
                && s.subtree(t).contains(&head)
        };
        // "an envoy meets the minister": whom the verb's own subject does it to does not do it, though the subject is nobody known.
        let own_object = |t: usize| {
            let object = s.tokens[t].head == Some(head) && matches!(relation(s.tokens[t].deprel), "obj" | "obl" | "iobj");
            let active = s.children(head).any(|k| s.tokens[k].deprel == "nsubj" && s.tokens[k].upos != Upos::Pron);
            !recipient && object && active && s.tokens[t].deprel != "obl:agent" && matches!(case_of(s, t).as_str(), "" | "with")
        };
        // "shot down a drone that tried to strike the base": who downs arms does not do with them what they were to do.
        let downs = |t: usize| {
            let verb = s.tokens[t].head.filter(|_| s.tokens[t].deprel == "nsubj");
            let downing = |v: usize| {
                let lemma = sight.clause_at(v).map_or("", |c| c.lemma.as_str());
                matches!(lemma, "shoot down" | "intercept" | "down" | "destroy" | "shoot")
                    && s.children_by(v, "obj").any(|o| o < head && s.subtree(o).contains(&head))
            };
            !recipient && verb.is_some_and(|v| v != head && downing(v))
        };
        if let Some(met) = heads.iter().copied().find(|&t| own_object(t)).filter(|_| claim.target.is_none()) {
            claim.target = somebody(sight, met);
        }
        heads.retain(|&t| {
            !arms(t)
                && !own_object(t)
                && !downs(t)
                && !attending(t)
                && !by_whom(t)
                && !of_country(t)
                && !elsewhere(t)
                && !asks(t)
                && !receives(t)
                && t != head
                && !taken(claim, t)
                && !attribute(t)
                && !city(t)
                && !Party { sight, claim, head, token: t }.is_of_another(recipient)
        });
        heads.sort_unstable();
        // "aid it in its fight": where a noun's own words say whose deed it is, nobody outside them does it.
        let inside = |t: &usize| s.tokens[head].upos == Upos::Noun && s.subtree(head).contains(t);
        if !recipient && heads.iter().any(inside) {
            heads.retain(inside);
        }
        let listed = |t: usize| std::iter::successors(Some(t), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).last();
        // "Ann Oak, the head of the squad", "an attacker identified as a member": one party is told once.
        let apart =
            |t: &usize| case_of(s, *t) == "as" || heads.iter().any(|o| o != t && s.subtree(*o).contains(t) && listed(*o) != listed(*t));
        let told_twice: Vec<usize> = heads.iter().copied().filter(apart).collect();
        heads.retain(|t| !told_twice.contains(t));
        // "one side shells a town while the other strikes a port, killing three": not both of them.
        if !recipient && s.tokens[head].xpos == "VBG" && heads.iter().any(|&t| listed(t) != listed(heads[0])) {
            continue;
        }
        // Nobody does it to himself.
        let other = |a: &Grounded<Actor>| !recipient || !doers.iter().any(|d| *d == a.value.key());
        let mut found = without_offices(sight, &heads).into_iter().filter_map(|t| somebody(sight, t)).filter(other);
        let (first, more) = (found.next(), found.collect());
        filled |= first.is_some();
        if let Some(word) = heads.iter().filter(|_| first.is_some()).find_map(|&t| suspecting(sight, head, t)) {
            let span = s.tokens[word].span;
            claim.hedges.push(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        }
        if recipient {
            (claim.target, claim.more_targets) = (first, more);
        } else {
            (claim.actor, claim.more_actors) = (first, more);
        }
    }
    if claim.object.is_none() && claim.target.is_none() {
        let own = |t: usize| !Party { sight, claim, head, token: t }.is_of_another(true) && !across_clauses(sight, head, t);
        let thing =
            gist.heads("recipient").into_iter().find(|&t| t != head && !taken(claim, t) && s.tokens[t].upos == Upos::Noun && own(t));
        claim.object = thing.map(|t| sight.phrase(t));
    }
    if claim.place.is_none() {
        let own = |t: &usize| !taken(claim, *t) && !of_other_noun(sight, claim, head, *t) && !across_clauses(sight, head, *t);
        // "officers trained in Orm shot a trader": where they were trained.
        let of_participle = |p: &Attached<Place>| {
            let verb = p.owners.last().copied().filter(|&v| v != head && s.tokens[v].deprel == "acl");
            verb.is_some_and(|v| !s.subtree(v).contains(&head))
        };
        let fits = |p: &&Attached<Place>| {
            sight.goes_with(p, &claim.predicate)
                && !sight.one_of_several(p)
                && !sight.says_whose(p)
                && !sight.elsewhere(p, head)
                && !sight.is_in_circumstance(p, head)
                && !of_participle(p)
                && usage(sight.scene, p, &sight.places) == ToponymUse::Literal
                && (s.subtree(head).contains(&p.token) || shares_place(sight, claim, head))
        };
        let named = gist.heads("place").into_iter().filter(own).filter_map(|t| sight.place_at(t)).find(fits);
        claim.place = named.map(|p| sight.beside(p));
        filled |= claim.place.is_some();
    }
    if claim.time.is_none() {
        // "withdraws its report of 13 March that …": the day of the report.
        let nouns = &sight.scene.knowledge.lexicon.reporting_nouns;
        let of_report = |t: usize| s.tokens[t].head.is_some_and(|h| h != head && nouns.get(&s.tokens[h].lemma.to_lowercase()).is_some());
        // "the suspect in the stabbing was arrested on Monday": the day of the arrest.
        let of_suspect = s.tokens[head].head.is_some_and(|n| relation(s.tokens[head].deprel) == "nmod" && is_doubting(&s.tokens[n]));
        let apart = |t: usize| of_suspect && !s.subtree(head).contains(&t);
        let told = gist
            .heads("time")
            .into_iter()
            .filter(|t| !across_clauses(sight, head, *t) && !of_report(*t) && !apart(*t))
            .find_map(|t| sight.times.iter().find(|m| m.range.0 <= t && t < m.range.1));
        claim.time = told.map(|m| m.value.clone());
        filled |= claim.time.is_some();
    }
    if filled {
        claim.mention.rules.push("parts by the encoder".to_string());
    }
}

/// "an attack suspected to have been carried out by rebels": the participle that keeps it open who did it.
fn suspecting(sight: &Sighting, head: usize, party: usize) -> Option<usize> {
    let s = sight.s();
    let verbs = &sight.scene.knowledge.lexicon.reporting_verbs;
    let doubts = |&i: &usize| {
        let class = verbs.get(&s.tokens[i].lemma.to_lowercase()).map(|r| r.class);
        let open = class.is_some_and(|c| matches!(c, "assess" | "suggest" | "accuse" | "claim"));
        s.tokens[i].xpos == "VBN" && relation(s.tokens[i].deprel) == "acl" && open
    };
    // "Ann Oak, the suspect in a bombing": she is suspected of it only.
    let suspect = || {
        s.tokens[head]
            .head
            .filter(|&n| relation(s.tokens[head].deprel) == "nmod" && is_doubting(&s.tokens[n]) && s.subtree(party).contains(&n))
    };
    std::iter::successors(s.tokens[party].head, |&i| s.tokens[i].head).take_while(|&i| i != head).take(6).find(doubts).or_else(suspect)
}

/// The actor that a word names; people and bodies that no list knows are kept as the text has them.
fn somebody(sight: &Sighting, token: usize) -> Option<Grounded<Actor>> {
    // Artillery, shells and attacks are means; whose they are the tree must tell.
    if sight.weapon(token).is_some() || is_event_noun(sight, token) || crate::standing::is_nobody(sight.s(), token) {
        return None;
    }
    let named = || {
        let s = sight.s();
        // An order, a report, an inquiry may be a source, but nobody to whom anything is done.
        let paper = sight.scene.knowledge.lexicon.sources.get(&s.tokens[token].lemma.to_lowercase()) == Some(&VoiceType::Document);
        let of_people =
            is_human(sight, token) && !paper || sight.scene.force_sector(token).is_some() || s.tokens[token].upos == Upos::Propn;
        let place = sight.place_at(token).is_some();
        // "attacks on the country": which one is told elsewhere.
        let unnamed = s.tokens[token].xpos == "NN" && matches!(s.tokens[token].lemma.as_str(), "country" | "nation" | "state");
        (of_people && !place && !unnamed).then(|| sight.phrase(token).map(|name| Actor::unknown(&name)))
    };
    // "Israeli airstrikes": the state whose they are.
    let whose = || {
        let t = &sight.s().tokens[token];
        let before = t.upos == Upos::Adj || t.head.is_some_and(|h| h > token) && matches!(relation(t.deprel), "amod" | "compound");
        before.then(|| sight.modifier_actor(token)).flatten().filter(|a| a.value.entity.is_some())
    };
    whose().or_else(|| sight.scene.actor(token)).or_else(named)
}
