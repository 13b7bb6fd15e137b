//! Lists where sources differ: both claims side by side, and no verdict.

use std::io::{self, Write};

use clap::Args;
use tacitus_export::line;
use tacitus_ledger::{ClaimRow, LinkRow, wire};

use crate::cli::Global;
use crate::exit::{Exit, Outcome};
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List where sources differ, both sides with their words (alias: conflicts)
#[derive(Args, Debug)]
pub struct Contradictions {
    #[command(flatten)]
    pub filters: Filters,
    /// Updates and differing definitions too, which are no contradictions
    #[arg(long)]
    pub all: bool,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Contradictions {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let filter = self.filters.filter()?;
        let rows = if self.all { ledger.links(&filter)? } else { ledger.contradictions(&filter)? };
        if self.format == Shape::Table {
            let mut out = io::BufWriter::new(io::stdout().lock());
            for row in &rows {
                side_by_side(row, &mut out)?;
                writeln!(out)?;
            }
            out.flush()?;
            global.say(format_args!("{} {}", rows.len(), if rows.len() == 1 { "link" } else { "links" }));
            return Ok(Exit::Done);
        }
        let list = List {
            columns: vec!["type", "slot", "a", "b", "reason"],
            rows: rows
                .iter()
                .map(|r| vec![r.link.link_type.to_string(), r.link.slot.clone(), r.a.id.clone(), r.b.id.clone(), r.link.reason.clone()])
                .collect(),
            json: rows.iter().map(wire::v1::link).collect(),
            noun: ("contradiction", "contradictions"),
        };
        list.show(self.format)
    }
}

/// Both claims with their words and outlets, and what they differ on.
pub fn side_by_side(row: &LinkRow, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} on {}: {}", row.link.link_type, row.link.slot, row.link.reason)?;
    side("A", &row.a, out)?;
    side("B", &row.b, out)
}

fn side(name: &str, row: &ClaimRow, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {name} {}  {}", row.id, line::line(&row.claim, &line::standing(row)))?;
    if let Some(first) = row.evidence.first() {
        let outlet = first.outlet.as_deref().map(line::folded).unwrap_or_else(|| "outlet unknown".into());
        let day = first.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
        writeln!(out, "    “{}” {outlet}, {day}", line::folded(&first.exact))?;
    }
    Ok(())
}
