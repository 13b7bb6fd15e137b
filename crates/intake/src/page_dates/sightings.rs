//! Goes once through a page and gathers every date it shows, with what stands around it.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};
use tacitus_record::normal;

use super::gathered::{Gathered, Seen, Sighting};
use super::hints::{self, Hints, Property, property};
use crate::dates::{self, Found, Label, NumericOrder};

/// A page with more dates than this is a list; the rest is not looked at.
const MOST_SIGHTINGS: usize = 600;
/// Regions within regions that are told apart.
const DEEPEST: usize = 50;
/// Bytes of a line that are looked at: a by-line or a note on publication fits, a paragraph need not.
const LONGEST_LINE: usize = 500;
/// Bytes of a `title` attribute that is hardly more than a date.
const LONGEST_TITLE: usize = 40;
/// Letters and digits that an element which is a date and nothing else may have beside it in other elements of its line.
const ELSEWHERE: usize = 15;
/// Elements inside a line; every other element ends it.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "label",
    "mark",
    "meta",
    "nobr",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "link",
    "picture",
    "source",
    "relative-time",
    "time-ago",
    "local-time",
];
/// Elements whose words no reader sees.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea", "title"];

/// An open element.
struct Open {
    hints: Hints,
    place: String,
    /// What its words are, where an attribute does not say so.
    property: Option<Property>,
}

/// An open line.
#[derive(Default)]
struct Line {
    words: String,
    hints: Hints,
    place: String,
    has_digits: bool,
    is_in_link: bool,
    property: Option<Property>,
    /// Where the stretches of words with digits stand.
    stretches: Vec<(usize, usize)>,
    /// Dates in attributes, with the length of the words before them.
    attributes: Vec<(Found, Seen, usize, Hints, String)>,
}

struct Gatherer {
    order: NumericOrder,
    title: Option<String>,
    gathered: Gathered,
    open: Vec<Open>,
    regions: Vec<usize>,
    line: Line,
    number: usize,
    headings: Vec<(usize, u8, String)>,
    /// A label that ended the line before.
    pending: Option<Label>,
    unseen: usize,
    links: usize,
    heading: u8,
    articles: usize,
}

/// Everything that looks like a date on the page. `title` is the title known from the markup.
pub(super) fn gather(page: &Html, order: NumericOrder, title: Option<&str>) -> Gathered {
    let mut g = Gatherer {
        order,
        title: title.map(normal).filter(|t| !t.is_empty()),
        gathered: Gathered::default(),
        open: Vec::new(),
        regions: Vec::new(),
        line: Line::default(),
        number: 0,
        headings: Vec::new(),
        pending: None,
        unseen: 0,
        links: 0,
        heading: 0,
        articles: 0,
    };
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => g.enter(element),
                Node::Text(text) if g.unseen == 0 => g.words(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    g.leave(element);
                }
            }
        }
    }
    g.end_line();
    g.finish()
}

impl Gatherer {
    fn enter(&mut self, element: &Element) {
        let name = element.name();
        if !INLINE.contains(&name) {
            self.end_line();
        }
        match name {
            "a" => self.links += 1,
            "article" => self.articles += 1,
            "h1" | "h2" | "h3" | "h4" => self.heading = name.as_bytes()[1] - b'0',
            _ if UNSEEN.contains(&name) => self.unseen += 1,
            _ => {}
        }
        let mut hints = hints::of(element, self.articles > 0);
        if self.regions.len() >= DEEPEST {
            hints.region = None;
        }
        let place = format!("{name}.{}", element.attr("class").unwrap_or(""));
        if let Some(region) = hints.region {
            self.gathered.regions.push((region, self.number, usize::MAX));
            self.regions.push(self.gathered.regions.len() - 1);
        }
        self.open.push(Open { hints, place, property: None });
        self.attributes(element, hints);
    }

    fn leave(&mut self, element: &Element) {
        let name = element.name();
        if !INLINE.contains(&name) {
            self.end_line();
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "article" => self.articles = self.articles.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" => self.heading = 0,
            _ if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
            _ => {}
        }
        if self.open.pop().is_some_and(|o| o.hints.region.is_some())
            && let Some(region) = self.regions.pop()
        {
            self.gathered.regions[region].2 = self.number;
        }
    }

    /// Dates that the element's attributes hold.
    fn attributes(&mut self, element: &Element, hints: Hints) {
        let name = element.name();
        let property = element.attr("itemprop").or_else(|| element.attr("property").filter(|_| name != "meta")).and_then(property);
        let given = ["datetime", "content", "data-datetime", "data-date", "data-timestamp", "data-time", "data-published"]
            .into_iter()
            .find_map(|a| element.attr(a).map(|v| (a, v)).filter(|(_, v)| !v.trim().is_empty()));
        let titled = || element.attr("title").filter(|v| (hints.date || name == "abbr") && v.len() <= LONGEST_TITLE).map(|v| ("title", v));
        let Some((attribute, value)) = given.or_else(titled) else {
            if let Some(open) = self.open.last_mut() {
                open.property = property;
            }
            return;
        };
        let seen = match (property, attribute) {
            (Some(property), _) => Seen::Property(property),
            (None, "content") => return,
            (None, "datetime") if matches!(name, "ins" | "del") => return,
            (None, _) => Seen::Attribute,
        };
        if let Some(found) = dates::parse(value, self.order) {
            let place = self.place();
            let hints = self.hints();
            self.line.attributes.push((found, seen, self.line.words.len(), hints, place));
        }
    }

