//! Lists incidents: claims judged to be about one happening.

use std::io::{self, Write};

use clap::Args;
use tacitus_export::{Rows, line};
use tacitus_ledger::wire;

use crate::cli::Global;
use crate::commands::claims::flat;
use crate::exit::{Exit, Outcome};
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List incidents: claims judged to be about one happening, latest first
#[derive(Args, Debug)]
pub struct Incidents {
    #[command(flatten)]
    pub filters: Filters,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Incidents {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let rows = ledger.incidents(&self.filters.filter()?)?;
        if let Some(format) = flat(self.format) {
            let mut out = io::BufWriter::new(io::stdout().lock());
            format.write(Rows::Incidents(&rows), &mut out)?;
            out.flush()?;
            return Ok(Exit::Done);
        }
        let list = List {
            columns: vec!["id", "claims", "what is reported"],
            rows: rows.iter().map(|r| vec![r.incident.id.clone(), r.claims.len().to_string(), line::incident_line(r)]).collect(),
            json: if self.format == Shape::Table { Vec::new() } else { rows.iter().map(wire::v1::incident).collect() },
            noun: ("incident", "incidents"),
        };
        list.show(self.format)
    }
}
