//! Assessments, opinions, recommendations: what is judged likely, good or due.

use tacitus_record::{Actor, Band, Claim, Factuality, Grounded, Kind, Likelihood, Modality, Polarity, Span, VoiceType, Wording};
use tacitus_text::Upos;

use super::conditional::leads_on;
use crate::ahead::date_forecast;
use crate::clause::{Clause, case_of, is_predicate, relation};
use crate::phrase::{claim_span, clause_span};
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
    let hangs = st.condition.is_some() && !sight.opinion && st.likelihood.is_none();
    if st.question || st.antecedent || hangs || st.modality == Modality::Planned || leads_on(sight, clause).is_some() {
        return None;
    }
    // "Firefighters could not reach the site": they were not able to.
    let could = s.children_by(clause.head, "aux").find(|&k| s.tokens[k].form.eq_ignore_ascii_case("could"));
    let have = s.children_by(clause.head, "aux").any(|k| s.tokens[k].lemma == "have");
    let unable = !have
        && !clause.copular
        && could.is_some_and(|k| s.tokens.get(k + 1).is_some_and(|t| matches!(t.form.as_str(), "not" | "n't" | "n’t")));
    // "asked whether the men might pursue them": a question.
    let asked = s.children_by(clause.head, "mark").any(|k| s.tokens[k].form.eq_ignore_ascii_case("whether"));
    if unable && !sight.opinion || asked {
        return None;
    }
    let rel = relation(s.tokens[clause.head].deprel);
    // "to cancel or shorten its break": the second infinitive is told with the first.
    let infinitive = |k: usize| s.tokens[k].xpos == "VB" && matches!(relation(s.tokens[k].deprel), "acl" | "xcomp" | "advcl");
    if rel == "conj" && s.tokens[clause.head].xpos == "VB" && s.tokens[clause.head].head.is_some_and(infinitive) {
        return None;
    }
    if matches!(rel, "acl" | "xcomp" | "advcl") && s.tokens[clause.head].deprel != "acl:relcl" {
        return None;
    }
    let lemma = clause.lemma.as_str();
    let likelihood = st.likelihood.is_some();
    let infers = matches!(
        lemma,
        "suggest" | "imply" | "indicate" | "mean" | "show" | "signal" | "demonstrate" | "reflect" | "undermine" | "underline" | "highlight"
    ) && !clause.passive
        && clause.agents.first().is_none_or(|&a| sight.scene.actor(a).is_none());
    let judged = clause.copular && lexicon.judgements.get(lemma).is_some();
    // A plain "will" of somebody who can act announces an act; it is told as an event to come.
    let acts = s.tokens[clause.head].upos == Upos::Verb && clause.agents.first().is_some_and(|&a| sight.scene.actor(a).is_some());
    let hung = st.modality == Modality::Conditional && sight.opinion;
    let forecast = matches!(st.modality, Modality::Hypothetical | Modality::Advocated) || (st.modality == Modality::Forecast && !acts);
    // What an official or a named speaker says will happen is a forecast event, not a judgement of the author.
    let announced = !likelihood
        && !judged
        && st.modality == Modality::Forecast
        && st.voices.last().is_some_and(|v| v.value.voice_type != VoiceType::Unnamed);
    if !(likelihood || infers || judged || forecast) || announced || (hung && !likelihood && !judged) {
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
        judgement_span(sight, clause),
        clause.head,
        "judgement",
    );
    if let Some(band) = graded {
        let span = s.tokens[clause.head].span;
        if claim.likelihood.is_none() {
            claim.likelihood = Some(Grounded::at(Likelihood { word: span.slice(sight.scene.body).to_string(), band }, span));
        }
        if matches!(band, Band::Unlikely | Band::VeryUnlikely | Band::AlmostNoChance) {
            claim.polarity = if claim.polarity == Polarity::Pos { Polarity::Neg } else { Polarity::Pos };
            claim.factuality = vec![("author".to_string(), Factuality::ProbableNeg)];
        }
    }
    fill(sight, &mut claim, clause);
    // "It is unlikely to …": the pronoun is the subject of what is expected, although parsers take it for an empty one.
    if let (None, Some(k)) = (&claim.actor, expected)
        && s.children_by(k, "mark").any(|m| s.tokens[m].lemma == "to")
        && let Some(it) = s.children_by(clause.head, "expl").next()
    {
        claim.actor = sight.scene.actor(it);
        claim.object = claim.object.filter(|_| claim.actor.is_none());
    }
    if let Some(k) = expected {
        // "It is likely that the army will strike": of whom it is expected.
        if let (None, Some(&doer)) = (&claim.actor, sight.clause_at(k).and_then(|c| c.agents.first())) {
            claim.actor = sight.scene.actor(doer);
        }
        sight.settle(&mut claim, k);
    }
    let relative = s.tokens[clause.head].deprel == "acl:relcl";
    // A predicate without its subject says too little of anybody.
    let headless = !s.children(clause.head).any(|k| matches!(relation(s.tokens[k].deprel), "nsubj" | "csubj" | "expl"));
    if headless && !relative && claim.actor.is_none() && graded.is_none() && !sight.opinion {
        return None;
    }
    // Only an analysis speaks about whoever it names; a report's judgement is about its subject.
    // In a report "is concerned", "is clear" tell somebody's mind; only a likelihood or what is expected is a judgement.
    if judged && !likelihood && !forecast && graded.is_none() && !sight.opinion && claim.actor.is_some() {
        return None;
    }
    let wanted = !relative && sight.opinion;
    about_somebody(sight, &mut claim, clause, wanted);
    date_forecast(sight, &mut claim, clause.head);
    // A judgement must be about an actor, or grade or judge a thing that has a name in the sentence.
    let subject_named = clause.agents.first().is_some_and(|&a| s.tokens[a].upos != Upos::Pron && s.tokens[a].upos != Upos::Det);
    let about = claim.actor.is_some() || claim.target.is_some() || graded.is_some() || ((likelihood || judged) && subject_named);
    about.then(|| in_its_words(sight, claim))
}

