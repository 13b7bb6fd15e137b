//! Lists places over all claims that match, the ones that no gazetteer has included.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};
use tacitus_export::line::{folded, place};
use tacitus_ledger::PlaceRow;

use crate::cli::Global;
use crate::exit::{Exit, Outcome};
use crate::filters::Filters;
use crate::output::{List, Shape};

/// List places, most claims first; names that the gazetteer does not have say so
#[derive(Args, Debug)]
pub struct Places {
    #[command(flatten)]
    pub filters: Filters,
    /// How to show them
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    pub format: Shape,
}

impl Places {
    pub fn run(self, global: &Global) -> Outcome {
        let ledger = self.filters.point(global.open()?)?;
        let rows = ledger.places(&self.filters.filter()?)?;
        if self.format == Shape::Geojson {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let features: Vec<Value> = rows.iter().map(feature).collect();
            serde_json::to_writer(&mut out, &json!({ "type": "FeatureCollection", "features": features })).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
            return Ok(Exit::Done);
        }
        let list = List {
            columns: vec!["claims", "incidents", "articles", "origins", "key", "place"],
            rows: rows
                .iter()
                .map(|r| {
                    let counts = [r.claims, r.incidents, r.articles, r.origins].map(|n| n.to_string());
                    counts.into_iter().chain([folded(&r.key), place(&r.place)]).collect()
                })
                .collect(),
            json: rows.iter().map(properties).collect(),
            noun: ("place", "places"),
        };
        list.show(self.format)
    }
}

fn properties(row: &PlaceRow) -> Value {
    let place = &row.place;
    json!({ "key": row.key, "name": place.name, "gazetteer_id": place.gazetteer_id, "lat": place.lat, "lon": place.lon,
        "precision": place.precision.as_str(), "radius_km": place.radius_km, "country": place.country, "admin1": place.admin1, "claims": row.claims,
        "incidents": row.incidents, "articles": row.articles, "origins": row.origins })
}

fn feature(row: &PlaceRow) -> Value {
    let geometry = match (row.place.lon, row.place.lat) {
        (Some(lon), Some(lat)) => json!({ "type": "Point", "coordinates": [lon, lat] }),
        _ => Value::Null,
    };
    json!({ "type": "Feature", "id": row.key, "geometry": geometry, "properties": properties(row) })
}
