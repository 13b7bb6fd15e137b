//! Statements and framings: who said what, and who calls what by which name.

use tacitus_record::{Claim, Grounded, Kind, Modality};
use tacitus_text::Upos;

use crate::clause::{Clause, follows_a_passive, is_predicate, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;
use crate::standing::{hears, is_quote};

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
    // "quotes the director as saying": the director's statement is read from the saying.
    if matches!(clause.lemma.as_str(), "quote" | "cite") {
        return None;
    }
    // To hope is no statement of what is so.
    if s.tokens[clause.head].upos != Upos::Verb || matches!(clause.lemma.as_str(), "hope" | "wish") {
        return None;
    }
    if follows_a_passive(s, &sight.clauses, clause) {
        return None;
    }
    let &speaker = clause.agents.first()?;
    // "the one who had warned that it would fall": who, nobody can tell.
    if s.tokens[speaker].form.eq_ignore_ascii_case("one") && s.children_by(speaker, "nmod").next().is_none() {
        return None;
    }
    let actor = sight.scene.actor(speaker).or_else(|| source(sight, speaker, clause.head))?;
    let content = content(sight, clause)?;
    // "a site that the army says was financing them": what is said is the clause around the saying.
    let opening = content.span().and_then(|c| s.tokens.iter().find(|t| t.span.start() >= c.start()));
    let around = content.span().is_some_and(|c| c.contains(s.tokens[clause.head].span));
    if around && opening.is_some_and(|t| matches!(t.form.as_str(), "that" | "which" | "who")) && s.tokens[clause.head].deprel == "acl:relcl"
    {
        return None;
    }
    // "… it says are planning attacks": a content without its subject is a fragment.
    // "he did not", "they believe": nothing is said that could be read.
    let telling = |t: &&tacitus_text::Token| {
        content.span().is_some_and(|c| c.contains(t.span))
            && (matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj)
                || t.upos == Upos::Verb && sight.scene.knowledge.lexicon.reporting_verbs.get(&t.lemma.to_lowercase()).is_none())
    };
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
    claim.said_by.retain(|v| !v.span().zip(own).is_some_and(|(v, own)| v.contains(own)));
    claim.actor = Some(actor);
    let joint = crate::standing::joint_speakers(sight.scene, speaker).into_iter().filter(|&k| k != speaker);
    claim.more_actors = joint.filter_map(|k| sight.scene.actor(k)).collect();
    claim.more_actors.dedup_by_key(|a| a.value.key());
    claim.target =
        clause.recipient.or_else(|| clause.patients.first().copied().filter(|_| clause.lemma == "tell")).and_then(|i| sight.scene.actor(i));
    claim.object = Some(content);
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// A source without a name ("witnesses") or any other noun that speaks.
fn source(sight: &Sighting, speaker: usize, verb: usize) -> Option<Grounded<tacitus_record::Actor>> {
    let s = sight.s();
    let lemma = s.tokens[speaker].lemma.to_lowercase();
    let known = sight.scene.knowledge.lexicon.sources.get(&lemma).is_some()
        || s.tokens[speaker].upos == Upos::Propn
        || s.tokens[speaker].upos == Upos::Noun && hears(s, verb, speaker);
    let phrase = sight.phrase(speaker);
    known.then(|| phrase.map(|text| tacitus_record::Actor::unknown(&text)))
}