/// A judgement is told in its own words: whom it is about stands beside them.
fn in_its_words(sight: &Sighting, mut claim: Claim) -> Claim {
    let span = claim.mention.span;
    claim.object = Some(Grounded::at(span.slice(sight.scene.body).to_string(), span));
    claim.wording = Some(Wording::Phrase);
    claim
}

/// In an analysis, what its author says of things in the present or of what is to come is a judgement: main clauses that no event
/// took and that nobody else is quoted with.
pub fn opinions(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for clause in sight.clauses.iter().filter(|c| !used.contains(&c.head)) {
        let st = sight.standing(clause.head);
        let token = &s.tokens[clause.head];
        // A participle joined to a finite verb belongs to what the verb governs.
        let loose = token.xpos == "VBG" && s.children_by(clause.head, "aux").next().is_none();
        let main = matches!(relation(token.deprel), "root" | "conj" | "ccomp" | "parataxis" | "csubj") && !loose;
        let past = token.xpos == "VBD"
            || s.children(clause.head).any(|k| matches!(relation(s.tokens[k].deprel), "cop" | "aux") && matches!(s.tokens[k].xpos, "VBD"));
        if !main || past || st.question || st.antecedent || !st.voices.is_empty() || st.condition.is_some() {
            continue;
        }
        let mut claim = sight.claim(
            Kind::Assessment,
            format!("judge.{}", clause.lemma.replace(' ', "-")),
            judgement_span(sight, clause),
            clause.head,
            "author's judgement",
        );
        fill(sight, &mut claim, clause);
        about_somebody(sight, &mut claim, clause, true);
        date_forecast(sight, &mut claim, clause.head);
        if claim.actor.is_some() || claim.target.is_some() {
            found.push(in_its_words(sight, claim));
        }
    }
    found
}

