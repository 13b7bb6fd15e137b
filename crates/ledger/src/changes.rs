//! Answers with the log, and with what it comes to since some point.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde_json::Value;
use tacitus_record::EntryKind;

use crate::error::{Attempt, Result};
use crate::load;
use crate::{AsOf, Change, ChangeKind, Entry, Ledger};

const ATTEMPT: &str = "read the ledger's log";
const SELECT: &str = "SELECT seq, revision, known_at, kind, noun, id, detail FROM entry";

impl Ledger {
    /// The log of one claim, article, origin or incident, in order; links in which a claim takes part included.
    pub fn history(&self, id: &str) -> Result<Vec<Entry>> {
        let sql = format!(
            "{SELECT} WHERE id = ?1 OR id IN (SELECT correction FROM correction_about WHERE subject = ?1) OR (noun = 'link' AND instr(id, ?1) > 0) ORDER BY seq"
        );
        self.entries(&sql, params![id])
    }

    /// The whole log after that point, in order.
    pub fn entries_since(&self, since: &AsOf) -> Result<Vec<Entry>> {
        match since {
            AsOf::Revision(revision) => {
                let revision = i64::try_from(*revision).unwrap_or(i64::MAX);
                self.entries(&format!("{SELECT} WHERE revision > ?1 ORDER BY revision, seq"), params![revision])
            }
            AsOf::Instant(instant) => self.entries(&format!("{SELECT} WHERE known_at > ?1 ORDER BY seq"), params![instant.as_str()]),
        }
    }

    /// What is new, corroborated, disputed, regraded or retracted after that point: at most one change of a kind for each thing, in order of
    /// kind, then id. What came and went in between is left out.
    pub fn changes(&self, since: &AsOf) -> Result<Vec<Change>> {
        let mut by_thing: BTreeMap<(String, String), Vec<Entry>> = BTreeMap::new();
        for entry in self.entries_since(since)? {
            // A claim's grades are part of its story.
            let noun = if entry.noun == "grade" { "claim".to_string() } else { entry.noun.clone() };
            by_thing.entry((noun, entry.id.clone())).or_default().push(entry);
        }
        let mut changes = Vec::new();
        for ((noun, _), entries) in by_thing {
            match noun.as_str() {
                "claim" => changes.extend(claim_changes(&entries)),
                "article" => changes.extend(article_change(&entries)),
                "incident" => changes.extend(incident_change(&entries)),
                "correction" => changes.extend(self.correction_change(&entries)?),
                _ => {}
            }
        }
        changes.sort_by(|a, b| (a.what, &a.id).cmp(&(b.what, &b.id)));
        Ok(changes)
    }

    /// A correction, told of what it is mainly about.
    fn correction_change(&self, entries: &[Entry]) -> Result<Option<Change>> {
        let Some(entry) = entries.last() else { return Ok(None) };
        let Some(row) = self.correction(&entry.id)? else { return Ok(None) };
        let added = self.claim_added_by(&row.id)?;
        let id = added.as_deref().or_else(|| row.act.subjects().first().copied()).unwrap_or(&entry.id).to_string();
        Ok(Some(Change { what: ChangeKind::Corrected, id, reason: row.in_words(), entry: entry.clone() }))
    }

    pub(crate) fn entries(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Entry>> {
        let mut query = self.conn.prepare(sql).attempt(ATTEMPT)?;
        let mut rows = query.query(params).attempt(ATTEMPT)?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next().attempt(ATTEMPT)? {
            entries.push(entry(row)?);
        }
        Ok(entries)
    }
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        seq: row.get::<_, i64>(0).attempt(ATTEMPT)? as u64,
        revision: row.get::<_, i64>(1).attempt(ATTEMPT)? as u64,
        known_at: row.get(2).attempt(ATTEMPT)?,
        kind: load::named(&row.get::<_, String>(3).attempt(ATTEMPT)?)?,
        noun: row.get(4).attempt(ATTEMPT)?,
        id: row.get(5).attempt(ATTEMPT)?,
        detail: load::json(&row.get::<_, String>(6).attempt(ATTEMPT)?)?,
    })
}

fn change(what: ChangeKind, reason: String, entry: &Entry) -> Change {
    Change { what, id: entry.id.clone(), reason, entry: entry.clone() }
}

fn claim_changes(entries: &[Entry]) -> Vec<Change> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    match (first.kind, last.kind) {
        (EntryKind::Recorded, EntryKind::Retracted) => return Vec::new(),
        (EntryKind::Recorded, _) => return vec![change(ChangeKind::New, "first told".to_string(), last)],
        (_, EntryKind::Retracted) => {
            return vec![change(ChangeKind::Retracted, "no article that stands tells it any more".to_string(), last)];
        }
        _ => {}
    }
    let (was, is) = (first.detail.get("was").unwrap_or(&first.detail), last.detail.get("is").unwrap_or(&last.detail));
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_u64).unwrap_or(0);
    let pair = |key: &str| (number(was, key), number(is, key));
    let mut changes = Vec::new();
    let ((o, origins), (i, informants), (d, disputes), (c, credibility)) =
        (pair("origins"), pair("informants"), pair("disputes"), pair("credibility"));
    if origins > o || informants > i {
        let reason = format!("{o} → {origins} origins, {i} → {informants} informants, credibility {c} → {credibility}");
        changes.push(change(ChangeKind::Corroborated, reason, last));
    }
    if disputes > d {
        let reason = format!("{d} → {disputes} claims against it, credibility {c} → {credibility}");
        changes.push(change(ChangeKind::Disputed, reason, last));
    }
    if d > 0 && disputes == 0 {
        changes.push(change(ChangeKind::Settled, format!("nothing stands against it any more, credibility {c} → {credibility}"), last));
    }
    if changes.is_empty() && credibility != c {
        changes.push(change(ChangeKind::Regraded, format!("credibility {c} → {credibility}"), last));
    }
    changes
}

fn article_change(entries: &[Entry]) -> Option<Change> {
    let recorded = entries.iter().rev().find(|e| e.kind == EntryKind::Recorded)?;
    let anew = entries.iter().any(|e| e.kind == EntryKind::Retracted);
    Some(change(ChangeKind::New, if anew { "read anew" } else { "read" }.to_string(), recorded))
}

fn incident_change(entries: &[Entry]) -> Option<Change> {
    let (first, last) = (entries.first()?, entries.last()?);
    let is_new = first.kind == EntryKind::Linked && first.detail.get("was").is_none();
    match (is_new, last.kind) {
        (true, EntryKind::Unlinked) => None,
        (true, _) => Some(change(ChangeKind::New, "first told".to_string(), last)),
        (false, EntryKind::Unlinked) => {
            let now: Vec<&str> = last.detail.get("now").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
            let where_to =
                if now.is_empty() { "its claims are gone".to_string() } else { format!("its claims are in {} now", now.join(", ")) };
            Some(change(ChangeKind::Regrouped, where_to, last))
        }
        (false, _) => {
            let claims = |v: Option<&Value>| v.and_then(Value::as_array).map_or(0, Vec::len);
            let reason = format!("{} → {} claims", claims(first.detail.get("was")), claims(last.detail.get("claims")));
            Some(change(ChangeKind::Regrouped, reason, last))
        }
    }
}
