//! Numbers of dead and hurt: rising tolls, tolls that somebody gives, and harm that befell nobody.

use tacitus_record::{Bound, Claim, Grounded, Kind, Polarity, Quantity, Style, Voice, VoiceType};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::{claim_span, noun_phrase};
use crate::quantity::{hurts_people, quantity};
use crate::sighting::Sighting;

/// Verbs by which somebody gives a number of dead.
const GIVING: [&str; 12] =
    ["put", "raise", "update", "revise", "increase", "lower", "place", "estimate", "set", "correct", "give", "count"];

/// "The ministry raised the toll to 20", "officials put the dead at 20": whose number it is.
pub(super) fn giver(sight: &Sighting, clause: &Clause, head: usize) -> Option<Grounded<Voice>> {
    let s = sight.s();
    let told = clause.patients.contains(&counted_noun(sight, head)) || counted_as(sight, clause, head).is_some();
    let gives = told && !clause.passive && GIVING.contains(&clause.lemma.as_str());
    let &agent = clause.agents.first().filter(|_| gives)?;
    // Whom a pronoun means may be unknown; it is not the author.
    let somebody = || Some(Grounded::at(tacitus_record::Actor::unknown(&s.tokens[agent].form), s.tokens[agent].span));
    let pronoun = s.tokens[agent].upos == tacitus_text::Upos::Pron;
    let actor = sight.scene.actor(agent).or_else(|| somebody().filter(|_| pronoun))?;
    let span = actor.span()?;
    let cue = Some(s.tokens[clause.head].form.clone());
    Some(Grounded::at(Voice { actor: actor.value, voice_type: VoiceType::Named, cue, style: Style::Indirect, made: true }, span))
}

/// "the toll rose to 20", "the number of dead is 20", "put the dead at eight and the wounded at 44", "gave 22 as the number of dead".
pub(super) fn toll(sight: &Sighting, clause: &Clause, head: usize, status: &str) -> Option<Grounded<Quantity>> {
    let s = sight.s();
    let named = |case: &str| matches!(case, "to" | "at");
    // "put the toll from the attack at six": the parser may hang the number from any noun below the toll.
    let nouns = |k: &usize| {
        let up = std::iter::successors(Some(*k), |&n| s.tokens[n].head.filter(|_| n != head));
        up.into_iter().all(|n| n == head || matches!(relation(s.tokens[n].deprel), "obl" | "nmod" | "acl"))
    };
    let number = |k: &usize| named(&case_of(s, *k)) && s.tokens[*k].upos == tacitus_text::Upos::Num;
    let own = s.subtree(head).into_iter().find(|k| *k > head && number(k) && nouns(k));
    let top = counted_noun(sight, head);
    let subject = clause.agents.contains(&top) || clause.patients.contains(&top);
    let number = clause.obliques.iter().find(|(p, _)| named(p)).map(|(_, n)| *n);
    let of_clause = || number.or_else(|| clause.copular.then_some(clause.head)).filter(|_| subject);
    let mut found = quantity(sight.scene, own.or_else(|| counted_as(sight, clause, head)).or_else(of_clause)?, Some(status))?;
    found.value.unit = "person".to_string();
    Some(found)
}

/// "the number of peacekeepers killed this year has risen to 14": how many they were.
pub(super) fn risen(sight: &Sighting, sufferer: usize, status: &str) -> Option<Grounded<Quantity>> {
    let top = counted_noun(sight, sufferer);
    let verb = sight.s().tokens[top].head.filter(|_| top != sufferer)?;
    toll(sight, sight.clause_at(verb)?, sufferer, status)
}

/// "gave 22 as the number of dead": the number, for the noun below.
fn counted_as(sight: &Sighting, clause: &Clause, head: usize) -> Option<usize> {
    let s = sight.s();
    let count = |n: usize| matches!(s.tokens[n].lemma.as_str(), "number" | "toll" | "count" | "total" | "figure");
    let above = s.tokens[head].head.filter(|&n| relation(s.tokens[head].deprel) == "nmod" && count(n)).unwrap_or(head);
    let named_as = case_of(s, above) == "as" && s.tokens[above].head == Some(clause.head) && count(above);
    clause.patients.first().copied().filter(|&p| named_as && s.tokens[p].upos == tacitus_text::Upos::Num)
}

/// "heavy casualties": an adjective of size in place of a number.
pub(super) fn vague(sight: &Sighting, head: usize, status: &str) -> Option<Grounded<Quantity>> {
    let s = sight.s();
    let size = s.children_by(head, "amod").find(|&k| {
        matches!(
            s.tokens[k].lemma.to_lowercase().as_str(),
            "heavy" | "significant" | "serious" | "severe" | "massive" | "large" | "numerous" | "great" | "light" | "high" | "low"
        )
    })?;
    let (_, end) = noun_phrase(s, head);
    let span = s.span_of(size, end.max(head + 1));
    Some(Grounded::at(
        Quantity {
            text: span.slice(sight.scene.body).to_string(),
            value: None,
            lo: None,
            hi: None,
            unit: "person".to_string(),
            bound: Bound::Vague,
            of: Some(s.tokens[head].form.clone()),
            status: Some(status.to_string()),
        },
        span,
    ))
}

