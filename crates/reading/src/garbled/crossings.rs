//! Sides swapped: a state that goes onto its own ground, and one deed told of two doers.
//!
//! Source: corrupted actors of a page that was annotated by hand (reference/claims.md, finding 3): what gives them away is that the rest
//! of the page tells the same deed with the sides as they were.

use std::collections::BTreeSet;

use tacitus_record::{Claim, Kind};

use super::tellings::{Telling, groundless, tellings, tells_of_retaking};
use super::{Doubt, Page, is_told};

/// "Syrian forces made an incursion into Afrin": no state invades itself, and no state's army advances into its own country where
/// the page has only the other side going there. A page with words for retaking has a reason to tell of an advance at home.
pub fn own_ground(page: &Page) -> Vec<Doubt> {
    let all = tellings(page);
    let mut found = turned(page, &all);
    for told in all.iter().filter(|t| t.doer.country == t.ground.country && matches!(t.deed.class, "crossing" | "advance" | "attack")) {
        let others: Vec<&Telling> =
            all.iter().filter(|o| o.doer.country != o.ground.country && o.ground.country == told.ground.country).collect();
        let here = |o: &&&Telling| o.ground.key == told.ground.key;
        let other = if told.deed.class == "crossing" {
            others.iter().find(here).or(others.iter().find(|o| o.deed.class == "crossing")).map(|o| page.quoted(o.span))
        } else if !tells_of_retaking(page, told.sentence) && !told.ground.whole {
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
            found.push(Doubt::internal(vec![told.doer.span.cover(told.ground.span)], reason));
        }
    }
    found
}

/// "the Syrian incursion" on a page that tells of an incursion by another state into Syria and of none by Syria: the same noun, turned.
/// "Invasion" is left out, since a page on one war names the invasions of others.
fn turned(page: &Page, all: &[Telling]) -> Vec<Doubt> {
    let mut found = Vec::new();
    for (sentence, doer, _, lemma) in groundless(page).into_iter().filter(|(.., lemma)| lemma != "invasion") {
        let same = |o: &&Telling| o.deed.class == "crossing" && page.quoted(o.span).to_lowercase().contains(&lemma);
        let told_of: Vec<&Telling> = all.iter().filter(same).collect();
        let others = told_of.iter().find(|o| o.ground.country == doer.country && o.doer.country != doer.country && o.sentence != sentence);
        let own = told_of.iter().any(|o| o.doer.country == doer.country);
        if let Some(other) = others.filter(|_| !own) {
            let reason = format!("elsewhere it is done to that side, not by it: {}", page.quoted(other.span));
            found.push(Doubt::internal(vec![doer.span], reason));
        }
    }
    found
}

/// Two states that are told to hold or take the same: the same measure of ground, or a place that is one's own country's while the other
/// is told to have it. A word for retaking near either explains it.
pub fn two_holders(page: &Page) -> Vec<Doubt> {
    let state = |c: &Claim| page.state_of(&c.actor.as_ref().filter(|a| !a.spans().is_empty())?.value);
    let plain = |c: &&Claim| {
        matches!(c.kind, Kind::Control | Kind::Quantity)
            && is_told(c)
            && state(c).is_some()
            && !tells_of_retaking(page, c.mention.sentence as usize)
    };
    let told: Vec<&Claim> = page.claims.iter().filter(plain).collect();
    let mut found = Vec::new();
    for (n, a) in told.iter().enumerate() {
        for b in
            told[n + 1..].iter().filter(|b| b.predicate == a.predicate && state(b) != state(a) && b.mention.sentence != a.mention.sentence)
        {
            let amount = |c: &Claim| c.quantity.as_ref().and_then(|q| q.value.value).filter(|v| *v >= 10.0).map(f64::to_bits);
            let place = |c: &Claim| c.place.as_ref().filter(|p| !p.spans().is_empty()).map(|p| (p.value.key(), p.value.country.clone()));
            let whole = |c: &Claim| c.place.as_ref().is_some_and(|p| p.value.precision == tacitus_record::PlacePrecision::Country);
            let measure = amount(a).is_some() && amount(a) == amount(b);
            let own = |c: &&&Claim| state(c).is_some() && place(c).is_some_and(|(_, country)| country == state(c));
            let at_home = [a, b].into_iter().find(own);
            let there = place(a).is_some() && place(a) == place(b) && !whole(a) && at_home.is_some();
            if measure || there {
                let doubted: Vec<&&Claim> = at_home.map_or(vec![a, b], |c| vec![c]);
                let spans = doubted.into_iter().filter_map(|c| c.actor.as_ref().and_then(|a| a.span())).collect();
                let reason =
                    format!("two sides are told to have the same: {} and {}", page.quoted(a.mention.span), page.quoted(b.mention.span));
                found.push(Doubt::internal(spans, reason));
            }
        }
    }
    found
}

/// Words by which a claim has forces of another country on the ground of the one that is told to invade itself.
fn present(page: &Page, told: &Telling) -> Option<String> {
    let foreign = |c: &&Claim| {
        let country = c.actor.as_ref().and_then(|a| a.value.country.as_deref());
        let abroad = country.is_some_and(|c| c != told.ground.country && page.knowledge.gazetteer.country_by_code(c).is_some());
        let here = c.place.as_ref().is_some_and(|p| !p.spans().is_empty() && p.value.country.as_ref() == Some(&told.ground.country));
        let enters = matches!(c.kind, Kind::Control | Kind::Deployment) || c.predicate.starts_with("assault.");
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
            found.push(Doubt::internal(vec![told.doer.span], reason));
        }
    }
    found
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

    #[test]
    fn a_side_turned_without_ground_is_doubted() {
        let text = format!("{INCURSION}The Syrian incursion has slowed.");
        doubted("2024-08-20", &text, "Syrian incursion", "done to that side");
        sound("2024-08-20", &format!("{INCURSION}The Turkish incursion has slowed."));
    }

    #[test]
    fn a_lone_other_doer_is_doubted() {
        let text = "The Turkish incursion into Aleppo began last week. Turkey's incursion into Aleppo has slowed. \
                    Analysts called the Jordanian incursion into Aleppo a gamble.";
        doubted("2024-08-20", text, "Jordanian", "another doer");
    }
}
