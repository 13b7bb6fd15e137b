//! What people and bodies are called: with their article, office and country, as far as the articles tell.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::Evidence;
use tacitus_record::{Actor, Claim, Grounded, Kind, Place, PlacePrecision, Span};

use crate::clause::{is_body, named};
use crate::compose::with_region;
use crate::material::Material;
use crate::model::{Part, Report};
use crate::offices::{is_of_state, with_title};
use crate::prose::{folded, list, quotations};
use crate::sections::LONGEST_POINT;
use crate::tables::{is_known_acronym, worded};

impl Material {
    /// Who holds what a mention says: who is quoted, who denies or accuses, else the outlet.
    pub fn holder(&self, id: &str, evidence: &Evidence) -> Option<String> {
        let (claim, source) = (self.mention(id, evidence)?, self.sources.get(&evidence.article)?);
        let speaks =
            claim.kind == Kind::Statement || claim.event.as_ref().is_some_and(|e| ["REJECT", "ACCUSE"].contains(&e.plover_type.as_str()));
        let own = claim.actor.as_ref().filter(|_| speaks).and_then(|a| {
            let name = self.in_full(&evidence.article, self.called(&evidence.article, a)?, a.span());
            Some(self.with_office(&evidence.article, &name, &a.value).unwrap_or(name))
        });
        own.or_else(|| self.claimant(claim)).or_else(|| Some(source.outlet()))
    }

    /// Who gave what a claim says, where the text names one.
    pub fn claimant(&self, claim: &Claim) -> Option<String> {
        let actor = claim.said_by.last()?.clone().map(|v| v.actor);
        let name = self.in_full(&claim.mention.article, self.called(&claim.mention.article, &actor)?, actor.span());
        Some(self.with_office(&claim.mention.article, &name, &actor.value).unwrap_or(name))
    }

    /// A name with its article and office, and with the country of an officer of state.
    pub fn called(&self, article: &str, actor: &Grounded<Actor>) -> Option<String> {
        let body = &self.sources.get(article)?.row.article.text;
        let name = self.of_country(article, named(body, actor)?, &actor.value);
        let Some(role) = actor.value.role.as_deref().map(folded) else { return Some(name) };
        let (short, long) = (format!("{role} {}", actor.value.name), format!("the {role}, {},", actor.value.name));
        let titled = with_title(&self.office(article, &role, &actor.value), &actor.value.name);
        Some(if name == long { titled } else { name.replace(&short, &titled) })
    }

    /// A ministry or force with its country ("the Valdonian Defence Ministry"), where the article leaves that to the reader.
    fn of_country(&self, article: &str, name: String, actor: &Actor) -> String {
        let country = actor.country.as_ref().or_else(|| self.spoken_for(article));
        let demonym = country.filter(|_| is_of_state(actor) && is_body(&name)).and_then(|c| self.demonyms.get(c));
        let Some((demonym, bare)) = demonym.zip(name.strip_prefix("the ")) else { return name };
        // "the Israel Defense Forces", "the US Army", "the Ministry of Defence of Karsk" say whose they are.
        let stem: String = demonym.chars().take(4).collect();
        let is_acronym = |w: &str| w.chars().count() > 1 && w.chars().all(char::is_uppercase);
        let says = bare.contains(&stem) || bare.contains(" of ") || bare.split(' ').any(is_acronym);
        if bare.starts_with(char::is_uppercase) && !says { format!("the {demonym} {bare}") } else { name }
    }

    /// A clause with the country of "the government" or "the army" in it, where the article leaves that to the reader.
    pub fn with_country(&self, article: &str, clause: &str, actor: &Actor) -> String {
        let bare = actor.text.trim_start_matches("the ").trim_start_matches("The ");
        // "The government has imposed a curfew", among ministers of one country alone: theirs.
        let country = actor.country.as_ref().or_else(|| self.country_of_officers(article));
        let demonym = country.filter(|_| crate::check::is("state-body", bare)).and_then(|c| self.demonyms.get(c));
        let Some(demonym) = demonym.filter(|d| !clause.contains(d.as_str())) else { return clause.to_string() };
        let the = if clause.contains(&format!("The {bare}")) { "The" } else { "the" };
        clause.replacen(&format!("{the} {bare}"), &format!("{the} {demonym} {bare}"), 1)
    }

