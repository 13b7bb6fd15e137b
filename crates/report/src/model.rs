//! The report as data: sections, sentences, notes. Its JSON (`report.schema.json`) is the contract that formats and the check share.

use serde::{Deserialize, Serialize};

/// Version of the JSON layout.
pub const SCHEMA: &str = "tacitus-report/1";

/// One situation report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// What it covers, and on what state of the ledger it rests.
    pub head: Head,
    /// Sections in their fixed order.
    pub sections: Vec<Section>,
    /// The words that sentences rest on, numbered from 1 without gaps.
    pub notes: Vec<Note>,
    /// What the next report compares itself with.
    #[serde(default)]
    pub state: State,
}

/// What a report covers, and on what it rests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Title.
    pub title: String,
    /// First day of publication that is covered (`YYYY-MM-DD`).
    pub from: String,
    /// Last day of publication that is covered; nothing published later is used.
    pub to: String,
    /// Place, country and actor that it is narrowed down to, in words; empty where it is not.
    #[serde(default)]
    pub narrowed_to: Vec<String>,
    /// Last revision of the ledger that it rests on.
    pub revision: u64,
    /// When the ledger knew the last article that is used (RFC 3339, UTC); empty where none is.
    #[serde(default)]
    pub known_at: String,
    /// What it is compared with, in words.
    pub compared_with: String,
    /// Articles published in the period.
    pub articles: usize,
    /// Texts not copied from each other among them.
    pub origins: usize,
    /// Their languages (ISO 639-1), sorted.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Handling mark; the word DEMO where articles are made up.
    #[serde(default)]
    pub marking: String,
    /// Program and version that wrote it, and the readers (hashes of weights, rules and gazetteer) that read its articles.
    #[serde(default)]
    pub made_by: String,
    /// Who reviewed it; "unreviewed machine draft" until a person says otherwise.
    pub reviewed_by: String,
}

/// What a section is; the order is that of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What matters most, in two to five sentences.
    KeyPoints,
    /// What is different from the last report.
    Changes,
    /// Numbers, one row for each who gave one.
    Figures,
    /// What is said to have been done, by place.
    Areas,
    /// Who is said to hold what.
    Control,
    /// Threats, plans, denials, blame: words, not deeds.
    Statements,
    /// Where sources differ, side by side.
    Conflicts,
    /// Aid, displacement, harm to civilians.
    Civilians,
    /// What others expect.
    Outlook,
    /// What was not read, not located, not dated.
    Gaps,
    /// What the body has no room for.
    Annex,
}

impl Part {
    /// All, in order.
    pub const ALL: [Part; 11] = [
        Part::KeyPoints,
        Part::Changes,
        Part::Figures,
        Part::Areas,
        Part::Control,
        Part::Statements,
        Part::Conflicts,
        Part::Civilians,
        Part::Outlook,
        Part::Gaps,
        Part::Annex,
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Part::KeyPoints => "Key points",
            Part::Changes => "What changed since the last report",
            Part::Figures => "Figures",
            Part::Areas => "By area",
            Part::Control => "Territorial control",
            Part::Statements => "Statements, threats and blame",
            Part::Conflicts => "Conflicts between sources",
            Part::Civilians => "Humanitarian situation and civilian harm",
            Part::Outlook => "Outlook",
            Part::Gaps => "Gaps and caveats",
            Part::Annex => "Annex",
        }
    }

    /// Whether its sentences tell deeds; words, plans and denials have no place there.
    pub fn tells_deeds(self) -> bool {
        matches!(self, Part::Areas | Part::Control | Part::Civilians)
    }

    /// Whether its sentences are about the ledger itself, and so need no note.
    pub fn is_about_the_ledger(self) -> bool {
        self == Part::Gaps
    }
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which.
    pub part: Part,
    /// Its heading.
    pub heading: String,
    /// Said in place of content where there is none, or before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Paragraphs.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// Places that somebody is said to hold, for a map; what it shows stands in words beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Spot>,
    /// Table of incidents by type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
    /// Table of figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
}

