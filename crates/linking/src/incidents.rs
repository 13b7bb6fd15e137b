//! Gathers claims into incidents.
//!
//! Guarantees: the result does not depend on the order of the claims; two different settlements, or two days further apart than a night, are
//! never one incident; cost grows about linearly, since only claims that share a place, a pair of sides, a number, an article or a story are
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use tacitus_record::{Claim, Kind, Quantity, Span, normal};

use crate::families::{family, same_mode};
use crate::report::Told;
use crate::scene::{Rests, Scene};
use crate::slots::{Fit, SHORT, actors, comparable, hull, is_fine, places, quantities, targets, times};
use crate::standing::is_pinned;
use crate::stories::Story;
use crate::words::content_words;

/// Claims compared after each claim of a block; blocks are sorted by time, so that what is left out is far off in time.
const NEIGHBOURS: usize = 24;
/// Points from which two claims are one incident.
const ENOUGH: i32 = 5;
/// Points from which two claims of different articles are one incident without a common time.
const ENOUGH_UNDATED: i32 = 6;
/// Points from which two claims are one incident although they name different doers.
const ENOUGH_ACROSS_SIDES: i32 = 6;
/// Points for standing in two articles that are mainly about one happening.
const ONE_STORY: i32 = 2;
/// Points for a loss whose words name what the deed struck and how.
const NAMED_DEED: i32 = 3;
/// Days between two reports of one undated happening.
const REPORTED_WITHIN: i32 = 4;
/// Least number that tells happenings apart; ones and twos are everywhere.
const TELLING_NUMBER: f64 = 3.0;

struct Item<'a> {
    told: &'a Told<'a>,
    claim: &'a Claim,
    family: String,
    located: bool,
    /// Sentence and span of the mentions that count, by article: of a claim that says too little to be the same in two articles, only the one
    /// that stands for it.
    told_at: BTreeMap<&'a str, Vec<(u32, Span)>>,
    scene: Scene<'a>,
    /// Days that the claim's time allows, where it is short.
    days: Option<(i32, i32)>,
    /// Day to sort by: the time's, else the first report's.
    near: i32,
    /// Stories of several articles that it is told in.
    stories: BTreeSet<usize>,
}

/// Groups of claims (indices into `told`, sorted), one for every incident, in order of their smallest claim. `scenes` has one for each claim.
pub fn incidents<'a>(told: &'a [Told<'a>], scenes: &[Scene<'a>], stories: &[Story]) -> Vec<Vec<usize>> {
    let several = stories.iter().enumerate().filter(|(_, story)| story.articles.len() > 1);
    let story_of: BTreeMap<&str, usize> =
        several.flat_map(|(number, story)| story.articles.iter().map(move |a| (a.article.as_str(), number))).collect();
    let item = |(index, told): (usize, &'a Told<'a>)| {
        let claim = told.claim();
        let (family, located) = family(claim)?;
        let scene = scenes[index];
        let days = scene.time.and_then(hull).filter(|(lo, hi)| hi - lo <= SHORT);
        let near = days.map(|d| d.0).or_else(|| told.reported().map(|d| d.number())).unwrap_or(i32::MAX);
        let reports = if is_pinned(claim) { &told.reports[..] } else { &told.reports[..1] };
        let mut told_at: BTreeMap<&str, Vec<(u32, Span)>> = BTreeMap::new();
        for report in reports {
            told_at.entry(&report.article.id).or_default().push((report.claim.mention.sentence, report.claim.mention.span));
        }
        let stories = told_at.keys().filter_map(|article| story_of.get(article).copied()).collect();
        Some((index, Item { told, claim, family, located, told_at, scene, days, near, stories }))
    };
    let items: Vec<(usize, Item)> = told.par_iter().enumerate().filter_map(item).collect();
    let list: Vec<&Item> = items.iter().map(|(_, item)| item).collect();
    let mut edges: Vec<(i32, usize, usize)> = pairs(&list)
        .into_par_iter()
        .filter_map(|(i, j)| {
            let points = points(list[i], list[j])?;
            Some((-points, i, j))
        })
        .collect();
    // Strongest first; ties by claim id, since `told` is sorted by id. So the order in which claims came cannot matter.
    edges.sort_unstable();

    let mut clusters: Vec<Cluster> = list.iter().enumerate().map(|(i, item)| Cluster::of(i, item)).collect();
    let mut of: Vec<usize> = (0..list.len()).collect();
    for (_, i, j) in edges {
        let (a, b) = (of[i].min(of[j]), of[i].max(of[j]));
        if a == b || !clusters[a].fits(&clusters[b], &list) {
            continue;
        }
        let moved = std::mem::take(&mut clusters[b]);
        moved.members.iter().for_each(|&m| of[m] = a);
        clusters[a].take(moved);
    }
    let mut groups: Vec<Vec<usize>> = clusters
        .into_iter()
        .filter(|c| !c.members.is_empty())
        .map(|c| {
            let mut group: Vec<usize> = c.members.iter().map(|&m| items[m].0).collect();
            group.sort_unstable();
            group
        })
        .collect();
    groups.sort();
    groups
}

