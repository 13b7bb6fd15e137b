//! Finds what became of threats: deeds that carry them out, and reports that they were not.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tacitus_record::{Claim, Day, Kind, Link, LinkType, Modality, Polarity};

use crate::announced::{Announced, RARE, by_sentence, named, rarity, root, stems, weight};
use crate::families::{Quad, quad};
use crate::report::{Report, Told};
use crate::slots::{Fit, actors, hull, places, targets};

/// Points from which a deed is the one announced.
const ENOUGH: i32 = 3;
/// The same where nothing says who did it.
const ENOUGH_WITHOUT_DOER: i32 = 4;
/// Points that the words of the announcement alone must give: one rare word, or two that are telling.
const TELLING: i32 = 2;
/// Words that an announcement and its deed must share.
const LEAST_SHARED: usize = 2;
/// Points for a doer of the side that announced it.
const SIDE: i32 = 2;
/// Most points for names of the announcement's article that are not in its own words.
const SCENE: i32 = 2;
/// Days after a threat within which a like deed is taken for the one threatened.
const WITHIN: i32 = 180;
/// Deeds told with one rare word beyond which the word tells nothing.
const COMMON_WORD: usize = 256;

/// A deed with the words to know it by.
struct Deed<'a> {
    told: &'a Told<'a>,
    stems: BTreeSet<String>,
    /// Roots of the names of who did it; none where nobody is told.
    side: Option<BTreeSet<String>>,
    /// Whether who did it is told by name.
    by_name: bool,
}

/// Links to threats from the deeds that carry them out and from the claims that such a deed was not done: by the same side, told later, in words
/// that tell the same act. Before its deadline nothing is left undone. Threats of one incident are one threat in several words, so that what
/// became of one became of all.
pub fn outcomes(told: &[Told], incidents: &[Vec<usize>]) -> Vec<Link> {
    let sentences = by_sentence(told);
    let announced: Vec<Announced> = told.par_iter().filter_map(|t| Announced::of(t, &sentences)).collect();
    if announced.is_empty() {
        return Vec::new();
    }
    let deeds: Vec<Deed> = told.par_iter().filter(|t| is_deed(t.claim())).map(Deed::of).collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_side: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, deed) in deeds.iter().enumerate() {
        deed.stems.iter().filter(|s| rarity(s) >= RARE).for_each(|s| by_word.entry(s).or_default().push(number));
        side(deed.told.claim()).into_iter().for_each(|s| by_side.entry(s).or_default().push(number));
    }
    by_word.retain(|_, deeds| deeds.len() <= COMMON_WORD);
    let mut again: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for group in incidents {
        let threats: Vec<&Told> = group.iter().map(|&i| &told[i]).filter(|t| is_threat(t)).collect();
        threats.iter().for_each(|t| _ = again.insert(t.id, threats.clone()));
    }
    let found = |announced: &Announced| -> Vec<(LinkType, usize, String)> {
        let words = announced.act.iter().chain(&announced.scene).filter_map(|s| by_word.get(s.as_str()));
        let of_side = side(announced.told.claim()).filter(|_| announced.is_threat()).and_then(|s| by_side.get(&s));
        let candidates: BTreeSet<usize> = words.chain(of_side).flatten().copied().collect();
        candidates.into_iter().filter_map(|d| outcome(announced, &deeds[d]).map(|(kind, reason)| (kind, d, reason))).collect()
    };
    let outcomes: Vec<Vec<(LinkType, usize, String)>> = announced.par_iter().map(found).collect();
    let mut links = BTreeMap::new();
    for (announced, outcomes) in announced.iter().zip(outcomes) {
        for (link_type, deed, reason) in outcomes {
            let deed = deeds[deed].told;
            for other in again.get(announced.told.id).into_iter().flatten().filter(|o| o.id != announced.told.id && later(o, deed)) {
                let reason = format!("{reason}, with the same threat in other words ({})", announced.told.id);
                links.entry((deed.id, other.id, link_type)).or_insert(reason);
            }
            links.insert((deed.id, announced.told.id, link_type), reason);
        }
    }
    let link = |((deed, threat, link_type), reason): ((&str, &str, LinkType), String)| Link {
        a: deed.to_string(),
        b: threat.to_string(),
        link_type,
        slot: "threat".to_string(),
        reason,
    };
    links.into_iter().map(link).collect()
}

