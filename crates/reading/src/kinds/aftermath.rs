//! What a deed brought lies where the deed lies, and is its doers': "raided Dioura, killing six", "a raid on Dioura, where six died".

use std::collections::BTreeMap;

use tacitus_record::{Claim, Grounded, Kind, Modality, Place, PlacePrecision, Polarity};

use crate::clause::{case_of, relation};
use crate::phrase::follows_comma;
use crate::sighting::{Sighting, is_place_preposition};
use crate::when_where::Attached;

/// Gives deeds and losses without a place, and losses without a doer, those of the deed they are told as a part or consequence of.
pub fn complete(sight: &Sighting, claims: &mut [Claim]) {
    let done = |c: &Claim| {
        matches!(c.modality, Modality::Actual | Modality::Ongoing) && c.mention.rules.first().is_none_or(|r| r != super::loss::CARE)
    };
    for claim in claims.iter_mut().filter(|c| c.place.is_none() && is_physical(c) && done(c)) {
        if let Some(place) = cue(sight, claim).and_then(|head| of_doers(sight, head)) {
            claim.place = Some(sight.beside(place));
            claim.mention.rules.push("lies where its doers are".to_string());
        }
    }
    take_over(sight, claims);
    // A described place is worth less than a named one that the deed lies at.
    for claim in claims.iter_mut().filter(|c| c.place.is_none() && is_physical(c)) {
        if let Some(place) = cue(sight, claim).and_then(|head| crate::described::place_of(sight, head, &claim.predicate)) {
            claim.place = Some(place);
            claim.mention.rules.push("place by its description".to_string());
        }
    }
    take_over(sight, claims);
    take_doers(sight, claims);
}

/// The token that a claim's cue is.
fn cue(sight: &Sighting, claim: &Claim) -> Option<usize> {
    sight.s().tokens.iter().position(|t| Some(t.span) == claim.mention.cue)
}

/// Gives claims without a place that of the deed they tell the outcome of.
fn take_over(sight: &Sighting, claims: &mut [Claim]) {
    let mut known: BTreeMap<usize, Grounded<Place>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| is_physical(c) && c.polarity == Polarity::Pos) {
        if let (Some(head), Some(place)) = (cue(sight, claim), &claim.place) {
            // Whither they advanced is not where they got.
            if !place.value.text.to_lowercase().starts_with("toward") {
                known.entry(head).or_insert_with(|| place.clone());
            }
        }
    }
    for claim in claims.iter_mut().filter(|c| c.place.is_none() && is_physical(c)) {
        let Some(head) = cue(sight, claim) else { continue };
        let found = named_by_where(sight, head)
            .map(|p| sight.beside(p))
            .or_else(|| deeds_before(sight, head).into_iter().find_map(|deed| known.get(&deed).cloned()));
        if let Some(place) = found {
            claim.place = Some(place);
            claim.mention.rules.push("lies where its deed lies".to_string());
        }
    }
}

/// "a bomber blew up his car, killing nine and wounding eight": whoever did the deed did that as well.
fn take_doers(sight: &Sighting, claims: &mut [Claim]) {
    // Of two sides that clash nobody says which did the harm.
    let of_doers = |c: &Claim| is_physical(c) && c.actor.is_some() && c.predicate != "assault.clash";
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, claim) in claims.iter().enumerate().filter(|(_, c)| of_doers(c)) {
        if let Some(head) = cue(sight, claim) {
            known.entry(head).or_insert(number);
        }
    }
    for number in 0..claims.len() {
        let harm = &claims[number];
        let bare = harm.kind == Kind::Loss && is_physical(harm) && harm.actor.is_none() && harm.instrument.is_none();
        let deed = cue(sight, harm).filter(|_| bare).and_then(|head| deed_of_participle(sight, head)).and_then(|deed| known.get(&deed));
        let Some(deed) = deed.map(|&deed| &claims[deed]) else { continue };
        let (actor, more, hedges) = (deed.actor.clone(), deed.more_actors.clone(), deed.hedges.clone());
        let key = actor.as_ref().map(|a| a.value.key());
        if harm.target.as_ref().map(|t| t.value.key()) == key {
            continue;
        }
        let harm = &mut claims[number];
        (harm.actor, harm.more_actors) = (actor, more);
        // "Suspected rebels raided the camp, killing six": so are those who killed.
        let new = hedges.into_iter().filter(|h| harm.hedges.iter().all(|own| own.span() != h.span()));
        let new: Vec<Grounded<String>> = new.collect();
        harm.hedges.extend(new);
        harm.mention.rules.push("done by who did its deed".to_string());
    }
}

/// Deeds that people feel on the spot, and what they cost; words are said anywhere.
fn is_physical(claim: &Claim) -> bool {
    let coded = claim.event.as_ref().is_some_and(|e| matches!(e.plover_type.as_str(), "ASSAULT" | "COERCE" | "PROTEST"));
    let told = ["assault.", "coerce.", "protest."].iter().any(|p| claim.predicate.starts_with(p));
    match claim.kind {
        // Whence people fled is one thing, where they were made homeless another.
        Kind::Loss => claim.predicate != "loss.displaced" || claim.mention.rules.first().is_some_and(|rule| rule != super::loss::BY_VERB),
        Kind::Control => claim.predicate == "control.take",
        Kind::Event => coded || told,
        _ => false,
    }
}

