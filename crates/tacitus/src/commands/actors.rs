//! Lists actors over all claims that match.

use clap::Args;
use serde_json::json;
use tacitus_export::line::folded;

use crate::cli::Global;
use crate::exit::Outcome;
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List who acts, who is acted upon and who speaks, most claims first
#[derive(Args, Debug)]
pub struct Actors {
    #[command(flatten)]
    pub filters: Filters,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Actors {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let rows = ledger.actors(&self.filters.filter()?)?;
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        let list = List {
            columns: vec!["acts", "suffers", "speaks", "articles", "origins", "country", "sector", "key", "name"],
            rows: rows
                .iter()
                .map(|r| {
                    let counts = [r.as_actor, r.as_target, r.as_speaker, r.articles, r.origins].map(|n| n.to_string());
                    counts.into_iter().chain([known(&r.country), known(&r.sector), r.key.clone(), folded(&r.name)]).collect()
                })
                .collect(),
            json: rows
                .iter()
                .map(|r| {
                    json!({ "key": r.key, "name": r.name, "country": r.country, "sector": r.sector, "as_actor": r.as_actor,
                        "as_target": r.as_target, "as_speaker": r.as_speaker, "articles": r.articles, "origins": r.origins })
                })
                .collect(),
            noun: ("actor", "actors"),
        };
        list.show(self.format)
    }
}
