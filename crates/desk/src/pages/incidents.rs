//! Incidents as list, table, map and timeline over one result set; the address is the state.

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::IncidentRow;

use crate::ask::{Ask, Parameter, Values};
use crate::catalogue::{IncidentEntry, Selection, id};
use crate::pages::facets;
use crate::pages::frame::{Here, Page, count, grouped, long_day};
use crate::parts::claim_line::{self, Sign, precise};
use crate::parts::{map, timeline};
use crate::reply::{Answer, Problem};
use crate::view::View;

/// How the result is shown.
pub const VIEW: &[Parameter] =
    &[Parameter { name: "view", meaning: "How the result is shown.", values: Values::One(&["list", "table", "map", "timeline"]) }];

/// Incidents of one page.
const PAGE: usize = 50;

/// One portion of a selection.
pub struct Portion<'p> {
    /// Its incidents.
    pub entries: Vec<&'p IncidentEntry>,
    /// Cursor of the next; none at the end.
    pub next: Option<String>,
}

/// The portion after the cursor. A cursor names the last incident shown, so that what comes in between neither repeats nor skips any.
pub fn portion<'p>(view: &View<'p>, selection: &Selection, cursor: Option<&str>, limit: usize) -> Result<Portion<'p>, Problem> {
    let all = &view.catalogue.incidents;
    let key = |entry: &IncidentEntry| (std::cmp::Reverse(entry.day), entry.id);
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let wrong = || Problem::asked("this cursor is none of this list's: take the one that the portion before gave".to_string());
            let (day, number) = cursor.split_once('.').ok_or_else(wrong)?;
            let day = if day == "undated" { None } else { Some(day.parse().map_err(|_| wrong())?) };
            let number = crate::catalogue::number(&format!("i-{number}")).ok_or_else(wrong)?;
            let last = (std::cmp::Reverse(day), number);
            selection.incidents.partition_point(|&at| key(&all[at as usize]) <= last)
        }
    };
    let rest = &selection.incidents[start..];
    let entries: Vec<&IncidentEntry> = rest.iter().take(limit).map(|&at| &all[at as usize]).collect();
    let next = entries.last().filter(|_| rest.len() > limit).map(|last| {
        let day = last.day.map_or_else(|| "undated".to_string(), |d| d.to_string());
        format!("{day}.{:016x}", last.id)
    });
    Ok(Portion { entries, next })
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let selection = view.catalogue.select(&ask.narrowing()?, view.ledger)?;
    let portion = portion(view, &selection, ask.value("cursor"), ask.rows(PAGE)?)?;
    let shown = match ask.value("view") {
        None | Some("list") => list(here, &portion)?,
        Some("table") => table(here, &portion)?,
        Some("map") => map::of_selection(here, &selection)?,
        Some("timeline") => timeline::of_selection(here, &selection)?,
        Some(other) => return Err(Problem::asked(format!("view is list, table, map or timeline, not `{}`", crate::ask::short(other)))),
    };
    let is_paged = !matches!(ask.value("view"), Some("map" | "timeline"));
    let same = ask.pairs_without(&["view", "cursor", "limit"]);
    let content = html! {
        h1.away { "Incidents" }
        div.with-facets {
            (facets::facets(here, &selection))
            section.results aria-label="Results" {
                div.head {
                    p.total { b { (count(selection.incidents.len(), "incident", "incidents")) } span { " latest first" }
                        @if selection.undated > 0 { span.quiet { (grouped(selection.undated as usize)) " without a date" } }
                        @if selection.placeless > 0 { span.quiet { (grouped(selection.placeless as usize)) " without a place" } }
                        a.to-facets href="#narrow" { "Narrow down" }
                    }
                    nav.tabs aria-label="Show as" {
                        @for name in ["list", "table", "map", "timeline"] {
                            a href=(here.with("/incidents", &ask.with("view", Some(name)))) aria-current=[(ask.value("view").unwrap_or("list") == name).then_some("page")] { (name) }
                        }
                    }
                    (download(here, &same))
                }
                (facets::chips(here))
                @if selection.incidents.is_empty() { p.detail { "No incident matches all of this. Drop a condition, or look for the words in the " a href=(here.to("/search")) { "articles" } "." } }
                (shown)
                @if is_paged { (pager(here, portion.next.as_deref())) }
            }
        }
    };
    let page = Page {
        title: "Incidents",
        menu: "/incidents",
        also: vec![
            ("application/json", "JSON", here.with("/api/v1/incidents", &same)),
            ("application/atom+xml", "Atom", here.with("/incidents.atom", &same)),
            ("application/feed+json", "JSON Feed", here.with("/incidents.feed.json", &same)),
        ],
    };
    Ok(if ask.value("view") == Some("map") { page.with_script(here, content, "/assets/map.js") } else { page.around(here, content) })
}

