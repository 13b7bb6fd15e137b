//! Says what this program is made of and in what state the ledger is.

use clap::Args;
use tacitus::Engine;
use tacitus_ledger::Ledger;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};

/// Check the program's parts and the ledger
#[derive(Args, Debug)]
pub struct Doctor {}

impl Doctor {
    pub fn run(self, global: &Global) -> Outcome {
        println!("tacitus      {}", env!("CARGO_PKG_VERSION"));
        let project = global.project()?;
        match &project.folder {
            Some(folder) => println!("project      {}", folder.display()),
            None => println!("project      none here or above"),
        }
        let engine = Engine::new(&project).map_err(Failure::configuration)?;
        println!("weights      {}", engine.weights());
        let gazetteer = project.gazetteer().map_err(Failure::configuration)?;
        let from =
            project.imported_gazetteer().map_or("ships with the program".to_string(), |path| format!("imported, {}", path.display()));
        println!("gazetteer    {} ({from}), {} places", engine.index(), gazetteer.counts().places);
        if !gazetteer.is_over_shipped() {
            println!("             it was imported with another version: import again to have this one's names and regions");
        }
        println!("reader       {}", engine.id());
        println!("languages    {} are read; others are stored and noted as unread", Engine::LANGUAGES.join(", "));
        let path = global.ledger_path(&project)?;
        let stats = Ledger::open(&path)?.stats()?;
        println!("ledger       {}, revision {}", path.display(), stats.revision);
        println!("articles     {} ({} out of scope), {} sentences", stats.articles, stats.out_of_scope, stats.sentences);
        println!("origins      {}", stats.origins);
        println!("claims       {} in {} mentions", stats.claims, stats.mentions);
        for (kind, count) in &stats.claims_by_kind {
            println!("  {kind:12} {count}");
        }
        println!("incidents    {} ({} corroborated)", stats.incidents, stats.corroborated_incidents);
        println!("contradictions {}", stats.contradictions);
        println!("notes        {}; {} values dropped because no words ground them", stats.notes, stats.ungrounded);
        if let Some((first, last)) = stats.published {
            println!("published    {first} to {last}");
        }
        Ok(Exit::Done)
    }
}
