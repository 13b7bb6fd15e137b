//! What people say against what was read and linked: entries of the log with author, reason and time. Nothing is edited; what a person said
//! stands over what the machine said, and both are kept.
//!
//! Guarantees: corrections are applied in the order of their times (those of one second in the order of the log), whenever articles come; one
//! that is about something that is not in the ledger is kept and told ([`CorrectionRow::missing`]), and applies again once it is; undoing one
//! gives what was there without it.

mod act;
mod apply;
mod draft;
mod queries;
mod record;
mod standing;
mod value;

pub use act::{Act, Field, shown};
pub(crate) use apply::ADDED;
pub use draft::{Draft, FieldWords};
pub use queries::{Corrected, CorrectionRow};
pub(crate) use standing::{ABOUT, CORRECTION, Corrections};
