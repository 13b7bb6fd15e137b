//! Reads dates of publication that scripts hold: state of pages built by scripts, data for counting readers, JSON that does not parse.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;
use tacitus_record::{DateEvidence, Day};

use crate::dates::{self, NumericOrder, confidence};
use crate::draft::Draft;
use crate::markup::selector;

/// A key that means publication, and its value.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)["']?(?:[a-z]+[_.])?(?:date_?published|(?:first_?)?publish(?:ed)?_?(?:at|on|date|time|datetime)|date_?publication|publication_?date|pub_?date|display_?date|created_?at)\\?["']?\s*[:=]\s*\\?["']([^"'\\<>]{6,40})"#,
    )
    .expect("a fixed pattern")
});

/// So many values are read; a page whose scripts hold more describes many articles.
const MOST: usize = 40;

/// The first value of `datePublished` or a like key in a script.
pub(crate) fn published_in(script: &str, order: NumericOrder) -> Option<dates::Found> {
    PUBLISHED.captures_iter(script).take(MOST).find_map(|c| dates::parse(&c[1], order))
}

/// Adds the day that the scripts agree on, or with less confidence the first of several.
pub(super) fn read(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let mut found: Vec<dates::Found> = Vec::new();
    for script in page.select(&selector("script")) {
        let kind = script.value().attr("type").unwrap_or("").to_lowercase();
        if kind == "application/ld+json" {
            continue;
        }
        for text in script.text() {
            let values = PUBLISHED.captures_iter(text).take(MOST).filter_map(|c| dates::parse(&c[1], order));
            found.extend(values.filter(|f| f.day >= dates::first_web_day()));
            if found.len() > MOST {
                break;
            }
        }
    }
    let mut days: Vec<Day> = found.iter().map(|f| f.day).collect();
    days.sort_unstable();
    days.dedup();
    let Some(first) = found.first() else { return };
    let certainty = match days.len() {
        1 => confidence::SCRIPT,
        2 => confidence::SCRIPT - 8,
        _ => confidence::CHOSEN_FROM + 1,
    };
    draft.dates.add_found(*first, DateEvidence::Other, certainty);
}
