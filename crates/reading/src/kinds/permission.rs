//! Permissions: who may do what, and what is excepted.

use tacitus_record::{Claim, Grounded, Kind, Modality, Polarity};
use tacitus_text::Upos;

use crate::clause::{Clause, relation};
use crate::phrase::{claim_span, clause_span};
use crate::sighting::Sighting;

/// "allowed Kiev to use the missiles", "granted permission to".
pub fn permissions(sight: &Sighting, used: &[usize]) -> Vec<Claim> {
    let free = sight.clauses.iter().filter(|c| !used.contains(&c.head));
    free.filter_map(|c| Some((c, permission(sight, c)?))).flat_map(|(c, p)| [exception(sight, c, &p), Some(p)]).flatten().collect()
}

/// "…, except for cruise missiles": what is left out of a permission is not permitted.
fn exception(sight: &Sighting, clause: &Clause, permission: &Claim) -> Option<Claim> {
    let s = sight.s();
    let exceptives = &sight.scene.knowledge.lexicon.exceptives;
    let inside = s.subtree(clause.head);
    let forms: Vec<String> = s.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    let (start, n) = inside.iter().find_map(|&i| exceptives.longest_at(&forms, i).map(|(n, _)| (i, n)))?;
    let what = (start + n..s.tokens.len()).find(|&i| {
        let above = s.tokens[i].head.is_none_or(|h| h < start + n || h < i && !matches!(s.tokens[h].upos, Upos::Noun | Upos::Propn));
        inside.contains(&i) && above && matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn)
    })?;
    let named = sight.phrase(what);
    let mut claim = permission.clone();
    claim.mention.span = s.tokens[start].span.cover(named.span()?);
    claim.mention.cue = Some(s.tokens[start].span);
    claim.mention.rules.push("left out of what is permitted".to_string());
    claim.polarity = if claim.polarity == Polarity::Pos { Polarity::Neg } else { Polarity::Pos };
    claim.object = Some(named);
    Some(claim)
}

fn permission(sight: &Sighting, clause: &Clause) -> Option<Claim> {
    let s = sight.s();
    let lexicon = &sight.scene.knowledge.lexicon;
    let verb = lexicon.modality(&clause.lemma, "xcomp").is_some_and(|w| w.modality == Modality::Permitted);
    // "may" in a report is mostly a guess ("may have come"); leave is given where the one who speaks rules or allows.
    let rules = |k: usize| {
        let above =
            s.tokens[clause.head].head.filter(|_| relation(s.tokens[clause.head].deprel) == "ccomp").map(|h| s.tokens[h].lemma.as_str());
        // "hopes the troops can leave": no leave is given in what is only hoped or thought.
        let thought = matches!(above, Some("hope" | "wish" | "believe" | "think" | "expect" | "doubt" | "know" | "fear" | "worry" | "see"));
        (s.tokens[k].form.eq_ignore_ascii_case("can") && !thought)
            || (s.tokens[k].form.eq_ignore_ascii_case("may")
                && matches!(above, Some("rule" | "decide" | "order" | "agree" | "decree" | "announce" | "determine" | "confirm")))
    };
    let perfect = s.children_by(clause.head, "aux").any(|k| s.tokens[k].lemma == "have");
    let may = s.children_by(clause.head, "aux").any(rules)
        && !perfect
        && !clause.patients.is_empty()
        && sight.standing(clause.head).voices.last().is_some()
        && s.tokens[clause.head].upos == Upos::Verb;
    // "survives the vote, enabling it to": a happening gives no leave.
    let given = may || !clause.borrowed_subject || clause.passive;
    if (!verb && !may) || clause.copular || !given {
        return None;
    }
    let act = if verb { s.children_by(clause.head, "xcomp").next() } else { Some(clause.head) };
    let st = sight.standing(clause.head);
    if st.question || st.antecedent {
        return None;
    }
    let mut claim = sight.claim(Kind::Permission, "permit", claim_span(s, clause.head), clause.head, "permission");
    if verb {
        claim.actor = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.target = clause.patients.first().and_then(|&p| sight.scene.actor(p));
        claim.object = match act {
            Some(k) => {
                let span = clause_span(s, k);
                Some(Grounded::at(span.slice(sight.scene.body).to_string(), span))
            }
            None => clause.patients.first().map(|&p| sight.phrase(p)),
        };
        sight.settle(&mut claim, clause.head);
        (claim.actor.is_some() || claim.target.is_some()).then_some(claim)
    } else {
        claim.target = clause.agents.first().and_then(|&a| sight.scene.actor(a));
        claim.modality = Modality::Permitted;
        claim.object = clause.patients.first().map(|&p| sight.phrase(p));
        // Who says that it is allowed allows it; what somebody allows himself is told of whom it touches.
        claim.actor = claim.said_by.last().map(|v| v.clone().map(|v| v.actor));
        let same = claim.actor.as_ref().zip(claim.target.as_ref()).is_some_and(|(a, t)| a.value.key() == t.value.key());
        let touches = clause.patients.first().is_some_and(|&p| sight.scene.actor(p).is_some());
        claim.actor = claim.actor.filter(|_| !same || touches);
        if same && let Some(touched) = clause.patients.first().and_then(|&p| sight.scene.actor(p)) {
            claim.target = Some(touched);
        }
        sight.settle(&mut claim, clause.head);
        claim.target.is_some().then_some(claim)
    }
}
