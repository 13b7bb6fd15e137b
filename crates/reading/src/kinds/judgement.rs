//! Assessments, conditionals, permissions: what is judged, what hangs on what, who may.

use tacitus_record::{Band, Claim, Factuality, Grounded, Kind, Likelihood, Modality, VoiceType};
use tacitus_text::Upos;

use crate::clause::{Clause, relation};
use crate::phrase::{claim_span, clause_span, subtree_span};
use crate::sighting::Sighting;

/// Judgements of the author or of somebody quoted: a likelihood, a hedge of opinion, a word of judgement, a forecast.
/// `used` are the tokens that an event took: a hedged event stays an event.
pub fn assessments(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| !used.contains(&c.head)).filter_map(|c| assessment(sight, c)).collect()
}

fn assessment(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let st = sight.standing(clause.head);
    if st.question || st.antecedent || (st.condition.is_some() && st.likelihood.is_none()) || st.modality == Modality::Planned {
        return None;
    }
    let rel = relation(s.tokens[clause.head].deprel);
    if matches!(rel, "acl" | "xcomp" | "advcl") && s.tokens[clause.head].deprel != "acl:relcl" {
        return None;
    }
    let lemma = clause.lemma.as_str();
    let likelihood = st.likelihood.is_some();
    let infers = matches!(
        lemma,
        "suggest" | "imply" | "indicate" | "mean" | "show" | "signal" | "demonstrate" | "reflect" | "undermine" | "underline" | "highlight"
    ) && clause.agents.first().is_none_or(|&a| sight.scene.actor(a).is_none());
    let judged = clause.copular && lexicon.judgements.get(lemma).is_some();
    // A plain "will" of somebody who can act announces an act; it is told as an event to come.
    let acts = s.tokens[clause.head].upos == Upos::Verb && clause.agents.first().is_some_and(|&a| sight.scene.actor(a).is_some());
    let forecast = matches!(st.modality, Modality::Hypothetical | Modality::Advocated) || (st.modality == Modality::Forecast && !acts);
    // What an official or a named speaker says will happen is a forecast event, not a judgement of the author.
    let announced = !likelihood
        && !judged
        && st.modality == Modality::Forecast
        && st.voices.last().is_some_and(|v| v.value.voice_type != VoiceType::Unnamed);
    if !(likelihood || infers || judged || forecast) || announced {
        return None;
    }
    // "is likely to lose": the likelihood is the head, what is expected its complement.
    let graded = lexicon.hedges.get(lemma).and_then(|h| h.band).filter(|_| clause.copular);
    let expected =
        graded.and_then(|_| s.children(clause.head).find(|&k| matches!(relation(s.tokens[k].deprel), "xcomp" | "ccomp" | "csubj")));
    let predicate = if likelihood || forecast || graded.is_some() { "expect" } else { "judge" };
    let name = expected.map_or(lemma.to_string(), |k| s.tokens[k].lemma.to_lowercase());
    let mut claim = sight.claim(
        Kind::Assessment,
        format!("{predicate}.{}", name.replace(' ', "-")),
        claim_span(s, clause.head),
        clause.head,
        "judgement",
    );
    if let (Some(band), None) = (graded, &claim.likelihood) {
        let span = s.tokens[clause.head].span;
        claim.likelihood = Some(Grounded::at(Likelihood { word: span.slice(sight.scene.body).to_string(), band }, span));
        if matches!(band, Band::Unlikely | Band::VeryUnlikely | Band::AlmostNoChance) {
            claim.factuality = vec![("author".to_string(), Factuality::ProbableNeg)];
        }
    }
    fill(sight, &mut claim, clause);
    // A judgement must be about an actor, or grade or judge a thing that has a name in the sentence.
    let subject_named = clause.agents.first().is_some_and(|&a| s.tokens[a].upos != Upos::Pron && s.tokens[a].upos != Upos::Det);
    let about = claim.actor.is_some() || claim.target.is_some() || graded.is_some() || ((likelihood || judged) && subject_named);
    about.then_some(claim)
}

/// In an analysis, what its author says of things in the present or of what is to come is a judgement: main clauses that no event
/// took and that nobody else is quoted with.
pub fn opinions(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for clause in sight.clauses.iter().filter(|c| !used.contains(&c.head)) {
        let st = sight.standing(clause.head);
        let token = &s.tokens[clause.head];
        let main = matches!(relation(token.deprel), "root" | "conj" | "ccomp" | "parataxis" | "csubj");
        let past = token.xpos == "VBD"
            || s.children(clause.head).any(|k| matches!(relation(s.tokens[k].deprel), "cop" | "aux") && matches!(s.tokens[k].xpos, "VBD"));
        if !main || past || st.question || st.antecedent || !st.voices.is_empty() || st.condition.is_some() {
            continue;
        }
        let mut claim = sight.claim(
            Kind::Assessment,
            format!("judge.{}", clause.lemma.replace(' ', "-")),
            claim_span(s, clause.head),
            clause.head,
            "author's judgement",
        );
        fill(sight, &mut claim, clause);
        if claim.actor.is_some() || claim.target.is_some() {
            found.push(claim);
        }
    }
    found
}

