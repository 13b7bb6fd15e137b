//! Places: distance of resolved names, recognition, both together.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tacitus_gazetteer::{Gazetteer, NameKind, distance_km};

use super::{Range, by_id, overlap, prf, range, round4, rounded, share};
use crate::rows::{list, text};

/// A name within this distance of its gold point is right.
const RIGHT_KM: f64 = 161.0;
/// Error of a missing answer: half the Earth's girth.
const FAR_KM: f64 = 20_039.0;

#[derive(Default)]
struct Counts {
    recognised: [usize; 3],
    located_predictions: usize,
    nil: usize,
    nil_right: usize,
    missing: usize,
    right: usize,
    ids: [usize; 2],
    countries: [usize; 2],
    errors: Vec<f64>,
    in_index: usize,
    right_in_index: usize,
}

/// A gold name with coordinates is right when the prediction for the same span lies within 161 km; a missing or unlocated prediction is an
/// error. A gold name without coordinates is right when the prediction is absent or unlocated. Recognition asks for exact spans;
/// predictions that overlap only an entry of `others` are left out. `acc161_in_index` is the accuracy over the gold names whose place the
/// shipped index has: it lists a place within 161 km under the words of the text or under the gold's name for it, in any of the ways in
/// which names are looked up except one letter apart.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let gazetteer = Gazetteer::embedded();
    let mut c = Counts::default();
    for row in gold {
        let by_span = |list: &[Value]| list.iter().map(|t| (range(t), t.clone())).collect::<BTreeMap<Range, Value>>();
        let g = by_span(list(row, "toponyms"));
        let mut p = by_span(predicted.get(text(row, "id")).map_or(&[], |r| list(r, "toponyms")));
        let others: Vec<Range> = list(row, "others").iter().map(range).collect();
        p.retain(|&k, _| g.keys().any(|&x| overlap(k, x)) || !others.iter().any(|&x| overlap(k, x)));
        count(&mut c, &g, &p, &gazetteer);
    }
    figures(c)
}

fn count(c: &mut Counts, g: &BTreeMap<Range, Value>, p: &BTreeMap<Range, Value>, gazetteer: &Gazetteer) {
    c.recognised[0] += g.keys().filter(|k| p.contains_key(k)).count();
    c.recognised[1] += p.len();
    c.recognised[2] += g.len();
    c.located_predictions += p.values().filter(|t| t["lat"].is_number()).count();
    for (span, theirs) in g {
        let own = p.get(span).unwrap_or(&Value::Null);
        let point = |t: &Value| Some((t["lat"].as_f64()?, t["lon"].as_f64()?));
        let Some(at) = point(theirs) else {
            c.nil += 1;
            c.nil_right += usize::from(point(own).is_none());
            continue;
        };
        let error = point(own).map(|guess| distance_km(at, guess));
        let is_right = error.is_some_and(|km| km <= RIGHT_KM);
        let has = is_right || [text(theirs, "text"), text(theirs, "name")].iter().any(|name| is_listed(gazetteer, name, at));
        c.errors.push(error.unwrap_or(FAR_KM));
        c.missing += usize::from(error.is_none());
        c.right += usize::from(is_right);
        c.in_index += usize::from(has);
        c.right_in_index += usize::from(has && is_right);
        if !text(theirs, "geonameid").is_empty() {
            c.ids[1] += 1;
            c.ids[0] += usize::from(text(own, "geonameid") == text(theirs, "geonameid"));
        }
        if !text(theirs, "country").is_empty() {
            c.countries[1] += 1;
            c.countries[0] += usize::from(own["country"] == theirs["country"]);
        }
    }
}

fn is_listed(gazetteer: &Gazetteer, name: &str, at: (f64, f64)) -> bool {
    let places = gazetteer.search(name).into_iter().filter(|place| place.matched != NameKind::Misspelt);
    places.map(|place| distance_km(at, (place.lat, place.lon))).any(|km| km <= RIGHT_KM)
}

fn figures(mut c: Counts) -> Value {
    c.errors.sort_by(f64::total_cmp);
    let n = c.errors.len();
    let known = |x: f64| if n == 0 { Value::Null } else { json!(x) };
    let logs: f64 = c.errors.iter().map(|e| (e + 1.0).ln()).sum();
    let mut out = json!({
        "acc161": known(round4(share(c.right, n))),
        "acc161_in_index": known(round4(share(c.right_in_index, c.in_index))),
        "in_index": known(round4(share(c.in_index, n))),
        "n": n,
        "missing": c.missing,
        "auc": known(round4(logs / n.max(1) as f64 / (FAR_KM + 1.0).ln())),
        "median_km": known(rounded(c.errors.get(n / 2).copied().unwrap_or(0.0), 1)),
        "mean_km": known(rounded(c.errors.iter().sum::<f64>() / n.max(1) as f64, 1)),
        "recognition": prf(c.recognised[0], c.recognised[1], c.recognised[2]),
        "end_to_end161": prf(c.right, c.located_predictions, n),
    });
    if c.nil > 0 {
        out["nil_right"] = json!(round4(share(c.nil_right, c.nil)));
        out["nil"] = json!(c.nil);
    }
    for (key, [right, all]) in [("geonameid_acc", c.ids), ("country_acc", c.countries)] {
        if all > 0 {
            out[key] = json!(round4(share(right, all)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_is_right_and_a_guess_for_an_unlocated_name_is_wrong() {
        let gold = [json!({"id": "1", "toponyms": [
            {"start": 0, "end": 4, "lat": 50.45, "lon": 30.52, "country": "Kestria"}, {"start": 9, "end": 12, "lat": null, "lon": null}]})];
        let predicted = [
            json!({"id": "1", "toponyms": [{"start": 0, "end": 4, "lat": 51.0, "lon": 31.0}, {"start": 9, "end": 12, "lat": 1.0, "lon": 1.0}]}),
        ];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["acc161"], &figures["nil_right"]), (&json!(1.0), &json!(0.0)));
        assert_eq!(figures["end_to_end161"]["p"], 0.5);
        assert_eq!(score(&gold, &[])["acc161"], 0.0);
        assert_eq!(score(&gold, &[])["nil_right"], 1.0);
    }

    #[test]
    fn a_name_that_no_place_near_by_bears_is_left_out_of_those_in_the_index() {
        let gold = [json!({"id": "1", "toponyms": [
            {"start": 0, "end": 4, "text": "Kyiv", "lat": 50.45, "lon": 30.52}, {"start": 9, "end": 15, "text": "Zqxwvb", "lat": 1.0, "lon": 2.0}]})];
        let predicted = [json!({"id": "1", "toponyms": [{"start": 0, "end": 4, "lat": 50.4, "lon": 30.5}]})];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["in_index"], &figures["acc161_in_index"], &figures["acc161"]), (&json!(0.5), &json!(1.0), &json!(0.5)));
    }
}
