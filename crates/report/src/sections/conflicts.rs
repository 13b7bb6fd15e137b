//! Where sources differ: one question, then each answer with its words, side by side. No verdict.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::Evidence;
use tacitus_record::{Claim, Kind, Link, Polarity, Span};

use crate::clause::named;
use crate::compose::{About, Desk, Point, unended};
use crate::material::{Material, Source, outlet_name, pair};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::{day, folded, list, quoted, sentence_case, within};
use crate::tables::worded;
use crate::units::{Unit, whole_sentence};

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    let mut blocks = Vec::new();
    for (slot, members) in groups(&material.conflicts(material.to)) {
        let positions = positions(material, &slot, &members);
        if positions.len() < 2 {
            continue;
        }
        let (intro, incident, weight) = question(desk, &slot, &positions);
        let known = material
            .conflicts(material.to)
            .iter()
            .any(|l| l.slot == slot && members.contains(&l.a) && desk.before.conflicts.contains(&pair(l)));
        desk.points.push(Point {
            part: Part::Conflicts,
            weight: weight + 3,
            incident,
            claims: members.iter().cloned().collect(),
            sentence: Sentence { tag: Some(if known { "continuing" } else { "new" }.to_string()), ..intro.clone() },
        });
        blocks.push(Block { heading: None, listed: false, sentences: vec![intro] });
        blocks.push(Block { heading: None, listed: true, sentences: answers(desk, &positions) });
    }
    blocks.push(Block { heading: None, listed: false, sentences: unverified(desk) });
    super::section(Part::Conflicts, blocks)
}

/// What the outlets of the period say that they could not check, in their words.
fn unverified(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences: Vec<Sentence> = Vec::new();
    for source in material.covered.iter().filter_map(|id| material.sources.get(id)) {
        let body = &source.row.article.text;
        let mut found: BTreeSet<Span> = BTreeSet::new();
        let small = body.to_ascii_lowercase();
        for words in crate::tables::caveats() {
            found.extend(small.match_indices(words).filter_map(|(at, _)| whole_sentence(body, Span::new(body, at, at + words.len())?)));
        }
        for span in found.into_iter().filter(|s| source.is_own(*s) && source.is_running_text(*s)) {
            let text = worded("quoted", 0, &[("outlet", source.outlet().as_str()), ("quote", quoted(span.slice(body)).as_str())]);
            let text = text.replace("”.", ".”");
            if !sentences.iter().any(|s| s.text == text) {
                sentences.push(Sentence { text, tag: None, notes: vec![desk.notes.cite(material, source, span)] });
            }
        }
    }
    sentences
}

/// "New disagreement on …" for each question that the last report did not know.
pub(super) fn new_questions(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let material = desk.material;
    let mut found = Vec::new();
    for (slot, members) in groups(&material.conflicts(material.to)) {
        let was = |link: &Link| desk.before.conflicts.contains(&pair(link));
        let of_group = |link: &&&Link| link.slot == slot && members.contains(&link.a);
        let is_new = material.conflicts(material.to).iter().filter(of_group).any(|l| !was(l));
        let positions = positions(material, &slot, &members);
        if positions.len() >= 2 && is_new {
            let text = worded("change.disputed", 0, &[("topic", topic(material, &slot, &positions).as_str())]);
            let notes = positions.iter().map(|p| cite(desk, p)).collect();
            found.push(Sentence { text, tag: Some("disputed".to_string()), notes });
        }
    }
    found
}

/// Claims that differ on one slot, directly or through each other.
fn groups(links: &[&Link]) -> Vec<(String, BTreeSet<String>)> {
    let mut groups: Vec<(String, BTreeSet<String>)> = Vec::new();
    for link in links {
        let mut joined = BTreeSet::from([link.a.clone(), link.b.clone()]);
        groups.retain(|(slot, members)| {
            let meets = *slot == link.slot && members.iter().any(|m| joined.contains(m));
            if meets {
                joined.extend(members.iter().cloned());
            }
            !meets
        });
        groups.push((link.slot.clone(), joined));
    }
    groups.sort();
    groups
}

/// One answer.
struct Position<'m> {
    claimant: String,
    /// "gave 23 people", "named the army", "said that it did not".
    answer: String,
    evidence: &'m Evidence,
    source: &'m Source,
    claim: &'m Claim,
    id: String,
}

