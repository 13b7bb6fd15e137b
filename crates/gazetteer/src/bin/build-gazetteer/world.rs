//! Holds everything read so far, with the keys by which the sources refer to each other.

use std::collections::BTreeMap;

use tacitus_gazetteer::compile::{IdSource, SourceCountry, SourcePlace, SourceProvince, Sources};
use tacitus_gazetteer::{Capital, NameKind, PlaceKind, fold};

use crate::romanise::romanised;

/// Everything read so far.
#[derive(Default)]
pub struct World {
    pub places: Vec<SourcePlace>,
    pub countries: Vec<SourceCountry>,
    pub provinces: Vec<SourceProvince>,
    pub demonyms: BTreeMap<String, u8>,
    /// Alpha-2 and alpha-3 code to number.
    pub country_of_code: BTreeMap<String, u8>,
    /// "UA.21" to number.
    pub province_of_code: BTreeMap<String, u16>,
    /// GeoNames id to number in `places`.
    pub place_of_geonames: BTreeMap<u32, usize>,
}

/// Countries whose names reach English from another script, in the news for their conflicts.
const ROMANISED_IN_MANY_WAYS: [&str; 20] =
    ["UA", "RU", "BY", "SY", "IQ", "LB", "PS", "IL", "JO", "YE", "SD", "SS", "LY", "MM", "IR", "AF", "PK", "SO", "ET", "ER"];

/// Words that make a province or district name longer without saying which it is.
const GENERIC_WORDS: [&str; 44] = [
    "oblast",
    "oblast'",
    "region",
    "province",
    "governorate",
    "state",
    "republic",
    "kray",
    "krai",
    "okrug",
    "department",
    "prefecture",
    "district",
    "county",
    "parish",
    "municipality",
    "canton",
    "voivodeship",
    "division",
    "raion",
    "rayon",
    "autonomous",
    "area",
    "territory",
    "emirate",
    "borough",
    "muhafazat",
    "wilayat",
    "wilaya",
    "provincia",
    "departamento",
    "distrito",
    "departement",
    "regiao",
    "estado",
    "kommune",
    "municipio",
    "regency",
    "qarku",
    "community",
    "de",
    "of",
    "du",
    "the",
];

/// A province's or district's name without its generic words, folded.
pub fn stem(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !GENERIC_WORDS.contains(w)).collect();
    words.join(" ")
}

impl World {
    pub fn country(&self, code: &str) -> Option<u8> {
        self.country_of_code.get(code).copied()
    }

    /// The place of kind country with this number.
    pub fn country_place(&mut self, number: u8) -> Option<&mut SourcePlace> {
        self.places.iter_mut().find(|p| p.kind == PlaceKind::Country && p.country == Some(number))
    }

    /// The place of kind province with this number.
    pub fn province_place(&mut self, number: u16) -> Option<&mut SourcePlace> {
        self.places.iter_mut().find(|p| p.kind == PlaceKind::Province && p.province == Some(number))
    }

    /// Gives every settlement with Cyrillic names their romanised forms, then drops names in scripts the index does not keep.
    pub fn romanise(&mut self) {
        for place in &mut self.places {
            let forms: Vec<String> = place.names.iter().flat_map(|(name, _)| romanised(name)).collect();
            place.names.extend(forms.into_iter().map(|form| (form, NameKind::Romanised)));
            place.names.retain(|(name, _)| is_latin(name));
            if !is_latin(&place.name)
                && let Some(shown) = place.names.iter().map(|(name, _)| capitalised(name)).next()
            {
                place.name = shown;
            }
        }
        self.places.retain(|place| !place.names.is_empty());
    }

    /// "Mexico" is the country, not Mexico City, which some sources give that name too.
    fn leave_country_names_to_countries(&mut self) {
        let mut names: Vec<Vec<String>> = vec![Vec::new(); self.countries.len()];
        for p in self.places.iter().filter(|p| p.kind == PlaceKind::Country) {
            names[usize::from(p.country.unwrap_or_default())].extend(p.names.iter().map(|(name, _)| fold(name)));
        }
        for p in self.places.iter_mut().filter(|p| p.kind == PlaceKind::Settlement) {
            let Some(country) = p.country else { continue };
            p.names.retain(|(name, kind)| *kind == NameKind::Main || !names[usize::from(country)].contains(&fold(name)));
        }
    }

    /// What is compiled. A region without a single populated place cannot be put on a map and is left out.
    pub fn into_sources(mut self) -> Sources {
        self.leave_country_names_to_countries();
        let codes: Vec<u8> = ROMANISED_IN_MANY_WAYS.iter().filter_map(|code| self.country(code)).collect();
        for place in &mut self.places {
            place.romanised_in_many_ways = place.country.is_some_and(|country| codes.contains(&country));
        }
        self.places.retain(|p| p.kind != PlaceKind::Province || (p.lat, p.lon) != (0.0, 0.0));
        Sources { places: self.places, countries: self.countries, provinces: self.provinces, demonyms: self.demonyms }
    }
}

/// A place with only what every source has.
pub fn place(source: IdSource, id: u32, name: &str, at: (f64, f64), kind: PlaceKind) -> SourcePlace {
    SourcePlace {
        source,
        id,
        name: name.to_string(),
        lat: at.0,
        lon: at.1,
        size: 0,
        kind,
        country: None,
        province: None,
        capital: Capital::No,
        coarse: false,
        romanised_in_many_ways: false,
        names: vec![(name.to_string(), NameKind::Main)],
    }
}

/// Whether a name is written in Latin letters.
pub fn is_latin(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c) || is_modifier(c))
}

/// Apostrophe-like modifier letters of romanisations.
fn is_modifier(c: char) -> bool {
    ('\u{2b0}'..'\u{300}').contains(&c)
}

fn capitalised(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The lines of a text file, or of a gzipped one.
pub fn lines(path: &std::path::Path) -> Result<Vec<String>, String> {
    use std::io::Read;
    let named = |e: std::io::Error| format!("{}: {e}", path.display());
    let bytes = std::fs::read(path).map_err(named)?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(named)?;
    } else {
        text = String::from_utf8(bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(text.lines().map(str::to_string).collect())
}
