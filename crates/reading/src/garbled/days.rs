//! Days that cannot be: a weekday that is not that of its date, and what happened after the page came out.

use tacitus_calendar::Tense;
use tacitus_record::{Day, Grain, Modality, Polarity, Span, TimeRole};

use super::{Doubt, Page};
use crate::when_where::tense;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// "Monday, 14 August 2024": the calendar has another weekday for it. A date without its year is tried in the years beside it too.
pub fn other_weekday(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for (i, token) in s.tokens.iter().enumerate() {
            let Some(weekday) = WEEKDAYS.iter().position(|w| token.form == *w) else { continue };
            let after = &scene.body[token.span.end()..s.span.end().max(token.span.end())];
            let rest = after.trim_start_matches([' ', ',', '(']);
            let rest = rest.strip_prefix("the ").unwrap_or(rest);
            // Only what follows at once belongs to the weekday, and a part that is no date of its own ("Monday 9 a.m.") says nothing.
            if after.len() - rest.len() > 6 || !rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) {
                continue;
            }
            let anchor = page.published();
            let Some(date) = tacitus_calendar::find(rest, anchor, &|_| Tense::Unknown).into_iter().next().filter(|f| f.start == 0) else {
                continue;
            };
            let words = &rest[..date.end];
            let dated =
                words.chars().any(|c| c.is_ascii_digit()) && words.chars().any(char::is_alphabetic) && date.moment.grain == Grain::Day;
            let Some(day) = date.moment.start_lo.filter(|d| dated && date.moment.end_hi == Some(*d)) else { continue };
            let yearless = !words.contains(&day.year().to_string());
            let fits = |day: Day| day.weekday() as usize == weekday;
            let near = |years: i32| Day::new(day.year() + years, day.month(), day.day()).is_some_and(fits);
            if fits(day) || yearless && (near(-1) || near(1) || another_year(page, day, &fits)) {
                continue;
            }
            let start = token.span.end() + (after.len() - rest.len());
            let Some(span) = Span::new(scene.body, s.tokens[i].span.start(), start + date.end) else { continue };
            let reason = format!("{day} is a {}, not a {}", WEEKDAYS[day.weekday() as usize % 7], WEEKDAYS[weekday]);
            found.push(Doubt::internal(vec![span], reason));
        }
    }
    found
}

/// Whether the page names a year in which the day falls on that weekday: it may be the one meant.
fn another_year(page: &Page, day: Day, fits: &dyn Fn(Day) -> bool) -> bool {
    page.years().into_iter().filter_map(|year| Day::new(year, day.month(), day.day())).any(fits)
}

/// A happening in the past tense on a day, with its year, after that of publication.
pub fn yet_to_come(page: &Page) -> Vec<Doubt> {
    let Some(published) = page.published() else { return Vec::new() };
    let mut found = Vec::new();
    for claim in page.claims.iter().filter(|c| c.polarity == Polarity::Pos && c.modality == Modality::Actual) {
        let Some((time, span)) = claim.time.as_ref().and_then(|t| Some((&t.value, t.span()?))) else { continue };
        let Some(scene) = page.scenes.iter().find(|s| s.number == claim.mention.sentence as usize) else { continue };
        let Some(cue) = scene.sentence.tokens.iter().position(|t| Some(t.span) == claim.mention.cue) else { continue };
        let absolute = span.slice(scene.body).split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4);
        let past = scene.sentence.tokens[cue].xpos == "VBD"
            || tense(scene.sentence, cue) == Tense::Past && scene.sentence.tokens[cue].xpos == "VBN";
        let when = time.start_lo.filter(|d| *d > published.plus(2) && matches!(time.role, TimeRole::Point | TimeRole::During));
        if let Some(day) = when.filter(|_| absolute && past && time.grain == Grain::Day) {
            let reason = format!("told as past, but {day} lies after the publication on {published}");
            found.push(Doubt::internal(vec![span], reason));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn a_weekday_that_does_not_fit_its_date_is_doubted() {
        doubted("2024-08-20", "The attack took place on Monday, 14 August 2024, near Kharkiv.", "14 August 2024", "Wednesday");
        sound("2024-08-20", "The attack took place on Wednesday, 14 August 2024, near Kharkiv.");
        sound("2024-08-20", "The attack took place on Wednesday, August 14, near Kharkiv.");
        sound("2024-08-20", "On Monday 14 soldiers were killed near Kharkiv.");
    }

    #[test]
    fn what_happened_after_publication_is_doubted() {
        doubted("2024-08-20", "Rebels attacked the town on 3 October 2024.", "3 October 2024", "after the publication");
        sound("2024-08-20", "Rebels attacked the town on 3 August 2024.");
        sound("2024-08-20", "The rebels will meet on 3 October 2024.");
    }
}
