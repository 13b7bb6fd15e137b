//! Conditionals: what hangs on what.

use tacitus_record::{Claim, Grounded, Kind, Modality, Polarity};

use super::judgement::fill;
use crate::ahead::date_forecast;
use crate::clause::{Clause, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;

/// The clause of condition that a predicate's standing takes up.
pub(super) fn condition_of(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let span = sight.standing(clause.head).condition?.span()?;
    s.children_by(clause.head, "advcl").find(|&k| span.contains(subtree_span(s, k)))
}

/// "If the town falls, the road is open": one claim over both halves.
pub fn conditionals(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for clause in &sight.clauses {
        found.extend(consequence(sight, clause));
        let st = sight.standing(clause.head);
        let Some(condition) = st.condition.clone() else { continue };
        let Some(if_clause) = condition_of(sight, clause) else { continue };
        // "threatened sanctions unless he was reinstated": the threat is made, and tells the condition itself.
        let threatens = clause.lemma == "threaten" && !clause.patients.is_empty();
        if threatens || st.modality == Modality::Threatened || (st.figurative && st.voices.is_empty()) {
            continue;
        }
        let consequent = clause_span(s, clause.head);
        let Some(antecedent) = condition.span() else { continue };
        // "is not contingent on a deal": that it hangs on nothing is no condition.
        if st.polarity == Polarity::Neg && matches!(clause.lemma.as_str(), "contingent" | "dependent" | "conditional" | "depend") {
            continue;
        }
        // A condition that follows is told on its own words; one that opens the sentence holds both halves together.
        let mark = s.children_by(if_clause, "mark").next();
        let opened = mark.map_or(antecedent, |m| antecedent.cover(s.tokens[m].span));
        let both = antecedent.start() < consequent.start();
        let span = if both { consequent.cover(opened) } else { opened };
        let mut claim = sight.claim(Kind::Conditional, format!("if.{}", clause.lemma.replace(' ', "-")), span, clause.head, "condition");
        fill(sight, &mut claim, clause);
        if !both || claim.actor.is_none() {
            of_condition(sight, &mut claim, if_clause, !both);
        }
        if !both {
            claim.predicate = format!("if.{}", s.tokens[if_clause].lemma.to_lowercase());
        }
        claim.object = Some(Grounded::at(consequent.slice(sight.scene.body).to_string(), consequent));
        // The word is part of the condition: "unless" is not "if".
        claim.condition = Some(Grounded::at(opened.slice(sight.scene.body).to_string(), opened));
        // That the one hangs on the other is affirmed, whatever the consequent denies.
        claim.polarity = Polarity::Pos;
        claim.modality = Modality::Conditional;
        found.push(claim);
    }
    found
}

/// Takes the sides over from the clause of condition; `alone`: the claim rests on that clause alone, nothing of the consequent stays.
fn of_condition(sight: &Sighting, claim: &mut Claim, if_clause: usize, alone: bool) {
    let s = sight.s();
    let Some(clause) = sight.clause_at(if_clause) else { return };
    let actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
    // "are able to repel the troops": the object is the complement's.
    let below = s.children_by(if_clause, "xcomp").filter_map(|k| sight.clause_at(k)).flat_map(|c| c.patients.iter().copied());
    let target = clause.patients.iter().copied().chain(below).find_map(|p| sight.scene.actor(p));
    if !alone {
        claim.actor = actor;
        return;
    }
    if actor.is_some() || target.is_some() {
        claim.actor = actor;
        claim.target = target;
        claim.more_targets.clear();
        (claim.time, claim.place) = (None, None);
        sight.settle(claim, if_clause);
    }
}

/// "The fleet will sail, which could provoke a war": a consequence of what is itself only expected hangs on it. Gives the governing clause.
pub(super) fn leads_on(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let token = &s.tokens[clause.head];
    let causes = sight.scene.knowledge.lexicon.consequence_verbs.get(&clause.lemma).is_some();
    let which = s.children_by(clause.head, "nsubj").any(|k| s.tokens[k].lemma == "which");
    let modal = s
        .children_by(clause.head, "aux")
        .any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "will" | "would" | "could" | "might" | "may"));
    let behind = matches!(relation(token.deprel), "acl" | "advcl" | "parataxis" | "ccomp" | "conj");
    if !causes || !behind || !which || !modal {
        return None;
    }
    let mut node = clause.head;
    for _ in 0..10 {
        node = s.tokens[node].head?;
        let open = matches!(
            sight.standing(node).modality,
            Modality::Forecast | Modality::Hypothetical | Modality::Conditional | Modality::Planned | Modality::Threatened
        );
        if sight.clause_at(node).is_some() && open {
            return Some(node);
        }
    }
    None
}

fn consequence(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let above = leads_on(sight, clause)?;
    let cause = sight.clause_at(above)?;
    let span = clause_span(s, clause.head);
    let mut claim =
        sight.claim(Kind::Conditional, format!("if.{}", s.tokens[above].lemma.to_lowercase()), span, clause.head, "consequence");
    let condition = clause_span(s, above);
    claim.condition = Some(Grounded::at(condition.slice(sight.scene.body).to_string(), condition));
    claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    claim.actor = cause.agents.first().and_then(|&a| sight.scene.actor(a));
    claim.target = cause.patients.first().and_then(|&p| sight.scene.actor(p));
    claim.polarity = Polarity::Pos;
    claim.modality = Modality::Conditional;
    date_forecast(sight, &mut claim, clause.head);
    (claim.actor.is_some() || claim.target.is_some()).then_some(claim)
}
