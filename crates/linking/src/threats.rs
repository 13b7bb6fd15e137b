//! Finds deeds that carry out threats.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Claim, Kind, Link, LinkType, Modality, Polarity, normal};

use crate::report::{Report, Told};
use crate::slots::{Fit, actors, places, targets};
use crate::words::is_function_word;

/// Content words that a threatened act and a deed must share; names count among them.
const LEAST_SHARED: usize = 2;
/// Days after a threat within which a like deed is taken for the one threatened.
const WITHIN: i32 = 180;

/// Links from deeds to the threats they carry out: the same side does, later, what shares its telling words with the threat.
pub fn fulfilments(told: &[Told]) -> Vec<Link> {
    let mut deeds: BTreeMap<String, Vec<&Told>> = BTreeMap::new();
    for deed in told.iter().filter(|t| is_deed(t.claim())) {
        side(deed.claim()).into_iter().for_each(|s| deeds.entry(s).or_default().push(deed));
    }
    let mut links = BTreeSet::new();
    for threat in told.iter().filter(|t| t.claim().kind == Kind::Threat) {
        let Some(mut act) = threat.claim().threat.as_ref().map(|t| words(&t.act)) else { continue };
        // The one who threatens is named in whatever they do, in one form or another ("Ostmark", "the Ostmarkers").
        let actor = threat.claim().actor.as_ref().map(|a| &a.value);
        let names = actor.into_iter().flat_map(|a| [Some(&a.text), Some(&a.name), a.role.as_ref()]).flatten();
        let stems: BTreeSet<String> = names.flat_map(|name| words(name)).map(|w| stem(&w)).collect();
        act.retain(|w| !stems.contains(&stem(w)));
        let Some(side) = side(threat.claim()) else { continue };
        for deed in deeds.get(&side).into_iter().flatten() {
            let shared: Vec<String> = deed_words(deed).intersection(&act).cloned().collect();
            if shared.len() >= LEAST_SHARED && later(threat, deed) && fits(threat.claim(), deed.claim()) {
                links.insert(Link {
                    a: deed.id.to_string(),
                    b: threat.id.to_string(),
                    link_type: LinkType::Fulfils,
                    slot: "threat".to_string(),
                    reason: format!("the same side, later; in common: {}", shared.join(", ")),
                });
            }
        }
    }
    links.into_iter().collect()
}

/// Types of the PLOVER codebook's class "material conflict": deeds, where the others are words.
const MATERIAL: [&str; 5] = ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"];

fn is_deed(claim: &Claim) -> bool {
    let material = claim.event.as_ref().is_some_and(|e| MATERIAL.contains(&e.plover_type.as_str()));
    (material || matches!(claim.kind, Kind::Deployment | Kind::Control))
        && claim.polarity == Polarity::Pos
        && matches!(claim.modality, Modality::Actual | Modality::Ongoing)
}

/// Country of the one who acts, else its key.
fn side(claim: &Claim) -> Option<String> {
    claim.actor.as_ref().map(|a| a.value.country.clone().unwrap_or_else(|| a.value.key()))
}

fn fits(threat: &Claim, deed: &Claim) -> bool {
    let place = places(threat.place.as_ref().map(|p| &p.value), deed.place.as_ref().map(|p| &p.value));
    matches!(actors(threat, deed), Fit::Same | Fit::Compatible)
        && (threat.target.is_none() || matches!(targets(threat, deed), Fit::Same | Fit::Compatible))
        && place != Fit::Different
}

/// Whether the deed was first reported after the threat was, in another article.
fn later(threat: &Told, deed: &Told) -> bool {
    let other = |x: &Report| deed.reports.iter().all(|y| y.article.id != x.article.id);
    match (threat.reported(), deed.reported()) {
        (Some(t), Some(d)) => t < d && d.number() - t.number() <= WITHIN && threat.reports.iter().all(other),
        _ => false,
    }
}

/// Content words of a deed's mentions.
fn deed_words(deed: &Told) -> BTreeSet<String> {
    deed.reports.iter().flat_map(|r| words(r.claim.mention.span.slice(&r.article.text))).collect()
}

/// Letters by which forms of one name are known.
const STEM: usize = 4;

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    normal(text).split(' ').filter(|w| !w.is_empty() && !is_function_word(w)).map(String::from).collect()
}
