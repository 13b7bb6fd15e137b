//! Compares claims slot by slot: the same, compatible, not to be told, or different.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tacitus_record::{Actor, Claim, Grounded, Moment, Place, PlacePrecision, Quantity, normal};

use crate::tables::first_column;
use crate::words::content_words;

/// How two values of one slot stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The same.
    Same,
    /// One may be a vaguer or finer name of the other.
    Compatible,
    /// One is missing, or they cannot be compared.
    Unknown,
    /// Not the same.
    Different,
}

/// Compares who acts.
pub fn actors(a: &Claim, b: &Claim) -> Fit {
    sides(&doers(a), &doers(b))
}

/// Who acts, without a weapon taken for the one who acts: "artillery" in "artillery shells struck" says with what, not who.
fn doers(claim: &Claim) -> Vec<&Actor> {
    let weapon = claim.instrument.as_ref().and_then(Grounded::span);
    let doer = |a: &&Grounded<Actor>| !a.span().is_some_and(|who| weapon.is_some_and(|with| with.contains(who)));
    claim.actor.iter().chain(&claim.more_actors).filter(doer).map(|a| &a.value).collect()
}

/// Compares who is acted upon.
pub fn targets(a: &Claim, b: &Claim) -> Fit {
    sides(&all(&a.target, &a.more_targets), &all(&b.target, &b.more_targets))
}

fn all<'a>(first: &'a Option<Grounded<Actor>>, more: &'a [Grounded<Actor>]) -> Vec<&'a Actor> {
    first.iter().chain(more).map(|a| &a.value).collect()
}

/// Two sides fit as well as their best-fitting members.
fn sides(a: &[&Actor], b: &[&Actor]) -> Fit {
    let fits = || a.iter().flat_map(|x| b.iter().map(|y| actor(x, y)));
    [Fit::Same, Fit::Compatible, Fit::Unknown]
        .into_iter()
        .find(|wanted| fits().any(|f| f == *wanted))
        .unwrap_or(if a.is_empty() || b.is_empty() { Fit::Unknown } else { Fit::Different })
}

/// Compares two actors: by code, then by country and sector, then by words.
pub fn actor(a: &Actor, b: &Actor) -> Fit {
    if a.key() == b.key() {
        return Fit::Same;
    }
    if let (Some(x), Some(y)) = (&a.entity, &b.entity)
        && (within(x, y) || within(y, x))
    {
        return Fit::Compatible;
    }
    // Civilians, forces of the state and rebels of one country are different victims and different doers.
    if let (Some(x), Some(y)) = (camp(a), camp(b))
        && x != y
    {
        return Fit::Different;
    }
    match (&a.country, &b.country) {
        (Some(x), Some(y)) if x == y => Fit::Compatible,
        (Some(_), Some(_)) => Fit::Different,
        _ if a.entity.is_some() && b.entity.is_some() => Fit::Different,
        _ if content_contained(&a.name, &b.name) => Fit::Compatible,
        _ => Fit::Unknown,
    }
}

#[derive(PartialEq, Eq)]
enum Camp {
    State,
    Armed,
    Civil,
}

/// The camp of an actor within its country, by PLOVER sector; sectors that may belong to either have none.
fn camp(actor: &Actor) -> Option<Camp> {
    match actor.sector.as_deref()? {
        "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY" => Some(Camp::State),
        "REB" | "CRM" => Some(Camp::Armed),
        "CVL" | "MED" | "EDU" | "HLH" | "REF" | "JRN" | "BUS" | "LAB" | "AGR" => Some(Camp::Civil),
        _ => None,
    }
}

