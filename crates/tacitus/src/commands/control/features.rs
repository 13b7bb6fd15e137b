//! Lists every feature of the maps with what becomes of it: the account that `area` only sums up.

use clap::Args;
use serde_json::{Value, json};
use tacitus_record::Day;
use tacitus_territory::{Days, FeatureReport};

use super::{Maps, exact, shown};
use crate::cli::Global;
use crate::exit::{Exit, Outcome};
use crate::output::{List, Shape};

/// List every feature: counted, left out, outside, without an area, unread; what was repaired, and why
#[derive(Args, Debug)]
pub struct Features {
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

impl Features {
    pub fn run(self, global: &Global) -> Outcome {
        let mut series = self.maps.series(Days { since: self.since, until: self.until })?;
        let rows = series.each(global, |batch, mapping, clip| batch.features(mapping, clip))?;
        let list = List {
            columns: vec!["file", "feature", "day", "fate", "holder", "status", "km2", "note"],
            rows: rows.iter().map(cells).collect(),
            json: rows.iter().map(record).collect(),
            noun: ("feature", "features"),
        };
        let shown = list.show(self.format)?;
        let read = series.end(global);
        Ok(if shown == Exit::Done { read } else { shown })
    }
}

fn cells(row: &FeatureReport) -> Vec<String> {
    let repairs = row.repairs.to_string();
    vec![
        row.file.display().to_string(),
        row.number.to_string(),
        row.day.map(|day| day.to_string()).unwrap_or_default(),
        row.fate.to_string(),
        row.holder.clone().unwrap_or_default(),
        row.status.map(|status| status.to_string()).unwrap_or_default(),
        row.km2.map(shown).unwrap_or_default(),
        [row.reason.as_str(), &repairs].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
    ]
}

fn record(row: &FeatureReport) -> Value {
    json!({ "file": row.file.display().to_string(), "feature": row.number, "day": row.day.map(|day| day.to_string()),
        "fate": row.fate.as_str(), "holder": row.holder, "status": row.status.map(|status| status.as_str()), "km2": row.km2.map(exact),
        "reason": row.reason, "repairs": { "closed": row.repairs.closed, "turned": row.repairs.turned, "crossed": row.repairs.crossed,
        "misplaced": row.repairs.misplaced, "dropped": row.repairs.dropped } })
}
