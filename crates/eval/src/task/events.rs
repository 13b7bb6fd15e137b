//! Events: PLOVER type, mode and spans of one event a text.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_export::intent;
use tacitus_record::{Actor, Claim, Grounded, Modality, Span};
use tacitus_text::{Document, Gist, Sentence};

use super::annotation;
use crate::crosswalk::Quads;
use crate::rows::{list, text};
use crate::score::Range;
use crate::shipped::{Points, Read, Shipped, lines_article};

/// What the engine is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The text alone.
    Nothing,
    /// The text and who acts on whom.
    SourceTarget,
}

/// Reads each text; writes the event of its main clause, or the one between the two actors given.
pub fn predict(gold: &[Value], given: Given) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    let quads = Quads::shipped()?;
    Ok(gold.par_iter().map(|row| record(&shipped, &quads, row, given)).collect())
}

fn record(shipped: &Shipped, quads: &Quads, row: &Value, given: Given) -> Value {
    let body = text(row, "text");
    let read = shipped.read(lines_article(text(row, "id"), body, None));
    let coarse = text(row, "schema") == "plover-yield";
    let points = Points::new(body);
    // Source and target are given to the system; nothing else of the gold event is looked at.
    let event = match (given, list(row, "events")) {
        (Given::Nothing, _) => match main_event(&read) {
            Some(claim) => Some(written(claim, &read, &points, coarse, quads)),
            None => guess(shipped, &read, &points, None, None).map(|g| g.written(&points, coarse, quads)),
        },
        (Given::SourceTarget, pairs) => {
            let sides = pairs.first().map(|e| (side(&e["source"]), side(&e["target"])));
            let (source, target) = sides.unwrap_or_default();
            let guess = guess(shipped, &read, &points, source, target);
            let spans = source.zip(target).and_then(|((a, b), (c, d))| points.span(a, b).zip(points.span(c, d)));
            let joins = guess.as_ref().is_some_and(|g| g.joins(&points, source, target));
            let mut framed = false;
            let (event, own) = match between(&read, &points, source, target).filter(|(sides, _)| *sides == 2 || !joins) {
                // What is refused or announced is told by more words than the judge looks at.
                Some((_, claim)) => {
                    framed = !claim.mention.rules.iter().any(|rule| rule.starts_with("encoder "));
                    let own = intent::coded(claim).filter(|code| !code.is_intent).map(|code| code.plover_type);
                    (Some(written(claim, &read, &points, coarse, quads)), own)
                }
                None => (guess.as_ref().map(|g| g.written(&points, coarse, quads)), guess.as_ref().map(|g| g.code().to_string())),
            };
            // Both parties are given, so that the judge of types may be asked of any deed.
            let instead = spans
                .zip(own)
                .and_then(|((source, target), own)| shipped.reader().type_instead(&read.document, source, target, &own, framed));
            event.map(|event| match instead {
                Some(other) => merged(event, coded(other, None, false, coarse, quads)),
                None => event,
            })
        }
    };
    json!({"id": row["id"], "text": body, "schema": row["schema"], "events": event.into_iter().collect::<Vec<Value>>()})
}

/// An object with the fields of another one put over its own.
fn merged(mut event: Value, over: Value) -> Value {
    if let (Value::Object(event), Value::Object(over)) = (&mut event, over) {
        event.extend(over);
    }
    event
}

fn side(v: &Value) -> Option<Range> {
    Some((v["start"].as_u64()? as usize, v["end"].as_u64()? as usize))
}

/// Claims with a PLOVER code.
fn events(read: &Read) -> impl Iterator<Item = &Claim> {
    read.reading.claims.iter().filter(|c| c.event.is_some())
}

/// The coded claim nearest to the root of the first sentence that has one.
fn main_event(read: &Read) -> Option<&Claim> {
    events(read).min_by_key(|c| (c.mention.sentence, depth(&read.document, c), c.mention.span))
}

/// Steps from the claim's cue up to the root of its sentence.
pub fn depth(document: &Document, claim: &Claim) -> usize {
    let Some(sentence) = document.sentences.get(claim.mention.sentence as usize) else { return usize::MAX };
    let at = claim.mention.cue.and_then(|cue| sentence.tokens.iter().position(|t| t.span == cue));
    let Some(mut node) = at else { return usize::MAX };
    let mut steps = 0;
    while let Some(up) = sentence.tokens[node].head.filter(|_| steps <= sentence.tokens.len()) {
        node = up;
        steps += 1;
    }
    steps
}

/// The coded claim that joins the two given, or else has one of them on its side; of several the one nearest to the root of its
/// sentence. None where no claim has either.
fn between<'a>(read: &'a Read, points: &Points, source: Option<Range>, target: Option<Range>) -> Option<(usize, &'a Claim)> {
    let span = |r: Option<Range>| r.and_then(|(a, b)| points.span(a, b));
    let (source, target) = (span(source), span(target));
    let touches =
        |all: &[Grounded<Actor>], wanted: Option<Span>| wanted.is_some_and(|w| all.iter().any(|a| a.spans().iter().any(|s| s.overlaps(w))));
    let sides = |c: &Claim| {
        intent::coded(c).map_or(0, |code| usize::from(touches(&code.actors, source)) + usize::from(touches(&code.recipients, target)))
    };
    let ranked = events(read).map(|c| (sides(c), c)).filter(|(sides, _)| *sides > 0);
    ranked.min_by_key(|(sides, c)| (2 - sides, c.mention.sentence, depth(&read.document, c), c.mention.span))
}

