//! Assessments, recommendations, conditionals, permissions: what is judged, what hangs on what, who may.

use tacitus_record::{Actor, Band, Claim, Factuality, Grounded, Kind, Likelihood, Modality, Polarity, Span, VoiceType, Wording};
use tacitus_text::Upos;

use crate::ahead::{date_condition, date_forecast};
use crate::clause::{Clause, case_of, is_predicate, relation};
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
    // "is a failure even if …": what holds in any case hangs on nothing.
    let concessive = condition_of(sight, clause).is_some_and(|k| is_concessive(sight, k));
    let hangs = st.condition.is_some() && !concessive && !sight.opinion && st.likelihood.is_none();
    if st.question || st.antecedent || hangs || st.modality == Modality::Planned || leads_on(sight, clause).is_some() {
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
    let hung = st.modality == Modality::Conditional && !concessive && sight.opinion;
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
    if concessive {
        claim.condition = None;
        claim.modality =
            if crate::when_where::tense(s, clause.head) == tacitus_calendar::Tense::Future { Modality::Forecast } else { Modality::Actual };
        if claim.modality == Modality::Actual && claim.said_by.is_empty() {
            claim.factuality = vec![("author".to_string(), Factuality::CertainPos)];
        }
    }
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

fn fill(sight: &Sighting, claim: &mut Claim, clause: &Clause) {
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

/// The clause of condition that a predicate's standing takes up.
fn condition_of(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let span = sight.standing(clause.head).condition?.span()?;
    s.children_by(clause.head, "advcl").find(|&k| span.contains(subtree_span(s, k)))
}

/// "even if".
fn is_concessive(sight: &Sighting, antecedent: usize) -> bool {
    let s = sight.s();
    let Some(mark) = s.children_by(antecedent, "mark").next() else { return false };
    mark.checked_sub(1).is_some_and(|i| s.tokens[i].lemma.eq_ignore_ascii_case("even"))
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
        if st.modality == Modality::Threatened || (st.figurative && st.voices.is_empty()) {
            continue;
        }
        let consequent = clause_span(s, clause.head);
        let Some(antecedent) = condition.span() else { continue };
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
        date_condition(sight, &mut claim, if_clause);
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
fn leads_on(sight: &Sighting, clause: &Clause) -> Option<usize> {
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

/// "allowed Kiev to use the missiles", "granted permission to".
pub fn permissions(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    let free = sight.clauses.iter().filter(|c| !used.contains(&c.head));
    free.filter_map(|c| Some((c, permission(sight, c)?))).flat_map(|(c, p)| [exception(sight, c, &p), Some(p)]).flatten().collect()
}

/// "…, except for cruise missiles": what is left out of a permission is not permitted.
fn exception(sight: &Sighting, clause: &Clause, permission: &Claim) -> Option<Claim> {
    let s = sight.s();
    let exceptives = &sight.scene.knowledge.lexicon.exceptives;
    let inside = s.subtree(clause.head);
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let (start, n) = inside.iter().find_map(|&i| exceptives.longest_at(&forms, i).map(|(n, _)| (i, n)))?;
    let what = (start + n..s.tokens.len()).find(|&i| {
        let above = s.tokens[i].head.is_none_or(|h| h < start + n || h < i && !matches!(s.tokens[h].upos, Upos::Noun | Upos::Propn));
        inside.contains(&i) && above && matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn)
    })?;
    let named = sight.phrase(what);
    let mut claim = permission.clone();
    claim.mention.span = s.tokens[start].span.cover(named.span()?);
    claim.mention.cue = Some(s.tokens[start].span);
    claim.mention.rules.push("left out of what is permitted".to_string());
    claim.polarity = if claim.polarity == Polarity::Pos { Polarity::Neg } else { Polarity::Pos };
    claim.object = Some(named);
    Some(claim)
}

fn permission(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let verb = lexicon.modality(&clause.lemma, "xcomp").is_some_and(|w| w.modality == Some(Modality::Permitted));
    // "may" in a report is mostly a guess ("may have come"); leave is given where the one who speaks rules or allows.
    let rules = |k: usize| {
        let above =
            s.tokens[clause.head].head.filter(|_| relation(s.tokens[clause.head].deprel) == "ccomp").map(|h| s.tokens[h].lemma.as_str());
        // "hopes the troops can leave": no leave is given in what is only hoped or thought.
        let thought = matches!(above, Some("hope" | "wish" | "believe" | "think" | "expect" | "doubt" | "know" | "fear" | "worry" | "see"));
        (s.tokens[k].form.eq_ignore_ascii_case("can") && !thought)
            || (s.tokens[k].form.eq_ignore_ascii_case("may")
                && matches!(above, Some("rule" | "decide" | "order" | "agree" | "decree" | "announce" | "determine" | "confirm")))
    };
    let perfect = s.children_by(clause.head, "aux").any(|k| s.tokens[k].lemma == "have");
    let may = s.children_by(clause.head, "aux").any(rules)
        && !perfect
        && !clause.patients.is_empty()
        && sight.standing(clause.head).voices.last().is_some()
        && s.tokens[clause.head].upos == Upos::Verb;
    // "survives the vote, enabling it to": a happening gives no leave.
    let given = may || !clause.borrowed_subject || clause.passive;
    if (!verb && !may) || clause.copular || !given {
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
        // Who says that it is allowed allows it; what somebody allows himself is told of whom it touches.
        claim.actor = claim.said_by.last().map(|v| v.clone().map(|v| v.actor));
        let same = claim.actor.as_ref().zip(claim.target.as_ref()).is_some_and(|(a, t)| a.value.key() == t.value.key());
        let touches = clause.patients.first().is_some_and(|&p| sight.scene.actor(p).is_some());
        claim.actor = claim.actor.filter(|_| !same || touches);
        if same && let Some(touched) = clause.patients.first().and_then(|&p| sight.scene.actor(p)) {
            claim.target = Some(touched);
        }
        sight.settle(&mut claim, clause.head);
        claim.target.is_some().then_some(claim)
    }
}
