//! The seed article: items found, and items found with their fields right.
//!
//! An item is found when one claim of its kind has an evidence span with character IoU of at least 0.5 with the item's span; one claim
//! serves one item. Fields are right when each of actor, target, place, time, quantity, polarity and speaker that the item has matches:
//! the words overlap, or country, EDTF value or number are the same. A field that the item has as null (known to be none) is not asked for.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tacitus_record::{Actor, Claim, Grounded, Kind, Span, normal};

use super::{round4, share};
use crate::rows::{integer, text};
use crate::shipped::Points;

/// Least share of common characters of two spans of evidence.
const LEAST_IOU: f64 = 0.5;
/// A page with more claims fails whatever it finds.
const MOST_CLAIMS: usize = 250;

/// What was read.
pub struct Page<'a> {
    /// The article's body.
    pub body: &'a str,
    /// Its claims.
    pub claims: &'a [Claim],
}

/// For each item the claim it was given, and whether the fields are right.
pub struct Matches(Vec<Option<(usize, Vec<&'static str>)>>);

/// Gives items claims: as many as can be, and among those preferring claims whose fields are right.
pub fn score(items: &[Value], page: &Page) -> Matches {
    let points = Points::new(page.body);
    let edges: Vec<Vec<(usize, Vec<&'static str>)>> = items.iter().map(|item| candidates(item, page, &points)).collect();
    let mut holder: BTreeMap<usize, usize> = BTreeMap::new();
    // Right pairs first, then whatever else can still be found; extending a matching never loses an item.
    for right_only in [true, false] {
        let allowed =
            |item: usize| edges[item].iter().filter(|(_, wrong)| !right_only || wrong.is_empty()).map(|(claim, _)| *claim).collect();
        for item in 0..items.len() {
            if !holder.values().any(|&i| i == item) {
                extend(item, &allowed, &mut holder, &mut Vec::new());
            }
        }
    }
    let mut found = vec![None; items.len()];
    for (claim, item) in holder {
        found[item] = edges[item].iter().find(|(c, _)| *c == claim).cloned();
    }
    Matches(found)
}

/// Finds the item a claim, moving other items to other claims where they have one (Kuhn's algorithm).
fn extend(item: usize, allowed: &dyn Fn(usize) -> Vec<usize>, holder: &mut BTreeMap<usize, usize>, tried: &mut Vec<usize>) -> bool {
    for claim in allowed(item) {
        if tried.contains(&claim) {
            continue;
        }
        tried.push(claim);
        let free = match holder.get(&claim).copied() {
            None => true,
            Some(other) => extend(other, allowed, holder, tried),
        };
        if free {
            holder.insert(claim, item);
            return true;
        }
    }
    false
}

/// Claims that find the item, with the fields they have wrong; fewest wrong first, then by overlap.
fn candidates(item: &Value, page: &Page, points: &Points) -> Vec<(usize, Vec<&'static str>)> {
    let Some(span) = points.span(integer(item, "start"), integer(item, "end")) else { return Vec::new() };
    let characters = |s: Span| s.slice(page.body).chars().count() as f64;
    let mut found: Vec<(usize, f64, usize, Vec<&'static str>)> = Vec::new();
    for (number, claim) in page.claims.iter().enumerate().filter(|(_, c)| c.kind.as_str() == text(item, "kind")) {
        let own = claim.mention.span;
        let shared = Span::new(page.body, own.start().max(span.start()), own.end().min(span.end())).map_or(0.0, characters);
        let iou = shared / (characters(own) + characters(span) - shared);
        if iou >= LEAST_IOU {
            let wrong = wrong_fields(item, claim, span, page.body);
            found.push((wrong.len(), -iou, number, wrong));
        }
    }
    found.sort_by(|a, b| (a.0, a.2).cmp(&(b.0, b.2)).then(a.1.total_cmp(&b.1)));
    found.into_iter().map(|(_, _, number, wrong)| (number, wrong)).collect()
}

/// Names of the fields that the item has and the claim does not match.
fn wrong_fields(item: &Value, claim: &Claim, evidence: Span, body: &str) -> Vec<&'static str> {
    let words = |text: &str| occurrences(text, evidence, body);
    let overlaps = |spans: &[Span], text: &str| words(text).iter().any(|w| spans.iter().any(|s| s.overlaps(*w)));
    let mut wrong = Vec::new();
    let actors: Vec<&Grounded<Actor>> = claim.actor.iter().chain(&claim.more_actors).collect();
    let targets: Vec<&Grounded<Actor>> = claim.target.iter().chain(&claim.more_targets).collect();
    let thing: &[Span] = claim.object.as_ref().map_or(&[], |o| o.spans());
    let side = |gold: &Value, own: &[&Grounded<Actor>], thing: &[Span]| {
        let same = |a: &&Grounded<Actor>| {
            overlaps(a.spans(), text(gold, "text"))
                || filled(gold, "country").is_some_and(|c| a.value.country.as_deref() == Some(c))
                || normal(text(gold, "norm")) == normal(&a.value.name)
        };
        own.iter().any(same) || overlaps(thing, text(gold, "text"))
    };
    if each(&item["actor"]).iter().any(|gold| !side(gold, &actors, &[])) {
        wrong.push("actor");
    }
    // What was hit and is no actor stands in the claim's object.
    if each(&item["target"]).iter().any(|gold| !side(gold, &targets, thing)) {
        wrong.push("target");
    }
    if item["place"].is_object() {
        let gold = &item["place"];
        let same = claim.place.as_ref().is_some_and(|p| {
            overlaps(p.spans(), text(gold, "text")) || filled(gold, "country").is_some_and(|c| p.value.country.as_deref() == Some(c))
        });
        if !same {
            wrong.push("place");
        }
    }
    if item["time"].is_object() {
        let gold = &item["time"];
        let same = claim.time.as_ref().is_some_and(|t| {
            overlaps(t.spans(), text(gold, "text")) || filled(gold, "edtf").is_some_and(|e| t.value.edtf.as_deref() == Some(e))
        });
        if !same {
            wrong.push("time");
        }
    }
    if item["quantity"].is_object() {
        let gold = &item["quantity"];
        let same = claim
            .quantity
            .as_ref()
            .is_some_and(|q| overlaps(q.spans(), text(gold, "text")) || gold["value"].as_f64().is_some_and(|v| q.value.value == Some(v)));
        if !same {
            wrong.push("quantity");
        }
    }
    if filled(item, "polarity").is_some_and(|p| claim.polarity.as_str() != p) {
        wrong.push("polarity");
    }
    if item["attribution"].is_object() && !speaker(&item["attribution"], claim, &overlaps) {
        wrong.push("speaker");
    }
    wrong
}

/// The author speaks where no voice is named. Who is said to speak is a voice, or the actor of a statement, framing or threat.
fn speaker(gold: &Value, claim: &Claim, overlaps: &dyn Fn(&[Span], &str) -> bool) -> bool {
    if text(gold, "source_type") == "author" {
        return claim.said_by.is_empty();
    }
    let own = claim.actor.iter().filter(|_| matches!(claim.kind, Kind::Statement | Kind::Framing | Kind::Threat));
    let source = text(gold, "source");
    let voices = claim.said_by.iter().map(|v| (v.spans(), v.value.actor.name.as_str()));
    let mut all = voices.chain(own.map(|a| (a.spans(), a.value.name.as_str())));
    all.any(|(spans, name)| normal(name) == normal(source) || overlaps(spans, source))
}

/// A value, or each value of a list; null and absence are nothing to ask for.
fn each(v: &Value) -> Vec<&Value> {
    match v {
        Value::Array(all) => all.iter().collect(),
        Value::Object(_) => vec![v],
        _ => Vec::new(),
    }
}

/// A text that is there and not empty.
pub fn filled<'a>(v: &'a Value, key: &str) -> Option<&'a str> {
    v[key].as_str().filter(|s| !s.is_empty())
}

/// Where the words stand: in the evidence, else in the line around it. Words with an ellipsis stand in parts.
pub fn occurrences(words: &str, evidence: Span, body: &str) -> Vec<Span> {
    let line_start = body[..evidence.start()].rfind('\n').map_or(0, |i| i + 1);
    let line_end = body[evidence.end()..].find('\n').map_or(body.len(), |i| evidence.end() + i);
    let mut found = Vec::new();
    for part in words.split('…').map(str::trim).filter(|p| !p.is_empty()) {
        let within = |start: usize, end: usize| -> Vec<Span> {
            body[start..end].match_indices(part).filter_map(|(i, m)| Span::new(body, start + i, start + i + m.len())).collect()
        };
        let inside = within(evidence.start(), evidence.end());
        found.extend(if inside.is_empty() { within(line_start, line_end) } else { inside });
    }
    found
}

impl Matches {
    /// The figures, in all and for each kind, and what is wrong how often.
    pub fn figures(&self, items: &[Value], claims: usize) -> Value {
        let mut kinds: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        let mut wrong: BTreeMap<&str, usize> = BTreeMap::new();
        for (item, found) in items.iter().zip(&self.0) {
            let counts = kinds.entry(text(item, "kind")).or_default();
            counts[0] += 1;
            if let Some((_, fields)) = found {
                counts[1] += 1;
                counts[2] += usize::from(fields.is_empty());
                fields.iter().for_each(|f| *wrong.entry(f).or_default() += 1);
            }
        }
        let found = self.0.iter().flatten().count();
        let right = self.0.iter().flatten().filter(|(_, wrong)| wrong.is_empty()).count();
        let by_kind: serde_json::Map<String, Value> =
            kinds.into_iter().map(|(k, [n, f, r])| (k.to_string(), json!({"items": n, "found": f, "right": r}))).collect();
        json!({"items": items.len(), "found": found, "found_share": round4(share(found, items.len())), "right": right,
               "right_share_of_found": round4(share(right, found)), "claims": claims, "too_many_claims": claims > MOST_CLAIMS,
               "wrong_fields": wrong, "by_kind": by_kind})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus_record::{Mention, Polarity};

    const BODY: &str = "Kestrian troops took Varnholm on Friday. Varnian forces left.";

    fn span(words: &str) -> Span {
        let start = BODY.find(words).unwrap();
        Span::new(BODY, start, start + words.len()).unwrap()
    }

    fn claim(kind: Kind, words: &str) -> Claim {
        let mention = Mention { article: "a".into(), sentence: 0, span: span(words), cue: None, reader: "rule".into(), rules: Vec::new() };
        Claim::new(kind, "hold.take", mention)
    }

    fn item(kind: &str, words: &str, more: Value) -> Value {
        let at = span(words);
        let mut item = json!({"id": "1", "kind": kind, "start": at.start(), "end": at.end(), "polarity": "pos"});
        item.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        item
    }

    fn figures(items: &[Value], claims: &[Claim]) -> Value {
        score(items, &Page { body: BODY, claims }).figures(items, claims.len())
    }

    const WHOLE: &str = "Kestrian troops took Varnholm on Friday";

    #[test]
    fn half_the_characters_are_enough_and_fewer_are_not() {
        let items = [item("control", WHOLE, json!({}))];
        assert_eq!(figures(&items, &[claim(Kind::Control, "Kestrian troops took Varnholm")])["found"], 1);
        assert_eq!(figures(&items, &[claim(Kind::Control, "Kestrian troops")])["found"], 0);
        assert_eq!(figures(&items, &[claim(Kind::Event, WHOLE)])["found"], 0);
    }

    #[test]
    fn fields_match_by_words_or_by_country() {
        let mut read = claim(Kind::Control, WHOLE);
        read.actor =
            Some(Grounded::at(Actor { country: Some("KES".into()), ..Actor::unknown("Kestrian troops") }, span("Kestrian troops")));
        let by_words = item("control", WHOLE, json!({"actor": {"text": "Kestrian", "norm": "Kestria"}}));
        let by_country = item("control", WHOLE, json!({"actor": {"norm": "the army", "country": "KES"}}));
        let other = item("control", WHOLE, json!({"actor": {"norm": "Varnia", "country": "VAR"}}));
        let known_to_be_none = item("control", WHOLE, json!({"actor": null}));
        for (gold, right) in [(by_words, 1), (by_country, 1), (other, 0), (known_to_be_none, 1)] {
            assert_eq!(figures(&[gold], std::slice::from_ref(&read))["right"], right);
        }
    }

    #[test]
    fn an_absent_time_or_a_turned_polarity_is_wrong() {
        let gold = item("control", WHOLE, json!({"time": {"text": "Friday", "edtf": "2024-08-16"}}));
        let mut read = claim(Kind::Control, WHOLE);
        read.polarity = Polarity::Neg;
        let figures = figures(&[gold], &[read]);
        assert_eq!(figures["wrong_fields"], json!({"polarity": 1, "time": 1}));
    }

    #[test]
    fn one_claim_serves_one_item_and_the_most_items_are_served() {
        let (wide, narrow) = (item("control", WHOLE, json!({})), item("control", "Kestrian troops took Varnholm", json!({})));
        let both = [wide, narrow];
        assert_eq!(figures(&both, &[claim(Kind::Control, WHOLE)])["found"], 1);
        // The narrow claim fits both items, the wide one only the first after the narrow one is taken.
        let claims = [claim(Kind::Control, "Kestrian troops took Varnholm"), claim(Kind::Control, WHOLE)];
        assert_eq!(figures(&both, &claims)["found"], 2);
    }

    #[test]
    fn the_authors_word_is_nobody_elses() {
        let gold = item("event", "Varnian forces left", json!({"attribution": {"source": "Ann Oak", "source_type": "author"}}));
        assert_eq!(figures(&[gold], &[claim(Kind::Event, "Varnian forces left")])["right"], 1);
    }

    #[test]
    fn a_page_of_too_many_claims_fails() {
        let claims: Vec<Claim> = (0..251).map(|_| claim(Kind::Control, WHOLE)).collect();
        assert_eq!(figures(&[item("control", WHOLE, json!({}))], &claims)["too_many_claims"], true);
        assert_eq!(figures(&[item("control", WHOLE, json!({}))], &claims[..250])["too_many_claims"], false);
    }
}
