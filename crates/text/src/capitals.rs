//! Gives text that is in capitals throughout (wire copy, telexes, headlines) the case it would have in running print.
//!
//! Capitals hide what is a name, and the encoder, the gazetteer and the actors' names all look at case. A word list and the shape of a word
//! make a first guess; the encoder reads that, and its names and proper nouns settle the rest.
//! Guarantees: no character changes its length, so spans of the recased text are spans of the text; text with lower case is left alone.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::document::Upos;
use crate::encoder::Analysis;

const CASES: &str = include_str!("../../../lexicons/written-case.tsv");
const DEMONYMS: &str = include_str!("../../../gazetteer/demonyms.tsv");
static VOCABULARY: &str = include_str!("../../../models/reader/vocab.txt");

/// Fewer words than this may be a heading or the letters of a name: too little to tell.
const ENOUGH_WORDS: usize = 5;

/// One letter in so many may be lower case in a text that is still in capitals ("McAllen", "pct").
const ONE_IN: usize = 50;

/// How a word stands in running print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Lower,
    Title,
    Upper,
}

/// `lexicons/written-case.tsv`, and words for a country's people and things.
static TABLE: LazyLock<HashMap<String, Case>> = LazyLock::new(|| {
    let demonyms = DEMONYMS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let demonyms = demonyms.flat_map(|(_, words)| words.split('|')).map(|word| (word.to_lowercase(), Case::Title));
    let rows = CASES.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split_once('\t'))
        .map(|(word, case)| {
            let case = match case {
                "title" => Case::Title,
                "upper" => Case::Upper,
                _ => Case::Lower,
            };
            (word.to_string(), case)
        })
        .chain(demonyms)
        .collect()
});

/// Words that the encoder's vocabulary has whole.
static WHOLE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| VOCABULARY.lines().filter(|l| !l.starts_with("##")).collect());

/// Whether running text is in capitals throughout.
pub fn is_in_capitals(text: &str) -> bool {
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    upper > 0 && lower * ONE_IN <= upper && text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count() >= ENOUGH_WORDS
}

/// A first guess at the words of a sentence, from each word and its neighbours alone.
pub fn guess(forms: &[&str]) -> Vec<String> {
    let mut open = true;
    let written = |i: usize| {
        let case = case_of(forms, i);
        let first = open;
        open &= !forms[i].chars().any(char::is_alphabetic);
        recased(forms[i], if first && case == Case::Lower { Case::Title } else { case })
    };
    (0..forms.len()).map(written).collect()
}

/// The guess, mended by how the encoder reads it: names and proper nouns get capitals, unknown words that are neither lose them.
pub fn settle(forms: &[&str], guessed: &[String], upos: &[Upos], xpos: &[&str], analysis: &Analysis) -> Vec<String> {
    let named = |i: usize| analysis.names.iter().any(|n| n.start <= i && i < n.end);
    let first = forms.iter().position(|f| f.chars().any(char::is_alphabetic));
    let written = |i: usize| {
        let proper = xpos[i].starts_with("NNP");
        let content = matches!(upos[i], Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X);
        let lower = guessed[i].starts_with(char::is_lowercase);
        if lower && (proper || named(i) && content) {
            return recased(forms[i], Case::Title);
        }
        let title = guessed[i].chars().skip(1).any(char::is_lowercase);
        let unlisted = !TABLE.contains_key(guessed[i].to_lowercase().trim_end_matches('.'));
        if title && unlisted && !proper && !named(i) && Some(i) != first {
            return recased(forms[i], Case::Lower);
        }
        guessed[i].clone()
    };
    (0..forms.len()).map(written).collect()
}

