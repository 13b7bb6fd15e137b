//! Compiles places, countries, provinces and demonyms into the bytes that the gazetteer reads in place.
//!
//! Guarantees: the same input gives the same bytes, whatever order it comes in.

use std::collections::BTreeMap;

use fst::MapBuilder;

use crate::fold::fold;
use crate::layout::{CAPITAL, COARSE, HEADER, LONGEST_STRING, MAGIC, NO_COUNTRY, NO_PROVINCE, PLACE, SECTIONS, SOURCE_SHIFT};
use crate::place_kind::{Capital, NameKind, PlaceKind, prior};
use crate::sound::sound;

/// Most entries kept for one name; a name that more places share says nothing.
const MOST_ENTRIES: usize = 400;

/// Which source a record's id is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdSource {
    /// geonames.org
    GeoNames = 0,
    /// whosonfirst.org
    WhosOnFirst = 1,
    /// Our own tables.
    Tacitus = 2,
}

/// A place to compile.
#[derive(Clone, Debug)]
pub struct SourcePlace {
    /// Where its id is from.
    pub source: IdSource,
    /// Its id there.
    pub id: u32,
    /// Its name as shown.
    pub name: String,
    /// Degrees north (WGS84).
    pub lat: f64,
    /// Degrees east (WGS84).
    pub lon: f64,
    /// Inhabitants, or kilometres of radius for a region.
    pub size: u32,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Its number in the list of countries.
    pub country: Option<u8>,
    /// Its number in the list of provinces.
    pub province: Option<u16>,
    /// Whether it is its country's capital.
    pub capital: Capital,
    /// Whether its point is only that of its province.
    pub coarse: bool,
    /// Whether its names are also found by their sound.
    pub romanised_in_many_ways: bool,
    /// All names it goes by, its own included, unfolded.
    pub names: Vec<(String, NameKind)>,
}

/// A country to compile.
#[derive(Clone, Debug)]
pub struct SourceCountry {
    /// ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// Short English name.
    pub name: String,
    /// Name of the capital, or empty.
    pub capital: String,
    /// Alpha-3 codes of its neighbours.
    pub neighbours: Vec<String>,
}

/// A first-level region to compile.
#[derive(Clone, Debug)]
pub struct SourceProvince {
    /// Its name as shown.
    pub name: String,
    /// GeoNames code ("UA.21").
    pub code: String,
    /// Number of its country.
    pub country: u8,
}

/// What to compile.
#[derive(Default)]
pub struct Sources {
    /// Every place; countries and provinces are places too.
    pub places: Vec<SourcePlace>,
    /// Countries by number.
    pub countries: Vec<SourceCountry>,
    /// Provinces by number.
    pub provinces: Vec<SourceProvince>,
    /// Unfolded demonym to number of its country.
    pub demonyms: BTreeMap<String, u8>,
}

/// The bytes of the compiled index.
///
/// # Errors
/// A string or a table too large for the layout, in words.
pub fn compile(mut sources: Sources) -> Result<Vec<u8>, String> {
    // Neighbours in the alphabet get neighbouring numbers, which the map of names stores in fewer bytes.
    sources.places.sort_by_cached_key(|place| (fold(&place.name), place.source, place.id));
    let mut strings = Strings::default();
    let places = places_section(&sources, &mut strings)?;
    let (countries, provinces) = area_sections(&sources, &mut strings)?;
    let mut postings = Vec::new();
    let names = names_section(&sources, by_name(&sources, |_, name| Some(name.to_string())), &mut postings)?;
    let sounds = names_section(&sources, by_name(&sources, sound_if_romanised), &mut postings)?;
    let demonyms = map(sources.demonyms.iter().map(|(word, country)| (fold(word), u64::from(*country))).collect())?;
    let sections: [Vec<u8>; SECTIONS] = [strings.bytes, places, countries, provinces, postings, names, demonyms, sounds];
    let mut bytes = MAGIC.to_vec();
    let mut from = HEADER;
    for section in &sections {
        bytes.extend(u32_of(from)?.to_le_bytes());
        bytes.extend(u32_of(section.len())?.to_le_bytes());
        from += section.len();
    }
    bytes.extend(sections.concat());
    Ok(bytes)
}

/// The section of strings, each once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    at: BTreeMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> Result<u32, String> {
        if let Some(at) = self.at.get(text) {
            return Ok(*at);
        }
        let len = u8::try_from(text.len()).map_err(|_| format!("longer than {LONGEST_STRING} bytes: {text}"))?;
        let at = u32_of(self.bytes.len())?;
        self.bytes.push(len);
        self.bytes.extend(text.as_bytes());
        self.at.insert(text.to_string(), at);
        Ok(at)
    }
}

