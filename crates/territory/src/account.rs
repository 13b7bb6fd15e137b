//! Keeps account of every feature: what was taken, left out, not read, and why. Nothing disappears.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tacitus_record::{Day, named_enum};

use crate::Status;
use crate::repair::Repairs;

named_enum! {
    /// What became of a feature.
    pub enum Fate {
        /// It is counted.
        Control = "control",
        /// A rule of the mapping says that it tells nothing about control.
        LeftOut = "left out",
        /// It is no polygon.
        NoArea = "no area",
        /// It lies outside the region asked for.
        Outside = "outside",
        /// No rule fits, or something about it is wrong.
        Unread = "unread",
    }
}

/// One feature and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureReport {
    /// Its file.
    pub file: PathBuf,
    /// Its number in the file, from 1.
    pub number: usize,
    /// What became of it.
    pub fate: Fate,
    /// Why it is not counted; empty where it is.
    pub reason: String,
    /// Its day, where that was found.
    pub day: Option<Day>,
    /// Who holds or claims it, where the map names somebody.
    pub holder: Option<String>,
    /// What the map says of it, where it is counted.
    pub status: Option<Status>,
    /// Its square kilometres inside the region, where it is counted.
    pub km2: Option<f64>,
    /// What was repaired.
    pub repairs: Repairs,
}

/// How many features had one fate for one reason, and where the first stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tally {
    count: usize,
    first: (PathBuf, usize),
}

/// What became of everything that was handed in.
#[derive(Clone, Debug, Default)]
pub struct Account {
    fates: BTreeMap<(Fate, String), Tally>,
    repairs: Repairs,
    failed: Vec<String>,
    superseded: Vec<String>,
}

impl Account {
    pub(crate) fn fail(&mut self, file: &Path, what: &str) {
        self.failed.push(format!("{} {what}", file.display()));
    }

    pub(crate) fn supersede(&mut self, file: &Path, day: Day) {
        self.superseded.push(format!("{}: a later snapshot of {day} counts", file.display()));
    }

    pub(crate) fn enter(&mut self, feature: &FeatureReport) {
        self.repairs.add(feature.repairs);
        self.tally(feature.fate, &feature.reason, 1, (feature.file.clone(), feature.number));
    }

    fn tally(&mut self, fate: Fate, reason: &str, count: usize, first: (PathBuf, usize)) {
        let entry = self.fates.entry((fate, reason.to_string()));
        let tally = entry.or_insert_with(|| Tally { count: 0, first: first.clone() });
        tally.count += count;
        tally.first = tally.first.clone().min(first);
    }

    /// Takes in the account of other files.
    pub fn add(&mut self, other: Account) {
        self.repairs.add(other.repairs);
        self.failed.extend(other.failed);
        self.superseded.extend(other.superseded);
        for ((fate, reason), tally) in other.fates {
            self.tally(fate, &reason, tally.count, tally.first);
        }
    }

    /// Features with that fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.fates.iter().filter(|((f, _), _)| *f == fate).map(|(_, tally)| tally.count).sum()
    }

    /// Files that could not be read.
    pub fn failed_files(&self) -> usize {
        self.failed.len()
    }

    /// Whether some input was not read: a file, or a feature.
    pub fn has_failures(&self) -> bool {
        !self.failed.is_empty() || self.count(Fate::Unread) > 0
    }

    /// All of it for people, one line each: a line of counts, then what was left out, failed and unread with the reasons. Features with one
    /// reason share a line, which names the first.
    pub fn lines(&self) -> Vec<String> {
        let counts = Fate::ALL.iter().map(|fate| (self.count(*fate), fate)).filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, fate)| format!("{count} {fate}")).collect();
        let mut lines = Vec::new();
        if !counts.is_empty() {
            lines.push(format!("features: {}", counts.join(", ")));
        }
        if !self.repairs.is_empty() {
            lines.push(format!("repaired: {}", self.repairs));
        }
        lines.extend(self.superseded.iter().map(|line| format!("not counted: {line}")));
        for ((fate, reason), tally) in &self.fates {
            let Tally { count, first: (file, number) } = tally;
            match fate {
                Fate::Control | Fate::Outside => {}
                Fate::LeftOut | Fate::NoArea => lines.push(format!("{fate}: {count} × {reason}")),
                Fate::Unread => lines.push(format!("unread: {count} × {reason} (first: {}, feature {number})", file.display())),
            }
        }
        lines.extend(self.failed.iter().map(|line| format!("unread: {line}")));
        lines
    }
}
