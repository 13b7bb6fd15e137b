//! Relations: what came of what, before or after what, what lies in what, who is allied with whom, what a text obliges to.

use std::collections::BTreeSet;

use tacitus_record::{Actor, Claim, Grounded, Kind, Modality, Polarity, Span, Wording};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, complex_case, coordinated, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;

/// Claims that join two happenings. `told` are the claims of the sentence, `before` those of the sentence before it, `carriers` the
/// tokens of the triggers of `told`.
pub fn find(sight: &Sighting, told: &[Claim], before: &[Claim], carriers: &[usize]) -> Vec<Claim> {
    let clauses = sight.clauses.iter().filter(|c| carriers.contains(&c.head));
    let mut found: Vec<Claim> = clauses.flat_map(|c| joined(sight, c)).collect();
    found.extend(ordered(sight, told));
    found.extend(resumed(sight, told, before));
    found
}

/// "the Dorrin province of Valdonia": a place said to lie in another, where the gazetteer agrees.
pub fn located(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for inner in &sight.places {
        let Some(outer) = sight.places.iter().find(|o| s.tokens[o.token].head == Some(inner.token) && case_of(s, o.token) == "of") else {
            continue;
        };
        let (a, b) = (&inner.value.value, &outer.value.value);
        let agrees = a.country.is_some()
            && a.country == b.country
            && a.gazetteer_id != b.gazetteer_id
            && a.gazetteer_id.is_some()
            && b.gazetteer_id.is_some();
        let (Some(from), Some(to)) = (inner.value.span(), outer.value.span()) else { continue };
        if agrees {
            let mut claim = sight.claim(Kind::Relation, "located_in", from.cover(to), inner.token, "place in place");
            let subject = Actor { name: a.name.clone(), country: a.country.clone(), ..Actor::unknown(from.slice(sight.scene.body)) };
            claim.actor = Some(Grounded::at(subject, from));
            claim.place = Some(inner.value.clone());
            claim.object = Some(Grounded::at(b.name.clone(), to));
            claim.said_by.clear();
            found.push(claim);
        }
    }
    found
}

fn joined(sight: &Sighting, clause: &Clause) -> Vec<Claim> {
    let s = sight.s();
    let connectives = &sight.scene.knowledge.lexicon.connectives;
    let mut found = Vec::new();
    for k in s.children(clause.head) {
        let rel = relation(s.tokens[k].deprel);
        let mark = match rel {
            "obl" => s.children_by(k, "case").next(),
            "advcl" => s.children_by(k, "mark").next(),
            _ => continue,
        };
        let Some(mark) = mark else { continue };
        let complex = complex_case(s, k).filter(|(word, _)| rel == "obl" && connectives.get(word).is_some());
        let (word, k) = match complex {
            Some((word, below)) => (word, below),
            None if rel == "obl" => (case_of(s, k), k),
            None => (s.tokens[mark].form.to_lowercase(), k),
        };
        let Some(name) = connectives.get(&word).copied() else { continue };
        // Order in time is in the dates; what is worth stating is what came of what.
        if !matches!(name, "caused_by" | "in_response_to") {
            continue;
        }
        let is_time = sight.times.iter().any(|t| t.range.0 <= k && k < t.range.1);
        if is_time {
            continue;
        }
        let whole = subtree_span(s, k);
        let mut claim = sight.claim(
            Kind::Relation,
            name,
            clause_span(s, clause.head).cover(whole).cover(s.tokens[mark].span),
            clause.head,
            "connective",
        );
        claim.actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        // Both halves in their own words, with the word that joins them.
        let whole = claim.mention.span;
        claim.object = Some(Grounded::at(whole.slice(sight.scene.body).to_string(), whole));
        claim.wording = Some(tacitus_record::Wording::Phrase);
        sight.settle(&mut claim, clause.head);
        let plain = claim.polarity == Polarity::Pos && claim.modality == Modality::Actual;
        if plain && claim.actor.is_some() {
            found.push(claim);
        }
    }
    found
}

/// A happening of the kinds that are counted and compared, told as a fact, with somebody or somewhere to it.
fn is_happening(claim: &Claim) -> bool {
    let kind = match claim.kind {
        Kind::Event => claim.event.is_some(),
        Kind::Loss | Kind::Control | Kind::Deployment => true,
        _ => false,
    };
    let plain = claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing);
    kind && plain && (claim.actor.is_some() || claim.target.is_some() || claim.place.is_some())
}

fn has_side(claim: &Claim) -> bool {
    claim.actor.is_some() || claim.target.is_some()
}

