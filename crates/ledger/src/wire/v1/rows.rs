//! The JSON of what queries give back.

use serde_json::{Map, Value, json};
use tacitus_record::{Incident, Link, Origin};

use super::article::article_as_read;
use super::body::Body;
use super::claim::{MENTION, moment_out, number, place_out};
use crate::{Act, ArticleRow, Change, ClaimRow, Corrected, CorrectionRow, Entry, Evidence, IncidentRow, LinkRow, OriginRow};

/// Fields of a claim as read that stand before the grade, in the order of the interface.
const BEFORE_GRADE: [&str; 14] = [
    "kind",
    "predicate",
    "event",
    "modality",
    "polarity",
    "actor",
    "target",
    "object",
    "place",
    "time",
    "quantity",
    "said_by",
    "factuality",
    "likelihood",
];

/// The JSON of a claim: what was read, its grade, its counts and its evidence. Holds nothing that depends on when it was read.
pub fn claim(row: &ClaimRow) -> Value {
    let ClaimRow { id, claim: _, json, evidence, grade, articles, origins, informants, incident, disputes, known_at: _, corrections } = row;
    let mut out = Map::new();
    out.insert("id".into(), id.as_str().into());
    let read = |key: &str| json.get(key).cloned().unwrap_or(Value::Null);
    for key in BEFORE_GRADE {
        out.insert(key.into(), read(key));
    }
    out.insert("credibility".into(), grade.credibility.into());
    out.insert("reliability".into(), grade.reliability.as_str().into());
    out.insert("grade_reason".into(), grade.reason.as_str().into());
    out.insert("suspect".into(), read("suspect"));
    out.insert("articles".into(), (*articles).into());
    out.insert("origins".into(), (*origins).into());
    out.insert("informants".into(), (*informants).into());
    out.insert("evidence".into(), evidence.iter().map(evidence_out).collect());
    for (key, value) in json.as_object().into_iter().flatten() {
        if key != MENTION && !out.contains_key(key) {
            out.insert(key.clone(), value.clone());
        }
    }
    let mention = read(MENTION);
    for key in ["cue", "reader", "rules"] {
        out.insert(key.into(), mention.get(key).cloned().unwrap_or(Value::Null));
    }
    out.insert("incident".into(), incident.clone().into());
    out.insert("disputes".into(), (*disputes).into());
    out.insert("corrections".into(), corrections.iter().map(corrected_out).collect());
    Value::Object(out)
}

/// The JSON of a claim with the third clock.
pub fn claim_with_history(row: &ClaimRow) -> Value {
    let mut out = claim(row);
    out["known_at"] = row.known_at.as_str().into();
    out
}

fn evidence_out(evidence: &Evidence) -> Value {
    let Evidence { article, outlet, published, sentence, span: _, start, end, exact, dated_by } = evidence;
    json!({
        "article": article,
        "outlet": outlet,
        "published": published.map(|d| d.to_string()),
        "sentence": sentence,
        "start": start,
        "end": end,
        "exact": exact,
        "dated_by": dated_by,
    })
}

/// A correction beside the claim it is of: without the other claims that it may name, and with what was read.
fn corrected_out(corrected: &Corrected) -> Value {
    let Corrected { correction, read } = corrected;
    let mut out = json!({
        "id": correction.id,
        "act": correction.act.name(),
        "author": correction.author,
        "reason": correction.reason,
        "said_at": correction.known_at,
    });
    match &correction.act {
        Act::Override { field, value, .. } => {
            out["field"] = field.as_str().into();
            out["value"] = value.clone();
            out["read"] = read.clone().unwrap_or(Value::Null);
        }
        Act::Grade { reliability, credibility, .. } => {
            out["reliability"] = reliability.map(|r| r.as_str()).into();
            out["credibility"] = (*credibility).into();
        }
        _ => {}
    }
    out
}

