//! Reads GeoNames: rows of a dump become places, alternate names become their names.
//!
//! Source of the columns: the readme of download.geonames.org/export/dump.

use super::features::{Feature, feature_of};
use super::known::{About, Known};
use super::report::Taken;
use super::source::{ALTERNATE_NAMES_COLUMNS, GEONAMES_COLUMNS};
use super::{RowError, degrees};
use crate::compile::{PlaceId, SourcePlace};
use crate::fold::fold;
use crate::layout::LONGEST_STRING;
use crate::naming::{capitalised, is_latin, is_useful, romanised, stem};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};

/// What stands in the column of languages without being one, and names of the French revolutionary calendar's years.
const NO_LANGUAGES: [&str; 13] =
    ["post", "link", "iata", "icao", "faac", "tcid", "wkdt", "unlc", "abbr", "phon", "piny", "fr_1793", "nuts"];

/// One row of a dump.
pub(super) struct Row<'l> {
    id: u32,
    name: &'l str,
    ascii: &'l str,
    others: &'l str,
    at: (f64, f64),
    feature: Option<Feature>,
    country: &'l str,
    admin1: &'l str,
    inhabitants: u32,
}

impl<'l> Row<'l> {
    pub(super) fn read(line: &'l str) -> Result<Row<'l>, String> {
        let mut columns = [""; GEONAMES_COLUMNS];
        let mut count = 0;
        for column in line.split('\t') {
            if let Some(place) = columns.get_mut(count) {
                *place = column;
            }
            count += 1;
        }
        if count != GEONAMES_COLUMNS {
            return Err(format!("{count} columns, {GEONAMES_COLUMNS} expected"));
        }
        let [id, name, ascii, others, lat, lon, class, code, country, _, admin1, _, _, _, inhabitants, ..] = columns;
        if name.len() > LONGEST_STRING {
            return Err(format!("its name is longer than {LONGEST_STRING} bytes"));
        }
        Ok(Row {
            id: id.parse().map_err(|_| format!("\"{id}\" is no id of GeoNames"))?,
            name,
            ascii,
            others,
            at: (degrees(lat, "latitude", 90.0)?, degrees(lon, "longitude", 180.0)?),
            feature: feature_of(class, code),
            country,
            admin1,
            inhabitants: match inhabitants {
                "" => 0,
                number => {
                    number.parse::<u64>().map_err(|_| format!("\"{number}\" is no number of inhabitants"))?.try_into().unwrap_or(u32::MAX)
                }
            },
        })
    }
}

/// Which of a row's names are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// Those of the column of alternate names.
    OfColumn,
    /// Not those: a file of alternate names says more about them.
    OfFile,
}

/// Takes one row of a dump.
pub(super) fn take(known: &mut Known, row: &Row<'_>, others: Others) -> Result<Taken, RowError> {
    let country = match row.country {
        "" => None,
        code => Some(known.country(code).ok_or_else(|| format!("no country has the code \"{code}\""))?),
    };
    let by_id = known.with_geonames_id(row.id);
    if by_id.is_some_and(|number| !known.is_first_of_geonames(row.id, number)) {
        return Ok(Taken::Repeated);
    }
    if let Some(number) = by_id {
        update(known, number, row);
        names(known, number, row, others)?;
        return Ok(Taken::Merged);
    }
    let Some(feature) = row.feature else { return Ok(Taken::LeftOut) };
    let folded = [fold(row.name), fold(row.ascii)];
    let from_elsewhere = |p: &SourcePlace| !matches!(p.id, PlaceId::GeoNames(_));
    if feature.kind == PlaceKind::Settlement
        && let Some(number) = known.same(country, row.at, &folded, from_elsewhere)
    {
        known.also_geonames(row.id, number);
        known.is_first_of_geonames(row.id, number);
        update(known, number, row);
        names(known, number, row, others)?;
        return Ok(Taken::Merged);
    }
    let mut place = place(row, feature, country)?;
    place.province = country.and_then(|country| known.province(country, row.admin1));
    if let (PlaceKind::Province, Some(number)) = (place.kind, place.province) {
        place.name = known.province_name(number, &place.name);
    }
    let number = known.pass_on(&place)?;
    names(known, number, row, others)?;
    Ok(Taken::Added)
}

