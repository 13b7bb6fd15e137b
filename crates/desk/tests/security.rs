//! What a hostile article, page or client cannot do.

mod common;

use axum::http::{Method, StatusCode};
use common::{ATTACKS, Fixture, send};
use tacitus_desk::{Desk, Guard};

/// Every page that shows text of the article full of attacks.
fn pages(fixture: &Fixture) -> Vec<String> {
    let mut pages: Vec<String> = [
        "/",
        "/glance",
        "/incidents",
        "/incidents?view=table",
        "/incidents?view=map",
        "/incidents?view=timeline",
        "/contradictions",
        "/articles",
        "/actors",
        "/places",
        "/sources",
        "/help",
        "/search?q=reports",
    ]
    .map(String::from)
    .to_vec();
    for (list, page) in [("incidents", "incidents"), ("claims", "claims"), ("articles", "articles")] {
        pages.extend(fixture.ids(&format!("/api/v1/{list}")).iter().map(|id| format!("/{page}/{id}")));
    }
    let actors = fixture.get("/api/v1/actors").json();
    for actor in actors["items"].as_array().unwrap() {
        let key: String = form_urlencoded::byte_serialize(actor["key"].as_str().unwrap().as_bytes()).collect();
        pages.push(format!("/actors/{}", key.replace('+', "%20")));
    }
    pages
}

#[test]
fn text_of_articles_is_never_markup() {
    let fixture = Fixture::new();
    let mut shown = 0;
    for address in pages(&fixture) {
        let page = fixture.page(&address);
        check_tags(&address, &page);
        assert!(!page.contains("href=\"javascript:"), "{address}");
        shown += usize::from(page.contains("&lt;script&gt;"));
    }
    assert!(shown > 10, "the attacks are shown as what they are: {shown}");
}

/// Fails where the page has an element or an attribute that could run something.
fn check_tags(address: &str, page: &str) {
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        // Walks to the end of the tag, with values in quotation marks taken as wholes.
        let (mut outside, mut is_quoted, mut end) = (String::new(), false, rest.len());
        for (at, c) in rest.char_indices() {
            match c {
                '"' => is_quoted = !is_quoted,
                '>' if !is_quoted => {
                    end = at;
                    break;
                }
                c if !is_quoted => outside.push(c),
                _ => {}
            }
        }
        let tag = &rest[..end];
        rest = &rest[end..];
        let mut words = outside.split_whitespace();
        let name = words.next().unwrap_or("").trim_start_matches('/').to_lowercase();
        assert!(!["img", "iframe", "object", "embed", "base", "style", "foreignobject"].contains(&name.as_str()), "{address}: <{name}>");
        // The map has a file of the desk's as its script, and nothing else has one.
        let is_of_the_desk = address.contains("view=map") && tag == "script type=\"module\" src=\"/assets/map.js\"";
        assert!(name != "script" || tag == "/script" || is_of_the_desk, "{address}: <{tag}>");
        for attribute in words {
            assert!(!attribute.starts_with("on") && !attribute.starts_with("style"), "{address}: <{name} {attribute}>");
        }
    }
}

#[test]
fn what_is_asked_for_is_escaped_too() {
    let fixture = Fixture::new();
    for attack in ATTACKS {
        let words: String = form_urlencoded::byte_serialize(attack.as_bytes()).collect();
        for address in [
            format!("/search?q={words}"),
            format!("/incidents?actor={words}&place={words}"),
            format!("/incidents?since={words}"),
            format!("/incidents?{words}=1"),
            format!("/incidents?as_of={words}"),
            format!("/articles?outlet={words}"),
            format!("/actors?q={words}"),
            format!("/claims/{}", words.replace('+', "%20")),
            format!("/sources/{}", words.replace('+', "%20")),
            format!("/{}", words.replace('+', "%20")),
        ] {
            let page = fixture.get(&address).body;
            assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<svg/"), "{address}");
        }
    }
}

#[test]
fn no_page_runs_or_loads_anything() {
    let fixture = Fixture::new();
    for address in pages(&fixture) {
        let answer = fixture.get(&address);
        let policy = answer.header("content-security-policy");
        let is_map = address.contains("view=map");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(policy.contains("script-src 'self';"), is_map, "{address}: {policy}");
        assert_eq!((answer.header("x-content-type-options"), answer.header("referrer-policy")), ("nosniff", "no-referrer"));
        for attribute in [" src=\"http", " src=\"//", " style=\"", " onclick", "@import"] {
            assert!(!answer.body.contains(attribute), "{address} has {attribute}");
        }
        for (at, _) in answer.body.match_indices("<link ") {
            let tag = &answer.body[at..at + answer.body[at..].find('>').unwrap()];
            assert!(tag.contains("href=\"/"), "{address}: {tag}");
        }
    }
}

