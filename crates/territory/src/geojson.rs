//! Reads GeoJSON (RFC 7946) feature by feature, so that a bad one does not take the others with it. Rings are kept as drawn.

use geo::Coord;
use serde_json::{Map, Value};

use crate::feature::{Drawn, Feature, Properties, Rings, put};

/// The features of a text: a collection, one feature, or one bare geometry.
pub(crate) fn features(text: &str) -> Result<Vec<Feature>, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| format!("is no JSON: {e}"))?;
    let Value::Object(root) = value else {
        return Err("is JSON but no GeoJSON object".to_string());
    };
    projected(&root)?;
    match root.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => {
            let members = root.get("features").and_then(Value::as_array).ok_or("is a FeatureCollection without `features`")?;
            Ok(members.iter().enumerate().map(|(at, member)| feature(at + 1, member)).collect())
        }
        Some("Feature") => Ok(vec![feature(1, &Value::Object(root))]),
        Some("Polygon" | "MultiPolygon" | "GeometryCollection") => {
            let drawn = drawn(&Value::Object(root));
            Ok(vec![Feature { number: 1, properties: Properties::new(), drawn }])
        }
        Some(other) => Err(format!("is JSON of the type `{other}`, not a FeatureCollection, Feature or Polygon")),
        None => Err("is JSON without a `type`, so no GeoJSON".to_string()),
    }
}

/// GeoJSON of 2008 could name another system of coordinates; RFC 7946 has WGS84 only.
fn projected(root: &Map<String, Value>) -> Result<(), String> {
    let name = root.get("crs").and_then(|crs| crs.pointer("/properties/name")).and_then(Value::as_str);
    match name {
        Some(name) if !name.ends_with("CRS84") && !name.ends_with(":4326") => {
            Err(format!("has coordinates in `{name}`; convert it to WGS84 degrees (EPSG:4326)"))
        }
        _ => Ok(()),
    }
}

fn feature(number: usize, member: &Value) -> Feature {
    let mut properties = Properties::new();
    for (name, value) in member.get("properties").and_then(Value::as_object).into_iter().flatten() {
        match value {
            Value::String(text) => put(&mut properties, name, text),
            Value::Number(_) | Value::Bool(_) => put(&mut properties, name, &value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => {}
        }
    }
    let drawn = match member.get("type").and_then(Value::as_str) {
        Some("Feature") => member.get("geometry").map_or(Drawn::NoArea("no geometry".to_string()), drawn),
        _ => Drawn::Wrong("it is no GeoJSON feature".to_string()),
    };
    Feature { number, properties, drawn }
}

fn drawn(geometry: &Value) -> Drawn {
    if geometry.is_null() {
        return Drawn::NoArea("no geometry".to_string());
    }
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("unnamed geometry");
    let mut polygons = Vec::new();
    match collect(geometry, kind, &mut polygons) {
        Err(why) => Drawn::Wrong(why),
        Ok(()) if polygons.is_empty() => Drawn::NoArea(kind.to_string()),
        Ok(()) => Drawn::Polygons(polygons),
    }
}

/// Gathers the polygons of a geometry. A collection is as deep as `serde_json` lets any JSON be.
fn collect(geometry: &Value, kind: &str, polygons: &mut Vec<Rings>) -> Result<(), String> {
    let array = |name: &str| {
        let member = geometry.get(name).and_then(Value::as_array);
        member.ok_or_else(|| format!("its {kind} has no list of {name}"))
    };
    match kind {
        "Polygon" => polygons.push(rings(array("coordinates")?)?),
        "MultiPolygon" => {
            for polygon in array("coordinates")? {
                polygons.push(rings(polygon.as_array().ok_or("a polygon of its MultiPolygon is no list of rings")?)?);
            }
        }
        "GeometryCollection" => {
            for member in array("geometries")? {
                let kind = member.get("type").and_then(Value::as_str).unwrap_or("unnamed geometry");
                collect(member, kind, polygons)?;
            }
        }
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" => {}
        other => return Err(format!("GeoJSON has no geometry called `{other}`")),
    }
    Ok(())
}

fn rings(members: &[Value]) -> Result<Rings, String> {
    let ring = |(number, ring): (usize, &Value)| {
        let points = ring.as_array().ok_or_else(|| format!("ring {} is no list of points", number + 1))?;
        let read = |(at, value)| point(value).ok_or_else(|| format!("point {} of ring {} is no pair of numbers", at + 1, number + 1));
        points.iter().enumerate().map(read).collect()
    };
    members.iter().enumerate().map(ring).collect()
}

/// Longitude and latitude; a height after them is left.
fn point(value: &Value) -> Option<Coord<f64>> {
    let numbers = value.as_array()?;
    Some(Coord { x: numbers.first()?.as_f64()?, y: numbers.get(1)?.as_f64()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Feature> {
        features(text).unwrap()
    }

    #[test]
    fn a_bad_feature_leaves_the_others() {
        let found = read(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"side":" North\u00a0 Army ","n":3,"x":null},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
            {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],["a",0]]]}},
            {"type":"Feature","properties":{},"geometry":null}, 7,
            {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]},
                {"type":"MultiPolygon","coordinates":[[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]]}]}}]}"#,
        );
        assert_eq!(found[0].properties.get("side").map(String::as_str), Some("North Army"));
        assert_eq!(found[0].properties.get("n").map(String::as_str), Some("3"));
        assert!(matches!(&found[1].drawn, Drawn::Wrong(why) if why == "point 2 of ring 1 is no pair of numbers"), "{:?}", found[1]);
        assert!(matches!(&found[2].drawn, Drawn::NoArea(_)));
        assert!(matches!(&found[3].drawn, Drawn::Wrong(_)));
        assert!(matches!(&found[4].drawn, Drawn::Polygons(p) if p.len() == 1));
        assert_eq!(found[4].number, 5);
    }

    #[test]
    fn what_is_no_geojson_says_so() {
        for (text, says) in [
            ("{", "no JSON"),
            (r#"{"a":1}"#, "without a `type`"),
            (r#"{"type":"Topology"}"#, "Topology"),
            (r#"{"type":"FeatureCollection"}"#, "features"),
            (r#"{"type":"FeatureCollection","features":[],"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}}"#, "3857"),
        ] {
            assert!(features(text).unwrap_err().contains(says), "{text}");
        }
    }
}
