//! Answers by exact folded name: places, countries and demonyms, the user's own rows before ours.

use std::path::Path;

use crate::disputed::{self, Disputed};
use crate::error::GazetteerError;
use crate::extent::Extents;
use crate::fold::fold;
use crate::index::{Counts, Entry, Index, RawCountry, RawPlace};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};
use crate::user_places::{UserPlace, UserPlaces};

/// The compiled index that ships with the program; see `gazetteer/manifest.toml`.
static EMBEDDED: &[u8] = include_bytes!("../../../gazetteer/places.index");

/// Most places [`Gazetteer::lookup`] returns.
const LOOKUP_LIMIT: usize = 20;

/// A gazetteer: the compiled index and, on top of it, the user's own places.
pub struct Gazetteer {
    pub(crate) index: Index,
    pub(crate) user: UserPlaces,
    pub(crate) extents: Extents,
}

/// One place as the gazetteer has it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRecord {
    /// Stable id: `geonames:…`, `wof:…`, `tacitus:…` or `user:…`.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// Degrees north (WGS84).
    pub lat: f64,
    /// Degrees east (WGS84).
    pub lon: f64,
    /// Inhabitants, 0 where unknown; for [`PlaceKind::Region`] the radius in kilometres of the circle that stands for it.
    pub size: u32,
    /// ISO 3166-1 alpha-3 code, or empty for a place that belongs to no one state.
    pub country: String,
    /// Name of the first-level region, or empty.
    pub admin1: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Whether it is its country's capital.
    pub capital: Capital,
    /// Whether news would name it.
    pub prominence: Prominence,
    /// True where the point is that of the first-level region because nothing finer is known.
    pub coarse: bool,
    /// How the name that was asked for belongs to it.
    pub matched: NameKind,
    /// How much the name alone speaks for it; see [`prior`].
    pub prior: f64,
}

/// A country or territory with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryInfo<'g> {
    /// ISO 3166-1 alpha-3 code ("UKR").
    pub iso3: &'g str,
    /// ISO 3166-1 alpha-2 code ("UA"), or empty for a country of the user's.
    pub iso2: &'g str,
    /// Short English name.
    pub name: &'g str,
    /// Name of the capital, or empty.
    pub capital: &'g str,
    neighbours: &'g str,
}

impl<'g> CountryInfo<'g> {
    /// Alpha-3 codes of the countries with a land border.
    pub fn neighbours(&self) -> impl Iterator<Item = &'g str> {
        self.neighbours.split_whitespace()
    }
}

impl<'g> CountryInfo<'g> {
    /// A country of the user's, of which only code and name are known.
    pub(crate) fn of_user(iso3: &'g str, name: &'g str) -> CountryInfo<'g> {
        CountryInfo { iso3, iso2: "", name, capital: "", neighbours: "" }
    }
}

impl Gazetteer {
    /// The gazetteer that ships with the program. Opening it costs microseconds: the index is read in place.
    pub fn embedded() -> Gazetteer {
        Gazetteer::open(EMBEDDED).expect("the embedded gazetteer is checked by a test against its manifest")
    }

    /// The gazetteer that an import made: the file is mapped into memory and read in place. Whoever imports anew puts a new file in
    /// its place, so that the mapped one stays as it is.
    ///
    /// # Errors
    /// The file cannot be read, is no index of this version or is not whole.
    pub fn imported(path: &Path) -> Result<Gazetteer, GazetteerError> {
        let file = mmap_guard::map_file(path).map_err(|e| GazetteerError::imported(path, e))?;
        // One gazetteer is opened in the life of the program, which the map then lasts for.
        let bytes: &'static [u8] = Box::leak(Box::new(file));
        let gazetteer = Gazetteer::open(bytes).map_err(|e| match e {
            GazetteerError::Index(what) => GazetteerError::imported(path, what),
            other => other,
        })?;
        match gazetteer.index.seal {
            Some(_) => Ok(gazetteer),
            None => Err(GazetteerError::imported(path, "its end is missing")),
        }
    }

    /// Names the index by its content: BLAKE3, 64 hexadecimal digits. That of an imported index was taken when it was made.
    pub fn hash(&self) -> String {
        let digits = |hash: [u8; 32]| blake3::Hash::from_bytes(hash).to_hex().to_string();
        digits(self.index.seal.map_or_else(shipped_hash, |seal| seal.hash))
    }

    /// Whether an imported index was made over the index that ships with this program, and so has all of it.
    pub fn is_over_shipped(&self) -> bool {
        self.index.seal.is_none_or(|seal| seal.base == shipped_hash())
    }

    /// A gazetteer over compiled bytes.
    pub fn open(index: &'static [u8]) -> Result<Gazetteer, GazetteerError> {
        let index = Index::open(index)?;
        Ok(Gazetteer { extents: Extents::of(&index), index, user: UserPlaces::default() })
    }