#[test]
fn the_desk_answers_under_its_own_names_only() {
    let fixture = Fixture::new();
    for host in ["attacker.example", "localhost.attacker.example", "169.254.169.254"] {
        let answer = fixture.send(Method::GET, "/api/v1/incidents", &[("host", host)]);
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
        assert!(!answer.body.contains("i-"), "nothing of the ledger leaks");
    }
    assert_eq!(fixture.send(Method::GET, "/", &[]).status, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(fixture.send(Method::GET, "/", &[("host", "[::1]:8080")]).status, StatusCode::OK);
}

#[test]
fn with_a_token_nothing_but_the_probes_is_open() {
    let fixture = Fixture::new();
    let guard = Guard::new("192.0.2.7:8080".parse().unwrap(), Some("a-secret-of-many-characters"), &[]).unwrap();
    let desk = Desk::new(&fixture.folder.path().join("ledger.db"), "Vostia", guard).unwrap();
    let host = ("host", "192.0.2.7:8080");
    for address in ["/", "/api/v1/claims", "/incidents.atom", "/ogc", "/assets/desk.css", "/download/claims.csv"] {
        let answer = send(&desk, Method::GET, address, &[host]);
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{address}");
        assert!(answer.header("www-authenticate").starts_with("Basic"));
    }
    assert_eq!(send(&desk, Method::GET, "/healthz", &[host]).status, StatusCode::OK);
    let bearer = ("authorization", "Bearer a-secret-of-many-characters");
    assert_eq!(send(&desk, Method::GET, "/api/v1/claims", &[host, bearer]).status, StatusCode::OK);
    assert_eq!(
        send(&desk, Method::GET, "/", &[host, ("authorization", "Bearer a-secret-of-many-character")]).status,
        StatusCode::UNAUTHORIZED
    );
}

#[test]
fn paths_lead_nowhere_but_to_routes() {
    let fixture = Fixture::new();
    for path in [
        "/assets/../ledger.db",
        "/assets/%2e%2e/ledger.db",
        "/..%2f..%2fetc%2fpasswd",
        "/download/..%2fledger.db",
        "/download/claims.csv%2f..",
        "/articles/..",
        "/sources/..%2f..",
        "/ledger.db",
    ] {
        let answer = fixture.get(path);
        assert!(answer.status == StatusCode::NOT_FOUND, "{path}: {}", answer.status);
        assert!(!answer.body.contains("SQLite format"), "{path}");
    }
}

#[test]
fn too_much_and_too_odd_is_refused_with_a_reason() {
    let fixture = Fixture::new();
    assert_eq!(fixture.get(&format!("/search?q={}", "a".repeat(5_000))).status, StatusCode::URI_TOO_LONG);
    assert_eq!(fixture.get(&format!("/search?q={}", "a".repeat(400))).status, StatusCode::BAD_REQUEST);
    for query in
        ["limit=1001", "limit=-1", "limit=x", "cursor=x", "since=2031-13-40", "nonsense=1", "credibility=0", "view=globe", "as_of=someday"]
    {
        let answer = fixture.get(&format!("/incidents?{query}"));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
    for query in ["q=%22%20OR%20*", "q=NEAR(", "q=%00", "q=%FF%FE", "q=%27%3B%20DROP%20TABLE%20claim", "actor=%25", "place=%5B"] {
        assert_eq!(fixture.get(&format!("/incidents?{query}")).status, StatusCode::OK, "{query}");
    }
    assert_eq!(fixture.ids("/api/v1/incidents").len(), fixture.get("/api/v1/ledger").json()["incidents"].as_u64().unwrap() as usize);
}

#[test]
fn nothing_can_be_sent() {
    let fixture = Fixture::new();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        for address in ["/", "/api/v1/claims", "/healthz"] {
            let answer = fixture.send(method.clone(), address, &[("host", "localhost")]);
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(answer.header("allow"), "GET, HEAD");
        }
    }
    let heavy = fixture.send(Method::GET, "/", &[("host", "localhost"), ("content-length", "1000000")]);
    assert_eq!(heavy.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn a_spreadsheet_runs_nothing_from_a_download() {
    let fixture = Fixture::new();
    for file in ["claims.csv", "incidents.csv", "incidents.acled-shaped"] {
        let answer = fixture.get(&format!("/download/{file}"));
        assert_eq!(answer.status, StatusCode::OK, "{file}");
        let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
        let mut cells = 0;
        for record in reader.records() {
            for cell in record.unwrap().iter() {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{file}: {cell}");
                cells += 1;
            }
        }
        assert!(cells > 30, "{file}");
    }
    assert!(fixture.get("/download/claims.csv").body.contains("'=<script>"), "the attack is there, as text");
}
