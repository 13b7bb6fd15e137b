//! Chooses among the places a name may mean, or answers "not found" where only an implausible namesake is left.
//!
//! Score: the prior of name and kind, plus what the rest of the article speaks for. The features are the field's usual ones (population
//! prior, country and region votes, nearness); see `weights` for what they count for.

use tacitus_record::{Candidate, Place, PlacePrecision};

use crate::context::{Context, Fit};
use crate::find::Found;
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, PlaceRecord};
use crate::generic::Generic;
use crate::geodesy::distance_km;
use crate::place_kind::{Capital, NameKind, PlaceKind, Prominence};
use crate::plausibility::Grounds;
use crate::weights::Weights;

/// Most candidates listed with a resolved place.
const CANDIDATES: usize = 8;
/// Score for lying where the text itself says ("X, Kursk oblast"): above anything else.
const WITHIN_WEIGHT: f64 = 20.0;
/// Inhabitants from which a city is known the world over by its bare name.
pub(crate) const WELL_KNOWN: u32 = 100_000;
/// Part of an article's votes from which a country counts as mentioned.
pub(crate) const MENTIONED: f64 = 0.03;
/// Votes an article needs before its silence about a country says anything.
pub(crate) const ENOUGH_VOTES: f64 = 1.0;
/// Support from places close by from which a small place is plausible in a country not mentioned.
pub(crate) const CLOSE_ENOUGH: f64 = 0.3;
/// Support from places close by that a place needs whose name only sounds like the one in the text.
pub(crate) const CLOSE_TO_SOUND: f64 = 1.0;
/// Areas around one another that a text names behind a place: "Borki, Sumy district, Sumy region, Ukraine".
const MOST_AREAS: usize = 4;
/// What being a capital counts in the prior, which another name of it than its own does not bring: "Philadelphia" is not Amman.
const SEAT: f64 = 1.0;
/// Radius in which a place lies "in" a settlement, kilometres.
const SETTLEMENT_REACH_KM: f64 = 40.0;
/// A place that is only known to lie in a wider area than this has no point, kilometres.
const WIDE_KM: f64 = 160.0;
/// Radius about a region's point in which a place lies "in" it, whatever region the source has for the place, kilometres.
const PROVINCE_REACH_KM: f64 = 100.0;
/// Radius in which a place lies "in" a district, kilometres.
const DISTRICT_REACH_KM: f64 = 80.0;

/// A candidate with its score.
pub(crate) struct Scored {
    pub found: Found,
    pub fit: Fit,
    pub score: f64,
    pub stated: Stated,
}

/// What the text says about where the candidate lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stated {
    Nothing,
    Inside,
    Elsewhere,
}

/// Prior and context of one candidate, without what the text says it lies in.
pub(crate) fn score(record: &PlaceRecord, fit: Fit, weights: &Weights) -> f64 {
    own(record) + support(fit, weights)
}

/// What a name speaks for a record before any context.
fn own(record: &PlaceRecord) -> f64 {
    let by_old_name = record.capital == Capital::OfState && record.kind == PlaceKind::Settlement && record.matched == NameKind::Alternate;
    record.prior - if by_old_name { SEAT } else { 0.0 }
}

/// What the article alone speaks for a place.
pub(crate) fn support(fit: Fit, weights: &Weights) -> f64 {
    parts(fit, weights).iter().sum()
}

/// What country, region and nearness each speak for a place.
fn parts(fit: Fit, weights: &Weights) -> [f64; 3] {
    [weights.country * fit.country.sqrt(), weights.region * fit.admin1, weights.near * (1.0 - (-fit.near).exp())]
}

/// How a text says in what a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within<'t> {
    /// Behind a comma ("Borki, Kursk oblast", "Borki, Sumy region, Ukraine"), which may also only list: "Texas, Utah and Ohio".
    Beside(&'t str),
    /// In so many words ("the Acropolis in Athens", "Borki of Kursk oblast").
    Stated(&'t str),
}

impl<'t> Within<'t> {
    fn words(self) -> &'t str {
        match self {
            Within::Beside(words) | Within::Stated(words) => words,
        }
    }
}

