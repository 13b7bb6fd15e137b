//! Finds what a note points at in the ledger: the words, and the claims read from them.

use std::collections::BTreeMap;

use tacitus_ledger::{ArticleRow, Ledger, Result};
use tacitus_record::{Claim, CodePoints, Day, Link, LinkType, Span};

use crate::material::outlet_name;
use crate::model::{Note, Report, hash_of};
use crate::names::{countries, everybody};
use crate::prose::folded;

/// A note with what the ledger has for it.
pub(super) struct Cited {
    /// Article id.
    pub article: String,
    /// What is wrong with the note itself: rule is always R1.
    pub faults: Vec<(String, String)>,
    /// The words as stored; as printed in the note where the ledger has none.
    pub words: String,
    /// Claims read within these words.
    pub claims: Vec<(String, Claim)>,
    /// Origin by the ledger.
    pub origin: String,
    /// Outlet without marks.
    pub outlet: String,
    /// Publication day.
    pub published: Option<Day>,
    /// Words that may be named: title, actors, places of the article.
    pub names: String,
    /// What stands against one of `claims` and had been published by the report's last day.
    pub against: Vec<Against>,
    /// Outlets of the origin, by the ledger.
    pub carriers: usize,
}

/// A claim that stands against a cited one.
pub(super) struct Against {
    /// Id of the cited claim.
    pub claim: String,
    /// Id of the other.
    pub other: String,
    /// Articles that tell the other.
    pub articles: Vec<String>,
}

/// All notes of a report, by number.
pub(super) fn resolve(report: &Report, ledger: &Ledger) -> Result<BTreeMap<usize, Cited>> {
    let mut articles: BTreeMap<String, Option<Read>> = BTreeMap::new();
    let to = report.head.to.parse::<Day>().ok();
    for note in &report.notes {
        if !articles.contains_key(&note.article) {
            let row = ledger.article(&note.article)?;
            let read = row.map(|row| Ok(Read { mentions: ledger.mentions_in(&row.article.id)?, row })).transpose()?;
            articles.insert(note.article.clone(), read);
        }
    }
    // Countries by the names that the articles give them.
    let countries = countries(articles.values().flatten().flat_map(|r| &r.mentions).map(|(_, c)| c));
    let mut all = BTreeMap::new();
    for note in &report.notes {
        let read = articles.get(&note.article).and_then(Option::as_ref);
        all.insert(note.number, one(note, read, &countries, to, ledger)?);
    }
    Ok(all)
}

/// A cited article with its claims.
struct Read {
    row: ArticleRow,
    mentions: Vec<(String, Claim)>,
}

fn one(note: &Note, read: Option<&Read>, countries: &BTreeMap<&str, String>, to: Option<Day>, ledger: &Ledger) -> Result<Cited> {
    let row = read.map(|r| &r.row);
    let mut cited = Cited {
        article: note.article.clone(),
        faults: Vec::new(),
        words: note.quote.clone(),
        claims: Vec::new(),
        origin: note.origin.clone(),
        outlet: outlet_name(Some(&note.outlet)),
        published: note.published.parse().ok(),
        names: String::new(),
        against: Vec::new(),
        carriers: 0,
    };
    let mut fault = |what: String, todo: &str| cited.faults.push((what, todo.to_string()));
    let Some(row) = row else {
        fault(format!("the ledger has no article {}", note.article), "give the article that the words come from, or take the note out");
        return Ok(cited);
    };
    let body = &row.article.text;
    let points = CodePoints::new(body);
    let span =
        points.byte(body, note.start).zip(points.byte(body, note.end)).and_then(|(s, e)| Span::new(body, s, e)).filter(|s| !s.is_empty());
    let published = row.article.published.as_ref().map(|p| p.value);
    if published.map_or(String::new(), |d| d.to_string()) != note.published {
        let is = published.map_or("no day".to_string(), |d| d.to_string());
        fault(format!("it says {}, the ledger has {is}", note.published), "write the publication day that the ledger has");
    }
    let outlet = outlet_name(row.article.outlet.as_deref());
    if outlet != outlet_name(Some(&note.outlet)) {
        fault(format!("it names {}, the article is by {outlet}", note.outlet), "name the outlet that published the article");
    }
    match span {
        None => fault(
            format!("the words {}-{} lie outside the article", note.start, note.end),
            "give the place of the words as the ledger has it",
        ),
        Some(span) => {
            let stored = span.slice(body);
            if hash_of(stored) != note.hash {
                fault("the hash is not that of the stored words".to_string(), "restore the note from the report as it was made");
            }
            // A long quotation is cut in print.
            let printed = folded(&note.quote);
            let is_whole = folded(stored) == printed || printed == crate::prose::shortened(stored);
            if !is_whole {
                fault(
                    "the quotation is not what stands in the article".to_string(),
                    "quote the words as they stand; comments go into the text",
                );
            }
            cited.words = stored.to_string();
        }
    }
    (cited.outlet, cited.published) = (outlet, published);
    cited.origin = row.origin.clone().unwrap_or_else(|| row.article.id.clone());
    if let Some(origin) = row.origin.as_ref().map(|o| ledger.origin(o)).transpose()?.flatten() {
        // Who carried the text may be named.
        cited.names = origin.members.iter().filter_map(|m| m.outlet.as_deref()).collect::<Vec<_>>().join(" ");
        cited.carriers =
            origin.members.iter().filter(|m| to.is_none_or(|to| m.published.is_some_and(|p| p <= to))).count().saturating_sub(1);
    }
    let mentions = read.map_or(&[][..], |r| &r.mentions);
    cited.names = format!("{} {}", names(row, mentions, countries), cited.names);
    if let Some(span) = span {
        cited.claims = mentions.iter().filter(|(_, c)| span.contains(c.mention.span)).cloned().collect();
    }
    for (id, _) in &cited.claims {
        for link in ledger.links_of(id)? {
            let Link { a, b, link_type, .. } = link;
            if matches!(link_type, LinkType::Contradicts | LinkType::Denies) {
                let other = if a == *id { b } else { a };
                let row = ledger.claim(&other)?;
                let in_time = |day: Day| row.as_ref().is_some_and(|r| r.evidence.iter().any(|e| e.published.is_some_and(|p| p <= day)));
                if to.is_none_or(in_time) {
                    let articles = row.iter().flat_map(|r| &r.evidence).map(|e| e.article.clone()).collect();
                    cited.against.push(Against { claim: id.clone(), other, articles });
                }
            }
        }
    }
    Ok(cited)
}

/// Names that a sentence on this article may have.
fn names(row: &ArticleRow, mentions: &[(String, Claim)], countries: &BTreeMap<&str, String>) -> String {
    let mut out = format!("{} {} ", row.article.title.as_deref().unwrap_or(""), row.article.outlet.as_deref().unwrap_or(""));
    for (_, claim) in mentions {
        for actor in everybody(claim) {
            out.push_str(&format!("{} {} {} ", actor.text, actor.name, actor.role.as_deref().unwrap_or("")));
        }
        if let Some(place) = &claim.place {
            // Its country by the name that any article gives it.
            let country = place.value.country.as_deref().and_then(|c| countries.get(c));
            out.push_str(&format!("{} ", country.map_or("", String::as_str)));
            out.push_str(&format!("{} {} {} ", place.value.text, place.value.name, place.value.admin1.as_deref().unwrap_or("")));
        }
    }
    out
}
