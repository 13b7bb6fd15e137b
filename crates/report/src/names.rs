//! What people and bodies are called: with their article, office and country, as far as the articles tell.

use std::collections::BTreeMap;

use tacitus_ledger::Evidence;
use tacitus_record::{Actor, Claim, Grounded, Kind};

use crate::clause::{is_body, named};
use crate::material::Material;
use crate::prose::folded;

impl Material {
    /// Who holds what a mention says: who is quoted, who denies or accuses, else the outlet.
    pub fn holder(&self, id: &str, evidence: &Evidence) -> Option<String> {
        let (claim, source) = (self.mention(id, evidence)?, self.sources.get(&evidence.article)?);
        let body = &source.row.article.text;
        let speaks =
            claim.kind == Kind::Statement || claim.event.as_ref().is_some_and(|e| ["REJECT", "ACCUSE"].contains(&e.plover_type.as_str()));
        let own = claim.actor.as_ref().filter(|_| speaks).and_then(|a| {
            let name = self.called(body, a)?;
            Some(self.with_office(&evidence.article, &name, &a.value).unwrap_or(name))
        });
        own.or_else(|| self.claimant(body, claim)).or_else(|| Some(source.outlet()))
    }

    /// Who gave what a claim says, where the text names one.
    pub fn claimant(&self, body: &str, claim: &Claim) -> Option<String> {
        let actor = claim.said_by.last()?.clone().map(|v| v.actor);
        let name = self.called(body, &actor)?;
        Some(self.with_office(&claim.mention.article, &name, &actor.value).unwrap_or(name))
    }

    /// A name with its article and office, and with the country of an officer of state.
    pub fn called(&self, body: &str, actor: &Grounded<Actor>) -> Option<String> {
        let name = named(body, actor)?;
        let Some(role) = actor.value.role.as_deref().map(folded) else { return Some(name) };
        let short = format!("{role} {}", actor.value.name);
        Some(name.replace(&short, &format!("{} {}", self.office(&role, &actor.value), actor.value.name)))
    }

    /// "Corvin Osk" with the office that the article gives him elsewhere ("DLF spokesman Corvin Osk").
    pub fn with_office(&self, article: &str, speaker: &str, actor: &Actor) -> Option<String> {
        let name = &actor.name;
        if speaker != name || name.split(' ').count() != 2 || is_body(name) {
            return None;
        }
        let mentions = self.mentions.get(article)?;
        let actors = mentions.iter().flat_map(|(_, c)| c.said_by.iter().map(|v| &v.value.actor).chain(c.actor.iter().map(|a| &a.value)));
        let role = actors.filter(|a| a.key() == actor.key()).find_map(|a| a.role.as_deref()).map(folded)?;
        let is_long = role.split(' ').any(|w| matches!(w, "of" | "for" | "to"));
        let role = self.office(&role, actor);
        Some(if is_long { format!("the {role}, {name},") } else { format!("{role} {name}") })
    }

    /// An office with the country that it is of ("Valdonian Defence Minister"), where the article leaves that to the reader.
    pub fn office(&self, role: &str, actor: &Actor) -> String {
        let of_state = actor.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY"));
        let demonym = actor.country.as_ref().filter(|_| of_state).and_then(|c| self.demonyms.get(c));
        // A governor is of a province, a mayor of a town.
        let demonym = demonym.filter(|_| !["governor", "mayor", "senator"].contains(&role.to_lowercase().as_str()));
        let Some(demonym) = demonym.filter(|d| !role.contains(d.as_str()) && !role.contains(" of ")) else { return role.to_string() };
        // "Spokeswoman" has its capital from standing first.
        let role = if role.starts_with("Spokes") { role.to_lowercase() } else { role.to_string() };
        format!("{demonym} {role}")
    }
}

/// What adjectives of countries end in, in English.
const ADJECTIVE_ENDS: [&str; 9] = ["an", "ish", "ese", "ic", "i", "ch", "sk", "en", "k"];

/// The adjective of each country, by how the articles call it and its forces ("Valdonian", "Valdonian troops"), the most frequent.
pub(crate) fn demonyms<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for claim in claims {
        for actor in claim.actor.iter().chain(&claim.more_actors).chain(&claim.target).map(|a| &a.value) {
            let is_country = actor.entity.is_some() && actor.entity == actor.country && actor.text != actor.name;
            // "Valdonian troops"
            let of_state = actor.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP"));
            let (first, rest) = actor.text.split_once(' ').unwrap_or((&actor.text, ""));
            let is_adjective = first.starts_with(char::is_uppercase) && ADJECTIVE_ENDS.iter().any(|end| first.ends_with(end));
            let fits = if rest.is_empty() { is_country } else { of_state && is_adjective && rest.starts_with(char::is_lowercase) };
            if let (true, Some(country)) = (fits && first.starts_with(char::is_uppercase), &actor.country) {
                *counts.entry((country.clone(), first.to_string())).or_default() += 1;
            }
        }
    }
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((country, word), count) in counts {
        let best = found.entry(country).or_default();
        if count > best.0 {
            *best = (count, word);
        }
    }
    found.into_iter().map(|(country, (_, word))| (country, word)).collect()
}
