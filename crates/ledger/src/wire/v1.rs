//! Version 1.

use serde_json::Value;

use crate::{ArticleRow, Change, ClaimRow, IncidentRow, LinkRow, OriginRow};

/// The JSON of a claim as the interface fixes it.
pub fn claim(row: &ClaimRow) -> Value { let _ = row; todo!() }
/// The JSON of an article; `body` included.
pub fn article(row: &ArticleRow) -> Value { let _ = row; todo!() }
/// The JSON of an origin.
pub fn origin(row: &OriginRow) -> Value { let _ = row; todo!() }
/// The JSON of an incident, its claims in full.
pub fn incident(row: &IncidentRow) -> Value { let _ = row; todo!() }
/// The JSON of a link with both claims' ids and one-line contents.
pub fn link(row: &LinkRow) -> Value { let _ = row; todo!() }
/// The JSON of a change.
pub fn change(row: &Change) -> Value { let _ = row; todo!() }
