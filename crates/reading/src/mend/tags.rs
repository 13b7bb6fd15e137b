//! Words whose one tag contradicts the other or their form.

use tacitus_text::{Sentence, Upos};

use crate::Knowledge;

/// "withdraws", "urges", tagged as a past or a bare form: only the third person of the present ends so ("focus", "discuss" and "was" do not).
pub(super) fn third_persons(s: &Sentence) -> Vec<usize> {
    let ending = |form: &str| form.ends_with('s') && !["ss", "us", "is", "as"].iter().any(|bare| form.ends_with(bare));
    let wrong = |i: &usize| {
        let token = &s.tokens[*i];
        token.upos == Upos::Verb && matches!(token.xpos, "VB" | "VBD" | "VBP") && ending(&token.form)
    };
    (0..s.tokens.len()).filter(wrong).collect()
}

/// "pirates board the ship and take nine hostage": a bare form joined to a verb of the present, with nothing that makes it an infinitive.
pub(super) fn joined_in_the_present(s: &Sentence) -> Vec<usize> {
    let joined = |i: &usize| {
        let token = &s.tokens[*i];
        let first = token.head.filter(|&h| token.deprel == "conj" && h < *i && token.xpos == "VB");
        let present = first.is_some_and(|h| s.tokens[h].xpos == "VBP" && s.children_by(h, "aux").next().is_none());
        present && s.children(*i).all(|k| !matches!(crate::clause::relation(s.tokens[k].deprel), "aux" | "mark"))
    };
    (0..s.tokens.len()).filter(joined).collect()
}

/// "were detained on Monday and released the next day": the second verb shares the passive, where nothing else is its object.
pub(super) fn handled_next(knowledge: &Knowledge, s: &Sentence) -> Vec<usize> {
    let handled = |i: &usize| {
        let token = &s.tokens[*i];
        let first = token.head.filter(|&h| token.deprel == "conj" && h < *i && token.xpos == "VBD");
        let passive = first.is_some_and(|h| s.children(h).any(|k| s.tokens[k].deprel == "aux:pass"));
        let bare =
            s.children(*i).all(|k| !matches!(crate::clause::relation(s.tokens[k].deprel), "nsubj" | "obj" | "aux" | "ccomp" | "xcomp"));
        passive && bare && knowledge.lexicon.is_of_class("handled", &token.lemma)
    };
    (0..s.tokens.len()).filter(handled).collect()
}

/// "two others are injured", where the word is a verb by its one tag and an adjective or noun by the other: it has the form of a
/// participle, and its verb is found under that form only.
pub(super) fn participles_taken_for_other_words(s: &Sentence) -> Vec<(usize, &'static str)> {
    let form = |i: usize| {
        let token = &s.tokens[i];
        let xpos = if token.form.ends_with("ing") { "VBG" } else { "VBN" };
        let wrong = token.upos == Upos::Verb && (token.xpos.starts_with("JJ") || token.xpos.starts_with("NN"));
        let own_form = tacitus_text::lemma(&token.form, xpos) != token.form.to_lowercase() || token.form == "hurt";
        (wrong && own_form).then_some((i, xpos))
    };
    (0..s.tokens.len()).filter_map(form).collect()
}

/// "kill four people and wound 28 others", where the word is taken for the past of "wind": that has no people for its object.
pub(super) fn wounds_taken_for_windings(s: &Sentence) -> Vec<usize> {
    let wrong = |i: &usize| {
        let token = &s.tokens[*i];
        let wounds = token.upos == Upos::Verb && token.lemma == "wind" && token.form.eq_ignore_ascii_case("wound");
        wounds && s.children_by(*i, "obj").next().is_some()
    };
    (0..s.tokens.len()).filter(wrong).collect()
}

/// "Israeli airstrikes", where the one tag says name and the other adjective: before a noun, a word for what is of a country is no people.
pub(super) fn nationalities_taken_for_names(knowledge: &Knowledge, s: &Sentence) -> Vec<usize> {
    let wrong = |i: &usize| {
        let token = &s.tokens[*i];
        let before = token.deprel == "amod" && token.head.is_some_and(|h| h > *i && s.tokens[h].upos == Upos::Noun);
        token.upos == Upos::Propn && token.xpos == "JJ" && before && knowledge.gazetteer.country_of_demonym(&token.form).is_some()
    };
    (0..s.tokens.len()).filter(wrong).collect()
}

/// "left 12 people dead", "were shot dead", where the word is taken for a verb or a preposition; `true` where it stands with the verb before
/// it as one word for killing.
pub(super) fn dead_taken_for_other_words(knowledge: &Knowledge, s: &Sentence) -> Vec<(usize, bool)> {
    let wrong = |i: usize| {
        let token = &s.tokens[i];
        let verb = token.head.filter(|&h| h + 1 == i && s.tokens[h].upos == Upos::Verb);
        let phrase = verb.map(|v| format!("{} dead", s.tokens[v].lemma.to_lowercase()));
        let one_word = phrase.is_some_and(|p| knowledge.lexicon.casualty(&p, "verb").is_some());
        let mistaken = one_word && token.deprel != "compound:prt" || matches!(token.upos, Upos::Verb | Upos::Adp);
        (token.form.eq_ignore_ascii_case("dead") && mistaken).then_some((i, one_word))
    };
    (0..s.tokens.len()).filter_map(wrong).collect()
}

/// "the wounded", where the one tag says noun and the other verb: behind an article, and without an object, they are people.
pub(super) fn harmed_taken_for_verbs(s: &Sentence) -> Vec<usize> {
    let harmed = |i: &usize| {
        let token = &s.tokens[*i];
        let article = i.checked_sub(1).is_some_and(|k| s.tokens[k].form.eq_ignore_ascii_case("the") && s.tokens[k].head == Some(*i));
        // "had seven wounded", "the number of injured".
        let counted = matches!(token.deprel, "obj" | "nmod" | "obl")
            && s.children(*i).any(|k| k < *i && matches!(s.tokens[k].deprel, "nummod" | "case"));
        let article = article || counted;
        let word = matches!(token.form.as_str(), "wounded" | "injured" | "missing" | "displaced");
        token.upos == Upos::Verb && word && article && s.children_by(*i, "obj").next().is_none()
    };
    (0..s.tokens.len()).filter(harmed).collect()
}
