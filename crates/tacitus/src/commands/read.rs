//! Reads articles into the ledger: files, folders, patterns, the standard input. Reading the same again adds nothing.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use tacitus::Engine;
use tacitus_intake::{ColumnMap, Format, Listing, Options, Split, sources};
use tacitus_ledger::KnownAt;
use tacitus_record::Day;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::filters::named;
use crate::ingest::{Emit, Incoming, Ingest, Summary, stop_on_interrupt};

/// Read articles into the ledger; reading the same again adds nothing
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus read articles/                        a folder with all below it
  tacitus read 'pages/**/*.html' more.jsonl     patterns and files
  curl -s https://example.org/a | tacitus read - --outlet 'Example Post' --published 2024-08-17
  tacitus read nexis.txt --split nexis          a download of many articles")]
pub struct Read {
    /// Files, folders, patterns, or - for the standard input
    #[arg(required = true, value_name = "PATH|GLOB|-")]
    pub inputs: Vec<String>,
    /// Publication day of every article of this call; relative dates are read against it
    #[arg(long, value_name = "DAY")]
    pub published: Option<Day>,
    /// Outlet of every article of this call
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// How files of many articles are cut: nexis, factiva, or a regular expression that matches the dividing line
    #[arg(long, value_name = "nexis|factiva|REGEX")]
    pub split: Option<Split>,
    /// Which columns of a CSV or TSV hold what: text=COLUMN,title=COLUMN,published=COLUMN,outlet=COLUMN,url=COLUMN
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub columns: Option<ColumnMap>,
    /// What the files are, where names and content mislead
    #[arg(long, value_name = "FORMAT", value_parser = named::<Format>(Format::ALL))]
    pub input_format: Option<Format>,
    /// When the ledger is to have known: a day or an RFC 3339 time; default now
    #[arg(long, value_name = "DATE")]
    pub known_at: Option<KnownAt>,
    /// Threads that read; default one per core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// How to show what was done: text for people, json for machines
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
    pub summary: String,
}

impl Read {
    pub fn run(self, global: &Global) -> Outcome {
        let project = global.project()?;
        let ledger = global.ledger_path(&project)?;
        let engine = Engine::new(&project).map_err(Failure::configuration)?;
        let known_at = self.known_at.clone().unwrap_or_else(now);
        let options = Options {
            published: self.published,
            outlet: self.outlet.clone(),
            split: self.split.clone(),
            columns: self.columns.clone(),
            format: self.input_format,
            known_at: known_at.as_str().get(..10).and_then(|day| day.parse().ok()),
        };
        let listing = sources(&self.inputs);
        let summary = run(global, engine, ledger, known_at, self.threads, listing, &options, |s| self.report(global, s))?;
        self.report(global, &summary);
        Ok(if summary.failed > 0 { Exit::SomeFailed } else { Exit::Done })
    }

    fn report(&self, global: &Global, summary: &Summary) {
        match self.summary.as_str() {
            "json" => println!("{}", summary.json()),
            _ => global.say(summary.text()),
        }
    }
}

/// Reads what is listed into the ledger at `ledger`.
#[allow(clippy::too_many_arguments)]
pub fn run(
    global: &Global,
    engine: Engine,
    ledger: PathBuf,
    known_at: KnownAt,
    threads: Option<u16>,
    listing: Listing,
    options: &Options,
    on_interrupt: impl FnOnce(&Summary),
) -> Result<Summary, Failure> {
    for (kind, count) in &listing.other_kinds {
        let kind = if kind.is_empty() { "no extension".to_string() } else { format!(".{kind}") };
        global.say(format_args!("passed over {count} files with {kind}: no articles"));
    }
    let progress = match global.shows_progress() {
        true => ProgressBar::new(listing.sources.len() as u64).with_style(style()),
        false => ProgressBar::hidden(),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let counted = progress.clone();
    let ingest = Ingest {
        engine,
        ledger: &ledger,
        known_at,
        threads: threads.map_or(cores, usize::from),
        stop: stop_on_interrupt()?,
        progress,
        quiet: global.quiet,
    };
    ingest.run(move |emit| emit_all(listing, options, &counted, emit), on_interrupt)
}

fn emit_all(listing: Listing, options: &Options, progress: &ProgressBar, emit: &mut Emit<'_>) {
    for error in &listing.errors {
        if !emit(Incoming::Failed(error.to_string())) {
            return;
        }
    }
    for source in &listing.sources {
        for item in source.read(options) {
            let incoming = match item {
                Ok(intake) => Incoming::Article(Box::new(intake)),
                Err(error) => Incoming::Failed(error.to_string()),
            };
            if !emit(incoming) {
                return;
            }
        }
        progress.inc(1);
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:24} {pos}/{len} files · {msg} · {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// The only clock of the program: when the ledger knew, unless `--known-at` says so.
#[allow(clippy::disallowed_methods, reason = "the clock enters at the edge, as the default of --known-at")]
pub fn now() -> KnownAt {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    KnownAt::from_unix(since.map_or(0, |d| d.as_secs() as i64))
}
