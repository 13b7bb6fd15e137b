//! Whole pages, to be looked at when they change: `INSTA_UPDATE=always cargo test -p tacitus-desk --test snapshots`.

mod common;

use common::Fixture;

/// A page with one element a line, so that a difference is seen.
fn lines(page: &str) -> String {
    page.replace("><", ">\n<")
}

#[test]
fn pages_look_as_they_did() {
    let fixture = Fixture::new();
    // The article full of attacks is later: these pages are those of reporting.
    let past = "as_of=2031-05-20";
    let incident = fixture.ids(&format!("/api/v1/incidents?place=karsk&{past}")).remove(0);
    let articles = fixture.get(&format!("/api/v1/articles?{past}")).json();
    let copy = articles["items"].as_array().unwrap().iter().find(|a| a["outlet"] == "Harbour Post (TEST)").unwrap()["id"].clone();
    let claim = fixture.ids(&format!("/api/v1/claims?kind=loss&{past}")).remove(0);
    for (name, address) in [
        ("today", format!("/?since=2031-05-19&{past}")),
        ("incidents", format!("/incidents?{past}")),
        ("map", format!("/incidents?view=map&{past}")),
        ("timeline", format!("/incidents?view=timeline&{past}")),
        ("incident", format!("/incidents/{incident}?{past}")),
        ("article", format!("/articles/{}?{past}", copy.as_str().unwrap())),
        ("claim", format!("/claims/{claim}?{past}")),
        ("contradictions", format!("/contradictions?{past}")),
    ] {
        insta::assert_snapshot!(name, lines(&fixture.page(&address)));
    }
    let atom = fixture.get(&format!("/incidents.atom?{past}")).body;
    insta::assert_snapshot!("atom", atom);
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&fixture.get("/api/v1/openapi.json").json()).unwrap());
}
