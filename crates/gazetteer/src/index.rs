//! Reads the compiled index in place: nothing is copied or parsed before it is asked for.
//!
//! Guarantees: no panic on any bytes; a damaged record reads as an empty one. It does not rank: see `resolve`.

use std::ops::Range;

use fst::{Automaton, IntoStreamer, Map, Streamer};

use crate::error::GazetteerError;
use crate::layout::{
    CAPITAL, COARSE, COUNTRY, HEADER, KIND_MASK, MAGIC, MINOR, NO_COUNTRY, NO_PROVINCE, OF_USER, PLACE, PROVINCE, SEAL, SEAL_LEN, SECTIONS,
    SOURCE_SHIFT, SOURCES,
};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence, prior};

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
    pub(crate) seal: Option<Seal>,
}

/// A place as the index has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawPlace {
    pub name: &'static str,
    pub id: RawId,
    pub fields: Fields,
}

/// The id of a place, by its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawId {
    /// A number of one of [`SOURCES`].
    Number { source: u8, number: u32 },
    /// Text of the user's.
    User(&'static str),
}

impl std::fmt::Display for RawId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RawId::Number { source, number } => write!(f, "{}:{number}", SOURCES.get(usize::from(*source)).unwrap_or(&SOURCES[0])),
            RawId::User(text) => write!(f, "{}:{text}", SOURCES[usize::from(OF_USER)]),
        }
    }
}

/// What a place's record says without its strings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub lat: f64,
    pub lon: f64,
    pub size: u32,
    pub kind: PlaceKind,
    pub country: Option<u8>,
    pub province: Option<u16>,
    pub capital: Capital,
    /// The point is its province's.
    pub coarse: bool,
    pub prominence: Prominence,
    source: u8,
    id: u32,
    name: u32,
}

impl Fields {
    /// How much a name of this kind alone speaks for the place.
    pub(crate) fn prior(&self, name: NameKind) -> f64 {
        prior(self.kind, name, self.size, self.capital, self.prominence)
    }
}

/// The record of a number in the section of places; an empty one where there is none.
pub(crate) fn place_of(places: &[u8], number: u32) -> Fields {
    let at = number as usize * PLACE;
    let flags = places.get(at + 23).copied().unwrap_or(0);
    let country = places.get(at + 22).copied().unwrap_or(NO_COUNTRY);
    let province = u16_at(places, at + 20);
    let source = (flags >> SOURCE_SHIFT) & 0b11;
    Fields {
        lat: f64::from(u32_at(places, at).cast_signed()) / 1e6,
        lon: f64::from(u32_at(places, at + 4).cast_signed()) / 1e6,
        id: u32_at(places, at + 8),
        name: u32_at(places, at + 12),
        size: u32_at(places, at + 16),
        kind: PlaceKind::ALL.get(usize::from(flags & KIND_MASK)).copied().unwrap_or(PlaceKind::Settlement),
        country: (country != NO_COUNTRY).then_some(country),
        province: (province != NO_PROVINCE).then_some(province),
        capital: if flags & CAPITAL != 0 { Capital::OfState } else { Capital::No },
        coarse: flags & COARSE != 0,
        prominence: match (source, flags & MINOR) {
            (OF_USER, _) => Prominence::OfUser,
            (_, 0) => Prominence::Usual,
            _ => Prominence::Minor,
        },
        source,
    }
}

