//! Sides swapped: a state that goes onto its own ground, and one deed told of two doers.
//!
//! Source: corrupted actors of a page that was annotated by hand (reference/claims.md, finding 3): what gives them away is that the rest
//! of the page tells the same deed with the sides as they were.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Kind, SuspectBasis, SuspectSeverity};

use super::tellings::{Telling, tellings, tells_of_retaking};
use super::{Doubt, Page};

/// "Syrian forces made an incursion into Afrin": no state invades itself, and no state's army advances into its own country where
/// the page has only the other side going there. A page with words for retaking has a reason to tell of an advance at home.
pub fn own_ground(page: &Page) -> Vec<Doubt> {
    let all = tellings(page);
    let mut found = Vec::new();
    for told in all.iter().filter(|t| t.doer.country == t.ground.country && matches!(t.deed.class, "crossing" | "advance")) {
        let others: Vec<&Telling> =
            all.iter().filter(|o| o.doer.country != o.ground.country && o.ground.country == told.ground.country).collect();
        let here = |o: &&&Telling| o.ground.key == told.ground.key;
        let other = if told.deed.class == "crossing" {
            others.iter().find(here).or(others.iter().find(|o| o.deed.class == "crossing")).map(|o| page.quoted(o.span))
        } else if !tells_of_retaking(page) && !told.ground.whole {
            let exact: Vec<_> = others.iter().filter(here).collect();
            let sentences: BTreeSet<usize> = exact.iter().map(|o| o.sentence).collect();
            exact.first().filter(|_| sentences.len() >= 2 || exact.iter().any(|o| o.deed.class == "crossing")).map(|o| page.quoted(o.span))
        } else {
            None
        };
        let other = other.or_else(|| (told.deed.class == "crossing").then(|| present(page, told)).flatten());
        if let Some(other) = other {
            let country = page.country_name(&told.ground.country);
            let place = page.quoted(told.ground.span);
            let reason = format!("{place} is ground of {country} itself, and elsewhere the other side goes there: {other}");
            found.push(doubt(vec![told.doer.span.cover(told.ground.span)], reason));
        }
    }
    found
}

/// Words by which a claim has forces of another country on the same ground.
fn present(page: &Page, told: &Telling) -> Option<String> {
    let foreign = |c: &&Claim| {
        let country = c.actor.as_ref().and_then(|a| a.value.country.as_deref());
        let abroad = country.is_some_and(|c| c != told.ground.country && page.knowledge.gazetteer.country_by_code(c).is_some());
        let here = c.place.as_ref().is_some_and(|p| !p.spans().is_empty() && p.value.key() == told.ground.key);
        let enters = matches!(c.kind, Kind::Control | Kind::Deployment) || c.predicate.starts_with("assault.advance");
        abroad && here && enters && c.said_by.is_empty()
    };
    page.claims.iter().find(foreign).map(|c| page.quoted(c.mention.span))
}

/// One deed that goes one way, at one place, told of two states: the telling that stands alone against two or more is suspected.
/// A whole country may have been invaded by several, and a sentence with a year of its own may tell of another time.
pub fn other_doer(page: &Page) -> Vec<Doubt> {
    let all = tellings(page);
    let of_its_own_time = |t: &Telling| {
        let scene = page.scenes.iter().find(|s| s.number == t.sentence);
        scene.is_some_and(|s| {
            s.sentence.tokens.iter().any(|t| t.form.len() == 4 && t.form.parse::<u32>().is_ok_and(|y| (1000..2100).contains(&y)))
        })
    };
    let mut found = Vec::new();
    for told in all.iter().filter(|t| !t.ground.whole && matches!(t.deed.class, "crossing" | "one-way") && !of_its_own_time(t)) {
        let same: Vec<&Telling> =
            all.iter().filter(|o| o.deed.family == told.deed.family && o.ground.key == told.ground.key && !of_its_own_time(o)).collect();
        let tellers = |country: &str| same.iter().filter(|o| o.doer.country == country).map(|o| o.sentence).collect::<BTreeSet<_>>().len();
        let other = same.iter().find(|o| o.doer.country != told.doer.country && tellers(&o.doer.country) >= 2);
        if let Some(other) = other.filter(|_| tellers(&told.doer.country) == 1 && told.doer.country != told.ground.country) {
            let reason = format!("elsewhere the same deed is told of another doer: {}", page.quoted(other.span));
            found.push(doubt(vec![told.doer.span], reason));
        }
    }
    found
}

fn doubt(spans: Vec<tacitus_record::Span>, reason: String) -> Doubt {
    Doubt { spans, reason, basis: SuspectBasis::Internal, severity: SuspectSeverity::Fact }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    const INCURSION: &str = "Turkish forces launched an incursion into Afrin last week. ";

    #[test]
    fn a_state_that_invades_itself_is_doubted() {
        let text = format!("{INCURSION}Officials said that the Syrian incursion into Afrin had slowed.");
        doubted("2024-08-20", &text, "Syrian incursion into Afrin", "Turkish forces");
    }

    #[test]
    fn the_same_sides_throughout_are_sound_and_so_is_retaking() {
        sound("2024-08-20", &format!("{INCURSION}Officials said that the Turkish incursion into Afrin had slowed."));
        sound(
            "2024-08-20",
            "Russian forces pushed into Kherson in spring. In autumn Ukrainian forces advanced into Kherson in a counteroffensive.",
        );
        sound("2024-08-20", "Iraq's invasion of Iran began in 1980. Iran's incursion into Iraq began two years later.");
    }
}
