//! Lists claims: what somebody said.

use std::io::{self, Write};

use clap::Args;
use tacitus_export::{Format, Rows, line};
use tacitus_ledger::wire;

use crate::cli::Global;
use crate::exit::{Exit, Outcome};
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List claims: what somebody said, one line each
#[derive(Args, Debug)]
pub struct Claims {
    #[command(flatten)]
    pub filters: Filters,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Claims {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let rows = ledger.claims(&self.filters.filter()?)?;
        if let Some(format) = flat(self.format) {
            let mut out = io::BufWriter::new(io::stdout().lock());
            format.write(Rows::Claims(&rows), &mut out)?;
            out.flush()?;
            return Ok(Exit::Done);
        }
        let list = List {
            columns: vec!["id", "claim"],
            rows: rows.iter().map(|r| vec![r.id.clone(), line::line(&r.claim, &line::standing(r))]).collect(),
            json: if self.format == Shape::Table { Vec::new() } else { rows.iter().map(wire::v1::claim).collect() },
            noun: ("claim", "claims"),
        };
        list.show(self.format)
    }
}

/// The export format behind a shape, for claims and incidents.
pub fn flat(shape: Shape) -> Option<&'static dyn Format> {
    match shape {
        Shape::Csv => Some(&tacitus_export::Csv),
        Shape::Geojson => Some(&tacitus_export::GeoJson),
        Shape::Table | Shape::Json | Shape::Jsonl => None,
    }
}
