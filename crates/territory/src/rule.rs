//! One rule of a mapping: what must hold of a feature's properties, and what the feature then is.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;

use crate::Status;
use crate::feature::{Properties, folded};

/// A rule as it is written in TOML.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRule {
    /// Conditions by the name of the property; all must hold.
    #[serde(default)]
    when: BTreeMap<String, WrittenCondition>,
    holder: Option<String>,
    holder_from: Option<String>,
    status: Option<String>,
    status_from: Option<String>,
    leave_out: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a text, a list of texts, { contains = \"…\" } or { matches = \"…\" }")]
enum WrittenCondition {
    Is(String),
    IsOneOf(Vec<String>),
    Contains(Containing),
    Matches(Matching),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Containing {
    contains: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Matching {
    matches: String,
}

/// A rule that was checked.
#[derive(Debug)]
pub(crate) struct Rule {
    conditions: Vec<(String, Condition)>,
    means: Means,
}

/// Holds of a value on one line; letters' case never counts, except in a regular expression.
#[derive(Debug)]
enum Condition {
    /// Is one of these, in small letters.
    OneOf(Vec<String>),
    /// Has these small letters somewhere.
    Contains(String),
    Matches(Regex),
}

#[derive(Debug)]
enum Means {
    LeaveOut(String),
    Control { holder: Option<Value>, status: StatusValue },
}

#[derive(Debug)]
enum Value {
    Fixed(String),
    Property(String),
}

#[derive(Debug)]
enum StatusValue {
    Fixed(Status),
    Property(String),
}

/// What a feature is by a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// No statement of control, and why.
    LeftOut(String),
    /// A statement of control; no holder where the source names none.
    Control { holder: Option<String>, status: Status },
    /// The rule fits, but a property that it needs is absent or wrong.
    Unread(String),
}

impl WrittenRule {
    /// Checks the rule; the error says what is wrong with it.
    pub(crate) fn checked(self) -> Result<Rule, String> {
        let conditions = self.when.into_iter().map(|(name, condition)| Ok((name, condition.checked()?)));
        let conditions = conditions.collect::<Result<Vec<_>, String>>()?;
        let holder = one("holder", self.holder.map(|name| Value::Fixed(folded(&name))), self.holder_from.map(Value::Property))?;
        let status = self.status.map(|word| word.parse().map(StatusValue::Fixed).map_err(|e: tacitus_record::UnknownName| e.to_string()));
        let status = one("status", status.transpose()?, self.status_from.map(StatusValue::Property))?;
        let means = match (self.leave_out, holder, status) {
            (Some(why), None, None) if why.trim().is_empty() => return Err("`leave_out` must say why".to_string()),
            (Some(why), None, None) => Means::LeaveOut(folded(&why)),
            (Some(_), _, _) => return Err("`leave_out` stands alone: no holder and no status beside it".to_string()),
            (None, Some(Value::Fixed(name)), _) if name.is_empty() => {
                return Err("`holder` is empty; leave it out where the map names nobody".to_string());
            }
            (None, _, None) => return Err("it needs `status`, `status_from` or `leave_out`".to_string()),
            (None, None, Some(StatusValue::Fixed(status @ (Status::Held | Status::Claimed)))) => {
                return Err(format!("what is {status} needs a `holder` or `holder_from`"));
            }
            (None, holder, Some(status)) => Means::Control { holder, status },
        };
        Ok(Rule { conditions, means })
    }
}

fn one<T>(name: &str, fixed: Option<T>, from: Option<T>) -> Result<Option<T>, String> {
    match (fixed, from) {
        (Some(_), Some(_)) => Err(format!("`{name}` and `{name}_from` exclude each other")),
        (fixed, from) => Ok(fixed.or(from)),
    }
}

impl WrittenCondition {
    fn checked(self) -> Result<Condition, String> {
        let small = |text: String| folded(&text).to_lowercase();
        match self {
            WrittenCondition::Is(text) => Ok(Condition::OneOf(vec![small(text)])),
            WrittenCondition::IsOneOf(texts) if texts.is_empty() => Err("an empty list fits nothing".to_string()),
            WrittenCondition::IsOneOf(texts) => Ok(Condition::OneOf(texts.into_iter().map(small).collect())),
            WrittenCondition::Contains(of) if of.contains.trim().is_empty() => Err("`contains` needs a text".to_string()),
            WrittenCondition::Contains(of) => Ok(Condition::Contains(small(of.contains))),
            WrittenCondition::Matches(of) => Regex::new(&of.matches).map(Condition::Matches).map_err(|e| e.to_string()),
        }
    }
}

impl Rule {
    /// Whether it fits every feature.
    pub(crate) fn fits_all(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Names of the properties that it looks at.
    pub(crate) fn properties(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().map(|(name, _)| name.as_str())
    }

    /// The holder that it names.
    pub(crate) fn holder(&self) -> Option<&str> {
        match &self.means {
            Means::Control { holder: Some(Value::Fixed(name)), .. } => Some(name),
            _ => None,
        }
    }

    /// Whether the holder is what a property says.
    pub(crate) fn takes_holder_from_property(&self) -> bool {
        matches!(&self.means, Means::Control { holder: Some(Value::Property(_)), .. })
    }

    /// What the feature is, or `None` where the rule does not fit. A property that is absent fits no condition.
    pub(crate) fn meaning(&self, properties: &Properties) -> Option<Meaning> {
        let holds = |(name, condition): &(String, Condition)| properties.get(name).is_some_and(|value| condition.holds(value));
        self.conditions.iter().all(holds).then(|| self.means.of(properties))
    }
}

impl Condition {
    fn holds(&self, value: &str) -> bool {
        match self {
            Condition::OneOf(texts) => texts.contains(&value.to_lowercase()),
            Condition::Contains(text) => value.to_lowercase().contains(text),
            Condition::Matches(expression) => expression.is_match(value),
        }
    }
}

impl Means {
    fn of(&self, properties: &Properties) -> Meaning {
        let (holder, status) = match self {
            Means::LeaveOut(why) => return Meaning::LeftOut(why.clone()),
            Means::Control { holder, status } => (holder, status),
        };
        let status = match status {
            StatusValue::Fixed(status) => *status,
            StatusValue::Property(name) => match properties.get(name).map(|value| value.to_lowercase().parse::<Status>()) {
                Some(Ok(status)) => status,
                Some(Err(error)) => return Meaning::Unread(format!("its {name}: {error}")),
                None => return Meaning::Unread(format!("it has no {name}, which should tell its status")),
            },
        };
        let holder = match holder {
            None => None,
            Some(Value::Fixed(name)) => Some(name.clone()),
            Some(Value::Property(name)) => match properties.get(name) {
                Some(value) => Some(value.clone()),
                None => return Meaning::Unread(format!("it has no {name}, which should tell its holder")),
            },
        };
        match (holder, status) {
            (None, Status::Held | Status::Claimed) => Meaning::Unread(format!("it is {status} and no holder is named")),
            (holder, status) => Meaning::Control { holder, status },
        }
    }
}
