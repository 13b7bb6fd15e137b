//! What somebody asks to be corrected, in their own words, before it is checked.

use tacitus_record::{Kind, Reliability};

use super::act::Field;

/// The words of one field of a claim that is added: they stand in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWords {
    /// Which field.
    pub field: Field,
    /// First code point of its words in the body; `None` where they are found by themselves, in the claim's words before the rest.
    pub start: Option<usize>,
    /// The words as they stand in the article. For a field that needs none (predicate, event, polarity, modality) its value.
    pub words: String,
    /// What they mean, where that is more than they say ("last Tuesday": 2024-08-13).
    pub means: Option<String>,
}

/// What is asked for. Ids are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// The reading of a claim is right.
    Confirm {
        /// Claim id.
        claim: String,
    },
    /// The reading of a claim is wrong.
    Reject {
        /// Claim id.
        claim: String,
    },
    /// A field is another than was read.
    Override {
        /// Claim id.
        claim: String,
        /// Which field.
        field: Field,
        /// Its value in words; empty where there is none.
        value: String,
    },
    /// The grade is another than was computed; neither axis withdraws what was set before.
    Grade {
        /// Claim id.
        claim: String,
        /// Admiralty reliability of its source.
        reliability: Option<Reliability>,
        /// Admiralty credibility, 1 to 6.
        credibility: Option<u8>,
    },
    /// These claims of an incident tell another happening than its others.
    Split {
        /// Incident id.
        incident: String,
        /// Claim ids.
        claims: Vec<String>,
    },
    /// Two incidents are one happening.
    Merge {
        /// Incident id.
        incident: String,
        /// Incident id.
        with: String,
    },
    /// A claim tells the happening of another incident.
    Move {
        /// Claim id.
        claim: String,
        /// Incident id.
        to: String,
    },
    /// An article is a copy of another.
    Copy {
        /// Article id.
        article: String,
        /// Article id.
        of: String,
    },
    /// An article is no copy of another.
    NotCopy {
        /// Article id.
        article: String,
        /// Article id.
        of: String,
    },
    /// An article makes a claim that was not read.
    AddClaim {
        /// Article id.
        article: String,
        /// First code point of the claim's words in the body, and one past the last; `None` where `words` are looked for.
        span: Option<(usize, usize)>,
        /// The claim's words as they stand in the article; checked where the span is given, found where it is not.
        words: String,
        /// What kind of thing is claimed.
        kind: Kind,
        /// Dotted name of what is said.
        predicate: String,
        /// Its other fields.
        fields: Vec<FieldWords>,
    },
    /// A correction does not stand.
    Undo {
        /// Correction id, or enough of its start to be unique.
        correction: String,
    },
}
