//! Answers what is no page and no list of the ledger: articles and corrections that are sent, changes as they come, counts for monitoring.

use std::sync::atomic::Ordering;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::guard::Right;
use crate::inbox::{self, Taken};
use crate::metrics as counts;
use crate::reply::{JSON, Problem};
use crate::server::{Desk, told};
use crate::stream;
use crate::writing;

fn fault() -> Problem {
    let detail = "this request failed; please report it with the version of Tacitus".to_string();
    Problem { status: StatusCode::INTERNAL_SERVER_ERROR, title: "A fault in Tacitus", detail }
}

/// Takes an article from whoever may write.
pub async fn take(
    State(desk): State<Desk>,
    Extension(right): Extension<Right>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let done = match allowed(&desk, right, &headers, body) {
        Ok(body) => tokio::task::spawn_blocking(move || lay_down(&desk, &body)).await.unwrap_or_else(|_| Err(fault())),
        Err(problem) => Err(problem),
    };
    match done {
        Ok(taken) => {
            let (status, body) = taken.told();
            (status, [(header::CONTENT_TYPE, HeaderValue::from_static(JSON))], format!("{body}\n")).into_response()
        }
        Err(problem) => told(inbox::ADDRESS, &headers, &problem),
    }
}

fn allowed(desk: &Desk, right: Right, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    let refused = |status, title, detail: String| Problem { status, title, detail };
    if right < Right::Write {
        return Err(refused(
            StatusCode::FORBIDDEN,
            "Not with this token",
            "this token may read; articles are taken from one that may write".to_string(),
        ));
    }
    if desk.inbox.is_none() {
        let detail = "this desk takes no articles: start it with `tacitus serve --inbox FOLDER`".to_string();
        return Err(refused(StatusCode::FORBIDDEN, "No inbox", detail));
    }
    // A form of another site cannot send this type.
    let is_json =
        headers.get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).is_some_and(|t| t.split(';').next().unwrap_or("").trim() == JSON);
    if !is_json {
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON", format!("send the article as {JSON}")));
    }
    body.map_err(|_| {
        let detail = format!("an article of more than {} MiB is not taken, nor one that is cut off", inbox::LONGEST / 1024 / 1024);
        refused(StatusCode::PAYLOAD_TOO_LARGE, "Too long", detail)
    })
}

fn lay_down(desk: &Desk, body: &[u8]) -> Result<Taken, Problem> {
    let inbox = desk.inbox.as_ref().ok_or_else(fault)?;
    let knows = |id: &str| {
        let edition = desk.views.now()?;
        desk.views.read(&edition, None, |view| Ok(view.ledger.article_heading(id)?.is_some()))
    };
    let taken = inbox.take(body, knows)?;
    if matches!(taken, Taken::Queued(_)) {
        desk.metrics.articles_taken.fetch_add(1, Ordering::Relaxed);
    }
    Ok(taken)
}

/// Changes as they come.
pub async fn changes(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let given = headers.clone();
    let opened = tokio::task::spawn_blocking(move || desk.streams.open(desk.views.clone(), &given)).await;
    opened.unwrap_or_else(|_| Err(fault())).unwrap_or_else(|problem| told(stream::ADDRESS, &headers, &problem))
}

/// Counts for Prometheus.
pub async fn metrics(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let made = tokio::task::spawn_blocking(move || desk.views.now().map(|edition| desk.metrics.text(&edition))).await;
    match made.unwrap_or_else(|_| Err(fault())) {
        Ok(text) => {
            let put = [
                (header::CONTENT_TYPE, HeaderValue::from_static(counts::TEXT)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (put, text).into_response()
        }
        Err(problem) => told(counts::ADDRESS, &headers, &problem),
    }
}

/// Takes a correction, from a form or a program, from whoever may write.
pub async fn correct(
    State(desk): State<Desk>,
    Extension(right): Extension<Right>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let path = uri.path().to_string();
    let refused = |status, title, detail: &str| told(&path, &headers, &Problem { status, title, detail: detail.to_string() });
    let Some(writing) = desk.writing.clone() else {
        return refused(StatusCode::FORBIDDEN, "Only reading", "this desk was started to be read only");
    };
    if right < Right::Write {
        return refused(StatusCode::FORBIDDEN, "Only reading", "this token may read; corrections need one with the right to write");
    }
    let Ok(body) = body else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "Too much sent", "a correction has at most 64 KiB");
    };
    let (given, at) = (headers.clone(), path.clone());
    let task = tokio::task::spawn_blocking(move || writing::write(&writing.0, &writing.1, &at, &given, &body));
    match task.await.unwrap_or_else(|_| Err(fault())) {
        Ok(written) => {
            let mut response = written.reply.into_response();
            *response.status_mut() = written.status;
            let put = response.headers_mut();
            put.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            if let Some(cookie) = written.cookie.and_then(|c| HeaderValue::from_str(&c).ok()) {
                put.insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(problem) => told(&path, &headers, &problem),
    }
}
