//! Says why one item could not be read; the run goes on with the next.

use std::fmt;

/// One item that could not be read: where, what was wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeError {
    source: String,
    record: Option<usize>,
    problem: String,
    remedy: String,
}

impl IntakeError {
    pub(crate) fn new(source: &str, problem: impl Into<String>, remedy: impl Into<String>) -> IntakeError {
        IntakeError { source: source.to_string(), record: None, problem: problem.into(), remedy: remedy.into() }
    }

    /// The same error, at the record with that number (lines of JSONL, records of CSV, articles of a split file; from 1).
    pub(crate) fn at(mut self, record: usize) -> IntakeError {
        self.record = Some(record);
        self
    }

    /// The same error, under another name of the source.
    pub(crate) fn renamed(mut self, source: &str) -> IntakeError {
        self.source = source.to_string();
        self
    }

    pub(crate) fn io(source: &str, error: &std::io::Error) -> IntakeError {
        let (problem, remedy) = match error.kind() {
            std::io::ErrorKind::PermissionDenied => ("permission denied", "give this user the right to read it"),
            std::io::ErrorKind::NotFound => ("there is no such file or folder", "check the spelling of the path"),
            _ => return IntakeError::new(source, format!("reading failed ({error})"), "check the disk or the pipe, then read it again"),
        };
        IntakeError::new(source, problem, remedy)
    }

    /// The file, folder or stream the item stands in.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Number of the record within the source, from 1, where the source holds several.
    pub fn record(&self) -> Option<usize> {
        self.record
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(record) = self.record {
            write!(f, "#{record}")?;
        }
        write!(f, ": {}; {}", self.problem, self.remedy)
    }
}

impl std::error::Error for IntakeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_what_to_do() {
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        assert_eq!(
            IntakeError::io("pages/locked", &denied).to_string(),
            "pages/locked: permission denied; give this user the right to read it"
        );
        let broken = IntakeError::new("news.jsonl", "it is no JSON", "mend the line").at(7);
        assert_eq!(broken.to_string(), "news.jsonl#7: it is no JSON; mend the line");
        assert_eq!((broken.source(), broken.record()), ("news.jsonl", Some(7)));
    }
}
