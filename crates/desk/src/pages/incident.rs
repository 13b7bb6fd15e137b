//! One incident: what is reported, by origin; who says so, copies folded; where claims differ; how it came to be.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tacitus_export::line;
use tacitus_ledger::{ArticleHeading, CorrectionRow, IncidentRow, LinkRow, OriginMemberRow, OriginRow, wire};
use tacitus_record::LinkType;

use crate::ask::Ask;
use crate::pages::attributes::attributes;
use crate::pages::contradictions::{question, side_by_side, wording};
use crate::pages::frame::{Here, Page, count, instant};
use crate::pages::history;
use crate::parts::bars::short;
use crate::parts::claim_line;
use crate::parts::corrections;
use crate::parts::map;
use crate::parts::quote::{outlet, quote};
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// An incident with what its page needs beside its claims.
pub struct Whole {
    /// The incident.
    pub row: IncidentRow,
    /// Article headings by id.
    articles: BTreeMap<String, ArticleHeading>,
    /// Origins, those with most claims first, each with the claims it tells (indices).
    pub origins: Vec<(OriginRow, Vec<usize>)>,
}

/// The page.
pub fn page(view: &View<'_>, ask: &Ask) -> Answer {
    let here = Here { view, ask };
    let id = ask.part("id");
    let Some(row) = view.ledger.incident(id)? else { return gone(here, id) };
    let whole = Whole::of(here, row)?;
    let row = &whole.row;
    let title = tacitus_export::sentence::sentence(&row.headline().claim);
    let content = html! {
        article.entity {
            header.lead {
                p.kicker { "Incident " code { (row.incident.id) } }
                h1 { (title) }
                (claim_line::of_incident(row, None, None))
                p.summary { (summary(row, &whole)) }
                p.cite.quiet { "Cite as " code { (format!("/incidents/{}?as_of={}", row.incident.id, view.revision)) } }
            }
            div.columns {
                div.wide {
                    (corrections::told(here, &corrected(here, row)?))
                    (attributes(here, &whole))
                    (who(here, &whole)?)
                    (differences(here, row)?)
                    (history::of_incident(here, row)?)
                }
                aside { (beside(here, row)?) (corrections::of_incident(here, &row.incident.id, &lines(row))) }
            }
        }
    };
    let json = here.to(&format!("/api/v1/incidents/{}", row.incident.id));
    Ok(Page { title: &title, menu: "/incidents", also: vec![("application/json", "JSON", json)] }.around(here, content))
}

/// Corrections of any of its claims, each once, in the order in which they apply.
fn corrected(here: Here<'_>, row: &IncidentRow) -> Result<Vec<CorrectionRow>, Problem> {
    let mut all = BTreeMap::new();
    for claim in &row.claims {
        for correction in here.view.ledger.corrections_about(&claim.id)? {
            all.insert((correction.known_at.clone(), correction.seq), correction);
        }
    }
    Ok(all.into_values().collect())
}

/// Its claims, each with a sentence to tell it by.
fn lines(row: &IncidentRow) -> Vec<(String, String)> {
    let line = |c: &tacitus_ledger::ClaimRow| {
        let outlet = outlet(c.evidence.first().and_then(|e| e.outlet.as_deref()));
        (c.id.clone(), format!("{} ({outlet})", tacitus_export::sentence::sentence(&c.claim)))
    };
    row.claims.iter().map(line).collect()
}

/// What an incident's id leads to that is no more.
fn gone(here: Here<'_>, id: &str) -> Answer {
    use tacitus_ledger::Found;
    match here.view.ledger.find(id)? {
        Some(Found::Tombstone { now, .. }) if !now.is_empty() => {
            if let [one] = now.as_slice() {
                return Ok(Reply::elsewhere(here.to(&format!("/incidents/{one}"))));
            }
            let content = html! {
                h1 { "This incident was regrouped" }
                p.detail { "Its claims are in other incidents now:" }
                ul { @for id in &now { li { a href=(here.to(&format!("/incidents/{id}"))) { (id) } } } }
            };
            Ok(Page { title: "Regrouped", menu: "/incidents", also: Vec::new() }.around(here, content))
        }
        _ => Err(Problem::missing(format!("no incident has the id `{}`; it may be known at another revision", crate::ask::short(id)))),
    }
}

