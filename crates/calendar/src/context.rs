//! The words beside an expression that decide what it is, from `data/context.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const CONTEXT: &str = include_str!("../data/context.tsv");

/// Whether the word is in that list of `data/context.tsv`.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    static TABLE: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        for (list, word) in CONTEXT.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')) {
            table.entry(list).or_default().push(word);
        }
        table
    });
    table.get(list).is_some_and(|words| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_context_words_is_read() {
        const LISTS: [&str; 43] = [
            "clock-before",
            "music",
            "radio",
            "prefix",
            "person-before",
            "beside",
            "counted",
            "amount",
            "after-date",
            "whereabouts",
            "title-word",
            "overnight-after",
            "of-season",
            "change",
            "people-after",
            "clause",
            "year-verb",
            "season-before",
            "year-than",
            "feast-before",
            "sighting",
            "appointment",
            "no-agent",
            "ratio",
            "hour-after",
            "year-likely",
            "year-to",
            "small",
            "month-before",
            "month-after",
            "year-before",
            "year-perhaps",
            "quantity-before",
            "quantity-after",
            "determiner",
            "adjective-after",
            "day-short-before",
            "season-after",
            "verb-before",
            "length-before",
            "record",
            "measure-after",
            "feast-idiom",
        ];
        for line in CONTEXT.lines().filter(|l| !l.starts_with('#')) {
            let (list, word) = line.split_once('\t').unwrap_or_default();
            assert!(LISTS.contains(&list), "context.tsv: no list is named `{list}`");
            assert!(listed(list, word) && word == word.to_lowercase() && !word.contains(['\t', ' ']), "context.tsv: cannot read `{line}`");
        }
    }
}
