//! Relations: what came of what, before or after what.

use tacitus_record::{Claim, Grounded, Kind};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::{clause_span, subtree_span};
use crate::sighting::Sighting;

/// Claims that join two happenings, where one of them was read as a claim (`carriers`: tokens of its triggers).
pub fn find(sight: &Sighting, carriers: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| carriers.contains(&c.head)).flat_map(|c| joined(sight, c)).collect()
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
        let is_time = sight.times.iter().any(|t| t.range.0 <= k && k < t.range.1);
        if is_time {
            continue;
        }
        let other = subtree_span(s, k);
        let mut claim = sight.claim(Kind::Relation, name, clause_span(s, clause.head).cover(other).cover(s.tokens[mark].span), clause.head, "connective");
        claim.actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.target = clause.patients.first().and_then(|&p| sight.scene.actor(p));
        claim.object = Some(Grounded::at(other.slice(sight.scene.body).to_string(), other));
        sight.settle(&mut claim, clause.head);
        found.push(claim);
    }
    found
}