impl Whole {
    fn of(here: Here<'_>, row: IncidentRow) -> Result<Whole, Problem> {
        let ledger = here.view.ledger;
        let mut articles = BTreeMap::new();
        let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, claim) in row.claims.iter().enumerate() {
            for evidence in &claim.evidence {
                if !articles.contains_key(&evidence.article) {
                    articles.extend(ledger.article_heading(&evidence.article)?.map(|a| (evidence.article.clone(), a)));
                }
                let Some(origin) = articles.get(&evidence.article).and_then(|a| a.origin.clone()) else { continue };
                let claims = told.entry(origin).or_default();
                if claims.last() != Some(&at) {
                    claims.push(at);
                }
            }
        }
        let mut origins = Vec::new();
        for (id, claims) in told {
            origins.extend(ledger.origin(&id)?.map(|o| (o, claims)));
        }
        origins.sort_by_key(|(o, claims)| (std::cmp::Reverse(claims.len()), first_day(o), o.origin.id.clone()));
        Ok(Whole { row, articles, origins })
    }

    /// The origin's root by outlet.
    fn name(&self, origin: &OriginRow) -> String {
        outlet(root_of(origin).and_then(|m| m.outlet.as_deref()))
    }

    /// The same with the day, where another origin is by the same outlet.
    pub fn short_name(&self, origin: &OriginRow) -> String {
        let name = self.name(origin);
        match root_of(origin).and_then(|m| m.published) {
            Some(day) if self.origins.iter().filter(|(o, _)| self.name(o) == name).count() > 1 => format!("{name} {}", short(day)),
            _ => name,
        }
    }
}

fn root_of(origin: &OriginRow) -> Option<&OriginMemberRow> {
    origin.origin.members.iter().zip(&origin.members).find(|(m, _)| m.article == origin.origin.root).map(|(_, shown)| shown)
}

fn first_day(origin: &OriginRow) -> Option<tacitus_record::Day> {
    origin.members.iter().filter_map(|m| m.published).min()
}

/// In words: how many articles, texts and people, and whether they agree.
fn summary(row: &IncidentRow, whole: &Whole) -> String {
    let incident = &row.incident;
    let (articles, origins) = (incident.articles as usize, incident.origins as usize);
    let texts = match (articles, origins) {
        (1, _) => "Reported in one article".to_string(),
        (a, 1) => format!("Reported in {}, all going back to one text: they count once", count(a, "article", "articles")),
        (a, o) if a == o => format!("Reported in {} that are not copies of each other", count(a, "article", "articles")),
        (a, o) => format!("Reported in {} that go back to {}", count(a, "article", "articles"), count(o, "text", "texts")),
    };
    let people = format!("{} said it", count(incident.informants as usize, "person or body", "people or bodies"));
    let differ = match incident.disagreements.as_slice() {
        [] if whole.origins.len() > 1 => "nothing contradicts".to_string(),
        [] => "nothing read so far contradicts it".to_string(),
        slots => format!("they differ on {}", slots.iter().map(|s| question(s)).collect::<Vec<_>>().join(" and ")),
    };
    format!("{texts}; {people}; {differ}.")
}

/// Cards of origins: the root, its copies folded, and what it says.
fn who(here: Here<'_>, whole: &Whole) -> Result<Markup, Problem> {
    Ok(html! {
        section aria-labelledby="who" {
            h2 #who { "Who says so" }
            p.note { "One card for each text that is no copy of another. Copies are folded in and count nothing." }
            @for (origin, claims) in &whole.origins { (origin_card(here, whole, origin, claims)) }
        }
    })
}

