//! Keeps the ledger: an append-only log of what was read, and the projections that queries answer from.
//!
//! Guarantees: every write is one durable transaction, so that a kill at any time leaves whole articles or nothing; reading an
//! article again adds nothing; the same articles in any order and batching give the same [`Ledger::canonical`] bytes;
//! [`Ledger::as_of`] gives the ledger of the articles known then. It does not read articles and never asks for the time:
//! `known_at` is handed in.

mod ahead;
mod articles;
mod changes;
mod claims;
mod clock;
mod condition;
mod corrections;
mod error;
mod filter;
mod incidents;
mod listings;
mod load;
mod log;
mod outlines;
mod overviews;
mod past;
mod projection;
mod recording;
mod relinking;
mod rows;
mod sources;
mod store;
mod sync;
pub mod wire;
mod words;

pub use clock::{AsOf, KnownAt, NoSuchInstant};
pub use corrections::{Act, Corrected, CorrectionRow, Draft, Field, FieldWords, shown};
pub use error::{LedgerError, LedgerErrorKind, Result};
pub use filter::{DateBasis, Filter};
pub use listings::{ArticleHeading, ReadingRun};
pub use outlines::{ArticleOutline, ClaimOutline, IncidentOutline, PartOutline};
pub use rows::{
    ActorRow, ArticleRow, Change, ChangeKind, ClaimRow, Entry, Evidence, Found, Hit, IncidentRow, LinkRow, NoteRow, OriginMemberRow,
    OriginRow, PlaceRow, ReadArticle, Recorded, Relinked, SourceRow, Stats,
};
pub use store::Ledger;
