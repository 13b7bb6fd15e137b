//! Answers which incidents and claims a narrowing leaves, and how many each further step would leave.

use std::collections::BTreeMap;

use tacitus_ledger::{DateBasis, Ledger, Result};
use tacitus_record::{Day, Kind};

use super::{Catalogue, ClaimEntry, NO_DAY, NOTHING, Narrowing, Number, number};

/// What one facet would leave: the value as a parameter has it, and incidents.
pub type Facet = Vec<(String, u32)>;

/// Incidents that a narrowing leaves, with the counts beside them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Indices into [`Catalogue::incidents`], in its order: latest first, undated last.
    pub incidents: Vec<u32>,
    /// By kind of claim, most first. Counts of a facet leave the facet's own choice aside.
    pub kinds: Facet,
    /// By PLOVER type.
    pub types: Facet,
    /// By country of the place.
    pub countries: Facet,
    /// By credibility of the claims, best first.
    pub credibility: Facet,
    /// Reported by at least two origins.
    pub corroborated: u32,
    /// Disputed.
    pub disputed: u32,
    /// Without a day.
    pub undated: u32,
    /// Without a place.
    pub placeless: u32,
}

/// Which of the facets a claim does not fit; each is a bit.
const KIND: u8 = 1;
const TYPE: u8 = 2;
const COUNTRY: u8 = 4;
const CREDIBILITY: u8 = 8;
const ORIGINS: u8 = 16;
const DISPUTED: u8 = 32;

/// A narrowing with its names turned into what the columns hold.
struct Conditions<'n> {
    of: &'n Narrowing,
    /// For each type, country and place: whether it is asked for.
    types: Vec<bool>,
    countries: Vec<bool>,
    places: Option<Vec<bool>>,
    /// For each claim: whether it has the words and the actor.
    claims: Option<Vec<bool>>,
    since: i32,
    until: i32,
}

