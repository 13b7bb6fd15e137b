//! Numbers that no other claim carries: areas, distances, sums, shares.

use tacitus_record::{Bound, Claim, Grounded, Kind, Quantity, Wording};
use tacitus_text::Upos;

use crate::clause::relation;
use crate::phrase::claim_span;
use crate::quantity::quantity;
use crate::sighting::Sighting;

/// Quantity claims for counted things of a known unit in clauses whose numbers nothing else took (`told`).
pub fn find(sight: &Sighting, told: &[Claim]) -> Vec<Claim> {
    let s = sight.s();
    let measures = &sight.scene.knowledge.lexicon.measures;
    let mut found: Vec<Claim> = Vec::new();
    for head in 0..s.tokens.len() {
        let lemma = s.tokens[head].lemma.to_lowercase();
        let pair = head.checked_sub(1).map(|p| format!("{} {lemma}", s.tokens[p].lemma.to_lowercase()));
        let measure = pair.and_then(|p| measures.get(&p)).or_else(|| measures.get(&lemma));
        let number = measure.is_some_and(|m| match *m {
            "area" | "money" => true,
            // A distance is told where it is ground gained or given up.
            "length" => matches!(
                s.tokens[sight.governing(head)].lemma.as_str(),
                "advance" | "retreat" | "withdraw" | "push" | "move" | "march" | "penetrate" | "gain" | "drive" | "pull"
            ),
            _ => false,
        });
        if !number || sight.times.iter().any(|t| t.range.0 <= head && head < t.range.1) {
            continue;
        }
        let exact = quantity(sight.scene, head, None).filter(|q| q.value.lo.is_some() || q.value.hi.is_some());
        let Some(counted) = exact.or_else(|| vague(sight, head)) else { continue };
        let span = counted.span();
        let known = |c: &Claim| c.quantity.as_ref().is_some_and(|q| q.span().zip(span).is_some_and(|(a, b)| a.overlaps(b)));
        if told.iter().any(known) || found.iter().any(known) {
            continue;
        }
        let governor = sight.governing(head);
        let Some(clause) = sight.clause_at(governor) else { continue };
        let st = sight.standing(governor);
        if st.question || st.antecedent || sight.pastime || clause.head == head && !clause.copular {
            continue;
        }
        let mut claim = sight.claim(
            Kind::Quantity,
            format!("count.{}", counted.value.unit.replace(' ', "-")),
            span.unwrap_or_else(|| claim_span(s, governor)),
            governor,
            "number with a unit",
        );
        // What the number is of is told by the clause, in its own words.
        let words = crate::phrase::clause_span(s, governor);
        let relative = s.tokens.iter().find(|t| words.contains(t.span)).is_some_and(|t| matches!(t.xpos, "WDT" | "WP"));
        if !words.contains(span.unwrap_or(words)) || relative {
            continue;
        }
        claim.object = Some(Grounded::at(words.slice(sight.scene.body).to_string(), words));
        claim.wording = Some(Wording::Phrase);
        claim.quantity = Some(counted);
        sight.settle(&mut claim, governor);
        found.push(claim);
    }
    found
}

/// "some miles": an unnumbered plural of a measure of way or ground, two at the least.
fn vague(sight: &Sighting, head: usize) -> Option<Grounded<Quantity>> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let lemma = s.tokens[head].lemma.to_lowercase();
    let measured = lexicon.measures.get(&lemma).is_some_and(|m| matches!(*m, "area" | "length"));
    let some = s.children(head).find(|&k| {
        k < head && matches!(relation(s.tokens[k].deprel), "det" | "amod") && matches!(s.tokens[k].lemma.as_str(), "some" | "many" | "few")
    })?;
    let numbered = (some..head).any(|i| s.tokens[i].upos == Upos::Num);
    if !measured || numbered || s.tokens[head].xpos != "NNS" {
        return None;
    }
    let span = s.span_of(some, head + 1);
    let unit = lexicon.units.get(&lemma).map_or(lemma.clone(), |u| u.name.to_string());
    let text = span.slice(sight.scene.body).to_string();
    let value = Quantity { text, value: None, lo: Some(2.0), hi: None, unit, bound: Bound::Vague, of: None, status: None };
    Some(Grounded::at(value, span))
}
