//! Tells changes as they come (`/api/v1/changes/stream`): server-sent events, as the HTML standard has them, that go on where a client left off.
//!
//! Each change is one event named after what changed and how (`claim.corroborated`); the last of those that came together has the
//! revision as its id. A client that comes back with `Last-Event-ID` is told everything after that revision; a portion that it had only a part of
//! comes again. Where more changed than can be told one by one, a `reset` says so, with the revision to go on from.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};
use tacitus_ledger::{AsOf, Change, wire};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::reply::Problem;
use crate::view::Views;

/// Where changes are told as they come.
pub const ADDRESS: &str = "/api/v1/changes/stream";
/// How often the ledger is looked at.
const LOOKS: Duration = Duration::from_secs(1);
/// Looks after which a comment is sent, so that nothing between takes the line for dead.
const LOOKS_TO_A_COMMENT: u32 = 15;
/// Entries of the log that are told one by one.
pub const MOST_ENTRIES: u64 = 20_000;
/// Streams at once.
const STREAMS: usize = 32;

/// All streams of a desk.
#[derive(Clone, Debug)]
pub struct Streams {
    free: Arc<Semaphore>,
    is_ending: Arc<AtomicBool>,
}

impl Default for Streams {
    fn default() -> Streams {
        Streams { free: Arc::new(Semaphore::new(STREAMS)), is_ending: Arc::default() }
    }
}

/// One client.
struct Client {
    views: Arc<Views>,
    is_ending: Arc<AtomicBool>,
    /// Revision up to which it was told everything.
    told: u64,
    looks: u32,
    _place: OwnedSemaphorePermit,
}

impl Streams {
    /// Ends all streams at their next look.
    pub fn end(&self) {
        self.is_ending.store(true, Ordering::Release);
    }

    /// A stream for one client, from where it left off, else from now.
    pub fn open(&self, views: Arc<Views>, headers: &HeaderMap) -> Result<Response, Problem> {
        let left_off = headers.get("last-event-id").map(|id| {
            let id = id.to_str().ok().and_then(|id| id.parse::<u64>().ok());
            id.ok_or_else(|| Problem::asked("Last-Event-ID is no revision: send back the id of the last event, or none".to_string()))
        });
        let told = match left_off.transpose()? {
            Some(revision) => revision,
            None => views.state()?.linked,
        };
        let place = self.free.clone().try_acquire_owned().map_err(|_| Problem {
            status: StatusCode::TOO_MANY_REQUESTS,
            title: "Too many streams",
            detail: format!("{STREAMS} clients are being told already: ask `/api/v1/changes` from time to time instead"),
        })?;
        let client = Client { views, is_ending: self.is_ending.clone(), told, looks: 0, _place: place };
        let events = stream::unfold(client, |mut client| async move {
            loop {
                if client.is_ending.load(Ordering::Acquire) {
                    return None;
                }
                let (views, told) = (client.views.clone(), client.told);
                let news = tokio::task::spawn_blocking(move || news(&views, told)).await.ok()?;
                if let Ok(Some((text, revision))) = news {
                    client.told = revision;
                    return Some((Ok::<_, Infallible>(text), client));
                }
                client.looks += 1;
                if client.looks.is_multiple_of(LOOKS_TO_A_COMMENT) {
                    return Some((Ok(": nothing new\n\n".to_string()), client));
                }
                tokio::time::sleep(LOOKS).await;
            }
        });
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok((headers, Body::from_stream(events)).into_response())
    }
}

/// Everything that was linked after a revision, as events, with the revision that it leads to; `None` where there is nothing.
fn news(views: &Arc<Views>, told: u64) -> Result<Option<(String, u64)>, Problem> {
    let is_told = |linked: u64| linked <= told;
    if is_told(views.state()?.linked) {
        return Ok(None);
    }
    let edition = views.now()?;
    let revision = edition.state.linked;
    if is_told(revision) {
        return Ok(None);
    }
    let changes = views.read(&edition, None, |view| since(view.ledger, told))?;
    Ok(Some((events(changes.as_deref(), told, revision), revision)))
}

/// What changed after a revision; `None` where that is too much to be told one by one.
pub fn since(ledger: &tacitus_ledger::Ledger, revision: u64) -> Result<Option<Vec<Change>>, Problem> {
    if ledger.has_more_entries_after(revision, MOST_ENTRIES)? {
        return Ok(None);
    }
    Ok(Some(ledger.changes(&AsOf::Revision(revision))?))
}

fn events(changes: Option<&[Change]>, told: u64, revision: u64) -> String {
    let (last, all) = match changes {
        Some([all @ .., last]) => (event(&named(last), &wire::v1::change(last)), all),
        Some([]) => (event("linked", &json!({"revision": revision})), [].as_slice()),
        None => (
            event("reset", &json!({"since": told, "revision": revision, "detail": "too much changed: read the lists anew"})),
            [].as_slice(),
        ),
    };
    let before: String = all.iter().map(|change| event(&named(change), &wire::v1::change(change)) + "\n").collect();
    format!("{before}{last}id: {revision}\n\n")
}

/// What changed and how: `incident.new`.
pub fn named(change: &Change) -> String {
    let noun = match change.id.as_bytes().first() {
        Some(b'a') => "article",
        Some(b'c') => "claim",
        Some(b'i') => "incident",
        _ => "origin",
    };
    format!("{noun}.{}", change.what)
}

/// An event without its end. JSON has no line breaks of its own.
fn event(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_what_came_together_has_an_id() {
        assert_eq!(events(Some(&[]), 3, 5), "event: linked\ndata: {\"revision\":5}\nid: 5\n\n");
        let reset = events(None, 3, 5);
        assert!(reset.starts_with("event: reset\n") && reset.ends_with("id: 5\n\n"));
    }
}
