//! The one error of this crate's answers: a file that cannot be used as a gazetteer. The import has its own.

use std::path::{Path, PathBuf};

/// Why an index or a table of the user's own places cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// Bytes that are no index, or not the whole of one.
    #[error("cannot open the compiled gazetteer: {0}; build it again with tacitus-build-gazetteer")]
    Index(String),
    /// An imported index that cannot be used.
    #[error(
        "cannot use the imported gazetteer {}: {what}; import it again with `tacitus gazetteer import`, or move it away",
        path.display()
    )]
    Imported {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A row of the user's table that is wrong.
    #[error("cannot use places.csv, line {line}: {what}")]
    UserPlaces {
        /// Its line, counted from 1.
        line: u64,
        /// What is wrong with it and what would be right.
        what: String,
    },
}

impl GazetteerError {
    pub(crate) fn index(what: &str) -> GazetteerError {
        GazetteerError::Index(what.to_string())
    }

    pub(crate) fn imported(path: &Path, what: impl ToString) -> GazetteerError {
        GazetteerError::Imported { path: path.to_path_buf(), what: what.to_string() }
    }

    pub(crate) fn user_places(line: u64, what: &str) -> GazetteerError {
        GazetteerError::UserPlaces { line, what: what.to_string() }
    }
}
