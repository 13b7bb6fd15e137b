//! Parties whose names the parser tore apart: forces and the names before them, offices and the names behind them, numbers on names.

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;
use crate::clause::{case_of, relation};
use crate::ontology::Trigger;

/// "Karsk and Union forces": the name right before a noun for forces says whose they are, and is no party of its own. Likewise "the Free
/// Front (FF) fighters", where both were taken for subjects of the verb. Gives the name and the noun.
pub(super) fn forces_torn_from_names(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let force = |i: usize| {
        let token = &s.tokens[i];
        token.upos == Upos::Noun && token.xpos == "NNS" && knowledge.lexicon.forces.get(&token.lemma.to_lowercase()).is_some()
    };
    let bare = |i: usize| s.children(i).all(|k| k > i || relation(s.tokens[k].deprel) == "punct");
    let joined = |noun: usize| {
        let name = noun.checked_sub(1).filter(|&n| s.tokens[n].upos == Upos::Propn)?;
        let both = s.tokens[noun].deprel == "conj" && s.tokens[name].deprel == "conj" && s.tokens[name].head == s.tokens[noun].head;
        both.then_some((name, noun))
    };
    let doubled = |noun: usize| {
        let verb = s.tokens[noun].head.filter(|_| noun > 2 && s.tokens[noun].deprel == "nsubj" && s.tokens[noun - 1].form == ")")?;
        let name = s.children_by(verb, "nsubj").find(|&k| k < noun && s.tokens[k].upos == Upos::Propn)?;
        let short = |k: usize| s.tokens[k].upos == Upos::Propn && k > 0 && s.tokens[k - 1].form == "(" && k + 2 == noun;
        s.children_by(name, "appos").any(short).then_some((name, noun))
    };
    (0..s.tokens.len()).filter(|&i| force(i) && bare(i)).filter_map(|noun| joined(noun).or_else(|| doubled(noun))).collect()
}

/// "Mediators Karsk and Valdonia propose a truce", "Spokeswoman Lida Korr said": names right behind a bare noun are who acts, the noun says what
/// they are. Several names that were hung on a plural, or a person's name that became a second subject. Gives the noun and the first name.
pub(super) fn names_behind_offices(s: &Sentence) -> Vec<(usize, usize)> {
    let find = |noun: usize| {
        let token = &s.tokens[noun];
        let plural = token.upos == Upos::Noun && token.xpos == "NNS" && matches!(relation(token.deprel), "nsubj" | "obj" | "obl");
        let name = Some(noun + 1).filter(|&n| plural && n < s.tokens.len() && s.tokens[n].head == Some(noun))?;
        let beside = s.tokens[name].upos == Upos::Propn && s.tokens[name].deprel == "appos";
        let several = s.children_by(name, "conj").any(|k| s.tokens[k].upos == Upos::Propn);
        let bare = s.children(noun).all(|k| k == name || matches!(relation(s.tokens[k].deprel), "case" | "det"));
        (beside && several && bare).then_some((noun, name))
    };
    let second_subject = |noun: usize| {
        let token = &s.tokens[noun];
        let subject = |i: usize| s.tokens.get(i).is_some_and(|t| t.deprel == "nsubj" && t.head == token.head && t.head.is_some());
        let bare = s.children(noun).all(|k| s.tokens[k].deprel == "compound" || relation(s.tokens[k].deprel) == "amod");
        let person = s.names.iter().any(|n| n.label == "PER" && n.start == noun + 1 && n.end > n.start + 1);
        let fits = token.upos == Upos::Noun && token.xpos == "NN" && subject(noun) && subject(noun + 1) && person && bare;
        fits.then_some((noun, noun + 1))
    };
    (0..s.tokens.len()).filter_map(|noun| find(noun).or_else(|| second_subject(noun))).collect()
}

