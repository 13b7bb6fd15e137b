//! PLOVER 2.0 records, one JSON object a line, with `aux` filled: historical, future, hypothetical, negation.
//!
//! What is only announced, threatened or demanded is coded as PLOVER asks (see [`crate::intent`]). One record per coded claim; an incident gives one record for each distinct code among its claims.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::LazyLock;

use serde_json::{Value, json};
use tacitus_ledger::ClaimRow;
use tacitus_record::{Actor, Grounded, Place, PlacePrecision};

use crate::deaths::Toll;
use crate::intent::{Coded, coded};
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
        let mut written = Written {
            why_left_out: "no PLOVER type fits (roles, quantities, statements of fact are no events), or what is promised, threatened or demanded is coded where that is said",
            ..Written::default()
        };
        let said: BTreeSet<_> = match rows {
            Rows::Claims(rows) => rows.iter().filter_map(word_for_it).collect(),
            Rows::Incidents(rows) => rows.iter().flat_map(|r| &r.claims).filter_map(word_for_it).collect(),
        };
        let mut write = |claims: Vec<&ClaimRow>, prefix: &str| -> io::Result<()> {
            let mut seen = BTreeSet::new();
            let before = written.rows;
            for (claim, code) in claims.into_iter().filter_map(|c| Some((c, coded(&c.claim)?))) {
                // "promised to send food": the promise is coded where it is said, not again with what is promised.
                let twice = code.is_intent && said.contains(&said_with(claim, &code));
                if !twice && seen.insert((code.plover_type.clone(), code.mode.clone(), claim.claim.polarity, claim.claim.modality)) {
                    serde_json::to_writer(&mut *out, &record(claim, &code, prefix))?;
                    out.write_all(b"\n")?;
                    written.rows += 1;
                }
            }
            written.left_out += usize::from(written.rows == before);
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

/// Where a type is said in so many words: article, sentence, type.
type SaidAt = (String, u32, String);

fn word_for_it(row: &ClaimRow) -> Option<SaidAt> {
    let code = coded(&row.claim).filter(|c| !c.is_intent)?;
    Some(said_with(row, &code))
}

fn said_with(row: &ClaimRow, code: &Coded) -> SaidAt {
    let first = row.evidence.first();
    (first.map(|e| e.article.clone()).unwrap_or_default(), first.map_or(0, |e| e.sentence), code.plover_type.clone())
}

fn record(row: &ClaimRow, code: &Coded, incident: &str) -> Value {
    let claim = &row.claim;
    let (kind, mode) = (code.plover_type.as_str(), code.mode.as_deref());
    let context = claim.event.as_ref().map_or(&[][..], |e| &e.context[..]);
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
        "actor": actors(&code.actors),
        "recipient": actors(&code.recipients),
        "event": [kind],
        "mode": mode.map(|m| vec![m]).unwrap_or_default(),
        "aux": code.aux.iter().map(|a| a.as_str()).collect::<Vec<_>>(),
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

fn actors(all: &[Grounded<Actor>]) -> Vec<Value> {
    let entity = |a: &Grounded<Actor>| {
        let actor = &a.value;
        json!({ "code": actor.country, "sector": actor.sector, "entity_text": actor.text, "identifier_text": actor.name,
            "identifier_id": actor.entity, "office": actor.role, "implicit": a.is_implied() })
    };
    all.iter().map(entity).collect()
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
        "`code` (ISO 3166-1 alpha-3 or PLOVER non-state code), `sector`, `entity_text` (the words), `identifier_text` (the name), `identifier_id` (code in the actors file), `office`, `implicit`. Sides that meet, agree, work together or fight are each both; what one country does in another it does to that country.",
    ),
    (
        "event, mode, context",
        "PLOVER 2.0 type, mode, contexts. A promised or planned cooperative deed is AGREE, an announced retreat CONCEDE, a threatened attack THREATEN, an advocated deed REQUEST, as the manual asks.",
    ),
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

    #[test]
    fn a_promise_is_coded_where_it_is_said_and_not_again_with_what_is_promised() {
        use tacitus_record::{Modality, Polarity};
        let told = |plover_type: &str, modality: Modality| {
            let mut row = samples::claims().into_iter().find(|r| r.claim.event.is_some()).expect("a coded sample");
            row.claim.polarity = Polarity::Pos;
            row.claim.modality = modality;
            row.claim.event.as_mut().expect("it is coded").plover_type = plover_type.to_string();
            row
        };
        let types = |rows: &[ClaimRow]| {
            let mut out = Vec::new();
            let written = Plover.write(Rows::Claims(rows), &mut out).expect("memory takes everything");
            let lines = String::from_utf8(out).expect("UTF-8");
            let types: Vec<Value> = lines.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["event"][0].clone()).collect();
            (types, written.left_out)
        };
        let both = [told("AGREE", Modality::Actual), told("AID", Modality::Promised)];
        assert_eq!(types(&both), (vec![json!("AGREE")], 1));
        assert_eq!(types(&both[1..]), (vec![json!("AGREE")], 0), "alone, what is promised is the promise");
        assert_eq!(types(&[told("AID", Modality::Actual)]), (vec![json!("AID")], 0));
    }
}
