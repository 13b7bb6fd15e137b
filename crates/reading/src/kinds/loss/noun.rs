//! Losses told by a noun or an adjective: "the death toll rose to 20", "left five dead".

use tacitus_record::{Bound, Claim, Factuality, Grounded, Kind, Polarity, Quantity, Voice, Wording};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, relation};
use crate::kinds::event::{is_event_noun, is_human, is_set_beside};
use crate::kinds::tolls::{giver, toll, vague};
use crate::phrase::claim_span;
use crate::quantity::{hurts_people, quantity};
use crate::sighting::Sighting;

/// Claims of loss from all nouns and adjectives of harm.
pub(super) fn find(sight: &Sighting) -> Vec<Claim> {
    let mut found = Vec::new();
    for head in 0..sight.s().tokens.len() {
        let Some(mut claim) = from_noun(sight, head) else { continue };
        found.extend(listed_with(sight, &claim));
        // "the toll rose to eight Thai soldiers": who they were.
        let counted = claim.quantity.as_ref().and_then(Grounded::span);
        let people = |i: usize| {
            let t = &sight.s().tokens[i];
            counted.is_some_and(|c| c.contains(t.span)) && t.upos == Upos::Noun && matches!(relation(t.deprel), "obl" | "nmod" | "obj")
        };
        if let (None, Some(who)) = (&claim.target, (head + 1..sight.s().tokens.len()).find(|&i| people(i))) {
            claim.target = sight.scene.actor(who);
        }
        found.push(claim);
    }
    found
}

/// "the toll rose to eight soldiers, eleven civilians and four others": each number of the list is a toll of its own.
fn listed_with(sight: &Sighting, claim: &Claim) -> Vec<Claim> {
    let s = sight.s();
    let Some((counted, status)) = claim.quantity.as_ref().and_then(|q| Some((q.span()?, q.value.status.as_deref()?))) else {
        return Vec::new();
    };
    let inside = |i: usize| counted.contains(s.tokens[i].span);
    let Some(first) = (0..s.tokens.len()).find(|&i| inside(i) && s.tokens[i].head.is_none_or(|h| !inside(h))) else { return Vec::new() };
    let one = |k: usize| {
        let quantity = quantity(sight.scene, k, Some(status)).filter(|q| q.value.unit == "person")?;
        let mut toll = claim.clone();
        toll.mention.span = toll.mention.span.cover(quantity.span()?);
        toll.target = sight.scene.actor(k);
        toll.wording = None;
        toll.quantity = Some(quantity);
        Some(toll)
    };
    crate::clause::coordinated(s, first).into_iter().skip(1).filter(|&k| !inside(k)).filter_map(one).collect()
}

