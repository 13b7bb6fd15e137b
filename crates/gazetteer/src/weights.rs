//! What the parts of a candidate's score count for: `gazetteer/ranker.tsv`, fitted by `examples/fit_ranker.rs`.

use std::sync::LazyLock;

/// Weights of the ranker, in units of the prior (decimal orders of magnitude of inhabitants) unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Score of a candidate whose country has all votes of the article; grows with the root of the part.
    pub country: f64,
    /// Score of a candidate whose first-level region has all votes of the article.
    pub region: f64,
    /// Most score from other places close by.
    pub near: f64,
    /// Score of a place that is not listed, of a name that one place of the country bears, before the article is asked: that of a hamlet of
    /// unknown size with that name is 1.
    pub unlisted: f64,
    /// Places taken to bear a name that no other place of the country is known to bear.
    pub unheard: f64,
    /// What an article that names no other place would speak for the spot where it plays, if we knew it.
    pub unknown_spot: f64,
    /// Part of the nearness that the article's spot has, below which a candidate is remote.
    pub remote: f64,
}

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../../gazetteer/ranker.tsv")));

impl Weights {
    /// The weights that ship with the program.
    pub fn shipped() -> Weights {
        *SHIPPED
    }

    /// A weight by its name in the table, to change it.
    pub fn named(&mut self, name: &str) -> Option<&mut f64> {
        match name {
            "country" => Some(&mut self.country),
            "region" => Some(&mut self.region),
            "near" => Some(&mut self.near),
            "unlisted" => Some(&mut self.unlisted),
            "unheard" => Some(&mut self.unheard),
            "unknown-spot" => Some(&mut self.unknown_spot),
            "remote" => Some(&mut self.remote),
            _ => None,
        }
    }

    /// Names of the weights, as in the table.
    pub const NAMES: [&str; 7] = ["country", "region", "near", "unlisted", "unheard", "unknown-spot", "remote"];

    fn read(table: &str) -> Weights {
        let mut weights = Weights { country: 0.0, region: 0.0, near: 0.0, unlisted: 0.0, unheard: 0.0, unknown_spot: 0.0, remote: 0.0 };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            if let (Some(name), Some(value)) = (cells.next(), cells.next())
                && let (Some(weight), Ok(value)) = (weights.named(name), value.parse())
            {
                *weight = value;
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_names_every_weight_once() {
        let table = include_str!("../../../gazetteer/ranker.tsv");
        let rows: Vec<Vec<&str>> = table.lines().skip(1).filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        assert_eq!(names, Weights::NAMES);
        assert!(rows.iter().all(|row| row.len() == 4 && row[1].parse::<f64>().is_ok_and(|value| value > 0.0)));
    }
}
