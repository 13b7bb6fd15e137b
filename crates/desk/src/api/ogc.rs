//! OGC API Features Part 1 (core and GeoJSON): what QGIS and GDAL connect to.

use serde_json::{Value, json};
use tacitus_export::{Format, GeoJson, Rows};
use tacitus_record::Day;

use crate::api::rows;
use crate::ask::{Ask, Parameter, Values, address};
use crate::catalogue::{IncidentEntry, Narrowing};
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

const GEOJSON: &str = "application/geo+json";
const COLLECTION: &str = "incidents";

/// What narrows the items down, by the standard's names.
pub const ITEMS: &[Parameter] = &[
    Parameter { name: "bbox", meaning: "West, south, east, north in degrees: only what lies inside.", values: Values::Words },
    Parameter { name: "datetime", meaning: "A day, or two with a slash; `..` for an open end.", values: Values::Words },
];
/// Items of one portion.
const PORTION: usize = 500;

fn link(ask: &Ask, path: &str, rel: &str, media: &str, title: &str) -> Value {
    json!({"href": format!("{}{path}", ask.base), "rel": rel, "type": media, "title": title})
}

/// The landing page.
pub fn landing(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(Reply::json(&json!({
        "title": view.project,
        "description": "What news reports claim, as features. Claims are what somebody said, never facts; count origins, not articles.",
        "links": [
            link(ask, "/ogc", "self", "application/json", "This document"),
            link(ask, "/api/v1/openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "OpenAPI"),
            link(ask, "/help", "service-doc", "text/html", "Help"),
            link(ask, "/ogc/conformance", "conformance", "application/json", "What it conforms to"),
            link(ask, "/ogc/collections", "data", "application/json", "Collections"),
        ],
    })))
}

/// What it conforms to.
pub fn conformance(_view: &View<'_>, _ask: &Ask) -> Answer {
    Ok(Reply::json(&json!({"conformsTo": [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ]})))
}

/// The collections.
pub fn collections(view: &View<'_>, ask: &Ask) -> Answer {
    Ok(Reply::json(&json!({
        "links": [link(ask, "/ogc/collections", "self", "application/json", "This document")],
        "collections": [describe(view, ask)?],
    })))
}

/// One collection.
pub fn collection(view: &View<'_>, ask: &Ask) -> Answer {
    known(ask)?;
    Ok(Reply::json(&describe(view, ask)?))
}

fn known(ask: &Ask) -> Result<(), Problem> {
    match ask.part("collection") {
        COLLECTION => Ok(()),
        other => Err(Problem::missing(format!("no collection is called `{}`; there is {COLLECTION}", crate::ask::short(other)))),
    }
}

fn describe(view: &View<'_>, ask: &Ask) -> Result<Value, Problem> {
    let points = view.catalogue.located(view.ledger)?.iter().flatten().filter_map(|p| p.lon.zip(p.lat));
    let bounds = points.fold(None::<[f64; 4]>, |b, (x, y)| {
        let [w, s, e, n] = b.unwrap_or([x, y, x, y]);
        Some([w.min(x), s.min(y), e.max(x), n.max(y)])
    });
    let days = || view.catalogue.incidents.iter().flat_map(|i| [i.day, i.until]).flatten();
    let instant = |day: Option<Day>| day.map(|d| format!("{d}T00:00:00Z"));
    let mut out = json!({
        "id": COLLECTION,
        "title": "Incidents",
        "description": "Claims judged to be about one happening, at their most finely located place; the rest has no geometry.",
        "itemType": "feature",
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "extent": {
            "temporal": {"interval": [[instant(days().min()), instant(days().max())]]},
        },
        "links": [
            link(ask, "/ogc/collections/incidents", "self", "application/json", "This collection"),
            link(ask, "/ogc/collections/incidents/items", "items", GEOJSON, "Incidents"),
        ],
    });
    if let Some(bounds) = bounds {
        out["extent"]["spatial"] = json!({"bbox": [bounds], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"});
    }
    Ok(out)
}

/// Features, in portions.
pub fn items(view: &View<'_>, ask: &Ask) -> Answer {
    known(ask)?;
    let (since, until) = ask.value("datetime").map(interval).transpose()?.unwrap_or_default();
    let selection = view.catalogue.select(&Narrowing { since, until, ..Narrowing::default() }, view.ledger)?;
    let mut entries: Vec<&IncidentEntry> = selection.incidents.iter().map(|&at| &view.catalogue.incidents[at as usize]).collect();
    if let Some([w, s, e, n]) = ask.value("bbox").map(bbox).transpose()? {
        let located = view.catalogue.located(view.ledger)?;
        let point = |place: u32| located[place as usize].as_ref().and_then(|p| p.lon.zip(p.lat));
        let is_inside = |(x, y): (f64, f64)| (s..=n).contains(&y) && if w <= e { (w..=e).contains(&x) } else { x >= w || x <= e };
        entries.retain(|i| i.place.and_then(point).is_some_and(is_inside));
    }
    let start = ask.read::<usize>("cursor")?.unwrap_or(0).min(entries.len());
    let end = entries.len().min(start + ask.limit(PORTION)?);
    let mut out = features(&rows(view, entries[start..end].iter().copied())?)?;
    let own = address(&ask.path, &ask.pairs_without(&[]));
    let mut links = vec![link(ask, &own, "self", GEOJSON, "This portion")];
    if end < entries.len() {
        let mut pairs = ask.pairs_without(&["cursor"]);
        pairs.push(("cursor".to_string(), end.to_string()));
        links.push(link(ask, &address(&ask.path, &pairs), "next", GEOJSON, "The next portion"));
    }
    out["links"] = links.into();
    out["numberMatched"] = entries.len().into();
    out["numberReturned"] = (end - start).into();
    Ok(Reply::json_as(GEOJSON, &out))
}

/// One feature.
pub fn item(view: &View<'_>, ask: &Ask) -> Answer {
    known(ask)?;
    let id = ask.part("id");
    let row = view.ledger.incident(id)?;
    let row = row.ok_or_else(|| Problem::missing(format!("no incident has the id `{}`", crate::ask::short(id))))?;
    let mut collection = features(std::slice::from_ref(&row))?;
    let mut feature = collection["features"].get_mut(0).map(Value::take).unwrap_or_default();
    feature["links"] = json!([
        link(ask, &ask.path, "self", GEOJSON, "This feature"),
        link(ask, &format!("/incidents/{}", row.incident.id), "alternate", "text/html", "Its page"),
        link(ask, "/ogc/collections/incidents", "collection", "application/json", "Its collection"),
    ]);
    Ok(Reply::json_as(GEOJSON, &feature))
}

fn features(rows: &[tacitus_ledger::IncidentRow]) -> Result<Value, Problem> {
    let failed =
        |e: String| Problem { status: axum::http::StatusCode::INTERNAL_SERVER_ERROR, title: "The features could not be made", detail: e };
    let mut bytes = Vec::new();
    GeoJson.write(Rows::Incidents(rows), &mut bytes).map_err(|e| failed(e.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|e| failed(e.to_string()))
}

fn bbox(text: &str) -> Result<[f64; 4], Problem> {
    let wrong = || Problem::asked(format!("`bbox={}` is not four numbers: west, south, east, north", crate::ask::short(text)));
    let numbers: Vec<f64> = text.split(',').map(|n| n.trim().parse().map_err(|_| wrong())).collect::<Result<_, _>>()?;
    match numbers[..] {
        [w, s, e, n] | [w, s, _, e, n, _] if numbers.iter().all(|n| n.is_finite()) && s <= n => Ok([w, s, e, n]),
        _ => Err(wrong()),
    }
}

fn interval(text: &str) -> Result<(Option<Day>, Option<Day>), Problem> {
    let end = |part: &str| match part.trim() {
        "" | ".." => Ok(None),
        part => {
            let day = part.get(..10).unwrap_or(part).parse::<Day>();
            day.map(Some).map_err(|e| Problem::asked(format!("`datetime={}` cannot be read: {e}", crate::ask::short(text))))
        }
    };
    match text.split_once('/') {
        Some((from, to)) => Ok((end(from)?, end(to)?)),
        None => Ok((end(text)?, end(text)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_intervals_are_read_or_refused() {
        assert_eq!(bbox("-24.5,-40,-20,-33").unwrap(), [-24.5, -40.0, -20.0, -33.0]);
        for wrong in ["1,2,3", "a,b,c,d", "0,5,1,4", "nan,0,1,1", ""] {
            assert!(bbox(wrong).is_err(), "{wrong}");
        }
        let day = |d: &str| Some(d.parse().unwrap());
        assert_eq!(interval("2019-03-01T00:00:00Z/..").unwrap(), (day("2019-03-01"), None));
        assert_eq!(interval("2019-03-01").unwrap(), (day("2019-03-01"), day("2019-03-01")));
        assert!(interval("March").is_err());
    }
}