/// "the death toll rose to 20", "suffered heavy casualties", "the deaths of three soldiers", "left five dead".
fn from_noun(sight: &Sighting, head: usize) -> Option<Claim> {
    let s = sight.s();
    let token = &s.tokens[head];
    let lexicon = &sight.scene.knowledge.lexicon;
    if sight.figurative[head] || relation(token.deprel) == "compound" {
        return None;
    }
    let lemma = token.lemma.to_lowercase();
    let (status, dead_list) = match token.upos {
        Upos::Noun => {
            let pair = head.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].lemma.to_lowercase()));
            let status = pair.and_then(|p| lexicon.casualty(&p, "noun")).or_else(|| lexicon.casualty(&lemma, "noun"))?;
            // "hostages", "refugees" are people with a history, not a loss told here.
            if !matches!(status, "killed" | "wounded" | "casualties" | "missing" | "found_dead") || lexicon.forces.get(&lemma).is_some() {
                return None;
            }
            (status, false)
        }
        // "left five people dead": the adjective hangs on the verb that leaves.
        Upos::Adj => (lexicon.casualty(&lemma, "adj")?, true),
        _ => return None,
    };
    let governor = sight.governing(head);
    let clause = sight.clause_at(governor)?;
    // "are found dead": nothing says yet that somebody killed them.
    let status = if dead_list && matches!(clause.lemma.as_str(), "find" | "discover") { "found_dead" } else { status };
    // "the bodies of 20 soldiers were returned": they were found before that.
    if status == "found_dead" && lexicon.casualty(&clause.lemma, "verb of bodies").is_some() {
        return None;
    }
    // "will repel attacks following the deaths of four": the deaths stand by themselves, however the verb stands.
    // "announces the execution of six": whoever announces the deed is who tells it.
    let announced = token.deprel == "obj" && lexicon.reporting_verbs.get(&clause.lemma).is_some();
    let told_at = if is_set_beside(s, head) || announced { head } else { governor };
    let mut claim = sight.claim(Kind::Loss, format!("loss.{status}"), claim_span(s, governor), told_at, "harm noun");
    // "gave 22 as the number of dead".
    let given = dead_list.then(|| toll(sight, clause, head, status).zip(giver(sight, clause, head))).flatten();
    if let Some((number, giver)) = given {
        claim.quantity = Some(number);
        stand_behind(&mut claim, giver);
    } else if dead_list {
        // "are feared dead", "were declared missing".
        let told = clause.passive && clause.lemma != "hold" && lexicon.reporting_verbs.get(&clause.lemma).is_some();
        // "left 20 dead": the number alone.
        let alone = clause.lemma == "leave" && token.deprel == "obj" && s.children_by(head, "nummod").next().is_some();
        let left = (told || clause.lemma == "leave") && relation(token.deprel) == "xcomp" || alone;
        // "ten others are missing".
        // Parsers take the copula before "dead" for a passive, too.
        let are = clause.head == head && (clause.copular || clause.passive && token.upos == Upos::Adj);
        // "counted 36 dead".
        let counts = matches!(clause.lemma.as_str(), "count" | "report" | "confirm" | "find" | "record" | "register" | "list" | "identify");
        let counted = counts && matches!(relation(token.deprel), "obj" | "conj") && s.children_by(head, "nummod").next().is_some();
        let sufferer = if are {
            clause.agents.first().or(clause.patients.first()).copied()
        } else {
            clause.patients.first().copied().filter(|_| left)
        };
        let sufferer = sufferer.or(Some(head).filter(|_| counted))?;
        let sure = |class: &str| matches!(class, "confirm" | "announce") || status == "found_dead";
        if told && !counted && lexicon.reporting_verbs.get(&clause.lemma).is_some_and(|r| !sure(r.class)) {
            let span = s.tokens[governor].span;
            claim.hedges.push(Grounded::at(span.slice(sight.scene.body).to_string(), span));
        }
        claim.quantity = quantity(sight.scene, sufferer, Some(status));
        claim.target = sight.scene.actor(sufferer);
        // "No child is missing."
        let none = s.children_by(sufferer, "det").find(|&k| s.tokens[k].form.eq_ignore_ascii_case("no"));
        if let Some(no) = none.filter(|_| claim.quantity.is_none() && is_human(sight, sufferer)) {
            claim.quantity = Some(nought(sight, no, sufferer, status));
            claim.target = None;
        }
        if let Some(giver) = giver(sight, clause, head).filter(|_| counted && claim.said_by.is_empty()) {
            stand_behind(&mut claim, giver);
        }
        // "an attack on the headquarters that left 11 dead": the attack did, wherever the parser hung the clause.
        let means = |&i: &usize| sight.weapon(i).is_some() || is_event_noun(sight, i);
        if let Some(&agent) = clause.agents.first().filter(|_| !are && !counted) {
            let cause = std::iter::successors(Some(agent), |&i| s.tokens[i].head.filter(|_| relation(s.tokens[i].deprel) == "nmod"));
            claim.instrument = cause.take(4).find(|i| means(i)).map(|i| sight.listed_phrase(i));
            // "the second massacre in the state, which left three dead": where it was.
            let where_it_was = |i: usize| matches!(case_of(s, i).as_str(), "in" | "at" | "near" | "on");
            claim.actor = sight.scene.actor(agent).or_else(|| sight.owner(agent)).filter(|_| !where_it_was(agent));
        }
    } else {
        let of = s.children_by(head, "nmod").find(|&k| matches!(case_of(s, k).as_str(), "of" | "among" | "to"));
        claim.quantity = toll(sight, clause, head, status)
            .or_else(|| fatalities(sight, clause, head).and_then(|k| quantity(sight.scene, k, Some(status))))
            .or_else(|| of.and_then(|k| quantity(sight.scene, k, Some(status))))
            .or_else(|| quantity(sight.scene, head, Some(status)));
        let are = fatalities(sight, clause, head);
        claim.target = are.or(of).and_then(|k| sight.scene.actor(k));
        let suffers = matches!(clause.lemma.as_str(), "suffer" | "sustain" | "take" | "have" | "incur") && clause.patients.contains(&head);
        // "the receptionist sustained 90 injuries" counts wounds, not wounded.
        let wounds = suffers && matches!(token.form.to_lowercase().as_str(), "injury" | "injuries" | "wound" | "wounds" | "burns");
        if wounds && claim.quantity.as_ref().is_some_and(|q| q.value.value.is_some()) {
            return None;
        }
        // "six persons sustained light injuries": they are counted.
        if let Some(&hurt) = clause.agents.first().filter(|&&a| wounds && is_human(sight, a)) {
            claim.quantity = quantity(sight.scene, hurt, Some(status));
        }
        if suffers && let Some(&agent) = clause.agents.first() {
            claim.target = claim.target.or_else(|| sight.scene.actor(agent));
        }
        if claim.target.is_none() {
            claim.target = sight.owner(head);
        }
        if let Some(giver) = giver(sight, clause, head).filter(|_| claim.said_by.is_empty() && claim.quantity.is_some()) {
            stand_behind(&mut claim, giver);
        }
        // "bleeding from a dozen wounds" counts wounds.
        if matches!(token.form.to_lowercase().as_str(), "wound" | "wounds") {
            claim.quantity = None;
        }
        // "two massacres" counts no people.
        claim.quantity = claim.quantity.filter(|q| !hurts_people(status) || q.value.unit == "person" || q.value.unit == lemma);
        if matches!(lemma.as_str(), "massacre" | "killing" | "murder") {
            claim.quantity = claim.quantity.filter(|q| q.value.unit == "person");
        }
        // "four with serious injuries": how they are hurt, not how many; parsers hang the phrase on either.
        if claim.quantity.is_none() && head.checked_sub(2).is_none_or(|i| s.tokens[i].form != "with") && case_of(s, head) != "with" {
            claim.quantity = vague(sight, head, status);
        }
        if claim.quantity.is_none()
            && let Some(none) = no_harm(sight, head, status)
        {
            claim.quantity = Some(none);
            claim.polarity = Polarity::Neg;
        } else if !suffers && claim.quantity.is_none() {
            return None;
        }
    }
    // "more than 7,000 deaths": the noun does not say that somebody killed them.
    if token.upos == Upos::Noun
        && let Some(counted) = claim.quantity.as_ref().filter(|q| q.span().is_some_and(|s| s.contains(token.span)))
    {
        claim.wording = Some(Wording::Noun { words: counted.value.text.clone(), link: Some("among".to_string()) });
    }
    // "the killing of six has caused anger across Karsk": only the noun's own words tell where and when.
    let felt = lexicon.consequence_verbs.get(&clause.lemma).is_some() && token.head == Some(governor);
    // "struck it on Wednesday in response to the massacre": the day is that of the strike.
    // "sentenced on Friday for the killing".
    let beside = is_set_beside(s, head) || case_of(s, head) == "for";
    sight.settle(&mut claim, if felt || beside { head } else { governor });
    // "the massacres of 1999".
    let under = |span: tacitus_record::Span| {
        let number = (0..s.tokens.len()).find(|&k| s.tokens[k].span == span);
        number.is_some_and(|k| matches!(case_of(s, k).as_str(), "of" | "in") && s.tokens[k].head == Some(head))
    };
    claim.quantity = claim.quantity.filter(|q| !(is_year(&q.value.text) && q.span().is_some_and(under)));
    (claim.quantity.is_some() || claim.target.is_some()).then_some(claim)
}

