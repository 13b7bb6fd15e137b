//! PLOVER 2.0 records, one JSON object a line, with `aux` filled: historical, future, hypothetical, negation.
//!
//! One record per coded claim; an incident gives one record for each distinct code among its claims.

use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tacitus_ledger::ClaimRow;
use tacitus_record::{Actor, Grounded, Place, PlacePrecision};

use crate::deaths::Toll;
use crate::{Explained, Format, Of, Rows, Written};

/// PLOVER JSONL.
#[derive(Clone, Copy, Debug)]
pub struct Plover;

impl Format for Plover {
    fn name(&self) -> &'static str {
        "plover"
    }

    fn summary(&self) -> &'static str {
        "PLOVER 2.0 records with aux (historical, future, hypothetical, negation) filled; coded claims only"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn fields(&self, _: Of) -> Vec<Explained> {
        FIELDS.to_vec()
    }

    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written> {
        let mut written =
            Written { why_left_out: "no PLOVER type fits (roles, quantities, statements of fact are no events)", ..Written::default() };
        let mut write = |claims: Vec<&ClaimRow>, prefix: &str| -> io::Result<()> {
            let coded: Vec<&ClaimRow> = claims.into_iter().filter(|c| c.claim.event.is_some()).collect();
            let mut seen = std::collections::BTreeSet::new();
            if coded.is_empty() {
                written.left_out += 1;
            }
            for claim in coded {
                let Some(event) = &claim.claim.event else { continue };
                if seen.insert((event.plover_type.clone(), event.mode.clone(), claim.claim.polarity, claim.claim.modality)) {
                    serde_json::to_writer(&mut *out, &record(claim, prefix))?;
                    out.write_all(b"\n")?;
                    written.rows += 1;
                }
            }
            Ok(())
        };
        match rows {
            Rows::Claims(rows) => rows.iter().try_for_each(|r| write(vec![r], ""))?,
            Rows::Incidents(rows) => rows.iter().try_for_each(|r| {
                let ordered = std::iter::once(r.headline()).chain(&r.claims).collect();
                write(ordered, &r.incident.id)
            })?,
        }
        Ok(written)
    }
}

fn record(row: &ClaimRow, incident: &str) -> Value {
    let claim = &row.claim;
    let (kind, mode, aux, context) = match &claim.event {
        Some(e) => (e.plover_type.as_str(), e.mode.as_deref(), &e.aux[..], &e.context[..]),
        None => ("", None, &[][..], &[][..]),
    };
    let score = score(kind, mode);
    let first = row.evidence.first();
    let time = claim.time.as_ref().map(|t| &t.value);
    let day = |d: Option<tacitus_record::Day>| d.map(|d| d.to_string());
    let count = |status: &str| Toll::of_claim(row, status).map(|t| json!({ "low": t.low, "high": t.high }));
    json!({
        "id": format!("TC-{}", row.id),
        "incident": if incident.is_empty() { row.incident.clone() } else { Some(incident.to_string()) },
        "date": time.and_then(|t| day(t.start_lo)),
        "enddate": time.and_then(|t| day(t.end_hi)),
        "date_precision": time.map(|t| t.grain.as_str()),
        "actor": actors(&claim.actor, &claim.more_actors),
        "recipient": actors(&claim.target, &claim.more_targets),
        "event": [kind],
        "mode": mode.map(|m| vec![m]).unwrap_or_default(),
        "aux": aux.iter().map(|a| a.as_str()).collect::<Vec<_>>(),
        "context": context,
        "quad_code": score.map(|s| s.0),
        "event_scale": score.and_then(|s| s.1),
        "event_loc": claim.place.as_ref().map(|p| location(&p.value)),
        "event_text": [first.map(|e| e.exact.as_str()).unwrap_or_default()],
        "size": { "dead": count("killed"), "injured": count("wounded"), "arrested": count("arrested") },
        "text_info": first.map(|e| json!({ "article": e.article, "sequence": e.sentence, "start": e.start, "end": e.end })),
        "cite_info": first.map(|e| json!({ "publication": e.outlet, "date": day(e.published) })),
        "origins": row.origins,
        "disputed": row.is_disputed(),
        "credibility": row.grade.credibility,
        "coder": format!("tacitus {}", env!("CARGO_PKG_VERSION")),
    })
}

fn actors(first: &Option<Grounded<Actor>>, more: &[Grounded<Actor>]) -> Vec<Value> {
    let entity = |a: &Grounded<Actor>| {
        let actor = &a.value;
        json!({ "code": actor.country, "sector": actor.sector, "entity_text": actor.text, "identifier_text": actor.name,
            "identifier_id": actor.entity, "office": actor.role, "implicit": a.is_implied() })
    };
    first.iter().chain(more).map(entity).collect()
}

