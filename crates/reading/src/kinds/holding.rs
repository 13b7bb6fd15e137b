//! Who holds or takes ground, told without a verb of taking: "the hill is in rebel hands", "the rebels are masters of the fort", "the town
//! passed to the army", "the rebel-held port". The words are `lexicons/holding-words.tsv`.

use tacitus_record::{Actor, Claim, Factuality, Grounded, Kind, Place, Polarity};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, relation};
use crate::kinds::event::ARMED_SECTORS;
use crate::phrase::{claim_span, noun_phrase};
use crate::quantity::quantity;
use crate::sighting::Sighting;
use crate::when_where::Attached;

/// Claims of control from words that stand for nothing else: they go before any other reading of their clause.
pub fn by_its_words(sight: &Sighting) -> Vec<Claim> {
    let mut found: Vec<Claim> = sight
        .clauses
        .iter()
        .filter_map(|c| held(sight, c).or_else(|| in_hand(sight, c)).or_else(|| passed(sight, c)).or_else(|| given(sight, c)))
        .collect();
    found.extend((0..sight.s().tokens.len()).filter_map(|i| described(sight, i).or_else(|| compound(sight, i))));
    found
}

/// Claims of control from clauses that nothing else took (`used`).
pub fn find(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| !used.contains(&c.head)).filter_map(|c| under(sight, c).or_else(|| held_by(sight, c))).collect()
}

/// Whose word it is that something is held: the ground's or the holder's.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Ground,
    Holder,
    Either,
}

fn is(sight: &Sighting, usage: &'static str, word: &str) -> bool {
    sight.scene.knowledge.lexicon.holding.iter().any(|(u, w)| *u == usage && *w == word)
}

/// The side that a noun of holding stands on, under its preposition.
fn side(sight: &Sighting, noun: usize) -> Option<Side> {
    let s = sight.s();
    let lemma = s.tokens[noun].lemma.to_lowercase();
    let case = case_of(s, noun);
    let fits = |usage: &'static str| is(sight, usage, &lemma);
    match case.as_str() {
        "under" if fits("noun-of-ground") || fits("noun-of-either") => Some(Side::Ground),
        "in" | "into" if fits("noun-of-ground") => Some(Side::Ground),
        "out of" if fits("noun-of-ground") => Some(Side::Ground),
        "in" if fits("noun-of-either") => Some(Side::Either),
        "in" if fits("noun-of-holder") => Some(Side::Holder),
        "" if fits("noun-of-holder") && lemma == "master" => Some(Side::Holder),
        _ => None,
    }
}

/// The noun of holding at a copula or at a verb of staying or coming.
fn state_of(sight: &Sighting, clause: &Clause) -> Option<(usize, Side)> {
    let s = sight.s();
    let at = |n: usize| side(sight, n).map(|side| (n, side));
    if clause.copular {
        return at(clause.head);
    }
    let stays = is(sight, "stays", &clause.lemma) || is(sight, "comes", &clause.lemma);
    if !stays || clause.passive && clause.lemma != "bring" {
        return None;
    }
    let xcomp = s.children_by(clause.head, "xcomp");
    clause.obliques.iter().map(|(_, n)| *n).chain(xcomp).find_map(at)
}

fn of_phrase(sight: &Sighting, noun: usize) -> Option<usize> {
    let s = sight.s();
    s.children_by(noun, "nmod").find(|&k| k > noun && case_of(s, k) == "of")
}

/// Whose hands, rule or control a noun is: an of-phrase, a possessor, or a word before it.
fn whose(sight: &Sighting, noun: usize) -> Option<Grounded<Actor>> {
    let s = sight.s();
    let in_words = |k: usize| sight.scene.actor(k).unwrap_or_else(|| sight.phrase(k).map(|words| Actor::unknown(&words)));
    if let Some(k) = of_phrase(sight, noun) {
        return Some(in_words(k));
    }
    if let Some(pronoun) = s.children_by(noun, "nmod:poss").find(|&k| s.tokens[k].upos == Upos::Pron) {
        return sight.scene.actor(pronoun);
    }
    // "in Tal hands": a name that no list knows is still whose they are.
    let named = |&k: &usize| {
        let before = matches!(relation(s.tokens[k].deprel), "compound" | "amod") || s.tokens[k].deprel == "nmod:poss";
        k < noun && before && s.tokens[k].upos == Upos::Propn
    };
    sight.owner(noun).or_else(|| s.children(noun).find(named).map(in_words))
}

