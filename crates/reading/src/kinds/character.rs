//! What an analysis says in passing an actor is: "Orlan, who is close to the generals, …".

use tacitus_record::{Claim, Grounded, Kind};
use tacitus_text::Upos;

use crate::clause::{Clause, case_of};
use crate::phrase::{clause_span, core_phrase};
use crate::sighting::Sighting;

/// States from relative clauses with a copula, set off by a comma, that nothing else took.
pub fn find(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    sight.clauses.iter().filter(|c| !used.contains(&c.head)).filter_map(|c| character(sight, c)).collect()
}

fn character(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let token = &s.tokens[clause.head];
    let copula = s.children_by(clause.head, "cop").find(|&k| matches!(s.tokens[k].xpos, "VBZ" | "VBP"))?;
    let words = s.subtree(clause.head);
    let first = words.first().copied()?;
    let comma = |i: usize| s.tokens[i].form == ",";
    let set_off = comma(first) || first > 0 && comma(first - 1);
    // An age or a number is no character.
    let said = matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Propn) && !token.lemma.contains(|c: char| c.is_ascii_digit());
    if token.deprel != "acl:relcl" || !set_off || !said || sight.scene.knowledge.lexicon.titles.get(&token.lemma.to_lowercase()).is_some() {
        return None;
    }
    let &subject = clause.agents.first()?;
    let actor = sight.scene.actor(subject)?;
    let person = s.names.iter().any(|n| n.label == "PER" && n.start <= subject && subject < n.end);
    let st = sight.standing(clause.head);
    if !(person || actor.value.entity.is_some()) || st.question || st.antecedent {
        return None;
    }
    let case = case_of(s, clause.head);
    let name = if case.is_empty() { clause.lemma.clone() } else { format!("{case} {}", clause.lemma) };
    let mut claim =
        sight.claim(Kind::State, format!("be.{}", name.replace(' ', "-")), clause_span(s, clause.head), clause.head, "character");
    claim.actor = Some(actor);
    let end = core_phrase(s, clause.head).1.max(clause.head + 1);
    let start = (copula + 1).min(clause.head);
    let object = s.span_of(start, end);
    claim.object = Some(Grounded::at(object.slice(sight.scene.body).to_string(), object));
    sight.settle(&mut claim, clause.head);
    Some(claim)
}
