//! Holds what the ledger takes in and what its queries give back.

use std::collections::BTreeMap;

use serde_json::Value;
use tacitus_record::{Article, Claim, CopyKind, Day, EntryKind, Grade, Incident, Link, Moment, Origin, Place, Reading, Scope, Span};

use crate::corrections::{Act, Corrected, CorrectionRow};

/// One article with its reading, ready to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadArticle {
    /// The article.
    pub article: Article,
    /// What reading it gave.
    pub reading: Reading,
    /// Whether it lies in the project's scope.
    pub scope: Scope,
    /// Names the whole reader (weights hash, ontology and lexicon version). Another reader's reading replaces the old one.
    pub reader: String,
}

/// What one call of [`crate::Ledger::record`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Revision that the batch got; the last one where nothing was new.
    pub revision: u64,
    /// Articles the ledger did not have.
    pub new_articles: u32,
    /// Articles it had, in this capture and by this reader: nothing was added.
    pub known_articles: u32,
    /// Articles it had by another reader or in another capture: read anew.
    pub reread_articles: u32,
    /// Claims (by id) of the batch that no article had made before.
    pub new_claims: u32,
    /// Mentions stored.
    pub mentions: u32,
    /// Notes stored, by code.
    pub notes: BTreeMap<String, u32>,
}

/// What one call of [`crate::Ledger::relink`] came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relinked {
    /// Revision of the differences; the last one where there were none.
    pub revision: u64,
    /// Origins now.
    pub origins: u32,
    /// Incidents now.
    pub incidents: u32,
    /// Links between claims now.
    pub links: u32,
    /// Entries written: what is different from before.
    pub entries: u32,
}

/// One mention of a claim: the words in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Article id.
    pub article: String,
    /// Outlet of the article.
    pub outlet: Option<String>,
    /// Publication day of the article.
    pub published: Option<Day>,
    /// Sentence number in the article, from 0.
    pub sentence: u32,
    /// The words' bytes in the article's body.
    pub span: Span,
    /// First code point of the words.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub exact: String,
    /// The article of the origin by whose day the time of this mention was read: the mention's own article is a copy, published later.
    pub dated_by: Option<String>,
}

/// One claim with everything the ledger knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// `c-` and 16 hex digits.
    pub id: String,
    /// The claim as read in `evidence[0]`; all its spans point into that article's body.
    pub claim: Claim,
    /// Its JSON as read (`wire::v1`), spans in code points of `evidence[0]`'s article.
    pub json: Value,
    /// Every mention; the earliest published article first.
    pub evidence: Vec<Evidence>,
    /// Best grade over its supports.
    pub grade: Grade,
    /// Articles that say so, by this claim or by one that agrees with it on every core slot.
    pub articles: u32,
    /// Texts not copied from each other among them.
    pub origins: u32,
    /// People or bodies who said it.
    pub informants: u32,
    /// Incident it belongs to, for claims of happenings.
    pub incident: Option<String>,
    /// Contradictions and denials it takes part in.
    pub disputes: u32,
    /// Earliest known_at of its articles (RFC 3339, UTC).
    pub known_at: String,
    /// What people said of it that counts, in the order in which it applies.
    pub corrections: Vec<Corrected>,
}

impl ClaimRow {
    /// The correction by which its reading was rejected.
    pub fn rejection(&self) -> Option<&CorrectionRow> {
        self.corrections.iter().map(|c| &c.correction).find(|c| matches!(c.act, Act::Reject { .. }))
    }

    /// Whether another claim of the ledger contradicts or denies it.
    pub fn is_disputed(&self) -> bool {
        self.disputes > 0
    }

    /// Whether somebody really asserts it, rather than taking it for granted or leaving it open ("we do not know who shelled the market").
    pub fn is_asserted(&self) -> bool {
        self.claim.said_by.iter().all(|v| v.value.made)
    }
}

/// A note as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRow {
    /// Stable code.
    pub code: String,
    /// Where, if anywhere in particular.
    pub span: Option<Span>,
    /// What it means and what to do.
    pub hint: String,
}

/// One article as the ledger has it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// The article.
    pub article: Article,
    /// Whether it lies in scope.
    pub scope: Scope,
    /// Reader whose reading stands.
    pub reader: String,
    /// Sentences read.
    pub sentences: u32,
    /// Values dropped because no words ground them.
    pub ungrounded: u32,
    /// What stayed unread.
    pub notes: Vec<NoteRow>,
    /// Claims (distinct) it makes.
    pub claims: u32,
    /// Origin it belongs to.
    pub origin: Option<String>,
    /// How it stands to that origin's root.
    pub copy_kind: Option<CopyKind>,
    /// When the ledger first knew it (RFC 3339, UTC).
    pub known_at: String,
    /// Revision that recorded it.
    pub revision: u64,
}

/// One origin with the articles' outlets and dates at hand.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginRow {
    /// The origin.
    pub origin: Origin,
    /// For each member, in the same order: title, outlet, publication day.
    pub members: Vec<OriginMemberRow>,
    /// Distinct claims its articles make.
    pub claims: u32,
}

/// What a list of an origin's articles shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginMemberRow {
    /// Title.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Publication day.
    pub published: Option<Day>,
    /// The member's shared passages in code points of its body (start, end).
    pub shared: Vec<(usize, usize)>,
}

