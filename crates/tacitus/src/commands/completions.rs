//! Writes shell completions.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::{Exit, Outcome};

/// Write completions for a shell to stdout
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

impl Completions {
    pub fn run(self) -> Outcome {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "tacitus", &mut text);
        std::io::Write::write_all(&mut std::io::stdout().lock(), &text)?;
        Ok(Exit::Done)
    }
}
