//! Reads the user's mapping file: what the features of a source mean. The form is documented in `mappings/example.toml`.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use serde::Deserialize;
use tacitus_record::named_enum;

use crate::TerritoryError;
use crate::dates::{DateFormat, Valid};
use crate::feature::Properties;
use crate::rule::{Meaning, Rule, WrittenRule};

/// A mapping file with every key explained, for a made-up source.
pub const EXAMPLE: &str = include_str!("../mappings/example.toml");

named_enum! {
    /// What a source says of ground. The words are the source's own judgement; they do not follow from each other.
    pub enum Status {
        /// The holder controls it, says the source.
        Held = "held",
        /// The holder says that it controls it; the source does not.
        Claimed = "claimed",
        /// Fought over, or under more than one.
        Contested = "contested",
        /// The source does not know.
        Unclear = "unclear",
    }
}

/// Whether a mapping may give holders that its rules do not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherHolders {
    /// No: every holder stands in a rule.
    None,
    /// Yes: a rule takes the holder from a property.
    Possible,
}

/// How the features of one source become statements of control. Rules are tried in their order and the first that fits decides; a feature
/// that none fits is unread.
#[derive(Debug)]
pub struct Mapping {
    source: String,
    licence: String,
    date: DateFrom,
    rules: Vec<Rule>,
}

#[derive(Debug)]
pub(crate) enum DateFrom {
    /// The first group of the expression, found in the file's name.
    FileName(Regex, DateFormat),
    /// A property of each feature.
    Property(String, DateFormat),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    source: String,
    licence: String,
    date: WrittenDate,
    #[serde(default, rename = "rule")]
    rules: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDate {
    file_name: Option<String>,
    property: Option<String>,
    format: String,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Where it cannot be read, is no TOML, has a key that does not exist, or a rule that cannot be meant.
    pub fn read(path: &Path) -> Result<Mapping, TerritoryError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| TerritoryError::mapping(&name, e))?;
        Mapping::parse(&text, &name)
    }

    /// Reads the text of a mapping file; `name` is for the messages.
    ///
    /// # Errors
    /// As [`Mapping::read`].
    pub fn parse(text: &str, name: &str) -> Result<Mapping, TerritoryError> {
        let wrong = |what: String| TerritoryError::mapping(name, what);
        let written: Written = toml::from_str(text).map_err(|e| wrong(e.to_string().trim_end().to_string()))?;
        for (key, value) in [("source", &written.source), ("licence", &written.licence)] {
            if value.trim().is_empty() {
                return Err(wrong(format!("`{key}` is empty; write `unknown` where nobody knows")));
            }
        }
        let date = written.date.checked().map_err(|what| wrong(format!("[date]: {what}")))?;
        let count = written.rules.len();
        if count == 0 {
            return Err(wrong("it has no [[rule]], so that nothing could be read".to_string()));
        }
        let mut rules = Vec::with_capacity(count);
        for (at, rule) in written.rules.into_iter().enumerate() {
            let rule = rule.checked().map_err(|what| wrong(format!("rule {}: {what}", at + 1)))?;
            if rule.fits_all() && at + 1 < count {
                return Err(wrong(format!("rule {} has no `when` and fits everything; no rule after it is ever tried", at + 1)));
            }
            rules.push(rule);
        }
        Ok(Mapping { source: written.source, licence: written.licence, date, rules })
    }

    /// Who drew the map.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// On what terms it may be used.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// Holders that the rules name, in the order of their letters, and whether a rule takes holders from a property too, so that there may be others.
    pub fn holders(&self) -> (BTreeSet<&str>, OtherHolders) {
        let named = self.rules.iter().filter_map(Rule::holder).collect();
        let others = if self.rules.iter().any(Rule::takes_holder_from_property) { OtherHolders::Possible } else { OtherHolders::None };
        (named, others)
    }

    pub(crate) fn date(&self) -> &DateFrom {
        &self.date
    }

    /// What a feature is, by the first rule that fits.
    pub(crate) fn meaning(&self, properties: &Properties) -> Meaning {
        self.rules.iter().find_map(|rule| rule.meaning(properties)).unwrap_or_else(|| Meaning::Unread(self.unmapped(properties)))
    }

    /// Names the properties that the rules look at, with what this feature has there.
    fn unmapped(&self, properties: &Properties) -> String {
        let mut names: Vec<&str> = self.rules.iter().flat_map(Rule::properties).collect();
        names.sort_unstable();
        names.dedup();
        let has = |name: &&str| match properties.get(*name) {
            Some(value) => format!("{name} `{}`", shortened(value)),
            None => format!("no {name}"),
        };
        format!("no rule of the mapping fits: {}", names.iter().map(has).collect::<Vec<_>>().join(", "))
    }
}

