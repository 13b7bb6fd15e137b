//! What was told before the period and still stands at its end: who holds what, what is open or due, where sources differ, what happened last.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{ClaimRow, DateBasis, Evidence, Filter, Ledger, Result};
use tacitus_record::{self as record, Claim, Day, Kind, Link, LinkType, Modality, Polarity};

use crate::Scope;
use crate::lately::Lately;
use crate::material::{Material, Told, is_running_text};
use crate::model::Count;
use crate::tables::stand;
use crate::units::{is_loss_of_fighters, is_only_words};

/// Days for which who holds a place is carried forward, and those ahead for which what is due is told beforehand.
const STANDS_FOR: i32 = 60;
/// Days for which a contradiction, a threat or an announcement is told again.
const OPEN_FOR: i32 = 30;
/// Days before the period of which the weightiest happenings are told again.
const JUST_BEFORE: i32 = 14;
/// Days before the period of which it is told what did not come.
const NOT_COME_FOR: i32 = 7;
/// Days with which a happening weighs one less.
const FADES: i32 = 4;
/// Happenings of those days to choose from: not all can be worded.
const MOST_EVENTS: usize = 24;
/// Sentences of one article among them, at the most.
const MOST_OF_ARTICLE: usize = 3;
/// The predicate of an area that somebody holds.
const AREA: &str = "count.km2";

/// A sentence of an article.
pub(crate) type Place = (String, u32);

/// See the module.
pub(crate) struct Standing {
    /// The claims told here, and their articles.
    pub material: Material,
    /// Who was last told to hold a place that the period does not speak of; latest first.
    pub control: Vec<Place>,
    /// What is threatened, planned or expected for a day after the last one; earliest first.
    pub due: Vec<(Day, Place)>,
    /// What was threatened, promised or foretold without a day, and not told to have happened; weightiest first.
    pub open: Vec<Place>,
    /// What happened last, by weight.
    pub events: Vec<Place>,
    /// What had been threatened or announced and was told not to have come, latest first.
    pub not_come: Vec<Place>,
    /// Incidents by PLOVER type that were first reported in the period and in the days of [`COUNTED_OVER`] to its end.
    /// With the ids of those of the period.
    pub counts: Vec<(Count, Vec<String>)>,
    /// Publication day of the ledger's first article.
    pub first_article: Option<Day>,
    /// Settlements and finer places of incidents of the longest of those spans that no article of the period tells of; of most incidents first.
    pub quiet: Vec<record::Place>,
}

impl Standing {
    /// Gathers it; `now` is what the period tells itself.
    pub fn gather(ledger: &Ledger, scope: &Scope, now: &Material) -> Result<Standing> {
        let mut rows: Vec<ClaimRow> = Vec::new();
        let control = control(ledger, scope, now, &mut rows)?;
        let due = due(ledger, scope, &mut rows)?;
        let open = open(ledger, scope, &mut rows)?;
        let events = events(ledger, scope, now, &mut rows)?;
        let not_come = not_come(ledger, scope, &mut rows)?;
        let before = Filter { since: Some(scope.from.plus(-OPEN_FOR)), until: Some(scope.from.plus(-1)), ..scope.filter() };
        for link in ledger.contradictions(&before)? {
            rows.extend([link.a, link.b]);
        }
        let kinds = vec![Kind::Statement];
        rows.extend(ledger.claims(&Filter { kinds, ..before })?.into_iter().filter(|row| is_denial(&row.claim)));
        let lately = Lately::gather(ledger, scope)?;
        let (counts, first_article, quiet) = (lately.counts(scope), lately.first_article, lately.quiet(now));
        Ok(Standing {
            material: Material::of_claims(ledger, scope, rows)?,
            control,
            due,
            open,
            events,
            not_come,
            counts,
            first_article,
            quiet,
        })
    }
}

/// Whether somebody is told to deny something.
pub(crate) fn is_denial(claim: &Claim) -> bool {
    claim.kind == Kind::Statement && claim.predicate == "say.deny"
}

