//! Compares who did it, to what, where and when, and whether it happened at all.

use std::collections::BTreeSet;

use tacitus_record::{Actor, Kind, Link, Place, Polarity, Quantity, normal};

use super::account::{Account, Entry, names_one_place, stems};
use super::areas::holds;
use super::arms::{arms, with_what};
use super::contradiction;
use super::holders::held_by;
use super::sides::{are_two, may_fight, struck};
use crate::slots::{Fit, SHORT, quantities, times};

/// Points from which two deeds are one, so that a slot on which they differ is disputed.
pub(super) const ONE_DEED: i32 = 3;
/// The same for a place: two towns are struck on one day more often than one is misnamed.
const ONE_DEED_ELSEWHERE: i32 = 5;
/// Stems that a denial and what it denies must share at least.
const DENIED: usize = 2;
/// Sentences within which one article lets a second speaker answer the first.
const ANSWERED_WITHIN: u32 = 3;
/// Least number that tells happenings apart.
const TELLING_NUMBER: f64 = 3.0;

/// Links on everything but tolls.
pub fn compare(one: &Account, other: &Account) -> Vec<Link> {
    let here: [fn(&Account, &Account) -> Option<Link>; 4] = [doer, struck_thing, with_what, day];
    let mut links: Vec<Link> = place(one, other).into_iter().chain(held_by(one, other)).collect();
    if one.has_the_main_place_of(other) {
        links.extend(here.iter().filter_map(|slot| slot(one, other)));
    }
    links.extend(denials(one, other));
    links.extend(denials(other, one));
    links
}

/// Pairs of done happenings of one family.
pub(super) fn pairs<'p, 'a>(one: &'p Account<'a>, other: &'p Account<'a>) -> impl Iterator<Item = (&'p Entry<'a>, &'p Entry<'a>)> {
    let happenings = |account: &'p Account<'a>| account.entries.iter().filter(|e| e.family.is_some() && e.is_done());
    happenings(one).flat_map(move |x| happenings(other).filter(move |y| x.family == y.family).map(move |y| (x, y)))
}

/// What two entries agree on, in points; what is compared is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum But {
    Doer,
    Thing,
    Weapon,
    Place,
    Day,
}

pub(super) fn points(x: &Entry, y: &Entry, one: &Account, other: &Account, but: But) -> i32 {
    let mut points = 0;
    if but != But::Place && one.shares_a_place(other) {
        points += 1;
    }
    if but != But::Weapon && arms(x).is_some() && arms(x) == arms(y) {
        points += 1;
    }
    if but != But::Day && (times_fit(x, y) == Fit::Same || same_day(one, other)) {
        points += 1;
    }
    if but != But::Thing && !things(x, one).is_disjoint(&things(y, other)) {
        points += 2;
    }
    if number(one, other) {
        points += 2;
    }
    if but != But::Doer && x.claim.actor.is_some() && crate::slots::actors(x.claim, y.claim) == Fit::Same {
        points += 1;
    }
    // A person or a thing with a name of its own: a rare name of no place and of no doer, who may do the same elsewhere.
    let mut others: BTreeSet<String> = one.places().iter().chain(&other.places()).flat_map(|p| stems(&p.name)).collect();
    let doers = one.entries.iter().chain(&other.entries).flat_map(|e| e.claim.actor.iter());
    others.extend(doers.flat_map(|a| stems(&a.value.text)));
    let shared = one.names.intersection(&other.names).filter(|n| !others.contains(*n)).count();
    points += i32::try_from(shared.min(2)).unwrap_or(0);
    points
}

pub(super) fn times_fit(x: &Entry, y: &Entry) -> Fit {
    times(x.claim.time.as_ref().map(|t| &t.value), y.claim.time.as_ref().map(|t| &t.value))
}

/// Whether the dated happenings of two accounts meet on a day.
fn same_day(one: &Account, other: &Account) -> bool {
    let (a, b) = (dates(one), dates(other));
    a.iter().any(|x| b.iter().any(|y| x.0 <= y.1 && y.0 <= x.1))
}

fn dates(account: &Account) -> BTreeSet<(i32, i32)> {
    account.entries.iter().filter(|e| e.family.is_some()).filter_map(Entry::days).collect()
}

