//! Judges whether one text was made from another.

use crate::fingerprint::{Fingerprint, shared};

/// How much two texts share, quotations left out. Shares are containments: of the shorter list's features, those the longer has too.
/// Containment, never Jaccard: an excerpt is a copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Share of frames.
    pub frames: f64,
    /// Frames in common.
    pub shared_frames: usize,
    /// Share of verbatim runs.
    pub runs: f64,
    /// Share of sequences of names and numbers.
    pub names: f64,
    /// Share of the first text's frames that the second holds.
    pub first_in_second: f64,
    /// Share of the second text's frames that the first holds.
    pub second_in_first: f64,
}

/// Weight of the share of frames against that of names; a frame kept by chance is rarer than a sequence of names kept by the story.
const FRAME_WEIGHT: f64 = 2.0;
/// Weighted share from which a text is taken for a copy. Set by hand on machine-paraphrased, excerpted and unrelated news texts so that
/// other outlets' reports of the same event (which share names, but few frames) stay apart.
const COPY_FROM: f64 = 0.35;
/// Fewer frames in common may be chance, whatever their share.
const LEAST_FRAMES: usize = 6;

/// A text with fewer sequences of names is measured as if it had so many: two or three are shared by any two reports of one event.
const LEAST_NAMES: usize = 8;

impl Comparison {
    /// Compares two texts.
    pub fn of(a: &Fingerprint, b: &Fingerprint) -> Comparison {
        let share = |of: usize, part: usize| if of == 0 { 0.0 } else { part as f64 / of as f64 };
        let frames = shared(&a.frames, &b.frames);
        let contained = |x: &[u64], y: &[u64], least: usize| share(x.len().min(y.len()).max(least), shared(x, y));
        Comparison {
            frames: share(a.frames.len().min(b.frames.len()), frames),
            shared_frames: frames,
            runs: contained(&a.runs, &b.runs, 1),
            names: contained(&a.names, &b.names, LEAST_NAMES),
            first_in_second: share(a.frames.len(), frames),
            second_in_first: share(b.frames.len(), frames),
        }
    }

    /// The weighted share on which [`Comparison::is_copy`] decides.
    pub fn score(&self) -> f64 {
        FRAME_WEIGHT * self.frames + self.names
    }

    /// Whether one text was made from the other (in whole or in good part).
    pub fn is_copy(&self) -> bool {
        self.shared_frames >= LEAST_FRAMES && self.score() >= COPY_FROM
    }

    /// The judgement in words.
    pub fn in_words(&self) -> String {
        let percent = |share: f64| (share * 100.0).round() as u32;
        format!(
            "{} % of the frame of function words, names and numbers is shared ({} runs), {} % of the sequences of names and numbers, {} % word for word",
            percent(self.frames),
            self.shared_frames,
            percent(self.names),
            percent(self.runs)
        )
    }
}
