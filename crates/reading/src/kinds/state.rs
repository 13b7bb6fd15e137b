//! What actors do or are, where no frame of the ontology fits: kept in its own words, without a code.

use tacitus_record::{Claim, Grounded, Kind, Modality, Wording};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, relation};
use crate::phrase::{claim_span, clause_span};
use crate::quantity::quantity;
use crate::sighting::Sighting;

/// Claims from clauses with an actor for subject that nothing else took.
pub fn find(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight
        .clauses
        .iter()
        .filter(|c| !used.contains(&c.head))
        .filter_map(|c| act(sight, c).or_else(|| being(sight, c)).or_else(|| remaining(sight, c, used)))
        .collect()
}

/// Verbs that only hold a sentence together.
///
/// "moved to disarm them" holds, "were moved to schools" tells: with a complement of its own a verb of mode says nothing itself.
fn is_empty_verb(sight: &Sighting, lemma: &str, complete: bool) -> bool {
    let mode = |w: &crate::lexicon::ModalityWord| w.pattern == "xcomp" && (complete || lemma != "move");
    sight.scene.knowledge.lexicon.empty_verbs.get(lemma).is_some()
        || sight.scene.knowledge.lexicon.modalities.get(lemma).is_some_and(|w| w.iter().any(mode))
        || sight.scene.knowledge.lexicon.reporting_verbs.get(lemma).is_some()
}

