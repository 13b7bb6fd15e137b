//! Makes a ledger of a million claims by seed, and measures how fast a desk answers from it.
//!
//!     cargo run --release -p tacitus-desk --example million -- generate big.db [CLAIMS]
//!     cargo run --release -p tacitus-desk --example million -- measure big.db [ROUNDS]
//!     cargo run --release -p tacitus-desk --example million -- serve big.db 127.0.0.1:8080 [INBOX]
//!
//! Articles and what was read in them are stored through the ledger's own recording. What linking would make of them (origins, incidents,
//! links, grades) is put into the projection tables as it was drawn: `fill.rs` says how. Everything is made up.

mod draw;
mod fill;
mod measure;
mod world;

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::ExitCode;

use tacitus_desk::{Desk, Guard, Inbox, Stop};

/// Claims of the ledger unless told otherwise.
const CLAIMS: usize = 1_000_000;
/// Rounds of measuring unless told otherwise.
const ROUNDS: usize = 20;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["generate", file] => fill::generate(Path::new(file), CLAIMS),
        ["generate", file, claims] => number(claims).and_then(|claims| fill::generate(Path::new(file), claims)),
        ["measure", file] => measure::all(Path::new(file), ROUNDS),
        ["measure", file, rounds] => number(rounds).and_then(|rounds| measure::all(Path::new(file), rounds)),
        ["serve", file, address] => serve(Path::new(file), address, None),
        ["serve", file, address, inbox] => serve(Path::new(file), address, Some(Path::new(inbox))),
        _ => Err("usage: million generate FILE [CLAIMS] | measure FILE [ROUNDS] | serve FILE ADDRESS [INBOX]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, in words.
type Failure = Box<dyn std::error::Error>;

fn number(word: &str) -> Result<usize, Failure> {
    word.parse().map_err(|e| format!("`{word}` is no number: {e}").into())
}

fn serve(file: &Path, address: &str, inbox: Option<&Path>) -> Result<(), Failure> {
    let address: SocketAddr = address.parse()?;
    let mut desk = Desk::new(file, "A million claims (TEST)", Guard::new(address, None, &[])?)?;
    if let Some(folder) = inbox {
        desk = desk.with_inbox(Inbox::new(folder)?);
    }
    desk.serve(TcpListener::bind(address)?, &Stop::default())?;
    Ok(())
}