/// A place on the map of control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Place with its region.
    pub place: String,
    /// Longitude in degrees, WGS 84.
    pub lon: f64,
    /// Latitude in degrees, WGS 84.
    pub lat: f64,
    /// Who is said to hold it, each in the sources' words.
    pub holders: Vec<String>,
    /// Whether the period tells of it; else it was last told of before.
    pub is_of_period: bool,
    /// Whether another claim contradicts or denies it.
    pub is_disputed: bool,
}

/// Coordinates are finite, so that equality is one.
impl Eq for Spot {}

/// Incidents of one type by the day on which they were first reported: reports counted, not events that occurred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// PLOVER type ("ASSAULT").
    pub of: String,
    /// First reported in the period.
    pub period: usize,
    /// In the seven days to its end.
    pub week: usize,
    /// In the 28 days to its end.
    pub month: usize,
    /// Days of those 28 since the ledger's first article: over these a mean is taken.
    pub days: usize,
    /// Texts not copied from each other that tell of those of the 28 days.
    pub origins: usize,
    /// Notes of those of the period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<usize>,
}

/// Incidents in a month below which a change of their mean says nothing.
const FEW: usize = 5;
/// Incidents of the last week below which a change says nothing.
const FEW_LATELY: usize = 3;
/// Days of articles below which it says nothing.
const SHORT: usize = 28;

impl Count {
    /// Heads of the columns.
    pub const COLUMNS: [&'static str; 6] = [
        "Incidents by type",
        "In the period",
        "Mean a day, 7 days (count)",
        "Mean a day, 28 days or since the first article (count)",
        "Change of the mean",
        "Origins, 28 days",
    ];

    /// The row as it is printed.
    pub fn cells(&self) -> [String; 6] {
        let mean = |n: usize, over: usize| n as f64 / over.min(self.days).max(1) as f64;
        let printed = |n: usize, over: usize| format!("{:.2} ({n})", mean(n, over));
        let change = if self.month < FEW || self.week < FEW_LATELY || self.days < SHORT {
            "too few to say".to_string()
        } else {
            format!("{:+.0} %", 100.0 * (mean(self.week, 7) / mean(self.month, 28) - 1.0)).replace('-', "−")
        };
        [self.of.clone(), self.period.to_string(), printed(self.week, 7), printed(self.month, 28), change, self.origins.to_string()]
    }
}

/// Sentences that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Heading (a place, a question that sources answer differently).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Whether they are shown as a list, one below the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub listed: bool,
    /// The sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its words, without the numbers of its notes.
    pub text: String,
    /// Why it is here: `new`, `continuing`, `disputed`, `corroborated`; shown before a key point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Numbers of its notes.
    pub notes: Vec<usize>,
}

/// One row of the table of figures: what one claimant counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Where, and on what day.
    pub of: String,
    /// What was counted ("killed").
    pub counted: String,
    /// The number in the source's own words ("at least 14 people").
    pub value: String,
    /// Who says so.
    pub claimant: String,
    /// Origins that give this number.
    pub origins: usize,
    /// Numbers of its notes.
    pub notes: Vec<usize>,
}

/// The words that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number.
    pub number: usize,
    /// Article id.
    pub article: String,
    /// Origin id.
    pub origin: String,
    /// Outlet.
    pub outlet: String,
    /// Title.
    pub title: String,
    /// Publication day.
    pub published: String,
    /// Address, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// First code point of the words in the article's body.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// First 16 hex digits of the SHA-256 of the words, as UTF-8.
    pub hash: String,
    /// Claims read from these words.
    pub claims: Vec<String>,
    /// Authors, as the article names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// When the ledger knew the article (RFC 3339, UTC).
    #[serde(default)]
    pub known_at: String,
    /// Outlets that carried the same text: not counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_carried_by: Vec<String>,
}

/// What a report knew, for the next one to compare itself with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Incidents told of.
    #[serde(default)]
    pub incidents: Vec<IncidentState>,
    /// Pairs of claims that differed: ids, smaller first, and the slot.
    #[serde(default)]
    pub conflicts: Vec<(String, String, String)>,
}

/// What was known of one incident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentState {
    /// Incident id.
    pub id: String,
    /// Its claims that had been published.
    pub claims: Vec<String>,
    /// Origins that agreed on it.
    pub origins: usize,
}

/// First 16 hex digits of the SHA-256 of some words.
pub fn hash_of(words: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(words.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
