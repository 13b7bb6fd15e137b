//! Holds what a list is narrowed down to.

use tacitus_ledger::{DateBasis, Filter};
use tacitus_record::{Day, Kind};

/// Credibility 1 to 6 in NATO's own words (AJP-2.1), as facets name it.
pub const CREDIBILITY_WORDS: [&str; 6] =
    ["confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable", "truth cannot be judged"];

/// Conditions, all of which must hold for one claim at once; the default holds everything. The plain ones mean what they mean in
/// [`Filter`]; countries, credibility and what is excluded are facets of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    /// One of these kinds; empty for any.
    pub kinds: Vec<Kind>,
    /// One of these PLOVER types, upper case; empty for any.
    pub types: Vec<String>,
    /// One of these country codes; empty for any.
    pub countries: Vec<String>,
    /// One of these credibilities, 1 to 6; empty for any.
    pub credibility: Vec<u8>,
    /// Part of an actor's name, or a code or the start of one.
    pub actor: Option<String>,
    /// Part of a place's name or region, a gazetteer id, a country code.
    pub place: Option<String>,
    /// Not before this day.
    pub since: Option<Day>,
    /// Not after this day.
    pub until: Option<Day>,
    /// Which clock those mean.
    pub date_basis: DateBasis,
    /// At least so many origins.
    pub min_origins: u32,
    /// Only what another claim contradicts or denies.
    pub disputed: bool,
    /// Words of the claim.
    pub text: Option<String>,
    /// What must not be.
    pub without: Excluded,
}

/// Values of facets that are excluded. An incident is left out if any claim of it that fits the rest has one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excluded {
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// PLOVER types, upper case.
    pub types: Vec<String>,
    /// Country codes.
    pub countries: Vec<String>,
    /// Credibilities, 1 to 6.
    pub credibility: Vec<u8>,
}

impl Default for Narrowing {
    fn default() -> Narrowing {
        let Filter { date_basis, .. } = Filter::default();
        Narrowing {
            kinds: Vec::new(),
            types: Vec::new(),
            countries: Vec::new(),
            credibility: Vec::new(),
            actor: None,
            place: None,
            since: None,
            until: None,
            date_basis,
            min_origins: 0,
            disputed: false,
            text: None,
            without: Excluded::default(),
        }
    }
}
