//! What a verb does to those it harms, and whether they are its subject or its object.

use tacitus_text::Upos;

use crate::clause::{Clause, case_of};
use crate::kinds::event::{ARMED_SECTORS, is_event_noun};
use crate::quantity::quantity;
use crate::sighting::Sighting;

/// "The ambush cost four officers and a driver their lives": they. Parsers take the lives for an object or an apposition.
pub(super) fn whose_lives(sight: &Sighting, clause: &Clause) -> Vec<usize> {
    let s = sight.s();
    let lives = |&p: &usize| matches!(s.tokens[p].form.as_str(), "lives" | "life") && s.children_by(p, "nmod:poss").next().is_some();
    let beside = |&p: &usize| lives(&p) || s.children_by(p, "appos").any(|k| lives(&k));
    if clause.lemma != "cost" || !clause.patients.iter().any(beside) {
        return Vec::new();
    }
    clause.recipient.into_iter().chain(clause.patients.iter().copied().filter(|p| !lives(p))).collect()
}

/// "The battle cost the regiment four men": whose the men were, and they.
pub(super) fn cost_to(sight: &Sighting, clause: &Clause) -> Option<(usize, usize)> {
    let s = sight.s();
    let objects: Vec<usize> = clause.recipient.into_iter().chain(s.children_by(clause.head, "obj")).collect();
    let &[side, men] = objects.as_slice() else { return None };
    let counted = quantity(sight.scene, men, None).is_some_and(|q| q.value.unit == "person");
    (clause.lemma == "cost" && !clause.passive && counted && s.tokens[men].form != "lives" && side < men).then_some((side, men))
}

/// "Two soldiers fell in the fighting at Morva."
pub(super) fn falls(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    // Governments and ministers fall otherwise.
    let somebody = |&a: &usize| {
        sight.scene.force_sector(a).is_some_and(|sector| ARMED_SECTORS.contains(&sector))
            || matches!(s.tokens[a].lemma.as_str(), "man" | "woman" | "volunteer")
            || s.tokens[a].upos == Upos::Num
    };
    let fought = |n: usize| is_event_noun(sight, n) || matches!(s.tokens[n].lemma.as_str(), "action" | "defence" | "defense" | "war");
    clause.lemma == "fall"
        && !clause.passive
        && clause.agents.first().is_some_and(somebody)
        && s.children_by(clause.head, "xcomp").next().is_none()
        && clause.obliques.iter().all(|(case, n)| fought(*n) || matches!(case.as_str(), "at" | "on" | "near" | "outside"))
        && clause.obliques.iter().any(|(case, n)| matches!(case.as_str(), "in" | "during") && fought(*n))
}

/// Verbs of dying and fleeing hurt their subject, also where an object says what is fled ("fled the town").
pub(super) fn hurts_subject(sight: &Sighting, clause: &Clause) -> bool {
    if loses_lives(sight, clause) || falls(sight, clause) || needs_care(sight, clause) {
        return true;
    }
    let status = sight.scene.knowledge.lexicon.casualty(&clause.lemma, "verb");
    let flees = status == Some("displaced") && matches!(clause.lemma.as_str(), "flee" | "leave" | "escape" | "abandon");
    // "shot dead Judge Ann Oak", where the tree lost the object: nobody dies by it but the one shot.
    let done_to = clause.lemma.ends_with(" dead") || clause.lemma.ends_with(" down");
    !clause.passive && !done_to && (clause.patients.is_empty() || flees)
}

/// "Nine people lost their lives."
pub(super) fn loses_lives(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let own = |&p: &usize| s.tokens[p].lemma == "life" && s.children_by(p, "nmod:poss").next().is_some();
    clause.lemma == "lose" && !clause.passive && clause.patients.first().is_some_and(own)
}

/// "Six marchers required treatment for burns", "needed hospital care".
pub(super) fn needs_care(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let care = |&p: &usize| matches!(s.tokens[p].lemma.as_str(), "treatment" | "care" | "surgery" | "hospitalisation" | "hospitalization");
    matches!(clause.lemma.as_str(), "need" | "require" | "receive" | "undergo")
        && !clause.passive
        && clause.patients.first().is_some_and(care)
        && hurt_rather_than_ill(sight, clause)
}

/// A word for a wound: "injuries", "burns".
pub(super) fn is_wound(sight: &Sighting, noun: usize) -> bool {
    let token = &sight.s().tokens[noun];
    let word = |w: &str| sight.scene.knowledge.lexicon.casualty(w, "noun") == Some("wounded");
    word(&token.lemma.to_lowercase()) || word(&token.form.to_lowercase()) || matches!(token.lemma.as_str(), "burn" | "shock" | "smoke")
}