fn positions<'m>(material: &'m Material, slot: &str, members: &BTreeSet<String>) -> Vec<Position<'m>> {
    let mut found: BTreeMap<(String, String), Position<'m>> = BTreeMap::new();
    for id in members {
        let Some(told) = material.claims.get(id) else { continue };
        let Some(evidence) = material.best_evidence(told) else { continue };
        let Some(source) = material.sources.get(&evidence.article) else { continue };
        let Some(claim) = material.mention(id, evidence) else { continue };
        let body = &source.row.article.text;
        let answer = match slot {
            "quantity" => claim.quantity.as_ref().map(|q| format!("gave {}", within(&folded(&q.value.text), &material.small_words))),
            "actor" if claim.kind == Kind::Control => claim.actor.as_ref().and_then(|a| named(body, a)).map(|name| {
                let own = claim
                    .said_by
                    .first()
                    .is_some_and(|v| v.value.actor.key() == claim.actor.as_ref().map_or(String::new(), |a| a.value.key()));
                if own { "said that it did".to_string() } else { format!("said that {} did", name.trim_end_matches(',')) }
            }),
            // Who denies a part in it, against whoever names him.
            "actor" if denies_a_part(claim) => {
                Some(format!("denied {}", claim.object.as_ref().map_or("it".to_string(), |o| folded(&o.value))))
            }
            "actor" => claim.actor.as_ref().and_then(|a| named(body, a)).map(|name| format!("named {}", name.trim_end_matches(','))),
            "place" => claim.place.as_ref().map(|p| format!("named {}", folded(&p.value.name))),
            "polarity" => {
                Some(if claim.polarity == Polarity::Neg { "said that it did not".to_string() } else { "said that it happened".to_string() })
            }
            _ => Some(format!("gave its own {slot}")),
        };
        let Some(mut answer) = answer else { continue };
        if !claim.hedges.is_empty() {
            let hedges: Vec<String> = claim.hedges.iter().map(|h| quoted(&h.value)).collect();
            answer = format!("{answer} ({})", list(&hedges));
        }
        let claimant = material.holder(id, evidence).unwrap_or_else(|| source.outlet());
        let key = (core(&claimant), core(&answer));
        let better = |old: &Position<'_>| source.is_running_text(evidence.span) && !old.source.is_running_text(old.evidence.span);
        if found.get(&key).is_none_or(better) {
            found.insert(key, Position { claimant, answer, evidence, source, claim, id: id.clone() });
        }
    }
    let mut all: Vec<Position<'_>> = found.into_values().collect();
    // A title says again what its text says.
    let in_text: BTreeSet<String> =
        all.iter().filter(|p| p.source.is_running_text(p.evidence.span)).map(|p| p.source.origin().to_string()).collect();
    all.retain(|p| p.source.is_running_text(p.evidence.span) || !in_text.contains(p.source.origin()));
    all.sort_by_key(|p| (p.evidence.published, p.evidence.article.clone(), p.evidence.start));
    // A ministry and its spokeswoman in one text are one voice for one side.
    let mut one_voice: Vec<Position<'_>> = Vec::new();
    for position in all {
        let same = |p: &Position<'_>| {
            p.claim.kind == Kind::Control
                && position.claim.kind == Kind::Control
                && p.source.origin() == position.source.origin()
                && side(p.claim).is_some_and(|s| side(position.claim) == Some(s))
        };
        if !one_voice.iter().any(same) {
            one_voice.push(position);
        }
    }
    one_voice
}

/// The country and sector of who is said to do it.
fn side(claim: &Claim) -> Option<(&str, &str)> {
    let actor = &claim.actor.as_ref()?.value;
    Some((actor.country.as_deref()?, actor.sector.as_deref()?))
}

fn denies_a_part(claim: &Claim) -> bool {
    claim.event.as_ref().is_some_and(|e| e.plover_type == "REJECT")
}

fn core(text: &str) -> String {
    text.to_lowercase().trim_start_matches("the ").to_string()
}

