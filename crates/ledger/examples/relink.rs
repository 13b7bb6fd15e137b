//! Links a ledger anew and prints how long that took and the hash of its content before and after: what a change of linking costs and changes.
//!
//! cargo run --release -p tacitus-ledger --example relink -- LEDGER
//!
//! The ledger is written to; give a copy.

use std::path::Path;
use std::time::Instant;

use tacitus_ledger::{KnownAt, Ledger};

#[allow(clippy::disallowed_methods, reason = "measuring time is what this program is for")]
fn main() {
    let Some(path) = std::env::args().nth(1) else {
        panic!("which ledger? cargo run --release -p tacitus-ledger --example relink -- LEDGER")
    };
    let mut ledger = Ledger::open(Path::new(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let hash = |ledger: &Ledger| ledger.content_hash().unwrap_or_else(|e| panic!("{path}: {e}"));
    println!("before {}", hash(&ledger));
    let start = Instant::now();
    let done = ledger.relink(&KnownAt::from_unix(0)).unwrap_or_else(|e| panic!("{path}: {e}"));
    println!(
        "linked in {:.2} s: {} origins, {} incidents, {} links",
        start.elapsed().as_secs_f64(),
        done.origins,
        done.incidents,
        done.links
    );
    println!("after {}", hash(&ledger));
}
