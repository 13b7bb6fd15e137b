//! Compares how many were killed and wounded.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use tacitus_record::{Bound, Link, LinkType, Quantity, normal};

use super::account::{Account, Entry, RARE, stems};
use super::contradiction;
use super::sides::{Camp, camp_of_noun};
use crate::disagree::{comes_on_top, grown, has_grown, is_told_as_grown};
use crate::fingerprint::text_hash;
use crate::portrait::usual_rarity;
use crate::slots::{Fit, targets, times};

/// What befell people, and the words of the record for it.
const TOLLS: [(&str, &[&str]); 2] = [("killed", &["killed", "found_dead"]), ("wounded", &["wounded"])];
/// Nouns that count whoever it may be.
const ANYBODY: [&str; 14] =
    ["", "item", "people", "person", "persons", "body", "bodies", "victim", "victims", "dead", "life", "lives", "death", "deaths"];
/// Words that set one side's people apart.
const SIDES: [&str; 11] = ["enemy", "enemies", "own", "our", "ours", "theirs", "hostile", "opposing", "rival", "losses", "cost"];
/// Words of a toll that is a part of another ("among them six children").
const PART: [&str; 5] = ["among", "including", "whom", "them", "these"];

/// Links on the tolls of two accounts.
pub fn compare(one: &Account, other: &Account) -> Vec<Link> {
    if one.is_elsewhere(other) || !one.has_the_main_place_of(other) {
        return Vec::new();
    }
    let of_one_kind = TOLLS.iter().filter_map(|(_, statuses)| toll(one, other, statuses));
    of_one_kind.chain(losses_below_the_dead(one, other)).chain(losses_below_the_dead(other, one)).collect()
}

/// Contradictions between all that one account says a side lost and the dead of that side in the other: whoever was killed was lost.
fn losses_below_the_dead(losses: &Account, dead: &Account) -> Vec<Link> {
    let most = |q: &Quantity| if q.bound == Bound::AtLeast { None } else { q.hi.or(q.value) };
    let least = |q: &Quantity| if q.bound == Bound::AtMost { None } else { q.lo.or(q.value) };
    let of_one_side = |a: &Toll, b: &Toll| named_sides(a, b) && targets(a.entry.claim, b.entry.claim) == Fit::Same;
    let dead = tolls(dead, &["killed", "found_dead"]);
    let mut links = Vec::new();
    for all in tolls(losses, &["casualties"]) {
        let more = |b: &&Toll| {
            let apart = matches!((most(all.quantity), least(b.quantity)), (Some(most), Some(least)) if most < least);
            apart && of_one_side(&all, b) && !is_rounding(all.quantity, b.quantity)
        };
        links.extend(dead.iter().find(more).and_then(|b| {
            contradiction(all.entry, b.entry, "quantity", |x, y| {
                format!(
                    "{} ({}) and {} ({}): a side loses no fewer than are killed of it",
                    x.told_number(),
                    x.said_by(),
                    y.told_number(),
                    y.said_by()
                )
            })
        }));
    }
    links
}

/// A number of people with what is counted.
struct Toll<'e, 'a> {
    entry: &'e Entry<'a>,
    quantity: &'a Quantity,
}

fn toll(one: &Account, other: &Account, statuses: &[&str]) -> Option<Link> {
    let (ours, theirs) = (tolls(one, statuses), tolls(other, statuses));
    // The first number of a text is its toll; the rest are parts and what came before.
    let (a, b) = (ours.first()?, theirs.first()?);
    let alike = |a: &Toll, b: &Toll| {
        !a.quantity.is_disjoint(b.quantity)
            || is_rounding(a.quantity, b.quantity)
            || counts_bodies(a.quantity, b.quantity)
            || !counts_the_same(a, b)
    };
    if (fought(one) || fought(other)) && !(is_of_armed(a) && is_of_armed(b)) {
        return None;
    }
    if ours.iter().any(|a| theirs.iter().any(|b| alike(a, b)))
        || targets(a.entry.claim, b.entry.claim) == Fit::Different && named_sides(a, b)
    {
        return None;
    }
    let (new, old) = match one.published?.cmp(&other.published?) {
        Ordering::Less => (b, a),
        Ordering::Greater => (a, b),
        Ordering::Equal if is_told_as_grown(b.entry.report) => (b, a),
        Ordering::Equal => (a, b),
    };
    if is_told_as_grown(new.entry.report) && has_grown(old.quantity, new.quantity) {
        return Some(Link {
            a: new.entry.told.id.to_string(),
            b: old.entry.told.id.to_string(),
            link_type: LinkType::Updates,
            slot: "quantity".to_string(),
            reason: grown(new.entry.said_by(), new.quantity, old.entry.said_by(), old.quantity),
        });
    }
    // "three killed on Tuesday", "seven killed on Friday": two happenings of one town.
    if times(a.entry.claim.time.as_ref().map(|t| &t.value), b.entry.claim.time.as_ref().map(|t| &t.value)) == Fit::Different {
        return None;
    }
    contradiction(a.entry, b.entry, "quantity", |x, y| {
        format!("{} ({}) and {} ({}) of one happening leave no common number", x.told_number(), x.said_by(), y.told_number(), y.said_by())
    })
}

