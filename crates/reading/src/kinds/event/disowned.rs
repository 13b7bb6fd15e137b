//! Deeds that somebody is said to have had no hand in: "the group had nothing to do with the attack", "denied any part in the raid", "the bombing was
//! not the work of the front". The deed is denied of them, and of nobody else.

use tacitus_record::{Claim, Factuality, Grounded, Polarity};
use tacitus_text::Upos;

use super::slots::set_actors;
use crate::clause::{Clause, case_of, relation};
use crate::sighting::Sighting;
use crate::standing::speaker;

/// Who is said to have had no hand in the deed that a noun tells.
pub(super) struct Disowned {
    /// The words for who, by their heads.
    pub who: Vec<usize>,
    /// The word that says it.
    word: usize,
    /// The verb of denying, where it is by denying.
    denial: Option<usize>,
}

/// Whether, and by whom, the deed at `head` is disowned.
pub(super) fn disowned(sight: &Sighting, head: usize) -> Option<Disowned> {
    let s = sight.s();
    let case = case_of(s, head);
    let lemma = |i: usize| s.tokens[i].lemma.to_lowercase();
    // "not only involved in it", "not the work of the front alone": more than that, and not less.
    let only = |k: usize| matches!(lemma(k).as_str(), "only" | "just" | "merely" | "solely" | "simply" | "directly" | "alone");
    let not = |i: usize| {
        let word = |k: usize| matches!(s.tokens[k].form.to_lowercase().as_str(), "not" | "n't" | "n’t" | "never");
        s.children_by(i, "advmod").any(|k| word(k) && !(k + 1 < s.tokens.len() && only(k + 1)))
            && !s.subtree(i).into_iter().any(|k| k > i && lemma(k) == "alone")
    };
    let no = |i: usize| s.children_by(i, "det").any(|k| lemma(k) == "no");
    let plain = |who: &[usize], word: usize| (!who.is_empty()).then(|| Disowned { who: who.to_vec(), word, denial: None });
    if case == "behind" && s.children_by(head, "cop").next().is_some() && not(head) {
        return plain(&s.children_by(head, "nsubj").collect::<Vec<_>>(), head);
    }
    let above = s.tokens[head].head?;
    // "the bombings were not the work of our men".
    if relation(s.tokens[head].deprel) == "nsubj" && matches!(lemma(above).as_str(), "work" | "handiwork" | "doing") && not(above) {
        let of = s.children_by(above, "nmod").filter(|&k| case_of(s, k) == "of" || s.tokens[k].deprel == "nmod:poss");
        return plain(&of.collect::<Vec<_>>(), above);
    }
    // "had nothing to do with the attack".
    if case == "with" && lemma(above) == "do" {
        let nothing = s.tokens[above].head.filter(|&n| lemma(n) == "nothing")?;
        return plain(&sight.clause_at(s.tokens[nothing].head?)?.agents, nothing);
    }
    if !matches!(case.as_str(), "in" | "for") {
        return None;
    }
    // "was not involved in the raid", "is not responsible for it".
    if matches!(lemma(above).as_str(), "involve" | "involved" | "responsible") && not(above) {
        let clause = sight.clause_at(above)?;
        let who: &[usize] = if clause.passive { &clause.patients } else { &clause.agents };
        return plain(who, above);
    }
    // "played no part in the attack", "denied any involvement in it": the share hangs on the verb, or the deed on the share.
    let shares = |i: usize| sight.scene.knowledge.lexicon.is_of_class("share", &lemma(i)) || case == "for" && lemma(i) == "responsibility";
    let share = if shares(above) { Some(above) } else { s.children_by(above, "obj").find(|&k| shares(k)) }?;
    let clause = sight.clause_at(s.tokens[share].head?).filter(|c| c.patients.contains(&share))?;
    let denies = sight.scene.knowledge.lexicon.reporting_verbs.get(&clause.lemma).is_some_and(|r| r.class == "deny");
    // "denied any role for the army": not the speaker's.
    let another = clause.recipient.or_else(|| s.children_by(share, "nmod").find(|&k| matches!(case_of(s, k).as_str(), "for" | "by")));
    if denies && !not(clause.head) {
        let who = another.map_or_else(|| clause.agents.clone(), |other| vec![other]);
        return Some(Disowned { who, word: clause.head, denial: Some(clause.head) });
    }
    let has = matches!(clause.lemma.as_str(), "have" | "play" | "take");
    plain(&clause.agents, share).filter(|_| has && (no(share) || not(clause.head)))
}

/// Denies the deed of those who had no hand in it; `None` where nobody knows who they are.
pub(super) fn deny(sight: &Sighting, mut claim: Claim, by: &Disowned) -> Option<Claim> {
    let s = sight.s();
    (claim.actor, claim.more_actors) = (None, Vec::new());
    set_actors(sight, &mut claim, &by.who);
    // "heavy rain had nothing to do with it" denies nobody's deed.
    let somebody = |k: usize| super::slots::is_human(sight, k) || sight.scene.force_sector(k).is_some() || s.tokens[k].upos == Upos::Propn;
    let words = s.tokens.get(*by.who.first()?).filter(|t| t.upos != Upos::Pron && by.who.first().is_some_and(|&k| somebody(k)));
    claim.actor = claim
        .actor
        .or_else(|| words.and_then(|_| by.who.first()).map(|&k| sight.phrase(k).map(|name| tacitus_record::Actor::unknown(&name))));
    claim.actor.as_ref()?;
    // Who denied anything of himself is no target of it, either.
    let own: Vec<String> = claim.actor.iter().map(|a| a.value.key().to_string()).collect();
    claim.target = claim.target.filter(|t| !own.contains(&t.value.key().to_string()));
    claim.polarity = Polarity::Neg;
    if let Some(verb) = by.denial
        && claim.said_by.is_empty()
        && let Some(voice) = sight.clause_at(verb).and_then(|c: &Clause| speaker(sight.scene, &sight.clauses, c, true))
    {
        claim.said_by.push(voice);
    }
    claim.factuality = match claim.said_by.last() {
        None => vec![("author".to_string(), Factuality::CertainNeg)],
        Some(v) => vec![("author".to_string(), Factuality::Uncommitted), (v.value.actor.name.clone(), Factuality::CertainNeg)],
    };
    claim.mention.rules.push(format!("disowned ({})", s.tokens[by.word].form));
    // The words that deny it belong to the claim.
    let span = by.who.iter().chain([&by.word]).fold(claim.mention.span, |span, &k| span.cover(s.tokens[k].span));
    claim.mention.span = claim.actor.as_ref().and_then(Grounded::span).map_or(span, |a| span.cover(a));
    Some(claim)
}
