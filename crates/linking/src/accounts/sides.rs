//! Says whether two words for somebody or something stand for different sides: soldiers and rebels, a hospital and a barracks, a mine and a
//! drone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tacitus_record::{Actor, normal};

use crate::slots::{Fit, actor, content_contained};
use crate::tables::{first_column, rows};
use crate::words::{WordClass, words};

/// Who somebody is in a war.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camp {
    /// Soldiers, police, officials.
    State,
    /// Rebels, militias, gangs.
    Armed,
    /// Nobody armed.
    Civilian,
    /// Armed men of whom nothing else is said.
    AnyArmed,
}

/// `lexicons/force-nouns.tsv`: nouns and their PLOVER sector.
static NOUNS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| nouns(|_| true));
/// Those of groups and bodies.
static BODIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| nouns(|collective| collective == "yes"));

fn nouns(kept: fn(&str) -> bool) -> BTreeMap<&'static str, &'static str> {
    let table = rows(include_str!("../../../../lexicons/force-nouns.tsv"));
    let row = |mut cells: std::str::Split<'static, char>| Some((cells.next()?, cells.next()?, cells.next()?));
    table.filter_map(row).filter(|(_, _, collective)| kept(collective)).map(|(noun, sector, _)| (noun, sector)).collect()
}

fn listed(nouns: &'static BTreeMap<&'static str, &'static str>, word: &str) -> Option<&'static str> {
    nouns.get(word).or_else(|| nouns.get(word.strip_suffix('s')?)).copied()
}

fn camp_of_sector(sector: &str) -> Option<Camp> {
    match sector {
        "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY" => Some(Camp::State),
        "REB" | "CRM" | "PRM" | "SEP" => Some(Camp::Armed),
        "UAF" => Some(Camp::AnyArmed),
        "CVL" | "MED" | "EDU" | "HLH" | "REF" | "JRN" | "BUS" | "LAB" | "AGR" => Some(Camp::Civilian),
        _ => None,
    }
}

/// The camp that a noun names.
pub fn camp_of_noun(noun: &str) -> Option<Camp> {
    let plain = ["civilian", "noncombatant"].iter().any(|c| noun.starts_with(c));
    if plain {
        return Some(Camp::Civilian);
    }
    camp_of_sector(listed(&NOUNS, noun)?).filter(|camp| *camp != Camp::Civilian)
}

/// The camp of an actor: an armed group by its name, else by its sector, else by the first noun of its words that has one.
fn camp(actor: &Actor) -> Option<Camp> {
    if is_band(actor) {
        return Some(Camp::Armed);
    }
    // "gunmen of the Black Anchor gang": the word that says most of them.
    let text = normal(&actor.text);
    let nouns = || text.split(' ').filter_map(|w| listed(&NOUNS, w));
    let telling = || nouns().find(|sector| *sector != "UAF").or_else(|| nouns().next());
    actor.sector.as_deref().filter(|sector| *sector != "UAF").or_else(telling).or(actor.sector.as_deref()).and_then(camp_of_sector)
}

/// Sectors whose groups bear arms.
const FIGHTING: [&str; 7] = ["MIL", "COP", "REB", "CRM", "PRM", "UAF", "SEP"];

/// Whether an actor is a group or body that can do a deed of war: told by such a noun, or by the name of an armed group. Ministries and
/// officials who speak of a deed, and people counted beside it, are none.
pub fn may_fight(actor: &Actor) -> bool {
    let words = normal(&actor.text);
    is_band(actor) || words.split(' ').filter_map(|w| listed(&BODIES, w)).any(|sector| FIGHTING.contains(&sector))
}

/// Whether an actor is told by a name of its own ("the Red Heron Front"), not only by what it is.
fn is_named(actor: &Actor) -> bool {
    let text = format!(". {}", actor.text);
    let proper = |w: &crate::words::Word| {
        let capital = text[w.start..w.end].starts_with(char::is_uppercase);
        capital && w.class != WordClass::Function && !NOUNS.contains_key(w.lower.as_str())
    };
    words(&text).iter().any(proper)
}

/// Whether two actors cannot be one: of two camps, or of two names that share no word. A vaguer word may mean either.
pub fn are_two(a: &Actor, b: &Actor) -> bool {
    let coded = |a: &Actor| a.country.is_some() || a.entity.is_some();
    match actor(a, b) {
        Fit::Different if coded(a) && coded(b) => return true,
        Fit::Same | Fit::Compatible => return false,
        _ if content_contained(&a.text, &b.text) => return false,
        _ => {}
    }
    let (named_a, named_b) = (is_named(a), is_named(b));
    // "The army" and "the 4th Mountain Brigade": a unit is part of a force.
    if (is_unit(a) || is_unit(b)) && camp(a) == camp(b) {
        return false;
    }
    // "Fighters of the Northern Shield" and "government forces": those say whose they are.
    if camp(a) == Some(Camp::Armed) && is_of_government(b) || camp(b) == Some(Camp::Armed) && is_of_government(a) {
        return true;
    }
    match (camp(a), camp(b)) {
        (Some(Camp::AnyArmed | Camp::Civilian), _) | (_, Some(Camp::AnyArmed | Camp::Civilian)) => false,
        // "The army" is not "the Red Heron Front", nor are "soldiers" "rebels"; whose army "the Home Army" is, nobody can tell.
        (Some(Camp::State), Some(Camp::Armed)) => named_a && named_b || !named_a && (is_band(b) || !named_b),
        (Some(Camp::Armed), Some(Camp::State)) => named_a && named_b || !named_b && (is_band(a) || !named_a),
        _ => named_a && named_b,
    }
}

/// Whether forces are told as the government's.
fn is_of_government(actor: &Actor) -> bool {
    let words = normal(&actor.text);
    camp(actor) == Some(Camp::State) && words.split(' ').any(|w| matches!(w, "government" | "regime" | "loyalist" | "presidential"))
}

/// `lexicons/echelons.tsv`: nouns of units.
static UNITS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../../lexicons/echelons.tsv")).collect());

/// Whether an actor is a unit of a force.
fn is_unit(actor: &Actor) -> bool {
    let words = normal(&actor.text);
    words.split(' ').any(|w| UNITS.contains(w)) && !is_band(actor)
}

/// Names that armed groups give themselves.
const BANDS: [&str; 15] = [
    "gang",
    "cartel",
    "brotherhood",
    "front",
    "movement",
    "militia",
    "brigades",
    "resistance",
    "liberation",
    "jihad",
    "sword",
    "mujahideen",
    "insurgents",
    "separatists",
    "rebels",
];

fn is_band(actor: &Actor) -> bool {
    normal(&actor.text).split(' ').any(|w| BANDS.contains(&w))
}

/// The class of what only shows, flies or makes a weapon, which is none.
const UNUSED: &str = "unused";
/// `lexicons/weapons.tsv` and `weapon-compounds.tsv`: word and class.
static WEAPONS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let named = rows(include_str!("../../../../lexicons/weapons.tsv")).filter_map(|mut cells| Some((cells.next()?, cells.next()?)));
    let unused = first_column(include_str!("../../../../lexicons/weapon-compounds.tsv")).map(|word| (word, UNUSED));
    named.chain(unused).collect()
});

