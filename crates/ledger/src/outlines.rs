//! Answers with the bare outlines of all articles, claims, incidents and actors: what a program keeps at hand that lists, counts
//! and narrows down a whole ledger many times over. Bodies, words and reasons stay in the ledger until somebody asks for one claim.

use rusqlite::Row;
use tacitus_record::{Day, Kind, Scope};

use crate::Ledger;
use crate::error::{Attempt, Result};
use crate::load;
use crate::words::full_text;

const ATTEMPT: &str = "read the outlines of the ledger";

/// What a list needs of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticleOutline<'r> {
    /// Article id.
    pub id: &'r str,
    /// Outlet.
    pub outlet: Option<&'r str>,
    /// Publication day.
    pub published: Option<Day>,
    /// Whether it lies in scope.
    pub scope: Scope,
    /// Origin it belongs to.
    pub origin: Option<&'r str>,
    /// Whether it is taken for the root of its origin.
    pub is_original: bool,
}

/// What a list needs of one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimOutline<'r> {
    /// Claim id.
    pub id: &'r str,
    /// Row of its table: what [`Ledger::claim_rows_with_words`] names.
    pub row: i64,
    /// Incident it belongs to.
    pub incident: Option<&'r str>,
    /// Its kind.
    pub kind: Kind,
    /// PLOVER type.
    pub plover_type: Option<&'r str>,
    /// What a place filter looks at: name, words, region and id, lower case, with bars between.
    pub place: Option<&'r str>,
    /// ISO 3166-1 alpha-3 code of the place's country.
    pub country: Option<&'r str>,
    /// Earliest and latest day of what is claimed.
    pub time: (Option<Day>, Option<Day>),
    /// First and last day on which an article with it was published.
    pub reported: (Option<Day>, Option<Day>),
    /// Day on which the ledger first knew it (UTC).
    pub known: Option<Day>,
    /// Texts not copied from each other that say so.
    pub origins: u32,
    /// Admiralty credibility, 1 to 6.
    pub credibility: u8,
    /// Whether another claim contradicts or denies it.
    pub is_disputed: bool,
}

/// What a list needs of one incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentOutline<'r> {
    /// Incident id.
    pub id: &'r str,
    /// Texts not copied from each other that report it.
    pub origins: u32,
    /// People or bodies who said it.
    pub informants: u32,
    /// Whether its claims disagree on any slot.
    pub is_disputed: bool,
}

/// One part that somebody has in one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOutline<'r> {
    /// Claim id.
    pub claim: &'r str,
    /// `actor`, `target` or `speaker`.
    pub part: &'r str,
    /// Code, else normalised words.
    pub key: &'r str,
    /// Name to show.
    pub name: &'r str,
    /// Name, words and role, lower case: what an actor filter looks at.
    pub words: &'r str,
    /// Country code.
    pub country: Option<&'r str>,
    /// PLOVER sector.
    pub sector: Option<&'r str>,
}

impl Ledger {
    /// Holds what this reader sees still, whatever another process writes meanwhile, until it is dropped. For as long, the file's log of
    /// writes cannot be emptied beyond this point: a reader that is held for good makes it grow.
    pub fn hold_still(&self) -> Result<()> {
        self.conn.execute_batch("BEGIN").attempt("hold the ledger still")?;
        // A transaction begins with its first read; without one a writer could come in between.
        self.linked_revision().map(drop)
    }

    /// The revision that claims, incidents, origins and links were last made from: lists change when this does.
    pub fn linked_revision(&self) -> Result<u64> {
        let linked: i64 = self
            .conn
            .prepare_cached("SELECT revision FROM projected")
            .attempt(ATTEMPT)?
            .query_row([], |row| row.get(0))
            .attempt(ATTEMPT)?;
        Ok(linked as u64)
    }

