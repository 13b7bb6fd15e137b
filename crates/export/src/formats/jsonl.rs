//! The record itself, one JSON object a line, sorted by id: the canonical export.
//!
//! Holds no clock of the ledger and no revision, so that any order of reading gives the same bytes.

use std::io;

use tacitus_ledger::wire;

use crate::{Explained, Format, Of, Rows, Written};

/// The canonical export.
#[derive(Clone, Copy, Debug)]
pub struct Jsonl;

impl Format for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn summary(&self) -> &'static str {
        "the record itself, one JSON object a line, sorted by id"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn fields(&self, of: Of) -> Vec<Explained> {
        match of {
            Of::Claims => CLAIM_FIELDS.to_vec(),
            Of::Incidents => INCIDENT_FIELDS.to_vec(),
        }
    }

    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written> {
        let mut lines: Vec<(&str, serde_json::Value)> = match rows {
            Rows::Claims(rows) => rows.iter().map(|r| (r.id.as_str(), wire::v1::claim(r))).collect(),
            Rows::Incidents(rows) => rows.iter().map(|r| (r.incident.id.as_str(), wire::v1::incident(r))).collect(),
        };
        lines.sort_by(|a, b| a.0.cmp(b.0));
        for (_, value) in &lines {
            serde_json::to_writer(&mut *out, value)?;
            out.write_all(b"\n")?;
        }
        Ok(Written::all(lines.len()))
    }
}

const CLAIM_FIELDS: &[Explained] = &[
    ("id", "`c-` and 16 hex digits over the claim's content; the same content read again has the same id."),
    (
        "kind",
        "event, state, role, quantity, deployment, loss, control, statement, framing, assessment, conditional, threat, permission, relation, provenance.",
    ),
    ("predicate", "Dotted name of what is said, from the ontology."),
    ("event", "PLOVER code: `plover_type`, `mode`, `aux`, `context`; null where the claim is of no event."),
    ("polarity", "`pos`, or `neg` where it is said not to have happened."),
    (
        "modality",
        "actual, ongoing, attempted, planned, promised, threatened, permitted, ordered, conditional, hypothetical, advocated, forecast.",
    ),
    (
        "actor, target",
        "Who did it, to whom: `text`, `name`, `entity` (code), `country`, `sector`, `start`, `end`; `implicit: true` and no span where it is understood from the context.",
    ),
    ("object, instrument, condition", "What, with what, on what condition, with span."),
    (
        "place",
        "`text`, `gazetteer_id` (null: not in the gazetteer), `name`, `lat`, `lon`, `precision`, `radius_km`, `country`, `admin1`, `candidates`, span.",
    ),
    (
        "toponyms",
        "The place names within the words of parties, things, place and sources: `text`, `use` (literal, metonymic, demonym, associative), `name`, `gazetteer_id`, `country`, span. Only a literal one can be the place.",
    ),
    ("time", "`text`, `edtf`, the four bounds `start_lo`, `start_hi`, `end_lo`, `end_hi`, `grain`, `role`, `anchor`, `rule`, span."),
    ("quantity", "`text`, `value`, `lo`, `hi`, `unit`, `bound`, `of`, `status`, span."),
    ("said_by", "Who says so, outermost first; the author of the article is the last holder and not listed."),
    ("factuality", "FactBank value per holder: CT+, CT-, PR+, PR-, PS+, PS-, Uu."),
    ("likelihood", "The word and its ICD 203 band, for judgements only."),
    ("credibility, reliability, grade_reason", "Admiralty grade of the best support, and why."),
    ("suspect", "What looks corrupted in the copy read; the words are kept as printed."),
    (
        "articles, origins, informants",
        "How many articles say so, how many texts not copied from each other are among them, how many people or bodies said it.",
    ),
    (
        "evidence",
        "Every mention: `article`, `sentence`, `start`, `end` (code points of the article's body, from 0, end exclusive), `exact` (the words).",
    ),
];

const INCIDENT_FIELDS: &[Explained] = &[
    ("id", "`i-` and 16 hex digits over the smallest claim id."),
    ("claims", "Ids of its claims, sorted."),
    (
        "articles, origins, informants",
        "How many articles report it, how many texts not copied from each other are among them, how many people or bodies said it.",
    ),
    ("disagreements", "On what its claims disagree."),
    ("place, time", "Most finely located place and narrowest time among its claims."),
    ("credibility", "Best Admiralty credibility among its claims."),
];
