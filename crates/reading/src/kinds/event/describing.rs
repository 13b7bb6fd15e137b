//! Words of deeds that only describe: who somebody is, what kind of attacks are meant, what a law provides for.

use tacitus_text::Upos;

use super::harm;
use super::slots::is_human;
use crate::clause::{Clause, relation};
use crate::sighting::Sighting;

/// A participle before its noun, without an auxiliary.
pub fn is_attribute(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let auxiliary = s.children(clause.head).any(|k| relation(s.tokens[k].deprel) == "aux");
    // "freed 23 kidnapped Iraqis": between a number and its noun.
    let counted = clause.head > 0
        && s.tokens[clause.head - 1].upos == Upos::Num
        && clause.patients.iter().any(|&p| p == clause.head + 1 || p + 1 == clause.head)
        && s.tokens[clause.head + 1..].first().is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn));
    counted
        || clause.passive && !auxiliary && clause.patients.first().is_some_and(|&p| p > clause.head) && s.tokens[clause.head].xpos == "VBN"
}

/// "attacks that kill civilians": a relative clause in the present on a bare plural tells of a kind, not of a case.
pub fn is_generic_relative(sight: &Sighting, clause: &Clause) -> bool {
    let s = sight.s();
    let token = &s.tokens[clause.head];
    let present = matches!(token.xpos, "VBP" | "VBZ") && s.children_by(clause.head, "aux").next().is_none();
    let bare = token.head.is_some_and(|noun| {
        matches!(s.tokens[noun].xpos, "NNS")
            && !s.children(noun).any(|k| matches!(relation(s.tokens[k].deprel), "det" | "nummod") || s.tokens[k].deprel == "nmod:poss")
    });
    // "those who torture prisoners", "anyone who attacks us".
    let anybody = token.head.is_some_and(|who| {
        matches!(s.tokens[who].lemma.to_lowercase().as_str(), "those" | "that" | "anyone" | "anybody" | "everyone" | "whoever")
            && s.children_by(who, "amod").next().is_none()
    });
    // "a mayor who bans a march would lose the case", "any officer who orders it": whoever it may be.
    let whoever = token.head.is_some_and(|noun| {
        let det = |words: &[&str]| s.children_by(noun, "det").any(|k| words.contains(&s.tokens[k].lemma.to_lowercase().as_str()));
        let modal = |verb: usize| s.children_by(verb, "aux").any(|k| s.tokens[k].xpos == "MD");
        let subject = relation(s.tokens[noun].deprel) == "nsubj";
        det(&["any", "every", "whichever"]) || det(&["a", "an"]) && subject && s.tokens[noun].head.is_some_and(modal)
    });
    let violent = || harm(sight, &clause.lemma).is_some() || sight.scene.knowledge.ontology.is_verb_of(&clause.lemma, &["ASSAULT"]);
    token.deprel == "acl:relcl" && present && (anybody || whoever || bare && violent())
}

/// Whether a word before a noun for people, or joined to such a word, only says what kind of people they are.
pub(super) fn describes_people(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    let word = |i: usize| {
        matches!(s.tokens[i].upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::Cconj) || matches!(s.tokens[i].form.as_str(), "-" | "–")
    };
    // Through the words of one phrase to its last noun.
    let last = (head + 1..s.tokens.len()).take(8).take_while(|&i| word(i)).last();
    let gerund = s.tokens[head].form.ends_with("ing");
    // "police detain stabbing convict Ann Oak".
    let named = |l: usize| s.names.iter().any(|n| n.label == "PER" && n.start == l + 1);
    let before =
        head.checked_sub(1).is_none_or(|i| !matches!(s.tokens[i].upos, Upos::Adp | Upos::Aux | Upos::Sconj) && s.tokens[i].form != ",");
    last.is_some_and(|l| gerund && before && s.tokens[l].upos == Upos::Noun && (is_human(sight, l) || named(l)))
}

/// "an amendment that expands his powers, while limiting the court's", "a law prohibiting marches", "a budget which includes aid": what a
/// text provides for is not done by that.
pub(super) fn provided_for(sight: &Sighting, head: usize) -> bool {
    let s = sight.s();
    let provides = |noun: usize| {
        let lemma = s.tokens[noun].lemma.to_lowercase();
        sight.scene.knowledge.lexicon.stipulation.get(&lemma).is_some_and(|p| matches!(*p, "law" | "noun" | "draft"))
    };
    let timeless = |i: usize| {
        matches!(s.tokens[i].xpos, "VBG" | "VBZ" | "VBP") && !s.children_by(i, "aux").any(|k| s.tokens[k].lemma == "have")
            || s.children_by(i, "aux").any(|k| s.tokens[k].xpos == "MD")
    };
    let up = |i: usize| s.tokens[i].head.filter(|_| matches!(relation(s.tokens[i].deprel), "conj" | "advcl" | "xcomp"));
    let top = std::iter::successors(Some(head), |&i| up(i)).take(6).find(|&i| relation(s.tokens[i].deprel) == "acl");
    top.is_some_and(|t| timeless(t) && timeless(head) && s.tokens[t].head.is_some_and(provides))
}