/// Whether a deed of that PLOVER type is what a threat of that mode announces.
fn threatens(mode: &str, deed: &str) -> bool {
    match mode {
        "violence" => deed == "ASSAULT",
        "restrict" | "arrest" => deed == "COERCE",
        "relations" | "expel" => matches!(deed, "SANCTION" | "REJECT" | "RETREAT"),
        _ => false,
    }
}

impl<'a> Deed<'a> {
    fn of(told: &'a Told<'a>) -> Deed<'a> {
        let words = |r: &Report| stems(r.claim.mention.span.slice(&r.article.text));
        let claim = told.claim();
        let actor = claim.actor.as_ref().map(|a| &a.value);
        Deed {
            told,
            stems: told.reports.iter().flat_map(words).collect(),
            side: actor.map(|a| named(a).into_iter().collect()),
            by_name: actor.is_some_and(|a| stems(&a.text).iter().any(|s| rarity(s) >= RARE) && a.text.chars().any(char::is_uppercase)),
        }
    }
}

/// What a deed makes of an announcement, with the reason.
fn outcome(announced: &Announced, deed: &Deed) -> Option<(LinkType, String)> {
    let (threat, done) = (announced.told.claim(), deed.told.claim());
    if !later(announced.told, deed.told)
        || !fits(threat, done)
        || actors(threat, done) == Fit::Different
        || told_of_before(announced.told, done)
    {
        return None;
    }
    let of_side = deed.side.as_ref().is_some_and(|side| !side.is_disjoint(&announced.side)) || matches!(actors(threat, done), Fit::Same);
    // "Armed men in Tallow armbands": whose they are may stand beside them.
    let beside = !of_side && deed.stems.iter().any(|s| announced.side.contains(&root(s)));
    // "Marines", "gunmen" may be anybody's; a name of another side is another's deed.
    if deed.by_name && !of_side {
        return None;
    }
    // Forms of one name ("Illia", "Illian") are one word.
    let names: BTreeSet<String> = deed.stems.iter().filter(|s| rarity(s) >= RARE).map(|s| root(s)).collect();
    let in_deed = |s: &&String| deed.stems.contains(*s) || rarity(s) >= RARE && names.contains(&root(s));
    let shared: Vec<&String> = announced.act.iter().filter(in_deed).collect();
    let act: i32 = shared.iter().map(|s| weight(s)).sum();
    let scene: Vec<&String> = announced.scene.iter().filter(in_deed).collect();
    let around = i32::try_from(scene.len()).unwrap_or(SCENE).min(SCENE);
    // A deed at a place that the announcement does not know is another one.
    let place = done.place.as_ref().map(|p| stems(&p.value.name)).unwrap_or_default();
    let known = |s: &String| announced.act.contains(s) || announced.scene.contains(s) || announced.side.contains(&root(s));
    let elsewhere = place.iter().any(|s| rarity(s) >= RARE) && !place.iter().any(known) && announced.names_a_place();
    let kind = |c: &Claim| c.event.as_ref().map(|e| e.plover_type.clone());
    let threatened = || threat.event.as_ref().and_then(|e| e.mode.as_deref()).filter(|_| announced.is_threat()).unwrap_or_default();
    let of_one_kind = kind(threat).is_some() && kind(threat) == kind(done) || kind(done).is_some_and(|k| threatens(threatened(), &k));
    // What is no threat in so many words needs more than its words: the side that announced it, or a deed of its kind.
    if !(announced.is_threat() || of_side || beside || of_one_kind) {
        return None;
    }
    let points = act + around + if of_side { SIDE } else { 0 } + i32::from(beside) + i32::from(of_one_kind);
    let enough = if of_side { ENOUGH } else { ENOUGH_WITHOUT_DOER };
    let of_what = shared.iter().any(|s| !announced.names.contains(*s));
    let alone = shared.len() + scene.len() < LEAST_SHARED;
    if points < enough || act < TELLING || !of_what || alone || elsewhere {
        return None;
    }
    let (link_type, what) = match done.polarity {
        Polarity::Pos if of_side => (LinkType::Fulfils, "the same side did it, later"),
        Polarity::Pos => (LinkType::Fulfils, "it was done later, nobody says by whom"),
        Polarity::Neg if past_deadline(announced.told, deed.told) => (LinkType::NotCarriedOut, "later said not to have been done"),
        Polarity::Neg => return None,
    };
    let common: BTreeSet<&String> = shared.into_iter().chain(scene).collect();
    let common: Vec<&str> = common.into_iter().map(String::as_str).collect();
    Some((link_type, format!("{what}; in common: {}", common.join(", "))))
}