/// Stems of what an entry is about besides place and doer.
fn things(entry: &Entry, account: &Account) -> BTreeSet<String> {
    let claim = entry.claim;
    let people = claim.target.iter().chain(&claim.more_targets).map(|t| t.value.text.as_str());
    let words = people.chain(claim.object.iter().map(|o| o.value.as_str()));
    let placed: BTreeSet<String> = account.places().iter().flat_map(|p| stems(&p.name)).collect();
    words.flat_map(stems).filter(|s| !placed.contains(s) && !s.chars().all(char::is_numeric)).collect()
}

/// Whether two accounts have one telling number of people in common.
fn number(one: &Account, other: &Account) -> bool {
    let counted = |account: &Account| -> Vec<Quantity> {
        let of = |e: &Entry| e.claim.quantity.as_ref().map(|q| q.value.clone());
        let telling = |q: &Quantity| q.value.is_some_and(|v| v >= TELLING_NUMBER);
        account.entries.iter().filter(|e| e.family.is_some()).filter_map(of).filter(telling).collect()
    };
    counted(one).iter().any(|p| counted(other).iter().any(|q| quantities(Some(p), Some(q)) == Fit::Same))
}

/// Two doers of one deed.
fn doer(one: &Account, other: &Account) -> Option<Link> {
    if one.is_elsewhere(other) {
        return None;
    }
    let doers = |account: &Account| -> Vec<(usize, Actor)> {
        let of = |(i, e): (usize, &Entry)| blamed(e).map(|a| (i, as_inside_a_sentence(a, e, account)));
        account.entries.iter().enumerate().filter_map(of).collect()
    };
    let (ours, theirs) = (doers(one), doers(other));
    if !ours.iter().all(|(_, a)| theirs.iter().all(|(_, b)| are_two(a, b))) {
        return None;
    }
    for (i, a) in &ours {
        for (j, b) in &theirs {
            let (x, y) = (&one.entries[*i], &other.entries[*j]);
            let clash = times_fit(x, y) == Fit::Different;
            if !clash && points(x, y, one, other, But::Doer) >= ONE_DEED && !opposed(x, y) {
                let name = |e: &Entry| if e.told.id == x.told.id { a.name.clone() } else { b.name.clone() };
                return contradiction(x, y, "actor", |x, y| {
                    format!("{} ({}) and {} ({}) cannot both have done it", name(x), x.said_by(), name(y), y.said_by())
                });
            }
        }
    }
    None
}

/// Who did a deed of violence, or is blamed for one.
fn blamed<'a>(entry: &Entry<'a>) -> Option<&'a Actor> {
    let claim = entry.claim;
    let accuses = claim.event.as_ref().is_some_and(|e| e.plover_type == "ACCUSE" && e.mode.as_deref() == Some("allege"));
    let deed = entry.family.as_deref() == Some("violence");
    let doer = if accuses { claim.target.as_ref() } else { claim.actor.as_ref().filter(|_| deed) };
    doer.map(|d| &d.value).filter(|d| entry.is_done() && may_fight(d))
}

/// An actor whose first word has no capital that is only the sentence's ("Masked men").
fn as_inside_a_sentence(actor: &Actor, entry: &Entry, account: &Account) -> Actor {
    let named = stems(actor.text.split(' ').next().unwrap_or("")).iter().any(|s| account.names.contains(s));
    let span = entry.claim.actor.as_ref().and_then(|a| a.span());
    let before = span.and_then(|s| entry.report.article.text.get(..s.start())).map(str::trim_end);
    let opens = before.is_some_and(|b| b.is_empty() || b.ends_with(['.', '!', '?', ':', '"', '”', '\n']));
    let mut chars = actor.text.chars();
    match chars.next().filter(|_| opens && !named) {
        Some(first) => Actor { text: first.to_lowercase().chain(chars).collect(), ..actor.clone() },
        None => actor.clone(),
    }
}

/// Whether the doer of the one is the victim of the other: two sides fight.
fn opposed(x: &Entry, y: &Entry) -> bool {
    let meets = |a: &Entry, b: &Entry| match (&a.claim.actor, &b.claim.target) {
        (Some(a), Some(b)) => !are_two(&a.value, &b.value),
        _ => false,
    };
    meets(x, y) || meets(y, x)
}

