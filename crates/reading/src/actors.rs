//! Knows actors by name: `actors/*.toml` and the user's own file.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use tacitus_record::{Day, normal};

/// One actor of `actors/`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Stable code: `RUS`, `RUS.GOV`, `SDN.RSF`, `person.vladimir-putin` …
    pub code: String,
    /// Name to show.
    pub name: String,
    /// ISO 3166-1 alpha-3 code or PLOVER non-state code; empty where it has none.
    #[serde(default)]
    pub country: String,
    /// PLOVER sector; empty where none.
    #[serde(default)]
    pub sector: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives and nouns for the country's people.
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Cities and buildings that stand for the government.
    #[serde(default)]
    pub metonyms: Vec<String>,
    /// First day it existed, or empty.
    #[serde(default)]
    pub since: String,
    /// Last day it existed, or empty.
    #[serde(default)]
    pub until: String,
    /// Offices held, for persons.
    #[serde(default)]
    pub roles: Vec<Office>,
    /// Where the row comes from.
    pub source: String,
}

/// An office held by a person.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The office.
    pub title: String,
    /// First day (`YYYY-MM-DD`, or a year or month), or empty.
    #[serde(default)]
    pub since: String,
    /// Last day, or empty.
    #[serde(default)]
    pub until: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "actor")]
    actors: Vec<Entity>,
}

/// How a name leads to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameUse {
    /// It is its name.
    Name,
    /// It is an adjective of nationality.
    Demonym,
    /// It is a capital or seat that stands for the government.
    Metonym,
}

/// All actors, by name.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    entities: Vec<Entity>,
    by_name: FxHashMap<String, (usize, NameUse)>,
}

/// The shipped files; a test compares the list with the folder.
pub const FILES: &[(&str, &str)] = &[
    ("states", include_str!("../../../actors/states.toml")),
    ("bodies", include_str!("../../../actors/bodies.toml")),
    ("bodies-national", include_str!("../../../actors/bodies-national.toml")),
    ("armed-groups", include_str!("../../../actors/armed-groups.toml")),
    ("persons", include_str!("../../../actors/persons.toml")),
];

impl Actors {
    /// The shipped actors with the user's own on top: a name of the user's file wins.
    pub fn load(user: Option<&str>) -> Result<Actors, String> {
        let mut actors = Actors::default();
        for (name, text) in FILES {
            actors.add(text, &format!("actors/{name}.toml"))?;
        }
        if let Some(text) = user {
            actors.add(text, "actors.toml")?;
        }
        Ok(actors)
    }

    fn add(&mut self, text: &str, file: &str) -> Result<(), String> {
        let read: File = toml::from_str(text).map_err(|e| format!("{file}: {e}"))?;
        let user = file == "actors.toml";
        for entity in read.actors {
            if entity.code.is_empty() || entity.name.is_empty() {
                return Err(format!("{file}: an [[actor]] without `code` or `name`; both are needed"));
            }
            for (field, value) in [("since", &entity.since), ("until", &entity.until)] {
                if value.len() == 10 && value.parse::<Day>().is_err() {
                    return Err(format!("{file}, actor {}: `{field} = {value}` is no day; write YYYY-MM-DD", entity.code));
                }
            }
            let number = self.entities.len();
            let names = std::iter::once(&entity.name).chain(&entity.aliases).map(|n| (n, NameUse::Name));
            let demonyms = entity.demonyms.iter().map(|n| (n, NameUse::Demonym));
            let metonyms = entity.metonyms.iter().map(|n| (n, NameUse::Metonym));
            for (name, how) in names.chain(demonyms).chain(metonyms) {
                let name = normal(name);
                let name = name.strip_prefix("the ").unwrap_or(&name).to_string();
                if user {
                    self.by_name.insert(name, (number, how));
                } else {
                    self.by_name.entry(name).or_insert((number, how));
                }
            }
            self.entities.push(entity);
        }
        Ok(())
    }

    /// The entity that a name leads to.
    pub fn named(&self, name: &str) -> Option<(&Entity, NameUse)> {
        let key = normal(name);
        let key = key.strip_prefix("the ").unwrap_or(&key);
        let key = key.strip_suffix("'s").unwrap_or(key);
        let (number, how) = self.by_name.get(key)?;
        let entity = &self.entities[*number];
        // An acronym that is also a word ("FACT") is meant only in capitals.
        let acronym = |n: &String| normal(n) == key && n.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let meant = !std::iter::once(&entity.name).chain(&entity.aliases).any(acronym) || name.chars().any(char::is_uppercase);
        (meant && name.chars().next().is_some_and(|c| !c.is_lowercase() || key.contains(' '))).then_some((entity, *how))
    }

    /// The entity with that code.
    pub fn coded(&self, code: &str) -> Option<&Entity> {
        self.entities.iter().find(|e| e.code == code)
    }

    /// All of them, in the order of the files.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}
