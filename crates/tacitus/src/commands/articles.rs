//! Lists articles as the ledger has them.

use clap::Args;
use tacitus_export::line::folded;
use tacitus_ledger::{ArticleRow, wire};

use crate::cli::Global;
use crate::exit::Outcome;
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List articles, in scope and out of it
#[derive(Args, Debug)]
pub struct Articles {
    #[command(flatten)]
    pub filters: Filters,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Articles {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let rows = ledger.articles(&self.filters.filter()?)?;
        let list = List {
            columns: vec!["id", "published", "lang", "scope", "claims", "notes", "copy", "outlet", "title"],
            rows: rows.iter().map(cells).collect(),
            json: rows.iter().map(wire::v1::article).collect(),
            noun: ("article", "articles"),
        };
        list.show(self.format)
    }
}

fn cells(row: &ArticleRow) -> Vec<String> {
    let article = &row.article;
    vec![
        article.id.clone(),
        article.published.as_ref().map_or_else(|| "undated".to_string(), |p| p.value.to_string()),
        article.lang.clone(),
        row.scope.to_string(),
        row.claims.to_string(),
        row.notes.len().to_string(),
        row.copy_kind.map(|k| k.to_string()).unwrap_or_default(),
        article.outlet.as_deref().map(folded).unwrap_or_else(|| "outlet unknown".to_string()),
        article.title.as_deref().map(folded).unwrap_or_else(|| article.source.clone()),
    ]
}
