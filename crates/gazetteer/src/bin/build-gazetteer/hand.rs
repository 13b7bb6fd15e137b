//! Reads our own tables beside the index: countries, demonyms, provinces and regions.

use std::path::Path;

use tacitus_gazetteer::compile::PlaceId;
use tacitus_gazetteer::naming::stem;
use tacitus_gazetteer::{NameKind, PlaceKind, distance_km, fold};

use crate::world::{NamedPlace, World, lines, place};

/// A settlement of the same name this close is the same, kilometres.
const SAME_SETTLEMENT_KM: f64 = 25.0;

/// Adds every table of the folder.
pub fn add(world: &mut World, folder: &Path) -> Result<(), String> {
    countries(world, &folder.join("countries.tsv"))?;
    demonyms(world, &folder.join("demonyms.tsv"))?;
    provinces(world, &folder.join("provinces.tsv"))?;
    settlements(world, &folder.join("settlements.tsv"))?;
    regions(world, &folder.join("regions.csv"))
}

/// The rows of a table without its comments; each must have so many columns.
fn rows(path: &Path, columns: usize) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    for (number, line) in lines(path)?.into_iter().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let row: Vec<String> = line.split('\t').map(str::to_string).collect();
        if row.len() != columns {
            return Err(format!("{}, line {}: {} columns, {columns} expected", path.display(), number + 1, row.len()));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// `countries.tsv`: code, degrees north and east of the middle, other names.
fn countries(world: &mut World, path: &Path) -> Result<(), String> {
    for row in rows(path, 4)? {
        let at = (degrees(&row[1], path)?, degrees(&row[2], path)?);
        let country = world.country(&row[0]).and_then(|number| world.country_place(number));
        let country = country.ok_or_else(|| format!("{}: no country has the code {}", path.display(), row[0]))?;
        (country.lat, country.lon) = at;
        country.names.extend(row[3].split('|').filter(|n| !n.is_empty()).map(|n| (n.to_string(), NameKind::Main)));
    }
    Ok(())
}

/// `demonyms.tsv`: code, words for the country's people and things.
fn demonyms(world: &mut World, path: &Path) -> Result<(), String> {
    for row in rows(path, 2)? {
        let country = world.country(&row[0]).ok_or_else(|| format!("{}: no country has the code {}", path.display(), row[0]))?;
        for word in row[1].split('|') {
            if let Some(other) = world.demonyms.insert(fold(word), country)
                && other != country
            {
                return Err(format!("{}: \"{word}\" belongs to two countries", path.display()));
            }
        }
    }
    Ok(())
}

/// `provinces.tsv`: GeoNames code, name as shown (or empty to keep), other names, degrees north and east (or empty).
fn provinces(world: &mut World, path: &Path) -> Result<(), String> {
    for row in rows(path, 5)? {
        let at = match row[3].as_str() {
            "" => None,
            lat => Some((degrees(lat, path)?, degrees(&row[4], path)?)),
        };
        let number = world.province_of_code.get(&row[0]).copied();
        let number = number.ok_or_else(|| format!("{}: no first-level region has the code {}", path.display(), row[0]))?;
        if !row[1].is_empty() {
            world.provinces[usize::from(number)].name.clone_from(&row[1]);
        }
        let shown = row[1].clone();
        let Some(province) = world.province_place(number) else { continue };
        (province.lat, province.lon) = at.unwrap_or((province.lat, province.lon));
        if !shown.is_empty() {
            province.name.clone_from(&shown);
        }
        for name in row[2].split('|').chain([shown.as_str()]).filter(|name| !name.is_empty()) {
            province.names.push((stem(name), NameKind::Stem));
            // An abbreviation or short name that is only the stem stays as strong as the table means it.
            province.names.push((name.to_string(), NameKind::Main));
        }
    }
    Ok(())
}

/// `settlements.tsv`: name, other names, country, degrees north and east, inhabitants.
fn settlements(world: &mut World, path: &Path) -> Result<(), String> {
    for row in rows(path, 6)? {
        let country = world.country(&row[2]).ok_or_else(|| format!("{}: no country has the code {}", path.display(), row[2]))?;
        let at = (degrees(&row[3], path)?, degrees(&row[4], path)?);
        let names: Vec<String> = row[1].split('|').chain([row[0].as_str()]).filter(|n| !n.is_empty()).map(str::to_string).collect();
        let number = same_settlement(world, country, at, &names).unwrap_or_else(|| {
            let mut new = place(PlaceId::Tacitus(id_of(&row[0], &row[2])), &row[0], at, PlaceKind::Settlement);
            new.country = Some(country);
            new.province = province_near(world, country, at);
            world.places.push(new);
            world.places.len() - 1
        });
        let inhabitants = row[5].parse().map_err(|e| format!("{}: inhabitants of {}: {e}", path.display(), row[0]))?;
        let place = &mut world.places[number];
        place.name.clone_from(&row[0]);
        place.names.extend(names.into_iter().map(|name| (name, NameKind::Main)));
        if place.size == 0 {
            place.size = inhabitants;
        }
    }
    Ok(())
}

/// The largest settlement close by that bears one of the names.
fn same_settlement(world: &World, country: u8, at: (f64, f64), names: &[String]) -> Option<usize> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let fits = |p: &NamedPlace| {
        p.kind == PlaceKind::Settlement
            && p.country == Some(country)
            && distance_km((p.lat, p.lon), at) <= SAME_SETTLEMENT_KM
            && p.names.iter().any(|(name, _)| folded.contains(&fold(name)))
    };
    (0..world.places.len()).filter(|number| fits(&world.places[*number])).max_by_key(|number| world.places[*number].size)
}

