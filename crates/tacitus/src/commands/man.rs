//! Writes manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use crate::cli::Cli;
use crate::exit::{Exit, Failure, Outcome};

/// Write the manual page to stdout, or one page per command into a folder
#[derive(Args, Debug)]
pub struct Man {
    /// Folder for one page per command
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Outcome {
        match self.dir {
            Some(folder) => {
                let failed = |e| Failure::failed(format!("could not write manual pages to {}: {e}", folder.display()));
                std::fs::create_dir_all(&folder).map_err(failed)?;
                clap_mangen::generate_to(Cli::command(), &folder).map_err(failed)?;
            }
            None => clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout().lock())?,
        }
        Ok(Exit::Done)
    }
}
