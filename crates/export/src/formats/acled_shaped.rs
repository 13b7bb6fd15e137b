//! The 31 columns of an ACLED export (CSV of 2023 and later), with ids of our own and what ACLED has no room for beside them.
//!
//! It is not ACLED data and says so in every id. Column names and type names are ACLED's published vocabulary.

use std::io;

use tacitus_ledger::{ClaimRow, IncidentRow};
use tacitus_record::{Actor, Grain, Grounded, Moment, Place, PlacePrecision};

use crate::columns::{Cell, Column};
use crate::crosswalk::{AcledType, Sufferer, acled, country, inter, sufferer};
use crate::deaths::Toll;
use crate::line::{folded, line, standing};
use crate::{Explained, Format, Of, Rows, Written};

/// ACLED-shaped CSV.
#[derive(Clone, Copy, Debug)]
pub struct AcledShaped;

struct Row<'a> {
    id: &'a str,
    coded: &'a ClaimRow,
    kind: &'static AcledType,
    place: Option<&'a Place>,
    time: Option<&'a Moment>,
    toll: Option<Toll>,
    outlets: String,
    origins: u32,
    disputed: String,
    credibility: u8,
    known_at: &'a str,
}

impl Format for AcledShaped {
    fn name(&self) -> &'static str {
        "acled-shaped"
    }

    fn summary(&self) -> &'static str {
        "the 31 ACLED columns with ids TC-…, then low and high deaths, origins, disputed; events only"
    }

    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn fields(&self, _: Of) -> Vec<Explained> {
        columns().into_iter().map(|c| (c.name, c.meaning)).collect()
    }

    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written> {
        let coded: Vec<Row<'_>> = match rows {
            Rows::Claims(rows) => rows.iter().filter_map(of_claim).collect(),
            Rows::Incidents(rows) => rows.iter().filter_map(of_incident).collect(),
        };
        let written = crate::formats::csv::table(&columns(), &coded, out)?;
        Ok(Written {
            left_out: rows.len() - coded.len(),
            why_left_out: "no ACLED event type fits (statements, plans, threats, denials, states and roles are no events there)",
            ..written
        })
    }
}

fn of_claim(row: &ClaimRow) -> Option<Row<'_>> {
    let toll = Toll::of_claim(row, "killed");
    Some(Row {
        id: &row.id,
        coded: row,
        kind: acled(&row.claim, toll.is_some_and(|t| t.low >= 1.0))?,
        place: row.claim.place.as_ref().map(|p| &p.value),
        time: row.claim.time.as_ref().map(|t| &t.value),
        toll,
        outlets: outlets(std::iter::once(row)),
        origins: row.origins,
        disputed: if row.is_disputed() { "yes".into() } else { String::new() },
        credibility: row.grade.credibility,
        known_at: &row.known_at,
    })
}

fn of_incident(row: &IncidentRow) -> Option<Row<'_>> {
    let toll = Toll::of(row, "killed");
    let deaths = toll.is_some_and(|t| t.low >= 1.0);
    let first = std::iter::once(row.headline()).chain(&row.claims);
    let (coded, kind) = first.filter_map(|c| Some((c, acled(&c.claim, deaths)?))).next()?;
    Some(Row {
        id: &row.incident.id,
        coded,
        kind,
        place: row.place.as_ref(),
        time: row.time.as_ref(),
        toll,
        outlets: outlets(row.claims.iter()),
        origins: row.incident.origins,
        disputed: row.incident.disagreements.join("; "),
        credibility: row.credibility,
        known_at: &row.known_at,
    })
}

fn outlets<'a>(claims: impl Iterator<Item = &'a ClaimRow>) -> String {
    let set: std::collections::BTreeSet<&str> = claims.flat_map(|c| &c.evidence).filter_map(|e| e.outlet.as_deref()).collect();
    set.into_iter().collect::<Vec<_>>().join("; ")
}

fn actor(field: &Option<Grounded<Actor>>) -> Cell {
    field.as_ref().map_or(Cell::Empty, |a| Cell::text(folded(&a.value.name)))
}

fn others(more: &[Grounded<Actor>]) -> Cell {
    Cell::text(more.iter().map(|a| folded(&a.value.name)).collect::<Vec<_>>().join("; "))
}

fn inter_of(field: &Option<Grounded<Actor>>) -> u8 {
    field.as_ref().map_or(0, |a| inter(Some(a.value.sector.as_deref().unwrap_or(""))))
}

