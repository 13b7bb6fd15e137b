//! Writes the ledger out: one file per format, and the one-line grammar of a claim that every face of Tacitus shares.

pub mod crosswalk;
pub mod line;
