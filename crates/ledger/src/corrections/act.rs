//! What a person can say against what was read and linked, and its JSON both ways.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tacitus_record::{Reliability, named_enum};

use crate::error::{LedgerError, Result};
use crate::load;

named_enum! {
    /// A field of a claim that a person can set.
    pub enum Field {
        /// Dotted name of what is said.
        Predicate = "predicate",
        /// PLOVER type and mode.
        Event = "event",
        /// Affirmed or denied.
        Polarity = "polarity",
        /// In what mode.
        Modality = "modality",
        /// Who did it.
        Actor = "actor",
        /// To whom.
        Target = "target",
        /// What, where it is no actor.
        Object = "object",
        /// With what.
        Instrument = "instrument",
        /// Where.
        Place = "place",
        /// When.
        Time = "time",
        /// How much.
        Quantity = "quantity",
        /// On what condition.
        Condition = "condition",
        /// Who says so.
        SaidBy = "said_by",
    }
}

impl Field {
    /// Whether a value of it stands on words of the text.
    pub fn is_grounded(self) -> bool {
        !matches!(self, Field::Predicate | Field::Event | Field::Polarity | Field::Modality)
    }
}

/// What a person said. Incidents are named by their claims: their ids move as articles come in.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The claim is what its words say.
    Confirm {
        /// Claim id.
        claim: String,
    },
    /// The claim is not what its words say: it is kept, shown as rejected, and counts for nothing.
    Reject {
        /// Claim id.
        claim: String,
    },
    /// A field of a claim is another than was read.
    Override {
        /// Claim id.
        claim: String,
        /// Which field.
        field: Field,
        /// JSON of the value as in `wire::v1`, without ground; null where there is none.
        value: Value,
    },
    /// A claim's grade. An axis that is `None` stays as computed.
    Grade {
        /// Claim id.
        claim: String,
        /// Admiralty reliability of its source.
        reliability: Option<Reliability>,
        /// Admiralty credibility, 1 to 6.
        credibility: Option<u8>,
    },
    /// These claims tell another happening than the others.
    Split {
        /// Claim ids.
        claims: BTreeSet<String>,
        /// The incident's other claims.
        from: BTreeSet<String>,
    },
    /// All these claims tell one happening.
    Merge {
        /// Claim ids.
        claims: BTreeSet<String>,
    },
    /// A claim tells the happening of other claims.
    Move {
        /// Claim id.
        claim: String,
        /// Claims of the incident it belongs to.
        to: BTreeSet<String>,
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
        /// JSON of the claim as read (`wire::v1`).
        claim: Value,
        /// The words of every span, in the order of `Claim::spans`: where they are not in the article any more, the claim is not either.
        words: Vec<String>,
    },
    /// An earlier correction does not stand.
    Undo {
        /// Correction id.
        correction: String,
    },
}

