//! Writes the append-only log. One transaction is one revision; a transaction without entries takes none.

use rusqlite::{Transaction, params};
use serde_json::Value;
use tacitus_record::EntryKind;

use crate::KnownAt;
use crate::error::{Attempt, Result};

const ATTEMPT: &str = "write to the ledger's log";

/// The log during one transaction.
pub(crate) struct Log<'t> {
    tx: &'t Transaction<'t>,
    known_at: &'t KnownAt,
    last: u64,
    written: u32,
}

impl<'t> Log<'t> {
    pub fn open(tx: &'t Transaction<'t>, known_at: &'t KnownAt) -> Result<Log<'t>> {
        Ok(Log { tx, known_at, last: crate::store::revision(tx)?, written: 0 })
    }

    /// The revision that this transaction's entries get.
    pub fn revision(&self) -> u64 {
        self.last + 1
    }

    pub fn known_at(&self) -> &str {
        self.known_at.as_str()
    }

    /// Entries written so far.
    pub fn written(&self) -> u32 {
        self.written
    }

    pub fn write(&mut self, kind: EntryKind, noun: &str, id: &str, detail: &Value) -> Result<()> {
        self.tx
            .prepare_cached("INSERT INTO entry (revision, known_at, kind, noun, id, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .attempt(ATTEMPT)?
            .execute(params![self.revision() as i64, self.known_at.as_str(), kind.as_str(), noun, id, detail.to_string()])
            .attempt(ATTEMPT)?;
        self.written += 1;
        Ok(())
    }

    /// The revision the ledger is at once this transaction is committed.
    pub fn close(self) -> Result<u64> {
        Ok(if self.written > 0 { self.last + 1 } else { self.last })
    }
}
