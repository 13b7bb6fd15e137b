//! What comes in, goes out packed, is told as it comes, and is counted.

mod common;

use std::io::Read;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use common::{Fixture, send};
use http_body_util::BodyExt;
use tacitus_desk::{Desk, Guard, Inbox};
use tower::ServiceExt;

const READER: &str = "a-secret-of-many-characters";
const WRITER: &str = "another-secret-of-many-characters";

/// A desk with an inbox, one token that may read and one that may write.
fn with_inbox(fixture: &Fixture) -> Desk {
    let tokens = format!("{READER}\nwrite {WRITER}\n");
    let guard = Guard::new("192.0.2.7:8080".parse().unwrap(), Some(&tokens), &[]).unwrap();
    let desk = Desk::new(&fixture.folder.path().join("ledger.db"), "Vostia (TEST)", guard).unwrap();
    desk.with_inbox(Inbox::new(&fixture.folder.path().join("inbox")).unwrap())
}

fn post(desk: &Desk, headers: &[(&str, &str)], body: impl Into<Body>) -> (StatusCode, serde_json::Value) {
    let mut request = Request::builder().method(Method::POST).uri("/api/v1/articles").header("host", "192.0.2.7:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.into()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let response = desk.router().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    })
}

#[test]
fn an_article_that_is_sent_waits_once_and_only_from_who_may_write() {
    let fixture = Fixture::new();
    let desk = with_inbox(&fixture);
    let body = r#"{"text": "Guns fired on Karsk again.", "outlet": "Ferry Times (TEST)", "published": "2031-05-09"}"#;
    let json = ("content-type", "application/json");
    let (write, read) = (format!("Bearer {WRITER}"), format!("Bearer {READER}"));
    let writer = ("authorization", write.as_str());
    assert_eq!(post(&desk, &[json], body).0, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&desk, &[json, ("authorization", &read)], body).0, StatusCode::FORBIDDEN);
    assert_eq!(post(&desk, &[("content-type", "text/plain"), writer], body).0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(post(&desk, &[json, writer, ("origin", "https://other.example")], body).0, StatusCode::FORBIDDEN);
    let (status, first) = post(&desk, &[json, writer], body);
    assert_eq!((status, first["state"].as_str()), (StatusCode::ACCEPTED, Some("queued")));
    let (status, again) = post(&desk, &[json, writer], body);
    assert_eq!((status, again["state"].as_str(), &again["id"]), (StatusCode::OK, Some("waiting"), &first["id"]));
    assert_eq!(post(&desk, &[json, writer], "{").0, StatusCode::BAD_REQUEST);
    assert_eq!(post(&desk, &[json, writer], "x".repeat(2 * 1024 * 1024 + 1)).0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(std::fs::read_dir(fixture.folder.path().join("inbox")).unwrap().count(), 1);
    let known = fixture.get("/api/v1/articles").json();
    let known = &known["items"][0]["id"];
    assert!(known.is_string(), "the list is still there");
}

#[test]
fn without_an_inbox_nothing_is_taken() {
    let fixture = Fixture::new();
    let guard = Guard::new("192.0.2.7:8080".parse().unwrap(), Some(&format!("admin {WRITER}")), &[]).unwrap();
    let desk = Desk::new(&fixture.folder.path().join("ledger.db"), "Vostia (TEST)", guard).unwrap();
    let bearer = format!("Bearer {WRITER}");
    let (status, problem) = post(&desk, &[("content-type", "application/json"), ("authorization", &bearer)], r#"{"text": "Words."}"#);
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(problem["detail"].as_str().unwrap().contains("--inbox"));
}

#[test]
fn what_is_packed_is_the_same_once_unpacked() {
    let fixture = Fixture::new();
    let plain = fixture.get("/incidents");
    let request =
        Request::builder().uri("/incidents").header("host", "localhost").header("accept-encoding", "br, gzip;q=0.8").body(Body::empty());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (headers, bytes) = runtime.block_on(async {
        let response = fixture.desk.router().oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        (parts.headers, body.collect().await.unwrap().to_bytes())
    });
    assert_eq!((&headers["content-encoding"], &headers["vary"]), (&"gzip".parse().unwrap(), &"accept-encoding".parse().unwrap()));
    assert_ne!(headers["etag"], plain.header("etag"), "other bytes have another tag");
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut unpacked).unwrap();
    assert!(unpacked == plain.body.replace("localhost:8080", "localhost") && bytes.len() * 3 < unpacked.len());
    let refused = send(&fixture.desk, Method::GET, "/incidents", &[("host", "localhost"), ("accept-encoding", "gzip;q=0, identity")]);
    assert_eq!(refused.header("content-encoding"), "");
}

#[test]
fn a_client_that_comes_back_is_told_what_it_missed() {
    let fixture = Fixture::new();
    let first = |last: &str| {
        let request =
            Request::builder().uri("/api/v1/changes/stream").header("host", "localhost").header("last-event-id", last).body(Body::empty());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let response = fixture.desk.router().oneshot(request.unwrap()).await.unwrap();
            assert_eq!((response.status(), &response.headers()["content-type"]), (StatusCode::OK, &"text/event-stream".parse().unwrap()));
            let frame = response.into_body().frame().await.unwrap().unwrap();
            String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
        })
    };
    let all = first("0");
    assert!(all.contains("event: incident.new\ndata: {") && all.contains("event: article.new\n"), "{all}");
    let linked = fixture.get("/api/v1/ledger").json()["linked_revision"].to_string();
    assert!(all.ends_with(&format!("\nid: {linked}\n\n")) && all.matches("\nid: ").count() == 1, "{all}");
    common::record(&mut fixture.ledger(), vec![common::late()], "2031-05-22T10:00:00Z");
    let news = first(&linked);
    assert!(news.len() < all.len() && news.contains("event: claim.new\n"), "{news}");
    let wrong = send(&fixture.desk, Method::GET, "/api/v1/changes/stream", &[("host", "localhost"), ("last-event-id", "yesterday")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[test]
fn counts_are_there_for_monitoring() {
    let fixture = Fixture::new();
    fixture.get("/incidents");
    fixture.get("/incidents/i-0000000000000000");
    let answer = fixture.get("/metrics");
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    let articles = fixture.get("/api/v1/ledger").json()["articles"].to_string();
    for line in [
        format!("tacitus_articles {articles}"),
        "tacitus_answers_total{route=\"/incidents\",status=\"2xx\"} 1".to_string(),
        "tacitus_answers_total{route=\"/incidents/{id}\",status=\"4xx\"} 1".to_string(),
        "tacitus_answer_seconds_count 2".to_string(),
        "tacitus_answer_seconds_bucket{le=\"+Inf\"} 2".to_string(),
    ] {
        assert!(answer.body.lines().any(|l| l == line), "{line} is not in\n{}", answer.body);
    }
    for line in answer.body.lines().filter(|l| !l.starts_with('#')) {
        let (_, value) = line.rsplit_once(' ').unwrap();
        assert!(line.starts_with("tacitus_") && value.parse::<f64>().is_ok(), "{line}");
    }
}

#[test]
fn words_hold_operators_and_fields() {
    let fixture = Fixture::new();
    let ids = |query: &str| {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        fixture.ids(&format!("/api/v1/incidents?limit=1000&q={query}"))
    };
    assert!(!ids("shelled").is_empty());
    assert_eq!(ids("shelled place:karsk"), ids("shelled"));
    assert!(ids("shelled place:nowhere").is_empty());
    assert_eq!(ids("place:karsk"), fixture.ids("/api/v1/incidents?limit=1000&place=karsk"));
    assert!(ids("\"Karsk shelled\"").is_empty(), "a phrase has an order");
    assert!(ids("shelled OR nonsensical").len() >= ids("shelled").len());
    assert!(ids("shelled NOT shelled").is_empty());
    assert_eq!(ids("shell*"), ids("shelled"));
    let twice = fixture.get("/api/v1/incidents?place=karsk&q=place:other");
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
}

#[test]
fn what_is_excluded_is_in_no_claim_of_what_is_left() {
    let fixture = Fixture::new();
    let all = fixture.ids("/api/v1/incidents?limit=1000");
    let left = fixture.ids("/api/v1/incidents?limit=1000&kind=-loss");
    let with = fixture.ids("/api/v1/incidents?limit=1000&kind=loss");
    assert!(!with.is_empty() && left.len() + with.len() == all.len(), "{} {} {}", all.len(), left.len(), with.len());
    assert!(left.iter().all(|id| !with.contains(id)));
    let page = fixture.page("/incidents?kind=-loss");
    assert!(page.contains("without loss"), "the page says what is left out");
    assert!(fixture.ids("/api/v1/claims?limit=1000&kind=-loss&kind=loss").is_empty());
}