/// "the deaths of 40 Karsk National Army fighters": a number on a name that only says what the plural behind it is counts the plural.
/// Gives the number and the plural.
pub(super) fn numbers_on_names(s: &Sentence) -> Vec<(usize, usize)> {
    let find = |number: usize| {
        let name = s.tokens[number].head.filter(|&n| relation(s.tokens[number].deprel) == "nummod" && s.tokens[n].xpos == "NNP")?;
        let plural = s.tokens[name].head.filter(|&p| s.tokens[name].deprel == "compound" && p > name && s.tokens[p].xpos == "NNS")?;
        let first = s.subtree(plural).into_iter().filter(|&i| s.tokens[i].upos != Upos::Adp && s.tokens[i].upos != Upos::Det).min();
        (number < name && first.is_some_and(|f| f + 2 >= number)).then_some((number, plural))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "put the dead at eight and the wounded at 44": a second noun joined to the first number belongs beside the first noun. Gives it and the
/// object of the verb.
pub(super) fn nouns_joined_to_numbers(s: &Sentence) -> Vec<(usize, usize)> {
    let find = |noun: usize| {
        let number = s.tokens[noun].head.filter(|&n| s.tokens[noun].deprel == "conj" && s.tokens[n].upos == Upos::Num && n < noun)?;
        let verb = s.tokens[number].head.filter(|_| s.tokens[number].deprel == "obl")?;
        let case = case_of(s, number);
        let own = s.children(noun).any(|k| k > noun && s.tokens[k].upos == Upos::Num && case_of(s, k) == case);
        let object = s.children_by(verb, "obj").find(|&o| o < number && own && !case.is_empty())?;
        Some((noun, object))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "counted 36 dead", "evacuated 63 wounded", where the number was taken for what is counted and the word for what it becomes. Gives the number and the word.
pub(super) fn numbers_of_dead(s: &Sentence) -> Vec<(usize, usize)> {
    let find = |dead: usize| {
        let token = &s.tokens[dead];
        let counted = |n: usize| match s.tokens[n].deprel {
            "obj" => s.tokens[n].head == token.head,
            "nsubj" | "nsubj:pass" => s.tokens[n].head == Some(dead),
            _ => false,
        };
        let number = dead.checked_sub(1).filter(|&n| s.tokens[n].upos == Upos::Num && counted(n))?;
        (token.deprel == "xcomp" && matches!(token.form.as_str(), "dead" | "wounded" | "injured" | "missing")).then_some((number, dead))
    };
    (0..s.tokens.len()).filter_map(find).collect()
}

/// "names Ann Oak governor": a person's name that hangs as a compound on the office which a verb gives
/// is whom the verb names. Gives the name's range, the office, the verb.
pub(super) fn named_to_offices(knowledge: &Knowledge, s: &Sentence) -> Vec<((usize, usize), usize, usize)> {
    let gives = |verb: usize| {
        let entries = knowledge.ontology.entries(Trigger::Verb, &s.tokens[verb].lemma.to_lowercase());
        entries.iter().any(|e| e.predicate == "appoint")
    };
    let find = |n: &tacitus_text::Name| {
        let office = n.end;
        let known = knowledge.lexicon.titles.get(&s.tokens.get(office)?.lemma.to_lowercase()).is_some();
        let verb = s.tokens[office].head.filter(|&v| known && v < n.start && gives(v) && relation(s.tokens[office].deprel) == "xcomp")?;
        let astray = s.tokens[n.start].head == Some(office) && s.tokens[n.start].deprel == "compound";
        astray.then_some(((n.start, n.end), office, verb))
    };
    s.names.iter().filter(|n| n.label == "PER").filter_map(find).collect()
}

/// "the Northern Council (NC) president Ann Oak has fled": whoever has the title behind the body's name did it, and not the body. Gives the
/// body and the name.
pub(super) fn bodies_before_titles(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, usize)> {
    let find = |n: &tacitus_text::Name| {
        let name = n.start;
        let title = name.checked_sub(1).filter(|&t| s.tokens[t].head == Some(name) && s.tokens[t].upos == Upos::Noun)?;
        knowledge.lexicon.titles.get(&s.tokens[title].lemma.to_lowercase())?;
        let body = s.tokens[name].head.filter(|&b| b < title && s.tokens[name].deprel == "appos")?;
        let short =
            |i: usize| matches!(s.tokens[i].form.as_str(), "(" | ")") || s.tokens[i].head == Some(body) && s.tokens[i].deprel == "appos";
        let closed = s.tokens[title - 1].form == ")" || title == body + 1;
        (closed && (body + 1..title).all(short) && s.names.iter().any(|b| b.label == "ORG" && b.start <= body && body < b.end))
            .then_some((body, name))
    };
    s.names.iter().filter(|n| n.label == "PER").filter_map(find).collect()
}
