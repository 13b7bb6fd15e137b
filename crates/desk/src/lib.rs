//! Serves a ledger to people and programs: pages that work, read and print without scripts, and the same as JSON, feeds and OGC features.
//!
//! Guarantees: but for corrections, which need the right to write, it only reads the ledger (articles that are sent wait in an inbox); every
//! answer rests on one revision of the ledger and says which; the same revision and address give the same bytes, whose ETag is strong; text of articles is always escaped; nothing is loaded from
//! another host; no page needs a script, and the map, which has one, says and does the same without it.
//! Webhooks, which are off unless somebody names a listener, are the only thing that connects to another host.
//! It does not read articles, judge claims or know the clock.

mod api;
mod ask;
mod basemap;
mod catalogue;
mod costly;
mod guard;
mod inbox;
mod metrics;
mod pages;
mod parts;
mod reply;
mod routes;
mod server;
mod services;
mod stream;
mod view;
mod webhooks;
mod writing;

pub use guard::{Guard, Proxy, Right};
pub use inbox::Inbox;
pub use server::{Desk, Stop};
pub use webhooks::Webhook;
pub use writing::Writing;
