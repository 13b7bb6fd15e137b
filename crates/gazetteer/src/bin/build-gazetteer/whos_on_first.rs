//! Reads the Who's On First layer: villages, quarters, districts, airports and names for six countries.
//!
//! A record that names its GeoNames place, or bears the name of one close by, adds its names to it; any other becomes a place.

use std::collections::BTreeMap;
use std::path::Path;

use tacitus_gazetteer::compile::PlaceId;
use tacitus_gazetteer::import::WhosOnFirstRow as Row;
use tacitus_gazetteer::naming::stem;
use tacitus_gazetteer::{NameKind, PlaceKind, distance_km, fold};

use crate::world::{NamedPlace, World, lines, place};

/// Alpha-2 codes of the countries covered.
pub const COUNTRIES: [&str; 6] = ["IL", "LB", "PS", "SD", "SY", "UA"];
/// Places of one name this close are one place, kilometres.
const SAME_PLACE_KM: f64 = 6.0;
/// A place farther from any GeoNames place than this takes no province from it, kilometres.
const PROVINCE_REACH_KM: f64 = 60.0;

/// Adds every table of `folder`.
pub fn add(world: &mut World, folder: &Path) -> Result<(), String> {
    for code in COUNTRIES {
        let path = folder.join(format!("{}.tsv.gz", code.to_lowercase()));
        let text = lines(&path)?;
        let rows: Vec<Row> = text.iter().skip(1).filter_map(|line| Row::read(line).ok()).collect();
        if rows.is_empty() {
            return Err(format!("{}: no row can be read", path.display()));
        }
        let provinces = regions(world, code, &rows);
        let near = Neighbourhood::of(world, code);
        for row in &rows {
            settle(world, code, row, &provinces, &near);
        }
    }
    Ok(())
}

/// Meets the table's regions with the provinces of GeoNames, by id or name; gives those their point and names.
fn regions(world: &mut World, code: &str, rows: &[Row]) -> BTreeMap<String, u16> {
    let mut met = BTreeMap::new();
    let country = world.country(code);
    for row in rows.iter().filter(|row| row.placetype == "region") {
        let by_id = row.geonames.and_then(|id| world.place_of_geonames.get(&id).copied());
        let bare: Vec<String> = row.names.iter().chain([&row.name]).map(|name| stem(name)).collect();
        let by_name = || {
            let same = |p: &NamedPlace| p.kind == PlaceKind::Province && p.country == country && bare.contains(&stem(&p.name));
            world.places.iter().position(same)
        };
        let Some(at) = by_id.filter(|at| world.places[*at].kind == PlaceKind::Province).or_else(by_name) else { continue };
        let province = &mut world.places[at];
        if row.geonames.is_some() || (province.lat, province.lon) == (0.0, 0.0) {
            (province.lat, province.lon) = row.at;
        }
        for name in &row.names {
            let kind = if fold(name) == stem(name) { NameKind::Stem } else { NameKind::Alternate };
            province.names.push((name.to_string(), kind));
            province.names.push((stem(name), NameKind::Stem));
        }
        met.extend(province.province.map(|number| (row.id.to_string(), number)));
    }
    met
}

/// Adds one record that is not a region.
fn settle(world: &mut World, code: &str, row: &Row, provinces: &BTreeMap<String, u16>, near: &Neighbourhood) {
    let kind = match row.placetype {
        "locality" | "neighbourhood" | "localadmin" => PlaceKind::Settlement,
        "county" => PlaceKind::District,
        "campus" => PlaceKind::Site,
        _ => return,
    };
    let known = (kind == PlaceKind::Settlement)
        .then(|| row.geonames.and_then(|id| world.place_of_geonames.get(&id).copied()).or_else(|| near.same(world, row)))
        .flatten();
    if let Some(at) = known {
        let place = &mut world.places[at];
        place.names.extend(row.names.iter().map(|name| (name.to_string(), NameKind::Alternate)));
        return;
    }
    if row.ended && kind == PlaceKind::Settlement {
        return;
    }
    let mut new = place(PlaceId::WhosOnFirst(row.id), row.name, row.at, kind);
    new.country = world.country(code);
    new.province = provinces.get(row.region).copied().or_else(|| near.province(world, row.at));
    new.size = row.inhabitants;
    // A district alone goes by its seat's name; the seat is meant.
    let (own, other) = match kind {
        PlaceKind::District => (NameKind::Stem, NameKind::Stem),
        _ => (NameKind::Main, NameKind::Alternate),
    };
    new.names = vec![(row.name.to_string(), own)];
    new.names.extend(row.names.iter().map(|name| (name.to_string(), other)));
    world.places.push(new);
}

/// The GeoNames places of one country, by tenth of a degree.
struct Neighbourhood(BTreeMap<(i32, i32), Vec<usize>>);

impl Neighbourhood {
    fn of(world: &World, code: &str) -> Neighbourhood {
        let country = world.country(code);
        let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
        for (at, p) in world.places.iter().enumerate() {
            if p.kind == PlaceKind::Settlement && p.country == country {
                cells.entry(cell((p.lat, p.lon))).or_default().push(at);
            }
        }
        Neighbourhood(cells)
    }

    fn around(&self, at: (f64, f64), cells: i32) -> impl Iterator<Item = usize> {
        let (row, column) = cell(at);
        let rows = row - cells..=row + cells;
        rows.flat_map(move |r| (column - cells..=column + cells).map(move |c| (r, c)))
            .filter_map(|cell| self.0.get(&cell))
            .flatten()
            .copied()
    }

    /// The place close by that shares a name.
    fn same(&self, world: &World, row: &Row) -> Option<usize> {
        let names: Vec<String> = row.names.iter().chain([&row.name]).map(|name| fold(name)).collect();
        self.around(row.at, 1).find(|at| {
            let p = &world.places[*at];
            distance_km((p.lat, p.lon), row.at) <= SAME_PLACE_KM && p.names.iter().any(|(name, _)| names.contains(&fold(name)))
        })
    }

    /// The province of the closest place.
    fn province(&self, world: &World, point: (f64, f64)) -> Option<u16> {
        let apart = |at: usize| distance_km((world.places[at].lat, world.places[at].lon), point);
        self.around(point, 8)
            .filter(|at| apart(*at) <= PROVINCE_REACH_KM)
            .min_by(|a, b| apart(*a).total_cmp(&apart(*b)))
            .and_then(|at| world.places[at].province)
    }
}

fn cell(at: (f64, f64)) -> (i32, i32) {
    ((at.0 * 10.0).floor() as i32, (at.1 * 10.0).floor() as i32)
}