impl Gazetteer {
    /// The place a name means in its article. `within` is what the text says it lies in; a candidate elsewhere is then not chosen. Not
    /// found is an answer: the candidates and what speaks against them are listed, and where the text names a place around it that is
    /// found, that place's point and radius stand for it.
    pub fn resolve(&self, name: &str, within: Option<Within<'_>>, context: &Context) -> Place {
        let areas = within.map(|within| self.areas(within.words(), context)).unwrap_or_default();
        let question = Question { folded: fold(name), within, areas, context };
        let mut found = self.find(name);
        let (mut scored, mut against) = question.weigh(&found);
        let best = against.iter().position(Option::is_none).map(|at| &scored[at]);
        if best.is_none_or(is_namesake) {
            // The place may be listed under another romanisation.
            let is_new = |new: &Found| found.iter().all(|known| known.record.id != new.record.id);
            let others: Vec<Found> = self.find_by_sound(name).into_iter().filter(is_new).collect();
            if !others.is_empty() {
                found.extend(others);
                (scored, against) = question.weigh(&found);
            }
        }
        let chosen = against.iter().position(Option::is_none);
        let candidates: Vec<Candidate> =
            scored.iter().zip(&against).map(|(s, against)| candidate(s, against.as_deref(), &context.weights)).take(CANDIDATES).collect();
        match chosen.map(|at| &scored[at]) {
            Some(best) => self.placed(name, best, candidates),
            None => {
                let mut place = self.around(name, within, context);
                place.candidates.extend(candidates);
                place.candidates.truncate(CANDIDATES);
                place
            }
        }
    }

    /// A place that is not found, as exactly as the place that it is said to lie in: a part of a town has the town's record, a place in a
    /// region keeps its name and has the region's point; no finer than a district, since it is somewhere in it.
    fn around(&self, name: &str, within: Option<Within<'_>>, context: &Context) -> Place {
        let unknown = Place::not_found(name);
        let Some(words) = within.map(Within::words).filter(|words| words.matches(',').count() < MOST_AREAS) else { return unknown };
        let (nearest, beyond) = words.split_once(',').map_or((words, None), |(nearest, beyond)| (nearest, Some(Within::Stated(beyond))));
        // "in Nyanza Province, 12 in Eastern Province": a province lies in no other.
        let last = |text: &str| fold(text).rsplit(' ').next().unwrap_or_default().to_string();
        if last(name) == last(nearest) {
            return unknown;
        }
        let outer = self.resolve(nearest, beyond, context);
        let stated = matches!(within, Some(Within::Stated(_)));
        let candidates: Vec<Candidate> = outer.candidates.iter().take(1).map(|c| around_it(c, name)).collect();
        match outer.precision {
            _ if outer.lat.is_none() => unknown,
            // Of a country or a wide region only that it lies in it is known: the middle says nothing.
            _ if outer.radius_km.is_some_and(|km| km > WIDE_KM) => {
                Place { country: outer.country, admin1: outer.admin1, candidates, ..unknown }
            }
            PlacePrecision::Country | PlacePrecision::Province | PlacePrecision::District => {
                Place { text: unknown.text, gazetteer_id: None, name: unknown.name, candidates, ..outer }
            }
            PlacePrecision::Point | PlacePrecision::Settlement if stated => {
                Place { text: unknown.text, precision: PlacePrecision::District, candidates, ..outer }
            }
            _ => unknown,
        }
    }

    fn placed(&self, name: &str, best: &Scored, candidates: Vec<Candidate>) -> Place {
        let record = &best.found.record;
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        Place {
            text: name.to_string(),
            gazetteer_id: Some(record.id.clone()),
            name: record.name.clone(),
            lat: Some(record.lat),
            lon: Some(record.lon),
            precision: precision(record, best.found.generic),
            radius_km: Some(self.radius_km(record, best.found.generic)),
            country: some(&record.country),
            admin1: some(&record.admin1),
            candidates,
        }
    }

    /// The places that the parts of "Sumy region, Ukraine" name, the outermost first: each the likeliest reading that lies in those
    /// before; a part of which no reading does is left out.
    fn areas(&self, within: &str, context: &Context) -> Vec<PlaceRecord> {
        let mut areas: Vec<PlaceRecord> = Vec::new();
        for part in within.rsplit(',') {
            let folded = fold(part);
            let rank = |f: &Found| score(&f.record, context.fit(&f.record, &folded), &context.weights) + area_bonus(f.record.kind);
            let inside = |f: &Found| areas.iter().all(|area| lies_in(&f.record, area));
            let likeliest = self.find(part).into_iter().filter(inside).max_by(|a, b| rank(a).total_cmp(&rank(b)));
            areas.extend(likeliest.map(|found| found.record));
        }
        areas
    }
}

/// What is asked about a name in its article.
struct Question<'q> {
    folded: String,
    within: Option<Within<'q>>,
    areas: Vec<PlaceRecord>,
    context: &'q Context,
}

