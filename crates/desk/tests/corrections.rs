//! What can be corrected over HTTP, by whom, and from where.

mod common;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use common::{Answer, Fixture, ask, send};
use tacitus_desk::{Desk, Guard, Writing};

const READ: &str = "Bearer a-token-that-may-only-read";
const WRITE: &str = "Bearer a-token-that-may-write-too";
const FILE: &str = "# who may do what\nread a-token-that-may-only-read\nwrite a-token-that-may-write-too\n";
const FORM: &str = "application/x-www-form-urlencoded";

fn writable(fixture: &Fixture, tokens: Option<&str>) -> Desk {
    let guard = Guard::new("127.0.0.1:8080".parse().expect("an address"), tokens, &[]).expect("a guard");
    let now = || "2031-05-22T10:00:00Z".parse().expect("an instant");
    let desk = Desk::new(&fixture.path(), "Vostia (TEST)", guard).expect("a desk");
    desk.taking_corrections(&fixture.path(), Writing { now, secret: [7; 32] }).expect("a ledger to write to")
}

fn post(desk: &Desk, address: &str, media: &str, headers: &[(&str, &str)], body: String) -> Answer {
    let mut request = Request::builder().method(Method::POST).uri(address).header("host", "localhost:8080").header("content-type", media);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(desk, request.header("content-length", body.len()).body(Body::from(body)).expect("a request"))
}

fn get(desk: &Desk, address: &str, headers: &[(&str, &str)]) -> Answer {
    send(desk, Method::GET, address, &[&[("host", "localhost:8080")], headers].concat())
}

/// The token of the forms of a page.
fn token(page: &str) -> String {
    let at = page.find("name=\"token\" value=\"").expect("a form with a token") + 20;
    page[at..].split('"').next().expect("a value").to_string()
}

fn a_claim(fixture: &Fixture) -> String {
    fixture.ids("/api/v1/claims?kind=loss").remove(0)
}

#[test]
fn a_form_of_a_page_corrects_and_the_page_says_by_whom_and_why_and_undoes() {
    let fixture = Fixture::new();
    let desk = writable(&fixture, None);
    let address = format!("/claims/{}", a_claim(&fixture));
    let page = get(&desk, &address, &[]);
    let before = get(&desk, "/api/v1/claims", &[]).json()["items"].clone();
    let token = token(&page.body);
    let form = |act: &str| format!("token={token}&act={act}&back={address}&author=Ana+%C3%96ak&reason=a+drill&claim={}", &address[8..]);
    let answer = post(&desk, "/correct", FORM, &[("origin", "null"), ("sec-fetch-site", "same-origin")], form("reject"));
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, address.as_str()), "{}", answer.body);
    let cookie = answer.header("set-cookie").to_string();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let after = get(&desk, &address, &[("cookie", cookie.split(';').next().unwrap())]);
    assert_ne!(after.header("etag"), page.header("etag"));
    assert!(after.body.contains("rejected by Ana Öak on 2031-05-22: a drill"), "{}", after.body);
    assert!(after.body.contains("name=\"author\" required maxlength=\"100\" autocomplete=\"name\" value=\"Ana Öak\""), "the name is kept");
    let list = get(&desk, "/api/v1/corrections", &[]).json();
    let id = list["items"][0]["id"].as_str().expect("an id").to_string();
    assert_eq!((&list["items"][0]["act"], &list["items"][0]["standing"]), (&"reject".into(), &true.into()));
    let changes = get(&desk, "/api/v1/changes?since=2031-05-21", &[]).json();
    assert!(changes["items"].as_array().unwrap().iter().any(|c| c["what"] == "corrected"), "{changes}");
    let past = get(&desk, &format!("{address}?as_of=2031-05-21"), &[]).body;
    assert!(!past.contains("rejected by") && !past.contains("method=\"post\""), "the past knows nothing of it and takes nothing");
    let undo = format!("token={token}&act=undo&correction={id}&back=//evil.example/&author=Ana&reason=no+drill");
    let answer = post(&desk, "/correct", FORM, &[("origin", "http://localhost:8080")], undo);
    assert_eq!(answer.header("location"), "/corrections", "never to another host");
    assert_eq!(get(&desk, "/api/v1/claims", &[]).json()["items"], before);
    assert!(get(&desk, "/corrections", &[]).body.contains("undone by"));
}

