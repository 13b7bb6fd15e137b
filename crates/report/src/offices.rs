//! Offices of people and bodies: of which country, region or ministry they are, and who has left one since.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_ledger::{DateBasis, Filter, Ledger, Result};
use tacitus_record::{Actor, Claim, Day, Kind, Modality, Polarity};

use crate::check::is;
use crate::clause::is_body;
use crate::material::Material;
use crate::names::speakers_and_doers;
use crate::prose::{folded, sentence_case};

impl Material {
    /// A text with offices in short: "Dorrin Governor Irina Dow" for "the governor of Dorrin, Irina Dow,".
    pub fn short_titles(&self, text: &str) -> String {
        self.offices.values().fold(text.to_string(), |text, office| {
            let Some((before, (name, after))) =
                text.split_once(&format!("the {office}, ")).and_then(|(before, rest)| Some((before, rest.split_once(',')?)))
            else {
                return text;
            };
            let (title, of) = office.split_once(" of ").unwrap_or((office, ""));
            format!("{before}{of} {} {name}{after}", sentence_case(title))
        })
    }

    /// The country of the officers of state whom an article names with their office, where it is one alone.
    pub fn country_of_officers(&self, article: &str) -> Option<&String> {
        let actors = self.mentions.get(article)?.iter().flat_map(|(_, c)| speakers_and_doers(c));
        let countries: BTreeSet<&String> =
            actors.filter(|a| a.role.is_some() && is_of_state(a)).filter_map(|a| a.country.as_ref()).collect();
        countries.first().copied().filter(|_| countries.len() == 1)
    }

    /// The country whose spokespeople speak in an article, where it is one alone: "the Defence Ministry" of that article is theirs.
    pub fn spoken_for(&self, article: &str) -> Option<&String> {
        let voices = self.mentions.get(article)?.iter().flat_map(|(_, c)| &c.said_by).map(|v| &v.value.actor);
        let is_spokesperson = |a: &&Actor| a.role.as_deref().is_some_and(|r| r.to_lowercase().contains("spokes"));
        let countries: BTreeSet<&String> =
            voices.filter(|a| is_of_state(a)).filter(is_spokesperson).filter_map(|a| a.country.as_ref()).collect();
        countries.first().copied().filter(|_| countries.len() == 1)
    }

    /// "Corvin Osk" with the office that the article gives him elsewhere ("DLF spokesman Corvin Osk").
    pub fn with_office(&self, article: &str, speaker: &str, actor: &Actor) -> Option<String> {
        let name = &actor.name;
        if speaker != name || name.split(' ').count() != 2 || is_body(name) {
            return None;
        }
        let actors = self.mentions.get(article)?.iter().flat_map(|(_, c)| speakers_and_doers(c));
        let role = actors.filter(|a| a.key() == actor.key()).find_map(|a| a.role.as_deref()).map(folded)?;
        Some(with_title(&self.office(article, &role, actor), name))
    }

    /// An office with the country, body or region that it is of ("Valdonian Defence Minister"), where the article leaves that to the reader; who has
    /// left it since is its "then" holder.
    pub fn office(&self, article: &str, role: &str, actor: &Actor) -> String {
        let whole = self.whole_office(article, role, actor);
        let published = self.sources.get(article).and_then(|s| s.published());
        let left = self.left.get(&actor.key()).filter(|left| published.is_some_and(|day| day < **left));
        if left.is_some() { format!("then {whole}") } else { whole }
    }

    fn whole_office(&self, article: &str, role: &str, actor: &Actor) -> String {
        let small = role.to_lowercase();
        // A governor is of a province, a mayor of a town: which one, an article of earlier days may say.
        if is("local-office", &small) {
            let whole = self.offices.get(&actor.key()).filter(|whole| whole.to_lowercase().starts_with(&small));
            return whole.map_or(role.to_string(), String::clone);
        }
        // "Spokeswoman" has its capital from standing first.
        let role = if role.starts_with("Spokes") { small.clone() } else { role.to_string() };
        let country = actor.country.as_ref().filter(|_| is_of_state(actor));
        let demonym = country.and_then(|c| self.demonyms.get(c));
        // A country that the articles call by no adjective.
        let name = country.and_then(|c| self.countries.get(c)).filter(|_| demonym.is_none() && is("state-office", &small));
        if let Some(name) = name {
            return format!("{role} of {name}");
        }
        let Some(demonym) = demonym.filter(|d| !role.contains(d.as_str()) && !role.contains(" of ")) else { return role };
        let body = (small.starts_with("spokes") && !small.contains(' ')).then(|| self.body_that_speaks(article, actor)).flatten();
        match body {
            Some(body) if body.contains(demonym.as_str()) => format!("{body} {role}"),
            Some(body) => format!("{demonym} {body} {role}"),
            None => format!("{demonym} {role}"),
        }
    }

