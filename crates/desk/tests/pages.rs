//! What people find on the pages.

mod common;

use axum::http::{Method, StatusCode};
use common::Fixture;

fn incident(fixture: &Fixture) -> String {
    let found = fixture.ids("/api/v1/incidents?actor=OST&place=karsk");
    found.first().cloned().expect("the shelling is an incident")
}

#[test]
fn every_page_says_which_revision_it_shows_and_how_fresh_it_is() {
    let fixture = Fixture::new();
    let revision = fixture.get("/api/v1/ledger").json()["revision"].as_u64().unwrap();
    for address in ["/", "/incidents", "/contradictions", "/articles", "/actors", "/places", "/sources", "/search", "/help"] {
        let page = fixture.page(address);
        for words in [format!("revision <b>{revision}</b>"), "Tue 2031-05-06".into(), "2031-05-21 09:30 UTC".into(), "Vostia (TEST)".into()]
        {
            assert!(page.contains(&words), "{address} lacks {words}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
    }
}

#[test]
fn an_incident_counts_a_copy_once_and_shows_both_counts() {
    let fixture = Fixture::new();
    let page = fixture.page(&format!("/incidents/{}", incident(&fixture)));
    assert!(page.contains("1 copy folded in"), "the copy is folded");
    assert!(page.contains("14 people killed") && page.contains("9 people killed"), "both counts stand");
    assert!(page.contains("class=\"ladder\""), "the counts are drawn on one axis");
    assert!(!page.contains("11.5") && !page.contains("23 people"), "nothing is averaged or added up");
    assert!(page.contains("Where they differ") && page.contains("History in this ledger"));
}

#[test]
fn who_denies_a_deed_does_not_agree_on_who_did_it() {
    let fixture = Fixture::new();
    let page = fixture.page(&format!("/incidents/{}", incident(&fixture)));
    let row = |name: &str| {
        let from = page.split(&format!("<dt>{name}</dt>")).nth(1).expect("the row is there");
        from.split("<dt>").next().expect("it ends").to_string()
    };
    assert!(row("who").contains("Tidewater Wire (TEST)") && !row("who").contains("Ostmark Gazette (TEST)"), "{}", row("who"));
    assert!(row("mode").contains("denied") && row("mode").contains("Ostmark Gazette (TEST)"), "{}", row("mode"));
}

#[test]
fn an_article_has_every_claim_marked_and_says_what_was_not_read() {
    let fixture = Fixture::new();
    let id =
        fixture.get("/api/v1/articles").json()["items"].as_array().unwrap().iter().find(|a| a["outlet"] == "Harbour Post (TEST)").unwrap()
            ["id"]
            .clone();
    let page = fixture.page(&format!("/articles/{}", id.as_str().unwrap()));
    assert!(page.contains("A copy (") && page.contains("Tidewater Wire (TEST)"), "it says what it is a copy of");
    assert!(
        page.contains("<mark class=\"cue\">shelled</mark>") || page.contains("<mark class=\"odd cue\">shelled</mark>"),
        "the cue is marked"
    );
    assert!(page.contains("The fog had not lifted"), "unread text is there, unmarked");
    assert!(page.contains("2 claims in 2 of 4 sentences"));
}

#[test]
fn contradictions_stand_side_by_side_and_none_is_resolved() {
    let fixture = Fixture::new();
    let page = fixture.page("/contradictions");
    assert!(page.contains("Sources differ on how many") || page.contains("Sources differ on whether it happened"), "{page}");
    assert!(page.matches("class=\"side\"").count() >= 2);
    assert!(!page.to_lowercase().contains(">resolve"));
}

#[test]
fn facets_narrow_down_and_their_counts_are_what_a_click_gives() {
    let fixture = Fixture::new();
    for (facet, value) in
        [("type", "assault"), ("kind", "loss"), ("country", "VOS"), ("disputed", "true"), ("min_origins", "2"), ("credibility", "3")]
    {
        let page = fixture.page("/incidents");
        let link = format!("href=\"/incidents?{facet}={value}\"");
        let Some(at) = page.find(&link) else { continue };
        let after = &page[at..];
        let number = after.split("class=\"number\">").nth(1).and_then(|n| n.split('<').next()).unwrap();
        let given = fixture.get(&format!("/api/v1/incidents?{facet}={value}")).json()["total"].as_u64().unwrap();
        assert_eq!(number, given.to_string(), "{facet}={value}");
    }
    assert!(fixture.page("/incidents").contains("href=\"/incidents?type=assault\""));
}

#[test]
fn a_list_can_be_walked_to_its_end_without_a_gap() {
    let fixture = Fixture::new();
    let all = fixture.ids("/api/v1/incidents?limit=1000");
    let mut walked = Vec::new();
    let mut next = Some("/api/v1/incidents?limit=2".to_string());
    while let Some(address) = next {
        let answer = fixture.get(&address).json();
        walked.extend(answer["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_string()));
        next = answer["next"].as_str().map(str::to_string);
    }
    assert_eq!(walked, all);
    assert!(all.len() > 4);
}

#[test]
fn the_past_is_shown_as_it_was_and_links_stay_in_it() {
    let fixture = Fixture::new();
    let now = fixture.get("/api/v1/ledger").json();
    let then = fixture.get("/api/v1/ledger?as_of=2031-05-20").json();
    assert_eq!((then["articles"].as_u64(), now["articles"].as_u64()), (Some(4), Some(5)));
    let page = fixture.page("/incidents?as_of=2031-05-20");
    assert!(page.contains("The ledger as it was") && page.contains("Return to now"));
    assert!(page.contains("/incidents/i-") && !page.contains("Reports say"));
    for (at, _) in page.match_indices("href=\"/incidents/") {
        let link = &page[at..at + page[at + 6..].find('"').unwrap() + 6];
        assert!(link.contains("as_of=2031-05-20"), "{link}");
    }
}

#[test]
fn search_finds_words_names_and_ids() {
    let fixture = Fixture::new();
    let page = fixture.page("/search?q=ropewalk");
    assert!(page.contains("<mark>ropewalk</mark>"), "{page}");
    assert!(fixture.page("/search?q=ostmark").contains("/actors/OST.MIL"));
    let id = incident(&fixture);
    let found = fixture.get(&format!("/search?q={id}"));
    assert_eq!((found.status, found.header("location")), (StatusCode::SEE_OTHER, format!("/incidents/{id}").as_str()));
    assert!(fixture.page("/search?q=zeppelin").contains("Nothing holds all of these words"));
}

#[test]
fn what_is_not_there_says_so_and_what_to_do() {
    let fixture = Fixture::new();
    for address in
        ["/incidents/i-0000000000000000", "/claims/c-1", "/articles/zzz", "/actors/nobody", "/places/nowhere", "/sources/none", "/nothing"]
    {
        let answer = fixture.get(address);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.header("content-type").starts_with("text/html") && answer.body.contains("<h1>"), "{address}");
    }
}

#[test]
fn an_unchanged_page_is_not_sent_again_and_a_new_reading_changes_it() {
    let fixture = Fixture::new();
    let first = fixture.get("/incidents");
    let tag = first.header("etag").to_string();
    assert!(tag.starts_with('"'), "the tag is strong: {tag}");
    let known = [("host", "localhost:8080"), ("if-none-match", tag.as_str())];
    let again = fixture.send(Method::GET, "/incidents", &known);
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(fixture.send(Method::GET, "/incidents?type=assault", &known).status, StatusCode::OK, "another address has another tag");
    assert_eq!(fixture.get("/incidents").body, first.body, "the same state gives the same bytes");
    let head = fixture.send(Method::HEAD, "/incidents", &[("host", "localhost:8080")]);
    assert_eq!((head.status, head.header("etag"), head.body.as_str()), (StatusCode::OK, tag.as_str(), ""));
    common::record(&mut fixture.ledger(), vec![common::late()], "2031-05-22T10:00:00Z");
    let changed = fixture.send(Method::GET, "/incidents", &known);
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.body.contains("Nils Arnke"), "the new article is there at once");
}

#[test]
fn an_empty_ledger_says_what_to_do_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(tacitus_ledger::Ledger::create(&path).unwrap());
    let guard = tacitus_desk::Guard::new("127.0.0.1:1".parse().unwrap(), None, &[]).unwrap();
    let desk = tacitus_desk::Desk::new(&path, "Empty", guard).unwrap();
    for address in [
        "/",
        "/incidents",
        "/contradictions",
        "/articles",
        "/actors",
        "/places",
        "/sources",
        "/help",
        "/incidents?view=map",
        "/incidents?view=timeline",
        "/incidents.atom",
        "/ogc/collections/incidents/items",
        "/api/v1/changes",
    ] {
        let answer = common::send(&desk, Method::GET, address, &[("host", "localhost")]);
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    }
    assert!(common::send(&desk, Method::GET, "/", &[("host", "localhost")]).body.contains("tacitus read"));
}

#[test]
fn a_glance_shows_one_text_in_two_outlets_and_a_contradiction() {
    let fixture = Fixture::new();
    let page = fixture.page("/glance");
    assert!(page.contains("2 articles, one origin: they count once"), "the wire and its copy");
    assert!(page.contains("Where sources differ, both stay"));
    assert!(page.contains("without a place"), "the map tells what it leaves out");
    assert!(!page.contains("<script"), "and is a drawing");
}

#[test]
fn a_copy_shows_how_it_differs_from_its_original_and_an_original_does_not() {
    let fixture = Fixture::new();
    let articles = fixture.get("/api/v1/articles").json();
    let with_kind = |is_original: bool| {
        let items = articles["items"].as_array().unwrap();
        items.iter().find(|a| (a["copy_kind"] == "original") == is_original).unwrap()["id"].as_str().unwrap().to_string()
    };
    assert!(fixture.page(&format!("/articles/{}", with_kind(false))).contains("Word by word against the original"));
    assert!(!fixture.page(&format!("/articles/{}", with_kind(true))).contains("Word by word"));
}

#[test]
fn the_map_and_its_places_are_of_one_selection() {
    let fixture = Fixture::new();
    let page = fixture.page("/incidents?view=map&q=shelled&as_of=1");
    assert!(page.contains("data-points=\"/api/v1/map?q=shelled&amp;as_of=1\""), "the script asks for what the list shows");
    assert!(!page.contains("data-basemap"), "no tiles where none are named");
    let places = fixture.get("/api/v1/map?q=shelled").json();
    let karsk = &places["features"][0];
    assert_eq!((karsk["properties"]["key"].as_str(), karsk["geometry"]["coordinates"][0].as_f64()), (Some("user:karsk"), Some(-21.25)));
    assert_eq!(karsk["properties"]["radius_km"], 3.0);
}

#[test]
fn tiles_of_the_user_are_handed_out_by_ranges() {
    let fixture = Fixture::new();
    assert_eq!(fixture.get("/basemap.pmtiles").status, StatusCode::NOT_FOUND);
    let tiles = fixture.folder.path().join("region.pmtiles");
    std::fs::write(&tiles, b"PMTiles\x03 and the tiles").unwrap();
    let desk = fixture.desk.clone().with_basemap(&tiles).unwrap();
    let host = ("host", "localhost");
    let part = common::send(&desk, Method::GET, "/basemap.pmtiles", &[host, ("range", "bytes=0-6")]);
    assert_eq!((part.status, part.body.as_str(), part.header("content-range")), (StatusCode::PARTIAL_CONTENT, "PMTiles", "bytes 0-6/22"));
    assert_eq!(common::send(&desk, Method::GET, "/basemap.pmtiles", &[host]).status, StatusCode::RANGE_NOT_SATISFIABLE);
    let page = common::send(&desk, Method::GET, "/incidents?view=map", &[host]).body;
    assert!(page.contains("data-basemap=\"/basemap.pmtiles\""));
}
