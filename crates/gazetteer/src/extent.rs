//! Says how far from its point a place reaches, so that a point is never taken for more than it is.
//!
//! Regions of ours have a radius of their own. Countries and first-level regions reach as far as nine of ten of their settlements lie from
//! the point; towns as far as people live at the usual density of a city. The others have the radius usual for their kind.

use std::sync::OnceLock;

use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::generic::Generic;
use crate::geodesy::distance_km;
use crate::index::Index;
use crate::place_kind::PlaceKind;

/// Inhabitants of a square kilometre of a town.
const TOWNSPEOPLE: f64 = 2_500.0;
/// A village, with its fields, kilometres.
const VILLAGE_KM: f64 = 2.0;
/// A site, kilometres.
const SITE_KM: f64 = 2.0;
/// A second-level region, whose point is its seat, kilometres.
const DISTRICT_KM: f64 = 40.0;
/// A first-level region or a country of which no settlement is listed, kilometres.
const AREA_KM: f64 = 100.0;
/// How far the land around a town reaches beyond it, kilometres.
const AROUND_KM: f64 = 20.0;
/// Part of an area's settlements within its radius.
const HELD: f64 = 0.9;
/// About so many places are looked at to measure an area; of a larger index every second, third and so on.
const LOOKED_AT: usize = 400_000;

/// Radii of countries and first-level regions by number, each measured when it is first asked for.
pub(crate) struct Extents {
    countries: Vec<OnceLock<f64>>,
    provinces: Vec<OnceLock<f64>>,
}

impl Extents {
    pub(crate) fn of(index: &Index) -> Extents {
        let unknown = |count: usize| std::iter::repeat_with(OnceLock::new).take(count).collect();
        let counts = index.counts();
        Extents { countries: unknown(counts.countries), provinces: unknown(counts.provinces) }
    }
}

impl Gazetteer {
    /// Kilometres about the record's point within which the place lies, or what is said to be in it; `generic` is what the words around its
    /// name mean.
    pub(crate) fn radius_km(&self, record: &PlaceRecord, generic: Option<Generic>) -> f64 {
        let own = match record.kind {
            PlaceKind::Country => self.country_km(record),
            PlaceKind::Province => self.province_km(record),
            PlaceKind::District if record.coarse => self.province_km(record),
            PlaceKind::District => DISTRICT_KM,
            PlaceKind::Settlement => town_km(record.size),
            PlaceKind::Region => f64::from(record.size).max(VILLAGE_KM),
            PlaceKind::Site => SITE_KM,
        };
        let with_land = match (generic, record.kind) {
            (Some(Generic::Around), PlaceKind::Settlement | PlaceKind::Site) => own + AROUND_KM,
            (Some(Generic::Seat | Generic::District), PlaceKind::Settlement) => own.max(DISTRICT_KM),
            _ => own,
        };
        (with_land * 10.0).round() / 10.0
    }

    fn country_km(&self, record: &PlaceRecord) -> f64 {
        let number = self.index.country_number(&record.country);
        let measured = number.and_then(|n| Some((n, self.extents.countries.get(usize::from(n))?)));
        measured.map_or(AREA_KM, |(n, km)| *km.get_or_init(|| reach_km(&self.index, record, |country, _| country == Some(n))))
    }

    fn province_km(&self, record: &PlaceRecord) -> f64 {
        let number = self.index.province_number(&record.country, &record.admin1);
        let measured = number.and_then(|n| Some((n, self.extents.provinces.get(usize::from(n))?)));
        measured.map_or(AREA_KM, |(n, km)| *km.get_or_init(|| reach_km(&self.index, record, |_, province| province == Some(n))))
    }
}

/// The radius of a circle with room for the inhabitants.
fn town_km(inhabitants: u32) -> f64 {
    (f64::from(inhabitants) / TOWNSPEOPLE / std::f64::consts::PI).sqrt().max(VILLAGE_KM)
}

/// The distance from the record's point within which most of the settlements lie whose country and region are taken.
fn reach_km(index: &Index, record: &PlaceRecord, takes: impl Fn(Option<u8>, Option<u16>) -> bool) -> f64 {
    let every = index.counts().places.div_ceil(LOOKED_AT).max(1);
    let settlements = index.places().step_by(every).filter(|p| p.kind == PlaceKind::Settlement && takes(p.country, p.province));
    let mut apart: Vec<f64> = settlements.map(|p| distance_km((record.lat, record.lon), (p.lat, p.lon))).collect();
    apart.sort_by(f64::total_cmp);
    apart.get((apart.len() as f64 * HELD) as usize).map_or(AREA_KM, |km| km.max(VILLAGE_KM))
}
