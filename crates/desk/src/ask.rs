//! Reads a request's path and query, says what is wrong with it, and writes addresses that keep what was asked.

use std::fmt::Display;
use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tacitus_ledger::{AsOf, DateBasis};
use tacitus_record::{Day, Kind};

use crate::catalogue::{Excluded, Narrowing, apart};
use crate::reply::Problem;

/// Longest query that is read, in bytes.
pub const LONGEST_QUERY: usize = 4_096;
/// Rows of one page, at the most: what a browser shows at once, and what is answered at once on a ledger of a million claims.
pub const MOST_ON_PAGE: usize = 200;
/// Longest value of one parameter, in bytes.
const LONGEST_VALUE: usize = 300;

/// A parameter of an address, for checking and for the API's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// What its values are.
    pub values: Values,
}

/// What values a parameter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Any words.
    Words,
    /// A day.
    Day,
    /// A whole number up to that.
    Number(usize),
    /// `true` or nothing.
    Flag,
    /// One of these, once.
    One(&'static [&'static str]),
    /// Some of these, the parameter repeated.
    Several(&'static [&'static str]),
    /// Some words, the parameter repeated.
    Many,
}

const fn parameter(name: &'static str, meaning: &'static str, values: Values) -> Parameter {
    Parameter { name, meaning, values }
}

/// The ledger as it was.
pub const AS_OF: Parameter =
    parameter("as_of", "The ledger as it was at a revision (12), a day (its end) or an RFC 3339 time.", Values::Words);
/// Where the next portion starts.
pub const CURSOR: Parameter = parameter("cursor", "Where to go on: the value that the portion before gave, as it is.", Values::Words);
/// How many at once.
pub const LIMIT: Parameter = parameter("limit", "How many at once, up to 1,000; of a page, up to 200.", Values::Number(1_000));

/// What narrows a list of incidents or claims.
pub const NARROWING: &[Parameter] = &[
    parameter(
        "q",
        "Words that must occur in the claim's words or its sentence: phrases in quotation marks, OR, NOT, a star behind the start of a word, fields (place:Karsk).",
        Values::Words,
    ),
    parameter("actor", "Part of an actor's name, or its code or the start of one.", Values::Words),
    parameter("place", "Part of a place's name or region, a gazetteer id, or a country code.", Values::Words),
    parameter("since", "Not before this day.", Values::Day),
    parameter("until", "Not after this day.", Values::Day),
    parameter(
        "date_basis",
        "Which clock those mean: when it happened, was published, or became known.",
        Values::One(&["event", "reported", "known"]),
    ),
    parameter("type", "PLOVER type; with a minus before it, one that must not be.", Values::Many),
    parameter("kind", "Kind of claim; with a minus before it, one that must not be.", Values::Many),
    parameter("country", "Country of the place (ISO 3166-1 alpha-3); with a minus before it, one that must not be.", Values::Many),
    parameter(
        "credibility",
        "Admiralty credibility; with a minus before it, one that must not be.",
        Values::Several(&["1", "2", "3", "4", "5", "6", "-1", "-2", "-3", "-4", "-5", "-6"]),
    ),
    parameter("min_origins", "At least so many origins (texts not copied from each other).", Values::Number(1_000)),
    parameter("disputed", "Only what another claim contradicts or denies.", Values::Flag),
];

/// A request: the address, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Path as sent.
    pub path: String,
    /// Parts of the path that the route leaves open, decoded.
    parts: Vec<(String, String)>,
    /// The query's pairs; those without a value are left out.
    pairs: Vec<(String, String)>,
    /// Who may write, where the pages are to have forms.
    pub person: Option<crate::writing::Person>,
    /// `http://HOST` as the client named it, for the few formats that need whole addresses.
    pub base: String,
    /// Address of the user's own map tiles, where this desk has some.
    pub basemap: Option<&'static str>,
}

