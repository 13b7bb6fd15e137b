//! Finds Internet addresses, e-mail addresses, file names and faces, which no rule of words may cut.

use super::lexicon::Lexicon;
use super::words::{Chunk, LOOK};

impl Chunk<'_> {
    /// End of the Internet address, e-mail address or file name that starts at `at`.
    pub(super) fn address(&self, text: &str, at: usize) -> Option<usize> {
        let head = self.slice(text, at, (at + 12).min(self.characters.len())).to_ascii_lowercase();
        let schemes = ["http://", "https://", "ftp://", "www.", "mailto:", "doi:10."];
        if schemes.iter().any(|scheme| head.starts_with(scheme)) {
            let end = self.run_end_by(at, |c| !matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»'));
            return Some(self.without_trailing_marks(at, end));
        }
        if !self.wordlike(at) {
            return None;
        }
        let limit = (at + LOOK).min(self.characters.len());
        let host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let run = |from: usize| (from..limit).find(|&i| !host(self.characters[i])).unwrap_or(limit);
        let mut end = (at..limit).find(|&i| !host(self.characters[i]) && !matches!(self.characters[i], '%' | '+')).unwrap_or(limit);
        let mail = self.get(end) == Some('@') && self.wordlike(end + 1);
        end = if mail { run(end + 1) } else { run(at) };
        while end > at && matches!(self.characters[end - 1], '.' | '-' | '_') {
            end -= 1;
        }
        let name = self.slice(text, at, end);
        let (front, last) = name.rsplit_once('.')?;
        if mail {
            return front.contains('@').then_some(end);
        }
        // "Kyiv.The" and "U.S.-led" are no addresses.
        let known = Lexicon::embedded().ends_address(&last.to_ascii_lowercase()) && !front.ends_with('.') && front.len() > 1;
        let hierarchy = front.contains('.')
            && name.split('.').all(|label| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        if !known && !hierarchy {
            return None;
        }
        let path = known && self.get(end) == Some('/') && self.wordlike(end + 1);
        Some(if path { self.without_trailing_marks(at, self.characters.len()) } else { end })
    }

    /// An address does not end in punctuation, nor in a bracket that it did not open.
    fn without_trailing_marks(&self, start: usize, mut end: usize) -> usize {
        let opened = self.characters[start..end].contains(&'(');
        while end > start + 1 {
            match self.characters[end - 1] {
                ')' if opened => break,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ')' | ']' | '}' | '*' => end -= 1,
                _ => break,
            }
        }
        end
    }

    /// End of the face that fills the chunk up to its closing marks.
    pub(super) fn emoticon(&self) -> Option<usize> {
        let eyes = matches!(self.get(0)?, ':' | ';' | '=');
        let mouth = 1 + usize::from(matches!(self.get(1)?, '-' | '\''));
        let known = matches!(self.get(mouth)?, ')' | '(' | 'D' | 'P' | 'p' | '/' | '|' | '*');
        (eyes && known && !self.wordlike(mouth + 1)).then_some(mouth + 1)
    }
}