#[test]
fn nothing_is_taken_without_the_token_from_elsewhere_or_by_whom_may_only_read() {
    let fixture = Fixture::new();
    let desk = writable(&fixture, None);
    let claim = a_claim(&fixture);
    let token = token(&get(&desk, &format!("/claims/{claim}"), &[]).body);
    let form = |token: &str| format!("token={token}&act=confirm&author=Ana&reason=x&claim={claim}");
    let json = format!("{{\"act\":\"confirm\",\"author\":\"Ana\",\"reason\":\"x\",\"claim\":\"{claim}\"}}");
    let none = |desk: &Desk, address: &str, media: &str, headers: &[(&str, &str)], body: String, status: StatusCode| {
        let answer = post(desk, address, media, headers, body);
        assert_eq!(answer.status, status, "{address} {headers:?}: {}", answer.body);
    };
    none(&desk, "/correct", FORM, &[], form(""), StatusCode::FORBIDDEN);
    none(&desk, "/correct", FORM, &[], form("0123456789abcdef0123456789abcdef"), StatusCode::FORBIDDEN);
    for elsewhere in [("origin", "http://evil.example"), ("origin", "http://localhost:9"), ("sec-fetch-site", "cross-site")] {
        none(&desk, "/correct", FORM, &[elsewhere], form(&token), StatusCode::FORBIDDEN);
        none(&desk, "/api/v1/corrections", "application/json", &[elsewhere], json.clone(), StatusCode::FORBIDDEN);
    }
    none(&desk, "/api/v1/corrections", "text/plain", &[], json.clone(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    none(&desk, "/api/v1/corrections", "application/json", &[], "x".repeat(70_000), StatusCode::PAYLOAD_TOO_LARGE);
    none(&desk, "/api/v1/corrections", "application/json", &[], "[1".into(), StatusCode::BAD_REQUEST);
    none(&desk, "/claims", FORM, &[], form(&token), StatusCode::PAYLOAD_TOO_LARGE);
    none(&desk, "/correct", FORM, &[], form(&token).replace(&claim, "c-0"), StatusCode::UNPROCESSABLE_ENTITY);
    none(&desk, "/correct", FORM, &[], form(&token).replace("reason=x", "reason="), StatusCode::UNPROCESSABLE_ENTITY);
    none(&fixture.desk, "/correct", FORM, &[], form(&token), StatusCode::FORBIDDEN);

    let guarded = writable(&fixture, Some(FILE));
    let api = "/api/v1/corrections";
    none(&guarded, api, "application/json", &[], json.clone(), StatusCode::UNAUTHORIZED);
    none(
        &guarded,
        api,
        "application/json",
        &[("authorization", "Bearer a-token-that-nobody-gave")],
        json.clone(),
        StatusCode::UNAUTHORIZED,
    );
    none(&guarded, api, "application/json", &[("authorization", READ)], json.clone(), StatusCode::FORBIDDEN);
    let page = get(&guarded, &format!("/claims/{claim}"), &[("authorization", READ)]);
    assert!(page.status == StatusCode::OK && !page.body.contains("method=\"post\""), "who may only read has no forms");
    none(&guarded, "/correct", FORM, &[("authorization", WRITE)], form(&token), StatusCode::FORBIDDEN);
    assert_eq!(fixture.ledger().corrections().unwrap(), vec![], "nothing was recorded");
    none(&guarded, api, "application/json", &[("authorization", WRITE)], json, StatusCode::CREATED);
    assert_eq!(fixture.ledger().corrections().unwrap().len(), 1);
}

#[test]
fn programs_can_say_all_that_people_can() {
    let fixture = Fixture::new();
    let desk = writable(&fixture, None);
    let articles = get(&desk, "/api/v1/articles", &[]).json();
    let article = |n: usize| articles["items"][n]["id"].as_str().unwrap().to_string();
    let incidents = fixture.ids("/api/v1/incidents");
    let claim = a_claim(&fixture);
    let body = get(&desk, &format!("/api/v1/articles/{}", article(0)), &[]).json()["text"].as_str().unwrap().to_string();
    let words: String = body.chars().take(12).collect();
    let say = |mut fields: serde_json::Value| {
        fields["author"] = "Ana".into();
        fields["reason"] = "so it was".into();
        let answer = post(&desk, "/api/v1/corrections", "application/json", &[], fields.to_string());
        assert_eq!(answer.status, StatusCode::CREATED, "{fields}: {}", answer.body);
        answer.json()
    };
    say(serde_json::json!({"act": "confirm", "claim": claim}));
    say(serde_json::json!({"act": "override", "claim": claim, "field": "quantity", "value": "at least 3"}));
    say(serde_json::json!({"act": "grade", "claim": claim, "credibility": 4}));
    say(
        serde_json::json!({"act": "move", "claim": claim, "to": incidents.iter().find(|i| !get(&desk, &format!("/api/v1/incidents/{i}"), &[]).body.contains(&claim)).unwrap()}),
    );
    say(serde_json::json!({"act": "copy", "article": article(0), "of": article(1)}));
    say(serde_json::json!({"act": "not-copy", "article": article(0), "of": article(2)}));
    let added = say(serde_json::json!({"act": "add-claim", "article": article(0), "start": 0, "end": 12, "words": words, "kind": "event",
        "predicate": "assault.shelling", "fields": {"object": {"words": words.trim(), "start": 0}}}));
    let added = added["added_claim"].as_str().expect("a claim").to_string();
    assert_eq!(get(&desk, &format!("/api/v1/claims/{added}"), &[]).json()["corrections"][0]["act"], "add-claim");
    let shown = get(&desk, &format!("/claims/{claim}"), &[]).body;
    assert!(shown.contains("at least 3"), "{shown}");
    let csv = get(&desk, "/download/claims.csv", &[]).body;
    assert!(csv.contains("Quantity set to “at least 3” by Ana") || csv.contains("quantity set to “at least 3” by Ana"), "downloads say so");
    assert!(get(&desk, "/api/v1/openapi.json", &[]).json()["paths"]["/api/v1/corrections"]["post"].is_object());
}
