//! Holds what goes back: a body with its media type, or a problem that says what was wrong and what to do.

use std::io::Write;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::Markup;
use serde_json::{Value, json};
use tacitus_ledger::LedgerError;

use crate::guard::{POLICY, WITH_SCRIPTS};

/// Media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// Media type of JSON.
pub const JSON: &str = "application/json";
/// Media type of problems (RFC 9457).
pub const PROBLEM: &str = "application/problem+json";

/// Bytes from which on a body is packed: less fits into one packet anyway.
const WORTH_PACKING: usize = 1_200;
/// How hard gzip tries, of 9: more takes twice as long for a few hundredths of the size.
const PACKING_LEVEL: u32 = 4;

/// Whether the client takes gzip (RFC 9110 §12.5.3).
pub fn takes_packed(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(','));
    codings.map(|c| c.split_once(';').unwrap_or((c, ""))).any(|(name, weight)| {
        let is_refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !is_refused
    })
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Media type.
    pub media: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// Name under which a browser stores it.
    pub file_name: Option<String>,
    /// Where the next portion is.
    pub next: Option<String>,
    /// Where the answer stands instead; then the rest is empty.
    pub elsewhere: Option<String>,
    /// Whether the body is packed (gzip).
    pub is_packed: bool,
    /// What the page may run.
    pub scripts: Scripts,
}

/// What a page may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scripts {
    /// Nothing.
    #[default]
    None,
    /// Files of the desk.
    Own,
}

impl Reply {
    /// A body of that type.
    pub fn new(media: &'static str, body: impl Into<Vec<u8>>) -> Reply {
        Reply { media, body: body.into(), file_name: None, next: None, elsewhere: None, is_packed: false, scripts: Scripts::None }
    }

    /// A page.
    pub fn page(markup: Markup) -> Reply {
        Reply::new(HTML, markup.into_string())
    }

    /// JSON.
    pub fn json(value: &Value) -> Reply {
        Reply::new(JSON, format!("{value}\n"))
    }

    /// JSON of another media type.
    pub fn json_as(media: &'static str, value: &Value) -> Reply {
        Reply::new(media, format!("{value}\n"))
    }

    /// The same, packed where that makes it smaller by more than it costs.
    pub fn packed(mut self) -> Reply {
        if self.body.len() >= WORTH_PACKING {
            let mut gzip = GzEncoder::new(Vec::with_capacity(self.body.len() / 6), Compression::new(PACKING_LEVEL));
            // A Vec takes all that is written to it; should that ever fail, the body goes as it is.
            if let Ok(packed) = gzip.write_all(&self.body).and_then(|()| gzip.finish()) {
                (self.body, self.is_packed) = (packed, true);
            }
        }
        self
    }

    /// Sends the reader to another address of this desk.
    pub fn elsewhere(address: String) -> Reply {
        Reply { elsewhere: Some(address), ..Reply::new(HTML, Vec::new()) }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let Reply { media, body, file_name, next, elsewhere, is_packed, scripts } = self;
        let value = |text: String| HeaderValue::from_str(&text).ok();
        if let Some(location) = elsewhere.and_then(value) {
            return (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
        }
        let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response();
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_packed {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if let Some(name) = file_name.and_then(|n| value(format!("attachment; filename=\"{n}\""))) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        if let Some(link) = next.and_then(|n| value(format!("<{n}>; rel=\"next\""))) {
            response.headers_mut().insert(header::LINK, link);
        }
        if scripts == Scripts::Own {
            response.headers_mut().insert(POLICY, HeaderValue::from_static(WITH_SCRIPTS));
        }
        response
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// In two or three words.
    pub title: &'static str,
    /// What was wrong, and what to do.
    pub detail: String,
}

impl Problem {
    /// What was asked cannot be understood.
    pub fn asked(detail: String) -> Problem {
        Problem { status: StatusCode::BAD_REQUEST, title: "This cannot be asked", detail }
    }

    /// Nothing has that name.
    pub fn missing(detail: impl Into<String>) -> Problem {
        Problem { status: StatusCode::NOT_FOUND, title: "Not in the ledger", detail: detail.into() }
    }

    /// Another ledger of the past is being built.
    pub fn busy() -> Problem {
        let detail = "the ledger of another day is being built just now, one at a time: ask again in a moment".to_string();
        Problem { status: StatusCode::SERVICE_UNAVAILABLE, title: "The past takes a moment", detail }
    }

    /// RFC 9457.
    pub fn json(&self) -> Value {
        json!({"type": format!("/help#problem-{}", self.status.as_u16()), "title": self.title, "status": self.status.as_u16(), "detail": self.detail})
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Problem {
        Problem { status: StatusCode::INTERNAL_SERVER_ERROR, title: "The ledger could not be read", detail: error.to_string() }
    }
}

/// What a handler gives back.
pub type Answer = Result<Reply, Problem>;