/// The mention of a claim that was published first, by a day.
pub(crate) fn first(told: &Told, by: Day) -> Option<(Day, Place)> {
    let evidence = told.evidence(by).min_by_key(|e| (e.published, e.article.clone(), e.start))?;
    Some((evidence.published?, (evidence.article.clone(), evidence.sentence)))
}

fn control(ledger: &Ledger, scope: &Scope, now: &Material, rows: &mut Vec<ClaimRow>) -> Result<Vec<Place>> {
    let last = scope.from.plus(-1);
    let kinds = vec![Kind::Control, Kind::Quantity];
    let filter = Filter { kinds, since: Some(scope.from.plus(-STANDS_FOR)), until: Some(last), ..scope.filter() };
    let place = |c: &Claim| c.place.as_ref().filter(|p| p.value.gazetteer_id.is_some()).map(|p| p.value.key());
    let of_period = |t: &&Told| t.evidence(scope.to).any(|e| e.published.is_some_and(|p| p >= scope.from));
    let here = now.claims.values().filter(of_period).map(|t| &t.row.claim).filter(|c| c.kind == Kind::Control);
    let spoken_of: BTreeSet<String> = here.filter_map(place).collect();
    let mut latest: BTreeMap<(String, String), (Day, Place)> = BTreeMap::new();
    for row in ledger.claims(&filter)? {
        let told = Told { row };
        let claim = &told.row.claim;
        let what = match claim.kind {
            Kind::Control => place(claim),
            _ => Some(AREA.to_string()).filter(|area| claim.predicate == *area),
        };
        let holder = claim.actor.as_ref().map(|a| a.value.key()).or_else(|| (claim.kind == Kind::Quantity).then(String::new));
        let (Some(what), Some(holder)) = (what, holder) else { continue };
        if !told.is_deed() || spoken_of.contains(&what) {
            continue;
        }
        let newest = |e: &&Evidence| (e.published, std::cmp::Reverse((e.article.clone(), e.start)));
        let Some(evidence) = told.evidence(last).max_by_key(newest) else { continue };
        let entry = (evidence.published.unwrap_or(last), (evidence.article.clone(), evidence.sentence));
        let old = latest.entry((what, holder)).or_insert_with(|| entry.clone());
        if entry.0 > old.0 {
            *old = entry;
        }
        rows.push(told.row);
    }
    let mut all: Vec<(Day, Place)> = latest.into_values().collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    all.dedup();
    Ok(all.into_iter().map(|(_, at)| at).collect())
}

fn is_ahead(claim: &Claim) -> bool {
    (is_only_words(claim) || claim.modality == Modality::Forecast) && claim.polarity == Polarity::Pos
}

/// Whether it was told to have happened, not to have happened, or to have been taken back.
fn is_settled(ledger: &Ledger, id: &str) -> Result<bool> {
    let settles = |l: &Link| matches!(l.link_type, LinkType::Fulfils | LinkType::NotCarriedOut | LinkType::Retracts) && l.b == id;
    Ok(ledger.links_of(id)?.iter().any(settles))
}

fn deadline(claim: &Claim) -> Option<Day> {
    claim.threat.as_ref().and_then(|t| t.deadline).or_else(|| claim.time.as_ref().and_then(|t| t.value.hull().1))
}

/// What is due after the last day, unless it was told to have come to pass.
fn due(ledger: &Ledger, scope: &Scope, rows: &mut Vec<ClaimRow>) -> Result<Vec<(Day, Place)>> {
    let (next, last) = (Some(scope.to.plus(1)), Some(scope.to.plus(STANDS_FOR)));
    let by_day = Filter { since: next, until: last, date_basis: DateBasis::Event, ..scope.filter() };
    let kinds = vec![Kind::Threat, Kind::Conditional];
    let threats = Filter { kinds, since: Some(scope.to.plus(-STANDS_FOR)), until: Some(scope.to), ..scope.filter() };
    let mut found: BTreeMap<(Day, String), Place> = BTreeMap::new();
    for row in ledger.claims(&by_day)?.into_iter().chain(ledger.claims(&threats)?) {
        let Some(day) = deadline(&row.claim).filter(|d| *d > scope.to && is_ahead(&row.claim)) else { continue };
        if is_settled(ledger, &row.id)? {
            continue;
        }
        let told = Told { row };
        let Some((_, at)) = first(&told, scope.to) else { continue };
        // One article says it once.
        found.entry((day, at.0.clone())).or_insert(at);
        rows.push(told.row);
    }
    Ok(found.into_iter().map(|((day, _), at)| (day, at)).collect())
}

