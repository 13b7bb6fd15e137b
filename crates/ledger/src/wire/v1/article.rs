//! The JSON of an article and of notes, both ways.

use serde_json::{Map, Value, json};
use tacitus_record::{Article, Block, DeclaredFrom, Note, PublishedDate};

use super::body::Body;
use super::read::{Fields, WireError};
use crate::NoteRow;

/// The JSON of an article, body included. `source`, the local path, is left out: where a copy of the file lay is no part of the record.
pub fn article_as_read(article: &Article) -> Value {
    let Article {
        id,
        source: _,
        url,
        canonical_url,
        raw_sha256,
        text_sha256,
        title,
        authors,
        outlet,
        agency_credit,
        published,
        published_candidates,
        lang,
        licence,
        declared_from,
        text,
        blocks,
        extra,
    } = article;
    let body = Body::new(text.as_str());
    json!({
        "id": id,
        "url": url,
        "canonical_url": canonical_url,
        "raw_sha256": raw_sha256,
        "text_sha256": text_sha256,
        "title": title,
        "authors": authors,
        "outlet": outlet,
        "agency_credit": agency_credit,
        "published": published.as_ref().map(published_out),
        "published_candidates": published_candidates.iter().map(published_out).collect::<Vec<_>>(),
        "lang": lang,
        "licence": licence,
        "declared_from": declared_from.iter().map(|d| declared_out(d, &body)).collect::<Vec<_>>(),
        "blocks": blocks.iter().map(|b| {
            let Block { span, kind } = b;
            let (start, end) = body.range(*span);
            json!({"start": start, "end": end, "kind": kind.as_str()})
        }).collect::<Vec<_>>(),
        "extra": extra.iter().map(|(name, json)| (name.clone(), json.as_str().into())).collect::<Map<_, _>>(),
        "text": text,
    })
}

/// The article of a stored JSON, read from `source`.
pub fn article_from(value: &Value, source: String) -> Result<Article, WireError> {
    let f = Fields::new(value, "article");
    let text = f.text("text")?;
    let body = Body::new(text.as_str());
    let blocks = f
        .list("blocks")?
        .iter()
        .map(|b| Ok(Block { span: body.span_in(b)?, kind: b.parsed("kind")? }))
        .collect::<Result<_, WireError>>()?;
    let declared_from = f.list("declared_from")?.iter().map(|d| declared_in(d, &body)).collect::<Result<_, _>>()?;
    drop(body);
    let extra = f
        .pairs("extra")?
        .into_iter()
        .map(|(name, json)| Ok((name, json.as_str().ok_or_else(|| f.wrong("extra", "no text"))?.to_string())))
        .collect::<Result<_, WireError>>()?;
    Ok(Article {
        id: f.text("id")?,
        source,
        url: f.optional_text("url")?,
        canonical_url: f.optional_text("canonical_url")?,
        raw_sha256: f.text("raw_sha256")?,
        text_sha256: f.text("text_sha256")?,
        title: f.optional_text("title")?,
        authors: f.texts("authors")?,
        outlet: f.optional_text("outlet")?,
        agency_credit: f.optional_text("agency_credit")?,
        published: f.object("published").map(|p| published_in(&p)).transpose()?,
        published_candidates: f.list("published_candidates")?.iter().map(published_in).collect::<Result<_, _>>()?,
        lang: f.text("lang")?,
        licence: f.optional_text("licence")?,
        declared_from,
        blocks,
        extra,
        text,
    })
}

fn published_out(date: &PublishedDate) -> Value {
    let PublishedDate { value, evidence, confidence } = date;
    json!({"value": value.to_string(), "evidence": evidence.as_str(), "confidence": confidence})
}

fn published_in(f: &Fields) -> Result<PublishedDate, WireError> {
    let confidence = u8::try_from(f.whole("confidence")?).map_err(|e| f.wrong("confidence", e))?;
    Ok(PublishedDate { value: f.parsed("value")?, evidence: f.parsed("evidence")?, confidence })
}

fn declared_out(declared: &DeclaredFrom, body: &Body) -> Value {
    let DeclaredFrom { outlet, url, phrase_span, phrase } = declared;
    json!({"outlet": outlet, "url": url, "phrase": phrase, "phrase_span": phrase_span.map(|s| body.span_out(s))})
}

fn declared_in(f: &Fields, body: &Body) -> Result<DeclaredFrom, WireError> {
    Ok(DeclaredFrom {
        outlet: f.optional_text("outlet")?,
        url: f.optional_text("url")?,
        phrase_span: f.object("phrase_span").map(|s| body.span_in(&s)).transpose()?,
        phrase: f.text("phrase")?,
    })
}

/// The JSON of a note.
pub fn note_as_read(note: &Note, body: &Body) -> Value {
    let Note { code, span, hint } = note;
    json!({"code": code, "span": span.map(|s| body.span_out(s)), "hint": hint})
}

/// The note of a stored JSON.
pub fn note_from(value: &Value, body: &Body) -> Result<NoteRow, WireError> {
    let f = Fields::new(value, "note");
    Ok(NoteRow { code: f.text("code")?, span: f.object("span").map(|s| body.span_in(&s)).transpose()?, hint: f.text("hint")? })
}
