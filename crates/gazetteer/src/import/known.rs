//! Holds the places that imported rows may be: those of the index that is imported over, and of Who's On First.
//!
//! A row that is such a place gives it its names; a row that is none becomes a place of its own.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use crate::compile::{Areas, CompileError, Compiler, PlaceId, SourcePlace, SourceProvince, areas_of, place_of};
use crate::gazetteer::Gazetteer;
use crate::geodesy::distance_km;
use crate::naming::stem;
use crate::place_kind::{NameKind, PlaceKind};

/// Settlements of one name this close are one place, kilometres.
const SAME_PLACE_KM: f64 = 6.0;
/// Cells per degree of the grid in which settlements are looked for; a cell is wider than [`SAME_PLACE_KM`] up to 57 degrees from
/// the equator, and beyond that its neighbours still hold most of the circle.
const CELLS: f64 = 10.0;

/// What decides how names belong to a place.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub kind: PlaceKind,
    pub country: Option<u8>,
}

/// Where names and places go, with the tables they refer to.
pub(super) struct Known {
    pub compiler: Compiler,
    pub areas: Areas,
    by_whos_on_first: FxHashMap<u32, u32>,
    user_ids: FxHashSet<String>,
    /// Places by number, held back until the end since rows may still change them.
    places: Vec<SourcePlace>,
    /// Number of a place by its GeoNames id, those of new places included.
    by_geonames: FxHashMap<u32, u32>,
    /// What decides about names of the places that are not held, in the order of their numbers.
    passed: Vec<About>,
    /// Ids of the GeoNames rows of this import that are held places; those of others are in `by_geonames`.
    geonames_rows: FxHashSet<u32>,
    /// Ids of the rows of Who's On First of this import.
    whos_on_first_rows: FxHashSet<u32>,
    /// Names of held places, as number and hash of the folded name.
    names: FxHashSet<(u32, u64)>,
    /// Held settlements by country and cell.
    grid: FxHashMap<(u8, i32, i32), Vec<u32>>,
    /// Names of countries, which their settlements may not have as another name.
    country_names: FxHashSet<(u8, u64)>,
    country_of_code: FxHashMap<String, u8>,
    province_of_code: FxHashMap<String, u16>,
}

impl Known {
    /// Everything that the gazetteer has, to be imported over.
    pub(super) fn of(base: &Gazetteer, compiler: Compiler) -> Result<Known, CompileError> {
        let mut known = Known {
            compiler,
            areas: areas_of(base),
            places: Vec::new(),
            by_geonames: FxHashMap::default(),
            by_whos_on_first: FxHashMap::default(),
            user_ids: FxHashSet::default(),
            passed: Vec::new(),
            geonames_rows: FxHashSet::default(),
            whos_on_first_rows: FxHashSet::default(),
            names: FxHashSet::default(),
            grid: FxHashMap::default(),
            country_names: FxHashSet::default(),
            country_of_code: FxHashMap::default(),
            province_of_code: FxHashMap::default(),
        };
        for (country, number) in known.areas.countries.iter().zip(0u8..) {
            known.country_of_code.insert(country.iso2.clone(), number);
            known.country_of_code.insert(country.iso3.clone(), number);
        }
        for (province, number) in known.areas.provinces.iter().zip(0u16..) {
            known.province_of_code.insert(province.code.clone(), number);
        }
        for place in 0..base.index.counts().places as u32 {
            known.hold(place_of(base, place))?;
        }
        base.index.each_name(|folded, entries| entries.iter().try_for_each(|entry| known.name(entry.place, folded, entry.name)))?;
        Ok(known)
    }

    /// The number of the country with an ISO 3166-1 code.
    pub(super) fn country(&self, code: &str) -> Option<u8> {
        self.country_of_code.get(code).copied()
    }

    /// The number of the first-level region with a GeoNames code ("UA", "21"); a new one where the code is not known yet.
    pub(super) fn province(&mut self, country: u8, admin1: &str) -> Option<u16> {
        if admin1.is_empty() || admin1 == "00" {
            return None;
        }
        let iso2 = &self.areas.countries.get(usize::from(country))?.iso2;
        let code = format!("{iso2}.{admin1}");
        if let Some(number) = self.province_of_code.get(&code) {
            return Some(*number);
        }
        let number = u16::try_from(self.areas.provinces.len()).ok().filter(|n| *n != crate::layout::NO_PROVINCE)?;
        if code.len() > crate::layout::LONGEST_STRING {
            return None;
        }
        self.areas.provinces.push(SourceProvince { name: String::new(), code: code.clone(), country });
        self.province_of_code.insert(code, number);
        Some(number)
    }

    /// Names a first-level region that has no name yet; gives the name that it goes by.
    pub(super) fn province_name(&mut self, number: u16, name: &str) -> String {
        let Some(province) = self.areas.provinces.get_mut(usize::from(number)) else { return name.to_string() };
        if province.name.is_empty() {
            province.name = name.to_string();
        }
        province.name.clone()
    }

    /// The place with a GeoNames id, new places included.
    pub(super) fn with_geonames_id(&self, id: u32) -> Option<u32> {
        self.by_geonames.get(&id).copied()
    }

    /// The place with a Who's On First id.
    pub(super) fn with_whos_on_first_id(&self, id: u32) -> Option<u32> {
        self.by_whos_on_first.get(&id).copied()
    }

    /// Whether a place of the user's has this id already.
    pub(super) fn has_user_id(&self, id: &str) -> bool {
        self.user_ids.contains(id)
    }

