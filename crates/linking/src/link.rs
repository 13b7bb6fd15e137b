//! Brings it together: from mentions and copies to incidents, links, counts and grades.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use tacitus_record::{Claim, Grade, Incident, Kind, Link, LinkType, Polarity, incident_id, normal};

use crate::accounts;
use crate::beside::{self, Compared};
use crate::copies::Copies;
use crate::disagree::disagreements;
use crate::grades::{Opposition, grade};
use crate::incidents::incidents;
use crate::report::{Report, Told, gather};
use crate::retractions::{retracted_by_voice, retractions};
use crate::said::{SaidOfClaims, regrouped};
use crate::scene::{Scene, Scenes};
use crate::standing::{Backing, Provenance, is_anchored, supports};
use crate::stories::Story;
use crate::threats::outcomes;

/// What linking found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// Sorted by id.
    pub incidents: Vec<Incident>,
    /// Sorted.
    pub links: Vec<Link>,
    /// For each claim id.
    pub standings: BTreeMap<String, Standing>,
}

/// How one claim stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Articles that say so.
    pub articles: u32,
    /// Texts not copied from each other among them.
    pub origins: u32,
    /// People or bodies who said it.
    pub informants: u32,
    /// Its grade.
    pub grade: Grade,
    /// Incident it belongs to.
    pub incident: Option<String>,
    /// Contradictions and denials it takes part in.
    pub disputes: u32,
}

/// The claim without what is only understood from the scene of its article, where it has such fields, and without a place that is only
/// described or several in one: nobody can tell where "a crowded market" is, and what of a list lies where.
fn without_scene(claim: &Claim) -> Option<Box<Claim>> {
    let (place, time) = (
        claim.place.as_ref().is_some_and(|p| p.is_of_scene() || !p.value.names_one()),
        claim.time.as_ref().is_some_and(|t| t.is_of_scene()),
    );
    let target = claim.target.as_ref().is_some_and(|t| t.is_of_scene());
    (place || time || target).then(|| {
        Box::new(Claim {
            place: claim.place.clone().filter(|_| !place),
            time: claim.time.clone().filter(|_| !time),
            target: claim.target.clone().filter(|_| !target),
            ..claim.clone()
        })
    })
}

/// Links claims. The same reports, copies and stories in any order give the same result.
pub fn link(reports: &[Report], copies: &Copies, stories: &[Story]) -> Linked {
    link_as_said(reports, copies, stories, &[], &Compared::default())
}

