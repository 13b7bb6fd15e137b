//! Carries requests to the routes and answers back.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, DefaultBodyLimit, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use tacitus_ledger::{Ledger, LedgerError};
use tokio::sync::{Notify, Semaphore};

use crate::ask::{Ask, LONGEST_QUERY};
use crate::basemap::{self, Basemap};
use crate::costly;
use crate::guard::{Guard, HEADERS, Right};
use crate::inbox::{self, Inbox};
use crate::metrics::{self, Metrics};
use crate::pages::frame;
use crate::reply::{HTML, PROBLEM, Problem, Reply, takes_packed};
use crate::routes::{ROUTES, Route};
use crate::services;
use crate::stream::{self, Streams};
use crate::view::{AT_ONCE, Views};
use crate::webhooks::{self, Webhook};
use crate::writing::{self, Writing};

/// How long the answers under way may take once the desk is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

const STYLE: &str = concat!(include_str!("../assets/desk.css"), include_str!("../assets/report.css"));
const ICON: &str = include_str!("../assets/icon.svg");
/// Scripts of the map, made by `web/build.mjs`, compressed (gzip).
const MAP: &[u8] = include_bytes!("../assets/map.js.gz");
const MAP_WORKER: &[u8] = include_bytes!("../assets/map-worker.js.gz");

/// How often the desk looks whether the ledger has moved on, so that it lets go of an old state also when nobody asks.
const LOOKS: Duration = Duration::from_secs(2);

