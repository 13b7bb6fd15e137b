//! Says where and when a claimed happening is, where its own words leave that to the text around it.
//!
//! Nothing here enters the record: a claim keeps what its words ground. The scene only serves to compare claims.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Moment, Place, normal};

use crate::report::Told;
use crate::slots::is_fine;

/// Sentences before a claim whose place is still its place.
const REACH: u32 = 2;

/// What a place in a scene rests on; the first is the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rests {
    /// The claim's own place, or its object is a place that the ledger knows ("left Karsk").
    Own,
    /// The one known settlement that the claim's words name, or a claim of the same or one of the sentences before.
    Beside,
    /// The one settlement that the whole article is about.
    Article,
}

/// Where and when, as far as the text around a claim tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// Where, and what that rests on.
    pub place: Option<(&'a Place, Rests)>,
    /// When.
    pub time: Option<&'a Moment>,
}

/// A located or dated mention in one article.
struct Landmark<'a> {
    sentence: u32,
    place: Option<&'a Place>,
    time: Option<&'a Moment>,
}

/// Everything needed to set scenes.
pub struct Scenes<'a> {
    /// Landmarks of each article in order of the text.
    articles: BTreeMap<&'a str, Vec<Landmark<'a>>>,
    /// Of each article the one settlement its claims are placed in, where there is only one.
    only: BTreeMap<&'a str, &'a Place>,
    /// Fine places by name; names of several places are left out.
    by_name: BTreeMap<String, &'a Place>,
}

impl<'a> Scenes<'a> {
    /// Looks through all claims for places and times.
    pub fn new(told: &'a [Told<'a>]) -> Scenes<'a> {
        let mut articles: BTreeMap<&str, Vec<Landmark>> = BTreeMap::new();
        let mut names: BTreeMap<String, Option<&Place>> = BTreeMap::new();
        for report in told.iter().flat_map(|t| &t.reports) {
            let place = report.claim.place.as_ref().map(|p| &p.value).filter(|p| is_fine(p));
            let time = report.claim.time.as_ref().map(|t| &t.value).filter(|t| t.is_resolved());
            articles.entry(&report.article.id).or_default().push(Landmark { sentence: report.claim.mention.sentence, place, time });
            if let Some(place) = place.filter(|p| p.gazetteer_id.is_some()) {
                for name in [normal(&place.name), normal(&place.text)] {
                    let known = names.entry(name).or_insert(Some(place));
                    if known.is_some_and(|k| k.key() != place.key()) {
                        *known = None;
                    }
                }
            }
        }
        for landmarks in articles.values_mut() {
            landmarks.sort_by_key(|l| (l.sentence, l.place.map(|p| p.key()), l.time.map(|t| (t.start_lo, t.end_hi))));
        }
        let by_name = names.into_iter().filter_map(|(name, place)| Some((name, place?))).filter(|(name, _)| !name.is_empty()).collect();
        let only = articles.iter().filter_map(|(article, around)| Some((*article, the_only(around)?))).collect();
        Scenes { articles, only, by_name }
    }

    /// The scene of a claim, from the mention that stands for it.
    pub fn of(&self, told: &Told<'a>) -> Scene<'a> {
        let report = &told.reports[0];
        let (claim, sentence) = (report.claim, report.claim.mention.sentence);
        let around = self.articles.get(report.article.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let own = claim.place.as_ref().map(|p| (&p.value, Rests::Own));
        let named = || claim.object.as_ref().and_then(|o| self.named_in(&o.value)).map(|p| (p, Rests::Own));
        let spoken = || self.only_named_in(claim.mention.span.slice(&report.article.text)).map(|p| (p, Rests::Beside));
        let beside = || nearest(around, sentence, REACH, |l| l.place).map(|p| (p, Rests::Beside));
        let whole = || self.only.get(report.article.id.as_str()).map(|p| (*p, Rests::Article));
        let own_time = claim.time.as_ref().map(|t| &t.value);
        Scene {
            place: own.or_else(named).or_else(spoken).or_else(beside).or_else(whole),
            time: own_time.or_else(|| nearest(around, sentence, 0, |l| l.time)),
        }
    }

    /// The place these words name, where they name one.
    fn only_named_in(&self, words: &str) -> Option<&'a Place> {
        let normal = normal(words);
        let words: Vec<&str> = normal.split(' ').collect();
        let runs = (1..=words.len().min(LONGEST_NAME)).flat_map(|length| words.windows(length));
        let found: BTreeMap<String, &Place> =
            runs.filter_map(|run| self.by_name.get(&run.join(" "))).map(|place| (place.key(), *place)).collect();
        if found.len() == 1 { found.into_values().next() } else { None }
    }

    /// A place whose name stands in these words; the longest name wins.
    fn named_in(&self, words: &str) -> Option<&'a Place> {
        let normal = normal(words);
        let words: Vec<&str> = normal.split(' ').collect();
        let runs = (1..=words.len().min(LONGEST_NAME)).rev().flat_map(|length| words.windows(length));
        runs.map(|run| run.join(" ")).find_map(|run| self.by_name.get(&run).copied())
    }
}

/// Words of the longest place name looked for.
const LONGEST_NAME: usize = 4;

/// What the nearest landmark has, at most `reach` sentences before; of the same sentence only what all landmarks there agree on.
fn nearest<'a, T: Copy + PartialEq>(
    around: &[Landmark<'a>],
    sentence: u32,
    reach: u32,
    of: impl Fn(&Landmark<'a>) -> Option<T>,
) -> Option<T> {
    for back in 0..=reach.min(sentence) {
        let from = around.partition_point(|l| l.sentence < sentence - back);
        let mut there = around[from..].iter().take_while(|l| l.sentence == sentence - back).filter_map(&of);
        if let Some(first) = there.next() {
            return there.all(|other| other == first).then_some(first);
        }
    }
    None
}

/// The one settlement an article's claims are placed in.
fn the_only<'a>(around: &[Landmark<'a>]) -> Option<&'a Place> {
    let keys: BTreeSet<String> = around.iter().filter_map(|l| l.place).map(Place::key).collect();
    (keys.len() == 1).then(|| around.iter().find_map(|l| l.place)).flatten()
}
