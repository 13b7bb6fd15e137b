//! Loads what is known of single forms: `lexicons/abbreviations.tsv` and `lexicons/splitting.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const ABBREVIATIONS: &str = include_str!("../../../../lexicons/abbreviations.tsv");
const SPLITTING: &str = include_str!("../../../../lexicons/splitting.tsv");

/// How an abbreviation stands to the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Never the last word where another follows.
    Never,
    /// The last word only before one that often opens a sentence.
    May,
    /// The last word before any capitalised one.
    Capital,
    /// An abbreviation only before a number.
    Number,
    /// Tells an hour: the last word before any capitalised one that does not go on to tell the day or the zone.
    Hour,
}

/// The splitter's knowledge of forms.
pub(super) struct Lexicon {
    abbreviations: BTreeMap<&'static str, Use>,
    longest_abbreviation: usize,
    prefixes: BTreeSet<&'static str>,
    suffixes: BTreeSet<&'static str>,
    contractions: BTreeMap<&'static str, Vec<usize>>,
    aphetic: BTreeSet<&'static str>,
    units: BTreeSet<&'static str>,
    addresses: BTreeSet<&'static str>,
    openers: BTreeSet<&'static str>,
    hours: BTreeSet<&'static str>,
    sayings: BTreeSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(ABBREVIATIONS, SPLITTING));

impl Lexicon {
    /// The embedded lexicon.
    pub(super) fn embedded() -> &'static Lexicon {
        &LEXICON
    }

    fn parse(abbreviations: &'static str, splitting: &'static str) -> Lexicon {
        let mut lexicon = Lexicon {
            abbreviations: BTreeMap::new(),
            longest_abbreviation: 0,
            prefixes: BTreeSet::new(),
            suffixes: BTreeSet::new(),
            contractions: BTreeMap::new(),
            aphetic: BTreeSet::new(),
            units: BTreeSet::new(),
            addresses: BTreeSet::new(),
            openers: BTreeSet::new(),
            hours: BTreeSet::new(),
            sayings: BTreeSet::new(),
        };
        for row in rows(abbreviations) {
            let [form, _class, usage, _source] = row[..] else { continue };
            let usage = match usage {
                "never" => Use::Never,
                "number" => Use::Number,
                "capital" => Use::Capital,
                "hour" => Use::Hour,
                _ => Use::May,
            };
            lexicon.longest_abbreviation = lexicon.longest_abbreviation.max(form.chars().count());
            lexicon.abbreviations.insert(form, usage);
        }
        for row in rows(splitting) {
            let [kind, form, parts, _source] = row[..] else { continue };
            match kind {
                "prefix" => drop(lexicon.prefixes.insert(form)),
                "suffix" => drop(lexicon.suffixes.insert(form)),
                "aphetic" => drop(lexicon.aphetic.insert(form)),
                "unit" => drop(lexicon.units.insert(form)),
                "address" => drop(lexicon.addresses.insert(form)),
                "opener" => drop(lexicon.openers.insert(form)),
                "hour" => drop(lexicon.hours.insert(form)),
                "saying" => drop(lexicon.sayings.insert(form)),
                _ => {
                    let ends = parts.split('|').scan(0, |at, part| {
                        *at += part.chars().count();
                        Some(*at)
                    });
                    let mut cuts: Vec<usize> = ends.collect();
                    cuts.pop();
                    lexicon.contractions.insert(form, cuts);
                }
            }
        }
        lexicon
    }

    /// How the abbreviation `form` (with its stop, as written) is used, or `None` where it is none.
    pub(super) fn abbreviation(&self, form: &str) -> Option<Use> {
        if form.chars().count() > self.longest_abbreviation {
            return None;
        }
        // "GEN." and "Gen." are "Gen."; "gen." is not. "Etc." and "etc." are "etc.".
        let lower = form.to_lowercase();
        let mut capital = lower.clone();
        if form.starts_with(char::is_uppercase)
            && let Some(first) = lower.chars().next()
        {
            capital.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        let known = |form: &str| self.abbreviations.get(form).copied();
        // A single letter is an initial unless it is listed as written.
        let folded = || known(&capital).or_else(|| known(&lower)).filter(|_| form.chars().count() > 2);
        known(form).or_else(folded)
    }

    /// Whether the form tells that somebody said what was quoted before it.
    pub(super) fn says(&self, form: &str) -> bool {
        self.sayings.contains(form)
    }

    /// Whether a hyphen after `lower` belongs to the word.
    pub(super) fn is_prefix(&self, lower: &str) -> bool {
        self.prefixes.contains(lower)
    }

    /// Whether a hyphen before `lower` belongs to the word.
    pub(super) fn is_suffix(&self, lower: &str) -> bool {
        self.suffixes.contains(lower)
    }

    /// The character offsets at which `lower` parts into words; empty where it does not.
    pub(super) fn contraction(&self, lower: &str) -> &[usize] {
        self.contractions.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Whether `lower`, written with an apostrophe in front, is one word.
    pub(super) fn is_aphetic(&self, lower: &str) -> bool {
        self.aphetic.contains(lower)
    }

    /// Whether `lower` is a unit that parts from the number before it.
    pub(super) fn is_unit(&self, lower: &str) -> bool {
        self.units.contains(lower)
    }

    /// Whether `lower` ends an Internet address or file name.
    pub(super) fn ends_address(&self, lower: &str) -> bool {
        self.addresses.contains(lower)
    }

    /// Whether the capitalised word `form` often opens a sentence and seldom follows an abbreviation within one.
    pub(super) fn opens_sentence(&self, form: &str) -> bool {
        let mut letters = form.chars();
        let capitalised = letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase);
        capitalised && form.len() <= 16 && self.openers.contains(form.to_lowercase().as_str())
    }

    /// Whether `form` goes on telling an hour: a day or month, a zone by name or by its letters ("GMT", "EST").
    pub(super) fn goes_on_hour(&self, form: &str) -> bool {
        let letters = form.len() > 1 && form.len() <= 5 && form.chars().all(char::is_uppercase);
        letters || self.hours.contains(form.to_lowercase().as_str())
    }
}

