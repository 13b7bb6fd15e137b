//! Finds what became of threats: deeds that carry them out, and reports that they were not.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Actor, Claim, Kind, Link, LinkType, Modality, Polarity};

use crate::families::{Quad, quad};
use crate::report::{Report, Told};
use crate::slots::{Fit, actors, places, targets};
use crate::words::content_words;

/// Content words that a threatened act and a deed must share; names of the one who threatens do not count.
const LEAST_SHARED: usize = 2;
/// Days after a threat within which a like deed is taken for the one threatened.
const WITHIN: i32 = 180;

/// Links to threats from the deeds that carry them out and from the claims that such a deed was not done: by the same side, told later, in words
/// that tell the same act. Before its deadline nothing is left undone. Threats of one incident are one threat in several words, so that what
/// became of one became of all.
pub fn outcomes(told: &[Told], incidents: &[Vec<usize>]) -> Vec<Link> {
    let mut deeds: BTreeMap<String, Vec<&Told>> = BTreeMap::new();
    for deed in told.iter().filter(|t| is_deed(t.claim())) {
        side(deed.claim().actor.as_ref().map(|a| &a.value)).into_iter().for_each(|s| deeds.entry(s).or_default().push(deed));
    }
    let named = named_by_sentence(told);
    let mut again: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for group in incidents {
        let threats: Vec<&Told> = group.iter().map(|&i| &told[i]).filter(|t| is_threat(t)).collect();
        threats.iter().for_each(|t| _ = again.insert(t.id, threats.clone()));
    }
    let mut links = BTreeMap::new();
    for threat in told.iter().filter(|t| is_threat(t)) {
        let Some(side) = side(threat.claim().actor.as_ref().map(|a| &a.value)) else { continue };
        let Some(act) = act(threat, &side, &named) else { continue };
        for deed in deeds.get(&side).into_iter().flatten() {
            // Cutting a deed's mentions into words costs most, so that comes last.
            if !later(threat, deed) || !fits(threat.claim(), deed.claim()) {
                continue;
            }
            let shared: Vec<String> = deed_words(deed).intersection(&act).cloned().collect();
            if shared.len() < LEAST_SHARED {
                continue;
            }
            let (link_type, what) = match deed.claim().polarity {
                Polarity::Pos => (LinkType::Fulfils, "the same side did it, later"),
                Polarity::Neg if past_deadline(threat, deed) => (LinkType::NotCarriedOut, "later said not to have been done"),
                Polarity::Neg => continue,
            };
            let reason = format!("{what}; in common: {}", shared.join(", "));
            for other in again.get(threat.id).into_iter().flatten().filter(|other| other.id != threat.id && later(other, deed)) {
                let reason = format!("{reason}, with the same threat in other words ({})", threat.id);
                links.entry((deed.id, other.id, link_type)).or_insert(reason);
            }
            links.insert((deed.id, threat.id, link_type), reason);
        }
    }
    let link = |((deed, threat, link_type), reason): ((&str, &str, LinkType), String)| Link {
        a: deed.to_string(),
        b: threat.to_string(),
        link_type,
        slot: "threat".to_string(),
        reason,
    };
    links.into_iter().map(link).collect()
}

fn is_threat(told: &Told) -> bool {
    told.claim().kind == Kind::Threat && told.claim().polarity == Polarity::Pos
}

/// Everybody named in a sentence, by article and sentence.
type Named<'a> = BTreeMap<(&'a str, u32), Vec<&'a Actor>>;

fn named_by_sentence<'a>(told: &[Told<'a>]) -> Named<'a> {
    let mut named: Named = BTreeMap::new();
    for report in told.iter().flat_map(|t| &t.reports) {
        let claim = report.claim;
        let actors = claim.actor.iter().chain(&claim.more_actors).map(|a| &a.value);
        let place = named.entry((&report.article.id, claim.mention.sentence)).or_default();
        place.extend(actors.chain(claim.said_by.iter().map(|v| &v.value.actor)));
    }
    named
}

/// Telling words of the act threatened. Who threatens is named in whatever they do, in one form or another ("Ostmark", "the Ostmarkers",
/// "President Held"): names of that side in the sentence of the threat tell nothing.
fn act(threat: &Told, side_of: &str, named: &Named) -> Option<BTreeSet<String>> {
    let mut act = content_words(&threat.claim().threat.as_ref()?.act);
    let report = &threat.reports[0];
    let around = named.get(&(report.article.id.as_str(), report.claim.mention.sentence)).into_iter().flatten();
    let own = around.filter(|a| side(Some(a)).as_deref() == Some(side_of));
    let names = own.flat_map(|a| [Some(&a.text), Some(&a.name), a.role.as_ref()]).flatten();
    let stems: BTreeSet<String> = names.flat_map(|name| content_words(name)).map(|w| stem(&w)).collect();
    act.retain(|w| !stems.contains(&stem(w)));
    Some(act)
}

/// Deeds, done or not: what is coded as a deed of conflict, a move of forces or the taking of ground.
fn is_deed(claim: &Claim) -> bool {
    let material = claim.event.as_ref().is_some_and(|e| quad(&e.plover_type) == Some(Quad::MaterialConflict));
    let told_as_fact = matches!(claim.modality, Modality::Actual | Modality::Ongoing);
    claim.kind != Kind::Threat && told_as_fact && (material || matches!(claim.kind, Kind::Deployment | Kind::Control))
}

/// Country of the one who acts, else its key.
fn side(actor: Option<&Actor>) -> Option<String> {
    actor.map(|a| a.country.clone().unwrap_or_else(|| a.key()))
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

/// Whether what is said not to have been done is said when the deadline, where there is one, has come.
fn past_deadline(threat: &Told, deed: &Told) -> bool {
    let deadline = threat.claim().threat.as_ref().and_then(|t| t.deadline);
    deadline.is_none_or(|deadline| deed.reported().is_some_and(|told| told >= deadline))
}

/// Content words of a deed's mentions.
fn deed_words(deed: &Told) -> BTreeSet<String> {
    deed.reports.iter().flat_map(|r| content_words(r.claim.mention.span.slice(&r.article.text))).collect()
}

/// Letters by which forms of one name are known.
const STEM: usize = 4;

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}
