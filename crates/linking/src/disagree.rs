//! Says where claims about one happening cannot all be right, and where they only seem to disagree.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tacitus_record::{Bound, Kind, Link, LinkType, Polarity, Quantity, normal};

use crate::families::same_kind_of_thing;
use crate::incidents::count_alike;
use crate::report::{Report, Told};
use crate::scene::Scene;
use crate::slots::{Definition, Fit, actor, actors, content_contained, definitions, hull, places, quantities, targets, times};
use crate::standing::Provenance;
use crate::tables::first_column;

/// A claim of an incident with where and when the text around it sets it.
type Set<'t, 'a> = (&'t Told<'a>, &'t Scene<'a>);

/// Links among the claims of one incident, each given with its scene, sorted.
pub fn disagreements(group: &[Set], provenance: &Provenance) -> Vec<Link> {
    let mut links = BTreeSet::new();
    for (i, a) in group.iter().enumerate() {
        for b in &group[i + 1..] {
            links.extend(compare(*a, *b, provenance));
        }
    }
    links.into_iter().collect()
}

/// Judges two claims of one incident: the gate first (same predicate family, compatible victim and place, overlapping time), then slot by slot.
fn compare(one: Set, other: Set, provenance: &Provenance) -> Vec<Link> {
    let (a, b) = (one.0, other.0);
    let (x, y) = (a.claim(), b.claim());
    if !same_kind_of_thing(x, y) || targets(x, y) == Fit::Different {
        return Vec::new();
    }
    let place = places(x.place.as_ref().map(|p| &p.value), y.place.as_ref().map(|p| &p.value));
    let time = times(x.time.as_ref().map(|t| &t.value), y.time.as_ref().map(|t| &t.value));
    if place == Fit::Different || time == Fit::Different {
        return Vec::new();
    }
    let mut links = Vec::new();
    if x.polarity != y.polarity {
        // Who denies one version and tells another in the same breath does not contradict himself.
        if !in_one_breath(a, b) && !in_one_sentence(a, b) && agreeing(a, b) >= LEAST_AGREEING {
            links.extend(polarity(a, b));
        }
        return links;
    }
    if x.polarity == Polarity::Neg {
        return links;
    }
    if actors(x, y) == Fit::Different {
        if !in_one_breath(a, b) && !in_one_sentence(a, b) {
            links.extend(doer(one, other));
        }
    } else {
        if count_alike(x, y) {
            links.extend(number(a, b, provenance));
        }
        links.extend(date(a, b));
    }
    links
}

/// Slots that two claims must both fill, and alike, before the one can deny the other.
const LEAST_AGREEING: usize = 2;

/// Slots (actor, target, object, place, day) on which two claims say the same.
fn agreeing(a: &Told, b: &Told) -> usize {
    let (x, y) = (a.claim(), b.claim());
    let place = places(x.place.as_ref().map(|p| &p.value), y.place.as_ref().map(|p| &p.value)) == Fit::Same;
    let time = times(x.time.as_ref().map(|t| &t.value), y.time.as_ref().map(|t| &t.value)) == Fit::Same;
    let side = |fit: Fit| matches!(fit, Fit::Same | Fit::Compatible);
    let same_object = matches!((&x.object, &y.object), (Some(p), Some(q)) if content_contained(&p.value, &q.value));
    [side(actors(x, y)), side(targets(x, y)), same_object, place, time].iter().filter(|same| **same).count()
}

/// Whether one sentence holds a mention of both: it tells them apart itself ("the assault was repelled").
fn in_one_sentence(a: &Told, b: &Told) -> bool {
    let at = |t: &Told| -> BTreeSet<(String, u32)> { t.reports.iter().map(|r| (r.article.id.clone(), r.claim.mention.sentence)).collect() };
    !at(a).is_disjoint(&at(b))
}

/// Whether all mentions of both are by one voice in one article.
fn in_one_breath(a: &Told, b: &Told) -> bool {
    let voice = |r: &Report| r.claim.said_by.iter().map(|v| v.value.actor.key()).collect::<Vec<_>>();
    let same = |x: &Report, y: &Report| x.article.id == y.article.id && voice(x) == voice(y);
    a.reports.iter().all(|x| b.reports.iter().all(|y| same(x, y)))
}

/// A link that reads the same both ways; the smaller id comes first.
fn both_ways(a: &Told, b: &Told, link_type: LinkType, slot: &str, reason: String) -> Link {
    Link { a: a.id.min(b.id).to_string(), b: a.id.max(b.id).to_string(), link_type, slot: slot.to_string(), reason }
}

/// In order of id, so that the words of a reason do not depend on the order of comparison.
fn ordered<'t, 'a>(a: &'t Told<'a>, b: &'t Told<'a>) -> (&'t Told<'a>, &'t Told<'a>) {
    if a.id <= b.id { (a, b) } else { (b, a) }
}

