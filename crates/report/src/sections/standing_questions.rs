//! Questions of the days before on which the sources still differ and of which the period says nothing new.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Day, Kind, Span, VoiceType};

use crate::check::is;
use crate::compose::{Desk, unended};
use crate::material::{Material, Source};
use crate::model::Sentence;
use crate::prose::{day, quoted, sentence_case, within};
use crate::standing::{Place, is_denial};
use crate::tables::worded;
use crate::units::Unit;

use super::conflicts::{caveats, groups, of_scope};
use super::positions::{Position, cites, in_one_sentence, one_outlet, own_words, positions, sides, span_of, topic};

/// Further answers to a question on who did it, at the most.
const MOST_ALSO: usize = 2;
/// Questions that are told again, at the most.
const MOST_STANDING: usize = 8;

/// Questions of the days before on which the sources still differ and of which the period says nothing new; latest first.
pub(super) fn standing(desk: &mut Desk<'_>) -> Vec<Sentence> {
    let (now, before) = (desk.material, &desk.standing.material);
    let of_period: BTreeSet<String> = now.conflicts(now.to).iter().flat_map(|l| [l.a.clone(), l.b.clone()]).collect();
    let mut found: Vec<(Option<Day>, Sentence, Vec<Place>)> = Vec::new();
    for (slot, members) in groups(&before.conflicts(before.from.plus(-1))) {
        if members.iter().any(|m| of_period.contains(m)) {
            continue;
        }
        let positions = positions(before, &slot, &members);
        // Who was last said to hold a place stands with the control.
        let in_control = |p: &Position<'_>| {
            desk.standing.control.iter().any(|(article, sentence)| *article == p.evidence.article && *sentence == p.evidence.sentence)
        };
        if positions.len() < 2 || slot == "actor" && positions.iter().any(|p| p.claim.kind == Kind::Control && in_control(p)) {
            continue;
        }
        let mut list = sides(before, &slot, &positions);
        let last = positions.iter().filter_map(|p| p.evidence.published).max();
        let since = last.map_or(String::new(), |d| day(d, before.to.year()));
        let question = sentence_case(&topic(before, &slot, &positions));
        let mut notes: Vec<usize> = positions.iter().flat_map(|p| cites(&mut desk.notes, before, p)).collect();
        for (words, source, span) in of_scope(before, &slot, &positions) {
            list.push(words);
            notes.push(desk.notes.cite(before, source, span));
        }
        let mut places: Vec<Place> = positions.iter().map(|p| (p.evidence.article.clone(), p.evidence.sentence)).collect();
        for (words, source, span, place) in also_blamed(before, &slot, &positions) {
            list.push(words);
            notes.push(desk.notes.cite(before, source, span));
            places.push(place);
        }
        for (words, source, span) in unverified_there(before, &positions) {
            list.push(unended(&words));
            notes.push(desk.notes.cite(before, source, span));
        }
        let text = if in_one_sentence(before, &positions).is_some() {
            // Words that lean on their article ("its neighbour") are told as its words.
            let (unit, outlet) = (span_of(before, &positions[0]), positions[0].source.outlet());
            let quote = quoted(unit.slice(&positions[0].source.row.article.text));
            let denials = denied_elsewhere(before, &positions);
            let denied: Vec<String> = denials.iter().map(|(text, ..)| format!("; {text}")).collect();
            notes.extend(denials.iter().map(|(_, source, span)| desk.notes.cite(before, source, *span)));
            worded("standing.one", 0, &[("outlet", &outlet), ("quote", &quote), ("more", &denied.concat()), ("day", &since)])
        } else {
            let outlet = one_outlet(&positions).map_or(String::new(), |o| format!(" ({o})"));
            worded("standing", 0, &[("question", &question), ("outlet", &outlet), ("list", &list.join("; ")), ("day", &since)])
        };
        found.push((last, Sentence { text, tag: None, notes }, places));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    found.truncate(MOST_STANDING);
    desk.in_conflicts.extend(found.iter().flat_map(|(_, _, places)| places.iter().cloned()));
    found.into_iter().map(|(_, s, _)| s).collect()
}

