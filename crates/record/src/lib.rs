//! Holds the nouns of Tacitus and their invariants.
//!
//! Guarantees: no I/O, no clock, no serialisation. The JSON face of these types is `tacitus-ledger`'s `wire` module.
//! The meaning of each noun is in ARCHITECTURE.md, "The record".

mod actor;
mod article;
mod claim;
mod day;
mod ground;
mod identity;
mod linked;
mod moment;
mod named;
mod place;
mod quantity;
mod span;

pub use actor::{Actor, Style, Voice, VoiceType};
pub use article::{Article, Block, BlockKind, DateEvidence, DeclaredFrom, PublishedDate, Scope};
pub use claim::{
    Aux, Band, Claim, EventCode, Factuality, Kind, Likelihood, Mention, Modality, Note, Polarity, Reading, Suspect, SuspectBasis,
    SuspectSeverity, Threat, ThreatStatus, Wording,
};
pub use day::{Day, NoSuchDay};
pub use ground::{Ground, Grounded, SCENE};
pub use identity::{article_id, claim_id, fingerprint, incident_id, is_vague, normal, origin_id, push_lower, undated_claim_key};
pub use linked::{CopyKind, EntryKind, Grade, Incident, Link, LinkType, Origin, OriginMember, Reliability};
pub use moment::{Grain, Moment, TimeRole};
pub use named::UnknownName;
pub use place::{Candidate, Place, PlacePrecision, Toponym, ToponymUse};
pub use quantity::{Bound, Quantity};
pub use span::{CodePoints, Span};