fn case_of(forms: &[&str], at: usize) -> Case {
    let form = forms[at];
    let lower = form.to_lowercase();
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    // "'S", "N'T": clitics.
    if letters == 0 || form.starts_with(['\'', '’']) || matches!(lower.as_str(), "n't" | "n’t") {
        return Case::Lower;
    }
    if letters == 1 {
        return if lower == "a" { Case::Lower } else { Case::Upper };
    }
    // "U.S.", "A.M.": letters of a name; "GEN.": a title.
    if let Some(stem) = lower.strip_suffix('.') {
        let initials = stem.contains('.') && stem.split('.').all(|part| part.chars().count() <= 1);
        return if initials { Case::Upper } else { TABLE.get(stem).copied().filter(|c| *c != Case::Lower).unwrap_or(Case::Title) };
    }
    // The month, where a number stands beside it; else the verb.
    let number = |i: Option<usize>| i.and_then(|i| forms.get(i)).is_some_and(|f| f.starts_with(|c: char| c.is_ascii_digit()));
    if lower == "may" && (number(at.checked_sub(1)) || number(Some(at + 1))) {
        return Case::Title;
    }
    if let Some(case) = TABLE.get(lower.as_str()) {
        return *case;
    }
    // "[FARP]", "(MNC)": a name's letters behind it.
    let bracketed = at > 0 && matches!(forms[at - 1], "[" | "(") && forms.get(at + 1).is_some_and(|f| matches!(*f, "]" | ")"));
    if is_common(&lower) {
        return Case::Lower;
    }
    let short = letters <= 4 || letters <= 8 && (bracketed || !lower.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    if short && form.chars().all(char::is_alphabetic) { Case::Upper } else { Case::Title }
}

/// Whether a word is one of common English, by the vocabulary or as a form of a word there.
fn is_common(lower: &str) -> bool {
    let known = |word: &str| word.chars().count() >= 3 && WHOLE.contains(word) && TABLE.get(word).is_none_or(|c| *c == Case::Lower);
    if WHOLE.contains(lower) {
        return true;
    }
    // "dynamited", "machinegunning", "peasants", "treacherously".
    ["s", "es", "ed", "d", "ing", "er", "ers", "ly", "ness", "less", "ment"].iter().any(|ending| {
        lower.strip_suffix(ending).is_some_and(|stem| {
            let doubled = stem.len() > 3 && stem.is_ascii() && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
            stem.chars().count() >= 4 && (known(stem) || known(&format!("{stem}e")) || doubled && known(&stem[..stem.len() - 1]))
        })
    })
}

/// The word in that case; characters whose other case has another length stay.
fn recased(form: &str, case: Case) -> String {
    let mut first = true;
    form.chars()
        .map(|c| {
            let keep = match case {
                Case::Upper => true,
                Case::Lower => false,
                Case::Title => c.is_alphabetic() && std::mem::take(&mut first),
            };
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if !keep && l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let forms: Vec<&str> = text.split(' ').collect();
        guess(&forms).join(" ")
    }

    #[test]
    fn common_words_lose_their_capitals_and_names_keep_one() {
        assert_eq!(words("TWO PEASANTS WERE ABDUCTED NEAR ZARVOLETTA ON FRIDAY"), "Two peasants were abducted near Zarvoletta on Friday");
        assert_eq!(words("GEN. QUERVALD 'S MEN DYNAMITED A BRIDGE"), "Gen. Quervald 's men dynamited a bridge");
    }

    #[test]
    fn letters_of_a_name_stay_capitals() {
        assert_eq!(words("THE FRONT ( QXRT ) AND U.S. TROOPS"), "The front ( QXRT ) and U.S. troops");
    }

    #[test]
    fn may_is_a_month_beside_a_number_only() {
        assert_eq!(words("THEY MAY LEAVE ON 3 MAY"), "They may leave on 3 May");
    }

    #[test]
    fn a_text_with_lower_case_and_a_short_heading_are_left_alone() {
        assert!(!is_in_capitals("THE ARMY said that its men had left."));
        assert!(!is_in_capitals("BREAKING NEWS"));
        assert!(is_in_capitals("THE ARMY SAID THAT ITS MEN HAD LEFT 3 VILLAGES."));
    }

    #[test]
    fn no_character_changes_its_length() {
        for text in ["ÁRBOL", "İZMİR", "ẞ", "CAFÉ.", "Ω"] {
            for case in [Case::Lower, Case::Title, Case::Upper] {
                assert_eq!(recased(text, case).len(), text.len(), "{text}");
            }
        }
    }

    #[test]
    fn what_the_encoder_takes_for_a_name_gets_a_capital() {
        let forms = ["IN", "SALT", "CREEK", "THEY", "ZORPED"];
        let guessed = guess(&forms);
        assert_eq!(guessed[1], "salt");
        let analysis =
            Analysis { names: vec![crate::encoder::NameSpan { start: 1, end: 3, label: "LOC", margin: 1.0 }], ..Analysis::default() };
        let upos = [Upos::Adp, Upos::Noun, Upos::Noun, Upos::Pron, Upos::Verb];
        assert_eq!(guessed[4], "Zorped");
        let settled = settle(&forms, &guessed, &upos, &["IN", "NN", "NN", "PRP", "VBD"], &analysis);
        assert_eq!(settled, ["In", "Salt", "Creek", "they", "zorped"]);
    }
}
