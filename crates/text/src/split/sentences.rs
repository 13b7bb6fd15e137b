//! Finds where sentences end among words.

use std::ops::Range;

use super::lexicon::{Lexicon, Use};
use super::words::{Gap, Kind, Word};

/// A sentence longer than this many words is broken, at punctuation where there is some.
pub(super) const LONGEST: usize = 250;

/// How far back from [`LONGEST`] a mark is sought to break at.
const BACK: usize = 120;

/// A text with a longer line than this (bytes) is not wrapped: its lines are paragraphs.
const WRAPPED: usize = 160;

/// The sentences as ranges of `words`, in order, without gaps.
pub(super) fn sentences(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let lines_are_paragraphs = text.lines().any(|line| line.len() > WRAPPED);
    let text = Words { text, words, lines_are_paragraphs };
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
        if at + 1 == words.len() || text.ends_after(start, at, quoted) {
            out.push(start..at + 1);
            start = at + 1;
        } else if at + 1 - start == LONGEST {
            let soft = (at + 1 - BACK..=at).rev().find(|&i| text.is_soft_break(i));
            let end = soft.map_or(at + 1, |i| i + 1);
            out.push(start..end);
            start = end;
        }
    }
    out
}

/// The words of a text; every method takes indices of words.
struct Words<'t> {
    text: &'t str,
    words: &'t [Word],
    lines_are_paragraphs: bool,
}

/// Words of a tag after a quotation, its verb included: "Prime Minister Ann Oak said".
const LONGEST_TAG: usize = 6;

