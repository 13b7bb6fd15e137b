//! The API's description (OpenAPI 3.1), made from the table of routes, so that it cannot tell of anything else.

use serde_json::{Map, Value, json};
use tacitus_ledger::Field;

use crate::ask::{AS_OF, Ask, Parameter, Values};
use crate::inbox;
use crate::metrics;
use crate::reply::{Answer, HTML, JSON, PROBLEM, Reply};
use crate::routes::{ROUTES, Route};
use crate::stream;
use crate::view::View;
use crate::writing;

/// The document.
pub fn document(_view: &View<'_>, _ask: &Ask) -> Answer {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|r| r.media != HTML) {
        paths.insert(route.path.to_string(), json!({"get": operation(route)}));
    }
    if let Some(articles) = paths.get_mut(inbox::ADDRESS) {
        articles["post"] = sending();
    }
    paths.insert(stream::ADDRESS.to_string(), json!({"get": streaming()}));
    paths.insert(metrics::ADDRESS.to_string(), json!({"get": {
        "operationId": "metrics",
        "summary": "Counts for Prometheus",
        "parameters": [],
        "responses": {"200": {"description": "The counts.", "content": {"text/plain": {"schema": {"type": "string"}}}}, "default": problem()},
    }}));
    paths[writing::API]["post"] = correcting();
    Ok(Reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tacitus",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A ledger of claims: what somebody said happened, never what is so. Count origins (texts that are not copies of each other), never articles. \
                            Fields keep their names and meaning for as long as it is version 1; new ones may come. Cursors are opaque. Answers have a strong ETag.",
            "license": {"name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "description": "RFC 9457",
                    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
                    "required": ["type", "title", "status", "detail"],
                },
                "List": {
                    "type": "object",
                    "properties": {
                        "items": {"type": "array", "items": {"type": "object"}},
                        "next": {"type": ["string", "null"], "description": "Address of the next portion."},
                        "total": {"type": "integer"},
                        "total_is_exact": {"type": "boolean"},
                        "revision": {"type": "integer", "description": "Revision of the ledger that the answer rests on."},
                    },
                    "required": ["items", "next", "total", "total_is_exact", "revision"],
                },
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Only where the desk was started with tokens; each may read, write or do everything."}},
        },
    })))
}

/// The one address that takes something.
fn correcting() -> Value {
    let text = json!({"type": "string"});
    let fields: Map<String, Value> = Field::ALL
        .iter()
        .map(|f| {
            let parts = json!({"words": text, "means": text, "start": {"type": "integer", "minimum": 0}});
            let schema = json!({"oneOf": [text, {"type": "object", "properties": parts, "required": ["words"]}]});
            (f.to_string(), schema)
        })
        .collect();
    let properties = json!({
        "act": {"type": "string", "enum": ["confirm", "reject", "override", "grade", "split", "merge", "move", "copy", "not-copy", "add-claim", "undo"]},
        "author": {"type": "string", "description": "Who says so."},
        "reason": {"type": "string", "description": "Why."},
        "claim": {"type": "string", "description": "For confirm, reject, override, grade, move."},
        "field": {"type": "string", "enum": Field::ALL.iter().map(|f| f.as_str()).collect::<Vec<_>>(), "description": "For override."},
        "value": {"type": "string", "description": "For override: its value in words; empty where there is none."},
        "reliability": {"type": "string", "enum": ["A", "B", "C", "D", "E", "F"], "description": "For grade."},
        "credibility": {"type": "integer", "minimum": 1, "maximum": 6, "description": "For grade."},
        "incident": {"type": "string", "description": "For split, merge."},
        "claims": {"type": "array", "items": text, "description": "For split: claims that tell another happening."},
        "with": {"type": "string", "description": "For merge: the other incident."},
        "to": {"type": "string", "description": "For move: the incident it belongs to."},
        "article": {"type": "string", "description": "For copy, not-copy, add-claim."},
        "of": {"type": "string", "description": "For copy, not-copy: the other article."},
        "words": {"type": "string", "description": "For add-claim: the claim's words as the article has them."},
        "start": {"type": "integer", "minimum": 0, "description": "For add-claim: first code point of those words in the body, where they stand there more than once."},
        "end": {"type": "integer", "minimum": 0, "description": "One past the last code point."},
        "kind": {"type": "string", "description": "For add-claim."},
        "predicate": {"type": "string", "description": "For add-claim."},
        "fields": {"type": "object", "properties": fields, "description": "For add-claim: the words of each field as the article has them, and what they mean where that is more."},
        "correction": {"type": "string", "description": "For undo."},
    });
    json!({
        "operationId": "correct",
        "summary": "Say what a person knows better. Nothing that was read is changed.",
        "security": [{}, {"token": []}],
        "requestBody": {"required": true, "content": {crate::reply::JSON: {"schema": {"type": "object", "properties": properties, "required": ["act", "author", "reason"]}}}},
        "responses": {
            "201": {"description": "The correction as recorded.", "content": {crate::reply::JSON: {"schema": {"type": "object"}}}},
            "default": {"description": "A problem; nothing was recorded.", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}},
        },
    })
}