impl Ask {
    /// Takes a query apart, and refuses names that the route does not know.
    pub fn new(path: &str, parts: Vec<(String, String)>, query: &str, known: &[&[Parameter]]) -> Result<Ask, Problem> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if !known.iter().copied().flatten().any(|p| p.name == name) {
                let names: Vec<&str> = known.iter().copied().flatten().map(|p| p.name).collect();
                let known = if names.is_empty() { "it takes none".to_string() } else { format!("it takes {}", names.join(", ")) };
                return Err(Problem::asked(format!("this address takes no parameter `{}`; {known}", short(&name))));
            }
            if value.len() > LONGEST_VALUE {
                return Err(Problem::asked(format!("the value of `{name}` is longer than {LONGEST_VALUE} bytes; ask for less")));
            }
            if !value.trim().is_empty() {
                pairs.push((name.into_owned(), value.trim().to_string()));
            }
        }
        Ok(Ask { path: path.to_string(), parts, pairs, person: None, base: String::new(), basemap: None })
    }

    /// A part of the path.
    pub fn part(&self, name: &str) -> &str {
        self.parts.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// All values of a parameter.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.pairs.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The value of a parameter, read.
    pub fn read<T: FromStr<Err: Display>>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.value(name).map(|v| read(name, v)).transpose()
    }

    /// The point of history asked for.
    pub fn as_of(&self) -> Result<Option<AsOf>, Problem> {
        self.read("as_of")
    }

    /// How many at once.
    pub fn limit(&self, usual: usize) -> Result<usize, Problem> {
        match self.read::<usize>("limit")? {
            None => Ok(usual),
            Some(n @ 1..=1_000) => Ok(n),
            Some(n) => Err(Problem::asked(format!("limit is 1 to 1,000, not {n}; go on with `cursor`"))),
        }
    }

    /// How many rows on one page: as many as asked, up to [`MOST_ON_PAGE`].
    pub fn rows(&self, usual: usize) -> Result<usize, Problem> {
        Ok(self.limit(usual)?.min(MOST_ON_PAGE))
    }

    /// What the list is narrowed down to: by the parameters, and by the fields that stand in `q`.
    pub fn narrowing(&self) -> Result<Narrowing, Problem> {
        let asked = self.value("q").map(apart).unwrap_or_default();
        let pairs: Vec<(&str, &str)> =
            self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).chain(asked.pairs.iter().map(|(n, v)| (*n, v.as_str()))).collect();
        let one = |name: &'static str| {
            let mut values = pairs.iter().filter(|(n, _)| *n == name).map(|(_, v)| *v);
            let first = values.next();
            match values.find(|v| Some(*v) != first) {
                None => Ok(first),
                Some(_) => Err(Problem::asked(format!("`{name}` is asked twice, as a parameter or in the words: it takes one value"))),
            }
        };
        let several = |name: &'static str, is_excluded: bool| {
            let values = pairs.iter().filter(move |(n, _)| *n == name).map(|(_, v)| *v);
            values.filter_map(move |v| match v.strip_prefix('-') {
                Some(v) if is_excluded => Some((name, v)),
                None if !is_excluded => Some((name, v)),
                _ => None,
            })
        };
        let upper = |name: &'static str, is_excluded: bool| {
            let mut all: Vec<String> = several(name, is_excluded).map(|(_, v)| v.to_uppercase()).collect();
            all.sort();
            all
        };
        let kinds = |is_excluded: bool| several("kind", is_excluded).map(|(n, v)| read::<Kind>(n, v)).collect::<Result<Vec<_>, _>>();
        let credibility = |is_excluded: bool| -> Result<Vec<u8>, Problem> {
            let all: Vec<u8> = several("credibility", is_excluded).map(|(n, v)| read(n, v)).collect::<Result<_, _>>()?;
            if all.iter().any(|c| !(1..=6).contains(c)) { Err(Problem::asked("credibility is 1 to 6".to_string())) } else { Ok(all) }
        };
        let day = |name: &'static str| one(name)?.map(|v| read::<Day>(name, v)).transpose();
        let (since, until) = (day("since")?, day("until")?);
        if let (Some(since), Some(until)) = (since, until) {
            in_order(since, until)?;
        }
        Ok(Narrowing {
            kinds: kinds(false)?,
            types: upper("type", false),
            countries: upper("country", false),
            credibility: credibility(false)?,
            actor: one("actor")?.map(str::to_string),
            place: one("place")?.map(str::to_string),
            since,
            until,
            date_basis: self.read::<DateBasis>("date_basis")?.unwrap_or(DateBasis::Event),
            min_origins: one("min_origins")?.map(|v| read("min_origins", v)).transpose()?.unwrap_or(0),
            disputed: match one("disputed")? {
                None | Some("false") => false,
                Some("true") => true,
                Some(other) => return Err(Problem::asked(format!("disputed is `true` or `false`, not `{}`", short(other)))),
            },
            text: (!asked.words.is_empty()).then_some(asked.words),
            without: Excluded {
                kinds: kinds(true)?,
                types: upper("type", true),
                countries: upper("country", true),
                credibility: credibility(true)?,
            },
        })
    }

    /// The query's pairs without those of that name.
    pub fn pairs_without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.pairs.iter().filter(|(n, _)| !names.contains(&n.as_str())).cloned().collect()
    }

    /// The query with one pair added, or taken out where it is there: what the link of a facet does.
    pub fn toggled(&self, name: &str, value: &str) -> Vec<(String, String)> {
        let mut pairs = self.pairs_without(&["cursor"]);
        match pairs.iter().position(|(n, v)| n == name && v == value) {
            Some(at) => _ = pairs.remove(at),
            None => pairs.push((name.to_string(), value.to_string())),
        }
        pairs
    }

    /// The query with that one value for a name; `None` takes the name out.
    pub fn with(&self, name: &str, value: Option<&str>) -> Vec<(String, String)> {
        let mut pairs = self.pairs_without(&[name, "cursor"]);
        pairs.extend(value.map(|v| (name.to_string(), v.to_string())));
        pairs
    }
}

