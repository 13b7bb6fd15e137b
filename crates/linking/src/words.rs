//! Cuts a text into words and says what each is for comparing texts: grammar, name, number or content; quoted or not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use tacitus_record::{Article, BlockKind, Span, normal, push_lower};
use tacitus_text::lemma;

use crate::tables::{first_column, rows};

/// Words a rewording leaves in place, see `lexicons/function-words.tsv`.
static FUNCTION_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../lexicons/function-words.tsv")).collect());

/// Single words that make their clause, or what they govern, negative, see `lexicons/negation.tsv`.
static NEGATIONS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let cue = |mut cells: std::str::Split<'static, char>| Some((cells.next()?, cells.nth(1)?));
    let cues = rows(include_str!("../../../lexicons/negation.tsv")).filter_map(cue);
    cues.filter(|(cue, effect)| matches!(*effect, "clause" | "complement") && !cue.contains(' ')).map(|(cue, _)| cue).collect()
});

/// Whether a word says that something is not so: "no", "never", "nobody", "wasn't", "failed".
pub fn is_negation(word: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    let mut forms = ["VBD", "VBZ", "VBG"].into_iter().map(|tag| lemma(&lower, tag));
    NEGATIONS.contains(lower.as_str()) || lower.ends_with("n't") || forms.any(|lemma| NEGATIONS.contains(lemma.as_str()))
}

/// Whether a lower-case word says that something was not, or was done without.
pub fn is_denying(word: &str) -> bool {
    word == "without" || is_negation(word)
}

/// Whether a lower-case word carries grammar rather than content.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Words of a text that carry content, normalised.
pub fn content_words(text: &str) -> BTreeSet<String> {
    normal(text).split(' ').filter(|w| !w.is_empty() && !is_function_word(w)).map(String::from).collect()
}

/// What a word is for comparing texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// Grammar.
    Function,
    /// Capitalised inside a sentence, here or elsewhere in the text.
    Name,
    /// Holds a digit.
    Number,
    /// Anything else.
    Content,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower case, one kind of apostrophe.
    pub lower: String,
    /// What it is.
    pub class: WordClass,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    /// Whether a sentence, a quotation or a line may begin with it.
    pub opens: bool,
}

/// The words of an article's body that report: without by-line, credit and licence blocks.
pub fn article_words(article: &Article) -> Vec<Word> {
    let credits: Vec<Span> = article.blocks.iter().filter(|b| b.kind == BlockKind::Credit).map(|b| b.span).collect();
    let mut words = words(&article.text);
    words.retain(|w| !credits.iter().any(|c| c.start() <= w.start && w.end <= c.end()));
    words
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let quotations = quotations(text);
    let mut found: Vec<Word> = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_word(text, at) {
        let opens = found.is_empty() || text[at..start].contains(['.', '!', '?', ':', '"', '“', '”', '\n']);
        let word = &text[start..end];
        let mut lower = String::with_capacity(word.len());
        push_lower(&mut lower, word);
        let capital = word.starts_with(char::is_uppercase);
        let class = if lower.contains(|c: char| c.is_numeric()) {
            WordClass::Number
        } else if is_function_word(&lower) {
            WordClass::Function
        } else if capital {
            WordClass::Name
        } else {
            WordClass::Content
        };
        let quoted = quotations.partition_point(|q| q.1 <= start);
        let quoted = quotations.get(quoted).is_some_and(|q| q.0 <= start);
        found.push(Word { start, end, lower, class, quoted, opens });
        at = end;
    }
    // A capital at the start of a sentence says nothing unless the word has one inside a sentence too.
    let names: BTreeSet<String> = found.iter().filter(|w| w.class == WordClass::Name && !w.opens).map(|w| w.lower.clone()).collect();
    found
        .into_iter()
        .map(|mut word| {
            if word.opens && word.class == WordClass::Name && !names.contains(&word.lower) {
                word.class = WordClass::Content;
            }
            word
        })
        .collect()
}

/// Byte range of the next word at or after `from`: letters and digits, with apostrophes between letters and points or commas between digits.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let joins = (matches!(c, '\'' | '’') && before.is_alphabetic() && after.is_alphabetic())
            || (matches!(c, '.' | ',') && before.is_numeric() && after.is_numeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end += c.len_utf8();
        before = c;
    }
    Some((start, end))
}

/// Longest quotation taken for one, in bytes; a mark without its partner must not swallow the page.
const LONGEST_QUOTATION: usize = 1200;

/// Byte ranges between quotation marks, in order, inside one line each.
fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (_, '\n') => open = None,
            (Some((start, close)), c) if c == close => {
                if at - start <= LONGEST_QUOTATION {
                    found.push((start, at));
                }
                open = None;
            }
            (None, '"') => open = Some((at, '"')),
            (None, '“') => open = Some((at, '”')),
            (None, '«') => open = Some((at, '»')),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> String {
        words(text)
            .iter()
            .map(|w| {
                let mark = match w.class {
                    WordClass::Function => 'f',
                    WordClass::Name => 'N',
                    WordClass::Number => '#',
                    WordClass::Content => 'c',
                };
                format!("{}{}{mark}", if w.quoted { "~" } else { "" }, w.lower)
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn what_denies_is_known_in_all_its_forms() {
        assert!(["no", "Nobody", "wasn\u{2019}t", "failed", "refusing", "cancelled"].iter().all(|w| is_negation(w)));
        assert!(["nod", "northern", "noted", "reported"].iter().all(|w| !is_negation(w)));
    }

    #[test]
    fn a_sentence_start_is_a_name_only_where_the_text_shows_it() {
        assert_eq!(
            classes("Shells hit Karsk. Karsk has 1,200 people. \"We won’t leave,\" she said."),
            "shellsc hitc karskN karskN hasf 1,200# peoplec ~wef ~won'tf ~leavec shef saidf"
        );
    }

    #[test]
    fn an_unclosed_quotation_mark_masks_nothing() {
        assert!(words("He said \"the town\nfell at noon and \"then").iter().all(|w| !w.quoted));
    }
}