fn texts(value: &Value, key: &str) -> BTreeSet<String> {
    value[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}

impl Act {
    /// Its name, as on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Act::Confirm { .. } => "confirm",
            Act::Reject { .. } => "reject",
            Act::Override { .. } => "override",
            Act::Grade { .. } => "grade",
            Act::Split { .. } => "split",
            Act::Merge { .. } => "merge",
            Act::Move { .. } => "move",
            Act::Copy { .. } => "copy",
            Act::NotCopy { .. } => "not-copy",
            Act::AddClaim { .. } => "add-claim",
            Act::Undo { .. } => "undo",
        }
    }

    /// What it did, in words that a name can follow ("rejected by …").
    pub fn done(&self) -> String {
        match self {
            Act::Confirm { .. } => "reading confirmed".to_string(),
            Act::Reject { .. } => "rejected".to_string(),
            Act::Override { field, value, .. } => format!("{} set to {}", field.as_str().replace('_', " "), shown(value)),
            Act::Grade { reliability: None, credibility: None, .. } => "own grade withdrawn".to_string(),
            Act::Grade { reliability, credibility, .. } => {
                let reliability = reliability.map(|r| format!("reliability {r}"));
                let axes: Vec<String> = reliability.into_iter().chain(credibility.map(|c| format!("credibility {c}"))).collect();
                format!("{} set", axes.join(" and "))
            }
            Act::Split { .. } => "split from its incident".to_string(),
            Act::Merge { .. } => "incidents merged".to_string(),
            Act::Move { .. } => "moved to another incident".to_string(),
            Act::Copy { of, .. } => format!("marked as a copy of {of}"),
            Act::NotCopy { of, .. } => format!("marked as no copy of {of}"),
            Act::AddClaim { .. } => "claim added".to_string(),
            Act::Undo { correction } => format!("{correction} undone"),
        }
    }

    /// Ids of the claims, articles and corrections that it is about, the main one first.
    pub fn subjects(&self) -> Vec<&str> {
        match self {
            Act::Confirm { claim } | Act::Reject { claim } | Act::Override { claim, .. } | Act::Grade { claim, .. } => vec![claim],
            Act::Split { claims, from } => claims.iter().chain(from).map(String::as_str).collect(),
            Act::Merge { claims } => claims.iter().map(String::as_str).collect(),
            Act::Move { claim, to } => std::iter::once(claim).chain(to).map(String::as_str).collect(),
            Act::Copy { article, of } | Act::NotCopy { article, of } => vec![article, of],
            Act::AddClaim { article, .. } => vec![article],
            Act::Undo { correction } => vec![correction],
        }
    }

    /// What a later correction of the same thing overrules; `None` where each stands beside the others.
    pub(super) fn overrules(&self) -> Option<String> {
        match self {
            Act::Confirm { claim } | Act::Reject { claim } => Some(format!("verdict {claim}")),
            Act::Override { claim, field, .. } => Some(format!("{field} {claim}")),
            Act::Grade { claim, .. } => Some(format!("grade {claim}")),
            Act::Copy { article, of } | Act::NotCopy { article, of } => Some(format!("copy {} {}", article.min(of), article.max(of))),
            Act::Split { .. } | Act::Merge { .. } | Act::Move { .. } | Act::AddClaim { .. } | Act::Undo { .. } => None,
        }
    }

    /// Its JSON: `act` and what it needs.
    pub fn json(&self) -> Map<String, Value> {
        let fields = match self {
            Act::Confirm { claim } | Act::Reject { claim } => json!({"claim": claim}),
            Act::Override { claim, field, value } => json!({"claim": claim, "field": field.as_str(), "value": value}),
            Act::Grade { claim, reliability, credibility } => {
                json!({"claim": claim, "reliability": reliability.map(|r| r.as_str()), "credibility": credibility})
            }
            Act::Split { claims, from } => json!({"claims": claims, "from": from}),
            Act::Merge { claims } => json!({"claims": claims}),
            Act::Move { claim, to } => json!({"claim": claim, "to": to}),
            Act::Copy { article, of } | Act::NotCopy { article, of } => json!({"article": article, "of": of}),
            Act::AddClaim { article, claim, words } => json!({"article": article, "claim": claim, "words": words}),
            Act::Undo { correction } => json!({"correction": correction}),
        };
        let mut out = Map::from_iter([("act".to_string(), Value::from(self.name()))]);
        if let Value::Object(fields) = fields {
            out.extend(fields);
        }
        out
    }

    /// The act of a stored JSON.
    pub(super) fn from_json(value: &Value) -> Result<Act> {
        let text = |key: &str| {
            value[key].as_str().map(str::to_string).ok_or_else(|| LedgerError::damaged(format!("a correction without `{key}`")))
        };
        Ok(match text("act")?.as_str() {
            "confirm" => Act::Confirm { claim: text("claim")? },
            "reject" => Act::Reject { claim: text("claim")? },
            "override" => Act::Override { claim: text("claim")?, field: load::named(&text("field")?)?, value: value["value"].clone() },
            "grade" => Act::Grade {
                claim: text("claim")?,
                reliability: value["reliability"].as_str().map(load::named).transpose()?,
                credibility: value["credibility"].as_u64().and_then(|c| u8::try_from(c).ok()),
            },
            "split" => Act::Split { claims: texts(value, "claims"), from: texts(value, "from") },
            "merge" => Act::Merge { claims: texts(value, "claims") },
            "move" => Act::Move { claim: text("claim")?, to: texts(value, "to") },
            "copy" => Act::Copy { article: text("article")?, of: text("of")? },
            "not-copy" => Act::NotCopy { article: text("article")?, of: text("of")? },
            "add-claim" => Act::AddClaim {
                article: text("article")?,
                claim: value["claim"].clone(),
                words: value["words"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect(),
            },
            "undo" => Act::Undo { correction: text("correction")? },
            other => return Err(LedgerError::damaged(format!("a correction of the unknown kind `{other}`"))),
        })
    }
}

/// A field's value in words.
pub fn shown(value: &Value) -> String {
    let part = |key: &str| value.get(key).and_then(Value::as_str);
    match value {
        Value::Null => "nothing".to_string(),
        Value::String(text) => format!("“{text}”"),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(" > "),
        Value::Object(_) if value.get("plover_type").is_some() => {
            [part("plover_type"), part("mode")].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Value::Object(_) => format!("“{}”", part("name").or(part("text")).unwrap_or("?")),
        other => other.to_string(),
    }
}
