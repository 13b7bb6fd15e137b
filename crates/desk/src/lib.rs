//! Serves a ledger to people and programs: pages that work, read and print without scripts, and the same as JSON, feeds and OGC features.
//!
//! Guarantees: it only reads; every answer rests on one revision of the ledger and says which; the same revision and address give the same
//! bytes, whose ETag is strong; text of articles is always escaped; nothing is loaded from another host; no page needs a script, and the map,
//! which has one, says and does the same without it.
//! It does not read articles, judge claims or know the clock.

mod api;
mod ask;
mod basemap;
mod catalogue;
mod guard;
mod pages;
mod parts;
mod reply;
mod routes;
mod server;
mod view;

pub use guard::Guard;
pub use server::{Desk, Stop};
