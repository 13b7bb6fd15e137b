//! Gathers what an article says about where it plays: every name in it votes, so that each name can be read beside the others.

use std::collections::BTreeMap;

use crate::disputed::{self, Disputed};
use crate::find::Found;
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::geodesy::distance_km;
use crate::place_kind::{Capital, PlaceKind};
use crate::weights::Weights;

/// Candidates of one name that vote; the rest are too unlikely to matter.
const MOST_VOTERS: usize = 12;
/// A candidate with a smaller part of its name's vote is left out.
const LEAST_PART: f64 = 0.02;
/// Rounds of reading every name beside the others; the votes settle after two.
const ROUNDS: usize = 2;
/// How sharply a higher score takes the vote from a lower one, per unit of score.
const SHARPNESS: f64 = 1.6;
/// Distance at which the support of one place for another has fallen to 1/e.
const NEAR_KM: f64 = 120.0;
/// Part of the vote for a capital that counts for the city and what lies around it; the rest is for the state alone.
const CAPITAL_HERE: f64 = 0.3;
/// Names of an article that may say where it plays; the others are less sure or less often named.
const MOST_FOCI: usize = 12;
/// Beyond this a place lends no support; saves the exact distance.
const FAR_KM: f64 = 6.0 * NEAR_KM;

/// What an article says about where it plays.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Votes by country (ISO 3166-1 alpha-3) that come with the article, not from its names: the outlet's country, the watch.
    pub countries: BTreeMap<String, f64>,
    /// Points (latitude, longitude) that come with the article, each as good as one sure settlement.
    pub nearby: Vec<(f64, f64)>,
    ballots: Vec<Ballot>,
    /// What the parts of a score count for.
    pub(crate) weights: Weights,
}

impl Default for Context {
    fn default() -> Context {
        Context::weighed_by(Weights::shipped())
    }
}

/// What one name of the article votes for.
#[derive(Clone, Debug, PartialEq)]
struct Ballot {
    folded: String,
    /// How much the name counts: often named and well known counts more.
    weight: f64,
    options: Vec<Choice>,
}

/// One candidate of a name and its part of the vote.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    part: f64,
    country: String,
    admin1: String,
    /// The point, for candidates small enough that nearness to it means something.
    point: Option<(f64, f64)>,
    /// How much of the vote counts for the place itself: a capital often stands for its state.
    here: f64,
}

/// How well a candidate suits the rest of the article; all parts from 0 to 1 except `near`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// Part of the article's votes that its country has.
    pub country: f64,
    /// Part of the article's votes that its first-level region has.
    pub admin1: f64,
    /// Number of other places close by, each counted by certainty and closeness.
    pub near: f64,
    /// All votes of the article without this name's own.
    pub votes: f64,
    /// Those of them that are for places with a point that means something: what `near` could be at most.
    pub local_votes: f64,
}

impl Context {
    /// An article that names nothing, under other weights than those that ship: to fit them.
    pub fn weighed_by(weights: Weights) -> Context {
        Context { countries: BTreeMap::new(), nearby: Vec::new(), ballots: Vec::new(), weights }
    }

    /// The context of an article from all names in it that may be places or demonyms, as often as they occur.
    pub fn from_names<S: AsRef<str>>(gazetteer: &Gazetteer, names: impl IntoIterator<Item = S>) -> Context {
        Context::default().with_names(gazetteer, names)
    }

    /// The same article with these names in it, as often as they occur, in place of any before.
    pub fn with_names<S: AsRef<str>>(mut self, gazetteer: &Gazetteer, names: impl IntoIterator<Item = S>) -> Context {
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for name in names {
            *times.entry(fold(name.as_ref())).or_default() += 1;
        }
        let context = &mut self;
        context.ballots.clear();
        let mut ambiguous = Vec::new();
        for (folded, times) in times {
            let often = 1.0 + f64::from(times).ln();
            let found = gazetteer.find(&folded);
            match gazetteer.country_of_demonym(&folded) {
                Some(iso3) if !found.iter().any(|f| f.record.kind == PlaceKind::Country) => context.ballots.push(Ballot {
                    folded,
                    weight: often,
                    options: vec![Choice { part: 1.0, country: iso3.to_string(), admin1: String::new(), point: None, here: 0.0 }],
                }),
                _ if found.is_empty() => {}
                _ => ambiguous.push((folded, often, found)),
            }
        }
        let sure = context.ballots.len();
        for _ in 0..ROUNDS {
            let ballots: Vec<Ballot> = ambiguous.iter().map(|(folded, often, found)| context.ballot(folded, *often, found)).collect();
            context.ballots.truncate(sure);
            context.ballots.extend(ballots);
        }
        self
    }

    /// Votes by country (alpha-3), of the article's names and of what came with it.
    pub fn country_votes(&self) -> BTreeMap<String, f64> {
        let mut votes = self.countries.clone();
        for ballot in &self.ballots {
            for option in ballot.options.iter().filter(|o| !o.country.is_empty()) {
                *votes.entry(option.country.clone()).or_default() += ballot.weight * option.part;
            }
        }
        votes
    }

