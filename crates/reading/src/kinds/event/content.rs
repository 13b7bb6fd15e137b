//! What a verb is about beside who and whom: the thing done to, asked, promised or refused, in the words of the text.

use tacitus_record::{Actor, Claim, Grounded, Kind, Wording};
use tacitus_text::Upos;

use super::slots::{is_human, starts_with_pronoun, whole_object};
use crate::clause::{Clause, case_of, relation};
use crate::ontology::Entry;
use crate::phrase::{full_noun_span, noun_phrase, subtree_span};
use crate::sighting::Sighting;

/// Fills the object of a claim whose actors are known; `targets` are the tokens of its target slot.
pub(super) fn fill(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry, targets: &[usize]) {
    if let (Some(&target), None, None) = (targets.first(), &claim.object, &claim.target) {
        claim.object = Some(sight.phrase(target));
    }
    if let (Some(&patient), None) = (clause.patients.first(), &claim.object)
        && !targets.contains(&patient)
    {
        claim.object = Some(sight.phrase(patient));
    }
    // What is asked, promised, refused: the words of the infinitive or clause, and a noun with all that belongs to it.
    if matches!(entry.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE" | "SUPPORT" | "CONSULT") {
        whole_object(sight, claim, clause);
    }
    if matches!(entry.plover_type.as_str(), "REQUEST" | "AGREE" | "REJECT" | "ACCUSE" | "THREATEN") {
        said_of(sight, claim, clause, entry);
    }
    asked_of(sight, claim, clause, entry);
    beside_the_target(sight, claim, clause, targets);
    whose(sight, claim, clause, entry, targets);
    // "claimed responsibility for the attack": what for is what is claimed.
    if entry.predicate == "claim-responsibility" {
        let s = sight.s();
        let below = |&p: &usize| s.children_by(p, "nmod").find(|&k| case_of(s, k) == "for");
        if let Some(deed) = clause.oblique("for").or_else(|| clause.patients.first().and_then(below)) {
            claim.object = Some(sight.phrase(deed));
        }
    }
}

/// "demands that Karsk grant access", "urges the release of prisoners by Karsk": who is to do it is asked.
fn asked_of(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry) {
    if entry.plover_type != "REQUEST" || claim.target.is_some() {
        return;
    }
    let s = sight.s();
    let wanted = s.children_by(clause.head, "ccomp").filter_map(|k| sight.clause_at(k)).filter(|c| !c.borrowed_subject && !c.passive);
    let subject = wanted.filter_map(|c| c.agents.first().copied()).next();
    let of_noun = clause.patients.iter().flat_map(|&p| s.children_by(p, "nmod")).find(|&k| case_of(s, k) == "by");
    let other = |a: &Grounded<Actor>| claim.actor.as_ref().is_none_or(|own| own.value.key() != a.value.key());
    claim.target = subject.or(of_noun).and_then(|k| sight.scene.actor(k)).filter(other);
}

