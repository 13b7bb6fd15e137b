//! Times of day in the zone of their place: which zones a country or region has is in `data/zones.tsv`, what they were on a day in the IANA time
//! zone database, embedded by the crate `jiff`.
//!
//! Guarantees: an offset is given only where every zone of the place had that one at that hour. The bounds of a moment are days of the place: an
//! hour that is told in another zone ("at 1800 GMT") moves them to the day that the place had. Nothing is guessed about an unknown place, or about
//! an hour that a change of the clocks left out or gave twice.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use tacitus_record::{Day, Moment, Place};

use crate::edtf::written_offset;

const ZONES: &str = include_str!("../data/zones.tsv");

/// The moment as the clocks of that place show it; `None` where it holds no hour or the zone of the place is not known.
pub fn at_place(moment: &Moment, place: &Place) -> Option<Moment> {
    let edtf = moment.edtf.as_deref().filter(|e| e.contains('T'))?;
    let zones = zones_of(place.country.as_deref()?, place.admin1.as_deref().unwrap_or(""));
    let sides: Vec<Side> = edtf.split('/').map(|side| Side::at(side, &zones)).collect();
    let (first, last) = (sides.first()?, sides.last()?);
    let moved = |day: Option<Day>, side: &Side| day.map(|d| d.plus(side.days));
    let edtf = sides.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join("/");
    let local = Moment {
        edtf: Some(edtf),
        start_lo: moved(moment.start_lo, first),
        start_hi: moved(moment.start_hi, first),
        end_lo: moved(moment.end_lo, last),
        end_hi: moved(moment.end_hi, last),
        ..moment.clone()
    };
    (local != *moment).then_some(local)
}

/// One side of an interval.
struct Side {
    /// EDTF, with the offset where it is known.
    text: String,
    /// How many days later the place has it than the zone that is told.
    days: i32,
}

impl Side {
    fn at(text: &str, zones: &[&'static TimeZone]) -> Side {
        let as_told = Side { text: text.to_string(), days: 0 };
        let Some(clock) = text.find('T') else { return as_told };
        let (civil, told) = text.split_at(text[clock..].find(['Z', '+', '-']).map_or(text.len(), |at| clock + at));
        let Ok(civil) = civil.parse::<DateTime>() else { return as_told };
        if told.is_empty() {
            let offset = agreed(zones, |zone| match zone.to_ambiguous_timestamp(civil).offset() {
                AmbiguousOffset::Unambiguous { offset } => Some(offset.seconds()),
                _ => None,
            });
            return Side { text: format!("{text}{}", offset.map(written_offset).unwrap_or_default()), days: 0 };
        }
        let days = seconds_east(told).and_then(|east| {
            let instant = civil.checked_sub(east.seconds()).ok()?;
            let instant: Timestamp = TimeZone::UTC.to_timestamp(instant).ok()?;
            let local = agreed(zones, |zone| Some(zone.to_datetime(instant).date()))?;
            Some(local.since(civil.date()).ok()?.get_days())
        });
        Side { days: days.unwrap_or(0), ..as_told }
    }
}

/// "Z", "+03:00", "-03".
fn seconds_east(designator: &str) -> Option<i64> {
    let figures = designator.trim_start_matches(['+', '-']);
    if designator == "Z" {
        return Some(0);
    }
    let (hours, minutes) = figures.split_once(':').unwrap_or((figures, "0"));
    let seconds = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    Some(if designator.starts_with('-') { -seconds } else { seconds })
}

/// What all zones answer, where they answer the same.
fn agreed<T: PartialEq>(zones: &[&'static TimeZone], ask: impl Fn(&TimeZone) -> Option<T>) -> Option<T> {
    let mut answers = zones.iter().map(|zone| ask(zone));
    let first = answers.next()??;
    answers.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The zones of a region, else of its country; none where one of them is not in the database.
fn zones_of(country: &str, region: &str) -> Vec<&'static TimeZone> {
    type Regions = BTreeMap<&'static str, Vec<TimeZone>>;
    static TABLE: OnceLock<BTreeMap<&'static str, Regions>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let database = TimeZoneDatabase::bundled();
        let zones = |names: &str| names.split('|').map(|name| database.get(name).ok()).collect::<Option<Vec<_>>>();
        let mut table: BTreeMap<&'static str, Regions> = BTreeMap::new();
        for (country, region, names) in ZONES.lines().filter_map(row) {
            if let Some(zones) = zones(names) {
                table.entry(country).or_default().insert(region, zones);
            }
        }
        table
    });
    let found = table.get(country).and_then(|regions| regions.get(region).or_else(|| regions.get("")));
    found.map(|zones| zones.iter().collect()).unwrap_or_default()
}

/// One line of the table; `None` for comments and for lines that break the schema (the tests name those).
fn row(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut columns = line.split('\t');
    let row = (columns.next()?, columns.next()?, columns.next()?);
    (!line.starts_with('#') && columns.next().is_none()).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_names_zones_of_the_database() {
        let database = TimeZoneDatabase::bundled();
        for line in ZONES.lines().filter(|l| !l.starts_with('#')) {
            let (country, _, zones) = row(line).unwrap_or_default();
            assert_eq!(country.len(), 3, "zones.tsv: three columns wanted in `{line}`");
            assert!(zones.split('|').all(|zone| database.get(zone).is_ok()), "zones.tsv: no such zone in `{line}`");
        }
    }
}
