//! Says where two accounts of one happening cannot both be right, although their claims alone do not meet: an account tells who, what, where,
//! when and how many in several sentences, and each claim has only some of that.
//!
//! Guarantees: only articles of one story are compared, and of each only what stands near its top (blame and denial also within one article); a slot is compared only where each account
//! has one value for it, so that an article of many happenings contradicts nobody. The order of articles does not matter.

mod account;
mod areas;
mod arms;
mod blame;
mod deed;
mod holders;
mod sides;
mod toll;

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Link, LinkType, Polarity};

use crate::report::Told;
use crate::standing::Provenance;
use crate::stories::Story;
use account::{Account, Entry};

/// Articles that each article of a story is compared with: those next to it by publication.
const NEIGHBOURS: usize = 24;
/// Days between publications within which two accounts are taken to be of one happening.
pub const WITHIN: i32 = 7;

/// Links between claims of different accounts.
pub fn disagreements(told: &[Told], stories: &[Story], provenance: &Provenance) -> Vec<Link> {
    let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    let several: BTreeMap<&str, usize> = stories
        .iter()
        .enumerate()
        // Copies of one text are one account.
        .filter(|(_, story)| story.articles.iter().any(|a| provenance.origin(&a.article) != provenance.origin(&story.articles[0].article)))
        .flat_map(|(number, story)| story.articles.iter().map(move |a| (a.article.as_str(), number)))
        .collect();
    for told in told {
        for report in told.reports.iter().filter(|r| several.contains_key(r.article.id.as_str())) {
            entries.entry(&report.article.id).or_default().extend(Entry::of(told, report));
        }
    }
    let mut accounts: BTreeMap<usize, Vec<Account>> = BTreeMap::new();
    for (article, entries) in entries.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        accounts.entry(several[article]).or_default().push(Account::of(entries));
    }
    let of_story = |accounts: &mut Vec<Account>| {
        accounts.sort_by_key(|a| (a.published.map_or(i32::MAX, |d| d.number()), a.article));
        let mut links = Vec::new();
        for (i, one) in accounts.iter().enumerate() {
            for other in accounts[i + 1..].iter().take(NEIGHBOURS) {
                // What a copy changes is a slip or a spin, no account of its own.
                if provenance.origin(one.article) == provenance.origin(other.article) || !one.may_tell_the_same_as(other) {
                    continue;
                }
                links.extend(toll::compare(one, other));
                links.extend(deed::compare(one, other));
                links.extend(blame::compare(one, other));
                links.extend(blame::compare(other, one));
            }
        }
        links
    };
    let mut stories: Vec<Vec<Account>> = accounts.into_values().collect();
    let mut links: Vec<Link> = stories.iter_mut().flat_map(of_story).collect();
    links.extend(within(told, provenance));
    links.sort();
    links.dedup();
    links
}

/// Links within one article, which lets one speak and another deny it. Articles of one origin say it once.
fn within(told: &[Told], provenance: &Provenance) -> Vec<Link> {
    let mentions = || told.iter().flat_map(|told| told.reports.iter().map(move |report| (told, report)));
    let originals = || mentions().filter(|(_, report)| !provenance.is_copy(&report.article.id));
    let denying: BTreeSet<&str> = originals()
        .filter(|(_, report)| blame::denies_part(report.claim).is_some() || report.claim.polarity == Polarity::Neg)
        .map(|(_, report)| report.article.id.as_str())
        .collect();
    let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for (told, report) in originals().filter(|(_, report)| denying.contains(report.article.id.as_str())) {
        entries.entry(&report.article.id).or_default().extend(Entry::anywhere(told, report));
    }
    let accounts = entries.into_values().filter(|entries| !entries.is_empty()).map(Account::of);
    accounts.flat_map(|account| [blame::compare(&account, &account), deed::denials(&account, &account)].concat()).collect()
}

/// A contradiction between two claims; the smaller id comes first.
fn contradiction(a: &Entry, b: &Entry, slot: &str, reason: impl Fn(&Entry, &Entry) -> String) -> Option<Link> {
    let (a, b) = if a.told.id <= b.told.id { (a, b) } else { (b, a) };
    let link = || Link {
        a: a.told.id.to_string(),
        b: b.told.id.to_string(),
        link_type: LinkType::Contradicts,
        slot: slot.to_string(),
        reason: reason(a, b),
    };
    (a.told.id != b.told.id).then(link)
}
