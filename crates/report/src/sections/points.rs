//! Two to five sentences that a hurried reader needs, of different incidents.

use tacitus_record::Link;

use crate::compose::{Desk, Point};
use crate::model::{Block, Part, Section, Sentence};

/// Words of a key point, at the most.
pub(crate) const WORDS: usize = 35;
/// What weighs less is no key point.
const LEAST_WEIGHT: i32 = 3;
/// Key points from which one that leans on a sentence not told is left out.
const FEWEST: usize = 2;
/// Key points, at the most.
pub(crate) const MOST: usize = 5;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let short = |s: &Sentence| s.text.split_whitespace().count() <= WORDS;
    let mut left: Vec<Point> =
        std::mem::take(&mut desk.points).into_iter().filter(|p| p.weight >= LEAST_WEIGHT && short(&p.sentence)).collect();
    let mut chosen: Vec<Point> = Vec::new();
    let material = desk.material;
    let differing = material.conflicts(material.to);
    while chosen.len() < MOST && !left.is_empty() {
        // Five tolls are not a picture: each of one section makes the next of it weigh less.
        let weight = |p: &Point| p.weight - 2 * chosen.iter().filter(|c| c.part == p.part).count() as i32;
        let best = (0..left.len()).max_by_key(|&at| (weight(&left[at]), std::cmp::Reverse(at))).unwrap_or(0);
        let point = left.remove(best);
        // One point for one happening: where sources differ, the one that has both sides.
        let same = |c: &Point| c.incident.is_some() && c.incident == point.incident && c.part == point.part && c.part != Part::Conflicts;
        let meets = |l: &&&Link, c: &Point| {
            let of = |p: &Point, q: &Point| p.claims.contains(&l.a) && q.claims.contains(&l.b);
            of(c, &point) || of(&point, c)
        };
        let shares = |c: &Point| c.claims.iter().any(|claim| point.claims.contains(claim)) || differing.iter().any(|l| meets(&l, c));
        let leans = chosen.len() >= FEWEST && leans(&point.sentence.text);
        if !leans && !chosen.iter().any(|c| same(c) || shares(c) || c.sentence.notes.iter().any(|n| point.sentence.notes.contains(n))) {
            chosen.push(point);
        }
    }
    super::section(
        Part::KeyPoints,
        vec![Block { heading: None, listed: true, sentences: chosen.into_iter().map(|p| p.sentence).collect() }],
    )
}

/// Whether what is said is of something that the point does not introduce ("said that the pilot ejected").
fn leans(text: &str) -> bool {
    let Some((before, content)) = text.split_once(" that the ") else { return false };
    let noun = content.split(' ').next().unwrap_or("");
    noun.chars().all(char::is_lowercase) && !before.contains(noun)
}
