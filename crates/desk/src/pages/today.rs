//! Today: what is new since the reader last looked.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tacitus_ledger::{AsOf, Change, ChangeKind, ReadingRun};
use tacitus_record::Day;

use crate::ask::{Ask, LIMIT, MOST_ON_PAGE, Parameter, Values, address};
use crate::catalogue::{Catalogue, DifferenceState, IncidentEntry, id};
use crate::pages::contradictions;
use crate::pages::frame::{Here, Page, count, grouped, instant};
use crate::parts::bars::{OfDay, bars};
use crate::parts::claim_line;
use crate::reply::{Answer, Problem};
use crate::view::View;

/// Since when changes are shown.
pub const SINCE: &[Parameter] = &[
    Parameter {
        name: "since",
        meaning: "Changes after this revision, day or time; else those of the last run of reading.",
        values: Values::Words,
    },
    LIMIT,
];

/// Entries of the log that the page goes through; after more, it shows what stands instead, and says so.
const MOST_ENTRIES: u64 = 20_000;
/// Incidents shown at first.
const SHOWN: usize = 20;
/// Runs of reading offered as starting points.
const RUNS: usize = 6;
/// Days of the strip.
const DAYS: i32 = 42;

/// What happened to one incident, the weightiest first.
type Changed<'c> = (&'c IncidentEntry, Vec<(ChangeKind, String)>);

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let runs = view.ledger.reading_runs(RUNS)?;
    let since = since(ask, &runs)?;
    let changes = changes(view, &since, MOST_ENTRIES)?;
    let limit = ask.rows(SHOWN)?;
    let content = html! {
        div.head { h1 { "Today" } @if !view.catalogue.articles.is_empty() { p.glance { a href=(here.to("/glance")) { "The ledger at a glance" } } } }
        @if view.catalogue.articles.is_empty() {
            (empty())
        } @else {
            (starting_points(here, &runs, &since))
            @match &changes {
                Some(changes) => (news(here, changes, limit)?),
                None => (standing(here, limit)?),
            }
        }
    };
    let feed = here.to("/incidents.atom");
    Ok(Page {
        title: "Today",
        menu: "/",
        also: vec![("application/atom+xml", "Atom", feed), ("application/json", "JSON", here.to("/api/v1/changes"))],
    }
    .around(here, content))
}

/// What was asked, else the point before the last run.
pub fn since(ask: &Ask, runs: &[ReadingRun]) -> Result<AsOf, Problem> {
    Ok(ask.read("since")?.unwrap_or(AsOf::Revision(runs.first().map_or(0, |run| run.before))))
}

/// Changes since that point; `None` where more than `most` entries of the log would have to be gone through.
pub fn changes(view: &View<'_>, since: &AsOf, most: u64) -> Result<Option<Vec<Change>>, Problem> {
    // An instant is not indexed: the runs of reading tell which revision it stands for, if it is among the last ones.
    let after = match since {
        AsOf::Revision(revision) => *revision,
        AsOf::Instant(instant) => {
            let runs = view.ledger.reading_runs(usize::MAX)?;
            runs.iter().find(|run| run.known_at.as_str() <= instant.as_str()).map_or(0, |run| run.last)
        }
    };
    if view.ledger.has_more_entries_after(after, most)? { Ok(None) } else { Ok(Some(view.ledger.changes(since)?)) }
}

