//! Writes the ledger out: one file per format, and the one-line grammar of a claim that every face of Tacitus shares.
//!
//! Guarantees: the same rows and options give the same bytes; nothing that matches is left out in silence ([`Written::left_out`]
//! says how much and why); quantities keep their bounds and are never added up or averaged.
//! Does not open ledgers, choose rows or know the clock. Column formats: `tables` behind each format's codebook.

mod codebook;
pub mod columns;
pub mod crosswalk;
pub mod deaths;
mod formats;
pub mod intent;
pub mod line;
mod package;
#[cfg(test)]
mod samples;
pub mod sentence;

use std::io;

use tacitus_ledger::{ClaimRow, IncidentRow};
use tacitus_record::named_enum;

pub use formats::{acled_shaped::AcledShaped, csv::Csv, geojson::GeoJson, jsonl::Jsonl, plover::Plover, plover::types as plover_types};
pub use package::{Maker, Package, write_package};

named_enum! {
    /// What is exported, one row each.
    pub enum Of {
        /// Claims: what somebody said.
        Claims = "claims",
        /// Incidents: claims judged to be about one happening.
        Incidents = "incidents",
    }
}

/// The rows to write, in the order in which they are written.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// Claims.
    Claims(&'a [ClaimRow]),
    /// Incidents.
    Incidents(&'a [IncidentRow]),
}

impl Rows<'_> {
    /// What they are.
    pub fn of(&self) -> Of {
        match self {
            Rows::Claims(_) => Of::Claims,
            Rows::Incidents(_) => Of::Incidents,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Rows::Claims(rows) => rows.len(),
            Rows::Incidents(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows written.
    pub rows: usize,
    /// Rows that the format cannot hold.
    pub left_out: usize,
    /// Why those were left out; empty where none were.
    pub why_left_out: &'static str,
}

impl Written {
    /// All of them.
    pub fn all(rows: usize) -> Written {
        Written { rows, ..Written::default() }
    }
}

/// A column as the codebook explains it.
pub type Explained = (&'static str, &'static str);

/// One way of writing rows. A new format is one file that implements this, and one line in [`FORMATS`].
pub trait Format: Sync + std::fmt::Debug {
    /// Name on the command line.
    fn name(&self) -> &'static str;
    /// What it is for, in one line.
    fn summary(&self) -> &'static str;
    /// Internet media type.
    fn media_type(&self) -> &'static str;
    /// File name extension without a dot.
    fn extension(&self) -> &'static str;
    /// Every column or field with its meaning, for the codebook.
    fn fields(&self, of: Of) -> Vec<Explained>;
    /// Writes the rows.
    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written>;
}

/// Every format, in the order in which help and documentation list them.
pub const FORMATS: &[&dyn Format] = &[&Jsonl, &Csv, &GeoJson, &AcledShaped, &Plover];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|f| f.name() == name)
}
