//! Makes the catalogue of a revision from the ledger's outlines.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use tacitus_ledger::{Ledger, Result};
use tacitus_record::{Day, LinkType};

use super::{
    ActorEntry, ArticleEntry, Catalogue, ClaimEntry, Difference, DifferenceState, IncidentEntry, NO_DAY, NOTHING, Number, Part, PartEntry,
    PlaceEntry, STANDING_AFTER, number,
};

/// Stands between two texts that are looked up as one; in no text itself (ASCII unit separator).
const BETWEEN: &str = "\u{1f}";

/// Gives each text one index, in the order of first sight.
#[derive(Default)]
struct Names {
    known: HashMap<String, u32>,
    list: Vec<String>,
}

impl Names {
    fn index(&mut self, text: &str) -> u32 {
        if let Some(&index) = self.known.get(text) {
            return index;
        }
        let index = self.list.len() as u32;
        self.known.insert(text.to_string(), index);
        self.list.push(text.to_string());
        index
    }

    fn maybe(&mut self, text: Option<&str>) -> u32 {
        text.map_or(NOTHING, |t| self.index(t))
    }
}

/// Puts a list that was made as it came into the order of its keys; also says where each index went.
fn in_order<T, K: Ord>(list: Vec<T>, key: impl Fn(&T) -> K) -> (Vec<T>, Vec<u32>) {
    let mut order: Vec<(u32, T)> = (0..).zip(list).collect();
    order.sort_by_cached_key(|(_, item)| key(item));
    let mut moved = vec![NOTHING; order.len()];
    for (new, (old, _)) in (0..).zip(&order) {
        moved[*old as usize] = new;
    }
    (order.into_iter().map(|(_, item)| item).collect(), moved)
}

fn day(number: i32) -> Option<Day> {
    (number != NO_DAY).then(|| Day::from_number(number))
}

fn days(pair: (Option<Day>, Option<Day>)) -> (i32, i32) {
    let one = |d: Option<Day>| d.map_or(NO_DAY, Day::number);
    (one(pair.0), one(pair.1))
}

impl Catalogue {
    /// The catalogue of what the ledger holds now. An id that is none of ours leaves its row out of lists.
    pub fn of(ledger: &Ledger) -> Result<Catalogue> {
        let mut catalogue = Catalogue { revision: ledger.linked_revision()?, ..Catalogue::default() };
        catalogue.take_articles(ledger)?;
        let incidents = catalogue.take_claims(ledger)?;
        catalogue.take_incidents(ledger, incidents)?;
        catalogue.take_actors(ledger)?;
        catalogue.take_differences(ledger)?;
        Ok(catalogue)
    }

    fn take_articles(&mut self, ledger: &Ledger) -> Result<()> {
        let (mut outlets, mut origins) = (Names::default(), Vec::new());
        ledger.for_each_article_outline(&mut |row| {
            let Some(id) = number(row.id) else { return Ok(()) };
            origins.extend(row.origin.and_then(number));
            self.articles.push(ArticleEntry {
                id,
                outlet: row.outlet.map(|o| outlets.index(o)),
                published: row.published,
                is_original: row.is_original,
                is_in_scope: row.scope == tacitus_record::Scope::In,
            });
            Ok(())
        })?;
        origins.sort_unstable();
        origins.dedup();
        self.origins = origins.len() as u32;
        self.outlets = outlets.list;
        self.articles.sort_by_key(|a| (Reverse(a.published), a.id));
        Ok(())
    }