/// The clause, infinitive or participle that is asked, promised, refused, where no noun says it.
fn said_of(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry) {
    let s = sight.s();
    let head = clause.head;
    let pronoun = |o: &Grounded<String>| s.tokens.iter().any(|t| Some(t.span) == o.span() && t.upos == Upos::Pron);
    if claim.object.as_ref().is_some_and(|o| !pronoun(o)) {
        return;
    }
    let to = |k: usize| s.children_by(k, "mark").any(|m| s.tokens[m].form == "to");
    let asked = s.children(head).find(|&k| match relation(s.tokens[k].deprel) {
        "xcomp" | "ccomp" => true,
        "advcl" => k > head && (s.tokens[k].xpos == "VBG" || to(k)),
        _ => false,
    });
    let named = (entry.plover_type == "REQUEST").then(|| clause.oblique("for")).flatten();
    // "called for talks, saying it was time": the participle after a comma is no part of the call.
    let asked = asked.filter(|&k| named.is_none() || relation(s.tokens[k].deprel) != "advcl");
    if let Some(span) = asked.map(|k| subtree_span(s, k)).or_else(|| named.map(|k| full_noun_span(s, k))) {
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
}

/// Where the slot of the target holds no actor: "In response, the army launched strikes" is about the strikes, and of "fired three mortars
/// at the settlement", "launched strikes against the airfield" both belong to what was done.
fn beside_the_target(sight: &Sighting, claim: &mut Claim, clause: &Clause, targets: &[usize]) {
    let s = sight.s();
    let (Some(&patient), Some(&at)) = (clause.patients.first(), targets.first()) else { return };
    let beside = clause.obliques.iter().any(|(_, n)| *n == at) || s.tokens[at].head == Some(patient);
    if claim.target.is_some() || !beside {
        return;
    }
    if at < patient {
        claim.object = Some(sight.phrase(patient));
    } else if patient < at {
        let last = crate::clause::coordinated(s, at).into_iter().max().unwrap_or(at);
        let span = s.span_of(noun_phrase(s, patient).0, noun_phrase(s, last).1);
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
}

/// Words and help are for somebody by way of what they are about: "rejected an Ormian ultimatum", "renewed aid for Karsk", "dismissed an
/// appeal from the president".
fn whose(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry, targets: &[usize]) {
    let s = sight.s();
    let by_way = ["AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "ACCUSE", "REJECT", "PROTEST", "SANCTION"];
    if claim.target.is_some() || !by_way.contains(&entry.plover_type.as_str()) {
        return;
    }
    let things = || targets.iter().chain(&clause.patients).copied().filter(|&i| sight.scene.actor(i).is_none() && !is_human(sight, i));
    let under = |i: usize| {
        let to_them = |k: &usize| matches!(case_of(s, *k).as_str(), "to" | "for" | "with" | "against" | "from" | "by");
        s.children_by(i, "nmod").filter(to_them).find_map(|k| sight.scene.actor(k))
    };
    let owned = |i: usize| sight.owner(i).filter(|o| !starts_with_pronoun(sight, o));
    let own = |a: &Grounded<Actor>| claim.actor.iter().chain(&claim.more_actors).any(|b| b.value.key() == a.value.key());
    // "promised to send grain to Karsk", "refused to meet the envoy": whom the promised or refused deed would be done to.
    let deed = s.children_by(clause.head, "xcomp").find_map(|k| sight.clause_at(k));
    let of_deed = |deed: &Clause| {
        let direct = deed.patients.iter().chain(&deed.recipient).find_map(|&i| sight.scene.actor(i));
        let to = || deed.oblique("to|for|with|against").and_then(|i| sight.scene.actor(i));
        direct.or_else(to).or_else(|| deed.patients.iter().find_map(|&i| under(i)))
    };
    let in_words = matches!(entry.plover_type.as_str(), "AGREE" | "REJECT");
    let found = things().find_map(|i| under(i).or_else(|| owned(i))).or_else(|| deed.filter(|_| in_words).and_then(of_deed));
    claim.target = found.filter(|a| !own(a));
}

/// Where nothing but the doer was found, the predicate in its own words says what the slots do not.
pub(super) fn in_own_words(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry) {
    let bare = claim.target.is_none() && claim.object.is_none() && claim.instrument.is_none() && claim.quantity.is_none();
    let vague = matches!(entry.plover_type.as_str(), "COOPERATE" | "RETREAT" | "SANCTION" | "CONCEDE" | "REQUEST" | "AGREE" | "CONSULT")
        && claim.kind == Kind::Event;
    if !(bare | vague) || claim.actor.is_none() || clause.passive {
        return;
    }
    let predicate = crate::kinds::state::predicate_span(sight, clause);
    let words = predicate.slice(sight.scene.body);
    // Words that break off ("declares a") say nothing.
    let last = sight.s().tokens.iter().rev().find(|t| predicate.contains(t.span));
    let broken = last.is_some_and(|t| matches!(t.upos, Upos::Det | Upos::Adp | Upos::Sconj));
    if words.split_whitespace().count() > 1 && !broken {
        claim.object = Some(Grounded::at(words.to_string(), predicate));
        claim.wording = Some(Wording::Phrase);
    }
}