/// "Nobody was killed", "not a single person was hurt": a toll of none, which a toll of four contradicts.
pub(super) fn none_hurt(sight: &Sighting, clause: &Clause, sufferer: usize) -> Option<Claim> {
    let s = sight.s();
    let status = sight.scene.knowledge.lexicon.casualty(&clause.lemma, "verb").filter(|status| hurts_people(status))?;
    let word = |i: usize| s.tokens[i].form.to_lowercase();
    let person = |i: usize| matches!(s.tokens[i].lemma.to_lowercase().as_str(), "one" | "people" | "person" | "soul");
    let no = |k: usize| matches!(word(k).as_str(), "no" | "not") && k < sufferer;
    let single = s.children_by(sufferer, "amod").any(|k| word(k) == "single");
    let denied = s.children(sufferer).any(no) || single && (0..sufferer).any(no);
    let first = if matches!(word(sufferer).as_str(), "nobody" | "none") {
        sufferer
    } else {
        (0..sufferer).rev().take(4).find(|&k| no(k)).filter(|_| denied && person(sufferer))?
    };
    let standing = sight.standing(clause.head);
    if standing.question || standing.antecedent || standing.figurative || standing.mere_infinitive {
        return None;
    }
    let mut claim = sight.claim(Kind::Loss, format!("loss.{status}"), claim_span(s, clause.head), clause.head, super::loss::BY_VERB);
    claim.polarity = Polarity::Neg;
    let span = s.span_of(first, sufferer + 1);
    let (none, text) = (Some(0.0), span.slice(sight.scene.body).to_string());
    let (unit, status) = ("person".to_string(), Some(status.to_string()));
    claim.quantity =
        Some(Grounded::at(Quantity { text, value: none, lo: none, hi: none, unit, bound: Bound::Exact, of: None, status }, span));
    claim.wording = Some(super::event::verb_wording(sight, clause, None));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// "the number of dead": the noun that counts what a word of harm names; the word itself where none does.
fn counted_noun(sight: &Sighting, head: usize) -> usize {
    let s = sight.s();
    let counts = |&h: &usize| matches!(s.tokens[h].lemma.as_str(), "number" | "count" | "tally" | "total" | "toll");
    s.tokens[head].head.filter(|h| case_of(s, head) == "of" && counts(h)).unwrap_or(head)
}

/// "The driver was unhurt", "all its passengers stepped off unharmed": harm that befell none of them.
pub(super) fn unhurt(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let word = s.tokens[head].form.to_lowercase();
    let is_word = matches!(word.as_str(), "unhurt" | "unharmed" | "uninjured" | "unscathed");
    let place = relation(s.tokens[head].deprel);
    let verb = s.tokens[head].head.filter(|_| matches!(place, "xcomp" | "advcl" | "advmod" | "obl" | "conj" | "acl"));
    let clause = sight
        .clause_at(head)
        .filter(|c| !c.agents.is_empty() || !c.patients.is_empty())
        .or_else(|| sight.clause_at(verb?))
        .filter(|_| is_word)?;
    let &sufferer = clause.agents.first().or(clause.patients.first())?;
    let standing = sight.standing(clause.head);
    if standing.question
        || standing.antecedent
        || standing.polarity == Polarity::Neg
        || standing.modality != tacitus_record::Modality::Actual
    {
        return None;
    }
    let counted = quantity(sight.scene, sufferer, Some("wounded")).filter(|q| q.value.unit == "person");
    let who = sight.scene.actor(sufferer);
    // A government that survives a vote unharmed was in no danger of wounds.
    let named = s.names.iter().any(|n| n.label == "PER" && n.start <= sufferer && sufferer < n.end);
    let people = named
        || sight.scene.force_sector(sufferer).is_some_and(|sector| super::event::ARMED_SECTORS.contains(&sector))
        || counted.is_some()
        || super::event::is_human(sight, sufferer);
    let mut claim = sight.claim(Kind::Loss, "loss.wounded".to_string(), claim_span(s, clause.head), clause.head, "unhurt");
    claim.mention.cue = Some(s.tokens[head].span);
    claim.polarity = Polarity::Neg;
    for (_, certain) in claim.factuality.iter_mut().filter(|(_, f)| *f == tacitus_record::Factuality::CertainPos) {
        *certain = tacitus_record::Factuality::CertainNeg;
    }
    claim.target = who.or_else(|| Some(sight.phrase(sufferer).map(|name| tacitus_record::Actor::unknown(&name))));
    sight.settle(&mut claim, clause.head);
    people.then_some(claim)
}
