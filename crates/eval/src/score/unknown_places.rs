//! Unknown places: how often a village that is not in the index becomes a namesake far away.

use serde_json::{Value, json};

use super::{by_id, round4, share};
use crate::rows::text;

/// Farther off an answer is another place for certain, kilometres.
const FAR_KM: f64 = 161.0;

/// Beside its neighbours and alone: `kept_near` is the share of villages that are not found or taken for a place within 161 km, `not_found`
/// that of villages not found. A missing prediction counts as far off.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let asked = |way: &str| {
        let (mut far, mut not_found) = (0, 0);
        for row in gold {
            let answer = predicted.get(text(row, "id")).map(|row| &row[way]);
            let point = |v: &Value| Some((v["lat"].as_f64()?, v["lon"].as_f64()?));
            match answer {
                Some(Value::Null) => not_found += 1,
                _ => {
                    let apart = answer.and_then(point).zip(point(row)).map(|(one, other)| tacitus_gazetteer::distance_km(one, other));
                    far += usize::from(apart.is_none_or(|km| km > FAR_KM));
                }
            }
        }
        json!({"kept_near": round4(1.0 - share(far, gold.len())), "not_found": round4(share(not_found, gold.len())), "far": far})
    };
    json!({"n": gold.len(), "beside": asked("beside"), "alone": asked("alone")})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namesake_far_away_counts_and_no_answer_does_not() {
        let gold = [json!({"id": "1", "lat": 50.0, "lon": 30.0}), json!({"id": "2", "lat": 50.0, "lon": 30.0})];
        let far = json!({"lat": 40.0, "lon": 30.0});
        let near = json!({"lat": 50.5, "lon": 30.0});
        let predicted = [json!({"id": "1", "beside": null, "alone": far}), json!({"id": "2", "beside": near, "alone": near})];
        let figures = score(&gold, &predicted);
        assert_eq!((&figures["beside"]["kept_near"], &figures["beside"]["not_found"]), (&json!(1.0), &json!(0.5)));
        assert_eq!((&figures["alone"]["kept_near"], &figures["alone"]["far"]), (&json!(0.5), &json!(1)));
        assert_eq!(score(&gold, &[])["beside"]["far"], 2);
    }
}
