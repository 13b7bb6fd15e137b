//! Cuts a stretch of text into words and punctuation marks as UD English (EWT, GUM) does.
//!
//! One pass over chunks free of white space; every rule looks ahead a bounded number of characters, so the time is
//! linear in the length of the text.

use super::characters::{is_apostrophe, is_blank, is_closer, is_emoji, is_hyphen, is_ignorable, is_opener, is_terminal, is_wordlike};
use super::lexicon::{Lexicon, Use};

/// What lies between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Blanks within a line.
    Space,
    /// The end of a line.
    Line,
    /// An empty line, or the start of the text.
    Blank,
}

/// What a word is to the sentence splitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or number.
    Word,
    /// A word that keeps its stop.
    Abbreviation(Use),
    /// A single capital with its stop.
    Initial,
    /// Ends a sentence: one stop, exclamation or question mark, or a run of the latter two.
    Terminal,
    /// Two stops or more, or the ellipsis character.
    Ellipsis,
    /// Opening bracket or quotation mark.
    Opener,
    /// Closing bracket or quotation mark.
    Closer,
    /// A quotation mark that does not tell its side.
    Quote,
    /// Any other mark.
    Mark,
}

/// One word with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands before it.
    pub gap: Gap,
    /// What it is.
    pub kind: Kind,
}

/// Longest stretch of characters that a rule looks ahead.
pub(super) const LOOK: usize = 256;

/// Cuts `text` into words; offsets are bytes of `text`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Blank;
    let mut lines = 0;
    let mut chunk = Chunk { characters: Vec::new(), offsets: Vec::new(), follows: None };
    let mut rest = text.char_indices().peekable();
    while let Some(&(_, first)) = rest.peek() {
        if is_blank(first) {
            rest.next();
            // CR LF is one end of line: the CR does not count.
            lines += usize::from(matches!(first, '\n' | '\u{85}' | '\u{2028}')) + 2 * usize::from(matches!(first, '\u{2029}' | '\u{c}'));
            gap = gap.max(match lines {
                0 => Gap::Space,
                1 => Gap::Line,
                _ => Gap::Blank,
            });
            continue;
        }
        chunk.characters.clear();
        chunk.offsets.clear();
        while let Some((at, c)) = rest.next_if(|&(_, c)| !is_blank(c)) {
            chunk.characters.push(c);
            chunk.offsets.push(at);
        }
        let end = rest.peek().map_or(text.len(), |&(at, _)| at);
        chunk.offsets.push(end);
        chunk.follows = chunk.characters.contains(&'.').then(|| following_word(&text[end..])).flatten();
        let before = out.len();
        chunk.cut(text, gap, &mut out);
        if out.len() > before {
            (gap, lines) = (Gap::None, 0);
        }
    }
    out
}

/// The first characters of the next chunk on the same or the next line, without opening marks.
fn following_word(rest: &str) -> Option<&str> {
    let gap = rest.char_indices().take(LOOK).find(|&(_, c)| !is_blank(c)).map(|(at, _)| at)?;
    if rest[..gap].matches('\n').count() > 1 {
        return None;
    }
    let word = rest[gap..].trim_start_matches(|c: char| is_opener(c) || c == '"');
    let end = word.char_indices().take(32).find(|&(_, c)| !is_wordlike(c)).map_or(word.len().min(32), |(at, _)| at);
    word.get(..end)
}

/// A stretch without white space.
pub(super) struct Chunk<'t> {
    pub(super) characters: Vec<char>,
    /// Byte offset of every character, and of the end.
    offsets: Vec<usize>,
    /// The word after the chunk, within the paragraph.
    pub(super) follows: Option<&'t str>,
}

