//! Numbers of losses, one row for each who gave one. Nothing is added up, nothing averaged.

use std::collections::BTreeMap;

use tacitus_record::{Claim, Day, Kind};

use crate::clause::named;
use crate::compose::{About, Desk, opponents, unended};
use crate::material::Told;
use crate::model::{Figure, Part, Section, Sentence};
use crate::prose::{folded, sentence_case};
use crate::tables::worded;
use crate::units::Unit;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    // By place, what was counted, who counted, the number: a row with its origins.
    let mut rows: BTreeMap<[String; 4], (Figure, Vec<String>)> = BTreeMap::new();
    for (id, told) in material
        .claims
        .iter()
        .filter(|(id, t)| counts_losses(&t.row.claim) && t.is_deed() && (material.matching.contains(*id) || t.row.incident.is_some()))
    {
        for evidence in told.evidence(material.to) {
            let Some(source) =
                material.sources.get(&evidence.article).filter(|s| s.is_running_text(evidence.span) && s.is_own(evidence.span))
            else {
                continue;
            };
            let mention =
                material.mentions.get(&evidence.article).and_then(|m| m.iter().find(|(i, c)| i == id && c.mention.span == evidence.span));
            let Some((_, claim)) = mention else { continue };
            let Some(quantity) = claim.quantity.as_ref().map(|q| &q.value) else { continue };
            let place = about(desk, told, &evidence.article, evidence.sentence);
            let claimant = claimant(&source.row.article.text, claim).unwrap_or_else(|| source.outlet());
            let claimant = claimant.trim_end_matches(',').to_string();
            let is_outlet = claimant == source.outlet();
            let counted = status(claim);
            let value = folded(&quantity.text);
            let note = desk.notes.cite(material, source, claim.mention.span);
            // Outlets that give one number on their own word share a row.
            let key = [place.clone(), counted.clone(), if is_outlet { String::new() } else { claimant.clone() }, value.to_lowercase()];
            let figure = Figure { of: place, counted, value, claimant: sentence_case(&claimant), origins: 0, notes: Vec::new() };
            let (row, origins) = rows.entry(key).or_insert((figure, Vec::new()));
            if is_outlet && !row.claimant.contains(&claimant) {
                row.claimant = format!("{}; {claimant}", row.claimant);
            }
            row.notes.push(note);
            if !origins.contains(&source.origin().to_string()) {
                origins.push(source.origin().to_string());
            }
            row.origins = origins.len();
        }
    }
    let mut section = super::section(Part::Figures, Vec::new());
    section.figures = rows.into_values().map(|(row, _)| row).collect();
    if !section.figures.is_empty() {
        section.remark = Some(
            "What each claimant gave, in its own words. These are reports, not established facts; they overlap, and nothing is added up."
                .to_string(),
        );
    }
    section
}

