//! Answers programs: the same lists as the pages, as JSON of wire v1, feeds, OGC API Features and downloads.

pub mod download;
pub mod feeds;
pub mod ogc;
pub mod openapi;
pub mod v1;

use crate::catalogue::{IncidentEntry, id};
use crate::reply::Problem;
use crate::view::View;

/// The rows of some incidents, in their order.
fn rows<'e>(view: &View<'_>, entries: impl IntoIterator<Item = &'e IncidentEntry>) -> Result<Vec<tacitus_ledger::IncidentRow>, Problem> {
    let mut rows = Vec::new();
    for entry in entries {
        rows.extend(view.ledger.incident(&id('i', entry.id))?);
    }
    Ok(rows)
}
