//! The command line: what every command shares. Each command's own arguments stand in its file under `commands/`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use tacitus::Project;
use tacitus_ledger::Ledger;

use crate::commands;
use crate::exit::{Failure, Outcome};

/// Reads the reporting on a conflict and keeps a sourced ledger of it
#[derive(Parser, Debug)]
#[command(name = "tacitus", version = version(), long_version = long_version(), subcommand_required = true, arg_required_else_help = true, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "Examples:
  tacitus demo                                  the whole thing on a fictional conflict, offline
  tacitus init sudan && cd sudan && tacitus read ~/articles
  tacitus incidents --since 2024-08-01 --min-origins 2

Exit codes: 0 done, 1 some input failed, 2 findings, 3 configuration, 64 wrong command line, 130 interrupted.
stdout is data, stderr is messages. Nothing is sent anywhere: Tacitus works offline and has no telemetry.";

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Credits that travel with everything exported.
pub const CREDIT: &str = "Read with weights under CC BY-SA 4.0; places from GeoNames (https://www.geonames.org, CC BY 4.0) and the other \
    sources named in NOTICE. The words quoted belong to their outlets.";

/// Version with the credits that the data inside the binary ask for.
pub fn long_version() -> &'static str {
    concat!(
        env!("CARGO_PKG_VERSION"),
        "\nCode: Apache-2.0 OR MIT.",
        "\nThis binary contains the weights of two encoders (CC BY-SA 4.0; sources in models/reader/MODEL_CARD.md and models/pairs/MODEL_CARD.md)",
        "\nand a gazetteer with data from GeoNames (https://www.geonames.org, CC BY 4.0) and others named in NOTICE."
    )
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The ledger file; else $TACITUS_LEDGER, else that of the nearest tacitus.toml upward
    #[arg(long, global = true, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// An imported gazetteer; else the one of tacitus.toml, else gazetteer.index beside it, else what ships
    #[arg(long, global = true, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
    /// Never ask anything on the terminal
    #[arg(long, global = true)]
    pub no_input: bool,
    /// No progress bars
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// Only errors on stderr
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Global {
    /// The project of the working folder, or of the folder that `--ledger` points into.
    pub fn project(&self) -> Result<Project, Failure> {
        let here = std::env::current_dir().map_err(|e| Failure::configuration(format!("the working folder cannot be read: {e}")))?;
        let from = match self.chosen() {
            Some(ledger) => here.join(ledger).parent().map_or(here.clone(), |p| p.to_path_buf()),
            None => here,
        };
        let mut project = Project::nearest(&from).map_err(Failure::configuration)?;
        if self.gazetteer.is_some() {
            project.gazetteer.clone_from(&self.gazetteer);
        }
        Ok(project)
    }

    fn chosen(&self) -> Option<PathBuf> {
        self.ledger.clone().or_else(|| std::env::var_os("TACITUS_LEDGER").filter(|v| !v.is_empty()).map(PathBuf::from))
    }

    /// The ledger's path. Nothing is made in silence: where there is none, the answer is to run `tacitus init`.
    pub fn ledger_path(&self, project: &Project) -> Result<PathBuf, Failure> {
        let path = self.chosen().or_else(|| project.ledger()).ok_or_else(|| {
            Failure::configuration(
                "there is no ledger here: no tacitus.toml in this folder or above it; run `tacitus init NAME`, or give --ledger FILE",
            )
        })?;
        if path.exists() {
            return Ok(path);
        }
        Err(Failure::configuration(format!(
            "there is no ledger at {}; run `tacitus init NAME` to make one, or give --ledger FILE",
            path.display()
        )))
    }

    /// The ledger.
    pub fn open(&self) -> Result<Ledger, Failure> {
        let ledger = Ledger::open(&self.ledger_path(&self.project()?)?)?;
        if !ledger.is_linked()? {
            self.say(
                "note: the last `tacitus read` did not end, or is still at work: its articles are not shown yet; run it again to link them",
            );
        }
        Ok(ledger)
    }

    /// Whether progress bars are wanted: stderr is a terminal and nobody said no.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.no_progress && std::io::stderr().is_terminal()
    }

    /// Writes a message to stderr, unless `--quiet`.
    pub fn say(&self, message: impl std::fmt::Display) {
        if !self.quiet {
            eprintln!("{message}");
        }
    }
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    Demo(commands::demo::Demo),
    Init(commands::init::Init),
    Read(commands::read::Read),
    Incidents(commands::incidents::Incidents),
    Claims(commands::claims::Claims),
    Articles(commands::articles::Articles),
    Origins(commands::origins::Origins),
    Actors(commands::actors::Actors),
    Places(commands::places::Places),
    #[command(alias = "conflicts")]
    Contradictions(commands::contradictions::Contradictions),
    Explain(commands::explain::Explain),
    Changes(commands::changes::Changes),
    Grade(commands::grade::Grade),
    Correct(commands::correct::Correct),
    Sources(commands::sources::Sources),
    Sample(commands::sample::Sample),
    Judged(commands::judged::Judged),
    Report(commands::report::Report),
    Export(commands::export::Export),
    Serve(commands::serve::Serve),
    Code(commands::code::Code),
    Control(commands::control::Control),
    Gazetteer(commands::gazetteer::Gazetteer),
    Doctor(commands::doctor::Doctor),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

impl Command {
    /// Does it.
    pub fn run(self, global: &Global) -> Outcome {
        match self {
            Command::Demo(c) => c.run(global),
            Command::Init(c) => c.run(global),
            Command::Read(c) => c.run(global),
            Command::Incidents(c) => c.run(global),
            Command::Claims(c) => c.run(global),
            Command::Articles(c) => c.run(global),
            Command::Origins(c) => c.run(global),
            Command::Actors(c) => c.run(global),
            Command::Places(c) => c.run(global),
            Command::Contradictions(c) => c.run(global),
            Command::Explain(c) => c.run(global),
            Command::Changes(c) => c.run(global),
            Command::Grade(c) => c.run(global),
            Command::Correct(c) => c.run(global),
            Command::Sources(c) => c.run(global),
            Command::Sample(c) => c.run(global),
            Command::Judged(c) => c.run(global),
            Command::Report(c) => c.run(global),
            Command::Export(c) => c.run(global),
            Command::Serve(c) => c.run(global),
            Command::Code(c) => c.run(global),
            Command::Control(c) => c.run(global),
            Command::Gazetteer(c) => c.run(global),
            Command::Doctor(c) => c.run(global),
            Command::Completions(c) => c.run(),
            Command::Man(c) => c.run(),
        }
    }
}
