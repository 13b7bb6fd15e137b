//! A side that attacks at home what another is told to attack, and one that arms its enemy.
//!
//! The claims of a page tell who attacks where. Where one foreign state attacks, takes or enters a country in sentence after sentence, and
//! the same page has that country's own state attack its own places, the sides of the latter were likely exchanged. A page with rebels has
//! a war at home, and a sentence with a word for retaking, or with the enemy as its target, tells of a defence.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_record::{Actor, Claim, Kind, PlacePrecision, Span};

use super::tellings::tells_of_retaking;
use super::{Doubt, Page, is_told};
use crate::clause::clauses;

/// Sentences in which the foreign state must be told to attack.
const LEAST_SENTENCES: usize = 2;

fn doer(page: &Page, c: &Claim) -> Option<(String, Span)> {
    let actor = c.actor.as_ref()?;
    Some((page.state_of(&actor.value)?, actor.span()?))
}

/// The country of a place that the claim's own words name; whole countries only where `whole`.
fn ground(c: &Claim, whole: bool) -> Option<String> {
    let place = c.place.as_ref().filter(|p| !p.spans().is_empty())?;
    let fine = !matches!(place.value.precision, PlacePrecision::Country | PlacePrecision::Region | PlacePrecision::Unknown);
    place.value.country.clone().filter(|_| whole || fine)
}

/// Words for who fights a state from within.
fn has_rebels(page: &Page) -> bool {
    let within = |a: &Actor| a.sector.as_deref().is_some_and(|s| matches!(s, "REB" | "OPP" | "SEP" | "UAF" | "CRM" | "PRM"));
    page.claims.iter().any(|c| c.actor.iter().chain(&c.target).chain(&c.more_targets).any(|a| within(&a.value)))
}

/// One suspicion for the page, with every doer that attacks its own ground.
pub fn attacks_at_home(page: &Page) -> Vec<Doubt> {
    if page.tells_a_whole_war() {
        return Vec::new();
    }
    let assaults: Vec<&Claim> = page.claims.iter().filter(|c| is_told(c) && c.predicate.starts_with("assault.")).collect();
    // Who attacks whose ground from outside, in which sentences.
    let mut abroad: BTreeMap<String, BTreeMap<String, BTreeMap<u32, Span>>> = BTreeMap::new();
    let entering = page.claims.iter().filter(|c| is_told(c) && matches!(c.kind, Kind::Control | Kind::Deployment));
    for c in assaults.iter().copied().chain(entering) {
        if let (Some((who, _)), Some(country)) = (doer(page, c), ground(c, true))
            && who != country
        {
            abroad.entry(country).or_default().entry(who).or_default().insert(c.mention.sentence, c.mention.span);
        }
    }
    let mut spans: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for c in &assaults {
        let (Some((who, span)), Some(country)) = (doer(page, c), ground(c, false)) else { continue };
        let enemy = c.target.as_ref().is_some_and(|t| t.value.country.as_ref() != Some(&who));
        if who == country && !enemy && !tells_of_retaking(page, c.mention.sentence as usize) {
            spans.entry(country).or_default().insert(span);
        }
    }
    if spans.is_empty() || has_rebels(page) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (country, spans) in spans {
        let Some((_, told)) = abroad.get(&country).filter(|by| by.len() == 1).and_then(|by| by.iter().next()) else { continue };
        let Some(other) = told.values().next().filter(|_| told.len() >= LEAST_SENTENCES) else { continue };
        let name = page.country_name(&country);
        let reason = format!("told to attack places of {name}, its own; elsewhere another does: {}", page.quoted(*other));
        found.push(Doubt::internal(spans.into_iter().collect(), reason));
    }
    found
}

