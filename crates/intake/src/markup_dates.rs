//! Finds the dates that a page of HTML shows: marked elements, elements named for a date, lines that are hardly more than one.

use scraper::Html;
use tacitus_record::DateEvidence;

use crate::dates::{self, NumericOrder, confidence};
use crate::draft::Draft;
use crate::markup::{selector, words};

/// Adds the date that `content` holds, if it can be that of a page of the web.
pub(crate) fn add(draft: &mut Draft, content: &str, order: NumericOrder, evidence: DateEvidence, certainty: u8) {
    if let Some(found) = dates::parse(content, order).filter(|f| f.day >= dates::first_web_day()) {
        draft.dates.add_found(found, evidence, certainty);
    }
}

/// Adds every date the page shows to the draft.
pub(crate) fn read(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let is_old = |f: &dates::Found| f.day >= dates::first_web_day();
    for element in page.select(&selector("[itemprop]")) {
        let property = element.value().attr("itemprop").unwrap_or("").to_lowercase();
        let certainty = match property.as_str() {
            "datepublished" => confidence::ITEMPROP,
            "datecreated" => confidence::JSON_LD_CREATED,
            _ => continue,
        };
        let given = ["datetime", "content"].iter().find_map(|a| element.value().attr(a)).map_or_else(|| words(element), str::to_string);
        if let Some(found) = dates::parse(&given, order).filter(is_old) {
            draft.dates.add_found(found, DateEvidence::TimeElement, certainty);
        }
    }
    let mut is_first = true;
    for element in page.select(&selector("time, abbr.published, span[data-time]")) {
        let attributes = element.value();
        let given = ["datetime", "title", "content"].iter().find_map(|a| attributes.attr(a)).filter(|v| !v.trim().is_empty());
        let shown = words(element);
        let Some(found) = given.and_then(|g| dates::parse(g, order)).or_else(|| dates::find(&shown, order)).filter(is_old) else {
            continue;
        };
        let class = format!("{} {}", attributes.attr("class").unwrap_or(""), attributes.attr("id").unwrap_or("")).to_lowercase();
        let is_update = class.contains("updat") || class.contains("modif") || shown.to_lowercase().starts_with("updated");
        let is_marked = attributes.attr("pubdate").is_some()
            || ["publish", "entry-date", "post-date", "posted", "article-date", "byline"].iter().any(|c| class.contains(c));
        let certainty = match () {
            () if is_update => confidence::MODIFIED,
            () if is_marked => confidence::TIME_MARKED,
            () if is_first => confidence::TIME_PLAIN,
            // Further times on the page belong to comments and other articles.
            () => confidence::CHOSEN_FROM - 10,
        };
        is_first &= is_update;
        draft.dates.add_found(found, DateEvidence::TimeElement, certainty);
    }
    named_elements(page, order, draft);
    if !draft.dates.has_choice() {
        lone_dates(page, order, draft);
    }
}

/// The first stretch of visible words that is hardly more than a date; asked only where no markup gives one.
fn lone_dates(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let parts = selector("p, span, div, td, li, font, em, i, b, strong, small, h2, h3, h4, h5, h6");
    for element in page.select(&parts) {
        // Own words only: a container's words are those of its parts.
        let shown: String = element.children().filter_map(|n| n.value().as_text().map(|t| &**t)).collect::<Vec<_>>().join(" ");
        let shown = shown.trim();
        if shown.is_empty() || shown.chars().count() > 60 {
            continue;
        }
        let Some(found) = dates::find(shown, order).filter(|f| f.day >= dates::first_web_day()) else { continue };
        let other = shown.chars().filter(|c| c.is_alphanumeric()).count()
            - shown[found.start..found.end].chars().filter(|c| c.is_alphanumeric()).count();
        if other <= 25 {
            draft.dates.add_found(found, DateEvidence::Text, confidence::WORDS_OF_PAGE);
            return;
        }
    }
}

/// Elements whose class or id speaks of a date, and short lines that say "Published".
fn named_elements(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let named = selector(
        r#"[class*="date" i], [class*="publish" i], [class*="posted" i], [class*="timestamp" i], [class*="byline" i], [class*="meta" i], [class*="time" i], [id*="date" i], [class*="info" i], [class*="datum" i]"#,
    );
    let mut is_first = true;
    for element in page.select(&named) {
        // A container of much else is skipped before its text is gathered.
        if element.descendants().take(60).count() >= 60 {
            continue;
        }
        let shown = words(element);
        if shown.is_empty() || shown.chars().count() > 160 {
            continue;
        }
        let Some(found) = dates::find(&shown, order).filter(|f| f.day >= dates::first_web_day()) else { continue };
        let lower = shown.to_lowercase();
        let certainty = match () {
            () if ["updated", "modified"].iter().any(|w| lower.starts_with(w)) => confidence::MODIFIED,
            () if ["published", "posted", "first published"].iter().any(|w| lower.contains(w)) => confidence::TEXT_LABELLED,
            () if is_first => confidence::ELEMENT_NAMED,
            () => confidence::CHOSEN_FROM - 10,
        };
        is_first = false;
        draft.dates.add_found(found, DateEvidence::Text, certainty);
    }
}
