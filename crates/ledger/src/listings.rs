//! Answers with what pages list: headings of articles, contradictions, mentions of one article, the readings behind the log.

use rusqlite::{Row, params};
use tacitus_record::{Claim, CopyKind, Day, Link, Place};

use crate::error::{Attempt, LedgerError, Result};
use crate::load::{self, Bodies};
use crate::wire::v1;
use crate::{Entry, Ledger};

const ATTEMPT: &str = "read a list";

/// What a list shows of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHeading {
    /// Article id.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Publication day.
    pub published: Option<Day>,
    /// Origin it belongs to.
    pub origin: Option<String>,
    /// How it stands to the root of that origin.
    pub copy_kind: Option<CopyKind>,
    /// Claims (distinct) it makes.
    pub claims: u32,
}

/// One run of reading, as the log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRun {
    /// When the ledger knew (RFC 3339, UTC).
    pub known_at: String,
    /// The last revision before it.
    pub before: u64,
    /// Its last revision.
    pub last: u64,
}

/// Furthest that the log is walked back for its runs, in revisions.
const FURTHEST_BACK: u64 = 5_000;

impl Ledger {
    /// What a list shows of that article.
    pub fn article_heading(&self, id: &str) -> Result<Option<ArticleHeading>> {
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT c.article, c.title, c.outlet, c.published, o.origin, o.kind, c.id FROM capture c LEFT JOIN origin o ON o.article = c.article \
                 WHERE c.article = ?1 AND c.current = 1",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([id]).attempt(ATTEMPT)?;
        let Some(row) = rows.next().attempt(ATTEMPT)? else { return Ok(None) };
        // Asked by itself: as a part of the query above, SQLite made the whole view for each article (seconds on a million claims).
        let mut count = self.conn.prepare_cached("SELECT count(DISTINCT claim) FROM said WHERE capture = ?1").attempt(ATTEMPT)?;
        let claims = count.query_row([row.get::<_, i64>(6).attempt(ATTEMPT)?], |row| row.get(0)).attempt(ATTEMPT)?;
        heading(row, claims).map(Some)
    }

    /// What one article says: ids and claims as read there, in order of the text. Spans point into that article's body.
    pub fn mentions_in(&self, article: &str) -> Result<Vec<(String, Claim)>> {
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT claim, record, capture FROM (SELECT m.claim, m.record, m.capture, m.start, m.end, m.id FROM capture c \
                 JOIN mention m ON m.capture = c.id WHERE c.article = ?1 AND c.current = 1 UNION ALL SELECT m.claim, m.record, m.capture, \
                 m.start, m.end, m.id FROM capture c JOIN added m ON m.capture = c.id WHERE c.article = ?1 AND c.current = 1) ORDER BY start, end, id",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([article]).attempt(ATTEMPT)?;
        let (mut bodies, mut found) = (Bodies::default(), Vec::new());
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let json = load::json(&row.get::<_, String>(1).attempt(ATTEMPT)?)?;
            let id: String = row.get(0).attempt(ATTEMPT)?;
            let (_, claim, _) = self.claim_as_corrected(&id, json, bodies.get(&self.conn, row.get(2).attempt(ATTEMPT)?)?)?;
            found.push((id, claim));
        }
        Ok(found)
    }

    /// The place of a claim, without reading the rest of it.
    pub fn place_of(&self, claim: &str) -> Result<Option<Place>> {
        let mut query = self
            .conn
            .prepare_cached(
                "SELECT json_extract(coalesce(m.record, x.record), '$.place') FROM claim LEFT JOIN mention m ON m.id = claim.mention \
                 LEFT JOIN added x ON x.id = claim.mention WHERE claim.id = ?1",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([claim]).attempt(ATTEMPT)?;
        let Some(row) = rows.next().attempt(ATTEMPT)? else { return Ok(None) };
        let place = row.get::<_, Option<String>>(0).attempt(ATTEMPT)?;
        let mut json = serde_json::json!({"place": place.map(|p| load::json(&p)).transpose()?});
        self.corrected(claim, &mut json)?;
        if json["place"].is_null() {
            return Ok(None);
        }
        v1::place_from(&json["place"]).map(Some).map_err(LedgerError::damaged)
    }

    /// All links that tell how two claims differ (contradictions, denials, and what explains a difference: updates, other definitions,
    /// what was taken back), without their claims, sorted by ids.
    pub fn difference_links(&self) -> Result<Vec<Link>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT a, b, type, slot, reason FROM link WHERE type IN ('contradicts', 'denies', 'updates', 'differs', 'retracts') ORDER BY a, b, type, slot")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut links = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            links.push(crate::incidents::link_of(row)?);
        }
        Ok(links)
    }

    /// The log's entries of one claim, article, origin or incident by its own id, in order; [`Ledger::history`] has its links too.
    pub fn log_of(&self, id: &str) -> Result<Vec<Entry>> {
        self.entries("SELECT seq, revision, known_at, kind, noun, id, detail FROM entry WHERE id = ?1 OR id IN (SELECT correction FROM correction_about WHERE subject = ?1) ORDER BY seq", params![id])
    }

    /// Whether more than `most` entries of the log lie after a revision. Counting ends there.
    pub fn has_more_entries_after(&self, revision: u64, most: u64) -> Result<bool> {
        let revision = i64::try_from(revision).unwrap_or(i64::MAX);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut query = self.conn.prepare_cached("SELECT 1 FROM entry WHERE revision > ?1 LIMIT 1 OFFSET ?2").attempt(ATTEMPT)?;
        query.exists(params![revision, most]).attempt(ATTEMPT)
    }

    /// The last runs of reading, latest first, at most `limit`: revisions that became known at one time are one run.
    pub fn reading_runs(&self, limit: usize) -> Result<Vec<ReadingRun>> {
        let mut when = self.conn.prepare_cached("SELECT known_at FROM entry WHERE revision = ?1 LIMIT 1").attempt(ATTEMPT)?;
        let last = self.revision()?;
        let mut runs: Vec<ReadingRun> = Vec::new();
        for revision in (last.saturating_sub(FURTHEST_BACK)..=last).rev().take_while(|r| *r > 0) {
            let known_at: String = when.query_row([revision as i64], |row| row.get(0)).attempt(ATTEMPT)?;
            let is_full = runs.len() == limit;
            match runs.last_mut() {
                Some(run) if run.known_at == known_at => run.before = revision - 1,
                _ if is_full => break,
                _ => runs.push(ReadingRun { known_at, before: revision - 1, last: revision }),
            }
        }
        Ok(runs)
    }
}

fn heading(row: &Row, claims: u32) -> Result<ArticleHeading> {
    Ok(ArticleHeading {
        id: row.get(0).attempt(ATTEMPT)?,
        title: row.get(1).attempt(ATTEMPT)?,
        outlet: row.get(2).attempt(ATTEMPT)?,
        published: load::day(row.get(3).attempt(ATTEMPT)?)?,
        origin: row.get(4).attempt(ATTEMPT)?,
        copy_kind: row.get::<_, Option<String>>(5).attempt(ATTEMPT)?.map(|k| load::named(&k)).transpose()?,
        claims,
    })
}
