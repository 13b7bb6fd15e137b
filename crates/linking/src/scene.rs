//! Says where and when a claimed happening is, where its own words leave that to the text around it.
//!
//! Nothing here enters the record: a claim keeps what its words ground. The scene only serves to compare claims.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use tacitus_record::{Claim, EventCode, Grounded, Kind, Modality, Moment, Place, Polarity, Wording, normal};

use crate::families::{Quad, quad, same_mode};
use crate::report::{Report, Told};
use crate::slots::{content_contained, is_fine};
use crate::tables::first_column;
use crate::words::{content_words, is_function_word};

/// Sentences before a claim whose place is still its place.
const REACH: u32 = 2;
/// Sentences before a claim in which the thing it takes up may have been brought in.
const TAKEN_UP_WITHIN: u32 = 5;
/// Words before a noun that say it was brought in before.
const DEFINITE: [&str; 5] = ["the", "this", "that", "these", "those"];

/// What a place in a scene rests on; the first is the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rests {
    /// The claim's own place, or its object is a place that the ledger knows ("left Karsk").
    Own,
    /// The place of the earlier claim that it takes up.
    TakenUp,
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
    /// The earlier claim of its article whose happening it takes up: "Shells struck the market. … The shells had been fired by the rebels."
    pub takes_up: Option<&'a Told<'a>>,
}

impl Scene<'_> {
    /// Whether two claims, each with its scene, tell of one thing; what a claim takes up counts as its own.
    pub fn share_a_thing(&self, own: &Claim, other: &Scene, others: &Claim) -> bool {
        things(self, own).any(|x| things(other, others).any(|y| content_contained(x, y)))
    }

    /// Whether that thing pins both claims to one deed: told by one predicate, or done in one way to a thing that is no weapon (two sides may
    /// fire shells on one day).
    pub fn is_pinned_by_its_thing(&self, own: &Claim, other: &Scene, others: &Claim) -> bool {
        let struck = |thing: &&str| !is_weapon(thing);
        let struck_one = || things(self, own).filter(struck).any(|x| things(other, others).filter(struck).any(|y| content_contained(x, y)));
        own.predicate == others.predicate && self.share_a_thing(own, other, others) || same_mode(own, others) && struck_one()
    }

    /// Whether all words for a thing of this claim stand in other words.
    pub fn has_its_thing_in(&self, own: &Claim, words: &BTreeSet<String>) -> bool {
        let within = |thing: &str| {
            let thing = content_words(thing);
            !thing.is_empty() && thing.is_subset(words)
        };
        things(self, own).any(within)
    }
}

fn things<'s>(scene: &Scene<'s>, own: &'s Claim) -> impl Iterator<Item = &'s str> {
    let taken_up = scene.takes_up.map(Told::claim);
    [Some(own), taken_up].into_iter().flatten().filter_map(without_place)
}

/// The object without the place that the claim names already: "the market in Veles" and "the covered market" may be one thing.
fn without_place(claim: &Claim) -> Option<&str> {
    let text = claim.object.as_ref()?.value.as_str();
    let place = claim.place.as_ref().map(|p| p.value.text.as_str()).filter(|p| !p.is_empty());
    let Some(at) = place.and_then(|p| text.find(p)) else { return Some(text) };
    let before = text[..at].trim_end();
    let thing = [" in", " at", " near", " of"].iter().find_map(|p| before.strip_suffix(p)).unwrap_or(before);
    Some(if thing.is_empty() { text } else { thing })
}

/// A located or dated mention in one article.
struct Landmark<'a> {
    sentence: u32,
    place: Option<&'a Place>,
    time: Option<&'a Moment>,
}

/// A happening that later claims of its article may take up.
struct Happening<'a> {
    sentence: u32,
    start: usize,
    told: &'a Told<'a>,
    report: &'a Report<'a>,
    event: &'a EventCode,
}

/// Everything needed to set scenes.
pub struct Scenes<'a> {
    /// Landmarks of each article in order of the text.
    articles: BTreeMap<&'a str, Vec<Landmark<'a>>>,
    /// Happenings told as actual in each article, in order of the text.
    happenings: BTreeMap<&'a str, Vec<Happening<'a>>>,
    /// Of each article the one settlement its claims are placed in, where there is only one.
    only: BTreeMap<&'a str, &'a Place>,
    /// Fine places by name; names of several places are left out.
    by_name: FxHashMap<String, &'a Place>,
    /// The first words of those names: most words of a text open no name.
    openings: FxHashSet<String>,
}

