//! Answers with incidents and with links between claims.

use std::collections::BTreeSet;

use rusqlite::Row;
use tacitus_record::{Incident, Link, LinkType, Moment, Place, PlacePrecision};

use crate::condition::Condition;
use crate::error::{Attempt, LedgerError, Result};
use crate::load;
use crate::{ClaimRow, Filter, IncidentRow, Ledger, LinkRow};

const ATTEMPT: &str = "read incidents";

impl Ledger {
    /// Incidents of which a claim matches, latest event first, undated last.
    pub fn incidents(&self, filter: &Filter) -> Result<Vec<IncidentRow>> {
        // "Reported by two or more" is asked of the incident, not of each way it is told.
        let mut condition = Condition::of(&Filter { min_origins: 0, ..filter.clone() });
        if filter.min_origins > 0 {
            condition.at_least("(SELECT origins FROM incident i WHERE i.id = claim.incident)", filter.min_origins);
        }
        let sql = format!("SELECT DISTINCT claim.incident FROM claim {} ORDER BY claim.incident", condition.sql());
        let mut query = self.conn.prepare(&sql).attempt(ATTEMPT)?;
        let ids: Vec<Option<String>> = query
            .query_map(rusqlite::params_from_iter(&condition.params), |row| row.get(0))
            .and_then(Iterator::collect)
            .attempt(ATTEMPT)?;
        let mut found = Vec::new();
        for id in ids.into_iter().flatten() {
            found.extend(self.incident(&id)?);
        }
        found.sort_by_key(|row: &IncidentRow| {
            let day = row.time.as_ref().and_then(|t| t.start_lo.or(t.end_hi));
            (std::cmp::Reverse(day), row.incident.id.clone())
        });
        Ok(found)
    }

    /// The incident with that id.
    pub fn incident(&self, id: &str) -> Result<Option<IncidentRow>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT id, claims, articles, origins, informants, disagreements FROM incident WHERE id = ?1")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([id]).attempt(ATTEMPT)?;
        let Some(row) = rows.next().attempt(ATTEMPT)? else { return Ok(None) };
        let list = |text: String| serde_json::from_str(&text).map_err(|e| LedgerError::damaged(format!("an incident's list ({e})")));
        let incident = Incident {
            id: row.get(0).attempt(ATTEMPT)?,
            claims: list(row.get(1).attempt(ATTEMPT)?)?,
            articles: row.get(2).attempt(ATTEMPT)?,
            origins: row.get(3).attempt(ATTEMPT)?,
            informants: row.get(4).attempt(ATTEMPT)?,
            disagreements: list(row.get(5).attempt(ATTEMPT)?)?,
        };
        let claims = self.claims(&Filter { incident: Some(id.to_string()), ..Filter::default() })?;
        if claims.is_empty() {
            return Err(LedgerError::damaged(format!("incident {id} without claims")));
        }
        let links = self.links_among(&claims)?;
        let headline = headline(&claims);
        Ok(Some(IncidentRow {
            headline,
            place: finest_place(&claims, headline),
            time: narrowest_time(&claims, headline),
            links,
            credibility: claims.iter().map(|c| c.grade.credibility).min().unwrap_or(6),
            known_at: claims.iter().map(|c| c.known_at.clone()).min().unwrap_or_default(),
            claims,
            incident,
        }))
    }

    fn links_among(&self, claims: &[ClaimRow]) -> Result<Vec<Link>> {
        let ids: BTreeSet<&str> = claims.iter().map(|c| c.id.as_str()).collect();
        let mut query = self
            .conn
            .prepare_cached("SELECT a, b, type, slot, reason FROM link WHERE a = ?1 ORDER BY a, b, type, slot")
            .attempt(ATTEMPT)?;
        let mut links = Vec::new();
        for id in &ids {
            let mut rows = query.query([id]).attempt(ATTEMPT)?;
            while let Some(row) = rows.next().attempt(ATTEMPT)? {
                let link = link_of(row)?;
                if ids.contains(link.b.as_str()) {
                    links.push(link);
                }
            }
        }
        Ok(links)
    }

    /// Links of all types of which a claim matches, sorted.
    pub fn links(&self, filter: &Filter) -> Result<Vec<LinkRow>> {
        let matching: BTreeSet<String> = self.claim_ids(filter)?.into_iter().collect();
        let mut query = self.conn.prepare("SELECT a, b, type, slot, reason FROM link ORDER BY a, b, type, slot").attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let link = link_of(row)?;
            if !matching.contains(&link.a) && !matching.contains(&link.b) {
                continue;
            }
            if let (Some(a), Some(b)) = (self.claim(&link.a)?, self.claim(&link.b)?) {
                found.push(LinkRow { link, a, b });
            }
        }
        Ok(found)
    }

    /// Contradictions and denials of which a claim matches, sorted.
    pub fn contradictions(&self, filter: &Filter) -> Result<Vec<LinkRow>> {
        let mut links = self.links(&Filter { disputed: true, ..filter.clone() })?;
        links.retain(|l| matches!(l.link.link_type, LinkType::Contradicts | LinkType::Denies));
        Ok(links)
    }

    /// Links of one claim.
    pub fn links_of(&self, claim: &str) -> Result<Vec<Link>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT a, b, type, slot, reason FROM link WHERE a = ?1 OR b = ?1 ORDER BY a, b, type, slot")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([claim]).attempt(ATTEMPT)?;
        let mut links = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            links.push(link_of(row)?);
        }
        Ok(links)
    }
}

