//! What linking adds: origins, supports, incidents, links between claims.

use crate::{Span, named_enum};

named_enum! {
    /// How an article stands to the root of its origin.
    pub enum CopyKind {
        /// The root itself.
        Original = "original",
        /// Same text through an agency.
        Syndicated = "syndicated",
        /// Same text, elsewhere.
        Republished = "republished",
        /// A shortened text.
        Abridged = "abridged",
        /// The whole text with more behind or between.
        Extended = "extended",
        /// A text of which a part is the root's, the rest from elsewhere.
        Partial = "partly-derived",
        /// Reworded by man or machine.
        Paraphrase = "paraphrase",
        /// Through another language.
        Translation = "translation",
    }
}

/// One article of an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginMember {
    /// Article id.
    pub article: String,
    /// How it stands to the root.
    pub kind: CopyKind,
    /// Share of its text that the root holds, 0 to 1; 1 for the root.
    pub measure: f64,
    /// What the judgement rests on, in words.
    pub reason: String,
    /// Its passages that the root holds too.
    pub shared_spans: Vec<Span>,
}

/// Texts that descend from one text: together they count once.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// `o-` and the hash of the root's article id.
    pub id: String,
    /// The article taken for the root.
    pub root: String,
    /// All articles, root included, sorted by id.
    pub members: Vec<OriginMember>,
}

named_enum! {
    /// Admiralty reliability of a source. F until a user's profile sets it.
    pub enum Reliability {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Cannot be judged.
        F = "F",
    }
}

/// Admiralty credibility, 1 (confirmed) to 6 (cannot be judged), with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// 1 to 6.
    pub credibility: u8,
    /// Source's reliability.
    pub reliability: Reliability,
    /// Why, in words.
    pub reason: String,
}

named_enum! {
    /// How two claims stand to each other.
    pub enum LinkType {
        /// Both cannot be right.
        Contradicts = "contradicts",
        /// A later figure: from the same speaker, or of a toll that is told to have grown.
        Updates = "updates",
        /// The definitions differ.
        Differs = "differs",
        /// One denies the other.
        Denies = "denies",
        /// A takes back B.
        Retracts = "retracts",
        /// Deed A carries out threat B, or what B announced.
        Fulfils = "fulfils",
        /// A says that threat B was not carried out.
        NotCarriedOut = "not_carried_out",
    }
}

/// A judgement about two claims.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Claim id.
    pub a: String,
    /// Claim id.
    pub b: String,
    /// How a stands to b.
    pub link_type: LinkType,
    /// Slot that differs (`quantity`, `actor`, `polarity` …).
    pub slot: String,
    /// Why, in words.
    pub reason: String,
}

/// Claims judged to be about one happening. A view: recomputable, it never overwrites claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// `i-` and the hash of its smallest claim id.
    pub id: String,
    /// Claim ids, sorted.
    pub claims: Vec<String>,
    /// Articles that carry it.
    pub articles: u32,
    /// Texts not copied from each other.
    pub origins: u32,
    /// People or bodies who said it.
    pub informants: u32,
    /// Slots on which its claims disagree, sorted.
    pub disagreements: Vec<String>,
}

named_enum! {
    /// What an entry of the log does.
    pub enum EntryKind {
        /// Something was stored.
        Recorded = "recorded",
        /// Things were joined.
        Linked = "linked",
        /// A join was undone.
        Unlinked = "unlinked",
        /// Something was taken back.
        Retracted = "retracted",
        /// A person changed something.
        Corrected = "corrected",
    }
}
