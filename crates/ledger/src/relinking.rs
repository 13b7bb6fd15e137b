//! Makes the projections anew from what is recorded, and logs what is different.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Transaction, TransactionBehavior, params};
use serde_json::{Value, json};
use tacitus_linking::{Copies, Linked, Report, copies, link};
use tacitus_record::{Article, EntryKind};

use crate::error::{Attempt, Result};
use crate::load;
use crate::log::Log;
use crate::projection::{self, Mentions};
use crate::sync::{Difference, Row};
use crate::wire::v1::Body;
use crate::{KnownAt, Ledger, Relinked};

const ATTEMPT: &str = "link what was read";

impl Ledger {
    /// Makes origins, incidents, links, counts and grades anew from what is recorded, in one transaction; writes only differences.
    pub fn relink(&mut self, known_at: &KnownAt) -> Result<Relinked> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        let mut log = Log::open(&tx, known_at)?;
        let (differences, mut done) = project(&tx)?;
        write_entries(&mut log, differences)?;
        done.entries = log.written();
        done.revision = log.close()?;
        tx.execute("UPDATE projected SET revision = ?1", params![done.revision as i64]).attempt(ATTEMPT)?;
        tx.commit().attempt(ATTEMPT)?;
        Ok(done)
    }

    /// Like [`Ledger::relink`] for a view of the past: its log is already written.
    pub(crate) fn relink_silently(&mut self) -> Result<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        project(&tx)?;
        let revision = crate::store::revision(&tx)?;
        tx.execute("UPDATE projected SET revision = ?1", params![revision as i64]).attempt(ATTEMPT)?;
        tx.commit().attempt(ATTEMPT)
    }
}

/// What is different in each projection.
struct Differences {
    claims: Vec<Difference>,
    origins: Vec<Difference>,
    incidents: Vec<Difference>,
    links: Vec<Difference>,
    /// Incident of each claim now.
    incident_of: BTreeMap<String, String>,
}

fn project(tx: &Transaction) -> Result<(Differences, Relinked)> {
    let captures = load::current_captures(tx)?;
    let articles: Vec<&Article> = captures.values().map(|c| &c.article).collect();
    let copies: Copies = copies(&articles);
    let bodies: BTreeMap<i64, Body> = captures.iter().map(|(id, c)| (*id, Body::new(c.article.text.as_str()))).collect();
    let mentions = Mentions::load(tx, &bodies)?;
    let reports: Vec<Report> =
        mentions.list.iter().map(|m| Report { id: &m.claim_id, claim: &m.claim, article: &captures[&m.capture].article }).collect();
    let linked: Linked = link(&reports, &copies);

    let by_article: BTreeMap<&str, &Body> = captures.iter().map(|(id, c)| (c.article.id.as_str(), &bodies[id])).collect();
    let (claims, actors) = projection::claim_rows(&mentions, &captures, &bodies, &linked);
    let claims = projection::CLAIM.sync(tx, claims)?;
    projection::CLAIM_ACTOR.sync(tx, actors)?;
    index_words(tx, &claims)?;
    let origins = projection::ORIGIN.sync(tx, projection::origin_rows(&copies, &by_article))?;
    let incidents = projection::INCIDENT.sync(tx, projection::incident_rows(&linked))?;
    let links = projection::LINK.sync(tx, projection::link_rows(&linked))?;
    let incident_of = linked.incidents.iter().flat_map(|i| i.claims.iter().map(|c| (c.clone(), i.id.clone()))).collect();
    let done = Relinked {
        origins: copies.origins.len() as u32,
        incidents: linked.incidents.len() as u32,
        links: linked.links.len() as u32,
        ..Relinked::default()
    };
    Ok((Differences { claims, origins, incidents, links, incident_of }, done))
}

