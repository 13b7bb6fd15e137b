//! Lists outlets by how they behave: who originates, who copies, what was corrected or contradicted. No label, no grade.

use clap::Args;
use serde_json::json;
use tacitus_export::line::folded;

use crate::cli::Global;
use crate::exit::Outcome;
use crate::output::{List, Shape};

/// List outlets by behaviour: what they originate or copy, how far ahead, what was corrected or contradicted
#[derive(Args, Debug)]
pub struct Sources {
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Sources {
    pub fn run(self, global: &Global) -> Outcome {
        let rows = global.open()?.sources()?;
        let days = |days: Option<i32>| days.map(|d| d.to_string()).unwrap_or_default();
        let list = List {
            columns: vec![
                "articles",
                "copies",
                "copied by others",
                "days ahead",
                "days behind",
                "claims",
                "contradicted",
                "corrected",
                "outlet",
            ],
            rows: rows
                .iter()
                .map(|r| {
                    let number = |n: u32| n.to_string();
                    vec![
                        number(r.articles),
                        number(r.copies),
                        number(r.copied_by_others),
                        days(r.days_ahead),
                        days(r.days_behind),
                        number(r.claims),
                        number(r.contradicted),
                        number(r.corrected),
                        folded(&r.outlet),
                    ]
                })
                .collect(),
            json: rows
                .iter()
                .map(|r| {
                    json!({ "outlet": r.outlet, "articles": r.articles, "copies": r.copies, "copied_by_others": r.copied_by_others,
                        "days_ahead": r.days_ahead, "days_behind": r.days_behind, "claims": r.claims, "contradicted": r.contradicted,
                        "corrected": r.corrected })
                })
                .collect(),
            noun: ("outlet", "outlets"),
        };
        list.show(self.format)
    }
}