fn location(place: &Place) -> Value {
    let resolution = match place.precision {
        PlacePrecision::Point => Some(5),
        PlacePrecision::Settlement => Some(4),
        PlacePrecision::District => Some(3),
        PlacePrecision::Province => Some(2),
        PlacePrecision::Country => Some(1),
        PlacePrecision::Region | PlacePrecision::Unknown => None,
    };
    json!({ "extracted_place": place.text, "resolved_place": place.gazetteer_id.as_ref().map(|_| &place.name),
        "geonameid": place.gazetteer_id.as_deref().and_then(|id| id.strip_prefix("geonames:")), "gazetteer_id": place.gazetteer_id,
        "lat": place.lat, "lon": place.lon, "province": place.admin1, "country_code": place.country, "resolution": resolution })
}

/// The 16 PLOVER types, sorted.
pub fn types() -> Vec<&'static str> {
    let table = include_str!("../../../../ontology/crosswalks/plover-scores.tsv").lines();
    let mut types: Vec<&str> = table.filter(|l| !l.starts_with('#')).skip(1).filter_map(|l| l.split('\t').next()).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// Quad code and, where the manual has one, score of a type and mode.
fn score(kind: &str, mode: Option<&str>) -> Option<(u8, Option<f64>)> {
    static SCORES: LazyLock<Scores> = LazyLock::new(|| {
        parse(include_str!("../../../../ontology/crosswalks/plover-scores.tsv")).expect("the shipped table is checked by a test")
    });
    let get = |mode: &str| SCORES.get(&(kind.to_string(), mode.to_string())).copied();
    mode.and_then(get).or_else(|| get("-"))
}

type Scores = BTreeMap<(String, String), (u8, Option<f64>)>;

fn parse(text: &str) -> Result<Scores, String> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()).skip(1);
    lines
        .map(|(number, line)| match line.split('\t').collect::<Vec<_>>()[..] {
            [kind, mode, quad, score] => {
                let quad = quad.parse().map_err(|_| format!("line {}: quad `{quad}` is no number", number + 1))?;
                let score = match score {
                    "-" => None,
                    score => Some(score.parse().map_err(|_| format!("line {}: score `{score}` is no number", number + 1))?),
                };
                Ok(((kind.to_string(), mode.to_string()), (quad, score)))
            }
            _ => Err(format!("line {}: four cells are needed", number + 1)),
        })
        .collect()
}

const FIELDS: &[Explained] = &[
    ("id", "`TC-` and the claim's id."),
    ("incident", "Id of the incident it belongs to."),
    ("date, enddate, date_precision", "Earliest day of the start, latest day of the end, and the unit that the words name."),
    (
        "actor, recipient",
        "`code` (ISO 3166-1 alpha-3 or PLOVER non-state code), `sector`, `entity_text` (the words), `identifier_text` (the name), `identifier_id` (code in the actors file), `office`, `implicit`.",
    ),
    ("event, mode, context", "PLOVER 2.0 type, mode, contexts."),
    ("aux", "historical, future, hypothetical, negation. A record with any of the last three speaks of no deed."),
    ("quad_code, event_scale", "PLOVER quad code 1 to 4 and conflict-cooperation score of the mode, else of the type."),
    (
        "event_loc",
        "`extracted_place`, `resolved_place` (null: not in the gazetteer), `geonameid`, `lat`, `lon`, `province`, `country_code`, `resolution` 5 sub-city, 4 city, 3 district, 2 province, 1 country.",
    ),
    ("event_text", "The words that carry the claim."),
    ("size", "Dead, injured, arrested with low and high bound; `high` null: open upwards."),
    ("text_info", "Article, sentence number, and the words' code points in the article's body."),
    ("cite_info", "Outlet and publication day."),
    (
        "origins, disputed, credibility",
        "Texts not copied from each other that say so; whether another claim contradicts it; Admiralty credibility.",
    ),
    ("coder", "Program and version."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn every_type_has_a_score_in_the_table() {
        let scores = parse(include_str!("../../../../ontology/crosswalks/plover-scores.tsv")).expect("the shipped table is well formed");
        assert_eq!(scores.keys().filter(|(_, mode)| mode == "-").count(), 16);
        assert_eq!(score("ASSAULT", Some("drone")), Some((4, Some(-9.5))));
        assert_eq!(score("ACCUSE", None), Some((3, Some(-3.0))));
    }

    #[test]
    fn records_keep_aux_and_bounds_and_uncoded_claims_are_counted() {
        let rows = samples::claims();
        let mut out = Vec::new();
        let written = Plover.write(Rows::Claims(&rows), &mut out).expect("memory takes everything");
        let coded = rows.iter().filter(|r| r.claim.event.is_some()).count();
        assert_eq!((written.rows, written.left_out), (coded, rows.len() - coded));
        let lines: Vec<Value> = String::from_utf8(out).expect("UTF-8").lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        let denied = lines.iter().find(|l| l["aux"] == json!(["negation"])).expect("the denied strike is coded with aux");
        assert_eq!(denied["event"], json!(["ASSAULT"]));
        let strike = lines.iter().find(|l| l["size"]["dead"]["high"] == json!(12.0)).expect("the strike has a toll");
        assert_eq!(strike["event_scale"], json!(-9.5));
    }
}
