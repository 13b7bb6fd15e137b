//! Who: an actor as named, with the code that `actors/` gives it.

use crate::named_enum;

/// An actor as mentioned. Unknown actors are kept as themselves: `entity` is then `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The words; for an implied actor the name it leads to.
    pub text: String,
    /// Code in `actors/` (for example `RUS.MIL`), where known.
    pub entity: Option<String>,
    /// Name to show: the entity's, else the words.
    pub name: String,
    /// ISO 3166-1 alpha-3 code, or a PLOVER non-state code (IGO, UNO, NGO …).
    pub country: Option<String>,
    /// PLOVER sector (GOV, MIL, REB, CVL …).
    pub sector: Option<String>,
    /// Office or description that stands with the name ("the ministry's spokesman").
    pub role: Option<String>,
}

impl Actor {
    /// An actor known only by its words.
    pub fn unknown(text: &str) -> Actor {
        Actor { text: text.to_string(), entity: None, name: text.to_string(), country: None, sector: None, role: None }
    }

    /// The code, else the normalised words: what identity and comparison use.
    pub fn key(&self) -> String {
        self.entity.clone().unwrap_or_else(|| crate::normal(&self.name))
    }
}

named_enum! {
    /// What kind of source a voice is.
    pub enum VoiceType {
        /// A person or body with a name.
        Named = "named",
        /// An official or state body.
        Official = "official",
        /// "sources", "reports", "witnesses".
        Unnamed = "unnamed",
        /// A report, law, order, letter.
        Document = "document",
        /// The author of the article.
        Author = "author",
    }
}

named_enum! {
    /// How the words are given.
    pub enum Style {
        /// In quotation marks.
        Direct = "direct",
        /// Reported.
        Indirect = "indirect",
        /// Partly quoted.
        Mixed = "mixed",
    }
}

/// One link of the chain of those who say something; the chain runs outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who says it.
    pub actor: Actor,
    /// What kind of source.
    pub voice_type: VoiceType,
    /// The word that marks the saying ("said", "according to").
    pub cue: Option<String>,
    /// How it is given.
    pub style: Style,
    /// Whether the statement was made; `false` for "did not say", "declined to comment".
    pub made: bool,
}