impl Question<'_> {
    /// The candidates, best first, and what speaks against choosing each.
    fn weigh(&self, found: &[Found]) -> (Vec<Scored>, Vec<Option<String>>) {
        let mut scored = judge(found, &self.folded, &self.areas, self.context);
        let is_inside = scored.iter().any(|s| s.stated == Stated::Inside);
        let may_not_lie_there = |record: &PlaceRecord| match self.within {
            Some(Within::Beside(_)) => self.is_one_of_list(record),
            // "Karsk, especially in Morva", "the U.S. state of Georgia": no country lies in a town or in another country.
            // A city known by its own name in the country of the area: the sources cut that country up otherwise.
            _ => {
                let own_city = |area: &PlaceRecord| is_own_city(record) && area.country == record.country;
                is_well_known(record) && self.areas.iter().all(|area| is_no_part(record, area) || own_city(area))
            }
        };
        if !self.areas.is_empty() && !is_inside && scored.iter().any(|s| may_not_lie_there(&s.found.record)) {
            scored = judge(found, &self.folded, &[], self.context);
        }
        own_names_first(&mut scored);
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.found.record.id.cmp(&b.found.record.id)));
        let against = Grounds::new(self.within.map(Within::words), self.context, &self.folded).objections(&scored);
        (scored, against)
    }

    /// "Texas, Utah and Ohio": the comma lists, it does not say where Texas lies. By another name than its own a place must be at
    /// least as large a sort of place as one listed with it.
    fn is_one_of_list(&self, record: &PlaceRecord) -> bool {
        let own = record.matched == NameKind::Main || self.areas.iter().any(|area| record.kind <= area.kind);
        own && is_well_known(record)
    }
}

/// How far behind a province of that very name one that has it for another name stands at least.
const BEHIND_ITS_OWNER: f64 = 0.01;

/// "Kyiv Oblast", which the sources give the city for another name as well: a province of that name goes before one that only has it too.
fn own_names_first(scored: &mut [Scored]) {
    let is_province = |s: &&Scored| s.found.record.kind == PlaceKind::Province;
    let owners: Vec<(String, f64)> = scored
        .iter()
        .filter(|s| is_province(s) && s.found.record.matched == NameKind::Main)
        .map(|s| (s.found.record.country.clone(), s.score))
        .collect();
    for other in scored.iter_mut().filter(|s| is_province(&&**s) && s.found.record.matched == NameKind::Alternate) {
        for (_, score) in owners.iter().filter(|(country, _)| *country == other.found.record.country) {
            other.score = other.score.min(score - BEHIND_ITS_OWNER);
        }
    }
}

/// Whether a candidate that bears the name may only be a namesake: it lies where the article plays not, or it is a district and its
/// seat is meant.
fn is_namesake(scored: &Scored) -> bool {
    let record = &scored.found.record;
    let is_local = matches!(record.kind, PlaceKind::Settlement | PlaceKind::District) && record.size < WELL_KNOWN;
    let is_remote = scored.fit.votes >= ENOUGH_VOTES && scored.fit.admin1 < MENTIONED && scored.fit.near < CLOSE_TO_SOUND;
    let is_for_seat = record.kind == PlaceKind::District && record.matched == NameKind::Stem;
    scored.stated == Stated::Nothing && (is_local && is_remote || is_for_seat)
}

/// After a comma an area is meant rather than its seat.
fn area_bonus(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::Country | PlaceKind::Province => 3.0,
        PlaceKind::District | PlaceKind::Region => 1.0,
        PlaceKind::Settlement | PlaceKind::Site => 0.0,
    }
}

fn judge(found: &[Found], folded: &str, areas: &[PlaceRecord], context: &Context) -> Vec<Scored> {
    let judged = |found: &Found| {
        let fit = context.fit(&found.record, folded);
        let stated = match areas {
            [] => Stated::Nothing,
            _ if areas.iter().all(|area| lies_in(&found.record, area)) => Stated::Inside,
            _ => Stated::Elsewhere,
        };
        let bonus = if stated == Stated::Inside { WITHIN_WEIGHT } else { 0.0 };
        Scored { score: score(&found.record, fit, &context.weights) + bonus, found: found.clone(), fit, stated }
    };
    found.iter().map(judged).collect()
}

fn is_own_city(record: &PlaceRecord) -> bool {
    record.kind == PlaceKind::Settlement && record.size >= WELL_KNOWN && record.matched == NameKind::Main
}

/// Whether a place is never a part of one of the sort of another: no country of a town, no city known by its own name of another.
fn is_no_part(one: &PlaceRecord, other: &PlaceRecord) -> bool {
    let equal = match one.kind {
        PlaceKind::Country | PlaceKind::Province => true,
        PlaceKind::Settlement => is_own_city(one),
        PlaceKind::District | PlaceKind::Region | PlaceKind::Site => false,
    };
    one.kind < other.kind || one.kind == other.kind && equal
}

