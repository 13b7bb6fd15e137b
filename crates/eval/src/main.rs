//! The `tacitus-eval` command: measures the shipped engine against gold data, checks floors, writes the table of results.
//!
//! It exits 0 when it measured, whatever the figures; 1 when it could not, or a floor is broken; 64 when the command line is wrong or asks
//! for a task that is not built yet.

mod collection;
mod conllu;
mod crosswalk;
mod dice;
mod floors;
mod planted;
mod results;
mod rows;
mod samples;
mod score;
mod shipped;
mod table;
mod task;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Command, FromArgMatches};
use tacitus_record::Day;

use task::{PLANNED, Request, Task};

const USAGE: u8 = 64;

/// Measures one task on one gold file.
#[derive(Args, Debug)]
struct Measure {
    /// The gold file
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// What the engine is given besides the text
    #[arg(long, value_name = "WHAT")]
    given: Option<String>,
    /// Where to write the engine's answers, in the gold's own format
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Measure only that many of the first records
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Folder of PETRARCH dictionaries, for `cameo --given dictionaries`
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
    /// Publication day of the article, for `seed`
    #[arg(long, value_name = "DATE", default_value = "2024-08-17")]
    published: Day,
}

/// Checks every recorded floor.
#[derive(Args, Debug)]
struct Floors {
    /// Folder of the sets that are not in the repository
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The floors; default: eval/floors.toml of the nearest folder upward
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Measures every recorded set and writes RESULTS.md beside the floors.
#[derive(Args, Debug)]
struct Results {
    /// Folder of the sets that are not in the repository
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The floors, which name the sets; default: eval/floors.toml of the nearest folder upward
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// Cuts the samples that lie in the repository from the whole sets.
#[derive(Args, Debug)]
struct Samples {
    /// Folder of the whole sets
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Folder to write to
    #[arg(long, value_name = "DIR", default_value = "eval/data")]
    out: PathBuf,
}

fn command() -> Command {
    let mut command = Command::new("tacitus-eval")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Measures the shipped engine against gold data")
        .after_help("Not built yet: ".to_string() + &PLANNED.join(", "))
        .subcommand_required(true);
    for task in Task::ALL {
        let given = format!("Given (default first): {}", task.given().join(", "));
        command = command.subcommand(Measure::augment_args(Command::new(task.as_str())).after_help(given));
    }
    command
        .subcommand(Floors::augment_args(Command::new("floors")))
        .subcommand(Results::augment_args(Command::new("results")))
        .subcommand(Samples::augment_args(Command::new("samples")))
}

fn main() -> ExitCode {
    if let Some(planned) = std::env::args().nth(1).filter(|t| PLANNED.contains(&t.as_str())) {
        eprintln!(
            "tacitus-eval: the task {planned} is not built yet; built are: {}",
            Task::ALL.iter().map(|t| t.as_str()).collect::<Vec<_>>().join(", ")
        );
        return ExitCode::from(USAGE);
    }
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let Some((name, args)) = matches.subcommand() else { return ExitCode::from(USAGE) };
    let done = match name {
        "floors" => Floors::from_arg_matches(args).map_err(Into::into).and_then(|a| floors::check(a.floors, a.data.as_deref())),
        "results" => Results::from_arg_matches(args).map_err(Into::into).and_then(|a| results::write(a.floors, &a.data)),
        "samples" => Samples::from_arg_matches(args).map_err(Into::into).and_then(|a| samples::cut(&a.data, &a.out)),
        _ => return measure(name, args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("tacitus-eval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure(name: &str, args: &clap::ArgMatches) -> ExitCode {
    let (Ok(task), Ok(own)) = (name.parse::<Task>(), Measure::from_arg_matches(args)) else { return ExitCode::from(USAGE) };
    let given = own.given.as_deref().unwrap_or(task.given()[0]);
    if !task.given().contains(&given) {
        eprintln!("tacitus-eval: {task} cannot be given `{given}`; use one of: {}", task.given().join(", "));
        return ExitCode::from(USAGE);
    }
    if (given == "dictionaries") != own.dictionaries.is_some() {
        eprintln!("tacitus-eval: --given dictionaries and --dictionaries DIR go together");
        return ExitCode::from(USAGE);
    }
    let request = Request {
        task,
        given: given.to_string(),
        gold: own.gold,
        sample: own.sample,
        dictionaries: own.dictionaries,
        published: own.published,
    };
    match run(&request, own.predictions, own.json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tacitus-eval: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(request: &Request, predictions: Option<PathBuf>, json: bool) -> Result<()> {
    let measured = task::measure(request)?;
    if let Some(path) = predictions {
        std::fs::write(&path, &measured.predictions).with_context(|| format!("cannot write the predictions to {}", path.display()))?;
    }
    let text = if json { table::json(&measured.figures)? } else { table::table(&measured.figures) };
    println!("{}", text.trim_end());
    Ok(())
}