    /// A place that is held; `None` for one that was passed on.
    pub(super) fn held(&mut self, number: u32) -> Option<&mut SourcePlace> {
        self.places.get_mut(number as usize)
    }

    /// Remembers a GeoNames row that is this place; false where an earlier row had its id.
    pub(super) fn is_first_of_geonames(&mut self, id: u32, number: u32) -> bool {
        (number as usize) < self.places.len() && self.geonames_rows.insert(id)
    }

    /// Remembers a row of Who's On First; false where an earlier one had its id.
    pub(super) fn is_first_of_whos_on_first(&mut self, id: u32) -> bool {
        self.whos_on_first_rows.insert(id)
    }

    /// Says that a GeoNames id means this place too.
    pub(super) fn also_geonames(&mut self, id: u32, number: u32) {
        self.by_geonames.entry(id).or_insert(number);
    }

    /// Takes a new place and compiles it at once: one of millions that no later row is looked up in but by its id.
    pub(super) fn pass_on(&mut self, place: &SourcePlace) -> Result<u32, CompileError> {
        let number = self.compiler.number()?;
        if let PlaceId::GeoNames(id) = place.id {
            self.by_geonames.insert(id, number);
        }
        self.compiler.place(number, place)?;
        self.passed.push(About { kind: place.kind, country: place.country });
        Ok(number)
    }

    /// What decides how names belong to a place.
    pub(super) fn about(&self, number: u32) -> About {
        let number = number as usize;
        match self.places.get(number) {
            Some(place) => About { kind: place.kind, country: place.country },
            None => self.passed.get(number - self.places.len()).copied().unwrap_or(About { kind: PlaceKind::Settlement, country: None }),
        }
    }

    /// Takes a new place and holds it, so that later rows may meet it by name. Once one was passed on, none is held any more.
    pub(super) fn hold(&mut self, place: SourcePlace) -> Result<u32, CompileError> {
        if self.compiler.numbers() as usize != self.places.len() {
            return self.pass_on(&place);
        }
        let number = self.compiler.number()?;
        match &place.id {
            PlaceId::GeoNames(id) => drop(self.by_geonames.insert(*id, number)),
            PlaceId::WhosOnFirst(id) => drop(self.by_whos_on_first.insert(*id, number)),
            PlaceId::User(id) => drop(self.user_ids.insert(id.clone())),
            PlaceId::Tacitus(_) => {}
        }
        if let (PlaceKind::Settlement, Some(country)) = (place.kind, place.country) {
            let (row, column) = cell((place.lat, place.lon));
            self.grid.entry((country, row, column)).or_default().push(number);
        }
        self.places.push(place);
        Ok(number)
    }

    /// The held settlement close by that bears one of the names and that `fits`.
    pub(super) fn same(&self, country: Option<u8>, at: (f64, f64), folded: &[String], fits: impl Fn(&SourcePlace) -> bool) -> Option<u32> {
        let (row, column) = cell(at);
        let around = (row - 1..=row + 1).flat_map(|r| (column - 1..=column + 1).map(move |c| (r, c)));
        let mut near = around.filter_map(|(r, c)| self.grid.get(&(country?, r, c))).flatten().copied();
        near.find(|number| {
            let place = &self.places[*number as usize];
            distance_km((place.lat, place.lon), at) <= SAME_PLACE_KM
                && fits(place)
                && folded.iter().any(|name| self.names.contains(&(*number, hash(name))))
        })
    }

    /// The first-level region of a country that is called so, generic words aside.
    pub(super) fn province_called(&self, country: u8, stems: &[String]) -> Option<u16> {
        let is = |p: &SourceProvince| {
            let own = stem(&p.name);
            p.country == country && !own.is_empty() && stems.contains(&own)
        };
        self.areas.provinces.iter().position(is).and_then(|number| u16::try_from(number).ok())
    }

    /// Gives a folded name to a place. A name that a held place has already stays what it is.
    pub(super) fn name(&mut self, number: u32, folded: &str, kind: NameKind) -> Result<(), CompileError> {
        let About { kind: of, country } = self.about(number);
        if (number as usize) < self.places.len() {
            let hash = hash(folded);
            if !self.names.insert((number, hash)) {
                return Ok(());
            }
            if let (PlaceKind::Country, Some(country)) = (of, country) {
                self.country_names.insert((country, hash));
            }
        }
        self.compiler.name(number, folded, kind)?;
        if let Some(country) = country.and_then(|country| self.areas.countries.get(usize::from(country)))
            && of != PlaceKind::Country
        {
            self.compiler.sound(number, &country.iso2, folded, kind)?;
        }
        Ok(())
    }

    /// Whether a folded name is that of the country itself: "Mexico" is not Mexico City.
    pub(super) fn is_country_name(&self, country: Option<u8>, folded: &str) -> bool {
        country.is_some_and(|country| self.country_names.contains(&(country, hash(folded))))
    }

    /// Everything taken, ready to be written.
    pub(super) fn compiled(mut self) -> Result<(Compiler, Areas), CompileError> {
        for (place, number) in self.places.iter().zip(0..) {
            self.compiler.place(number, place)?;
        }
        Ok((self.compiler, self.areas))
    }
}

fn cell(at: (f64, f64)) -> (i32, i32) {
    ((at.0 * CELLS).floor() as i32, (at.1 * CELLS).floor() as i32)
}

fn hash(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    folded.hash(&mut hasher);
    hasher.finish()
}
