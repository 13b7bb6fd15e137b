//! The one error of this crate: a file that cannot be used as a gazetteer.

/// Why an index or a table of the user's own places cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct GazetteerError(String);

impl GazetteerError {
    pub(crate) fn index(what: &str) -> GazetteerError {
        GazetteerError(format!("cannot open the compiled gazetteer: {what}; build it again with tacitus-build-gazetteer"))
    }

    pub(crate) fn user_places(line: u64, what: &str) -> GazetteerError {
        GazetteerError(format!("cannot use places.csv, line {line}: {what}"))
    }
}
