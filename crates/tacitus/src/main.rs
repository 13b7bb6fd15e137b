//! The `tacitus` command: composition of the library and the exit codes that scripts rely on.

mod cli;
mod commands;
mod exit;
mod filters;
mod ingest;
mod output;
mod remembered;
mod snippet;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::exit::Exit;

/// Reading makes many small values on one thread and drops them on another, which the allocator of the system is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            // The message is all there is to say; where it cannot be printed nobody reads it.
            let _ = error.print();
            return code(exit);
        }
    };
    match cli.command.run(&cli.global) {
        Ok(exit) => code(exit),
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("error: {failure}");
            }
            code(failure.exit)
        }
    }
}

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}
