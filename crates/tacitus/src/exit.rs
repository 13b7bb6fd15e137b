//! How a command ends: the exit codes that scripts rely on, and failures that say what to do.

use std::fmt;
use std::io;

use tacitus_ledger::{LedgerError, LedgerErrorKind};

/// Exit codes, as documented in `tacitus help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// Some input could not be read; the rest was.
    SomeFailed = 1,
    /// A check found faults.
    Findings = 2,
    /// No ledger, or one that cannot be used; a wrong tacitus.toml.
    Configuration = 3,
    /// The command line is wrong.
    Usage = 64,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Why a command ended early.
#[derive(Debug)]
pub struct Failure {
    /// The code to exit with.
    pub exit: Exit,
    /// What was wrong and what to do; empty where there is nothing to say (the reader of our output went away).
    pub message: String,
}

/// A command's result.
pub type Outcome = Result<Exit, Failure>;

impl Failure {
    /// Something could not be done.
    pub fn failed(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::SomeFailed, message: message.into() }
    }

    /// The project is not set up right.
    pub fn configuration(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Configuration, message: message.into() }
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Usage, message: message.into() }
    }

    /// An id that nothing has.
    pub fn nothing_named(id: &str) -> Failure {
        Failure::usage(format!(
            "nothing in the ledger has the id `{id}`; list ids with `tacitus claims`, `incidents`, `articles` or `origins`"
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.message)
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Failure {
        let exit = match error.kind() {
            LedgerErrorKind::Missing | LedgerErrorKind::NotALedger | LedgerErrorKind::NewerVersion | LedgerErrorKind::Exists => {
                Exit::Configuration
            }
            LedgerErrorKind::Refused => Exit::Usage,
            _ => Exit::SomeFailed,
        };
        Failure { exit, message: error.to_string() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            // `tacitus claims | head` closes the pipe: the reader has what it wanted.
            io::ErrorKind::BrokenPipe => Failure { exit: Exit::Done, message: String::new() },
            io::ErrorKind::StorageFull => Failure::failed("the disk is full; make room and run the same command again"),
            _ => Failure::failed(format!("writing failed: {error}; check the disk and the permissions")),
        }
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Failure {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Failure::from(error),
            other => Failure::failed(format!("writing CSV failed: {other:?}")),
        }
    }
}
