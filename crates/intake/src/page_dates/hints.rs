//! Reads what the names and properties of elements say of their words: that they are a date, and which, or belong to readers, other
//! articles or the site's frame.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use scraper::node::Element;
use tacitus_record::named_enum;

use crate::lexicon;

named_enum! {
    /// What a piece of a class or id says.
    enum Piece {
        /// Holds a date.
        Date = "date",
        /// Holds the date of publication.
        Published = "published",
        /// Holds the date of a change.
        Updated = "updated",
        /// Words of readers.
        Comment = "comment",
        /// Words on other articles.
        Teaser = "teaser",
        /// The frame of the site.
        Chrome = "chrome",
        /// Nothing.
        None = "none",
    }
}

/// What an element's tag and names say of the words below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    pub date: bool,
    pub published: bool,
    pub updated: bool,
    /// The region the element opens.
    pub region: Option<Region>,
}

/// A part of a page that is not the article's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Region {
    Comment,
    Teaser,
    Chrome,
}

struct Table {
    pieces: Regex,
    meanings: BTreeMap<&'static str, Piece>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let table = include_str!("../../../../lexicons/markup-hints.tsv");
    let mut meanings = BTreeMap::new();
    for [piece, means, _] in lexicon::rows("markup-hints.tsv", table, ["piece", "means", "source"]) {
        meanings.insert(piece, means.parse().unwrap_or_else(|e| panic!("lexicons/markup-hints.tsv: {e}")));
    }
    let mut pieces: Vec<&str> = meanings.keys().copied().collect();
    pieces.sort_by_key(|p| (std::cmp::Reverse(p.len()), *p));
    let any = pieces.iter().map(|p| regex::escape(p)).collect::<Vec<_>>().join("|");
    Table { pieces: Regex::new(&any).expect("pieces are words"), meanings }
});

/// Names longer than this are style sheets in disguise; their rest is not read.
const LONGEST_NAMES: usize = 300;

/// The hints of one element. The elements that hold a whole page say nothing by their names.
pub(super) fn of(element: &Element, is_in_article: bool) -> Hints {
    let mut hints = Hints::default();
    match element.name() {
        "html" | "body" | "main" | "article" => return hints,
        "time" | "relative-time" | "time-ago" | "local-time" => hints.date = true,
        "nav" => hints.region = Some(Region::Chrome),
        "footer" if !is_in_article => hints.region = Some(Region::Chrome),
        "aside" => hints.region = Some(Region::Teaser),
        _ => {}
    }
    let mut names = String::new();
    for attribute in ["class", "id", "itemtype"] {
        if let Some(value) = element.attr(attribute) {
            names.extend(value.chars().take(LONGEST_NAMES).flat_map(char::to_lowercase));
            names.push(' ');
        }
    }
    for piece in TABLE.pieces.find_iter(&names) {
        let region = match TABLE.meanings.get(piece.as_str()) {
            Some(Piece::Date) => {
                hints.date = true;
                None
            }
            Some(Piece::Published) => {
                (hints.date, hints.published) = (true, true);
                None
            }
            Some(Piece::Updated) => {
                (hints.date, hints.updated) = (true, true);
                None
            }
            Some(Piece::Comment) => Some(Region::Comment),
            Some(Piece::Teaser) => Some(Region::Teaser),
            Some(Piece::Chrome) => Some(Region::Chrome),
            Some(Piece::None) | None => None,
        };
        // Of several the first in the order of `Region` counts, which is the surest.
        hints.region = match (hints.region, region) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    // What stands beside the text may hold the article's own particulars.
    if element.name() == "aside" && hints.date && hints.region == Some(Region::Teaser) {
        hints.region = None;
    }
    hints
}

/// Properties of microdata and RDFa that are dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    Published,
    Created,
    Modified,
}

/// What a microdata or RDFa property means; prefixes of vocabularies do not count, and RDFa may name several.
pub(super) fn property(names: &str) -> Option<Property> {
    names.split_whitespace().find_map(|name| match name.rsplit(':').next()?.to_lowercase().as_str() {
        "datepublished" | "issued" | "published" | "published_time" => Some(Property::Published),
        "datecreated" | "created" | "date" | "uploaded" | "uploaddate" => Some(Property::Created),
        "datemodified" | "modified" | "updated" | "modified_time" => Some(Property::Modified),
        _ => None,
    })
}
