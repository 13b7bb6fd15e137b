//! The grammar: at each token the longest expression of time, as a tree.

mod bounds;
mod clock;
mod dates;
mod figures;
mod nights;
mod numbers;
mod relative;
mod sets;
mod time_of_day;
mod units;

use crate::expression::Expression;
use crate::lexicon::{Sense, Unit};
use crate::tokens::{Token, TokenKind};
use crate::veto;
pub(crate) use sets::iso;

/// What a rule found: the token after it, and the tree.
pub(crate) type Parsed = Option<(usize, Expression)>;

/// How deep times may nest ("the first day of the last week of May").
const DEEPEST: usize = 4;

/// The tokens, with the questions the rules ask.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'c, 't> {
    pub tokens: &'c [Token<'t>],
    depth: usize,
    /// Whether what only looks like a time is let through.
    lenient: bool,
}

impl<'c, 't> Cursor<'c, 't> {
    /// A cursor over all tokens.
    pub fn new(tokens: &'c [Token<'t>]) -> Cursor<'c, 't> {
        Cursor { tokens, depth: 0, lenient: false }
    }

    /// One that takes everything that has the shape of a time for one.
    pub fn lenient(tokens: &'c [Token<'t>]) -> Cursor<'c, 't> {
        Cursor { lenient: true, ..Cursor::new(tokens) }
    }

    /// The token there, unless a paragraph begins with it and it is not the first.
    pub fn at(&self, i: usize) -> Option<&'c Token<'t>> {
        self.tokens.get(i)
    }

    fn deeper(&self) -> Option<Cursor<'c, 't>> {
        (self.depth < DEEPEST).then_some(Cursor { depth: self.depth + 1, ..*self })
    }

    /// Whether the token is that lower-case word or mark.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.at(i).is_some_and(|t| t.lower == word)
    }

    /// Whether the token is one of those words.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        self.at(i).is_some_and(|t| words.contains(&t.lower.as_ref()))
    }

    /// The token after `i` where it is that word, else `i`.
    pub fn skip(&self, i: usize, words: &[&str]) -> usize {
        if self.is_any(i, words) { i + 1 } else { i }
    }

    /// Whether those words stand at `i`, and the token after them.
    pub fn phrase(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(k, word)| self.is(i + k, word)).then_some(i + words.len())
    }

    /// The first of those phrases (words separated by blanks) at `i`, the longest first.
    pub fn any_phrase(&self, i: usize, phrases: &[&str]) -> Option<usize> {
        // Most phrases fail at their first letter, and most others at their first word, which is told without cutting them.
        let first = self.at(i)?.lower.as_ref();
        let letter = first.as_bytes().first();
        let begun = phrases.iter().filter(|p| p.as_bytes().first() == letter && p.starts_with(first));
        begun.filter_map(|p| p.split(' ').enumerate().try_fold(i, |at, (_, word)| self.is(at, word).then_some(at + 1))).max()
    }

    /// The first sense of the token that the function takes.
    pub fn sense<T>(&self, i: usize, take: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.at(i)?.senses.iter().find_map(take)
    }

    /// The unit that the token names.
    pub fn unit(&self, i: usize) -> Option<Unit> {
        self.sense(i, |s| if let Sense::Unit(unit) = s { Some(*unit) } else { None })
    }

    /// The number in figures there: (value, digits).
    pub fn figure(&self, i: usize) -> Option<(u32, usize)> {
        let token = self.at(i)?;
        if let TokenKind::Number(value) = token.kind { value.map(|v| (v, token.digits())) } else { None }
    }

    /// Whether the token follows the one before it without a blank.
    pub fn glued(&self, i: usize) -> bool {
        self.at(i).is_some_and(|t| !t.spaced)
    }

    /// The byte range of the tokens `from..to`.
    pub fn range(&self, from: usize, to: usize) -> (usize, usize) {
        (self.tokens[from].start, self.tokens[to - 1].end)
    }
}

/// The longest expression at that token; on equal length the first rule in this order wins.
pub(crate) fn longest_at(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let found = [
        bounds::bounded(c, i),
        bounds::range(c, i),
        single(c, i),
        sets::set(c, i),
        relative::lasting(c, i),
        relative::beside(c, i),
        sets::duration(c, i),
        relative::vague(c, i),
    ];
    longest(found.map(|one| accepted(c, i, one)))
}

/// One time without preposition or second end, with whatever hangs on it: part of the day, time of day, week.
pub(crate) fn single(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let c = c.deeper()?;
    let found = [
        dates::date(c, i),
        dates::listed_day(c, i),
        figures::date(c, i),
        dates::weekday(c, i),
        relative::offset(c, i),
        relative::shift(c, i),
        relative::trail(c, i),
        units::unit(c, i),
        units::part(c, i),
        units::nth(c, i),
        clock::with_day_after(c, i),
        clock::daypart_of_day(c, i),
    ];
    let plain = longest(found.map(|one| accepted(c, i, one)))?;
    accepted(c, i, Some(clock::attached(c, plain.clone()))).or(Some(plain))
}

/// What the vetoes let through.
fn accepted(c: Cursor<'_, '_>, from: usize, found: Parsed) -> Parsed {
    found.filter(|(to, e)| *to > from && (c.lenient || !veto::refuses(c.tokens, from, *to, e)))
}

/// A time that names one day, for a clock time or part of the day to hang on.
fn longest_day(c: Cursor<'_, '_>, i: usize) -> Parsed {
    let c = c.deeper()?;
    longest([dates::date(c, i), figures::date(c, i), dates::weekday(c, i), relative::offset(c, i), units::nth(c, i)])
}

fn longest<const N: usize>(found: [Parsed; N]) -> Parsed {
    let mut best: Parsed = None;
    for candidate in found.into_iter().flatten() {
        if best.as_ref().is_none_or(|(end, _)| candidate.0 > *end) {
            best = Some(candidate);
        }
    }
    best
}
