//! Counts what became of every row, and keeps the first bad ones to be shown.

use std::path::PathBuf;

use super::source::Form;
use crate::index::Counts;

/// Bad rows kept of each file.
const SHOWN: usize = 5;

/// What an import did.
#[derive(Clone, Debug)]
pub struct Report {
    /// What became of the rows of each file, in the order of reading.
    pub files: Vec<FileReport>,
    /// What the new index holds, the shipped gazetteer included.
    pub counts: Counts,
    /// Size of the new index, bytes.
    pub bytes: u64,
}

/// What became of the rows of one file: each is counted once, as one of these, names aside.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub form: Form,
    /// Rows in it, header and comments aside.
    pub rows: u64,
    /// Rows that became a new place, or for alternate names: that gave a name to a place.
    pub added: u64,
    /// Rows that are a place known already, which took their names.
    pub merged: u64,
    /// Rows with an id that an earlier row has.
    pub repeated: u64,
    /// Rows that news would not name (hotels, springs, codes of airports), or that belong to such a place.
    pub left_out: u64,
    /// Rows that are wrong.
    pub bad: u64,
    /// The first of them.
    pub first_bad: Vec<BadRow>,
}

/// A row that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line, or for GeoJSON its feature, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub why: String,
}

/// What became of a good row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Added,
    Merged,
    Repeated,
    LeftOut,
}

impl FileReport {
    pub(super) fn new(path: PathBuf, form: Form) -> FileReport {
        FileReport { path, form, rows: 0, added: 0, merged: 0, repeated: 0, left_out: 0, bad: 0, first_bad: Vec::new() }
    }

    /// Rows that were of use.
    pub fn used(&self) -> u64 {
        self.added + self.merged
    }

    pub(super) fn count(&mut self, line: u64, taken: Result<Taken, String>) {
        self.rows += 1;
        match taken {
            Ok(Taken::Added) => self.added += 1,
            Ok(Taken::Merged) => self.merged += 1,
            Ok(Taken::Repeated) => self.repeated += 1,
            Ok(Taken::LeftOut) => self.left_out += 1,
            Err(why) => {
                self.bad += 1;
                if self.first_bad.len() < SHOWN {
                    self.first_bad.push(BadRow { line, why });
                }
            }
        }
    }
}