/// What was said: a clause, a quote before the tag, or a noun of speech.
fn content(sight: &Sighting, clause: &Clause) -> Option<Grounded<String>> {
    let s = sight.s();
    let complements = || s.children(clause.head).filter(|&k| relation(s.tokens[k].deprel) == "ccomp" && k != clause.head);
    // "Townspeople reached by us said that they had left": what its "that" opens is said.
    let opened = |k: &usize| *k > clause.head && s.children_by(*k, "mark").any(|m| s.tokens[m].form == "that");
    let below = complements().find(opened).or_else(|| complements().next());
    let above = s.tokens[clause.head]
        .head
        .filter(|_| relation(s.tokens[clause.head].deprel) == "parataxis")
        .filter(|&h| is_predicate(s, h) || s.tokens[h].head.is_none())
        // "said that it fell; the other called that theatre": behind a semicolon another sentence begins.
        .filter(|&h| !(h..clause.head).any(|i| s.tokens[i].form == ";"));
    let beside =
        s.children(clause.head).find(|&k| relation(s.tokens[k].deprel) == "parataxis" && s.tokens[..k].iter().any(|t| is_quote(&t.form)));
    let span = match (below, above, beside) {
        // "the government, which insists that all are entitled, proposed an exchange": a relative clause ends where the main one goes on.
        (Some(k), _, _) if s.tokens[clause.head].deprel == "acl:relcl" && goes_on_behind(s, clause.head) => subtree_span(s, k),
        (Some(k), _, _) if k > clause.head => whole_content(sight, clause, k)?,
        (Some(k), _, _) => before_the_tag(s, subtree_span(s, k), clause.head, k),
        (None, Some(h), _) => before_the_tag(s, clause_span(s, h), clause.head, h),
        (None, None, Some(k)) => subtree_span(s, k),
        (None, None, None) => return None,
    };
    let told = below.filter(|&k| k > clause.head);
    let tag = told.and_then(|told| Some((told, closing_tag(sight, span, told, clause.head)?)));
    let span = tag.map_or(span, |(told, tag)| before_the_tag(s, span, tag, told));
    Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
}

/// "An ambush left four dead, the agency said, without naming anybody": what stands behind the tag is not told for certain to be said, unless the
/// quotation goes on there ("“We left,” he said, “at dawn”") or the tag stands before what it tells.
fn before_the_tag(s: &tacitus_text::Sentence, span: tacitus_record::Span, tag: usize, told: usize) -> tacitus_record::Span {
    let speaker = |i: usize| relation(s.tokens[i].deprel) == "nsubj" && s.tokens[i].head == Some(tag);
    let of_tag = |i: usize| i == tag || std::iter::successors(Some(i), |&n| s.tokens[n].head).take_while(|&n| n != tag).any(speaker);
    let Some(first) = (told + 1..=tag).find(|&i| s.tokens[i].upos != Upos::Punct && of_tag(i)) else { return span };
    let quoted = s.tokens[tag..].iter().any(|t| is_quote(&t.form) && span.contains(t.span));
    let ends = (told..first).rev().find(|&i| s.tokens[i].upos != Upos::Punct);
    match ends.filter(|_| !quoted && span.contains(s.tokens[tag].span)) {
        Some(end) => s.span_of(s.tokens.iter().position(|t| t.span.start() >= span.start()).unwrap_or(end).min(end), end + 1),
        None => span,
    }
}

/// The tag that closes a content: "had ruled that she could not be held, her lawyer said".
fn closing_tag(sight: &Sighting, span: tacitus_record::Span, told: usize, by: usize) -> Option<usize> {
    let s = sight.s();
    let says = |i: usize| sight.scene.knowledge.lexicon.reporting_verbs.get(&s.tokens[i].lemma.to_lowercase()).is_some();
    let above = |i: usize| std::iter::successors(s.tokens[told].head, |&n| s.tokens[n].head).any(|n| n == i);
    let tag = |&i: &usize| {
        let outside = relation(s.tokens[i].deprel) == "parataxis" || above(i);
        i != by && outside && is_predicate(s, i) && says(i) && span.contains(s.tokens[i].span)
    };
    (told + 1..s.tokens.len()).find(tag)
}

