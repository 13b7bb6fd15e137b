//! Denials told as an afterthought: "accuses its neighbour of arming the rebels, which the government denies", "a claim the army rejected",
//! "Karsk, which Orm accuses of arming them, denies the charge". What was told before is denied by whoever speaks behind it.

use tacitus_record::{Aux, Claim, EventCode, Factuality, Grounded, Kind, Mention, Modality, Polarity, Span, Voice};
use tacitus_text::{Sentence, Upos};

use crate::clause::{Clause, relation};
use crate::phrase::clause_span;
use crate::sighting::Sighting;
use crate::standing::speaker;

/// Verbs that can only deny that something is so; "a truce, which they reject" is no denial.
const DENY: [&str; 4] = ["deny", "refute", "rebut", "contradict"];

/// PLOVER types of words: what is denied behind them is what they say.
const WORDS: [&str; 6] = ["ACCUSE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"];

/// Claims of denial, and for each the denied deed on the word of who denies it; `claims` lose what was read of the afterthought itself.
pub fn afterthoughts(sight: &Sighting, claims: &mut Vec<Claim>) -> Vec<Claim> {
    let mut found = Vec::new();
    for clause in &sight.clauses {
        let Some((opens, by_accused)) = opening(sight, clause) else { continue };
        // Of two subjects ("an allegation Kigali rejects") the second speaks.
        let agents = clause.agents.iter().copied().max().into_iter().collect();
        let Some(voice) = speaker(sight.scene, &sight.clauses, &Clause { agents, ..clause.clone() }, true) else { continue };
        let s = sight.s();
        let before = s.tokens[opens].span.start();
        let deed = denied(sight, claims, opens, by_accused.then_some(&voice));
        let words = deed.as_ref().map(|d| d.mention.span).or_else(|| accusation(claims, before).filter(|_| !by_accused));
        let Some(words) = words.or_else(|| saying(sight, claims, before).filter(|_| !by_accused)) else {
            continue;
        };
        claims.iter_mut().for_each(|c| end_before(sight, c, before));
        let afterthought = Span::new(sight.scene.body, before, s.tokens[clause.head].span.end()).unwrap_or(s.tokens[clause.head].span);
        claims.retain(|c| c.kind != Kind::Event || !c.mention.cue.is_some_and(|cue| afterthought.contains(cue)));
        let rule = format!("denied behind it ({})", s.tokens[clause.head].form);
        let mention = |span: Span, first: &str| Mention {
            article: sight.article.to_string(),
            sentence: sight.scene.number as u32,
            span,
            cue: Some(s.tokens[clause.head].span),
            reader: "rule".to_string(),
            rules: vec![first.to_string()],
        };
        let own = clause_span(s, clause.head).cover(s.tokens[clause.head].span).cover(voice.span().unwrap_or(s.tokens[clause.head].span));
        let mut denial = Claim::new(Kind::Event, "reject.deny", mention(own, &rule));
        denial.event = Some(EventCode { plover_type: "REJECT".to_string(), mode: None, aux: Vec::new(), context: Vec::new() });
        denial.actor = Some(voice.clone().map(|v| v.actor));
        denial.object = Some(Grounded::at(words.slice(sight.scene.body).to_string(), words));
        denial.factuality = vec![("author".to_string(), Factuality::CertainPos)];
        found.push(denial);
        found.extend(deed.map(|deed| contrary(deed, voice, words.cover(own), &rule)));
    }
    found
}

/// The deed as whoever denies it has it.
fn contrary(mut deed: Claim, voice: Grounded<Voice>, span: Span, rule: &str) -> Claim {
    deed.mention.span = span;
    deed.mention.rules.push(rule.to_string());
    deed.polarity = Polarity::Neg;
    deed.factuality = vec![("author".to_string(), Factuality::Uncommitted), (voice.value.actor.name.clone(), Factuality::CertainNeg)];
    deed.said_by = vec![voice];
    if let Some(event) = &mut deed.event {
        event.aux.push(Aux::Negation);
    }
    deed
}

