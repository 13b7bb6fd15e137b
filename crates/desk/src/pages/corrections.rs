//! Everything that people said, those that do not stand any more included.

use maud::html;
use serde_json::json;
use tacitus_ledger::{CorrectionRow, wire};

use crate::ask::Ask;
use crate::pages::frame::{Here, Page, count};
use crate::parts::corrections;
use crate::reply::{Answer, Reply};
use crate::view::View;

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let mut rows = view.ledger.corrections()?;
    rows.reverse();
    let content = html! {
        h1 { "Corrections" }
        p.note { (count(rows.len(), "correction", "corrections")) " by people, the latest first. Nothing that was read is changed by one, and each can be undone." }
        ul.plain {
            @for row in &rows {
                li {
                    (corrections::one(here, row))
                    @if let Some((address, id)) = subject(row) { p.quiet { "about " a href=(here.to(&address)) { (id) } } }
                }
            }
        }
    };
    let json = here.to("/api/v1/corrections");
    Ok(Page { title: "Corrections", menu: "/help", also: vec![("application/json", "JSON", json)] }.around(here, content))
}

/// The page of what a correction is mainly about.
fn subject(row: &CorrectionRow) -> Option<(String, String)> {
    let id = row.act.subjects().first().copied()?;
    let list = match id.get(..2)? {
        "a-" => "articles",
        "c-" => "claims",
        _ => return Some((format!("/corrections#{id}"), id.to_string())),
    };
    Some((format!("/{list}/{id}"), id.to_string()))
}

/// The same as JSON, in the order in which they apply; never capped.
pub fn json(view: &View<'_>, _ask: &Ask) -> Answer {
    let items: Vec<_> = view.ledger.corrections()?.iter().map(wire::v1::correction).collect();
    let total = items.len();
    Ok(Reply::json(&json!({"items": items, "next": null, "total": total, "total_is_exact": true, "revision": view.revision})))
}
