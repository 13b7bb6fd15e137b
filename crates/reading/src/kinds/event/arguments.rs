//! Who and whom of an event noun, with what, and how many.

use tacitus_record::{Actor, Claim, Grounded};

use super::noun::light_verb;
use super::slots::{noun_doer, set_actors, set_targets};
use crate::clause::{case_of, relation};
use crate::kinds::speech::lies_with;
use crate::ontology::Entry;
use crate::quantity::quantity;
use crate::sighting::Sighting;
use crate::who::of_entity;

/// "the Karsk-Valdonia ceasefire": two parties joined by a hyphen share it.
fn joint_owners(sight: &Sighting, head: usize) -> Option<[Grounded<Actor>; 2]> {
    let s = sight.s();
    let hyphen = |i: usize| matches!(s.tokens[i].form.as_str(), "-" | "–");
    let party = |i: usize| {
        let (entity, _) = sight.scene.knowledge.actors.named(&s.tokens[i].form)?;
        let span = s.tokens[i].span;
        Some(Grounded::at(Actor { text: span.slice(sight.scene.body).to_string(), ..of_entity(entity) }, span))
    };
    let pair = |second: usize| {
        let first = second
            .checked_sub(2)
            .filter(|_| hyphen(second - 1) && matches!(relation(s.tokens[second].deprel), "compound" | "amod" | "flat"))?;
        Some([party(first)?, party(second)?])
    };
    // "the Karsk-Valdonia war ceasefire" as well.
    let compounds = s.children(head).filter(|&k| k < head).flat_map(|k| std::iter::once(k).chain(s.children(k)));
    compounds.filter(|&k| k < head).find_map(pair)
}

/// The clause in which somebody "came under" what the noun at `head` tells.
pub(super) fn comes_under<'s>(sight: &'s Sighting, head: usize) -> Option<&'s crate::clause::Clause> {
    let s = sight.s();
    s.tokens[head].head.filter(|&v| case_of(s, head) == "under" && s.tokens[v].lemma == "come").and_then(|v| sight.clause_at(v))
}

/// "The shelling came from the front", "the raid was the work of the front", "the front was behind the attack": who did it stands at the verb.
fn doer_at_verb(sight: &Sighting, head: usize) -> Option<usize> {
    let s = sight.s();
    if case_of(s, head) == "behind" && s.children_by(head, "cop").next().is_some() {
        return s.children_by(head, "nsubj").next();
    }
    let above = s.tokens[head].head?;
    // "came under fire from the river bank": that is where it came from.
    if let Some(clause) = comes_under(sight, head) {
        return clause.oblique("by|from").filter(|&k| !super::fit::is_listed_ground(sight, k));
    }
    let lies = s.tokens[above].head.and_then(|verb| sight.clause_at(verb)).and_then(|c| lies_with(sight, c));
    if let Some((blamed, _)) = lies.filter(|(_, deed)| *deed == head) {
        return Some(blamed);
    }
    let verb = Some(above).filter(|_| relation(s.tokens[head].deprel) == "nsubj")?;
    let word = s.tokens[verb].lemma.as_str();
    match word {
        "come" | "originate" => sight.clause_at(verb)?.oblique("from"),
        "work" | "handiwork" => s.children_by(verb, "nmod").find(|&k| case_of(s, k) == "of"),
        _ => None,
    }
}

/// "began a hunger strike to protest against the ban", "walked out in protest at the ban": what the purpose of a strike or march is against.
fn protested_against(sight: &Sighting, head: usize) -> Option<usize> {
    let s = sight.s();
    let beside = |t: usize| s.tokens[t].head.is_some_and(|above| above == head || s.tokens[head].head == Some(above));
    let purpose = (0..s.tokens.len()).find(|&t| t != head && s.tokens[t].lemma == "protest" && beside(t))?;
    let against = |k: &usize| matches!(case_of(s, *k).as_str(), "against" | "at" | "over");
    let named = s.children(purpose).filter(|&k| matches!(relation(s.tokens[k].deprel), "obl" | "nmod")).find(against);
    named.or_else(|| s.children_by(purpose, "obj").next())
}

