//! Answers with corrections, and puts them beside what they correct.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::act::{Act, Field};
use crate::error::{Attempt, LedgerError, Result};
use crate::wire::v1::{self, Body};
use crate::{Ledger, load};

const ATTEMPT: &str = "read corrections";
const SELECT: &str =
    "SELECT c.id, c.seq, c.detail, c.undone_by, c.overruled_by, e.known_at, e.revision FROM correction c JOIN entry e ON e.seq = c.seq";

/// One correction with how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectionRow {
    /// `h-` and 16 hex digits.
    pub id: String,
    /// Position in the log.
    pub seq: u64,
    /// Revision that recorded it.
    pub revision: u64,
    /// When it was said (RFC 3339, UTC).
    pub known_at: String,
    /// Who said so.
    pub author: String,
    /// Why.
    pub reason: String,
    /// What was said.
    pub act: Act,
    /// Correction that takes it back.
    pub undone_by: Option<String>,
    /// Later correction of the same thing, which counts instead.
    pub overruled_by: Option<String>,
    /// Ids of what it is about and that the ledger does not have now.
    pub missing: Vec<String>,
}

impl CorrectionRow {
    /// Whether it counts: nobody undid it and no later one is of the same thing.
    pub fn is_standing(&self) -> bool {
        self.undone_by.is_none() && self.overruled_by.is_none()
    }

    /// In words: what, by whom, when and why.
    pub fn in_words(&self) -> String {
        format!("{} by {} on {}: {}", self.act.done(), self.author, self.day(), self.reason)
    }

    /// Day on which it was said (UTC).
    pub fn day(&self) -> &str {
        self.known_at.get(..10).unwrap_or(&self.known_at)
    }
}

/// A correction of a claim as it is shown beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The correction.
    pub correction: CorrectionRow,
    /// For a field that was set: its JSON as read.
    pub read: Option<Value>,
}

/// Puts a person's value in place of the one that was read; the ground says whose it is.
pub(super) fn set_field(json: &mut Value, field: Field, value: &Value, because: &str) {
    let grounded = |value: &Value| {
        let mut value = value.clone();
        if let Value::Object(fields) = &mut value {
            fields.insert("implicit".into(), true.into());
            fields.insert("implied_by".into(), format!("set {because}").into());
        }
        value
    };
    let value = match value {
        Value::Array(list) => list.iter().map(grounded).collect(),
        value if field.is_grounded() => grounded(value),
        value => value.clone(),
    };
    json[field.as_str()] = value;
    match field {
        Field::Actor => json["more_actors"] = json!([]),
        Field::Target => json["more_targets"] = json!([]),
        // The text's own word would say the deed that was read.
        Field::Predicate | Field::Event => json["wording"] = Value::Null,
        _ => {}
    }
}

/// The JSON of a claim with what people set, and what was read there.
fn set_fields(json: &mut Value, corrections: Vec<CorrectionRow>) -> Vec<Corrected> {
    let as_read = json.clone();
    corrections
        .into_iter()
        .map(|correction| {
            let mut read = None;
            if let Act::Override { field, value, .. } = &correction.act {
                set_field(json, *field, value, &format!("by {}: {}", correction.author, correction.reason));
                read = Some(as_read[field.as_str()].clone());
            }
            Corrected { correction, read }
        })
        .collect()
}

impl Ledger {
    /// All corrections, those that do not stand included, in the order in which they apply.
    pub fn corrections(&self) -> Result<Vec<CorrectionRow>> {
        self.corrections_where("1 = 1", [])
    }

    /// Corrections about that claim, article or correction, in the order in which they apply.
    pub fn corrections_about(&self, subject: &str) -> Result<Vec<CorrectionRow>> {
        self.corrections_where("c.id IN (SELECT correction FROM correction_about WHERE subject = ?1)", [subject])
    }

    /// The correction with that id.
    pub fn correction(&self, id: &str) -> Result<Option<CorrectionRow>> {
        Ok(self.corrections_where("c.id = ?1", [id])?.pop())
    }