    /// The same gazetteer with the user's own places before ours. `csv` is the text of a table with a header line and the
    /// columns `name, lat, lon` and optionally `aliases` (separated by `|`), `country` (name or code), `admin1`, `precision`
    /// (point, settlement, district, province, country, region; default settlement), `id` (default: the name). A row of
    /// precision country may bring a code of its own (ISO keeps XAA to XZZ free for users), which its places then name, and
    /// `demonyms` (separated by `|`).
    ///
    /// # Errors
    /// The line, what is wrong with it and what would be right; no row is taken from a table with a wrong row.
    pub fn with_user_places(mut self, csv: &str) -> Result<Gazetteer, GazetteerError> {
        self.user = UserPlaces::read(csv, &self)?;
        Ok(self)
    }

    /// What the compiled index holds.
    pub fn counts(&self) -> Counts {
        self.index.counts()
    }

    /// Every place of exactly this name (folded: case, accents, apostrophes, hyphens, a leading "the"), the user's own rows
    /// first, then best prior first; at most 20. Generic words are not taken off here: see [`Gazetteer::resolve`].
    pub fn lookup(&self, name: &str) -> Vec<PlaceRecord> {
        let mut found = self.by_folded(&fold(name));
        found.truncate(LOOKUP_LIMIT);
        found
    }

    /// Whether any place has exactly this name, which must be folded already.
    pub fn has_name(&self, folded: &str) -> bool {
        self.user.has(folded) || self.index.has_name(folded)
    }

    /// As [`Gazetteer::lookup`], for a name already folded and without the limit.
    pub(crate) fn by_folded(&self, folded: &str) -> Vec<PlaceRecord> {
        let own = self.user.named(folded).map(UserPlace::record);
        let ours = self.index.entries(folded).into_iter().map(|entry| self.record(entry));
        own.chain(ours).collect()
    }

    /// The country a word for its people or things belongs to: "Russian", "Syrians", "Ukrainian's". Alpha-3 code.
    pub fn country_of_demonym(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        let ours = || self.index.country_of_demonym(&folded).map(|number| self.index.country(number).iso3);
        self.user.country_of_demonym(&folded).or_else(ours)
    }

    /// A country by a name it goes by ("Burma", "the U.S.", "DRC").
    pub fn country(&self, name: &str) -> Option<CountryInfo<'_>> {
        let folded = fold(name);
        let own = self.user.named(&folded).find_map(UserPlace::country);
        own.or_else(|| self.listed_country(&folded))
    }

    fn listed_country(&self, folded: &str) -> Option<CountryInfo<'static>> {
        self.index.entries(folded).into_iter().map(|entry| self.index.place(entry.place).fields).find_map(|place| match place.kind {
            PlaceKind::Country => place.country.map(|number| info(self.index.country(number))),
            _ => None,
        })
    }

    /// A country by its alpha-3 or alpha-2 code, in either case.
    pub fn country_by_code(&self, code: &str) -> Option<CountryInfo<'_>> {
        let code = code.to_ascii_uppercase();
        let own = self.user.countries().find(|country| country.iso3 == code);
        own.or_else(|| self.listed_country_by_code(&code))
    }

    fn listed_country_by_code(&self, code: &str) -> Option<CountryInfo<'static>> {
        self.index.country_number(code).map(|n| info(self.index.country(n)))
    }

    /// Whether two countries (alpha-3) share a land border.
    pub fn are_neighbours(&self, a: &str, b: &str) -> bool {
        self.country_by_code(a).is_some_and(|country| country.neighbours().any(|code| code == b))
    }

    /// The disputed territory that a place lies in, as far as the table of those can tell: by its id, its first-level region, its country.
    pub fn disputed(&self, id: &str, country: &str, admin1: &str) -> Option<&'static Disputed> {
        let region = || self.index.province_number(country, admin1).map(|number| self.index.province_code(number).0);
        disputed::listed(id).or_else(|| region().and_then(disputed::listed)).or_else(|| disputed::listed(country))
    }

    pub(crate) fn record(&self, entry: Entry) -> PlaceRecord {
        let RawPlace { name, id, fields } = self.index.place(entry.place);
        let id = id.to_string();
        let country = fields.country.map_or("", |number| self.index.country(number).iso3);
        let admin1 = fields.province.map_or("", |number| self.index.province_name(number));
        // Sources give places of one disputed territory to different states.
        let (country, admin1) = match disputed::listed(&id) {
            Some(territory) if territory.admin1.is_empty() => (territory.country, admin1),
            Some(territory) => (territory.country, territory.admin1),
            None => (country, admin1),
        };
        PlaceRecord {
            id,
            name: name.to_string(),
            lat: fields.lat,
            lon: fields.lon,
            size: fields.size,
            country: country.to_string(),
            admin1: admin1.to_string(),
            kind: fields.kind,
            capital: fields.capital,
            prominence: fields.prominence,
            coarse: fields.coarse,
            matched: entry.name,
            prior: fields.prior(entry.name),
        }
    }
}

/// BLAKE3 hash of the index that ships with the program.
pub(crate) fn shipped_hash() -> [u8; 32] {
    *blake3::hash(EMBEDDED).as_bytes()
}

fn info(raw: RawCountry) -> CountryInfo<'static> {
    CountryInfo { iso3: raw.iso3, iso2: raw.iso2, name: raw.name, capital: raw.capital, neighbours: raw.neighbours }
}
