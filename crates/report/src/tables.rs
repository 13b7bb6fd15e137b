//! Reads the tables of `data/`: what stands in which section, what things are called, how sentences read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tacitus_record::Claim;

use crate::model::Part;

/// Rows of a table: comments and the header left out, cells as printed.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1).map(|l| l.split('\t').collect())
}

/// Where a claim is told, and how much it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stand {
    /// Section; `None` where it is told only together with another claim of its sentence.
    pub part: Option<Part>,
    /// 0 to 9.
    pub weight: i32,
}

static SECTIONS: LazyLock<Vec<(&'static str, Stand)>> = LazyLock::new(|| {
    rows(include_str!("../data/sections.tsv"))
        .map(|cells| {
            let part = match cells[1] {
                "areas" => Some(Part::Areas),
                "control" => Some(Part::Control),
                "statements" => Some(Part::Statements),
                "civilians" => Some(Part::Civilians),
                "outlook" => Some(Part::Outlook),
                _ => None,
            };
            (cells[0], Stand { part, weight: cells[2].parse().unwrap_or(0) })
        })
        .collect()
});

/// The first row of `sections.tsv` that fits.
pub(crate) fn stand(claim: &Claim) -> Stand {
    let plover = claim.event.as_ref().map_or("", |e| e.plover_type.as_str());
    let fits = |what: &str| match what.split_once(':') {
        Some(("kind", kind)) => claim.kind.as_str() == kind,
        Some(("predicate", start)) => claim.predicate.starts_with(start),
        _ => what == plover,
    };
    SECTIONS.iter().find(|(what, _)| fits(what)).map_or(Stand { part: None, weight: 0 }, |(_, stand)| *stand)
}

/// What a happening is called: noun phrase, and the word before its place.
pub(crate) fn deed(predicate: &str) -> (&'static str, &'static str) {
    static DEEDS: LazyLock<Vec<(&'static str, &'static str, &'static str)>> =
        LazyLock::new(|| rows(include_str!("../data/deeds.tsv")).map(|c| (c[0], c[1], c[2])).collect());
    let fits = |start: &str| predicate == start || predicate.strip_prefix(start).is_some_and(|rest| rest.starts_with('.'));
    let best = DEEDS.iter().filter(|(start, ..)| fits(start)).max_by_key(|(start, ..)| start.len());
    best.map_or(("one event", "at"), |(_, noun, at)| (noun, at))
}

/// The neutral past tense for a verb of saying; `None` where the verb is none that the report uses.
pub(crate) fn verb_of_saying(infinitive: &str) -> Option<&'static str> {
    static VERBS: LazyLock<BTreeMap<&'static str, &'static str>> =
        LazyLock::new(|| rows(include_str!("../data/speech.tsv")).map(|c| (c[0], c[1])).collect());
    VERBS.get(infinitive).copied()
}

/// Whether readers know an acronym, so that it is not spelled out.
pub(crate) fn is_known_acronym(acronym: &str) -> bool {
    rows(include_str!("../data/known-acronyms.tsv")).any(|cells| cells[0] == acronym)
}

/// Words for people who bear no arms.
pub(crate) fn civilians() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../data/civilians.tsv")).map(|cells| cells[0])
}

/// Words for people who saw for themselves and belong to no side.
pub(crate) fn witnesses() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../data/witnesses.tsv")).map(|cells| cells[0])
}

/// Words by which a text says that two numbers count different things.
pub(crate) fn scopes() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../data/scope-words.tsv")).map(|cells| cells[0])
}

/// Words by which an outlet says that it could not check something.
pub(crate) fn caveats() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../data/caveats.tsv")).map(|cells| cells[0])
}

/// Whether a word in lower case is an irregular past form ("lost", "fought"), by `lexicons/irregular-forms.tsv`.
pub(crate) fn is_irregular_past(word: &str) -> bool {
    static FORMS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let verbs = rows(include_str!("../../../lexicons/irregular-forms.tsv")).filter(|c| c[1] == "VBD");
        verbs.map(|c| c[0]).collect()
    });
    FORMS.contains(word)
}

/// Whether words in lower case are an office or rank, by `lexicons/office-titles.tsv`.
pub(crate) fn is_office(words: &str) -> bool {
    static TITLES: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| rows(include_str!("../../../lexicons/office-titles.tsv")).map(|c| c[0]).collect());
    TITLES.contains(words)
}

static WORDING: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for cells in rows(include_str!("../data/wording.tsv")) {
        all.entry(cells[0]).or_default().push(cells[1]);
    }
    all
});

/// The sentence of that key, filled; `turn` chooses among several. A key that is not there gives nothing, and a test says so.
pub(crate) fn worded(key: &str, turn: usize, fill: &[(&str, &str)]) -> String {
    let Some(texts) = WORDING.get(key) else { return String::new() };
    let mut out = texts[turn % texts.len()].to_string();
    for (name, value) in fill {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    crate::prose::sentence_case(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_table_is_whole() {
        assert!(rows(include_str!("../data/sections.tsv")).all(|c| c.len() == 4 && c[2].parse::<i32>().is_ok()));
        assert!(rows(include_str!("../data/deeds.tsv")).all(|c| c.len() == 4));
        assert!(rows(include_str!("../data/speech.tsv")).all(|c| c.len() == 3));
        assert!(rows(include_str!("../data/wording.tsv")).all(|c| c.len() == 2));
        assert!(rows(include_str!("../data/civilians.tsv")).all(|c| c.len() == 2));
        assert!(rows(include_str!("../data/caveats.tsv")).all(|c| c.len() == 2));
        assert!(rows(include_str!("../data/witnesses.tsv")).all(|c| c.len() == 2));
        assert!(rows(include_str!("../data/scope-words.tsv")).all(|c| c.len() == 2));
        assert!(rows(include_str!("../data/known-acronyms.tsv")).all(|c| c.len() == 2));
    }

    #[test]
    fn the_longest_fitting_deed_names_it() {
        assert_eq!(deed("assault.shelling").0, "the shelling");
        assert_eq!(deed("assault.unheard-of").0, "an attack");
    }
}
