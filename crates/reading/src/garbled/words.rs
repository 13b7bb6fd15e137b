//! The words that the checks know, from `lexicons/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Phrases;
use crate::table::Table;

/// A deed that goes one way, see `lexicons/directed-deeds.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Part of speech: verb or noun; `word` where it does not matter.
    pub pos: &'static str,
    /// crossing, advance, attack, one-way, retaking or for another.
    pub class: &'static str,
    /// Words of one family can tell one deed.
    pub family: &'static str,
    /// What its ground stands under: prepositions or `obj`, separated by `|`.
    pub ground: &'static str,
}

/// Everything that the checks of one page look up by word.
#[derive(Clone, Debug)]
pub struct Words {
    deeds: BTreeMap<&'static str, Vec<Deed>>,
    /// Offices of which a state has one holder at a time: class of office.
    pub offices: Phrases<&'static str>,
    /// Directions: degrees from north, clockwise.
    pub bearings: BTreeMap<&'static str, f64>,
    slips: Vec<(&'static str, &'static str)>,
    republishing: BTreeSet<&'static str>,
}

macro_rules! table {
    ($file:literal, $($column:literal),+) => {
        Table::parse($file, include_str!(concat!("../../../../lexicons/", $file)), &[$($column,)+ "source"])
    };
}

impl Words {
    /// The shipped words; the message names file, line and what to mend.
    pub fn shipped() -> Result<Words, String> {
        let mut deeds: BTreeMap<_, Vec<Deed>> = BTreeMap::new();
        for r in table!("directed-deeds.tsv", "lemma", "pos", "class", "family", "ground")?.rows() {
            let deed = Deed { pos: r.get("pos"), class: r.get("class"), family: r.get("family"), ground: r.get("ground") };
            let known = matches!(deed.class, "crossing" | "advance" | "attack" | "one-way" | "retaking" | "for another");
            if !known || !matches!(deed.pos, "verb" | "noun" | "word") {
                return Err(format!("lexicons/directed-deeds.tsv, `{}`: pos or class is none of those at the head", r.get("lemma")));
            }
            deeds.entry(r.get("lemma")).or_default().push(deed);
        }
        let offices = table!("office-classes.tsv", "office", "class")?.rows().map(|r| (r.get("office"), r.get("class"))).collect();
        let mut bearings = BTreeMap::new();
        for r in table!("bearing-words.tsv", "word", "degrees")?.rows() {
            let degrees = r.get("degrees").parse().map_err(|_| format!("lexicons/bearing-words.tsv, `{}`: no degrees", r.get("word")))?;
            bearings.insert(r.get("word"), degrees);
        }
        let mut slips = Vec::new();
        for r in table!("slip-words.tsv", "word", "sign")?.rows() {
            let known = matches!(
                r.get("sign"),
                "vowel sound" | "consonant sound" | "either sound" | "many" | "one" | "may double" | "invariable" | "said of losses"
            );
            if !known {
                return Err(format!("lexicons/slip-words.tsv, `{}`: sign is none of those at the head", r.get("word")));
            }
            slips.push((r.get("word"), r.get("sign")));
        }
        let republishing = table!("republishing-outlets.tsv", "outlet", "terms")?.rows().map(|r| r.get("outlet")).collect();
        Ok(Words { deeds, offices: Phrases::new(offices), bearings, slips, republishing })
    }

    /// The directed deed that a lemma of that part of speech names.
    pub fn deed(&self, lemma: &str, pos: &str) -> Option<Deed> {
        self.deeds.get(lemma)?.iter().copied().find(|d| d.pos == pos)
    }

    /// Whether an outlet gives its articles to others to republish.
    pub fn gives_away(&self, outlet: &str) -> bool {
        self.republishing.contains(outlet)
    }

    /// Whether exactly this word has that sign.
    pub fn has_sign(&self, word: &str, sign: &str) -> bool {
        self.slips.iter().any(|(w, s)| *s == sign && *w == word)
    }

    /// Whether the word begins with one that has that sign.
    pub fn begins_with_sign(&self, word: &str, sign: &str) -> bool {
        self.slips.iter().any(|(w, s)| *s == sign && word.starts_with(w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_load_and_answer() {
        let words = Words::shipped().unwrap();
        assert_eq!(words.deed("incursion", "noun").map(|d| d.class), Some("crossing"));
        assert_eq!(words.deed("incursion", "verb"), None);
        assert_eq!(words.offices.get("vice president"), Some(&"of another office"));
        assert_eq!(words.bearings.get("south-east"), Some(&135.0));
        assert!(words.begins_with_sign("honestly", "vowel sound") && !words.has_sign("attack", "may double"));
    }
}