fn act(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let head = clause.head;
    let token = &s.tokens[head];
    let complete = s.children(head).any(|k| matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp"));
    let aspectual = matches!(clause.lemma.as_str(), "begin" | "start" | "continue" | "end" | "resume" | "stop" | "halt") && !complete;
    // "announced new sanctions", "cited the attack": what is said is a thing and no clause, and no statement holds it.
    let reports = sight.scene.knowledge.lexicon.reporting_verbs.get(&clause.lemma).is_some_and(|r| r.made);
    let thing = |&p: &usize| matches!(s.tokens[p].upos, Upos::Noun | Upos::Propn);
    let told_thing = reports && !complete && !clause.passive && clause.patients.iter().any(thing);
    if token.upos != Upos::Verb || clause.copular || (is_empty_verb(sight, &clause.lemma, complete) && !aspectual && !told_thing) {
        return None;
    }
    let governed = token.deprel == "xcomp"
        && token.head.is_some_and(|h| {
            let lemma = s.tokens[h].lemma.to_lowercase();
            let lexicon = &sight.scene.knowledge.lexicon;
            // "have been unable to find them".
            let able = s.tokens[h].upos == Upos::Adj
                && s.children_by(h, "cop").next().is_some()
                && matches!(relation(s.tokens[h].deprel), "root" | "conj" | "ccomp");
            able || s.tokens[h].upos == Upos::Verb
                && (lexicon.modality(&lemma, "xcomp").is_some() || lexicon.negations.get(&lemma).is_some() || lemma == "have")
        });
    // "men aged 18 to 60", "a group based abroad": what describes is no deed.
    if matches!(clause.lemma.as_str(), "age" | "aged" | "base" | "locate" | "situate") || token.xpos == "VBN" && token.deprel == "acl" {
        return None;
    }
    let main = governed || matches!(relation(token.deprel), "root" | "conj" | "ccomp" | "parataxis");
    let st = sight.standing(head);
    if !main
        || sight.pastime
        || st.mere_infinitive
        || st.question
        || st.antecedent
        || st.figurative
        || matches!(st.modality, Modality::Advocated | Modality::Hypothetical)
    {
        return None;
    }
    // "the jets cost $80 million": no deed.
    let lexicon = &sight.scene.knowledge.lexicon;
    let befallen = |a: usize| lexicon.craft.get(&s.tokens[a].lemma.to_lowercase()) == Some(&"mishaps");
    let mover = |a: usize| craft(sight, a).filter(|_| !befallen(a) || lexicon.mishaps.get(&clause.lemma).is_some());
    let actor =
        clause.agents.first().and_then(|&a| {
            sight.scene.actor(a).or_else(|| mover(a)).or_else(|| {
                sight.owner(a).filter(|_| aspectual && (super::event::is_event_noun(sight, a) || s.tokens[a].lemma == "activity"))
            })
        });
    let target = clause.patients.first().and_then(|&p| sight.scene.actor(p));
    let known = |a: &Option<tacitus_record::Grounded<tacitus_record::Actor>>| {
        a.as_ref().is_some_and(|a| a.value.entity.is_some() || a.value.sector.is_some() || a.value.role.is_some())
    };
    // "issues an order", "activated air defences", "reached Karsk": things and towns are nobody to whom it is done.
    let target = target.filter(|t| {
        let at = |i: usize| t.span().is_some_and(|span| span.contains(s.tokens[i].span));
        let person = s.names.iter().any(|n| n.label == "PER" && (n.start..n.end).any(at));
        let people = clause.patients.iter().any(|&p| at(p) && super::event::is_human(sight, p));
        let town = clause.patients.iter().any(|&p| at(p) && sight.place_at(p).is_some()) && t.value.name.starts_with("Government of ");
        !town && (person || people || t.value.entity.is_some() || t.value.sector.is_some() || t.value.role.is_some())
    });
    let passive_known = clause.passive && actor.is_none() && known(&target);
    let sails = !clause.passive && clause.agents.first().is_some_and(|&a| mover(a).is_some());
    if !known(&actor) && !passive_known && !sails {
        return None;
    }
    // The purpose of a deed is told with the deed.
    if st.purpose {
        return None;
    }
    let mut claim =
        sight.claim(Kind::Event, format!("act.{}", clause.lemma.replace(' ', "-")), claim_span(s, head), head, "act of an actor");
    claim.actor = actor;
    claim.more_actors = clause.agents.iter().skip(1).filter_map(|&a| sight.scene.actor(a)).collect();
    claim.target = target.filter(|t| claim.actor.as_ref().is_none_or(|a| a.value.key() != t.value.key()));
    // "was carried out by the army": the one it befell stands before it.
    if clause.passive {
        (claim.actor, claim.more_actors) = (None, Vec::new());
        claim.target.as_ref()?;
    }
    // The predicate in its own words: nothing of it is lost, and nothing said that the text does not say.
    let predicate = predicate_span(sight, clause);
    let words = predicate.slice(sight.scene.body);
    // "acted Monday": a verb alone tells nothing.
    let tells = |i: usize| {
        let t = &s.tokens[i];
        let timed = sight.times.iter().any(|m| m.range.0 <= i && i < m.range.1);
        predicate.contains(t.span) && i != head && !timed && !matches!(t.upos, Upos::Aux | Upos::Punct | Upos::Adv | Upos::Part | Upos::Adp)
    };
    let broken =
        s.tokens.iter().rev().find(|t| predicate.contains(t.span)).is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Adp | Upos::Sconj));
    if broken || !(0..s.tokens.len()).any(tells) {
        return None;
    }
    claim.object = Some(Grounded::at(words.to_string(), predicate));
    claim.wording = Some(Wording::Phrase);
    if let Some(&counted) = clause.patients.first().or(clause.agents.first()) {
        claim.quantity = quantity(sight.scene, counted, None);
    }
    sight.settle(&mut claim, head);
    claim.event = super::event::heard_code(sight, &claim, head);
    if passive_known && claim.place.is_none() && claim.time.is_none() && claim.quantity.is_none() {
        return None;
    }
    Some(claim)
}

/// "the gas tanker Jag Vikram", "a container ship registered in Orm", "a fighter jet": a craft that does something, by its words.
fn craft(sight: &Sighting, head: usize) -> Option<Grounded<tacitus_record::Actor>> {
    let s = sight.s();
    let is_craft = |i: usize| {
        let named = sight.scene.knowledge.lexicon.craft.get(&s.tokens[i].lemma.to_lowercase()).is_some();
        named || sight.weapon(i).is_some_and(|w| w.class == "ship")
    };
    let named = s.tokens[head].upos == Upos::Propn && s.children(head).any(|k| k < head && s.tokens[k].upos == Upos::Noun && is_craft(k));
    if !(named || is_craft(head) && s.tokens[head].upos == Upos::Noun) {
        return None;
    }
    let (start, end) = crate::phrase::noun_phrase(s, head);
    // The name behind the kind of craft.
    let end = s.names.iter().find(|n| n.start == end).map_or(end, |n| n.end);
    let span = s.span_of(start, end);
    Some(Grounded::at(tacitus_record::Actor::unknown(span.slice(sight.scene.body)), span))
}

