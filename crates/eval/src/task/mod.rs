//! The tasks: what the engine is shown of the gold, and its answers in the gold's own format.

pub mod annotation;
pub mod attribution;
pub mod cameo;
pub mod contradictions;
pub mod copies;
pub mod dates;
pub mod days;
pub mod derivation;
pub mod events;
pub mod factuality;
pub mod feeds;
pub mod garbled;
pub mod incidents;
pub mod muc4;
pub mod names;
pub mod negation;
pub mod no_event;
pub mod orders;
pub mod parse;
pub mod places;
pub mod pubdate;
pub mod rewordings;
pub mod romanisations;
pub mod seed;
pub mod threats;
pub mod unknown_places;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use tacitus_record::{Day, named_enum};

use crate::{conllu, rows, score};

named_enum! {
    /// Tasks that can be measured.
    pub enum Task {
        /// Trees.
        Parse = "parse",
        /// Names.
        Names = "names",
        /// PLOVER events.
        Events = "events",
        /// CAMEO triples.
        Cameo = "cameo",
        /// Our own annotated news.
        Annotation = "annotation",
        /// Who says what.
        Attribution = "attribution",
        /// How certain.
        Factuality = "factuality",
        /// Negation and speculation.
        Negation = "negation",
        /// Sentences that tell no event.
        NoEvent = "no-event",
        /// Pages with corrupted facts.
        Garbled = "garbled",
        /// Places.
        Places = "places",
        /// Villages that are not in the index.
        UnknownPlaces = "unknown-places",
        /// Spellings that are not in the index.
        Romanisations = "romanisations",
        /// Expressions of time.
        Dates = "dates",
        /// Days of our own expressions, and sentences without one.
        Days = "days",
        /// Days of publication of pages.
        Pubdate = "pubdate",
        /// Copies.
        Copies = "copies",
        /// Hand-written rewordings.
        Rewordings = "rewordings",
        /// Planted feeds of copies and independent reports.
        Feeds = "feeds",
        /// Pairs of reports that contradict each other, or only seem to.
        Contradictions = "contradictions",
        /// Threats and the deeds that carry them out.
        Threats = "threats",
        /// One export whatever the order of reading.
        Orders = "orders",
        /// How far texts come from a source.
        Derivation = "derivation",
        /// Documents on one incident.
        IncidentsEcb = "incidents_ecb",
        /// Incidents with all their slots.
        Muc4 = "muc4",
        /// The seed article, by hand.
        Seed = "seed",
    }
}

/// Tasks that the evaluation design names and that are not built yet.
pub const PLANNED: &[&str] = &["acled", "extraction"];

impl Task {
    /// What the engine may be given, default first.
    pub fn given(self) -> &'static [&'static str] {
        match self {
            Task::Parse => &["tokens", "nothing"],
            Task::Events => &["nothing", "source-target"],
            Task::Cameo => &["nothing", "dictionaries"],
            Task::Factuality => &["predicate"],
            Task::Negation => &["nothing", "cues"],
            Task::Places => &["mentions", "nothing"],
            Task::Pubdate => &["nothing", "address"],
            Task::Names
            | Task::Annotation
            | Task::NoEvent
            | Task::Garbled
            | Task::Attribution
            | Task::UnknownPlaces
            | Task::Romanisations
            | Task::Dates
            | Task::Days
            | Task::Copies
            | Task::Rewordings
            | Task::Feeds
            | Task::Contradictions
            | Task::Threats
            | Task::Orders
            | Task::Derivation
            | Task::IncidentsEcb
            | Task::Muc4
            | Task::Seed => &["nothing"],
        }
    }
}

/// One measurement to make.
#[derive(Clone, Debug)]
pub struct Request {
    /// The task.
    pub task: Task,
    /// What the engine is given: one of [`Task::given`].
    pub given: String,
    /// The gold file.
    pub gold: PathBuf,
    /// Only that many of the first records (of pairs, for copies).
    pub sample: Option<usize>,
    /// Folder of dictionaries, for `cameo`.
    pub dictionaries: Option<PathBuf>,
    /// Publication day of the article, for `seed`.
    pub published: Day,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The figures, as the shared scorer prints them.
    pub figures: Value,
    /// The engine's answers in the gold's format.
    pub predictions: String,
}