fn origin_card(here: Here<'_>, whole: &Whole, origin: &OriginRow, claims: &[usize]) -> Markup {
    let root = whole.articles.get(&origin.origin.root);
    let copies: Vec<_> = origin.origin.members.iter().zip(&origin.members).filter(|(m, _)| m.article != origin.origin.root).collect();
    let day = root_of(origin).and_then(|m| m.published).map_or("undated".to_string(), |d| d.to_string());
    let title = root.and_then(|a| a.title.clone()).or_else(|| root_of(origin).and_then(|m| m.title.clone()));
    let members: Vec<&str> = origin.origin.members.iter().map(|m| m.article.as_str()).collect();
    html! {
        section.origin #(origin.origin.id) {
            header {
                h3 { a href=(here.to(&format!("/articles/{}", origin.origin.root))) { (title.as_deref().map_or_else(|| "Untitled".to_string(), line::folded)) } }
                p.quiet { (whole.name(origin)) ", " (day) }
            }
            @for &at in claims {
                @let claim = &whole.row.claims[at];
                div.told {
                    @if let Some(words) = claim.evidence.iter().find(|e| e.article == origin.origin.root).or_else(|| claim.evidence.iter().find(|e| members.contains(&e.article.as_str()))) { (quote(here, words, &claim.id)) }
                    p.standing {
                        a href=(here.to(&format!("/claims/{}", claim.id))) { (tacitus_export::sentence::sentence(&claim.claim)) }
                        span { (line::said_by(&claim.claim)) }
                        span { (line::grade_in_words(&claim.grade)) }
                        @if claim.is_disputed() { strong.odd { "contested" } }
                    }
                }
            }
            @if !copies.is_empty() {
                details {
                    summary { (count(copies.len(), "copy folded in", "copies folded in")) }
                    ul.copies {
                        @for (member, shown) in &copies {
                            li {
                                a href=(here.to(&format!("/articles/{}", member.article))) { (outlet(shown.outlet.as_deref())) }
                                ", " (shown.published.map_or("undated".to_string(), |d| d.to_string())) ": " b { (member.kind) } ", " (percent(member.measure)) " shared. "
                                span.quiet { (member.reason) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A share as whole percent.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn differences(here: Here<'_>, row: &IncidentRow) -> Result<Markup, Problem> {
    let mut shown = Vec::new();
    for link in
        row.links.iter().filter(|l| matches!(l.link_type, LinkType::Contradicts | LinkType::Denies | LinkType::Differs | LinkType::Updates))
    {
        let find = |id: &str| row.claims.iter().find(|c| c.id == id).cloned();
        if let (Some(a), Some(b)) = (find(&link.a), find(&link.b)) {
            shown.push(LinkRow { link: link.clone(), a, b });
        }
    }
    Ok(html! {
        @if !shown.is_empty() {
            section aria-labelledby="differ" {
                h2 #differ { "Where they differ" }
                @for row in &shown { (side_by_side(here, row, None)) }
            }
        }
    })
}

/// The map and what stands to it.
fn beside(here: Here<'_>, row: &IncidentRow) -> Result<Markup, Problem> {
    let ids: Vec<&str> = row.claims.iter().map(|c| c.id.as_str()).collect();
    let mut others = Vec::new();
    for claim in &row.claims {
        for link in here.view.ledger.links_of(&claim.id)? {
            let other = if link.a == claim.id { &link.b } else { &link.a };
            if !ids.contains(&other.as_str()) && others.len() < 8 {
                others.extend(here.view.ledger.claim(other)?.map(|c| (link.clone(), c)));
            }
        }
    }
    let missing: Vec<&str> =
        [("who did it", row.claims.iter().any(|c| c.claim.actor.is_some())), ("where", row.place.is_some()), ("when", row.time.is_some())]
            .into_iter()
            .filter_map(|(what, is_told)| (!is_told).then_some(what))
            .collect();
    Ok(html! {
        (map::locator(row.place.as_ref()))
        @if !missing.is_empty() { section { h2 { "Nobody says" } p { (missing.join(", ")) } } }
        @if !others.is_empty() {
            section {
                h2 { "Stands to others" }
                ul.plain {
                    @for (link, other) in &others {
                        li { b { (wording(link.link_type)) } " " a href=(here.to(&format!("/claims/{}", other.id))) { (tacitus_export::sentence::sentence(&other.claim)) } br; span.quiet { (link.reason) } }
                    }
                }
            }
        }
        p.quiet { (count(row.claims.len(), "claim", "claims")) ", known here since " (instant(&row.known_at)) }
    })
}

/// The incident as JSON.
pub fn json(view: &View<'_>, ask: &Ask) -> Answer {
    let id = ask.part("id");
    let row = view.ledger.incident(id)?;
    let row = row.ok_or_else(|| Problem::missing(format!("no incident has the id `{}`", crate::ask::short(id))))?;
    Ok(Reply::json(&wire::v1::incident(&row)))
}