/// The same, with what people said of incidents standing over what was found; in the order in which it is to be applied. `compared` keeps the
/// verdicts on passages from one linking to the next.
pub fn link_as_said(reports: &[Report], copies: &Copies, stories: &[Story], said: &[SaidOfClaims], compared: &Compared) -> Linked {
    // What one article's scene implies is no word of its own: it neither supports nor contradicts.
    // Boxed, because few claims have such a field, and every claim would take its room otherwise.
    let bare: Vec<Option<Box<Claim>>> = reports.iter().map(|r| without_scene(r.claim)).collect();
    let reports: Vec<Report> =
        reports.iter().zip(&bare).map(|(r, bare)| Report { claim: bare.as_deref().unwrap_or(r.claim), ..*r }).collect();
    let told = gather(&reports, stories);
    let (provenance, sight) = rayon::join(|| Provenance::new(&reports, copies), || Scenes::new(&told));
    let scenes: Vec<Scene> = told.par_iter().map(|t| sight.of(t)).collect();
    let groups = regrouped(incidents(&told, &scenes, stories), &told, said);
    let mut incident_of: BTreeMap<usize, usize> = BTreeMap::new();
    let (taken_back, outcomes) = rayon::join(|| retractions(&told, &provenance), || outcomes(&told, &groups));
    let mut links: BTreeSet<Link> = taken_back.into_iter().chain(outcomes).collect();
    for (number, group) in groups.iter().enumerate() {
        incident_of.extend(group.iter().map(|&i| (i, number)));
    }
    let disagreeing = groups.par_iter().flat_map_iter(|group| {
        let members: Vec<(&Told, &Scene)> = group.iter().map(|&i| (&told[i], &scenes[i])).collect();
        disagreements(&members, &provenance)
    });
    links.extend(disagreeing.collect::<Vec<Link>>());
    // Where the claims of one incident say already how they stand, the accounts add nothing, and then the passages.
    add_unjudged(&mut links, accounts::disagreements(&told, stories, &provenance));
    let of_passages = beside::disagreements(&told, stories, &provenance, &links, compared);
    add_unjudged(&mut links, of_passages);
    let backings = backings(&told, &incident_of, &provenance);
    let against = opposition(&told, &links, &backings);
    let mut disputed: BTreeMap<&str, u32> = BTreeMap::new();
    for link in links.iter().filter(|l| disputes(l)) {
        *disputed.entry(&link.a).or_default() += 1;
        *disputed.entry(&link.b).or_default() += 1;
    }
    let standing = |(i, claim): (usize, &Told)| {
        let against = against.get(claim.id);
        let standing = Standing {
            articles: backings[i].articles.len() as u32,
            origins: backings[i].origins.len() as u32,
            informants: backings[i].informants.len() as u32,
            grade: grade(claim, &backings[i], against),
            incident: incident_of.get(&i).map(|&n| incident_id(told[groups[n][0]].id)),
            disputes: disputed.get(claim.id).copied().unwrap_or(0),
        };
        (claim.id.to_string(), standing)
    };
    let standings = told.par_iter().enumerate().map(standing).collect::<Vec<_>>().into_iter().collect();
    let mut slots: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); groups.len()];
    let group_of = |id: &str| told.binary_search_by(|t| t.id.cmp(id)).ok().and_then(|i| incident_of.get(&i).copied());
    for link in links.iter().filter(|l| disputes(l)) {
        if let (Some(a), Some(b)) = (group_of(&link.a), group_of(&link.b))
            && a == b
        {
            slots[a].insert(&link.slot);
        }
    }
    let mut incidents: Vec<Incident> =
        groups.par_iter().zip(&slots).map(|(group, slots)| incident(&told, group, slots, &provenance)).collect();
    incidents.sort_by(|a, b| a.id.cmp(&b.id));
    Linked { incidents, links: links.into_iter().collect(), standings }
}

/// Adds the links between claims that no link joins yet.
fn add_unjudged(links: &mut BTreeSet<Link>, more: Vec<Link>) {
    let ends = |l: &Link| if l.a <= l.b { (l.a.clone(), l.b.clone()) } else { (l.b.clone(), l.a.clone()) };
    let judged: BTreeSet<(String, String)> = links.iter().map(ends).collect();
    links.extend(more.into_iter().filter(|l| !judged.contains(&ends(l))));
}

/// Whether a link says that two claims cannot both be right.
fn disputes(link: &Link) -> bool {
    matches!(link.link_type, LinkType::Contradicts | LinkType::Denies)
}

