//! Turns byte spans of one body into code points and back.

use std::borrow::Cow;

use serde_json::{Map, Value, json};
use tacitus_record::{CodePoints, Ground, Grounded, Span};

use super::read::{Fields, WireError};

/// A body with its code points at hand; JSON offsets are code points, 0-based, end exclusive.
pub struct Body<'a> {
    text: Cow<'a, str>,
    points: CodePoints,
}

impl<'a> Body<'a> {
    /// Prepares the translation for one body.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Body<'a> {
        let text = text.into();
        Body { points: CodePoints::new(&text), text }
    }

    /// First code point of a span and one past its last.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.points.of(&self.text, span.start()), self.points.of(&self.text, span.end()))
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// The span between two code points; `None` where they do not fit the body.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(&self.text, self.points.byte(&self.text, start)?, self.points.byte(&self.text, end)?)
    }

    /// `{start, end}`.
    pub(super) fn span_out(&self, span: Span) -> Value {
        let (start, end) = self.range(span);
        json!({"start": start, "end": end})
    }

    /// The span of `{start, end}`.
    pub(super) fn span_in(&self, fields: &Fields) -> Result<Span, WireError> {
        let (start, end) = (fields.whole("start")?, fields.whole("end")?);
        self.span(start, end).ok_or_else(|| fields.wrong("start", "no span of the body"))
    }

    /// Adds the ground of a value to its JSON: `start` and `end` over all words, `spans` where there are several, or `implicit` with the rule.
    pub(super) fn ground_out<T>(&self, mut fields: Map<String, Value>, grounded: &Grounded<T>) -> Value {
        match grounded.ground() {
            Ground::Words(spans) => {
                if let Some(cover) = grounded.span() {
                    let (start, end) = self.range(cover);
                    fields.insert("start".into(), start.into());
                    fields.insert("end".into(), end.into());
                }
                if spans.len() > 1 {
                    fields.insert("spans".into(), spans.iter().map(|s| self.span_out(*s)).collect());
                }
            }
            Ground::Implied(rule) => {
                fields.insert("implicit".into(), true.into());
                fields.insert("implied_by".into(), rule.as_ref().into());
            }
        }
        Value::Object(fields)
    }

    /// The ground of a value, from its JSON.
    pub(super) fn ground_in<T>(&self, fields: &Fields, value: T) -> Result<Grounded<T>, WireError> {
        if fields.flag("implicit") {
            return Ok(Grounded::implied(value, fields.text("implied_by")?));
        }
        let spans = match fields.list("spans")? {
            parts if parts.is_empty() => vec![self.span_in(fields)?],
            parts => parts.iter().map(|part| self.span_in(part)).collect::<Result<_, _>>()?,
        };
        Grounded::over(value, spans).ok_or_else(|| fields.wrong("spans", "a ground without words"))
    }
}