/// What was threatened, promised or foretold in the days before, for no day that is known, and is not settled.
fn open(ledger: &Ledger, scope: &Scope, rows: &mut Vec<ClaimRow>) -> Result<Vec<Place>> {
    let last = scope.from.plus(-1);
    let filter = Filter { since: Some(scope.from.plus(-OPEN_FOR)), until: Some(last), ..scope.filter() };
    let mut found: BTreeMap<Place, (i32, Day)> = BTreeMap::new();
    let mut closed: BTreeSet<Place> = BTreeSet::new();
    // By what is threatened and where: the same in other words is closed with it.
    let mut deeds: Vec<(Place, Option<(String, String)>)> = Vec::new();
    for row in ledger.claims(&filter)? {
        let claim = &row.claim;
        let mode = claim.kind == Kind::Threat
            || matches!(
                claim.modality,
                Modality::Planned | Modality::Promised | Modality::Threatened | Modality::Conditional | Modality::Forecast
            );
        let weighty = |plover: &str| ["THREATEN", "ASSAULT", "MOBILIZE", "AID"].contains(&plover);
        let of_deed =
            matches!(claim.kind, Kind::Threat | Kind::Deployment) || claim.event.as_ref().is_some_and(|e| weighty(&e.plover_type));
        if !(mode && of_deed && is_ahead(claim)) {
            continue;
        }
        // What has a day is told among the days, or its day is past.
        let is_closed = deadline(claim).is_some() || is_settled(ledger, &row.id)?;
        let weight = stand(claim).weight + if claim.kind == Kind::Threat { 2 } else { 0 };
        let told = Told { row };
        let Some((day, at)) = first(&told, last) else { continue };
        if is_closed {
            closed.insert(at);
            continue;
        }
        let place = told.row.claim.place.as_ref().filter(|p| p.value.names_one()).map(|p| p.value.key());
        deeds.push((at.clone(), place.map(|p| (told.row.claim.predicate.clone(), p))));
        let best = found.entry(at).or_insert((weight, day));
        best.0 = best.0.max(weight);
        rows.push(told.row);
    }
    let closed_deeds: BTreeSet<&(String, String)> =
        deeds.iter().filter(|(at, _)| closed.contains(at)).filter_map(|(_, d)| d.as_ref()).collect();
    closed.extend(
        deeds.iter().filter(|(_, d)| d.as_ref().is_some_and(|d| closed_deeds.contains(d))).map(|(at, _)| at.clone()).collect::<Vec<_>>(),
    );
    let is_open = |at: &Place| !closed.contains(at);
    let mut all: Vec<(Place, (i32, Day))> = found.into_iter().filter(|(at, _)| is_open(at)).collect();
    all.sort_by(|(a, (w, d)), (b, (v, e))| (v, e).cmp(&(w, d)).then_with(|| a.cmp(b)));
    Ok(all.into_iter().map(|(at, _)| at).collect())
}

