//! The encoder as a second voice beside the frames of `ontology/`.
//!
//! The rule, in words: a frame's event stands unless the encoder is sure that the word tells none; an event without a frame stands if
//! the encoder is sure that the word tells one. Where both read an event, the frame names it. The encoder fills what the tree left open.

use tacitus_record::{Actor, Claim, Grounded, Kind};
use tacitus_text::Upos;

use super::slots::{is_human, without_offices};
use crate::ontology::{Entry, Trigger};
use crate::sighting::Sighting;

/// Margin above which an event without a frame is believed. Chosen on a tenth of `training/annotation/train.jsonl`.
const SURE_OF_EVENT: f32 = 0.5;
/// Margin above which it is believed though the word has frames and none fits.
const SURE_AGAINST_FRAMES: f32 = 2.0;
/// Margin below which a frame's event is not believed. Chosen likewise.
const SURE_OF_NONE: f32 = -2.0;

/// The entry that the two voices agree on: the frame's, or one made of the encoder's type and mode.
pub(super) fn agreed<'a>(sight: &'a Sighting, head: usize, framed: Option<&'a Entry>) -> Option<&'a Entry> {
    let gist = sight.s().gist(head);
    match (framed, gist) {
        // Rain, debt and prices "threaten" too: a threat needs both voices.
        (Some(entry), Some(gist)) if entry.kind == Kind::Threat && gist.event_margin < 0.0 => None,
        (Some(entry), Some(gist)) if !entry.plover_type.is_empty() && gist.event_margin < SURE_OF_NONE => None,
        (Some(entry), None) if !entry.plover_type.is_empty() => None,
        (Some(entry), _) => Some(entry),
        (None, Some(gist)) => {
            let ontology = &sight.scene.knowledge.ontology;
            let token = &sight.s().tokens[head];
            let trigger = if token.upos == Upos::Noun { Trigger::Noun } else { Trigger::Verb };
            let known = !ontology.entries(trigger, &token.lemma.to_lowercase()).is_empty();
            let enough = if known { SURE_AGAINST_FRAMES } else { SURE_OF_EVENT };
            (gist.event_margin > enough).then(|| ontology.unnamed(gist.event, gist.mode.unwrap_or("")))?
        }
        (None, _) => None,
    }
}

/// The encoder's mode, where the frame has none and both read the same type.
pub(super) fn mode(sight: &Sighting, entry: &Entry, head: usize) -> Option<String> {
    let gist = sight.s().gist(head).filter(|g| g.event == entry.plover_type && g.event_margin > 0.0)?;
    gist.mode.map(str::to_string)
}

/// Why an event without a frame is told.
pub(super) fn reason(sight: &Sighting, head: usize) -> String {
    sight.s().gist(head).map_or_else(String::new, |g| format!("encoder {} (margin {:.1})", g.event, g.event_margin))
}

/// Who, to whom, where and when by the encoder, where the tree found nobody and nothing.
pub(super) fn fill(sight: &Sighting, claim: &mut Claim, head: usize) {
    let s = sight.s();
    let Some(gist) = s.gist(head).filter(|g| g.event_margin > 0.0) else { return };
    let taken = |claim: &Claim, token: usize| {
        let word = s.tokens[token].span;
        let all = claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).chain(&claim.more_targets);
        all.filter_map(Grounded::span).any(|span| span.contains(word))
    };
    let mut filled = false;
    for (role, recipient) in [("actor", false), ("recipient", true)] {
        if if recipient { claim.target.is_some() } else { claim.actor.is_some() } {
            continue;
        }
        let mut heads = gist.heads(role);
        heads.retain(|&t| t != head && !taken(claim, t));
        heads.sort_unstable();
        let mut found = without_offices(sight, &heads).into_iter().filter_map(|t| somebody(sight, t));
        let (first, more) = (found.next(), found.collect());
        filled |= first.is_some();
        if recipient {
            (claim.target, claim.more_targets) = (first, more);
        } else {
            (claim.actor, claim.more_actors) = (first, more);
        }
    }
    if claim.object.is_none() && claim.target.is_none() {
        let thing = gist.heads("recipient").into_iter().find(|&t| t != head && !taken(claim, t) && s.tokens[t].upos == Upos::Noun);
        claim.object = thing.map(|t| sight.phrase(t));
    }
    if claim.place.is_none() {
        let named = gist.heads("place").into_iter().filter(|&t| !taken(claim, t)).find_map(|t| sight.place_at(t));
        claim.place = named.map(|p| p.value.clone());
        filled |= claim.place.is_some();
    }
    if claim.time.is_none() {
        let told = gist.heads("time").into_iter().find_map(|t| sight.times.iter().find(|m| m.range.0 <= t && t < m.range.1));
        claim.time = told.map(|m| m.value.clone());
        filled |= claim.time.is_some();
    }
    if filled {
        claim.mention.rules.push("parts by the encoder".to_string());
    }
}

/// The actor that a word names; people and bodies that no list knows are kept as the text has them.
fn somebody(sight: &Sighting, token: usize) -> Option<Grounded<Actor>> {
    let named = || {
        let s = sight.s();
        let of_people = is_human(sight, token) || sight.scene.force_sector(token).is_some() || s.tokens[token].upos == Upos::Propn;
        let place = sight.place_at(token).is_some();
        (of_people && !place).then(|| sight.phrase(token).map(|name| Actor::unknown(&name)))
    };
    sight.scene.actor(token).or_else(named)
}
