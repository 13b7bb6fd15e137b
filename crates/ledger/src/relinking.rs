//! Makes the projections anew from what is recorded, and logs what is different.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Transaction, TransactionBehavior, params};
use serde_json::{Value, json};
use tacitus_linking::{Compared, Copies, Linked, Report, Story, copies_as_said, link_as_said, stories};
use tacitus_record::{Article, EntryKind};

use crate::ahead::meanwhile;
use crate::corrections::{ABOUT, ADDED, CORRECTION, Corrections};
use crate::error::{Attempt, Result};
use crate::load;
use crate::log::Log;
use crate::projection::{self, Mentions, Told};
use crate::sync::{Difference, Row};
use crate::wire::v1::Body;
use crate::{KnownAt, Ledger, Relinked};

const ATTEMPT: &str = "link what was read";

impl Ledger {
    /// Makes origins, incidents, links, counts and grades anew from what is recorded, in one transaction; writes only differences.
    pub fn relink(&mut self, known_at: &KnownAt) -> Result<Relinked> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        let done = relink_in(&tx, Log::open(&tx, known_at)?)?;
        tx.commit().attempt(ATTEMPT)?;
        Ok(done)
    }

    /// Like [`Ledger::relink`] for a view of the past: its log is already written.
    pub(crate) fn relink_silently(&mut self) -> Result<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        project(&tx, None)?;
        let revision = crate::store::revision(&tx)?;
        tx.execute("UPDATE projected SET revision = ?1", params![revision as i64]).attempt(ATTEMPT)?;
        tx.commit().attempt(ATTEMPT)
    }
}

/// Links within a transaction that may have written to the log already.
pub(crate) fn relink_in(tx: &Transaction, mut log: Log) -> Result<Relinked> {
    let mut done = project(tx, Some(&mut log))?;
    done.entries = log.written();
    done.revision = log.close()?;
    tx.execute("UPDATE projected SET revision = ?1", params![done.revision as i64]).attempt(ATTEMPT)?;
    Ok(done)
}

/// Makes every projection anew. Claims come first, then what joins them; the log, where there is one, gets the differences in that order.
fn project(tx: &Transaction, mut log: Option<&mut Log>) -> Result<Relinked> {
    let captures = load::current_captures(tx)?;
    let articles: Vec<&Article> = captures.values().map(|c| &c.article).collect();
    let corrections = Corrections::load(tx)?;
    let (rows, about) = corrections.rows();
    CORRECTION.sync(tx, &rows, as_is, |_| Ok(()))?;
    ABOUT.sync(tx, &about, as_is, |_| Ok(()))?;
    let copies: Copies = copies_as_said(&articles, &corrections.of_texts());
    let stories: Vec<Story> = stories(&articles, &copies);
    let bodies: BTreeMap<i64, Body> = captures.iter().map(|(id, c)| (*id, Body::new(c.article.text.as_str()))).collect();
    let linked = {
        let mut mentions = Mentions::load(tx, &bodies)?;
        let (added, rows) = corrections.added(&captures, &bodies)?;
        ADDED.sync(tx, &rows, as_is, |_| Ok(()))?;
        mentions.list.extend(added);
        let dated = projection::DATED_BY_ORIGIN.by_key(mentions.date_by_origins(&captures, &copies));
        projection::DATED_BY_ORIGIN.sync(tx, &dated, as_is, |_| Ok(()))?;
        corrections.set_fields(&mut mentions, &bodies)?;
        let rejected = corrections.rejected();
        let mut reports: Vec<Report> = mentions.reports(&captures);
        reports.retain(|r| !rejected.contains(r.id));
        let said = corrections.of_claims();
        let by_claim = mentions.by_claim(&captures);
        let mut linked = Linked::default();
        // Who is in a claim does not depend on what is linked.
        let actors = || projection::CLAIM_ACTOR.sync(tx, &by_claim, |(id, told)| projection::actor_rows(id, told), |_| Ok(()));
        let compared = Compared::from_known(load::compared(tx)?);
        meanwhile(|| linked = link_as_said(&reports, &copies, &stories, &said, &compared), actors)?;
        let verdicts: Vec<Row> = compared.asked().into_iter().map(|(pair, verdict)| vec![Some(pair), verdict]).collect();
        projection::COMPARED.sync(tx, &verdicts, as_is, |_| Ok(()))?;
        let carried = |claim: &str| {
            let told = by_claim.binary_search_by(|(id, _)| (*id).cmp(claim)).ok().map(|at| &by_claim[at].1);
            told.map_or(0, |told| told.iter().map(|m| m.capture).collect::<BTreeSet<i64>>().len() as u32)
        };
        corrections.grade(&mut linked, carried);
        let mut any_gone = false;
        let row = |(id, told): &Told| projection::claim_row(id, told, &captures, &bodies, &linked).into_iter().collect();
        projection::CLAIM.sync(tx, &by_claim, row, |claim| {
            any_gone |= matches!(claim, Difference::Gone(_));
            index_words(tx, &claim)?;
            log.as_deref_mut().map_or(Ok(()), |log| log_claim(log, &claim))
        })?;
        if any_gone {
            tx.execute("DELETE FROM claim_text WHERE rowid NOT IN (SELECT rowid FROM claim)", []).attempt(ATTEMPT)?;
        }
        linked
    };
    let by_article: BTreeMap<&str, &Body> = captures.iter().map(|(id, c)| (c.article.id.as_str(), &bodies[id])).collect();
    let origins = projection::ORIGIN.by_key(projection::origin_rows(&copies, &by_article));
    projection::ORIGIN.sync(tx, &origins, as_is, |origin| log.as_deref_mut().map_or(Ok(()), |log| log_origin(log, &origin)))?;
    let incident_of: BTreeMap<&str, &str> =
        linked.incidents.iter().flat_map(|i| i.claims.iter().map(|c| (c.as_str(), i.id.as_str()))).collect();
    let incidents = projection::INCIDENT.by_key(projection::incident_rows(&linked));
    projection::INCIDENT
        .sync(tx, &incidents, as_is, |incident| log.as_deref_mut().map_or(Ok(()), |log| log_incident(log, &incident, &incident_of)))?;
    let links = projection::LINK.by_key(projection::link_rows(&linked));
    projection::LINK.sync(tx, &links, as_is, |link| log.as_deref_mut().map_or(Ok(()), |log| log_link(log, &link)))?;
    Ok(Relinked {
        origins: copies.origins.len() as u32,
        incidents: linked.incidents.len() as u32,
        links: linked.links.len() as u32,
        ..Relinked::default()
    })
}

