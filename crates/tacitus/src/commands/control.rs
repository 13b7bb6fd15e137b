//! Measures who controls what by maps of control; the maps stay in their files and the ledger has no part in it.

mod area;
mod compare;
mod features;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};
use tacitus_territory::{Account, Batch, Clip, Days, EXAMPLE, Mapping, batches};

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};

/// Measure ground by maps of control: area by day, holder and status; a claimed area beside the map's
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus control mapping > front.toml                  a mapping file with every key explained, to be edited
  tacitus control features --map front.toml maps/       what becomes of every feature, and why
  tacitus control area --map front.toml --box 33.8,50.9,36.8,52.4 maps/ --format csv
  tacitus control compare --map front.toml --day 2024-08-12 --claimed 0..1000 maps/

A map is one source's statement. Areas are geodesic on WGS84; ground of one holder, status and day that several polygons
cover counts once; nothing is averaged, and no day is filled in between two maps. What no rule of the mapping names is
unread and listed, and the exit code is then 1.")]
pub struct Control {
    #[command(subcommand)]
    pub what: What,
}

/// What to do with the maps.
#[derive(Subcommand, Debug)]
pub enum What {
    Area(area::Area),
    Compare(compare::Compare),
    Features(features::Features),
    /// Print a mapping file with every key explained
    Mapping,
}

/// Which maps, how to read them, and where.
#[derive(Args, Debug)]
pub struct Maps {
    /// Map files: GeoJSON or KML, also packed by gzip; a folder gives all map files in it
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// The mapping file: what the source's features mean (`tacitus control mapping` prints an example)
    #[arg(long, value_name = "TOML")]
    pub map: PathBuf,
    /// Count only what lies in this box, in degrees
    #[arg(long = "box", value_name = "W,S,E,N", allow_hyphen_values = true, conflicts_with = "within")]
    pub bounds: Option<Clip>,
    /// Count only what lies in the polygons of this GeoJSON or KML file
    #[arg(long, value_name = "FILE")]
    pub within: Option<PathBuf>,
}

/// Maps that were found, and how they are to be read.
struct Series {
    mapping: Mapping,
    clip: Option<Clip>,
    batches: Vec<Batch>,
    account: Account,
}

impl Control {
    pub fn run(self, global: &Global) -> Outcome {
        match self.what {
            What::Area(area) => area.run(global),
            What::Compare(compare) => compare.run(global),
            What::Features(features) => features.run(global),
            What::Mapping => {
                std::io::stdout().lock().write_all(EXAMPLE.as_bytes())?;
                Ok(Exit::Done)
            }
        }
    }
}

impl Maps {
    fn series(&self, days: Days) -> Result<Series, Failure> {
        let mapping = Mapping::read(&self.map).map_err(|e| Failure::configuration(e.to_string()))?;
        let within = self.within.as_deref().map(Clip::within).transpose().map_err(|e| Failure::usage(e.to_string()))?;
        let (batches, account) = batches(&mapping, &self.files, days).map_err(|e| Failure::usage(e.to_string()))?;
        Ok(Series { mapping, clip: self.bounds.clone().or(within), batches, account })
    }
}

impl Series {
    /// Reads every batch on all cores and keeps what `read` makes of it, in the order of days.
    fn each<T: Send>(
        &mut self,
        global: &Global,
        read: impl Fn(&Batch, &Mapping, Option<&Clip>) -> (Vec<T>, Account) + Sync,
    ) -> Result<Vec<T>, Failure> {
        let progress = match global.shows_progress() {
            true => ProgressBar::new(self.batches.len() as u64).with_style(style()?),
            false => ProgressBar::hidden(),
        };
        let parts: Vec<(Vec<T>, Account)> = self
            .batches
            .par_iter()
            .map(|batch| {
                let part = read(batch, &self.mapping, self.clip.as_ref());
                progress.inc(1);
                part
            })
            .collect();
        progress.finish_and_clear();
        let mut all = Vec::new();
        for (part, account) in parts {
            all.extend(part);
            self.account.add(account);
        }
        Ok(all)
    }

    /// Tells what became of the features, and gives the exit code that says whether all could be read.
    fn end(&self, global: &Global) -> Exit {
        self.account.lines().iter().for_each(|line| global.say(line));
        if self.account.has_failures() { Exit::SomeFailed } else { Exit::Done }
    }
}

fn style() -> Result<ProgressStyle, Failure> {
    ProgressStyle::with_template("{bar:30} {pos}/{len} maps").map_err(|e| Failure::failed(e.to_string()))
}

/// Square kilometres for people and tables.
fn shown(km2: f64) -> String {
    format!("{km2:.2}")
}

/// Square kilometres for machines, to a thousandth: a map of control is never more exact.
fn exact(km2: f64) -> Value {
    json!((km2 * 1000.0).round() / 1000.0)
}
