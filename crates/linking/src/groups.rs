//! Joins things into groups; the result does not depend on the order of joining.

use std::collections::BTreeMap;

/// Disjoint sets of the numbers below a bound; a set is named by its smallest number.
pub struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// Every number a group of its own.
    pub fn new(size: usize) -> Groups {
        Groups { parent: (0..size).collect() }
    }

    /// Smallest number of the group that `item` is in.
    pub fn of(&self, item: usize) -> usize {
        let mut at = item;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Makes two groups one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
    }

    /// Like [`Groups::of`], and shortens the way for the next time.
    fn find(&mut self, item: usize) -> usize {
        let root = self.of(item);
        let mut at = item;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    /// All groups, each sorted, in order of their smallest numbers.
    pub fn all(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for item in 0..self.parent.len() {
            groups.entry(self.of(item)).or_default().push(item);
        }
        groups.into_values().collect()
    }
}