/// Who stands behind each claim: its own mentions and those of every claim that asserts at least as much.
fn backings(told: &[Told], incident_of: &BTreeMap<usize, usize>, provenance: &Provenance) -> Vec<Backing> {
    let mut blocks: BTreeMap<(Option<usize>, Kind, Polarity, String), Vec<usize>> = BTreeMap::new();
    for (i, claim) in told.iter().enumerate() {
        let incident = incident_of.get(&i).copied();
        let claim = claim.claim();
        // Outside incidents the sides and the content must be the same to begin with, which keeps blocks small.
        let key = match incident {
            Some(_) => String::new(),
            None => {
                let side =
                    |a: &Option<tacitus_record::Grounded<tacitus_record::Actor>>| a.as_ref().map(|a| a.value.key()).unwrap_or_default();
                let object = claim.object.as_ref().map(|o| normal(&o.value)).unwrap_or_default();
                format!("{}|{}|{}|{object}", claim.predicate, side(&claim.actor), side(&claim.target))
            }
        };
        blocks.entry((incident, claim.kind, claim.polarity, key)).or_default().push(i);
    }
    let mut block_of: Vec<(Option<usize>, &[usize])> = vec![(None, &[]); told.len()];
    for ((incident, ..), block) in &blocks {
        block.iter().for_each(|&i| block_of[i] = (*incident, block));
    }
    let backing = |(i, (incident, block)): (usize, &(Option<usize>, &[usize]))| {
        let mut reports: Vec<Report> = told[i].reports.clone();
        for &j in block.iter().filter(|&&j| j != i) {
            let pinned = incident.is_some() || is_anchored(told[i].claim());
            if pinned && supports(told[j].claim(), told[i].claim()) {
                reports.extend(&told[j].reports);
            }
        }
        provenance.backing(&reports)
    };
    block_of.par_iter().enumerate().map(backing).collect()
}

/// What stands against each claim that is disputed or taken back.
fn opposition<'a>(told: &'a [Told], links: &'a BTreeSet<Link>, backings: &[Backing]) -> BTreeMap<&'a str, Opposition> {
    let index: BTreeMap<&str, usize> = told.iter().enumerate().map(|(i, t)| (t.id, i)).collect();
    let mut against: BTreeMap<&str, Opposition> = BTreeMap::new();
    // What is told as taken back is not asserted by the telling.
    for claim in told.iter().filter(|t| t.claim().polarity == Polarity::Pos && retracted_by_voice(t.claim())) {
        against.entry(claim.id).or_default().retracted = true;
    }
    for link in links {
        let (Some(&a), Some(&b)) = (index.get(link.a.as_str()), index.get(link.b.as_str())) else { continue };
        if link.link_type == LinkType::Retracts {
            against.entry(told[b].id).or_default().retracted = true;
        }
        if !disputes(link) {
            continue;
        }
        for (one, other) in [(a, b), (b, a)] {
            let entry = against.entry(told[one].id).or_default();
            entry.backing.articles.extend(backings[other].articles.iter().cloned());
            entry.backing.origins.extend(backings[other].origins.iter().cloned());
            entry.backing.informants.extend(backings[other].informants.iter().cloned());
            if let Some(article) = one_voice(&told[one], &told[other]) {
                entry.within_one_article = Some(article);
            }
        }
    }
    against
}

/// An article that says both in one voice: it contradicts itself, rather than telling two sides.
fn one_voice(a: &Told, b: &Told) -> Option<String> {
    let voices = |t: &Told| -> BTreeSet<(String, Vec<String>)> {
        let voice = |r: &Report| r.claim.said_by.iter().map(|v| v.value.actor.key()).collect();
        t.reports.iter().map(|r| (r.article.id.clone(), voice(r))).collect()
    };
    let (of_a, of_b) = (voices(a), voices(b));
    of_a.intersection(&of_b).next().map(|(article, _)| article.clone())
}

/// `slots`: on which its claims disagree.
fn incident(told: &[Told], group: &[usize], slots: &BTreeSet<&str>, provenance: &Provenance) -> Incident {
    let ids: BTreeSet<&str> = group.iter().map(|&i| told[i].id).collect();
    let reports: Vec<Report> = group.iter().flat_map(|&i| told[i].reports.iter().copied()).collect();
    let backing = provenance.backing(&reports);
    Incident {
        id: incident_id(told[group[0]].id),
        claims: ids.iter().map(|id| id.to_string()).collect(),
        articles: backing.articles.len() as u32,
        origins: backing.origins.len() as u32,
        informants: backing.informants.len() as u32,
        disagreements: slots.iter().map(|slot| slot.to_string()).collect(),
    }
}
