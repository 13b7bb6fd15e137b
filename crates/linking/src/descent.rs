//! Joins pairs of copies into groups, so that a chain of weak resemblances makes no group.
//!
//! A text that keeps the phrasing of another joins its group. One that was retold joins a group only if it is a copy of at least half of
//! those members that it was compared with: two reporters' texts may each be near a third. Strongest pairs first, so order does not matter.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::groups::Groups;

/// What two compared texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// One keeps the phrasing of the other; with the logarithm of the odds.
    Copy(f64),
    /// One retells the other.
    Retold(f64),
    /// No copies, but there may be passages in common.
    Near,
    /// Nothing that matters.
    Apart,
}

impl Likeness {
    /// Whether one was made from the other.
    pub fn is_copy(self) -> bool {
        matches!(self, Likeness::Copy(_) | Likeness::Retold(_))
    }

    /// Kept phrasing first, then the surest, in thousandths.
    fn rank(self) -> Option<(bool, Reverse<i64>)> {
        match self {
            Likeness::Copy(odds) => Some((false, Reverse((odds * 1000.0) as i64))),
            Likeness::Retold(odds) => Some((true, Reverse((odds * 1000.0) as i64))),
            Likeness::Near | Likeness::Apart => None,
        }
    }
}

/// Joins the groups of pairs that were judged.
pub fn join(groups: &mut Groups, judged: &[((usize, usize), Likeness)]) {
    let mut compared: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
    for &((i, j), like) in judged {
        compared.entry(i).or_default().push((j, like.is_copy()));
        compared.entry(j).or_default().push((i, like.is_copy()));
    }
    let mut members: BTreeMap<usize, Vec<usize>> = groups.all().into_iter().map(|group| (group[0], group)).collect();
    let mut edges: Vec<_> = judged.iter().filter_map(|&(pair, like)| Some((like.rank()?, pair))).collect();
    edges.sort_unstable();
    for ((retold, _), (i, j)) in edges {
        let (a, b) = (groups.of(i), groups.of(j));
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            continue;
        }
        if retold {
            let (few, many) = if members[&a].len() <= members[&b].len() { (a, b) } else { (b, a) };
            let across = members[&few].iter().filter_map(|m| compared.get(m)).flatten().filter(|(n, _)| groups.of(*n) == many);
            let (copies, all) = across.fold((0, 0), |(copies, all), (_, copy)| (copies + usize::from(*copy), all + 1));
            if 2 * copies < all {
                continue;
            }
        }
        groups.join(a, b);
        let moved = members.remove(&b).unwrap_or_default();
        members.entry(a).or_default().extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(judged: &[((usize, usize), Likeness)]) -> Vec<Vec<usize>> {
        let mut groups = Groups::new(4);
        join(&mut groups, judged);
        groups.all()
    }

    #[test]
    fn a_retelling_near_one_of_several_copies_does_not_join_them() {
        let (copy, retold, apart) = (Likeness::Copy(5.0), Likeness::Retold(0.1), Likeness::Apart);
        assert_eq!(joined(&[((0, 1), copy), ((0, 2), copy), ((2, 3), retold), ((0, 3), apart), ((1, 3), apart)]), [vec![0, 1, 2], vec![3]]);
        assert_eq!(joined(&[((0, 1), copy), ((0, 2), copy), ((2, 3), retold), ((0, 3), retold), ((1, 3), apart)]), [vec![0, 1, 2, 3]]);
        assert_eq!(joined(&[((0, 1), retold), ((2, 3), copy)]), [vec![0, 1], vec![2, 3]]);
    }
}
