//! Joins pairs of copies into groups, so that a chain of weak resemblances makes no group.
//!
//! Texts that keep one phrasing are one text first. Such texts are then joined where one retells the other, strongest pairs first, so order does
//! not matter: two groups become one only if what speaks for it among all pairs between them outweighs what speaks against it, since two
//! reporters' texts may each be near a third.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::groups::Groups;

/// What two compared texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// One keeps the phrasing of the other.
    Copy,
    /// One retells the other; with the logarithm of the odds.
    Retold(f64),
    /// No copies, but there may be passages in common.
    Near,
    /// Nothing that matters.
    Apart,
}

/// What one pair may say for a retelling at the most: the pairs of a group are no independent witnesses.
const FOR: f64 = 2.0;
/// What a pair that is none says against it: copies of one text differ, too.
const AGAINST: f64 = 0.5;

/// Joins the groups of pairs that were judged.
pub fn join(groups: &mut Groups, judged: &[((usize, usize), Likeness)]) {
    for &((i, j), like) in judged {
        if like == Likeness::Copy {
            groups.join(i, j);
        }
    }
    let said = between(groups, judged);
    let mut members: BTreeMap<usize, Vec<usize>> = groups.all().into_iter().map(|group| (group[0], vec![group[0]])).collect();
    let thousandths = |odds: f64| Reverse((odds * 1000.0) as i64);
    let retold = |&(pair, like): &((usize, usize), Likeness)| match like {
        Likeness::Retold(odds) => Some((thousandths(odds), pair)),
        _ => None,
    };
    let mut edges: Vec<_> = judged.iter().filter_map(retold).collect();
    edges.sort_unstable();
    for (_, (i, j)) in edges {
        let (a, b) = (groups.of(i), groups.of(j));
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            continue;
        }
        let (few, many) = if members[&a].len() <= members[&b].len() { (a, b) } else { (b, a) };
        let across = members[&few].iter().filter_map(|m| said.get(m)).flatten().filter(|(other, _)| groups.of(*other) == many);
        if across.map(|(_, says)| says).sum::<f64>() > 0.0 {
            groups.join(a, b);
            let moved = members.remove(&b).unwrap_or_default();
            members.entry(a).or_default().extend(moved);
        }
    }
}

/// For each text, all that keep its phrasing taken together, the others that it was compared with, each with the median of what their pairs say.
fn between(groups: &Groups, judged: &[((usize, usize), Likeness)]) -> BTreeMap<usize, Vec<(usize, f64)>> {
    let mut pairs: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for &((i, j), like) in judged {
        let (a, b) = (groups.of(i), groups.of(j));
        let says = if let Likeness::Retold(odds) = like { odds.min(FOR) } else { -AGAINST };
        if a != b {
            pairs.entry((a.min(b), a.max(b))).or_default().push(says);
        }
    }
    let mut said: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for ((a, b), mut says) in pairs {
        says.sort_unstable_by(|x, y| y.total_cmp(x));
        let median = says[(says.len() - 1) / 2];
        said.entry(a).or_default().push((b, median));
        said.entry(b).or_default().push((a, median));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(judged: &[((usize, usize), Likeness)]) -> Vec<Vec<usize>> {
        let mut groups = Groups::new(5);
        join(&mut groups, judged);
        groups.all().into_iter().filter(|group| group.len() > 1).collect()
    }

    const COPY: Likeness = Likeness::Copy;
    const RETOLD: Likeness = Likeness::Retold(0.2);
    const APART: Likeness = Likeness::Apart;

    #[test]
    fn a_retelling_of_one_version_is_none_of_the_text() {
        assert_eq!(joined(&[((0, 1), COPY), ((0, 2), COPY), ((2, 3), RETOLD), ((0, 3), APART), ((1, 3), APART)]), [vec![0, 1, 2]]);
        assert_eq!(joined(&[((0, 1), COPY), ((0, 2), COPY), ((2, 3), RETOLD), ((0, 3), RETOLD), ((1, 3), APART)]), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_report_near_one_of_two_retellings_stays_its_own_unless_it_is_surely_one() {
        let sure = Likeness::Retold(3.0);
        assert_eq!(joined(&[((0, 1), sure), ((1, 2), RETOLD), ((0, 2), APART)]), [vec![0, 1]]);
        assert_eq!(joined(&[((0, 1), sure), ((1, 2), sure), ((0, 2), APART)]), [vec![0, 1, 2]]);
    }

    #[test]
    fn copies_of_two_texts_are_two_groups() {
        assert_eq!(joined(&[((0, 1), RETOLD), ((2, 3), COPY)]), [vec![0, 1], vec![2, 3]]);
    }
}
