//! Version 1 of the JSON that files, the ledger, HTTP and agents speak.
//!
//! Promise: a field keeps its name and meaning for as long as there is a `v1`; new fields may come. Offsets are code points, 0-based,
//! end exclusive, of the body of the first evidence's article.

mod article;
mod body;
mod claim;
mod read;
mod rows;

pub use article::{article_as_read, article_from, note_as_read, note_from};
pub use body::Body;
pub(crate) use claim::{actor_out, quantity_out};
pub use claim::{claim_as_read, claim_from, moment_out, place_from, place_out};
pub use read::WireError;
pub use rows::{article, change, claim, claim_with_history, correction, entry, incident, link, origin};