/// Pairs worth scoring, sorted, without doubles.
fn pairs(items: &[&Item]) -> Vec<(usize, usize)> {
    let blocks_of = |(i, item): (usize, &&Item)| {
        let claim = item.claim;
        let mut blocks: Vec<(String, i32, usize)> = Vec::new();
        let mut block = |key: String| blocks.push((format!("{}: {key}", item.family), item.near, i));
        if let Some((place, _)) = item.scene.place.filter(|(p, _)| is_fine(p)) {
            block(format!("place {}", place.key()));
            block(format!("place {}", normal(&place.name)));
        }
        let side = |actor: &Option<tacitus_record::Grounded<tacitus_record::Actor>>| {
            actor.as_ref().map(|a| a.value.country.clone().unwrap_or_else(|| a.value.key()))
        };
        if let (Some(a), Some(b)) = (side(&claim.actor), side(&claim.target)) {
            block(format!("sides {a} > {b}"));
        }
        if let Some(quantity) = claim.quantity.as_ref().map(|q| &q.value)
            && let Some(value) = telling(quantity)
        {
            block(format!("number {} {value} {}", quantity.status.as_deref().unwrap_or(""), quantity.unit));
        }
        item.told_at.keys().for_each(|article| block(format!("article {article}")));
        item.stories.iter().for_each(|story| block(format!("story {story}")));
        blocks
    };
    // Members of a block stand together, by time.
    let mut members: Vec<(String, i32, usize)> = items.par_iter().enumerate().flat_map_iter(blocks_of).collect();
    members.par_sort_unstable();
    members.dedup();
    let neighbours = |block: &[(String, i32, usize)]| {
        let pair = |i: usize, j: usize| (i.min(j), i.max(j));
        let of = |at: usize| block[at + 1..].iter().take(NEIGHBOURS).map(move |other| pair(block[at].2, other.2));
        (0..block.len()).flat_map(of).collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize)> = members.par_chunk_by(|x, y| x.0 == y.0).flat_map_iter(neighbours).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn telling(quantity: &Quantity) -> Option<f64> {
    quantity.value.filter(|v| *v >= TELLING_NUMBER && quantity.status.is_some())
}

/// How strongly two claims point at one happening; `None` where they cannot or do not.
fn points(a: &Item, b: &Item) -> Option<i32> {
    let (x, y) = (a.claim, b.claim);
    let own = |scene: &Scene| scene.place.is_some_and(|(_, rests)| rests == Rests::Own);
    let place = match places(a.scene.place.map(|p| p.0), b.scene.place.map(|p| p.0)) {
        // A place taken from the text around may be wrong: it keeps nothing apart.
        Fit::Different if !own(&a.scene) || !own(&b.scene) => Fit::Unknown,
        fit => fit,
    };
    let time = times(a.scene.time, b.scene.time);
    let (actor, target) = (actors(x, y), targets(x, y));
    if place == Fit::Different || time == Fit::Different || target == Fit::Different {
        return None;
    }
    let apart = distance(a, b);
    let number = match (&x.quantity, &y.quantity) {
        (Some(p), Some(q)) => telling(&p.value).is_some() && quantities(Some(&p.value), Some(&q.value)) == Fit::Same,
        _ => false,
    };
    let fine_place = place == Fit::Same && [a, b].iter().all(|i| i.scene.place.is_some_and(|(p, _)| is_fine(p)));
    let far_fetched = [a, b].iter().any(|i| i.scene.place.is_some_and(|(_, rests)| rests == Rests::Article));
    let same_thing = a.scene.share_a_thing(x, &b.scene, y);
    let takes_up = |one: &Item, other: &Item| one.scene.takes_up.is_some_and(|t| t.id == other.told.id);
    let taken_up = takes_up(a, b) || takes_up(b, a);
    let one_story = apart.is_none() && !a.stories.is_disjoint(&b.stories);
    let worth = |fit: Fit, same: i32| match fit {
        Fit::Same => same,
        Fit::Compatible => 1,
        Fit::Unknown | Fit::Different => 0,
    };
    // A thing without a code ("the railway station") tells more than a side that is hit every day.
    let thing = |c: &Claim| c.target.as_ref().is_some_and(|t| t.value.entity.is_none());
    let mut points = worth(target, if thing(x) && thing(y) { 3 } else { 2 }) + worth(actor, 2);
    points += if fine_place { 3 - i32::from(far_fetched) } else { i32::from(matches!(place, Fit::Same | Fit::Compatible)) };
    points += if time == Fit::Same { 3 } else { 0 };
    points += if number { 3 } else { 0 };
    points += i32::from(same_thing) + i32::from(x.predicate == y.predicate);
    // "A strike hit the town. Twelve people were killed.": the deed and its loss stand side by side.
    let deed_and_loss = (x.kind == Kind::Loss) != (y.kind == Kind::Loss) && a.family == b.family;
    let beside = apart.is_some_and(|sentences| sentences <= 1);
    points += match apart {
        Some(0 | 1) => 2,
        Some(2) => 1,
        _ => 0,
    };
    if beside && deed_and_loss {
        points += ENOUGH + i32::from(loss_follows(a, b));
    }
    // "23 people were killed in the shelling of the market": told apart from its deed, a loss may name it.
    if deed_and_loss && apart.is_none() && same_mode(x, y) && names_its_deed(a, b) {
        points += NAMED_DEED;
    }
    if taken_up {
        points += ENOUGH;
    }
    if one_story {
        points += ONE_STORY;
    }

    // A number pins a happening only together with a country, a region or a side.
    let number = number && (place != Fit::Unknown || actor == Fit::Same || target == Fit::Same);
    // Articles on one happening may place it coarsely ("in the north").
    let placed_by_story = one_story && matches!(place, Fit::Same | Fit::Compatible) && target != Fit::Unknown;
    if a.located && !fine_place && !number && !beside && !taken_up && !placed_by_story {
        return None;
    }
    let undated = (reported_together(a, b) || one_story) && points >= ENOUGH_UNDATED || number && fine_place;
    if time != Fit::Same && apart.is_none() && !undated {
        return None;
    }
    // A day's gap is a night told by two dates only where something else pins the happening.
    if gap(a, b) > 0 && !number {
        return None;
    }
    let across_sides = actor == Fit::Different;
    let pinned = target == Fit::Same
        || number
        || taken_up
        || a.scene.is_pinned_by_its_thing(x, &b.scene, y)
        || (x.kind == Kind::Control && y.kind == Kind::Control);
    if across_sides && !(pinned && points >= ENOUGH_ACROSS_SIDES) {
        return None;
    }
    (points >= ENOUGH).then_some(points)
}

/// Sentences between the nearest mentions in one article; `None` where no article has both.
fn distance(a: &Item, b: &Item) -> Option<u32> {
    let (few, many) = if a.told_at.len() <= b.told_at.len() { (a, b) } else { (b, a) };
    let mut least = None;
    for (article, here) in &few.told_at {
        for (x, _) in here {
            for (y, _) in many.told_at.get(article).into_iter().flatten() {
                let sentences = x.abs_diff(*y);
                least = Some(least.map_or(sentences, |l: u32| l.min(sentences)));
            }
        }
        if least == Some(0) {
            break;
        }
    }
    least
}

/// Whether the loss is told after the deed, as is usual; of two deeds beside a loss it belongs to the one before it.
fn loss_follows(a: &Item, b: &Item) -> bool {
    let (deed, loss) = if a.claim.kind == Kind::Loss { (b, a) } else { (a, b) };
    let (few, many) = if deed.told_at.len() <= loss.told_at.len() { (deed, loss) } else { (loss, deed) };
    few.told_at.keys().filter(|article| many.told_at.contains_key(*article)).any(|article| {
        let (deeds, losses) = (&deed.told_at[article], &loss.told_at[article]);
        deeds.iter().any(|x| losses.iter().any(|y| x < y))
    })
}

/// Whether the words of the loss hold the thing that the deed struck.
fn names_its_deed(a: &Item, b: &Item) -> bool {
    let (deed, loss) = if a.claim.kind == Kind::Loss { (b, a) } else { (a, b) };
    let report = &loss.told.reports[0];
    deed.scene.has_its_thing_in(deed.claim, &content_words(report.claim.mention.span.slice(&report.article.text)))
}

/// Whether two claims without comparable times were first reported within some days.
fn reported_together(a: &Item, b: &Item) -> bool {
    match (a.told.reported(), b.told.reported()) {
        (Some(x), Some(y)) => (x.number() - y.number()).abs() <= REPORTED_WITHIN,
        _ => false,
    }
}

/// Days between two short times; 0 where they meet or one is not known.
fn gap(a: &Item, b: &Item) -> i32 {
    match (a.days, b.days) {
        (Some((a_lo, a_hi)), Some((b_lo, b_hi))) => (b_lo - a_hi).max(a_lo - b_hi).max(0),
        _ => 0,
    }
}

/// Claims taken for one happening so far, with what keeps others out.
#[derive(Default)]
struct Cluster {
    members: Vec<usize>,
    /// Members whose own words place them.
    placed: Vec<usize>,
    /// Latest first day and earliest last day of the short times inside.
    days: Option<(i32, i32)>,
}

impl Cluster {
    fn of(index: usize, item: &Item) -> Cluster {
        let placed = if item.scene.place.is_some_and(|(_, rests)| rests == Rests::Own) { vec![index] } else { Vec::new() };
        Cluster { members: vec![index], placed, days: item.days }
    }

    /// Whether two clusters may be one: no two members name different places or days.
    fn fits(&self, other: &Cluster, items: &[&Item]) -> bool {
        let days = match (self.days, other.days) {
            (Some((a_lo, a_hi)), Some((b_lo, b_hi))) => a_lo.max(b_lo) - a_hi.min(b_hi) <= 1,
            _ => true,
        };
        let place = |i: usize| items[i].scene.place.map(|p| p.0);
        days && self.placed.iter().all(|&i| other.placed.iter().all(|&j| places(place(i), place(j)) != Fit::Different))
    }

    fn take(&mut self, other: Cluster) {
        self.members.extend(other.members);
        self.placed.extend(other.placed);
        self.days = match (self.days, other.days) {
            (Some((a_lo, a_hi)), Some((b_lo, b_hi))) => Some((a_lo.max(b_lo), a_hi.min(b_hi))),
            (mine, theirs) => mine.or(theirs),
        };
    }
}

/// Whether two claims count the same thing, for the comparison of numbers inside an incident.
pub fn count_alike(a: &Claim, b: &Claim) -> bool {
    match (&a.quantity, &b.quantity) {
        (Some(p), Some(q)) => comparable(&p.value, &q.value),
        _ => false,
    }
}
