//! Keeps what a person says against a computed grade: an entry of the log with author and reason. The computed grade is made anew as before
//! and stands in the reason; the latest word of a person about a claim counts.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};
use tacitus_record::{EntryKind, Grade, Reliability};

use crate::error::{Attempt, LedgerError, LedgerErrorKind, Result};
use crate::load;
use crate::log::Log;
use crate::{KnownAt, Ledger};

const ATTEMPT: &str = "record a person's grade";
/// The noun of these entries in the log.
const NOUN: &str = "override";

/// A person's judgement of one claim. The two axes are apart: an axis that is `None` stays as computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeOverride {
    /// Admiralty reliability of its source.
    pub reliability: Option<Reliability>,
    /// Admiralty credibility, 1 to 6.
    pub credibility: Option<u8>,
    /// Who says so.
    pub author: String,
    /// Why.
    pub reason: String,
}

impl GradeOverride {
    /// The grade with this judgement over it.
    pub(crate) fn over(&self, computed: &Grade) -> Grade {
        let set = |axis: &str, value: Option<String>, was: String| value.map(|is| format!("{axis} {is} for {was}"));
        let axes = [
            set("reliability", self.reliability.map(|r| r.to_string()), computed.reliability.to_string()),
            set("credibility", self.credibility.map(|c| c.to_string()), computed.credibility.to_string()),
        ];
        let axes: Vec<String> = axes.into_iter().flatten().collect();
        Grade {
            reliability: self.reliability.unwrap_or(computed.reliability),
            credibility: self.credibility.unwrap_or(computed.credibility),
            reason: format!("{} set by {}: {}; computed: {}", axes.join(" and "), self.author, self.reason, computed.reason),
        }
    }
}

impl Ledger {
    /// Records a person's judgement of a claim and grades anew. One that sets neither axis withdraws the earlier ones.
    ///
    /// # Errors
    /// A claim that the ledger does not have; a credibility outside 1 to 6; no author or no reason.
    pub fn set_grade(&mut self, claim: &str, given: &GradeOverride, known_at: &KnownAt) -> Result<()> {
        let wrong = |why: String| Err(LedgerError::new(LedgerErrorKind::Other, why));
        if self.claim(claim)?.is_none() {
            return wrong(format!("there is no claim {claim} to grade; list ids with `tacitus claims`"));
        }
        if given.credibility.is_some_and(|c| !(1..=6).contains(&c)) {
            return wrong("credibility goes from 1 (confirmed) to 6 (cannot be judged)".to_string());
        }
        if given.author.trim().is_empty() || given.reason.trim().is_empty() {
            return wrong("a person's grade needs an author and a reason".to_string());
        }
        let GradeOverride { reliability, credibility, author, reason } = given;
        let detail = json!({
            "reliability": reliability.map(|r| r.as_str()),
            "credibility": credibility,
            "author": author,
            "reason": reason,
        });
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        let mut log = Log::open(&tx, known_at)?;
        log.write(EntryKind::Corrected, NOUN, claim, &detail)?;
        log.close()?;
        tx.commit().attempt(ATTEMPT)?;
        self.relink(known_at)?;
        Ok(())
    }
}

/// The judgements that stand, by claim: of each the last one; one that sets neither axis withdraws those before it.
pub(crate) fn overrides(conn: &Connection) -> Result<BTreeMap<String, GradeOverride>> {
    let mut query = conn.prepare("SELECT id, detail FROM entry WHERE noun = ?1 ORDER BY seq").attempt(ATTEMPT)?;
    let mut rows = query.query([NOUN]).attempt(ATTEMPT)?;
    let mut standing = BTreeMap::new();
    while let Some(row) = rows.next().attempt(ATTEMPT)? {
        let claim: String = row.get(0).attempt(ATTEMPT)?;
        let detail: Value = load::json(&row.get::<_, String>(1).attempt(ATTEMPT)?)?;
        let text = |key: &str| detail[key].as_str().unwrap_or_default().to_string();
        let given = GradeOverride {
            reliability: detail["reliability"].as_str().map(load::named).transpose()?,
            credibility: detail["credibility"].as_u64().and_then(|c| u8::try_from(c).ok()),
            author: text("author"),
            reason: text("reason"),
        };
        if given.reliability.is_none() && given.credibility.is_none() {
            standing.remove(&claim);
        } else {
            standing.insert(claim, given);
        }
    }
    Ok(standing)
}
