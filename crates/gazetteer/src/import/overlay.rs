//! Reads the user's own places: a table with the columns of `places.csv`, or GeoJSON features with properties of those names.
//!
//! A feature that is no point stands at the middle of its box, as a region whose radius reaches the box's corners.

use std::path::Path;
use std::sync::atomic::AtomicU64;

use serde_json::Value;

use super::known::Known;
use super::report::{FileReport, Taken};
use super::{ImportError, RowError, source};
use crate::compile::{PlaceId, SourcePlace};
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::geodesy::distance_km;
use crate::layout::LONGEST_STRING;
use crate::place_kind::{NameKind, PlaceKind};
use crate::user_places::{COLUMNS, is_user_assigned, record};

/// Reads a CSV file.
pub(super) fn csv(
    known: &mut Known,
    base: &Gazetteer,
    path: &Path,
    read: &AtomicU64,
    report: &mut FileReport,
    go_on: &mut dyn FnMut() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    source::with_text(path, read, |text| {
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).comment(Some(b'#')).from_reader(text);
        let header = reader.headers().map_err(|e| ImportError::Unusable(path.to_path_buf(), e.to_string()))?.clone();
        if let Some(missing) = COLUMNS[..3].iter().find(|name| !header.iter().any(|h| h.trim_start_matches('\u{feff}') == **name)) {
            let what = format!("the column \"{missing}\" is missing in its first line; the columns are {}", COLUMNS.join(", "));
            return Err(ImportError::Unusable(path.to_path_buf(), what));
        }
        for row in reader.into_records() {
            let (line, taken) = match row {
                Ok(row) => {
                    let cell = |name: &str| {
                        let at = header.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
                        at.and_then(|at| row.get(at)).unwrap_or("").to_string()
                    };
                    (row.position().map_or(0, csv::Position::line), take(known, base, &cell, None))
                }
                Err(e) if matches!(e.kind(), csv::ErrorKind::Io(_)) => {
                    return Err(ImportError::Read(path.to_path_buf(), std::io::Error::other(e)));
                }
                Err(e) => (e.position().map_or(0, csv::Position::line), Err(RowError::Wrong(e.to_string()))),
            };
            report.count(line, RowError::or_stop(taken)?);
            go_on()?;
        }
        Ok(())
    })
}

/// Reads a GeoJSON file: a collection of features, or one feature.
pub(super) fn geojson(
    known: &mut Known,
    base: &Gazetteer,
    path: &Path,
    read: &AtomicU64,
    report: &mut FileReport,
    go_on: &mut dyn FnMut() -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let unusable = |what: String| ImportError::Unusable(path.to_path_buf(), what);
    let parsed = source::with_text(path, read, |text| {
        serde_json::from_reader::<_, Value>(text).map_err(|e| unusable(format!("it is not GeoJSON: {e}")))
    })?;
    let features = match (&parsed["type"], &parsed["features"]) {
        (_, Value::Array(features)) => features.as_slice(),
        (Value::String(kind), _) if kind == "Feature" => std::slice::from_ref(&parsed),
        _ => return Err(unusable("it holds neither a FeatureCollection nor a Feature".to_string())),
    };
    for (feature, number) in features.iter().zip(1..) {
        report.count(number, RowError::or_stop(take_feature(known, base, feature))?);
        go_on()?;
    }
    Ok(())
}

fn take_feature(known: &mut Known, base: &Gazetteer, feature: &Value) -> Result<Taken, RowError> {
    let mut extent = Extent::default();
    extent.hold(&feature["geometry"]);
    let (lat, lon, radius_km) = extent.circle().ok_or_else(|| "it has no geometry with coordinates".to_string())?;
    let is_area = radius_km > 0.0;
    let cell = |name: &str| match name {
        "lat" => lat.to_string(),
        "lon" => lon.to_string(),
        "precision" if is_area && feature["properties"]["precision"].is_null() => "region".to_string(),
        "id" if feature["properties"]["id"].is_null() => text(&feature["id"]),
        name => text(&feature["properties"][name]),
    };
    take(known, base, &cell, is_area.then_some(radius_km))
}

/// The text of a property; a list is joined as in the table.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("|"),
        _ => String::new(),
    }
}

/// The box around all coordinates of a geometry.
#[derive(Default)]
struct Extent(Option<[f64; 4]>);

impl Extent {
    /// Takes every position below a value: a list that starts with two numbers, longitude first (RFC 7946).
    fn hold(&mut self, value: &Value) {
        match value {
            Value::Array(items) => match (items.first().and_then(Value::as_f64), items.get(1).and_then(Value::as_f64)) {
                (Some(lon), Some(lat)) => {
                    let [south, west, north, east] = self.0.unwrap_or([lat, lon, lat, lon]);
                    self.0 = Some([south.min(lat), west.min(lon), north.max(lat), east.max(lon)]);
                }
                _ => items.iter().for_each(|item| self.hold(item)),
            },
            Value::Object(_) => {
                self.hold(&value["coordinates"]);
                self.hold(&value["geometries"]);
            }
            _ => {}
        }
    }

    /// Middle of the box (degrees north, east) and the distance to its corners in kilometres.
    fn circle(&self) -> Option<(f64, f64, f64)> {
        let [south, west, north, east] = self.0?;
        let middle = ((south + north) / 2.0, (west + east) / 2.0);
        Some((middle.0, middle.1, distance_km(middle, (south, west)).max(distance_km(middle, (north, west)))))
    }
}

/// Takes one place, its cells asked for by column.
fn take(known: &mut Known, base: &Gazetteer, cell: &dyn Fn(&str) -> String, radius_km: Option<f64>) -> Result<Taken, RowError> {
    let cells = COLUMNS.map(|name| (name, cell(name)));
    let of = |name: &str| cells.iter().find(|(column, _)| *column == name).map_or("", |(_, text)| text.as_str());
    if is_user_assigned(of("country")) {
        return Err("countries of your own are declared in places.csv beside tacitus.toml, not in an import".to_string().into());
    }
    let record = record(&of, base)?;
    let text_id = record.id.strip_prefix("user:").unwrap_or(&record.id).to_string();
    if text_id.len() > LONGEST_STRING || record.name.len() > LONGEST_STRING {
        return Err(format!("its name or id is longer than {LONGEST_STRING} bytes").into());
    }
    if known.has_user_id(&text_id) {
        return Ok(Taken::Repeated);
    }
    let country = known.country(&record.country);
    let demonyms = of("demonyms").split('|').map(fold).filter(|word| !word.is_empty());
    if let Some(country) = country {
        known.areas.demonyms.extend(demonyms.map(|word| (word, country)));
    }
    let number = known.hold(place(&record, text_id, country, known, radius_km))?;
    known.name(number, &fold(&record.name), NameKind::Main)?;
    for alias in of("aliases").split('|') {
        known.name(number, &fold(alias), NameKind::Main)?;
    }
    Ok(Taken::Added)
}

fn place(record: &PlaceRecord, id: String, country: Option<u8>, known: &Known, radius_km: Option<f64>) -> SourcePlace {
    let size = match (record.kind, radius_km) {
        (PlaceKind::Region, radius) => radius.unwrap_or(1.0).ceil().clamp(1.0, 20_000.0) as u32,
        _ => 0,
    };
    SourcePlace {
        id: PlaceId::User(id),
        name: record.name.clone(),
        lat: record.lat,
        lon: record.lon,
        size,
        kind: record.kind,
        country,
        province: country.and_then(|country| known.province_called(country, &[crate::naming::stem(&record.admin1)])),
        capital: record.capital,
        coarse: record.coarse,
        prominence: record.prominence,
    }
}
