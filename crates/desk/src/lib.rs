//! Serves a ledger to people and programs: pages that work, read and print without scripts, and the same as JSON, feeds and OGC features.
//!
//! Guarantees: but for corrections, which need the right to write, it only reads; every answer rests on one revision of the ledger and says which; the same revision and address give the same
//! bytes, whose ETag is strong; text of articles is always escaped; nothing is loaded from another host; no page needs a script.
//! It does not read articles, judge claims or know the clock.

mod api;
mod ask;
mod catalogue;
mod guard;
mod pages;
mod parts;
mod reply;
mod routes;
mod server;
mod view;
mod writing;

pub use guard::{Guard, Right};
pub use server::{Desk, Stop};
pub use writing::Writing;