/// Whether a finite verb of the sentence stands behind a clause.
fn goes_on_behind(s: &tacitus_text::Sentence, clause: usize) -> bool {
    let last = s.subtree(clause).last().copied().unwrap_or(clause);
    let finite = |i: usize| matches!(s.tokens[i].xpos, "VBD" | "VBZ" | "VBP" | "MD");
    (last + 1..s.tokens.len())
        .any(|i| finite(i) && std::iter::successors(Some(clause), |&n| s.tokens[n].head).any(|n| n == i || s.tokens[i].head == Some(n)))
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
    let addressed = |i: usize| {
        matches!(
            s.tokens[i].lemma.as_str(),
            "Monday"
                | "Tuesday"
                | "Wednesday"
                | "Thursday"
                | "Friday"
                | "Saturday"
                | "Sunday"
                | "today"
                | "yesterday"
                | "reporter"
                | "journalist"
        )
    };
    // But "Wednesday's raids" are no day of the saying.
    let owning = |i: usize| s.tokens.get(i + 1).is_some_and(|t| t.xpos == "POS");
    let opens = (first..said).find(|&i| !addressed(i) || owning(i)).unwrap_or(first);
    if opens > first {
        own = tacitus_record::Span::new(sight.scene.body, s.tokens[opens].span.start(), own.end())?;
    }
    let beside = s
        .children(clause.head)
        .filter(|&k| k > said && matches!(relation(s.tokens[k].deprel), "conj" | "advcl" | "parataxis"))
        .filter_map(|k| s.subtree(k).first().copied())
        .min();
    // "says they are planning attacks and urged": a past verb without a subject behind a present content is the speaker's next act.
    let present = matches!(s.tokens[said].xpos, "VBZ" | "VBP" | "VB")
        || s.children(said).any(|k| {
            matches!(relation(s.tokens[k].deprel), "aux" | "cop")
                && matches!(s.tokens[k].xpos, "VBZ" | "VBP")
                && s.tokens[k].lemma != "have"
        });
    let next = s
        .children_by(said, "conj")
        .filter(|&k| present && s.tokens[k].xpos == "VBD" && s.children_by(k, "nsubj").next().is_none())
        .filter_map(|k| s.children_by(k, "cc").next().or_else(|| s.subtree(k).first().copied()))
        .min();
    if let Some(cut) = next {
        own = tacitus_record::Span::new(sight.scene.body, own.start(), s.tokens[cut.saturating_sub(1)].span.end().max(own.start()))?;
    }
    let aside = crate::standing::aside(sight.scene, clause.head);
    if let Some(cut) = aside.filter(|&cut| cut > said) {
        own = tacitus_record::Span::new(sight.scene.body, own.start(), s.tokens[cut - 1].span.start().min(own.end()))?;
    }
    let beside = beside.into_iter().chain(next).chain(aside).min();
    let mut end = beside.unwrap_or(s.tokens.len()).max(said + 1);
    let joins = |i: usize| {
        s.tokens[i].upos == Upos::Punct && !matches!(s.tokens[i].form.as_str(), ")" | "”" | "\"" | "%") || s.tokens[i].upos == Upos::Cconj
    };
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
    // Parsers hang the content on the noun as a clause of its own, a complement or an apposition.
    let below = |k: &usize| matches!(s.tokens[*k].deprel, "acl" | "ccomp" | "appos" | "parataxis") && *k > head;
    let that = |k: &usize| s.children_by(*k, "mark").any(|m| s.tokens[m].lemma == "that");
    let clause = s.children(head).filter(below).find(that)?;
    // "media report that …": the medium says so, not the nation before it.
    let medium = s.children_by(head, "compound").filter(|&k| s.tokens[k].upos == Upos::Noun && sight.scene.actor(k).is_none()).last();
    let first = s.children(head).filter(|&k| k < head && s.tokens[k].upos != Upos::Det && s.tokens[k].upos != Upos::Punct).min();
    let actor = match (medium, first) {
        (Some(last), Some(first)) if first <= last => {
            let span = s.span_of(first, last + 1);
            Grounded::at(tacitus_record::Actor::unknown(span.slice(sight.scene.body)), span)
        }
        _ => sight.owner(head)?,
    };
    let content = subtree_span(s, clause);
    let opens = s.children_by(head, "det").chain(s.children_by(head, "nmod:poss")).min().unwrap_or(head).min(head);
    let opens = s.subtree(opens).first().copied().unwrap_or(opens).min(opens);
    let span = s.span_of(opens, head + 1).cover(content);
    let mut claim = sight.claim(Kind::Statement, format!("say.{}", report.class), span, head, "reporting noun");
    // "denies X's assertion that": X did assert it.
    claim.polarity = tacitus_record::Polarity::Pos;
    // But who takes his own word back is a voice over it.
    let denies = |cue: &str| {
        let verb = s.tokens.iter().find(|t| t.form == cue).map(|t| t.lemma.to_lowercase()).unwrap_or_default();
        matches!(verb.as_str(), "deny" | "refute" | "dispute" | "reject" | "dismiss" | "contradict" | "disprove")
    };
    claim.said_by.retain(|v| !v.value.cue.as_deref().is_some_and(denies));
    claim.actor = Some(actor);
    claim.object = Some(Grounded::at(content.slice(sight.scene.body).to_string(), content));
    sight.settle(&mut claim, head);
    // The statement is its owner's own word; who else passes it on stays.
    let own = claim.actor.as_ref().and_then(|a| a.span());
    claim.said_by.retain(|v| v.span() != own);
    // An assertion has no place but that of what it is about.
    if claim.place.is_none() {
        let mut about = claim.clone();
        sight.settle(&mut about, clause);
        claim.place = about.place.or_else(|| only_place(sight, content));
    }
    Some(claim)
}

