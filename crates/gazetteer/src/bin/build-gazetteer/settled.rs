//! Gives first-level regions and countries their size and point from the places in them.
//!
//! The point is the middle of the settled area: the mean of the quarter-degree cells with a populated place. It stands for the
//! whole region, where its seat would look like the city on a map.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_gazetteer::PlaceKind;
use tacitus_gazetteer::naming::stem;

use crate::world::World;

/// Cells per degree.
const CELLS: f64 = 4.0;
/// A place with this part of a province's inhabitants gives the bare name to itself: "Kursk" is the city.
const SEAT_PART: u32 = 20;

/// What a province or country is made of.
#[derive(Default)]
struct Settled {
    inhabitants: u32,
    cells: BTreeSet<(i32, i32)>,
}

impl Settled {
    fn middle(&self) -> Option<(f64, f64)> {
        let count = self.cells.len() as f64;
        // Longitudes are taken from a first cell on, so that a region across the 180th meridian has its middle there.
        let base = self.cells.first()?.1;
        let wrapped = |lon: i32| {
            let east = f64::from(lon - base) / CELLS;
            if east > 180.0 {
                east - 360.0
            } else if east < -180.0 {
                east + 360.0
            } else {
                east
            }
        };
        let lat = self.cells.iter().map(|c| (f64::from(c.0) + 0.5) / CELLS).sum::<f64>() / count;
        let lon = (f64::from(base) + 0.5) / CELLS + self.cells.iter().map(|c| wrapped(c.1)).sum::<f64>() / count;
        Some((
            lat,
            if lon > 180.0 {
                lon - 360.0
            } else if lon < -180.0 {
                lon + 360.0
            } else {
                lon
            },
        ))
    }
}

/// Places every province and country that has no point yet, and marks bare province names that rather mean a city.
pub fn place_areas(world: &mut World) {
    let mut provinces: BTreeMap<u16, Settled> = BTreeMap::new();
    let mut countries: BTreeMap<u8, Settled> = BTreeMap::new();
    for p in world.places.iter().filter(|p| p.kind == PlaceKind::Settlement) {
        let cell = ((p.lat * CELLS).floor() as i32, (p.lon * CELLS).floor() as i32);
        let count = |settled: &mut Settled| {
            settled.inhabitants = settled.inhabitants.saturating_add(p.size);
            settled.cells.insert(cell);
        };
        p.province.into_iter().for_each(|n| count(provinces.entry(n).or_default()));
        p.country.into_iter().for_each(|n| count(countries.entry(n).or_default()));
    }
    for p in &mut world.places {
        let settled = match p.kind {
            PlaceKind::Province => p.province.and_then(|n| provinces.get(&n)),
            PlaceKind::Country => p.country.and_then(|n| countries.get(&n)),
            _ => None,
        };
        if let Some(settled) = settled {
            p.size = p.size.max(settled.inhabitants);
            if (p.lat, p.lon) == (0.0, 0.0)
                && let Some(middle) = settled.middle()
            {
                (p.lat, p.lon) = middle;
            }
        }
    }
    mark_names_of_seats(world);
}

/// "Kursk" alone is the city: a province's name that a large place in it bears becomes a stem.
fn mark_names_of_seats(world: &mut World) {
    let mut large: BTreeSet<(u16, String)> = BTreeSet::new();
    let sizes: BTreeMap<u16, u32> =
        world.places.iter().filter(|p| p.kind == PlaceKind::Province).filter_map(|p| Some((p.province?, p.size))).collect();
    for p in world.places.iter().filter(|p| p.kind == PlaceKind::Settlement) {
        if let Some(province) = p.province
            && p.size >= sizes.get(&province).copied().unwrap_or(0) / SEAT_PART
        {
            large.extend(p.names.iter().map(|(name, _)| (province, stem(name))));
        }
    }
    for p in world.places.iter_mut().filter(|p| p.kind == PlaceKind::Province) {
        let Some(province) = p.province else { continue };
        for (name, kind) in &mut p.names {
            let bare = stem(name);
            if tacitus_gazetteer::fold(name) == bare && large.contains(&(province, bare)) {
                *kind = tacitus_gazetteer::NameKind::Stem;
            }
        }
    }
}
