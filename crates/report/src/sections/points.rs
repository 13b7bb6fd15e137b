//! Two to five sentences that a hurried reader needs, of different incidents.

use crate::compose::{Desk, Point};
use crate::model::{Block, Part, Section, Sentence};

/// Words of a key point, at the most.
pub(crate) const WORDS: usize = 35;
/// Key points, at the most.
pub(crate) const MOST: usize = 5;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let short = |s: &Sentence| s.text.split_whitespace().count() <= WORDS;
    let mut left: Vec<Point> = std::mem::take(&mut desk.points).into_iter().filter(|p| p.weight >= 3 && short(&p.sentence)).collect();
    let mut chosen: Vec<Point> = Vec::new();
    while chosen.len() < MOST && !left.is_empty() {
        // Five tolls are not a picture: each of one section makes the next of it weigh less.
        let weight = |p: &Point| p.weight - 2 * chosen.iter().filter(|c| c.part == p.part).count() as i32;
        let best = (0..left.len()).max_by_key(|&at| (weight(&left[at]), std::cmp::Reverse(at))).unwrap_or(0);
        let point = left.remove(best);
        let same = |c: &Point| c.incident.is_some() && c.incident == point.incident && c.sentence.tag == point.sentence.tag;
        if !chosen.iter().any(|c| same(c) || c.sentence.notes.iter().any(|n| point.sentence.notes.contains(n))) {
            chosen.push(point);
        }
    }
    super::section(
        Part::KeyPoints,
        vec![Block { heading: None, listed: true, sentences: chosen.into_iter().map(|p| p.sentence).collect() }],
    )
}
