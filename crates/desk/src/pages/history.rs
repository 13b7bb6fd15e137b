//! The log of one thing, in words.

use maud::{Markup, html};
use tacitus_ledger::{Entry, IncidentRow};

use crate::pages::frame::{Here, count, instant};
use crate::reply::Problem;

/// Entries of the log that are told.
const ENTRIES: usize = 40;

/// The last entries of an incident and its claims.
pub fn of_incident(here: Here<'_>, row: &IncidentRow) -> Result<Markup, Problem> {
    let mut entries: Vec<Entry> = here.view.ledger.log_of(&row.incident.id)?;
    for claim in &row.claims {
        entries.extend(here.view.ledger.log_of(&claim.id)?);
    }
    entries.sort_by_key(|e| e.seq);
    let first = entries.len().saturating_sub(ENTRIES);
    Ok(html! {
        section aria-labelledby="history" {
            h2 #history { "History in this ledger" }
            ol.history {
                @for entry in &entries[first..] {
                    li { time datetime=(entry.known_at) { (instant(&entry.known_at)) } " " span.quiet { "rev " (entry.revision) } " " (told(entry)) " " @if entry.noun == "correction" { a href=(here.to("/corrections")) { (entry.id) } } @else if entry.noun != "incident" { a href=(here.to(&format!("/claims/{}", entry.id))) { (entry.id) } } }
                }
            }
            @if first > 0 { p.quiet { (first) " earlier entries are in the " a href=(here.to("/api/v1/changes")) { "log" } "." } }
        }
    })
}

/// What an entry did, in words.
pub fn told(entry: &Entry) -> String {
    let number = |part: &str, key: &str| entry.detail.get(part).and_then(|p| p.get(key)).and_then(serde_json::Value::as_u64);
    match (entry.kind.as_str(), entry.noun.as_str()) {
        ("recorded", "claim") => "claim first told".to_string(),
        ("retracted", "claim") => "claim no longer told by any article that stands".to_string(),
        ("linked", "grade") => {
            let moved = |key: &str| match (number("was", key), number("is", key)) {
                (Some(a), Some(b)) if a != b => Some(format!("{key} {a} → {b}")),
                _ => None,
            };
            let changes: Vec<String> =
                ["origins", "informants", "articles", "disputes", "credibility"].into_iter().filter_map(moved).collect();
            format!("standing changed: {}", changes.join(", "))
        }
        ("linked", "incident") => {
            let claims = entry.detail.get("claims").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            match entry.detail.get("was").and_then(serde_json::Value::as_array) {
                Some(was) => format!("incident regrouped: {} → {claims} claims", was.len()),
                None => format!("incident first made, of {}", count(claims, "claim", "claims")),
            }
        }
        ("corrected", "correction") => {
            let text = |key: &str| entry.detail.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
            format!("{} by {}: {}", text("act").replace('-', " "), text("author"), text("reason"))
        }
        (kind, noun) => format!("{noun} {kind}"),
    }
}
