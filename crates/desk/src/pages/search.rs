//! Search over articles, claims and names; an id leads straight to its page.

use maud::html;
use tacitus_export::line;
use tacitus_ledger::Found;

use crate::ask::{Ask, Parameter, Values, escaped};
use crate::catalogue::apart;
use crate::pages::frame::{Here, Page, count};
use crate::parts::claim_line;
use crate::reply::{Answer, Reply};
use crate::view::View;

/// What is looked for.
pub const QUERY: &[Parameter] = &[Parameter {
    name: "q",
    meaning: "Words that must all occur, with the operators of the incidents' `q`; or an id.",
    values: Values::Words,
}];

/// Of each kind, how many are shown.
const SHOWN: usize = 20;

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let Some(query) = ask.value("q") else {
        let content = html! { h1 { "Search" } p.detail { "Write words that must all occur, a name, or an id (c-…, i-…, a-…, o-…) in the field above. “\"old quarter\"” is a phrase, “mill OR bridge” either, “NOT frost” leaves out, “shell*” starts so; place:, actor:, type:, country:, after: and before: narrow the incidents." } };
        return Ok(Page { title: "Search", menu: "/search", also: Vec::new() }.around(here, content));
    };
    if let Some(path) = named(here, query)? {
        return Ok(Reply::elsewhere(here.to(&path)));
    }
    let articles = view.ledger.search(&apart(query).words, SHOWN)?;
    let selection = view.catalogue.select(&ask.narrowing()?, view.ledger)?;
    let mut incidents = Vec::new();
    for &at in selection.incidents.iter().take(SHOWN) {
        incidents.extend(view.ledger.incident(&crate::catalogue::id('i', view.catalogue.incidents[at as usize].id))?);
    }
    let lower = query.to_lowercase();
    let mut actors: Vec<_> =
        view.catalogue.actors.iter().filter(|a| a.name.to_lowercase().contains(&lower) || a.key.eq_ignore_ascii_case(query)).collect();
    actors.sort_by_key(|a| (std::cmp::Reverse(a.claims()), &a.key));
    let content = html! {
        h1 { "“" (query) "”" }
        @if actors.is_empty() && incidents.is_empty() && articles.is_empty() { p.detail { "Nothing holds all of these words. Try fewer, or another spelling." } }
        @if !actors.is_empty() {
            section { h2 { "Actors" } p.inline-list { @for actor in actors.iter().take(SHOWN) { a href=(here.to(&format!("/actors/{}", escaped(&actor.key)))) { (line::folded(&actor.name)) } " " } } }
        }
        div.columns.even {
            section aria-labelledby="incidents" {
                h2 #incidents { "Incidents " span.number { (selection.incidents.len()) } }
                ol.lines { @for row in &incidents { li { (claim_line::of_incident(row, Some(&here.to(&format!("/incidents/{}", row.incident.id))), None)) } } }
                @if selection.incidents.len() > incidents.len() { p.more { a href=(here.with("/incidents", &[("q", query)])) { "All " (count(selection.incidents.len(), "incident", "incidents")) ", with facets" } } }
            }
            section aria-labelledby="articles" {
                h2 #articles { "Articles" }
                ol.lines { @for hit in &articles {
                    li { p.said { a href=(here.to(&format!("/articles/{}", hit.article))) dir="auto" { (hit.title.as_deref().map_or_else(|| "Untitled".to_string(), line::folded)) } }
                        p.passage dir="auto" { (passage(&hit.passage)) } }
                } }
                @if articles.len() == SHOWN { p.quiet { "The best " (SHOWN) " are shown; more words find fewer." } }
            }
        }
    };
    Ok(Page { title: "Search", menu: "/search", also: Vec::new() }.around(here, content))
}

/// A passage with its hits marked. Brackets of the text's own are left as they are where they do not pair.
fn passage(text: &str) -> maud::Markup {
    let text = line::folded(text);
    let mut rest = text.as_str();
    let mut parts = Vec::new();
    while let Some((before, (hit, after))) = rest.split_once('[').and_then(|(b, r)| Some((b, r.split_once(']')?))) {
        parts.push((before, hit));
        rest = after;
    }
    html! { @for (before, hit) in &parts { (before) mark { (hit) } } (rest) }
}

/// The page of what the query names, where it is an id.
fn named(here: Here<'_>, query: &str) -> Result<Option<String>, crate::reply::Problem> {
    let is_id = matches!(query.as_bytes(), [b'a' | b'c' | b'i' | b'o', b'-', ..]);
    Ok(match here.view.ledger.find(query).map(|found| found.filter(|_| is_id))? {
        Some(Found::Claim(row)) => Some(format!("/claims/{}", row.id)),
        Some(Found::Incident(row)) => Some(format!("/incidents/{}", row.incident.id)),
        Some(Found::Article(row)) => Some(format!("/articles/{}", row.article.id)),
        Some(Found::Origin(row)) => Some(format!("/origins/{}", row.origin.id)),
        Some(Found::Tombstone { id, .. }) => Some(format!("/incidents/{id}")),
        Some(Found::Ambiguous(_)) | None => None,
    })
}