/// What an imported index says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seal {
    /// BLAKE3 hash of the index without its seal.
    pub hash: [u8; 32],
    /// BLAKE3 hash of the index it was made over.
    pub base: [u8; 32],
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
        let mut end = HEADER;
        for (i, section) in sections.iter_mut().enumerate() {
            let from = u32_at(bytes, 8 + i * 8) as usize;
            let len = u32_at(bytes, 12 + i * 8) as usize;
            *section = (from >= HEADER)
                .then(|| bytes.get(from..from.saturating_add(len)))
                .flatten()
                .ok_or_else(|| GazetteerError::index("a section lies outside the file"))?;
            end = end.max(from.saturating_add(len));
        }
        let [strings, places, countries, provinces, postings, names, demonyms, sounds] = sections;
        let map = |section| Map::new(section).map_err(|_| GazetteerError::index("its map of names is damaged"));
        let (names, demonyms, sounds) = (map(names)?, map(demonyms)?, map(sounds)?);
        let seal = seal(&bytes[end..]);
        Ok(Index { strings, places, countries, provinces, postings, names, demonyms, sounds, seal })
    }

    /// Whether a folded name has any entry.
    pub(crate) fn has_name(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
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

    /// Every folded name that the automaton takes, in order, with its entries, best prior first.
    pub(crate) fn entries_by<A: Automaton>(&self, automaton: A) -> Vec<(String, Vec<Entry>)> {
        let mut stream = self.names.search(automaton).into_stream();
        let mut found = Vec::new();
        while let Some((name, value)) = stream.next() {
            found.push((String::from_utf8_lossy(name).into_owned(), self.posted(value)));
        }
        found
    }

    /// Hands over every folded name with its entries, in order, until one is refused.
    pub(crate) fn each_name<E>(&self, mut take: impl FnMut(&str, &[Entry]) -> Result<(), E>) -> Result<(), E> {
        let mut stream = self.names.stream();
        while let Some((name, value)) = stream.next() {
            take(&String::from_utf8_lossy(name), &self.posted(value))?;
        }
        Ok(())
    }

    /// Every folded demonym with the number of its country.
    pub(crate) fn demonyms(&self) -> Vec<(String, u8)> {
        let all = self.demonyms.stream().into_str_vec().unwrap_or_default();
        all.into_iter().filter_map(|(word, country)| Some((word, u8::try_from(country).ok()?))).collect()
    }

    /// The places with their numbers that lie in a box of degrees, given as (south, north), (west, east); the box may cross the
    /// 180th meridian (west greater than east).
    pub(crate) fn places_in(&self, (south, north): (f64, f64), (west, east): (f64, f64)) -> impl Iterator<Item = (u32, Fields)> {
        let micro = |degrees: f64| (degrees * 1e6) as i32;
        let (south, north, west, east) = (micro(south), micro(north), micro(west), micro(east));
        let holds = move |record: &[u8]| {
            let (lat, lon) = (u32_at(record, 0).cast_signed(), u32_at(record, 4).cast_signed());
            let across = west > east;
            south <= lat && lat <= north && if across { lon >= west || lon <= east } else { west <= lon && lon <= east }
        };
        let numbered = (0u32..).zip(self.places.chunks_exact(PLACE));
        numbered.filter(move |(_, record)| holds(record)).map(|(number, _)| (number, place_of(self.places, number)))
    }

    /// Every place, by number.
    pub(crate) fn places(&self) -> impl Iterator<Item = Fields> {
        (0..self.counts().places as u32).map(|number| place_of(self.places, number))
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
        let fields = place_of(self.places, number);
        let id = match fields.source {
            OF_USER => RawId::User(self.string(fields.id)),
            source => RawId::Number { source, number: fields.id },
        };
        RawPlace { name: self.string(fields.name), id, fields }
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

    /// Number of the first-level region of a country (alpha-3) with a name.
    pub(crate) fn province_number(&self, iso3: &str, name: &str) -> Option<u16> {
        let country = self.country_number(iso3)?;
        let count = u16::try_from(self.provinces.len() / PROVINCE).ok()?;
        (0..count).find(|number| self.province_code(*number).1 == country && self.province_name(*number) == name)
    }

    /// The GeoNames code of a first-level region ("UA.21") and the number of its country.
    pub(crate) fn province_code(&self, number: u16) -> (&'static str, u8) {
        let at = usize::from(number) * PROVINCE;
        (self.string(u32_at(self.provinces, at + 8)), self.provinces.get(at + 12).copied().unwrap_or(NO_COUNTRY))
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

fn seal(bytes: &[u8]) -> Option<Seal> {
    let hashes = bytes.strip_prefix(SEAL.as_slice()).filter(|_| bytes.len() == SEAL_LEN)?;
    Some(Seal { hash: hashes.get(..32)?.try_into().ok()?, base: hashes.get(32..)?.try_into().ok()? })
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