/// "passed to the Scouts of Hadd": a band that no list knows, by its name.
fn named_holder(sight: &Sighting, noun: usize) -> Option<Grounded<Actor>> {
    let band = sight.s().tokens[noun].xpos == "NNPS" && sight.place_at(noun).is_none_or(|p| p.token != noun);
    band.then(|| sight.phrase(noun).map(|words| Actor::unknown(&words)))
}

/// "Most of the city is under the control of gangs", "the hill remained in rebel hands", "rebels are in control of the bridge", "the guards were
/// still masters of the fort".
fn held(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let (noun, side) = state_of(sight, clause)?;
    let &subject = clause.agents.first().or(clause.patients.first())?;
    let comes = is(sight, "comes", &clause.lemma) && !clause.copular;
    let predicate = if comes { "control.take" } else { "control.hold" };
    let of = of_phrase(sight, noun);
    let holder_first =
        side == Side::Holder || side == Side::Either && of.is_some_and(|k| may_be_held(sight, k)) && !may_be_held(sight, subject);
    if holder_first {
        let holder = sight.scene.actor(subject).or_else(|| {
            let human = crate::kinds::event::is_human(sight, subject);
            human.then(|| sight.phrase(subject).map(|words| Actor::unknown(&words)))
        })?;
        return claim(sight, clause.head, predicate, holder, of?);
    }
    let found = claim(sight, clause.head, predicate, whose(sight, noun)?, subject)?;
    if case_of(sight.s(), noun) == "out of" { all_the_while(found) } else { Some(found) }
}

/// "has never been out of their hands", "never left their hands": what is denied is that they lost it.
fn all_the_while(mut held: Claim) -> Option<Claim> {
    if held.polarity != Polarity::Neg {
        return None;
    }
    held.polarity = Polarity::Pos;
    for (_, certain) in held.factuality.iter_mut().filter(|(_, f)| *f == Factuality::CertainNeg) {
        *certain = Factuality::CertainPos;
    }
    Some(held)
}

/// "The army has the bridge in its hands", "brought the town under its control", "left the town in rebel hands", "the fort never left the
/// army's hands".
fn in_hand(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let &object = clause.patients.first().filter(|_| !clause.passive)?;
    let lemma = s.tokens[object].lemma.to_lowercase();
    // "never left the hands of": held all the while.
    if matches!(clause.lemma.as_str(), "leave" | "slip" | "lose") && is(sight, "noun-of-ground", &lemma) {
        return claim(sight, clause.head, "control.hold", whose(sight, object)?, *clause.agents.first()?).and_then(all_the_while);
    }
    let keeps = is(sight, "keeps", &clause.lemma);
    let puts = matches!(clause.lemma.as_str(), "bring" | "put" | "place" | "leave" | "take");
    let noun = clause.obliques.iter().map(|(_, n)| *n).find(|&n| side(sight, n).is_some_and(|side| side != Side::Holder))?;
    if !keeps && !puts {
        return None;
    }
    let pronoun = s.children_by(noun, "nmod:poss").any(|k| s.tokens[k].upos == Upos::Pron);
    let agent = || clause.agents.first().and_then(|&a| sight.scene.actor(a));
    let bare = s.children(noun).all(|k| matches!(relation(s.tokens[k].deprel), "case" | "det" | "amod"));
    let holder = if pronoun || bare && clause.lemma != "leave" { agent() } else { whose(sight, noun) }?;
    let predicate = if keeps || clause.lemma == "leave" { "control.hold" } else { "control.take" };
    claim(sight, clause.head, predicate, holder, object)
}

/// "The town fell to the rebels on Tuesday", "the mine passed to the militia", "the island belongs to Karsk".
fn passed(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let belongs = is(sight, "belongs", &clause.lemma);
    let passes = is(sight, "passes", &clause.lemma);
    let &ground = clause.agents.first().filter(|_| (belongs || passes) && !clause.passive)?;
    let to = clause.oblique("to")?;
    let holder = armed_holder(sight, to)?;
    let predicate = if belongs { "control.hold" } else { "control.take" };
    claim(sight, clause.head, predicate, holder, ground)
}

