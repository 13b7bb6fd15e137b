//! Says which corrections stand: those that nobody undid, and of several on the same thing the last.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::{Map, Value};
use tacitus_record::fingerprint;

use super::act::Act;
use crate::error::{Attempt, Result};
use crate::load;
use crate::sync::{Row, Table};

const ATTEMPT: &str = "read corrections";
/// The noun of these entries in the log.
pub(super) const NOUN: &str = "correction";
/// The noun of grades in logs of older versions; their id is the claim's.
const GRADE_NOUN: &str = "override";

pub(crate) const CORRECTION: Table = Table { name: "correction", columns: &["id", "seq", "detail", "undone_by", "overruled_by"], key: 1 };
pub(crate) const ABOUT: Table = Table { name: "correction_about", columns: &["subject", "correction"], key: 2 };

/// One correction as the log has it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub id: String,
    pub seq: i64,
    pub known_at: String,
    pub author: String,
    pub reason: String,
    pub act: Act,
    pub undone_by: Option<String>,
    pub overruled_by: Option<String>,
}

impl Told {
    /// Who says so and why, in words.
    pub fn because(&self) -> String {
        format!("by {}: {}", self.author, self.reason)
    }
}

/// All corrections, in the order in which they apply.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corrections {
    pub all: Vec<Told>,
}

/// The detail of an entry.
pub(super) fn detail(act: &Act, author: &str, reason: &str) -> Map<String, Value> {
    let mut detail = act.json();
    detail.insert("author".into(), author.into());
    detail.insert("reason".into(), reason.into());
    detail
}

/// A correction's id: `h-` (by hand) and 16 hex digits over what was said, by whom, why and when.
pub(super) fn correction_id(detail: &Map<String, Value>, known_at: &str) -> String {
    format!("h-{}", fingerprint(&format!("{} {known_at}", Value::Object(detail.clone()))))
}

impl Corrections {
    /// Reads the log and says what stands.
    pub fn load(conn: &Connection) -> Result<Corrections> {
        let mut query = conn
            .prepare("SELECT seq, known_at, noun, id, detail FROM entry WHERE noun IN ('correction', 'override') ORDER BY known_at, seq")
            .attempt(ATTEMPT)?;
        let mut rows = query.query([]).attempt(ATTEMPT)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            let (seq, known_at, noun, id): (i64, String, String, String) =
                (row.get(0).attempt(ATTEMPT)?, row.get(1).attempt(ATTEMPT)?, row.get(2).attempt(ATTEMPT)?, row.get(3).attempt(ATTEMPT)?);
            let detail = load::json(&row.get::<_, String>(4).attempt(ATTEMPT)?)?;
            let text = |key: &str| detail[key].as_str().unwrap_or_default().to_string();
            let (author, reason) = (text("author"), text("reason"));
            let (id, act) = if noun == GRADE_NOUN {
                let mut with_claim = detail.clone();
                with_claim["act"] = "grade".into();
                with_claim["claim"] = id.into();
                let act = Act::from_json(&with_claim)?;
                (correction_id(&self::detail(&act, &author, &reason), &known_at), act)
            } else {
                (id, Act::from_json(&detail)?)
            };
            all.push(Told { id, seq, known_at, author, reason, act, undone_by: None, overruled_by: None });
        }
        let mut corrections = Corrections { all };
        corrections.weigh();
        Ok(corrections)
    }

    /// Undoings first, the last ones of a chain before those that they undo; then what a later one overrules.
    fn weigh(&mut self) {
        let mut undoers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, told) in self.all.iter().enumerate() {
            if let Act::Undo { correction } = &told.act {
                undoers.entry(correction.clone()).or_default().push(at);
            }
        }
        // An undoing names an id that holds the hash of what it undoes, so that there are no circles: going round once for each settles all.
        for _ in 0..=undoers.len() {
            let mut is_settled = true;
            for at in 0..self.all.len() {
                let by = undoers.get(&self.all[at].id).into_iter().flatten().find(|&&u| self.all[u].undone_by.is_none());
                let by = by.map(|&u| self.all[u].id.clone());
                is_settled &= self.all[at].undone_by == by;
                self.all[at].undone_by = by;
            }
            if is_settled {
                break;
            }
        }
        let mut last: BTreeMap<String, String> = BTreeMap::new();
        for told in self.all.iter_mut().rev().filter(|t| t.undone_by.is_none()) {
            if let Some(matter) = told.act.overrules() {
                told.overruled_by = last.get(&matter).cloned();
                last.entry(matter).or_insert_with(|| told.id.clone());
            }
        }
    }

    /// Those that stand, in the order in which they apply.
    pub fn standing(&self) -> impl Iterator<Item = &Told> {
        self.all.iter().filter(|t| t.undone_by.is_none() && t.overruled_by.is_none())
    }

    /// Rows of `correction` and of `correction_about`.
    pub fn rows(&self) -> (Vec<Row>, Vec<Row>) {
        let row = |t: &Told| {
            let detail = Value::Object(detail(&t.act, &t.author, &t.reason)).to_string();
            vec![Some(t.id.clone()), Some(t.seq.to_string()), Some(detail), t.undone_by.clone(), t.overruled_by.clone()]
        };
        let about = |t: &Told| {
            let id = t.id.clone();
            t.act.subjects().into_iter().map(|s| vec![Some(s.to_string()), Some(id.clone())]).collect::<Vec<Row>>()
        };
        (CORRECTION.by_key(self.all.iter().map(row).collect()), ABOUT.by_key(self.all.iter().flat_map(about).collect()))
    }
}
