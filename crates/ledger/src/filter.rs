//! Holds what a query asks for.

use tacitus_record::{Day, Kind, Scope, named_enum};

named_enum! {
    /// Which of the three clocks `since` and `until` mean.
    pub enum DateBasis {
        /// When it is said to have happened.
        Event = "event",
        /// When it was published.
        Reported = "reported",
        /// When the ledger knew.
        Known = "known",
    }
}

/// Conditions on claims, all of which must hold; the default matches everything. Articles, incidents, actors and places match
/// where one of their claims does. For `as_of` see [`crate::Ledger::as_of`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// One of these kinds; empty for any.
    pub kinds: Vec<Kind>,
    /// One of these PLOVER types (any case); empty for any.
    pub plover_types: Vec<String>,
    /// Part of an actor's, target's or speaker's name or words (any case), or its code or the start of it (`RUS`, `RUS.MIL`).
    pub actor: Option<String>,
    /// Part of a place's name, words or region (any case), a gazetteer id, or an ISO 3166-1 alpha-3 country code.
    pub place: Option<String>,
    /// Not before this day.
    pub since: Option<Day>,
    /// Not after this day.
    pub until: Option<Day>,
    /// Which clock those two mean. Claims without a date on that clock do not match once either is set.
    pub date_basis: DateBasis,
    /// At least so many origins.
    pub min_origins: u32,
    /// Only what another claim contradicts or denies.
    pub disputed: bool,
    /// Only claims made in this article.
    pub article: Option<String>,
    /// Only claims of this incident.
    pub incident: Option<String>,
    /// Only articles in (or out of) scope.
    pub scope: Option<Scope>,
    /// Words that must occur in the claim's words or its sentence (full text, any input is safe): phrases in quotation marks, `OR`, `NOT` or a
    /// minus before what must not occur, a star behind the start of a word.
    pub text: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Filter {
            kinds: Vec::new(),
            plover_types: Vec::new(),
            actor: None,
            place: None,
            since: None,
            until: None,
            date_basis: DateBasis::Event,
            min_origins: 0,
            disputed: false,
            article: None,
            incident: None,
            scope: None,
            text: None,
        }
    }
}