/// Two digits, the lower first; ACLED writes a missing side as 0 at the end.
fn interaction(one: u8, two: u8) -> u8 {
    match (one.min(two), one.max(two)) {
        (0, only) => only * 10,
        (low, high) => low * 10 + high,
    }
}

fn time_precision(grain: Grain) -> u8 {
    match grain {
        Grain::PartOfDay | Grain::Day => 1,
        Grain::Week | Grain::PartOfMonth => 2,
        _ => 3,
    }
}

fn geo_precision(precision: PlacePrecision) -> u8 {
    match precision {
        PlacePrecision::Point | PlacePrecision::Settlement => 1,
        PlacePrecision::District => 2,
        _ => 3,
    }
}

fn land(row: &Row<'_>) -> Option<&'static crate::crosswalk::Country> {
    row.place.and_then(|p| p.country.as_deref()).and_then(country)
}

/// Seconds since 1970 of an RFC 3339 UTC time, to the day and time that its text holds.
fn unix(known_at: &str) -> Option<f64> {
    let day: tacitus_record::Day = known_at.get(..10)?.parse().ok()?;
    let part = |range: std::ops::Range<usize>| known_at.get(range)?.parse::<f64>().ok();
    Some(f64::from(day.number()) * 86_400.0 + part(11..13)? * 3600.0 + part(14..16)? * 60.0 + part(17..19)?)
}

macro_rules! columns {
    ($($name:literal, $meaning:literal, $cell:expr;)*) => { vec![$(Column { name: $name, meaning: $meaning, cell: $cell }),*] };
}

/// The columns; made anew for each lifetime of the rows they read.
#[rustfmt::skip]
fn columns<'a>() -> Vec<Column<Row<'a>>> {
    columns! {
    "event_id_cnty", "`TC-` and the id of the incident or claim: not an ACLED id.", |r| Cell::text(format!("TC-{}", r.id));
    "event_date", "Earliest day on which it can have begun; empty where undated.", |r| r.time.and_then(|t| t.start_lo).map_or(Cell::Empty, |d| Cell::text(d.to_string()));
    "year", "Year of that day.", |r| r.time.and_then(|t| t.start_lo).map_or(Cell::Empty, |d| Cell::count(d.year()));
    "time_precision", "1 the day is known, 2 the week or part of a month, 3 coarser.", |r| r.time.filter(|t| t.is_resolved()).map_or(Cell::Empty, |t| Cell::count(time_precision(t.grain)));
    "disorder_type", "ACLED disorder type.", |r| Cell::text(&*r.kind.disorder);
    "event_type", "ACLED event type, by `ontology/crosswalks/acled.tsv`.", |r| Cell::text(&*r.kind.event);
    "sub_event_type", "ACLED sub-event type.", |r| Cell::text(&*r.kind.sub_event);
    "actor1", "Who did it, by the claim that the row is coded from; where sources disagree see `x_disputed`.", |r| actor(&r.coded.claim.actor);
    "assoc_actor_1", "Others who did it alongside, separated by `; `.", |r| others(&r.coded.claim.more_actors);
    "inter1", "1 state forces, 2 rebel groups, 3 political militias, 6 protesters, 7 civilians, 8 external or other, 0 nobody named; from the PLOVER sector.", |r| Cell::count(inter_of(&r.coded.claim.actor));
    "actor2", "To whom.", |r| actor(&r.coded.claim.target);
    "assoc_actor_2", "Others to whom.", |r| others(&r.coded.claim.more_targets);
    "inter2", "As inter1.", |r| Cell::count(inter_of(&r.coded.claim.target));
    "interaction", "inter1 and inter2 as two digits, the lower first.", |r| Cell::count(interaction(inter_of(&r.coded.claim.actor), inter_of(&r.coded.claim.target)));
    "civilian_targeting", "`Civilian targeting` where the one it was done to is unarmed.", |r| match r.coded.claim.target.as_ref().map(|t| sufferer(t.value.sector.as_deref())) {
        Some(Sufferer::Civilian) => Cell::text("Civilian targeting"),
        _ => Cell::Empty,
    };
    "iso", "ISO 3166-1 numeric code of the country.", |r| land(r).map_or(Cell::Empty, |c| Cell::count(c.iso));
    "region", "ACLED region of the country.", |r| land(r).map_or(Cell::Empty, |c| Cell::text(&*c.region));
    "country", "Country.", |r| land(r).map_or(Cell::Empty, |c| Cell::text(&*c.name));
    "admin1", "First-level region.", |r| r.place.map_or(Cell::Empty, |p| Cell::maybe(p.admin1.as_deref()));
    "admin2", "Always empty: the gazetteer's answer stops at the first level.", |_| Cell::Empty;
    "admin3", "Always empty.", |_| Cell::Empty;
    "location", "Name of the place.", |r| r.place.filter(|p| p.names_one()).map_or(Cell::Empty, |p| Cell::text(folded(&p.name)));
    "latitude", "WGS84 degrees north; empty where unlocated.", |r| r.place.map_or(Cell::Empty, |p| Cell::number(p.lat));
    "longitude", "WGS84 degrees east; empty where unlocated.", |r| r.place.map_or(Cell::Empty, |p| Cell::number(p.lon));
    "geo_precision", "1 the place itself, 2 the district, 3 coarser.", |r| r.place.filter(|p| p.lat.is_some()).map_or(Cell::Empty, |p| Cell::count(geo_precision(p.precision)));
    "source", "Outlets, separated by `; `. Several outlets may have carried one text: see `x_origins`.", |r| Cell::text(&*r.outlets);
    "source_scale", "Always empty: not judged.", |_| Cell::Empty;
    "notes", "The claim that the row is coded from, in one line of words.", |r| Cell::text(line(&r.coded.claim, &standing(r.coded)));
    "fatalities", "Low bound of people killed; 0 where none is claimed or the number is not known, as in ACLED.", |r| Cell::count(r.toll.map_or(0.0, |t| t.low));
    "tags", "Always empty.", |_| Cell::Empty;
    "timestamp", "When the ledger first knew, in seconds since 1970-01-01 UTC.", |r| Cell::number(unix(r.known_at));
    "x_fatalities_low", "Least number killed that any sentence allows (of what one counts, the greatest stands); empty where none gives a number.", |r| Cell::number(r.toll.map(|t| t.low));
    "x_fatalities_high", "Greatest number killed that any claim allows; empty where open upwards or not known.", |r| Cell::number(r.toll.and_then(|t| t.high));
    "x_origins", "Texts not copied from each other that report it.", |r| Cell::count(r.origins);
    "x_disputed", "On what the claims disagree; empty where they do not.", |r| Cell::text(&*r.disputed);
    "x_credibility", "Best Admiralty credibility, 1 to 6.", |r| Cell::count(r.credibility);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    /// Column names of ACLED's CSV of 2023 and later, in order.
    const ACLED: &str = "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 \
        actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude \
        geo_precision source source_scale notes fatalities tags timestamp";

    #[test]
    fn the_first_31_columns_are_acleds() {
        let names: Vec<&str> = columns().into_iter().map(|c| c.name).collect();
        assert_eq!(names[..31], ACLED.split_whitespace().collect::<Vec<_>>());
        assert!(names[31..].iter().all(|n| n.starts_with("x_")));
    }

    #[test]
    fn an_incident_keeps_both_bounds_and_what_is_left_out_is_counted() {
        let mut out = Vec::new();
        let incidents = samples::incidents();
        let written = AcledShaped.write(Rows::Incidents(&incidents), &mut out).expect("memory takes everything");
        assert_eq!((written.rows, written.left_out), (1, 1));
        let mut reader = csv::Reader::from_reader(&out[..]);
        let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().expect("one row").expect("text");
        assert!(row["event_id_cnty"].starts_with("TC-i-"));
        assert_eq!(row["sub_event_type"], "Air/drone strike");
        assert_eq!((row["event_date"].as_str(), row["time_precision"].as_str()), ("2031-08-19", "1"));
        assert_eq!((row["fatalities"].as_str(), row["x_fatalities_high"].as_str()), ("8", "12"));
        assert_eq!(row["x_disputed"], "quantity");
    }

    #[test]
    fn a_missing_side_is_written_last() {
        assert_eq!([interaction(1, 7), interaction(7, 1), interaction(0, 2), interaction(3, 3)], [17, 17, 20, 33]);
    }

    #[test]
    fn a_known_time_becomes_unix_seconds() {
        assert_eq!(unix("1970-01-02T00:00:01Z"), Some(86_401.0));
        assert_eq!(unix("soon"), None);
    }
}