/// Classes that one attack may be told by: a drone fires missiles, a plane drops bombs, a suicide attack is a bombing, gunmen throw grenades.
const ONE_ATTACK: [(&str, &str); 20] = [
    ("aerial", "explosive"),
    ("aerial", "missile"),
    ("aerial", "drone"),
    ("aerial", "artillery"),
    ("drone", "missile"),
    ("drone", "explosive"),
    ("artillery", "missile"),
    ("artillery", "tank"),
    ("artillery", "explosive"),
    ("suicide", "explosive"),
    ("ship", "missile"),
    ("ship", "artillery"),
    ("incendiary", "explosive"),
    ("incendiary", "primitive"),
    ("firearm", "explosive"),
    ("firearm", "primitive"),
    ("firearm", "artillery"),
    ("firearm", "tank"),
    ("firearm", "suicide"),
    ("explosive", "missile"),
];
/// Explosives of one kind that are neither dropped nor fired.
const BURIED: [&str; 3] = ["mine", "landmine", "booby trap"];

/// The class of the weapon that words name; the longest match, at most three words.
pub fn weapon(text: &str) -> Option<&'static str> {
    let normal = normal(text);
    let words: Vec<&str> = normal.split(' ').collect();
    (1..=words.len().min(3)).rev().flat_map(|length| words.windows(length)).find_map(class).filter(|class| *class != UNUSED)
}