/// What stands, where too much changed to tell one by one.
fn standing(here: Here<'_>, limit: usize) -> Result<Markup, Problem> {
    let catalogue = here.view.catalogue;
    let several = |i: &&IncidentEntry| i.origins >= 2;
    let weighty: Vec<&IncidentEntry> = catalogue.incidents.iter().filter(|i| i.origins >= 2 || i.is_disputed).collect();
    Ok(html! {
        p.detail { "Too much changed since then to tell one by one (more than " (grouped(MOST_ENTRIES as usize)) " entries of the log). This is what stands now." }
        ul.counters {
            (counter(here, catalogue.articles.len(), "articles", "/articles"))
            (counter(here, catalogue.incidents.len(), "incidents", "/incidents"))
            (counter(here, catalogue.incidents.iter().filter(several).count(), "told by two or more origins", "/incidents?min_origins=2"))
            (counter(here, catalogue.incidents.iter().filter(|i| i.is_disputed).count(), "disputed", "/incidents?disputed=true"))
        }
        div.columns {
            section.wide aria-labelledby="news" {
                h2 #news { "Told by several origins or disputed, latest first" }
                ol.lines {
                    @for entry in weighty.iter().take(limit) {
                        @let id = id('i', entry.id);
                        @if let Some(row) = here.view.ledger.incident(&id)? { li { (claim_line::of_incident(&row, Some(&here.to(&format!("/incidents/{id}"))), None)) } }
                    }
                }
            }
            aside aria-label="Beside" { (strip(here)) (differences(here)?) }
        }
    })
}

fn empty() -> Markup {
    html! {
        p.detail { "Nothing has been read into this ledger yet." }
        pre { "tacitus read ~/articles        # pages, texts, records\ntacitus incidents              # what they report\ntacitus demo                   # or the whole thing on a made-up conflict" }
    }
}

fn starting_points(here: Here<'_>, runs: &[ReadingRun], since: &AsOf) -> Markup {
    html! {
        nav.since aria-label="Since when" {
            span { "New since" }
            @for (number, run) in runs.iter().enumerate() {
                @let name = if number == 0 { format!("the last run, {}", instant(&run.known_at)) } else { instant(&run.known_at) };
                a href=(here.with("/", &[("since", run.before.to_string())])) aria-current=[(*since == AsOf::Revision(run.before)).then_some("true")] { (name) }
            }
            form action="/" method="get" {
                (here.kept())
                label.away for="since" { "Another point" }
                input #since name="since" size="12" placeholder="rev or day" value=[here.ask.value("since")];
                button { "Show" }
            }
        }
    }
}

fn news(here: Here<'_>, changes: &[Change], limit: usize) -> Result<Markup, Problem> {
    let catalogue = here.view.catalogue;
    let changed = by_incident(catalogue, changes);
    let with = |kinds: &[ChangeKind]| changed.iter().filter(|(_, c)| c.iter().any(|(k, _)| kinds.contains(k))).count();
    let first = |kind: ChangeKind| changes.iter().filter(|c| c.what == kind && c.id.starts_with("c-")).count();
    let articles = changes.iter().filter(|c| c.what == ChangeKind::New && c.id.starts_with("a-")).count();
    Ok(html! {
        ul.counters {
            (counter(here, articles, "articles read", "/articles"))
            (counter(here, with(&[ChangeKind::New]), "new incidents", "/incidents"))
            (counter(here, with(&[ChangeKind::Corroborated]) + newly(&changed, |i| i.origins >= 2), "told by two or more origins", "/incidents?min_origins=2"))
            (counter(here, with(&[ChangeKind::Disputed]) + newly(&changed, |i| i.is_disputed), "disputed", "/incidents?disputed=true"))
            (counter(here, first(ChangeKind::Retracted), "claims no longer told", "/contradictions?state=explained"))
        }
        div.columns {
            section.wide aria-labelledby="news" {
                h2 #news { "What changed" span.quiet { " what several origins tell or sources dispute first" } }
                @if changed.is_empty() { p { "Nothing changed since then." } }
                ol.lines {
                    @for (entry, what) in changed.iter().take(limit) {
                        @let id = id('i', entry.id);
                        @if let Some(row) = here.view.ledger.incident(&id)? {
                            li {
                                (claim_line::of_incident(&row, Some(&here.to(&format!("/incidents/{id}"))), what.first().map(|(k, _)| k.as_str())))
                                @for (kind, reason) in what.iter().filter(|(k, _)| *k != ChangeKind::New) { p.reason { b { (kind) } ": " (reason) } }
                            }
                        }
                    }
                }
                @if changed.len() > limit {
                    p.more {
                        @if limit < MOST_ON_PAGE {
                            a href=(here.with("/", &here.ask.with("limit", Some(&(limit * 5).min(MOST_ON_PAGE).to_string())))) { "More of the " (grouped(changed.len())) }
                        } @else {
                            "The rest of the " (grouped(changed.len())) ": " a href=(here.to("/incidents")) { "all incidents" }
                        }
                    }
                }
            }
            aside aria-label="Beside" {
                (strip(here))
                (differences(here)?)
            }
        }
    })
}

