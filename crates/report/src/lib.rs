//! Composes the footnoted situation report out of claims, writes it as HTML, Markdown and JSON, and checks one that a person has edited.
//!
//! A sentence is worded from claims and carries notes: article, span, words, hash of the words, day of publication. Wording follows the
//! number of independent origins; hedges, bounds and conditions stay as printed; what differs stands side by side; words are kept apart
//! from deeds; nothing is added up. Does not open ledgers and knows no clock: one ledger and scope give the same bytes.

mod check;
mod clause;
mod compose;
mod formats;
mod lately;
mod material;
mod model;
mod names;
mod notes;
mod offices;
mod prose;
mod sections;
mod shape;
mod standing;
mod tables;
mod units;

use tacitus_ledger::{Ledger, Result};
use tacitus_record::Day;

pub use check::{Fault, Unreadable, check, read};
pub use formats::{Format, content, write};
pub use model::{Block, Count, Figure, Head, IncidentState, Note, Part, Report, SCHEMA, Section, Sentence, Spot, State, hash_of};

/// What a report covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// First day of publication.
    pub from: Day,
    /// Last day of publication; nothing published later is used.
    pub to: Day,
    /// Name of the project, for the title.
    pub name: Option<String>,
    /// Part of a place's name or region, or a gazetteer id.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Part of an actor's name, or its code.
    pub actor: Option<String>,
    /// Pages of the body, at the most: what tells of earlier days moves to an annex where it is longer. `None` for no bound.
    pub max_pages: Option<usize>,
}

/// Pages of a report's body where nobody says otherwise.
pub const MAX_PAGES: usize = 2;

impl Scope {
    /// Everything published on these days.
    pub fn days(from: Day, to: Day) -> Scope {
        Scope { from, to, name: None, place: None, country: None, actor: None, max_pages: Some(MAX_PAGES) }
    }

    /// What it is narrowed down to, in words.
    pub(crate) fn narrowed_to(&self) -> Vec<String> {
        let named = [("place", &self.place), ("country", &self.country), ("actor", &self.actor)];
        named.into_iter().filter_map(|(name, value)| value.as_ref().map(|v| format!("{name}: {v}"))).collect()
    }
}

/// What "changed since the last report" is measured against.
#[derive(Debug)]
pub enum Previous {
    /// What had been published by the day before the period.
    DayBefore,
    /// An earlier report.
    Report(Box<Report>),
    /// An earlier state of the ledger, and its name in words.
    Ledger(Box<Ledger>, String),
}

/// The report of that scope.
pub fn compose(ledger: &Ledger, scope: &Scope, previous: &Previous) -> Result<Report> {
    compose::compose(ledger, scope, previous)
}