/// The classes of all weapons that words name, each word in its longest match.
pub fn weapons(text: &str) -> Vec<&'static str> {
    let normal = normal(text);
    let words: Vec<&str> = normal.split(' ').collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=3).rev().find_map(|length| Some((length, class(words.get(at..at + length)?)?)));
        found.extend(longest.map(|(_, class)| class).filter(|class| *class != UNUSED));
        at += longest.map_or(1, |(length, _)| length);
    }
    found
}

fn class(run: &[&str]) -> Option<&'static str> {
    let joined = run.join(" ");
    let singular = joined.strip_suffix('s');
    let one_of = |list: &[&str]| list.contains(&joined.as_str()) || singular.is_some_and(|s| list.contains(&s));
    if one_of(&BURIED) {
        return Some("mine");
    }
    WEAPONS.get(joined.as_str()).or_else(|| WEAPONS.get(singular?)).copied()
}

/// Whether two classes of weapons cannot be one attack.
pub fn are_two_weapons(a: &str, b: &str) -> bool {
    let vague = |class: &str| matches!(class, "other" | "crowd-control" | "cyber");
    let one = |(x, y): &(&str, &str)| (*x, *y) == (a, b) || (*x, *y) == (b, a);
    a != b && !vague(a) && !vague(b) && !ONE_ATTACK.iter().any(one)
}

/// `lexicons/struck-things.tsv`: noun and side.
static STRUCK: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../../lexicons/struck-things.tsv")).filter_map(|mut cells| Some((cells.next()?, cells.next()?))).collect()
});

/// Whether the first noun of these words that is of either is civilian or military.
pub fn struck(text: &str) -> Option<&'static str> {
    let normal = normal(text);
    let words: Vec<&str> = normal.split(' ').map(|w| w.strip_suffix("'s").unwrap_or(w)).collect();
    let singular = |w: &str| w.strip_suffix("ies").map(|w| format!("{w}y")).or_else(|| w.strip_suffix('s').map(String::from));
    let side = |run: &[&str]| {
        let joined = run.join(" ");
        STRUCK.get(joined.as_str()).copied().or_else(|| STRUCK.get(singular(&joined)?.as_str()).copied())
    };
    let at = |i: usize| side(words.get(i..i + 2)?);
    (0..words.len()).find_map(|i| at(i).or_else(|| side(&words[i..=i])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vaguer_word_may_mean_either() {
        let two = |a: &str, b: &str| are_two(&Actor::unknown(a), &Actor::unknown(b));
        assert!(two("the Red Heron Front", "army mortars"));
        assert!(two("Lumbesian Patriotic Army", "Free Delta Command"));
        assert!(!two("gunmen", "the River People's Militia"));
        assert!(!two("The army", "the 4th Mountain Brigade"));
        assert!(!two("rebels", "the Highland Renewal movement"));
    }

    #[test]
    fn weapons_are_told_apart_by_class() {
        assert_eq!(weapon("a small explosive drone"), Some("drone"));
        assert_eq!(weapon("two landmines"), Some("mine"));
        assert_eq!(weapons("drone footage of the shells"), ["artillery"]);
        assert_eq!(weapon("a drone video"), None);
        assert!(are_two_weapons("drone", "artillery") && !are_two_weapons("drone", "missile"));
    }

    #[test]
    fn what_was_struck_is_civilian_or_military() {
        assert_eq!(struck("maternity wing of the town hospital"), Some("civilian"));
        assert_eq!(struck("a brigade command post"), Some("military"));
        assert_eq!(struck("the bridge"), None);
    }
}