/// The encoder's best word for an event that is known to be there, with its arguments.
struct Guess<'a> {
    gist: &'a Gist,
    sentence: &'a Sentence,
}

/// What the encoder thinks likeliest where no claim was made.
fn guess<'a>(shipped: &Shipped, read: &'a Read, points: &Points, source: Option<Range>, target: Option<Range>) -> Option<Guess<'a>> {
    let span = |r: Option<Range>| r.and_then(|(a, b)| points.span(a, b));
    let (sentence, gist) = shipped.reader().likeliest(&read.document, span(source), span(target))?;
    Some(Guess { gist, sentence })
}

impl Guess<'_> {
    /// Whether the encoder takes the one given for who does it and the other for whom it is done to.
    fn joins(&self, points: &Points, source: Option<Range>, target: Option<Range>) -> bool {
        let has = |role: &str, wanted: Option<Range>| {
            let wanted = wanted.and_then(|(a, b)| points.span(a, b));
            wanted.is_some_and(|w| self.gist.heads(role).into_iter().any(|t| w.contains(self.sentence.tokens[t].span)))
        };
        has("actor", source) && has("recipient", target)
    }

    /// The type that PLOVER has for it.
    fn code(&self) -> &str {
        // The words of the encoder's modalities are those of the ledger.
        intent::type_in(self.gist.event, self.gist.modality.parse().unwrap_or(Modality::Actual))
    }

    fn written(&self, points: &Points, coarse: bool, quads: &Quads) -> Value {
        let code = self.code();
        let mut event = coded(code, self.gist.mode, code != self.gist.event, coarse, quads);
        for role in ["actor", "recipient", "place"] {
            let spans = self.gist.heads(role).into_iter().map(|t| points.of(self.sentence.tokens[t].span));
            event[role] = spans.map(|(start, end)| json!({"start": start, "end": end})).collect();
        }
        event
    }
}

/// Type and quad class. `coarse` sets have one class for CONCEDE and RETREAT and follow the manual of 2021, by whose table of CAMEO codes the
/// intent to yield (035) is AGREE; since 2.0 an announced retreat is CONCEDE. Their one class is material cooperation (quad 2). `announced`: whether the type is that of an intention.
fn coded(plover_type: &str, mode: Option<&str>, announced: bool, coarse: bool, quads: &Quads) -> Value {
    let name = match plover_type {
        "CONCEDE" if coarse && announced => "AGREE",
        "CONCEDE" | "RETREAT" if coarse => "YIELD",
        name => name,
    };
    let mode: Vec<&str> = mode.into_iter().collect();
    let quad = quads.of(match name {
        "YIELD" => "RETREAT",
        name => name,
    });
    json!({"type": name, "quad": quad, "mode": mode})
}

/// Words that stand for somebody named elsewhere.
const PRONOUNS: [&str; 9] = ["he", "she", "it", "they", "we", "i", "who", "him", "them"];

/// Where the sentence of a claim names an actor that the claim has by a pronoun ("Nigeria announced that it will withdraw"): the sets code the
/// name, the ledger keeps the word that stands in the clause beside the name it leads to.
fn named(read: &Read, claim: &Claim, actor: &Grounded<Actor>) -> Option<Span> {
    let own = actor.span()?;
    let is_pronoun = |words: &str| PRONOUNS.contains(&words.to_lowercase().as_str());
    if !is_pronoun(&actor.value.text) {
        return Some(own);
    }
    let beside = read.reading.claims.iter().filter(|c| c.mention.sentence == claim.mention.sentence);
    let named = beside.flat_map(|c| {
        let voices = c.said_by.iter().map(|v| v.clone().map(|v| v.actor));
        c.actor.iter().chain(&c.more_actors).chain(&c.target).cloned().chain(voices).collect::<Vec<_>>()
    });
    let spans = named.filter(|a| a.value.key() == actor.value.key() && !is_pronoun(&a.value.text)).filter_map(|a| a.span());
    spans.filter(|s| s.end() <= own.start()).max_by_key(|s| (s.start(), std::cmp::Reverse(s.end()))).or(Some(own))
}

fn written(claim: &Claim, read: &Read, points: &Points, coarse: bool, quads: &Quads) -> Value {
    let Some(code) = intent::coded(claim) else { return Value::Null };
    let mut event = coded(&code.plover_type, code.mode.as_deref(), code.is_intent, coarse, quads);
    let actors = |list: &[Grounded<Actor>]| -> Vec<Value> {
        let spans = list.iter().flat_map(|a| named(read, claim, a).map(|s| (points.of(s), &a.value)));
        spans.map(|((start, end), a)| json!({"start": start, "end": end, "text": a.text, "code": a.country, "sector": a.sector})).collect()
    };
    event["actor"] = json!(actors(&code.actors));
    let thing = || annotation::thing_acted_on(claim).map(|s| points.of(s)).map(|(start, end)| json!({"start": start, "end": end}));
    event["recipient"] = if code.recipients.is_empty() { thing().into_iter().collect() } else { json!(actors(&code.recipients)) };
    let place = claim.place.iter().filter_map(|p| p.span().map(|s| (points.of(s), &p.value)));
    event["place"] = place.map(|((start, end), p)| json!({"start": start, "end": end, "text": p.text, "code": p.country})).collect();
    event
}