    /// Hands over the outline of every article.
    pub fn for_each_article_outline(&self, take: &mut dyn FnMut(ArticleOutline<'_>) -> Result<()>) -> Result<()> {
        let mut query = self
            .conn
            .prepare(
                "SELECT c.article, c.outlet, c.published, c.scope, o.origin, coalesce(o.kind = 'original', 0) FROM capture c \
                 LEFT JOIN origin o ON o.article = c.article WHERE c.current = 1 ORDER BY c.article",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            take(ArticleOutline {
                id: text(row, 0)?.unwrap_or_default(),
                outlet: text(row, 1)?,
                published: day(row, 2)?,
                scope: load::named(text(row, 3)?.unwrap_or_default())?,
                origin: text(row, 4)?,
                is_original: row.get(5).attempt(ATTEMPT)?,
            })?;
        }
        Ok(())
    }

    /// Hands over the outline of every claim, as they lie in the file: in the order of ids, a table larger than memory is read once for
    /// each of its rows.
    pub fn for_each_claim_outline(&self, take: &mut dyn FnMut(ClaimOutline<'_>) -> Result<()>) -> Result<()> {
        let mut query = self
            .conn
            .prepare(
                "SELECT id, incident, kind, plover_type, place, country, time_lo, time_hi, reported_lo, reported_hi, known_at, \
                 CAST(origins AS INTEGER), CAST(credibility AS INTEGER), disputes > 0, rowid FROM claim",
            )
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            take(ClaimOutline {
                id: text(row, 0)?.unwrap_or_default(),
                incident: text(row, 1)?,
                kind: load::named(text(row, 2)?.unwrap_or_default())?,
                plover_type: text(row, 3)?,
                place: text(row, 4)?,
                country: text(row, 5)?,
                time: (day(row, 6)?, day(row, 7)?),
                reported: (day(row, 8)?, day(row, 9)?),
                known: text(row, 10)?.and_then(|t| t.get(..10)).and_then(|d| d.parse().ok()),
                origins: row.get(11).attempt(ATTEMPT)?,
                credibility: row.get(12).attempt(ATTEMPT)?,
                is_disputed: row.get(13).attempt(ATTEMPT)?,
                row: row.get(14).attempt(ATTEMPT)?,
            })?;
        }
        Ok(())
    }

    /// Hands over the outline of every incident.
    pub fn for_each_incident_outline(&self, take: &mut dyn FnMut(IncidentOutline<'_>) -> Result<()>) -> Result<()> {
        let mut query = self
            .conn
            .prepare("SELECT id, CAST(origins AS INTEGER), CAST(informants AS INTEGER), disagreements <> '[]' FROM incident ORDER BY id")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            take(IncidentOutline {
                id: text(row, 0)?.unwrap_or_default(),
                origins: row.get(1).attempt(ATTEMPT)?,
                informants: row.get(2).attempt(ATTEMPT)?,
                is_disputed: row.get(3).attempt(ATTEMPT)?,
            })?;
        }
        Ok(())
    }

    /// Hands over who has which part in which claim, in order of claims.
    pub fn for_each_part_outline(&self, take: &mut dyn FnMut(PartOutline<'_>) -> Result<()>) -> Result<()> {
        let mut query = self
            .conn
            .prepare("SELECT claim, part, key, name, words, country, sector FROM claim_actor ORDER BY claim, part, position")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let required = |column| text(row, column).map(Option::unwrap_or_default);
            take(PartOutline {
                claim: required(0)?,
                part: required(1)?,
                key: required(2)?,
                name: required(3)?,
                words: required(4)?,
                country: text(row, 5)?,
                sector: text(row, 6)?,
            })?;
        }
        Ok(())
    }

    /// Rows of the claims whose words `query` matches, in order. Any input is safe; input without words finds nothing.
    pub fn claim_rows_with_words(&self, query: &str) -> Result<Vec<i64>> {
        let Some(words) = full_text(query) else { return Ok(Vec::new()) };
        let mut found = self
            .conn
            .prepare_cached("SELECT rowid FROM claim_text WHERE claim_text MATCH ?1 ORDER BY rowid")
            .attempt("search the claims")?;
        let rows = found.query_map([words], |row| row.get(0)).attempt("search the claims")?;
        rows.collect::<rusqlite::Result<_>>().attempt("search the claims")
    }
}

/// The text of a column, borrowed.
fn text<'r>(row: &'r Row, column: usize) -> Result<Option<&'r str>> {
    row.get_ref(column)
        .attempt(ATTEMPT)?
        .as_str_or_null()
        .map_err(|e| crate::LedgerError::damaged(format!("a column that is no text ({e})")))
}

fn day(row: &Row, column: usize) -> Result<Option<Day>> {
    text(row, column)?.map(|t| t.parse().map_err(crate::LedgerError::damaged)).transpose()
}
