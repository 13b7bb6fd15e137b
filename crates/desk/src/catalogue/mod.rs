//! Keeps the outlines of one revision at hand, in columns of numbers, so that lists, facets and counts need no pass over the ledger.
//!
//! Made once for each revision by one pass over narrow columns, then shared by all requests. Words, sentences and reasons are not here:
//! a page asks the ledger for the few rows that it shows. What a filter matches is what [`tacitus_ledger::Filter`] says; a test compares.

mod build;
mod narrowing;
mod operators;
mod select;

use std::sync::{Arc, Mutex, OnceLock};

use tacitus_ledger::{Ledger, Result};
use tacitus_record::{Day, Kind, LinkType, Place};

pub use narrowing::{CREDIBILITY_WORDS, Excluded, Narrowing};
pub use operators::apart;
pub use select::Selection;

/// An id without its letter: 16 hex digits.
pub type Number = u64;

/// No day, as a number: sorts before all days.
const NO_DAY: i32 = i32::MIN;

/// Index that names nothing.
const NOTHING: u32 = u32::MAX;

/// The outlines of one revision.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Revision that claims and incidents were made from.
    pub revision: u64,
    /// Articles, latest published first, undated last.
    pub articles: Vec<ArticleEntry>,
    /// Names of outlets.
    pub outlets: Vec<String>,
    /// Origins: texts that are not copies of each other.
    pub origins: u32,
    /// How claims differ, those with most origins first.
    pub differences: Vec<Difference>,
    /// Incidents, latest first, undated last.
    pub incidents: Vec<IncidentEntry>,
    /// Incidents by id: number and index.
    incident_ids: Vec<(Number, u32)>,
    /// People and bodies in the claims, by key.
    pub actors: Vec<ActorEntry>,
    /// Places as the claims have them.
    pub places: Vec<PlaceEntry>,
    /// Claims in the order of their incidents, so that a list passes over them as they lie; those of none last.
    claims: Vec<ClaimEntry>,
    /// Indices into `claims`, in order of ids.
    by_id: Vec<u32>,
    /// Rows of the ledger's table with their indices into `claims`, in order.
    by_row: Vec<(i64, u32)>,
    /// PLOVER types and countries, by their index.
    types: Vec<String>,
    countries: Vec<String>,
    /// Who has which part in which claim, by actor, then in the order of `claims`.
    parts: Vec<PartEntry>,
    /// What claims call their actors, lower case, each with its country behind.
    callings: Vec<(String, Option<String>)>,
    /// The places in full, read when first asked for.
    located: OnceLock<Vec<Option<Place>>>,
    /// Selections asked for last, the latest at the end.
    selections: Mutex<Vec<(Narrowing, Arc<Selection>)>>,
}

tacitus_record::named_enum! {
    /// How far a difference between two claims has come. Nothing is ever resolved to one value.
    pub enum DifferenceState {
        /// Reported lately: more reporting may explain it.
        Open = "open",
        /// A fortnight of later reporting has not explained it.
        Standing = "standing",
        /// An update, another definition, or something taken back.
        Explained = "explained",
    }
}

/// Days of later articles after which a contradiction that nothing explains is standing.
pub const STANDING_AFTER: i32 = 14;

/// How two claims differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// One claim.
    pub a: Number,
    /// The other.
    pub b: Number,
    /// How the first stands to the second.
    pub link_type: LinkType,
    /// Slot that differs.
    pub slot: String,
    /// How far it has come.
    pub state: DifferenceState,
    /// Last day on which either was published.
    pub reported: Option<Day>,
    /// Origins behind both together.
    pub origins: u32,
}

/// What somebody does in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Acts.
    Actor,
    /// Is acted upon.
    Target,
    /// Says so.
    Speaker,
}

/// One article.
#[derive(Clone, Copy, Debug)]
pub struct ArticleEntry {
    /// Id.
    pub id: Number,
    /// Index into `outlets`; none where unknown.
    pub outlet: Option<u32>,
    /// Publication day.
    pub published: Option<Day>,
    /// Whether it is taken for the root of its origin.
    pub is_original: bool,
    /// Whether it lies in the project's scope.
    pub is_in_scope: bool,
}

/// One incident.
#[derive(Clone, Copy, Debug)]
pub struct IncidentEntry {
    /// Id.
    pub id: Number,
    /// Day it is sorted by: the start of the narrowest time among its claims, else the end.
    pub day: Option<Day>,
    /// Last day of that time.
    pub until: Option<Day>,
    /// Origins.
    pub origins: u32,
    /// Whether its claims disagree.
    pub is_disputed: bool,
    /// Index into `places`: of its claims' places the one most of them name.
    pub place: Option<u32>,
    /// Its claims: a range of `claims`.
    first: u32,
    count: u32,
}

/// One actor.
#[derive(Clone, Debug)]
pub struct ActorEntry {
    /// Code, else normalised words.
    pub key: String,
    /// Name to show.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Claims in which it acts, is acted upon, speaks.
    pub parts: [u32; 3],
}

impl ActorEntry {
    /// Claims in which it has any part.
    pub fn claims(&self) -> u32 {
        self.parts.iter().sum()
    }
}

