//! Knows the words that, standing alone, hardly ever mean a place that bears them ("West", "May", "Hamas").

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::fold::fold;

static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| rows().map(|(word, _)| fold(word)).collect());

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../../gazetteer/not-alone.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Whether a folded name is such a word.
pub(crate) fn is_not_a_place_alone(folded: &str) -> bool {
    WORDS.contains(folded)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("../../../gazetteer/not-alone.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(super::rows().filter(|(word, meaning)| !word.is_empty() && !meaning.is_empty()).count(), lines);
    }
}
