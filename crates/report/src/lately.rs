//! What was told in the last four weeks: incidents by type, and places of which the period tells nothing.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{ClaimRow, Filter, Ledger, Result};
use tacitus_record::{Claim, Day, Kind, LinkType, Place, PlacePrecision};

use crate::Scope;
use crate::material::{Material, Told};
use crate::model::Count;
use crate::standing::first;
use crate::tables::stand;

/// Days of the two longer counts of incidents.
pub(crate) const COUNTED_OVER: (i32, i32) = (7, 28);
/// PLOVER types of deeds that are counted.
const COUNTED: [&str; 6] = ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"];
/// Days within which what is told of one type and place is one incident to the count.
const ONE_INCIDENT: i32 = 1;

/// See the module.
pub(crate) struct Lately {
    /// Events told in the longest of the spans, and losses and control, which tell where an article plays; what was withdrawn by its end is none.
    told: Vec<Told>,
    /// Publication day of the ledger's first article.
    pub first_article: Option<Day>,
    /// Origins of the articles of that span.
    origins: BTreeMap<String, String>,
}

/// The table of incidents by type for a scope.
pub(crate) fn counted(ledger: &Ledger, scope: &Scope) -> Result<Vec<Count>> {
    Ok(Lately::gather(ledger, scope)?.counts(scope).into_iter().map(|(count, _)| count).collect())
}

/// What the count knows of an incident.
struct Incident {
    /// Its id.
    id: String,
    /// Day on which it was first reported, and by which article.
    first: (Day, String),
    /// PLOVER type of its heaviest claim, with the weight of that.
    kind: (i32, String),
    /// All that tell of it.
    articles: BTreeSet<String>,
    /// Its place.
    place: Option<String>,
    /// Its day, where one is told.
    day: Option<Day>,
}

impl Lately {
    /// Gathers it.
    pub fn gather(ledger: &Ledger, scope: &Scope) -> Result<Lately> {
        let since = scope.to.plus(1 - COUNTED_OVER.1);
        let filter =
            Filter { kinds: vec![Kind::Event, Kind::Control, Kind::Loss], since: Some(since), until: Some(scope.to), ..scope.filter() };
        // By incident and article: with one sentence the whole story is withdrawn.
        let mut withdrawn: BTreeSet<(Option<String>, String)> = BTreeSet::new();
        for link in ledger.difference_links()?.into_iter().filter(|l| l.link_type == LinkType::Retracts) {
            let (Some(taker), Some(taken)) = (ledger.claim(&link.a)?, ledger.claim(&link.b)?) else { continue };
            if (Told { row: taker }).evidence(scope.to).next().is_some() {
                withdrawn.extend(taken.evidence.iter().map(|e| (taken.incident.clone(), e.article.clone())));
            }
        }
        let stands = |row: &ClaimRow| row.evidence.iter().any(|e| !withdrawn.contains(&(row.incident.clone(), e.article.clone())));
        let told = ledger.claims(&filter)?.into_iter().filter(stands).map(|row| Told { row }).collect();
        let (mut first_article, mut origins): (Option<Day>, _) = (None, BTreeMap::new());
        ledger.for_each_article_outline(&mut |a| {
            first_article = [first_article, a.published].into_iter().flatten().min();
            if a.published.is_some_and(|day| day >= since) {
                origins.insert(a.id.to_string(), a.origin.unwrap_or(a.id).to_string());
            }
            Ok(())
        })?;
        Ok(Lately { told, first_article, origins })
    }

