//! Opens and makes ledger files.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Attempt, LedgerError, LedgerErrorKind, Result};

/// Version of the tables, in SQLite's `user_version`.
const VERSION: i64 = 4;
/// Marks the file as ours, in SQLite's `application_id`: "Tcts".
const APPLICATION: i64 = 0x5463_7473;
/// How long to wait for another writer. A batch is stored within that time; a longer lock is another process at work.
const PATIENCE: Duration = Duration::from_secs(2);

/// One ledger: a file, or memory. One process writes, any number read.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) conn: Connection,
}

impl Ledger {
    /// Makes a new ledger; an existing file is an error.
    pub fn create(path: &Path) -> Result<Ledger> {
        if path.exists() {
            return Err(LedgerError::new(
                LedgerErrorKind::Exists,
                format!("could not make a ledger at {}: there is a file already; open it, or choose another name", path.display()),
            ));
        }
        let attempt = format!("make a ledger at {}", path.display());
        let conn = Connection::open(path).attempt(&attempt)?;
        let mut ledger = Ledger { conn };
        ledger.prepare(&attempt)?;
        ledger.lay_out(&attempt)?;
        Ok(ledger)
    }

    /// Opens an existing ledger; a missing file is an error. What an interrupted run left unlinked is not linked here: see
    /// [`Ledger::is_linked`].
    pub fn open(path: &Path) -> Result<Ledger> {
        if !path.exists() {
            return Err(LedgerError::new(
                LedgerErrorKind::Missing,
                format!("there is no ledger at {}; make one with `tacitus init`, or give its path with --ledger", path.display()),
            ));
        }
        let attempt = format!("open the ledger {}", path.display());
        let conn =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX).attempt(&attempt)?;
        let mut ledger = Ledger { conn };
        let application: i64 = ledger.conn.pragma_query_value(None, "application_id", |row| row.get(0)).attempt(&attempt)?;
        let version: i64 = ledger.conn.pragma_query_value(None, "user_version", |row| row.get(0)).attempt(&attempt)?;
        if application != APPLICATION {
            return Err(LedgerError::new(
                LedgerErrorKind::NotALedger,
                format!("{} is no ledger; give the path of a ledger.db made by `tacitus init`", path.display()),
            ));
        }
        if version > VERSION {
            return Err(LedgerError::new(
                LedgerErrorKind::NewerVersion,
                format!(
                    "the ledger {} was made by a newer Tacitus (its tables are version {version}, this program knows up to {VERSION}); \
                     use that newer Tacitus, nothing was changed",
                    path.display()
                ),
            ));
        }
        ledger.prepare(&attempt)?;
        ledger.upgrade(version, &attempt)?;
        Ok(ledger)
    }

    /// Makes a ledger that lives in memory (tests, `--as-of`, the demo).
    pub fn open_in_memory() -> Result<Ledger> {
        let attempt = "make a ledger in memory";
        let mut ledger = Ledger { conn: Connection::open_in_memory().attempt(attempt)? };
        ledger.prepare(attempt)?;
        ledger.lay_out(attempt)?;
        Ok(ledger)
    }

    fn prepare(&self, attempt: &str) -> Result<()> {
        self.conn.busy_timeout(PATIENCE).attempt(attempt)?;
        // WAL: readers go on while one writes. FULL: a batch that was reported as stored survives a power cut.
        self.conn.pragma_update(None, "journal_mode", "WAL").attempt(attempt)?;
        self.conn.pragma_update(None, "synchronous", "FULL").attempt(attempt)?;
        // KiB: enough for the upper pages of every index; the rest is in the system's own cache.
        self.conn.pragma_update(None, "cache_size", -16_384).attempt(attempt)?;
        // The default checkpoint of 1,000 pages costs five to fifty times in bulk loads.
        self.conn.pragma_update(None, "wal_autocheckpoint", 65_536).attempt(attempt)?;
        self.conn.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// Adds what tables of an older version lack.
    fn upgrade(&mut self, version: i64, attempt: &str) -> Result<()> {
        if version >= VERSION {
            return Ok(());
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(attempt)?;
        tx.execute_batch(include_str!("dated_by_origin.sql")).attempt(attempt)?;
        tx.execute_batch(include_str!("corrections.sql")).attempt(attempt)?;
        tx.execute_batch(include_str!("compared.sql")).attempt(attempt)?;
        tx.pragma_update(None, "user_version", VERSION).attempt(attempt)?;
        tx.commit().attempt(attempt)
    }

    fn lay_out(&mut self, attempt: &str) -> Result<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(attempt)?;
        tx.execute_batch(include_str!("schema.sql")).attempt(attempt)?;
        tx.execute_batch(include_str!("dated_by_origin.sql")).attempt(attempt)?;
        tx.execute_batch(include_str!("corrections.sql")).attempt(attempt)?;
        tx.execute_batch(include_str!("compared.sql")).attempt(attempt)?;
        tx.pragma_update(None, "application_id", APPLICATION).attempt(attempt)?;
        tx.pragma_update(None, "user_version", VERSION).attempt(attempt)?;
        tx.commit().attempt(attempt)
    }

    /// Lets the file grow no further, as on a full disk.
    #[doc(hidden)]
    pub fn limit_size_for_tests(&self) -> Result<()> {
        let pages: i64 = self.conn.pragma_query_value(None, "page_count", |row| row.get(0)).attempt("limit the ledger")?;
        self.conn.pragma_update(None, "max_page_count", pages).attempt("limit the ledger")
    }

    /// Last revision; 0 for an empty ledger.
    pub fn revision(&self) -> Result<u64> {
        revision(&self.conn)
    }

    /// Whether origins, incidents and grades are those of the last reading. After a run that was interrupted they are not:
    /// call [`Ledger::relink`].
    pub fn is_linked(&self) -> Result<bool> {
        let linked: i64 =
            self.conn.query_row("SELECT revision FROM projected", [], |row| row.get(0)).attempt("see how far the ledger is linked")?;
        let read: i64 = self
            .conn
            .query_row("SELECT coalesce(max(revision), 0) FROM capture", [], |row| row.get(0))
            .attempt("see how far the ledger is linked")?;
        Ok(linked >= read)
    }
}

/// Last revision of the log.
pub(crate) fn revision(conn: &Connection) -> Result<u64> {
    let last: i64 =
        conn.query_row("SELECT coalesce(max(revision), 0) FROM entry", [], |row| row.get(0)).attempt("read the ledger's revision")?;
    Ok(last as u64)
}