/// Whether the words around care speak of harm: no purpose ("to remove cataracts"), no illness ("for malaria"), and violence in the sentence.
pub(super) fn hurt_rather_than_ill(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let purpose =
        s.children_by(clause.head, "advcl").chain(s.children_by(clause.head, "xcomp")).any(|k| crate::clause::is_infinitive(s, k));
    let under =
        clause.patients.iter().flat_map(|&p| s.children_by(p, "nmod")).filter(|&k| matches!(case_of(s, k).as_str(), "for" | "with" | "in"));
    let said: Vec<usize> = clause
        .obliques
        .iter()
        .filter(|(c, _)| matches!(c.as_str(), "for" | "with" | "in"))
        .map(|(_, n)| *n)
        .chain(under)
        .filter(|&n| !sight.times.iter().any(|t| (t.range.0..t.range.1).contains(&n)) && sight.place_at(n).is_none())
        .collect();
    !purpose && (said.iter().any(|&n| is_wound(sight, n)) || said.is_empty() && (sight.violent_sentence() || sight.armed_article))
}

/// What a verb does to those it harms.
pub(super) fn harm_status<'a>(sight: &'a Sighting, clause: &Clause) -> Option<&'a str> {
    let lives = |p: &usize| sight.s().tokens[*p].form == "lives";
    let takes = matches!(clause.lemma.as_str(), "claim" | "take" | "cost") && clause.patients.first().is_some_and(lives);
    if loses_lives(sight, clause) || takes || falls(sight, clause) || !whose_lives(sight, clause).is_empty() {
        return Some("killed");
    }
    if needs_care(sight, clause) {
        return Some("wounded");
    }
    if cost_to(sight, clause).is_some() {
        return Some("casualties");
    }
    let lexicon = &sight.scene.knowledge.lexicon;
    // "drove 300,000 people from their homes".
    let home = |n: usize| matches!(sight.s().tokens[n].lemma.to_lowercase().as_str(), "home" | "house" | "village" | "land" | "town");
    let driven = clause.obliques.iter().filter(|(case, n)| matches!(case.as_str(), "from" | "out of") && home(*n));
    // "drove 40 pupils from their homes to school".
    let carried = clause.oblique("to").is_some() && clause.lemma == "drive" && !sight.violent_sentence();
    let driven =
        driven.filter(|_| !carried).filter_map(|(case, _)| lexicon.casualty(&format!("{} {case} home", clause.lemma), "verb")).next();
    if driven.is_some() {
        return driven;
    }
    // "were taken to hospital with injuries", "are being treated for wounds".
    let wounds = |i: usize| is_wound(sight, i);
    let hurt = |words: &str| clause.passive && clause.oblique(words).is_some_and(wounds);
    let treated = match clause.lemma.as_str() {
        "treat" => hurt("for"),
        "take" | "rush" | "admit" | "evacuate" | "bring" | "airlift" => hurt("with|for"),
        _ => false,
    };
    // "treated 31 injured people", "took in sixteen people with wounds", "received nine miners with gunshot wounds".
    let with_wounds = |&p: &usize| {
        let s = sight.s();
        let hurt = |k: usize| matches!(s.tokens[k].form.to_lowercase().as_str(), "injured" | "wounded" | "hurt");
        s.children_by(p, "amod").any(hurt) || s.children_by(p, "nmod").any(|k| case_of(s, k) == "with" && wounds(k))
    };
    // "were taken to hospital".
    let to_hospital = clause.passive
        && matches!(clause.lemma.as_str(), "take" | "rush" | "airlift" | "evacuate" | "admit")
        && hurt_rather_than_ill(sight, clause)
        && !clause.patients.iter().any(|&p| matches!(sight.s().tokens[p].lemma.as_str(), "body" | "corpse"))
        && clause.oblique("to|into").is_some_and(|n| matches!(sight.s().tokens[n].lemma.as_str(), "hospital" | "hospitals" | "clinic"));
    let treated = treated || to_hospital;
    // "received 12 wounded soldiers at his palace": none but a hospital takes in the newly hurt.
    let healers = |&a: &usize| {
        let token = &sight.s().tokens[a];
        token.upos == Upos::Pron || lexicon.is_of_class("healer", &token.lemma.to_lowercase())
    };
    let treated = treated
        || takes_in(clause) && (clause.lemma == "treat" || clause.agents.iter().any(healers)) && clause.patients.iter().any(with_wounds);
    if treated { Some("wounded") } else { lexicon.casualty(&clause.lemma, "verb") }
}

/// "treated 31 injured people", "took in sixteen people with wounds".
pub(super) fn takes_in(clause: &Clause) -> bool {
    matches!(clause.lemma.as_str(), "treat" | "admit" | "receive" | "take in" | "care")
}
