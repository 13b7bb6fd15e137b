//! Turns scores into one tree and into names: Chu-Liu-Edmonds with a single root, Viterbi over BIO.
//!
//! Guarantees: always a tree with exactly one root for one word or more; no `I-` without its `B-`.
//! Ties go to the smaller index, so that equal scores give equal answers.

/// Scores of heads: `scores[d * (n + 1) + h]`, word `d + 1` hanging from node `h`, node 0 the root.
pub struct ArcScores<'a> {
    /// Row for each word, column for each possible head, the root first.
    pub scores: &'a [f32],
    /// Number of words.
    pub words: usize,
}

impl ArcScores<'_> {
    fn at(&self, dependent: usize, head: usize) -> f64 {
        f64::from(self.scores[(dependent - 1) * (self.words + 1) + head])
    }
}

/// Kept below every difference of scores: root arcs cost this much, so that one is used.
const ROOT_COST: f64 = 1e7;

/// The best tree with a single root: for each word its head, 0 for the root.
pub fn tree(arcs: &ArcScores) -> Vec<u16> {
    let n = arcs.words;
    let greedy: Vec<usize> = (1..=n).map(|d| best((0..=n).filter(|&h| h != d).map(|h| (h, arcs.at(d, h)))).unwrap_or(0)).collect();
    if is_tree(&greedy) {
        return greedy.iter().map(|&h| h as u16).collect();
    }
    let width = n + 1;
    let mut weights = vec![f64::NEG_INFINITY; width * width];
    for d in 1..=n {
        for h in (0..=n).filter(|&h| h != d) {
            weights[d * width + h] = arcs.at(d, h) - if h == 0 { ROOT_COST } else { 0.0 };
        }
    }
    edmonds(&weights, width)[1..].iter().map(|&h| h as u16).collect()
}

/// Score of the chosen head less the best other head, for each word.
pub fn margins(arcs: &ArcScores, heads: &[u16]) -> Vec<f32> {
    let n = arcs.words;
    let margin = |d: usize| {
        let chosen = usize::from(heads[d - 1]);
        let others = (0..=n).filter(|&h| h != d && h != chosen).map(|h| (h, arcs.at(d, h)));
        best(others).map_or(f32::INFINITY, |h| (arcs.at(d, chosen) - arcs.at(d, h)) as f32)
    };
    (1..=n).map(margin).collect()
}

fn best(candidates: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    let better = |a: (usize, f64), b: (usize, f64)| if b.1 > a.1 { b } else { a };
    candidates.reduce(better).map(|c| c.0)
}

/// Whether the heads (0 = root, words from 1) form one tree with one root.
pub fn is_tree(heads: &[usize]) -> bool {
    let n = heads.len();
    if n > 0 && heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    let mut safe = vec![0usize; n + 1];
    for start in 1..=n {
        let mut node = start;
        while node != 0 && safe[node] == 0 {
            safe[node] = start;
            node = heads[node - 1];
        }
        if node != 0 && safe[node] == start {
            return false;
        }
    }
    true
}

/// Maximum arborescence from node 0 over a dense matrix `weights[dependent * width + head]`.
fn edmonds(weights: &[f64], width: usize) -> Vec<usize> {
    let mut heads = vec![0usize; width];
    for d in 1..width {
        heads[d] = best((0..width).filter(|&h| h != d).map(|h| (h, weights[d * width + h]))).unwrap_or(0);
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut inside = vec![false; width];
    for &node in &cycle {
        inside[node] = true;
    }
    // Contract: outside nodes keep their order, the cycle becomes the last node.
    let outside: Vec<usize> = (0..width).filter(|&i| !inside[i]).collect();
    let small = outside.len() + 1;
    let last = outside.len();
    let total: f64 = cycle.iter().map(|&d| weights[d * width + heads[d]]).sum();
    let mut inner = vec![f64::NEG_INFINITY; small * small];
    let mut enters = vec![0usize; small];
    let mut leaves = vec![0usize; small];
    for (i, &o) in outside.iter().enumerate() {
        for (j, &p) in outside.iter().enumerate() {
            inner[i * small + j] = weights[o * width + p];
        }
        if o != 0 {
            let from = best(cycle.iter().map(|&c| (c, weights[o * width + c]))).unwrap_or(0);
            leaves[i] = from;
            inner[i * small + last] = weights[o * width + from];
        }
        let gain = |d: usize| weights[d * width + o] - weights[d * width + heads[d]] + total;
        let into = best(cycle.iter().map(|&d| (d, gain(d)))).unwrap_or(0);
        enters[i] = into;
        inner[last * small + i] = gain(into);
    }
    let solved = edmonds(&inner, small);
    let mut out = heads.clone();
    for (i, &o) in outside.iter().enumerate().skip(1) {
        out[o] = if solved[i] == last { leaves[i] } else { outside[solved[i]] };
    }
    let from = solved[last];
    out[enters[from]] = outside[from];
    out
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            cycle.sort_unstable();
            return Some(cycle);
        }
    }
    None
}

