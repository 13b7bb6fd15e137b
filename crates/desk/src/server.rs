//! Carries requests to the routes and answers back.

use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tacitus_ledger::{Ledger, LedgerError};
use tokio::sync::Notify;

use crate::ask::{Ask, LONGEST_QUERY};
use crate::guard::{Guard, HEADERS, Right};
use crate::pages::frame;
use crate::reply::{HTML, PROBLEM, Problem, Reply};
use crate::routes::{ROUTES, Route};
use crate::view::Views;
use crate::writing::{self, Writing};

/// Requests that are worked on at once; others wait.
const AT_ONCE: usize = 8;
/// How long the answers under way may take once the desk is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

const STYLE: &str = include_str!("../assets/desk.css");
const ICON: &str = include_str!("../assets/icon.svg");

/// A ledger, ready to be served.
#[derive(Clone)]
pub struct Desk {
    views: Arc<Views>,
    guard: Arc<Guard>,
    /// How corrections are taken, and the one connection that writes them; none where the desk only reads.
    writing: Option<Arc<(Writing, Mutex<Ledger>)>>,
}

/// Tells a desk to stop; may be used from a signal handler's thread.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Stops it: no new request is taken, those under way are answered.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

impl Desk {
    /// A desk for the ledger at `path`, shown under that project name.
    ///
    /// # Errors
    /// The ledger's own, where it cannot be opened.
    pub fn new(path: &Path, project: &str, guard: Guard) -> Result<Desk, LedgerError> {
        Ok(Desk { views: Arc::new(Views::new(path, project)?), guard: Arc::new(guard), writing: None })
    }

    /// The same desk, where people with the right to may correct the ledger.
    ///
    /// # Errors
    /// The ledger's own, where it cannot be opened.
    pub fn taking_corrections(self, path: &Path, writing: Writing) -> Result<Desk, LedgerError> {
        Ok(Desk { writing: Some(Arc::new((writing, Mutex::new(Ledger::open(path)?)))), ..self })
    }

    /// Every route behind the guard, as a service.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for route in ROUTES {
            let answer = move |State(desk): State<Desk>, parts: RawPathParams, uri: Uri, headers: HeaderMap| async move {
                let parts = parts.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
                let given = headers.clone();
                let task = tokio::task::spawn_blocking(move || desk.answer(route, parts, &uri, &given));
                task.await.unwrap_or_else(|_| {
                    let detail = "this page failed; please report the address with the version of Tacitus".to_string();
                    told(route.path, &headers, &Problem { status: StatusCode::INTERNAL_SERVER_ERROR, title: "A fault in Tacitus", detail })
                })
            };
            router = router.route(route.path, get(answer));
        }
        for path in [writing::FORM, writing::API] {
            let write = async |State(desk): State<Desk>, request: Request| desk.take(request).await;
            router = router.route(path, axum::routing::post(write));
        }
        router
            .route("/assets/desk.css", get(async || asset("text/css; charset=utf-8", STYLE)))
            .route("/assets/icon.svg", get(async || asset("image/svg+xml", ICON)))
            .route("/healthz", get(async || "ok\n"))
            .route("/readyz", get(ready))
            .fallback(async |uri: Uri, headers: HeaderMap| {
                told(
                    uri.path(),
                    &headers,
                    &Problem {
                        status: StatusCode::NOT_FOUND,
                        title: "No such page",
                        detail: format!("nothing is at {}; the help page lists what is", crate::ask::short(uri.path())),
                    },
                )
            })
            .method_not_allowed_fallback(async |uri: Uri, headers: HeaderMap| {
                let detail = "the desk only shows: it takes GET and HEAD".to_string();
                let mut answer =
                    told(uri.path(), &headers, &Problem { status: StatusCode::METHOD_NOT_ALLOWED, title: "Only reading", detail });
                answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
                answer
            })
            .layer(middleware::from_fn_with_state(self.clone(), gate))
            .with_state(self.clone())
    }

    /// Serves until told to stop.
    ///
    /// # Errors
    /// Where the system gives no thread or socket.
    pub fn serve(&self, listener: TcpListener, stop: &Stop) -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().max_blocking_threads(AT_ONCE).build()?;
        let (router, stop) = (self.router(), stop.0.clone());
        let result = runtime.block_on(async move {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // The first page should not wait for the catalogue.
            let desk = self.clone();
            tokio::task::spawn_blocking(move || desk.views.warm());
            axum::serve(listener, router).with_graceful_shutdown(async move { stop.notified().await }).await
        });
        runtime.shutdown_timeout(LAST_ANSWERS);
        result
    }

    /// A request to write: who may, from where, how much.
    async fn take(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path().to_string();
        let refused = |status, title, detail: &str| told(&path, &parts.headers, &Problem { status, title, detail: detail.to_string() });
        let Some(writing) = self.writing.clone() else {
            return refused(StatusCode::FORBIDDEN, "Only reading", "this desk was started to be read only");
        };
        if self.guard.right(&parts.headers) < Some(Right::Write) {
            return refused(StatusCode::FORBIDDEN, "Only reading", "this token may read; corrections need one with the right to write");
        }
        if writing::is_from_elsewhere(&parts.headers) {
            return refused(StatusCode::FORBIDDEN, "From another site", "corrections are taken from pages of this desk only");
        }
        let Ok(body) = axum::body::to_bytes(body, writing::LONGEST_BODY).await else {
            return refused(StatusCode::PAYLOAD_TOO_LARGE, "Too much sent", "a correction has at most 64 KiB");
        };
        let (headers, at) = (parts.headers.clone(), path.clone());
        let task = tokio::task::spawn_blocking(move || writing::write(&writing.0, &writing.1, &at, &headers, &body));
        match task.await {
            Ok(Ok(written)) => {
                let mut response = written.reply.into_response();
                *response.status_mut() = written.status;
                let put = response.headers_mut();
                put.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                if let Some(cookie) = written.cookie.and_then(|c| HeaderValue::from_str(&c).ok()) {
                    put.insert(header::SET_COOKIE, cookie);
                }
                response
            }
            Ok(Err(problem)) => told(&path, &parts.headers, &problem),
            Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR, "A fault in Tacitus", "the correction failed; please report it"),
        }
    }

    fn answer(&self, route: &'static Route, parts: Vec<(String, String)>, uri: &Uri, headers: &HeaderMap) -> Response {
        match self.try_answer(route, parts, uri, headers) {
            Ok(response) => response,
            Err(problem) => told(route.path, headers, &problem),
        }
    }

    fn try_answer(&self, route: &'static Route, parts: Vec<(String, String)>, uri: &Uri, headers: &HeaderMap) -> Result<Response, Problem> {
        let query = uri.query().unwrap_or("");
        if query.len() > LONGEST_QUERY {
            let detail = format!("the query is longer than {LONGEST_QUERY} bytes; ask for less");
            return Err(Problem { status: StatusCode::URI_TOO_LONG, title: "Too much asked", detail });
        }
        let mut ask = Ask::new(uri.path(), parts, query, route.parameters)?;
        let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("localhost");
        ask.base = format!("http://{host}");
        let may_write = self.guard.right(headers) >= Some(Right::Write);
        ask.person = self.writing.as_ref().filter(|_| may_write).map(|w| w.0.person(headers));
        let as_of = ask.as_of()?;
        let state = self.views.state()?;
        let seed = format!(
            "{} {} {} {} {} {} {} {} {:?}",
            env!("CARGO_PKG_VERSION"),
            STYLE.len(),
            self.views.project(),
            state.revision,
            state.linked,
            host,
            uri.path(),
            query,
            ask.person
        );
        let tag = format!("\"r{}-{}\"", state.revision, &blake3::hash(seed.as_bytes()).to_hex()[..16]);
        let is_known = headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|h| h.to_str().ok())
            .flat_map(|h| h.split(','))
            .any(|t| t.trim().trim_start_matches("W/") == tag);
        // A tag names one state and one address: whoever has it was given the answer once.
        let mut response = match is_known {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => self.views.read(as_of.as_ref(), |view| (route.answer)(view, &ask))?.into_response(),
        };
        let put = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            put.insert(header::ETAG, tag);
        }
        put.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        Ok(response)
    }
}

