//! Statements and framings: who said what, and who calls what by which name.

use tacitus_record::{Claim, Grounded, Kind};
use tacitus_text::Upos;

use crate::clause::{Clause, is_predicate, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;
use crate::standing::is_quote;

/// Claims that something was said, for verbs of saying that no event frame took (`used`).
pub fn statements(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    let mut found = Vec::new();
    for clause in &sight.clauses {
        if !used.contains(&clause.head) {
            found.extend(statement(sight, clause));
        }
    }
    for head in 0..sight.s().tokens.len() {
        found.extend(said_noun(sight, head));
    }
    found
}

fn statement(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let report = sight.scene.knowledge.lexicon.reporting_verbs.get(&clause.lemma).copied()?;
    // To hope is no statement of what is so.
    if s.tokens[clause.head].upos != Upos::Verb || matches!(clause.lemma.as_str(), "hope" | "wish") {
        return None;
    }
    let &speaker = clause.agents.first()?;
    let actor = sight.scene.actor(speaker).or_else(|| source(sight, speaker))?;
    let content = content(sight, clause)?;
    // "… it says are planning attacks": a content without its subject is a fragment.
    // "he did not", "they believe": nothing is said that could be read.
    let telling = |t: &&tacitus_text::Token| content.span().is_some_and(|c| c.contains(t.span))
        && (matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj)
            || t.upos == Upos::Verb && sight.scene.knowledge.lexicon.reporting_verbs.get(&t.lemma.to_lowercase()).is_none());
    if s.tokens.iter().filter(telling).count() == 0 {
        return None;
    }
    let opens = content.span().and_then(|c| s.tokens.iter().find(|t| t.span.start() >= c.start())).map(|t| t.upos);
    if matches!(opens, Some(Upos::Aux)) {
        return None;
    }
    let st = sight.standing(clause.head);
    if st.question || st.antecedent {
        return None;
    }
    let span = clause_span(s, clause.head).cover(content.span()?);
    let mut claim = sight.claim(Kind::Statement, format!("say.{}", report.class), span, clause.head, "reporting verb");
    claim.wording = Some(super::event::verb_wording(sight, clause, None));
    if !report.made {
        claim.polarity = tacitus_record::Polarity::Neg;
    }
    // The statement is the speaker's; who says that it was made stays with the voices above it.
    let own = actor.span();
    claim.said_by.retain(|v| v.span() != own);
    claim.actor = Some(actor);
    claim.target =
        clause.recipient.or_else(|| clause.patients.first().copied().filter(|_| clause.lemma == "tell")).and_then(|i| sight.scene.actor(i));
    claim.object = Some(content);
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// A source without a name ("witnesses") or any other noun that speaks.
fn source(sight: &Sighting, speaker: usize) -> Option<Grounded<tacitus_record::Actor>> {
    let s = sight.s();
    let lemma = s.tokens[speaker].lemma.to_lowercase();
    let known = sight.scene.knowledge.lexicon.sources.get(&lemma).is_some() || s.tokens[speaker].upos == Upos::Propn;
    let phrase = sight.phrase(speaker);
    known.then(|| phrase.map(|text| tacitus_record::Actor::unknown(&text)))
}

/// What was said: a clause, a quote before the tag, or a noun of speech.
fn content(sight: &Sighting, clause: &Clause) -> Option<Grounded<String>> {
    let s = sight.s();
    let below = s.children(clause.head).find(|&k| relation(s.tokens[k].deprel) == "ccomp" && k != clause.head);
    let above = s.tokens[clause.head]
        .head
        .filter(|_| relation(s.tokens[clause.head].deprel) == "parataxis")
        .filter(|&h| is_predicate(s, h) || s.tokens[h].head.is_none());
    let beside =
        s.children(clause.head).find(|&k| relation(s.tokens[k].deprel) == "parataxis" && s.tokens[..k].iter().any(|t| is_quote(&t.form)));
    let span = match (below, above, beside) {
        (Some(k), _, _) if k > clause.head => whole_content(sight, clause, k)?,
        (Some(k), _, _) => subtree_span(s, k),
        (None, Some(h), _) => clause_span(s, h),
        (None, None, Some(k)) => subtree_span(s, k),
        (None, None, None) => return None,
    };
    Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
}

/// Everything said after the verb: to the end of the sentence, but for what goes on beside the saying (", and added …", ", when asked").
/// Parsers lose the thread of long contents; the words that follow still belong to them.
fn whole_content(sight: &Sighting, clause: &Clause, said: usize) -> Option<tacitus_record::Span> {
    let s = sight.s();
    let mut own = subtree_span(s, said);
    let first = s.tokens.iter().position(|t| t.span.start() >= own.start())?;
    // "people who they say disappeared": the content is no clause of its own.
    if matches!(s.tokens[first].xpos, "WDT" | "WP") && !matches!(s.tokens[first].lemma.as_str(), "what") {
        return None;
    }
    // "said Friday a session will be held": the day of the saying.
    let day = matches!(s.tokens[first].lemma.as_str(), "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday");
    if day && first == clause.head + 1 && first + 1 < said {
        own = tacitus_record::Span::new(sight.scene.body, s.tokens[first + 1].span.start(), own.end())?;
    }
    let beside = s
        .children(clause.head)
        .filter(|&k| k > said && matches!(relation(s.tokens[k].deprel), "conj" | "advcl" | "parataxis"))
        .filter_map(|k| s.subtree(k).first().copied())
        .min();
    let mut end = beside.unwrap_or(s.tokens.len());
    let joins = |i: usize| s.tokens[i].upos == Upos::Punct && !matches!(s.tokens[i].form.as_str(), ")" | "”" | "\"" | "%") || s.tokens[i].upos == Upos::Cconj;
    while end > said + 1 && joins(end - 1) {
        end -= 1;
    }
    let until = s.tokens[end - 1].span.end();
    // A tag of another speaker behind the content ends it.
    let tag = (said..end).any(|i| relation(s.tokens[i].deprel) == "parataxis");
    if tag || until <= own.end() { Some(own) } else { tacitus_record::Span::new(sight.scene.body, own.start(), until) }
}

/// "the UK's repeated assertion that …", "claims by rebels that …".
fn said_noun(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let token = &s.tokens[head];
    let report = sight.scene.knowledge.lexicon.reporting_nouns.get(&token.lemma.to_lowercase()).copied()?;
    if token.upos != Upos::Noun || matches!(report.class, "threaten" | "promise" | "order" | "demand" | "accuse") {
        return None;
    }
    let content =
        s.children(head).find(|&k| s.tokens[k].deprel == "acl" && s.children_by(k, "mark").any(|m| s.tokens[m].lemma == "that"))?;
    let actor = sight.owner(head)?;
    let content = subtree_span(s, content);
    let span = sight.phrase(head).span()?.cover(content);
    let mut claim = sight.claim(Kind::Statement, format!("say.{}", report.class), span, head, "reporting noun");
    claim.actor = Some(actor);
    claim.object = Some(Grounded::at(content.slice(sight.scene.body).to_string(), content));
    sight.settle(&mut claim, head);
    Some(claim)
}

/// "calls it a special operation", "described as terrorists", "portrayal of the war as".
pub fn framings(sight: &Sighting) -> Vec<Claim> {
    let mut found: Vec<Claim> = sight.clauses.iter().filter_map(|c| framing(sight, c)).collect();
    found.extend((0..sight.s().tokens.len()).filter_map(|h| portrayal(sight, h)));
    found
}

fn framing(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let report = sight.scene.knowledge.lexicon.reporting_verbs.get(&clause.lemma).copied();
    let names = report.is_some_and(|r| r.class == "call")
        || matches!(clause.lemma.as_str(), "call" | "label" | "describe" | "portray" | "brand" | "term" | "dub" | "depict" | "denounce");
    let refers = clause.lemma == "refer" && clause.oblique("to").is_some();
    if !names && !refers {
        return None;
    }
    let label = s
        .children(clause.head)
        .find(|&k| relation(s.tokens[k].deprel) == "xcomp" && !matches!(s.tokens[k].upos, Upos::Verb))
        .or_else(|| clause.oblique("as"))
        .or_else(|| so_called(sight, clause))?;
    let actor = clause.agents.first().and_then(|&a| sight.scene.actor(a))?;
    let st = sight.standing(clause.head);
    if st.question || st.antecedent {
        return None;
    }
    let span = clause_span(s, clause.head);
    let mut claim = sight.claim(Kind::Framing, "call", span, clause.head, "naming verb");
    claim.actor = Some(actor);
    // "called the deaths a tragedy": the name says little without what bears it.
    let named = clause.patients.first().copied().filter(|&p| p < label && s.tokens[p].upos != Upos::Pron);
    claim.object = Some(match named {
        Some(thing) => {
            let span = s.span_of(crate::phrase::noun_phrase(s, thing).0, crate::phrase::noun_phrase(s, label).1);
            Grounded::at(span.slice(sight.scene.body).to_string(), span)
        }
        None => sight.phrase(label),
    });
    claim.wording = Some(super::event::verb_wording(sight, clause, None));
    claim.target = clause.patients.first().or(clause.oblique("to").as_ref()).and_then(|&p| sight.scene.actor(p));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// "what it calls its "response"": the object is the name given.
fn so_called(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let what = (clause.head.saturating_sub(5)..clause.head).any(|i| s.tokens[i].form.eq_ignore_ascii_case("what"));
    clause.patients.iter().copied().find(|&p| what && p > clause.head)
}

fn portrayal(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    if !matches!(
        s.tokens[head].lemma.as_str(),
        "portrayal" | "description" | "depiction" | "characterization" | "characterisation" | "framing"
    ) {
        return None;
    }
    let label = s.subtree(head).into_iter().find(|&k| k > head && crate::clause::case_of(s, k) == "as")?;
    let actor = sight.owner(head)?;
    let span = subtree_span(s, head);
    let mut claim = sight.claim(Kind::Framing, "call", span, head, "naming noun");
    claim.actor = Some(actor);
    claim.object = Some(sight.phrase(label));
    Some(claim)
}