/// The place that a stretch of words names, where it names one only.
fn only_place(sight: &Sighting, within: tacitus_record::Span) -> Option<Grounded<tacitus_record::Place>> {
    let inside = |p: &&crate::when_where::Attached<tacitus_record::Place>| p.value.span().is_some_and(|s| within.contains(s));
    let mut named = sight.places.iter().filter(inside).filter(|p| sight.is_location(p));
    let first = named.next()?;
    named.next().is_none().then(|| first.value.clone())
}

/// "calls it a special operation", "described as terrorists", "portrayal of the war as".
pub fn framings(sight: &Sighting) -> Vec<Claim> {
    let mut found: Vec<Claim> = sight.clauses.iter().filter_map(|c| framing(sight, c)).collect();
    found.extend((0..sight.s().tokens.len()).filter_map(|h| portrayal(sight, h)));
    found.extend(sight.clauses.iter().filter_map(|c| blame(sight, c)));
    found.extend(sight.clauses.iter().filter_map(|c| narrative(sight, c)));
    found
}

/// "The neighbours are at fault for the famine, the minister said": whom somebody makes answerable.
fn blame(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let head = clause.head;
    let infinitive = clause.copular && clause.lemma == "blame" && s.children_by(head, "mark").any(|k| s.tokens[k].lemma == "to");
    let at_fault = clause.copular && clause.lemma == "fault" && crate::clause::case_of(s, head) == "at";
    // "responsible for security" is an office; "responsible for the attack" is blame.
    let deed = |n: usize| {
        crate::kinds::event::is_event_noun(sight, n)
            || sight.scene.knowledge.lexicon.casualty(&s.tokens[n].lemma.to_lowercase(), "noun").is_some()
    };
    let responsible = clause.copular && clause.lemma == "responsible" && clause.oblique("for").is_some_and(deed);
    // "Responsibility for the attack lies with the rebels."
    let lies = lies_with(sight, clause);
    if !infinitive && !at_fault && !responsible && lies.is_none() {
        return None;
    }
    let st = sight.standing(head);
    let named = |v: &&Grounded<tacitus_record::Voice>| v.value.made && v.value.voice_type != tacitus_record::VoiceType::Unnamed;
    let speaker = st.voices.last().filter(named)?;
    if st.question || st.antecedent {
        return None;
    }
    let blamed = match lies {
        Some((blamed, _)) => blamed,
        None => *clause.agents.first()?,
    };
    let subject = sight.phrase(blamed);
    if s.tokens[blamed].upos == Upos::Pron && sight.scene.actor(blamed).is_none() {
        return None;
    }
    let mut claim = sight.claim(Kind::Framing, "blame", clause_span(s, head).cover(subject.span()?), head, "words of blame");
    claim.actor = Some(speaker.clone().map(|v| v.actor));
    claim.target = sight.scene.actor(blamed).or_else(|| Some(subject.map(|t| tacitus_record::Actor::unknown(&t))));
    claim.object = lies.map(|(_, deed)| deed).or_else(|| clause.oblique("for")).map(|n| sight.phrase(n));
    // The infinitive of "to blame" is no plan, and who sought to blame did.
    if matches!(claim.modality, Modality::Planned | Modality::Attempted) {
        claim.modality = Modality::Actual;
    }
    sight.settle(&mut claim, head);
    Some(claim)
}