impl Chunk<'_> {
    fn cut(&self, text: &str, gap: Gap, out: &mut Vec<Word>) {
        let mut at = 0;
        let mut gap = gap;
        while at < self.characters.len() {
            if is_ignorable(self.characters[at]) {
                at += 1;
                continue;
            }
            let previous = out.last().map(|word: &Word| &text[word.start..word.end]);
            let (end, kind) = self.token(text, at, previous);
            let mut from = at;
            for cut in self.parts(text, at, end).into_iter().chain([end]) {
                let trimmed = (from..cut).rev().find(|&i| !is_ignorable(self.characters[i])).map_or(cut, |last| last + 1);
                let part_kind = if cut == end { kind } else { Kind::Word };
                out.push(Word { start: self.offsets[from], end: self.offsets[trimmed], gap, kind: part_kind });
                (from, gap) = (cut, Gap::None);
            }
            at = end;
        }
    }

    pub(super) fn slice<'a>(&self, text: &'a str, start: usize, end: usize) -> &'a str {
        &text[self.offsets[start]..self.offsets[end]]
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.characters.get(at).copied()
    }

    /// Whether the character at `at` can be part of a word.
    pub(super) fn wordlike(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| is_wordlike(c) && !is_ignorable(c))
    }

    pub(super) fn digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| c.is_ascii_digit())
    }

    /// End of the run of word characters that starts at `at`.
    fn run_end(&self, at: usize) -> usize {
        self.run_end_by(at, is_wordlike)
    }

    pub(super) fn run_end_by(&self, at: usize, inside: impl Fn(char) -> bool) -> usize {
        self.characters[at..].iter().position(|&c| !inside(c)).map_or(self.characters.len(), |n| at + n)
    }

    /// End and kind of the token that starts at `at`.
    fn token(&self, text: &str, at: usize, previous: Option<&str>) -> (usize, Kind) {
        let c = self.characters[at];
        let fresh = at == 0 || !self.wordlike(at - 1);
        if fresh && let Some(end) = self.address(text, at) {
            return (end, Kind::Word);
        }
        if is_wordlike(c) {
            return self.word(text, at, previous);
        }
        if is_apostrophe(c) {
            return self.apostrophe(text, at, fresh);
        }
        if at == 0
            && let Some(end) = self.emoticon()
        {
            return (end, Kind::Mark);
        }
        let next = self.get(at + 1);
        match c {
            '.' if fresh && self.digit(at + 1) => self.word(text, at + 1, previous),
            '+' if at == 0 && self.digit(1) => self.word(text, 1, previous),
            '@' | '#' if fresh && next.is_some_and(char::is_alphabetic) => (self.run_end(at + 1), Kind::Word),
            '.' => match self.run_end_by(at, |c| c == '.') {
                end if end == at + 1 => (end, Kind::Terminal),
                end => (end, Kind::Ellipsis),
            },
            '…' => (self.run_end_by(at, |c| c == '…' || c == '.'), Kind::Ellipsis),
            '!' | '?' => (self.run_end_by(at, |c| c == '!' || c == '?'), Kind::Terminal),
            '-' | '=' | '*' | '~' | '+' | '#' | '–' | '—' => (self.run_end_by(at, |d| d == c), Kind::Mark),
            '<' | '>' if next == Some(c) => (at + 2, Kind::Mark),
            '"' | '＂' => (at + 1, Kind::Quote),
            _ if is_emoji(c) => (self.run_end_by(at, |c| is_emoji(c) || is_ignorable(c)), Kind::Mark),
            _ if is_terminal(c) => (at + 1, Kind::Terminal),
            _ if is_opener(c) => (at + 1, Kind::Opener),
            _ if is_closer(c) => (at + 1, Kind::Closer),
            _ => (at + 1, Kind::Mark),
        }
    }

    /// End and kind of what starts with the apostrophe at `at`.
    fn apostrophe(&self, text: &str, at: usize, fresh: bool) -> (usize, Kind) {
        let run = if self.wordlike(at + 1) { self.run_end(at + 1) } else { at + 1 };
        let lower = if run - at <= 8 { self.slice(text, at + 1, run).to_lowercase() } else { String::new() };
        let whole_chunk = at == 0 && run == self.characters.len();
        if is_clitic(&lower) && (at > 0 && !self.opened(at) || whole_chunk) {
            return (run, Kind::Word);
        }
        let year = lower.len() >= 2 && lower.trim_end_matches('s').bytes().all(|b| b.is_ascii_digit()) && lower.len() <= 3;
        if fresh && (year || Lexicon::embedded().is_aphetic(&format!("'{lower}"))) {
            return (run, Kind::Word);
        }
        // Two apostrophes or two grave accents are one quotation mark.
        if self.get(at + 1) == Some(self.characters[at]) {
            return (at + 2, Kind::Quote);
        }
        let kind = match self.characters[at] {
            '‘' => Kind::Opener,
            '’' => Kind::Closer,
            _ => Kind::Quote,
        };
        (at + 1, kind)
    }

    /// Whether an opening mark stands before `at`.
    fn opened(&self, at: usize) -> bool {
        at > 0 && (is_opener(self.characters[at - 1]) || at == 1 && self.characters[0] == '"')
    }

    /// End and kind of the word that starts with the word character at `at`.
    fn word(&self, text: &str, at: usize, previous: Option<&str>) -> (usize, Kind) {
        // The rest of "don't", after "do".
        if matches!(self.characters[at], 'n' | 'N')
            && at > 0
            && self.wordlike(at - 1)
            && self.get(at + 1).is_some_and(is_apostrophe)
            && matches!(self.get(at + 2), Some('t' | 'T'))
        {
            return (at + 3, Kind::Word);
        }
        let mut end = self.run_end(at);
        let mut letters_apart = end == at + 1;
        let mut hyphens = 0;
        while self.wordlike(end + 1) {
            let run = self.run_end(end + 1);
            let joined = match self.characters[end] {
                '.' => {
                    letters_apart &= run == end + 2;
                    self.digit(end - 1) && self.digit(end + 1)
                        || letters_apart && self.characters[at].is_alphabetic()
                        || self.get(run) == Some('.') && self.listed(text, at, run + 1).is_some()
                }
                ',' => self.digit(at) && self.digit(end - 1) && run == end + 4 && (1..4).all(|i| self.digit(end + i)),
                ':' => self.digit(end - 1) && self.digit(end + 1),
                '/' => {
                    self.digit(at) && self.digit(end - 1) && self.digit(end + 1)
                        || end == at + 1 && run == end + 2 && self.get(run) != Some('/')
                }
                '&' => self.capitals(at, end) && self.capitals(end + 1, run) && run - at <= 7,
                '@' | '*' => self.characters[end - 1].is_alphabetic() && self.characters[end + 1].is_alphabetic(),
                c if is_apostrophe(c) => match self.clitic_start(text, at, end, run) {
                    Some(start) => return (start, Kind::Word),
                    None => true,
                },
                c if is_hyphen(c) => {
                    hyphens += 1;
                    if let Some(number) = self.hyphenated_number(at, end) {
                        return (number, Kind::Word);
                    }
                    hyphens == 1 && self.hyphen_belongs(text, at, end, run)
                }
                _ => false,
            };
            if !joined {
                break;
            }
            end = run;
        }
        if self.get(end) == Some('$') && self.capitals(at, end) && end - at <= 3 {
            return (end + 1, Kind::Word);
        }
        match self.stop_belongs(text, at, end, previous) {
            Some(kind) => (end + 1, kind),
            None => (end, Kind::Word),
        }
    }

    fn capitals(&self, start: usize, end: usize) -> bool {
        self.characters[start..end].iter().all(|c| c.is_uppercase())
    }

    /// Where the clitic starts, if the apostrophe at `mark` after a word from `at` begins one that ends at `run`.
    fn clitic_start(&self, text: &str, at: usize, mark: usize, run: usize) -> Option<usize> {
        if run - mark > 3 {
            return None;
        }
        let lower = self.slice(text, mark + 1, run).to_lowercase();
        if lower == "t" && matches!(self.characters[mark - 1], 'n' | 'N') && mark > at + 1 {
            return Some(mark - 1);
        }
        // "the 1960's" is one word, "2003's" are two.
        let decade = lower == "s" && self.characters[at..mark].iter().all(char::is_ascii_digit) && self.characters[mark - 1] == '0';
        (is_clitic(&lower) && !decade).then_some(mark)
    }

    /// End of the telephone number or date whose first hyphen is at `hyphen`; `None` for ranges and scores.
    fn hyphenated_number(&self, at: usize, hyphen: usize) -> Option<usize> {
        let mut end = at;
        let mut lengths = Vec::new();
        while lengths.len() < 8 {
            let stop = (end..self.characters.len().min(end + 16)).find(|&i| !self.digit(i)).unwrap_or(self.characters.len());
            if stop == end || self.wordlike(stop) {
                return None;
            }
            lengths.push(stop - end);
            end = stop;
            if !(self.get(end).is_some_and(is_hyphen) && self.digit(end + 1)) {
                break;
            }
            end += 1;
        }
        let single = matches!(lengths[..], [3, 4] | [5, 4]);
        (end > hyphen && (lengths.len() > 2 || single)).then_some(end)
    }

    /// Whether the hyphen at `hyphen` joins the word from `at` to the run that ends at `run`.
    fn hyphen_belongs(&self, text: &str, at: usize, hyphen: usize, run: usize) -> bool {
        let lexicon = Lexicon::embedded();
        hyphen - at <= 8 && lexicon.is_prefix(&self.slice(text, at, hyphen).to_lowercase())
            || run - hyphen <= 8 && lexicon.is_suffix(&self.slice(text, hyphen + 1, run).to_lowercase())
    }

    /// Inner boundaries of the token from `at` to `end` where it holds several words.
    fn parts(&self, text: &str, at: usize, end: usize) -> Vec<usize> {
        if end - at > 24 || end - at < 2 {
            return Vec::new();
        }
        let lexicon = Lexicon::embedded();
        let lower = self.slice(text, at, end).to_lowercase().replace('’', "'");
        let cuts = lexicon.contraction(&lower);
        if !cuts.is_empty() && lower.chars().count() == end - at {
            return cuts.iter().map(|cut| at + cut).collect();
        }
        if self.digit(at) {
            let number = (at..end).find(|&i| !self.digit(i) && !matches!(self.characters[i], '.' | ',' | ':')).unwrap_or(end);
            if number < end && self.digit(number - 1) && lexicon.is_unit(&self.slice(text, number, end).to_lowercase()) {
                return vec![number];
            }
        }
        Vec::new()
    }
}

/// Whether `lower` after an apostrophe is a clitic of its own.
fn is_clitic(lower: &str) -> bool {
    matches!(lower, "s" | "m" | "re" | "ve" | "ll" | "d")
}
