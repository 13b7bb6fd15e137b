//! The ledger at a glance: one text in several outlets, a contradiction, threats and what came of them, and a map with what it leaves out.
//! Each is the weightiest of its kind; a kind that the ledger does not have is left out.

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_export::sentence::sentence;
use tacitus_ledger::{ClaimRow, LinkRow, OriginRow};
use tacitus_record::{Kind, LinkType, Polarity};

use crate::ask::Ask;
use crate::catalogue::{DifferenceState, Narrowing, id};
use crate::pages::contradictions::{row, side_by_side};
use crate::pages::frame::{Here, Page, count};
use crate::pages::incident::percent;
use crate::parts::map;
use crate::parts::quote::{outlet, quote};
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Incidents looked into for a text with copies, those with most origins first.
const LOOKED_INTO: usize = 40;
/// Threats looked into for what came of them, the latest first.
const THREATS: usize = 200;

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let selection = view.catalogue.select(&Narrowing::default(), view.ledger)?;
    let content = html! {
        h1 { "At a glance" }
        p.detail { "What this ledger keeps apart, shown on what it holds. Every line leads to the words that it rests on." }
        @if let Some(origin) = most_copied(here)? { (copies(here, &origin)) }
        @if let Some(difference) = difference(here)? {
            section aria-labelledby="differ" {
                h2 #differ { "Where sources differ, both stay" }
                (side_by_side(here, &difference, None))
            }
        }
        (threats(here)?)
        section aria-labelledby="where" {
            h2 #where { "A map that says what it does not know" }
            (map::drawn(here, &selection)?)
            p.more { a href=(here.with("/incidents", &[("view", "map")])) { "The whole map, with its list" } }
        }
    };
    Ok(Page { title: "At a glance", menu: "/", also: Vec::new() }.around(here, content))
}

/// The text with most copies behind the incidents with most origins.
fn most_copied(here: Here<'_>) -> Result<Option<OriginRow>, Problem> {
    let mut incidents: Vec<_> = here.view.catalogue.incidents.iter().collect();
    incidents.sort_by_key(|i| (std::cmp::Reverse(i.origins), i.id));
    let mut best: Option<OriginRow> = None;
    let mut seen: Vec<String> = Vec::new();
    for incident in incidents.into_iter().take(LOOKED_INTO) {
        let Some(row) = here.view.ledger.incident(&id('i', incident.id))? else { continue };
        for evidence in row.claims.iter().flat_map(|c| &c.evidence) {
            let Some(origin) = here.view.ledger.article_heading(&evidence.article)?.and_then(|a| a.origin) else { continue };
            if seen.contains(&origin) {
                continue;
            }
            let most = best.as_ref().map_or(1, |b| b.members.len());
            if let Some(found) = here.view.ledger.origin(&origin)?.filter(|o| o.members.len() > most) {
                best = Some(found);
            }
            seen.push(origin);
        }
    }
    Ok(best)
}

fn copies(here: Here<'_>, origin: &OriginRow) -> Markup {
    let mut members: Vec<_> = origin.origin.members.iter().zip(&origin.members).collect();
    members.sort_by_key(|(member, _)| member.article != origin.origin.root);
    html! {
        section aria-labelledby="once" {
            h2 #once { (count(members.len(), "article", "articles")) ", one origin: they count once" }
            ol.shares {
                @for (member, shown) in members {
                    li {
                        span.share { (outlet(shown.outlet.as_deref())) }
                        a href=(here.to(&format!("/articles/{}", member.article))) { (shown.title.as_deref().map_or_else(|| "Untitled".to_string(), line::folded)) }
                        // The width says the same as the number.
                        svg.share-bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" { rect.all width="100" height="8" {} rect.shared width=((member.measure * 100.0).round().clamp(0.0, 100.0)) height="8" {} }
                        span.quiet { @if member.article == origin.origin.root { "the original" } @else { (member.kind) ", " (percent(member.measure)) " shared" } }
                    }
                }
            }
            p.more { a href=(here.to(&format!("/origins/{}", origin.origin.id))) { "Why they are one text" } }
        }
    }
}

/// The contradiction about a number behind which most origins stand, else about anything.
fn difference(here: Here<'_>) -> Result<Option<LinkRow>, Problem> {
    let open = || here.view.catalogue.differences.iter().filter(|d| d.state != DifferenceState::Explained);
    let Some(best) = open().find(|d| d.slot == "quantity").or_else(|| open().next()) else { return Ok(None) };
    row(here.view, best)
}

/// One threat that was carried out, one that was not, one of which nothing is known yet.
fn threats(here: Here<'_>) -> Result<Markup, Problem> {
    let view = here.view;
    let narrowing = Narrowing { kinds: vec![Kind::Threat], ..Narrowing::default() };
    let selection = view.catalogue.select(&narrowing, view.ledger)?;
    let mut found: [Option<(ClaimRow, Option<ClaimRow>)>; 3] = [None, None, None];
    for &at in selection.incidents.iter().take(THREATS) {
        let Some(incident) = view.ledger.incident(&id('i', view.catalogue.incidents[at as usize].id))? else { continue };
        for threat in incident.claims.into_iter().filter(|c| c.claim.kind == Kind::Threat && c.claim.polarity == Polarity::Pos) {
            let links = view.ledger.links_of(&threat.id)?;
            let outcome = links.iter().find(|l| l.b == threat.id && matches!(l.link_type, LinkType::Fulfils | LinkType::NotCarriedOut));
            let place = match outcome.map(|l| l.link_type) {
                Some(LinkType::Fulfils) => 0,
                Some(_) => 1,
                None => 2,
            };
            if found[place].is_none() {
                let deed = outcome.map(|l| view.ledger.claim(&l.a)).transpose()?.flatten();
                found[place] = Some((threat, deed));
            }
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    if found.iter().all(Option::is_none) {
        return Ok(html! {});
    }
    let outcomes = ["Carried out", "Not carried out", "Nothing reported since"];
    Ok(html! {
        section aria-labelledby="threats" {
            h2 #threats { "Threats are words until a deed is reported" }
            @for (outcome, pair) in outcomes.into_iter().zip(&found) {
                @if let Some((threat, deed)) = pair {
                    div.pair-of {
                        div.sides {
                            (told(here, "Threatened", threat))
                            @if let Some(deed) = deed { (told(here, outcome, deed)) } @else { div.side { h3 { (outcome) } p.quiet { "It stays a threat: no article of this ledger tells of the deed, or that it did not come." } } }
                        }
                    }
                }
            }
        }
    })
}

fn told(here: Here<'_>, heading: &str, row: &ClaimRow) -> Markup {
    html! {
        div.side {
            h3 { (heading) }
            p.said { a href=(here.to(&format!("/claims/{}", row.id))) { (sentence(&row.claim)) } }
            @if let Some(first) = row.evidence.first() { (quote(here, first, &row.id)) }
        }
    }
}
