//! What sort of place a record is, and how much a name by itself speaks for it.

/// The sort of a gazetteer record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A state or dependent territory with an ISO 3166-1 code.
    Country,
    /// First-level administrative region.
    Province,
    /// Second-level administrative region.
    District,
    /// A city, town, village or quarter.
    Settlement,
    /// An area beside administrative borders: a historic region, a sea, a river, a mountain range, an island, a continent.
    Region,
    /// A point that is not a settlement: an airbase, a port, a dam, a power station, a crossing.
    Site,
}

/// How a name belongs to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The record's own name.
    Main,
    /// Another spelling, an older name, a name in another language.
    Alternate,
    /// A province's name without its generic word: "Kursk" for Kursk Oblast. The city is meant far more often.
    Stem,
    /// A romanisation of the Cyrillic name that no source lists.
    Romanised,
    /// A name that only sounds like it: another romanisation.
    Sound,
    /// A name that differs from it by one letter.
    Misspelt,
    /// A word for a country's people or things, where no place has that name: "Russian".
    Demonym,
}

impl PlaceKind {
    pub(crate) const ALL: [PlaceKind; 6] =
        [PlaceKind::Country, PlaceKind::Province, PlaceKind::District, PlaceKind::Settlement, PlaceKind::Region, PlaceKind::Site];

    /// The word shown to a reader.
    pub fn word(self) -> &'static str {
        match self {
            PlaceKind::Country => "country",
            PlaceKind::Province => "province",
            PlaceKind::District => "district",
            PlaceKind::Settlement => "settlement",
            PlaceKind::Region => "region",
            PlaceKind::Site => "site",
        }
    }
}

/// Whether news would name a place at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prominence {
    /// From the user's own table: the user knows better than any prior.
    OfUser,
    /// A settlement, a country or a region, or a place picked for our tables.
    Usual,
    /// One of the millions of hills, streams and sites of a mass source, which must not outdo a town of its name.
    Minor,
}

impl NameKind {
    /// The words shown to a reader.
    pub fn words(self) -> &'static str {
        match self {
            NameKind::Main => "its name",
            NameKind::Alternate => "another name",
            NameKind::Stem => "short for it",
            NameKind::Romanised => "romanised",
            NameKind::Sound => "sounds like it",
            NameKind::Misspelt => "one letter apart",
            NameKind::Demonym => "word for what is of it",
        }
    }

    /// The kinds an index entry may have, by number.
    pub(crate) const STORED: [NameKind; 4] = [NameKind::Main, NameKind::Alternate, NameKind::Stem, NameKind::Romanised];
}

/// Prior of the user's own places: above any of ours.
const OF_USER: f64 = 20.0;
/// Prior of hills, streams and sites of a mass source: between a hamlet of unknown size and a village.
const MINOR: f64 = 1.2;

/// How much a name alone speaks for a record, before any context: decimal orders of magnitude of population for settlements,
/// and the orders at which news writing uses the other kinds. `size` is inhabitants, or kilometres of radius for a region.
pub fn prior(kind: PlaceKind, name: NameKind, size: u32, capital: Capital, prominence: Prominence) -> f64 {
    let magnitude = (f64::from(size) + 10.0).log10();
    let own = match kind {
        _ if prominence == Prominence::OfUser => OF_USER,
        PlaceKind::Region | PlaceKind::Site if prominence == Prominence::Minor => MINOR,
        PlaceKind::Country => 8.0 + magnitude / 10.0,
        PlaceKind::Province => 4.0 + magnitude / 4.0,
        PlaceKind::District => 2.0 + magnitude / 4.0,
        PlaceKind::Settlement => magnitude,
        PlaceKind::Region => 6.0 + magnitude / 4.0,
        PlaceKind::Site => 4.5,
    };
    let by_name = match (name, kind) {
        (NameKind::Main, _) => 0.0,
        (NameKind::Alternate, PlaceKind::Settlement) => -0.7,
        (NameKind::Alternate, _) => -0.2,
        (NameKind::Stem, _) => -1.0,
        (NameKind::Romanised, _) => -1.0,
        (NameKind::Sound, _) => -1.5,
        (NameKind::Misspelt, _) => -2.0,
        (NameKind::Demonym, _) => 0.0,
    };
    let by_seat = if capital == Capital::OfState { 1.0 } else { 0.0 };
    own + by_name + by_seat
}

/// Whether a settlement is a state's capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capital {
    /// The capital of its country.
    OfState,
    /// Any other place.
    No,
}