/// The token at which a denial behind what it denies begins, and whether only who was accused before can be meant.
fn opening(sight: &Sighting, clause: &Clause) -> Option<(usize, bool)> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let head = clause.head;
    let lemma = s.tokens[head].lemma.to_lowercase();
    lexicon.reporting_verbs.get(&lemma).filter(|r| r.class == "deny")?;
    let negated = s.children_by(head, "advmod").any(|k| matches!(s.tokens[k].lemma.as_str(), "not" | "never" | "n't" | "neither"));
    let subject = *clause.agents.iter().max()?;
    if negated || clause.passive || !matches!(s.tokens[head].xpos, "VBZ" | "VBP" | "VBD" | "VBN") {
        return None;
    }
    let saying = |n: usize| {
        let noun = lexicon.reporting_nouns.get(&s.tokens[n].lemma.to_lowercase());
        s.tokens[n].upos == Upos::Noun && noun.is_some_and(|r| matches!(r.class, "claim" | "accuse" | "say"))
            || s.tokens[n].form.eq_ignore_ascii_case("something")
    };
    if relation(s.tokens[head].deprel) == "acl" {
        let noun = s.tokens[head].head.filter(|&n| n < head && n != subject)?;
        let first = (noun + 1..head).find(|&i| s.tokens[i].upos != Upos::Punct)?;
        let which = s.tokens[first].form.eq_ignore_ascii_case("which");
        // "a claim (that) the army rejected", behind a comma.
        if saying(noun) && subject > noun {
            return behind_comma(s, noun).map(|opens| (opens, false));
        }
        let comma = s.tokens[first - 1].form == ",";
        return (which && comma && subject > first && DENY.contains(&lemma.as_str())).then_some((first, false));
    }
    // "an allegation Kigali rejects": parsers may take it for a sentence of its own, beside the first.
    let noun = s
        .children_by(head, "nsubj")
        .find(|&n| n != subject && saying(n) && n + 1 == s.subtree(subject).first().copied().unwrap_or(subject));
    if let Some(noun) = noun.filter(|_| relation(s.tokens[head].deprel) == "parataxis") {
        return behind_comma(s, noun).map(|opens| (opens, false));
    }
    // "denies the charge": that told in the same sentence before.
    let taken_up = |n: usize| {
        let known = ["the", "that", "those", "this", "these", "such"];
        saying(n) && s.children_by(n, "det").any(|d| known.contains(&s.tokens[d].lemma.to_lowercase().as_str())) && s.subtree(n).len() == 2
    };
    clause.patients.iter().any(|&n| n > head && taken_up(n)).then_some((head, true))
}

/// What somebody is accused of before a place in the text, where no deed could be read of it ("using the hospital as a base").
fn accusation(claims: &[Claim], before: usize) -> Option<Span> {
    let accuses = claims.iter().filter(|c| c.event.as_ref().is_some_and(|e| e.plover_type == "ACCUSE"));
    accuses.filter_map(|c| c.object.as_ref()?.span()).find(|o| o.end() <= before)
}

/// What somebody is said to claim right before a place in the text, where no deed could be read of it ("claimed that it had been hit, which
/// the command denied").
fn saying(sight: &Sighting, claims: &[Claim], before: usize) -> Option<Span> {
    let stated = claims.iter().filter(|c| c.kind == Kind::Statement).filter_map(|c| c.object.as_ref()?.span());
    let said = stated.filter(|o| o.start() < before && before <= o.end() + 2).min_by_key(|o| o.len())?;
    let kept = sight.scene.body[said.start()..before.min(said.end())].trim_end_matches([',', ' ', '-', '–', '—', ';']);
    Span::new(sight.scene.body, said.start(), said.start() + kept.len()).filter(|s| !s.is_empty())
}

/// The first word of a noun phrase with "a" or "an" that stands behind a comma.
fn behind_comma(s: &Sentence, noun: usize) -> Option<usize> {
    let article = s.children_by(noun, "det").find(|&d| d < noun && matches!(s.tokens[d].lemma.to_lowercase().as_str(), "a" | "an"));
    let opens = article.or_else(|| (s.tokens[noun].upos == Upos::Pron).then_some(noun))?;
    (opens > 0 && s.tokens[opens - 1].form == ",").then_some(opens)
}

/// The uppermost deed told before a token, on nobody's denial yet; with `accused`, only one that is laid to whoever speaks.
fn denied(sight: &Sighting, claims: &[Claim], opens: usize, accused: Option<&Grounded<Voice>>) -> Option<Claim> {
    let s = sight.s();
    let before = s.tokens[opens].span.start();
    let depth = |c: &Claim| {
        let cue = s.tokens.iter().position(|t| Some(t.span) == c.mention.cue)?;
        Some(std::iter::successors(Some(cue), |&n| s.tokens[n].head).take(40).count())
    };
    let by_accused = |c: &Claim| {
        let (Some(actor), Some(voice)) = (c.actor.as_ref(), accused) else { return accused.is_none() };
        let (a, b) = (&actor.value, &voice.value.actor);
        a.key() == b.key() || a.country.is_some() && a.country == b.country
    };
    let fits = |c: &&Claim| {
        matches!(c.kind, Kind::Event | Kind::Loss | Kind::Control | Kind::Deployment)
            && c.event
                .as_ref()
                .is_none_or(|e| c.kind == Kind::Loss || !WORDS.contains(&e.plover_type.as_str()) || c.predicate.starts_with("support"))
            && c.polarity == Polarity::Pos
            && matches!(c.modality, Modality::Actual | Modality::Ongoing)
            && c.mention.span.end() <= before
    };
    let told = claims.iter().filter(fits).filter(|c| by_accused(c));
    told.filter_map(|c| Some((depth(c)?, c))).min_by_key(|(depth, c)| (*depth, c.mention.span)).map(|(_, c)| c.clone())
}

/// An object that reaches into the afterthought ends before it.
fn end_before(sight: &Sighting, claim: &mut Claim, before: usize) {
    let Some(span) = claim.object.as_ref().and_then(Grounded::span).filter(|o| o.start() < before && before < o.end()) else { return };
    let body = sight.scene.body;
    let kept = body[span.start()..before].trim_end_matches([',', ' ', '-', '–', '—', ';']);
    if let Some(cut) = Span::new(body, span.start(), span.start() + kept.len()).filter(|c| !c.is_empty()) {
        claim.object = Some(Grounded::at(cut.slice(body).to_string(), cut));
    }
}
