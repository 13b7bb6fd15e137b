//! Compares with what weapons a deed was done.

use std::collections::BTreeSet;

use tacitus_record::Link;

use super::account::{Account, Entry};
use super::contradiction;
use super::deed::{But, ONE_DEED, pairs, points, times_fit, violent};
use super::sides::{are_two_weapons, weapon, weapons};
use crate::slots::Fit;
use crate::words::is_denying;

/// Two weapons that cannot be one attack.
pub(super) fn with_what(one: &Account, other: &Account) -> Option<Link> {
    if one.is_elsewhere(other) {
        return None;
    }
    let (ours, theirs) = (all_arms(one), all_arms(other));
    let two = |a: &str, b: &str| are_two_weapons(a, b) || a != b && (rules_out(one, b) || rules_out(other, a));
    if ours.is_empty() || theirs.is_empty() || !ours.iter().all(|a| theirs.iter().all(|b| two(a, b))) {
        return None;
    }
    let mut deeds = pairs(one, other).filter(|(x, y)| violent(x) && violent(y) && times_fit(x, y) != Fit::Different);
    let (x, y) = deeds.find(|(x, y)| points(x, y, one, other, But::Weapon) >= ONE_DEED)?;
    let kinds = |e: &Entry| {
        let classes = if e.told.id == x.told.id { &ours } else { &theirs };
        classes.iter().copied().collect::<Vec<_>>().join(", ")
    };
    contradiction(x, y, "instrument", |x, y| {
        format!("a weapon of the kind {} ({}) and one of the kind {} ({})", kinds(x), x.said_by(), kinds(y), y.said_by())
    })
}

/// Words behind one that denies among which a weapon is denied ("no trace of any drone").
const DENIED_WITHIN: usize = 6;

/// Whether an account denies a weapon of that class: "had seen no knife or machete wounds".
fn rules_out(account: &Account, class: &str) -> bool {
    let words: Vec<&str> = account.text.split(' ').collect();
    let denied = |at: usize| weapons(&words[at + 1..words.len().min(at + 1 + DENIED_WITHIN)].join(" ")).contains(&class);
    (0..words.len()).any(|at| is_denying(words[at]) && denied(at))
}

/// Classes of the weapons that an account tells of: of its deeds, else of the words that tell them.
fn all_arms(account: &Account) -> BTreeSet<&'static str> {
    let own: BTreeSet<&str> = account.entries.iter().filter(|e| violent(e)).filter_map(arms).collect();
    if own.is_empty() && !account.entries.iter().any(downs) { account.telling_words().into_iter().flat_map(weapons).collect() } else { own }
}

/// The class of weapon of an entry: its own, else the one class that the words name besides what was struck ("an attack with drones").
pub(super) fn arms(e: &Entry) -> Option<&'static str> {
    // "The Sword of Jebbar" is no weapon.
    let thing = e.claim.instrument.as_ref().filter(|i| !i.value.contains(" of ") || !i.value.starts_with(char::is_uppercase));
    let named = thing.and_then(|i| weapon(&i.value));
    if downs(e) {
        return named;
    }
    let text = &e.report.article.text;
    named.or_else(|| e.claim.mention.cue.and_then(|cue| weapon(cue.slice(text)))).or_else(|| {
        let told = e.claim.mention.span.slice(text).to_string();
        // What is fired is told as the object ("fired shells at the market").
        let object = e.claim.object.as_ref().map(|o| o.value.as_str()).filter(|o| !FIRED_AT.iter().any(|at| o.contains(at)));
        let struck = e.claim.target.iter().map(|t| t.value.text.as_str()).chain(object);
        let others = struck.fold(told, |told, struck| told.replace(struck, ""));
        let classes: BTreeSet<&str> = weapons(&others).into_iter().collect();
        classes.first().copied().filter(|_| violent(e) && classes.len() == 1)
    })
}

/// Whether something is shot or brought down: its words name what came down, and no weapon.
fn downs(e: &Entry) -> bool {
    e.claim.predicate == "assault.shoot-down"
}

/// What stands between a weapon fired and what it is fired at.
const FIRED_AT: [&str; 4] = [" at ", " into ", " on ", " against "];
