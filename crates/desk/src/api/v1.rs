//! `/api/v1`: JSON of wire v1, in portions with opaque cursors. Nothing is capped in silence: `next` is there until the end.

use serde_json::{Value, json};
use tacitus_ledger::wire;

use crate::api::rows;
use crate::ask::{Ask, address};
use crate::catalogue::{ActorEntry, id, number};
use crate::pages::{articles, contradictions, incidents, today};
use crate::parts::map;
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// Items of one portion.
const PORTION: usize = 50;

/// Entries of the log that `/changes` goes through in one answer.
const MOST_ENTRIES: u64 = 200_000;

/// A list: items, where the next are, and how many there are in all.
fn list(view: &View<'_>, ask: &Ask, items: Vec<Value>, total: usize, next: Option<String>) -> Reply {
    let next = next.map(|cursor| {
        let mut pairs = ask.pairs_without(&["cursor"]);
        pairs.push(("cursor".to_string(), cursor));
        address(&ask.path, &pairs)
    });
    let body = json!({"items": items, "next": next, "total": total, "total_is_exact": true, "revision": view.revision});
    Reply { next, ..Reply::json(&body) }
}

/// The state of the ledger in numbers.
pub fn ledger(view: &View<'_>, _ask: &Ask) -> Answer {
    let c = view.catalogue;
    let kinds: serde_json::Map<String, Value> = c.claims_by_kind().into_iter().map(|(k, n)| (k.to_string(), n.into())).collect();
    Ok(Reply::json(&json!({
        "project": view.project,
        "revision": view.revision,
        "linked_revision": c.revision,
        "newest_article": c.newest_article().map(|d| d.to_string()),
        "last_read": view.last_run.as_ref().map(|r| r.known_at.clone()),
        "articles": c.articles.len(),
        "origins": c.origins,
        "claims": c.claim_count(),
        "claims_by_kind": kinds,
        "incidents": c.incidents.len(),
        "contradictions": c.contradictions(),
        "tacitus": env!("CARGO_PKG_VERSION"),
    })))
}

/// Incidents with their claims in full.
pub fn incidents(view: &View<'_>, ask: &Ask) -> Answer {
    let selection = view.catalogue.select(&ask.narrowing()?, view.ledger)?;
    let portion = incidents::portion(view, &selection, ask.value("cursor"), ask.limit(PORTION)?)?;
    let items = rows(view, portion.entries)?.iter().map(wire::v1::incident).collect();
    Ok(list(view, ask, items, selection.incidents.len(), portion.next))
}

/// Places of the incidents, for a map.
pub fn map(view: &View<'_>, ask: &Ask) -> Answer {
    let selection = view.catalogue.select(&ask.narrowing()?, view.ledger)?;
    Ok(Reply::json_as("application/geo+json", &map::geojson(view, &selection)?))
}

/// Claims, in order of ids.
pub fn claims(view: &View<'_>, ask: &Ask) -> Answer {
    let all = view.catalogue.select_claims(&ask.narrowing()?, view.ledger)?;
    let start = match ask.value("cursor") {
        None => 0,
        Some(cursor) => {
            let last = number(cursor).ok_or_else(|| Problem::asked("this cursor is none of this list's".to_string()))?;
            all.partition_point(|n| *n <= last)
        }
    };
    let limit = ask.limit(PORTION)?;
    let rest = &all[start..];
    let mut items = Vec::new();
    for claim in rest.iter().take(limit) {
        items.extend(view.ledger.claim(&id('c', *claim))?.as_ref().map(wire::v1::claim_with_history));
    }
    let next = rest.get(..limit).filter(|_| rest.len() > limit).and_then(|shown| shown.last()).map(|n| id('c', *n));
    Ok(list(view, ask, items, all.len(), next))
}

/// Articles without their bodies; one alone has it.
pub fn articles(view: &View<'_>, ask: &Ask) -> Answer {
    let all = articles::asked(view.catalogue, ask)?;
    let (shown, next) = articles::portion(&all, ask.value("cursor"), ask.limit(PORTION)?)?;
    let mut items = Vec::new();
    for entry in shown {
        items.extend(view.ledger.article_heading(&id('a', entry.id))?.map(|h| {
            json!({
                "id": h.id,
                "title": h.title,
                "outlet": h.outlet,
                "published": h.published.map(|d| d.to_string()),
                "origin": h.origin,
                "copy_kind": h.copy_kind.map(|k| k.as_str()),
                "claims": h.claims,
            })
        }));
    }
    Ok(list(view, ask, items, all.len(), next))
}

/// One origin.
pub fn origin(view: &View<'_>, ask: &Ask) -> Answer {
    let id = ask.part("id");
    let origin = view.ledger.origin(id)?;
    let origin = origin.ok_or_else(|| Problem::missing(format!("no origin has the id `{}`", crate::ask::short(id))))?;
    Ok(Reply::json(&wire::v1::origin(&origin)))
}

/// Pairs of claims that differ, both in full.
pub fn contradictions(view: &View<'_>, ask: &Ask) -> Answer {
    let all = contradictions::asked(view, ask)?;
    let (shown, next) = contradictions::portion(&all, ask.value("cursor"), ask.limit(PORTION)?)?;
    let mut items = Vec::new();
    for difference in shown {
        if let Some(row) = contradictions::row(view, difference)? {
            let mut item = wire::v1::link(&row);
            item["state"] = difference.state.as_str().into();
            items.push(item);
        }
    }
    Ok(list(view, ask, items, all.len(), next))
}

/// Actors, by key.
pub fn actors(view: &View<'_>, ask: &Ask) -> Answer {
    let asked = ask.value("q").map(str::to_lowercase);
    let is_asked = |a: &&ActorEntry| asked.as_ref().is_none_or(|q| a.name.to_lowercase().contains(q) || a.key.to_lowercase().contains(q));
    let all: Vec<&ActorEntry> = view.catalogue.actors.iter().filter(is_asked).collect();
    let start = ask.value("cursor").map_or(0, |cursor| all.partition_point(|a| a.key.as_str() <= cursor));
    let limit = ask.limit(PORTION)?;
    let shown = &all[start..all.len().min(start + limit)];
    let item = |a: &&ActorEntry| {
        let [acts, is_acted_upon, speaks] = a.parts;
        json!({"key": a.key, "name": a.name, "country": a.country, "sector": a.sector, "as_actor": acts, "as_target": is_acted_upon, "as_speaker": speaks})
    };
    let next = shown.last().filter(|_| all.len() > start + limit).map(|a| a.key.clone());
    Ok(list(view, ask, shown.iter().map(item).collect(), all.len(), next))
}

/// What is new, corroborated, disputed, regraded, regrouped or retracted; the last two are tombstones.
pub fn changes(view: &View<'_>, ask: &Ask) -> Answer {
    let since = match ask.read("since")? {
        Some(since) => since,
        None => today::since(ask, &view.ledger.reading_runs(1)?)?,
    };
    let all = today::changes(view, &since, MOST_ENTRIES)?;
    let all = all.ok_or_else(|| {
        Problem::asked(format!(
            "more than {} entries lie after that point: choose a later one, or walk through the revisions",
            MOST_ENTRIES
        ))
    })?;
    let start = ask.read::<usize>("cursor")?.unwrap_or(0).min(all.len());
    let end = all.len().min(start + ask.limit(PORTION)?);
    let items = all[start..end].iter().map(wire::v1::change).collect();
    Ok(list(view, ask, items, all.len(), (end < all.len()).then(|| end.to_string())))
}
