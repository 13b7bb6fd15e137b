//! Reads articles and claims back from their stored JSON.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use serde_json::Value;
use tacitus_record::{Article, Claim, Day};

use crate::error::{Attempt, LedgerError, Result};
use crate::wire::v1::{self, Body};

/// A captured article as stored.
pub(crate) struct Capture {
    pub article: Article,
    pub known_at: String,
}

const COLUMNS: &str = "id, record, body, source, known_at";

/// Every capture that stands, by its row number.
pub(crate) fn current_captures(conn: &Connection) -> Result<BTreeMap<i64, Capture>> {
    const ATTEMPT: &str = "read the stored articles";
    let mut query = conn.prepare(&format!("SELECT {COLUMNS} FROM capture WHERE current = 1 ORDER BY id")).attempt(ATTEMPT)?;
    let mut rows = query.query([]).attempt(ATTEMPT)?;
    let mut captures = BTreeMap::new();
    while let Some(row) = rows.next().attempt(ATTEMPT)? {
        let (id, capture) = capture(row)?;
        captures.insert(id, capture);
    }
    Ok(captures)
}

/// Verdicts on passages that were kept.
pub(crate) fn compared(conn: &Connection) -> Result<Vec<(String, Option<String>)>> {
    const ATTEMPT: &str = "read the verdicts on passages";
    let mut query = conn.prepare("SELECT pair, verdict FROM compared").attempt(ATTEMPT)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).attempt(ATTEMPT)?;
    rows.collect::<rusqlite::Result<_>>().attempt(ATTEMPT)
}

/// The capture of a row that starts with id, record, body, source, known_at.
pub(crate) fn capture(row: &Row) -> Result<(i64, Capture)> {
    const ATTEMPT: &str = "read a stored article";
    let record: String = row.get(1).attempt(ATTEMPT)?;
    let body: String = row.get(2).attempt(ATTEMPT)?;
    let mut record = json(&record)?;
    record["text"] = body.into();
    let article = v1::article_from(&record, row.get(3).attempt(ATTEMPT)?).map_err(LedgerError::damaged)?;
    Ok((row.get(0).attempt(ATTEMPT)?, Capture { article, known_at: row.get(4).attempt(ATTEMPT)? }))
}

/// Parses stored JSON.
pub(crate) fn json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| LedgerError::damaged(format!("a record that is no JSON ({e})")))
}

/// The claim of a stored JSON.
pub(crate) fn claim(value: &Value, body: &Body) -> Result<Claim> {
    v1::claim_from(value, body).map_err(LedgerError::damaged)
}

/// A stored day.
pub(crate) fn day(text: Option<String>) -> Result<Option<Day>> {
    text.map(|t| t.parse().map_err(LedgerError::damaged)).transpose()
}

/// A word of a closed vocabulary.
pub(crate) fn named<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T> {
    text.parse().map_err(LedgerError::damaged)
}

/// Bodies of captures, read when first asked for.
#[derive(Default)]
pub(crate) struct Bodies {
    known: BTreeMap<i64, Body<'static>>,
}

impl Bodies {
    pub fn get(&mut self, conn: &Connection, capture: i64) -> Result<&Body<'static>> {
        const ATTEMPT: &str = "read the body of an article";
        if let std::collections::btree_map::Entry::Vacant(place) = self.known.entry(capture) {
            let text: String = conn
                .prepare_cached("SELECT body FROM capture WHERE id = ?1")
                .attempt(ATTEMPT)?
                .query_row(params![capture], |row| row.get(0))
                .attempt(ATTEMPT)?;
            place.insert(Body::new(text));
        }
        Ok(&self.known[&capture])
    }
}
