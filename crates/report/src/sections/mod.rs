//! One file for each section, or for each few that are written alike.

mod annex;
mod areas;
mod changes;
mod conflicts;
mod control;
mod figures;
mod gaps;
mod other_days;
mod points;
mod positions;
mod standing_questions;
pub(crate) use points::{MOST as MOST_POINTS, WORDS as LONGEST_POINT};
mod words;

pub(crate) use annex::write as annex;
pub(crate) use gaps::{background, write as gaps};
pub(crate) use positions::{cite_instead, own_words};

pub(crate) use control::columns;

use crate::compose::Desk;
use crate::model::{Block, Part, Section};

/// Writes one section.
pub(crate) fn write(part: Part, desk: &mut Desk<'_>) -> Section {
    match part {
        Part::KeyPoints => points::write(desk),
        Part::Changes => changes::write(desk),
        Part::Figures => figures::write(desk),
        Part::Conflicts => conflicts::write(desk),
        Part::Areas => areas::write(desk),
        _ => words::write(part, desk),
    }
}

/// Headings of what tells of other days.
const DAYS_BEFORE: &str = "In the days before";
const LAST_REPORTED: &str = "Last reported before this period";
const STILL_OPEN: &str = "Open from before this period";
const NOT_COME: &str = "Threats and announcements of the days before that did not come";
const STANDING: &str = "Standing from the days before";

/// What a section without content says.
pub(crate) const NONE_REPORTED: &str = "None reported.";

/// A section with its heading; one without content says so.
fn section(part: Part, blocks: Vec<Block>) -> Section {
    let blocks: Vec<Block> = blocks.into_iter().filter(|b| !b.sentences.is_empty()).collect();
    let remark = blocks.is_empty().then(|| NONE_REPORTED.to_string());
    Section { part, heading: part.heading().to_string(), remark, blocks, places: Vec::new(), counts: Vec::new(), figures: Vec::new() }
}
