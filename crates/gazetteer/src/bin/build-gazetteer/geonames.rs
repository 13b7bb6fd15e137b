//! Reads the GeoNames layers: countries, first- and second-level regions, populated places, continents.

use std::collections::BTreeMap;
use std::path::Path;

use tacitus_gazetteer::compile::{PlaceId, SourceCountry, SourceProvince};
use tacitus_gazetteer::naming::{is_useful, stem};
use tacitus_gazetteer::{Capital, NameKind, PlaceKind, fold};

use crate::world::{NamedPlace, World, lines, place};

/// Codes of states that no longer exist.
const DISSOLVED: [&str; 2] = ["CS", "AN"];

/// `countryInfo.txt`: one place per country (its point comes later) and the table of countries.
pub fn countries(world: &mut World, path: &Path) -> Result<(), String> {
    let rows: Vec<Vec<String>> = lines(path)?
        .into_iter()
        .filter(|line| !line.starts_with('#') && !line.starts_with("ISO\t"))
        .map(|line| line.split('\t').map(str::to_string).collect::<Vec<_>>())
        .filter(|row| row.len() >= 18 && !DISSOLVED.contains(&row[0].as_str()))
        .collect();
    for (number, row) in rows.iter().enumerate() {
        let number = u8::try_from(number).map_err(|_| "more than 255 countries".to_string())?;
        world.country_of_code.insert(row[0].clone(), number);
        world.country_of_code.insert(row[1].clone(), number);
    }
    for row in &rows {
        let code = |iso2: &str| rows.iter().find(|r| r[0] == iso2).map(|r| r[1].clone());
        world.countries.push(SourceCountry {
            iso2: row[0].clone(),
            iso3: row[1].clone(),
            name: row[4].trim().to_string(),
            capital: row[5].trim().to_string(),
            neighbours: row[17].split(',').filter_map(code).collect(),
        });
        let id = row[16].parse().map_err(|e| format!("id of {}: {e}", row[4]))?;
        let mut country = place(PlaceId::GeoNames(id), row[4].trim(), (0.0, 0.0), PlaceKind::Country);
        country.country = world.country(&row[0]);
        country.size = row[7].parse().unwrap_or(0);
        world.places.push(country);
    }
    Ok(())
}

/// `admin1CodesASCII.txt`: one place per first-level region (its point comes later) and the table of provinces.
pub fn provinces(world: &mut World, path: &Path) -> Result<(), String> {
    for line in lines(path)? {
        let row: Vec<&str> = line.split('\t').collect();
        let [code, name, ascii, id] = row[..] else { continue };
        let Some(country) = world.country(&code[..2]) else { continue };
        let number = u16::try_from(world.provinces.len()).map_err(|_| "more than 65,535 provinces".to_string())?;
        let id: u32 = id.parse().map_err(|e| format!("id of {name}: {e}"))?;
        world.provinces.push(SourceProvince { name: name.to_string(), code: code.to_string(), country });
        world.province_of_code.insert(code.to_string(), number);
        world.place_of_geonames.insert(id, world.places.len());
        let mut province = place(PlaceId::GeoNames(id), name, (0.0, 0.0), PlaceKind::Province);
        province.country = Some(country);
        province.province = Some(number);
        province.names.push((ascii.to_string(), NameKind::Main));
        province.names.push((stem(name), NameKind::Stem));
        world.places.push(province);
    }
    Ok(())
}

/// `cities500.tsv.gz`: populated places of 500 inhabitants or more, with their other names.
pub fn settlements(world: &mut World, path: &Path) -> Result<(), String> {
    for line in lines(path)?.iter().skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() < 8 {
            return Err(format!("{}: too few columns in: {line}", path.display()));
        }
        let number = |at: usize| row[at].parse::<f64>().map_err(|e| format!("{}: {e} in: {line}", path.display()));
        let id: u32 = row[0].parse().map_err(|e| format!("{}: {e} in: {line}", path.display()))?;
        let mut town = place(PlaceId::GeoNames(id), row[1], (number(2)?, number(3)?), PlaceKind::Settlement);
        town.country = world.country(row[4]);
        town.province = world.province_of_code.get(&format!("{}.{}", row[4], row[5])).copied();
        town.size = row[6].parse().unwrap_or(0);
        let others = row.get(8).map_or("", |names| names).split('|').filter(|name| is_useful(name));
        town.names.extend(others.map(|name| (name.to_string(), NameKind::Alternate)));
        world.place_of_geonames.insert(id, world.places.len());
        world.places.push(town);
    }
    mark_capitals(world);
    Ok(())
}