fn fill(sight: &Sighting, claim: &mut Claim, clause: &Clause) {
    if let Some(&agent) = clause.agents.first() {
        let possessor = |k: &usize| sight.s().tokens[*k].deprel == "nmod:poss" && sight.s().tokens[*k].upos == Upos::Pron;
        let pronoun = sight.s().children(agent).any(|k| possessor(&k));
        claim.actor = sight.scene.actor(agent).or_else(|| sight.owner(agent).filter(|_| !pronoun));
        if claim.actor.is_none() {
            claim.object = Some(sight.phrase(agent));
        }
    }
    if let Some(&patient) = clause.patients.first() {
        claim.target = sight.scene.actor(patient);
        if claim.target.is_none() && claim.object.is_none() {
            claim.object = Some(sight.phrase(patient));
        }
    }
    if claim.target.is_none() {
        let whom = clause.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "to" | "of" | "against" | "on"));
        claim.target = whom.filter_map(|(_, n)| sight.scene.actor(*n)).next();
    }
    sight.settle(claim, clause.head);
}

/// "If the town falls, the road is open": one claim over both halves.
pub fn conditionals(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for clause in &sight.clauses {
        let st = sight.standing(clause.head);
        let Some(condition) = st.condition.clone() else { continue };
        let own = s.children_by(clause.head, "advcl").any(|k| condition.span().is_some_and(|c| c.contains(subtree_span(s, k))));
        if !own || st.modality == Modality::Threatened || (st.figurative && st.voices.is_empty()) {
            continue;
        }
        let consequent = clause_span(s, clause.head);
        let Some(antecedent) = condition.span() else { continue };
        // A condition that follows is told on its own words; one that opens the sentence holds both halves together.
        let mark =
            s.children_by(clause.head, "advcl").filter(|&k| antecedent.contains(subtree_span(s, k))).find_map(|k| s.children_by(k, "mark").next());
        let opened = mark.map_or(antecedent, |m| antecedent.cover(s.tokens[m].span));
        let span = if antecedent.start() < consequent.start() { consequent.cover(opened) } else { opened };
        let mut claim = sight.claim(Kind::Conditional, format!("if.{}", clause.lemma.replace(' ', "-")), span, clause.head, "condition");
        fill(sight, &mut claim, clause);
        claim.object = Some(Grounded::at(consequent.slice(sight.scene.body).to_string(), consequent));
        claim.modality = Modality::Conditional;
        found.push(claim);
    }
    found
}

/// "allowed Kiev to use the missiles", "granted permission to".
pub fn permissions(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| !used.contains(&c.head)).filter_map(|c| permission(sight, c)).collect()
}

fn permission(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let verb = lexicon.modality(&clause.lemma, "xcomp").is_some_and(|w| w.modality == Some(Modality::Permitted));
    // "may" in a report is mostly a guess ("may have come"); leave is given where the one who speaks rules or allows.
    let rules = |k: usize| {
        let above = s.tokens[clause.head].head.filter(|_| relation(s.tokens[clause.head].deprel) == "ccomp").map(|h| s.tokens[h].lemma.as_str());
        s.tokens[k].form.eq_ignore_ascii_case("can")
            || (s.tokens[k].form.eq_ignore_ascii_case("may")
                && matches!(above, Some("rule" | "decide" | "order" | "agree" | "decree" | "announce" | "determine" | "confirm")))
    };
    let perfect = s.children_by(clause.head, "aux").any(|k| s.tokens[k].lemma == "have");
    let may = s.children_by(clause.head, "aux").any(rules)
        && !perfect
        && !clause.patients.is_empty()
        && sight.standing(clause.head).voices.last().is_some()
        && s.tokens[clause.head].upos == Upos::Verb;
    if (!verb && !may) || clause.copular {
        return None;
    }
    let act = if verb { s.children_by(clause.head, "xcomp").next() } else { Some(clause.head) };
    let st = sight.standing(clause.head);
    if st.question || st.antecedent {
        return None;
    }
    let mut claim = sight.claim(Kind::Permission, "permit", claim_span(s, clause.head), clause.head, "permission");
    if verb {
        claim.actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.target = clause.patients.first().and_then(|&p| sight.scene.actor(p));
        claim.object = match act {
            Some(k) => {
                let span = clause_span(s, k);
                Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
            }
            None => clause.patients.first().map(|&p| sight.phrase(p)),
        };
        sight.settle(&mut claim, clause.head);
        (claim.actor.is_some() || claim.target.is_some()).then_some(claim)
    } else {
        claim.target = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.modality = Modality::Permitted;
        claim.object = clause.patients.first().map(|&p| sight.phrase(p));
        sight.settle(&mut claim, clause.head);
        claim.target.is_some().then_some(claim)
    }
}