fn places_section(sources: &Sources, strings: &mut Strings) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(sources.places.len() * PLACE);
    for place in &sources.places {
        bytes.extend(micro(place.lat).to_le_bytes());
        bytes.extend(micro(place.lon).to_le_bytes());
        bytes.extend(place.id.to_le_bytes());
        bytes.extend(strings.add(&place.name)?.to_le_bytes());
        bytes.extend(place.size.to_le_bytes());
        bytes.extend(place.province.unwrap_or(NO_PROVINCE).to_le_bytes());
        bytes.push(place.country.unwrap_or(NO_COUNTRY));
        let mut flags = place.kind as u8 | (place.source as u8) << SOURCE_SHIFT;
        if place.coarse {
            flags |= COARSE;
        }
        if place.capital == Capital::OfState {
            flags |= CAPITAL;
        }
        bytes.push(flags);
    }
    Ok(bytes)
}

fn area_sections(sources: &Sources, strings: &mut Strings) -> Result<(Vec<u8>, Vec<u8>), String> {
    let numbered = |fits: &dyn Fn(&SourcePlace) -> bool| sources.places.iter().position(fits).map_or(Ok(u32::MAX), u32_of);
    let mut countries = Vec::new();
    for (number, country) in sources.countries.iter().enumerate() {
        let own = |p: &SourcePlace| p.kind == PlaceKind::Country && p.country.map(usize::from) == Some(number);
        countries.extend(strings.add(&country.name)?.to_le_bytes());
        countries.extend(strings.add(&country.capital)?.to_le_bytes());
        countries.extend(numbered(&own)?.to_le_bytes());
        countries.extend(strings.add(&country.neighbours.join(" "))?.to_le_bytes());
        if country.iso2.len() != 2 || country.iso3.len() != 3 {
            return Err(format!("{}: its codes are {} and {}", country.name, country.iso2, country.iso3));
        }
        countries.extend(country.iso2.as_bytes());
        countries.extend(country.iso3.as_bytes());
        countries.extend([0; 3]);
    }
    let mut place_of_province = BTreeMap::new();
    for (at, place) in sources.places.iter().enumerate().filter(|(_, p)| p.kind == PlaceKind::Province) {
        place_of_province.insert(place.province, u32_of(at)?);
    }
    let mut provinces = Vec::new();
    for (number, province) in sources.provinces.iter().enumerate() {
        let number = u16::try_from(number).map_err(|_| "too many provinces".to_string())?;
        provinces.extend(strings.add(&province.name)?.to_le_bytes());
        provinces.extend(place_of_province.get(&Some(number)).copied().unwrap_or(u32::MAX).to_le_bytes());
        provinces.extend(strings.add(&province.code)?.to_le_bytes());
        provinces.push(province.country);
        provinces.extend([0; 3]);
    }
    Ok((countries, provinces))
}

/// Places by the key made of each of their folded names, with the best kind of name.
type ByName = BTreeMap<String, BTreeMap<u32, NameKind>>;

fn by_name(sources: &Sources, key: impl Fn(&SourcePlace, &str) -> Option<String>) -> ByName {
    let mut by_name = ByName::new();
    for (place, at) in sources.places.iter().zip(0..) {
        for (name, kind) in &place.names {
            let folded = fold(name);
            if let Some(key) = key(place, &folded).filter(|key| !key.is_empty()) {
                let best = by_name.entry(key).or_default().entry(at).or_insert(*kind);
                *best = (*best).min(*kind);
            }
        }
    }
    by_name
}

/// The sound of a name, for places of the countries that the sources mark as romanised in many ways.
fn sound_if_romanised(place: &SourcePlace, folded: &str) -> Option<String> {
    (place.romanised_in_many_ways && place.kind != PlaceKind::Country).then(|| sound(folded)).flatten()
}

/// The map from name to entries; names with several put them into the postings.
fn names_section(sources: &Sources, by_name: ByName, postings: &mut Vec<u8>) -> Result<Vec<u8>, String> {
    let mut values = BTreeMap::new();
    for (name, entries) in by_name {
        let mut entries: Vec<(u32, NameKind)> = entries.into_iter().collect();
        let rank = |(at, kind): &(u32, NameKind)| {
            let place = &sources.places[*at as usize];
            prior(place.kind, *kind, place.size, place.capital)
        };
        entries.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.cmp(b)));
        entries.truncate(MOST_ENTRIES);
        let packed = |(at, kind): &(u32, NameKind)| at << 2 | *kind as u32;
        let value = match entries.as_slice() {
            [only] => u64::from(packed(only)) << 1,
            _ => {
                let at = postings.len() as u64;
                postings.extend((entries.len() as u16).to_le_bytes());
                postings.extend(entries.iter().flat_map(|entry| packed(entry).to_le_bytes()));
                at << 1 | 1
            }
        };
        values.insert(name, value);
    }
    map(values)
}

fn map(values: BTreeMap<String, u64>) -> Result<Vec<u8>, String> {
    let mut builder = MapBuilder::memory();
    builder.extend_iter(values).map_err(|e| e.to_string())?;
    builder.into_inner().map_err(|e| e.to_string())
}

fn micro(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

fn u32_of(number: usize) -> Result<u32, String> {
    u32::try_from(number).map_err(|_| "the index would be larger than 4 GiB".to_string())
}
