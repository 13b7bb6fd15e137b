//! Turns a person's words into the value of a field. What the ledger knows by that name already, it takes from there: its code, its point.

use rusqlite::OptionalExtension;
use serde_json::{Value, json};
use tacitus_record::{Actor, Bound, Day, Grain, Modality, Moment, Place, Polarity, Quantity, TimeRole, normal};

use super::act::Field;
use crate::error::{Attempt, LedgerError, Result};
use crate::wire::v1;
use crate::{Ledger, load};

const ATTEMPT: &str = "look up a value";

impl Ledger {
    /// The value of a field in words: JSON as in `wire::v1`, without ground. Empty words mean that there is none. `read`: JSON of the claim as it
    /// was read, from which a number keeps its unit.
    ///
    /// # Errors
    /// Words that are no value of that field, and what would be.
    pub(super) fn value_of(&self, field: Field, words: &str, read: Option<&Value>) -> Result<Value> {
        let words = words.trim();
        if words.is_empty() {
            return match field {
                Field::Predicate | Field::Polarity | Field::Modality => {
                    Err(LedgerError::refused(format!("every claim has a {field}: say which")))
                }
                Field::SaidBy => Ok(json!([])),
                _ => Ok(Value::Null),
            };
        }
        let one_of = |what: std::result::Result<String, tacitus_record::UnknownName>| {
            what.map(Value::from).map_err(|e| LedgerError::refused(e.to_string()))
        };
        match field {
            Field::Predicate => {
                let fits = words.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_' | b'-'));
                if !fits {
                    return Err(LedgerError::refused(format!("`{words}` is no predicate; write one like assault.shelling, in lower case")));
                }
                Ok(words.into())
            }
            Field::Event => {
                let (plover_type, mode) =
                    words.split_once(char::is_whitespace).map_or((words, None), |(t, m)| (t, Some(m.trim().to_lowercase())));
                Ok(json!({"plover_type": plover_type.to_uppercase(), "mode": mode, "aux": [], "context": []}))
            }
            Field::Polarity => one_of(words.parse::<Polarity>().map(|p| p.to_string())),
            Field::Modality => one_of(words.parse::<Modality>().map(|m| m.to_string())),
            Field::Actor | Field::Target => Ok(v1::actor_out(&self.actor_named(words)?)),
            Field::SaidBy => {
                let mut voice = v1::actor_out(&self.actor_named(words)?);
                voice["type"] = "named".into();
                voice["cue"] = Value::Null;
                voice["style"] = "indirect".into();
                voice["made"] = true.into();
                Ok(json!([voice]))
            }
            Field::Object | Field::Instrument | Field::Condition => Ok(json!({"text": words})),
            Field::Place => Ok(v1::place_out(&self.place_named(words)?)),
            Field::Time => moment(words).map(|m| v1::moment_out(&m)),
            Field::Quantity => quantity(words, read.map(|r| &r["quantity"])).map(|q| v1::quantity_out(&q)),
        }
    }

    /// The actor whom the ledger knows by that name or code, else one known by these words alone.
    fn actor_named(&self, words: &str) -> Result<Actor> {
        let known: Option<(String, String, Option<String>, Option<String>)> = self
            .conn
            .prepare_cached(
                "SELECT key, name, country, sector FROM claim_actor WHERE key = ?1 OR name = ?1 COLLATE NOCASE ORDER BY key, name, country, sector LIMIT 1",
            )
            .attempt(ATTEMPT)?
            .query_row([words], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()
            .attempt(ATTEMPT)?;
        Ok(match known {
            Some((key, name, country, sector)) => {
                let entity = (key != normal(&name)).then_some(key);
                Actor { text: words.to_string(), entity, name, country, sector, role: None }
            }
            None => Actor::unknown(words),
        })
    }

    /// The place that the ledger knows by that name, else a name without a point. `NAME @ LATITUDE, LONGITUDE` gives the point.
    fn place_named(&self, words: &str) -> Result<Place> {
        if let Some((name, point)) = words.split_once('@') {
            let parts: Vec<Option<f64>> = point.split(',').map(|n| n.trim().parse().ok()).collect();
            return match parts.as_slice() {
                [Some(lat), Some(lon)] if lat.abs() <= 90.0 && lon.abs() <= 180.0 && !name.trim().is_empty() => {
                    let precision = tacitus_record::PlacePrecision::Point;
                    Ok(Place { lat: Some(*lat), lon: Some(*lon), precision, ..Place::not_found(name.trim()) })
                }
                _ => Err(LedgerError::refused(format!(
                    "`{words}` gives no point; write NAME @ LATITUDE, LONGITUDE in degrees, such as Karsk @ 48.02, 37.8"
                ))),
            };
        }
        let known: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT json_extract(m.record, '$.place') FROM claim JOIN mention m ON m.id = claim.mention \
                 WHERE claim.place = ?1 OR substr(claim.place, 1, length(?1) + 3) = ?1 || ' | ' ORDER BY claim.id LIMIT 1",
            )
            .attempt(ATTEMPT)?
            .query_row([words.to_lowercase()], |row| row.get(0))
            .optional()
            .attempt(ATTEMPT)?
            .flatten();
        match known {
            Some(json) => {
                let place = v1::place_from(&load::json(&json)?).map_err(LedgerError::damaged)?;
                Ok(Place { text: words.to_string(), candidates: Vec::new(), ..place })
            }
            None => Ok(Place::not_found(words)),
        }
    }
}

