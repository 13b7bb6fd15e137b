//! A GeoJSON FeatureCollection (RFC 7946): points for what is located, null geometry for what is not. Nothing is dropped and
//! nothing is put at 0,0.

use std::io;

use serde_json::{Map, Value, json};

use crate::columns::{CLAIM, Column, INCIDENT};
use crate::{Explained, Format, Of, Rows, Written};

/// GeoJSON with flat properties.
#[derive(Clone, Copy, Debug)]
pub struct GeoJson;

impl Format for GeoJson {
    fn name(&self) -> &'static str {
        "geojson"
    }

    fn summary(&self) -> &'static str {
        "points for QGIS and web maps; unlocated items have null geometry"
    }

    fn media_type(&self) -> &'static str {
        "application/geo+json"
    }

    fn extension(&self) -> &'static str {
        "geojson"
    }

    fn fields(&self, of: Of) -> Vec<Explained> {
        crate::Csv.fields(of)
    }

    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        match rows {
            Rows::Claims(rows) => features(CLAIM, rows, out)?,
            Rows::Incidents(rows) => features(INCIDENT, rows, out)?,
        }
        out.write_all(b"\n]}\n")?;
        Ok(Written::all(rows.len()))
    }
}

fn features<Row>(columns: &[Column<Row>], rows: &[Row], out: &mut dyn io::Write) -> io::Result<()> {
    for (number, row) in rows.iter().enumerate() {
        let properties: Map<String, Value> = columns.iter().map(|c| (c.name.to_string(), (c.cell)(row).json())).collect();
        let geometry = match (properties.get("longitude").and_then(Value::as_f64), properties.get("latitude").and_then(Value::as_f64)) {
            (Some(lon), Some(lat)) => json!({ "type": "Point", "coordinates": [lon, lat] }),
            _ => Value::Null,
        };
        let id = properties.get("id").cloned().unwrap_or(Value::Null);
        let feature = json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties });
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &feature)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn written(rows: Rows<'_>) -> Value {
        let mut out = Vec::new();
        GeoJson.write(rows, &mut out).expect("memory takes everything");
        serde_json::from_slice(&out).expect("the file is JSON")
    }

    #[test]
    fn every_row_is_a_feature_and_the_unlocated_ones_have_null_geometry() {
        let rows = samples::claims();
        let file = written(Rows::Claims(&rows));
        assert_eq!(file["type"], "FeatureCollection");
        let features = file["features"].as_array().expect("features is a list");
        assert_eq!(features.len(), rows.len());
        for (feature, row) in features.iter().zip(&rows) {
            assert_eq!(feature["id"], row.id.as_str());
            match row.claim.place.as_ref().and_then(|p| p.value.lat) {
                Some(lat) => assert_eq!(feature["geometry"]["coordinates"][1], lat),
                None => assert!(feature["geometry"].is_null()),
            }
        }
        assert!(features.iter().any(|f| f["geometry"].is_null()) && features.iter().any(|f| !f["geometry"].is_null()));
    }

    #[test]
    fn no_rows_are_still_a_collection() {
        assert_eq!(written(Rows::Incidents(&[]))["features"], json!([]));
    }
}
