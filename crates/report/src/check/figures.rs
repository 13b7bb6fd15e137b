//! Rules on the table of figures: each row is one claimant's number in the source's words.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::evidence::Cited;
use super::words::{any, has};
use crate::model::Section;
use crate::prose::folded;

pub(super) fn check(section: &Section, cited: &BTreeMap<usize, Cited>, faults: &mut Vec<Fault>) {
    for (at, row) in (1..).zip(&section.figures) {
        let place = format!("{}, row {at} “{} {}: {}”", section.heading, row.of, row.counted, row.value);
        let mut fault =
            |rule: &'static str, what: String, todo: &str| faults.push(Fault { place: place.clone(), rule, what, todo: todo.to_string() });
        let notes: Vec<&Cited> = row.notes.iter().filter_map(|n| cited.get(n)).collect();
        if notes.is_empty() || notes.len() < row.notes.len() {
            fault("R1 notes", "it has no note, or one that is not there".to_string(), "give the note of the words that it rests on");
            continue;
        }
        if !notes.iter().all(|n| has(&folded(&n.words).to_lowercase(), &folded(&row.value).to_lowercase())) {
            fault(
                "R6 numbers",
                format!("“{}” does not stand in the words that it cites", row.value),
                "give the number in the source's own words; rows are not added up",
            );
        }
        let origins = notes.iter().map(|n| n.origin.as_str()).collect::<BTreeSet<_>>().len();
        if origins != row.origins {
            fault(
                "R2 origins",
                format!("it says {}, its notes come from {origins}", row.origins),
                "count origins: articles that carry one text count once",
            );
        }
        let claimant = row.claimant.to_lowercase();
        let mut words = claimant.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3);
        let known = |n: &&Cited| format!("{} {} {}", n.words, n.names, n.outlet).to_lowercase();
        if any("sum", &format!("{} {claimant}", row.of.to_lowercase())) || !words.all(|w| notes.iter().any(|n| has(&known(n), w))) {
            fault("R3 speaker", format!("“{}” is not who gave the number", row.claimant), "name who gave it");
        }
    }
}
