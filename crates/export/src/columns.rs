//! Holds the one table of columns behind CSV cells, GeoJSON properties and the codebook.
//!
//! A column is a name, its meaning and how to get its cell; what is not in the table is in no flat format.

use serde_json::Value;
use tacitus_ledger::{ClaimRow, IncidentRow};
use tacitus_record::{Actor, Factuality, Grounded, Moment, Place, Quantity};

use crate::deaths::Toll;
use crate::line::{folded, line, standing};

/// The value of one column for one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known, or does not apply.
    Empty,
    /// Words; the only kind that may carry an apostrophe against formulas in CSV.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Text, or nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// Text where there is any.
    pub fn maybe(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// A count.
    pub fn count(number: impl Into<f64>) -> Cell {
        Cell::Number(number.into())
    }

    /// A number where there is one.
    pub fn number(number: Option<f64>) -> Cell {
        number.map_or(Cell::Empty, Cell::Number)
    }

    /// The cell in JSON; an empty one is `null`.
    pub fn json(&self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Text(text) => Value::from(text.as_str()),
            Cell::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => Value::from(*n as i64),
            Cell::Number(n) => Value::from(*n),
            Cell::Flag(flag) => Value::from(*flag),
        }
    }

    /// The cell in CSV. Text that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, tab or return)
    /// gets an apostrophe in front; numbers, dates and codes never do.
    pub fn csv(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Cell::Text(text) => text.clone(),
            Cell::Number(n) => crate::line::figure(*n),
            Cell::Flag(flag) => flag.to_string(),
        }
    }
}

/// One column of a row type.
pub struct Column<Row> {
    /// Name, snake case.
    pub name: &'static str,
    /// What it holds, for the codebook.
    pub meaning: &'static str,
    /// Gets the cell.
    pub cell: fn(&Row) -> Cell,
}

macro_rules! columns {
    ($($name:literal, $meaning:literal, $cell:expr;)*) => { &[$(Column { name: $name, meaning: $meaning, cell: $cell }),*] };
}

fn at<T, R>(field: &Option<Grounded<T>>, get: impl Fn(&T) -> R, none: R) -> R {
    field.as_ref().map_or(none, |g| get(&g.value))
}

fn joined<'a>(first: &'a Option<Grounded<Actor>>, more: &'a [Grounded<Actor>], get: impl Fn(&'a Actor) -> Option<&'a str>) -> Cell {
    let all: Vec<&str> = first.iter().chain(more).filter_map(|a| get(&a.value)).collect();
    Cell::text(folded(&all.join("; ")))
}

fn place(row: &ClaimRow, get: impl Fn(&Place) -> Cell) -> Cell {
    at(&row.claim.place, get, Cell::Empty)
}

fn time(row: &ClaimRow, get: impl Fn(&Moment) -> Cell) -> Cell {
    at(&row.claim.time, get, Cell::Empty)
}

fn quantity(row: &ClaimRow, get: impl Fn(&Quantity) -> Cell) -> Cell {
    at(&row.claim.quantity, get, Cell::Empty)
}

fn day(day: Option<tacitus_record::Day>) -> Cell {
    day.map_or(Cell::Empty, |d| Cell::text(d.to_string()))
}

/// What people said of these claims, each once, in the order in which it applies.
fn corrected(rows: &[ClaimRow]) -> Cell {
    let all = rows.iter().flat_map(|r| &r.corrections).map(|c| &c.correction);
    let all: std::collections::BTreeMap<_, _> = all.map(|c| ((&c.known_at, c.seq), folded(&c.in_words()))).collect();
    Cell::text(all.into_values().collect::<Vec<_>>().join("; "))
}

fn unique(values: impl Iterator<Item = String>) -> Cell {
    let set: std::collections::BTreeSet<String> = values.collect();
    Cell::text(set.into_iter().collect::<Vec<_>>().join("; "))
}