fn download(here: Here<'_>, same: &[(String, String)]) -> Markup {
    html! {
        details.download {
            summary { "Download" }
            ul {
                @for format in tacitus_export::FORMATS {
                    li { a href=(here.with(&format!("/download/incidents.{}", format.name()), same)) { (format.name()) } " " span.quiet { (format.summary()) } }
                }
            }
        }
    }
}

/// The way to the next portion and back to the first.
pub fn pager(here: Here<'_>, next: Option<&str>) -> Markup {
    html! {
        nav.pager aria-label="Portions" {
            @if here.ask.value("cursor").is_some() { a href=(here.with(&here.ask.path, &here.ask.pairs_without(&["cursor"]))) { "From the start" } }
            @if let Some(next) = next { a.next rel="next" href=(here.with(&here.ask.path, &here.ask.with("cursor", Some(next)))) { "More" } }
        }
    }
}

fn list(here: Here<'_>, portion: &Portion<'_>) -> Result<Markup, Problem> {
    let mut days: Vec<(String, Vec<IncidentRow>)> = Vec::new();
    for entry in &portion.entries {
        let Some(row) = here.view.ledger.incident(&id('i', entry.id))? else { continue };
        let day = entry.day.map_or_else(|| "Without a date".to_string(), long_day);
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    Ok(html! {
        @for (day, rows) in &days {
            section.day {
                h2 { (day) }
                ol.lines { @for row in rows { li { (claim_line::of_incident(row, Some(&here.to(&format!("/incidents/{}", row.incident.id))), None)) } } }
            }
        }
    })
}

fn table(here: Here<'_>, portion: &Portion<'_>) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for entry in &portion.entries {
        rows.extend(here.view.ledger.incident(&id('i', entry.id))?);
    }
    Ok(html! {
        div.scroll tabindex="0" role="region" aria-label="Table of incidents" {
            table {
                thead { tr { th scope="col" { "When" } th scope="col" { "What is reported" } th scope="col" { "Where" } th scope="col" { "How many" } th scope="col" { "Grade" } th.n scope="col" { "Origins" } th.n scope="col" { "Articles" } th scope="col" { "Differ on" } } }
                tbody {
                    @for row in &rows {
                        @let head = row.headline();
                        tr {
                            td.day { (row.time.as_ref().map_or(html! { span.quiet { "undated" } }, |t| precise(&line::time(t)))) }
                            td { a href=(here.to(&format!("/incidents/{}", row.incident.id))) { (tacitus_export::sentence::sentence(&head.claim)) } }
                            td { @if let Some(place) = &row.place { (precise(&line::place(place))) } }
                            td { @if let Some(q) = &head.claim.quantity { (line::quantity(&q.value)) } }
                            td.grade { (Sign::of(head.grade.credibility, !row.incident.disagreements.is_empty()).draw()) " " (head.grade.reliability) (head.grade.credibility) }
                            td.n { (row.incident.origins) }
                            td.n { (row.incident.articles) }
                            td { (row.incident.disagreements.join(", ")) }
                        }
                    }
                }
            }
        }
    })
}
