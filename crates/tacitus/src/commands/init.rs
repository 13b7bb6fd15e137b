//! Makes a project: a folder with `tacitus.toml` and `ledger.db`, and nothing else.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use tacitus::PROJECT_FILE;
use tacitus_ledger::Ledger;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};

/// Make a folder with tacitus.toml and an empty ledger
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to make; its last part becomes the project's name
    pub name: PathBuf,
}

impl Init {
    pub fn run(self, global: &Global) -> Outcome {
        let folder = &self.name;
        let file = folder.join(PROJECT_FILE);
        if file.exists() {
            return Err(Failure::configuration(format!("{} is a project already; nothing was changed", folder.display())));
        }
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_else(|| "ledger".to_string());
        fs::create_dir_all(folder)
            .map_err(|e| Failure::failed(format!("could not make {}: {e}; choose a folder you may write to", folder.display())))?;
        let ledger = folder.join("ledger.db");
        if !ledger.exists() {
            Ledger::create(&ledger)?;
        }
        fs::write(&file, project_file(&name))
            .map_err(|e| Failure::failed(format!("could not write {}: {e}; choose a folder you may write to", file.display())))?;
        global.say(format_args!("made {} and {}", file.display(), ledger.display()));
        global.say(format_args!("next: cd {} && tacitus read PATH…", folder.display()));
        Ok(Exit::Done)
    }
}

fn project_file(name: &str) -> String {
    let name = toml::Value::String(name.to_string());
    format!(
        "# A Tacitus project. places.csv and actors.toml in this folder are read on top of what ships.\n\n\
         [project]\nname = {name}\n# compiler = \"Your name, for citations\"\n\n\
         [ledger]\npath = \"ledger.db\"\n\n\
         # What `tacitus gazetteer import` made; gazetteer.index in this folder is used by itself.\n\
         [gazetteer]\n# index = \"/data/all-countries.index\"\n\n\
         # Map tiles (a PMTiles archive) as ground of the map that `tacitus serve` shows.\n\
         [desk]\n# basemap = \"region.pmtiles\"\n\n\
         # Articles outside the scope are marked, counted and readable, never dropped. Leave out what you do not limit.\n\
         [scope]\n# countries = [\"SDN\"]                  # ISO 3166-1 alpha-3\n# actors = [\"SDN.MIL\"]                 # codes, starts of codes, or names\n# period = \"2024-08-01/..\"              # days of publication, either end may be ..\n"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_it_writes_is_one_it_reads() {
        let file: tacitus::ProjectFile = toml::from_str(&super::project_file("a \"quoted\" name")).expect("valid TOML");
        assert_eq!(file.project.name.as_deref(), Some("a \"quoted\" name"));
    }
}