/// A ledger, ready to be served.
#[derive(Clone)]
pub struct Desk {
    pub(crate) views: Arc<Views>,
    guard: Arc<Guard>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) streams: Streams,
    costly: Arc<Semaphore>,
    pub(crate) inbox: Option<Arc<Inbox>>,
    webhooks: Arc<Vec<Webhook>>,
    /// Seconds since 1970-01-01, now: what webhooks are signed with.
    seconds: fn() -> i64,
    basemap: Option<Arc<Basemap>>,
    /// How corrections are taken, and the one connection that writes them; none where the desk only reads.
    pub(crate) writing: Option<Arc<(Writing, Mutex<Ledger>)>>,
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
        Ok(Desk {
            views: Arc::new(Views::new(path, project)?),
            guard: Arc::new(guard),
            metrics: Arc::default(),
            streams: Streams::default(),
            costly: Arc::new(Semaphore::new(costly::AT_ONCE)),
            inbox: None,
            webhooks: Arc::default(),
            seconds: || 0,
            basemap: None,
            writing: None,
        })
    }

    /// The same desk, which takes articles into an inbox from whoever may write.
    pub fn with_inbox(self, inbox: Inbox) -> Desk {
        Desk { inbox: Some(Arc::new(inbox)), ..self }
    }

    /// The same desk, which tells listeners of changes. `seconds`: since 1970-01-01, now.
    pub fn with_webhooks(self, webhooks: Vec<Webhook>, seconds: fn() -> i64) -> Desk {
        Desk { webhooks: Arc::new(webhooks), seconds, ..self }
    }

    /// The same desk with the user's own tiles (a PMTiles archive) as ground of its maps.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn with_basemap(self, path: &Path) -> Result<Desk, String> {
        Ok(Desk { basemap: Some(Arc::new(Basemap::open(path)?)), ..self })
    }

    /// A part of the basemap.
    async fn tiles(self, headers: &HeaderMap) -> Response {
        let range = headers.get(header::RANGE).and_then(|r| r.to_str().ok()).map(str::to_string);
        let Some(basemap) = self.basemap else {
            return told(basemap::ADDRESS, headers, &Problem::missing("this desk has no basemap: name one in tacitus.toml, under [desk]"));
        };
        match tokio::task::spawn_blocking(move || basemap.part(range.as_deref())).await {
            Ok(Ok(part)) => part.into_response(),
            Ok(Err(problem)) => told(basemap::ADDRESS, headers, &problem),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
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
            let answer = move |State(desk): State<Desk>,
                               Extension(right): Extension<Right>,
                               parts: RawPathParams,
                               uri: Uri,
                               headers: HeaderMap| async move {
                let parts = parts.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
                let given = headers.clone();
                let is_costly = costly::is_costly(route, uri.query().unwrap_or(""));
                let Ok(place) = is_costly.then(|| desk.costly.clone().try_acquire_owned()).transpose() else {
                    return desk.too_many(route.path, &headers);
                };
                let task = tokio::task::spawn_blocking(move || {
                    let _place = place;
                    desk.answer(route, right, parts, &uri, &given)
                });
                task.await.unwrap_or_else(|_| {
                    let detail = "this page failed; please report the address with the version of Tacitus".to_string();
                    told(route.path, &headers, &Problem { status: StatusCode::INTERNAL_SERVER_ERROR, title: "A fault in Tacitus", detail })
                })
            };
            router = router.route(route.path, get(answer));
        }
        for path in [writing::FORM, writing::API] {
            router = router.route(path, post(services::correct).layer(DefaultBodyLimit::max(writing::LONGEST_BODY)));
        }
        router
            .route("/assets/desk.css", get(async |headers: HeaderMap| asset("text/css; charset=utf-8", STYLE, &headers)))
            .route("/assets/icon.svg", get(async |headers: HeaderMap| asset("image/svg+xml", ICON, &headers)))
            .route(inbox::ADDRESS, post(services::take).layer(DefaultBodyLimit::max(inbox::LONGEST)))
            .route(stream::ADDRESS, get(services::changes))
            .route(metrics::ADDRESS, get(services::metrics))
            .route("/assets/map.js", get(async || script(MAP)))
            .route("/assets/map-worker.js", get(async || script(MAP_WORKER)))
            .route(basemap::ADDRESS, get(async |State(desk): State<Desk>, headers: HeaderMap| desk.tiles(&headers).await))
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
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().max_blocking_threads(AT_ONCE).build()?;
        let (router, stop) = (self.router(), stop.0.clone());
        let result = runtime.block_on(async move {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            // The first page should not wait for the catalogue.
            let desk = self.clone();
            tokio::task::spawn_blocking(move || desk.views.warm());
            let is_ending = Arc::new(AtomicBool::new(false));
            self.keep_up(&is_ending);
            let streams = self.streams.clone();
            let stopped = async move {
                stop.notified().await;
                streams.end();
                is_ending.store(true, Ordering::Release);
            };
            axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(stopped).await
        });
        runtime.shutdown_timeout(LAST_ANSWERS);
        result
    }

    /// Follows the ledger and tells listeners, each on a thread of its own.
    fn keep_up(&self, is_ending: &Arc<AtomicBool>) {
        let (views, ending) = (self.views.clone(), is_ending.clone());
        std::thread::spawn(move || {
            while !ending.load(Ordering::Acquire) {
                std::thread::sleep(LOOKS);
                // What goes wrong is told to whoever asks next.
                let _ = views.now();
            }
        });
        if !self.webhooks.is_empty() {
            let (desk, ending) = (self.clone(), is_ending.clone());
            std::thread::spawn(move || webhooks::tell(&desk.views, &desk.webhooks, desk.seconds, &ending));
        }
    }

    fn too_many(&self, path: &str, headers: &HeaderMap) -> Response {
        self.metrics.too_many.fetch_add(1, Ordering::Relaxed);
        let detail = "as many searches, downloads and looks into the past as the desk takes at once are under way: ask again in a moment";
        let problem = Problem { status: StatusCode::TOO_MANY_REQUESTS, title: "Too many at once", detail: detail.to_string() };
        let mut response = told(path, headers, &problem);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(costly::COME_BACK));
        response
    }

    fn answer(&self, route: &'static Route, right: Right, parts: Vec<(String, String)>, uri: &Uri, headers: &HeaderMap) -> Response {
        #[expect(clippy::disallowed_methods, reason = "how long an answer takes is measured, and never part of it")]
        let start = Instant::now();
        let response = self.try_answer(route, right, parts, uri, headers).unwrap_or_else(|problem| told(route.path, headers, &problem));
        self.metrics.count(route, response.status().as_u16(), start.elapsed());
        response
    }

    fn try_answer(
        &self,
        route: &'static Route,
        right: Right,
        parts: Vec<(String, String)>,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let query = uri.query().unwrap_or("");
        if query.len() > LONGEST_QUERY {
            let detail = format!("the query is longer than {LONGEST_QUERY} bytes; ask for less");
            return Err(Problem { status: StatusCode::URI_TOO_LONG, title: "Too much asked", detail });
        }
        let mut ask = Ask::new(uri.path(), parts, query, route.parameters)?;
        let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("localhost");
        ask.base = format!("http://{host}");
        ask.basemap = self.basemap.is_some().then_some(basemap::ADDRESS);
        ask.person = self.writing.as_ref().filter(|_| right >= Right::Write).map(|w| w.0.person(headers));
        let as_of = ask.as_of()?;
        let edition = self.views.now()?;
        let state = edition.state;
        let packs = takes_packed(headers);
        let seed = format!(
            "{} {} {} {} {} {} {} {} {packs} {:?}",
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
            false => {
                let reply = self.views.read(&edition, as_of.as_ref(), |view| (route.answer)(view, &ask))?;
                if packs { reply.packed() } else { reply }.into_response()
            }
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
pub(crate) fn told(path: &str, headers: &HeaderMap, problem: &Problem) -> Response {
    let reply = if wants_page(path, headers) { Reply::page(frame::problem(problem)) } else { Reply::json_as(PROBLEM, &problem.json()) };
    let mut response = (problem.status, reply).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn asset(media: &'static str, text: &'static str, headers: &HeaderMap) -> Response {
    let packs = takes_packed(headers);
    let reply = Reply::new(media, text);
    let tag = format!("\"{}{}\"", &blake3::hash(text.as_bytes()).to_hex()[..16], if packs { "-gzip" } else { "" });
    let mut response = if packs { reply.packed() } else { reply }.into_response();
    let put = response.headers_mut();
    put.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        put.insert(header::ETAG, tag);
    }
    response
}

/// A script as it is kept: compressed, which every browser that has WebGL 2 reads.
fn script(packed: &'static [u8]) -> Response {
    let mut response = Reply::new("text/javascript; charset=utf-8", packed).into_response();
    let put = response.headers_mut();
    put.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300"));
    put.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", &blake3::hash(packed).to_hex()[..16])) {
        put.insert(header::ETAG, tag);
    }
    response
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
async fn gate(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(at)| at.ip());
    let is_probe = matches!(path, "/healthz" | "/readyz");
    let refused = |status, title, detail: &str| told(path, headers, &Problem { status, title, detail: detail.to_string() });
    let has_body =
        headers.contains_key(header::TRANSFER_ENCODING) || headers.get(header::CONTENT_LENGTH).is_some_and(|l| l.as_bytes() != b"0");
    let takes_body = request.method() == Method::POST && matches!(path, inbox::ADDRESS | writing::FORM | writing::API);
    let right = desk.guard.right(headers, from);
    let mut response = if !desk.guard.knows_host(headers) {
        refused(
            StatusCode::MISDIRECTED_REQUEST,
            "Another host's name",
            "this desk answers under its own names only; add one with `tacitus serve --host NAME`",
        )
    } else if !is_probe && right.is_none() {
        desk.metrics.without_right.fetch_add(1, Ordering::Relaxed);
        let mut response = refused(
            StatusCode::UNAUTHORIZED,
            "Not without the token",
            "send the token as `Authorization: Bearer …`, or as a password with any name",
        );
        let (name, value) = Guard::challenge();
        response.headers_mut().insert(name, value);
        response
    } else if !request.method().is_safe() && desk.guard.is_from_elsewhere(headers) {
        refused(
            StatusCode::FORBIDDEN,
            "Sent by another site",
            "a page of another site sent this: only the desk's own pages and programs may",
        )
    } else if has_body && !takes_body {
        refused(StatusCode::PAYLOAD_TOO_LARGE, "Nothing to send here", "this address takes no body")
    } else {
        request.extensions_mut().insert(right.unwrap_or(Right::Read));
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}
