//! Judges whether one text was made from another.

use crate::fingerprint::{Fingerprint, common_order, shared};

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
    /// Whether some twelve words in a row are the same.
    pub shares_a_passage: bool,
    /// Share of names and numbers that come in the same order; 0 where it is too small to matter.
    pub order: f64,
    /// Names and numbers that come in the same order.
    pub common_order: usize,
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
/// Share of frames from which two texts are searched for reworded passages in common.
const OVERLAP_FROM: f64 = 0.08;
/// From this part of the frames' share on, the share of verbatim runs shows that what is shared was not reworded.
const VERBATIM: f64 = 0.8;
/// Verbatim passages that make up less than this share are borrowed; the claims in them count once all the same.
const BORROWED_BELOW: f64 = 0.3;
/// Fewer frames in common may be chance, whatever their share.
const LEAST_FRAMES: usize = 6;

/// Share of names and numbers in the same order from which a text is taken for a copy whose every word was changed (by hand, or through
/// another language): two reporters who know the same facts do not tell all of them in one order.
const RETOLD_FROM: f64 = 0.65;
/// A text with more than so many times the names of another holds most short orders by chance.
const RETOLD_RATIO: usize = 3;
/// Fewer names and numbers in order may be chance.
const LEAST_ORDER: usize = 8;
/// A text with fewer sequences of names is measured as if it had so many: two or three are shared by any two reports of one event.
const LEAST_NAMES: usize = 8;

impl Comparison {
    /// Compares two texts.
    pub fn of(a: &Fingerprint, b: &Fingerprint) -> Comparison {
        let share = |of: usize, part: usize| if of == 0 { 0.0 } else { part as f64 / of as f64 };
        let frames = shared(&a.frames, &b.frames);
        let least = ((a.order.len().min(b.order.len()) as f64) * RETOLD_FROM).ceil() as usize;
        let comparable = a.order.len().max(b.order.len()) <= RETOLD_RATIO * a.order.len().min(b.order.len());
        let in_order = if comparable { common_order(&a.order, &b.order, least.max(LEAST_ORDER)) } else { 0 };
        let contained = |x: &[u64], y: &[u64], least: usize| share(x.len().min(y.len()).max(least), shared(x, y));
        Comparison {
            frames: share(a.frames.len().min(b.frames.len()), frames),
            shared_frames: frames,
            runs: contained(&a.runs, &b.runs, 1),
            names: contained(&a.names, &b.names, LEAST_NAMES),
            shares_a_passage: shared(&a.passages, &b.passages) > 0,
            order: share(a.order.len().min(b.order.len()), in_order),
            common_order: in_order,
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
        self.is_reworded() || self.is_retold()
    }

    fn is_reworded(&self) -> bool {
        self.shared_frames >= LEAST_FRAMES && self.score() >= COPY_FROM && !self.is_a_borrowed_passage()
    }

    /// Whether what is shared is a smaller part, kept word for word: a paragraph of background in two texts, not a copy of one.
    fn is_a_borrowed_passage(&self) -> bool {
        self.runs >= VERBATIM * self.frames && self.frames < BORROWED_BELOW
    }

    /// Whether only the order of names and numbers gives the copy away, or gives it away too.
    pub fn is_retold(&self) -> bool {
        self.common_order >= LEAST_ORDER && self.order >= RETOLD_FROM
    }

    /// Whether two texts that are no copies may still share a passage worth marking.
    pub fn may_overlap(&self) -> bool {
        self.shares_a_passage || (self.frames >= OVERLAP_FROM && self.shared_frames >= LEAST_FRAMES)
    }

    /// The judgement in words.
    pub fn in_words(&self) -> String {
        let percent = |share: f64| (share * 100.0).round() as u32;
        if self.is_retold() && !self.is_reworded() {
            return format!(
                "{} % of the names and numbers ({}) come in the same order, though hardly a phrase is the same: retold by hand or through another language",
                percent(self.order),
                self.common_order
            );
        }
        format!(
            "{} % of the frame of function words, names and numbers is shared ({} runs), {} % of the sequences of names and numbers, {} % word for word",
            percent(self.frames),
            self.shared_frames,
            percent(self.names),
            percent(self.runs)
        )
    }
}