impl Words<'_> {
    fn form(&self, at: usize) -> &str {
        &self.text[self.words[at].start..self.words[at].end]
    }

    fn kind(&self, at: usize) -> Kind {
        self.words[at].kind
    }

    fn gap(&self, at: usize) -> Gap {
        self.words[at].gap
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.form(at).starts_with(char::is_uppercase)
    }

    fn is_number(&self, at: usize) -> bool {
        self.form(at).starts_with(|c: char| c.is_ascii_digit())
    }

    fn is_soft_break(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Terminal | Kind::Ellipsis) || matches!(self.form(at), ";" | "," | ":" | "–" | "—" | "--" | "،")
    }

    /// Whether the sentence that began at `start` ends after `at`, which is not the last word. `quoted`: an odd number
    /// of marks that do not tell their side stands before.
    fn ends_after(&self, start: usize, at: usize, quoted: bool) -> bool {
        let next = at + 1;
        let gap = self.gap(next);
        if gap == Gap::Blank || gap == Gap::Line && self.line_ends_sentence(start, at) {
            return true;
        }
        if self.ends_dateline(start, at) {
            return true;
        }
        // "Topic, subtopic + What happened.": digests part the heads of an item from its text so.
        if self.form(at) == "+" && self.gap(at) != Gap::None && gap != Gap::None && self.is_capitalised(next) {
            return true;
        }
        if self.closes(next, quoted) || self.starts_reference(next) || matches!(self.kind(next), Kind::Terminal | Kind::Ellipsis) {
            return false;
        }
        let last = self.before_closing_marks(start, at);
        let kind = self.kind(last);
        if !matches!(kind, Kind::Terminal | Kind::Ellipsis | Kind::Abbreviation(_)) || self.is_enumerator(start, last) {
            return false;
        }
        if gap == Gap::None {
            // "withdrew.The": a blank is missing.
            return kind == Kind::Terminal && last == at && self.is_capitalised(next) && self.touches_word_before(start, last);
        }
        let ahead = next..self.words.len().min(next + 4);
        let opening = ahead.clone().find(|&i| !matches!(self.kind(i), Kind::Opener | Kind::Quote | Kind::Mark)).unwrap_or(next);
        let lower = self.form(opening).starts_with(char::is_lowercase);
        match kind {
            // "the town.” he said" goes on; so does "items: 1. that".
            // "Must they go on?" Ann Oak said.
            Kind::Terminal if last < at && self.form(last) != "." && self.is_tag(opening) => false,
            Kind::Terminal if self.form(last) == "." => !lower || last == at && !self.follows_digit(last),
            Kind::Terminal => (!lower || last == at) && !(self.kind(next) == Kind::Opener && self.is_number(opening)),
            Kind::Ellipsis | Kind::Abbreviation(Use::Capital) => self.is_capitalised(opening),
            // "at 6 a.m. Karsk's minister said", but "at 6 a.m. Monday", "6 a.m. Kyiv time".
            Kind::Abbreviation(Use::Hour) => {
                let zone = self.words.len() > opening + 1 && self.form(opening + 1).eq_ignore_ascii_case("time");
                self.is_capitalised(opening) && !zone && !Lexicon::embedded().goes_on_hour(self.form(opening))
            }
            Kind::Abbreviation(Use::May) => {
                last < at && self.is_capitalised(opening) || Lexicon::embedded().opens_sentence(self.form(opening))
            }
            _ => false,
        }
    }

    /// "VELMORA, March 4 - ", "KIEV (Agency) — ": the place a report is sent from, in capitals at the head of a paragraph, is no part of
    /// its first sentence. With place, day and agency it may be long; then one of the latter two stands before the dash.
    fn ends_dateline(&self, start: usize, at: usize) -> bool {
        let dash = matches!(self.form(at), "-" | "–" | "—" | "--");
        let apart = self.gap(at) != Gap::None && self.gap(at + 1) != Gap::None;
        let opens = start == 0 || self.gap(start) >= Gap::Line;
        let first = self.form(start);
        let capitals = first.chars().count() >= 3 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let length = at - start;
        let whole = length <= 8 || length <= 16 && (self.form(at - 1) == ")" || self.is_number(at - 1));
        dash && apart && opens && whole && capitals && at > start
    }

    /// Whether a name or pronoun with a verb of saying starts here: who said what was quoted before.
    fn is_tag(&self, at: usize) -> bool {
        let end = self.words.len().min(at + LONGEST_TAG);
        let verb = (at + 1..end).find(|&i| Lexicon::embedded().says(self.form(i)));
        // "He said nothing more" says something else.
        let ends = |i: usize| {
            i >= self.words.len() || matches!(self.form(i), "." | "," | ":" | ";" | "on" | "in" | "at" | "during" | "after" | "of")
        };
        verb.is_some_and(|verb| ends(verb + 1) && (at..verb).all(|i| self.is_capitalised(i)))
    }

    /// Whether the end of the line after `at` ends the sentence that began at `start`.
    fn line_ends_sentence(&self, start: usize, at: usize) -> bool {
        let next = at + 1;
        let stops = matches!(self.kind(self.before_closing_marks(start, at)), Kind::Terminal | Kind::Ellipsis);
        let goes_on = self.form(next).starts_with(char::is_lowercase);
        if stops || self.is_bullet(next) || self.lines_are_paragraphs && !goes_on {
            return true;
        }
        // A heading: a line of its own, much shorter than the one that follows.
        let own_line = self.gap(start) >= Gap::Line && self.words[start + 1..=at].iter().all(|word| word.gap < Gap::Line);
        let rest = &self.text[self.words[next].start..];
        let following = rest.bytes().take(2 * WRAPPED).position(|b| b == b'\n').unwrap_or(rest.len().min(2 * WRAPPED));
        own_line && self.is_capitalised(next) && 3 * (self.words[at].end - self.words[start].start) <= 2 * following
    }

    /// Whether the word closes what stands before it, so that no sentence ends between the two.
    fn closes(&self, at: usize, quoted: bool) -> bool {
        match (self.kind(at), self.gap(at)) {
            (Kind::Closer, gap) => gap < Gap::Line,
            // A quotation mark that touches one side belongs to that side; between blanks the count of marks decides.
            (Kind::Quote, Gap::None) => true,
            (Kind::Quote, Gap::Space) => {
                quoted && (at + 1 == self.words.len() || self.gap(at + 1) != Gap::None || self.form(at + 1) == ",")
            }
            _ => false,
        }
    }

    /// The last word from `start` to `at` that is no closing mark and no reference in square brackets.
    fn before_closing_marks(&self, start: usize, at: usize) -> usize {
        let mut last = at;
        while last > start {
            if self.form(last) == "]" && last >= start + 3 && self.starts_reference(last - 2) {
                last -= 3;
            } else if matches!(self.kind(last), Kind::Closer | Kind::Quote) {
                last -= 1;
            } else {
                break;
            }
        }
        last
    }

    /// Whether a reference such as "[19]" starts here.
    fn starts_reference(&self, at: usize) -> bool {
        at + 2 < self.words.len()
            && self.form(at) == "["
            && self.form(at + 2) == "]"
            && self.form(at + 1).bytes().all(|b| b.is_ascii_digit())
            && self.gap(at) < Gap::Line
    }

    /// Whether the word before the stop ends in a digit.
    fn follows_digit(&self, stop: usize) -> bool {
        stop > 0 && self.form(stop - 1).ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the stop stands directly after a word.
    fn touches_word_before(&self, start: usize, stop: usize) -> bool {
        stop > start && self.gap(stop) == Gap::None && self.kind(stop - 1) == Kind::Word
    }

    /// Whether the sentence so far is only a number or letter with its stop, as before an item of a list.
    fn is_enumerator(&self, start: usize, stop: usize) -> bool {
        let first = start + usize::from(self.kind(start) == Kind::Mark);
        stop == first + 1 && {
            let label = self.form(first);
            label.len() <= 8 && label.split('.').all(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
                || label.len() == 1 && label.is_ascii()
        }
    }

    /// Whether an item of a list starts here.
    fn is_bullet(&self, at: usize) -> bool {
        let spaced = at + 1 < self.words.len() && self.gap(at + 1) == Gap::Space;
        spaced && matches!(self.form(at), "•" | "·" | "◦" | "▪" | "■" | "●" | "*" | "-" | "–" | "—")
    }
}
