//! Every example of `ontology/` gives its claim, and no counter-example gives a claim of its type.

mod common;

use common::{Passage, READER, claims, doers, done_to, holds, line, names};
use tacitus_reading::EventType;
use tacitus_record::{Claim, Kind, Polarity};

#[test]
fn every_example_gives_its_claim() {
    let mut failures = Vec::new();
    for event_type in &READER.knowledge().ontology.types {
        for example in &event_type.examples {
            let found = claims(&Passage::of(&example.text));
            let reported: Vec<&Claim> = found.iter().filter(|c| reports(c, &example.predicate, event_type)).collect();
            let said = |c: &&&Claim| {
                c.polarity == Polarity::Pos
                    && (example.actor.is_empty() || names(&doers(c), &example.actor))
                    && (example.target.is_empty() || is_target(c, &example.target))
            };
            if reported.iter().find(said).is_none() {
                let wanted = format!("{} actor={:?} target={:?}", example.predicate, example.actor, example.target);
                failures.push(failure(event_type, &example.text, &wanted, &found));
            }
        }
    }
    assert!(failures.is_empty(), "{} examples are not read as the ontology says:\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_counter_example_gives_a_claim_of_its_type() {
    let mut failures = Vec::new();
    for event_type in &READER.knowledge().ontology.types {
        for counter in &event_type.counters {
            let found = claims(&Passage::of(&counter.text));
            if found.iter().any(|c| is_of(c, event_type)) {
                failures.push(failure(event_type, &counter.text, &format!("nothing: {}", counter.why), &found));
            }
        }
    }
    assert!(failures.is_empty(), "{} counter-examples are read as events:\n\n{}", failures.len(), failures.join("\n"));
}

/// A counted loss is told once and carries the code of its deed, so it reports the deed too.
fn reports(claim: &Claim, predicate: &str, event_type: &EventType) -> bool {
    claim.predicate == predicate || (claim.kind == Kind::Loss && is_of(claim, event_type))
}

fn is_of(claim: &Claim, event_type: &EventType) -> bool {
    let coded = claim.event.as_ref().is_some_and(|e| !event_type.plover_type.is_empty() && e.plover_type == event_type.plover_type);
    coded || event_type.frames.iter().any(|f| f.predicate == claim.predicate)
}

/// What was done to: somebody, or a thing or place that is no actor.
fn is_target(claim: &Claim, words: &str) -> bool {
    names(&done_to(claim), words)
        || claim.object.as_ref().is_some_and(|o| holds(&o.value, words))
        || claim.place.as_ref().is_some_and(|p| holds(&p.value.text, words))
}

fn failure(event_type: &EventType, text: &str, wanted: &str, found: &[Claim]) -> String {
    let name = if event_type.plover_type.is_empty() { "OTHER" } else { &event_type.plover_type };
    let found: Vec<String> = found.iter().map(|c| format!("    found  {}\n", line(c))).collect();
    let found = if found.is_empty() { "    found  nothing\n".to_string() } else { found.concat() };
    format!("  {name}: {text}\n    wanted {wanted}\n{found}")
}
