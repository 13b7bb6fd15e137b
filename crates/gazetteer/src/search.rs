//! Answers people who look a place up: every reading of a name, and what lies near a point.

use std::collections::BTreeSet;

use crate::find::Found;
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::geodesy::distance_km;
use crate::index::Entry;
use crate::misspelt::OneApart;
use crate::place_kind::{NameKind, PlaceKind, prior};
use crate::user_places::UserPlace;

/// Kilometres of a degree of latitude, rounded down, so that a box of degrees holds the circle.
const KM_PER_DEGREE: f64 = 110.5;

impl Gazetteer {
    /// Every place that the name may mean: by spelling, with generic words ("region", "city of") taken off where the whole is
    /// unknown; then by sound of the whole name; where there is neither, the names one letter apart; at last what is left without its
    /// generic words by sound. Each of these best prior first, since no article speaks for or against any.
    pub fn search(&self, name: &str) -> Vec<PlaceRecord> {
        let records = |found: Vec<Found>| each_once(found.into_iter().map(|found| found.record).collect());
        let mut found = records(self.find_by_spelling(name));
        let is_new = |new: &PlaceRecord| found.iter().all(|known| known.id != new.id);
        let by_sound: Vec<PlaceRecord> = records(self.find_by_sound(name)).into_iter().filter(is_new).collect();
        found.extend(by_sound);
        if found.is_empty() {
            found = self.one_apart(name);
        }
        if found.is_empty() { records(self.find(name)) } else { found }
    }

    /// Every place with a name at most one letter apart from this one, best prior first.
    pub fn one_apart(&self, name: &str) -> Vec<PlaceRecord> {
        let folded = fold(name);
        let Some(automaton) = OneApart::from(&folded) else { return Vec::new() };
        let own = self.user.named_by(&automaton).map(UserPlace::record);
        let mut found: Vec<PlaceRecord> = own.map(misspelt).collect();
        for (spelling, entries) in self.index.entries_by(&automaton) {
            let marked = |record| if spelling == folded { record } else { misspelt(record) };
            found.extend(entries.into_iter().map(|entry| marked(self.record(entry))));
        }
        each_once(found)
    }

    /// The places at most `km` kilometres from a point (degrees north and east, WGS84), nearest first, each with its distance in
    /// kilometres. Countries have no place of their own on the ground and are left out.
    pub fn near(&self, point: (f64, f64), km: f64) -> Vec<(f64, PlaceRecord)> {
        let (lats, lons) = around(point, km);
        let ours = self.index.places_in(lats, lons).map(|(place, fields)| ((fields.lat, fields.lon), place));
        let mut found: Vec<(f64, PlaceRecord)> = ours
            .map(|(at, place)| (distance_km(point, at), place))
            .filter(|(apart, _)| *apart <= km)
            .map(|(apart, place)| (apart, self.record(Entry { place, name: NameKind::Main })))
            .collect();
        let own = self.user.all().map(UserPlace::record);
        found.extend(own.map(|record| (distance_km(point, (record.lat, record.lon)), record)).filter(|(apart, _)| *apart <= km));
        found.retain(|(_, record)| record.kind != PlaceKind::Country);
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found
    }
}

/// The records best first, each place by the name that speaks most for it.
fn each_once(mut found: Vec<PlaceRecord>) -> Vec<PlaceRecord> {
    let mut met = BTreeSet::new();
    found.sort_by(|a, b| b.prior.total_cmp(&a.prior).then_with(|| a.id.cmp(&b.id)));
    found.retain(|record| met.insert(record.id.clone()));
    found
}

fn misspelt(mut record: PlaceRecord) -> PlaceRecord {
    record.matched = NameKind::Misspelt;
    record.prior = prior(record.kind, record.matched, record.size, record.capital, record.prominence);
    record
}

/// The box of degrees that holds the circle: (south, north) and (west, east), west greater than east across the 180th meridian.
fn around((lat, lon): (f64, f64), km: f64) -> ((f64, f64), (f64, f64)) {
    let reach = km / KM_PER_DEGREE;
    let lats = (lat - reach, lat + reach);
    let narrowest = lats.0.abs().max(lats.1.abs()).to_radians().cos();
    // Around a pole every meridian is near.
    if lats.0 <= -89.0 || lats.1 >= 89.0 || reach / narrowest >= 180.0 {
        return (lats, (-180.0, 180.0));
    }
    let wrapped = |lon: f64| {
        if lon > 180.0 {
            lon - 360.0
        } else if lon < -180.0 {
            lon + 360.0
        } else {
            lon
        }
    };
    (lats, (wrapped(lon - reach / narrowest), wrapped(lon + reach / narrowest)))
}