/// The deadline of a threat that passed, as far as the articles read tell, without a report of what became of it. `links` are those of the
/// threat, `last_read` is the latest day of publication. A deed done on the last day may be told on the day after.
pub fn passed_deadline<'l>(threat: &Claim, id: &str, links: impl IntoIterator<Item = &'l Link>, last_read: Option<Day>) -> Option<Day> {
    let made = threat.kind == Kind::Threat && threat.polarity == Polarity::Pos;
    let deadline = threat.threat.as_ref().filter(|_| made)?.deadline?;
    let over = last_read.is_some_and(|last| last.number() - deadline.number() > TOLD_WITHIN);
    let told = |l: &Link| l.b == id && matches!(l.link_type, LinkType::Fulfils | LinkType::NotCarriedOut);
    (over && !links.into_iter().any(told)).then_some(deadline)
}

/// Days after which a deed has been told.
const TOLD_WITHIN: i32 = 1;

fn is_threat(told: &Told) -> bool {
    told.claim().kind == Kind::Threat && told.claim().polarity == Polarity::Pos
}

/// Deeds, done or not: what is coded as a deed of conflict, a refusal or a withdrawal, a move of forces or the taking of ground.
fn is_deed(claim: &Claim) -> bool {
    let coded = claim.event.as_ref().is_some_and(|e| {
        quad(&e.plover_type) == Some(Quad::MaterialConflict) || matches!(e.plover_type.as_str(), "REJECT" | "RETREAT" | "MOBILIZE")
    });
    // An order that something be stopped is the deed itself ("signed a decree forbidding exports").
    let told_as_fact = matches!(claim.modality, Modality::Actual | Modality::Ongoing) || coded && claim.modality == Modality::Ordered;
    claim.kind != Kind::Threat && told_as_fact && (coded || matches!(claim.kind, Kind::Deployment | Kind::Control))
}

/// Country of the one who acts, else its key.
fn side(claim: &Claim) -> Option<String> {
    claim.actor.as_ref().map(|a| a.value.country.clone().unwrap_or_else(|| a.value.key()))
}

fn fits(threat: &Claim, deed: &Claim) -> bool {
    let place = places(threat.place.as_ref().map(|p| &p.value), deed.place.as_ref().map(|p| &p.value));
    let target = threat.kind != Kind::Threat || targets(threat, deed) != Fit::Different;
    target && place != Fit::Different
}

/// Whether the deed is dated before the day of the threat: it was no threat any more.
fn told_of_before(threat: &Told, deed: &Claim) -> bool {
    let days = deed.time.as_ref().and_then(|t| hull(&t.value));
    matches!((days, threat.reported()), (Some((_, last)), Some(threatened)) if last < threatened.number())
}

/// Whether the deed was first reported after the threat was, in another article.
fn later(threat: &Told, deed: &Told) -> bool {
    let other = |x: &Report| deed.reports.iter().all(|y| y.article.id != x.article.id);
    match (threat.reported(), deed.reported()) {
        (Some(t), Some(d)) => t < d && d.number() - t.number() <= WITHIN && threat.reports.iter().all(other),
        _ => false,
    }
}

/// Whether what is said not to have been done is said when the deadline, where there is one, has come.
fn past_deadline(threat: &Told, deed: &Told) -> bool {
    let deadline = threat.claim().threat.as_ref().and_then(|t| t.deadline);
    deadline.is_none_or(|deadline| deed.reported().is_some_and(|told| told >= deadline))
}
