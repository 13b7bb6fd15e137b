//! Sorts characters by what they do to a word.

/// Whether `c` separates words and belongs to none: white space and control characters (NUL too).
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether `c` is invisible and neither joins nor separates: zero-width characters, direction marks, soft hyphen,
/// byte-order mark. It stays inside a word but never stands at its edge.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether `c` is written as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇' | '‛')
}

/// Whether `c` is a hyphen within a word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether `c` is a picture: emoji and the marks that build them.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether `c` is punctuation or a symbol, so that it cannot be part of a word.
fn is_mark_of_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() && c != '_'
        || is_apostrophe(c)
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}' | '\u{f7}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}'
            | '\u{2e00}'..='\u{2e7f}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{fd3e}' | '\u{fd3f}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffee}' | '\u{fff9}'..='\u{fffd}'
            | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}')
            && !c.is_alphanumeric()
}

/// Whether `c` can be part of a word: letters, digits, the low line, combining marks, and whatever is no blank, no
/// punctuation and no picture. Invisible characters count too: they are cut off at the edges later.
pub(super) fn is_wordlike(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    !is_blank(c) && !is_mark_of_punctuation(c) && !is_emoji(c)
}

/// Whether `c` opens what another character closes.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '«' | '‹' | '„' | '‘' | '‚' | '〈' | '「' | '（')
}

/// Whether `c` closes what another character opened.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '»' | '›' | '’' | '〉' | '」' | '）')
}

/// Whether `c` may end a sentence.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？' | '؟' | '۔' | '।')
}
