//! Rewrites a text by rule, as a cheap article spinner does: other words, sayings turned round, times moved, sentences in another order.

use std::collections::BTreeMap;

use super::sentences::{joined, paragraphs};
use crate::dice::Dice;

/// `eval/data/feeds/synonyms.tsv`: words and what a spinner puts in their place.
const SYNONYMS: &str = include_str!("../../../../eval/data/feeds/synonyms.tsv");
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The text rewritten.
pub fn rewritten(text: &str, dice: &mut Dice) -> String {
    let synonyms = synonyms();
    let mut paragraphs = paragraphs(text);
    for paragraph in &mut paragraphs {
        for sentence in paragraph.iter_mut() {
            *sentence = moved_time(&turned_saying(&reworded(sentence, &synonyms, dice)));
        }
        for pair in paragraph.chunks_exact_mut(2) {
            if dice.below(2) == 0 {
                pair.swap(0, 1);
            }
        }
    }
    joined(&paragraphs)
}

fn synonyms() -> BTreeMap<&'static str, Vec<&'static str>> {
    let rows = SYNONYMS.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once('\t')).map(|(word, others)| (word, others.split('|').collect())).collect()
}

fn reworded(sentence: &str, synonyms: &BTreeMap<&str, Vec<&str>>, dice: &mut Dice) -> String {
    let word = |word: &str| -> String {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = core.to_lowercase();
        let Some(new) = synonyms.get(lower.as_str()).and_then(|others| dice.pick(others)) else { return word.to_string() };
        let mut chars = new.chars();
        let first = chars.next().map(|c| if core.starts_with(char::is_uppercase) { c.to_uppercase().to_string() } else { c.to_string() });
        word.replacen(core, &(first.unwrap_or_default() + chars.as_str()), 1)
    };
    sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "Shells fell, the mayor said." and "According to the mayor, shells fell." take each other's form.
fn turned_saying(sentence: &str) -> String {
    if let Some((said, speaker)) = sentence.strip_suffix(" said.").and_then(|s| s.rsplit_once(", "))
        && !said.contains(['"', '“'])
        && speaker.split(' ').count() <= 8
    {
        return format!("According to {speaker}, {}.", small(said));
    }
    if let Some((speaker, said)) = sentence.strip_prefix("According to ").and_then(|s| s.split_once(", "))
        && !sentence.contains(['"', '“'])
    {
        return format!("{}, {speaker} said.", capital(said.trim_end_matches('.')));
    }
    sentence.to_string()
}

/// "On Tuesday, …" and "… on Tuesday." take each other's form.
fn moved_time(sentence: &str) -> String {
    for day in WEEKDAYS {
        if let Some(rest) = sentence.strip_prefix(&format!("On {day}, ")).and_then(|s| s.strip_suffix('.')) {
            return format!("{} on {day}.", capital(rest));
        }
        if let Some(rest) = sentence.strip_suffix(&format!(" on {day}.")) {
            return format!("On {day}, {}.", small(rest));
        }
    }
    sentence.to_string()
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Without the capital of a sentence's start, where the first word is one of grammar.
fn small(words: &str) -> String {
    let opens = ["The ", "A ", "An ", "At ", "In ", "Some ", "It ", "They ", "He ", "She ", "Two ", "Three ", "More "];
    if opens.iter().any(|o| words.starts_with(o)) {
        let mut chars = words.chars();
        return chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default();
    }
    words.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sayings_and_times_change_places() {
        assert_eq!(turned_saying("The bridge fell, the mayor said."), "According to the mayor, the bridge fell.");
        assert_eq!(turned_saying("According to the mayor, the bridge fell."), "The bridge fell, the mayor said.");
        assert_eq!(moved_time("The bridge fell on Tuesday."), "On Tuesday, the bridge fell.");
    }

    #[test]
    fn other_words_keep_capitals_and_marks() {
        let said = reworded("Killed, the soldiers.", &synonyms(), &mut Dice::new(1));
        assert!(said.ends_with('.') && said.starts_with(char::is_uppercase) && said.contains(','), "{said}");
        assert!(!said.to_lowercase().contains("killed"), "{said}");
    }
}