/// The words of a judgement: its clause, or the predicate alone where the subject is a clause or a long phrase of its own.
fn judgement_span(sight: &Sighting, clause: &Clause) -> Span {
    let s = sight.s();
    let mut whole = claim_span(s, clause.head);
    // "will view the claim that …": what was claimed is told with the claim.
    let nouns = &sight.scene.knowledge.lexicon.reporting_nouns;
    if let Some(&said) = clause.patients.first().filter(|&&p| p > clause.head && nouns.get(&s.tokens[p].lemma.to_lowercase()).is_some())
        && s.children_by(said, "acl").any(|k| s.children_by(k, "mark").any(|m| s.tokens[m].lemma == "that"))
    {
        whole = Span::new(sight.scene.body, whole.start(), s.tokens[said].span.end()).unwrap_or(whole);
    }
    let subject = s.children(clause.head).find(|&k| matches!(relation(s.tokens[k].deprel), "nsubj" | "csubj") && k < clause.head);
    let Some(subject) = subject.filter(|_| clause.copular) else { return whole };
    let words = s.subtree(subject);
    let heavy = words.len() > 6 && words.iter().any(|&i| i != subject && is_predicate(s, i));
    let last = words.last().copied().unwrap_or(subject);
    let opens =
        (last + 1..clause.head).find(|&i| matches!(relation(s.tokens[i].deprel), "cop" | "aux") && s.tokens[i].head == Some(clause.head));
    match opens.map(|i| s.tokens[i].span) {
        Some(verb) if heavy && verb.start() > whole.start() && verb.start() < whole.end() => {
            Span::new(sight.scene.body, verb.start(), whole.end()).unwrap_or(whole)
        }
        _ => whole,
    }
}

pub(super) fn fill(sight: &Sighting, claim: &mut Claim, clause: &Clause) {
    if let Some(&agent) = clause.agents.first() {
        claim.actor = sight.scene.actor(agent);
        if claim.actor.is_none() {
            claim.object = Some(sight.phrase(agent));
        }
    }
    if let Some(&patient) = clause.patients.first() {
        // "will view the ministry's claim as": whose claim it is.
        let owned = claim.actor.is_some() && sight.s().tokens[patient].upos == Upos::Noun;
        claim.target = sight.scene.actor(patient).or_else(|| sight.owner(patient).filter(|_| owned));
        if sight.scene.actor(patient).is_none() && claim.object.is_none() {
            claim.object = Some(sight.phrase(patient));
        }
    }
    if claim.target.is_none() {
        let whom = clause.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "to" | "of" | "against" | "on"));
        claim.target = whom.filter_map(|(_, n)| sight.scene.actor(*n)).next();
    }
    sight.settle(claim, clause.head);
}

/// Where the subject of a judgement is no actor, it is about the first actor that the predicate speaks of, else that the subject does;
/// the second one is its target. Such a judgement is told in its own words.
fn about_somebody(sight: &Sighting, claim: &mut Claim, clause: &Clause, wanted: bool) {
    if claim.actor.is_some() || !wanted {
        return;
    }
    let s = sight.s();
    let mut subject: Vec<usize> = clause.agents.iter().flat_map(|&a| s.subtree(a)).filter(|&i| i != clause.head).collect();
    subject.retain(|&i| !s.subtree(i).contains(&clause.head));
    // A clause with a subject of its own speaks for itself.
    let apart = |k: &usize| {
        matches!(relation(s.tokens[*k].deprel), "advcl" | "parataxis" | "ccomp" | "csubj")
            || relation(s.tokens[*k].deprel) == "conj" && is_predicate(s, *k)
    };
    let left_out: Vec<usize> = s.children(clause.head).filter(apart).flat_map(|k| s.subtree(k)).collect();
    let predicate = s.subtree(clause.head).into_iter().filter(|i| !subject.contains(i) && !left_out.contains(i));
    let mut parties: Vec<Grounded<Actor>> = Vec::new();
    for i in predicate.chain(subject.iter().copied()) {
        let Some(actor) = party(sight, i).filter(|a| a.span().is_some_and(|s| claim.mention.span.contains(s)) || sight.opinion) else {
            continue;
        };
        if parties.iter().all(|p| p.value.key() != actor.value.key()) {
            parties.push(actor);
        }
    }
    let sure = |a: &Grounded<Actor>| a.value.entity.is_some() || a.value.country.is_some() || is_person(sight, a);
    let Some(first) = parties.iter().position(sure) else { return };
    let name = claim.predicate.split_once('.').map_or("", |(_, name)| name).to_string();
    claim.predicate = format!("about.{name}");
    claim.object = Some(Grounded::at(claim.mention.span.slice(sight.scene.body).to_string(), claim.mention.span));
    claim.actor = Some(parties[first].clone());
    claim.target = parties.get(first + 1).cloned();
    claim.more_targets.clear();
    claim.mention.rules.push("about the first actor of the predicate".to_string());
}