impl<'n> Conditions<'n> {
    fn new(catalogue: &Catalogue, of: &'n Narrowing, ledger: &Ledger) -> Result<Conditions<'n>> {
        let mut claims: Option<Vec<bool>> = None;
        if let Some(text) = &of.text {
            let mut has = vec![false; catalogue.claims.len()];
            for id in ledger.claims_with_words(text)?.iter().filter_map(|id| number(id)) {
                if let Ok(at) = catalogue.claims.binary_search_by_key(&id, |c| c.id) {
                    has[at] = true;
                }
            }
            claims = Some(has);
        }
        if let Some(actor) = &of.actor {
            let has = catalogue.claims_naming(actor);
            claims = Some(match claims {
                Some(both) => both.iter().zip(&has).map(|(a, b)| *a && *b).collect(),
                None => has,
            });
        }
        let places = of.place.as_ref().map(|asked| {
            let (words, code) = (asked.trim().to_lowercase(), asked.trim().to_uppercase());
            catalogue.places.iter().map(|p| p.words.contains(&words) || p.country.as_deref() == Some(&code)).collect()
        });
        Ok(Conditions {
            of,
            types: catalogue.types.iter().map(|t| of.types.contains(t)).collect(),
            countries: catalogue.countries.iter().map(|c| of.countries.contains(c)).collect(),
            places,
            claims,
            since: of.since.map_or(NO_DAY, Day::number),
            until: of.until.map_or(i32::MAX, Day::number),
        })
    }

    /// Whether the claim fits everything that is no facet.
    fn fits(&self, at: u32, claim: &ClaimEntry) -> bool {
        self.claims.as_ref().is_none_or(|has| has[at as usize])
            && self.places.as_ref().is_none_or(|asked| asked.get(claim.place as usize).copied().unwrap_or(false))
            && self.fits_days(claim)
    }

    fn fits_days(&self, claim: &ClaimEntry) -> bool {
        if self.since == NO_DAY && self.until == i32::MAX {
            return true;
        }
        let (lo, hi) = match self.of.date_basis {
            DateBasis::Event => claim.time,
            DateBasis::Known => (claim.known, claim.known),
            // A claim reported on two days may match between them by the bounds alone; the ledger looks at each article.
            DateBasis::Reported => claim.reported,
        };
        if (lo, hi) == (NO_DAY, NO_DAY) {
            return false;
        }
        let hi = if hi == NO_DAY { i32::MAX } else { hi };
        hi >= self.since && lo <= self.until
    }

    /// Facets that the claim does not fit. `origins`: those of its incident.
    fn misses(&self, claim: &ClaimEntry, origins: u32) -> u8 {
        let asked = |list: &[bool], at: u32| list.get(at as usize).copied().unwrap_or(false);
        let mut misses = 0;
        let mut miss = |bit: u8, is_missed: bool| misses |= if is_missed { bit } else { 0 };
        miss(KIND, !self.of.kinds.is_empty() && !self.of.kinds.contains(&claim.kind));
        miss(TYPE, !self.of.types.is_empty() && !asked(&self.types, claim.plover_type));
        miss(COUNTRY, !self.of.countries.is_empty() && !asked(&self.countries, claim.country));
        miss(CREDIBILITY, !self.of.credibility.is_empty() && !self.of.credibility.contains(&claim.credibility));
        miss(ORIGINS, origins < self.of.min_origins);
        miss(DISPUTED, self.of.disputed && !claim.is_disputed);
        misses
    }
}

impl Catalogue {
    /// Incidents of which a claim matches. "Reported by two or more" is asked of the incident, not of each way it is told.
    pub fn select(&self, narrowing: &Narrowing, ledger: &Ledger) -> Result<Selection> {
        let conditions = Conditions::new(self, narrowing, ledger)?;
        let mut selection = Selection::default();
        let (mut types, mut countries) = (vec![0; self.types.len()], vec![0; self.countries.len()]);
        let mut kinds: BTreeMap<Kind, u32> = BTreeMap::new();
        let mut credibility = [0; 7];
        let (mut seen_kinds, mut seen_types, mut seen_countries) = (Vec::new(), Vec::new(), Vec::new());
        for (index, incident) in self.incidents.iter().enumerate() {
            seen_kinds.clear();
            seen_types.clear();
            seen_countries.clear();
            let (mut seen_credibility, mut is_match, mut is_corroborated, mut is_disputed) = ([false; 7], false, false, false);
            for (at, claim) in self.claims_in(incident) {
                if !conditions.fits(at, claim) {
                    continue;
                }
                let misses = conditions.misses(claim, incident.origins);
                is_match |= misses == 0;
                let but = |facet: u8| misses & !facet == 0;
                if but(KIND) && !seen_kinds.contains(&claim.kind) {
                    seen_kinds.push(claim.kind);
                }
                if but(TYPE) && claim.plover_type != NOTHING && !seen_types.contains(&claim.plover_type) {
                    seen_types.push(claim.plover_type);
                }
                if but(COUNTRY) && claim.country != NOTHING && !seen_countries.contains(&claim.country) {
                    seen_countries.push(claim.country);
                }
                seen_credibility[usize::from(claim.credibility.min(6))] |= but(CREDIBILITY);
                is_corroborated |= but(ORIGINS) && incident.origins >= 2;
                is_disputed |= but(DISPUTED) && claim.is_disputed;
            }
            seen_kinds.iter().for_each(|k| *kinds.entry(*k).or_default() += 1);
            seen_types.iter().for_each(|t| types[*t as usize] += 1);
            seen_countries.iter().for_each(|c| countries[*c as usize] += 1);
            (0..7).filter(|c| seen_credibility[*c]).for_each(|c| credibility[c] += 1);
            selection.corroborated += u32::from(is_corroborated);
            selection.disputed += u32::from(is_disputed);
            if is_match {
                selection.incidents.push(index as u32);
                selection.undated += u32::from(incident.day.is_none());
                selection.placeless += u32::from(incident.place.is_none());
            }
        }
        selection.kinds = most_first(kinds.into_iter().map(|(k, n)| (k.to_string(), n)));
        selection.types = most_first(self.types.iter().map(|t| t.to_lowercase()).zip(types));
        selection.countries = most_first(self.countries.iter().cloned().zip(countries));
        selection.credibility = (1..=6).map(|c: usize| (c.to_string(), credibility[c])).filter(|(_, n)| *n > 0).collect();
        Ok(selection)
    }

    /// Numbers of the claims that match, in order of ids.
    pub fn select_claims(&self, narrowing: &Narrowing, ledger: &Ledger) -> Result<Vec<Number>> {
        let conditions = Conditions::new(self, narrowing, ledger)?;
        let matches =
            |(at, c): (usize, &ClaimEntry)| (conditions.fits(at as u32, c) && conditions.misses(c, c.origins) == 0).then_some(c.id);
        Ok(self.claims.iter().enumerate().filter_map(matches).collect())
    }

    /// For each claim whether an actor of it is called so, or has that code or one below it.
    fn claims_naming(&self, asked: &str) -> Vec<bool> {
        let (words, code) = (asked.trim().to_lowercase(), asked.trim().to_uppercase());
        let below = format!("{code}.");
        let is_called: Vec<bool> =
            self.callings.iter().map(|(w, country)| w.contains(&words) || country.as_deref() == Some(&code)).collect();
        let mut has = vec![false; self.claims.len()];
        for part in &self.parts {
            let key = &self.actors[part.actor as usize].key;
            if is_called[part.calling as usize] || *key == code || key.starts_with(&below) {
                has[part.claim as usize] = true;
            }
        }
        has
    }
}

fn most_first(counts: impl Iterator<Item = (String, u32)>) -> Facet {
    let mut counts: Facet = counts.filter(|(_, n)| *n > 0).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}
