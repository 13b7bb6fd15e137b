//! What the body has no room for: a daily report is read in minutes, so what tells of earlier days moves behind it first.

use crate::model::{Block, Count, Part, Report, Section};
use crate::tables::worded;

/// Words of a printed page of the body, tables included.
const WORDS_A_PAGE: usize = 600;

/// Parts and headings of blocks that may move, in the order in which they do.
const MAY_MOVE: [(Part, &str); 5] = [
    (Part::Areas, super::DAYS_BEFORE),
    (Part::Conflicts, super::STANDING),
    (Part::Statements, super::NOT_COME),
    (Part::Outlook, super::STILL_OPEN),
    (Part::Control, super::LAST_REPORTED),
];

/// Moves blocks into an annex until the body fits.
pub(crate) fn write(report: &mut Report, max_pages: usize) {
    let mut moved: Vec<Block> = Vec::new();
    for (part, heading) in MAY_MOVE {
        if words(report) <= max_pages * WORDS_A_PAGE {
            break;
        }
        let Some(section) = report.sections.iter_mut().find(|s| s.part == part) else { continue };
        let (out, stay): (Vec<Block>, Vec<Block>) = section.blocks.drain(..).partition(|b| b.heading.as_deref() == Some(heading));
        section.blocks = stay;
        if !out.is_empty() {
            let said = section.remark.as_deref().map_or(String::new(), |r| r.trim_end_matches('.').to_string());
            let key = if said.is_empty() { "annex.see" } else { "annex.see.beside" };
            section.remark = Some(worded(key, 0, &[("remark", said.as_str())]));
        }
        for mut block in out {
            // Who holds what and what happened may be one sentence: once is enough.
            block.sentences.retain(|s| !moved.iter().flat_map(|b| &b.sentences).any(|t| t.text == s.text));
            moved.extend((!block.sentences.is_empty()).then_some(block));
        }
    }
    if !moved.is_empty() {
        let remark = Some(worded("annex.remark", 0, &[]));
        let heading = Part::Annex.heading().to_string();
        report.sections.push(Section {
            part: Part::Annex,
            heading,
            remark,
            blocks: moved,
            places: Vec::new(),
            counts: Vec::new(),
            figures: Vec::new(),
        });
    }
}

/// Words of the body: headings, remarks, sentences and cells.
fn words(report: &Report) -> usize {
    let count = |text: &str| text.split_whitespace().count();
    let of = |s: &Section| {
        let remark = s.remark.as_deref().map_or(0, count);
        let blocks: usize = s
            .blocks
            .iter()
            .map(|b| b.heading.as_deref().map_or(0, count) + b.sentences.iter().map(|s| count(&s.text)).sum::<usize>())
            .sum();
        let cells: usize = s.figures.iter().map(|f| count(&f.of) + count(&f.counted) + count(&f.value) + count(&f.claimant) + 1).sum();
        count(&s.heading) + remark + blocks + cells + s.counts.len() * Count::COLUMNS.len()
    };
    report.sections.iter().filter(|s| s.part != Part::Annex).map(of).sum()
}
