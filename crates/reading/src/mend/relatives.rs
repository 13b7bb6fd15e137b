//! Mends relative clauses that were hung on the wrong word, and what was hung into them from outside.

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{is_predicate, relation};

/// "a faction led by Commander Amoako, which controls the region": a person is no "which", so that it goes on about the noun above. Gives the
/// clause and that noun.
pub(super) fn which_of_persons(s: &Sentence) -> Vec<(usize, usize)> {
    let person = |noun: usize| {
        let titled = s.children_by(noun, "nmod").any(|k| s.tokens[k].deprel == "nmod:desc");
        titled || s.names.iter().any(|n| n.label == "PER" && n.start <= noun && noun < n.end)
    };
    let above = |clause: usize| {
        let name = s.tokens[clause].head.filter(|&n| s.tokens[clause].deprel == "acl:relcl" && person(n))?;
        let which = s.children(clause).find(|&k| s.tokens[k].form == "which" && s.tokens[k].deprel.starts_with("nsubj"))?;
        let led = s.tokens[name].head.filter(|_| which > 0 && s.tokens[which - 1].form == ",")?;
        let noun = s.tokens[led].head.filter(|_| relation(s.tokens[led].deprel) == "acl")?;
        matches!(s.tokens[noun].upos, Upos::Noun | Upos::Propn).then_some((clause, noun))
    };
    (0..s.tokens.len()).filter_map(above).collect()
}

/// "63 people, 20 of whom have been released": the number is the subject of what is told of a part. Gives the number and the verb.
pub(super) fn numbers_of_whom(s: &Sentence) -> Vec<(usize, usize)> {
    let subject = |whom: usize| {
        let of = whom.checked_sub(1).filter(|&i| s.tokens[i].form == "of")?;
        let number = of.checked_sub(1).filter(|&i| matches!(s.tokens[i].upos, Upos::Num))?;
        let noun = s.tokens[number].head.filter(|_| relation(s.tokens[number].deprel) == "appos")?;
        // The clause may hang on a noun above: "the kidnapping of 63 people, 20 of whom".
        let mut above = std::iter::successors(Some(noun), |&n| s.tokens[n].head.filter(|_| relation(s.tokens[n].deprel) == "nmod"));
        let clause = above.find_map(|n| s.children(n).find(|&k| k > whom && s.tokens[k].deprel == "acl:relcl"))?;
        let bare = s.children(clause).all(|k| relation(s.tokens[k].deprel) != "nsubj");
        (matches!(s.tokens[whom].form.as_str(), "whom" | "which") && bare).then_some((number, clause))
    };
    (0..s.tokens.len()).filter_map(subject).collect()
}

/// "fire went on along the ring road, where eleven had been killed": what goes on with "where" behind a noun tells of it, though the parser set
/// it beside. Gives the clause and the noun.
pub(super) fn where_set_beside(s: &Sentence) -> Vec<(usize, usize)> {
    let noun = |clause: usize| {
        let place = s
            .children(clause)
            .find(|&k| s.tokens[k].form == "where")
            .filter(|_| matches!(s.tokens[clause].deprel, "parataxis" | "advcl"))?;
        let before = place.checked_sub(2).filter(|_| s.tokens[place - 1].form == ",")?;
        matches!(s.tokens[before].upos, Upos::Noun | Upos::Propn).then_some(())?;
        let flat = |n: usize| s.tokens[n].head.filter(|&h| matches!(relation(s.tokens[n].deprel), "flat" | "compound") && h < place);
        Some((clause, std::iter::successors(Some(before), |&n| flat(n)).last()?))
    };
    (0..s.tokens.len()).filter_map(noun).collect()
}

/// "blew up his car, killing nine": a participle behind a comma that has no subject tells what came of the deed, though the parser set it beside.
pub(super) fn participles_set_beside(s: &Sentence) -> Vec<usize> {
    let beside = |i: &usize| {
        let token = &s.tokens[*i];
        let behind = *i > 0 && s.tokens[i - 1].form == "," && token.head.is_some_and(|h| h < *i && is_predicate(s, h));
        let bare = s.children(*i).all(|k| !matches!(relation(s.tokens[k].deprel), "nsubj" | "csubj" | "aux" | "cop" | "ccomp"));
        token.deprel == "parataxis" && token.xpos == "VBG" && behind && bare
    };
    (0..s.tokens.len()).filter(beside).collect()
}

/// "would reopen the crossing if two men were handed over, an offer that the ministry dismissed": what sums up the whole stands beside it, and
/// not within its last part. Gives the noun and the root.
pub(super) fn summaries_hung_inside(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let beside = |noun: usize| {
        let root = s.tokens.iter().position(|t| t.head.is_none())?;
        let told = s.children(noun).any(|k| s.tokens[k].deprel == "acl:relcl");
        let inside = matches!(relation(s.tokens[noun].deprel), "appos" | "conj" | "nmod" | "obl" | "dep" | "obj");
        let found = root < noun && told && inside && crate::phrase::sums_up(&knowledge.lexicon, s, noun);
        found.then_some((noun, root))
    };
    (0..s.tokens.len()).filter_map(beside).collect()
}

/// "expels diplomats whom it accuses of spying, prompting the capital to close a consulate": a result behind a comma follows from the main deed,
/// not from what a relative clause without a comma tells on the way. Gives the participle and the deed.
pub(super) fn results_hung_into_relatives(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let harm = |lemma: &str| matches!(knowledge.lexicon.casualty(lemma, "verb"), Some("killed" | "wounded" | "destroyed" | "damaged"));
    let violent = |v: usize| harm(&s.tokens[v].lemma) || knowledge.ontology.is_verb_of(&s.tokens[v].lemma, &["ASSAULT", "COERCE"]);
    let deed = |result: usize| {
        let token = &s.tokens[result];
        // "strikes on a school where people had taken shelter, killing 34": shelter kills nobody.
        let calm = || token.head.is_some_and(|v| !violent(v));
        let leads =
            matches!(token.lemma.as_str(), "prompt" | "force" | "spark" | "trigger" | "provoke" | "draw" | "raise" | "lead" | "cause")
                || harm(&token.lemma) && calm();
        let above = token.head.filter(|_| leads && token.xpos == "VBG" && token.deprel == "advcl")?;
        let comma = result.checked_sub(1).filter(|&i| s.tokens[i].form == ",")?;
        let relative = std::iter::successors(Some(above), |&n| s.tokens[n].head.filter(|_| s.tokens[n].deprel.starts_with("advcl")))
            .find(|&n| s.tokens[n].deprel == "acl:relcl" || s.children_by(n, "advmod").any(|k| s.tokens[k].form == "where"))?;
        let opens = s.subtree(relative).first().copied()?;
        let bare = opens > 0 && s.tokens[opens - 1].form != "," && s.tokens[opens].form != ",";
        let verb = std::iter::successors(s.tokens[relative].head, |&n| s.tokens[n].head).find(|&n| is_predicate(s, n))?;
        (bare && verb < comma).then_some((result, verb))
    };
    (0..s.tokens.len()).filter_map(deed).collect()
}
