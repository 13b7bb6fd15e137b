//! The API's description (OpenAPI 3.1), made from the table of routes, so that it cannot tell of anything else.

use serde_json::{Map, Value, json};

use crate::ask::{AS_OF, Ask, Parameter, Values};
use crate::reply::{Answer, HTML, PROBLEM, Reply};
use crate::routes::{ROUTES, Route};
use crate::view::View;

/// The document.
pub fn document(_view: &View<'_>, _ask: &Ask) -> Answer {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|r| r.media != HTML) {
        paths.insert(route.path.to_string(), json!({"get": operation(route)}));
    }
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
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Only where the desk was started with a token."}},
        },
    })))
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
    let is_list = route.parameters.iter().copied().flatten().any(|p| p.name == "cursor") && route.media == crate::reply::JSON;
    let schema = if is_list { json!({"$ref": "#/components/schemas/List"}) } else { json!({}) };
    json!({
        "operationId": route.path.trim_matches('/').replace(['/', '.', '-'], "_").replace(['{', '}'], ""),
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer.", "content": {route.media: {"schema": schema}}},
            "304": {"description": "Unchanged since the ETag in If-None-Match."},
            "default": {"description": "A problem.", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}},
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
