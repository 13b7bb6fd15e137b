//! Sections that are one run of sentences: control, statements and threats, civilians, outlook.

use crate::compose::{Desk, unended};
use crate::model::{Block, Part, Section, Sentence};
use crate::prose::day;
use crate::tables::worded;
use crate::units::Unit;

/// Sentences of one section; more are left out and counted.
const MOST: usize = 10;
/// Sentences of other days beside them; what is further ahead or longer past is left to the ledger.
const MOST_BESIDE: usize = 6;

pub(super) fn write(part: Part, desk: &mut Desk<'_>) -> Section {
    let mut members: Vec<usize> = (0..desk.units.len()).filter(|&at| desk.units[at].part == part).collect();
    if members.len() > MOST {
        members.sort_by_key(|&at| (std::cmp::Reverse(desk.units[at].weight), at));
        desk.left_out += members.len() - MOST;
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
        blocks.push(Block { heading: None, listed: false, sentences: super::areas::run(desk, &members[start..end]) });
        start = end;
    }
    match part {
        Part::Control => {
            let standing: Vec<(String, u32)> = desk.material.standing.clone();
            blocks.extend(beside(desk, "Last told before this period", standing));
        }
        Part::Outlook => {
            let ahead: Vec<(String, u32)> = desk.material.ahead.iter().map(|(_, article, sentence)| (article.clone(), *sentence)).collect();
            blocks.extend(beside(desk, "Dates ahead", ahead));
        }
        Part::Civilians => {
            let sentences = super::figures::civilian_tolls(desk);
            blocks.push(Block { heading: None, listed: false, sentences });
        }
        _ => {}
    }
    super::section(part, blocks)
}

/// Sentences of articles of other days, each with the day on which it was published.
fn beside(desk: &mut Desk<'_>, heading: &str, told: Vec<(String, u32)>) -> Option<Block> {
    let material = desk.material;
    let mut sentences: Vec<Sentence> = Vec::new();
    for (article, sentence) in told {
        let Some(unit) = Unit::of(material, &article, sentence) else { continue };
        let (Some(draft), Some(published)) = (unit.draft(material, 0, false), unit.source.published()) else { continue };
        let day = day(published, material.to.year());
        let dated = draft.text.contains(&format!("on {day}"));
        let text =
            if dated { draft.text } else { worded("published", 0, &[("sentence", unended(&draft.text).as_str()), ("day", day.as_str())]) };
        if sentences.len() < MOST_BESIDE && !sentences.iter().any(|s| s.text == text) {
            sentences.push(Sentence { text, tag: None, notes: vec![desk.notes.cite(material, unit.source, draft.span)] });
        }
    }
    (!sentences.is_empty()).then(|| Block { heading: Some(heading.to_string()), listed: true, sentences })
}