/// The tolls of people who bear no arms, told in the period: one sentence for each who gave one.
pub(super) fn civilian_tolls(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let material = desk.material;
    let mut sentences: Vec<(Option<Day>, Sentence)> = Vec::new();
    for (id, told) in material.claims.iter().filter(|(_, t)| counts_losses(&t.row.claim) && t.is_deed()) {
        let Some(evidence) = material.best_evidence(told).filter(|e| material.covered.contains(&e.article)) else { continue };
        let (Some(source), Some(claim)) = (material.sources.get(&evidence.article), material.mention(id, evidence)) else { continue };
        // "at least 14 people were killed and more than 30 wounded": the second number is of the same people.
        let beside =
            |c: &Claim| c.mention.sentence == claim.mention.sentence && c.quantity.as_ref().is_some_and(|q| is_of_civilians(&q.value.text));
        let of_same = material.mentions.get(&evidence.article).is_some_and(|m| m.iter().any(|(_, c)| beside(c)));
        let Some(quantity) = claim.quantity.as_ref().map(|q| &q.value) else { continue };
        let bare = !quantity
            .text
            .split(' ')
            .any(|w| w.chars().all(char::is_alphabetic) && !["more", "than", "at", "least", "some", "about"].contains(&w));
        if !(is_of_civilians(&quantity.text) || bare && of_same) {
            continue;
        }
        if !source.is_running_text(evidence.span) {
            continue;
        }
        let counted = status(claim);
        let who = claimant(&source.row.article.text, claim).unwrap_or_else(|| source.outlet());
        let about = About::of(material, told);
        let place = told.row.claim.place.as_ref().map_or(String::new(), |p| format!(" at {}", folded(&p.value.name)));
        let text = worded(
            "toll",
            0,
            &[
                ("claimant", sentence_case(who.trim_end_matches(',')).as_str()),
                ("value", folded(&quantity.text).to_lowercase().as_str()),
                ("counted", counted.as_str()),
                ("where", place.as_str()),
                ("when", about.day.as_str()),
            ],
        );
        if !sentences.iter().any(|(_, s)| s.text == text) {
            let mut text = text;
            let unit = Unit::of(material, &evidence.article, evidence.sentence);
            let cover = unit.as_ref().map_or(evidence.span, |u| u.cover);
            let notes = vec![desk.notes.cite(material, source, cover)];
            // Who disputes the deed disputes its toll.
            let claims = unit.map_or_else(|| vec![id.clone()], |u| u.claims_in(cover));
            if !opponents(material, &claims).is_empty() {
                text = worded("toll.disputed", 0, &[("sentence", unended(&text).as_str())]);
            }
            sentences.push((evidence.published, Sentence { text, tag: None, notes }));
        }
    }
    sentences.sort_by_key(|(published, _)| *published);
    sentences.into_iter().map(|(_, sentence)| sentence).collect()
}

/// What befell those counted: "killed", "wounded".
fn status(claim: &Claim) -> String {
    let told = claim.quantity.as_ref().and_then(|q| q.value.status.clone());
    told.unwrap_or_else(|| claim.predicate.rsplit('.').next().unwrap_or("").to_string()).replace('_', " ")
}

/// Whether those counted bear no arms, as the words for them tell.
fn is_of_civilians(words: &str) -> bool {
    let words = words.to_lowercase();
    crate::tables::civilians().any(|w| words.split(|c: char| !c.is_alphabetic()).any(|have| have == w))
}

/// Whether a claim counts what befell people or things.
pub(crate) fn counts_losses(claim: &Claim) -> bool {
    claim.kind == Kind::Loss
        && claim.quantity.as_ref().is_some_and(|q| q.value.value.is_some() || q.value.lo.is_some() || q.value.hi.is_some())
}

/// Who gave the number, where the text names one.
pub(crate) fn claimant(body: &str, claim: &Claim) -> Option<String> {
    let voice = claim.said_by.last()?;
    named(body, &voice.clone().map(|v| v.actor))
}

/// "Halvaro, 7 March".
fn about(desk: &Desk<'_>, told: &Told, article: &str, sentence: u32) -> String {
    let about = About::of(desk.material, told);
    let place = told.row.claim.place.as_ref().map(|p| folded(&p.value.name));
    let in_incident = || {
        let members = desk.material.incidents.get(told.row.incident.as_ref()?)?;
        members.iter().filter_map(|m| desk.material.claims.get(m)?.row.claim.place.as_ref()).map(|p| folded(&p.value.name)).next()
    };
    let beside = || {
        let mentions = desk.material.mentions.get(article)?;
        mentions
            .iter()
            .filter(|(_, c)| c.mention.sentence == sentence)
            .filter_map(|(_, c)| c.place.as_ref())
            .map(|p| folded(&p.value.name))
            .next()
    };
    let of_article = || desk.material.town_of(article).map(|p| format!("{} (by its article)", folded(&p.name)));
    let place = place.or_else(in_incident).or_else(beside).or_else(of_article).unwrap_or_else(|| "Place not given".to_string());
    let of_incident = || {
        let members = desk.material.incidents.get(told.row.incident.as_ref()?)?;
        members.iter().filter_map(|m| desk.material.claims.get(m)).map(|t| About::of(desk.material, t).day).find(|d| !d.is_empty())
    };
    let day = if about.day.is_empty() { of_incident().unwrap_or_default() } else { about.day };
    let day = day.trim_start_matches(" on ");
    if day.is_empty() { place } else { format!("{place}, {day}") }
}
