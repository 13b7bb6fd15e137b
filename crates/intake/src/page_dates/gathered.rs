//! Holds what a page shows of dates, and tells where on the page a date stands.

use std::collections::BTreeMap;

use tacitus_record::Day;

use super::hints::{Hints, Property, Region};
use crate::dates::{Found, Label};

/// How a date was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// `itemprop` or `property` of that meaning, with the value in an attribute or in words.
    Property(Property),
    /// A `datetime` or like attribute.
    Attribute,
    /// Words that readers see; how many letters and digits stand beside the date in its line, and how many bytes before it.
    Words { beside: usize, before: usize },
}

/// A date with what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    pub found: Found,
    pub seen: Seen,
    pub label: Option<Label>,
    /// What the innermost elements say of it.
    pub hints: Hints,
    /// Number of its line on the page.
    pub line: usize,
    pub is_heading: bool,
    /// Whether it stands in a link with more words.
    pub is_in_link: bool,
    /// Regions around it, as indices into [`Gathered::regions`].
    pub regions: Vec<usize>,
    /// Names of the elements it stands in: dates of lists share them.
    pub place: String,
}

/// What was gathered of a page.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub sightings: Vec<Sighting>,
    /// Line of the heading that is the article's title.
    pub heading: Option<usize>,
    /// Years in copyright lines.
    pub copyright: Vec<i32>,
    /// Kind, first line and line after the last of every region.
    pub regions: Vec<(Region, usize, usize)>,
    /// Different days by place.
    pub days: BTreeMap<String, Vec<Day>>,
}

impl Gathered {
    /// The region that a sighting stands in, the surest first. One that holds the title holds the article.
    pub fn region(&self, sighting: &Sighting) -> Option<Region> {
        let is_apart = |&&(_, first, end): &&(Region, usize, usize)| !self.heading.is_some_and(|h| first <= h && h < end);
        sighting.regions.iter().filter_map(|&r| self.regions.get(r)).filter(is_apart).map(|r| r.0).min()
    }

    /// How many different days stand in places named alike.
    pub fn days_alike(&self, sighting: &Sighting) -> usize {
        self.days.get(&sighting.place).map_or(0, Vec::len)
    }
}
