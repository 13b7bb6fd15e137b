//! Where: a gazetteer's answer, or an honest "not found".

use crate::named_enum;

named_enum! {
    /// How finely a place is known.
    pub enum PlacePrecision {
        /// A site or coordinate.
        Point = "point",
        /// A town or village.
        Settlement = "settlement",
        /// Second-level region.
        District = "district",
        /// First-level region.
        Province = "province",
        /// A country.
        Country = "country",
        /// A region across or beside administrative borders.
        Region = "region",
        /// Not known.
        Unknown = "unknown",
    }
}

named_enum! {
    /// How a place name is used, after the two classes of Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation" (2020):
    /// literal, or associative in one of three ways. Only a literal name says where something is or happens.
    pub enum ToponymUse {
        /// The place itself: where something is, goes or is done ("in Morva", "captured Morva", "the Morva airport").
        Literal = "literal",
        /// Its government, body, army or people ("Morva rejected the offer", "talks with Morva").
        Metonymic = "metonymic",
        /// A word made of its name, for its people or what belongs to it ("Karskian forces", "a Karskian village").
        Demonym = "demonym",
        /// The name before a thing or person, which says whose or which it is ("a Karsk frigate", "the Morva mayor").
        Associative = "associative",
    }
}

/// A place name within the words of a claim, and how it is used there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toponym {
    /// The words.
    pub text: String,
    /// How they are used.
    pub usage: ToponymUse,
    /// Name of the place that they name or are made of, else the words.
    pub name: String,
    /// Gazetteer id of that place; `None` where it is in no gazetteer.
    pub gazetteer_id: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
}

/// One place a name may mean, with the score it got; `explain` shows all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Stable gazetteer id (`geonames:…`, `wof:…`, `tacitus:…`, `user:…`).
    pub id: String,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166-1 alpha-3 code, or empty.
    pub country: String,
    /// First-level region's name, or empty.
    pub admin1: String,
    /// WGS84 degrees north.
    pub lat: f64,
    /// WGS84 degrees east.
    pub lon: f64,
    /// Unitless preference; higher is preferred, comparable only within one name.
    pub score: f64,
    /// The parts of the score, in words.
    pub why: String,
}

/// A place as mentioned. `gazetteer_id` `None` means: not in the gazetteer, and that is an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The words.
    pub text: String,
    /// Id of the chosen candidate.
    pub gazetteer_id: Option<String>,
    /// Name of the chosen candidate, else the words.
    pub name: String,
    /// WGS84 degrees north; `None` where unlocated.
    pub lat: Option<f64>,
    /// WGS84 degrees east; `None` where unlocated.
    pub lon: Option<f64>,
    /// How finely it is known.
    pub precision: PlacePrecision,
    /// Kilometres about the point within which the place lies, or what is said to be in it; `None` where unlocated.
    pub radius_km: Option<f64>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// First-level region's name.
    pub admin1: Option<String>,
    /// What else the name may mean, best first.
    pub candidates: Vec<Candidate>,
}

impl Eq for Place {}

impl Place {
    /// A name that no gazetteer has.
    pub fn not_found(text: &str) -> Place {
        Place {
            text: text.to_string(),
            gazetteer_id: None,
            name: text.to_string(),
            lat: None,
            lon: None,
            precision: PlacePrecision::Unknown,
            radius_km: None,
            country: None,
            admin1: None,
            candidates: Vec::new(),
        }
    }

    /// A place that is described and not named ("a crowded market", "near the Afghan border"): it has its words, and no name, since its
    /// capitals are somebody's.
    pub fn described(text: &str) -> Place {
        Place { name: text.to_lowercase(), ..Place::not_found(text) }
    }

    /// Whether the words describe a place without naming one.
    pub fn is_described(&self) -> bool {
        let known = self.gazetteer_id.is_some() || self.lat.is_some();
        !known && !self.name.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
    }

    /// Whether the words name one place, as against describing one or naming several ("Kano and Zaria"), which no gazetteer can have.
    pub fn names_one(&self) -> bool {
        let several = self.text.contains(", ") || self.text.split_whitespace().any(|word| matches!(word, "and" | "or"));
        self.gazetteer_id.is_some() || self.lat.is_some() || !self.is_described() && !several
    }

    /// The id, else the normalised words: what identity and comparison use.
    pub fn key(&self) -> String {
        self.gazetteer_id.clone().unwrap_or_else(|| crate::normal(&self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_description_and_a_list_name_no_one_place() {
        for one in ["Kano", "near Goma", "15 kilometres north of Palma", "kilometre 30 of the coastal road"] {
            assert!(Place::not_found(one).names_one(), "{one}");
        }
        for several in ["Kano and Zaria", "Kobal, Tserani and Laghom", "Kano\nand Zaria"] {
            assert!(!Place::not_found(several).names_one() && !Place::not_found(several).is_described(), "{several}");
        }
        for words in ["crowded market", "his home", "near the Afghan border"] {
            assert!(Place::described(words).is_described() && !Place::described(words).names_one(), "{words}");
        }
    }
}
