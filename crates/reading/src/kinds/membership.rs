//! Who belongs to whom: "the gunmen belonged to the Front", "the attackers were members of a militia".

use tacitus_record::{Actor, Claim, Kind, Polarity};

use crate::clause::{Clause, case_of, relation};
use crate::phrase::claim_span;
use crate::sighting::Sighting;

/// Claims that somebody belongs to a group, force or state.
pub fn find(sight: &Sighting) -> Vec<Claim> {
    sight.clauses.iter().filter_map(|c| belonging(sight, c)).collect()
}

fn belonging(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let head = clause.head;
    let belongs = clause.lemma == "belong" && !clause.passive;
    let group = if belongs { clause.oblique("to")? } else { member_of(sight, clause)? };
    // "are believed to belong": whoever is believed to.
    let above = s.tokens[head].head.filter(|_| s.tokens[head].deprel == "xcomp").and_then(|h| sight.clause_at(h));
    let raised = above.and_then(|c| c.agents.first().or(c.patients.first()));
    let &member = clause.agents.first().or(raised)?;
    let st = sight.standing(head);
    if st.question || st.antecedent || st.figurative {
        return None;
    }
    let people = super::event::is_human(sight, member)
        || sight.scene.force_sector(member).is_some()
        || s.names.iter().any(|n| n.label == "PER" && n.start <= member && member < n.end);
    // "once members of the front": no longer.
    let past = &sight.scene.knowledge.lexicon.past_offices;
    let former = s
        .children(head)
        .chain(s.subtree(member))
        .any(|k| s.tokens[k].form.eq_ignore_ascii_case("once") || past.get(&s.tokens[k].form.to_lowercase()).is_some());
    if former {
        return None;
    }
    // Juries, crews and parliaments have members, and people are from countries: neither is a side in a conflict.
    let sided = |x: &str| super::event::ARMED_SECTORS.contains(&x) || matches!(x, "PTY" | "OPP" | "UAF");
    let armed = |a: &Actor| a.sector.as_deref().is_some_and(sided);
    let organised =
        |a: &Actor| armed(a) || a.sector.is_none() && a.entity != a.country && (a.entity.is_some() || named_group(sight, group));
    let group = sight.scene.actor(group).filter(|g| organised(&g.value))?;
    let member = sight.scene.actor(member).filter(|m| people && m.value.key() != group.value.key())?;
    let mut claim = sight.claim(Kind::Relation, "belongs_to", claim_span(s, head), head, "belonging");
    // "were no members of the front": parsers hang the "no" on one word or the other.
    if claim.polarity == Polarity::Neg && !belongs {
        return None;
    }
    claim.actor = Some(member);
    claim.target = Some(group);
    sight.settle(&mut claim, head);
    claim.place = None;
    Some(claim)
}

/// "were members of a militia", "were from the Badr Organization": the group.
fn member_of(sight: &Sighting, clause: &Clause) -> Option<usize> {
    let s = sight.s();
    let head = clause.head;
    let noun = matches!(s.tokens[head].lemma.as_str(), "member" | "fighter" | "militant" | "part" | "commander" | "supporter");
    let of = || s.children_by(head, "nmod").find(|&k| case_of(s, k) == "of");
    if !clause.copular {
        return None;
    }
    if noun { of() } else { Some(head).filter(|&h| case_of(s, h) == "from") }
}

/// A name of a body.
fn named_group(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    s.names.iter().any(|n| n.label == "ORG" && n.start <= head && head < n.end) && relation(s.tokens[head].deprel) != "compound"
}
