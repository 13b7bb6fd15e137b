//! Answers which incidents and claims a narrowing leaves, and how many each further step would leave.

use std::sync::{Arc, PoisonError};

use tacitus_ledger::{DateBasis, Ledger, Result};
use tacitus_record::{Day, Kind};

use super::{Catalogue, ClaimEntry, Excluded, NO_DAY, NOTHING, Narrowing, Number};

/// Selections that are kept: the next portion, another way of showing and a download are of one that was just made.
const SELECTIONS_KEPT: usize = 16;

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

/// Incidents counted by one facet, each once for every value that any of its claims has.
struct Tally {
    counts: Vec<u32>,
    /// For each value the incident counted last.
    last: Vec<u32>,
}

impl Tally {
    fn new(values: usize) -> Tally {
        Tally { counts: vec![0; values], last: vec![NOTHING; values] }
    }

    fn see(&mut self, incident: u32, value: u32, counts: bool) {
        let Some(last) = self.last.get_mut(value as usize).filter(|last| counts && **last != incident) else { return };
        *last = incident;
        self.counts[value as usize] += 1;
    }
}

/// A narrowing with its names turned into what the columns hold.
struct Conditions<'n> {
    of: &'n Narrowing,
    /// For each type, country and place: whether it is asked for.
    types: Vec<bool>,
    countries: Vec<bool>,
    places: Option<Vec<bool>>,
    /// For each type and country: whether it is excluded.
    no_types: Vec<bool>,
    no_countries: Vec<bool>,
    excludes: bool,
    /// For each claim: whether it has the words and the actor.
    claims: Option<Vec<bool>>,
    since: i32,
    until: i32,
}

impl<'n> Conditions<'n> {
    fn new(catalogue: &Catalogue, of: &'n Narrowing, ledger: &Ledger) -> Result<Conditions<'n>> {
        let mut claims: Option<Vec<bool>> = None;
        if let Some(text) = &of.text {
            claims = Some(catalogue.claims_in_rows(&ledger.claim_rows_with_words(text)?));
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
            no_types: catalogue.types.iter().map(|t| of.without.types.contains(t)).collect(),
            no_countries: catalogue.countries.iter().map(|c| of.without.countries.contains(c)).collect(),
            excludes: of.without != Excluded::default(),
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

    /// Whether the claim has a value that is excluded.
    fn is_excluded(&self, claim: &ClaimEntry) -> bool {
        let without = &self.of.without;
        let has = |list: &[bool], at: u32| list.get(at as usize).copied().unwrap_or(false);
        self.excludes
            && (has(&self.no_types, claim.plover_type)
                || has(&self.no_countries, claim.country)
                || without.kinds.contains(&claim.kind)
                || without.credibility.contains(&claim.credibility))
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
    pub fn select(&self, narrowing: &Narrowing, ledger: &Ledger) -> Result<Arc<Selection>> {
        let kept = || self.selections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, selection)) = kept().iter().find(|(n, _)| n == narrowing) {
            return Ok(selection.clone());
        }
        let selection = Arc::new(self.selected(narrowing, ledger)?);
        let mut kept = kept();
        if kept.len() >= SELECTIONS_KEPT {
            kept.remove(0);
        }
        kept.push((narrowing.clone(), selection.clone()));
        Ok(selection)
    }

    fn selected(&self, narrowing: &Narrowing, ledger: &Ledger) -> Result<Selection> {
        let conditions = Conditions::new(self, narrowing, ledger)?;
        let mut selection = Selection::default();
        let (mut kinds, mut types) = (Tally::new(Kind::ALL.len()), Tally::new(self.types.len()));
        let (mut countries, mut credibility) = (Tally::new(self.countries.len()), Tally::new(7));
        for (index, incident) in (0..).zip(&self.incidents) {
            let (mut is_match, mut is_corroborated, mut is_disputed) = (false, false, false);
            if conditions.excludes && self.claims_in(incident).any(|(at, c)| conditions.fits(at, c) && conditions.is_excluded(c)) {
                continue;
            }
            for (at, claim) in self.claims_in(incident) {
                if !conditions.fits(at, claim) {
                    continue;
                }
                let misses = conditions.misses(claim, incident.origins);
                // What misses two facets is in the count of none.
                if misses.count_ones() > 1 {
                    continue;
                }
                is_match |= misses == 0;
                let but = |facet: u8| misses & !facet == 0;
                kinds.see(index, claim.kind as u32, but(KIND));
                types.see(index, claim.plover_type, but(TYPE));
                countries.see(index, claim.country, but(COUNTRY));
                credibility.see(index, u32::from(claim.credibility), but(CREDIBILITY));
                is_corroborated |= but(ORIGINS) && incident.origins >= 2;
                is_disputed |= but(DISPUTED) && claim.is_disputed;
            }
            selection.corroborated += u32::from(is_corroborated);
            selection.disputed += u32::from(is_disputed);
            if is_match {
                selection.incidents.push(index);
                selection.undated += u32::from(incident.day.is_none());
                selection.placeless += u32::from(incident.place.is_none());
            }
        }
        let (kinds, types, countries, credibility) = (kinds.counts, types.counts, countries.counts, credibility.counts);
        selection.kinds = most_first(Kind::ALL.iter().map(Kind::to_string).zip(kinds));
        selection.types = most_first(self.types.iter().map(|t| t.to_lowercase()).zip(types));
        selection.countries = most_first(self.countries.iter().cloned().zip(countries));
        selection.credibility = (1..=6).map(|c: usize| (c.to_string(), credibility[c])).filter(|(_, n)| *n > 0).collect();
        Ok(selection)
    }

    /// Numbers of the claims that match, in order of ids.
    pub fn select_claims(&self, narrowing: &Narrowing, ledger: &Ledger) -> Result<Vec<Number>> {
        let conditions = Conditions::new(self, narrowing, ledger)?;
        let matches = |at: &u32| {
            let claim = &self.claims[*at as usize];
            let is_match = conditions.fits(*at, claim) && conditions.misses(claim, claim.origins) == 0 && !conditions.is_excluded(claim);
            is_match.then_some(claim.id)
        };
        Ok(self.by_id.iter().filter_map(matches).collect())
    }

    /// For each claim whether it lies in one of these rows, which are in order.
    fn claims_in_rows(&self, rows: &[i64]) -> Vec<bool> {
        let mut has = vec![false; self.claims.len()];
        let mut rest = self.by_row.iter();
        let mut next = rest.next();
        for row in rows {
            while next.is_some_and(|(known, _)| known < row) {
                next = rest.next();
            }
            if let Some((_, claim)) = next.filter(|(known, _)| known == row) {
                has[*claim as usize] = true;
            }
        }
        has
    }

    /// For each claim whether an actor of it is called so, or has that code or one below it.
    fn claims_naming(&self, asked: &str) -> Vec<bool> {
        let (words, code) = (asked.trim().to_lowercase(), asked.trim().to_uppercase());
        let below = format!("{code}.");
        let is_called: Vec<bool> =
            self.callings.iter().map(|(w, country)| w.contains(&words) || country.as_deref() == Some(&code)).collect();
        let is_coded: Vec<bool> = self.actors.iter().map(|a| a.key == code || a.key.starts_with(&below)).collect();
        let mut has = vec![false; self.claims.len()];
        for part in &self.parts {
            if is_called[part.calling as usize] || is_coded[part.actor as usize] {
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
