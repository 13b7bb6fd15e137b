//! Turns a compiled index back into what it was compiled from, to import over it or to measure what is missed without some names.

use super::{Areas, CompileError, Compiler, PlaceId, SourceCountry, SourcePlace, SourceProvince};
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::index::RawId;
use crate::place_kind::{NameKind, PlaceKind};

/// The bytes of the index again, each name of a place (its record, matched by the folded name) as what `keep` says, or not at all.
///
/// # Errors
/// A scratch file in the system's folder for such that cannot be written.
pub fn rebuilt(base: &Gazetteer, mut keep: impl FnMut(&PlaceRecord, &str) -> Option<NameKind>) -> Result<Vec<u8>, CompileError> {
    let areas = areas_of(base);
    let mut compiler = Compiler::new(&std::env::temp_dir());
    for place in 0..base.index.counts().places as u32 {
        let number = compiler.number()?;
        compiler.place(number, &place_of(base, place))?;
    }
    base.index.each_name(|folded, entries| {
        for entry in entries {
            let record = base.record(*entry);
            let Some(kind) = keep(&record, folded) else { continue };
            compiler.name(entry.place, folded, kind)?;
            if let Some(country) = base.country_by_code(&record.country).filter(|_| record.kind != PlaceKind::Country) {
                compiler.sound(entry.place, country.iso2, folded, kind)?;
            }
        }
        Ok::<(), CompileError>(())
    })?;
    let mut bytes = Vec::new();
    compiler.finish(&areas, &mut bytes, &mut |_, _| std::ops::ControlFlow::Continue(()))?;
    Ok(bytes)
}

/// The tables that the places of an index refer to.
pub(crate) fn areas_of(base: &Gazetteer) -> Areas {
    let counts = base.index.counts();
    let country = |number: usize| {
        let raw = base.index.country(number as u8);
        SourceCountry {
            iso2: raw.iso2.to_string(),
            iso3: raw.iso3.to_string(),
            name: raw.name.to_string(),
            capital: raw.capital.to_string(),
            neighbours: raw.neighbours.split_whitespace().map(str::to_string).collect(),
        }
    };
    let province = |number: usize| {
        let (code, country) = base.index.province_code(number as u16);
        SourceProvince { name: base.index.province_name(number as u16).to_string(), code: code.to_string(), country }
    };
    Areas {
        countries: (0..counts.countries).map(country).collect(),
        provinces: (0..counts.provinces).map(province).collect(),
        demonyms: base.index.demonyms().into_iter().collect(),
    }
}

/// A place of an index by its number.
pub(crate) fn place_of(base: &Gazetteer, number: u32) -> SourcePlace {
    let raw = base.index.place(number);
    SourcePlace {
        id: match raw.id {
            RawId::Number { source: 1, number } => PlaceId::WhosOnFirst(number),
            RawId::Number { source: 2, number } => PlaceId::Tacitus(number),
            RawId::Number { number, .. } => PlaceId::GeoNames(number),
            RawId::User(text) => PlaceId::User(text.to_string()),
        },
        name: raw.name.to_string(),
        lat: raw.fields.lat,
        lon: raw.fields.lon,
        size: raw.fields.size,
        kind: raw.fields.kind,
        country: raw.fields.country,
        province: raw.fields.province,
        capital: raw.fields.capital,
        coarse: raw.fields.coarse,
        prominence: raw.fields.prominence,
    }
}