/// "Police in Kano used tear gas": people who are told of as being somewhere do it there. A government or command acts from its seat, a state's
/// people ("rebels in Yemen fired at a ship") beyond it, and what is planned or threatened has no place yet.
fn of_doers<'s>(sight: &'s Sighting, head: usize) -> Option<&'s Attached<Place>> {
    let s = sight.s();
    let clause = sight.clause_at(head).filter(|c| !c.passive && !c.borrowed_subject)?;
    let &[agent] = clause.agents.as_slice() else { return None };
    let of_agent = s.subtree(agent);
    let elsewhere = sight.places.iter().any(|p| p.owners.contains(&head) && sight.is_location(p) && !of_agent.contains(&p.token));
    let on_the_spot = sight.scene.knowledge.lexicon.is_of_class("on the spot", &s.tokens[agent].lemma.to_lowercase());
    if elsewhere || !on_the_spot {
        return None;
    }
    let here = |p: &&Attached<Place>| {
        let fine = !matches!(p.value.value.precision, PlacePrecision::Country | PlacePrecision::Region | PlacePrecision::Province);
        let top = top_of_phrase(sight, p.token, agent);
        fine && top.is_some_and(|n| matches!(case_of(s, n).as_str(), "in" | "at" | "near" | "outside")) && sight.is_location(p)
    };
    sight.places.iter().filter(here).find(|p| !sight.one_of_several(p))
}

/// Of the nouns from a place's name up to the noun that it stands under, the last one below it: "Police in the Chadian capital, N'Djamena".
fn top_of_phrase(sight: &Sighting, token: usize, noun: usize) -> Option<usize> {
    let s = sight.s();
    let path: Vec<usize> = std::iter::successors(Some(token), |&n| s.tokens[n].head).take(4).take_while(|&n| n != noun).collect();
    let &last = path.last()?;
    let named = path.iter().all(|&n| n == last || matches!(relation(s.tokens[n].deprel), "appos" | "flat") || case_of(s, n) == "of");
    (named && s.tokens[last].head == Some(noun) && relation(s.tokens[last].deprel) == "nmod").then_some(last)
}

/// The first of verbs joined with one another, by which they hang in the sentence.
fn first_of(sight: &Sighting, head: usize) -> usize {
    let s = sight.s();
    std::iter::successors(Some(head), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel == "conj")).take(4).last().unwrap_or(head)
}

/// "shelled the town, killing six", "raided the camp and killed six", "killed when a mine went off": the deed of which the verb tells the
/// outcome.
fn deeds_before(sight: &Sighting, head: usize) -> Vec<usize> {
    let s = sight.s();
    let participle = deed_of_participle(sight, head);
    // "raided the village and killed six farmers": one after the other by the same people, where the second names nobody else.
    let verb = |n: usize| s.tokens[n].upos == tacitus_text::Upos::Verb;
    let joined = s.tokens[head].head.filter(|&first| s.tokens[head].deprel == "conj" && verb(head) && verb(first));
    let own = |k: usize| match relation(s.tokens[k].deprel) {
        "nsubj" | "advcl" => true,
        "obl" => {
            !follows_comma(s, k) && is_place_preposition(&case_of(s, k)) && !sight.times.iter().any(|t| (t.range.0..t.range.1).contains(&k))
        }
        _ => false,
    };
    // "raided a mosque in Lyon and later shot an imam".
    let later = |k: usize| {
        let apart = matches!(s.tokens[k].lemma.as_str(), "later" | "afterwards" | "subsequently" | "eventually" | "elsewhere" | "earlier");
        apart || s.children(k).any(|n| s.tokens[n].lemma == "later")
    };
    // "raided Miresk on Monday and kidnapped six on Thursday".
    let dated = |n: usize| sight.times.iter().any(|t| t.owners.first() == Some(&n));
    let apart = |first: usize| s.children(head).any(|k| own(k) || later(k)) || dated(head) && dated(first);
    let shared = joined.filter(|&first| !apart(first));
    participle.into_iter().chain(shared).chain(sight.deeds_told_with(head)).collect()
}

/// "shelled the town, killing six": the deed behind which the participle stands.
fn deed_of_participle(sight: &Sighting, head: usize) -> Option<usize> {
    let s = sight.s();
    let first = first_of(sight, head);
    let bare = s.children_by(first, "mark").next().is_none() && s.children_by(first, "case").next().is_none();
    let behind = relation(s.tokens[first].deprel) == "advcl" && bare && s.tokens[first].xpos == "VBG";
    s.tokens[first].head.filter(|&deed| behind && deed < first && sight.clause_at(deed).is_some())
}

/// "hit a market in Kharkiv, where six died": the place that "where" takes up.
fn named_by_where<'s>(sight: &'s Sighting, head: usize) -> Option<&'s Attached<Place>> {
    let s = sight.s();
    let first = first_of(sight, head);
    let place = s.children_by(first, "advmod").find(|&k| s.tokens[k].form.eq_ignore_ascii_case("where"))?;
    let noun = s.tokens[first].head.filter(|&n| s.tokens[first].deprel == "acl:relcl" && n < place)?;
    let below = s.subtree(noun);
    let named = |p: &&Attached<Place>| p.range.1 <= place && (p.token == noun || below.contains(&p.token));
    sight.places.iter().filter(named).max_by_key(|p| p.range.1).filter(|p| sight.is_location(p) && !sight.one_of_several(p))
}