    /// The correction whose id starts so.
    pub(super) fn correction_named(&self, start: &str) -> Result<CorrectionRow> {
        let start = start.trim();
        if start.is_empty() || !start.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(LedgerError::refused(format!("`{start}` is no correction; list them with `tacitus correct list`")));
        }
        let mut found = self.corrections_where("c.id >= ?1 AND c.id < ?1 || '~'", [start])?;
        match (found.pop(), found.len()) {
            (Some(one), 0) => Ok(one),
            (Some(_), _) => Err(LedgerError::refused(format!("`{start}` is the start of several corrections; give more of it"))),
            (None, _) => Err(LedgerError::refused(format!("there is no correction {start}; list them with `tacitus correct list`"))),
        }
    }

    /// What stands beside a claim: corrections of it that count, with what was read. Sets the fields in `json`.
    pub(crate) fn corrected(&self, claim: &str, json: &mut Value) -> Result<Vec<Corrected>> {
        let mut any = self.conn.prepare_cached("SELECT 1 FROM correction_about WHERE subject = ?1").attempt(ATTEMPT)?;
        let added = "SELECT 1 FROM added WHERE claim = ?1";
        if !any.exists([claim]).attempt(ATTEMPT)? && !self.conn.prepare_cached(added).attempt(ATTEMPT)?.exists([claim]).attempt(ATTEMPT)? {
            return Ok(Vec::new());
        }
        let mut rows = self.corrections_where(
            "c.undone_by IS NULL AND c.overruled_by IS NULL AND c.id IN (SELECT correction FROM correction_about WHERE subject = ?1 \
             UNION SELECT correction FROM added WHERE claim = ?1)",
            [claim],
        )?;
        // A withdrawn grade says nothing any more.
        rows.retain(|r| !matches!(r.act, Act::Grade { reliability: None, credibility: None, .. }));
        Ok(set_fields(json, rows))
    }

    fn corrections_where<const N: usize>(&self, condition: &str, given: [&str; N]) -> Result<Vec<CorrectionRow>> {
        let mut query = self.conn.prepare_cached(&format!("{SELECT} WHERE {condition} ORDER BY e.known_at, c.seq")).attempt(ATTEMPT)?;
        let mut rows = query.query(rusqlite::params_from_iter(given)).attempt(ATTEMPT)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            found.push(self.correction_row(row)?);
        }
        Ok(found)
    }

    fn correction_row(&self, row: &Row) -> Result<CorrectionRow> {
        let detail = load::json(&row.get::<_, String>(2).attempt(ATTEMPT)?)?;
        let text = |key: &str| detail[key].as_str().unwrap_or_default().to_string();
        let act = Act::from_json(&detail)?;
        let id: String = row.get(0).attempt(ATTEMPT)?;
        let mut missing = Vec::new();
        for subject in act.subjects() {
            let table = match subject.get(..2) {
                Some("a-") => "SELECT 1 FROM capture WHERE article = ?1 AND current = 1",
                Some("h-") => "SELECT 1 FROM correction WHERE id = ?1",
                _ => "SELECT 1 FROM claim WHERE id = ?1",
            };
            if !self.conn.prepare_cached(table).attempt(ATTEMPT)?.exists([subject]).attempt(ATTEMPT)? {
                missing.push(subject.to_string());
            }
        }
        let (undone_by, overruled_by): (Option<String>, Option<String>) = (row.get(3).attempt(ATTEMPT)?, row.get(4).attempt(ATTEMPT)?);
        if let Act::AddClaim { article, .. } = &act
            && undone_by.is_none()
            && self.claim_added_by(&id)?.is_none()
            && missing.is_empty()
        {
            missing.push(format!("words in {article}"));
        }
        Ok(CorrectionRow {
            seq: row.get::<_, i64>(1).attempt(ATTEMPT)? as u64,
            revision: row.get::<_, i64>(6).attempt(ATTEMPT)? as u64,
            known_at: row.get(5).attempt(ATTEMPT)?,
            author: text("author"),
            reason: text("reason"),
            act,
            undone_by,
            overruled_by,
            missing,
            id,
        })
    }

    /// The claim that a correction added.
    pub fn claim_added_by(&self, correction: &str) -> Result<Option<String>> {
        self.conn
            .prepare_cached("SELECT claim FROM added WHERE correction = ?1")
            .attempt(ATTEMPT)?
            .query_row(params![correction], |row| row.get(0))
            .optional()
            .attempt(ATTEMPT)
    }

    /// The JSON and the claim of a stored record with what people set.
    pub(crate) fn claim_as_corrected(
        &self,
        id: &str,
        mut json: Value,
        body: &Body,
    ) -> Result<(Value, tacitus_record::Claim, Vec<Corrected>)> {
        let corrections = self.corrected(id, &mut json)?;
        let claim = load::claim(&json, body)?;
        if corrections.iter().any(|c| c.read.is_some()) {
            json = v1::claim_as_read(&claim, body);
        }
        Ok((json, claim, corrections))
    }
}