/// Columns of a claim.
#[rustfmt::skip]
pub const CLAIM: &[Column<ClaimRow>] = columns! {
    "id", "Id of the claim: `c-` and 16 hex digits over its content; the same content read again has the same id.", |r| Cell::text(&*r.id);
    "line", "The claim in one line of words.", |r| Cell::text(line(&r.claim, &standing(r)));
    "kind", "What kind of thing is claimed: event, state, role, quantity, deployment, loss, control, statement, framing, assessment, conditional, threat, permission, relation, provenance.", |r| Cell::text(r.claim.kind.as_str());
    "predicate", "Dotted name of what is said, from the ontology.", |r| Cell::text(&*r.claim.predicate);
    "plover_type", "PLOVER 2.0 event type, where the claim is of an event.", |r| Cell::maybe(r.claim.event.as_ref().map(|e| e.plover_type.as_str()));
    "plover_mode", "PLOVER mode.", |r| Cell::maybe(r.claim.event.as_ref().and_then(|e| e.mode.as_deref()));
    "polarity", "`pos`, or `neg` where it is said not to have happened.", |r| Cell::text(r.claim.polarity.as_str());
    "modality", "actual, ongoing, attempted, planned, promised, threatened, permitted, ordered, conditional, hypothetical, advocated, forecast. Only actual and ongoing speak of deeds.", |r| Cell::text(r.claim.modality.as_str());
    "actor", "Who did it; several separated by `; `.", |r| joined(&r.claim.actor, &r.claim.more_actors, |a| Some(&a.name));
    "actor_code", "Code in the shipped or your own actors file, where known.", |r| joined(&r.claim.actor, &r.claim.more_actors, |a| a.entity.as_deref());
    "actor_country", "ISO 3166-1 alpha-3, or a PLOVER non-state code.", |r| joined(&r.claim.actor, &r.claim.more_actors, |a| a.country.as_deref());
    "actor_sector", "PLOVER sector (GOV, MIL, REB, CVL …).", |r| joined(&r.claim.actor, &r.claim.more_actors, |a| a.sector.as_deref());
    "target", "To whom; several separated by `; `.", |r| joined(&r.claim.target, &r.claim.more_targets, |a| Some(&a.name));
    "target_code", "Code of the target.", |r| joined(&r.claim.target, &r.claim.more_targets, |a| a.entity.as_deref());
    "target_country", "Country of the target.", |r| joined(&r.claim.target, &r.claim.more_targets, |a| a.country.as_deref());
    "target_sector", "Sector of the target.", |r| joined(&r.claim.target, &r.claim.more_targets, |a| a.sector.as_deref());
    "object", "What, where it is no actor: what was said, an office, a name given, a thing.", |r| at(&r.claim.object, |o| Cell::text(folded(o)), Cell::Empty);
    "instrument", "With what.", |r| at(&r.claim.instrument, |o| Cell::text(folded(o)), Cell::Empty);
    "condition", "On what condition.", |r| at(&r.claim.condition, |o| Cell::text(folded(o)), Cell::Empty);
    "place", "Name of the place: the gazetteer's, else the words.", |r| place(r, |p| Cell::text(folded(&p.name)));
    "place_text", "The words for the place.", |r| place(r, |p| Cell::text(folded(&p.text)));
    "place_id", "Gazetteer id; empty: the gazetteer has no such place.", |r| place(r, |p| Cell::maybe(p.gazetteer_id.as_deref()));
    "latitude", "WGS84 degrees north; empty where unlocated.", |r| place(r, |p| Cell::number(p.lat));
    "longitude", "WGS84 degrees east; empty where unlocated.", |r| place(r, |p| Cell::number(p.lon));
    "geo_precision", "How finely the place is known: point, settlement, district, province, country, region, unknown. A province's coordinates stand for all of it.", |r| place(r, |p| Cell::text(p.precision.as_str()));
    "country", "ISO 3166-1 alpha-3 code of the place's country.", |r| place(r, |p| Cell::maybe(p.country.as_deref()));
    "admin1", "First-level region of the place.", |r| place(r, |p| Cell::maybe(p.admin1.as_deref()));
    "toponyms", "Place names within the claim's words with their use (literal, metonymic, demonym, associative), separated by `; `. Only a literal one can be the place.", |r| Cell::text(r.claim.toponyms.iter().map(|t| format!("{}: {}", folded(&t.value.text), t.value.usage)).collect::<Vec<_>>().join("; "));
    "time_text", "The words for the time.", |r| time(r, |t| Cell::text(folded(&t.text)));
    "edtf", "The time in Extended Date/Time Format (ISO 8601-2); hours are those of the place, with an offset where its zone is known or the text names one, and by convention those of a part of the day.", |r| time(r, |t| Cell::maybe(t.edtf.as_deref()));
    "start_earliest", "Earliest day on which it can have begun.", |r| time(r, |t| day(t.start_lo));
    "start_latest", "Latest day on which it can have begun.", |r| time(r, |t| day(t.start_hi));
    "end_earliest", "Earliest day on which it can have ended.", |r| time(r, |t| day(t.end_lo));
    "end_latest", "Latest day on which it can have ended.", |r| time(r, |t| day(t.end_hi));
    "date_precision", "Unit that the words name: part-of-day, day, week, part-of-month, month, season, year, decade, range, vague.", |r| time(r, |t| Cell::text(t.grain.as_str()));
    "date_role", "How the time bounds the claim: point, during, by, until, since, before, after.", |r| time(r, |t| Cell::text(t.role.as_str()));
    "quantity_text", "The words for the quantity.", |r| quantity(r, |q| Cell::text(folded(&q.text)));
    "quantity_low", "Least number that the words allow; empty where open.", |r| quantity(r, |q| Cell::number(q.lo));
    "quantity_high", "Greatest number that the words allow; empty where open.", |r| quantity(r, |q| Cell::number(q.hi));
    "quantity_bound", "exact, at_most, at_least, about, range, vague.", |r| quantity(r, |q| Cell::text(q.bound.as_str()));
    "unit", "Unit or thing counted, singular.", |r| quantity(r, |q| Cell::text(&*q.unit));
    "quantity_status", "What befell what is counted: killed, wounded, captured, missing, destroyed, damaged, hit, held …", |r| quantity(r, |q| Cell::maybe(q.status.as_deref()));
    "said_by", "Who says so, outermost first, separated by ` > `; empty: the author's own words.", |r| Cell::text(folded(&r.claim.said_by.iter().map(|v| v.value.actor.name.as_str()).collect::<Vec<_>>().join(" > ")));
    "source_type", "What the outermost of them is: named, official, unnamed, document, author.", |r| Cell::maybe(r.claim.said_by.first().map(|v| v.value.voice_type.as_str()));
    "hedges", "Hedge words, verbatim, separated by `; `.", |r| Cell::text(folded(&r.claim.hedges.iter().map(|h| h.value.as_str()).collect::<Vec<_>>().join("; ")));
    "factuality", "FactBank value for the article's author: CT+, CT-, PR+, PR-, PS+, PS-, Uu.", |r| Cell::maybe(r.claim.factuality.iter().find(|(holder, _)| holder == "author").map(|(_, f): &(String, Factuality)| f.as_str()));
    "likelihood", "ICD 203 band, for judgements only.", |r| at(&r.claim.likelihood, |l| Cell::text(l.band.as_str()), Cell::Empty);
    "reliability", "Admiralty reliability of the source, A to F; F (cannot be judged) until your profile says otherwise.", |r| Cell::text(r.grade.reliability.as_str());
    "credibility", "Admiralty credibility, 1 (confirmed by other sources) to 6 (cannot be judged). One page alone never earns a 1.", |r| Cell::count(r.grade.credibility);
    "grade_reason", "Why that grade.", |r| Cell::text(&*r.grade.reason);
    "suspect", "What looks corrupted in this copy of the text.", |r| Cell::text(folded(&r.claim.suspect.iter().map(|s| s.reason.as_str()).collect::<Vec<_>>().join("; ")));
    "articles", "Articles that say so.", |r| Cell::count(r.articles);
    "origins", "Texts not copied from each other among them. Count these, never articles.", |r| Cell::count(r.origins);
    "informants", "People or bodies who said it.", |r| Cell::count(r.informants);
    "disputed", "Whether another claim contradicts or denies it.", |r| Cell::Flag(r.is_disputed());
    "incident", "Id of the incident it belongs to.", |r| Cell::maybe(r.incident.as_deref());
    "outlets", "Outlets of the articles with these words, separated by `; `.", |r| unique(r.evidence.iter().filter_map(|e| e.outlet.clone()));
    "article", "Id of the article that `exact`, `sentence`, `start` and `end` point into: the earliest published.", |r| Cell::maybe(r.evidence.first().map(|e| e.article.as_str()));
    "published", "Day on which that article was published.", |r| day(r.evidence.first().and_then(|e| e.published));
    "sentence", "Number of the sentence in that article, from 0.", |r| r.evidence.first().map_or(Cell::Empty, |e| Cell::count(e.sentence));
    "start", "First code point of the words in the article's body, from 0.", |r| r.evidence.first().map_or(Cell::Empty, |e| Cell::count(e.start as f64));
    "end", "One past the last code point.", |r| r.evidence.first().map_or(Cell::Empty, |e| Cell::count(e.end as f64));
    "exact", "The words that carry the claim, white space folded.", |r| Cell::maybe(r.evidence.first().map(|e| folded(&e.exact)).as_deref());
    "rejected", "Whether a person said that this reading is wrong: it is kept and counts for nothing. Leave such rows out of counts.", |r| Cell::Flag(r.rejection().is_some());
    "corrections", "What people said of it, by whom, when and why, separated by `; `. Other columns hold what they set; what was read is in the JSON.", |r| corrected(std::slice::from_ref(r));
};

