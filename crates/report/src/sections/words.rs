//! Sections that are one run of sentences: control, statements and threats, civilians, outlook.

use std::collections::BTreeSet;

use tacitus_record::Kind;

use crate::compose::{Desk, with_region};
use crate::model::{Block, Part, Section};
use crate::prose::within;
use crate::tables::worded;

use super::other_days::{Beside, beside, due};

/// Sentences of one section; more are left out and counted.
const MOST: usize = 10;

pub(super) fn write(part: Part, desk: &mut Desk<'_>) -> Section {
    // What stands under the conflicts in full is not said again.
    let told = |at: usize| {
        let unit = &desk.units[at];
        // A row of the table says who holds what.
        let in_table =
            part == Part::Control && unit.claims.iter().any(|(_, c)| c.kind == Kind::Control && c.place.is_some() && c.actor.is_some());
        in_table || desk.in_conflicts.contains(&(unit.source.row.article.id.clone(), unit.sentence()))
    };
    let of_part: Vec<usize> = (0..desk.units.len()).filter(|&at| desk.units[at].part == part).collect();
    let mut members: Vec<usize> = of_part.iter().copied().filter(|&at| !told(at)).collect();
    let there: Vec<usize> = of_part.iter().copied().filter(|&at| told(at)).collect();
    let is_told_there = !there.is_empty();
    if members.len() > MOST {
        members.sort_by_key(|&at| (std::cmp::Reverse(desk.units[at].weight), at));
        members.truncate(MOST);
        members.sort_unstable();
    }
    // One paragraph an article: its statements belong together.
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    while start < members.len() {
        let article = |at: usize| desk.units[members[at]].source.row.article.id.clone();
        let first = article(start);
        let end = (start..members.len()).find(|&at| article(at) != first).unwrap_or(members.len());
        let mut sentences = super::areas::run(desk, &members[start..end]);
        if matches!(part, Part::Civilians | Part::Statements)
            && let Some(first) = sentences.first_mut()
        {
            let unit = &desk.units[members[start]];
            // What is said of a place need not be said there.
            let place = desk.place_of(members[start]);
            first.text = match place {
                Some(place) if part == Part::Statements => {
                    format!("On {}: {}", with_region(place), within(&first.text, &desk.material.small_words))
                }
                None if part == Part::Statements => first.text.clone(),
                _ => desk.led(place, None, unit.source.published(), &first.text),
            };
        }
        blocks.push(Block { heading: None, listed: false, sentences });
        start = end;
    }
    let mut section = super::section(part, Vec::new());
    let standing = desk.standing;
    match part {
        Part::Control => {
            section.figures = super::control::rows(desk);
            section.places = super::control::places(desk);
            blocks.extend(beside(desk, super::LAST_REPORTED, &standing.control, Beside::Words));
        }
        Part::Outlook => {
            let ahead = due(desk);
            // An answer to what is due is told with it.
            let told: BTreeSet<usize> = ahead.iter().flat_map(|b| &b.sentences).flat_map(|s| s.notes.iter().copied()).collect();
            blocks.extend(ahead);
            let open = beside(desk, super::STILL_OPEN, &standing.open, Beside::Words);
            blocks.extend(open.map(|mut block| {
                block.sentences.retain(|s| !s.notes.iter().all(|n| told.contains(n)));
                block
            }));
        }
        Part::Civilians => {
            let sentences = super::figures::civilian_tolls(desk).into_iter().collect();
            blocks.push(Block { heading: None, listed: false, sentences });
        }
        Part::Statements => blocks.extend(beside(desk, super::NOT_COME, &standing.not_come, Beside::Words)),
        _ => {}
    }
    section.blocks = blocks.into_iter().filter(|b| !b.sentences.is_empty()).collect();
    let begins_elsewhere = section.blocks.first().is_none_or(|b| b.heading.is_some());
    let key = match (begins_elsewhere, section.blocks.is_empty() && section.figures.is_empty()) {
        _ if is_told_there && begins_elsewhere => Some("told.only_under_conflicts"),
        _ if is_told_there && part == Part::Statements => Some("told.under_conflicts"),
        (true, false) if section.figures.is_empty() => Some("nothing.new"),
        (_, true) => Some("nothing"),
        _ => None,
    };
    section.remark = key.map(|key| worded(key, 0, &[]));
    if part == Part::Control && !section.figures.is_empty() {
        section.remark = Some(worded("control.remark", 0, &[]));
    }
    section
}