/// A place the whole world knows by its bare name, so that a comma after it need not say where it lies.
fn is_well_known(record: &PlaceRecord) -> bool {
    match record.kind {
        PlaceKind::Region if record.prominence == Prominence::Minor => false,
        PlaceKind::Country | PlaceKind::Province | PlaceKind::Region => record.matched != NameKind::Stem,
        PlaceKind::Settlement => record.size >= WELL_KNOWN,
        PlaceKind::District | PlaceKind::Site => false,
    }
}

fn lies_in(record: &PlaceRecord, area: &PlaceRecord) -> bool {
    let apart = || distance_km((record.lat, record.lon), (area.lat, area.lon));
    match area.kind {
        PlaceKind::Country => record.country == area.country,
        PlaceKind::Province => record.country == area.country && (record.admin1 == area.name || apart() <= PROVINCE_REACH_KM),
        PlaceKind::District => record.country == area.country && apart() <= DISTRICT_REACH_KM,
        PlaceKind::Region => apart() <= f64::from(area.size) * 1.2,
        PlaceKind::Settlement | PlaceKind::Site => apart() <= SETTLEMENT_REACH_KM,
    }
}

/// The place that a name is said to lie in, in its stead.
fn around_it(outer: &Candidate, name: &str) -> Candidate {
    Candidate { why: format!("the text says that {name} lies in it, which is not found itself; {}", outer.why), ..outer.clone() }
}

fn candidate(scored: &Scored, against: Option<&str>, weights: &Weights) -> Candidate {
    let record = &scored.found.record;
    let mut why = vec![match (record.kind, record.size) {
        (PlaceKind::Settlement, 0) => "settlement, inhabitants unknown".to_string(),
        (PlaceKind::Settlement, size) => format!("settlement of {size}"),
        (kind, _) => kind.word().to_string(),
    }];
    match record.matched {
        NameKind::Main => {}
        NameKind::Alternate => why.push(format!("alternate name of {}", record.name)),
        NameKind::Stem => why.push(format!("short for {}", record.name)),
        NameKind::Demonym => why.push(format!("word for what is of {}", record.name)),
        NameKind::Sound => why.push(format!("sounds like {}", record.name)),
        NameKind::Misspelt => why.push(format!("one letter apart from {}", record.name)),
        NameKind::Romanised => why.push(format!("romanised name of {}", record.name)),
    }
    if record.capital == Capital::OfState {
        why.push("capital".to_string());
    }
    let [country, region, near] = parts(scored.fit, weights);
    why.push(format!("name and size {:.2}", own(record)));
    if scored.fit.country >= MENTIONED {
        why.push(format!("{} has {:.0} % of the article's votes +{country:.2}", record.country, scored.fit.country * 100.0));
    }
    if scored.fit.admin1 >= MENTIONED {
        why.push(format!("{} has {:.0} % +{region:.2}", record.admin1, scored.fit.admin1 * 100.0));
    }
    if scored.fit.near >= CLOSE_ENOUGH {
        why.push(format!("other places of the article close by +{near:.2}"));
    }
    if scored.stated == Stated::Inside {
        why.push("lies where the text says".to_string());
    }
    why.extend(against.map(|text| format!("not chosen: {text}")));
    Candidate {
        id: record.id.clone(),
        name: record.name.clone(),
        country: record.country.clone(),
        admin1: record.admin1.clone(),
        lat: record.lat,
        lon: record.lon,
        score: (scored.score * 1000.0).round() / 1000.0,
        why: why.join("; "),
    }
}

fn precision(record: &PlaceRecord, generic: Option<Generic>) -> PlacePrecision {
    match (generic, record.kind) {
        (_, PlaceKind::District) if record.coarse => PlacePrecision::Province,
        (Some(Generic::Around), _) | (Some(Generic::Part), PlaceKind::Country | PlaceKind::Province) => PlacePrecision::Region,
        (Some(Generic::Seat), PlaceKind::Settlement) => PlacePrecision::District,
        (_, PlaceKind::Country) => PlacePrecision::Country,
        (_, PlaceKind::Province) => PlacePrecision::Province,
        (_, PlaceKind::District) => PlacePrecision::District,
        (_, PlaceKind::Settlement) => PlacePrecision::Settlement,
        (_, PlaceKind::Region) => PlacePrecision::Region,
        (_, PlaceKind::Site) => PlacePrecision::Point,
    }
}