    /// Takes the claims as they come; gives, for each, the number of its incident.
    fn take_claims(&mut self, ledger: &Ledger) -> Result<Vec<Option<Number>>> {
        let (mut types, mut countries, mut places) = (Names::default(), Names::default(), Names::default());
        let mut incidents = Vec::new();
        let mut known_places: Vec<PlaceEntry> = Vec::new();
        let mut key = String::new();
        ledger.for_each_claim_outline(&mut |row| {
            let Some(id) = number(row.id) else { return Ok(()) };
            let place = row.place.map_or(NOTHING, |words| {
                key.clear();
                key.extend([words, BETWEEN, row.country.unwrap_or("")]);
                let index = places.index(&key);
                if index as usize == known_places.len() {
                    let country = row.country.map(str::to_string);
                    known_places.push(PlaceEntry { words: words.to_string(), country, example: id, claims: 0 });
                }
                let place = &mut known_places[index as usize];
                place.claims += 1;
                place.example = place.example.min(id);
                index
            });
            self.by_row.push((row.row, self.claims.len() as u32));
            incidents.push(row.incident.and_then(number));
            self.claims.push(ClaimEntry {
                id,
                incident: NOTHING,
                kind: row.kind,
                plover_type: types.maybe(row.plover_type),
                country: countries.maybe(row.country),
                place,
                time: days(row.time),
                reported: days(row.reported),
                known: row.known.map_or(NO_DAY, Day::number),
                origins: row.origins,
                credibility: row.credibility,
                is_disputed: row.is_disputed,
            });
            Ok(())
        })?;
        (self.types, self.countries) = (types.list, countries.list);
        // As they lie in the file depends on when what was linked.
        let (places, moved) = in_order(known_places, |p| (p.words.clone(), p.country.clone()));
        self.places = places;
        for claim in self.claims.iter_mut().filter(|c| c.place != NOTHING) {
            claim.place = moved[claim.place as usize];
        }
        Ok(incidents)
    }

    /// Takes the incidents, and puts the claims into their order. `of`: number of the incident of each claim.
    fn take_incidents(&mut self, ledger: &Ledger, of: Vec<Option<Number>>) -> Result<()> {
        let mut order: Vec<u32> = (0..self.claims.len() as u32).collect();
        order.sort_unstable_by_key(|&c| (of[c as usize].is_none(), of[c as usize], self.claims[c as usize].id));
        let mut standing: Vec<(Number, u32, bool)> = Vec::new();
        ledger.for_each_incident_outline(&mut |row| {
            standing.extend(number(row.id).map(|id| (id, row.origins, row.is_disputed)));
            Ok(())
        })?;
        standing.sort_unstable();
        // Each with where its claims lie in `order` so far.
        let mut found: Vec<IncidentEntry> = Vec::new();
        let mut first = 0;
        for group in order.chunk_by(|a, b| of[*a as usize] == of[*b as usize]) {
            if let Some(id) = of[group[0] as usize] {
                let known = standing.binary_search_by_key(&id, |(id, ..)| *id).map(|at| standing[at]);
                found.push(self.incident_of_claims(group, first, known.unwrap_or((id, 0, false))));
            }
            first += group.len() as u32;
        }
        found.sort_by_key(|i| (Reverse(i.day), i.id));
        let mut claims = Vec::with_capacity(self.claims.len());
        let mut moved = vec![NOTHING; self.claims.len()];
        let mut put = |old: u32, incident: u32| {
            moved[old as usize] = claims.len() as u32;
            claims.push(ClaimEntry { incident, ..self.claims[old as usize] });
        };
        let mut placed = 0;
        for (index, incident) in (0..).zip(&mut found) {
            let group = &order[incident.first as usize..(incident.first + incident.count) as usize];
            incident.first = placed;
            placed += incident.count;
            group.iter().for_each(|&old| put(old, index));
        }
        // Those of no incident lie at the end of `order`, too.
        order[placed as usize..].iter().for_each(|&old| put(old, NOTHING));
        self.claims = claims;
        self.incidents = found;
        self.by_row.iter_mut().for_each(|(_, claim)| *claim = moved[*claim as usize]);
        self.by_row.sort_unstable();
        self.by_id = (0..self.claims.len() as u32).collect();
        self.by_id.sort_unstable_by_key(|&c| self.claims[c as usize].id);
        self.incident_ids = self.incidents.iter().zip(0..).map(|(incident, at)| (incident.id, at)).collect();
        self.incident_ids.sort_unstable();
        Ok(())
    }

    /// The incident of these claims, the first of which lies there.
    fn incident_of_claims(&self, group: &[u32], first: u32, (id, origins, is_disputed): (Number, u32, bool)) -> IncidentEntry {
        let claims = || group.iter().map(|&c| &self.claims[c as usize]);
        let narrowest = claims().filter(|c| c.time != (NO_DAY, NO_DAY)).min_by_key(|c| c.width());
        let time = narrowest.map_or((None, None), |c| (day(c.time.0), day(c.time.1)));
        IncidentEntry {
            id,
            day: time.0.or(time.1),
            until: time.1.or(time.0),
            origins,
            is_disputed,
            place: most_named(claims()),
            first,
            count: group.len() as u32,
        }
    }

