//! Keeps verdicts on pairs of passages, so that none is worked out twice.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tacitus_text::{Passage, Verdict, side_by_side};

use crate::fingerprint::text_hash;

/// Verdicts known from before, and those asked for since. A pair is known by a hash of its passages, their days and the encoder's weights; of a
/// pair of which nothing follows only that is kept.
#[derive(Debug, Default)]
pub struct Compared {
    known: BTreeMap<String, Option<Verdict>>,
    asked: Mutex<BTreeMap<String, Option<Verdict>>>,
}

impl Compared {
    /// From what [`Compared::asked`] gave; a verdict that cannot be read is worked out again.
    pub fn from_known(rows: impl IntoIterator<Item = (String, Option<String>)>) -> Compared {
        let read = |(pair, verdict): (String, Option<String>)| match verdict {
            None => Some((pair, None)),
            Some(words) => words.parse().ok().map(|verdict| (pair, Some(verdict))),
        };
        Compared { known: rows.into_iter().filter_map(read).collect(), asked: Mutex::default() }
    }

    /// The pairs asked for since, with what is to be kept of their verdicts, in order.
    pub fn asked(&self) -> Vec<(String, Option<String>)> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().map(|(pair, verdict)| (pair.clone(), verdict.as_ref().map(Verdict::to_string))).collect()
    }

    /// The verdict on two passages; `None` where it is under the bound.
    pub(super) fn verdict(&self, one: Passage, other: Passage, bound: f32) -> Option<Verdict> {
        let told = |p: &Passage| format!("{}\u{1f}{}", p.published.map_or_else(String::new, |d| d.to_string()), p.text);
        let key = |first: &str, second: &str| text_hash(&[side_by_side().hash(), first, second].join("\u{1f}"));
        let (a, b) = (told(&one), told(&other));
        // Two hashes, since one of 64 bits may meet by chance among some millions of pairs.
        let pair = format!("{:016x}{:016x}", key(&a, &b), key(&b, &a));
        let before = || self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(&pair).cloned();
        let verdict = match self.known.get(&pair).cloned().or_else(before) {
            Some(verdict) => verdict,
            None => Some(side_by_side().compare(one, other)).filter(|v| v.disputes >= bound),
        };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(pair, verdict.clone());
        verdict
    }
}