/// The first-level region of the closest settlement of the country.
fn province_near(world: &World, country: u8, at: (f64, f64)) -> Option<u16> {
    let near = world.places.iter().filter(|p| p.kind == PlaceKind::Settlement && p.country == Some(country) && p.province.is_some());
    let apart = |p: &&NamedPlace| distance_km((p.lat, p.lon), at);
    near.min_by(|a, b| apart(a).total_cmp(&apart(b))).and_then(|p| p.province)
}

/// `regions.csv`: name, aliases, kind, country, lat, lon, radius_km, source.
fn regions(world: &mut World, path: &Path) -> Result<(), String> {
    for (number, line) in lines(path)?.into_iter().enumerate().skip(1).filter(|(_, line)| !line.starts_with('#')) {
        let wrong = |what: &str| format!("{}, line {}: {what}", path.display(), number + 1);
        let row: Vec<&str> = line.split(',').collect();
        let [name, aliases, kind, country, lat, lon, radius, _source] = row[..] else {
            return Err(wrong(&format!("{} columns, 8 expected", row.len())));
        };
        let kind = match kind {
            "site" => PlaceKind::Site,
            "area" | "sea" | "river" | "mountains" | "island" | "strait" | "desert" | "former state" => PlaceKind::Region,
            _ => return Err(wrong(&format!("no kind is called {kind}"))),
        };
        let at = (degrees(lat, path)?, degrees(lon, path)?);
        let mut region = place(PlaceId::Tacitus(id_of(name, country)), name, at, kind);
        region.size = radius.parse().map_err(|e| wrong(&format!("radius {radius}: {e}")))?;
        if !country.is_empty() {
            let number = world.country(country).ok_or_else(|| wrong(&format!("no country has the code {country}")))?;
            region.country = Some(number);
            if region.kind == PlaceKind::Site {
                region.province = province_near(world, number, at);
            }
        }
        region.names.extend(aliases.split('|').filter(|n| !n.is_empty()).map(|n| (n.to_string(), NameKind::Main)));
        if world.places.iter().any(|p| p.id == region.id) {
            return Err(wrong("its name is in the table already"));
        }
        world.places.push(region);
    }
    Ok(())
}

/// An id that stays when rows come and go: FNV-1a of name and country.
fn id_of(name: &str, country: &str) -> u32 {
    format!("{name}|{country}").bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn degrees(text: &str, path: &Path) -> Result<f64, String> {
    let value = text.parse::<f64>().map_err(|e| format!("{}: {text}: {e}", path.display()))?;
    if value.abs() <= 180.0 { Ok(value) } else { Err(format!("{}: {value} is no degree", path.display())) }
}
