//! Lists origins: texts that descend from one text, which count once.

mod why;

use clap::{Args, Subcommand};
use tacitus_export::line::folded;
use tacitus_ledger::{OriginRow, wire};

use crate::cli::Global;
use crate::exit::Outcome;
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List origins: texts not copied from each other, with the copies of each
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Origins {
    #[command(subcommand)]
    pub question: Option<Question>,
    #[command(flatten)]
    pub filters: Filters,
    /// Only origins with copies
    #[arg(long)]
    pub copied: bool,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

/// What to ask of origins beyond their list.
#[derive(Subcommand, Debug)]
pub enum Question {
    Why(why::Why),
}

impl Origins {
    pub fn run(self, global: &Global) -> Outcome {
        if let Some(Question::Why(why)) = self.question {
            return why.run(global);
        }
        let ledger = self.filters.point(global.open()?)?;
        let mut rows = ledger.origins(&self.filters.filter()?)?;
        if self.copied {
            rows.retain(|r| r.origin.members.len() > 1);
        }
        let list = List {
            columns: vec!["id", "articles", "claims", "root", "outlets"],
            rows: rows.iter().map(cells).collect(),
            json: rows.iter().map(wire::v1::origin).collect(),
            noun: ("origin", "origins"),
        };
        list.show(self.format)
    }
}

fn cells(row: &OriginRow) -> Vec<String> {
    let outlets: Vec<String> = row
        .origin
        .members
        .iter()
        .zip(&row.members)
        .map(|(member, shown)| {
            format!("{} ({})", shown.outlet.as_deref().map(folded).unwrap_or_else(|| "outlet unknown".into()), member.kind)
        })
        .collect();
    vec![row.origin.id.clone(), row.origin.members.len().to_string(), row.claims.to_string(), row.origin.root.clone(), outlets.join(", ")]
}
