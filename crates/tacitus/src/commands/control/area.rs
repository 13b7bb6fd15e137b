//! Lists area by day, holder and status.

use clap::Args;
use serde_json::{Value, json};
use tacitus_record::Day;
use tacitus_territory::{Days, Mapping, fill_absent, instant};

use super::{Maps, exact, shown};
use crate::cli::Global;
use crate::exit::{Exit, Outcome};
use crate::output::{List, Shape};

/// List area by day, holder and status
///
/// Columns: km2; shared_km2, what of it is also under another holder or status that day, so that such rows must not be added up;
/// overlap_km2, what several polygons of the row cover and was counted once. A day whose map shows nothing of a holder has a row
/// of 0; a day without a map has no row.
#[derive(Args, Debug)]
pub struct Area {
    #[command(flatten)]
    pub maps: Maps,
    /// First day
    #[arg(long, value_name = "DAY")]
    pub since: Option<Day>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    pub until: Option<Day>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Area {
    pub fn run(self, global: &Global) -> Outcome {
        let mut series = self.maps.series(Days { since: self.since, until: self.until })?;
        let days: Vec<(Day, Option<i64>, Vec<tacitus_territory::Area>)> = series.each(global, |batch, mapping, clip| {
            let survey = batch.survey(mapping, clip);
            (survey.days.iter().map(|day| (day.day, day.snapshot, day.areas())).collect(), survey.account)
        })?;
        let maps: Vec<(Day, Option<i64>)> = days.iter().map(|(day, snapshot, _)| (*day, *snapshot)).collect();
        let mut rows = days.into_iter().flat_map(|(_, _, areas)| areas).collect();
        fill_absent(&mut rows, &maps);
        if rows.is_empty() {
            global.say(format_args!("no control on these maps: {} days with a map, none with ground that counts", maps.len()));
        }
        let list = List {
            columns: vec![
                "day",
                "holder",
                "status",
                "km2",
                "shared_km2",
                "overlap_km2",
                "features",
                "repaired",
                "snapshot",
                "licence",
                "source",
            ],
            rows: rows.iter().map(|row| cells(row, &series.mapping)).collect(),
            json: rows.iter().map(|row| record(row, &series.mapping)).collect(),
            noun: ("area", "areas"),
        };
        let shown = list.show(self.format)?;
        let read = series.end(global);
        Ok(if shown == Exit::Done { read } else { shown })
    }
}

fn cells(row: &tacitus_territory::Area, mapping: &Mapping) -> Vec<String> {
    vec![
        row.day.to_string(),
        row.holder.clone().unwrap_or_default(),
        row.status.to_string(),
        shown(row.km2),
        shown(row.shared_km2),
        shown(row.overlap_km2),
        row.features.to_string(),
        row.repaired.to_string(),
        row.snapshot.map(instant).unwrap_or_default(),
        mapping.licence().to_string(),
        mapping.source().to_string(),
    ]
}

fn record(row: &tacitus_territory::Area, mapping: &Mapping) -> Value {
    json!({ "day": row.day.to_string(), "holder": row.holder, "status": row.status.as_str(), "km2": exact(row.km2),
        "shared_km2": exact(row.shared_km2), "overlap_km2": exact(row.overlap_km2), "features": row.features, "repaired": row.repaired,
        "snapshot": row.snapshot.map(instant), "licence": mapping.licence(), "source": mapping.source() })
}
