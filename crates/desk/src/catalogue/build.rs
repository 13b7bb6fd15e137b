//! Makes the catalogue of a revision from the ledger's outlines.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tacitus_ledger::{Ledger, Result};
use tacitus_record::{Day, LinkType};

use super::{
    ActorEntry, ArticleEntry, Catalogue, ClaimEntry, Difference, DifferenceState, IncidentEntry, NO_DAY, NOTHING, Number, Part, PartEntry,
    PlaceEntry, STANDING_AFTER, number,
};

/// Stands between two texts that are looked up as one; in no text itself (ASCII unit separator).
const BETWEEN: char = '\u{1f}';

/// Gives each text one index, in the order of first sight.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, u32>,
}

impl Names {
    fn index(&mut self, text: &str) -> u32 {
        if let Some(&index) = self.known.get(text) {
            return index;
        }
        let index = self.known.len() as u32;
        self.known.insert(text.to_string(), index);
        index
    }

    fn maybe(&mut self, text: Option<&str>) -> u32 {
        text.map_or(NOTHING, |t| self.index(t))
    }

    fn list(self) -> Vec<String> {
        let mut list: Vec<(u32, String)> = self.known.into_iter().map(|(text, index)| (index, text)).collect();
        list.sort_unstable();
        list.into_iter().map(|(_, text)| text).collect()
    }
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
        self.outlets = outlets.list();
        self.articles.sort_by_key(|a| (Reverse(a.published), a.id));
        Ok(())
    }

    /// Takes the claims; gives the numbers of incidents in the order of their indices.
    fn take_claims(&mut self, ledger: &Ledger) -> Result<Vec<Number>> {
        let (mut types, mut countries, mut places) = (Names::default(), Names::default(), Names::default());
        let mut incidents: BTreeMap<Number, u32> = BTreeMap::new();
        let mut known_places: Vec<PlaceEntry> = Vec::new();
        ledger.for_each_claim_outline(&mut |row| {
            let Some(id) = number(row.id) else { return Ok(()) };
            let place = row.place.map_or(NOTHING, |words| {
                let index = places.index(&format!("{words}{BETWEEN}{}", row.country.unwrap_or("")));
                if index as usize == known_places.len() {
                    let country = row.country.map(str::to_string);
                    known_places.push(PlaceEntry { words: words.to_string(), country, example: id, claims: 0 });
                }
                known_places[index as usize].claims += 1;
                index
            });
            let next = incidents.len() as u32;
            let incident = row.incident.and_then(number).map_or(NOTHING, |i| *incidents.entry(i).or_insert(next));
            self.claims.push(ClaimEntry {
                id,
                incident,
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
        (self.types, self.countries, self.places) = (types.list(), countries.list(), known_places);
        let mut by_index: Vec<(u32, Number)> = incidents.into_iter().map(|(id, index)| (index, id)).collect();
        by_index.sort_unstable();
        Ok(by_index.into_iter().map(|(_, id)| id).collect())
    }

    fn take_incidents(&mut self, ledger: &Ledger, ids: Vec<Number>) -> Result<()> {
        self.by_incident = (0..self.claims.len() as u32).filter(|&c| self.claims[c as usize].incident != NOTHING).collect();
        self.by_incident.sort_by_key(|&c| self.claims[c as usize].incident);
        let mut standing: BTreeMap<Number, (u32, bool)> = BTreeMap::new();
        ledger.for_each_incident_outline(&mut |row| {
            standing.extend(number(row.id).map(|id| (id, (row.origins, row.is_disputed))));
            Ok(())
        })?;
        let mut first = 0;
        for (index, id) in ids.into_iter().enumerate() {
            let rest = &self.by_incident[first..];
            let count = rest.iter().take_while(|&&c| self.claims[c as usize].incident as usize == index).count();
            let claims: Vec<&ClaimEntry> = rest[..count].iter().map(|&c| &self.claims[c as usize]).collect();
            let narrowest = claims.iter().filter(|c| c.time != (NO_DAY, NO_DAY)).min_by_key(|c| c.width());
            let time = narrowest.map_or((None, None), |c| (day(c.time.0), day(c.time.1)));
            let (origins, is_disputed) = standing.get(&id).copied().unwrap_or_default();
            self.incidents.push(IncidentEntry {
                id,
                day: time.0.or(time.1),
                until: time.1.or(time.0),
                origins,
                is_disputed,
                place: most_named(&claims),
                first: first as u32,
                count: count as u32,
            });
            first += count;
        }
        let mut order: Vec<u32> = (0..self.incidents.len() as u32).collect();
        order.sort_by_key(|&i| (Reverse(self.incidents[i as usize].day), self.incidents[i as usize].id));
        let mut now_at = vec![NOTHING; order.len()];
        for (new, &old) in order.iter().enumerate() {
            now_at[old as usize] = new as u32;
        }
        self.incidents = order.iter().map(|&i| self.incidents[i as usize]).collect();
        self.incident_ids = self.incidents.iter().zip(0..).map(|(incident, at)| (incident.id, at)).collect();
        self.incident_ids.sort_unstable();
        for claim in self.claims.iter_mut().filter(|c| c.incident != NOTHING) {
            claim.incident = now_at[claim.incident as usize];
        }
        Ok(())
    }

    fn take_actors(&mut self, ledger: &Ledger) -> Result<()> {
        let mut found: BTreeMap<String, (ActorEntry, Vec<PartEntry>)> = BTreeMap::new();
        let mut callings = Names::default();
        let mut at = 0;
        ledger.for_each_part_outline(&mut |row| {
            let Some(claim) = number(row.claim) else { return Ok(()) };
            // Both come in the order of ids.
            while self.claims.get(at).is_some_and(|c| c.id < claim) {
                at += 1;
            }
            if self.claims.get(at).is_none_or(|c| c.id != claim) {
                return Ok(());
            }
            let part = match row.part {
                "actor" => Part::Actor,
                "target" => Part::Target,
                _ => Part::Speaker,
            };
            if !found.contains_key(row.key) {
                let text = |t: Option<&str>| t.map(str::to_string);
                let (key, name) = (row.key.to_string(), row.name.to_string());
                let entry = ActorEntry { key, name, country: text(row.country), sector: text(row.sector), parts: [0; 3] };
                found.insert(row.key.to_string(), (entry, Vec::new()));
            }
            let calling = callings.index(&format!("{}{BETWEEN}{}", row.words, row.country.unwrap_or("")));
            if let Some((actor, parts)) = found.get_mut(row.key) {
                let is_new = parts.last().is_none_or(|p| (p.claim, p.part) != (at as u32, part));
                actor.parts[part as usize] += u32::from(is_new);
                parts.push(PartEntry { actor: 0, claim: at as u32, part, calling });
            }
            Ok(())
        })?;
        for (index, (actor, parts)) in found.into_values().enumerate() {
            self.actors.push(actor);
            self.parts.extend(parts.into_iter().map(|p| PartEntry { actor: index as u32, ..p }));
        }
        let apart = |calling: String| match calling.split_once(BETWEEN) {
            Some((words, country)) if !country.is_empty() => (words.to_string(), Some(country.to_string())),
            Some((words, _)) => (words.to_string(), None),
            None => (calling, None),
        };
        self.callings = callings.list().into_iter().map(apart).collect();
        Ok(())
    }
}

impl Catalogue {
    fn take_differences(&mut self, ledger: &Ledger) -> Result<()> {
        let newest = self.newest_article().map_or(NO_DAY, Day::number);
        for link in ledger.difference_links()? {
            let entry = |id: &str| {
                let at = self.claims.binary_search_by_key(&number(id)?, |c| c.id).ok()?;
                self.claims.get(at)
            };
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
fn most_named(claims: &[&ClaimEntry]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for claim in claims.iter().filter(|c| c.place != NOTHING) {
        *counts.entry(claim.place).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(place, count)| (*count, Reverse(*place))).map(|(place, _)| place)
}