/// "The rebels handed the terminal to the coast guard", "the mine was surrendered to the militia": the next holder takes it, and from whom.
fn given(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let &ground = clause.patients.first().filter(|_| is(sight, "gives", &clause.lemma))?;
    let holder = clause.oblique("to").or(clause.recipient).and_then(|k| armed_holder(sight, k))?;
    let mut taken = claim(sight, clause.head, "control.take", holder, ground)?;
    taken.target = clause.agents.first().and_then(|&a| sight.scene.actor(a));
    Some(taken)
}

/// Who may hold ground by arms, or a state: a ministry is given a school, a militia holds it.
fn armed_holder(sight: &Sighting, noun: usize) -> Option<Grounded<Actor>> {
    let armed = |a: &Grounded<Actor>| a.value.sector.as_deref().map_or(a.value.entity.is_some(), |s| ARMED_SECTORS.contains(&s));
    sight.scene.actor(noun).filter(armed).or_else(|| named_holder(sight, noun))
}

/// "The town remained under the rebels."
fn under(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let holder = clause.oblique("under").filter(|_| is(sight, "stays", &clause.lemma) && !clause.passive)?;
    let holder = sight.scene.actor(holder).filter(|a| a.value.sector.as_deref().is_some_and(|s| ARMED_SECTORS.contains(&s)))?;
    claim(sight, clause.head, "control.hold", holder, *clause.agents.first()?)
}

/// "Veldrin is held by the guard": of a village that no gazetteer has.
fn held_by(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let holds = clause.passive && matches!(clause.lemma.as_str(), "hold" | "control" | "occupy" | "garrison");
    let &ground = clause.patients.first().filter(|_| holds)?;
    let holder = armed_holder(sight, *clause.agents.first()?)?;
    claim(sight, clause.head, "control.hold", holder, ground)
}

/// "Eyli, a port in the hands of the clan", "Morva, under army control since Monday".
fn described(sight: &Sighting, noun: usize) -> Option<Claim> {
    let s = sight.s();
    let beside = matches!(relation(s.tokens[noun].deprel), "nmod" | "acl" | "appos") && sight.clause_at(noun).is_none();
    let side = side(sight, noun).filter(|_| beside)?;
    let ground = s.tokens[noun].head.filter(|&g| g < noun && matches!(s.tokens[g].upos, Upos::Noun | Upos::Propn))?;
    // "with the militia in full control of the citadel".
    if side != Side::Ground {
        // "an officer in charge of the station" runs it.
        let office = matches!(s.tokens[noun].lemma.as_str(), "charge" | "command");
        return claim(sight, noun, "control.hold", armed_holder(sight, ground).filter(|_| !office)?, of_phrase(sight, noun)?);
    }
    // "Eyli, a port": the name.
    let named = s.tokens[ground].head.filter(|&h| s.tokens[ground].deprel == "appos" && s.tokens[h].upos == Upos::Propn && h < ground);
    let ground_words = may_be_held(sight, ground);
    // "the areas under their control": which ones, nobody says.
    let (start, end) = noun_phrase(s, ground);
    let told = named.is_some() || (start..end).any(|i| s.tokens[i].upos == Upos::Propn);
    claim(sight, noun, "control.hold", whose(sight, noun)?, named.filter(|_| ground_words).unwrap_or(ground)).filter(|_| told)
}

