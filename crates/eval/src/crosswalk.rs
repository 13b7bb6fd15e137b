//! Reads the tables of `ontology/crosswalks/` that lead from PLOVER to other codes.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

const SCORES: &str = include_str!("../../../ontology/crosswalks/plover-scores.tsv");
const CAMEO: &str = include_str!("../../../ontology/crosswalks/plover-cameo.tsv");

/// Rows by (type, mode), `-` for the type as such.
type Table = BTreeMap<(&'static str, &'static str), &'static str>;

/// The column `value` of a table whose first columns are `plover_type` and `mode`.
fn table(file: &'static str, name: &str, value: &str) -> Result<Table> {
    let mut lines = file.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let Some(column) = header.iter().position(|h| *h == value).filter(|_| header.starts_with(&["plover_type", "mode"])) else {
        bail!("{name}: the header must begin with plover_type, mode and have {value}");
    };
    let mut rows = Table::new();
    for line in lines {
        let cells: Vec<&'static str> = line.split('\t').collect();
        if cells.len() != header.len() {
            bail!("{name}: `{line}` has {} columns, {} are needed", cells.len(), header.len());
        }
        if rows.insert((cells[0], cells[1]), cells[column]).is_some() {
            bail!("{name}: {} {} stands twice", cells[0], cells[1]);
        }
    }
    Ok(rows)
}

/// PLOVER's quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
pub struct Quads(Table);

impl Quads {
    /// The shipped table.
    pub fn shipped() -> Result<Quads> {
        table(SCORES, "plover-scores.tsv", "quad").map(Quads)
    }

    /// The class of a type.
    pub fn of(&self, plover_type: &str) -> Option<u8> {
        self.0.get(&(plover_type, "-"))?.parse().ok()
    }
}

/// CAMEO codes.
pub struct Cameo(Table);

impl Cameo {
    /// The shipped table.
    pub fn shipped() -> Result<Cameo> {
        table(CAMEO, "plover-cameo.tsv", "cameo").map(Cameo)
    }

    /// The code of a type and mode; a mode without a row of its own has the type's.
    pub fn of(&self, plover_type: &str, mode: Option<&str>) -> Option<&'static str> {
        let own = mode.and_then(|m| self.0.get(&(plover_type, m)));
        own.or_else(|| self.0.get(&(plover_type, "-"))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_quad_class_and_a_cameo_code() {
        let (quads, cameo) = (Quads::shipped().unwrap(), Cameo::shipped().unwrap());
        let types: std::collections::BTreeSet<&str> = quads.0.keys().map(|(t, _)| *t).collect();
        assert_eq!(types.len(), 16);
        for name in types {
            assert!(quads.of(name).is_some_and(|q| (1..=4).contains(&q)), "{name}");
            assert!(cameo.of(name, None).is_some_and(|c| c.len() >= 3), "{name}");
        }
    }

    #[test]
    fn a_mode_without_a_code_of_its_own_has_its_types() {
        let cameo = Cameo::shipped().unwrap();
        assert_eq!(cameo.of("ASSAULT", Some("aerial")), Some("195"));
        assert_eq!(cameo.of("AID", Some("unheard-of")), cameo.of("AID", None));
    }
}
