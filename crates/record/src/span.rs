//! Points at characters of a stored body.

use std::fmt;

/// A half-open byte range of one article's body.
///
/// Invariants: `start <= end`, and both lie on character boundaries of the body it was made for.
/// Code points (JSON, W3C selectors) and UTF-16 appear only at the edge, see [`CodePoints`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span of `body`, or `None` where the range is reversed, outside, or cuts a character.
    pub fn new(body: &str, start: usize, end: usize) -> Option<Span> {
        let fits = start <= end && body.is_char_boundary(start) && body.is_char_boundary(end);
        (fits && u32::try_from(end).is_ok()).then_some(Span { start: start as u32, end: end as u32 })
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// A span inside this one, given by byte offsets relative to this span's start.
    pub fn within(self, body: &str, start: usize, end: usize) -> Option<Span> {
        let inner = Span::new(body, self.start() + start, self.start() + end)?;
        (inner.end <= self.end).then_some(inner)
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words in `body`, which must be the body the span was made for.
    pub fn slice(self, body: &str) -> &str {
        body.get(self.start()..self.end()).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Translates byte offsets of one body into code points and back; the JSON face of [`Span`].
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Byte offset of every 64th code point.
    marks: Vec<u32>,
    ascii: bool,
}

const STRIDE: usize = 64;

impl CodePoints {
    /// Prepares the translation for `body`.
    pub fn new(body: &str) -> CodePoints {
        let ascii = body.is_ascii();
        let marks = if ascii { Vec::new() } else { body.char_indices().step_by(STRIDE).map(|(i, _)| i as u32).collect() };
        CodePoints { marks, ascii }
    }

    /// The code-point offset of a byte offset of `body`.
    pub fn of(&self, body: &str, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        let block = self.marks.partition_point(|&m| m as usize <= byte).saturating_sub(1);
        let from = self.marks.get(block).map_or(0, |&m| m as usize);
        block * STRIDE + body[from..byte].chars().count()
    }

    /// The byte offset of a code-point offset of `body`, or `None` past the end.
    pub fn byte(&self, body: &str, point: usize) -> Option<usize> {
        if self.ascii {
            return (point <= body.len()).then_some(point);
        }
        let from = self.marks.get(point / STRIDE).map_or(body.len(), |&m| m as usize);
        let rest = &body[from..];
        let skip = point % STRIDE;
        match rest.char_indices().nth(skip) {
            Some((i, _)) => Some(from + i),
            None => (rest.chars().count() == skip).then_some(body.len()),
        }
    }
}