/// What the dump knows better of a place that is known: inhabitants, and the point of a region, which is a made one elsewhere.
fn update(known: &mut Known, number: u32, row: &Row<'_>) {
    let Some(place) = known.held(number) else { return };
    if row.inhabitants > 0 && place.kind != PlaceKind::Region {
        place.size = row.inhabitants;
    }
    if matches!(place.kind, PlaceKind::Province | PlaceKind::District) {
        (place.lat, place.lon) = row.at;
        place.coarse = false;
    }
}

fn place(row: &Row<'_>, feature: Feature, country: Option<u8>) -> Result<SourcePlace, String> {
    let shown = [row.name, row.ascii].into_iter().find(|name| is_latin(name) && !fold(name).is_empty());
    let shown = shown.map(str::to_string).or_else(|| romanised(row.name).first().map(|name| capitalised(name)));
    let name = shown.filter(|name| name.len() <= LONGEST_STRING).ok_or("it has no name in Latin or Cyrillic letters")?;
    let Feature { kind, prominence, radius_km } = match feature.kind {
        // A state or territory without an ISO code of its own is no country for us; it lies within one.
        PlaceKind::Country => Feature { kind: PlaceKind::Region, prominence: Prominence::Minor, ..feature },
        _ => feature,
    };
    let size = if kind == PlaceKind::Region { radius_km.max(1) } else { row.inhabitants };
    Ok(SourcePlace {
        id: PlaceId::GeoNames(row.id),
        name,
        lat: row.at.0,
        lon: row.at.1,
        size,
        kind,
        country,
        province: None,
        capital: Capital::No,
        coarse: false,
        prominence,
    })
}

fn names(known: &mut Known, number: u32, row: &Row<'_>, others: Others) -> Result<(), RowError> {
    // A place that was known before has a name of its own: the row's is another one.
    let own = if known.held(number).is_some() { NameKind::Alternate } else { NameKind::Main };
    give(known, number, row.name, own)?;
    if row.ascii != row.name {
        give(known, number, row.ascii, own)?;
    }
    if others == Others::OfColumn && known.about(number).kind != PlaceKind::Country {
        for other in row.others.split(',').filter(|name| is_useful(name)) {
            give(known, number, other, NameKind::Alternate)?;
        }
    }
    Ok(())
}

/// Gives a place a name in the forms that the index keeps.
fn give(known: &mut Known, number: u32, name: &str, kind: NameKind) -> Result<(), RowError> {
    if !is_latin(name) {
        for form in romanised(name) {
            known.name(number, &fold(&form), NameKind::Romanised)?;
        }
        return Ok(());
    }
    let folded = fold(name);
    let About { kind: of, country } = known.about(number);
    match of {
        // A region's bare name rather means a city; with its generic word it is the region's.
        PlaceKind::Province | PlaceKind::District => {
            let bare = stem(name);
            if bare != folded {
                known.name(number, &folded, kind)?;
            }
            known.name(number, &bare, NameKind::Stem)?;
        }
        PlaceKind::Settlement if kind != NameKind::Main && known.is_country_name(country, &folded) => {}
        _ => known.name(number, &folded, kind)?,
    }
    Ok(())
}

/// Takes one row of alternate names: id, id of the place, language, name, and further columns of no use here.
pub(super) fn take_name(known: &mut Known, line: &str) -> Result<Taken, RowError> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [_, id, language, name, ..] = columns[..] else { return Err(wrong_columns(columns.len()).into()) };
    if !ALTERNATE_NAMES_COLUMNS.contains(&columns.len()) {
        return Err(wrong_columns(columns.len()).into());
    }
    let id: u32 = id.parse().map_err(|_| format!("\"{id}\" is no id of GeoNames"))?;
    if fold(name).is_empty() {
        return Err("the name is empty".to_string().into());
    }
    let Some(number) = known.with_geonames_id(id) else { return Ok(Taken::LeftOut) };
    // Names of countries in every language would be found in English text where they mean something else.
    let foreign = known.about(number).kind == PlaceKind::Country && !["en", ""].contains(&language);
    if foreign || NO_LANGUAGES.contains(&language) || !is_useful(name) {
        return Ok(Taken::LeftOut);
    }
    give(known, number, name, NameKind::Alternate)?;
    Ok(Taken::Added)
}

fn wrong_columns(count: usize) -> String {
    format!("{count} columns, {} or {} expected", ALTERNATE_NAMES_COLUMNS[0], ALTERNATE_NAMES_COLUMNS[1])
}