pub(crate) fn link_of(row: &Row) -> Result<Link> {
    Ok(Link {
        a: row.get(0).attempt(ATTEMPT)?,
        b: row.get(1).attempt(ATTEMPT)?,
        link_type: load::named(&row.get::<_, String>(2).attempt(ATTEMPT)?)?,
        slot: row.get(3).attempt(ATTEMPT)?,
        reason: row.get(4).attempt(ATTEMPT)?,
    })
}

/// The claim that stands for an incident: affirmed, and asserted by somebody; then the best graded, by most origins, with most said, smallest id.
fn headline(claims: &[ClaimRow]) -> usize {
    let fields = |c: &ClaimRow| {
        let c = &c.claim;
        let sides = [c.actor.is_some(), c.target.is_some() || c.object.is_some()];
        let frame = [
            c.place.as_ref().is_some_and(|p| p.value.names_one()),
            c.time.as_ref().is_some_and(|t| t.value.is_resolved()),
            c.quantity.is_some(),
            c.event.is_some(),
        ];
        sides.iter().chain(&frame).filter(|f| **f).count()
    };
    let rank = |c: &ClaimRow| (c.claim.polarity, !c.is_asserted(), c.grade.credibility, std::cmp::Reverse((c.origins, fields(c))));
    (0..claims.len()).min_by_key(|&i| (rank(&claims[i]), i)).unwrap_or(0)
}

/// The most finely located place; the headline's where it is as fine as any.
fn finest_place(claims: &[ClaimRow], headline: usize) -> Option<Place> {
    let rank = |p: &Place| (p.lat.is_none(), !p.names_one(), PlacePrecision::ALL.iter().position(|x| *x == p.precision));
    in_turn(claims, headline).filter_map(|c| c.claim.place.as_ref()).map(|p| &p.value).min_by_key(|p| rank(p)).cloned()
}

/// The narrowest time; the headline's where it is as narrow as any.
fn narrowest_time(claims: &[ClaimRow], headline: usize) -> Option<Moment> {
    let width = |t: &Moment| match t.hull() {
        (Some(lo), Some(hi)) => hi.number() - lo.number(),
        _ => i32::MAX,
    };
    in_turn(claims, headline)
        .filter_map(|c| c.claim.time.as_ref())
        .map(|t| &t.value)
        .filter(|t| t.is_resolved())
        .min_by_key(|t| width(t))
        .cloned()
}

/// The headline first, then all claims.
fn in_turn(claims: &[ClaimRow], headline: usize) -> impl Iterator<Item = &ClaimRow> {
    std::iter::once(&claims[headline]).chain(claims)
}
