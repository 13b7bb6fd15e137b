//! Places: names resolved to points, with the gold's mentions or our own.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_gazetteer::{Context, Gazetteer, Within};
use tacitus_record::Place;

use crate::rows::{integer, list, text};
use crate::shipped::{Points, Shipped, intake_article};

/// Resolves the gold's mentions. Every mention votes for the context; what follows after a comma is where the name lies.
pub fn given_mentions(gold: &[Value]) -> Vec<Value> {
    let gazetteer = Gazetteer::embedded();
    gold.par_iter().map(|row| mentions(&gazetteer, row)).collect()
}

fn mentions(gazetteer: &Gazetteer, row: &Value) -> Value {
    let body: Vec<char> = text(row, "text").chars().collect();
    let toponyms = list(row, "toponyms");
    let name = |t: &Value| -> String {
        let (start, end) = (integer(t, "start"), integer(t, "end"));
        body.get(start..end.min(body.len())).unwrap_or(&[]).iter().collect()
    };
    let context = Context::from_names(gazetteer, toponyms.iter().map(name));
    let joined = |a: &Value, b: &Value| {
        let gap = body.get(integer(a, "end")..integer(b, "start").min(body.len()));
        gap.is_some_and(|gap| gap.iter().collect::<String>().trim_end() == ",")
    };
    let resolved = toponyms.iter().enumerate().map(|(at, t)| {
        let within = toponyms.get(at + 1).filter(|next| joined(t, next)).map(name);
        let place = gazetteer.resolve(&name(t), within.as_deref().map(Within::Beside), &context);
        toponym(gazetteer, (integer(t, "start"), integer(t, "end")), &place)
    });
    json!({"id": row["id"], "toponyms": resolved.collect::<Vec<_>>()})
}

/// Finds and resolves names in the raw text.
pub fn given_nothing(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| raw(&shipped, text(row, "id"), text(row, "text"))).collect())
}

fn raw(shipped: &Shipped, id: &str, body: &str) -> Value {
    let article = intake_article(id, body, None);
    let document = shipped.engine().document(&article);
    let points = Points::new(body);
    // "the Kursk region" is resolved as a whole; the toponym, in the sets' sense, is its name.
    let names = document.sentences.iter().flat_map(|s| s.names.iter().filter(|n| n.label == "LOC").map(|n| s.span_of(n.start, n.end)));
    let names: Vec<_> = names.collect();
    let gazetteer = &shipped.reader().knowledge().gazetteer;
    let toponyms = shipped.reader().places(&article, &document).into_iter().filter_map(|place| {
        let whole = place.span()?;
        let name = names.iter().copied().find(|n| whole.contains(*n)).unwrap_or(whole);
        Some(toponym(gazetteer, points.of(name), &place.value))
    });
    json!({"id": id, "toponyms": toponyms.collect::<Vec<_>>()})
}

fn toponym(gazetteer: &Gazetteer, span: (usize, usize), place: &Place) -> Value {
    let country = place.country.as_deref().and_then(|code| gazetteer.country_by_code(code)).map(|c| c.name);
    let geonames = place.gazetteer_id.as_deref().and_then(|id| id.strip_prefix("geonames:"));
    json!({"start": span.0, "end": span.1, "text": place.text, "lat": place.lat, "lon": place.lon, "geonameid": geonames, "country": country})
}