fn polarity(a: &Told, b: &Told) -> Option<Link> {
    let (x, y) = (a.claim(), b.claim());
    if actors(x, y) == Fit::Different {
        return None;
    }
    let (denial, told) = if x.polarity == Polarity::Neg { (a, b) } else { (b, a) };
    // A number denied ("not 40 were killed") says nothing against another number.
    if quantities(x.quantity.as_ref().map(|q| &q.value), y.quantity.as_ref().map(|q| &q.value)) == Fit::Different {
        return None;
    }
    let doer = told.claim().actor.as_ref().map(|d| &d.value);
    let by_doer =
        denial.claim().said_by.iter().any(|v| doer.is_some_and(|d| matches!(actor(&v.value.actor, d), Fit::Same | Fit::Compatible)));
    let who = denial.reports[0].said_by();
    let other = told.reports[0].said_by();
    Some(if by_doer {
        Link {
            a: denial.id.to_string(),
            b: told.id.to_string(),
            link_type: LinkType::Denies,
            slot: "polarity".to_string(),
            reason: format!("the one said to have done it says it did not happen ({who}); against {other}"),
        }
    } else {
        both_ways(a, b, LinkType::Contradicts, "polarity", format!("said not to have happened ({who}), said to have happened ({other})"))
    })
}

/// Two doers of one deed. Only where the deed is pinned by its victim, its number, what is held or what was struck.
fn doer(one: Set, other: Set) -> Option<Link> {
    let (a, b) = ordered(one.0, other.0);
    let (x, y) = (a.claim(), b.claim());
    let number = quantities(x.quantity.as_ref().map(|q| &q.value), y.quantity.as_ref().map(|q| &q.value));
    let by_its_thing = one.1.is_pinned_by_its_thing(one.0.claim(), other.1, other.0.claim());
    let pinned = targets(x, y) == Fit::Same || number == Fit::Same || x.kind == Kind::Control || by_its_thing;
    let (Some(first), Some(second)) = (&x.actor, &y.actor) else { return None };
    pinned.then(|| {
        let reason = format!(
            "{} ({}) and {} ({}) cannot both be the one",
            first.value.name,
            a.reports[0].said_by(),
            second.value.name,
            b.reports[0].said_by()
        );
        both_ways(a, b, LinkType::Contradicts, "actor", reason)
    })
}

fn number(a: &Told, b: &Told, provenance: &Provenance) -> Option<Link> {
    let (a, b) = ordered(a, b);
    let (p, q) = (&a.claim().quantity.as_ref()?.value, &b.claim().quantity.as_ref()?.value);
    match definitions(p, q) {
        Definition::Same => {}
        Definition::Other => return None,
        Definition::Qualified => {
            let (of_p, of_q) = (p.of.as_deref().unwrap_or(""), q.of.as_deref().unwrap_or(""));
            let reason = format!("they count different things: {of_p}; {of_q}");
            let apart = quantities(Some(p), Some(q)) == Fit::Different;
            return apart.then(|| both_ways(a, b, LinkType::Differs, "quantity", reason));
        }
    }
    if quantities(Some(p), Some(q)) != Fit::Different {
        return None;
    }
    if a.reports.iter().chain(&b.reports).any(comes_on_top) {
        return None;
    }
    // One voice that gives two numbers in one text tells of two things, unless it places and dates them alike.
    let alike = |fit: Fit| fit == Fit::Same;
    let (x, y) = (a.claim(), b.claim());
    let same_place = alike(places(x.place.as_ref().map(|p| &p.value), y.place.as_ref().map(|p| &p.value)));
    let same_time = alike(times(x.time.as_ref().map(|t| &t.value), y.time.as_ref().map(|t| &t.value)));
    if in_one_breath(a, b) && !(same_place && same_time) {
        return None;
    }
    if let Some((later, earlier, who)) = update(a, b, provenance) {
        let (new, old) = (&later.claim().quantity.as_ref()?.value, &earlier.claim().quantity.as_ref()?.value);
        let reason = match who {
            Some(who) => format!("{who} said {} first and {} later", in_words(old), in_words(new)),
            None => grown(later.reports[0].said_by(), new, earlier.reports[0].said_by(), old),
        };
        return Some(Link {
            a: later.id.to_string(),
            b: earlier.id.to_string(),
            link_type: LinkType::Updates,
            slot: "quantity".to_string(),
            reason,
        });
    }
    let reason =
        format!("{} ({}) and {} ({}) leave no common number", in_words(p), a.reports[0].said_by(), in_words(q), b.reports[0].said_by());
    Some(both_ways(a, b, LinkType::Contradicts, "quantity", reason))
}

/// Whether the words of a number, or the word on either side, say that it comes on top of another ("six more", "another 50"). "More than"
/// bounds a number.
pub fn comes_on_top(report: &Report) -> bool {
    let Some(span) = report.claim.quantity.as_ref().and_then(|q| q.span()) else { return false };
    let text = &report.article.text;
    let before = text.get(..span.start()).unwrap_or("").split_whitespace().next_back();
    let after = text.get(span.end()..).unwrap_or("").split_whitespace().next();
    let around: Vec<String> = before.into_iter().chain(span.slice(text).split_whitespace()).chain(after).map(normal).collect();
    let adds = |i: usize| INCREMENTS.contains(around[i].as_str()) && around.get(i + 1).is_none_or(|next| next != "than");
    (0..around.len()).any(adds)
}