    fn take_actors(&mut self, ledger: &Ledger) -> Result<()> {
        let (mut keys, mut callings) = (Names::default(), Names::default());
        let mut actors: Vec<ActorEntry> = Vec::new();
        // Of each actor the claim and part counted last.
        let mut counted: Vec<Option<(u32, Part)>> = Vec::new();
        let (mut at, mut calling) = (0, String::new());
        ledger.for_each_part_outline(&mut |row| {
            let Some(id) = number(row.claim) else { return Ok(()) };
            // Both come in the order of ids.
            while self.by_id.get(at).is_some_and(|&c| self.claims[c as usize].id < id) {
                at += 1;
            }
            let Some(&claim) = self.by_id.get(at).filter(|&&c| self.claims[c as usize].id == id) else { return Ok(()) };
            let part = match row.part {
                "actor" => Part::Actor,
                "target" => Part::Target,
                _ => Part::Speaker,
            };
            let actor = keys.index(row.key);
            if actor as usize == actors.len() {
                let text = |t: Option<&str>| t.map(str::to_string);
                let (key, name) = (row.key.to_string(), row.name.to_string());
                actors.push(ActorEntry { key, name, country: text(row.country), sector: text(row.sector), parts: [0; 3] });
                counted.push(None);
            }
            let is_new = counted[actor as usize].replace((claim, part)) != Some((claim, part));
            actors[actor as usize].parts[part as usize] += u32::from(is_new);
            calling.clear();
            calling.extend([row.words, BETWEEN, row.country.unwrap_or("")]);
            self.parts.push(PartEntry { actor, claim, part, calling: callings.index(&calling) });
            Ok(())
        })?;
        let (actors, moved) = in_order(actors, |a| a.key.clone());
        self.actors = actors;
        self.parts.iter_mut().for_each(|p| p.actor = moved[p.actor as usize]);
        self.parts.sort_unstable_by_key(|p| (p.actor, p.claim, p.part, p.calling));
        let apart = |calling: String| match calling.split_once(BETWEEN) {
            Some((words, country)) if !country.is_empty() => (words.to_string(), Some(country.to_string())),
            Some((words, _)) => (words.to_string(), None),
            None => (calling, None),
        };
        self.callings = callings.list.into_iter().map(apart).collect();
        Ok(())
    }
}

impl Catalogue {
    fn take_differences(&mut self, ledger: &Ledger) -> Result<()> {
        let newest = self.newest_article().map_or(NO_DAY, Day::number);
        for link in ledger.difference_links()? {
            let entry = |id: &str| self.claim(number(id)?);
            let (Some(a), Some(b)) = (entry(&link.a), entry(&link.b)) else { continue };
            let reported = a.reported.1.max(b.reported.1);
            let state = match link.link_type {
                LinkType::Contradicts | LinkType::Denies if newest.saturating_sub(reported) > STANDING_AFTER => DifferenceState::Standing,
                LinkType::Contradicts | LinkType::Denies => DifferenceState::Open,
                _ => DifferenceState::Explained,
            };
            self.differences.push(Difference {
                a: a.id,
                b: b.id,
                link_type: link.link_type,
                slot: link.slot,
                state,
                reported: day(reported),
                origins: a.origins + b.origins,
            });
        }
        // What more independent texts stand behind comes first, of those the later.
        self.differences.sort_by(|x, y| (y.origins, y.reported, x.a, x.b, &x.slot).cmp(&(x.origins, x.reported, y.a, y.b, &y.slot)));
        Ok(())
    }
}

/// The place that most claims name; of several the first.
fn most_named<'c>(claims: impl Iterator<Item = &'c ClaimEntry>) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for claim in claims.filter(|c| c.place != NOTHING) {
        *counts.entry(claim.place).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(place, count)| (*count, Reverse(*place))).map(|(place, _)| place)
}