fn shortened(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_string(),
    }
}

impl WrittenDate {
    fn checked(self) -> Result<DateFrom, String> {
        let format: DateFormat = self.format.parse().map_err(|e: tacitus_record::UnknownName| e.to_string())?;
        match (self.file_name, self.property) {
            (Some(expression), None) => {
                let expression = Regex::new(&expression).map_err(|e| e.to_string())?;
                if expression.captures_len() < 2 {
                    return Err("`file_name` needs a group in round brackets around the date, as '_(\\d+)\\.geojson'".to_string());
                }
                Ok(DateFrom::FileName(expression, format))
            }
            (None, Some(property)) => Ok(DateFrom::Property(property, format)),
            _ => Err("give one of `file_name` and `property`".to_string()),
        }
    }
}

impl DateFrom {
    /// The date that a file's name tells; `None` where dates are in properties.
    pub(crate) fn of_file(&self, path: &Path) -> Option<Result<Valid, String>> {
        let DateFrom::FileName(expression, format) = self else { return None };
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let found = expression.captures(&name).and_then(|groups| groups.get(1));
        Some(match found.map(|group| (group.as_str(), format.read(group.as_str()))) {
            Some((_, Some(valid))) => Ok(valid),
            Some((text, None)) => Err(format!("its name has `{text}` for a date, which is none in the form {format}")),
            None => Err("its name has no date where the mapping's `file_name` looks for one".to_string()),
        })
    }

