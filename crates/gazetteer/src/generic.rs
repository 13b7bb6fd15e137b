//! Knows the words around a place's name that say what sort of place is meant ("Kursk region", "the city of Aleppo").

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::fold::fold;

/// What the words around a name mean for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Generic {
    Country,
    Province,
    District,
    /// A district that is usually named after its seat.
    Seat,
    Settlement,
    /// A part of the place.
    Part,
    /// The land around the place.
    Around,
}

impl Generic {
    fn named(word: &str) -> Option<Generic> {
        Some(match word {
            "country" => Generic::Country,
            "province" => Generic::Province,
            "district" => Generic::District,
            "seat" => Generic::Seat,
            "settlement" => Generic::Settlement,
            "part" => Generic::Part,
            "around" => Generic::Around,
            _ => return None,
        })
    }
}

/// The two lists of `gazetteer/generic-words.tsv`, folded.
struct Words {
    before: BTreeMap<String, Generic>,
    after: BTreeMap<String, Generic>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { before: BTreeMap::new(), after: BTreeMap::new() };
    for (phrase, position, generic) in rows() {
        match position {
            "before" => words.before.insert(phrase, generic),
            _ => words.after.insert(phrase, generic),
        };
    }
    words
});

fn rows() -> impl Iterator<Item = (String, &'static str, Generic)> {
    include_str!("../../../gazetteer/generic-words.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let phrase = fold(columns.next()?);
        let position = columns.next()?;
        Some((phrase, position, Generic::named(columns.next()?)?))
    })
}

/// Every way to take one generic phrase off a folded name, longest phrase first: the bare name and what the phrase means.
pub(crate) fn stripped(folded: &str) -> Vec<(&str, Generic)> {
    let words = &*WORDS;
    let mut found = Vec::new();
    for (space, _) in folded.match_indices(' ') {
        if let Some(generic) = words.after.get(&folded[space + 1..]) {
            found.push((&folded[..space], *generic));
        }
    }
    for (space, _) in folded.rmatch_indices(' ') {
        if let Some(generic) = words.before.get(&folded[..space]) {
            found.push((folded[space + 1..].strip_prefix("the ").unwrap_or(&folded[space + 1..]), *generic));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Generic, rows, stripped};

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("../../../gazetteer/generic-words.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(rows().count(), lines, "a row of generic-words.tsv has an unknown meaning or too few columns");
        assert!(rows().all(|(phrase, position, _)| !phrase.is_empty() && matches!(position, "before" | "after")));
    }

    #[test]
    fn generic_words_come_off_either_end() {
        assert_eq!(stripped("kursk region"), [("kursk", Generic::Province)]);
        assert_eq!(stripped("city of aleppo"), [("aleppo", Generic::Settlement)]);
        assert_eq!(stripped("pokrovsk"), []);
    }
}
