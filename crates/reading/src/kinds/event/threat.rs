//! What is threatened, on what condition and until when, and who cannot threaten.

use tacitus_record::{Claim, Grounded, Kind, Polarity, Threat, ThreatStatus};

use super::slots::is_human;
use crate::clause::{Clause, case_of, is_infinitive, relation};
use crate::ontology::Entry;
use crate::phrase::clause_span;
use crate::sighting::Sighting;

/// Whether a verb with a threat's frame threatens nobody: nobody speaks, or nobody in particular, or nothing is said of what or whom.
pub(super) fn is_empty(sight: &Sighting, clause: &Clause, entry: &Entry) -> bool {
    if entry.kind != Kind::Threat || suffered(sight, clause, entry) {
        return false;
    }
    if clause.agents.first().is_none_or(|&a| crate::standing::is_generic(sight.s(), top_noun(sight, a))) {
        return true;
    }
    // "threatening the ceasefire": who does not say what he will do, nor to whom, threatens nobody.
    let unsaid = !sight.s().children(clause.head).any(|k| threatened(sight, k));
    let nobody = !clause.patients.is_empty() && clause.patients.iter().all(|&p| sight.scene.actor(p).is_none());
    entry.pattern.obj.is_empty() && unsaid && nobody && clause.oblique("with").is_none()
}

/// "the judge was threatened", "officials received threats": told by who suffers it, whoever threatens.
pub(super) fn suffered(sight: &Sighting, clause: &Clause, entry: &Entry) -> bool {
    let human = |list: &[usize]| list.iter().any(|&i| is_human(sight, i) && sight.scene.actor(i).is_some());
    let passive = clause.passive && clause.agents.is_empty() && human(&clause.patients);
    passive || entry.pattern.target.iter().any(|t| t == "subj") && human(&clause.agents)
}

/// Whether a noun is what somebody is threatened with: "threatened him with death".
pub(super) fn is_content(sight: &Sighting, noun: usize) -> bool {
    let s = sight.s();
    let threatens = |v: usize| {
        let entries = sight.scene.knowledge.ontology.entries(crate::ontology::Trigger::Verb, &s.tokens[v].lemma.to_lowercase());
        entries.iter().any(|e| e.kind == Kind::Threat)
    };
    case_of(s, noun) == "with" && s.tokens[noun].head.is_some_and(threatens)
}

/// Predicate of threats that say what is to be done and by when (CAMEO 139).
const ULTIMATUM: &str = "threaten.ultimatum";

/// Fills [`Claim::threat`] and whom it concerns.
pub(super) fn fill(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    let act = s
        .children(head)
        .find(|&k| threatened(sight, k))
        .map(|k| clause_span(s, k).slice(sight.scene.body).to_string())
        .or_else(|| claim.object.as_ref().map(|o| o.value.clone()))
        .unwrap_or_else(|| claim.mention.span.slice(sight.scene.body).to_string());
    let act_token = s.children(head).find(|&k| threatened(sight, k));
    // "the south could be shelled, the general warns": what is threatened stands before the tag.
    let before = s.tokens[head].head.filter(|&h| relation(s.tokens[head].deprel) == "parataxis" && h < head);
    if let (None, Some(k)) = (&claim.object, act_token.filter(|&k| k < head).or(before)) {
        let span = clause_span(s, k);
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
    if claim.condition.is_none() {
        claim.condition = act_token.and_then(|k| sight.standing(k).condition);
    }
    if let (None, Some(whom)) = (&claim.target, act_token.and_then(|k| sight.clause_at(k)).and_then(|c| c.patients.first().copied())) {
        claim.target = sight.scene.actor(whom);
    }
    // "gave them a day to leave": what is asked for, whatever follows if it is not done.
    let asked = act_token.filter(|_| claim.predicate == ULTIMATUM).map(|k| clause_span(s, k));
    if let Some(span) = asked {
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        claim.wording = None;
    }
    let status = if claim.polarity == Polarity::Neg { ThreatStatus::Denied } else { ThreatStatus::Open };
    // The deadline is a time of the deed or of its condition, never the day on which it was threatened.
    let of_deed = |t: &crate::when_where::Attached<tacitus_record::Moment>| {
        act_token.is_some_and(|k| s.subtree(k).contains(&t.token))
            || claim.condition.as_ref().and_then(Grounded::span).zip(t.value.span()).is_some_and(|(c, t)| c.contains(t))
            // "gave the garrison until Friday": an ultimatum has no time but its term.
            || claim.predicate == ULTIMATUM && t.owners.first() == Some(&head) && matches!(case_of(s, t.token).as_str(), "until" | "till" | "by")
    };
    let deadline = sight.times.iter().find(|t| of_deed(t)).and_then(|t| t.value.value.end_hi);
    let condition = claim.condition.clone().or_else(|| claim.object.clone().filter(|_| asked.is_some()));
    claim.threat = Some(Threat { act, condition, deadline, status });
}

/// Whether a token below a threat is the deed threatened.
pub(super) fn threatened(sight: &Sighting, k: usize) -> bool {
    let s = sight.s();
    matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp" | "acl") || (relation(s.tokens[k].deprel) == "advcl" && is_infinitive(s, k))
}

/// The noun whose determiner tells whether somebody in particular is meant.
fn top_noun(sight: &Sighting, agent: usize) -> usize {
    let s = sight.s();
    let mut node = agent;
    while let Some(up) = s.tokens[node].head.filter(|_| matches!(relation(s.tokens[node].deprel), "compound" | "flat" | "nmod")) {
        node = up;
    }
    node
}