    /// Incidents of deeds by type, each counted on the day on which it was first reported; what is told of one type, place and day counts once,
    /// and where no place is told, what one article tells of one type.
    ///
    /// With the ids of those of the period.
    pub fn counts(&self, scope: &Scope) -> Vec<(Count, Vec<String>)> {
        let (short, long) = COUNTED_OVER;
        let towns = self.towns();
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut incidents: BTreeMap<String, Incident> = BTreeMap::new();
        for told in self.told.iter().filter(|t| t.row.claim.kind == Kind::Event) {
            let claim = &told.row.claim;
            let (Some(id), Some(code)) = (told.row.incident.clone(), claim.event.as_ref()) else { continue };
            let counts = told.is_deed() && COUNTED.contains(&code.plover_type.as_str());
            let Some((day, (article, _))) = first(told, scope.to).filter(|_| counts) else { continue };
            texts.entry(id.clone()).or_default().extend(told.evidence(scope.to).filter_map(|e| self.origins.get(&e.article).cloned()));
            let place =
                claim.place.as_ref().filter(|p| p.value.names_one()).map(|p| p.value.key()).or_else(|| towns.get(&article).cloned());
            let on = claim.time.as_ref().filter(|t| !t.is_of_scene()).and_then(|t| match t.value.hull() {
                (Some(a), Some(b)) if a == b => Some(a),
                _ => None,
            });
            let heaviest = (stand(claim).weight, code.plover_type.clone());
            let known = incidents.entry(id.clone()).or_insert_with(|| Incident {
                id,
                first: (day, article.clone()),
                kind: heaviest.clone(),
                articles: BTreeSet::new(),
                place: None,
                day: None,
            });
            if heaviest.0 > known.kind.0 {
                known.kind = heaviest;
            }
            known.first = known.first.clone().min((day, article));
            known.articles.extend(told.evidence(scope.to).map(|e| e.article.clone()));
            known.place = known.place.take().or(place);
            known.day = known.day.or(on);
        }
        let mut texts_of: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
        for (id, incident) in &incidents {
            texts_of.entry(&incident.kind.1).or_default().extend(texts.remove(id).unwrap_or_default());
        }
        let days = self.first_article.map_or(0, |d| scope.to.number() - d.number() + 1).clamp(0, long) as usize;
        let mut in_order: Vec<&Incident> = incidents.values().collect();
        in_order.sort_by(|a, b| (&a.first, &a.kind, &a.place, a.day).cmp(&(&b.first, &b.kind, &b.place, b.day)));
        // An incident without a place is no other than the one of its type that an article of it tells with a place.
        in_order.sort_by_key(|i| i.place.is_none());
        let mut counted: Vec<(&Incident, BTreeSet<&String>)> = Vec::new();
        let mut counts: BTreeMap<String, (Count, Vec<String>)> = BTreeMap::new();
        for incident in in_order {
            let (first, kind) = (incident.first.0, &incident.kind.1);
            let day = |i: &Incident| i.day.unwrap_or(i.first.0).number();
            let again = |(other, articles): &&mut (&Incident, BTreeSet<&String>)| {
                let there = incident.place.is_some() && other.place == incident.place && (day(other) - day(incident)).abs() <= ONE_INCIDENT;
                let told_with = incident.place.is_none() && incident.articles.iter().any(|a| articles.contains(a));
                other.kind.1 == *kind && (there || told_with)
            };
            if let Some((_, articles)) = counted.iter_mut().find(again) {
                articles.extend(&incident.articles);
                continue;
            }
            counted.push((incident, incident.articles.iter().collect()));
            let (count, told) =
                counts.entry(kind.clone()).or_insert_with(|| (Count { of: kind.clone(), days, ..Count::default() }, Vec::new()));
            count.origins = texts_of.get(kind).map_or(0, BTreeSet::len);
            if first >= scope.from {
                count.period += 1;
                told.push(incident.id.clone());
            }
            count.week += usize::from(first > scope.to.plus(-short));
            count.month += usize::from(first > scope.to.plus(-long));
        }
        counts.into_values().collect()
    }

    /// The one town that the events of an article name.
    fn towns(&self) -> BTreeMap<String, String> {
        let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for told in &self.told {
            let place = told.row.claim.place.as_ref().map(|p| &p.value).filter(|p| p.precision == PlacePrecision::Settlement);
            for (place, evidence) in place.into_iter().flat_map(|p| told.row.evidence.iter().map(move |e| (p, e))) {
                named.entry(evidence.article.clone()).or_default().insert(place.key());
            }
        }
        let one = |towns: BTreeSet<String>| if towns.len() == 1 { towns.into_iter().next() } else { None };
        named.into_iter().filter_map(|(article, towns)| Some((article, one(towns)?))).collect()
    }

    /// Places of deeds told lately that no article of the period names, even in passing; the place of a dateline is none.
    pub fn quiet(&self, now: &Material) -> Vec<Place> {
        let of = |c: &Claim| c.place.as_ref().filter(|p| !p.is_of_scene()).map(|p| p.value.clone()).filter(|p| p.gazetteer_id.is_some());
        let covered = now.covered.iter().filter_map(|id| now.mentions.get(id)).flatten();
        let heard: BTreeSet<String> = covered.filter_map(|(_, c)| of(c)).map(|p| p.key()).collect();
        let named = |name: &str| {
            let texts = now.covered.iter().filter_map(|id| now.sources.get(id)).map(|s| s.row.article.text.as_str());
            texts.into_iter().any(|text| crate::check::has(text, name))
        };
        let mut places: BTreeMap<String, (BTreeSet<&String>, Place)> = BTreeMap::new();
        let of_type = |c: &Claim| c.event.as_ref().is_some_and(|e| COUNTED.contains(&e.plover_type.as_str()));
        let is_counted = |t: &&Told| of_type(&t.row.claim) || matches!(t.row.claim.kind, Kind::Control | Kind::Loss);
        for told in self.told.iter().filter(|t| t.is_deed()).filter(is_counted) {
            let (incident, Some(place)) = (told.row.incident.as_ref().unwrap_or(&told.row.id), of(&told.row.claim)) else { continue };
            let is_town = matches!(place.precision, PlacePrecision::Settlement | PlacePrecision::Point);
            if is_town && !heard.contains(&place.key()) {
                places.entry(place.key()).or_insert_with(|| (BTreeSet::new(), place)).0.insert(incident);
            }
        }
        places.retain(|_, (_, place)| !named(&place.name) && !named(&place.text));
        let mut all: Vec<(usize, String, Place)> = places.into_iter().map(|(key, (of, place))| (of.len(), key, place)).collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        all.into_iter().map(|(_, _, place)| place).collect()
    }
}
