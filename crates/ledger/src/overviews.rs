//! Answers with actors, places, counts, passages, and what an id names.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use tacitus_record::{Kind, Place};

use crate::error::{Attempt, Result};
use crate::load;
use crate::words::full_text;
use crate::{ActorRow, Filter, Found, Hit, Ledger, PlaceRow, Stats};

const ATTEMPT: &str = "read an overview";

/// Articles with their origins, by id.
type Carried<'c> = BTreeSet<(&'c str, &'c str)>;

/// An actor so far: with the (claim, part) pairs counted and the articles that carry them.
type ActorSoFar<'c> = (ActorRow, BTreeSet<(String, String)>, Carried<'c>);

/// A place so far: with its incidents and the articles that carry its claims.
type PlaceSoFar<'c> = (PlaceRow, BTreeSet<String>, Carried<'c>);

/// Shortest start of an id that is looked up.
const SHORTEST_START: usize = 4;
/// Articles that are weighed against each other for one search.
const MOST_WEIGHED: i64 = 5_000;
/// Ids listed where a start fits several.
const AMBIGUOUS_SHOWN: usize = 8;

impl Ledger {
    /// Actors of the claims that match, most claims first, then by key.
    pub fn actors(&self, filter: &Filter) -> Result<Vec<ActorRow>> {
        let matching: BTreeSet<String> = self.claim_ids(filter)?.into_iter().collect();
        let carriers = self.carriers()?;
        let mut query = self
            .conn
            .prepare("SELECT claim, part, key, name, country, sector FROM claim_actor ORDER BY key, name, claim, part")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut found: BTreeMap<String, ActorSoFar> = BTreeMap::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let claim: String = row.get(0).attempt(ATTEMPT)?;
            let Some(claim) = matching.get(&claim) else { continue };
            let (part, key): (String, String) = (row.get(1).attempt(ATTEMPT)?, row.get(2).attempt(ATTEMPT)?);
            let fresh = ActorRow {
                key: key.clone(),
                name: row.get(3).attempt(ATTEMPT)?,
                country: row.get(4).attempt(ATTEMPT)?,
                sector: row.get(5).attempt(ATTEMPT)?,
                as_actor: 0,
                as_target: 0,
                as_speaker: 0,
                articles: 0,
                origins: 0,
            };
            let (actor, seen, carried) = found.entry(key).or_insert((fresh, BTreeSet::new(), BTreeSet::new()));
            if seen.insert((claim.clone(), part.clone())) {
                match part.as_str() {
                    "actor" => actor.as_actor += 1,
                    "target" => actor.as_target += 1,
                    _ => actor.as_speaker += 1,
                }
            }
            carried.extend(carriers.get(claim).into_iter().flatten().map(|(a, o)| (a.as_str(), o.as_str())));
        }
        let mut actors: Vec<ActorRow> = found
            .into_values()
            .map(|(mut actor, _, carried)| {
                (actor.articles, actor.origins) = counts(&carried);
                actor
            })
            .collect();
        actors.sort_by_key(|a| (std::cmp::Reverse(a.as_actor + a.as_target + a.as_speaker), a.key.clone()));
        Ok(actors)
    }

    /// Places that the claims that match name, most claims first, then by key; what is only described ("a checkpoint") is none to list.
    pub fn places(&self, filter: &Filter) -> Result<Vec<PlaceRow>> {
        let carriers = self.carriers()?;
        let mut found: BTreeMap<String, PlaceSoFar> = BTreeMap::new();
        self.for_each_claim(filter, &mut |row| {
            let Some(place) = row.claim.place.map(|p| p.value).filter(Place::names_one) else { return Ok(()) };
            let key = place.key();
            let fresh = PlaceRow { key: key.clone(), place, claims: 0, incidents: 0, articles: 0, origins: 0 };
            let (entry, incidents, carried) = found.entry(key).or_insert((fresh, BTreeSet::new(), BTreeSet::new()));
            entry.claims += 1;
            incidents.extend(row.incident);
            carried.extend(carriers.get(&row.id).into_iter().flatten().map(|(a, o)| (a.as_str(), o.as_str())));
            Ok(())
        })?;
        let mut places: Vec<PlaceRow> = found
            .into_values()
            .map(|(mut place, incidents, carried)| {
                place.incidents = incidents.len() as u32;
                (place.articles, place.origins) = counts(&carried);
                place
            })
            .collect();
        places.sort_by_key(|p| (std::cmp::Reverse(p.claims), p.key.clone()));
        Ok(places)
    }

    /// Counts over everything.
    pub fn stats(&self) -> Result<Stats> {
        let count = |sql: &str| -> Result<u32> { self.conn.query_row(sql, [], |row| row.get(0)).attempt(ATTEMPT) };
        let mut claims_by_kind = Vec::new();
        for &kind in Kind::ALL {
            let number: u32 =
                self.conn.query_row("SELECT count(*) FROM claim WHERE kind = ?1", [kind.as_str()], |row| row.get(0)).attempt(ATTEMPT)?;
            if number > 0 {
                claims_by_kind.push((kind, number));
            }
        }
        let (first, last): (Option<String>, Option<String>) = self
            .conn
            .query_row("SELECT min(published), max(published) FROM capture WHERE current = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .attempt(ATTEMPT)?;
        Ok(Stats {
            revision: self.revision()?,
            articles: count("SELECT count(*) FROM capture WHERE current = 1")?,
            out_of_scope: count("SELECT count(*) FROM capture WHERE current = 1 AND scope = 'out'")?,
            origins: count("SELECT count(DISTINCT origin) FROM origin")?,
            claims: count("SELECT count(*) FROM claim")?,
            claims_by_kind,
            mentions: count("SELECT count(*) FROM mention m JOIN capture c ON c.id = m.capture WHERE c.current = 1")?,
            incidents: count("SELECT count(*) FROM incident")?,
            corroborated_incidents: count("SELECT count(*) FROM incident WHERE origins >= 2 AND informants >= 2")?,
            contradictions: count("SELECT count(*) FROM link WHERE type IN ('contradicts', 'denies')")?,
            sentences: count("SELECT coalesce(sum(sentences), 0) FROM capture WHERE current = 1")?,
            notes: count("SELECT coalesce(sum(json_array_length(notes)), 0) FROM capture WHERE current = 1")?,
            ungrounded: count("SELECT coalesce(sum(ungrounded), 0) FROM capture WHERE current = 1")?,
            published: load::day(first)?.zip(load::day(last)?),
        })
    }

    /// Passages of article bodies that hold all words of `query`, best first. Any input is safe; input without words finds nothing.
    ///
    /// Of words that very many articles hold, those read last are weighed (`MOST_WEIGHED`): how rare a word is tells nothing more there.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        const ATTEMPT: &str = "search the articles";
        let Some(words) = full_text(query) else { return Ok(Vec::new()) };
        // Passages are cut out of the few that are shown only: a row's passage needs its body.
        let mut search = self
            .conn
            .prepare_cached(
                "WITH last AS (SELECT rowid AS id FROM body_text WHERE body_text MATCH ?1 ORDER BY rowid DESC LIMIT ?3), \
                 best AS (SELECT body_text.rowid AS id, bm25(body_text) AS weight FROM body_text JOIN capture c ON c.id = body_text.rowid \
                 WHERE body_text MATCH ?1 AND body_text.rowid >= (SELECT min(id) FROM last) AND c.current = 1 \
                 ORDER BY weight, c.article LIMIT ?2) \
                 SELECT c.article, c.title, snippet(body_text, 1, '[', ']', ' … ', 24) FROM best JOIN body_text ON body_text.rowid = best.id \
                 JOIN capture c ON c.id = best.id WHERE body_text MATCH ?1 ORDER BY best.weight, c.article",
            )
            .attempt(ATTEMPT)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let hits = search
            .query_map(params![words, limit, MOST_WEIGHED], |row| {
                Ok(Hit { article: row.get(0)?, title: row.get(1)?, passage: row.get(2)? })
            })
            .attempt(ATTEMPT)?;
        hits.collect::<rusqlite::Result<_>>().attempt(ATTEMPT)
    }

    /// What an id, or the start of one (at least four characters), names.
    pub fn find(&self, id: &str) -> Result<Option<Found>> {
        let id = id.trim();
        if id.len() < SHORTEST_START || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Ok(None);
        }
        // Every character of an id sorts before `~`.
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT id FROM claim WHERE id >= ?1 AND id < ?1 || '~' UNION SELECT id FROM incident WHERE id >= ?1 AND id < ?1 || '~' \
                 UNION SELECT article FROM capture WHERE article >= ?1 AND article < ?1 || '~' AND current = 1 \
                 UNION SELECT origin FROM origin WHERE origin >= ?1 AND origin < ?1 || '~' \
                 UNION SELECT id FROM entry WHERE id >= ?1 AND id < ?1 || '~' AND noun = 'incident' ORDER BY 1 LIMIT ?2",
            )
            .attempt(ATTEMPT)?;
        let ids: Vec<String> =
            query.query_map(params![id, AMBIGUOUS_SHOWN as i64], |row| row.get(0)).and_then(Iterator::collect).attempt(ATTEMPT)?;
        match ids.as_slice() {
            [] => Ok(None),
            [one] => self.named(one),
            several => match several.iter().find(|found| *found == id) {
                Some(exact) => self.named(exact),
                None => Ok(Some(Found::Ambiguous(several.to_vec()))),
            },
        }
    }

    fn named(&self, id: &str) -> Result<Option<Found>> {
        if let Some(row) = self.claim(id)? {
            return Ok(Some(Found::Claim(Box::new(row))));
        }
        if let Some(row) = self.incident(id)? {
            return Ok(Some(Found::Incident(Box::new(row))));
        }
        if let Some(row) = self.article(id)? {
            return Ok(Some(Found::Article(Box::new(row))));
        }
        if let Some(row) = self.origin(id)? {
            return Ok(Some(Found::Origin(Box::new(row))));
        }
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT claim.incident FROM entry e, json_each(e.detail, '$.claims') j JOIN claim ON claim.id = j.value \
                 WHERE e.id = ?1 AND e.noun = 'incident' AND claim.incident IS NOT NULL ORDER BY 1",
            )
            .attempt(ATTEMPT)?;
        let now: Vec<String> = query.query_map([id], |row| row.get(0)).and_then(Iterator::collect).attempt(ATTEMPT)?;
        Ok(Some(Found::Tombstone { id: id.to_string(), now }))
    }
}

/// Distinct articles and distinct origins.
fn counts(carried: &Carried) -> (u32, u32) {
    let origins: BTreeSet<&str> = carried.iter().map(|(_, origin)| *origin).collect();
    (carried.len() as u32, origins.len() as u32)
}