/// Refuses a period that ends before it begins.
pub fn in_order(since: Day, until: Day) -> Result<(), Problem> {
    if since > until {
        return Err(Problem::asked(format!("since ({since}) is after until ({until}); exchange them")));
    }
    Ok(())
}

fn read<T: FromStr<Err: Display>>(name: &str, value: &str) -> Result<T, Problem> {
    value.parse().map_err(|e| Problem::asked(format!("`{name}={}` cannot be read: {e}", short(value))))
}

/// The start of a text, for messages.
pub fn short(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { start + "…" } else { start }
}

/// What must be escaped in one part of a path.
const PART: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'/').add(b'<').add(b'>').add(b'?').add(b'\\').add(b'`').add(b'{').add(b'}');

/// One part of a path, escaped.
pub fn escaped(part: &str) -> String {
    // "." and ".." would be taken for steps.
    if part.chars().all(|c| c == '.') {
        return part.replace('.', "%2E");
    }
    utf8_percent_encode(part, PART).to_string()
}

/// A path with a query.
pub fn address<N: AsRef<str>, V: AsRef<str>>(path: &str, pairs: &[(N, V)]) -> String {
    if pairs.is_empty() {
        return path.to_string();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs.iter().map(|(n, v)| (n.as_ref(), v.as_ref()))).finish();
    format!("{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(query: &str) -> Result<Ask, Problem> {
        Ask::new("/incidents", Vec::new(), query, &[NARROWING, &[AS_OF, CURSOR, LIMIT]])
    }

    #[test]
    fn an_unknown_parameter_is_named_and_not_passed_over() {
        assert!(ask("sinse=2024-01-01").unwrap_err().detail.contains("sinse"));
        assert!(ask("since=2024-02-01&until=2024-01-01").unwrap().narrowing().unwrap_err().detail.contains("exchange them"));
        assert_eq!(ask("since=&until=").unwrap().narrowing().unwrap(), Narrowing::default());
    }

    #[test]
    fn values_that_cannot_be_read_say_why() {
        for (query, word) in
            [("since=soon", "YYYY-MM-DD"), ("kind=rumour", "event"), ("credibility=9", "1 to 6"), ("disputed=maybe", "true")]
        {
            let problem = ask(query).unwrap().narrowing().unwrap_err();
            assert!(problem.detail.contains(word), "{}", problem.detail);
        }
        assert!(ask("limit=0").unwrap().limit(50).is_err());
        assert_eq!(ask("limit=1000").unwrap().limit(50), Ok(1_000));
        assert_eq!(ask("limit=1000").unwrap().rows(50), Ok(MOST_ON_PAGE), "a page goes on with the next");
        assert!(ask(&format!("q={}", "a".repeat(400))).is_err());
    }

    #[test]
    fn a_facet_is_put_in_and_taken_out_again() {
        let one = ask("type=assault&cursor=x").unwrap();
        assert_eq!(address("/incidents", &one.toggled("type", "protest")), "/incidents?type=assault&type=protest");
        assert_eq!(address("/incidents", &one.toggled("type", "assault")), "/incidents");
    }

    #[test]
    fn parts_of_paths_cannot_step_out() {
        assert_eq!(escaped("../a b/c"), "..%2Fa%20b%2Fc");
        assert_eq!(escaped(".."), "%2E%2E");
    }
}