fn operation(route: &Route) -> Value {
    let in_path = route.path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        in_path.map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})).collect();
    let named = route.parameters.iter().copied().flatten().chain([&AS_OF]);
    let mut seen: Vec<&str> = Vec::new();
    for parameter in named {
        if !seen.contains(&parameter.name) {
            seen.push(parameter.name);
            parameters.push(described(parameter));
        }
    }
    let is_list = route.parameters.iter().copied().flatten().any(|p| p.name == "cursor") && route.media == JSON;
    let schema = if is_list { json!({"$ref": "#/components/schemas/List"}) } else { json!({}) };
    json!({
        "operationId": route.path.trim_matches('/').replace(['/', '.', '-'], "_").replace(['{', '}'], ""),
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", "content": {route.media: {"schema": schema}}},
            "304": {"description": "Unchanged since the ETag in If-None-Match."},
            "default": problem(),
        },
    })
}

fn problem() -> Value {
    json!({"description": "A problem.", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}})
}

/// How articles are sent.
fn sending() -> Value {
    let fields: Map<String, Value> =
        inbox::FIELDS.iter().map(|(name, meaning)| (name.to_string(), json!({"type": "string", "description": meaning}))).collect();
    let taken = json!({
        "type": "object",
        "properties": {"id": {"type": "string"}, "state": {"type": "string", "enum": ["queued", "waiting", "known"]}, "url": {"type": "string"}},
        "required": ["id", "state", "url"],
    });
    let content = json!({JSON: {"schema": taken}});
    json!({
        "operationId": "api_v1_articles_send",
        "summary": "Send an article, which waits in the inbox until `tacitus read` reads it; sending it again changes nothing",
        "description": "Needs the right to write. The id is made of the words and where they were published.",
        "requestBody": {"required": true, "content": {JSON: {"schema": {
            "type": "object",
            "properties": fields,
            "additionalProperties": false,
            "anyOf": [{"required": ["text"]}, {"required": ["html"]}],
        }}}},
        "responses": {
            "202": {"description": "It waits to be read.", "content": content},
            "200": {"description": "It waits already, or the ledger has it.", "content": content},
            "default": problem(),
        },
    })
}

/// How changes are told as they come.
fn streaming() -> Value {
    json!({
        "operationId": "api_v1_changes_stream",
        "summary": "Changes as they come (server-sent events)",
        "parameters": [{"name": "Last-Event-ID", "in": "header", "required": false, "schema": {"type": "integer", "minimum": 0},
            "description": "Id of the last event, to go on from there; else from now."}],
        "responses": {
            "200": {"description": "Events named `incident.new`, `claim.corroborated` and so on; the last of those that came together has the revision as id.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}}},
            "default": problem(),
        },
    })
}

fn described(parameter: &Parameter) -> Value {
    let text = json!({"type": "string", "maxLength": 300});
    let schema = match parameter.values {
        Values::Words => text,
        Values::Day => json!({"type": "string", "format": "date"}),
        Values::Number(most) => json!({"type": "integer", "minimum": 0, "maximum": most}),
        Values::Flag => json!({"type": "boolean"}),
        Values::One(values) => json!({"type": "string", "enum": values}),
        Values::Several(values) => json!({"type": "array", "items": {"type": "string", "enum": values}}),
        Values::Many => json!({"type": "array", "items": text}),
    };
    json!({"name": parameter.name, "in": "query", "required": false, "description": parameter.meaning, "schema": schema, "style": "form", "explode": true})
}