    /// The date that a feature tells; `None` where dates are in the names of files.
    pub(crate) fn of_feature(&self, properties: &Properties) -> Option<Result<Valid, String>> {
        let DateFrom::Property(name, format) = self else { return None };
        Some(match properties.get(name).map(|text| (text, format.read(text))) {
            Some((_, Some(valid))) => Ok(Valid { second: None, ..valid }),
            Some((text, None)) => Err(format!("its {name} is `{}`, which is no date in the form {format}", shortened(text))),
            None => Err(format!("it has no {name}, which should tell its date")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "source = 'Orlesk Map Desk'\nlicence = 'CC BY 4.0'\n[date]\nproperty = 'on'\nformat = 'YYYY-MM-DD'\n";

    fn properties(pairs: &[(&str, &str)]) -> Properties {
        pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
    }

    #[test]
    fn the_shipped_mappings_can_be_used() {
        Mapping::parse(EXAMPLE, "example.toml").unwrap();
        Mapping::parse(include_str!("../mappings/deepstate.toml"), "deepstate.toml").unwrap();
        Mapping::parse(include_str!("../mappings/deepstate-russian-soil.toml"), "deepstate-russian-soil.toml").unwrap();
    }

    #[test]
    fn the_first_rule_that_fits_decides_and_nothing_else_is_guessed() {
        let rules = "[[rule]]\nwhen = { name = { contains = 'Historic' } }\nleave_out = 'a border of old times'\n\
            [[rule]]\nwhen = { fill = ['#AA0000', '#bb0000'], folder = { matches = '^Front' } }\nholder = 'Norland'\nstatus = 'held'\n\
            [[rule]]\nwhen = { kind = 'told' }\nholder_from = 'side'\nstatus_from = 'state'\n";
        let mapping = Mapping::parse(&format!("{HEAD}{rules}"), "m").unwrap();
        let of = |pairs: &[(&str, &str)]| mapping.meaning(&properties(pairs));
        let held = Meaning::Control { holder: Some("Norland".into()), status: Status::Held };
        assert_eq!(of(&[("fill", "#aa0000"), ("folder", "Front / North")]), held);
        assert_eq!(
            of(&[("fill", "#aa0000"), ("folder", "Front"), ("name", "HISTORIC land")]),
            Meaning::LeftOut("a border of old times".into())
        );
        assert_eq!(
            of(&[("kind", "told"), ("side", "Sundermark"), ("state", "Claimed")]),
            Meaning::Control { holder: Some("Sundermark".into()), status: Status::Claimed }
        );
        for (pairs, says) in [
            (&[("fill", "#cc0000")][..], "fill `#cc0000`, no folder"),
            (&[("kind", "told"), ("side", "Sundermark"), ("state", "occupied")], "occupied"),
            (&[("kind", "told"), ("state", "held")], "no side"),
        ] {
            assert!(matches!(of(pairs), Meaning::Unread(why) if why.contains(says)), "{pairs:?}: {:?}", of(pairs));
        }
    }

    #[test]
    fn a_wrong_mapping_says_what_and_where() {
        for (text, says) in [
            ("source = 'a'", "licence"),
            ("source = ''\nlicence = 'x'\n[date]\nproperty = 'on'\nformat = 'YYYYMMDD'", "`source` is empty"),
            (HEAD, "no [[rule]]"),
            (&format!("{HEAD}[[rule]]\nstatus = 'taken'"), "rule 1: `taken` is no Status; use one of: held"),
            (&format!("{HEAD}[[rule]]\nstatus = 'held'"), "needs a `holder`"),
            (&format!("{HEAD}[[rule]]\nleave_out = 'x'\nstatus = 'unclear'"), "stands alone"),
            (&format!("{HEAD}[[rule]]\nleave_out = 'x'\n[[rule]]\nstatus = 'unclear'"), "rule 1 has no `when`"),
            (&format!("{HEAD}[[rule]]\nwhen = {{ name = {{ matches = '(' }} }}\nleave_out = 'x'"), "rule 1: regex"),
            (&format!("{HEAD}[[rule]]\nwhen = {{ name = {{ equals = 'x' }} }}\nleave_out = 'x'"), "contains"),
            (&format!("{HEAD}[[rule]]\ncolour = 'x'"), "unknown field `colour`"),
            (&HEAD.replace("property = 'on'", "file_name = '\\d+'"), "round brackets"),
            (&HEAD.replace("YYYY-MM-DD", "day"), "unix-seconds"),
        ] {
            let error = Mapping::parse(text, "m.toml").unwrap_err().to_string();
            assert!(error.contains(says) && error.contains("m.toml"), "{text}\n{error}");
        }
    }

    #[test]
    fn dates_come_from_file_names_or_properties() {
        let name = DateFrom::FileName(Regex::new(r"_(\d+)\.").unwrap(), DateFormat::Compact);
        assert_eq!(name.of_file(Path::new("a/map_20310514.kml")).unwrap().unwrap().day.to_string(), "2031-05-14");
        assert!(name.of_file(Path::new("map_20311514.kml")).unwrap().unwrap_err().contains("20311514"));
        assert!(name.of_file(Path::new("map.kml")).unwrap().is_err());
        assert!(name.of_feature(&Properties::new()).is_none());
        let property = DateFrom::Property("on".into(), DateFormat::UnixSeconds);
        assert!(property.of_feature(&properties(&[("on", "May")])).unwrap().unwrap_err().contains("`May`"));
    }
}
