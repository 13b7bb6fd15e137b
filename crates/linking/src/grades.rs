//! Grades claims by the Admiralty scale of credibility (NATO AJP-2.1: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful,
//! 5 improbable, 6 cannot be judged).
//!
//! Reliability, the other axis, stays F until the user's profile of a source sets it. The two are never fused.

use tacitus_record::{Claim, Factuality, Grade, Kind, Modality, Reliability, SuspectBasis, SuspectSeverity, VoiceType};

use crate::report::Told;
use crate::standing::{Backing, is_anchored, is_of_one_time};

/// What stands against a claim.
#[derive(Clone, Debug, Default)]
pub struct Opposition {
    /// Backing of all claims that contradict or deny it, together.
    pub backing: Backing,
    /// Whether one article says both.
    pub within_one_article: Option<String>,
    /// Whether its own source took it back.
    pub retracted: bool,
}

/// The grade of a claim: the best over its mentions, given who stands behind it and what stands against it.
pub fn grade(told: &Told, backing: &Backing, against: Option<&Opposition>) -> Grade {
    let (credibility, reason) = credibility(told, backing, against);
    Grade { credibility, reliability: Reliability::F, reason }
}

fn credibility(told: &Told, backing: &Backing, against: Option<&Opposition>) -> (u8, String) {
    if let Some(why) = unjudgeable(told.claim()) {
        return (6, why);
    }
    let (origins, informants) = (backing.origins.len(), backing.informants.len());
    if let Some(against) = against {
        if against.retracted {
            return (5, "its own source took it back".to_string());
        }
        if let Some(article) = &against.within_one_article {
            return (5, format!("article {article} says both this and something that contradicts it"));
        }
    }
    if let Some(reason) = told.reports.iter().map(|r| suspected(r.claim)).min().flatten() {
        return (5, reason);
    }
    if let Some(against) = against {
        let (other_origins, other_informants) = (against.backing.origins.len(), against.backing.informants.len());
        let outnumbered = informants < other_informants || origins < other_origins;
        if other_origins >= 2 && other_informants >= 2 && outnumbered {
            return (
                5,
                format!("contradicted by {other_informants} informants in {other_origins} origins, against {informants} in {origins}"),
            );
        }
        if other_informants >= 2 && outnumbered {
            return (4, format!("a minority: {informants} against {other_informants} informants"));
        }
        if origins >= 2 && informants >= 2 {
            return (2, format!("{informants} informants in {origins} origins agree, but {other_informants} contradict"));
        }
        return (3, "contradicted by another informant of the same weight".to_string());
    }
    if origins >= 2 && informants >= 2 && is_anchored(told.claim()) && is_of_one_time(told.claim(), backing) {
        return (1, format!("{informants} informants in {origins} origins agree on every slot; nothing contradicts"));
    }
    let shared = match (origins, informants) {
        (2.., 2..) => format!("{origins} origins in the same words, but too little is said to be sure that they mean the same"),
        (0 | 1, _) => "one origin".to_string(),
        _ => format!("{origins} origins, but one informant"),
    };
    told.reports.iter().map(|r| alone(r.claim)).min().map(|(grade, how)| (grade, format!("{shared}; {how}"))).unwrap_or((6, shared))
}

/// Judgements and what is only thought of cannot be true or false now.
fn unjudgeable(claim: &Claim) -> Option<String> {
    let what = match (claim.kind, claim.modality) {
        (Kind::Assessment, _) => "an assessment",
        (Kind::Conditional, _) | (_, Modality::Conditional) => "a conditional",
        (_, Modality::Forecast) => "a forecast",
        (_, Modality::Hypothetical) => "hypothetical",
        (_, Modality::Advocated) => "what somebody wants",
        _ => return None,
    };
    Some(format!("{what}, which cannot be judged true or false"))
}

/// What the text itself or the gazetteer says against a claim.
fn suspected(claim: &Claim) -> Option<String> {
    let weighs = |s: &&tacitus_record::Suspect| {
        s.severity == SuspectSeverity::Fact && matches!(s.basis, SuspectBasis::Internal | SuspectBasis::Gazetteer | SuspectBasis::Knowledge)
    };
    claim.suspect.iter().find(weighs).map(|s| format!("its words look corrupted ({}): {}", s.basis, s.reason))
}

/// Grade of one mention on its own: 2 plain, 3 hedged or unnamed, 4 both.
fn alone(claim: &Claim) -> (u8, String) {
    let speaker = claim.said_by.first().map(|v| (&v.value.actor.name, v.value.voice_type));
    let unnamed = matches!(speaker, Some((_, VoiceType::Unnamed)));
    let doubted = claim.factuality.iter().any(|(_, value)| {
        matches!(value, Factuality::ProbablePos | Factuality::ProbableNeg | Factuality::PossiblePos | Factuality::PossibleNeg)
    });
    let hedged = doubted || !claim.hedges.is_empty() || claim.likelihood.is_some();
    match (hedged, unnamed, speaker) {
        (true, true, _) => (4, "hedged, from an unnamed source".to_string()),
        (true, false, _) => {
            let word = claim.hedges.first().map(|h| format!(" (\"{}\")", h.value)).unwrap_or_default();
            (3, format!("hedged{word}"))
        }
        (false, true, _) => (3, "from an unnamed source".to_string()),
        (false, false, Some((name, _))) => (2, format!("said by {name}")),
        (false, false, None) => (2, "plainly asserted by the article".to_string()),
    }
}
