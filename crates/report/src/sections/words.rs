//! Sections that are one run of sentences: control, statements and threats, civilians, outlook.

use crate::compose::Desk;
use crate::model::{Block, Part, Section};

/// Sentences of one section; more are left out and counted.
const MOST: usize = 10;

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
    super::section(part, blocks)
}