    /// "the ministry" by the name that the article gave it before ("the Valdonian Interior Ministry").
    pub fn in_full(&self, article: &str, name: String, at: Option<Span>) -> String {
        let noun = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
        let noun = noun.filter(|n| !n.contains(' ') && n.chars().all(char::is_lowercase));
        let (Some(noun), Some(at), Some(mentions)) = (noun, at, self.mentions.get(article)) else { return name };
        let voices = mentions.iter().flat_map(|(_, c)| &c.said_by).map(|v| v.clone().map(|v| v.actor));
        let actors = mentions.iter().filter_map(|(_, c)| c.actor.clone());
        let fits = |a: &Grounded<Actor>| {
            let text = &a.value.text;
            a.span().is_some_and(|s| s.end() <= at.start()) && text.contains(' ') && text.to_lowercase().ends_with(noun)
        };
        let found = voices.chain(actors).filter(fits).max_by_key(|a| a.span());
        found.map_or(name, |a| format!("the {}", folded(&a.value.text).trim_start_matches("the ").trim_start_matches("The ")))
    }
}

/// Who says and who does what a claim tells.
pub(crate) fn speakers_and_doers(claim: &Claim) -> impl Iterator<Item = &Actor> {
    claim.said_by.iter().map(|v| &v.value.actor).chain(claim.actor.iter().map(|a| &a.value))
}

/// Whoever a claim names: who says so, who does it, to whom.
pub(crate) fn everybody(claim: &Claim) -> impl Iterator<Item = &Actor> {
    let others = claim.more_actors.iter().chain(&claim.target).chain(&claim.more_targets);
    speakers_and_doers(claim).chain(others.map(|a| &a.value))
}

/// Acronyms by which the articles call somebody whose whole name is known ("DLF").
pub(crate) fn acronyms<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for claim in claims {
        for actor in everybody(claim).filter(|a| a.entity.is_some() && a.name.contains(' ')) {
            let text = actor.text.trim_start_matches("the ").trim_start_matches("The ");
            let is_acronym = (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase());
            if is_acronym && !is_known_acronym(text) {
                found.entry(text.to_string()).or_insert_with(|| folded(&actor.name));
            }
        }
    }
    found
}

/// Countries by the names that articles give them, by code.
pub(crate) fn countries<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeMap<&'c str, String> {
    let states = claims.flat_map(everybody).filter(|a| a.entity.is_some() && a.entity == a.country);
    states.filter_map(|a| Some((a.country.as_deref()?, folded(&a.name)))).collect()
}

/// Places that claims name, each with its region, or with its country where it has none ("Miresk" → "Miresk (Dorrin)").
pub(crate) fn places<'c>(claims: impl Iterator<Item = &'c Claim>) -> BTreeMap<String, String> {
    let claims: Vec<&Claim> = claims.collect();
    let countries = countries(claims.iter().copied());
    let known = |p: &Place| p.gazetteer_id.is_some() && p.precision != PlacePrecision::Country;
    let mut found = BTreeMap::new();
    for place in claims.iter().filter_map(|c| c.place.as_ref()).map(|p| &p.value).filter(|p| known(p)) {
        let (name, regional) = (folded(&place.name), with_region(place));
        let country = place.country.as_deref().and_then(|c| countries.get(c));
        let whole = if regional == name { country.map(|c| format!("{name} ({c})")) } else { Some(regional) };
        if let Some(whole) = whole {
            found.entry(name).or_insert(whole);
        }
    }
    found
}