/// Keeps the search index in step with the claims' words.
fn index_words(tx: &Transaction, claims: &[Difference]) -> Result<()> {
    let words = projection::CLAIM.columns.iter().position(|c| *c == "words").unwrap_or(0);
    let row_of = |id: &Option<String>| -> Result<i64> {
        tx.prepare_cached("SELECT rowid FROM claim WHERE id = ?1").attempt(ATTEMPT)?.query_row([id], |row| row.get(0)).attempt(ATTEMPT)
    };
    let mut changed_only = false;
    for difference in claims {
        match difference {
            Difference::New(is) => put_words(tx, row_of(&is[0])?, &is[words])?,
            Difference::Changed { was, is } if was[words] != is[words] => put_words(tx, row_of(&is[0])?, &is[words])?,
            Difference::Changed { .. } => {}
            Difference::Gone(_) => changed_only = true,
        }
    }
    if changed_only {
        tx.execute("DELETE FROM claim_text WHERE rowid NOT IN (SELECT rowid FROM claim)", []).attempt(ATTEMPT)?;
    }
    Ok(())
}

fn put_words(tx: &Transaction, row: i64, words: &Option<String>) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO claim_text (rowid, words) VALUES (?1, ?2)")
        .attempt(ATTEMPT)?
        .execute(params![row, words])
        .attempt(ATTEMPT)?;
    Ok(())
}

/// Logs the differences: claims first, then what joins them.
fn write_entries(log: &mut Log, differences: Differences) -> Result<()> {
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    for difference in &differences.claims {
        match difference {
            Difference::New(is) => log.write(EntryKind::Recorded, "claim", &text(&is[0]), &projection::grade_of(is))?,
            Difference::Gone(was) => log.write(EntryKind::Retracted, "claim", &text(&was[0]), &projection::grade_of(was))?,
            Difference::Changed { was, is } => {
                let (before, after) = (projection::grade_of(was), projection::grade_of(is));
                if before != after {
                    log.write(EntryKind::Linked, "grade", &text(&is[0]), &json!({"was": before, "is": after}))?;
                }
            }
        }
    }
    for difference in &differences.origins {
        match difference {
            Difference::New(is) if is[3].as_deref() != Some("original") => {
                log.write(EntryKind::Linked, "origin", &text(&is[1]), &projection::membership(is))?;
            }
            Difference::New(_) => {}
            Difference::Changed { was, is } if was[..4] != is[..4] => {
                let detail = json!({"was": projection::membership(was), "is": projection::membership(is)});
                log.write(EntryKind::Linked, "origin", &text(&is[1]), &detail)?;
            }
            Difference::Changed { .. } => {}
            Difference::Gone(was) => log.write(EntryKind::Unlinked, "origin", &text(&was[1]), &projection::membership(was))?,
        }
    }
    let claims = |row: &Row| row[1].as_deref().and_then(|c| serde_json::from_str::<Value>(c).ok()).unwrap_or(Value::Null);
    for difference in &differences.incidents {
        match difference {
            Difference::New(is) => log.write(EntryKind::Linked, "incident", &text(&is[0]), &json!({"claims": claims(is)}))?,
            Difference::Changed { was, is } if was[1] != is[1] => {
                log.write(EntryKind::Linked, "incident", &text(&is[0]), &json!({"was": claims(was), "claims": claims(is)}))?;
            }
            Difference::Changed { .. } => {}
            Difference::Gone(was) => {
                let old = claims(was);
                let now: BTreeSet<&String> =
                    old.as_array().into_iter().flatten().filter_map(|c| differences.incident_of.get(c.as_str()?)).collect();
                log.write(EntryKind::Unlinked, "incident", &text(&was[0]), &json!({"claims": old, "now": now}))?;
            }
        }
    }
    for difference in &differences.links {
        let (kind, row) = match difference {
            Difference::New(is) => (EntryKind::Linked, is),
            Difference::Changed { .. } => continue,
            Difference::Gone(was) => (EntryKind::Unlinked, was),
        };
        let id = row[..4].iter().map(text).collect::<Vec<_>>().join(" ");
        log.write(kind, "link", &id, &json!({"reason": row[4]}))?;
    }
    Ok(())
}