    fn ballot(&self, folded: &str, often: f64, found: &[Found]) -> Ballot {
        let mut scored: Vec<(f64, &PlaceRecord)> = found
            .iter()
            .take(MOST_VOTERS * 4)
            .map(|f| (crate::resolve::score(&f.record, self.fit(&f.record, folded), &self.weights), &f.record))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.truncate(MOST_VOTERS);
        let best = scored.first().map_or(0.0, |s| s.0);
        let total: f64 = scored.iter().map(|(score, _)| ((score - best) * SHARPNESS).exp()).sum();
        let options = scored
            .iter()
            .map(|(score, record)| Choice {
                part: ((score - best) * SHARPNESS).exp() / total,
                country: record.country.clone(),
                admin1: record.admin1.clone(),
                point: is_local(record).then_some((record.lat, record.lon)),
                here: if record.capital == Capital::OfState { CAPITAL_HERE } else { 1.0 },
            })
            .filter(|option| option.part >= LEAST_PART)
            .collect();
        // A name that only a hamlet has says little: the hamlet may be the wrong one.
        let known = scored.first().map_or(0.0, |(_, record)| ((record.prior - 1.5) / 4.0).clamp(0.1, 1.0));
        Ballot { folded: folded.to_string(), weight: often * known, options }
    }

    /// The country and the first-level region (country, name) with the most votes, without those of the name itself.
    pub(crate) fn leaders(&self, folded: &str) -> Leaders {
        let mut countries = self.countries.clone();
        let mut regions: BTreeMap<(String, String), f64> = BTreeMap::new();
        for ballot in self.ballots.iter().filter(|ballot| ballot.folded != folded) {
            for choice in ballot.options.iter().filter(|choice| !choice.country.is_empty()) {
                let vote = ballot.weight * choice.part;
                *countries.entry(choice.country.clone()).or_default() += vote;
                if !choice.admin1.is_empty() {
                    *regions.entry((choice.country.clone(), choice.admin1.clone())).or_default() += vote;
                }
            }
        }
        Leaders { country: leader(countries), region: leader(regions) }
    }

    /// How well a candidate for a name suits the rest of the article; the name itself has no say.
    pub(crate) fn fit(&self, record: &PlaceRecord, folded: &str) -> Fit {
        let at = (record.lat, record.lon);
        let own = self.fit_of(at, &record.country, &record.admin1, folded);
        // An article on Israel names Katzrin as well as one on Syria does.
        let parties = disputed::listed(&record.id).into_iter().flat_map(Disputed::parties);
        let country = parties.map(|code| self.fit_of(at, code, "", folded).country).fold(own.country, f64::max);
        Fit { country, ..own }
    }

    /// Where the article plays in the eyes of its other names: of the places that they most likely mean, the one that suits the rest
    /// best. `None` where no name means a place with a point.
    pub(crate) fn focus(&self, folded: &str) -> Option<Focus> {
        let of_names = self.ballots.iter().filter(|ballot| ballot.folded != folded).filter_map(|ballot| {
            let likeliest = ballot.options.first()?;
            Some((ballot.weight * likeliest.part * likeliest.here, likeliest.point?, likeliest))
        });
        let mut most: Vec<(f64, (f64, f64), &Choice)> = of_names.collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        most.truncate(MOST_FOCI);
        let foci = most.into_iter().map(|(_, at, choice)| Focus {
            country: choice.country.clone(),
            fit: self.fit_of(at, &choice.country, &choice.admin1, folded),
        });
        foci.reduce(|best, next| if next.fit.near > best.fit.near { next } else { best })
    }

    fn fit_of(&self, at: (f64, f64), of_country: &str, of_admin1: &str, folded: &str) -> Fit {
        let mut fit = Fit { votes: self.countries.values().sum(), ..Fit::default() };
        let mut country = self.countries.get(of_country).copied().unwrap_or(0.0);
        let mut admin1 = 0.0;
        for ballot in self.ballots.iter().filter(|ballot| ballot.folded != folded) {
            fit.votes += ballot.weight;
            for option in &ballot.options {
                let vote = ballot.weight * option.part;
                if !of_country.is_empty() && option.country == of_country {
                    country += vote;
                    if !of_admin1.is_empty() && option.admin1 == of_admin1 {
                        admin1 += vote * option.here;
                    }
                }
                if let Some(point) = option.point {
                    fit.local_votes += vote * option.here;
                    fit.near += vote * option.here * closeness(at, point);
                }
            }
        }
        fit.near += self.nearby.iter().map(|point| closeness(at, *point)).sum::<f64>();
        fit.local_votes += self.nearby.len() as f64;
        if fit.votes > 0.0 {
            fit.country = country / fit.votes;
            fit.admin1 = admin1 / fit.votes;
        }
        fit
    }
}

/// The spot where an article plays.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Focus {
    /// Alpha-3 code of its country, or empty.
    pub country: String,
    /// What the rest of the article speaks for a place just there.
    pub fit: Fit,
}

/// Country and region that lead the votes of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Leaders {
    pub country: Option<String>,
    pub region: Option<(String, String)>,
}

impl Leaders {
    /// Whether a record lies in the leading country or the leading region.
    pub(crate) fn hold(&self, record: &PlaceRecord) -> bool {
        let in_region = |(country, region): &(String, String)| *country == record.country && *region == record.admin1;
        self.country.as_ref().is_none_or(|country| *country == record.country) || self.region.as_ref().is_some_and(in_region)
    }
}

/// The key with the most votes; the first of equals.
fn leader<K: Ord>(votes: BTreeMap<K, f64>) -> Option<K> {
    votes.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(key, _)| key)
}

/// Whether nearness to the record's point means something.
fn is_local(record: &PlaceRecord) -> bool {
    match record.kind {
        PlaceKind::Country => false,
        PlaceKind::Region => record.size <= 300,
        PlaceKind::Province | PlaceKind::District | PlaceKind::Settlement | PlaceKind::Site => true,
    }
}

/// 1 at no distance, 1/e at [`NEAR_KM`].
fn closeness(a: (f64, f64), b: (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    if (a.0 - b.0).abs() * KM_PER_DEGREE > FAR_KM {
        return 0.0;
    }
    (-distance_km(a, b) / NEAR_KM).exp()
}
