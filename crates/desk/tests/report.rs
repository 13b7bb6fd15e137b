//! The composer of the situation report: what it shows, its files, and what it refuses.

mod common;

use axum::http::StatusCode;
use common::Fixture;

#[test]
fn the_composer_shows_the_report_and_offers_three_files() {
    let fixture = Fixture::new();
    let page = fixture.page("/report?since=2031-05-01&until=2031-05-19&as_of=2031-05-20");
    assert!(page.contains("Key points") && page.contains("Conflicts between sources") && page.contains("id=\"n1\""), "{page}");
    assert!(page.contains("value=\"2031-05-01\"") && page.contains("action=\"/report\""));
    for (format, media, start) in [
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("md", "text/markdown; charset=utf-8", "# Situation report"),
        ("json", "application/json", "{"),
    ] {
        let answer = fixture.get(&format!("/report.{format}?since=2031-05-01&until=2031-05-19&as_of=2031-05-20"));
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), media);
        assert!(answer.header("content-disposition").contains("attachment") && answer.body.starts_with(start), "{format}");
    }
}

#[test]
fn without_a_day_it_reports_on_the_newest() {
    let fixture = Fixture::new();
    assert!(fixture.page("/report").contains("Situation report: Vostia (TEST), "));
}

#[test]
fn what_cannot_be_reported_says_why() {
    let fixture = Fixture::new();
    for (query, word) in [
        ("since=2031-05-09&until=2031-05-01", "exchange"),
        ("since=2031-01-01&until=2031-12-31", "31 days"),
        ("day=soon", "YYYY-MM-DD"),
        ("previous=never", "previous=never"),
    ] {
        let answer = fixture.get(&format!("/report?{query}"));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.body.contains(word), "{query}: {}", answer.body);
    }
    assert_eq!(fixture.get("/report.docx").status, StatusCode::NOT_FOUND);
}

#[test]
fn nothing_in_articles_or_questions_becomes_markup() {
    let fixture = Fixture::new();
    for attack in common::ATTACKS {
        let words = form_urlencoded::byte_serialize(attack.as_bytes()).collect::<String>();
        for address in [format!("/report?place={words}"), format!("/report.html?actor={words}"), "/report.html".to_string()] {
            let body = fixture.get(&address).body.to_lowercase();
            for bad in ["<script", "<img", "<svg/onload", "<iframe", "<textarea", "href=\"javascript:"] {
                assert!(!body.contains(bad), "{bad} in {address}");
            }
        }
    }
}