/// The JSON of a correction with how it stands.
pub fn correction(row: &CorrectionRow) -> Value {
    let CorrectionRow { id, seq: _, revision, known_at, author, reason, act, undone_by, overruled_by, missing } = row;
    let mut out = json!({
        "id": id,
        "author": author,
        "reason": reason,
        "said_at": known_at,
        "revision": revision,
        "standing": row.is_standing(),
        "undone_by": undone_by,
        "overruled_by": overruled_by,
        "missing": missing,
        "about": act.subjects(),
    });
    if let Value::Object(fields) = &mut out {
        fields.extend(act.json());
    }
    out
}

/// The JSON of an article, body included.
pub fn article(row: &ArticleRow) -> Value {
    let ArticleRow { article, scope, reader, sentences, ungrounded, notes, claims, origin, copy_kind, known_at, revision } = row;
    let body = Body::new(article.text.as_str());
    let mut out = article_as_read(article);
    let notes: Vec<Value> =
        notes.iter().map(|n| json!({"code": n.code, "span": n.span.map(|s| body.span_out(s)), "hint": n.hint})).collect();
    let more = json!({
        "source": article.source,
        "scope": scope.as_str(),
        "reader": reader,
        "sentences": sentences,
        "ungrounded": ungrounded,
        "claims": claims,
        "origin": origin,
        "copy_kind": copy_kind.map(|k| k.as_str()),
        "known_at": known_at,
        "revision": revision,
        "notes": notes,
    });
    if let (Some(out), Value::Object(more)) = (out.as_object_mut(), more) {
        out.extend(more);
    }
    out
}

/// The JSON of an origin with its members.
pub fn origin(row: &OriginRow) -> Value {
    let OriginRow { origin: Origin { id, root, members }, members: shown, claims } = row;
    let members: Vec<Value> = members
        .iter()
        .zip(shown)
        .map(|(m, shown)| {
            json!({
                "article": m.article,
                "title": shown.title,
                "outlet": shown.outlet,
                "published": shown.published.map(|d| d.to_string()),
                "kind": m.kind.as_str(),
                "measure": number(m.measure),
                "reason": m.reason,
                "shared_spans": shown.shared.iter().map(|(start, end)| json!({"start": start, "end": end})).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({"id": id, "root": root, "claims": claims, "members": members})
}

/// The JSON of an incident, its claims in full.
pub fn incident(row: &IncidentRow) -> Value {
    let IncidentRow { incident, headline: _, claims, place, time, links, credibility, known_at } = row;
    let Incident { id, claims: _, articles, origins, informants, disagreements } = incident;
    json!({
        "id": id,
        "headline": row.headline().id,
        "articles": articles,
        "origins": origins,
        "informants": informants,
        "credibility": credibility,
        "disagreements": disagreements,
        "place": place.as_ref().map(place_out),
        "time": time.as_ref().map(moment_out),
        "known_at": known_at,
        "links": links.iter().map(link_out).collect::<Vec<_>>(),
        "claims": claims.iter().map(claim).collect::<Vec<_>>(),
    })
}

fn link_out(link: &Link) -> Value {
    let Link { a, b, link_type, slot, reason } = link;
    json!({"a": a, "b": b, "type": link_type.as_str(), "slot": slot, "reason": reason})
}

/// The JSON of a link, both claims in full.
pub fn link(row: &LinkRow) -> Value {
    let LinkRow { link, a, b } = row;
    let mut out = link_out(link);
    out["claim_a"] = claim(a);
    out["claim_b"] = claim(b);
    out
}

/// The JSON of an entry of the log.
pub fn entry(entry: &Entry) -> Value {
    let Entry { seq, revision, known_at, kind, noun, id, detail } = entry;
    json!({"seq": seq, "revision": revision, "known_at": known_at, "kind": kind.as_str(), "noun": noun, "id": id, "detail": detail})
}

/// The JSON of a change.
pub fn change(change: &Change) -> Value {
    let Change { what, id, reason, entry: last } = change;
    json!({"what": what.as_str(), "id": id, "reason": reason, "entry": entry(last)})
}