fn mark_capitals(world: &mut World) {
    for number in 0..world.countries.len() {
        let capital = fold(&world.countries[number].capital);
        let fits = |p: &&mut NamedPlace| {
            p.kind == PlaceKind::Settlement
                && p.country.map(usize::from) == Some(number)
                && p.names.iter().any(|(name, _)| fold(name) == capital)
        };
        if !capital.is_empty()
            && let Some(place) = world.places.iter_mut().filter(fits).max_by_key(|p| p.size)
        {
            place.capital = Capital::OfState;
        }
    }
}

/// `admin2Codes.txt`: second-level regions. The table has no points: a region named like a place in its province is put there
/// (its seat, as a rule). Any other is kept only for the United States, whose news names counties on every page, on its
/// province's point and marked coarse. Countries that Who's On First covers are left out.
pub fn districts(world: &mut World, path: &Path) -> Result<(), String> {
    let mut seats: BTreeMap<(u16, String), usize> = BTreeMap::new();
    for (at, p) in world.places.iter().enumerate().filter(|(_, p)| p.kind == PlaceKind::Settlement) {
        let Some(province) = p.province else { continue };
        for (name, _) in &p.names {
            let best = seats.entry((province, fold(name))).or_insert(at);
            if world.places[*best].size < p.size {
                *best = at;
            }
        }
    }
    let is_placed = |p: &&NamedPlace| p.kind == PlaceKind::Province && (p.lat, p.lon) != (0.0, 0.0);
    let middles: BTreeMap<u16, (f64, f64)> =
        world.places.iter().filter(is_placed).filter_map(|p| Some((p.province?, (p.lat, p.lon)))).collect();
    for line in lines(path)? {
        let row: Vec<&str> = line.split('\t').collect();
        let [code, name, ascii, id] = row[..] else { continue };
        let Some((province_code, _)) = code.rsplit_once('.') else { continue };
        let Some(province) = world.province_of_code.get(province_code).copied() else { continue };
        if crate::whos_on_first::COUNTRIES.contains(&&code[..2]) {
            continue;
        }
        let bare = stem(name);
        let seat = seats.get(&(province, bare.clone())).map(|at| (world.places[*at].lat, world.places[*at].lon));
        let state = middles.get(&province).copied().filter(|_| code.starts_with("US."));
        let Some(at) = seat.or(state) else { continue };
        let id = id.parse().map_err(|e| format!("id of {name}: {e}"))?;
        let mut district = place(PlaceId::GeoNames(id), name, at, PlaceKind::District);
        district.country = Some(world.provinces[usize::from(province)].country);
        district.province = Some(province);
        district.coarse = seat.is_none();
        district.names = vec![(bare, NameKind::Stem)];
        for name in [name, ascii] {
            let kind = if fold(name) == stem(name) { NameKind::Stem } else { NameKind::Main };
            district.names.push((name.to_string(), kind));
        }
        world.places.push(district);
    }
    Ok(())
}

/// `continents.json`: continents as regions.
pub fn continents(world: &mut World, path: &Path) -> Result<(), String> {
    /// Radius of the circle that stands for a continent, kilometres.
    const RADIUS_KM: u32 = 3500;
    let text = lines(path)?.join("\n");
    let all: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    for continent in all.values() {
        let number = |key: &str| continent[key].as_str().and_then(|t| t.parse::<f64>().ok());
        let (Some(id), Some(name), Some(lat), Some(lon)) =
            (continent["geonameId"].as_u64(), continent["name"].as_str(), number("lat"), number("lng"))
        else {
            return Err(format!("{}: a continent without id, name or point", path.display()));
        };
        let id = u32::try_from(id).map_err(|e| e.to_string())?;
        let mut region = place(PlaceId::GeoNames(id), name, (lat, lon), PlaceKind::Region);
        region.size = RADIUS_KM;
        world.places.push(region);
    }
    Ok(())
}
