//! Two to five sentences that a hurried reader needs, of different incidents.

use crate::compose::Desk;
use crate::model::{Block, Part, Section, Sentence};

/// Words of a key point, at the most.
pub(crate) const WORDS: usize = 35;
/// Key points, at the most.
pub(crate) const MOST: usize = 5;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let short = |s: &Sentence| s.text.split_whitespace().count() <= WORDS;
    let mut points: Vec<_> = std::mem::take(&mut desk.points).into_iter().filter(|p| p.weight >= 3 && short(&p.sentence)).enumerate().collect();
    points.sort_by_key(|(at, p)| (std::cmp::Reverse(p.weight), *at));
    let mut chosen: Vec<(usize, Option<String>, Sentence)> = Vec::new();
    for (at, point) in points {
        let told = |(_, incident, sentence): &(usize, Option<String>, Sentence)| {
            incident.is_some() && *incident == point.incident && sentence.tag == point.sentence.tag || sentence.notes.iter().any(|n| point.sentence.notes.contains(n))
        };
        if chosen.len() < MOST && !chosen.iter().any(told) {
            chosen.push((at, point.incident, point.sentence));
        }
    }
    super::section(Part::KeyPoints, vec![Block { heading: None, listed: true, sentences: chosen.into_iter().map(|(_, _, s)| s).collect() }])
}
