//! Knows the territories that more than one side claims: which code their places are given, by a rule that is no judgement of ours, and who
//! holds and claims them. The table `gazetteer/disputed.tsv` says rule and sources.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A territory that more than one side claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disputed {
    /// What it is called.
    pub name: &'static str,
    /// ISO 3166-1 alpha-3 code that its places are given, by the rule of the table; empty for none.
    pub country: &'static str,
    /// First-level region that its places are given; empty for that of the source.
    pub admin1: &'static str,
    /// Alpha-3 codes of the states that hold or claim it, separated by |: their articles name its places.
    parties: &'static str,
    /// Who holds it.
    pub held: &'static str,
    /// Who claims it.
    pub claimed: &'static str,
    /// Where code and facts are from.
    pub source: &'static str,
}

impl Disputed {
    /// Alpha-3 codes of the states that hold or claim it.
    pub fn parties(&self) -> impl Iterator<Item = &'static str> {
        self.parties.split('|').filter(|code| !code.is_empty())
    }

    /// One line for people: who holds the territory and who claims it.
    pub fn told(&self) -> String {
        format!("{}: held by {}; claimed by {} ({})", self.name, self.held, self.claimed, self.source)
    }
}

static BY_PLACE: LazyLock<BTreeMap<&'static str, Disputed>> = LazyLock::new(|| {
    let rows = include_str!("../../../gazetteer/disputed.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(row).flat_map(|(places, territory)| places.split('|').map(move |place| (place, territory))).collect()
});

/// One line of the table: its places and the territory; `None` for a line that breaks the schema (a test names those).
fn row(line: &'static str) -> Option<(&'static str, Disputed)> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let [name, places, country, admin1, parties, held, claimed, source] = columns.as_slice() else { return None };
    let country = if *country == "-" { "" } else { country };
    Some((places, Disputed { name, country, admin1, parties, held, claimed, source }))
}

/// The territory that a place is listed in, by its id, the GeoNames code of its first-level region, or its country's alpha-3 code.
pub(crate) fn listed(key: &str) -> Option<&'static Disputed> {
    BY_PLACE.get(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        for line in include_str!("../../../gazetteer/disputed.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (places, territory) = row(line).unwrap_or_else(|| panic!("disputed.tsv: eight columns wanted in `{line}`"));
            let filled = [territory.name, territory.held, territory.claimed, territory.source, places];
            assert!(filled.iter().all(|text| !text.is_empty()), "disputed.tsv: an empty column in `{line}`");
            assert!(
                territory.country.is_empty() || territory.country.len() == 3,
                "disputed.tsv: a code of three letters wanted in `{line}`"
            );
            assert!(places.split('|').all(|place| listed(place) == Some(&territory)), "disputed.tsv: listed twice in `{line}`");
        }
    }
}