/// An actor that a noun phrase of its own names.
fn party(sight: &Sighting, i: usize) -> Option<Grounded<Actor>> {
    let s = sight.s();
    let token = &s.tokens[i];
    let phrase = matches!(relation(token.deprel), "nsubj" | "obj" | "obl" | "nmod" | "iobj" | "conj" | "appos" | "root");
    if !phrase || !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Pron) || matches!(token.lemma.as_str(), "it" | "its") {
        return None;
    }
    let actor = sight.scene.actor(i)?;
    let known = actor.value.entity.is_some() || actor.value.country.is_some() || actor.value.sector.is_some();
    (known || is_person(sight, &actor)).then_some(actor)
}

fn is_person(sight: &Sighting, actor: &Grounded<Actor>) -> bool {
    let s = sight.s();
    s.names.iter().any(|n| n.label == "PER" && actor.span().is_some_and(|a| a.contains(s.span_of(n.start, n.end))))
}

/// "The truce deserves support from the neighbours": what the author advises, with the tokens that it speaks of. Nothing of it happened.
pub fn recommendations(sight: &Sighting) -> Vec<(Claim, Vec<usize>)> {
    sight.clauses.iter().filter_map(|c| recommendation(sight, c)).collect()
}

fn recommendation(sight: &Sighting, clause: &Clause) -> Option<(Claim, Vec<usize>)> {
    let s = sight.s();
    let verb = sight.scene.knowledge.lexicon.recommending.get(&clause.lemma).is_some_and(|p| *p == "verb");
    let past = s.tokens[clause.head].xpos == "VBD";
    if !verb || past || clause.passive || s.tokens[clause.head].upos != Upos::Verb {
        return None;
    }
    let (&subject, &due) = (clause.agents.first()?, clause.patients.first()?);
    let st = sight.standing(clause.head);
    let mut tokens = s.subtree(due);
    tokens.push(clause.head);
    let name = s.tokens[due].lemma.to_lowercase();
    let mut claim = sight.claim(Kind::Assessment, format!("recommend.{name}"), clause_span(s, clause.head), clause.head, "recommendation");
    claim.modality = Modality::Advocated;
    claim.factuality = vec![("author".to_string(), Factuality::Uncommitted)];
    let from = s.children_by(due, "nmod").find(|&k| matches!(case_of(s, k).as_str(), "from" | "by"));
    let named = |k: usize| (s.tokens[k].upos == Upos::Propn).then(|| sight.phrase(k).map(|t| Actor::unknown(&t)));
    claim.actor = from.and_then(|k| sight.scene.actor(k).or_else(|| named(k)));
    claim.target = sight.scene.actor(subject).or_else(|| sight.owner(subject));
    claim.object = Some(sight.phrase(due));
    let told = (claim.actor.is_some() || claim.target.is_some()) && !st.question && !st.antecedent;
    // Even where it is about nobody in particular, what is advised did not happen.
    told.then_some((claim, tokens))
}