impl<'a> Scenes<'a> {
    /// Looks through all claims for places and times.
    pub fn new(told: &'a [Told<'a>]) -> Scenes<'a> {
        let mut articles: BTreeMap<&str, Vec<Landmark>> = BTreeMap::new();
        let mut names: BTreeMap<String, Option<&Place>> = BTreeMap::new();
        let mut happenings: BTreeMap<&str, Vec<Happening>> = BTreeMap::new();
        for (told, report) in told.iter().flat_map(|t| t.reports.iter().map(move |r| (t, r))) {
            if let Some(event) = happening(report.claim) {
                let (sentence, start) = (report.claim.mention.sentence, report.claim.mention.span.start());
                happenings.entry(&report.article.id).or_default().push(Happening { sentence, start, told, report, event });
            }
            let place = report.claim.place.as_ref().map(|p| &p.value).filter(|p| is_fine(p));
            // "Said on Friday" dates the saying, not what is said.
            let time = report.claim.time.as_ref().map(|t| &t.value).filter(|t| t.is_resolved() && !is_speech(report.claim));
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
        for happenings in happenings.values_mut() {
            happenings.sort_by_key(|h| (h.sentence, h.start, h.told.id));
        }
        let by_name: FxHashMap<String, &Place> =
            names.into_iter().filter_map(|(name, place)| Some((name, place?))).filter(|(name, _)| !name.is_empty()).collect();
        let only = articles.iter().filter_map(|(article, around)| Some((*article, the_only(around)?))).collect();
        let openings = by_name.keys().filter_map(|name| name.split(' ').next()).map(String::from).collect();
        Scenes { articles, happenings, only, by_name, openings }
    }

    /// The scene of a claim, from the mention that stands for it.
    pub fn of(&self, told: &'a Told<'a>) -> Scene<'a> {
        let report = &told.reports[0];
        let taken_up = self.taken_up(report);
        let own = self.own_place(report.claim).map(|p| (p, Rests::Own));
        let before = || taken_up.and_then(|h| self.own_place(h.report.claim)).map(|p| (p, Rests::TakenUp));
        let spoken = || self.only_named_in(report.claim.mention.span.slice(&report.article.text)).map(|p| (p, Rests::Beside));
        let around = || nearest(self.around(report), report.claim.mention.sentence, REACH, |l| l.place).map(|p| (p, Rests::Beside));
        let whole = || self.only.get(report.article.id.as_str()).map(|p| (*p, Rests::Article));
        Scene {
            place: own.or_else(before).or_else(spoken).or_else(around).or_else(whole),
            time: self.time(report).or_else(|| taken_up.and_then(|h| self.time(h.report))),
            takes_up: taken_up.map(|h| h.told),
        }
    }

    fn around(&self, report: &Report) -> &[Landmark<'a>] {
        self.articles.get(report.article.id.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The claim's place, or the known one that its object is.
    fn own_place(&self, claim: &'a Claim) -> Option<&'a Place> {
        let named = || claim.object.as_ref().and_then(|o| self.named_in(&o.value));
        claim.place.as_ref().map(|p| &p.value).or_else(named)
    }

    /// The claim's time, or that of its sentence.
    fn time(&self, report: &Report<'a>) -> Option<&'a Moment> {
        let own = report.claim.time.as_ref().map(|t| &t.value);
        own.or_else(|| nearest(self.around(report), report.claim.mention.sentence, 0, |l| l.time))
    }

    /// The happening that a claim without place and time of its own takes up: the nearest one before it of its type, whose words bring in the
    /// thing that the claim speaks of as known ("the shells").
    fn taken_up(&self, report: &Report) -> Option<&Happening<'a>> {
        let claim = report.claim;
        let event = happening(claim)?;
        // An hour alone leaves the day to the text before.
        if claim.place.is_some() || claim.time.as_ref().is_some_and(|t| t.value.is_resolved()) {
            return None;
        }
        // A whole clause is no thing.
        let object = claim.object.as_ref().filter(|_| !matches!(claim.wording, Some(Wording::Phrase)));
        let known = object.into_iter().chain(&claim.instrument).find_map(|thing| known_thing(thing, &report.article.text))?;
        let sentence = claim.mention.sentence;
        let of_one_kind = |other: &EventCode| {
            event.plover_type == other.plover_type && (event.mode == other.mode || event.mode.is_none() || other.mode.is_none())
        };
        let before = self.happenings.get(report.article.id.as_str())?.iter().rev();
        let nearest = before
            .skip_while(|h| h.sentence >= sentence)
            .take_while(|h| sentence - h.sentence <= TAKEN_UP_WITHIN)
            .find(|h| of_one_kind(h.event) && content_words(h.report.claim.mention.span.slice(&h.report.article.text)).contains(&known))?;
        // What that one takes up itself is where it began ("Shells struck the market. … The shells landed at ten. … The shells were fired by").
        self.taken_up(nearest.report).or(Some(nearest))
    }

    /// The place these words name, where they name one.
    fn only_named_in(&self, words: &str) -> Option<&'a Place> {
        let normal = normal(words);
        let words: Vec<&str> = normal.split(' ').collect();
        let runs = (1..=words.len().min(LONGEST_NAME)).flat_map(|length| words.windows(length));
        let found: BTreeMap<String, &Place> = runs.filter_map(|run| self.place_called(run)).map(|place| (place.key(), place)).collect();
        if found.len() == 1 { found.into_values().next() } else { None }
    }

    /// A place whose name stands in these words; the longest name wins.
    fn named_in(&self, words: &str) -> Option<&'a Place> {
        let normal = normal(words);
        let words: Vec<&str> = normal.split(' ').collect();
        let runs = (1..=words.len().min(LONGEST_NAME)).rev().flat_map(|length| words.windows(length));
        runs.filter_map(|run| self.place_called(run)).next()
    }

    /// The place whose whole name these words are.
    fn place_called(&self, words: &[&str]) -> Option<&'a Place> {
        let opens = self.openings.contains(*words.first()?);
        opens.then(|| self.by_name.get(&words.join(" ")).copied()).flatten()
    }
}

