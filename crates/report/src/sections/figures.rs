//! Numbers of losses, one row for each who gave one. Nothing is added up, nothing averaged.

use std::collections::BTreeMap;

use tacitus_record::{Claim, Kind};

use crate::clause::named;
use crate::compose::{About, Desk};
use crate::material::Told;
use crate::model::{Figure, Part, Section};
use crate::prose::{folded, sentence_case};

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
            let counted =
                quantity.status.clone().unwrap_or_else(|| claim.predicate.rsplit('.').next().unwrap_or("").to_string()).replace('_', " ");
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
    let place = place.or_else(in_incident).or_else(beside).unwrap_or_else(|| "Place not given".to_string());
    let of_incident = || {
        let members = desk.material.incidents.get(told.row.incident.as_ref()?)?;
        members.iter().filter_map(|m| desk.material.claims.get(m)).map(|t| About::of(desk.material, t).day).find(|d| !d.is_empty())
    };
    let day = if about.day.is_empty() { of_incident().unwrap_or_default() } else { about.day };
    let day = day.trim_start_matches(" on ");
    if day.is_empty() { place } else { format!("{place}, {day}") }
}
