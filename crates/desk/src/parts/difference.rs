//! Compares two texts word by word (longest common subsequence).

/// Cells of the table of comparison at the most, 32 MB of them: some 4,000 words against as many.
const MOST_CELLS: usize = 16_000_000;

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch<'t> {
    /// In both.
    Same(Vec<&'t str>),
    /// Only in the first.
    Dropped(Vec<&'t str>),
    /// Only in the second.
    Added(Vec<&'t str>),
}

/// How the second text differs from the first, in its order. White space does not count. `None` where they are too long to compare.
pub fn difference<'t>(first: &'t str, second: &'t str) -> Option<Vec<Stretch<'t>>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (first.split_whitespace().collect(), second.split_whitespace().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let end = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (middle_a, middle_b) = (&rest_a[..rest_a.len() - end], &rest_b[..rest_b.len() - end]);
    if middle_a.len().saturating_mul(middle_b.len()) > MOST_CELLS {
        return None;
    }
    let mut stretches = Vec::new();
    push(&mut stretches, Stretch::Same, &a[..start]);
    compare(&mut stretches, middle_a, middle_b);
    push(&mut stretches, Stretch::Same, &rest_a[rest_a.len() - end..]);
    Some(stretches)
}

fn compare<'t>(stretches: &mut Vec<Stretch<'t>>, a: &[&'t str], b: &[&'t str]) {
    // longest[i][j]: words that a[i..] and b[j..] have in common, in one order.
    let wide = b.len() + 1;
    let mut longest = vec![0_u16; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * wide + j] =
                if a[i] == b[j] { longest[(i + 1) * wide + j + 1] + 1 } else { longest[(i + 1) * wide + j].max(longest[i * wide + j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            push(stretches, Stretch::Same, &a[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1]) {
            push(stretches, Stretch::Dropped, &a[i..=i]);
            i += 1;
        } else {
            push(stretches, Stretch::Added, &b[j..=j]);
            j += 1;
        }
    }
}

/// Adds words to the last stretch if it is of that kind, else as a new one.
fn push<'t>(stretches: &mut Vec<Stretch<'t>>, kind: fn(Vec<&'t str>) -> Stretch<'t>, words: &[&'t str]) {
    if words.is_empty() {
        return;
    }
    let fresh = kind(words.to_vec());
    match (stretches.last_mut(), &fresh) {
        (Some(Stretch::Same(last)), Stretch::Same(_))
        | (Some(Stretch::Dropped(last)), Stretch::Dropped(_))
        | (Some(Stretch::Added(last)), Stretch::Added(_)) => last.extend_from_slice(words),
        _ => stretches.push(fresh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_and_added_is_told_in_order() {
        let found =
            difference("Guns fired on Karsk, a doctor said.\n\nNine died.", "Guns fired on the town of Karsk, a doctor said. Nine died")
                .unwrap();
        use Stretch::{Added, Dropped, Same};
        assert_eq!(
            found,
            [
                Same(vec!["Guns", "fired", "on"]),
                Added(vec!["the", "town", "of"]),
                Same(vec!["Karsk,", "a", "doctor", "said.", "Nine"]),
                Dropped(vec!["died."]),
                Added(vec!["died"]),
            ]
        );
        assert_eq!(difference("the same  words", "the same\nwords").unwrap(), [Same(vec!["the", "same", "words"])]);
        assert_eq!(difference("", "").unwrap(), []);
    }

    #[test]
    fn both_texts_can_be_put_together_again() {
        let (a, b) = ("one two three four five six seven", "zero two four three five seven eight");
        let words = |wanted: fn(&Stretch<'_>) -> bool| -> String {
            let found = difference(a, b).unwrap();
            let kept = found.iter().filter(|s| wanted(s)).flat_map(|s| match s {
                Stretch::Same(w) | Stretch::Dropped(w) | Stretch::Added(w) => w.clone(),
            });
            kept.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words(|s| !matches!(s, Stretch::Added(_))), a);
        assert_eq!(words(|s| !matches!(s, Stretch::Dropped(_))), b);
    }

    #[test]
    fn texts_that_are_too_long_are_left() {
        let (long, other) = ("a ".repeat(5_000), "b ".repeat(5_000));
        assert_eq!(difference(&long, &other), None);
        assert!(difference(&long, &long).is_some(), "unless they are mostly the same");
    }
}
