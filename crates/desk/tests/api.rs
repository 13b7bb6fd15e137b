//! What programs can rely on.

mod common;

use axum::http::StatusCode;
use common::Fixture;
use serde_json::Value;
use tacitus_ledger::{DateBasis, Filter};
use tacitus_record::Kind;

/// A path of the description with a real value for each open part.
fn real(fixture: &Fixture, path: &str) -> String {
    let first = |list: &str| fixture.ids(&format!("/api/v1/{list}")).first().cloned().expect("the fixture has one");
    let kind = if path.contains("claims") {
        first("claims")
    } else if path.contains("articles") {
        first("articles")
    } else if path.contains("origins") {
        fixture.get("/api/v1/articles").json()["items"][0]["origin"].as_str().unwrap().to_string()
    } else {
        first("incidents")
    };
    path.replace("{id}", &kind).replace("{collection}", "incidents").replace("{file}", "incidents.csv")
}

#[test]
fn every_documented_path_answers_as_documented() {
    let fixture = Fixture::new();
    let document = fixture.get("/api/v1/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 15);
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in paths {
        let operation = &item["get"];
        assert!(names.insert(operation["operationId"].as_str().unwrap().to_string()), "{path}: operation ids differ");
        if operation["responses"]["200"]["content"]["text/event-stream"].is_object() {
            // It does not end; `services.rs` reads its start.
            continue;
        }
        let address = real(&fixture, path);
        let answer = fixture.get(&address);
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        let (media, _) = operation["responses"]["200"]["content"].as_object().unwrap().iter().next().unwrap();
        assert!(
            media == "application/octet-stream" || answer.header("content-type").starts_with(media.as_str()),
            "{path}: {}",
            answer.header("content-type")
        );
        for parameter in operation["parameters"].as_array().unwrap().iter().filter(|p| p["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            let answer = fixture.get(&format!("{address}?{name}={}", example(parameter)));
            assert_eq!(answer.status, StatusCode::OK, "{address} with {name}: {}", answer.body);
        }
    }
}

/// A value that the description allows.
fn example(parameter: &Value) -> String {
    let name = parameter["name"].as_str().unwrap();
    let schema = &parameter["schema"];
    let first = schema["enum"][0].as_str().or(schema["items"]["enum"][0].as_str());
    match name {
        "as_of" | "day" | "since" | "until" | "previous" | "datetime" => "2031-05-21".into(),
        "bbox" => "-40,-40,-20,-30".into(),
        "cursor" | "outlet" => String::new(),
        "kind" => "event".into(),
        _ if schema["type"] == "integer" => "1".into(),
        _ if schema["type"] == "boolean" => "true".into(),
        _ => first.unwrap_or("karsk").into(),
    }
}

#[test]
fn problems_are_told_in_their_own_media_type() {
    let fixture = Fixture::new();
    for (address, status) in [
        ("/api/v1/claims?limit=0", 400),
        ("/api/v1/claims/c-1", 404),
        ("/api/v1/none", 404),
        ("/ogc/collections/none/items", 404),
        ("/ogc/collections/incidents/items?bbox=1", 400),
    ] {
        let answer = fixture.get(address);
        assert_eq!(answer.status.as_u16(), status, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert!(problem["detail"].as_str().is_some_and(|d| d.len() > 10) && problem["status"] == status, "{problem}");
    }
}

#[test]
fn a_claim_is_the_same_here_as_in_the_ledger() {
    let fixture = Fixture::new();
    let ledger = fixture.ledger();
    for id in fixture.ids("/api/v1/claims?limit=1000") {
        let row = ledger.claim(&id).unwrap().expect("listed");
        assert_eq!(fixture.get(&format!("/api/v1/claims/{id}")).json(), tacitus_ledger::wire::v1::claim_with_history(&row));
    }
    assert_eq!(fixture.ids("/api/v1/claims?limit=1000").len(), ledger.stats().unwrap().claims as usize);
}

#[test]
fn changes_tell_what_came_since() {
    let fixture = Fixture::new();
    let all = fixture.get("/api/v1/changes?since=2031-05-19").json();
    let last = fixture.get("/api/v1/changes?since=2031-05-20").json();
    assert!(all["total"].as_u64() > last["total"].as_u64());
    assert!(last["items"].as_array().unwrap().iter().all(|c| c["entry"]["known_at"] == "2031-05-21T09:30:00Z"));
}

#[test]
fn a_download_is_what_the_list_shows() {
    let fixture = Fixture::new();
    for query in ["", "?type=assault", "?kind=loss&min_origins=1", "?q=killed", "?place=karsk"] {
        let total = fixture.get(&format!("/api/v1/incidents{query}")).json()["total"].as_u64().unwrap() as usize;
        let answer = fixture.get(&format!("/download/incidents.csv{query}"));
        assert_eq!(csv::Reader::from_reader(answer.body.as_bytes()).records().count(), total, "{query}");
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"incidents-r"));
        let features = fixture.get(&format!("/download/incidents.geojson{query}")).json();
        assert_eq!(features["features"].as_array().unwrap().len(), total);
    }
}

#[test]
fn ogc_clients_find_their_way_from_the_landing_page_to_every_feature() {
    let fixture = Fixture::new();
    let follow = |document: &Value, rel: &str| {
        let links = document["links"].as_array().unwrap();
        let link = links.iter().find(|l| l["rel"] == rel).unwrap_or_else(|| panic!("no link {rel}"));
        let href = link["href"].as_str().unwrap();
        fixture.get(href.strip_prefix("http://localhost:8080").expect("whole addresses")).json()
    };
    let landing = fixture.get("/ogc").json();
    assert!(follow(&landing, "conformance")["conformsTo"].as_array().unwrap().iter().any(|c| c.as_str().unwrap().ends_with("conf/core")));
    let collection = follow(&landing, "data")["collections"][0].clone();
    assert_eq!(collection["id"], "incidents");
    let box_ = collection["extent"]["spatial"]["bbox"][0].as_array().unwrap().clone();
    assert_eq!(box_[0], -21.25);
    let items = follow(&collection, "items");
    let features = items["features"].as_array().unwrap();
    assert_eq!(
        (features.len() as u64, items["numberReturned"].as_u64()),
        (items["numberMatched"].as_u64().unwrap(), items["numberMatched"].as_u64())
    );
    assert!(
        features.iter().any(|f| f["geometry"].is_null()) && features.iter().any(|f| !f["geometry"].is_null()),
        "what has no place is there too"
    );
    let one = fixture.get(&format!("/ogc/collections/incidents/items/{}", features[0]["id"].as_str().unwrap())).json();
    assert_eq!(one["id"], features[0]["id"]);
    let number = |query: &str| fixture.get(&format!("/ogc/collections/incidents/items?{query}")).json()["numberMatched"].as_u64().unwrap();
    assert!(number("bbox=-22,-37,-21,-36") >= 1);
    assert_eq!(number("bbox=10,10,20,20"), 0);
    assert_eq!(number("datetime=2031-05-01"), number("datetime=2031-04-30/2031-05-02"));
    assert_eq!(number("datetime=../2031-04-01"), 0);
}

#[test]
fn a_feed_is_well_formed_and_its_ids_stay() {
    let fixture = Fixture::new();
    let feed = fixture.get("/incidents.atom?type=assault");
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    for tag in ["feed", "entry", "id", "title", "updated", "content"] {
        assert_eq!(
            feed.body.matches(&format!("<{tag}>")).count() + feed.body.matches(&format!("<{tag} ")).count(),
            feed.body.matches(&format!("</{tag}>")).count(),
            "{tag}"
        );
    }
    let ids = |body: &str| body.match_indices("<id>urn:tacitus:i-").map(|(at, _)| body[at..at + 40].to_string()).collect::<Vec<_>>();
    let before = ids(&feed.body);
    assert_eq!(before.len(), fixture.ids("/api/v1/incidents?type=assault").len());
    assert!(feed.body.contains("[DISPUTED]"));
    let json = fixture.get("/incidents.feed.json?type=assault").json();
    assert_eq!(json["items"].as_array().unwrap().len(), before.len());
    assert!(json["items"][0]["url"].as_str().unwrap().starts_with("http://localhost:8080/incidents/i-"));
}

#[test]
fn each_dated_list_has_both_feeds_with_the_same_entries() {
    let fixture = Fixture::new();
    for (list, path) in [("incidents", "/incidents/i-"), ("contradictions", "/"), ("articles", "/articles/a-")] {
        let atom = fixture.get(&format!("/{list}.atom"));
        assert!(atom.header("content-type").starts_with("application/atom+xml"), "{list}");
        let json = fixture.get(&format!("/{list}.feed.json"));
        assert!(json.header("content-type").starts_with("application/feed+json"), "{list}");
        let items = json.json()["items"].as_array().unwrap().clone();
        assert!(!items.is_empty(), "{list}");
        for item in &items {
            assert!(atom.body.contains(&format!("<id>{}</id>", item["id"].as_str().unwrap())), "{list}: {item}");
            assert!(item["url"].as_str().unwrap().starts_with(&format!("http://localhost:8080{path}")), "{list}: {item}");
        }
        assert_eq!(atom.body.matches("<entry>").count(), items.len(), "{list}");
    }
    let originals = fixture.get("/articles.feed.json?copies=false").json()["items"].as_array().unwrap().len();
    assert!(originals < fixture.get("/articles.feed.json").json()["items"].as_array().unwrap().len(), "a feed is narrowed as its list");
}

#[test]
fn the_page_on_the_api_has_every_address_that_is_no_page() {
    let fixture = Fixture::new();
    let page = fixture.page("/help/api");
    let described = fixture.get("/api/v1/openapi.json").json();
    for path in described["paths"].as_object().unwrap().keys() {
        assert!(page.contains(path.as_str()), "{path}");
    }
}

#[test]
fn a_narrowed_list_is_what_the_ledger_answers_to_the_same_filter() {
    let fixture = Fixture::new();
    let ledger = fixture.ledger();
    let any = Filter::default;
    let day = |d: &str| Some(d.parse().expect("a day"));
    let cases = [
        ("", any()),
        ("kind=event", Filter { kinds: vec![Kind::Event], ..any() }),
        (
            "kind=event&kind=loss&type=assault",
            Filter { kinds: vec![Kind::Event, Kind::Loss], plover_types: vec!["ASSAULT".into()], ..any() },
        ),
        ("type=protest", Filter { plover_types: vec!["PROTEST".into()], ..any() }),
        ("actor=ost", Filter { actor: Some("ost".into()), ..any() }),
        ("actor=OST.MIL", Filter { actor: Some("OST.MIL".into()), ..any() }),
        ("actor=ministry", Filter { actor: Some("ministry".into()), ..any() }),
        ("actor=svg", Filter { actor: Some("svg".into()), ..any() }),
        ("place=KARSK", Filter { place: Some("KARSK".into()), ..any() }),
        ("place=vos", Filter { place: Some("vos".into()), ..any() }),
        ("place=user:karsk", Filter { place: Some("user:karsk".into()), ..any() }),
        ("q=killed", Filter { text: Some("killed".into()), ..any() }),
        ("q=killed&actor=ost", Filter { text: Some("killed".into()), actor: Some("ost".into()), ..any() }),
        ("disputed=true", Filter { disputed: true, ..any() }),
        ("min_origins=2", Filter { min_origins: 2, ..any() }),
        ("min_origins=3", Filter { min_origins: 3, ..any() }),
        ("since=2031-05-01", Filter { since: day("2031-05-01"), ..any() }),
        ("until=2031-04-30", Filter { until: day("2031-04-30"), ..any() }),
        ("since=2031-05-05&date_basis=reported", Filter { since: day("2031-05-05"), date_basis: DateBasis::Reported, ..any() }),
        ("until=2031-05-03&date_basis=reported", Filter { until: day("2031-05-03"), date_basis: DateBasis::Reported, ..any() }),
        ("since=2031-05-21&date_basis=known", Filter { since: day("2031-05-21"), date_basis: DateBasis::Known, ..any() }),
    ];
    for (query, filter) in cases {
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        let incidents = ledger.incidents(&filter).unwrap().into_iter().map(|r| r.incident.id).collect();
        assert_eq!(sorted(fixture.ids(&format!("/api/v1/incidents?limit=1000&{query}"))), sorted(incidents), "incidents, {query}");
        let claims = ledger.claims(&filter).unwrap().into_iter().map(|r| r.id).collect();
        assert_eq!(sorted(fixture.ids(&format!("/api/v1/claims?limit=1000&{query}"))), sorted(claims), "claims, {query}");
    }
}
