//! Looks for words of the classes of `check-words.tsv` in sentences.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::tables::rows;

static CLASSES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| rows(include_str!("../../data/check-words.tsv")).map(|c| (c[0], c[1].split('|').collect())).collect());

/// Whether a text has a word that judges, outside names and quotations; such words are only quoted.
pub(crate) fn judges(text: &str) -> bool {
    let plain = outside_quotations(text);
    plain.split(|c: char| !c.is_alphabetic() && c != '-').any(|w| w.starts_with(char::is_lowercase) && any("loaded", w))
}

/// Words of a class that a text holds, in the order of the table; `text` is small already.
pub(super) fn found(class: &str, text: &str) -> Vec<&'static str> {
    words_of(class).filter(|w| has(text, w)).collect()
}

/// Whether a word or phrase, small already, is one of a class.
pub(crate) fn is(class: &str, word: &str) -> bool {
    words_of(class).any(|w| w == word)
}

/// All words of a class, in the order of the table.
pub(crate) fn words_of(class: &str) -> impl Iterator<Item = &'static str> {
    CLASSES.get(class).into_iter().flatten().copied()
}

/// Whether a text holds a word of a class.
pub(crate) fn any(class: &str, text: &str) -> bool {
    !found(class, text).is_empty()
}

/// Whether a text holds a word or phrase between word boundaries; with `*` at its end, its start.
pub(crate) fn has(text: &str, phrase: &str) -> bool {
    let (bare, open) = phrase.strip_suffix('*').map_or((phrase, false), |p| (p, true));
    let letter = |c: char| c.is_alphanumeric();
    let starts_with_letter = bare.starts_with(letter) && !bare.starts_with("n't") && !bare.starts_with("n’t");
    text.match_indices(bare).any(|(at, _)| {
        let before = !starts_with_letter || !text[..at].ends_with(letter);
        let after = open || !bare.ends_with(letter) || !text[at + bare.len()..].starts_with(letter);
        before && after
    })
}

/// The text without what stands in double quotation marks.
pub(crate) fn outside_quotations(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in crate::prose::quotations(text) {
        out.push_str(&text[at..start]);
        out.push_str(" … ");
        at = end;
    }
    out + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_between_boundaries() {
        assert!(has("they would not go", "not"));
        assert!(!has("a notable case", "not"));
        assert!(has("it was threatened", "threat*"));
        assert!(has("they didn't", "n't"));
        assert_eq!(outside_quotations("He said: “not this” and that").trim(), "He said:  …  and that");
    }

    #[test]
    fn every_class_that_rules_ask_for_is_there() {
        for class in [
            "at-least",
            "at-most",
            "about",
            "hedge",
            "intent",
            "condition",
            "negative",
            "dispute",
            "saying",
            "sum",
            "loaded",
            "weekday",
            "local-office",
            "state-office",
            "state-body",
            "rejection",
            "understood",
        ] {
            assert!(CLASSES.get(class).is_some_and(|w| !w.is_empty()), "{class}");
        }
    }
}
