//! Makes articles of bytes from anywhere: plain text, Markdown, HTML, JSONL, JSON, CSV, TSV, and text downloads of many articles.
//!
//! Guarantees: every article has words, and every block of it slices its body; for plain text, Markdown and text fields of
//! records the body is the decoded text, character for character; a bad item is one [`IntakeError`] and the others are read;
//! records of JSONL, JSON and tables are read one at a time, without a limit on their number; no clock is read ([`Options::known_at`]
//! comes from the caller), and the same bytes give the same articles.
//!
//! It does not fetch anything, reads no feeds and no web archives, and decides nothing about the content: languages other
//! than those the markup names are `und`, and duplicates are for linking to find.

mod blocks;
mod dates;
mod decode;
mod downloads;
mod draft;
mod error;
mod fields;
mod lexicon;
mod markdown;
mod markup;
mod options;
mod page;
mod page_dates;
mod provenance;
mod read;
mod records;
mod sniff;
mod sources;

pub use draft::Intake;
pub use error::IntakeError;
pub use fields::Field;
pub use options::{ColumnMap, Format, Options, Split};
pub use read::{Articles, read_bytes, read_path};
pub use sources::{Listing, Source, sources};