/// "the number killed at Halvaro", "who holds Brennova".
fn topic(material: &Material, slot: &str, positions: &[Position<'_>]) -> String {
    let placed = positions.iter().find(|p| p.claim.place.is_some()).unwrap_or(&positions[0]);
    let about = material.claims.get(&placed.id).map(|t| About::of(material, t));
    let town = || material.town_of(&placed.evidence.article).map(|p| folded(&p.name));
    let place = placed.claim.place.as_ref().map(|p| folded(&p.value.name)).or_else(town);
    let at = place.as_ref().map_or(String::new(), |p| format!(" at {p}"));
    let deed = about.as_ref().map_or("one event", |a| a.deed);
    let of = about.as_ref().map(|a| a.place.clone()).filter(|p| !p.is_empty()).unwrap_or(at.clone());
    match (slot, place) {
        ("quantity", _) if counted(positions).len() > 1 => format!("losses{at}"),
        ("quantity", _) => format!("the number {}{at}", counted(positions).first().map_or("given", String::as_str)),
        ("actor", Some(place)) if positions.iter().any(|p| p.claim.kind == Kind::Control) => format!("who holds {place}"),
        ("actor", _) => format!("who was behind {deed}{of}"),
        ("polarity", _) if deed != "one event" => format!("whether {deed} happened{of}"),
        _ if deed == "one event" => format!("what happened{at}"),
        _ => format!("{deed}{of}"),
    }
}

/// What the numbers count: "killed", or both "casualties" and "killed".
fn counted(positions: &[Position<'_>]) -> BTreeSet<String> {
    positions.iter().filter_map(|p| p.claim.quantity.as_ref()?.value.status.clone()).collect()
}

/// Both sides in their own words: "X said that …; Y denied that …".
fn both_sides(material: &Material, positions: &[Position<'_>]) -> Option<String> {
    let sides: Vec<String> = positions
        .iter()
        .map(|p| Unit::of(material, &p.evidence.article, p.evidence.sentence)?.draft(material, 0, false).map(|d| unended(&d.text)))
        .collect::<Option<_>>()?;
    let (first, rest) = sides.split_first()?;
    let rest: Vec<String> = rest.iter().map(|s| within(s, &material.small_words)).collect();
    (positions.len() <= 3).then(|| format!("{first}; {}.", rest.join("; ")))
}

/// "Sources differ on the number killed at Halvaro: …", with its incident and weight.
fn question(desk: &mut Desk<'_>, slot: &str, positions: &[Position<'_>]) -> (Sentence, Option<String>, i32) {
    let material = desk.material;
    // The answer that names a place says best what the question is.
    let placed = positions.iter().find(|p| p.claim.place.is_some()).unwrap_or(&positions[0]);
    let first = material.claims.get(&placed.id);
    let all: Vec<String> = positions.iter().map(|p| format!("{} {}", p.claimant, p.answer)).collect();
    let fallback = || worded("differ", 0, &[("topic", topic(material, slot, positions).as_str()), ("list", list(&all).as_str())]);
    let in_own_words = slot == "polarity" || slot == "quantity" && counted(positions).len() > 1;
    let text = if in_own_words { both_sides(material, positions).unwrap_or_else(fallback) } else { fallback() };
    let notes = positions.iter().map(|p| cite(desk, p)).collect();
    let weight = positions.iter().map(|p| crate::tables::stand(p.claim).weight).max().unwrap_or(0);
    (Sentence { text, tag: None, notes }, first.and_then(|t| t.row.incident.clone()), weight)
}

/// The words of an answer: all of its sentence that claims were read from.
fn span_of(material: &Material, position: &Position<'_>) -> Span {
    let unit = Unit::of(material, &position.evidence.article, position.evidence.sentence);
    unit.map_or(position.evidence.span, |u| u.cover)
}

fn cite(desk: &mut Desk<'_>, position: &Position<'_>) -> usize {
    desk.notes.cite(desk.material, position.source, span_of(desk.material, position))
}

/// Each answer with who gives it, where and when, in its own words.
fn answers(desk: &mut Desk<'_>, positions: &[Position<'_>]) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences = Vec::new();
    for position in positions {
        let span = span_of(material, position);
        let outlet = outlet_name(position.evidence.outlet.as_deref());
        let when = position.evidence.published.map_or(String::new(), |d| format!(", {}", day(d, material.to.year())));
        let claimant = position.claimant.trim_end_matches(',');
        let by = if core(claimant) == core(&outlet) { format!("{outlet}{when}") } else { format!("{claimant} ({outlet}{when})") };
        let text = format!("{}: {}", sentence_case(&by), quoted(span.slice(&position.source.row.article.text)).replace('”', ".”"));
        sentences.push(Sentence { text: text.replace("..”", ".”"), tag: None, notes: vec![cite(desk, position)] });
    }
    sentences
}
