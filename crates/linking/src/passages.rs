//! Finds the passages of one text that another holds too.

use std::collections::BTreeSet;

use tacitus_record::Span;

use crate::fingerprint::{FRAME, RUN, frame_hash, run_hash};
use crate::words::Word;

/// Words between two shared stretches that are still one passage.
const GAP: usize = 8;
/// Fewest words of a passage; shorter agreement is common phrasing.
const SHORTEST: usize = 12;

/// The passages of `own` (words of `body`) that `other` holds, reworded or not; quotations join passages but make none.
pub fn shared_passages(body: &str, own: &[Word], other: &[Word]) -> Vec<Span> {
    let unquoted = |words: &'_ [Word]| -> Vec<usize> { (0..words.len()).filter(|&i| !words[i].quoted).collect() };
    let (mine, theirs) = (unquoted(own), unquoted(other));
    let at = |words: &'_ [Word], indices: &[usize]| -> Vec<u64> {
        let window: Vec<&Word> = indices.iter().map(|&i| &words[i]).collect();
        let runs = window.windows(RUN).map(run_hash);
        let frames = window.windows(FRAME).filter_map(frame_hash);
        runs.chain(frames).collect()
    };
    let known: BTreeSet<u64> = at(other, &theirs).into_iter().collect();
    let mut inside = vec![false; own.len()];
    for width in [RUN, FRAME] {
        for window in mine.windows(width) {
            let words: Vec<&Word> = window.iter().map(|&i| &own[i]).collect();
            let hash = if width == RUN { Some(run_hash(&words)) } else { frame_hash(&words) };
            if hash.is_some_and(|h| known.contains(&h)) {
                window.iter().for_each(|&i| inside[i] = true);
            }
        }
    }
    let mut passages: Vec<(usize, usize)> = Vec::new();
    for i in (0..own.len()).filter(|&i| inside[i]) {
        match passages.last_mut() {
            Some(last) if i - last.1 <= GAP => last.1 = i,
            _ => passages.push((i, i)),
        }
    }
    passages
        .into_iter()
        .filter(|(first, last)| last - first + 1 >= SHORTEST)
        .filter_map(|(first, last)| Span::new(body, own[first].start, own[last].end))
        .collect()
}