/// The fields of every row but comments and the header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(table: &str) -> &str {
        table.lines().find(|line| !line.starts_with('#')).unwrap_or("")
    }

    #[test]
    fn every_abbreviation_has_its_four_columns_and_known_words_in_them() {
        assert_eq!(header(ABBREVIATIONS), "form\tclass\tuse\tsource");
        let mut seen = BTreeSet::new();
        for row in rows(ABBREVIATIONS) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(row[0].ends_with('.') && !row[0].contains(' '), "an abbreviation ends in its stop: {row:?}");
            assert!(!row[1].is_empty() && !row[3].is_empty(), "{row:?}");
            assert!(["never", "may", "capital", "number", "hour"].contains(&row[2]), "{row:?}");
            assert!(seen.insert(row[0]), "twice: {row:?}");
        }
    }

    #[test]
    fn every_splitting_row_is_of_a_known_kind_and_its_parts_spell_its_form() {
        assert_eq!(header(SPLITTING), "kind\tform\tparts\tsource");
        let kinds = ["prefix", "suffix", "contraction", "aphetic", "unit", "address", "opener", "saying", "hour"];
        let mut seen = BTreeSet::new();
        for row in rows(SPLITTING) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(kinds.contains(&row[0]), "{row:?}");
            assert_eq!(row[1], row[1].to_lowercase(), "{row:?}");
            assert_eq!(row[2] == "-", row[0] != "contraction", "only a contraction has parts: {row:?}");
            assert!(row[2] == "-" || row[2].replace('|', "") == row[1], "{row:?}");
            assert!(seen.insert((row[0], row[1])), "twice: {row:?}");
        }
    }

    #[test]
    fn a_capital_decides_whether_a_form_is_an_abbreviation() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.abbreviation("Gen."), Some(Use::Never));
        assert_eq!(lexicon.abbreviation("GEN."), Some(Use::Never));
        assert_eq!(lexicon.abbreviation("gen."), None);
        assert_eq!(lexicon.abbreviation("Etc."), Some(Use::Capital));
        assert_eq!(lexicon.abbreviation("war."), None);
    }
}
