//! Writes a report: HTML for people and printers, Markdown for editors, JSON for programs.

mod html;
mod markdown;

pub(crate) use html::METHOD;

use tacitus_record::named_enum;

use crate::model::Report;

named_enum! {
    /// A format of the report.
    pub enum Format {
        /// One self-contained page that prints to A4 with page numbers.
        Html = "html",
        /// Markdown with footnotes; may be edited and checked.
        Md = "md",
        /// The report as data (`report.schema.json`); may be edited and checked.
        Json = "json",
    }
}

/// `2 articles, one origin`.
fn articles_and_origins(head: &crate::model::Head) -> String {
    let (articles, origins) = (head.articles, head.origins);
    let one = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!("{}, {}", one(articles, "article", "articles"), one(origins, "origin", "origins"))
}

/// `2019-03-07T00:00Z to 2019-03-08T00:00Z (end not included)`: days of publication.
fn half_open(head: &crate::model::Head) -> String {
    let end = head.to.parse::<tacitus_record::Day>().map_or_else(|_| head.to.clone(), |d| d.plus(1).to_string());
    format!("{}T00:00Z to {end}T00:00Z, the end not included; day of publication", head.from)
}

/// The report that it is compared with; "none given" where it is compared with days or a ledger.
fn previous(head: &crate::model::Head) -> &str {
    if head.compared_with.starts_with("the report on") { &head.compared_with } else { "none given" }
}

impl Format {
    /// Internet media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Md => "text/markdown; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}

/// The report as HTML to be put into another page: no style, no head, everything escaped.
pub fn content(report: &Report) -> String {
    html::article(report).into_string()
}

/// The report in that format.
pub fn write(report: &Report, format: Format) -> String {
    match format {
        Format::Html => html::page(report),
        Format::Md => markdown::text(report),
        Format::Json => serde_json::to_string_pretty(report).map_or_else(|e| format!("{{\"error\":\"{e}\"}}"), |json| json + "\n"),
    }
}
