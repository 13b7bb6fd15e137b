//! Says what is different since a revision or day.

use clap::Args;
use tacitus_ledger::{AsOf, wire};

use crate::cli::Global;
use crate::exit::Outcome;
use crate::output::{List, Shape};

/// Say what is new, corroborated, disputed or retracted since a revision or day
#[derive(Args, Debug)]
pub struct Changes {
    /// A revision (12), a day (2024-08-17, its end) or a time (RFC 3339)
    #[arg(long, value_name = "REV|DATE")]
    pub since: AsOf,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Changes {
    pub fn run(self, global: &Global) -> Outcome {
        let rows = global.open()?.changes(&self.since)?;
        let list = List {
            columns: vec!["what", "noun", "id", "revision", "why"],
            rows: rows
                .iter()
                .map(|c| vec![c.what.to_string(), c.entry.noun.clone(), c.id.clone(), c.entry.revision.to_string(), c.reason.clone()])
                .collect(),
            json: rows.iter().map(wire::v1::change).collect(),
            noun: ("change", "changes"),
        };
        list.show(self.format)
    }
}