/// Whether a problem is told as a page: at the addresses of pages, and to whoever asks for one elsewhere (a browser that follows a link to a
/// download). Programs get JSON (RFC 9457).
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let is_page = match ROUTES.iter().find(|route| route.path == path) {
        Some(route) => route.media == HTML,
        None => !path.starts_with("/api/") && !path.starts_with("/ogc"),
    };
    let accepts_page = headers.get(header::ACCEPT).and_then(|h| h.to_str().ok()).is_some_and(|a| a.contains("text/html"));
    is_page || accepts_page
}

/// The answer that a problem makes. `path`: a route's own, else as it was sent.
fn told(path: &str, headers: &HeaderMap, problem: &Problem) -> Response {
    let reply = if wants_page(path, headers) { Reply::page(frame::problem(problem)) } else { Reply::json_as(PROBLEM, &problem.json()) };
    let mut response = (problem.status, reply).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn asset(media: &'static str, text: &'static str) -> Response {
    let tag = format!("\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..16]);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300")),
        (header::ETAG, HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))),
    ];
    (headers, text).into_response()
}

/// Whether lists can be answered at once.
async fn ready(State(desk): State<Desk>) -> Response {
    match tokio::task::spawn_blocking(move || desk.views.warm()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(problem)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", problem.detail)).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the catalogue could not be made\n").into_response(),
    }
}

/// Looks at every request before any route does, and puts the headers on every answer.
async fn gate(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    let is_probe = matches!(path, "/healthz" | "/readyz");
    let refused = |status, title, detail: &str| told(path, headers, &Problem { status, title, detail: detail.to_string() });
    let has_body =
        headers.contains_key(header::TRANSFER_ENCODING) || headers.get(header::CONTENT_LENGTH).is_some_and(|l| l.as_bytes() != b"0");
    let mut response = if !desk.guard.knows_host(headers) {
        refused(
            StatusCode::MISDIRECTED_REQUEST,
            "Another host's name",
            "this desk answers under its own names only; add one with `tacitus serve --host NAME`",
        )
    } else if !is_probe && !desk.guard.lets_in(headers) {
        let mut response = refused(
            StatusCode::UNAUTHORIZED,
            "Not without the token",
            "send the token as `Authorization: Bearer …`, or as a password with any name",
        );
        let (name, value) = Guard::challenge();
        response.headers_mut().insert(name, value);
        response
    } else if has_body && !(request.method() == Method::POST && matches!(path, writing::FORM | writing::API)) {
        refused(StatusCode::PAYLOAD_TOO_LARGE, "Nothing to send here", "the desk only shows: it takes no body")
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