/// What the places of a report are and what they lie in: "Halvaro and Miresk are settlements in Dorrin, Valdonia". Those that the report names
/// outside its notes; `None` where it names none that a gazetteer knows.
pub(crate) fn legend<'c>(report: &Report, claims: impl Iterator<Item = &'c Claim>) -> Option<String> {
    let claims: Vec<&Claim> = claims.collect();
    let countries = countries(claims.iter().copied());
    let texts: Vec<&str> = report.sections.iter().flat_map(|s| &s.blocks).flat_map(|b| &b.sentences).map(|s| s.text.as_str()).collect();
    let named = |name: &str| texts.iter().any(|text| stand_alone(text, name).next().is_some());
    let mut kinds: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for place in claims.iter().filter_map(|c| c.place.as_ref()).map(|p| &p.value) {
        let name = folded(&place.name);
        if place.gazetteer_id.is_none() || place.precision == PlacePrecision::Country || !named(&name) {
            continue;
        }
        let country = place.country.as_deref().map(|code| countries.get(code).cloned().unwrap_or_else(|| code.to_string()));
        let region = place.admin1.clone().filter(|a| !a.is_empty() && *a != name);
        let around: Vec<String> = region.into_iter().chain(country).collect();
        if !around.is_empty() {
            kinds.entry((around.join(", "), place.precision.to_string())).or_default().insert(name);
        }
    }
    let groups: Vec<String> = kinds
        .into_iter()
        .map(|((around, kind), names)| format!("{} ({kind} in {around})", list(&names.into_iter().collect::<Vec<_>>())))
        .collect();
    (!groups.is_empty()).then(|| worded("places", 0, &[("list", &groups.join("; "))]))
}

/// Gives each acronym with its whole name, and each place with its region, where the report first has either; quotations and headings aside.
/// Key points keep their length.
pub(crate) fn spell_out(report: &mut Report, acronyms: &BTreeMap<String, String>, places: &BTreeMap<String, String>) {
    for (acronym, name) in acronyms {
        let used = report
            .sections
            .iter()
            .flat_map(|s| &s.blocks)
            .flat_map(|b| &b.sentences)
            .any(|s| stand_alone(&s.text, acronym).next().is_some());
        if used {
            at_first(report, &format!("{name} ({acronym})"), |text| {
                [name, acronym].into_iter().filter_map(|n| Some((stand_alone(text, n).next()?, n.len()))).min()
            });
        }
    }
    for (name, whole) in places {
        at_first(report, whole, |text| Some((stand_alone(text, name).find(|at| is_place_there(text, *at, name.len()))?, name.len())));
    }
}

/// Puts the whole name where `find` sees the name first (start and length in bytes), unless that sentence has it already.
fn at_first(report: &mut Report, whole: &str, find: impl Fn(&str) -> Option<(usize, usize)>) {
    for section in &mut report.sections {
        let most = if section.part == Part::KeyPoints { LONGEST_POINT } else { usize::MAX };
        for sentence in section.blocks.iter_mut().flat_map(|b| &mut b.sentences) {
            if sentence.text.contains(whole) {
                return;
            }
            let Some((at, length)) = find(&sentence.text) else { continue };
            let told = format!("{}{whole}{}", &sentence.text[..at], &sentence.text[at + length..]);
            if told.split_whitespace().count() <= most {
                sentence.text = told;
                return;
            }
        }
    }
}

/// Where a name stands as words of its own, outside quotations.
fn stand_alone<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let in_quotes = quotations(text);
    let joined = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(name).map(|(at, _)| at).filter(move |&at| {
        let quoted = in_quotes.iter().any(|(s, e)| *s <= at && at < *e);
        !quoted && !text[..at].ends_with(joined) && !text[at + name.len()..].starts_with(joined)
    })
}

/// Words after which a name is where something is.
const BEFORE_A_PLACE: [&str; 14] =
    ["in", "at", "near", "of", "over", "above", "from", "to", "into", "around", "outside", "towards", "toward", "on"];
/// Words that go on behind a place without being part of its name.
const BEHIND_A_PLACE: [&str; 18] =
    ["and", "or", "on", "in", "at", "by", "to", "with", "after", "for", "from", "as", "until", "unless", "when", "while", "who", "which"];

/// Whether a name at that place of a text is a place by itself and no part of another name ("the Halvaro market", "Halvaro province").
fn is_place_there(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].split_whitespace().next_back().unwrap_or("");
    let behind = text[at + length..].trim_start();
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    BEFORE_A_PLACE.contains(&before) && !behind.starts_with('(') && (next.is_empty() || BEHIND_A_PLACE.contains(&next))
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
            let of_body = rest.starts_with(char::is_lowercase) || is_body(rest);
            let fits = if rest.is_empty() { is_country } else { of_state && is_adjective && of_body };
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
