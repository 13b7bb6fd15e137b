//! Roles: who holds, held or is given which office.

use tacitus_record::{Claim, Grounded, Kind, Wording};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of, relation};
use crate::phrase::{clause_span, core_phrase, noun_phrase};
use crate::sighting::Sighting;

/// Claims of office from titles, appositions, copulas, verbs of serving and appointments.
pub fn find(sight: &Sighting) -> Vec<Claim> {
    let mut found = titles(sight);
    for clause in &sight.clauses {
        found.extend(copula(sight, clause));
        found.extend(serving(sight, clause));
        found.extend(appointed(sight, clause));
    }
    found
}

/// "President Orlan", "Orlan, the defence minister,".
fn titles(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for name in s.names.iter().filter(|n| n.label == "PER") {
        let head = (name.start..name.end).find(|&i| s.tokens[i].head.is_none_or(|h| h < name.start || h >= name.end)).unwrap_or(name.start);
        let Some((start, end)) = sight.scene.title_words(head) else { continue };
        let title = s.span_of(start, end);
        let person_span = s.span_of(name.start, name.end);
        let span = title.cover(person_span);
        let Some(actor) = sight.scene.actor(head) else { continue };
        let actor = Grounded::at(actor.value, person_span);
        let words = title.slice(sight.scene.body);
        // "ousted President Tal": the word before may stand outside the title.
        let with_word_before = s.span_of(start.saturating_sub(1), end).slice(sight.scene.body);
        // "Brig. Gen." is a form of address, no office that the text tells of.
        let told = words.split_whitespace().any(|w| !w.ends_with('.') && w.chars().filter(|c| c.is_alphabetic()).count() > 3);
        // "McCain, a supporter of the war", "the incumbent Tal": no offices.
        // "the perpetrator of the attempt on President Tal" holds none either.
        let stop = (start + 1..end).find(|&i| start >= name.end && s.tokens[i].upos == Upos::Adp);
        let own_words = start..stop.unwrap_or(end);
        let office = own_words.into_iter().any(|i| is_office(sight, i)) && !words.eq_ignore_ascii_case("incumbent");
        // "General Oak" has a rank, "X and Y, two leaders of the movement" share one.
        let rank = end - start == 1 && sight.scene.knowledge.lexicon.titles.get(&words.to_lowercase()).is_some_and(|t| *t == "MIL");
        let shared = start >= name.end && (start..stop.unwrap_or(end)).any(|i| s.tokens[i].xpos == "NNS" || s.tokens[i].upos == Upos::Num);
        if !told || !office || rank || shared || sight.pastime {
            continue;
        }
        let mut claim = sight.claim(Kind::Role, predicate(sight, with_word_before), span, head, "title");
        // A title stands whatever is said of its bearer.
        let plain = Claim::new(Kind::Role, String::new(), claim.mention.clone());
        claim = Claim { predicate: claim.predicate, factuality: vec![("author".into(), tacitus_record::Factuality::CertainPos)], ..plain };
        claim.mention.rules = vec!["title".to_string()];
        claim.actor = Some(actor);
        claim.object = Some(Grounded::at(words.to_string(), title));
        found.push(claim);
    }
    found
}

fn predicate(sight: &Sighting, title: &str) -> &'static str {
    let mut words = title.split([' ', '-']).map(str::to_lowercase);
    if words.any(|w| sight.scene.knowledge.lexicon.past_offices.get(&w).is_some()) { "held.office" } else { "holds.office" }
}

fn is_office(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    if head >= s.tokens.len() {
        return false;
    }
    let lexicon = &sight.scene.knowledge.lexicon;
    let lemma = s.tokens[head].lemma.to_lowercase();
    let pair = head.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].form.to_lowercase()));
    lexicon.titles.get(&lemma).is_some() || pair.is_some_and(|p| lexicon.titles.get(&p).is_some())
}

fn is_person(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    s.names.iter().any(|n| n.label == "PER" && n.start <= head && head < n.end)
        || (s.tokens[head].upos == Upos::Pron && matches!(s.tokens[head].form.to_lowercase().as_str(), "he" | "she" | "who"))
}

/// "Orlan is the president of Valdonia".
fn copula(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let &subject = clause.agents.first()?;
    if !clause.copular || s.tokens[clause.head].upos != Upos::Noun || !is_person(sight, subject) || !is_office(sight, clause.head) {
        return None;
    }
    let past = s.children_by(clause.head, "cop").any(|k| matches!(s.tokens[k].form.to_lowercase().as_str(), "was" | "were" | "been"));
    build(sight, clause, subject, clause.head, if past { "held.office" } else { "holds.office" })
}