/// The code of a claim that something happened or is happening.
fn happening(claim: &Claim) -> Option<&EventCode> {
    let told_as_done = claim.polarity == Polarity::Pos && matches!(claim.modality, Modality::Actual | Modality::Ongoing);
    claim.event.as_ref().filter(|_| claim.kind == Kind::Event && told_as_done)
}

/// Whether a claim is that somebody says something: by its kind, or by a code for words of conflict (accusing, denying, demanding).
fn is_speech(claim: &Claim) -> bool {
    let words = || claim.event.as_ref().is_some_and(|e| quad(&e.plover_type) == Some(Quad::VerbalConflict));
    matches!(claim.kind, Kind::Statement | Kind::Framing | Kind::Assessment) || words()
}

/// The noun of a thing that is spoken of as known already ("the shells": shells).
fn known_thing(thing: &Grounded<String>, text: &str) -> Option<String> {
    let before = text.get(..thing.span()?.start())?.split_whitespace().next_back().map(normal);
    let first = thing.value.split_whitespace().next().map(normal);
    let definite = [before, first].into_iter().flatten().any(|w| DEFINITE.contains(&w.as_str()));
    noun(&thing.value).filter(|_| definite)
}

/// The noun of a phrase, normalised: what stands before its first preposition ("the shells in the street": shells).
fn noun(phrase: &str) -> Option<String> {
    let normal = normal(phrase);
    let words = normal.split(' ').skip_while(|w| is_function_word(w));
    words.take_while(|w| !is_function_word(w)).last().filter(|w| !w.is_empty()).map(String::from)
}

/// Whether a thing is a weapon or what it fires, in the singular or plural.
fn is_weapon(thing: &str) -> bool {
    noun(thing).is_some_and(|n| [n.as_str(), n.strip_suffix('s').unwrap_or(&n)].iter().any(|word| WEAPONS.contains(word)))
}

/// `lexicons/weapons.tsv`.
static WEAPONS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| first_column(include_str!("../../../lexicons/weapons.tsv")).collect());

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
