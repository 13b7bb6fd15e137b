//! Reads tables of Who's On First: villages, quarters, districts and airports with names in many languages.
//!
//! Columns: `wof_id placetype name lat lon country region_id county_id gn_id wd_id population is_current names`, the names as
//! `language=name` separated by `;`.

use std::collections::BTreeMap;

use super::known::Known;
use super::report::Taken;
use super::{RowError, degrees};
use crate::compile::{PlaceId, SourcePlace};
use crate::fold::fold;
use crate::layout::LONGEST_STRING;
use crate::naming::{capitalised, is_latin, romanised, stem};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};

/// Columns of the table.
const COLUMNS: usize = 13;

/// One row of a table.
pub struct WhosOnFirstRow<'l> {
    /// Its id.
    pub id: u32,
    /// What it is: locality, neighbourhood, county, region and so on.
    pub placetype: &'l str,
    /// Its name.
    pub name: &'l str,
    /// Degrees north and east.
    pub at: (f64, f64),
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: &'l str,
    /// Id of its first-level region.
    pub region: &'l str,
    /// The GeoNames id of the same place, where it is known.
    pub geonames: Option<u32>,
    /// Inhabitants, 0 where unknown.
    pub inhabitants: u32,
    /// Whether the record is marked as one that holds no more.
    pub ended: bool,
    /// Names in all languages.
    pub names: Vec<&'l str>,
}

impl<'l> WhosOnFirstRow<'l> {
    /// Reads a row.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(line: &'l str) -> Result<WhosOnFirstRow<'l>, String> {
        let c: Vec<&str> = line.split('\t').collect();
        if c.len() < COLUMNS {
            return Err(format!("{} columns, {COLUMNS} expected", c.len()));
        }
        let names = c[12].split(';').filter_map(|pair| pair.split_once('=')).map(|(_, name)| name).collect();
        Ok(WhosOnFirstRow {
            id: c[0].parse().map_err(|_| format!("\"{}\" is no id of Who's On First", c[0]))?,
            placetype: c[1],
            name: c[2],
            at: (degrees(c[3], "latitude", 90.0)?, degrees(c[4], "longitude", 180.0)?),
            country: c[5],
            region: c[6],
            geonames: c[8].parse().ok().filter(|id| *id > 0),
            inhabitants: c[10].parse().unwrap_or(0),
            ended: c[11] == "0",
            names,
        })
    }
}

/// Whether a line of the table is that of a first-level region.
pub(super) fn is_region(line: &str) -> bool {
    line.split('\t').nth(1) == Some("region")
}

/// First-level regions by their Who's On First id, gathered before the other rows refer to them.
#[derive(Default)]
pub(super) struct Regions(BTreeMap<String, u16>);

impl Regions {
    /// Meets a row of a region with the first-level region that it is, by its GeoNames id or its name.
    pub(super) fn meet(&mut self, known: &mut Known, row: &WhosOnFirstRow<'_>) -> Result<Taken, RowError> {
        let country = country(known, row)?;
        let by_id = row.geonames.and_then(|id| known.with_geonames_id(id)).and_then(|number| known.held(number)?.province);
        let stems: Vec<String> = row.names.iter().chain([&row.name]).map(|name| stem(name)).collect();
        let Some(province) = by_id.or_else(|| known.province_called(country?, &stems)) else { return Ok(Taken::LeftOut) };
        self.0.insert(row.id.to_string(), province);
        Ok(Taken::Merged)
    }

    /// Takes a row that is no region.
    pub(super) fn take(&self, known: &mut Known, row: &WhosOnFirstRow<'_>) -> Result<Taken, RowError> {
        let country = country(known, row)?;
        let kind = match row.placetype {
            "locality" | "neighbourhood" | "localadmin" => PlaceKind::Settlement,
            "county" => PlaceKind::District,
            "campus" => PlaceKind::Site,
            _ => return Ok(Taken::LeftOut),
        };
        if !known.is_first_of_whos_on_first(row.id) {
            return Ok(Taken::Repeated);
        }
        if let Some(number) = known.with_whos_on_first_id(row.id) {
            names(known, number, row, kind)?;
            return Ok(Taken::Merged);
        }
        let folded: Vec<String> = row.names.iter().chain([&row.name]).map(|name| fold(name)).collect();
        let same = || {
            let by_id = row.geonames.and_then(|id| known.with_geonames_id(id));
            by_id.or_else(|| known.same(country, row.at, &folded, |_| true))
        };
        if let Some(number) = (kind == PlaceKind::Settlement).then(same).flatten() {
            names(known, number, row, kind)?;
            return Ok(Taken::Merged);
        }
        if row.ended && kind == PlaceKind::Settlement {
            return Ok(Taken::LeftOut);
        }
        let number = known.hold(self.place(row, kind, country)?)?;
        if let Some(id) = row.geonames {
            known.also_geonames(id, number);
        }
        names(known, number, row, kind)?;
        Ok(Taken::Added)
    }

    fn place(&self, row: &WhosOnFirstRow<'_>, kind: PlaceKind, country: Option<u8>) -> Result<SourcePlace, String> {
        let all = || row.names.iter().chain([&row.name]);
        let latin = is_latin(row.name).then(|| row.name.to_string());
        let other = || all().find(|name| is_latin(name)).map(|name| name.to_string());
        let made = || all().find_map(|name| romanised(name).first().map(|name| capitalised(name)));
        let shown = latin.or_else(other).or_else(made).filter(|name| !fold(name).is_empty() && name.len() <= LONGEST_STRING);
        Ok(SourcePlace {
            id: PlaceId::WhosOnFirst(row.id),
            name: shown.ok_or("it has no name in Latin or Cyrillic letters, or a very long one")?,
            lat: row.at.0,
            lon: row.at.1,
            size: row.inhabitants,
            kind,
            country,
            province: self.0.get(row.region).copied(),
            capital: Capital::No,
            coarse: false,
            prominence: if kind == PlaceKind::Site { Prominence::Minor } else { Prominence::Usual },
        })
    }
}

fn country(known: &Known, row: &WhosOnFirstRow<'_>) -> Result<Option<u8>, String> {
    match row.country {
        "" => Ok(None),
        code => known.country(code).map(Some).ok_or_else(|| format!("no country has the code \"{code}\"")),
    }
}

fn names(known: &mut Known, number: u32, row: &WhosOnFirstRow<'_>, kind: PlaceKind) -> Result<(), RowError> {
    // A district alone goes by its seat's name; the seat is meant.
    let (own, other) = match kind {
        PlaceKind::District => (NameKind::Stem, NameKind::Stem),
        _ => (NameKind::Main, NameKind::Alternate),
    };
    for (name, kind) in [(row.name, own)].into_iter().chain(row.names.iter().map(|name| (*name, other))) {
        if is_latin(name) {
            known.name(number, &fold(name), kind)?;
        } else {
            for form in romanised(name) {
                known.name(number, &fold(&form), NameKind::Romanised)?;
            }
        }
    }
    Ok(())
}
