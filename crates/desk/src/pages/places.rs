//! Places that claims name, and what is reported there.

use maud::html;
use tacitus_export::line;

use crate::ask::{Ask, escaped};
use crate::catalogue::{Narrowing, id};
use crate::pages::frame::{Here, Page, count, grouped};
use crate::pages::incidents::pager;
use crate::parts::claim_line::{self, precise};
use crate::parts::map;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Places of one page.
const PAGE: usize = 100;
/// Incidents that a place's page shows.
const SHOWN: usize = 25;

/// The list, most claims first.
pub fn list(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let asked = ask.value("q").map(str::to_lowercase);
    let mut all: Vec<_> = view.catalogue.places.iter().filter(|p| asked.as_ref().is_none_or(|q| p.words.contains(q))).collect();
    all.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.words.cmp(&b.words)));
    let start = ask.read::<usize>("cursor")?.unwrap_or(0).min(all.len());
    let limit = ask.rows(PAGE)?;
    let next = (all.len() - start > limit).then(|| (start + limit).to_string());
    let mut rows = Vec::new();
    for entry in all[start..].iter().take(limit) {
        rows.extend(view.ledger.place_of(&id('c', entry.example))?.map(|place| (entry, place)));
    }
    let content = html! {
        h1 { "Places" }
        form.inline action="/places" method="get" { label for="name" { "Name, region or id" } input #name name="q" value=[ask.value("q")]; (here.kept()) button { "Find" } }
        p.total { b { (count(all.len(), "way of naming a place", "ways of naming a place")) } span { " most claims first. What no gazetteer has is kept by its words." } }
        table {
            thead { tr { th scope="col" { "Place" } th scope="col" { "Words" } th scope="col" { "Id" } th scope="col" { "Coordinates" } th.n scope="col" { "Claims" } } }
            tbody {
                @for (entry, place) in &rows {
                    tr {
                        td { a href=(here.to(&format!("/places/{}", escaped(&place.key())))) { (precise(&line::place(place))) } }
                        td dir="auto" { "“" (line::folded(&place.text)) "”" }
                        td { @if let Some(id) = &place.gazetteer_id { code { (id) } } }
                        td.day { @match (place.lat, place.lon) { (Some(lat), Some(lon)) => { (format!("{lat:.2}, {lon:.2}")) }, _ => span.quiet { "none" } } }
                        td.n { (grouped(entry.claims as usize)) }
                    }
                }
            }
        }
        (pager(here, next.as_deref()))
    };
    Ok(Page { title: "Places", menu: "/places", also: Vec::new() }.around(here, content))
}

/// One place.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let key = ask.part("key");
    let mut found = None;
    let lower = key.to_lowercase();
    let located = view.catalogue.located(view.ledger)?;
    for (entry, place) in view.catalogue.places.iter().zip(located) {
        if entry.words.split(" | ").any(|part| part == lower) && place.as_ref().is_some_and(|p| p.key() == key) {
            found = place.clone();
            break;
        }
    }
    let place = found.ok_or_else(|| Problem::missing(format!("no claim names a place with the key `{}`", crate::ask::short(key))))?;
    let selection = view.catalogue.select(&Narrowing { place: Some(key.to_string()), ..Narrowing::default() }, view.ledger)?;
    let mut rows = Vec::new();
    for &at in selection.incidents.iter().take(SHOWN) {
        rows.extend(view.ledger.incident(&id('i', view.catalogue.incidents[at as usize].id))?);
    }
    let name = line::folded(&place.name);
    let content = html! {
        article.entity {
            header.lead {
                p.kicker { "Place " @match &place.gazetteer_id { Some(id) => code { (id) }, None => "in no gazetteer" } }
                h1 dir="auto" { (name) }
                p.frame { span { (precise(&line::place(&place))) } @if let (Some(lat), Some(lon)) = (place.lat, place.lon) { span { (format!("{lat:.3}, {lon:.3}")) @if let Some(km) = place.radius_km { ", within " (line::figure(km)) " km" } } } }
            }
            div.columns {
                section.wide aria-labelledby="there" {
                    h2 #there { "Reported there " span.number { (grouped(selection.incidents.len())) } }
                    ol.lines { @for row in &rows { li { (claim_line::of_incident(row, Some(&here.to(&format!("/incidents/{}", row.incident.id))), None)) } } }
                    p.more { a href=(here.with("/incidents", &[("place", key)])) { "All, with facets" } }
                }
                aside { (map::locator(Some(&place))) }
            }
        }
    };
    Ok(Page { title: &name, menu: "/places", also: Vec::new() }.around(here, content))
}
