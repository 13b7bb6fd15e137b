//! Finds what a source took back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tacitus_record::{Claim, Kind, Link, LinkType};

use crate::families::same_kind_of_thing;
use crate::report::{Report, Told, outlet_key};
use crate::slots::{Fit, actors, content_contained, places, quantities, targets, times};
use crate::standing::Provenance;
use crate::tables::first_column;

/// `lexicons/retraction-cues.tsv`.
static CUES: LazyLock<Vec<&'static str>> = LazyLock::new(|| first_column(include_str!("../../../lexicons/retraction-cues.tsv")).collect());

/// First part of the dotted predicate.
fn predicate_family(claim: &Claim) -> &str {
    claim.predicate.split('.').next().unwrap_or("")
}

/// Claims that take something back, with what they take back: an earlier claim by the same informant, outlet or speaker that may be the same as
/// what is told as taken back, or as a claim in the retraction's own sentence.
pub fn retractions(told: &[Told], provenance: &Provenance) -> Vec<Link> {
    let is_retraction = |t: &&Told| is_retraction_itself(t.claim()) || retracted_by_voice(t.claim());
    let retracting: Vec<&Told> = told.iter().filter(is_retraction).collect();
    if retracting.is_empty() {
        return Vec::new();
    }
    let mut by_predicate: BTreeMap<(Kind, &str), Vec<&Told>> = BTreeMap::new();
    let mut by_sentence: BTreeMap<(&str, u32), Vec<&Told>> = BTreeMap::new();
    for t in told {
        by_predicate.entry((t.claim().kind, predicate_family(t.claim()))).or_default().push(t);
        for r in &t.reports {
            by_sentence.entry((&r.article.id, r.claim.mention.sentence)).or_default().push(t);
        }
    }
    let mut links = BTreeSet::new();
    for retraction in retracting {
        for report in &retraction.reports {
            let sentence = (report.article.id.as_str(), report.claim.mention.sentence);
            let own = retracted_by_voice(retraction.claim());
            // What is told inside the words of a statement that is taken back is taken back with it: "withdraws its report that …".
            let words = report.claim.mention.span;
            let within = |c: &Told| {
                let inside = |r: &Report| {
                    let mention = &r.claim.mention;
                    mention.article == report.claim.mention.article && words.contains(mention.span) && mention.span != words
                };
                own && c.id != retraction.id && c.reports.iter().any(inside)
            };
            let around = by_sentence.get(&sentence).into_iter().flatten();
            for content in around.clone().filter(|c| within(c)) {
                let reason = format!("told only as what {} takes back", report.said_by());
                links.insert(link(retraction, content, reason));
            }
            let companions = around.filter(|c| (c.id == retraction.id) == own || within(c));
            let like = companions
                .flat_map(|c| by_predicate.get(&(c.claim().kind, predicate_family(c.claim()))).into_iter().flatten().map(move |t| (c, t)));
            for (companion, earlier) in like {
                let same = may_be_the_same(companion.claim(), earlier.claim());
                let before = earlier
                    .reports
                    .iter()
                    .find(|r| r.article.id != report.article.id && same_voice(report, r, provenance) && not_later(r, report));
                if same
                    && earlier.id != retraction.id
                    && let Some(before) = before
                {
                    links.insert(link(retraction, earlier, format!("{} took back what {} had said", report.said_by(), before.said_by())));
                }
            }
        }
    }
    links.into_iter().collect()
}

fn link(retraction: &Told, what: &Told, reason: String) -> Link {
    let (a, b) = (retraction.id.to_string(), what.id.to_string());
    Link { a, b, link_type: LinkType::Retracts, slot: "claim".to_string(), reason }
}

/// Whether a claim is that somebody takes something back.
fn is_retraction_itself(claim: &Claim) -> bool {
    claim.predicate.split('.').any(|part| part == "retract")
}

/// Whether a claim is what somebody takes back: such a verb is the word of saying over it.
pub fn retracted_by_voice(claim: &Claim) -> bool {
    let takes_back = |cue: &str| CUES.iter().any(|begin| cue.to_lowercase().starts_with(begin));
    claim.said_by.iter().any(|v| v.value.cue.as_deref().is_some_and(takes_back))
}

/// Slots on which what is taken back must agree with what was said.
const LEAST_AGREEING: usize = 2;

/// Whether a claim told as taken back may be the one told before: nothing in it differs, and enough agrees. A retraction retells its content
/// loosely, so that missing slots and the wording of objects do not count; polarity and mode are those of the retraction.
fn may_be_the_same(companion: &Claim, earlier: &Claim) -> bool {
    let place = places(companion.place.as_ref().map(|p| &p.value), earlier.place.as_ref().map(|p| &p.value));
    let number = quantities(companion.quantity.as_ref().map(|q| &q.value), earlier.quantity.as_ref().map(|q| &q.value));
    let time = times(companion.time.as_ref().map(|t| &t.value), earlier.time.as_ref().map(|t| &t.value));
    let fits = [actors(companion, earlier), targets(companion, earlier), place, number, time];
    let agreeing = fits.iter().filter(|f| **f == Fit::Same).count() + usize::from(companion.predicate == earlier.predicate);
    same_kind_of_thing(companion, earlier) && !fits.contains(&Fit::Different) && agreeing >= LEAST_AGREEING
}

fn same_voice(retraction: &Report, earlier: &Report, provenance: &Provenance) -> bool {
    let outlet = |r: &Report| r.article.outlet.as_deref().map(outlet_key);
    let by = retraction.claim.actor.as_ref().map(|a| &a.value.name);
    provenance.informant(retraction) == provenance.informant(earlier)
        || (outlet(retraction).is_some() && outlet(retraction) == outlet(earlier))
        || by.is_some_and(|name| earlier.article.outlet.as_deref().is_some_and(|outlet| content_contained(name, outlet)))
        || by.is_some_and(|name| earlier.claim.said_by.iter().any(|v| content_contained(name, &v.value.actor.name)))
}

fn not_later(earlier: &Report, retraction: &Report) -> bool {
    match (earlier.published(), retraction.published()) {
        (Some(e), Some(r)) => e <= r,
        _ => true,
    }
}