/// `lexicons/increment-words.tsv`.
static INCREMENTS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../lexicons/increment-words.tsv")).collect());

/// The later and the earlier of two claims, where all reports of the one come after all of the other: by one speaker, who is named, or of a toll
/// that is told to have grown.
fn update<'t, 'a>(a: &'t Told<'a>, b: &'t Told<'a>, provenance: &Provenance) -> Option<(&'t Told<'a>, &'t Told<'a>, Option<String>)> {
    let speakers = |t: &Told| -> BTreeSet<String> { t.reports.iter().map(|r| provenance.informant(r)).collect() };
    let common = speakers(a).intersection(&speakers(b)).next().cloned();
    let days = |t: &Told| -> Option<(i32, i32)> {
        let days: Option<Vec<i32>> = t.reports.iter().map(|r| r.published().map(|d| d.number())).collect();
        let days = days?;
        Some((*days.iter().min()?, *days.iter().max()?))
    };
    let ((a_first, a_last), (b_first, b_last)) = (days(a)?, days(b)?);
    let (later, earlier) = if a_first > b_last {
        (a, b)
    } else if b_first > a_last {
        (b, a)
    } else {
        return None;
    };
    let quantity = |t: &Told| t.claim().quantity.as_ref().map(|q| q.value.clone());
    let grows = || {
        matches!((quantity(earlier), quantity(later)), (Some(old), Some(new)) if has_grown(&old, &new))
            && later.reports.iter().all(is_told_as_grown)
    };
    (common.is_some() || grows()).then_some((later, earlier, common))
}

/// `lexicons/increase-words.tsv`.
static INCREASES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| first_column(include_str!("../../../lexicons/increase-words.tsv")).collect());

/// Whether the sentence of a toll says that it has grown.
pub fn is_told_as_grown(report: &Report) -> bool {
    let (text, span) = (&report.article.text, report.claim.mention.span);
    let (Some(before), Some(after)) = (text.get(..span.start()), text.get(span.end()..)) else { return false };
    let from = before.rfind(['.', '\n']).map_or(0, |at| at + 1);
    let to = after.find(['.', '\n']).map_or(text.len(), |at| span.end() + at);
    text.get(from..to).is_some_and(|sentence| normal(sentence).split(' ').any(|w| INCREASES.contains(w)))
}

/// What befalls people and is counted anew as bodies are found and the wounded die.
const TOLLS: [&str; 3] = ["killed", "wounded", "found_dead"];

/// Whether the later of two tolls is the higher one.
pub fn has_grown(old: &Quantity, new: &Quantity) -> bool {
    let toll = |q: &Quantity| q.status.as_deref().is_some_and(|s| TOLLS.contains(&s));
    let least = |q: &Quantity| q.lo.or(q.value);
    toll(old) && toll(new) && matches!((least(old), least(new)), (Some(old), Some(new)) if old < new)
}

/// Why a later toll contradicts no earlier one.
pub fn grown(later: String, new: &Quantity, earlier: String, old: &Quantity) -> String {
    format!("{} ({later}) is told after {} ({earlier}): tolls grow", in_words(new), in_words(old))
}

/// A quantity as a reason tells it ("at least 14 people killed").
pub fn in_words(quantity: &Quantity) -> String {
    let unit = match (quantity.unit.as_str(), quantity.value) {
        ("item", _) => "",
        ("person", value) if value != Some(1.0) => "people",
        (unit, _) => unit,
    };
    let bound = match quantity.bound {
        Bound::AtMost => "at most",
        Bound::AtLeast => "at least",
        Bound::About => "about",
        Bound::Exact | Bound::Range | Bound::Vague => "",
    };
    let number = match (quantity.value, quantity.lo, quantity.hi) {
        (_, Some(lo), Some(hi)) if quantity.bound == Bound::Range => format!("{lo} to {hi}"),
        (Some(value), ..) => value.to_string(),
        _ => return format!("\"{}\"", quantity.text),
    };
    let words = [bound, &number, unit, quantity.status.as_deref().unwrap_or("")];
    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Two days for one happening: told a night apart, and everything else pins it.
fn date(a: &Told, b: &Told) -> Option<Link> {
    let (a, b) = ordered(a, b);
    let (t, u) = (&a.claim().time.as_ref()?.value, &b.claim().time.as_ref()?.value);
    let ((a_lo, a_hi), (b_lo, b_hi)) = (hull(t)?, hull(u)?);
    let apart = a_lo == a_hi && b_lo == b_hi && a_lo != b_lo;
    let alike = a.claim().predicate == b.claim().predicate
        && quantities(a.claim().quantity.as_ref().map(|q| &q.value), b.claim().quantity.as_ref().map(|q| &q.value)) == Fit::Same;
    (apart && alike).then(|| {
        let day = |t: &tacitus_record::Moment| t.edtf.clone().unwrap_or_else(|| t.text.clone());
        let reason = format!("{} ({}) and {} ({}) are two days", day(t), a.reports[0].said_by(), day(u), b.reports[0].said_by());
        both_ways(a, b, LinkType::Contradicts, "time", reason)
    })
}