    /// Names of the two innermost elements.
    fn place(&self) -> String {
        self.open.iter().rev().take(2).map(|o| o.place.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What the three innermost elements say; the innermost that tells publication or change decides which.
    fn hints(&self) -> Hints {
        let mut hints = Hints::default();
        for own in self.open.iter().rev().take(3).map(|o| o.hints) {
            hints.date |= own.date;
            if !hints.published && !hints.updated {
                (hints.published, hints.updated) = (own.published, own.updated);
            }
        }
        hints
    }

    fn words(&mut self, text: &str) {
        let has_digits = text.bytes().any(|b| b.is_ascii_digit()) || text.contains('٢');
        if has_digits && self.line.words.len() < LONGEST_LINE {
            let hints = self.hints();
            self.line.hints.date |= hints.date;
            self.line.hints.published |= hints.published;
            self.line.hints.updated |= hints.updated;
            if !self.line.has_digits {
                self.line.place = self.place();
                self.line.is_in_link = self.links > 0;
                self.line.property = self.open.iter().rev().take(2).find_map(|o| o.property);
            }
            self.line.has_digits = true;
        }
        let start = self.line.words.len();
        for word in text.split_whitespace() {
            if self.line.words.len() >= LONGEST_LINE {
                break;
            }
            if !self.line.words.is_empty() {
                self.line.words.push(' ');
            }
            self.line.words.extend(word.chars().take(LONGEST_LINE));
        }
        if has_digits {
            self.line.stretches.push((start, self.line.words.len()));
        }
    }

    fn end_line(&mut self) {
        if self.line.words.is_empty() && self.line.attributes.is_empty() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let words = line.words.as_str();
        let pending = self.pending.take();
        if self.heading > 0 && !words.is_empty() {
            self.headings.push((self.number, self.heading, normal(words)));
        }
        let found = if line.has_digits { dates::find_all(words, self.order) } else { Vec::new() };
        if found.is_empty() && line.attributes.is_empty() {
            self.copyright(words, line.has_digits);
            let is_short = words.len() <= 50 && (words.ends_with(':') || words.len() <= 30);
            self.pending = if is_short { dates::label_in(words) } else { None };
        }
        let letters = |from: usize, to: usize| words[from..to].chars().filter(|c| c.is_alphanumeric()).count();
        // Attributes without words belong to what stands before them.
        let number = if words.is_empty() { self.number.saturating_sub(1) } else { self.number };
        let here = |found, seen, label, hints, place| Sighting {
            found,
            seen,
            label,
            hints,
            line: number,
            is_heading: self.heading > 0,
            is_in_link: if line.has_digits { line.is_in_link } else { self.links > 0 },
            regions: self.regions.clone(),
            place,
        };
        let mut sightings = Vec::new();
        for (at, one) in found.iter().enumerate() {
            let label = dates::said_of(words, &found, at).or(pending.filter(|_| at == 0 && one.start <= 12));
            // An element that is hardly more than a date stands for itself, whatever else is in its line.
            let (from, to) = line
                .stretches
                .iter()
                .copied()
                .find(|&(a, b)| a <= one.start && one.end <= b && !line.is_in_link)
                .unwrap_or((0, words.len()));
            let beside = letters(0, words.len()).min(letters(from, to) + ELSEWHERE) - letters(one.start, one.end);
            let words_only = Seen::Words { beside, before: one.start };
            let seen = line.property.filter(|_| at == 0).map_or(words_only, Seen::Property);
            sightings.push(here(*one, seen, label, line.hints, line.place.clone()));
        }
        for (one, seen, offset, hints, place) in line.attributes.iter().cloned() {
            let shown = found.iter().position(|f| f.start + 2 >= offset);
            let label = match shown {
                Some(at) => dates::said_of(words, &found, at),
                None => dates::label_in(words),
            };
            let label = label.or(pending);
            sightings.push(here(one, seen, label, hints, place));
        }
        for sighting in sightings {
            if sighting.found.day < dates::first_web_day() || self.gathered.sightings.len() >= MOST_SIGHTINGS {
                continue;
            }
            let days = self.gathered.days.entry(sighting.place.clone()).or_default();
            if days.len() < 4 && !days.contains(&sighting.found.day) {
                days.push(sighting.found.day);
            }
            self.gathered.sightings.push(sighting);
        }
        if !words.is_empty() {
            self.number += 1;
        }
    }

    /// The latest year of a copyright line.
    fn copyright(&mut self, words: &str, has_digits: bool) {
        if !has_digits || !(words.contains('©') || words.to_lowercase().contains("copyright")) {
            return;
        }
        let years = words.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4).filter_map(|n| n.parse::<i32>().ok());
        self.gathered.copyright.extend(years.filter(|y| (1993..2100).contains(y)).max());
    }

    fn finish(mut self) -> Gathered {
        let is_title = |(_, _, words): &&(usize, u8, String)| {
            self.title.as_ref().is_some_and(|t| words == t || (words.len() > 12 && t.contains(words.as_str())))
        };
        let titled = self.headings.iter().find(is_title);
        let first = self.headings.iter().find(|(_, level, _)| *level == 1);
        self.gathered.heading = titled.or(first).map(|h| h.0);
        self.gathered
    }
}
