//! Reads the compiled index in place: nothing is copied or parsed before it is asked for.
//!
//! Guarantees: no panic on any bytes; a damaged record reads as an empty one. It does not rank: see `resolve`.

use std::ops::Range;

use fst::Map;

use crate::error::GazetteerError;
use crate::layout::{
    CAPITAL, COARSE, COUNTRY, HEADER, KIND_MASK, MAGIC, NO_COUNTRY, NO_PROVINCE, PLACE, PROVINCE, SECTIONS, SOURCE_SHIFT, SOURCES,
};
use crate::place_kind::{Capital, NameKind, PlaceKind};

/// Where the alpha-2 code of a country stands in its record.
const ISO2: Range<usize> = 16..18;
/// Where its alpha-3 code stands.
const ISO3: Range<usize> = 18..21;

/// The compiled index over bytes that live as long as the program.
pub(crate) struct Index {
    strings: &'static [u8],
    places: &'static [u8],
    countries: &'static [u8],
    provinces: &'static [u8],
    postings: &'static [u8],
    names: Map<&'static [u8]>,
    demonyms: Map<&'static [u8]>,
    sounds: Map<&'static [u8]>,
}

/// A place as the index has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawPlace {
    pub name: &'static str,
    pub source: &'static str,
    pub source_id: u32,
    pub lat: f64,
    pub lon: f64,
    pub size: u32,
    pub kind: PlaceKind,
    pub country: Option<u8>,
    pub province: Option<u16>,
    pub capital: Capital,
    /// The point is its province's.
    pub coarse: bool,
}

/// A country as the index has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawCountry {
    pub name: &'static str,
    pub capital: &'static str,
    pub place: u32,
    pub neighbours: &'static str,
    pub iso2: &'static str,
    pub iso3: &'static str,
}

/// One way to read a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub place: u32,
    pub name: NameKind,
}

impl Index {
    pub(crate) fn open(bytes: &'static [u8]) -> Result<Index, GazetteerError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(GazetteerError::index("it does not start as a gazetteer of this version"));
        }
        let mut sections = [&bytes[..0]; SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            let from = u32_at(bytes, 8 + i * 8) as usize;
            let len = u32_at(bytes, 12 + i * 8) as usize;
            *section = (from >= HEADER)
                .then(|| bytes.get(from..from.saturating_add(len)))
                .flatten()
                .ok_or_else(|| GazetteerError::index("a section lies outside the file"))?;
        }
        let [strings, places, countries, provinces, postings, names, demonyms, sounds] = sections;
        let map = |section| Map::new(section).map_err(|_| GazetteerError::index("its map of names is damaged"));
        Ok(Index { strings, places, countries, provinces, postings, names: map(names)?, demonyms: map(demonyms)?, sounds: map(sounds)? })
    }

    /// Every entry of a folded name, best prior first.
    pub(crate) fn entries(&self, folded: &str) -> Vec<Entry> {
        self.names.get(folded).map(|value| self.posted(value)).unwrap_or_default()
    }

    /// Every entry whose name sounds so, best prior first.
    pub(crate) fn entries_by_sound(&self, sound: &str) -> Vec<Entry> {
        let entries = self.sounds.get(sound).map(|value| self.posted(value)).unwrap_or_default();
        entries.into_iter().map(|entry| Entry { name: NameKind::Sound, ..entry }).collect()
    }

    fn posted(&self, value: u64) -> Vec<Entry> {
        if value & 1 == 0 {
            return vec![entry((value >> 1) as u32)];
        }
        let at = (value >> 1) as usize;
        let count = usize::from(u16_at(self.postings, at));
        (0..count).map(|i| entry(u32_at(self.postings, at + 2 + i * 4))).collect()
    }

    pub(crate) fn place(&self, number: u32) -> RawPlace {
        let at = number as usize * PLACE;
        let flags = self.places.get(at + 23).copied().unwrap_or(0);
        let country = self.places.get(at + 22).copied().unwrap_or(NO_COUNTRY);
        let province = u16_at(self.places, at + 20);
        RawPlace {
            lat: f64::from(u32_at(self.places, at).cast_signed()) / 1e6,
            lon: f64::from(u32_at(self.places, at + 4).cast_signed()) / 1e6,
            source_id: u32_at(self.places, at + 8),
            name: self.string(u32_at(self.places, at + 12)),
            size: u32_at(self.places, at + 16),
            kind: PlaceKind::ALL.get(usize::from(flags & KIND_MASK)).copied().unwrap_or(PlaceKind::Settlement),
            source: SOURCES.get(usize::from((flags >> SOURCE_SHIFT) & 0b11)).copied().unwrap_or(SOURCES[0]),
            country: (country != NO_COUNTRY).then_some(country),
            province: (province != NO_PROVINCE).then_some(province),
            capital: if flags & CAPITAL != 0 { Capital::OfState } else { Capital::No },
            coarse: flags & COARSE != 0,
        }
    }

    pub(crate) fn country(&self, number: u8) -> RawCountry {
        let at = usize::from(number) * COUNTRY;
        let code = |part: Range<usize>| self.countries.get(at + part.start..at + part.end).and_then(|b| std::str::from_utf8(b).ok());
        RawCountry {
            name: self.string(u32_at(self.countries, at)),
            capital: self.string(u32_at(self.countries, at + 4)),
            place: u32_at(self.countries, at + 8),
            neighbours: self.string(u32_at(self.countries, at + 12)),
            iso2: code(ISO2).unwrap_or(""),
            iso3: code(ISO3).unwrap_or(""),
        }
    }

    /// Number of the country with an upper-case ISO 3166-1 code of two or three letters.
    pub(crate) fn country_number(&self, code: &str) -> Option<u8> {
        let code = code.as_bytes();
        let is = |country: &[u8]| country.get(ISO3) == Some(code) || country.get(ISO2) == Some(code);
        self.countries.chunks_exact(COUNTRY).position(is).and_then(|n| u8::try_from(n).ok())
    }

    /// The name of a first-level region.
    pub(crate) fn province_name(&self, number: u16) -> &'static str {
        self.string(u32_at(self.provinces, usize::from(number) * PROVINCE))
    }

    /// The number of a country by its folded demonym.
    pub(crate) fn country_of_demonym(&self, folded: &str) -> Option<u8> {
        self.demonyms.get(folded).and_then(|number| u8::try_from(number).ok())
    }

    /// Places, names and demonyms in the index.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            places: self.places.len() / PLACE,
            names: self.names.len(),
            countries: self.countries.len() / COUNTRY,
            provinces: self.provinces.len() / PROVINCE,
            demonyms: self.demonyms.len(),
        }
    }

    fn string(&self, at: u32) -> &'static str {
        let at = at as usize;
        let len = usize::from(self.strings.get(at).copied().unwrap_or(0));
        self.strings.get(at + 1..at + 1 + len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

/// How much an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Places of every kind.
    pub places: usize,
    /// Different folded names.
    pub names: usize,
    /// Countries and territories.
    pub countries: usize,
    /// First-level regions.
    pub provinces: usize,
    /// Words for a country's people or things.
    pub demonyms: usize,
}

fn entry(packed: u32) -> Entry {
    Entry { place: packed >> 2, name: NameKind::STORED[(packed & 0b11) as usize] }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes)
}
