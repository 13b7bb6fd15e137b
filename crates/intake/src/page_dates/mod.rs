//! Ranks the dates that a page of HTML shows: properties and attributes, elements named for a date, labelled lines, lines that are hardly
//! more than a date. Those of comments, of other articles and of the site's frame count less, those by the title more.

mod gathered;
mod hints;
mod scripts;
mod sightings;

use std::collections::BTreeSet;

use scraper::Html;
use tacitus_record::DateEvidence;

use self::gathered::{Gathered, Seen, Sighting};
use self::hints::{Property, Region};
use crate::dates::{self, Label, NumericOrder, confidence};
use crate::draft::Draft;

pub(crate) use scripts::published_in as published_in_script;

/// Taken off for the region that a date stands in.
const COMMENT_LESS: u8 = 32;
const TEASER_LESS: u8 = 24;
const CHROME_LESS: u8 = 20;
/// Taken off where the places of several days are named alike, as in lists of articles; the first after the title is the article's own.
const LISTED_LESS: u8 = 18;
const LISTED: usize = 3;
/// Taken off inside a link, and for a date in the words of a heading.
const LINK_LESS: u8 = 12;
/// Taken off for the day on which the page was fetched, where nothing says that it is the article's: many sites print today's date.
const TODAY_LESS: u8 = 14;
/// Added by the title: so many lines after it, and before it.
const BY_TITLE_MORE: u8 = 6;
const LINES_AFTER: usize = 12;
const LINES_BEFORE: usize = 6;
/// Most letters and digits beside a date in a line that is hardly more than a date, and in an element named for one.
const ALONE: usize = 25;
const NAMED: usize = 120;
/// Labels count where the date comes this early in its line, in bytes; later ones tell of other things.
const LABELLED_BY: usize = 110;
/// So many of the days seen are kept as candidates.
const KEPT: usize = 10;

/// Adds the date that `content` holds, if it can be that of a page of the web.
pub(crate) fn add(draft: &mut Draft, content: &str, order: NumericOrder, evidence: DateEvidence, certainty: u8) {
    if let Some(found) = dates::parse(content, order).filter(|f| f.day >= dates::first_web_day()) {
        draft.dates.add_found(found, evidence, certainty);
    }
}

/// Adds the date of a change that `content` holds.
pub(crate) fn add_changed(draft: &mut Draft, content: &str, order: NumericOrder) {
    if let Some(found) = dates::parse(content, order).filter(|f| f.day >= dates::first_web_day()) {
        draft.dates.add_changed(found);
    }
}

/// Adds every date the page shows to the draft.
pub(crate) fn read(page: &Html, order: NumericOrder, draft: &mut Draft) {
    let gathered = sightings::gather(page, order, draft.title.as_deref());
    for &year in &gathered.copyright {
        draft.dates.add_copyright(year);
    }
    let mut weighed = Vec::new();
    let mut first = None;
    // Names of places whose dates were seen after the title.
    let mut places: BTreeSet<&str> = BTreeSet::new();
    let mut has_title = gathered.heading.is_some();
    for sighting in &gathered.sightings {
        let (evidence, base) = match told(sighting) {
            Told::Publication(evidence, base) => (evidence, base),
            Told::Change => {
                if !matches!(gathered.region(sighting), Some(Region::Comment | Region::Teaser)) {
                    draft.dates.add_changed(sighting.found);
                }
                continue;
            }
            Told::Nothing => continue,
        };
        first = first.or(Some((evidence, sighting.found)));
        let is_after = gathered.heading.is_some_and(|h| sighting.line >= h);
        let is_first_of_place = is_after && places.insert(sighting.place.as_str());
        let mut certainty = around(sighting, &gathered, base);
        if gathered.days_alike(sighting) >= LISTED && !is_first_of_place {
            certainty = certainty.saturating_sub(LISTED_LESS);
        } else if gathered.region(sighting).is_none() && is_by_title(sighting, &gathered) {
            certainty += BY_TITLE_MORE;
        }
        if !has_title {
            // Without a title the first date stands for the one by it.
            certainty += BY_TITLE_MORE;
            has_title = true;
        }
        if draft.fetched == Some(sighting.found.day) && sighting.label != Some(Label::Published) {
            certainty = certainty.saturating_sub(TODAY_LESS);
        }
        weighed.push((certainty.min(99), evidence, sighting.found));
    }
    // A stable sort: of equals the first on the page.
    weighed.sort_by_key(|(certainty, ..)| std::cmp::Reverse(*certainty));
    let mut days = Vec::new();
    for (certainty, evidence, found) in weighed {
        if !days.contains(&found.day) {
            days.push(found.day);
        }
        if days.len() <= KEPT {
            // Equals after the first lose a little, so that the order on the page is kept.
            let later = (days.iter().position(|d| *d == found.day).unwrap_or(0)).min(4) as u8;
            draft.dates.add_found(found, evidence, certainty.saturating_sub(later));
        }
    }
    scripts::read(page, order, draft);
    // Forums and lists: the first date seen is that of the first contribution.
    if let Some((evidence, found)) = first.filter(|_| !draft.dates.has_choice()) {
        draft.dates.add(found.day, evidence, confidence::CHOSEN_FROM);
    }
}

