//! One capture of one page, and what is known of its making.

use crate::{Day, Span, named_enum};

named_enum! {
    /// Where a publication date was found.
    pub enum DateEvidence {
        /// Given by the user.
        User = "user",
        /// A field of the input record.
        Record = "record",
        /// JSON-LD `datePublished`.
        JsonLd = "json-ld",
        /// OpenGraph or other meta element.
        Meta = "meta",
        /// A `<time>` element.
        TimeElement = "time-element",
        /// The address.
        Url = "url",
        /// Words of the text (dateline, by-line).
        Text = "text",
        /// Anything else, weaker than all above.
        Other = "other",
    }
}

/// One candidate for the publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedDate {
    /// The day.
    pub value: Day,
    /// Where it was found.
    pub evidence: DateEvidence,
    /// Confidence in percent, 0 to 100: by kind of evidence, raised where other kinds name the same day and lowered where they name another.
    /// It ranks; it is no measured probability.
    pub confidence: u8,
}

/// What the page says of its own descent ("republished from …").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredFrom {
    /// Outlet named.
    pub outlet: Option<String>,
    /// Address named.
    pub url: Option<String>,
    /// The words, in the body; `None` where they stand outside the body.
    pub phrase_span: Option<Span>,
    /// The words themselves.
    pub phrase: String,
}

named_enum! {
    /// Whether the article lies in the project's scope.
    pub enum Scope {
        /// No scope is set, or the article fits it.
        In = "in",
        /// Outside: counted and readable, never dropped.
        Out = "out",
    }
}

/// One article. The body never changes after intake; every span points into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Hash of the normalised text and the source, see [`crate::article_id`].
    pub id: String,
    /// Where it was read from (path, or path and record number).
    pub source: String,
    /// Address it was fetched from.
    pub url: Option<String>,
    /// Address the page calls its own.
    pub canonical_url: Option<String>,
    /// Hash of the bytes as read.
    pub raw_sha256: String,
    /// Hash of the body.
    pub text_sha256: String,
    /// Title.
    pub title: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// News agency credited ("Reuters").
    pub agency_credit: Option<String>,
    /// Publication date chosen: the best of `published_candidates`.
    pub published: Option<PublishedDate>,
    /// Every candidate, best first.
    pub published_candidates: Vec<PublishedDate>,
    /// ISO 639-1 code of the language, or `und`.
    pub lang: String,
    /// Licence as stated.
    pub licence: Option<String>,
    /// Stated descent.
    pub declared_from: Vec<DeclaredFrom>,
    /// The stored body.
    pub text: String,
    /// Spans of the body that start a new block (paragraph, heading, list item); sentences never cross them.
    pub blocks: Vec<Block>,
    /// Fields of the input record that intake does not know, as (name, JSON text), sorted by name.
    pub extra: Vec<(String, String)>,
}

impl Article {
    /// An English article of which only the body is known: no blocks, no date, no outlet, and its id for its source.
    pub fn of_text(id: &str, text: &str) -> Article {
        Article {
            id: id.to_string(),
            source: id.to_string(),
            url: None,
            canonical_url: None,
            raw_sha256: String::new(),
            text_sha256: String::new(),
            title: None,
            authors: Vec::new(),
            outlet: None,
            agency_credit: None,
            published: None,
            published_candidates: Vec::new(),
            lang: "en".to_string(),
            licence: None,
            declared_from: Vec::new(),
            text: text.to_string(),
            blocks: Vec::new(),
            extra: Vec::new(),
        }
    }
}

named_enum! {
    /// What a block of the body is.
    pub enum BlockKind {
        /// The title, where the body holds it.
        Title = "title",
        /// A heading.
        Heading = "heading",
        /// Running text.
        Paragraph = "paragraph",
        /// By-line, credit or licence line: provenance, no reporting.
        Credit = "credit",
    }
}

/// One block of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its place in the body.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}