/// Whether a dotted code lies below another (`RUS.MIL` below `RUS`).
fn within(fine: &str, coarse: &str) -> bool {
    fine.strip_prefix(coarse).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether all content words of one text occur in the other.
pub fn content_contained(a: &str, b: &str) -> bool {
    let (x, y) = (content_words(a), content_words(b));
    !x.is_empty() && !y.is_empty() && (x.is_subset(&y) || y.is_subset(&x))
}

/// Compares two places.
pub fn places(a: Option<&Place>, b: Option<&Place>) -> Fit {
    let (Some(a), Some(b)) = (a, b) else { return Fit::Unknown };
    if a.key() == b.key() || (normal(&a.name) == normal(&b.name) && a.country == b.country && (is_fine(a) == is_fine(b))) {
        return Fit::Same;
    }
    match (&a.country, &b.country) {
        (Some(x), Some(y)) if x != y => return Fit::Different,
        _ => {}
    }
    // "the Tal barracks" may lie in Tal; where "the Orm crossing" lies, only a map that has it can tell.
    let unlisted = |p: &Place| p.gazetteer_id.is_none();
    if (unlisted(a) || unlisted(b)) && content_contained(&a.name, &b.name) {
        return Fit::Compatible;
    }
    let ground = |p: &Place| unlisted(p) && is_ground(&p.name);
    if ground(a) != ground(b) {
        return Fit::Unknown;
    }
    if is_fine(a) && is_fine(b) {
        return if apart_km(a, b).is_some_and(|km| km < NEIGHBOURING_KM)
            && (a.precision == PlacePrecision::Point || b.precision == PlacePrecision::Point)
        {
            Fit::Compatible
        } else {
            Fit::Different
        };
    }
    let same_country = a.country.is_some() && a.country == b.country;
    if (a.precision == PlacePrecision::Country || b.precision == PlacePrecision::Country) && same_country {
        return Fit::Compatible;
    }
    let region = |p: &Place| if p.precision == PlacePrecision::Province { Some(normal(&p.name)) } else { p.admin1.as_deref().map(normal) };
    match (region(a), region(b)) {
        (Some(x), Some(y)) if same_country => {
            if x == y || content_contained(&x, &y) {
                Fit::Compatible
            } else {
                Fit::Different
            }
        }
        _ => Fit::Unknown,
    }
}

/// Nouns for ground, works and buildings.
static GROUNDS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../lexicons/ground-nouns.tsv")).collect());

/// Whether a place is told by a noun for ground ("the Orm crossing"), and not by the name of a settlement.
fn is_ground(name: &str) -> bool {
    normal(name).split(' ').any(|word| GROUNDS.contains(word))
}

/// A point this near a settlement may lie in it.
const NEIGHBOURING_KM: f64 = 5.0;

/// Whether a place is a settlement or finer; a name that no gazetteer has is taken for one, since regions and countries are known.
pub fn is_fine(place: &Place) -> bool {
    matches!(place.precision, PlacePrecision::Settlement | PlacePrecision::Point) || place.gazetteer_id.is_none()
}

/// Distance in kilometres on a sphere flattened locally; good to a percent below 100 km. Plain arithmetic, the same on every machine.
fn apart_km(a: &Place, b: &Place) -> Option<f64> {
    let (lat_a, lon_a, lat_b, lon_b) = (a.lat?, a.lon?, b.lat?, b.lon?);
    const KM_PER_DEGREE: f64 = 111.195;
    let x = ((lat_a + lat_b) / 2.0) * (std::f64::consts::PI / 180.0);
    let cosine = 1.0 - x * x / 2.0 + x.powi(4) / 24.0 - x.powi(6) / 720.0;
    let (north, east) = ((lat_a - lat_b) * KM_PER_DEGREE, (lon_a - lon_b) * KM_PER_DEGREE * cosine);
    Some((north * north + east * east).sqrt())
}

/// Longest hull, in days, that still dates one happening.
pub const SHORT: i32 = 3;

/// First and last day a time allows, where both are known.
pub fn hull(time: &Moment) -> Option<(i32, i32)> {
    let (lo, hi) = time.hull();
    Some((lo?.number(), hi?.number()))
}

/// Compares two times. Two short hulls a day apart are not told (a night has two dates).
pub fn times(a: Option<&Moment>, b: Option<&Moment>) -> Fit {
    let (Some(a), Some(b)) = (a, b) else { return Fit::Unknown };
    if !a.is_resolved() || !b.is_resolved() {
        return Fit::Unknown;
    }
    let (Some((a_lo, a_hi)), Some((b_lo, b_hi))) = (hull(a), hull(b)) else {
        return if a.overlaps(b) { Fit::Unknown } else { Fit::Different };
    };
    let gap = (b_lo - a_hi).max(a_lo - b_hi);
    let short = a_hi - a_lo <= SHORT && b_hi - b_lo <= SHORT;
    match gap {
        _ if (a_lo, a_hi) == (b_lo, b_hi) && short => Fit::Same,
        ..=0 if short => Fit::Same,
        ..=0 => Fit::Compatible,
        1 if short => Fit::Unknown,
        _ => Fit::Different,
    }
}

/// Whether two quantities count the same thing in the same unit.
///
/// A number without a noun ("at least 14 killed") has the unit `item`: with the same status it counts what the other counts.
pub fn comparable(a: &Quantity, b: &Quantity) -> bool {
    const NO_NOUN: &str = "item";
    let bare = |q: &Quantity| q.unit == NO_NOUN && q.status.is_some();
    a.status == b.status && (normal(&a.unit) == normal(&b.unit) || bare(a) || bare(b))
}

/// How what two quantities count stands to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definition {
    /// The same, as far as the words tell.
    Same,
    /// The same noun, otherwise qualified ("militants", "suspected militants" against "foreign militants").
    Qualified,
    /// Other things: their numbers have nothing to do with each other.
    Other,
}

/// Compares what two quantities count, by the words of the text.
pub fn definitions(a: &Quantity, b: &Quantity) -> Definition {
    let words = |q: &Quantity| -> Option<Vec<String>> { q.of.as_deref().map(|of| normal(of).split(' ').map(String::from).collect()) };
    // "16 others" are whoever the text has not named before; nobody can tell whether two texts mean the same.
    let rest =
        |q: &Quantity| q.unit == "other" || words(q).is_some_and(|w| w.last().is_some_and(|head| head == "others" || head == "other"));
    if rest(a) || rest(b) {
        return Definition::Other;
    }
    match (words(a), words(b)) {
        (Some(x), Some(y)) if content_contained(&x.join(" "), &y.join(" ")) => Definition::Same,
        (Some(x), Some(y)) if x.last() == y.last() => Definition::Qualified,
        (Some(_), Some(_)) => Definition::Other,
        _ => Definition::Same,
    }
}

/// Compares two quantities; words without a number are not told apart.
pub fn quantities(a: Option<&Quantity>, b: Option<&Quantity>) -> Fit {
    let (Some(a), Some(b)) = (a, b) else { return Fit::Unknown };
    if !comparable(a, b) {
        return Fit::Unknown;
    }
    match (a.value, b.value) {
        (Some(x), Some(y)) if x == y => Fit::Same,
        _ if a.is_disjoint(b) => Fit::Different,
        (Some(_), Some(_)) => Fit::Compatible,
        _ => Fit::Unknown,
    }
}
