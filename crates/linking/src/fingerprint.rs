//! Reduces a text to what a rewording leaves alone: the order of function words, names and numbers.
//!
//! Frames of function words were used against paraphrase by Stamatatos (2011, "Plagiarism detection using stopword n-grams",
//! JASIST 62:12); names and numbers are kept beside them because a false date or name would spoil the copy's use.

use crate::portrait::stem_of;
use crate::sentences::Sentences;
use crate::words::{Word, WordClass};

/// Words in a frame.
pub const FRAME: usize = 7;
/// Words of a frame that must not be content, or the frame says nothing.
const FRAME_KEPT: usize = 3;
/// Words in a verbatim run.
pub const RUN: usize = 5;
/// Words in a passage.
pub const PASSAGE: usize = 12;
/// Names and numbers in a sequence.
pub const NAMES: usize = 3;

/// Words of grammar in a row that are compared.
const FUNCTION_RUN: usize = 5;
/// Letters in a row that are compared.
const LETTERS: usize = 4;
/// Of so many neighbouring marks one is kept (winnowing, Schleimer et al. 2003): a shared stretch a little longer than a mark is still seen.
const WINNOWED: usize = 4;

/// Whether quoted words count. Two reporters may quote one speaker, so texts are compared both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotations {
    /// They do.
    Kept,
    /// They do not.
    Masked,
}

/// Hashed features of one text, each list sorted and without doubles unless it says otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fingerprint {
    /// Frames: seven words, content words blanked.
    pub frames: Vec<u64>,
    /// Five words of grammar that follow one another.
    pub function_runs: Vec<u64>,
    /// Runs: five words as they are.
    pub runs: Vec<u64>,
    /// Passages: so many words as they are that they are not common phrasing.
    pub passages: Vec<u64>,
    /// Three whole names or numbers that follow one another.
    pub names: Vec<u64>,
    /// Names and numbers in the order of the text, inflection and spelling of numbers evened out.
    pub order: Vec<u64>,
    /// Four letters that follow one another.
    pub letters: Vec<u64>,
    /// Stems of names and numbers.
    pub details: Vec<u64>,
    /// Its sentences, as the words that they hold.
    pub sentences: Sentences,
}

impl Fingerprint {
    /// The fingerprint of a text's words.
    pub fn of(words: &[Word], quotations: Quotations) -> Fingerprint {
        let own: Vec<&Word> = words.iter().filter(|w| quotations == Quotations::Kept || !w.quoted).collect();
        let named: Vec<String> = names(&own);
        let grammar: Vec<&Word> = own.iter().copied().filter(|w| w.class == WordClass::Function).collect();
        Fingerprint {
            frames: set(own.windows(FRAME).filter_map(frame_hash)),
            function_runs: set(grammar.windows(FUNCTION_RUN).map(run_hash)),
            runs: set(own.windows(RUN).map(run_hash)),
            passages: set(own.windows(PASSAGE).map(run_hash)),
            names: set(named.windows(NAMES).map(|run| hash(run.iter().map(String::as_str)))),
            order: order(&own),
            letters: letters(&own),
            details: set(own
                .iter()
                .filter(|w| matches!(w.class, WordClass::Name | WordClass::Number))
                .filter_map(|w| stem_of(w))
                .map(|stem| text_hash(&stem))),
            sentences: Sentences::of(words, quotations),
        }
    }
}

/// What a text is found by: some frames, some runs, and pairs of neighbouring names and numbers in either order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Winnowed runs.
    pub runs: Vec<u64>,
    /// Winnowed frames, and pairs of names.
    pub others: Vec<u64>,
}

