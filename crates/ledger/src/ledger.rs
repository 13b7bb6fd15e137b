//! Opens and makes ledgers.

use std::path::Path;

use rusqlite::Connection;
use tacitus_record::Article;

use crate::{
    ActorRow, ArticleRow, AsOf, Change, ClaimRow, Entry, Filter, Found, Hit, IncidentRow, KnownAt, LinkRow, OriginRow, PlaceRow,
    ReadArticle, Recorded, Relinked, Result, Stats,
};

/// One ledger: a file, or memory. One process writes, any number read.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) conn: Connection,
}

#[allow(unused_variables, missing_docs)]
impl Ledger {
    /// Makes a new ledger; an existing file is an error.
    pub fn create(path: &Path) -> Result<Ledger> { todo!() }
    /// Opens an existing ledger; a missing file is an error.
    pub fn open(path: &Path) -> Result<Ledger> { todo!() }
    /// Makes a ledger that lives in memory (tests, `--as-of`, the demo).
    pub fn open_in_memory() -> Result<Ledger> { todo!() }

    /// Whether exactly this capture was read by exactly this reader, so that reading it again would add nothing.
    pub fn knows(&self, article: &Article, reader: &str) -> Result<bool> { todo!() }
    /// Stores a batch in one durable transaction (some hundred articles a batch is a good size). Call [`Ledger::relink`] after the last.
    pub fn record(&mut self, batch: Vec<ReadArticle>, known_at: &KnownAt) -> Result<Recorded> { todo!() }
    /// Makes origins, incidents, links, counts and grades anew from what is recorded; writes only differences.
    pub fn relink(&mut self, known_at: &KnownAt) -> Result<Relinked> { todo!() }

    /// The ledger built from what was known then, in memory; all queries work on it.
    pub fn as_of(&self, point: &AsOf) -> Result<Ledger> { todo!() }
    /// Last revision; 0 for an empty ledger.
    pub fn revision(&self) -> Result<u64> { todo!() }

    /// Claims that match, sorted by id; no cap.
    pub fn claims(&self, filter: &Filter) -> Result<Vec<ClaimRow>> { todo!() }
    pub fn claim(&self, id: &str) -> Result<Option<ClaimRow>> { todo!() }
    /// Articles of which a claim matches (all articles for the default filter), sorted by publication day, then id.
    pub fn articles(&self, filter: &Filter) -> Result<Vec<ArticleRow>> { todo!() }
    pub fn article(&self, id: &str) -> Result<Option<ArticleRow>> { todo!() }
    /// Origins of articles that match, sorted by id.
    pub fn origins(&self, filter: &Filter) -> Result<Vec<OriginRow>> { todo!() }
    pub fn origin(&self, id: &str) -> Result<Option<OriginRow>> { todo!() }
    /// Incidents of which a claim matches, latest event first, undated last.
    pub fn incidents(&self, filter: &Filter) -> Result<Vec<IncidentRow>> { todo!() }
    pub fn incident(&self, id: &str) -> Result<Option<IncidentRow>> { todo!() }
    /// Links of all types of which a claim matches, sorted.
    pub fn links(&self, filter: &Filter) -> Result<Vec<LinkRow>> { todo!() }
    /// Contradictions and denials of which a claim matches.
    pub fn contradictions(&self, filter: &Filter) -> Result<Vec<LinkRow>> { todo!() }
    /// Actors of the claims that match, most claims first.
    pub fn actors(&self, filter: &Filter) -> Result<Vec<ActorRow>> { todo!() }
    /// Places of the claims that match, most claims first.
    pub fn places(&self, filter: &Filter) -> Result<Vec<PlaceRow>> { todo!() }
    /// What an id, or the start of one (at least four characters), names.
    pub fn find(&self, id: &str) -> Result<Option<Found>> { todo!() }
    /// The log, in order, of one thing.
    pub fn history(&self, id: &str) -> Result<Vec<Entry>> { todo!() }
    /// What is new, corroborated, disputed, retracted after that point.
    pub fn changes(&self, since: &AsOf) -> Result<Vec<Change>> { todo!() }
    /// Counts over everything.
    pub fn stats(&self) -> Result<Stats> { todo!() }
    /// Passages of article bodies that hold all words of `query`, best first. Any input is safe.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> { todo!() }
    /// The canonical export: each claim's JSON line in the order of ids, without known_at, revision or history.
    pub fn canonical(&self, write: &mut dyn FnMut(&serde_json::Value) -> std::io::Result<()>) -> Result<()> { todo!() }
    /// BLAKE3 (hex) over the canonical export: equal for ledgers with equal content.
    pub fn content_hash(&self) -> Result<String> { todo!() }
}
