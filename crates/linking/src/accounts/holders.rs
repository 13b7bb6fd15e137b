//! Compares who holds what ground.

use std::collections::BTreeSet;

use tacitus_record::{Actor, Kind, Link};

use super::account::{Account, Entry, stems};
use super::contradiction;
use super::deed::times_fit;
use super::sides::are_two;
use crate::slots::Fit;

/// Stems without a rare name by which two grounds are one ("the pumping station").
const GROUND: usize = 2;

/// Two holders of one place at one time.
pub(super) fn held_by(one: &Account, other: &Account) -> Option<Link> {
    for x in &one.entries {
        for y in &other.entries {
            let (Some(a), Some(b)) = (holder(x), holder(y)) else { continue };
            // A name that opens a sentence in the one is known by the other.
            let has = |account: &Account, s: &String| account.names.contains(s) || stems(&account.text).contains(s);
            let named = |s: &String| (one.names.contains(s) || other.names.contains(s)) && has(one, s) && has(other, s);
            let one_place = a.1.intersection(&b.1).any(named);
            // "Dorn has fallen. The rebels control the town": the name stands before.
            let told_before = || is_bare(&a.1) && b.1.iter().any(named) || is_bare(&b.1) && a.1.iter().any(named);
            let alike = || one.has_the_main_place_of(other) && a.1.intersection(&b.1).count() >= GROUND;
            let one_ground = one_place || told_before() || alike();
            if one_ground && times_fit(x, y) != Fit::Different && are_two(&a.0, &b.0) {
                return contradiction(x, y, "actor", |x, y| {
                    let name = |e: &Entry| holder(e).map(|(who, _)| who.name).unwrap_or_default();
                    format!("{} ({}) and {} ({}) cannot both hold it", name(x), x.said_by(), name(y), y.said_by())
                });
            }
        }
    }
    None
}

/// Whether ground is told by a word for a place where people live or stand, and no name.
fn is_bare(ground: &BTreeSet<String>) -> bool {
    let words = ["town", "city", "village", "island", "hill", "height", "airport", "bridge", "base", "port", "pass"];
    let bare: BTreeSet<String> = words.iter().flat_map(|w| stems(w)).collect();
    !ground.is_empty() && ground.iter().all(|s| bare.contains(s))
}

/// Who holds what ground, its names as stems.
fn holder(entry: &Entry) -> Option<(Actor, BTreeSet<String>)> {
    let claim = entry.claim;
    let actor = claim.actor.as_ref().filter(|_| entry.is_done()).map(|a| &a.value)?;
    let place = claim.place.iter().flat_map(|p| stems(&p.value.name));
    let object = claim.object.as_ref().map_or("", |o| o.value.as_str());
    if claim.kind == Kind::Control {
        return Some((actor.clone(), place.chain(stems(object)).collect()));
    }
    if claim.kind != Kind::State || !claim.predicate.ends_with("control") {
        return None;
    }
    // "The corps was in control of the mill", "the mill was under the control of the corps".
    let (_, of) = object.split_once("control of ")?;
    let under = claim.mention.span.slice(&entry.report.article.text).contains(" under ");
    let (who, ground) = if under { (Actor::unknown(of), actor.text.as_str()) } else { (actor.clone(), of) };
    Some((who, place.chain(stems(ground)).collect()))
}