/// "shelling before the troops advanced": two happenings in order, on the words from the one to the other.
fn ordered(sight: &Sighting, told: &[Claim]) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    let token_of = |c: &Claim| s.tokens.iter().position(|t| Some(t.span) == c.mention.cue);
    let happenings: Vec<(usize, &Claim)> = told.iter().filter(|c| is_happening(c)).filter_map(|c| Some((token_of(c)?, c))).collect();
    for &(second, other) in &happenings {
        let Some(mark) = s
            .children(second)
            .find(|&k| matches!(relation(s.tokens[k].deprel), "mark" | "case") && matches!(s.tokens[k].lemma.as_str(), "before" | "after"))
        else {
            continue;
        };
        // Only the happening right before the word: of a longer clause the order says less than the two deeds with their days.
        let beside = |i: usize| i + 1 == mark && s.tokens[i].upos == Upos::Noun;
        let Some(&(first, one)) = happenings.iter().find(|(i, _)| beside(*i)) else { continue };
        let apart = (first..mark).any(|i| matches!(s.tokens[i].form.as_str(), ";" | ":" | ".") || relation(s.tokens[i].deprel) == "mark");
        // "are injured after rebels shell the port": who is on which side of the order, the words do not say.
        let suffered = one.actor.is_none() && one.target.is_some();
        if apart || suffered || !has_side(other) || same_voices(one, other).is_none() {
            continue;
        }
        let span = s.tokens[first].span.cover(s.tokens[second].span);
        let mut claim = sight.claim(Kind::Relation, s.tokens[mark].lemma.clone(), span, second, "order in time");
        claim.actor = one.actor.clone().or_else(|| one.target.clone());
        let ends = |a: &Grounded<Actor>| claim.actor.as_ref().is_none_or(|one| one.value.key() != a.value.key());
        claim.target = other.actor.clone().or_else(|| other.target.clone()).filter(ends);
        let words = one.mention.span.cover(other.mention.span).cover(span);
        claim.object = Some(Grounded::at(words.slice(sight.scene.body).to_string(), words));
        claim.wording = Some(Wording::Phrase);
        found.push(claim);
    }
    found
}

/// Both are told by the same: the voices of the one, where they are those of the other.
fn same_voices(a: &Claim, b: &Claim) -> Option<()> {
    let names = |c: &Claim| c.said_by.iter().map(|v| v.value.actor.key()).collect::<Vec<_>>();
    (names(a) == names(b)).then_some(())
}

/// "…, and the army suffered losses as a result": a phrase that says that its clause came of what was told right before it.
fn resumed(sight: &Sighting, told: &[Claim], before: &[Claim]) -> Vec<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < forms.len() {
        let Some((n, name)) = lexicon.discourse_connectives.longest_at(&forms, at).map(|(n, name)| (n, *name)) else {
            at += 1;
            continue;
        };
        let (start, end) = (at, at + n);
        at = end;
        // "as a result of the attack" names its cause itself.
        if forms.get(end).is_some_and(|w| matches!(w.as_str(), "of" | "to" | "for")) {
            continue;
        }
        let governor = sight.governing(start);
        let cue = s.tokens[governor].span;
        let Some(effect) = told.iter().find(|c| c.mention.cue == Some(cue) && is_happening(c) && has_side(c)) else { continue };
        let own = |c: &&Claim| is_happening(c) && has_side(c) && c.mention.span.end() <= effect.mention.span.start();
        let opens = start <= 1;
        let cause = if opens { before.iter().rfind(|c| is_happening(c) && has_side(c)) } else { told.iter().rfind(own) };
        let Some(cause) = cause.filter(|c| same_voices(c, effect).is_some()) else { continue };
        let mut claim = sight.claim(Kind::Relation, name, s.span_of(start, end), governor, "connective to what was told before");
        claim.actor = effect.actor.clone().or_else(|| effect.target.clone());
        claim.target =
            cause.actor.clone().or_else(|| cause.target.clone()).filter(|t| t.span() != claim.actor.as_ref().and_then(|a| a.span()));
        claim.object = Some(Grounded::at(cause.mention.span.slice(sight.scene.body).to_string(), cause.mention.span));
        found.push(claim);
    }
    found
}

/// "an ally of", "its alliance with", "militias allied with": who is allied with whom.
pub fn alliances(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found: Vec<Claim> = (0..s.tokens.len()).filter_map(|head| alliance(sight, head)).collect();
    let mut seen = BTreeSet::new();
    found.retain(|c| seen.insert(c.mention.span));
    found
}