/// One place, as the claims name it.
#[derive(Clone, Debug)]
pub struct PlaceEntry {
    /// Name, words, region and id, lower case, with bars between.
    pub words: String,
    /// Country code.
    pub country: Option<String>,
    /// A claim that names it.
    pub example: Number,
    /// Claims.
    pub claims: u32,
}

#[derive(Clone, Copy, Debug)]
struct ClaimEntry {
    id: Number,
    incident: u32,
    kind: Kind,
    plover_type: u32,
    country: u32,
    place: u32,
    time: (i32, i32),
    reported: (i32, i32),
    known: i32,
    origins: u32,
    credibility: u8,
    is_disputed: bool,
}

#[derive(Clone, Copy, Debug)]
struct PartEntry {
    actor: u32,
    claim: u32,
    part: Part,
    calling: u32,
}

impl ClaimEntry {
    /// Days that the time is wide; the widest where an end is open.
    fn width(&self) -> i64 {
        if self.time.0 == NO_DAY || self.time.1 == NO_DAY { i64::MAX } else { i64::from(self.time.1) - i64::from(self.time.0) }
    }
}

impl Catalogue {
    /// How many claims there are.
    pub fn claim_count(&self) -> usize {
        self.claims.len()
    }

    /// Claims by kind, in the order of the vocabulary; kinds without claims are left out.
    pub fn claims_by_kind(&self) -> Vec<(Kind, u32)> {
        let mut counts = vec![0; Kind::ALL.len()];
        for claim in &self.claims {
            counts[claim.kind as usize] += 1;
        }
        Kind::ALL.iter().copied().zip(counts).filter(|(_, n)| *n > 0).collect()
    }

    /// The incident that a claim belongs to.
    pub fn incident_of(&self, claim: &str) -> Option<&IncidentEntry> {
        self.incidents.get(self.claim(number(claim)?)?.incident as usize)
    }

    /// Contradictions and denials.
    pub fn contradictions(&self) -> usize {
        self.differences.iter().filter(|d| d.state != DifferenceState::Explained).count()
    }

    /// Credibility, whether others differ, and origins of a claim.
    pub fn standing(&self, claim: &str) -> Option<(u8, bool, u32)> {
        let claim = self.claim(number(claim)?)?;
        Some((claim.credibility, claim.is_disputed, claim.origins))
    }

    /// Latest publication day.
    pub fn newest_article(&self) -> Option<Day> {
        self.articles.first().and_then(|a| a.published)
    }

    /// The incident with that id.
    pub fn incident(&self, id: &str) -> Option<&IncidentEntry> {
        let number = number(id)?;
        let at = self.incident_ids.binary_search_by_key(&number, |(id, _)| *id).ok()?;
        self.incidents.get(self.incident_ids[at].1 as usize)
    }

    fn claim(&self, id: Number) -> Option<&ClaimEntry> {
        let at = self.by_id.binary_search_by_key(&id, |at| self.claims[*at as usize].id).ok()?;
        Some(&self.claims[self.by_id[at] as usize])
    }

    /// Ids of the claims in which the actor has that part, or any; those of the latest incidents first.
    pub fn claims_of_actor(&self, actor: usize, part: Option<Part>) -> Vec<Number> {
        let own = self.parts_of(actor).filter(|p| part.is_none_or(|part| p.part == part));
        let mut claims: Vec<Number> = own.map(|p| self.claims[p.claim as usize].id).collect();
        claims.dedup();
        claims
    }

    fn parts_of(&self, actor: usize) -> impl Iterator<Item = &PartEntry> {
        let from = self.parts.partition_point(|p| (p.actor as usize) < actor);
        self.parts[from..].iter().take_while(move |p| p.actor as usize == actor)
    }

    /// Each of `places` in full, as its example has it; read once, since a map of them all would ask for each.
    pub fn located(&self, ledger: &Ledger) -> Result<&[Option<Place>]> {
        if let Some(located) = self.located.get() {
            return Ok(located);
        }
        let located = self.places.iter().map(|p| ledger.place_of(&id('c', p.example))).collect::<Result<_>>()?;
        Ok(self.located.get_or_init(|| located))
    }

    /// Makes beforehand what the first pages ask for.
    pub fn warm(&self, ledger: &Ledger) -> Result<()> {
        self.select(&Narrowing::default(), ledger)?;
        self.located(ledger).map(drop)
    }

    /// Index of the actor with that key.
    pub fn actor(&self, key: &str) -> Option<usize> {
        self.actors.binary_search_by(|a| a.key.as_str().cmp(key)).ok()
    }

    fn claims_in(&self, incident: &IncidentEntry) -> impl Iterator<Item = (u32, &ClaimEntry)> {
        let range = incident.first as usize..(incident.first + incident.count) as usize;
        (incident.first..).zip(&self.claims[range])
    }
}

/// The number in an id of the ledger (`c-`, `i-`, `a-`, `o-` and 16 hex digits); `None` for anything else.
pub fn number(id: &str) -> Option<Number> {
    let digits = id.get(2..).filter(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))?;
    Number::from_str_radix(digits, 16).ok()
}

/// The id with that letter and number.
pub fn id(letter: char, number: Number) -> String {
    format!("{letter}-{number:016x}")
}
