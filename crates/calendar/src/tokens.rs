//! Light tokenisation: words, digit runs and single marks, with their byte ranges.

use std::borrow::Cow;

use crate::lexicon::{Sense, senses};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, with inner apostrophes ("o'clock").
    Word,
    /// Digits; the value, or `None` beyond nine digits.
    Number(Option<u32>),
    /// One other visible character, or a possessive "'s".
    Mark,
}

/// One token of the text.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    /// Byte where it begins.
    pub start: usize,
    /// Byte after its last.
    pub end: usize,
    /// Lower-case form, curly apostrophes made straight.
    pub lower: Cow<'t, str>,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Whether a blank line stands before it: no expression reaches across.
    pub paragraph: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it is a word of two or more letters, all capitals.
    pub shouted: bool,
    /// What the lexicon knows about it.
    pub senses: &'static [Sense],
}

impl Token<'_> {
    /// Number of digits, 0 for words and marks.
    pub fn digits(&self) -> usize {
        if matches!(self.kind, TokenKind::Number(_)) { self.end - self.start } else { 0 }
    }
}

/// Splits the text. Every range lies on character boundaries.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let (mut spaced, mut line_feeds) = (true, 0);
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) {
            spaced = true;
            line_feeds += usize::from(c == '\n');
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if c.is_ascii_digit() {
            while let Some(&(at, d)) = chars.peek().filter(|(_, d)| d.is_ascii_digit()) {
                end = at + d.len_utf8();
                chars.next();
            }
            let digits = &text[start..end];
            TokenKind::Number(if digits.len() <= 9 { digits.parse().ok() } else { None })
        } else if c.is_alphabetic() {
            while let Some(&(at, d)) = chars.peek() {
                let inner = is_apostrophe(d) && text[at + d.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
                if !d.is_alphabetic() && !inner {
                    break;
                }
                end = at + d.len_utf8();
                chars.next();
            }
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        let possessive = if kind == TokenKind::Word { possessive_length(&text[start..end]) } else { 0 };
        push(&mut out, text, (start, end - possessive), kind, (spaced, line_feeds > 1));
        if possessive > 0 {
            push(&mut out, text, (end - possessive, end), TokenKind::Mark, (false, false));
        }
        (spaced, line_feeds) = (false, 0);
    }
    out
}

fn push<'t>(out: &mut Vec<Token<'t>>, text: &'t str, range: (usize, usize), kind: TokenKind, before: (bool, bool)) {
    let raw = &text[range.0..range.1];
    let lower: Cow<'t, str> = if raw.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(raw.to_lowercase().replace(is_apostrophe, "'"))
    };
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    // "JaN" is a name: print has a word of time in small letters, with a first capital or in capitals throughout.
    let inner = raw.chars().skip(1).filter(|c| c.is_alphabetic());
    let mixed = raw.len() <= 4 && inner.clone().any(char::is_uppercase) && (!capital || inner.clone().any(char::is_lowercase));
    let shouted = capital && raw.len() > 1 && inner.clone().all(char::is_uppercase);
    let senses = if kind == TokenKind::Word && !mixed { senses(&lower) } else { &[] };
    out.push(Token { start: range.0, end: range.1, lower, kind, spaced: before.0, paragraph: before.1, capital, shouted, senses });
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Zero-width characters and directional marks, which must not hide a date.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

fn possessive_length(word: &str) -> usize {
    let mut tail = word.char_indices().rev();
    match (tail.next(), tail.next()) {
        (Some((_, 's' | 'S')), Some((at, c))) if is_apostrophe(c) && at > 0 => word.len() - at,
        _ => 0,
    }
}
