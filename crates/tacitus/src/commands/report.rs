//! Writes the footnoted situation report of a day or span, and checks one that a person has edited.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use tacitus_ledger::{AsOf, Ledger};
use tacitus_record::Day;
use tacitus_report::{Format, Previous, Scope};

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::filters::{in_order, named};
use crate::output;

/// Write the situation report of a day or span, every sentence footnoted; or check an edited one
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  tacitus report --day 2024-08-17 -o report.html
  tacitus report --since 2024-08-12 --until 2024-08-18 --format md -o week.md
  tacitus report --day 2024-08-18 --previous report-17.json --format json
  tacitus report check week.md"
)]
pub struct Report {
    #[command(subcommand)]
    pub check: Option<What>,
    /// The ledger file; the same as --ledger
    #[arg(value_name = "LEDGER")]
    pub file: Option<PathBuf>,
    /// The day of publication to report on
    #[arg(long, value_name = "DAY", required_unless_present_all = ["since", "until"], conflicts_with_all = ["since", "until"])]
    pub day: Option<Day>,
    /// First day of publication of a longer period
    #[arg(long, value_name = "DAY", requires = "until")]
    pub since: Option<Day>,
    /// Last day of publication of a longer period; nothing published later is used
    #[arg(long, value_name = "DAY", requires = "since")]
    pub until: Option<Day>,
    /// Part of a place's name or region, or a gazetteer id
    #[arg(long)]
    pub place: Option<String>,
    /// A country (ISO alpha-3)
    #[arg(long)]
    pub country: Option<String>,
    /// Part of an actor's name, or its code or the start of one
    #[arg(long)]
    pub actor: Option<String>,
    /// The ledger as it was at a revision (12), a day (2024-08-17, its end) or a time (RFC 3339)
    #[arg(long, value_name = "REV|DATE")]
    pub as_of: Option<AsOf>,
    /// Say what changed since this earlier report (JSON) or since the ledger as it was then (12, 2024-08-17); else since the day before
    #[arg(long, value_name = "FILE|REV|DATE")]
    pub previous: Option<String>,
    /// Pages of the body, at the most: what tells of earlier days moves to an annex where it is longer; 0 for no bound
    #[arg(long, value_name = "N", default_value_t = tacitus_report::MAX_PAGES)]
    pub max_pages: usize,
    /// How to write it; else by the ending of --out, else Markdown
    #[arg(long, value_name = "FORMAT", value_parser = named::<Format>(Format::ALL))]
    pub format: Option<Format>,
    /// Write to this file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What to do with a report that is there.
#[derive(Subcommand, Debug)]
pub enum What {
    Check(Check),
}

/// Check the rules on a report (Markdown or JSON): notes, hashes, origins, hedges, bounds, sums
#[derive(Args, Debug)]
pub struct Check {
    /// The report
    #[arg(value_name = "FILE")]
    pub report: PathBuf,
}

impl Report {
    pub fn run(self, global: &Global) -> Outcome {
        if let Some(What::Check(check)) = self.check {
            return check.run(global);
        }
        let mut global = global.clone();
        if self.file.is_some() {
            global.ledger.clone_from(&self.file);
        }
        let (from, to) = match (self.day, self.since, self.until) {
            (Some(day), ..) => (day, day),
            (_, Some(since), Some(until)) => (since, until),
            _ => return Err(Failure::usage("give --day DAY, or --since DAY and --until DAY")),
        };
        in_order(from, to)?;
        let ledger = global.open()?;
        let previous = match &self.previous {
            None => Previous::DayBefore,
            Some(given) => previous(given, &ledger)?,
        };
        let ledger = match &self.as_of {
            Some(point) => ledger.as_of(point)?,
            None => ledger,
        };
        let mut scope = Scope::days(from, to);
        scope.name = global.project()?.file.project.name;
        scope.max_pages = (self.max_pages > 0).then_some(self.max_pages);
        (scope.place, scope.country, scope.actor) = (self.place, self.country.map(|c| c.to_uppercase()), self.actor);
        let report = tacitus_report::compose(&ledger, &scope, &previous)?;
        if report.head.articles == 0 {
            global
                .say(format!("note: no article of the ledger was published from {from} to {to} within these filters; the report says so"));
        }
        let format = self.format.or_else(|| ending(self.out.as_deref()?)).unwrap_or(Format::Md);
        let text = tacitus_report::write(&report, format);
        match &self.out {
            None => output::text(&text)?,
            Some(path) => fs::write(path, text).map_err(|e| {
                Failure::failed(format!("could not write {}: {e}; give a file you may write to with --out", path.display()))
            })?,
        }
        Ok(Exit::Done)
    }
}

/// The format that a file's ending names.
fn ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()? {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Md),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// An earlier report, where there is a file of that name; else an earlier state of the ledger.
fn previous(given: &str, ledger: &Ledger) -> Result<Previous, Failure> {
    if Path::new(given).is_file() {
        let report = load(Path::new(given))?;
        if report.state.incidents.is_empty() && !given.ends_with(".json") {
            return Err(Failure::usage(format!("{given} does not hold what it knew; give the JSON of the earlier report")));
        }
        return Ok(Previous::Report(Box::new(report)));
    }
    let point: AsOf =
        given.parse().map_err(|e| Failure::usage(format!("--previous {given}: there is no such file, and as a point of history {e}")))?;
    Ok(Previous::Ledger(Box::new(ledger.as_of(&point)?), given.to_string()))
}

fn load(path: &Path) -> Result<tacitus_report::Report, Failure> {
    let text =
        fs::read_to_string(path).map_err(|e| Failure::failed(format!("could not read {}: {e}; give a report in UTF-8", path.display())))?;
    tacitus_report::read(&text).map_err(|e| Failure::failed(format!("{}: {e}", path.display())))
}

impl Check {
    fn run(self, global: &Global) -> Outcome {
        let report = load(&self.report)?;
        let faults = tacitus_report::check(&report, &global.open()?)?;
        for fault in &faults {
            output::text(&format!("{fault}\n"))?;
        }
        let sentences: usize = report.sections.iter().flat_map(|s| &s.blocks).map(|b| b.sentences.len()).sum();
        global.say(format!("{sentences} sentences, {} notes, {} faults", report.notes.len(), faults.len()));
        Ok(if faults.is_empty() { Exit::Done } else { Exit::Findings })
    }
}