    /// For which body of state a spokeswoman speaks: the one before her title ("Defence Ministry spokeswoman …"), else the one body that the
    /// article quotes and that may be of her country ("the Defence Ministry said").
    fn body_that_speaks(&self, article: &str, speaker: &Actor) -> Option<String> {
        let body = &self.sources.get(article)?.row.article.text;
        let title = format!("{} {}", speaker.role.as_deref()?.to_lowercase(), speaker.name.to_lowercase());
        let small = body.to_lowercase();
        // Positions hold where small letters are as long as capitals.
        let named = small.find(&title).filter(|at| small.len() == body.len() && body.is_char_boundary(*at)).map(|at| {
            let before: Vec<&str> = body[..at]
                .split_whitespace()
                .rev()
                .take_while(|w| w.chars().all(char::is_alphabetic) && w.starts_with(char::is_uppercase))
                .collect();
            before.into_iter().rev().collect::<Vec<_>>().join(" ")
        });
        if let Some(named) = named.filter(|n| !n.is_empty()) {
            return Some(named);
        }
        let voices = self.mentions.get(article)?.iter().flat_map(|(_, c)| &c.said_by).map(|v| &v.value.actor);
        let fits = |a: &&Actor| {
            is_of_state(a) && a.role.is_none() && is_body(&a.name) && a.country.as_ref().is_none_or(|c| Some(c) == speaker.country.as_ref())
        };
        let names = voices.filter(fits).map(|a| folded(&a.name).trim_start_matches("the ").to_string());
        let bodies: BTreeSet<String> = names.filter(|b| b.contains(' ') && b.starts_with(char::is_uppercase)).collect();
        bodies.first().cloned().filter(|_| bodies.len() == 1)
    }
}

/// Whether it is a body or officer of some state.
pub(crate) fn is_of_state(actor: &Actor) -> bool {
    actor.sector.as_deref().is_some_and(|s| matches!(s, "GOV" | "MIL" | "COP" | "JUD" | "LEG" | "SPY"))
}

/// "DLF spokesman Corvin Osk"; "the governor of Dorrin, Irina Dow," where the office is a phrase.
pub(crate) fn with_title(office: &str, name: &str) -> String {
    let is_phrase = office.split(' ').any(|w| matches!(w, "of" | "for" | "to"));
    if is_phrase { format!("the {office}, {name},") } else { format!("{office} {name}") }
}

/// The whole office ("governor of Dorrin") of each person whom an article calls by a local one alone, as articles until that day last gave it.
pub(crate) fn offices<'c>(ledger: &Ledger, until: Day, claims: impl Iterator<Item = &'c Claim>) -> Result<BTreeMap<String, String>> {
    let people = claims.flat_map(speakers_and_doers);
    let is_local = |a: &&Actor| a.role.as_deref().is_some_and(|r| is("local-office", &r.to_lowercase()));
    let people: BTreeMap<String, &Actor> = people.filter(is_local).map(|a| (a.key(), a)).collect();
    let mut found = BTreeMap::new();
    for (key, person) in people {
        let filter = Filter {
            kinds: vec![Kind::Role],
            actor: Some(person.name.clone()),
            until: Some(until),
            date_basis: DateBasis::Reported,
            ..Filter::default()
        };
        let mut last: Option<(Day, String)> = None;
        for row in ledger.claims(&filter)? {
            let (claim, first) = (&row.claim, row.evidence.iter().filter_map(|e| e.published).min());
            let whole = claim.object.as_ref().and_then(|o| whole_office(&o.value));
            let is_own = claim.actor.as_ref().is_some_and(|a| a.value.key() == key) && claim.predicate != "held.office";
            if let (true, Some(first), Some(whole)) = (is_own, first, whole)
                && last.as_ref().is_none_or(|(day, _)| *day < first)
            {
                last = Some((first, whole));
            }
        }
        found.extend(last.map(|(_, whole)| (key, whole)));
    }
    Ok(found)
}

/// "governor of Dorrin" out of what an article says that somebody is ("Irina Dow governor of Dorrin").
fn whole_office(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|w| is("local-office", &w.to_lowercase()))?;
    (words.get(at + 1) == Some(&"of") && words.len() > at + 2)
        .then(|| format!("{} {}", words[at].to_lowercase(), words[at + 1..].join(" ")))
}

/// The day on which each holder of an office was last told, until `until`, to have lost or left one.
pub(crate) fn left<'c>(ledger: &Ledger, until: Day, claims: impl Iterator<Item = &'c Claim>) -> Result<BTreeMap<String, Day>> {
    let people = claims.flat_map(speakers_and_doers);
    let people: BTreeMap<String, &Actor> =
        people.filter(|a| a.role.is_some() && is_of_state(a) && !is_body(&a.name)).map(|a| (a.key(), a)).collect();
    let mut found = BTreeMap::new();
    for (key, person) in people {
        let filter = Filter {
            plover_types: ["SANCTION", "RETREAT"].map(str::to_string).to_vec(),
            actor: Some(person.name.clone()),
            until: Some(until),
            date_basis: DateBasis::Reported,
            ..Filter::default()
        };
        let is_own = |a: &Option<tacitus_record::Grounded<Actor>>| a.as_ref().is_some_and(|a| a.value.key() == key);
        for row in ledger.claims(&filter)? {
            let claim = &row.claim;
            let happened = claim.polarity == Polarity::Pos && claim.modality == Modality::Actual;
            let dismissed = claim.predicate == "sanction.expel" && is_own(&claim.target);
            let resigned = claim.predicate == "retreat.resign" && is_own(&claim.actor);
            let first = row.evidence.iter().filter_map(|e| e.published).min();
            if let (true, Some(day)) = (happened && (dismissed || resigned), first) {
                let known = found.entry(key.clone()).or_insert(day);
                *known = day.max(*known);
            }
        }
    }
    Ok(found)
}