fn tolls<'e, 'a>(account: &'e Account<'a>, statuses: &[&str]) -> Vec<Toll<'e, 'a>> {
    let of = |entry: &'e Entry<'a>| {
        let quantity = &entry.claim.quantity.as_ref()?.value;
        let counted = quantity.status.as_deref().is_some_and(|s| statuses.contains(&s)) && quantity.value.is_some();
        (counted && entry.is_done() && !comes_on_top(entry.report) && !is_part(entry)).then_some(Toll { entry, quantity })
    };
    account.entries.iter().filter_map(of).collect()
}

/// Words of a fight, in which two sides have losses.
const FIGHTS: [&str; 10] =
    ["battle", "battles", "fighting", "clash", "clashes", "firefight", "offensive", "counteroffensive", "skirmish", "engagement"];

/// Whether an account is of a fight.
fn fought(account: &Account) -> bool {
    account.text.split(' ').any(|w| FIGHTS.contains(&w))
}

/// Whether a toll says that it counts armed men, so that it can be told from the other side's.
fn is_of_armed(toll: &Toll) -> bool {
    let of = normal(toll.quantity.of.as_deref().unwrap_or(""));
    of.split(' ').any(|w| matches!(camp_of_noun(w), Some(Camp::State | Camp::Armed | Camp::AnyArmed)))
}

/// Whether the words before the number make it a part of another toll.
fn is_part(entry: &Entry) -> bool {
    let Some(span) = entry.claim.quantity.as_ref().and_then(|q| q.span()) else { return false };
    let before = entry.report.article.text.get(..span.start()).unwrap_or("");
    let sentence = before.rsplit(['.', '\n']).next().unwrap_or("");
    sentence.split_whitespace().rev().take(3).any(|w| PART.contains(&normal(w).as_str()))
}

/// Whether one counts bodies found and the other more dead: some were not found yet.
fn counts_bodies(a: &Quantity, b: &Quantity) -> bool {
    let fewer = |a: &Quantity, b: &Quantity| {
        a.status.as_deref() == Some("found_dead") && b.status.as_deref() == Some("killed") && a.value < b.value
    };
    fewer(a, b) || fewer(b, a)
}

/// Share of a number by which a round one may differ from the one that was counted.
const ROUNDING: f64 = 0.1;
/// Round numbers are multiples of it.
const ROUND: f64 = 10.0;

/// Whether one number may be the other one rounded.
fn is_rounding(a: &Quantity, b: &Quantity) -> bool {
    match (a.value, b.value) {
        (Some(x), Some(y)) => (x % ROUND == 0.0 || y % ROUND == 0.0) && (x - y).abs() <= ROUNDING * x.max(y),
        _ => false,
    }
}

/// Whether the nouns of two tolls count the same people.
fn counts_the_same(a: &Toll, b: &Toll) -> bool {
    let words = |t: &Toll| -> Vec<String> {
        let of = t.quantity.of.as_deref().unwrap_or(&t.quantity.unit);
        normal(of).split([' ', '-']).map(String::from).collect()
    };
    let (x, y) = (words(a), words(b));
    let set_apart = |t: &Toll| -> BTreeSet<String> {
        let said = normal(t.entry.claim.mention.span.slice(&t.entry.report.article.text));
        said.split(' ').filter(|w| SIDES.contains(w)).map(String::from).collect()
    };
    if set_apart(a) != set_apart(b) {
        return false;
    }
    // "12 Velmar soldiers" and "30 Ostrani soldiers".
    let names = |t: &Toll| -> BTreeSet<String> {
        let said = t.entry.claim.mention.span.slice(&t.entry.report.article.text);
        stems(said).into_iter().filter(|s| usual_rarity(text_hash(s)) >= RARE).collect()
    };
    if (is_of_armed(a) || is_of_armed(b)) && !names(a).is_empty() && !names(b).is_empty() && names(a).is_disjoint(&names(b)) {
        return false;
    }
    // "18 civilian deaths" and "29 lives": civilians are fewer than all people.
    let civilian = |w: &[String]| w.iter().any(|w| w.starts_with("civilian"));
    if civilian(&x) != civilian(&y) {
        return false;
    }
    let noun = |w: &[String]| w.last().cloned().unwrap_or_default();
    let (n, m) = (noun(&x), noun(&y));
    if n == m {
        return true;
    }
    let anybody = |noun: &str| ANYBODY.contains(&noun);
    match (camp_of_noun(&n), camp_of_noun(&m)) {
        (Some(Camp::Civilian), _) | (_, Some(Camp::Civilian)) => true,
        // Soldiers are fewer than all people.
        (Some(_), _) | (_, Some(_)) => false,
        (None, None) => anybody(&n) || anybody(&m),
    }
}

/// Whether both tolls say of which side their people are.
fn named_sides(a: &Toll, b: &Toll) -> bool {
    let sided = |t: &Toll| t.entry.claim.target.as_ref().is_some_and(|t| t.value.country.is_some() || t.value.entity.is_some());
    sided(a) && sided(b)
}