/// A state that arms or supplies the forces of a state which it fights on the same page.
pub fn arms_the_enemy(page: &Page) -> Vec<Doubt> {
    if page.tells_a_whole_war() {
        return Vec::new();
    }
    let told: Vec<&Claim> = page.claims.iter().filter(|c| is_told(c)).collect();
    let fights = |a: &str, b: &str| {
        let against = |c: &&&Claim| {
            let (Some((who, _)), true) = (doer(page, c), c.predicate.starts_with("assault.")) else { return false };
            let whom = c.target.as_ref().and_then(|t| page.state_of(&t.value)).or_else(|| ground(c, true));
            whom.is_some_and(|w| who == a && w == b || who == b && w == a)
        };
        told.iter().filter(against).map(|c| c.mention.sentence).collect::<BTreeSet<_>>().len() >= LEAST_SENTENCES
    };
    let mut found = Vec::new();
    for c in &told {
        let gives = c.predicate.starts_with("aid.") || matches!(c.predicate.as_str(), "act.supply" | "act.arm" | "act.equip");
        let (Some((giver, span)), Some(target)) = (doer(page, c).filter(|_| gives), &c.target) else { continue };
        let (Some(getter), Some(to)) = (page.state_of(&target.value), target.span()) else { continue };
        if giver != getter && fights(&giver, &getter) {
            let reason = format!("{} and {} fight each other elsewhere on the page", page.country_name(&giver), page.country_name(&getter));
            found.push(Doubt::internal(vec![span.cover(to)], reason));
        }
    }
    found
}

/// "the Syrian forces deep inside Syria": where a state's own forces stand, nobody calls it deep inside that state.
pub fn deep_at_home(page: &Page) -> Vec<Doubt> {
    let mut found = Vec::new();
    for scene in &page.scenes {
        let s = scene.sentence;
        for deep in (0..s.tokens.len()).filter(|&i| matches!(s.tokens[i].lemma.as_str(), "deep" | "deeply")) {
            let inside = |w: &&str| ["inside", "into", "within", "in"].contains(w);
            if !s.tokens.get(deep + 1).map(|t| t.form.as_str()).as_ref().is_some_and(inside) {
                continue;
            }
            let Some((own, country)) = (deep + 2..s.tokens.len().min(deep + 5))
                .find_map(|k| Some((s.tokens[k].span, page.nation(s.tokens[k].span.slice(scene.body))?)))
            else {
                continue;
            };
            // The subject of the nearest predicate above.
            let all = clauses(s);
            let above = std::iter::successors(s.tokens[deep].head, |&i| s.tokens[i].head).take(s.tokens.len());
            let clause = above.into_iter().find_map(|i| all.iter().find(|c| c.head == i));
            let forces = clause.into_iter().flat_map(|c| c.agents.iter().chain(&c.patients)).filter_map(|&k| scene.actor(k));
            let at_home =
                forces.into_iter().find(|a| a.value.sector.as_deref() == Some("MIL") && a.value.country.as_ref() == Some(&country));
            if let Some(span) = at_home.and_then(|a| a.span()).filter(|span| !span.overlaps(own)) {
                let reason = format!("forces of {0} told to stand deep inside {0}, as only another's would", page.country_name(&country));
                found.push(Doubt::internal(vec![span], reason));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{doubted, sound};

    #[test]
    fn own_forces_deep_inside_their_own_country_are_doubted() {
        doubted("2025-03-20", "Damascus must repel the Syrian forces that are rooted deep inside Syria.", "Syrian forces", "deep inside");
        sound("2025-03-20", "Damascus must repel the Turkish forces that are rooted deep inside Syria.");
        sound("2025-03-20", "Syrian forces hit a depot deep inside Turkey.");
    }

    const ABROAD: &str = "Turkish forces attacked Aleppo on Monday. Turkish troops attacked Afrin on Tuesday. ";

    #[test]
    fn a_state_that_attacks_its_own_place_is_doubted() {
        doubted("2025-03-20", &format!("{ABROAD}Syria's attack on Aleppo has slowed."), "Syria", "its own");
    }

    #[test]
    fn a_defence_and_a_war_at_home_are_sound() {
        sound("2025-03-20", &format!("{ABROAD}Syria attacked Turkish troops in Aleppo."));
        sound("2025-03-20", &format!("{ABROAD}Rebels fled. Syria's attack on Aleppo has slowed. Rebels attacked Syrian troops."));
    }
}