/// One incident with its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentRow {
    /// The incident.
    pub incident: Incident,
    /// The claim that stands for it: affirmed and asserted, then best grade, most origins, most fields, smallest id. Index into `claims`.
    pub headline: usize,
    /// Its claims, sorted by id.
    pub claims: Vec<ClaimRow>,
    /// Most finely located place among its claims.
    pub place: Option<Place>,
    /// Narrowest time among its claims.
    pub time: Option<Moment>,
    /// Links among its claims.
    pub links: Vec<Link>,
    /// Best credibility among its claims.
    pub credibility: u8,
    /// Earliest known_at of its claims (RFC 3339, UTC).
    pub known_at: String,
}

impl IncidentRow {
    /// The claim that stands for the incident.
    pub fn headline(&self) -> &ClaimRow {
        &self.claims[self.headline]
    }
}

/// A judgement about two claims, with both.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkRow {
    /// The judgement.
    pub link: Link,
    /// Claim a.
    pub a: ClaimRow,
    /// Claim b.
    pub b: ClaimRow,
}

/// An actor over all claims that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorRow {
    /// Code, else normalised words.
    pub key: String,
    /// Name to show.
    pub name: String,
    /// ISO 3166-1 alpha-3, or a non-state code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Claims in which it acts.
    pub as_actor: u32,
    /// Claims in which it is acted upon.
    pub as_target: u32,
    /// Claims in which it speaks.
    pub as_speaker: u32,
    /// Articles that name it so.
    pub articles: u32,
    /// Origins of those.
    pub origins: u32,
}

/// A place over all claims that match.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Gazetteer id, else normalised words.
    pub key: String,
    /// The place, as in its first claim.
    pub place: Place,
    /// Claims placed there.
    pub claims: u32,
    /// Incidents placed there.
    pub incidents: u32,
    /// Articles.
    pub articles: u32,
    /// Origins of those.
    pub origins: u32,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Position in the log, from 1.
    pub seq: u64,
    /// Revision (transaction) it belongs to.
    pub revision: u64,
    /// When the ledger knew (RFC 3339, UTC).
    pub known_at: String,
    /// What it does.
    pub kind: EntryKind,
    /// To what kind of thing: `article`, `claim`, `origin`, `incident`, `link`, `grade`, `correction`.
    pub noun: String,
    /// Id of that thing; for a link `a b type slot`.
    pub id: String,
    /// What it was and what it is, by noun.
    pub detail: Value,
}

/// What is different for a reader since some revision or day.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened, in the words of `changes`.
    pub what: ChangeKind,
    /// Id of the claim, article or incident.
    pub id: String,
    /// In words.
    pub reason: String,
    /// The last entry that did it.
    pub entry: Entry,
}

tacitus_record::named_enum! {
    /// What `changes` tells apart.
    pub enum ChangeKind {
        /// Not there before.
        New = "new",
        /// More origins or informants than before.
        Corroborated = "corroborated",
        /// Another claim contradicts or denies it now.
        Disputed = "disputed",
        /// No longer disputed.
        Settled = "settled",
        /// The grade changed otherwise.
        Regraded = "regraded",
        /// A person said something about it.
        Corrected = "corrected",
        /// Gone: the article was read anew, or the claim was taken back.
        Retracted = "retracted",
        /// An incident went up into another or fell apart.
        Regrouped = "regrouped",
    }
}

/// How an outlet behaves, by what the ledger holds of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// The outlet, as its articles name it.
    pub outlet: String,
    /// Articles.
    pub articles: u32,
    /// Of them those that were made from another article.
    pub copies: u32,
    /// Of its own articles those that other outlets copied.
    pub copied_by_others: u32,
    /// Days by which others' copies followed (median).
    pub days_ahead: Option<i32>,
    /// Days by which its copies followed others' articles (median).
    pub days_behind: Option<i32>,
    /// Claims of its own articles.
    pub claims: u32,
    /// Of them those that other claims contradict or deny.
    pub contradicted: u32,
    /// Of them those that were taken back later.
    pub corrected: u32,
}

/// Counts over the whole ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Last revision.
    pub revision: u64,
    /// Articles.
    pub articles: u32,
    /// Articles out of scope.
    pub out_of_scope: u32,
    /// Origins.
    pub origins: u32,
    /// Claims.
    pub claims: u32,
    /// Claims by kind, in the order of the vocabulary; kinds without claims are left out.
    pub claims_by_kind: Vec<(tacitus_record::Kind, u32)>,
    /// Mentions.
    pub mentions: u32,
    /// Incidents.
    pub incidents: u32,
    /// Incidents that two or more origins and informants report.
    pub corroborated_incidents: u32,
    /// Contradictions and denials.
    pub contradictions: u32,
    /// Sentences read.
    pub sentences: u32,
    /// Notes.
    pub notes: u32,
    /// Values dropped because no words ground them.
    pub ungrounded: u32,
    /// Earliest and latest publication day.
    pub published: Option<(Day, Day)>,
}

/// A passage found by full-text search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Article id.
    pub article: String,
    /// Title.
    pub title: Option<String>,
    /// The passage, hits between `[` and `]`.
    pub passage: String,
}

/// What an id names.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A claim.
    Claim(Box<ClaimRow>),
    /// An incident.
    Incident(Box<IncidentRow>),
    /// An article.
    Article(Box<ArticleRow>),
    /// An origin.
    Origin(Box<OriginRow>),
    /// An incident that is no more; where its claims went.
    Tombstone {
        /// The old incident's id.
        id: String,
        /// Incidents that hold its claims now.
        now: Vec<String>,
    },
    /// The start of an id fits several; the first few.
    Ambiguous(Vec<String>),
}
