//! Finds where sentences end among words.

use super::lexicon::{Lexicon, Use};
use super::words::{Gap, Kind, Word};

/// A sentence longer than this many words is broken, at punctuation where there is some.
pub(super) const LONGEST: usize = 250;

/// How far back from [`LONGEST`] a mark is sought to break at.
const BACK: usize = 120;

/// The sentences as ranges of `words`, in order, without gaps.
pub(super) fn sentences(text: &str, words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for at in 0..words.len() {
        if words[at].gap == Gap::Blank {
            quoted = false;
        }
        if words[at].kind == Kind::Quote {
            quoted = !quoted;
        }
        if at + 1 == words.len() || ends_after(text, words, start, at, quoted) {
            out.push(start..at + 1);
            start = at + 1;
        } else if at + 1 - start == LONGEST {
            let soft = (at + 1 - BACK..=at).rev().find(|&i| is_soft_break(text, &words[i]));
            let end = soft.map_or(at + 1, |i| i + 1);
            out.push(start..end);
            start = end;
        }
    }
    out
}

fn form<'t>(text: &'t str, word: &Word) -> &'t str {
    &text[word.start..word.end]
}

fn is_soft_break(text: &str, word: &Word) -> bool {
    matches!(word.kind, Kind::Terminal | Kind::Ellipsis) || matches!(form(text, word), ";" | "," | ":" | "–" | "—" | "--" | "،")
}

/// Whether the sentence that began at `start` ends after the word `at`, which is not the last.
fn ends_after(text: &str, words: &[Word], start: usize, at: usize, quoted: bool) -> bool {
    let next = &words[at + 1];
    if next.gap == Gap::Blank {
        return true;
    }
    if closes(text, words, at + 1, quoted) || matches!(next.kind, Kind::Terminal | Kind::Ellipsis) && next.gap != Gap::Line {
        return false;
    }
    let last = before_closing_marks(text, words, start, at);
    if next.gap != Gap::Line && starts_reference(text, words, at + 1) {
        return false;
    }
    let strength = match words[last].kind {
        Kind::Terminal | Kind::Ellipsis => words[last].kind,
        Kind::Abbreviation(_) | Kind::Initial if next.gap != Gap::Line => words[last].kind,
        Kind::Abbreviation(Use::May | Use::Capital) => Kind::Terminal,
        _ => return next.gap == Gap::Line && is_bullet(text, words, at + 1),
    };
    if next.gap == Gap::Line {
        return true;
    }
    if next.gap == Gap::None {
        return strength == Kind::Terminal && last == at && starts_with_capital(text, next) && touches_word_before(words, last, start);
    }
    if is_enumerator(text, words, start, last) {
        return false;
    }
    let opening = words[at + 1..].iter().take(4).find(|w| !matches!(w.kind, Kind::Opener | Kind::Quote | Kind::Mark)).unwrap_or(next);
    let lower = form(text, opening).starts_with(char::is_lowercase);
    match strength {
        Kind::Terminal if form(text, &words[last]) == "." => !lower || last == at && !ends_in_digit(text, words, last),
        Kind::Terminal => {
            (!lower || last == at) && !(next.kind == Kind::Opener && form(text, opening).starts_with(|c: char| c.is_ascii_digit()))
        }
        Kind::Ellipsis => !lower && starts_with_capital(text, opening),
        Kind::Abbreviation(Use::May) => {
            last < at && starts_with_capital(text, opening) || Lexicon::embedded().opens_sentence(form(text, opening))
        }
        Kind::Abbreviation(Use::Capital) => starts_with_capital(text, opening),
        _ => false,
    }
}

/// Whether the word at `at` closes what stands before it, so that no sentence ends between the two.
fn closes(text: &str, words: &[Word], at: usize, quoted: bool) -> bool {
    let gap = words[at].gap;
    match words[at].kind {
        Kind::Closer => gap < Gap::Line,
        // A quotation mark that touches one side belongs to that side; between blanks the count of marks decides.
        Kind::Quote if gap == Gap::None => true,
        Kind::Quote if gap == Gap::Line => false,
        Kind::Quote => quoted && words.get(at + 1).is_none_or(|word| word.gap != Gap::None || form(text, word) == ","),
        _ => false,
    }
}

/// The last word at or before `at` that is no closing mark and no reference in square brackets.
fn before_closing_marks(text: &str, words: &[Word], start: usize, at: usize) -> usize {
    let mut last = at;
    while last > start {
        if form(text, &words[last]) == "]" && last >= start + 3 && starts_reference(text, words, last - 2) {
            last -= 3;
        } else if matches!(words[last].kind, Kind::Closer | Kind::Quote) {
            last -= 1;
        } else {
            break;
        }
    }
    last
}

/// Whether a reference such as "[19]" starts at `at`.
fn starts_reference(text: &str, words: &[Word], at: usize) -> bool {
    let [open, number, close, ..] = &words[at..] else { return false };
    form(text, open) == "[" && form(text, close) == "]" && form(text, number).bytes().all(|b| b.is_ascii_digit())
}

fn starts_with_capital(text: &str, word: &Word) -> bool {
    form(text, word).starts_with(char::is_uppercase)
}

/// Whether the word before the stop at `stop` ends in a digit.
fn ends_in_digit(text: &str, words: &[Word], stop: usize) -> bool {
    stop > 0 && form(text, &words[stop - 1]).ends_with(|c: char| c.is_ascii_digit())
}

/// Whether the stop at `stop` stands directly after a word.
fn touches_word_before(words: &[Word], stop: usize, start: usize) -> bool {
    stop > start && words[stop].gap == Gap::None && words[stop - 1].kind == Kind::Word
}

/// Whether the sentence so far is only a number or letter with its stop, as before an item of a list.
fn is_enumerator(text: &str, words: &[Word], start: usize, stop: usize) -> bool {
    let first = start + usize::from(words[start].kind == Kind::Mark);
    stop == first + 1 && {
        let label = form(text, &words[first]);
        label.len() <= 8 && label.split('.').all(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
            || label.len() == 1 && label.is_ascii()
    }
}

/// Whether an item of a list starts at `at`.
fn is_bullet(text: &str, words: &[Word], at: usize) -> bool {
    let label = form(text, &words[at]);
    let spaced = words.get(at + 1).is_some_and(|word| word.gap == Gap::Space);
    matches!(label, "•" | "·" | "◦" | "▪" | "■" | "●" | "*" | "-" | "–" | "—") && spaced
}