/// "Responsibility for the attack lies with the rebels": with whom, and for what.
pub fn lies_with(sight: &Sighting, clause: &Clause) -> Option<(usize, usize)> {
    let s = sight.s();
    let &noun = clause.agents.first().filter(|_| matches!(clause.lemma.as_str(), "lie" | "rest" | "fall") && !clause.passive)?;
    let answers = matches!(s.tokens[noun].lemma.to_lowercase().as_str(), "responsibility" | "blame");
    let deed = s.children_by(noun, "nmod").find(|&k| crate::clause::case_of(s, k) == "for").filter(|_| answers)?;
    Some((clause.oblique("with|on|upon")?, deed))
}

/// "clung to the pretext for the war", "repeated his excuse": the view that somebody holds to.
fn narrative(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let words = &sight.scene.knowledge.lexicon.narrative;
    let is = |word: &str, pos: &str| words.get(word).is_some_and(|p| *p == pos);
    let plain = clause.patients.first().copied().filter(|_| is(&clause.lemma, "verb"));
    let under = || clause.obliques.iter().find(|(p, _)| is(&format!("{} {p}", clause.lemma), "verb")).map(|(_, n)| *n);
    let held = plain.or_else(under)?;
    // "one of his reasons": the noun below the number.
    let partitive = matches!(s.tokens[held].upos, Upos::Num | Upos::Det | Upos::Pron);
    let below = s.children_by(held, "nmod").find(|&k| partitive && crate::clause::case_of(s, k) == "of");
    let noun = below.unwrap_or(held);
    let lemma = s.tokens[noun].lemma.to_lowercase();
    let pair = noun.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].form.to_lowercase()));
    if !is(&lemma, "noun") && !pair.is_some_and(|p| is(&p, "noun")) {
        return None;
    }
    let actor = clause.agents.first().and_then(|&a| sight.scene.actor(a))?;
    let st = sight.standing(clause.head);
    if st.question || st.antecedent || !matches!(st.modality, tacitus_record::Modality::Actual | tacitus_record::Modality::Ongoing) {
        return None;
    }
    let mut claim = sight.claim(Kind::Framing, "hold-to", clause_span(s, clause.head), clause.head, "verb of holding to a view");
    claim.target = s
        .subtree(noun)
        .into_iter()
        .filter(|&i| i > noun && matches!(s.tokens[i].upos, Upos::Propn | Upos::Noun))
        .filter_map(|i| sight.scene.actor(i))
        .find(|a| a.value.key() != actor.value.key());
    claim.actor = Some(actor);
    claim.object = Some(sight.phrase(held));
    sight.settle(&mut claim, clause.head);
    Some(claim)
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
    // "hackers calling themselves the Ghosts": a name of their own.
    if clause.patients.iter().any(|&p| matches!(s.tokens[p].form.to_lowercase().as_str(), "themselves" | "itself" | "himself" | "herself"))
    {
        return None;
    }
    claim.object = Some(match named {
        Some(thing) => {
            let (start, end) = (crate::phrase::noun_phrase(s, thing).0, crate::phrase::noun_phrase(s, label).1);
            let span = s.span_of(start, closed(s, start, end));
            Grounded::at(span.slice(sight.scene.body).to_string(), span)
        }
        // "what it calls "activity incompatible with driving"": all that stands between the marks.
        None => {
            let (start, end) = crate::phrase::noun_phrase(s, label);
            let inside = crate::mend::quoted(s);
            let until = (end..s.tokens.len()).find(|&i| !inside[i] || is_quote(&s.tokens[i].form)).filter(|_| inside[label]);
            let span = s.span_of(start, until.unwrap_or(end));
            Grounded::at(span.slice(sight.scene.body).to_string(), span)
        }
    });
    claim.wording = Some(super::event::verb_wording(sight, clause, None));
    claim.target = clause.patients.first().or(clause.oblique("to").as_ref()).and_then(|&p| sight.scene.actor(p));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}

/// The end of a run of words, or of the quotation that it opens and does not close.
fn closed(s: &tacitus_text::Sentence, start: usize, end: usize) -> usize {
    let inside = crate::mend::quoted(s);
    let opens = end.checked_sub(1).is_some_and(|last| last > start && inside[last] && !inside[start]);
    let close = (end..s.tokens.len()).find(|&i| !inside[i]).filter(|_| opens);
    close.map_or(end, |i| i + 1)
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
