//! Imports a gazetteer of the user's, and looks places up in the one that is used.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::Ordering;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tacitus_gazetteer::import::{FileReport, Form, ImportError, Report, Stage, import};
use tacitus_gazetteer::{Disputed, Gazetteer as Places, PlaceRecord, compile::CompileError};

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::ingest::stop_on_interrupt;
use crate::output::{List, Shape};

/// Import places from GeoNames, Who's On First or tables of your own, and look places up
#[derive(Args, Debug)]
pub struct Gazetteer {
    #[command(subcommand)]
    pub what: What,
}

/// What to do with the gazetteer.
#[derive(Subcommand, Debug)]
pub enum What {
    Import(Import),
    Search(Search),
    Near(Near),
}

impl Gazetteer {
    pub fn run(self, global: &Global) -> Outcome {
        match self.what {
            What::Import(c) => c.run(global),
            What::Search(c) => c.run(global),
            What::Near(c) => c.run(global),
        }
    }
}

/// Make a gazetteer from downloads and tables of your own, over the one that ships
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus gazetteer import UA.zip RU.zip alternateNamesV2.zip     dumps from download.geonames.org/export/dump, in any order
  tacitus gazetteer import allCountries.zip alternateNamesV2.zip bases.csv fronts.geojson

What a file holds is told by its first lines; .zip and .gz are read as they are. Own tables have the columns of places.csv.
The index is written to --gazetteer FILE, else to `index` of [gazetteer] in tacitus.toml, else to gazetteer.index beside it; every
command then uses it. What was imported before is not kept: name all files each time. The old index stays until the new one is whole.")]
pub struct Import {
    /// GeoNames dumps and alternate names, tables of Who's On First, CSV and GeoJSON of your own
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

impl Import {
    fn run(self, global: &Global) -> Outcome {
        let out = global.project()?.gazetteer_target().ok_or_else(|| {
            Failure::configuration(
                "there is no project here to keep the gazetteer in: run `tacitus init NAME` first, or give --gazetteer FILE",
            )
        })?;
        let stop = stop_on_interrupt()?;
        let bar = if global.shows_progress() { ProgressBar::new(0).with_style(style()) } else { ProgressBar::hidden() };
        let mut writing = false;
        let imported = import(&self.files, &out, &mut |stage, done, all| {
            if let (Stage::Writing, false) = (stage, writing) {
                bar.reset_eta();
                writing = true;
            }
            bar.set_message(match stage {
                Stage::Reading(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                Stage::Writing => "sorting and writing".to_string(),
            });
            bar.set_length(all);
            bar.set_position(done);
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        bar.finish_and_clear();
        match imported {
            Ok(report) => {
                tell(global, &report);
                global.say(format_args!("wrote {} ({:.1} MB); it is used from now on", out.display(), report.bytes as f64 / 1e6));
                Ok(if report.files.iter().any(|file| file.bad > 0) { Exit::SomeFailed } else { Exit::Done })
            }
            Err(ImportError::Compile(CompileError::Stopped)) => {
                global.say("interrupted: nothing was changed");
                Ok(Exit::Interrupted)
            }
            Err(error) => {
                if let ImportError::NothingUsed(files) = &error {
                    files.iter().for_each(|file| tell_file(global, file));
                }
                Err(Failure::failed(error.to_string()))
            }
        }
    }
}

fn tell(global: &Global, report: &Report) {
    report.files.iter().for_each(|file| tell_file(global, file));
    let counts = report.counts;
    global.say(format_args!(
        "{} places under {} names, what ships included; {} first-level regions",
        counts.places, counts.names, counts.provinces
    ));
}

fn tell_file(global: &Global, file: &FileReport) {
    let added = if file.form == Form::AlternateNames { "names given to places" } else { "places added" };
    let counts = [
        (file.added, added),
        (file.merged, "of places known already"),
        (file.repeated, "with an id that came before"),
        (file.left_out, "left out"),
        (file.bad, "bad"),
    ];
    let counted: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    global.say(format_args!("{}: {}, {} rows: {}", file.path.display(), file.form.words(), file.rows, counted.join(", ")));
    let unit = if file.form == Form::GeoJson { "feature" } else { "line" };
    for bad in &file.first_bad {
        global.say(format_args!("  {unit} {}: {}", bad.line, bad.why));
    }
    if file.bad > file.first_bad.len() as u64 {
        global.say(format_args!("  and {} more bad rows", file.bad - file.first_bad.len() as u64));
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:24} {percent}% · {msg} · {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// List every place that a name may mean, likeliest first
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus gazetteer search Volchansk
  tacitus gazetteer search 'Kursk region'

The prior is what the name alone says for the place, in decimal orders of magnitude of inhabitants; an article's other places decide
in reading. Names that only sound alike follow; where there are none, names one letter apart.")]
pub struct Search {
    /// The name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Most places to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Search {
    fn run(self, global: &Global) -> Outcome {
        let gazetteer = global.project()?.gazetteer().map_err(Failure::configuration)?;
        let found = gazetteer.search(&self.name);
        if found.is_empty() {
            global.say(format_args!("\"{}\" is not in the gazetteer, nor a name that sounds like it or is one letter apart", self.name));
        }
        let found = &found[..found.len().min(self.limit)];
        tell_disputed(global, &gazetteer, found.iter());
        let list = List {
            columns: vec!["prior", "kind", "country", "region", "lat", "lon", "id", "by", "name"],
            rows: found
                .iter()
                .map(|r| [vec![format!("{:.2}", r.prior)], place_cells(r), vec![r.matched.words().to_string(), r.name.clone()]].concat())
                .collect(),
            json: found.iter().map(|record| place_json(&gazetteer, record)).collect(),
            noun: ("place", "places"),
        };
        list.show(self.format)
    }
}

/// List the places around a point, nearest first
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  tacitus gazetteer near 50.29,36.94
  tacitus gazetteer near 15.6,32.5 --km 3 --format csv")]
pub struct Near {
    /// Degrees north and east, WGS84; south and west are negative
    #[arg(value_name = "LAT,LON", allow_hyphen_values = true)]
    pub point: Point,
    /// How far around, kilometres
    #[arg(long, value_name = "N", default_value_t = 10.0, value_parser = kilometres)]
    pub km: f64,
    /// Most places to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

/// A point as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point(f64, f64);

impl FromStr for Point {
    type Err = String;

    fn from_str(text: &str) -> Result<Point, String> {
        let part = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
        let parts = text.split_once(',').and_then(|(lat, lon)| Some(Point(part(lat, 90.0)?, part(lon, 180.0)?)));
        parts.ok_or_else(|| "write degrees north, a comma, degrees east: 50.29,36.94".to_string())
    }
}

fn kilometres(text: &str) -> Result<f64, String> {
    let km = text.parse::<f64>().ok().filter(|km| (0.0..=20_100.0).contains(km));
    km.ok_or_else(|| "write a number of kilometres, up to 20,100".to_string())
}

impl Near {
    fn run(self, global: &Global) -> Outcome {
        let gazetteer = global.project()?.gazetteer().map_err(Failure::configuration)?;
        let found = gazetteer.near((self.point.0, self.point.1), self.km);
        if found.len() > self.limit {
            global.say(format_args!("{} of {} places are listed; --limit lists more", self.limit, found.len()));
        }
        let found = &found[..found.len().min(self.limit)];
        tell_disputed(global, &gazetteer, found.iter().map(|(_, record)| record));
        let list = List {
            columns: vec!["km", "kind", "country", "region", "lat", "lon", "id", "name"],
            rows: found.iter().map(|(km, r)| [vec![format!("{km:.1}")], place_cells(r), vec![r.name.clone()]].concat()).collect(),
            json: found
                .iter()
                .map(|(km, record)| {
                    let mut place = place_json(&gazetteer, record);
                    place["km"] = json!(km);
                    place
                })
                .collect(),
            noun: ("place", "places"),
        };
        list.show(self.format)
    }
}

fn place_cells(r: &PlaceRecord) -> Vec<String> {
    let known = |text: &str| if text.is_empty() { "-".to_string() } else { text.to_string() };
    let point = [r.lat, r.lon].map(|degrees| format!("{degrees:.4}"));
    let [lat, lon] = point;
    vec![r.kind.word().to_string(), known(&r.country), known(&r.admin1), lat, lon, r.id.clone()]
}

fn disputed(gazetteer: &Places, r: &PlaceRecord) -> Option<&'static Disputed> {
    gazetteer.disputed(&r.id, &r.country, &r.admin1)
}

/// Who holds and who claims the disputed territories among the places, each once.
fn tell_disputed<'r>(global: &Global, gazetteer: &Places, found: impl Iterator<Item = &'r PlaceRecord>) {
    let mut told: Vec<&Disputed> = Vec::new();
    for territory in found.filter_map(|record| disputed(gazetteer, record)) {
        if !told.contains(&territory) {
            global.say(format_args!("disputed: {}", territory.told()));
            told.push(territory);
        }
    }
}

fn place_json(gazetteer: &Places, r: &PlaceRecord) -> Value {
    let disputed = disputed(gazetteer, r).map(|d| json!({ "name": d.name, "held": d.held, "claimed": d.claimed, "source": d.source }));
    json!({ "id": r.id, "name": r.name, "kind": r.kind.word(), "country": r.country, "admin1": r.admin1, "lat": r.lat, "lon": r.lon,
        "size": r.size, "prior": r.prior, "by": r.matched.words(), "disputed": disputed })
}
