//! What is said to have been done, one paragraph a place; what several origins agree on comes first.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Desk, opponents, with_region};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{carried, quotations, sentence_case};

/// Sentences of one place; more are left out and counted.
const PER_PLACE: usize = 9;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let mut by_place: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in 0..desk.units.len() {
        // Who holds a place is told with what happened there; the table has it by claimant.
        if matches!(desk.units[at].part, Part::Areas | Part::Control) {
            by_place.entry(heading(desk, at)).or_default().push(at);
        }
    }
    let heaviest = |members: &Vec<usize>| members.iter().map(|&at| desk.units[at].weight).max().unwrap_or(0);
    let mut places: Vec<(String, Vec<usize>)> = by_place.into_iter().collect();
    places.sort_by_key(|(name, members)| (name.is_empty(), std::cmp::Reverse(heaviest(members)), name.clone()));
    // Places with one sentence share a paragraph: a heading for each would be a list, not a text.
    let mut shared: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut alone: Vec<(String, Vec<usize>)> = Vec::new();
    for (name, members) in places {
        let region =
            members.first().and_then(|&at| desk.place_of(at)).and_then(|p| p.admin1.clone().filter(|a| !a.is_empty() && *a != p.name));
        match (members.len(), region) {
            (1, Some(region)) => shared.entry(format!("Elsewhere in {region}")).or_default().extend(members),
            (1, None) => shared.entry("Elsewhere, or place not given".to_string()).or_default().extend(members),
            (_, _) if name.is_empty() => shared.entry("Elsewhere, or place not given".to_string()).or_default().extend(members),
            _ => alone.push((name, members)),
        }
    }
    shared.values_mut().for_each(|m| m.sort_unstable());
    let (last, regions): (Vec<_>, Vec<_>) = shared.into_iter().partition(|(name, _)| name.contains(','));
    alone.extend(regions);
    alone.extend(last);
    let mut blocks: Vec<Block> = alone.into_iter().map(|(name, members)| place(desk, name, members)).collect();
    let standing = desk.standing;
    blocks.extend(super::other_days::beside(desk, super::DAYS_BEFORE, &standing.events, super::other_days::Beside::Deeds));
    super::section(Part::Areas, blocks)
}

/// A sentence with the surname of who was introduced in a sentence before ("Defence Minister Tomas Verrin" is then "Verrin").
fn shortened(text: &str, people: &[(String, Option<String>)], before: &[Sentence]) -> String {
    let mut out = text.to_string();
    for (name, role) in people {
        let Some(surname) = name.split(' ').next_back() else { continue };
        if !before.iter().any(|s| s.text.contains(name.as_str()))
            || quotations(&out).iter().any(|(s, e)| out[*s..*e].contains(name.as_str()))
        {
            continue;
        }
        for long in role.iter().flat_map(|r| [format!("the {r}, {name},"), format!("{r} {name}")]).chain([name.clone()]) {
            out = out.replace(&long, surname).replace(&sentence_case(&long), surname);
        }
    }
    sentence_case(&out)
}

/// "Halvaro (Dorrin)"; empty where the place is not told.
fn heading(desk: &Desk<'_>, at: usize) -> String {
    desk.place_of(at).map_or(String::new(), with_region)
}

fn place(desk: &mut Desk<'_>, name: String, mut members: Vec<usize>) -> Block {
    let mut incidents: Vec<String> = members.iter().filter_map(|&at| desk.units[at].incident.clone()).collect();
    incidents.dedup();
    let mut seen = Vec::new();
    let mut sentences: Vec<Sentence> = Vec::new();
    for incident in incidents {
        if !seen.contains(&incident) {
            sentences.extend(desk.agreed(&incident).filter(|s| !sentences.iter().any(|t: &Sentence| t.text == s.text)));
            seen.push(incident);
        }
    }
    if members.len() > PER_PLACE {
        let mut weights: Vec<(i32, usize)> = members.iter().map(|&at| (desk.units[at].weight, at)).collect();
        weights.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), *at));
        members = weights.into_iter().take(PER_PLACE).map(|(_, at)| at).collect();
        members.sort_unstable();
    }
    members.sort_by_key(|&at| (desk.units[at].part != Part::Control, at));
    sentences.extend(run(desk, &members));
    // Where an outlet says that it could not check what it tells, that belongs here, too.
    if sentences.iter().any(|s| s.text.contains("“Conflicts between sources”")) {
        let articles: Vec<String> = members.iter().map(|&at| desk.units[at].source.row.article.id.clone()).collect();
        sentences.extend(super::conflicts::unverified(desk, &articles));
    }
    Block { heading: Some(name), listed: false, sentences }
}

/// Sentences in order of the articles, wordings taking turns; after the first of a text that others carried, that is said once.
pub(super) fn run(desk: &mut Desk<'_>, members: &[usize]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut last: Option<String> = None;
    let mut told: BTreeSet<(String, u32)> = BTreeSet::new();
    let mut people: Vec<(String, Option<String>)> = Vec::new();
    for &at in members {
        let article = desk.units[at].source.row.article.id.clone();
        let again = last.as_ref() == Some(&article);
        // What stands under the conflicts in full, and of which the other side was just told: another voice for the first side adds nothing.
        let key = |article: &str, sentence: u32| (article.to_string(), sentence);
        let unit = &desk.units[at];
        let against = opponents(desk.material, &unit.claims_in(unit.cover));
        let answered = against.iter().all(|a| told.contains(&key(&a.evidence.article, a.evidence.sentence)));
        let own = key(&article, unit.sentence());
        if unit.part == Part::Control && desk.in_conflicts.contains(&own) && !against.is_empty() && answered {
            continue;
        }
        told.insert(own);
        let disputed = sentences.iter().any(|s| s.text.contains("(see “Conflicts between sources”)"));
        let Some(mut sentence) = desk.tell(at, sentences.len(), again, disputed) else { continue };
        if sentences.iter().any(|s| s.text == sentence.text) {
            continue;
        }
        people.extend(desk.units[at].people(desk.material));
        sentence.text = shortened(&sentence.text, &people, &sentences);
        let note = sentence.notes.first().copied();
        sentences.push(sentence);
        last = Some(article);
        let source = desk.units[at].source;
        if let (false, Some(note)) = (source.carried_by.is_empty() || desk.copies_told.contains(source.origin()), note) {
            desk.copies_told.insert(source.origin().to_string());
            sentences.push(Sentence { text: carried(&source.carried_by, &source.outlet()), tag: None, notes: vec![note] });
        }
    }
    sentences
}
