//! Writes a claim as one line of words: the grammar that terminal, page and report share.
//!
//! `SUBJECT did ACTION to OBJECT · PLACE (precision) · DATE (precision) · quantity low–high unit`, then, in this order,
//! modality · certainty in words with the Admiralty grade · articles, origins, informants · disputed · what is new.
//! Agreement and doubt are words here, never only a colour. Pure: one claim and its standing give one line.

use tacitus_ledger::{ClaimRow, IncidentRow};
use tacitus_record::{Bound, Claim, Factuality, Grade, Modality, Moment, Place, Polarity, Quantity, VoiceType};

use crate::sentence::sentence;

/// What the ledger knows of a claim beyond its own words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Articles that carry it.
    pub articles: u32,
    /// Texts not copied from each other that carry it.
    pub origins: u32,
    /// People or bodies who said it.
    pub informants: u32,
    /// Best grade of its supports.
    pub grade: Option<Grade>,
    /// Slots on which another claim contradicts it, sorted.
    pub disputed: Vec<String>,
    /// What happened to it since the revision asked about ("new", "corroborated" …).
    pub change: Option<String>,
}

/// The standing of a claim in the ledger.
pub fn standing(row: &ClaimRow) -> Standing {
    Standing {
        articles: row.articles,
        origins: row.origins,
        informants: row.informants,
        grade: Some(row.grade.clone()),
        disputed: if row.is_disputed() { vec![format!("{} contradicting", count(row.disputes, "claim"))] } else { Vec::new() },
        change: None,
    }
}

/// A field of a claim as readers call it: "actor" is "who".
pub fn field_in_words(field: &str) -> &str {
    match field {
        "actor" => "who",
        "target" => "to whom",
        "object" => "what",
        "instrument" => "with what",
        "place" => "where",
        "time" => "when",
        "quantity" => "how much",
        "condition" => "on condition",
        "said_by" => "says who",
        other => other,
    }
}

/// The standing of an incident: its own counts and disagreements, with the grade of the claim that stands for it.
pub fn incident_standing(row: &IncidentRow) -> Standing {
    Standing {
        articles: row.incident.articles,
        origins: row.incident.origins,
        informants: row.incident.informants,
        grade: Some(row.headline().grade.clone()),
        disputed: row.incident.disagreements.clone(),
        change: None,
    }
}

/// The line of the claim that stands for an incident, with the incident's own counts and disagreements.
pub fn incident_line(row: &IncidentRow) -> String {
    line(&row.headline().claim, &incident_standing(row))
}

