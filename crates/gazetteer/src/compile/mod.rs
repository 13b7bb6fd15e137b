//! Compiles places, countries, provinces and demonyms into the bytes that the gazetteer reads in place.
//!
//! Guarantees: the same input gives the same bytes, whatever order it comes in. Memory stays bounded: what does not fit is sorted
//! in scratch files. It does not read any source: see `import` and the recipe.

mod rebuilt;
mod sections;
mod sorter;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::fold::fold;
use crate::layout::{CAPITAL, COARSE, MINOR, NO_COUNTRY, NO_PROVINCE, SOURCE_SHIFT};
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};
use crate::sound::sounds_in;
pub use rebuilt::rebuilt;
pub(crate) use rebuilt::{areas_of, place_of};
use sorter::Sorter;

/// Bytes that the names may take in memory before they go to scratch files; sounds get a quarter, places half of it.
const MEMORY: usize = 256 << 20;

/// Where a record's id is from, and the id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceId {
    /// geonames.org
    GeoNames(u32),
    /// whosonfirst.org
    WhosOnFirst(u32),
    /// Our own tables.
    Tacitus(u32),
    /// The user's own table.
    User(String),
}

/// A place to compile.
#[derive(Clone, Debug)]
pub struct SourcePlace {
    /// Its id, with the source it is from.
    pub id: PlaceId,
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
    /// Whether news would name it.
    pub prominence: Prominence,
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

/// The tables that places refer to.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    /// Countries by number.
    pub countries: Vec<SourceCountry>,
    /// Provinces by number.
    pub provinces: Vec<SourceProvince>,
    /// Unfolded demonym to number of its country.
    pub demonyms: BTreeMap<String, u8>,
}

/// Why an index could not be compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// Whoever watches the work asked for its end.
    #[error("stopped before the index was whole")]
    Stopped,
    /// A string or a table is too large for the layout.
    #[error("{0}")]
    TooLarge(String),
    /// The disk or a scratch file failed.
    #[error("the index could not be written: {0}; look for room on the disk and for the permissions of the folder")]
    Io(#[from] io::Error),
}

/// Called now and then with how much of the sorting and writing is done, and of how much; may end the work.
pub type Watch<'w> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'w;

/// Takes places and names in any order and compiles them.
pub struct Compiler {
    numbers: u32,
    places: Sorter,
    names: Sorter,
    sounds: Sorter,
    item: Vec<u8>,
    scratch: std::path::PathBuf,
}

impl Compiler {
    /// A compiler whose scratch files lie unnamed in the folder `scratch`.
    pub fn new(scratch: &Path) -> Compiler {
        let sorter = |memory| Sorter::new(scratch.to_path_buf(), memory);
        let (places, names, sounds) = (sorter(MEMORY / 2), sorter(MEMORY), sorter(MEMORY / 4));
        Compiler { numbers: 0, places, names, sounds, item: Vec::new(), scratch: scratch.to_path_buf() }
    }

    /// A number for a place that [`Compiler::place`] and [`Compiler::name`] speak of from now on.
    ///
    /// # Errors
    /// More places than the layout can number.
    pub fn number(&mut self) -> Result<u32, CompileError> {
        let number = self.numbers;
        if number >= sections::MOST_PLACES {
            return Err(CompileError::TooLarge(format!("more than {} places", sections::MOST_PLACES)));
        }
        self.numbers += 1;
        Ok(number)
    }

    /// Numbers given so far.
    pub fn numbers(&self) -> u32 {
        self.numbers
    }

    /// Takes the place of a number, once.
    ///
    /// # Errors
    /// A scratch file that cannot be written.
    pub fn place(&mut self, number: u32, place: &SourcePlace) -> Result<(), CompileError> {
        self.item.clear();
        // Neighbours in the alphabet get neighbouring numbers, which the map of names stores in fewer bytes.
        self.item.extend(fold(&place.name).as_bytes());
        self.item.push(0);
        let source = sections::write_id(&place.id, &mut self.item)?;
        self.item.extend(number.to_be_bytes());
        self.item.extend(micro(place.lat).to_le_bytes());
        self.item.extend(micro(place.lon).to_le_bytes());
        self.item.extend(place.size.to_le_bytes());
        self.item.extend(place.province.unwrap_or(NO_PROVINCE).to_le_bytes());
        self.item.push(place.country.unwrap_or(NO_COUNTRY));
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        self.item.push(
            place.kind as u8
                | source << SOURCE_SHIFT
                | flag(place.coarse, COARSE)
                | flag(place.capital == Capital::OfState, CAPITAL)
                | flag(place.prominence == Prominence::Minor, MINOR),
        );
        self.item.extend(place.name.as_bytes());
        Ok(self.places.push(&self.item)?)
    }

    /// Takes a folded name of the place of a number; an empty one is none.
    ///
    /// # Errors
    /// A scratch file that cannot be written.
    pub fn name(&mut self, number: u32, folded: &str, kind: NameKind) -> Result<(), CompileError> {
        Ok(push_name(&mut self.names, &mut self.item, number, folded, kind)?)
    }

    /// Takes the sounds of a folded name as it is romanised in the country (alpha-2 code), so that other romanisations meet the place;
    /// for many countries there are none.
    ///
    /// # Errors
    /// A scratch file that cannot be written.
    pub fn sound(&mut self, number: u32, iso2: &str, folded: &str, kind: NameKind) -> Result<(), CompileError> {
        for sound in sounds_in(iso2, folded) {
            push_name(&mut self.sounds, &mut self.item, number, &sound, kind)?;
        }
        Ok(())
    }

    /// Writes the index. Names of numbers without a place are an error of the caller and are left out.
    ///
    /// # Errors
    /// A table too large for the layout, a failing disk, or the end asked for by `watch`.
    pub fn finish(self, areas: &Areas, out: &mut impl Write, watch: &mut Watch<'_>) -> Result<(), CompileError> {
        sections::write(self, areas, out, watch)
    }
}

fn push_name(sorter: &mut Sorter, item: &mut Vec<u8>, number: u32, key: &str, kind: NameKind) -> io::Result<()> {
    if key.is_empty() {
        return Ok(());
    }
    item.clear();
    item.extend(key.as_bytes());
    item.push(0);
    item.extend(number.to_be_bytes());
    item.push(kind as u8);
    sorter.push(item)
}

fn micro(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}
