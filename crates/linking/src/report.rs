//! Holds what linking is handed: each claim as each article reports it.

use std::collections::BTreeMap;

use tacitus_record::{Article, Claim, Day, VoiceType, normal};

use crate::standing::{is_of_a_happening, is_pinned};
use crate::stories::Story;

/// One mention of a claim, with the article that makes it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The claim's id.
    pub id: &'a str,
    /// The claim as read in this article.
    pub claim: &'a Claim,
    /// The article.
    pub article: &'a Article,
}

/// One claim with all its mentions, the one that stands for it first.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The claim's id.
    pub id: &'a str,
    /// Its mentions that tell one happening: earliest published first, then by article and place in it.
    pub reports: Vec<Report<'a>>,
}

impl<'a> Told<'a> {
    /// The claim as read in the mention that stands for it.
    pub fn claim(&self) -> &'a Claim {
        self.reports[0].claim
    }

    /// First day it was published, where known.
    pub fn reported(&self) -> Option<Day> {
        self.reports[0].published()
    }
}

impl Report<'_> {
    /// Publication day of the article.
    pub fn published(&self) -> Option<Day> {
        self.article.published.as_ref().map(|p| p.value)
    }

    /// The outermost voice, where it has a name: it vouches for what it is said to have said. An unnamed voice is not told apart from the outlet
    /// that quotes it.
    pub fn named_informant(&self) -> Option<String> {
        let voice = self.claim.said_by.iter().map(|v| &v.value).find(|v| v.made && v.voice_type != VoiceType::Author)?;
        (voice.voice_type != VoiceType::Unnamed).then(|| voice.actor.key())
    }

    /// The outlet that made the article, normalised: agency credited, else outlet it says it comes from, else its own.
    pub fn source_outlet(&self) -> Option<String> {
        let declared = self.article.declared_from.iter().find_map(|d| d.outlet.as_deref());
        let name = self.article.agency_credit.as_deref().or(declared).or(self.article.outlet.as_deref())?;
        Some(outlet_key(name)).filter(|name| !name.is_empty())
    }

    /// What a reader is told of who says so.
    pub fn said_by(&self) -> String {
        let voice = self.claim.said_by.iter().map(|v| &v.value.actor).next();
        match (voice, &self.article.outlet) {
            (Some(actor), Some(outlet)) => format!("{}, in {outlet}", actor.name),
            (Some(actor), None) => actor.name.clone(),
            (None, Some(outlet)) => outlet.clone(),
            (None, None) => self.article.title.clone().unwrap_or_else(|| self.article.id.clone()),
        }
    }
}

/// An outlet's name for comparing: normalised, without what it adds in brackets ("Harbour Post (online)").
pub fn outlet_key(name: &str) -> String {
    normal(name.split('(').next().unwrap_or(name))
}

/// Gathers mentions by claim; sorted by id whatever the order given.
///
/// A happening that is not pinned ("twelve people were killed") is told of many times: of its claim only those mentions are gathered that stand
/// in articles on the same happening as the first.
pub fn gather<'a>(reports: &[Report<'a>], stories: &[Story]) -> Vec<Told<'a>> {
    let story_of: BTreeMap<&str, usize> =
        stories.iter().enumerate().flat_map(|(number, story)| story.articles.iter().map(move |a| (a.article.as_str(), number))).collect();
    let mut by_id: BTreeMap<&str, Vec<Report<'a>>> = BTreeMap::new();
    for report in reports {
        by_id.entry(report.id).or_default().push(*report);
    }
    by_id
        .into_iter()
        .map(|(id, mut reports)| {
            reports.sort_by_key(|r| order(r));
            let first = reports[0];
            if is_of_a_happening(first.claim) && !is_pinned(first.claim) {
                let story = story_of.get(first.article.id.as_str());
                reports.retain(|r| r.article.id == first.article.id || story.is_some() && story_of.get(r.article.id.as_str()) == story);
            }
            Told { id, reports }
        })
        .collect()
}

/// Order of a claim's mentions.
fn order<'a>(report: &Report<'a>) -> (bool, Option<Day>, &'a str, usize, usize) {
    let span = report.claim.mention.span;
    (report.published().is_none(), report.published(), &report.article.id, span.start(), span.end())
}
