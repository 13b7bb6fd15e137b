//! Relations: what came of what, before or after what.

use tacitus_record::{Claim, Grounded, Kind, Modality, Polarity};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;

/// Claims that join two happenings, where one of them was read as a claim (`carriers`: tokens of its triggers).
pub fn find(sight: &Sighting, carriers: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| carriers.contains(&c.head)).flat_map(|c| joined(sight, c)).collect()
}

/// "the Kursk region of Russia": a place said to lie in another, where the gazetteer agrees.
pub fn located(sight: &Sighting) -> Vec<Claim> {
    let s = sight.s();
    let mut found = Vec::new();
    for inner in &sight.places {
        let Some(outer) = sight
            .places
            .iter()
            .find(|o| s.tokens[o.token].head == Some(inner.token) && matches!(case_of(s, o.token).as_str(), "of" | "in"))
        else {
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
        let word = if rel == "obl" { case_of(s, k) } else { s.tokens[mark].form.to_lowercase() };
        let Some(name) = connectives.get(&word).copied() else { continue };
        // Order in time is in the dates; what is worth stating is what came of what.
        if !matches!(name, "caused_by" | "in_response_to") {
            continue;
        }
        let is_time = sight.times.iter().any(|t| t.range.0 <= k && k < t.range.1);
        if is_time {
            continue;
        }
        let other = subtree_span(s, k);
        let mut claim = sight.claim(
            Kind::Relation,
            name,
            clause_span(s, clause.head).cover(other).cover(s.tokens[mark].span),
            clause.head,
            "connective",
        );
        claim.actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.target = clause.patients.first().and_then(|&p| sight.scene.actor(p));
        claim.object = Some(Grounded::at(other.slice(sight.scene.body).to_string(), other));
        sight.settle(&mut claim, clause.head);
        let plain = claim.polarity == Polarity::Pos && claim.modality == Modality::Actual;
        if plain && (claim.actor.is_some() || claim.target.is_some()) {
            found.push(claim);
        }
    }
    found
}
