//! Answers with claims.

use std::collections::BTreeMap;

use rusqlite::{Row, params_from_iter};
use serde_json::Value;
use tacitus_record::{Grade, Span};

use crate::condition::Condition;
use crate::error::{Attempt, LedgerError, Result};
use crate::load::{self, Bodies};
use crate::wire::v1;
use crate::{ClaimRow, Evidence, Filter, Ledger};

const ATTEMPT: &str = "read claims";

/// Columns of a claim with its first mention, in the order that [`Ledger::claim_row`] reads.
const SELECT: &str = "SELECT claim.id, claim.articles, claim.origins, claim.informants, claim.credibility, claim.reliability, claim.grade_reason, \
                      claim.incident, claim.disputes, claim.known_at, coalesce(m.record, x.record), coalesce(m.capture, x.capture) FROM claim \
                      LEFT JOIN mention m ON m.id = claim.mention LEFT JOIN added x ON x.id = claim.mention";

impl Ledger {
    /// Claims that match, sorted by id; no cap.
    pub fn claims(&self, filter: &Filter) -> Result<Vec<ClaimRow>> {
        let mut all = Vec::new();
        self.for_each_claim(filter, &mut |row| {
            all.push(row);
            Ok(())
        })?;
        Ok(all)
    }

    /// Hands over claims that match one by one, sorted by id.
    pub fn for_each_claim(&self, filter: &Filter, take: &mut dyn FnMut(ClaimRow) -> Result<()>) -> Result<()> {
        let condition = Condition::of(filter);
        let mut query = self.conn.prepare(&format!("{SELECT} {} ORDER BY claim.id", condition.sql())).attempt(ATTEMPT)?;
        let mut rows = query.query(params_from_iter(&condition.params)).attempt(ATTEMPT)?;
        let mut bodies = Bodies::default();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            take(self.claim_row(row, &mut bodies)?)?;
        }
        Ok(())
    }

    /// The claim with that id.
    pub fn claim(&self, id: &str) -> Result<Option<ClaimRow>> {
        let mut query = self.conn.prepare_cached(&format!("{SELECT} WHERE claim.id = ?1")).attempt(ATTEMPT)?;
        let mut rows = query.query([id]).attempt(ATTEMPT)?;
        match rows.next().attempt(ATTEMPT)? {
            Some(row) => self.claim_row(row, &mut Bodies::default()).map(Some),
            None => Ok(None),
        }
    }

    /// Ids of claims that match, sorted.
    pub(crate) fn claim_ids(&self, filter: &Filter) -> Result<Vec<String>> {
        let condition = Condition::of(filter);
        let mut query = self.conn.prepare(&format!("SELECT claim.id FROM claim {} ORDER BY claim.id", condition.sql())).attempt(ATTEMPT)?;
        let rows = query.query_map(params_from_iter(&condition.params), |row| row.get(0)).attempt(ATTEMPT)?;
        rows.collect::<rusqlite::Result<_>>().attempt(ATTEMPT)
    }

    fn claim_row(&self, row: &Row, bodies: &mut Bodies) -> Result<ClaimRow> {
        let id: String = row.get(0).attempt(ATTEMPT)?;
        let record: String = row.get(10).attempt(ATTEMPT)?;
        let json: Value = load::json(&record)?;
        let (json, claim, corrections) = self.claim_as_corrected(&id, json, bodies.get(&self.conn, row.get(11).attempt(ATTEMPT)?)?)?;
        let grade = Grade {
            credibility: row.get(4).attempt(ATTEMPT)?,
            reliability: load::named(&row.get::<_, String>(5).attempt(ATTEMPT)?)?,
            reason: row.get(6).attempt(ATTEMPT)?,
        };
        Ok(ClaimRow {
            claim,
            json,
            evidence: self.evidence(&id, bodies)?,
            grade,
            articles: row.get(1).attempt(ATTEMPT)?,
            origins: row.get(2).attempt(ATTEMPT)?,
            informants: row.get(3).attempt(ATTEMPT)?,
            incident: row.get(7).attempt(ATTEMPT)?,
            disputes: row.get(8).attempt(ATTEMPT)?,
            known_at: row.get(9).attempt(ATTEMPT)?,
            corrections,
            id,
        })
    }

    /// Every mention of a claim, the one that stands for it first.
    fn evidence(&self, claim: &str, bodies: &mut Bodies) -> Result<Vec<Evidence>> {
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT c.id, c.article, c.outlet, c.published, m.sentence, m.start, m.end, m.dated_by FROM said m JOIN capture c ON c.id = m.capture \
                 WHERE m.claim = ?1 AND c.current = 1 ORDER BY c.published IS NULL, c.published, c.article, m.start, m.end, m.id",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([claim]).attempt(ATTEMPT)?;
        let mut evidence = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let body = bodies.get(&self.conn, row.get(0).attempt(ATTEMPT)?)?;
            let (start, end) = (row.get::<_, u32>(5).attempt(ATTEMPT)? as usize, row.get::<_, u32>(6).attempt(ATTEMPT)? as usize);
            let span: Span =
                body.span(start, end).ok_or_else(|| LedgerError::damaged(format!("words of {claim} outside their article")))?;
            evidence.push(Evidence {
                article: row.get(1).attempt(ATTEMPT)?,
                outlet: row.get(2).attempt(ATTEMPT)?,
                published: load::day(row.get(3).attempt(ATTEMPT)?)?,
                sentence: row.get(4).attempt(ATTEMPT)?,
                span,
                start,
                end,
                exact: body.words(span).to_string(),
                dated_by: row.get(7).attempt(ATTEMPT)?,
            });
        }
        Ok(evidence)
    }

    /// The canonical export: each claim's JSON in the order of ids, without known_at, revision or history.
    pub fn canonical(&self, take: &mut dyn FnMut(&Value) -> Result<()>) -> Result<()> {
        self.for_each_claim(&Filter::default(), &mut |row| take(&v1::claim(&row)))
    }

    /// BLAKE3 (hex) over the canonical export, one JSON a line: equal for ledgers with equal content.
    pub fn content_hash(&self) -> Result<String> {
        let mut hasher = blake3::Hasher::new();
        self.canonical(&mut |value| {
            hasher.update(value.to_string().as_bytes());
            hasher.update(b"\n");
            Ok(())
        })?;
        Ok(hasher.finalize().to_hex().to_string())
    }
}

/// Mentions by claim: (article, origin), for counting.
pub(crate) type Carriers = BTreeMap<String, Vec<(String, String)>>;

impl Ledger {
    /// Articles and origins that carry each claim by its own id.
    pub(crate) fn carriers(&self) -> Result<Carriers> {
        let mut query = self
            .conn
            .prepare(
                "SELECT DISTINCT m.claim, c.article, o.origin FROM said m JOIN capture c ON c.id = m.capture JOIN origin o ON o.article = c.article \
                 WHERE c.current = 1 ORDER BY 1, 2",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut carriers = Carriers::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let (claim, article, origin): (String, String, String) =
                (row.get(0).attempt(ATTEMPT)?, row.get(1).attempt(ATTEMPT)?, row.get(2).attempt(ATTEMPT)?);
            carriers.entry(claim).or_default().push((article, origin));
        }
        Ok(carriers)
    }
}