fn newly(changed: &[Changed<'_>], is: impl Fn(&IncidentEntry) -> bool) -> usize {
    changed.iter().filter(|(entry, what)| what.iter().any(|(k, _)| *k == ChangeKind::New) && is(entry)).count()
}

fn counter(here: Here<'_>, number: usize, what: &str, path: &str) -> Markup {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs: Vec<(&str, &str)> = query.split_once('=').into_iter().collect();
    html! { li { a href=(here.with(path, &pairs)) { b { (grouped(number)) } " " (what) } } }
}

/// Changes of incidents and of their claims: what several origins tell or sources dispute first, then the rest, each from the latest day on.
fn by_incident<'c>(catalogue: &'c Catalogue, changes: &[Change]) -> Vec<Changed<'c>> {
    let mut all: BTreeMap<u64, Changed<'c>> = BTreeMap::new();
    for change in changes {
        let entry = match change.id.as_bytes().first() {
            // A claim that is new with its incident says nothing more.
            Some(b'c') if change.what != ChangeKind::New => catalogue.incident_of(&change.id),
            Some(b'i') => catalogue.incident(&change.id),
            _ => None,
        };
        if let Some(entry) = entry {
            let (_, what) = all.entry(entry.id).or_insert((entry, Vec::new()));
            if !what.iter().any(|(k, _)| *k == change.what) {
                what.push((change.what, change.reason.clone()));
            }
        }
    }
    let mut changed: Vec<Changed<'c>> = all.into_values().collect();
    for (_, what) in &mut changed {
        what.sort();
    }
    let is_weighty = |entry: &IncidentEntry| entry.origins >= 2 || entry.is_disputed;
    changed.sort_by_key(|(entry, _)| (!is_weighty(entry), std::cmp::Reverse((entry.day, entry.origins)), entry.id));
    changed
}

/// Incidents by day over the weeks before the newest article.
fn strip(here: Here<'_>) -> Markup {
    let catalogue = here.view.catalogue;
    let Some(last) = catalogue.newest_article() else { return html! {} };
    let first = last.plus(1 - DAYS);
    let mut days = vec![OfDay::default(); DAYS as usize];
    // A time of several days is no count for its first one.
    for incident in catalogue.incidents.iter().filter(|i| i.day == i.until) {
        let Some(at) = incident.day.map(|d: Day| d.number() - first.number()).filter(|at| (0..DAYS).contains(at)) else { continue };
        days[at as usize].all += 1;
        days[at as usize].corroborated += u32::from(incident.origins >= 2);
    }
    html! {
        section aria-labelledby="strip" {
            h2 #strip { "Incidents by day" }
            (bars(first, &days, |day| {
                let day = day.to_string();
                here.with("/incidents", &[("since", day.as_str()), ("until", day.as_str())])
            }))
            p.legend { "Solid: two or more origins. Outlined: one. Times wider than a day are not counted to any day." }
        }
    }
}

/// The contradictions behind which most origins stand.
fn differences(here: Here<'_>) -> Result<Markup, Problem> {
    let catalogue = here.view.catalogue;
    let open: Vec<_> = catalogue.differences.iter().filter(|d| d.state != DifferenceState::Explained).collect();
    if open.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section aria-labelledby="differ" {
            h2 #differ { "Sources differ" }
            @for difference in open.iter().take(3) { (contradictions::brief(here, difference)?) }
            p.more { a href=(address("/contradictions", &here.ask.with("state", None))) { (count(open.len(), "contradiction", "contradictions")) } }
        }
    })
}