impl Marks {
    /// The marks of a text's words; quoted ones make none.
    pub fn of(words: &[Word]) -> Marks {
        let own: Vec<&Word> = words.iter().filter(|w| !w.quoted).collect();
        let order = order(&own);
        let pair = |two: (&u64, &u64)| two.0.min(two.1).rotate_left(17) ^ two.0.max(two.1);
        let neighbours = order.iter().zip(order.iter().skip(1)).chain(order.iter().zip(order.iter().skip(2)));
        let pairs = neighbours.filter(|(x, y)| x != y).map(pair);
        Marks {
            runs: winnowed(own.windows(RUN).map(run_hash).collect()),
            others: set(winnowed(own.windows(FRAME).filter_map(frame_hash).collect()).into_iter().chain(pairs)),
        }
    }
}

/// The least hash of every few neighbours.
fn winnowed(hashes: Vec<u64>) -> Vec<u64> {
    set(hashes.windows(WINNOWED.min(hashes.len().max(1))).filter_map(|window| window.iter().min().copied()))
}

/// Letters of words and the spaces between them, four in a row.
fn letters(words: &[&Word]) -> Vec<u64> {
    let text: Vec<char> = words.iter().flat_map(|w| w.lower.chars().chain([' '])).collect();
    set(text.windows(LETTERS).map(|four| four.iter().fold(0, |all, c| all << 16 | (u64::from(*c as u32) & 0xffff))))
}

/// Names and numbers in order; words of one name ("League of Coastal Nations") are one, or a long name would be a sequence by itself.
fn names(words: &[&Word]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        at += 1;
        match word.class {
            WordClass::Number => names.push(word.lower.clone()),
            WordClass::Name => {
                let mut name = word.lower.clone();
                while let Some(next) = words.get(at) {
                    let joined = next.lower == "of" && words.get(at + 1).is_some_and(|w| w.class == WordClass::Name);
                    if next.class != WordClass::Name && !joined {
                        break;
                    }
                    name.push(' ');
                    name.push_str(&next.lower);
                    at += 1;
                }
                names.push(name);
            }
            WordClass::Function | WordClass::Content => {}
        }
    }
    names
}

/// Letters of a one-word name that are compared in order: "Karsk" and "Karskian" are one.
const STEM: usize = 5;
/// Longest order compared; what a longer text holds after it adds nothing to the judgement.
const LONGEST_ORDER: usize = 400;
/// Numbers that news style spells out.
pub const SPELT: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn order(words: &[&Word]) -> Vec<u64> {
    let mut evened: Vec<Word> = Vec::new();
    for word in words {
        let mut word = (*word).clone();
        if let Some(number) = SPELT.iter().position(|s| *s == word.lower) {
            (word.class, word.lower) = (WordClass::Number, number.to_string());
        }
        evened.push(word);
    }
    names(&evened.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|name| if name.contains(' ') { name } else { name.chars().take(STEM).collect() })
        .map(|name| hash(std::iter::once(name.as_str())))
        .take(LONGEST_ORDER)
        .collect()
}

/// Length of the longest common subsequence.
pub fn common_order(a: &[u64], b: &[u64]) -> usize {
    let mut above = vec![0; b.len() + 1];
    for x in a {
        let mut row = vec![0; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = if x == y { above[j] + 1 } else { row[j].max(above[j + 1]) };
        }
        above = row;
    }
    above[b.len()]
}

/// Hash of a frame; `None` where too little of it is kept.
pub fn frame_hash(frame: &[&Word]) -> Option<u64> {
    let kept = frame.iter().filter(|w| w.class != WordClass::Content).count();
    (kept >= FRAME_KEPT).then(|| hash(frame.iter().map(|w| if w.class == WordClass::Content { "*" } else { w.lower.as_str() })))
}

/// Hash of words as they are.
pub fn run_hash(run: &[&Word]) -> u64 {
    hash(run.iter().map(|w| w.lower.as_str()))
}

/// Hash of a whole text.
pub fn text_hash(text: &str) -> u64 {
    hash(std::iter::once(text))
}

/// FNV-1a, 64 bits: the same on every machine; collisions among some thousand features do not matter here.
fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    state
}

fn set(hashes: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut all: Vec<u64> = hashes.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Size of the intersection of two sorted lists.
pub fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}
