//! Numbers the words that sentences rest on.

use tacitus_ledger::Evidence;
use tacitus_record::Span;

use crate::material::{Material, Source};
use crate::model::{Note, hash_of};
use crate::units::Unit;

/// Notes in the order in which they are first used.
#[derive(Default)]
pub(crate) struct Notes {
    pub all: Vec<Note>,
}

impl Notes {
    /// The number of the note for these words of an article.
    pub fn cite(&mut self, material: &Material, source: &Source, span: Span) -> usize {
        let article = &source.row.article;
        let (start, end) = (source.points.of(&article.text, span.start()), source.points.of(&article.text, span.end()));
        if let Some(known) = self.all.iter().find(|n| n.article == article.id && (n.start, n.end) == (start, end)) {
            return known.number;
        }
        let quote = span.slice(&article.text).to_string();
        let mut claims: Vec<String> = material
            .mentions
            .get(&article.id)
            .into_iter()
            .flatten()
            .filter(|(_, c)| span.contains(c.mention.span))
            .map(|(id, _)| id.clone())
            .collect();
        claims.sort();
        claims.dedup();
        let is_root = source.root.as_ref().is_none_or(|root| *root == article.id);
        self.all.push(Note {
            number: self.all.len() + 1,
            article: article.id.clone(),
            origin: source.origin().to_string(),
            outlet: article.outlet.clone().unwrap_or_else(|| source.outlet()),
            title: article.title.clone().unwrap_or_default(),
            published: source.published().map_or(String::new(), |d| d.to_string()),
            url: article.canonical_url.clone().or_else(|| article.url.clone()),
            start,
            end,
            hash: hash_of(&quote),
            quote,
            claims,
            authors: article.authors.clone(),
            known_at: source.row.known_at.clone(),
            also_carried_by: if is_root { source.carried_by.clone() } else { Vec::new() },
        });
        self.all.len()
    }

    /// The note for all that is claimed in a mention's sentence: a denial with the word that denies.
    pub fn cite_whole(&mut self, material: &Material, evidence: &Evidence) -> Option<usize> {
        let source = material.sources.get(&evidence.article)?;
        let unit = Unit::of(material, &evidence.article, evidence.sentence);
        Some(self.cite(material, source, unit.map_or(evidence.span, |u| u.cover)))
    }

    /// The note for one mention.
    pub fn cite_evidence(&mut self, material: &Material, evidence: &Evidence) -> Option<usize> {
        let source = material.sources.get(&evidence.article)?;
        Some(self.cite(material, source, evidence.span))
    }
}