fn incident_place(row: &IncidentRow, get: impl Fn(&Place) -> Cell) -> Cell {
    row.place.as_ref().map_or(Cell::Empty, get)
}

fn incident_time(row: &IncidentRow, get: impl Fn(&Moment) -> Cell) -> Cell {
    row.time.as_ref().map_or(Cell::Empty, get)
}

fn toll(row: &IncidentRow, status: &str, get: impl Fn(&Toll) -> Option<f64>) -> Cell {
    Toll::of(row, status).map_or(Cell::Empty, |t| Cell::number(get(&t)))
}

/// Columns of an incident.
#[rustfmt::skip]
pub const INCIDENT: &[Column<IncidentRow>] = columns! {
    "id", "Id of the incident: `i-` and 16 hex digits over its smallest claim id.", |r| Cell::text(&*r.incident.id);
    "line", "The claim that stands for the incident, in one line of words.", |r| Cell::text(crate::line::incident_line(r));
    "kind", "Kind of the claim that stands for it.", |r| Cell::text(r.headline().claim.kind.as_str());
    "predicate", "Predicate of that claim.", |r| Cell::text(&*r.headline().claim.predicate);
    "plover_types", "PLOVER types among its claims, separated by `; `.", |r| unique(r.claims.iter().filter_map(|c| c.claim.event.as_ref().map(|e| e.plover_type.clone())));
    "plover_modes", "PLOVER modes among its claims.", |r| unique(r.claims.iter().filter_map(|c| c.claim.event.as_ref().and_then(|e| e.mode.clone())));
    "modality", "Modality of the claim that stands for it.", |r| Cell::text(r.headline().claim.modality.as_str());
    "actors", "Everyone named as doing it by any of its claims; where sources disagree all are here.", |r| unique(r.claims.iter().flat_map(|c| c.claim.actor.iter().chain(&c.claim.more_actors)).map(|a| folded(&a.value.name)));
    "targets", "Everyone named as suffering it.", |r| unique(r.claims.iter().flat_map(|c| c.claim.target.iter().chain(&c.claim.more_targets)).map(|a| folded(&a.value.name)));
    "place", "Most finely located place among its claims.", |r| incident_place(r, |p| Cell::text(folded(&p.name)));
    "place_id", "Gazetteer id; empty: the gazetteer has no such place.", |r| incident_place(r, |p| Cell::maybe(p.gazetteer_id.as_deref()));
    "latitude", "WGS84 degrees north; empty where unlocated.", |r| incident_place(r, |p| Cell::number(p.lat));
    "longitude", "WGS84 degrees east; empty where unlocated.", |r| incident_place(r, |p| Cell::number(p.lon));
    "geo_precision", "point, settlement, district, province, country, region, unknown. A province's coordinates stand for all of it.", |r| incident_place(r, |p| Cell::text(p.precision.as_str()));
    "country", "ISO 3166-1 alpha-3 code of the place's country.", |r| incident_place(r, |p| Cell::maybe(p.country.as_deref()));
    "admin1", "First-level region of the place.", |r| incident_place(r, |p| Cell::maybe(p.admin1.as_deref()));
    "edtf", "Narrowest time among its claims, in Extended Date/Time Format.", |r| incident_time(r, |t| Cell::maybe(t.edtf.as_deref()));
    "start_earliest", "Earliest day on which it can have begun.", |r| incident_time(r, |t| day(t.start_lo));
    "end_latest", "Latest day on which it can have ended.", |r| incident_time(r, |t| day(t.end_hi));
    "date_precision", "Unit that the words name.", |r| incident_time(r, |t| Cell::text(t.grain.as_str()));
    "killed_low", "Least number of people killed that any sentence about it allows; of what one sentence counts, the greatest number stands. Claims are never added up.", |r| toll(r, "killed", |t| Some(t.low));
    "killed_high", "Greatest number of people killed that any claim of it allows; empty where a claim is open upwards (“at least 12”) or none is made.", |r| toll(r, "killed", |t| t.high);
    "wounded_low", "The same for people wounded.", |r| toll(r, "wounded", |t| Some(t.low));
    "wounded_high", "The same for people wounded.", |r| toll(r, "wounded", |t| t.high);
    "articles", "Articles that report it.", |r| Cell::count(r.incident.articles);
    "origins", "Texts not copied from each other among them. Count these, never articles.", |r| Cell::count(r.incident.origins);
    "informants", "People or bodies who said it.", |r| Cell::count(r.incident.informants);
    "credibility", "Best Admiralty credibility among its claims, 1 to 6.", |r| Cell::count(r.credibility);
    "disputed", "Whether its claims disagree.", |r| Cell::Flag(!r.incident.disagreements.is_empty());
    "disagreements", "On what they disagree, separated by `; `.", |r| Cell::text(r.incident.disagreements.join("; "));
    "claims", "Ids of its claims, separated by `; `.", |r| Cell::text(r.incident.claims.join("; "));
    "corrections", "What people said of it or of its claims, by whom, when and why, separated by `; `.", |r| corrected(&r.claims);
    "outlets", "Outlets that report it.", |r| unique(r.claims.iter().flat_map(|c| &c.evidence).filter_map(|e| e.outlet.clone()));
};
