//! Sets a claimed area beside the map of that day, and tells the gap: side by side, never averaged, never decided.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde_json::{Value, json};
use tacitus_export::line;
use tacitus_ledger::{ClaimRow, Found, Ledger};
use tacitus_record::Day;
use tacitus_territory::{Against, ClaimedArea, ControlDay, Counted, Days, Extent, Gap, Mapping, OtherHolders, instant};

use super::{Maps, Series, exact, shown};
use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::output::{List, Shape};

/// What the reader must know before setting the two figures against each other.
const DEFINITIONS: &str = "The two may not mean the same: what somebody claims is not what a map shows as held, unclear ground is not contested ground, \
    and a map is one source that may lag behind. The figures stand side by side; none is an average.";

/// Set a claimed area beside the map of that day, with the gap and what each figure counts
#[derive(Args, Debug)]
pub struct Compare {
    #[command(flatten)]
    pub maps: Maps,
    /// The claimed area in square kilometres: 0..1000 (“as much as 1,000”), 900.., 1000
    #[arg(long, value_name = "LO..HI", required_unless_present = "claim", conflicts_with = "claim")]
    pub claimed: Option<ClaimedArea>,
    /// Take the area, and the day unless --day is given, from this claim of the ledger (c-…)
    #[arg(long, value_name = "ID")]
    pub claim: Option<String>,
    /// The day of the claim
    #[arg(long, value_name = "DAY", required_unless_present = "claim")]
    pub day: Option<Day>,
    /// Show the maps of so many days before and after, too
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub lag: u16,
    /// Whose ground the claim is about, in the mapping's word; else every holder on the map
    #[arg(long, value_name = "NAME")]
    pub holder: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

/// What is compared.
struct Claimed {
    area: ClaimedArea,
    day: Day,
    /// Id of the claim, where it came from the ledger.
    id: Option<String>,
    /// For people: what is claimed, and where that came from.
    heading: String,
}

/// One figure of the map beside the claim.
struct Row {
    day: Day,
    snapshot: Option<i64>,
    holder: String,
    extent: Extent,
    gap: Gap,
}

impl Compare {
    pub fn run(self, global: &Global) -> Outcome {
        let claimed = self.what_is_claimed(global)?;
        let lag = i32::from(self.lag);
        let mut series = self.maps.series(Days { since: Some(claimed.day.plus(-lag)), until: Some(claimed.day.plus(lag)) })?;
        let holder = self.holder.as_deref();
        if let (Some(holder), (named, OtherHolders::None)) = (holder, series.mapping.holders())
            && !named.contains(holder)
        {
            let named = named.into_iter().collect::<Vec<_>>().join(", ");
            return Err(Failure::usage(format!("the mapping names no holder `{holder}`; it names: {named}")));
        }
        let rows: Vec<Row> = series.each(global, |batch, mapping, clip| {
            let survey = batch.survey(mapping, clip);
            let mut rows = Vec::new();
            for day in &survey.days {
                let holders = holder.map_or_else(|| shown_holders(day.holders(), mapping), |one| BTreeSet::from([one.to_string()]));
                holders.into_iter().for_each(|holder| rows.extend(figures(day, &holder, claimed.area)));
            }
            (rows, survey.account)
        })?;
        let list = List {
            columns: vec!["day", "holder", "counted", "km2", "claimed", "stands"],
            rows: rows.iter().map(|row| cells(row, &claimed)).collect(),
            json: rows.iter().map(|row| record(row, &claimed, &series.mapping)).collect(),
            noun: ("figure", "figures"),
        };
        if rows.is_empty() {
            global.say(self.no_map(&claimed)?);
            list.show(self.format)?;
            series.end(global);
            return Ok(Exit::SomeFailed);
        }
        if self.format == Shape::Table {
            let mut out = std::io::stdout().lock();
            writeln!(out, "Claim  {}", claimed.heading)?;
            writeln!(out, "Map    {} ({}), {}\n", series.mapping.source(), series.mapping.licence(), snapshots(&rows))?;
        }
        let shown = list.show(self.format)?;
        if self.format == Shape::Table {
            writeln!(std::io::stdout().lock(), "\n{DEFINITIONS}")?;
        }
        let read = series.end(global);
        Ok(if shown == Exit::Done { read } else { shown })
    }

    fn what_is_claimed(&self, global: &Global) -> Result<Claimed, Failure> {
        match (&self.claim, self.claimed, self.day) {
            (Some(id), _, day) => of_ledger(&global.open()?, id, day),
            (None, Some(area), Some(day)) => {
                Ok(Claimed { area, day, id: None, heading: format!("{area} on {day}, as given with --claimed") })
            }
            _ => Err(Failure::usage("give --claimed with --day, or --claim")),
        }
    }