/// The verb with its auxiliaries and all that follows it in its clause.
pub fn predicate_span(sight: &Sighting, clause: &Clause) -> tacitus_record::Span {
    let s = sight.s();
    let whole = clause_span(s, clause.head);
    let subject_end =
        clause.agents.iter().chain(if clause.passive { &clause.patients[..] } else { &[] }).filter(|&&i| i < clause.head).max();
    let first = s
        .children(clause.head)
        .filter(|&k| k < clause.head && matches!(relation(s.tokens[k].deprel), "aux" | "advmod") && subject_end.is_none_or(|&e| k > e))
        .min()
        .unwrap_or(clause.head);
    // "have failed to ease", "vowed to destroy": the verbs above with the same doer belong to it.
    let mut first = first;
    let mut node = clause.head;
    while s.tokens[node].deprel == "xcomp"
        && let Some(up) = s.tokens[node].head.filter(|&h| h < node)
        && let Some(above) = sight.clause_at(up)
        && !above.passive
        && above.agents == clause.agents
        && above.patients.is_empty()
    {
        let own = |k: &usize| {
            *k < up
                && matches!(relation(s.tokens[*k].deprel), "aux" | "advmod")
                && above.agents.iter().filter(|&&a| a < up).all(|&a| a < *k)
        };
        first = s.children(up).filter(own).min().unwrap_or(up);
        node = up;
    }
    let start = s.tokens[first].span.start();
    // On to the right through all that belongs to it, up to a clause beside it.
    let mut end = clause.head + 1;
    let below = s.subtree(clause.head);
    let top = |i: usize| std::iter::successors(Some(i), |&n| s.tokens[n].head).find(|&n| s.tokens[n].head == Some(clause.head));
    while end < s.tokens.len() && below.contains(&end) {
        let beside = top(end).is_some_and(|t| {
            let rel = relation(s.tokens[t].deprel);
            let comma = s.subtree(t).first().is_some_and(|&f| f > 0 && (s.tokens[f].form == "," || s.tokens[f - 1].form == ","));
            matches!(rel, "cc" | "parataxis")
                || rel == "conj"
                || (matches!(rel, "advcl" | "obl" | "advmod") && comma)
                || (rel == "punct" && s.tokens[t].form == ",")
        });
        if beside {
            break;
        }
        end += 1;
    }
    // "votes 12-0, with three abstentions, to extend the mandate": what it was for.
    let purpose = |&k: &usize| {
        k >= end
            && matches!(relation(s.tokens[k].deprel), "advcl" | "xcomp")
            && s.tokens[k].xpos == "VB"
            && s.children_by(k, "mark").any(|m| s.tokens[m].lemma == "to")
    };
    if let Some(last) = s.children(clause.head).find(purpose).filter(|_| clause.lemma == "vote").and_then(|k| s.subtree(k).last().copied())
    {
        end = last + 1;
    }
    while end > clause.head + 1
        && s.tokens[end - 1].upos == Upos::Punct
        && !matches!(s.tokens[end - 1].form.as_str(), ")" | "”" | "\"" | "%")
    {
        end -= 1;
    }
    tacitus_record::Span::new(sight.scene.body, start, s.tokens[end - 1].span.end()).unwrap_or(whole)
}