/// "served as governor", "worked as", "took over as".
fn serving(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let &subject = clause.agents.first()?;
    if !matches!(clause.lemma.as_str(), "serve" | "act" | "work" | "take over" | "return" | "step in") {
        return None;
    }
    let office = clause.obliques.iter().find(|(p, n)| p == "as" && is_office(sight, *n)).map(|(_, n)| *n)?;
    let past = sight.s().tokens[clause.head].xpos != "VBZ";
    build(sight, clause, subject, office, if past { "held.office" } else { "holds.office" })
}

/// "appointed Mira Tal as defence minister", "was named head of".
fn appointed(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let verbs =
        ["appoint", "name", "elect", "nominate", "promote", "reappoint", "re-elect", "swear in", "install", "choose", "pick", "select"];
    if !verbs.contains(&clause.lemma.as_str()) {
        return None;
    }
    let &patient = clause.patients.first()?;
    // "names Irina Dow governor": name and office side by side, whichever of them the parser took for the object.
    let beside = |person: usize, office: usize| is_office(sight, office).then_some((person, office));
    let name = s.names.iter().find(|n| n.label == "PER" && (n.end == patient || n.start <= patient && patient < n.end));
    let pair = name.and_then(|n| if n.end == patient { beside(n.end - 1, patient) } else { beside(patient, n.end) });
    if let Some((person, office)) = pair.filter(|(person, office)| *office < s.tokens.len() && sight.scene.actor(*person).is_some()) {
        return build(sight, clause, person, office, "appointed.office");
    }
    let person = patient;
    sight.scene.actor(person)?;
    let office = s
        .children(clause.head)
        .find(|&k| relation(s.tokens[k].deprel) == "xcomp" && (is_office(sight, k) || s.tokens[k].upos == Upos::Verb))
        .or_else(|| {
            // "named as a suspect" gives no office.
            let gives = |p: &str| {
                p == "as"
                    && matches!(clause.lemma.as_str(), "appoint" | "elect" | "nominate" | "reappoint" | "re-elect" | "swear in" | "install")
            };
            // "promoted to the rank of major general".
            let ranked = |n: usize| matches!(s.tokens[n].lemma.as_str(), "rank" | "post" | "position" | "grade" | "office");
            let office = |(p, n): &&(String, usize)| matches!(p.as_str(), "as" | "to") && (is_office(sight, *n) || ranked(*n) || gives(p));
            clause.obliques.iter().find(office).map(|(_, n)| *n)
        })?;
    build(sight, clause, person, office, "appointed.office")
}

fn build(sight: &Sighting, clause: &Clause, person: usize, office: usize, predicate: &str) -> Option<Claim> {
    let s = sight.s();
    let actor = sight.scene.actor(person)?;
    let st = sight.standing(clause.head);
    if st.question || st.antecedent || sight.pastime {
        return None;
    }
    let title = if s.tokens[office].upos == Upos::Verb {
        let span = clause_span(s, office);
        Grounded::at(span.slice(sight.scene.body).to_string(), span)
    } else {
        sight.phrase(office)
    };
    let start = core_phrase(s, person).0.min(noun_phrase(s, office).0);
    let end = noun_phrase(s, person).1.max(noun_phrase(s, office).1);
    let span = if clause.head == office || person < clause.head {
        clause_span(s, clause.head)
    } else {
        s.span_of(start, end).cover(title.span()?)
    };
    let mut claim = sight.claim(Kind::Role, predicate, span, clause.head, "office");
    if predicate == "appointed.office" {
        let form = sight.s().tokens[clause.head].form.to_lowercase();
        let participle = if sight.s().tokens[clause.head].xpos == "VBN" { form } else { "appointed".to_string() };
        claim.wording = Some(Wording::Verb { infinitive: format!("be {participle}"), participle: None, link: Some("by".to_string()) });
    }
    claim.actor = Some(actor);
    claim.object = Some(title);
    sight.settle(&mut claim, clause.head);
    // The body that the office belongs to.
    let of = s.children_by(office, "nmod").find(|&k| matches!(case_of(s, k).as_str(), "of" | "to" | "for"));
    claim.target = of.filter(|&k| !is_office(sight, k)).and_then(|k| sight.scene.actor(k));
    Some(claim)
}
