//! Numbers of losses, one row for each who gave one. Nothing is added up, nothing averaged.

use std::collections::BTreeMap;

use tacitus_ledger::Evidence;
use tacitus_record::{Claim, Day, Kind};

use crate::compose::{About, Desk, with_region};
use crate::material::{Material, Told};
use crate::model::{Count, Figure, Part, Section, Sentence};
use crate::prose::{folded, list, number_of, sentence_case, within};
use crate::tables::worded;
use crate::units::Unit;

pub(super) fn write(desk: &mut Desk<'_>) -> Section {
    let material = desk.material;
    // By place, what was counted, who counted, the number: a row with its origins.
    let mut rows: BTreeMap<[String; 4], (Figure, Vec<String>)> = BTreeMap::new();
    for (id, told) in material.claims.iter().filter(|(id, t)| {
        (counts_losses(&t.row.claim) || counts_taken(&t.row.claim))
            && t.is_deed()
            && (material.matching.contains(*id) || t.row.incident.is_some())
    }) {
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
            let place = about(desk, told, evidence);
            let claimant = material.claimant(claim).unwrap_or_else(|| source.outlet());
            let claimant = claimant.trim_end_matches(',').to_string();
            let is_outlet = claimant == source.outlet();
            let mut counted = if claim.kind == Kind::Loss {
                status(claim)
            } else {
                claim.mention.cue.map_or(String::new(), |c| c.slice(&source.row.article.text).to_string())
            };
            let value = folded(&quantity.text);
            // "35 fighters had been killed and 12 captured": of what, the number before says.
            if is_bare(&value)
                && let Some(noun) = noun_before(material, claim)
            {
                counted = format!("{noun} {counted}");
            }
            // Whose they were, where the number's own words do not say.
            if let Some(whose) =
                claim.target.as_ref().map(|t| t.value.name.as_str()).filter(|w| !value.contains(*w) && !w.contains(value.as_str()))
            {
                let of = if counted == "lost" { " by" } else { ", of" };
                counted = format!("{counted}{of} the {}", whose.trim_start_matches("the "));
            }
            // With who says so.
            let unit = Unit::of(material, &evidence.article, evidence.sentence);
            let cover = unit.as_ref().map_or(claim.mention.span, |u| u.cover);
            if material.is_disputed(id) {
                counted.push_str("; disputed");
            } else if unit.is_some_and(|u| u.claims_in(cover).iter().any(|c| is_disputed_deed(material, c))) {
                counted.push_str("; cause disputed");
            }
            let note = desk.notes.cite(material, source, cover);
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
    let standing = desk.standing;
    for (count, incidents) in &standing.counts {
        let heaviest = |id: &String| {
            let members = material.incidents.get(id)?.iter().filter_map(|m| material.claims.get(m)).filter(|t| t.is_deed());
            let told = members.max_by_key(|t| (crate::tables::stand(&t.row.claim).weight, std::cmp::Reverse(t.row.id.clone())))?;
            material.best_evidence(told)
        };
        let notes = incidents.iter().filter_map(heaviest).filter_map(|e| desk.notes.cite_whole(material, e)).collect();
        section.counts.push(Count { notes, ..count.clone() });
    }
    let counts = if section.counts.is_empty() { String::new() } else { worded("figures.incidents", 0, &[]) };
    let tolls = if section.figures.is_empty() { String::new() } else { worded("figures.remark", 0, &[]) };
    let remark = [counts, tolls].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
    if !remark.is_empty() {
        section.remark = Some(remark);
    }
    section
}

/// Whether a claim counts people who were taken ("12 captured").
fn counts_taken(claim: &Claim) -> bool {
    let taken = claim
        .event
        .as_ref()
        .is_some_and(|e| e.plover_type == "COERCE" && e.mode.as_deref().is_some_and(|m| matches!(m, "arrest" | "seize")));
    taken && claim.quantity.as_ref().is_some_and(|q| q.value.value.is_some() && q.value.unit != "percent")
}

/// Where the tolls of people who bear no arms stand, with what they are: the first sentence of the period that gives each is its note.
pub(super) fn civilian_tolls(desk: &mut Desk<'_>) -> Option<Sentence> {
    let material = desk.material;
    let mut by_sentence: BTreeMap<(Option<Day>, &str, u32), Vec<&Claim>> = BTreeMap::new();
    for (id, told) in material.claims.iter().filter(|(_, t)| counts_losses(&t.row.claim) && t.is_deed()) {
        let Some(evidence) = material.best_evidence(told).filter(|e| material.covered.contains(&e.article)) else { continue };
        let (Some(source), Some(claim)) = (material.sources.get(&evidence.article), material.mention(id, evidence)) else { continue };
        if source.is_running_text(evidence.span) && source.is_own(evidence.span) {
            by_sentence.entry((evidence.published, &evidence.article, evidence.sentence)).or_default().push(claim);
        }
    }
    let words = |c: &Claim| c.quantity.as_ref().map_or(String::new(), |q| folded(&q.value.text));
    let (mut tolls, mut notes): (Vec<String>, Vec<usize>) = (Vec::new(), Vec::new());
    for ((_, article, sentence), mut claims) in by_sentence {
        // "at least 14 people were killed and more than 30 wounded": the second number is of the same people.
        let some = claims.iter().any(|c| is_of_civilians(&words(c)));
        claims.retain(|c| is_of_civilians(&words(c)) || some && is_bare(&words(c)));
        claims.sort_by_key(|c| c.mention.span.start());
        let Some(first) = claims.first() else { continue };
        let source = material.sources.get(article)?;
        let counted: Vec<String> = claims.iter().map(|c| format!("{} {}", within(&words(c), &material.small_words), status(c))).collect();
        let who = material.claimant(first).unwrap_or_else(|| source.outlet());
        let place = claims.iter().find_map(|c| c.place.as_ref()).map(|p| &p.value).or_else(|| material.town_of(article));
        let at = place.map_or(String::new(), |p| format!(" at {}", with_region(p)));
        tolls.push(format!("{}{at}, according to {}", list(&counted), who.trim_end_matches(',')));
        let cover = Unit::of(material, article, sentence).map_or(first.mention.span, |u| u.cover);
        notes.push(desk.notes.cite(material, source, cover));
    }
    let text = worded("tolls", 0, &[("list", &tolls.join("; "))]);
    (!tolls.is_empty()).then_some(Sentence { text, tag: None, notes })
}

/// What the number before a claim's in its sentence counts ("DLF fighters").
fn noun_before(material: &Material, claim: &Claim) -> Option<String> {
    let mentions = material.mentions.get(&claim.mention.article)?.iter().map(|(_, c)| c);
    let own = claim.quantity.as_ref()?.span()?;
    let of_sentence = mentions.filter(|c| c.mention.sentence == claim.mention.sentence).filter_map(|c| c.quantity.as_ref());
    let before = of_sentence.filter(|q| q.span().is_some_and(|s| s.end() <= own.start()) && !is_bare(&folded(&q.value.text)));
    let last = before.max_by_key(|q| q.span())?;
    let words = folded(&last.value.text);
    let words: Vec<&str> = words.split(' ').collect();
    let number = words.iter().rposition(|w| number_of(w).is_some())?;
    Some(words[number + 1..].join(" ")).filter(|noun| !noun.is_empty())
}

/// Whether the words of a number do not say what is counted ("more than 30").
fn is_bare(words: &str) -> bool {
    !words.split(' ').any(|w| w.chars().all(char::is_alphabetic) && !["more", "than", "at", "least", "some", "about"].contains(&w))
}

/// Whether sources differ on a deed, not only on a number.
fn is_disputed_deed(material: &Material, claim: &str) -> bool {
    material.is_disputed(claim) && material.claims.get(claim).is_some_and(|t| t.row.claim.kind != Kind::Loss)
}

/// What befell those counted: "killed", "wounded".
fn status(claim: &Claim) -> String {
    let told = claim.quantity.as_ref().and_then(|q| q.value.status.clone());
    let status = told.unwrap_or_else(|| claim.predicate.rsplit('.').next().unwrap_or("").to_string()).replace('_', " ");
    if status == "casualties" { "lost".to_string() } else { status }
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

/// "Halvaro (Dorrin), 7 March"; the day of publication, and said so, where no day is told.
fn about(desk: &Desk<'_>, told: &Told, evidence: &Evidence) -> String {
    let (article, sentence) = (evidence.article.as_str(), evidence.sentence);
    let about = About::of(desk.material, told);
    let place = told.row.claim.place.as_ref().map(|p| with_region(&p.value));
    let in_incident = || {
        let members = desk.material.incidents.get(told.row.incident.as_ref()?)?;
        members.iter().filter_map(|m| desk.material.claims.get(m)?.row.claim.place.as_ref()).map(|p| with_region(&p.value)).next()
    };
    let beside = || {
        let mentions = desk.material.mentions.get(article)?;
        mentions
            .iter()
            .filter(|(_, c)| c.mention.sentence == sentence)
            .filter_map(|(_, c)| c.place.as_ref())
            .map(|p| with_region(&p.value))
            .next()
    };
    let of_article = || desk.material.town_of(article).map(with_region);
    let place = place.or_else(in_incident).or_else(beside).or_else(of_article).unwrap_or_else(|| "Place not given".to_string());
    let of_incident = || {
        let members = desk.material.incidents.get(told.row.incident.as_ref()?)?;
        members.iter().filter_map(|m| desk.material.claims.get(m)).map(|t| About::of(desk.material, t).day).find(|d| !d.is_empty())
    };
    let day = if about.day.is_empty() { of_incident().unwrap_or_default() } else { about.day };
    let day = day.trim_start_matches(" on ");
    let published = evidence.published.map(|d| crate::prose::day(d, desk.material.to.year()));
    match (day.is_empty(), published) {
        (false, _) => format!("{place}, {day}"),
        (true, Some(published)) => format!("{place}, reported on {published}"),
        (true, None) => place,
    }
}
