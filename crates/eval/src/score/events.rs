//! Events: type, quad class, mode, and the spans of actor, recipient and place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use super::{Range, by_id, f1, labels, overlap, prf, range, round4, share};
use crate::rows::{list, text};

const ROLES: [&str; 3] = ["actor", "recipient", "place"];

#[derive(Clone, Copy, Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    predicted_right: usize,
    gold_found: usize,
    exact: usize,
    coded: usize,
    code_right: usize,
}

/// Each gold event is paired with a predicted event of its record: first by equal type, then by order. A predicted span is right when
/// it covers the head word of a gold span or its own head lies in one.
pub fn score(gold: &[Value], predicted: &[Value]) -> Value {
    let predicted = by_id(predicted);
    let (mut types, mut quads, mut modes) = (Vec::new(), Vec::new(), Vec::new());
    let mut roles: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in gold {
        let theirs = list(row, "events");
        let ours: &[Value] = predicted.get(text(row, "id")).map_or(&[], |r| list(r, "events"));
        let pairs = pair(theirs, ours);
        for (i, event) in theirs.iter().enumerate() {
            let own = pairs.get(&i).map_or(&Value::Null, |&j| &ours[j]);
            types.push((string(&event["type"]), string(&own["type"])));
            if event.get("quad").is_some() {
                quads.push((string(&event["quad"]), string(&own["quad"])));
            }
            if event.get("mode").is_some() {
                modes.push((Some(joined(event)), Some(joined(own)).filter(|m| !m.is_empty())));
            }
        }
        for (j, event) in ours.iter().enumerate() {
            if !pairs.values().any(|&used| used == j) {
                types.push((None, string(&event["type"])));
            }
        }
        for role in ROLES {
            if theirs.iter().any(|e| e.get(role).is_some()) {
                count_role(roles.entry(role).or_default(), role, text(row, "text"), theirs, ours);
            }
        }
    }
    let mut out = json!({"type": labels(&types)});
    if !quads.is_empty() {
        out["quad"] = labels(&quads);
    }
    if !modes.is_empty() {
        out["mode"] = labels(&modes);
    }
    for role in ROLES {
        let c = roles.get(role).copied().unwrap_or_default();
        if c.gold + c.predicted > 0 {
            let (p, r) = (share(c.predicted_right, c.predicted), share(c.gold_found, c.gold));
            out[role] = json!({
                "head_overlap": {"p": round4(p), "r": round4(r), "f1": round4(f1(p, r)), "gold": c.gold, "pred": c.predicted},
                "exact": prf(c.exact, c.predicted, c.gold),
            });
            if c.coded > 0 {
                out[role]["code_recall"] = json!(round4(share(c.code_right, c.coded)));
            }
        }
    }
    out
}

fn pair(gold: &[Value], predicted: &[Value]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut used = BTreeSet::new();
    for same in [true, false] {
        for (i, event) in gold.iter().enumerate() {
            if pairs.contains_key(&i) {
                continue;
            }
            let fits = |&j: &usize| !used.contains(&j) && (!same || predicted[j]["type"] == event["type"]);
            if let Some(j) = (0..predicted.len()).find(fits) {
                used.insert(j);
                pairs.insert(i, j);
            }
        }
    }
    pairs
}

fn string(v: &Value) -> Option<String> {
    match v {
        Value::Null => None,
        Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

fn joined(event: &Value) -> String {
    let mut modes: Vec<&str> = list(event, "mode").iter().filter_map(Value::as_str).collect();
    modes.sort_unstable();
    modes.join(",")
}

fn count_role(c: &mut Counts, role: &str, body: &str, gold: &[Value], predicted: &[Value]) {
    let spans = |events: &[Value]| -> BTreeMap<Range, Value> {
        events.iter().flat_map(|e| list(e, role)).filter(|s| s.get("start").is_some()).map(|s| (range(s), s.clone())).collect()
    };
    let chars: Vec<char> = body.chars().collect();
    let (g, p) = (spans(gold), spans(predicted));
    let hit = |a: Range, b: Range| overlap(a, head(&chars, b)) || overlap(head(&chars, a), b);
    c.gold += g.len();
    c.predicted += p.len();
    c.predicted_right += p.keys().filter(|&&q| g.keys().any(|&s| hit(q, s))).count();
    c.gold_found += g.keys().filter(|&&s| p.keys().any(|&q| hit(q, s))).count();
    c.exact += g.keys().filter(|s| p.contains_key(s)).count();
    for (&s, span) in &g {
        if !text(span, "code").is_empty() {
            c.coded += 1;
            c.code_right += usize::from(p.iter().any(|(&q, own)| hit(q, s) && own["code"] == span["code"]));
        }
    }
}

static STOP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s+(?:of|in|for|from|at|on|to|by|with|who|that|which)\b|,|'s\b|’s\b").expect("a fixed expression"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+").expect("a fixed expression"));

/// A crude head word of a name phrase: the last word before a preposition, comma or possessive.
fn head(body: &[char], span: Range) -> Range {
    let phrase: String = body.get(span.0..span.1.min(body.len())).unwrap_or(&[]).iter().collect();
    let first = STOP.split(&phrase).next().filter(|p| !p.is_empty()).unwrap_or(&phrase);
    let last = WORD.find_iter(first).last().or_else(|| WORD.find_iter(&phrase).last());
    last.map_or(span, |w| {
        let point = |byte: usize| phrase[..byte].chars().count();
        (span.0 + point(w.start()), span.0 + point(w.end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_holds_the_head_word_is_right() {
        let body = "Troops shelled the town of Varnholm.";
        let event = |recipient: Range| json!({"type": "ASSAULT", "actor": [{"start": 0, "end": 6}], "recipient": [{"start": recipient.0, "end": recipient.1}]});
        let gold = [json!({"id": "1", "text": body, "events": [event((15, 35))]})];
        let town = score(&gold, &[json!({"id": "1", "events": [event((19, 23))]})]);
        assert_eq!(town["recipient"]["head_overlap"]["f1"], 1.0);
        assert_eq!(town["recipient"]["exact"]["f1"], 0.0);
        let name = score(&gold, &[json!({"id": "1", "events": [event((27, 35))]})]);
        // The predicted span's own head lies in the gold span.
        assert_eq!(name["recipient"]["head_overlap"]["f1"], 1.0);
        let none = score(&gold, &[]);
        assert_eq!(none["type"]["macro_f1"], 0.0);
    }

    #[test]
    fn a_second_event_costs_precision() {
        let gold = [json!({"id": "1", "text": "x", "events": [{"type": "AID", "quad": 2}]})];
        let figures = score(&gold, &[json!({"id": "1", "events": [{"type": "REJECT"}, {"type": "AID", "quad": 2}]})]);
        assert_eq!(figures["type"]["micro"]["p"], 0.5);
        assert_eq!(figures["quad"]["accuracy"], 1.0);
    }
}
