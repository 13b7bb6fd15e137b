//! The table of all addresses: what is there, what may be asked, who answers. Router, help and the API's description follow from it.

use crate::api::{download, feeds, ogc, openapi, v1};
use crate::ask::{AS_OF, Ask, CURSOR, LIMIT, NARROWING, Parameter};
use crate::pages::{
    actors, article, articles, claim, contradictions, corrections, glance, help, incident, incidents, places, report, search, sources,
    today,
};
use crate::reply::{Answer, HTML, JSON};
use crate::view::View;

/// One address.
#[derive(Debug)]
pub struct Route {
    /// Its path; `{…}` stands for one part.
    pub path: &'static str,
    /// What is there.
    pub summary: &'static str,
    /// What the query may have.
    pub parameters: &'static [&'static [Parameter]],
    /// Media type of the answer.
    pub media: &'static str,
    /// Who answers.
    pub answer: fn(&View<'_>, &Ask) -> Answer,
}

const HISTORY: &[Parameter] = &[AS_OF];
const PORTIONS: &[Parameter] = &[AS_OF, CURSOR, LIMIT];
const FEED: &[Parameter] = &[AS_OF, LIMIT];

const GEOJSON: &str = "application/geo+json";
const ATOM: &str = "application/atom+xml";
const FEED_JSON: &str = "application/feed+json";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const FILE: &str = "application/octet-stream";

macro_rules! routes {
    ($($path:literal, $summary:literal, [$($parameters:expr),*], $media:expr, $answer:expr;)+) => {
        &[$(Route { path: $path, summary: $summary, parameters: &[$($parameters),*], media: $media, answer: $answer }),+]
    };
}

/// Every address that reads the ledger.
#[rustfmt::skip]
pub const ROUTES: &[Route] = routes! {
    "/", "What changed since the last run of reading", [HISTORY, today::SINCE], HTML, today::page;
    "/glance", "The ledger at a glance", [HISTORY], HTML, glance::page;
    "/incidents", "Incidents as list, table, map or timeline", [NARROWING, PORTIONS, incidents::VIEW], HTML, incidents::page;
    "/incidents/{id}", "One incident", [HISTORY], HTML, incident::page;
    "/claims/{id}", "One claim, explained", [HISTORY], HTML, claim::page;
    "/origins/{id}", "One text and its copies", [HISTORY], HTML, claim::origin;
    "/articles", "Articles", [articles::OUTLET, PORTIONS], HTML, articles::page;
    "/articles/{id}", "One article with the words of its claims", [HISTORY], HTML, article::page;
    "/contradictions", "Where sources differ, side by side", [contradictions::STATE, PORTIONS], HTML, contradictions::page;
    "/report", "Composer of the situation report", [report::SCOPE, HISTORY], HTML, report::page;
    "/report.html", "The situation report as a page of its own", [report::SCOPE, HISTORY], HTML, report::html;
    "/report.md", "The situation report as Markdown", [report::SCOPE, HISTORY], MARKDOWN, report::markdown;
    "/report.json", "The situation report as data", [report::SCOPE, HISTORY], JSON, report::json;
    "/actors", "Actors", [actors::NAMED, PORTIONS], HTML, actors::list;
    "/actors/{key}", "One actor", [HISTORY], HTML, actors::page;
    "/places", "Places", [actors::NAMED, PORTIONS], HTML, places::list;
    "/places/{key}", "One place", [HISTORY], HTML, places::page;
    "/sources", "Outlets, by what they originate and copy", [HISTORY], HTML, sources::list;
    "/sources/{outlet}", "One outlet", [HISTORY], HTML, sources::page;
    "/search", "Search", [search::QUERY, HISTORY], HTML, search::page;
    "/corrections", "What people said against what was read", [HISTORY], HTML, corrections::page;
    "/help", "How to read this", [HISTORY], HTML, help::page;
    "/help/api", "The API, address by address", [HISTORY], HTML, help::api;
    "/help/codebook", "Columns of the downloads", [HISTORY], HTML, help::codebook;
    "/api/v1/ledger", "State of the ledger in numbers", [HISTORY], JSON, v1::ledger;
    "/api/v1/incidents", "Incidents, latest first", [NARROWING, PORTIONS], JSON, v1::incidents;
    "/api/v1/map", "Places of the incidents as GeoJSON, with their counts; all of them", [NARROWING, HISTORY], GEOJSON, v1::map;
    "/api/v1/incidents/{id}", "One incident", [HISTORY], JSON, incident::json;
    "/api/v1/claims", "Claims, in order of ids", [NARROWING, PORTIONS], JSON, v1::claims;
    "/api/v1/claims/{id}", "One claim", [HISTORY], JSON, claim::json;
    "/api/v1/articles", "Articles without their bodies, latest published first", [articles::OUTLET, PORTIONS], JSON, v1::articles;
    "/api/v1/articles/{id}", "One article with its body", [HISTORY], JSON, article::json;
    "/api/v1/origins/{id}", "One text and its copies", [HISTORY], JSON, v1::origin;
    "/api/v1/contradictions", "Pairs of claims that differ", [contradictions::STATE, PORTIONS], JSON, v1::contradictions;
    "/api/v1/actors", "Actors, in order of keys", [actors::NAMED, PORTIONS], JSON, v1::actors;
    "/api/v1/changes", "What changed since a point, with what is gone", [today::SINCE, PORTIONS], JSON, v1::changes;
    "/api/v1/corrections", "Corrections by people, in the order in which they apply", [HISTORY], JSON, corrections::json;
    "/api/v1/openapi.json", "This description", [HISTORY], JSON, openapi::document;
    "/incidents.atom", "Incidents as an Atom feed", [NARROWING, FEED], ATOM, feeds::incidents;
    "/incidents.feed.json", "Incidents as a JSON Feed", [NARROWING, FEED], FEED_JSON, feeds::incidents_json;
    "/contradictions.atom", "Contradictions as an Atom feed", [contradictions::STATE, FEED], ATOM, feeds::contradictions;
    "/contradictions.feed.json", "Contradictions as a JSON Feed", [contradictions::STATE, FEED], FEED_JSON, feeds::contradictions_json;
    "/articles.atom", "Articles as an Atom feed", [articles::OUTLET, FEED], ATOM, feeds::articles;
    "/articles.feed.json", "Articles as a JSON Feed", [articles::OUTLET, FEED], FEED_JSON, feeds::articles_json;
    "/download/{file}", "incidents.FORMAT or claims.FORMAT: what the list shows, as a file", [NARROWING, HISTORY], FILE, download::file;
    "/ogc", "OGC API Features: landing page", [HISTORY], JSON, ogc::landing;
    "/ogc/conformance", "OGC API Features: conformance", [HISTORY], JSON, ogc::conformance;
    "/ogc/collections", "OGC API Features: collections", [HISTORY], JSON, ogc::collections;
    "/ogc/collections/{collection}", "OGC API Features: one collection", [HISTORY], JSON, ogc::collection;
    "/ogc/collections/{collection}/items", "OGC API Features: incidents", [ogc::ITEMS, PORTIONS], GEOJSON, ogc::items;
    "/ogc/collections/{collection}/items/{id}", "OGC API Features: one incident", [HISTORY], GEOJSON, ogc::item;
};