/// "The town is under siege", "The rebels are allies of the republic".
fn being(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    if !clause.copular {
        return None;
    }
    let &subject = clause.agents.first()?;
    // "it was a bomber who killed them": the deed is told, and "it" is nobody.
    if s.tokens[subject].form.eq_ignore_ascii_case("it") && s.children_by(clause.head, "acl:relcl").next().is_some() {
        return None;
    }
    let actor = sight.scene.actor(subject)?;
    if actor.value.entity.is_none() && actor.value.sector.is_none() && actor.value.role.is_none() {
        return None;
    }
    let st = sight.standing(clause.head);
    if st.question || st.antecedent {
        return None;
    }
    let under = matches!(case_of(s, clause.head).as_str(), "under" | "in" | "at" | "on" | "with" | "outside" | "against" | "among");
    // "are allies", "is under siege": what somebody is as an actor, or the plight he is in.
    let plight = under && !sight.scene.knowledge.ontology.entries(crate::ontology::Trigger::Noun, &s.tokens[clause.head].lemma).is_empty();
    let told = plight && s.tokens[clause.head].lemma != "control"
        || (matches!(s.tokens[clause.head].upos, Upos::Noun | Upos::Propn) && !under && sight.scene.force_sector(clause.head).is_some());
    if !told {
        return None;
    }
    let mut claim =
        sight.claim(Kind::State, format!("be.{}", clause.lemma.replace(' ', "-")), claim_span(s, clause.head), clause.head, "being");
    claim.actor = Some(actor);
    claim.object = Some(sight.phrase(clause.head));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// "The crossing remains closed": how ground, works, craft and people still are.
fn remaining(sight: &Sighting, clause: &Clause, used: &[usize]) -> Option<Claim> {
    let s = sight.s();
    let head = clause.head;
    let lasts = |i: usize| matches!(s.tokens[i].lemma.as_str(), "remain" | "stay");
    // Parsers take either word for the head.
    // "The airport is closed": how ground and works are, told in the present.
    // "has been closed since Sunday", where nobody is said to close it.
    let have = s.children_by(head, "aux").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "has" | "have"));
    let since = s.children_by(head, "obl").any(|k| case_of(s, k) == "since");
    let been = |k: usize| have && since && s.tokens[k].form == "been" && s.children_by(head, "obl:agent").next().is_none();
    let is = |&k: &usize| {
        let form = s.tokens[k].form.to_lowercase();
        (matches!(form.as_str(), "is" | "are") || been(k)) && matches!(s.tokens[k].deprel, "aux:pass" | "cop")
    };
    let ground = clause.agents.first().or(clause.patients.first()).is_some_and(|&k| crate::kinds::event::is_ground(sight, k));
    let (verb, how) = if lasts(head) {
        (head, s.children_by(head, "xcomp").find(|&k| k > head)?)
    } else {
        let still = s.children_by(head, "aux").chain(s.children_by(head, "cop")).find(|&k| lasts(k));
        (still.or_else(|| s.children(head).find(is).filter(|_| ground))?, head)
    };
    let state = &s.tokens[how];
    let lasting = &sight.scene.knowledge.lexicon.lasting_states;
    let told = lasting.get(&state.form.to_lowercase()).is_some() && !used.contains(&how);
    let &subject = clause.agents.first().or(clause.patients.first()).filter(|_| told)?;
    let lemma = s.tokens[subject].lemma.to_lowercase();
    let thing = sight.scene.knowledge.lexicon.ground_nouns.get(&lemma).is_some() || sight.weapon(subject).is_some();
    let somebody = quantity(sight.scene, subject, None).is_some_and(|q| q.value.unit == "person");
    if s.tokens[subject].upos == Upos::Pron
        || !(thing || somebody || sight.scene.actor(subject).is_some() || craft(sight, subject).is_some())
    {
        return None;
    }
    let st = sight.standing(head);
    if st.question || st.antecedent || st.figurative || st.mere_infinitive || sight.pastime {
        return None;
    }
    let mut claim = sight.claim(Kind::State, "be.remaining".to_string(), claim_span(s, head), head, "what remains");
    // "withdrew on Friday and remained deployed": the subject stands with another verb.
    let own = s.tokens[subject].head.is_some_and(|h| h == head || h == verb || h == how);
    let start = if own { crate::phrase::noun_phrase(s, subject).0.min(verb) } else { verb };
    let span = s.span_of(start, predicate_end(s, how));
    claim.actor = sight.scene.actor(subject);
    claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    claim.wording = Some(Wording::Phrase);
    claim.quantity = quantity(sight.scene, subject, None);
    sight.settle(&mut claim, head);
    Some(claim)
}

/// Where a state and what stands with it end.
fn predicate_end(s: &tacitus_text::Sentence, how: usize) -> usize {
    let with = s.children(how).filter(|&k| k > how && relation(s.tokens[k].deprel) == "obl");
    with.filter_map(|k| s.subtree(k).last().copied()).fold(how, usize::max) + 1
}