/// Who and whom of an event noun: possessors, modifiers, phrases, the subject of a light verb.
pub(super) fn arguments(sight: &Sighting, claim: &mut Claim, entry: &Entry, head: usize) {
    let s = sight.s();
    let target_prepositions: &[String] = &entry.pattern.target;
    for k in s.children_by(head, "nmod") {
        let case = case_of(s, k);
        // "the ceasefire, with oil at 100 dollars": behind a comma it goes with something else.
        let apart = s.subtree(k).first().is_some_and(|&f| f > 0 && s.tokens[f - 1].form == "," && case == "with");
        if s.tokens[k].deprel == "nmod:poss" || apart {
            continue;
        }
        let all = crate::clause::coordinated(s, k);
        if case == "between" && all.len() > 1 {
            set_actors(sight, claim, &all[..1]);
            set_targets(sight, claim, &all[1..]);
        } else if case == "by" || entry.pattern.actor.contains(&case) {
            set_actors(sight, claim, &all);
        } else if case == "on" && s.tokens[head].head.is_some_and(|v| s.tokens[v].lemma == "blame") {
            // "blamed the attack on the rebels": they are said to have made it, not to have suffered it.
            continue;
        } else if target_prepositions.contains(&case) && claim.target.is_none() {
            set_targets(sight, claim, &all);
        }
    }
    // "troop distribution": a compound says whose deed it is only where the frame is known.
    if claim.actor.is_none() && !entry.pattern.lemma.is_empty() {
        match joint_owners(sight, head) {
            Some([first, second]) => {
                claim.actor = Some(first);
                claim.more_actors.push(second);
            }
            None => {
                claim.actor = noun_doer(sight, entry, head);
                // "the Karskian and Valdonian air campaign" is both states'.
                let beside = claim.actor.as_ref().map(|owner| sight.owners_beside(head, owner)).unwrap_or_default();
                claim.more_actors.extend(beside);
                // "condemnation from the union and the bank": from all of them.
                let under = |k: &usize| claim.actor.as_ref().and_then(Grounded::span).is_some_and(|a| a.contains(s.tokens[*k].span));
                let first = s.children_by(head, "nmod").find(|k| under(k) && matches!(case_of(s, *k).as_str(), "from" | "by"));
                let rest = first.map(|k| crate::clause::coordinated(s, k)).unwrap_or_default();
                claim.more_actors.extend(rest.into_iter().skip(1).filter_map(|k| sight.scene.actor(k)));
            }
        }
    }
    if claim.actor.is_none()
        && let Some(doer) = doer_at_verb(sight, head)
    {
        set_actors(sight, claim, &[doer]);
    }
    let governor = s.tokens[head].head.and_then(|v| sight.clause_at(v));
    // "The convoy came under fire": it suffered it.
    if let Some(clause) = comes_under(sight, head).filter(|_| claim.target.is_none()) {
        set_targets(sight, claim, &clause.agents);
    }
    // "The explosion came from a mortar shell": what it was done with.
    let from = |c: &crate::clause::Clause| matches!(c.lemma.as_str(), "come" | "originate" | "result").then(|| c.oblique("from")).flatten();
    let subject = relation(s.tokens[head].deprel) == "nsubj";
    if let Some(means) = governor.filter(|_| subject).and_then(from).filter(|&n| sight.weapon(n).is_some() && claim.instrument.is_none()) {
        claim.instrument = Some(sight.listed_phrase(means));
    }
    // "A missile caused the blast."
    let causes = |c: &&crate::clause::Clause| matches!(c.lemma.as_str(), "cause" | "trigger" | "produce") && c.patients.contains(&head);
    if let Some(&weapon) = governor.filter(causes).and_then(|c| c.agents.first()).filter(|&&a| sight.weapon(a).is_some()) {
        claim.instrument = Some(sight.listed_phrase(weapon));
    }
    // "Gunmen carried out an attack": the light verb's subject acts.
    if let Some(clause) = light_verb(sight, head).and_then(|verb| sight.clause_at(verb)) {
        if claim.actor.is_none() {
            set_actors(sight, claim, &clause.agents);
        }
        let on = entry.pattern.target.iter().find_map(|p| clause.oblique(p));
        if let (None, Some(on)) = (&claim.target, on) {
            set_targets(sight, claim, &[on]);
        }
    }
    if let (None, Some(on)) = (&claim.target, protested_against(sight, head).filter(|_| entry.plover_type == "PROTEST")) {
        set_targets(sight, claim, &[on]);
    }
    // "Rebels were involved in clashes", "took part in the attack".
    if let Some(verb) = s.tokens[head].head
        && claim.actor.is_none()
        && case_of(s, head) == "in"
        && let Some(clause) = sight.clause_at(verb)
        && matches!(clause.lemma.as_str(), "involve" | "engage" | "participate" | "take" | "join")
    {
        let doers = if clause.passive { clause.patients.clone() } else { clause.agents.clone() };
        set_actors(sight, claim, &doers);
    }
    if let Some(weapon) = (0..=head).rev().take(3).find_map(|i| sight.weapon(i).filter(|_| i == head || s.tokens[i].head == Some(head)))
        && entry.plover_type == "ASSAULT"
        && entry.mode.is_empty()
        && !weapon.mode.is_empty()
    {
        claim.instrument = Some(sight.listed_phrase(head));
    }
    let of = s.children_by(head, "nmod").find(|&k| case_of(s, k) == "of").and_then(|k| quantity(sight.scene, k, None));
    claim.quantity = quantity(sight.scene, head, None).or(of);
}
