//! The crate's one error: what was attempted, on what, and what to do.

use std::fmt;

use tacitus_record::named_enum;

named_enum! {
    /// What went wrong, for exit codes and tests.
    pub enum LedgerErrorKind {
        /// No such file.
        Missing = "missing",
        /// A file is there already.
        Exists = "exists",
        /// The file is no ledger.
        NotALedger = "not a ledger",
        /// Made by a newer Tacitus.
        NewerVersion = "newer version",
        /// Another process is writing.
        Locked = "locked",
        /// No room left.
        Full = "full",
        /// The file may not be read or written.
        NotPermitted = "not permitted",
        /// What was asked for cannot be said of what the ledger holds; nothing was changed.
        Refused = "refused",
        /// The content contradicts itself.
        Damaged = "damaged",
        /// Anything else.
        Other = "other",
    }
}

/// Why the ledger could not do what was asked. Nothing is half done: every write is one transaction.
#[derive(Debug)]
pub struct LedgerError {
    kind: LedgerErrorKind,
    message: String,
    source: Option<rusqlite::Error>,
}

/// Short for a result with a [`LedgerError`].
pub type Result<T> = std::result::Result<T, LedgerError>;

impl LedgerError {
    pub(crate) fn new(kind: LedgerErrorKind, message: impl Into<String>) -> LedgerError {
        LedgerError { kind, message: message.into(), source: None }
    }

    /// A stored value that cannot be what this program wrote.
    pub(crate) fn damaged(what: impl fmt::Display) -> LedgerError {
        LedgerError::new(
            LedgerErrorKind::Damaged,
            format!("the ledger holds something it cannot hold: {what}; keep the file, make a new ledger and read the articles again"),
        )
    }

    /// What a person asked for and cannot have.
    pub(crate) fn refused(why: impl Into<String>) -> LedgerError {
        LedgerError::new(LedgerErrorKind::Refused, why)
    }

    /// What went wrong.
    pub fn kind(&self) -> LedgerErrorKind {
        self.kind
    }

    /// Turns SQLite's answer into ours. `attempt` completes "could not …".
    pub(crate) fn sqlite(attempt: &str, error: rusqlite::Error) -> LedgerError {
        use rusqlite::ffi::ErrorCode;
        let (kind, advice) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (LedgerErrorKind::Locked, "another process is writing to it; let it finish, or use another ledger with --ledger")
            }
            Some(ErrorCode::DiskFull) => {
                (LedgerErrorKind::Full, "the disk is full; everything recorded before is kept: make room and run the same command again")
            }
            Some(ErrorCode::NotADatabase) => {
                (LedgerErrorKind::NotALedger, "the file is no ledger; give the path of a ledger.db made by `tacitus init`")
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                (LedgerErrorKind::Damaged, "the file is damaged; keep it, make a new ledger and read the articles again")
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                (LedgerErrorKind::NotPermitted, "check the permissions of the file and of its folder")
            }
            _ => (LedgerErrorKind::Other, "if it stays, please report it with this message"),
        };
        LedgerError { kind, message: format!("could not {attempt}: {error}; {advice}"), source: Some(error) }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message)
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|e| e as _)
    }
}

/// Names the attempt in SQLite's errors.
pub(crate) trait Attempt<T> {
    fn attempt(self, what: &str) -> Result<T>;
}

impl<T> Attempt<T> for rusqlite::Result<T> {
    fn attempt(self, what: &str) -> Result<T> {
        self.map_err(|e| LedgerError::sqlite(what, e))
    }
}
