//! Holds everything read so far, with the keys by which the sources refer to each other.

use std::collections::BTreeMap;

use tacitus_gazetteer::compile::{Areas, CompileError, Compiler, PlaceId, SourceCountry, SourcePlace, SourceProvince};
use tacitus_gazetteer::naming::{capitalised, is_latin, romanised};
use tacitus_gazetteer::{Capital, NameKind, PlaceKind, Prominence, fold};

/// A place with all names it goes by, its own included, unfolded.
pub struct NamedPlace {
    pub place: SourcePlace,
    pub names: Vec<(String, NameKind)>,
}

impl std::ops::Deref for NamedPlace {
    type Target = SourcePlace;

    fn deref(&self) -> &SourcePlace {
        &self.place
    }
}

impl std::ops::DerefMut for NamedPlace {
    fn deref_mut(&mut self) -> &mut SourcePlace {
        &mut self.place
    }
}

/// Everything read so far.
#[derive(Default)]
pub struct World {
    pub places: Vec<NamedPlace>,
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

impl World {
    pub fn country(&self, code: &str) -> Option<u8> {
        self.country_of_code.get(code).copied()
    }

    /// The place of kind country with this number.
    pub fn country_place(&mut self, number: u8) -> Option<&mut NamedPlace> {
        self.places.iter_mut().find(|p| p.kind == PlaceKind::Country && p.country == Some(number))
    }

    /// The place of kind province with this number.
    pub fn province_place(&mut self, number: u16) -> Option<&mut NamedPlace> {
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

    /// The bytes of the index. A region without a single populated place cannot be put on a map and is left out.
    pub fn compiled(mut self) -> Result<Vec<u8>, CompileError> {
        self.leave_country_names_to_countries();
        self.places.retain(|p| p.kind != PlaceKind::Province || (p.lat, p.lon) != (0.0, 0.0));
        let areas = Areas { countries: self.countries, provinces: self.provinces, demonyms: self.demonyms };
        let mut compiler = Compiler::new(&std::env::temp_dir());
        for place in &self.places {
            let number = compiler.number()?;
            compiler.place(number, place)?;
            let country = place.country.and_then(|country| areas.countries.get(usize::from(country)));
            let country = country.filter(|_| place.kind != PlaceKind::Country);
            for (name, kind) in &place.names {
                let folded = fold(name);
                compiler.name(number, &folded, *kind)?;
                if let Some(country) = country {
                    compiler.sound(number, &country.iso2, &folded, *kind)?;
                }
            }
        }
        let mut bytes = Vec::new();
        compiler.finish(&areas, &mut bytes, &mut |_, _| std::ops::ControlFlow::Continue(()))?;
        Ok(bytes)
    }
}

/// A place with only what every source has.
pub fn place(id: PlaceId, name: &str, at: (f64, f64), kind: PlaceKind) -> NamedPlace {
    let place = SourcePlace {
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
        prominence: Prominence::Usual,
    };
    NamedPlace { place, names: vec![(name.to_string(), NameKind::Main)] }
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