/// Reads gold, runs the engine without its answers, scores what it says.
pub fn measure(request: &Request) -> Result<Measured> {
    let gold = request.gold.as_path();
    if request.task == Task::Parse {
        return trees(request);
    }
    if request.task == Task::Pubdate {
        return pages(request);
    }
    let mut all = rows::read(gold, request.sample)?;
    if request.task == Task::Contradictions {
        all = contradictions::pairs(&all)?;
    }
    let given = request.given.as_str();
    let predicted = match request.task {
        Task::Parse => return trees(request),
        Task::Pubdate => return pages(request),
        Task::Seed => return seed::measure(gold, &all, request.published),
        Task::Rewordings => return rewordings::measure(&all),
        Task::Feeds => return feeds::measure(&all),
        Task::Orders => return orders::measure(&all),
        Task::Names => names::predict(&all)?,
        Task::Events if given == "source-target" => events::predict(&all, events::Given::SourceTarget)?,
        Task::Events => events::predict(&all, events::Given::Nothing)?,
        Task::Cameo => cameo::predict(&all, request.dictionaries.as_deref())?,
        Task::Annotation => annotation::predict(&all)?,
        Task::Attribution => attribution::predict(&all)?,
        Task::Factuality => factuality::predict(&all)?,
        Task::Negation if given == "cues" => negation::predict(&all, negation::Given::Cues)?,
        Task::Negation => negation::predict(&all, negation::Given::Nothing)?,
        Task::NoEvent => no_event::predict(&all)?,
        Task::Garbled => garbled::predict(&all)?,
        Task::Places if given == "nothing" => places::given_nothing(&all)?,
        Task::Places => places::given_mentions(&all),
        Task::UnknownPlaces => unknown_places::predict(&all)?,
        Task::Romanisations => romanisations::predict(&all)?,
        Task::Dates => dates::predict(&all),
        Task::Days => days::predict(&all)?,
        Task::Copies => copies::predict(&all, &documents(gold)?)?,
        Task::Contradictions => contradictions::predict(&all)?,
        Task::Threats => threats::predict(&all)?,
        Task::Derivation => derivation::predict(&all)?,
        Task::IncidentsEcb => incidents::predict(&all)?,
        Task::Muc4 => muc4::predict(&all)?,
    };
    let figures = match request.task {
        Task::Names => score::names::score(&all, &predicted),
        Task::Events => score::events::score(&all, &predicted),
        Task::Cameo => score::cameo::score(&all, &predicted),
        Task::Annotation => score::annotation::score(&all, &predicted),
        Task::Attribution => score::attribution::score(&all, &predicted),
        Task::Factuality => score::factuality::score(&all, &predicted),
        Task::Negation => score::negation::score(&all, &predicted),
        Task::NoEvent => score::no_event::score(&all, &predicted),
        Task::Garbled => score::garbled::score(&all, &predicted),
        Task::Places => score::places::score(&all, &predicted),
        Task::UnknownPlaces => score::unknown_places::score(&all, &predicted),
        Task::Romanisations => score::romanisations::score(&all, &predicted),
        Task::Dates => score::dates::score(&all, &predicted),
        Task::Days => score::days::score(&all, &predicted),
        Task::Copies => score::copies::score(&all, &predicted),
        Task::Contradictions => score::contradictions::score(&all, &predicted),
        Task::Threats => score::threats::score(&all, &predicted),
        Task::Derivation => score::derivation::score(&all, &predicted),
        Task::IncidentsEcb => score::incidents::score(&all, &predicted),
        Task::Muc4 => score::muc4::score(&all, &predicted),
        Task::Parse | Task::Pubdate | Task::Seed | Task::Rewordings | Task::Feeds | Task::Orders => Value::Null,
    };
    Ok(Measured { figures, predictions: rows::lines(&predicted) })
}

fn trees(request: &Request) -> Result<Measured> {
    let gold = conllu::read(&request.gold, request.sample)?;
    let (predicted, figures) = if request.given == "nothing" {
        let read = parse::given_nothing(&gold)?;
        let figures = score::parse::raw(&gold, &read);
        (read, figures)
    } else {
        let read = parse::given_tokens(&gold);
        let figures = score::parse::tokens(&gold, &read);
        (read, figures)
    };
    Ok(Measured { figures, predictions: conllu::write(&predicted) })
}

fn pages(request: &Request) -> Result<Measured> {
    let given = if request.given == "address" { pubdate::Given::Address } else { pubdate::Given::Nothing };
    let all = pubdate::read(&request.gold, request.sample)?;
    let predicted = pubdate::predict(&all, &request.gold, given)?;
    Ok(Measured { figures: score::pubdate::score(&all, &predicted), predictions: rows::lines(&predicted) })
}

/// The documents that lie beside the pairs.
fn documents(pairs: &Path) -> Result<Vec<Value>> {
    let name = pairs.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let stem = name.strip_suffix(".pairs.jsonl").context("the gold of `copies` must be a file whose name ends with .pairs.jsonl")?;
    rows::read(&pairs.with_file_name(format!("{stem}.documents.jsonl")), None)
}
