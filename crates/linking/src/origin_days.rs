//! Dates what a copy took from its origin as the origin does.
//!
//! Reading an article, nobody knows yet that it is a copy: "on Tuesday" is read from the day on which this page was published. Where the
//! origin was published earlier and holds the same claim in the same words of time, its day is the one that was meant. What was read stays as
//! it is; this says only as which claim of the origin a mention of the copy counts.
//!
//! Guarantees: the same mentions in any order give the same result; a claim that the origin does not make, or dates in two ways, keeps its day.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{OriginMember, undated_claim_key};

use crate::copies::Copies;
use crate::report::Report;
use crate::standing::is_copied;

/// A mention of a copy that counts as a mention of its origin's claim. Both are places in the list of reports given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redated {
    /// The copy's mention.
    pub copy: usize,
    /// The origin's mention of the same claim, whose time is the copy's.
    pub origin: usize,
}

/// Finds mentions in copies whose time was read from the day of the copy and that the origin dates otherwise; sorted.
pub fn origin_days(reports: &[Report], copies: &Copies) -> Vec<Redated> {
    let several = copies.origins.iter().filter(|o| o.members.len() > 1);
    let copied: BTreeMap<&str, (&str, &OriginMember)> = several
        .flat_map(|o| o.members.iter().filter(|m| m.article != o.root).map(|m| (m.article.as_str(), (o.root.as_str(), m))))
        .collect();
    let roots: BTreeSet<&str> = copied.values().map(|(root, _)| *root).collect();
    // For each root, what it says of when things happened: by all but the time, the first mention, or none where it gives several times.
    let mut told: BTreeMap<(&str, String), Option<usize>> = BTreeMap::new();
    for (i, report) in reports.iter().enumerate() {
        let root = report.article.id.as_str();
        if roots.contains(root) && report.claim.time.as_ref().is_some_and(|t| t.value.is_resolved()) {
            let first = told.entry((root, undated_claim_key(report.claim, report.article))).or_insert(Some(i));
            *first = first.filter(|&at| reports[at].id == report.id).map(|at| earlier(reports, at, i));
        }
    }
    let redated = |(copy, report): (usize, &Report)| {
        let (root, member) = copied.get(report.article.id.as_str())?;
        let anchor = report.claim.time.as_ref()?.value.anchor?;
        if Some(anchor) != report.published() || !is_copied(member, report) {
            return None;
        }
        let origin = (*told.get(&(*root, undated_claim_key(report.claim, report.article)))?)?;
        let earlier = reports[origin].published().is_some_and(|day| day < anchor);
        (earlier && reports[origin].id != report.id).then_some(Redated { copy, origin })
    };
    reports.iter().enumerate().filter_map(redated).collect()
}

/// Of two mentions in one article the one that stands first.
fn earlier(reports: &[Report], one: usize, other: usize) -> usize {
    let at = |i: usize| (reports[i].claim.mention.span, i);
    if at(one) <= at(other) { one } else { other }
}