fn count(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What the claim says, without what the ledger thinks of it: the line a judge sees.
pub fn content(claim: &Claim) -> String {
    let mut parts = what(claim);
    parts.push(certainty(claim, &Standing::default()));
    parts.join(" · ")
}

fn what(claim: &Claim) -> Vec<String> {
    let mut parts = vec![sentence(claim)];
    let implied = |of_scene: bool| if of_scene { " (implied)" } else { "" };
    parts.extend(claim.place.as_ref().map(|p| place(&p.value) + implied(p.is_of_scene())));
    parts.extend(claim.time.as_ref().map(|t| time(&t.value) + implied(t.is_of_scene())));
    // "most", "many": a word without bounds stands in the sentence already.
    let bounded = |q: &&Quantity| q.lo.is_some() || q.hi.is_some() || q.value.is_some() || claim.kind == tacitus_record::Kind::Loss;
    parts.extend(claim.quantity.as_ref().map(|q| &q.value).filter(bounded).map(quantity));
    parts.push(claim.modality.to_string());
    parts
}

/// The whole line.
pub fn line(claim: &Claim, standing: &Standing) -> String {
    let mut parts = what(claim);
    parts.push(certainty(claim, standing));
    parts.push(counts(standing));
    if !standing.disputed.is_empty() {
        parts.push(format!("disputed: {}", standing.disputed.join(", ")));
    }
    parts.extend(standing.change.clone());
    parts.join(" · ")
}

/// A text on one line.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `PLACE (precision)`; a name that no gazetteer has says so, and how finely its surroundings are known. What is only described, and several
/// places in one, stand in their own words.
pub fn place(place: &Place) -> String {
    if !place.names_one() {
        let within = place.country.as_ref().map(|country| format!(", {country}")).unwrap_or_default();
        return format!("“{}”{within}", folded(&place.text));
    }
    if place.gazetteer_id.is_none() && place.lat.is_none() {
        return format!("{} (not in the gazetteer)", folded(&place.text));
    }
    let within = [place.admin1.as_deref(), place.country.as_deref()];
    let within: Vec<&str> = within.into_iter().flatten().filter(|w| !w.is_empty() && *w != place.name).collect();
    let comma = if within.is_empty() { "" } else { ", " };
    let beside = beside(&place.text);
    // A name that no gazetteer has stands where the text says that it lies.
    let unlisted = if place.gazetteer_id.is_none() { "not in the gazetteer, only its " } else { "" };
    format!("{beside}{}{comma}{} ({unlisted}{})", folded(&place.name), within.join(", "), place.precision)
}

/// "near X", "15 kilometres north of X" are not in X: the words that say so, with a space behind them; empty for a place itself.
fn beside(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let bearing = |word: &str| {
        let word = word.trim_start_matches("north").trim_start_matches("south").trim_start_matches('-');
        matches!(word, "" | "east" | "west")
    };
    let directed = words.windows(2).position(|w| bearing(&w[0]) && w[1] == "of").map(|at| at + 2);
    let lead = directed.unwrap_or(match words.first().map(String::as_str) {
        Some("near" | "outside" | "off") => 1,
        Some("close") if words.get(1).is_some_and(|w| w == "to") => 2,
        _ => 0,
    });
    words[..lead].iter().map(|word| format!("{word} ")).collect()
}

/// `DATE (precision)`: bounds where they are known, else the words.
pub fn time(moment: &Moment) -> String {
    let role = match moment.role.as_str() {
        "point" | "during" => String::new(),
        other => format!("{other} "),
    };
    match moment.hull() {
        (Some(a), Some(b)) if a == b => format!("{role}{a} ({})", moment.grain),
        (Some(a), Some(b)) => format!("{role}{a}–{b} ({})", moment.grain),
        (Some(a), None) => format!("{role}{a}– ({})", moment.grain),
        (None, Some(b)) => format!("{role}–{b} ({})", moment.grain),
        (None, None) => format!("“{}” (undated)", folded(&moment.text)),
    }
}

/// `quantity low–high unit`, in the bounds that the words give.
pub fn quantity(quantity: &Quantity) -> String {
    let unit = match quantity.unit.as_str() {
        "person" if quantity.hi != Some(1.0) => "people".to_string(),
        // Nothing was named: "14 were killed".
        "item" => String::new(),
        unit => folded(unit),
    };
    let status = quantity.status.as_deref().unwrap_or("").replace('_', " ");
    let unit = [unit.as_str(), &status].join(" ");
    let number = match (quantity.lo, quantity.hi, quantity.value) {
        // "about 12": the span that "about" allows is in the record, the line keeps the word.
        (_, _, Some(value)) if quantity.bound == Bound::About => figure(value),
        (Some(lo), Some(hi), _) if lo == hi => figure(lo),
        (Some(lo), Some(hi), _) => format!("{}–{}", figure(lo), figure(hi)),
        (Some(lo), None, _) => format!("at least {}", figure(lo)),
        (None, Some(hi), _) => format!("at most {}", figure(hi)),
        (None, None, Some(value)) => figure(value),
        (None, None, None) => format!("“{}”", folded(&quantity.text)),
    };
    let about = if quantity.bound == Bound::About { "about " } else { "" };
    folded(&format!("{about}{number} {unit}"))
}

/// A number without a needless fraction.
pub fn figure(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

/// How certain, in words, with the grade: "said by X, plainly; probably true (F2)".
pub fn certainty(claim: &Claim, standing: &Standing) -> String {
    let mut out = said_by(claim);
    let hedged = claim
        .factuality
        .iter()
        .any(|(_, f)| matches!(f, Factuality::ProbablePos | Factuality::ProbableNeg | Factuality::PossiblePos | Factuality::PossibleNeg));
    if !claim.hedges.is_empty() {
        let words: Vec<String> = claim.hedges.iter().map(|h| format!("“{}”", folded(&h.value))).collect();
        out.push_str(&format!(", hedged with {}", words.join(", ")));
    } else if hedged && crate::line::is_told(claim) {
        out.push_str(", hedged");
    }
    if let Some(likelihood) = &claim.likelihood {
        out.push_str(&format!(", judged {}", likelihood.value.band));
    }
    if let Some(grade) = &standing.grade {
        out.push_str(&format!("; {}", grade_in_words(grade)));
    }
    out
}

/// Who says so, outermost first: "told by the author", "according to X citing Y".
pub fn said_by(claim: &Claim) -> String {
    if claim.said_by.is_empty() {
        return "told by the author".to_string();
    }
    let chain: Vec<String> = claim
        .said_by
        .iter()
        .map(|v| {
            let voice = &v.value;
            let name = folded(&voice.actor.name);
            let made = if voice.made { "" } else { " (did not say so)" };
            match voice.voice_type {
                VoiceType::Unnamed if name == "unnamed source" => format!("an unnamed source{made}"),
                VoiceType::Unnamed => format!("unnamed source “{name}”{made}"),
                _ => format!("{name}{made}"),
            }
        })
        .collect();
    format!("according to {}", chain.join(" citing "))
}

/// The Admiralty grade with NATO's own words for the credibility (AJP-2.1).
pub fn grade_in_words(grade: &Grade) -> String {
    let words = match grade.credibility {
        1 => "confirmed by other sources",
        2 => "probably true",
        3 => "possibly true",
        4 => "doubtful",
        5 => "improbable",
        _ => "truth cannot be judged",
    };
    format!("{words} ({}{})", grade.reliability, grade.credibility)
}

/// `3 articles · 1 origin · 1 informant`, with agreement in words where there is any.
pub fn counts(standing: &Standing) -> String {
    let agreement = match (standing.origins, standing.disputed.is_empty()) {
        (0 | 1, true) => "",
        (0 | 1, false) => ", others differ",
        (_, true) => " agree",
        (_, false) => " agree, others differ",
    };
    format!(
        "{}/{}{agreement}/{}",
        count(standing.articles, "article"),
        count(standing.origins, "origin"),
        count(standing.informants, "informant")
    )
}

/// Whether the claim speaks of what is or was: what is only planned or to come says so by its mode.
fn is_told(claim: &Claim) -> bool {
    matches!(claim.modality, Modality::Actual | Modality::Ongoing)
}

/// Whether the claim says that something really happened or is so (not planned, threatened, denied or only thought of).
pub fn is_deed(claim: &Claim) -> bool {
    claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing)
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
