//! Finds the passages of one text that another holds too.

use tacitus_record::Span;

use crate::fingerprint::{FRAME, RUN, frame_hash, run_hash};
use crate::words::Word;

/// Words between two shared stretches that are still one passage.
const GAP: usize = 8;
/// Fewest words of a passage; shorter agreement is common phrasing.
const SHORTEST: usize = 12;

/// A text cut into words, with what its stretches are known by. Quotations join passages but make none.
pub struct Cut<'a> {
    body: &'a str,
    words: Vec<Word>,
    /// Words outside quotations.
    own: Vec<usize>,
    /// Runs and frames: (hash, first of `own`, how many of `own`).
    stretches: Vec<(u64, usize, usize)>,
    /// The hashes of all stretches, sorted.
    known: Vec<u64>,
}

impl<'a> Cut<'a> {
    /// Cuts a body; `words` are its words.
    pub fn new(body: &'a str, words: Vec<Word>) -> Cut<'a> {
        let own: Vec<usize> = (0..words.len()).filter(|&i| !words[i].quoted).collect();
        let window: Vec<&Word> = own.iter().map(|&i| &words[i]).collect();
        let runs = window.windows(RUN).enumerate().map(|(at, run)| (run_hash(run), at, RUN));
        let frames = window.windows(FRAME).enumerate().filter_map(|(at, frame)| Some((frame_hash(frame)?, at, FRAME)));
        let stretches: Vec<(u64, usize, usize)> = runs.chain(frames).collect();
        let mut known: Vec<u64> = stretches.iter().map(|s| s.0).collect();
        known.sort_unstable();
        Cut { body, words, own, stretches, known }
    }

    /// The passages of this text that the other holds, reworded or not.
    pub fn passages_in(&self, other: &Cut) -> Vec<Span> {
        let passages = self.shared_with(other).into_iter();
        passages.filter_map(|(first, last)| Span::new(self.body, self.words[first].start, self.words[last].end)).collect()
    }

    /// The words in those passages, by their number in this text.
    pub fn words_in(&self, other: &Cut) -> impl Iterator<Item = usize> + use<> {
        self.shared_with(other).into_iter().flat_map(|(first, last)| first..=last)
    }

    /// First and last words of the passages.
    fn shared_with(&self, other: &Cut) -> Vec<(usize, usize)> {
        let mut inside = vec![false; self.words.len()];
        for &(hash, at, length) in &self.stretches {
            if other.known.binary_search(&hash).is_ok() {
                self.own[at..at + length].iter().for_each(|&i| inside[i] = true);
            }
        }
        let mut passages: Vec<(usize, usize)> = Vec::new();
        for i in (0..self.words.len()).filter(|&i| inside[i]) {
            match passages.last_mut() {
                Some(last) if i - last.1 <= GAP => last.1 = i,
                _ => passages.push((i, i)),
            }
        }
        passages.retain(|(first, last)| last - first + 1 >= SHORTEST);
        passages
    }
}