/// The best legal label sequence of a BIO layer: `scores` has one row of `kinds * 2 + 1` for each
/// word, in the order `O, B-1, I-1, B-2, I-2 ...`.
pub fn bio(scores: &[f32], width: usize) -> Vec<u8> {
    let rows: Vec<&[f32]> = scores.chunks_exact(width).collect();
    let Some(first) = rows.first() else { return Vec::new() };
    let inside = |label: usize| label > 0 && label.is_multiple_of(2);
    let start = |label: usize| if inside(label) { f32::NEG_INFINITY } else { first[label] };
    let mut now: Vec<f32> = (0..width).map(start).collect();
    let mut back: Vec<u8> = Vec::with_capacity(rows.len() * width);
    for row in &rows[1..] {
        let top = arg_max(&now);
        let mut next = vec![0.0; width];
        for label in 0..width {
            // `I-x` may follow `B-x` (one before it) and itself; everything else follows anything.
            let from = match inside(label) {
                true if now[label] > now[label - 1] => label,
                true => label - 1,
                false => top,
            };
            next[label] = now[from] + row[label];
            back.push(from as u8);
        }
        now = next;
    }
    let mut label = arg_max(&now);
    let mut out = vec![label as u8; rows.len()];
    for i in (1..rows.len()).rev() {
        label = usize::from(back[(i - 1) * width + label]);
        out[i - 1] = label as u8;
    }
    out
}

/// Index of the greatest value, the first of equals.
pub fn arg_max(values: &[f32]) -> usize {
    let mut at = 0;
    for (i, &v) in values.iter().enumerate() {
        if v > values[at] {
            at = i;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Best single-root tree by trying every assignment of heads.
    fn exhaustive(arcs: &ArcScores) -> f64 {
        let n = arcs.words;
        let mut top = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|i| code / (n + 1).pow(i as u32) % (n + 1)).collect();
            if (0..n).all(|i| heads[i] != i + 1) && is_tree(&heads) {
                top = top.max((0..n).map(|i| arcs.at(i + 1, heads[i])).sum());
            }
        }
        top
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(words in 1usize..6, raw in prop::collection::vec(-50i32..50, 30)) {
            let scores: Vec<f32> = raw[..words * (words + 1)].iter().map(|&x| x as f32 / 4.0).collect();
            let arcs = ArcScores { scores: &scores, words };
            let heads = tree(&arcs);
            let plain: Vec<usize> = heads.iter().map(|&h| usize::from(h)).collect();
            prop_assert!(is_tree(&plain), "{plain:?}");
            let total: f64 = (0..words).map(|i| arcs.at(i + 1, plain[i])).sum();
            prop_assert!((total - exhaustive(&arcs)).abs() < 1e-6);
        }

        #[test]
        fn large_scores_still_give_a_tree(words in 1usize..40, seed in any::<u64>()) {
            let mut state = seed | 1;
            let scores: Vec<f32> = (0..words * (words + 1)).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((state >> 40) as f32 / 65_536.0) - 128.0
            }).collect();
            let heads: Vec<usize> = tree(&ArcScores { scores: &scores, words }).iter().map(|&h| usize::from(h)).collect();
            prop_assert!(is_tree(&heads));
        }

        #[test]
        fn names_are_well_formed(raw in prop::collection::vec(-9i32..9, 7 * 12)) {
            let scores: Vec<f32> = raw.iter().map(|&x| x as f32).collect();
            let labels = bio(&scores, 7);
            for (i, &l) in labels.iter().enumerate() {
                if l > 0 && l % 2 == 0 {
                    prop_assert!(i > 0 && (labels[i - 1] == l || labels[i - 1] == l - 1));
                }
            }
        }
    }

    #[test]
    fn nothing_to_decode() {
        assert!(tree(&ArcScores { scores: &[], words: 0 }).is_empty());
        assert!(bio(&[], 7).is_empty());
    }

    #[test]
    fn two_greedy_roots_become_one() {
        let scores = [5.0, 0.0, 1.0, 4.0, 2.0, 0.0];
        assert_eq!(tree(&ArcScores { scores: &scores, words: 2 }), [0, 1]);
    }
}