    /// Says that there is no map, and which days are nearest.
    fn no_map(&self, claimed: &Claimed) -> Result<String, Failure> {
        let Series { batches, .. } = self.maps.series(Days::default())?;
        let days: BTreeSet<Day> = batches.iter().filter_map(|batch| batch.day()).collect();
        let nearest = [days.range(..claimed.day).next_back(), days.range(claimed.day..).next()];
        let nearest: Vec<String> = nearest.into_iter().flatten().map(Day::to_string).collect();
        let advice = match nearest.is_empty() {
            true => "give maps of that day".to_string(),
            false => format!("the nearest are of {}; choose one with --day, or widen with --lag", nearest.join(" and ")),
        };
        Ok(format!("no map of {} can be read that names a holder (--lag {}); {advice}", claimed.day, self.lag))
    }
}

/// What the map of a day shows for a holder, beside the claim.
fn figures(day: &ControlDay, holder: &str, claimed: ClaimedArea) -> Vec<Row> {
    let row = |extent: Extent| {
        let gap = claimed.gap(extent.km2);
        Row { day: day.day, snapshot: day.snapshot, holder: holder.to_string(), extent, gap }
    };
    day.extents(holder).into_iter().map(row).collect()
}

/// Holders of a day, or those that the mapping names where the map of that day shows nobody.
fn shown_holders(present: BTreeSet<String>, mapping: &Mapping) -> BTreeSet<String> {
    if !present.is_empty() {
        return present;
    }
    mapping.holders().0.into_iter().map(str::to_string).collect()
}

fn of_ledger(ledger: &Ledger, id: &str, day: Option<Day>) -> Result<Claimed, Failure> {
    let row = match ledger.find(id)? {
        Some(Found::Claim(row)) => row,
        Some(Found::Ambiguous(ids)) => {
            return Err(Failure::usage(format!("`{id}` is the start of several ids: {}; give more of it", ids.join(", "))));
        }
        Some(_) => return Err(Failure::usage(format!("`{id}` is no claim; give the id of a claim (c-…)"))),
        None => return Err(Failure::nothing_named(id)),
    };
    let quantity = row.claim.quantity.as_ref().map(|q| &q.value);
    let quantity = quantity.ok_or_else(|| Failure::usage(format!("claim {} names no quantity; give the area with --claimed", row.id)))?;
    if quantity.unit != "km2" {
        return Err(Failure::usage(format!(
            "claim {} counts in `{}`, not in square kilometres; give the area with --claimed",
            row.id, quantity.unit
        )));
    }
    let (lo, hi) =
        if quantity.lo.is_none() && quantity.hi.is_none() { (quantity.value, quantity.value) } else { (quantity.lo, quantity.hi) };
    let area = ClaimedArea::new(lo, hi).ok_or_else(|| {
        Failure::usage(format!("claim {} has no figure (“{}”); give the area with --claimed", row.id, line::folded(&quantity.text)))
    })?;
    let (day, basis) = match day {
        Some(day) => (day, "as given with --day"),
        None => day_of(&row)?,
    };
    let words = line::line(&row.claim, &line::standing(&row));
    let heading = format!("{area} (“{}”), day {day} {basis}\n       {}  {words}", line::folded(&quantity.text), row.id);
    Ok(Claimed { area, day, id: Some(row.id.clone()), heading })
}

/// The day of a claim: when it says that it was, else when it was published.
fn day_of(row: &ClaimRow) -> Result<(Day, &'static str), Failure> {
    let time = row.claim.time.as_ref().map(|time| &time.value).filter(|time| time.is_resolved());
    match time.map(|time| time.hull()) {
        Some((Some(start), Some(end))) if start == end => Ok((start, "by its words")),
        Some((start, end)) => {
            let said = |day: Option<Day>| day.map_or_else(|| "an open end".to_string(), |day| day.to_string());
            let span = format!("{} to {}", said(start), said(end));
            Err(Failure::usage(format!("claim {} is about more than one day ({span}); choose one with --day", row.id)))
        }
        None => match row.evidence.iter().filter_map(|mention| mention.published).min() {
            Some(day) => Ok((day, "of publication, since it names none")),
            None => Err(Failure::usage(format!("claim {} has no day and no day of publication; give one with --day", row.id))),
        },
    }
}

fn snapshots(rows: &[Row]) -> String {
    let mut said: Vec<String> = rows.iter().map(|row| row.snapshot.map_or_else(|| row.day.to_string(), instant)).collect();
    said.dedup();
    said.join(", ")
}

fn counted(extent: &Extent) -> String {
    match extent.counted {
        Counted::Holders(status) => status.to_string(),
        Counted::Nobodys(status) => format!("{status}, nobody named"),
        Counted::Together => "all of these together".to_string(),
    }
}

fn cells(row: &Row, claimed: &Claimed) -> Vec<String> {
    let counted = counted(&row.extent);
    vec![row.day.to_string(), row.holder.clone(), counted, shown(row.extent.km2), claimed.area.to_string(), stands(&row.gap)]
}

/// How the figure stands to the claim, in words.
fn stands(gap: &Gap) -> String {
    match gap.against {
        Against::Over(by) => format!("{} km² over the most claimed", shown(by)),
        Against::Under(by) => format!("{} km² under the least claimed", shown(by)),
        Against::Within => match (gap.to_least.filter(|by| *by > 0.0), gap.to_most.filter(|by| *by < 0.0)) {
            (_, Some(by)) => format!("within what is claimed, {} km² under the most", shown(-by)),
            (Some(by), None) => format!("within what is claimed, {} km² over the least", shown(by)),
            (None, None) => "as claimed".to_string(),
        },
    }
}

fn record(row: &Row, claimed: &Claimed, mapping: &Mapping) -> Value {
    let (status, named) = match row.extent.counted {
        Counted::Holders(status) => (Some(status.as_str()), true),
        Counted::Nobodys(status) => (Some(status.as_str()), false),
        Counted::Together => (None, true),
    };
    let stands = match row.gap.against {
        Against::Within => "within",
        Against::Over(_) => "over",
        Against::Under(_) => "under",
    };
    json!({ "day": row.day.to_string(), "snapshot": row.snapshot.map(instant), "source": mapping.source(), "licence": mapping.licence(),
        "holder": row.holder, "counted": counted(&row.extent), "status": status, "holder_named_by_map": named, "km2": exact(row.extent.km2),
        "claim": claimed.id, "claimed_day": claimed.day.to_string(), "claimed_lo_km2": claimed.area.lo, "claimed_hi_km2": claimed.area.hi,
        "stands": stands, "to_least_km2": row.gap.to_least.map(exact), "to_most_km2": row.gap.to_most.map(exact), "note": DEFINITIONS })
}
