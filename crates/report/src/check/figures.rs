//! Rules on the table of figures: each row is one claimant's number in the source's words.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::evidence::Cited;
use super::words::{any, has};
use crate::model::{Figure, Section};
use crate::prose::folded;

pub(super) fn check(section: &Section, cited: &BTreeMap<usize, Cited>, faults: &mut Vec<Fault>) {
    for (at, row) in (1..).zip(&section.figures) {
        let place = format!("{}, row {at} “{} {}: {}”", section.heading, row.of, row.counted, row.value);
        for (rule, what, todo) in of_row(row, cited) {
            faults.push(Fault { place: place.clone(), rule, what, todo: todo.to_string() });
        }
    }
}

/// Whether a row breaks no rule.
pub(super) fn is_sound(row: &Figure, cited: &BTreeMap<usize, Cited>) -> bool {
    of_row(row, cited).is_empty()
}

fn of_row(row: &Figure, cited: &BTreeMap<usize, Cited>) -> Vec<(&'static str, String, &'static str)> {
    let mut found = Vec::new();
    let notes: Vec<&Cited> = row.notes.iter().filter_map(|n| cited.get(n)).collect();
    if notes.is_empty() || notes.len() < row.notes.len() {
        found.push(("R1 notes", "it has no note, or one that is not there".to_string(), "give the note of the words that it rests on"));
        return found;
    }
    if !notes.iter().all(|n| has(&folded(&n.words).to_lowercase(), &folded(&row.value).to_lowercase())) {
        let what = format!("“{}” does not stand in the words that it cites", row.value);
        found.push(("R6 numbers", what, "give the number in the source's own words; rows are not added up"));
    }
    let origins = notes.iter().map(|n| n.origin.as_str()).collect::<BTreeSet<_>>().len();
    if origins != row.origins {
        let what = format!("it says {}, its notes come from {origins}", row.origins);
        found.push(("R2 origins", what, "count origins: articles that carry one text count once"));
    }
    let claimant = row.claimant.to_lowercase();
    let mut words = claimant.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3);
    let known = |n: &&Cited| format!("{} {} {}", n.words, n.names, n.outlet).to_lowercase();
    if any("sum", &format!("{} {claimant}", row.of.to_lowercase())) || !words.all(|w| notes.iter().any(|n| has(&known(n), w))) {
        found.push(("R3 speaker", format!("“{}” is not who gave the number", row.claimant), "name who gave it"));
    }
    found
}
