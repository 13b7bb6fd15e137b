//! Actors: who acts, is acted upon and speaks in the claims.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tacitus_export::line;

use crate::ask::{Ask, Parameter, Values, escaped};
use crate::catalogue::{ActorEntry, Part, id};
use crate::pages::frame::{Here, Page, count, grouped};
use crate::pages::incidents::pager;
use crate::parts::claim_line;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Which actors, or places.
pub const NAMED: &[Parameter] = &[Parameter { name: "q", meaning: "Part of a name or code.", values: Values::Words }];

/// Actors of one page.
const PAGE: usize = 100;
/// Claims of each part that an actor's page shows.
const SHOWN: usize = 15;

/// The list, most claims first.
pub fn list(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let asked = ask.value("q").map(str::to_lowercase);
    let is_asked = |a: &&ActorEntry| asked.as_ref().is_none_or(|q| a.name.to_lowercase().contains(q) || a.key.to_lowercase().contains(q));
    let mut all: Vec<&ActorEntry> = view.catalogue.actors.iter().filter(is_asked).collect();
    all.sort_by_key(|a| (std::cmp::Reverse(a.claims()), &a.key));
    let start = ask.read::<usize>("cursor")?.unwrap_or(0).min(all.len());
    let rest = &all[start..];
    let limit = ask.rows(PAGE)?;
    let next = (rest.len() > limit).then(|| (start + limit).to_string());
    let content = html! {
        h1 { "Actors" }
        form.inline action="/actors" method="get" { label for="name" { "Name or code" } input #name name="q" value=[ask.value("q")]; (here.kept()) button { "Find" } }
        p.total { b { (count(all.len(), "actor", "actors")) } span { " most claims first. Known ones have a code; others are kept by their words." } }
        table {
            thead { tr { th scope="col" { "Name" } th scope="col" { "Code" } th scope="col" { "Sector" } th.n scope="col" { "Acts" } th.n scope="col" { "Is acted upon" } th.n scope="col" { "Speaks" } } }
            tbody {
                @for actor in rest.iter().take(limit) {
                    tr {
                        td dir="auto" { a href=(here.to(&format!("/actors/{}", escaped(&actor.key)))) { (line::folded(&actor.name)) } }
                        td { @if actor.key.chars().any(char::is_uppercase) { code { (actor.key) } } }
                        td { (actor.sector.as_deref().unwrap_or("")) }
                        @for number in actor.parts { td.n { (grouped(number as usize)) } }
                    }
                }
            }
        }
        (pager(here, next.as_deref()))
    };
    Ok(Page {
        title: "Actors",
        menu: "/actors",
        also: vec![("application/json", "JSON", here.with("/api/v1/actors", &ask.pairs_without(&["cursor", "limit"])))],
    }
    .around(here, content))
}

/// One actor.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let key = ask.part("key");
    let at = view.catalogue.actor(key).ok_or_else(|| Problem::missing(format!("no actor has the key `{}`", crate::ask::short(key))))?;
    let actor = &view.catalogue.actors[at];
    let name = line::folded(&actor.name);
    let parts = [(Part::Actor, "Acts"), (Part::Target, "Is acted upon"), (Part::Speaker, "Speaks")];
    let mut sections = Vec::new();
    for (part, title) in parts {
        let claims = view.catalogue.claims_of_actor(at, Some(part));
        let mut rows = Vec::new();
        for claim in claims.iter().take(SHOWN) {
            rows.extend(view.ledger.claim(&id('c', *claim))?);
        }
        sections.push((title, claims.len(), rows));
    }
    let roles = roles(view, at)?;
    let content = html! {
        article.entity {
            header.lead {
                p.kicker { "Actor " @if actor.key.chars().any(char::is_uppercase) { code { (actor.key) } } @else { "known by its words only" } }
                h1 dir="auto" { (name) }
                p.frame { @if let Some(country) = &actor.country { span { (country) } } @if let Some(sector) = &actor.sector { span { (sector) } } span { (count(actor.claims() as usize, "part in claims", "parts in claims")) } }
                p { a href=(here.with("/incidents", &[("actor", if actor.key.chars().any(char::is_uppercase) { actor.key.as_str() } else { actor.name.as_str() })])) { "Its incidents" } }
            }
            (roles)
            @for (title, number, rows) in &sections {
                @if *number > 0 {
                    section { h2 { (title) " " span.number { (grouped(*number)) } }
                        ol.lines { @for row in rows { li { (claim_line::of_claim(row, Some(&here.to(&format!("/claims/{}", row.id))))) } } }
                        @if *number > rows.len() { p.quiet { (grouped(number - rows.len())) " more are in the incidents and the API." } }
                    }
                }
            }
        }
    };
    Ok(Page { title: &name, menu: "/actors", also: Vec::new() }.around(here, content))
}

/// Titles and descriptions under which the articles name it, with the days of publication between which they do.
fn roles(view: &View<'_>, at: usize) -> Result<Markup, Problem> {
    const LOOKED_AT: usize = 200;
    let key = &view.catalogue.actors[at].key;
    let mut roles: BTreeMap<String, (Option<tacitus_record::Day>, Option<tacitus_record::Day>, u32)> = BTreeMap::new();
    for claim in view.catalogue.claims_of_actor(at, None).iter().take(LOOKED_AT) {
        let Some(row) = view.ledger.claim(&id('c', *claim))? else { continue };
        let claim = &row.claim;
        let sides = claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).chain(&claim.more_targets).map(|a| &a.value);
        let day = row.evidence.iter().filter_map(|e| e.published).min();
        for actor in sides.chain(claim.said_by.iter().map(|v| &v.value.actor)).filter(|a| a.key() == *key) {
            if let Some(role) = &actor.role {
                let (first, last, times) = roles.entry(line::folded(role)).or_insert((day, day, 0));
                *first = (*first).min(day).or(*first).or(day);
                *last = (*last).max(day);
                *times += 1;
            }
        }
    }
    Ok(html! {
        @if !roles.is_empty() {
            section { h2 { "Named as" }
                table { thead { tr { th scope="col" { "Office or description" } th scope="col" { "In articles published" } th.n scope="col" { "Claims" } } }
                    tbody { @for (role, (first, last, times)) in &roles { tr { td { (role) } td.day { (range(*first, *last)) } td.n { (times) } } } } }
            }
        }
    })
}

fn range(first: Option<tacitus_record::Day>, last: Option<tacitus_record::Day>) -> String {
    match (first, last) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} – {b}"),
        (a, b) => a.or(b).map_or_else(|| "undated".to_string(), |d| d.to_string()),
    }
}