/// "the rebel-held port of Dansa", "Karsk-occupied territory".
fn compound(sight: &Sighting, held: usize) -> Option<Claim> {
    let s = sight.s();
    let participle = is(sight, "held", &s.tokens[held].form.to_lowercase()) && relation(s.tokens[held].deprel) == "amod";
    let holder = held
        .checked_sub(2)
        .filter(|&k| participle && matches!(s.tokens[k + 1].form.as_str(), "-" | "‑" | "–") && s.tokens[k].head == Some(held))?;
    let ground = s.tokens[held].head.filter(|&g| g > held)?;
    let span = s.tokens[holder].span;
    let word = span.slice(sight.scene.body);
    let known = sight.modifier_actor(holder).filter(|a| a.span() == Some(span));
    let actor = known.or_else(|| {
        let sector = sight.scene.force_sector(holder).map(str::to_string);
        let whoever = s.tokens[holder].upos == Upos::Propn || sector.is_some();
        whoever.then(|| Grounded::at(Actor { sector, ..Actor::unknown(word) }, span))
    })?;
    // "the once rebel-held town", "retook the rebel-held port": it was.
    let former =
        |k: usize| matches!(s.tokens[k].form.to_lowercase().as_str(), "once" | "formerly" | "previously" | "former" | "then" | "long");
    let ended = s.tokens[ground].head.is_some_and(|v| {
        let lemma = s.tokens[v].lemma.to_lowercase();
        let entries = sight.scene.knowledge.ontology.entries(crate::ontology::Trigger::Verb, &lemma);
        matches!(lemma.as_str(), "free" | "liberate" | "leave" | "retake") || entries.iter().any(|e| e.predicate == "control.take")
    });
    if ended || (holder.saturating_sub(2)..holder).any(former) || crate::kinds::event::is_human(sight, ground) {
        return None;
    }
    let mut found = claim(sight, ground, "control.hold", actor, ground)?;
    (found.modality, found.time) = (tacitus_record::Modality::Actual, None);
    found.mention.cue = Some(s.tokens[held].span);
    found.mention.span = s.span_of(holder, noun_phrase(s, ground).1);
    Some(found)
}

/// Whether the noun at `ground` may be what is held.
fn may_be_held(sight: &Sighting, ground: usize) -> bool {
    let s = sight.s();
    // "90 % of the city".
    let whole = s.children_by(ground, "nmod").find(|&k| case_of(s, k) == "of");
    // A village that no gazetteer has is still a name; a boy "under the control of the front" is no ground.
    let name = s.tokens[ground].upos == Upos::Propn
        && s.children_by(ground, "flat").next().is_none()
        && sight.scene.actor(ground).is_none_or(|a| a.value.entity.is_none() && a.value.sector.is_none() && !a.value.name.contains(' '));
    let is_ground = |i: usize| crate::kinds::event::is_ground(sight, i);
    // "the waterworks at Posk".
    let located = || {
        let at = |p: &Attached<Place>| {
            matches!(case_of(s, p.token).as_str(), "at" | "near" | "outside") && s.tokens[p.token].head == Some(ground)
        };
        sight.places.iter().any(at)
    };
    let works = s.tokens[ground].upos == Upos::Noun
        && sight.scene.actor(ground).is_none()
        && !crate::kinds::event::is_human(sight, ground)
        && !crate::kinds::event::is_event_noun(sight, ground)
        && sight.weapon(ground).is_none()
        && !matches!(
            sight.scene.knowledge.lexicon.measures.get(&s.tokens[ground].lemma.to_lowercase()).copied(),
            Some("materiel" | "vehicle")
        )
        && located();
    // "a video of the market" is no part of it.
    let part =
        |i: usize| s.tokens[i].upos == Upos::Num || sight.scene.knowledge.lexicon.holding.contains(&("part", s.tokens[i].lemma.as_str()));
    let whole = whole.filter(|_| part(ground));
    name || works || is_ground(ground) || whole.is_some_and(is_ground)
}

fn claim(sight: &Sighting, head: usize, predicate: &str, holder: Grounded<Actor>, ground: usize) -> Option<Claim> {
    let s = sight.s();
    let standing = sight.standing(head);
    if standing.question || standing.antecedent || standing.figurative || !may_be_held(sight, ground) {
        return None;
    }
    let mut claim = sight.claim(Kind::Control, predicate, claim_span(s, head), head, "being held");
    claim.actor = Some(holder);
    claim.quantity = quantity(sight.scene, ground, None);
    claim.object = Some(sight.listed_phrase(ground));
    let below = |i: usize| sight.place_at(i).map(|p| p.value.clone());
    let nouns = s.children(ground).filter(|&k| relation(s.tokens[k].deprel) == "nmod");
    claim.place = below(ground).or_else(|| nouns.into_iter().find_map(below));
    sight.settle(&mut claim, head);
    Some(claim)
}