fn alliance(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let words = &sight.scene.knowledge.lexicon.alliance;
    let token = &s.tokens[head];
    let (lemma, form) = (token.lemma.to_lowercase(), token.form.to_lowercase());
    let adjective = words.get(&form).is_some_and(|p| *p == "adjective");
    let noun = words.get(&lemma).is_some_and(|p| *p == "noun") && token.upos == Upos::Noun;
    if !adjective && !noun {
        return None;
    }
    let with = |k: &usize| *k > head && matches!(case_of(s, *k).as_str(), "with" | "of" | "to");
    let partner = s.children(head).filter(|&k| matches!(relation(s.tokens[k].deprel), "nmod" | "obl")).find(with)?;
    let partners: Vec<Grounded<Actor>> = coordinated(s, partner).into_iter().filter_map(|k| sight.scene.actor(k)).collect();
    // A former ally is none.
    let former = s.children(head).any(|k| {
        matches!(s.tokens[k].form.to_lowercase().as_str(), "former" | "formerly" | "previously" | "once" | "erstwhile" | "ex" | "potential")
    });
    if former {
        return None;
    }
    let named = |a: &Actor| a.entity.is_some() || a.sector.is_some() || a.country.is_some();
    let (first, more) = partners.split_first()?;
    let st = sight.standing(head);
    if st.question || st.antecedent || st.polarity == Polarity::Neg || !matches!(st.modality, Modality::Actual | Modality::Ongoing) {
        return None;
    }
    let (ally, near) = if adjective { allied_noun(sight, head)? } else { holder(sight, head)? };
    let actor = sight.scene.actor(ally).filter(|a| named(&a.value) && a.value.key() != first.value.key())?;
    if !named(&first.value) || partners.iter().any(|p| p.span() == actor.span()) {
        return None;
    }
    let last = partners.iter().filter_map(|p| p.span()).next_back()?;
    let mut span = token.span.cover(last);
    if near {
        span = span.cover(actor.span()?);
    }
    let mut claim = sight.claim(Kind::Relation, "allied_with", span, head, "word of alliance");
    claim.actor = Some(actor);
    claim.target = Some(first.clone());
    claim.more_targets = more.to_vec();
    sight.settle(&mut claim, head);
    claim.place = None;
    Some(claim)
}

/// Who is "allied with": the noun that the participle stands with, or the subject.
fn allied_noun(sight: &Sighting, head: usize) -> Option<(usize, bool)> {
    let s = sight.s();
    let token = &s.tokens[head];
    match (relation(token.deprel), token.head) {
        ("acl" | "amod", Some(noun)) if noun < head => Some((noun, true)),
        _ => {
            let clause = sight.clause_at(head)?;
            let subject = if clause.passive { &clause.patients } else { &clause.agents };
            subject.first().map(|&i| (i, true))
        }
    }
}

/// Whose ally or alliance it is: in apposition, as a predicate, by a possessor, or as the object of a verb that has or makes it.
fn holder(sight: &Sighting, head: usize) -> Option<(usize, bool)> {
    let s = sight.s();
    let token = &s.tokens[head];
    let person = s.tokens[head].lemma.eq_ignore_ascii_case("ally");
    if let Some(owner) = s.children_by(head, "nmod:poss").next().filter(|_| !person) {
        return Some((owner, true));
    }
    if s.children_by(head, "cop").next().is_some() {
        return sight.clause_at(head)?.agents.first().map(|&i| (i, true));
    }
    match (relation(token.deprel), token.head) {
        ("appos", Some(noun)) if noun < head && person => Some((noun, true)),
        ("obj" | "obl", Some(verb)) => {
            let clause = sight.clause_at(verb)?;
            let holds = sight.scene.knowledge.lexicon.alliance.get(&clause.lemma).is_some_and(|p| *p == "verb");
            if !holds {
                return None;
            }
            // "had the chance to renew its alliance with": the chance renews nothing, who had it does.
            let above = s.tokens[verb].head.filter(|_| relation(s.tokens[verb].deprel) == "xcomp").and_then(|h| sight.clause_at(h));
            let agents = clause.agents.iter().chain(above.iter().flat_map(|c| &c.agents));
            agents.copied().find(|&a| sight.scene.actor(a).is_some()).map(|agent| (agent, false))
        }
        _ => None,
    }
}

/// "Article 9 of the treaty requires the withdrawal": what a text that binds obliges to.
pub fn stipulations(sight: &Sighting) -> Vec<Claim> {
    sight.clauses.iter().filter_map(|c| stipulation(sight, c)).collect()
}

fn stipulation(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let words = &sight.scene.knowledge.lexicon.stipulation;
    let is = |word: &str, pos: &str| words.get(word).is_some_and(|p| *p == pos);
    let &text = clause.agents.first()?;
    let noun = s.tokens[text].lemma.to_lowercase();
    let law = is(&noun, "law");
    if !law && !is(&noun, "noun") || s.tokens[clause.head].upos != Upos::Verb || clause.passive {
        return None;
    }
    let plain = clause.patients.first().copied().filter(|_| is(&clause.lemma, "verb"));
    // "the plan calls for a halt" proposes it, "the treaty calls for defence" binds.
    let binds = |words: &str| is(words, "verb") || law && is(words, "standing");
    let under = clause.obliques.iter().find(|(p, _)| binds(&format!("{} {p}", clause.lemma))).map(|(_, n)| *n);
    let duty = plain.or(under)?;
    let st = sight.standing(clause.head);
    if st.question || st.antecedent || st.polarity == Polarity::Neg || st.modality != Modality::Actual {
        return None;
    }
    let subject = sight.phrase(text);
    let span: Span = clause_span(s, clause.head).cover(subject.span()?);
    let mut claim = sight.claim(Kind::Relation, "stipulates", span, clause.head, "text that binds");
    claim.actor = Some(subject.map(|t| Actor::unknown(&t)));
    claim.object = Some(sight.phrase(duty));
    Some(claim)
}
