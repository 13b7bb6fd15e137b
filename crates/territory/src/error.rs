//! The one error of this crate: something the user gave that the whole run depends on.

/// Why a mapping, a box or a claimed area cannot be used, and what to do. Single files and features are never errors: they are told in the
/// [`Account`](crate::Account).
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TerritoryError(String);

impl TerritoryError {
    pub(crate) fn mapping(file: &str, what: impl std::fmt::Display) -> TerritoryError {
        TerritoryError(format!("the mapping {file} cannot be used: {what}"))
    }

    pub(crate) fn clip(given: &str, what: impl std::fmt::Display) -> TerritoryError {
        TerritoryError(format!("cannot clip to `{given}`: {what}"))
    }

    pub(crate) fn claimed(given: &str, what: &str) -> TerritoryError {
        TerritoryError(format!("`{given}` is no area: {what}"))
    }

    pub(crate) fn inputs(what: String) -> TerritoryError {
        TerritoryError(what)
    }
}