/// The weightiest happenings of the days before, those of most origins first; what is older weighs less.
fn events(ledger: &Ledger, scope: &Scope, now: &Material, rows: &mut Vec<ClaimRow>) -> Result<Vec<Place>> {
    let (since, last) = (scope.from.plus(-JUST_BEFORE), scope.from.plus(-1));
    let kinds = vec![Kind::Event, Kind::Loss, Kind::Deployment];
    let mut happenings: BTreeMap<String, Vec<(Day, Told)>> = BTreeMap::new();
    for row in ledger.claims(&Filter { kinds, since: Some(since), until: Some(last), ..scope.filter() })? {
        let id = row.incident.clone().unwrap_or_else(|| row.id.clone());
        let told = Told { row };
        let Some((day, _)) = first(&told, last).filter(|(day, _)| *day >= since && !now.incidents.contains_key(&id)) else { continue };
        if told.is_deed() {
            happenings.entry(id).or_default().push((day, told));
        }
    }
    let mut all: Vec<(i32, Day, Vec<Evidence>)> = Vec::new();
    for told in happenings.values_mut() {
        told.sort_by_key(|(day, t)| (std::cmp::Reverse(stand(&t.row.claim).weight), *day, t.row.id.clone()));
        let (day, heaviest) = &told[0];
        let origins = told.iter().map(|(_, t)| t.row.origins).max().unwrap_or(1);
        let faded = (scope.from.number() - day.number()) / FADES;
        // What a party says of fighters killed weighs less than deaths of people, here as in the period.
        let fighters = if is_loss_of_fighters(&heaviest.row.claim) { 3 } else { 0 };
        let weight = stand(&heaviest.row.claim).weight + i32::try_from(origins).unwrap_or(1).min(3) - faded - fighters;
        let mut places = Vec::new();
        for (_, told) in told.iter() {
            let mut evidence: Vec<Evidence> = told.evidence(last).cloned().collect();
            evidence.sort_by_key(|e| (e.published, e.article.clone(), e.start));
            places.extend(evidence);
        }
        all.push((weight, *day, places));
    }
    let place = |(_, _, places): &(i32, Day, Vec<Evidence>)| (places[0].article.clone(), places[0].start);
    all.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| place(a).cmp(&place(b))));
    // A title only says what its text says in full, and one article does not fill the list.
    let mut seen: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut found = Vec::new();
    for (_, _, places) in all {
        let mut told = None;
        for evidence in places {
            let Some(article) = ledger.article(&evidence.article)? else { continue };
            if is_running_text(&article.article, evidence.span) {
                told = Some((evidence.article, evidence.sentence));
                break;
            }
        }
        let Some((article, sentence)) = told else { continue };
        let sentences = seen.entry(article.clone()).or_default();
        if sentences.len() < MOST_OF_ARTICLE && sentences.insert(sentence) {
            found.push((article, sentence));
        }
        if found.len() == MOST_EVENTS {
            break;
        }
    }
    // What one article tells stands together.
    let order: Vec<String> = found.iter().map(|(article, _): &Place| article.clone()).collect();
    found.sort_by_key(|(article, _)| order.iter().position(|a| a == article));
    rows.extend(happenings.into_values().flatten().map(|(_, told)| told.row));
    Ok(found)
}

/// What had been threatened or announced and was told, in the days before, not to have come; latest first.
fn not_come(ledger: &Ledger, scope: &Scope, rows: &mut Vec<ClaimRow>) -> Result<Vec<Place>> {
    let (since, last) = (scope.from.plus(-NOT_COME_FOR), scope.from.plus(-1));
    let filter = Filter { kinds: vec![Kind::Event], since: Some(since), until: Some(last), ..scope.filter() };
    let mut found: BTreeSet<(std::cmp::Reverse<Day>, Place)> = BTreeSet::new();
    for row in ledger.claims(&filter)?.into_iter().filter(|row| row.claim.polarity == Polarity::Neg) {
        let settles = ledger.links_of(&row.id)?.iter().any(|l| l.link_type == LinkType::NotCarriedOut && l.a == row.id);
        let told = Told { row };
        let Some((day, at)) = first(&told, last).filter(|(day, _)| settles && *day >= since) else { continue };
        found.insert((std::cmp::Reverse(day), at));
        rows.push(told.row);
    }
    Ok(found.into_iter().map(|(_, at)| at).collect())
}