/// Rows that are made already.
fn as_is(row: &Row) -> Vec<Row> {
    vec![row.clone()]
}

/// Keeps the search index in step with a claim's words.
fn index_words(tx: &Transaction, claim: &Difference) -> Result<()> {
    let words = projection::CLAIM.columns.iter().position(|c| *c == "words").unwrap_or(0);
    let is = match claim {
        Difference::New(is) => is,
        Difference::Changed { was, is } if was[words] != is[words] => is,
        Difference::Changed { .. } | Difference::Gone(_) => return Ok(()),
    };
    let row: i64 = tx
        .prepare_cached("SELECT rowid FROM claim WHERE id = ?1")
        .attempt(ATTEMPT)?
        .query_row([&is[0]], |row| row.get(0))
        .attempt(ATTEMPT)?;
    tx.prepare_cached("INSERT OR REPLACE INTO claim_text (rowid, words) VALUES (?1, ?2)")
        .attempt(ATTEMPT)?
        .execute(params![row, is[words]])
        .attempt(ATTEMPT)?;
    Ok(())
}

fn text(cell: &Option<String>) -> String {
    cell.clone().unwrap_or_default()
}

fn log_claim(log: &mut Log, claim: &Difference) -> Result<()> {
    match claim {
        Difference::New(is) => log.write(EntryKind::Recorded, "claim", &text(&is[0]), &projection::grade_of(is)),
        Difference::Gone(was) => log.write(EntryKind::Retracted, "claim", &text(&was[0]), &projection::grade_of(was)),
        Difference::Changed { was, is } => {
            let (before, after) = (projection::grade_of(was), projection::grade_of(is));
            if before == after {
                return Ok(());
            }
            log.write(EntryKind::Linked, "grade", &text(&is[0]), &json!({"was": before, "is": after}))
        }
    }
}

fn log_origin(log: &mut Log, origin: &Difference) -> Result<()> {
    match origin {
        Difference::New(is) if is[3].as_deref() != Some("original") => {
            log.write(EntryKind::Linked, "origin", &text(&is[1]), &projection::membership(is))
        }
        Difference::Changed { was, is } if was[..4] != is[..4] => {
            let detail = json!({"was": projection::membership(was), "is": projection::membership(is)});
            log.write(EntryKind::Linked, "origin", &text(&is[1]), &detail)
        }
        Difference::New(_) | Difference::Changed { .. } => Ok(()),
        Difference::Gone(was) => log.write(EntryKind::Unlinked, "origin", &text(&was[1]), &projection::membership(was)),
    }
}

/// `incident_of`: incident of each claim now.
fn log_incident(log: &mut Log, incident: &Difference, incident_of: &BTreeMap<&str, &str>) -> Result<()> {
    let claims = |row: &Row| row[1].as_deref().and_then(|c| serde_json::from_str::<Value>(c).ok()).unwrap_or(Value::Null);
    match incident {
        Difference::New(is) => log.write(EntryKind::Linked, "incident", &text(&is[0]), &json!({"claims": claims(is)})),
        Difference::Changed { was, is } if was[1] != is[1] => {
            log.write(EntryKind::Linked, "incident", &text(&is[0]), &json!({"was": claims(was), "claims": claims(is)}))
        }
        Difference::Changed { .. } => Ok(()),
        Difference::Gone(was) => {
            let old = claims(was);
            let now: BTreeSet<&&str> = old.as_array().into_iter().flatten().filter_map(|c| incident_of.get(c.as_str()?)).collect();
            log.write(EntryKind::Unlinked, "incident", &text(&was[0]), &json!({"claims": old, "now": now}))
        }
    }
}

fn log_link(log: &mut Log, link: &Difference) -> Result<()> {
    let (kind, row) = match link {
        Difference::New(is) => (EntryKind::Linked, is),
        Difference::Changed { .. } => return Ok(()),
        Difference::Gone(was) => (EntryKind::Unlinked, was),
    };
    let id = row[..4].iter().map(text).collect::<Vec<_>>().join(" ");
    log.write(kind, "link", &id, &json!({"reason": row[4]}))
}