/// What a date is by itself.
enum Told {
    /// One of publication, with its evidence and confidence.
    Publication(DateEvidence, u8),
    /// One of a change.
    Change,
    /// Nothing says that it is one of the page.
    Nothing,
}

fn told(sighting: &Sighting) -> Told {
    use DateEvidence::{Text, TimeElement};
    let Sighting { label, hints, .. } = *sighting;
    let is_published = label == Some(Label::Published);
    match (label, sighting.seen) {
        (Some(Label::Updated), _) | (_, Seen::Property(Property::Modified)) => Told::Change,
        (_, Seen::Property(Property::Published)) => Told::Publication(TimeElement, confidence::ITEMPROP),
        (_, Seen::Property(Property::Created)) => Told::Publication(TimeElement, confidence::JSON_LD_CREATED),
        (Some(Label::Other), _) => Told::Nothing,
        _ if hints.updated && !hints.published && !is_published => Told::Change,
        (_, Seen::Attribute) if hints.published || is_published => Told::Publication(TimeElement, confidence::TIME_MARKED),
        (_, Seen::Attribute) => Told::Publication(TimeElement, confidence::TIME_PLAIN),
        (_, Seen::Words { beside, before }) => {
            let is_named = hints.date && beside <= NAMED;
            match label {
                Some(Label::Published) if before <= LABELLED_BY && (beside <= NAMED || hints.date) => {
                    Told::Publication(Text, confidence::TEXT_LABELLED)
                }
                Some(Label::Date) if beside <= NAMED => Told::Publication(Text, confidence::ELEMENT_MARKED),
                _ if is_named && hints.published => Told::Publication(Text, confidence::ELEMENT_MARKED),
                _ if is_named => Told::Publication(Text, confidence::ELEMENT_NAMED),
                _ if beside <= ALONE => Told::Publication(Text, confidence::TEXT_ALONE),
                _ if sighting.is_heading && before <= 2 => Told::Publication(Text, confidence::TITLE),
                _ => Told::Nothing,
            }
        }
    }
}

/// The confidence that a date's surroundings leave it.
fn around(sighting: &Sighting, gathered: &Gathered, base: u8) -> u8 {
    let mut certainty = base;
    let region = gathered.region(sighting);
    certainty = certainty.saturating_sub(match region {
        Some(Region::Comment) => COMMENT_LESS,
        Some(Region::Teaser) => TEASER_LESS,
        // Microdata marks what the page is about; frames have none.
        Some(Region::Chrome) if matches!(sighting.seen, Seen::Property(_)) => 0,
        Some(Region::Chrome) => CHROME_LESS,
        None => 0,
    });
    let is_whole = matches!(sighting.seen, Seen::Words { beside, .. } if beside <= ALONE);
    if sighting.is_in_link && !is_whole {
        certainty = certainty.saturating_sub(LINK_LESS);
    }
    certainty
}

/// Whether a date stands a few lines after the title, or fewer before it.
fn is_by_title(sighting: &Sighting, gathered: &Gathered) -> bool {
    gathered.heading.is_some_and(|heading| match sighting.line >= heading {
        true => sighting.line - heading <= LINES_AFTER,
        false => heading - sighting.line <= LINES_BEFORE,
    })
}
