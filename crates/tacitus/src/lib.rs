//! Reads the reporting on a conflict and keeps a sourced ledger of it: the library face.
//!
//! [`Engine`] turns an [`Article`](tacitus_record::Article) into claims; `tacitus-intake` makes articles, `tacitus-ledger` keeps claims.
//! The command line lives in the binary of the same name and uses nothing that is not public.

mod config;
mod engine;

pub use config::{GAZETTEER_FILE, GazetteerPlace, LedgerPlace, Naming, PROJECT_FILE, Period, Project, ProjectFile, ScopeRule};
pub use engine::Engine;
