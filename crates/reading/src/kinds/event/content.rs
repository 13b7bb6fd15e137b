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
    // "shot at each other": no third thing.
    let mutual = |t: &&usize| {
        matches!(sight.s().tokens[**t].lemma.as_str(), "each" | "another")
            || sight.s().children_by(**t, "det").any(|k| sight.s().tokens[k].lemma == "each")
    };
    let targets: Vec<usize> = targets.iter().filter(|t| !mutual(t)).copied().collect();
    let targets = targets.as_slice();
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
    bounded(sight, claim, clause, entry);
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

/// "the largest bridge crossing the river", "closed its airspace to bombers", "bans parties from holding meetings": what says which, and
/// from what, belongs to the thing, or the claim would say more than its source.
fn bounded(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry) {
    let s = sight.s();
    let Some(&patient) = clause.patients.first().filter(|&&p| p > clause.head && s.tokens[p].upos != Upos::Pron) else { return };
    let start = noun_phrase(s, patient).0;
    let holds_back = matches!(entry.plover_type.as_str(), "COERCE" | "SANCTION" | "REJECT");
    let limit = |&k: &usize| {
        let from = match relation(s.tokens[k].deprel) {
            "advcl" | "xcomp" => s.children_by(k, "mark").any(|m| s.tokens[m].form == "from"),
            "obl" => matches!(case_of(s, k).as_str(), "from" | "to"),
            _ => false,
        };
        holds_back && k > patient && from && sight.place_at(k).is_none() && s.tokens[k].deprel != "obl:agent"
    };
    let defines = |&k: &usize| {
        let first = s.subtree(k).first().copied().unwrap_or(k);
        // Taggers take "crossing" for a noun.
        let participle = matches!(s.tokens[k].xpos, "VBG" | "VBN") || s.tokens[k].form.ends_with("ing");
        s.tokens[k].deprel == "acl" && participle && first > patient && s.tokens[first - 1].form != ","
    };
    let Some(part) = s.children(clause.head).find(limit).or_else(|| s.children_by(patient, "acl").find(defines)) else { return };
    let below = s.subtree(part);
    // To the first comma: what follows it only adds.
    let last = below.iter().copied().take_while(|&i| i <= part || s.tokens[i].form != ",").last().unwrap_or(part);
    let from = match (&claim.object, &claim.target) {
        (Some(object), _) if object.span().is_some_and(|o| o.contains(s.tokens[patient].span)) => start,
        // The one held back is the target: from what is the object.
        (None, Some(target)) if target.span().is_some_and(|t| t.overlaps(s.tokens[patient].span)) => below.first().copied().unwrap_or(part),
        _ => return,
    };
    if from <= last {
        let span = s.span_of(from, last + 1);
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
}

/// "opened fire on a road", "set fire to the mosque": such a verb is nothing without its noun, wherever the object ended up.
pub(super) fn with_its_noun(sight: &Sighting, claim: &mut Claim, clause: &Clause) {
    let s = sight.s();
    let light = matches!(clause.lemma.as_str(), "open" | "set" | "return" | "exchange");
    let fire = clause.patients.iter().find(|&&p| light && s.tokens[p].form == "fire").map(|&p| s.tokens[p].span);
    // Of "opened fire on the patrol" the patrol is all that is left to say.
    if claim.target.is_some() && claim.object.as_ref().is_some_and(|o| o.span() == fire) {
        claim.object = None;
    }
    let told = claim.object.as_ref().and_then(Grounded::span).zip(fire).is_some_and(|(object, fire)| object.contains(fire));
    if let (Some(Wording::Verb { infinitive, .. }), Some(_), false) = (&mut claim.wording, fire, told) {
        infinitive.push_str(" fire");
    }
}

/// The clause, infinitive or participle that is asked, promised, refused, where no noun says it.
fn said_of(sight: &Sighting, claim: &mut Claim, clause: &Clause, entry: &Entry) {
    let s = sight.s();
    let head = clause.head;
    // "accused each other of shelling", "accused the other of lying": whom, and not what.
    let other = |o: &Grounded<String>| matches!(o.value.to_lowercase().as_str(), "each other" | "one another" | "other" | "others");
    let pronoun = |o: &Grounded<String>| other(o) || s.tokens.iter().any(|t| Some(t.span) == o.span() && t.upos == Upos::Pron);
    if claim.object.as_ref().is_some_and(|o| !pronoun(o)) {
        return;
    }
    let to = |k: usize| s.children_by(k, "mark").any(|m| s.tokens[m].form == "to");
    // "accused of having organised it".
    let having = |k: usize| s.children_by(k, "aux").any(|a| s.tokens[a].form.eq_ignore_ascii_case("having"));
    // "accusing them of crimes".
    let of_what = (entry.plover_type == "ACCUSE").then(|| clause.oblique("of|for")).flatten();
    let asked = s.children(head).find(|&k| match relation(s.tokens[k].deprel) {
        "xcomp" | "ccomp" => true,
        "advcl" => k > head && (s.tokens[k].xpos == "VBG" || to(k) || having(k)),
        _ => false,
    });
    let named = (entry.plover_type == "REQUEST").then(|| clause.oblique("for")).flatten();
    // "called for talks, saying it was time": the participle after a comma is no part of the call.
    let asked = asked.filter(|&k| named.is_none() || relation(s.tokens[k].deprel) != "advcl");
    if let Some(span) = asked.map(|k| subtree_span(s, k)).or_else(|| named.or(of_what).map(|k| full_noun_span(s, k))) {
        // "each other of shelling": whom and what in one.
        let whom = claim.object.as_ref().filter(|o| other(o)).and_then(Grounded::span);
        let span = whom.map_or(span, |whom| whom.cover(span));
        claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    }
}

/// Where the slot of the target holds no actor: "In response, the army launched strikes" is about the strikes, and of "fired three mortars
/// at the settlement", "launched strikes against the airfield" both belong to what was done.
fn beside_the_target(sight: &Sighting, claim: &mut Claim, clause: &Clause, targets: &[usize]) {
    let s = sight.s();
    let (Some(&patient), Some(&at)) = (clause.patients.first(), targets.first()) else { return };
    let beside = clause.obliques.iter().any(|(_, n)| *n == at) || s.tokens[at].head == Some(patient);
    // "launched missiles at a Karskian jet": whose the jet is does not tell what was launched.
    let thing = claim
        .object
        .as_ref()
        .and_then(Grounded::span)
        .is_some_and(|o| o.contains(s.tokens[at].span) && !o.contains(s.tokens[patient].span));
    if claim.target.is_some() && !thing || !beside {
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