/// A strike on civilian things and one on military things.
fn struck_thing(one: &Account, other: &Account) -> Option<Link> {
    if one.is_elsewhere(other) {
        return None;
    }
    let hit = |e: &Entry| {
        let victim = e.claim.target.as_ref().map(|t| t.value.text.as_str());
        victim.into_iter().chain(e.claim.object.as_ref().map(|o| o.value.as_str())).find_map(struck)
    };
    let all = |account: &Account| account.entries.iter().filter(|e| violent(e)).filter_map(hit).collect::<BTreeSet<&str>>();
    let (ours, theirs) = (all(one), all(other));
    if ours.len() != 1 || theirs.len() != 1 || ours == theirs {
        return None;
    }
    let (x, y) = pairs(one, other).find(|(x, y)| violent(x) && violent(y) && hit(x).is_some() && hit(y).is_some())?;
    (points(x, y, one, other, But::Thing) >= ONE_DEED - 1 && times_fit(x, y) != Fit::Different).then(|| {
        contradiction(x, y, "target", |x, y| {
            let thing = |e: &Entry| e.claim.mention.span.slice(&e.report.article.text).to_string();
            format!(
                "one strikes what is {}, the other what is {}: \"{}\" ({}) and \"{}\" ({})",
                hit(x).unwrap_or(""),
                hit(y).unwrap_or(""),
                thing(x),
                x.said_by(),
                thing(y),
                y.said_by()
            )
        })
    })?
}

pub(super) fn violent(entry: &Entry) -> bool {
    entry.family.as_deref() == Some("violence") && entry.is_done()
}

/// One deed in two places.
fn place(one: &Account, other: &Account) -> Option<Link> {
    let (a, b) = (only_place(one)?, only_place(other)?);
    if !one.is_elsewhere(other)
        || holds(&other.text, &b.name, &a.name)
        || holds(&one.text, &a.name, &b.name)
        || lies_in_one_of(&other.text, &b.name, &one.names)
        || lies_in_one_of(&one.text, &a.name, &other.names)
    {
        return None;
    }
    let mut deeds = pairs(one, other).filter(|(x, y)| times_fit(x, y) != Fit::Different);
    let (x, y) = deeds.find(|(x, y)| points(x, y, one, other, But::Place) >= ONE_DEED_ELSEWHERE)?;
    let name = |e: &Entry| if e.told.id == x.told.id { &a.name } else { &b.name };
    contradiction(x, y, "place", |x, y| format!("{} ({}) and {} ({}) are two places", name(x), x.said_by(), name(y), y.said_by()))
}

/// Words within which a text says where a place lies.
const SAID_WITHIN: usize = 10;
/// Words that put a place into another.
const LYING: [&str; 5] = ["in", "of", "on", "part", "within"];
/// Words that put a place beside another.
const DISTANCES: [&str; 8] = ["km", "kilometre", "kilometer", "kilometres", "kilometers", "mile", "miles", "from"];

/// "Upper Dorn, a village in Karskland": whether right behind the place a text puts it into something of these names.
fn lies_in_one_of(text: &str, place: &str, names: &BTreeSet<String>) -> bool {
    let name = normal(place);
    let own = stems(place);
    text.match_indices(name.as_str()).any(|(at, _)| {
        let behind: Vec<&str> = text[at + name.len()..].split_whitespace().take(SAID_WITHIN).collect();
        let named = behind.iter().position(|w| stems(w).iter().any(|s| names.contains(s) && !own.contains(s)));
        named.is_some_and(|i| behind[..i].iter().any(|w| LYING.contains(w)) && !behind[..i].iter().any(|w| DISTANCES.contains(w)))
    })
}

/// The one place that an account sets its happenings in.
fn only_place<'a>(account: &Account<'a>) -> Option<&'a Place> {
    let places = account.places();
    let (first, rest) = places.split_first()?;
    rest.iter().all(|p| names_one_place(first, p)).then_some(*first)
}

