//! Measures how many gold place names resolve within 161 km of their gold point; a name not found counts as wrong.
//!
//! `cargo run -p tacitus-gazetteer --example resolution -- FILE.jsonl [--errors]`, one article per line:
//! `{"text": …, "toponyms": [{"start", "end" (characters), "text", "lat", "lon"}, …]}`. Every name of an article votes for its
//! context; a name directly before ", OTHER NAME" is resolved within that.

use std::process::ExitCode;

use serde_json::Value;
use tacitus_gazetteer::{Context, Gazetteer, Within, distance_km};

const CORRECT_KM: f64 = 161.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(text) = arguments.first().and_then(|file| std::fs::read_to_string(file).ok()) else {
        eprintln!("use: resolution FILE.jsonl [--errors]");
        return ExitCode::FAILURE;
    };
    let show_errors = arguments.iter().any(|a| a == "--errors");
    let gazetteer = Gazetteer::embedded();
    let (mut all, mut right, mut found, mut listed) = (0, 0, 0, 0);
    for line in text.lines() {
        let article: Value = serde_json::from_str(line).expect("one JSON article per line");
        let toponyms = article["toponyms"].as_array().cloned().unwrap_or_default();
        let body: Vec<char> = article["text"].as_str().unwrap_or_default().chars().collect();
        let name = |t: &Value| t["text"].as_str().unwrap_or_default().to_string();
        let context = Context::from_names(&gazetteer, toponyms.iter().map(name));
        for (at, toponym) in toponyms.iter().enumerate() {
            let (Some(lat), Some(lon)) = (toponym["lat"].as_f64(), toponym["lon"].as_f64()) else { continue };
            let within = toponyms.get(at + 1).filter(|next| joined(&body, toponym, next)).map(name);
            let place = gazetteer.resolve(&name(toponym), within.as_deref().map(Within::Beside), &context);
            let error = place.lat.zip(place.lon).map(|point| distance_km(point, (lat, lon)));
            all += 1;
            found += usize::from(error.is_some());
            right += usize::from(error.is_some_and(|km| km <= CORRECT_KM));
            listed += usize::from(place.candidates.iter().any(|c| distance_km((c.lat, c.lon), (lat, lon)) <= CORRECT_KM));
            if show_errors && error.is_none_or(|km| km > CORRECT_KM) {
                let id = article["id"].as_str().unwrap_or_default();
                let country = place.country.as_deref().unwrap_or("-");
                println!("{id}\t{}\t{lat},{lon}\t{}\t{country}\t{}\t{:?}", name(toponym), place.name, place.candidates.len(), within);
            }
        }
    }
    let part = |count: usize| count as f64 / all.max(1) as f64;
    println!("names {all}, within {CORRECT_KM} km {:.3}, found {:.3}, right one listed {:.3}", part(right), part(found), part(listed));
    ExitCode::SUCCESS
}

/// Whether the text between two names is only a comma.
fn joined(body: &[char], left: &Value, right: &Value) -> bool {
    let at = |v: &Value, key: &str| v[key].as_u64().and_then(|n| usize::try_from(n).ok());
    match (at(left, "end"), at(right, "start")) {
        (Some(end), Some(start)) => body.get(end..start).is_some_and(|gap| gap.iter().collect::<String>().trim_end() == ","),
        _ => false,
    }
}
