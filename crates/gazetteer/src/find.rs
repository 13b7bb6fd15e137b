//! Finds every record a name may mean, taking generic words ("region", "city of", "northern") off where the whole name is unknown.

use std::collections::BTreeSet;

use crate::disputed;
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::generic::{Generic, stripped};
use crate::index::Entry;
use crate::not_alone::is_not_a_place_alone;
use crate::place_kind::{NameKind, PlaceKind, prior};
use crate::sound::sounds;

/// Generic words taken off one name: "the northern part of | Kursk region".
const MOST_LAYERS: u8 = 2;

/// How a bare name is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Spelling,
    Sound,
}

/// A record a name may mean.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub record: PlaceRecord,
    /// What the words around the bare name meant, if some were taken off.
    pub generic: Option<Generic>,
}

impl Gazetteer {
    /// Every record the name may mean, best prior first: by sound only where none is spelled so.
    pub(crate) fn find(&self, name: &str) -> Vec<Found> {
        let spelled = self.find_by_spelling(name);
        if spelled.is_empty() { self.looked_up(name, Match::Sound, MOST_LAYERS) } else { spelled }
    }

    /// Every record with this spelling, generic words taken off where the whole is unknown; best prior first.
    pub(crate) fn find_by_spelling(&self, name: &str) -> Vec<Found> {
        self.looked_up(name, Match::Spelling, MOST_LAYERS)
    }

    /// Every record whose name sounds like the whole of this one, whether or not another has its spelling; best prior first.
    pub(crate) fn find_by_sound(&self, name: &str) -> Vec<Found> {
        self.looked_up(name, Match::Sound, 0)
    }

    fn looked_up(&self, name: &str, by: Match, layers: u8) -> Vec<Found> {
        let folded = fold(name);
        if is_not_a_place_alone(&folded) && !self.user.has(&folded) { Vec::new() } else { self.find_folded(&folded, by, layers) }
    }

    fn find_folded(&self, folded: &str, by: Match, layers: u8) -> Vec<Found> {
        let exact = match by {
            Match::Spelling => own_name_first(folded, self.by_folded(folded)),
            Match::Sound => self.by_sound(folded),
        };
        if !exact.is_empty() {
            let mut found: Vec<Found> = exact.into_iter().map(|record| Found { record, generic: None }).collect();
            if by == Match::Spelling {
                found.extend(self.regions_by_stem(folded, &found));
            }
            return found;
        }
        if let Some(country) = self.index.country_of_demonym(folded) {
            let place = self.index.country(country).place;
            return vec![Found { record: self.record(Entry { place, name: NameKind::Demonym }), generic: None }];
        }
        if layers == 0 {
            return Vec::new();
        }
        stripped(folded)
            .into_iter()
            .map(|(bare, generic)| meant(generic, self.find_folded(bare, by, layers - 1)))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }
}

impl Gazetteer {
    /// Every place with a name that sounds so in any system of romanisation, best prior first.
    fn by_sound(&self, folded: &str) -> Vec<PlaceRecord> {
        let entries: BTreeSet<u32> = sounds(folded).iter().flat_map(|sound| self.index.entries_by_sound(sound)).map(|e| e.place).collect();
        let mut found: Vec<PlaceRecord> = entries.into_iter().map(|place| self.record(Entry { place, name: NameKind::Sound })).collect();
        found.sort_by(|a, b| b.prior.total_cmp(&a.prior));
        found
    }

    /// Regions of the bare name besides those of the whole: "Western Province" is one in Rwanda and the "Western" of Sri Lanka.
    fn regions_by_stem(&self, folded: &str, known: &[Found]) -> Vec<Found> {
        let is_new = |found: &Found| known.iter().all(|k| k.record.id != found.record.id);
        stripped(folded)
            .into_iter()
            .filter(|(_, generic)| *generic == Generic::Province)
            .flat_map(|(bare, generic)| {
                let all: Vec<Found> = self.by_folded(bare).into_iter().map(|record| Found { record, generic: None }).collect();
                meant(generic, all)
            })
            .filter(|found| found.record.kind == PlaceKind::Province && is_new(found))
            .collect()
    }
}

/// "East Jerusalem" is also listed as another name of Jerusalem: the name of a disputed territory means none that only goes by it.
fn own_name_first(folded: &str, mut records: Vec<PlaceRecord>) -> Vec<PlaceRecord> {
    let named = |record: &PlaceRecord| disputed::listed(&record.id).filter(|territory| fold(territory.name) == folded);
    if let Some(territory) = records.iter().find_map(named) {
        records.retain(|r| r.matched == NameKind::Main || r.id.starts_with("user:") || disputed::listed(&r.id) == Some(territory));
    }
    records
}

/// Of the records of a bare name, those that the generic word allows.
fn meant(generic: Generic, found: Vec<Found>) -> Vec<Found> {
    let kinds: &[&[PlaceKind]] = match generic {
        Generic::Country => &[&[PlaceKind::Country]],
        Generic::Province => &[&[PlaceKind::Province, PlaceKind::Region], &[PlaceKind::Country], &[PlaceKind::District]],
        Generic::District => &[&[PlaceKind::District], &[PlaceKind::Province]],
        Generic::Seat => &[&[PlaceKind::District, PlaceKind::Region], &[PlaceKind::Settlement], &[PlaceKind::Province]],
        Generic::Settlement => &[&[PlaceKind::Settlement]],
        Generic::Part | Generic::Around => &[&PlaceKind::ALL],
    };
    for allowed in kinds {
        let fit: Vec<Found> = found.iter().filter(|f| allowed.contains(&f.record.kind)).map(|f| refined(f.clone(), generic)).collect();
        if !fit.is_empty() {
            return fit;
        }
    }
    Vec::new()
}

/// The generic word belongs to the name, so a province's stem is as good as its full name.
fn refined(mut found: Found, generic: Generic) -> Found {
    let record = &mut found.record;
    if record.matched == NameKind::Stem && !matches!(generic, Generic::Part | Generic::Around) {
        record.matched = NameKind::Main;
        record.prior = prior(record.kind, NameKind::Main, record.size, record.capital, record.prominence);
    }
    found.generic = Some(generic);
    found
}
