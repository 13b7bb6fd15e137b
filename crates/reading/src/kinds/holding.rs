//! Who holds or takes ground, told without a verb of holding: "the hill is in rebel hands", "the town fell to the army".

use tacitus_record::{Actor, Claim, Grounded, Kind};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, relation};
use crate::kinds::event::ARMED_SECTORS;
use crate::phrase::claim_span;
use crate::quantity::quantity;
use crate::sighting::Sighting;

/// Claims of control from clauses that nothing else took.
pub fn find(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight
        .clauses
        .iter()
        .filter(|c| !used.contains(&c.head))
        .filter_map(|c| held(sight, c).or_else(|| fell(sight, c)).or_else(|| held_by(sight, c)))
        .collect()
}

/// "Most of the city is under the control of gangs", "the hill remained in rebel hands", "rebels are in control of the bridge", "the town
/// remained under the rebels".
fn held(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let &subject = clause.agents.first()?;
    let Some(noun) = state_of(sight, clause) else {
        let holder = clause.oblique("under").filter(|_| matches!(clause.lemma.as_str(), "remain" | "stay") && !clause.passive)?;
        let holder = sight.scene.actor(holder).filter(|a| a.value.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s)))?;
        return claim(sight, clause, "control.hold", holder, subject);
    };
    let of = s.children_by(noun, "nmod").find(|&k| case_of(s, k) == "of");
    let in_words = |k: usize| sight.scene.actor(k).unwrap_or_else(|| sight.phrase(k).map(|words| Actor::unknown(&words)));
    let holding = s.tokens[noun].lemma == "control" && case_of(s, noun) == "in";
    let (holder, ground) = match of {
        Some(ground) if holding => (sight.scene.actor(subject)?, ground),
        _ if holding => return None,
        Some(holder) => (in_words(holder), subject),
        None => (sight.owner(noun)?, subject),
    };
    let comes = matches!(clause.lemma.as_str(), "come" | "fall" | "pass" | "slip");
    claim(sight, clause, if comes { "control.take" } else { "control.hold" }, holder, ground)
}

/// The noun that says how the ground is held: "control" or "hands", at a copula or a verb of staying or coming.
fn state_of(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let fits = |&n: &usize| match s.tokens[n].lemma.as_str() {
        "control" => matches!(case_of(s, n).as_str(), "under" | "in"),
        "hand" => matches!(case_of(s, n).as_str(), "in" | "into"),
        _ => false,
    };
    if clause.copular {
        return Some(clause.head).filter(fits);
    }
    let stays = matches!(clause.lemma.as_str(), "remain" | "stay" | "come" | "fall" | "pass" | "slip" | "lie");
    clause.obliques.iter().map(|(_, n)| *n).filter(|_| stays && !clause.passive).find(fits)
}

/// "The town fell to the rebels on Tuesday."
fn fell(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let &ground = clause.agents.first().filter(|_| clause.lemma == "fall" && !clause.passive)?;
    let holder = sight.scene.actor(clause.oblique("to")?)?;
    claim(sight, clause, "control.take", holder, ground)
}

/// "Veldrin is held by the guard": of a village that no gazetteer has.
fn held_by(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let holds = clause.passive && matches!(clause.lemma.as_str(), "hold" | "control" | "occupy");
    let &ground = clause.patients.first().filter(|_| holds)?;
    let holder = sight.scene.actor(*clause.agents.first()?)?;
    claim(sight, clause, "control.hold", holder, ground)
}

fn claim(sight: &Sighting, clause: &Clause, predicate: &str, holder: Grounded<Actor>, ground: usize) -> Option<Claim> {
    let s = sight.s();
    let standing = sight.standing(clause.head);
    // "90 % of the city".
    let whole = s.children_by(ground, "nmod").find(|&k| case_of(s, k) == "of");
    // A village that no gazetteer has is still a name; a boy "under the control of the front" is no ground.
    let name = s.tokens[ground].upos == Upos::Propn
        && s.children_by(ground, "flat").next().is_none()
        && sight.scene.actor(ground).is_none_or(|a| a.value.entity.is_none() && !a.value.name.contains(' '));
    let is_ground = |i: usize| crate::kinds::event::is_ground(sight, i);
    // "the waterworks at Posk".
    let located = || {
        sight
            .places
            .iter()
            .any(|p| matches!(case_of(s, p.token).as_str(), "at" | "in" | "near" | "outside") && s.subtree(clause.head).contains(&p.token))
    };
    let works = s.tokens[ground].upos == Upos::Noun && sight.scene.actor(ground).is_none() && located();
    if standing.question || standing.antecedent || !(name || works || is_ground(ground) || whole.is_some_and(is_ground)) {
        return None;
    }
    let mut claim = sight.claim(Kind::Control, predicate, claim_span(s, clause.head), clause.head, "being held");
    claim.actor = Some(holder);
    claim.quantity = quantity(sight.scene, ground, None);
    claim.object = Some(sight.phrase(ground));
    let below = |i: usize| sight.place_at(i).map(|p| p.value.clone());
    let nouns = s.children(ground).filter(|&k| relation(s.tokens[k].deprel) == "nmod");
    claim.place = below(ground).or_else(|| nouns.into_iter().find_map(below));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}