/// A day (2024-08-17), a month (2024-08), a year, or two of these with a slash between.
fn moment(words: &str) -> Result<Moment> {
    let bounds = |part: &str| -> Option<(Day, Day, Grain)> {
        let part = part.trim();
        if let Ok(day) = part.parse::<Day>() {
            return Some((day, day, Grain::Day));
        }
        let mut numbers = part.splitn(2, '-');
        let year: i32 = numbers.next().filter(|y| y.len() == 4)?.parse().ok()?;
        match numbers.next() {
            Some(month) => {
                let month: u32 = month.parse().ok().filter(|m| (1..=12).contains(m))?;
                Some((Day::new(year, month, 1)?, Day::new(year, month, Day::days_in(year, month))?, Grain::Month))
            }
            None => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?, Grain::Year)),
        }
    };
    let wrong = || LedgerError::refused(format!("`{words}` is no time; write a day (2024-08-17), a month, a year, or FROM/TO"));
    let (first, last) = words.split_once('/').unwrap_or((words, words));
    let ((lo, _, grain), (_, hi, _)) = (bounds(first).ok_or_else(wrong)?, bounds(last).ok_or_else(wrong)?);
    if lo > hi {
        return Err(LedgerError::refused(format!("`{words}` ends before it begins")));
    }
    let ranges = first != last;
    Ok(Moment {
        text: words.to_string(),
        edtf: Some(words.to_string()),
        start_lo: Some(lo),
        start_hi: Some(if ranges { bounds(first).ok_or_else(wrong)?.1 } else { hi }),
        end_lo: Some(if ranges { bounds(last).ok_or_else(wrong)?.0 } else { lo }),
        end_hi: Some(hi),
        grain: if ranges { Grain::Range } else { grain },
        role: if ranges || grain == Grain::Day { TimeRole::Point } else { TimeRole::During },
        anchor: None,
        rule: "set by hand".to_string(),
    })
}

/// `12`, `12-15`, `at least 12`, `at most 12`, `about 12`, each with unit and what befell them behind: `12 person killed`.
fn quantity(words: &str, read: Option<&Value>) -> Result<Quantity> {
    let wrong = || {
        LedgerError::refused(format!(
            "`{words}` is no quantity; write 12, 12-15, at least 12, at most 12 or about 12, and where needed the unit and what befell it: 12 person killed"
        ))
    };
    let lower = words.to_lowercase();
    let (bound, rest) = [("at least ", Bound::AtLeast), ("at most ", Bound::AtMost), ("about ", Bound::About)]
        .into_iter()
        .find_map(|(start, bound)| lower.strip_prefix(start).map(|rest| (bound, rest)))
        .unwrap_or((Bound::Exact, &lower));
    let mut parts = rest.split_whitespace();
    let number = parts.next().ok_or_else(wrong)?.replace(['–', '—'], "-");
    let parse = |n: &str| n.replace(',', "").parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0).ok_or_else(wrong);
    let (value, lo, hi, bound) = match (number.split_once('-'), bound) {
        (Some((lo, hi)), Bound::Exact) => {
            let (lo, hi) = (parse(lo)?, parse(hi)?);
            if lo > hi {
                return Err(wrong());
            }
            (None, Some(lo), Some(hi), Bound::Range)
        }
        (Some(_), _) => return Err(wrong()),
        (None, bound) => {
            let n = parse(&number)?;
            match bound {
                Bound::AtLeast => (Some(n), Some(n), None, bound),
                Bound::AtMost => (Some(n), None, Some(n), bound),
                _ => (Some(n), Some(n), Some(n), bound),
            }
        }
    };
    let kept = |key: &str| read.and_then(|r| r.get(key)).and_then(Value::as_str).map(str::to_string);
    let unit = parts.next().map(str::to_string).or_else(|| kept("unit")).unwrap_or_else(|| "thing".to_string());
    let status = parts.next().map(str::to_string).or_else(|| kept("status"));
    Ok(Quantity { text: words.to_string(), value, lo, hi, unit, bound, of: kept("of"), status })
}