/// One deed on two days.
fn day(one: &Account, other: &Account) -> Option<Link> {
    if one.is_elsewhere(other) {
        return None;
    }
    let (ours, theirs) = (dates(one), dates(other));
    let apart = |a: &(i32, i32), b: &(i32, i32)| (b.0 - a.1).max(a.0 - b.1);
    let near = |a: &(i32, i32), b: &(i32, i32)| (1..=SHORT + 1).contains(&apart(a, b));
    if ours.is_empty() || theirs.is_empty() || !ours.iter().all(|a| theirs.iter().all(|b| near(a, b))) {
        return None;
    }
    let dated = |e: &Entry| e.days().is_some();
    let (x, y) = pairs(one, other).find(|(x, y)| dated(x) && dated(y) && points(x, y, one, other, But::Day) >= ONE_DEED)?;
    contradiction(x, y, "time", |x, y| {
        let day = |e: &Entry| e.claim.time.as_ref().map_or("", |t| t.value.text.as_str()).to_string();
        format!("\"{}\" ({}) and \"{}\" ({}) are two days", day(x), x.said_by(), day(y), y.said_by())
    })
}

/// What one account tells and the other denies: each happening that is denied, with what it denies best. In one article one speaker tells it and
/// another answers him in the same sentence ("…, which the ministry denies") or a few on.
pub fn denials(told: &Account, denied: &Account) -> Vec<Link> {
    let one_text = told.article == denied.article;
    let mut links: Vec<Link> = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for no in &denied.entries {
        let Some(what) = denied_words(no) else { continue };
        let answers = |yes: &&Entry| {
            let (first, then) = (yes.claim.mention.sentence, no.claim.mention.sentence);
            !one_text || first <= then && then - first <= ANSWERED_WITHIN && no.speaks() && yes.speaks() && !no.same_voice(yes)
        };
        // The claim that it shares most with.
        let happenings = told.entries.iter().filter(|e| matches!(e.claim.kind, Kind::Event | Kind::Loss)).filter(answers);
        let fitting = happenings.filter(|yes| yes.is_done() && denied_words(yes).is_none() && denies(no, &what, yes, told));
        let Some(yes) = fitting.max_by_key(|yes| what.intersection(&yes.stems).count()) else { continue };
        // The same denial, once as what was said and once as what did not happen, is one.
        if !taken.insert(yes.told.id) {
            continue;
        }
        links.extend(contradiction(no, yes, "polarity", |x, y| {
            let (no, yes) = if denied_words(x).is_some() { (x, y) } else { (y, x) };
            format!("said not to have happened ({}), said to have happened ({})", no.said_by(), yes.said_by())
        }));
    }
    links
}

/// Whether what an entry denies, given as stems, is what the other tells.
fn denies(no: &Entry, what: &BTreeSet<String>, yes: &Entry, told: &Account) -> bool {
    let shared: Vec<&String> = what.intersection(&yes.stems).collect();
    // One party may do this and be denied that: its name ties no two happenings together.
    let parties: BTreeSet<String> = [no, yes].iter().flat_map(|e| parties(e)).collect();
    let words = shared.iter().filter(|s| !told.names.contains(**s) && !parties.contains(**s)).count();
    let coded = match (&no.claim.event, &yes.claim.event) {
        (Some(a), Some(b)) => a.plover_type == b.plover_type,
        _ => no.claim.predicate == yes.claim.predicate,
    };
    let enough = shared.len() >= DENIED && (coded || words >= DENIED) || coded && shared.len() * 2 >= what.len();
    enough && times_fit(no, yes) != Fit::Different
}

/// Stems of the names of who does it and to whom.
fn parties(entry: &Entry) -> BTreeSet<String> {
    let claim = entry.claim;
    claim.actor.iter().chain(&claim.target).chain(&claim.more_targets).flat_map(|a| stems(&a.value.text)).collect()
}

/// Stems of what an entry says did not happen: its own, where it is negated and counts nothing; of the thing denied, where it tells a denial
/// ("denied that the works had been shelled", "rejects the story that gas was released").
fn denied_words(entry: &Entry) -> Option<BTreeSet<String>> {
    let claim = entry.claim;
    if claim.polarity == Polarity::Neg {
        // "one of its aircraft" picks one out; a number that is denied is another's toll, which is compared elsewhere.
        let counts = claim.quantity.as_ref().is_some_and(|q| q.value.value != Some(1.0));
        let happening = matches!(claim.kind, Kind::Event | Kind::Loss) && !counts;
        return happening.then(|| entry.stems.clone());
    }
    let object = claim.object.as_ref().map(|o| o.value.as_str())?;
    let denies = claim.predicate == "reject.deny" || claim.predicate.starts_with("reject.") && format!(" {object}").contains(" that ");
    denies.then(|| stems(object))
}