/// Who else was said, by somebody and of the same town, to have done what the sources differ on: no link joins it to the answers, and it is one.
fn also_blamed<'m>(material: &'m Material, slot: &str, positions: &[Position<'_>]) -> Vec<(String, &'m Source, Span, Place)> {
    let control = positions.iter().any(|p| p.claim.kind == Kind::Control);
    let town = positions.iter().find_map(|p| p.place_key(material));
    let Some(town) = town.filter(|_| slot == "actor" && !control) else { return Vec::new() };
    let known: BTreeSet<Place> = positions.iter().map(|p| (p.evidence.article.clone(), p.evidence.sentence)).collect();
    let speakers: BTreeSet<String> = positions.iter().map(|p| p.claimant.clone()).collect();
    let mut found: BTreeMap<Place, (String, &Source, Span)> = BTreeMap::new();
    for told in material.claims.values().filter(|t| t.is_deed()) {
        let claim = &told.row.claim;
        let is_violence = claim.event.as_ref().is_some_and(|e| e.plover_type == "ASSAULT") && claim.actor.is_some();
        let said = claim.said_by.iter().any(|v| matches!(v.value.voice_type, VoiceType::Named | VoiceType::Official));
        let Some(evidence) = material.best_evidence(told).filter(|_| is_violence && said) else { continue };
        let at = (evidence.article.clone(), evidence.sentence);
        let there = material.town_of(&evidence.article).is_some_and(|t| t.key() == town);
        let Some(unit) = Unit::of(material, &evidence.article, evidence.sentence).filter(|u| there && u.source.is_own(u.cover)) else {
            continue;
        };
        let new = !known.contains(&at) && !material.holder(&told.row.id, evidence).is_some_and(|who| speakers.contains(&who));
        let Some(words) = own_words(material, claim, evidence).filter(|_| new) else { continue };
        found.insert(at, (format!("{words} ({})", unit.source.outlet()), unit.source, unit.cover));
    }
    found.into_iter().take(MOST_ALSO).map(|(at, (words, source, span))| (words, source, span, at)).collect()
}

/// What the articles of a question, and others about its town, say that they could not check; none where only a number is asked.
fn unverified_there<'m>(material: &'m Material, positions: &[Position<'_>]) -> Vec<(String, &'m Source, Span)> {
    let of: BTreeSet<&String> = positions.iter().map(|p| &p.evidence.article).collect();
    let town = positions.iter().find_map(|p| p.place_key(material));
    if positions.iter().all(|p| p.claim.quantity.is_some()) {
        return Vec::new();
    }
    let about = |id: &&String| of.contains(id) || town.is_some() && material.town_of(id).map(|t| t.key()) == town;
    let mut found: Vec<(String, &Source, Span)> = Vec::new();
    for id in material.sources.keys().filter(about) {
        found.extend(
            caveats(material, id).into_iter().filter(|(text, ..)| !found.iter().any(|(known, ..)| known == text)).collect::<Vec<_>>(),
        );
    }
    // "when the video was recorded": what it speaks of, the question does not tell.
    found.retain(|(_, source, span)| !speaks_of_another_thing(span.slice(&source.row.article.text)));
    found.sort_by_key(|(_, source, span)| (source.published(), source.row.article.id.clone(), span.start()));
    found
}

/// Whether a caveat speaks of some thing that nothing has introduced.
fn speaks_of_another_thing(caveat: &str) -> bool {
    let words: Vec<String> = caveat.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_string()).collect();
    words.windows(2).any(|w| w[0].eq_ignore_ascii_case("the") && w[1].starts_with(char::is_lowercase) && !is("understood", &w[1]))
}

/// What the side that denies says in other articles of what it is accused of: each with its outlet, source and words.
fn denied_elsewhere<'m>(material: &'m Material, positions: &[Position<'_>]) -> Vec<(String, &'m Source, Span)> {
    let Some(denial) = positions.iter().find(|p| p.is_denial()) else { return Vec::new() };
    let country = denial.claim.said_by.last().map(|v| &v.value.actor).or(denial.claim.actor.as_ref().map(|a| &a.value));
    let Some(country) = country.and_then(|a| a.country.as_ref()) else { return Vec::new() };
    let about: Vec<&String> =
        positions.iter().filter_map(|p| p.claim.target.as_ref()).flat_map(|t| [&t.value.name, &t.value.text]).collect();
    let mut found: BTreeMap<(String, u32), (String, &Source, Span)> = BTreeMap::new();
    for told in material.claims.values().filter(|t| is_denial(&t.row.claim)) {
        let same = told.row.claim.actor.as_ref().is_some_and(|a| a.value.country.as_ref() == Some(country))
            && told.row.claim.object.as_ref().is_some_and(|o| about.iter().any(|name| o.value.contains(name.as_str())));
        let Some(evidence) = material.best_evidence(told).filter(|_| same) else { continue };
        let Some(unit) = Unit::of(material, &evidence.article, evidence.sentence) else { continue };
        let Some(draft) = unit.draft(material, 0, false).filter(|_| evidence.article != denial.evidence.article) else { continue };
        let text = within(&unended(&draft.text), &material.small_words);
        found.insert((evidence.article.clone(), evidence.sentence), (text, unit.source, draft.span));
    }
    found.into_values().collect()
}