/// "There were no injuries", "caused no casualties": a toll of none.
fn no_harm(sight: &Sighting, head: usize, status: &str) -> Option<Grounded<Quantity>> {
    let s = sight.s();
    let no = s.children_by(head, "det").find(|&k| s.tokens[k].form.eq_ignore_ascii_case("no") && k < head)?;
    let harm = hurts_people(status) && s.tokens[head].xpos == "NNS" || s.tokens[head].form.eq_ignore_ascii_case("dead");
    harm.then(|| nought(sight, no, head, status))
}

/// A toll of none, in the words from one to another.
fn nought(sight: &Sighting, from: usize, to: usize, status: &str) -> Grounded<Quantity> {
    let span = sight.s().span_of(from, to + 1);
    let (none, text, status) = (Some(0.0), span.slice(sight.scene.body).to_string(), Some(status.to_string()));
    let unit = "person".to_string();
    Grounded::at(Quantity { text, value: none, lo: none, hi: none, unit, bound: Bound::Exact, of: None, status }, span)
}

/// Whether a number stands alone and may be a year.
fn is_year(counted: &str) -> bool {
    counted.len() == 4 && counted.parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year))
}

/// "Two people were the only fatalities": those who are what the noun says.
fn fatalities(sight: &Sighting, clause: &Clause, head: usize) -> Option<usize> {
    let s = sight.s();
    // "five monitors were among the wounded".
    let plain = matches!(case_of(s, head).as_str(), "" | "among");
    let are = clause.copular && clause.head == head && plain && s.tokens[head].upos == Upos::Noun;
    // "The dead include a major and a priest".
    let includes = clause.lemma == "include" && !clause.passive && clause.agents.contains(&head);
    let people = clause.patients.first().copied().filter(|&k| includes && is_human(sight, k));
    clause.agents.first().copied().filter(|_| are).or(people)
}

/// Whoever gives a number stands behind it, and not the author.
fn stand_behind(claim: &mut Claim, giver: Grounded<Voice>) {
    claim.factuality = vec![("author".to_string(), Factuality::Uncommitted), (giver.value.actor.name.clone(), Factuality::CertainPos)];
    claim.said_by.push(giver);
}
