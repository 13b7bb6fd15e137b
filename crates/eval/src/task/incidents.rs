//! Incidents: documents gathered by the happening they are mainly about; beside it, by the incidents that their claims share.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_linking::{Report, StoryArticle, copies, link, stories};
use tacitus_record::{Article, claim_id};

use crate::rows::text;
use crate::shipped::{Read, Shipped, intake_article};

/// Reads all documents and gathers them into stories (`incident`); links their claims and joins documents whose claims share an incident
/// (`claims_incident`). Topics are not looked at.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    let read: Vec<Read> = gold.par_iter().map(|d| shipped.read(intake_article(text(d, "id"), text(d, "text"), None))).collect();
    let articles: Vec<&Article> = read.iter().map(|r| &r.article).collect();
    let copies = copies(&articles);
    let ids: Vec<Vec<String>> = read.iter().map(|r| r.reading.claims.iter().map(|c| claim_id(c, &r.article)).collect()).collect();
    let mut reports = Vec::new();
    let mut carriers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, (one, ids)) in read.iter().zip(&ids).enumerate() {
        for (claim, id) in one.reading.claims.iter().zip(ids) {
            carriers.entry(id).or_default().insert(number);
            reports.push(Report { id, claim, article: &one.article });
        }
    }
    let stories = stories(&articles, &copies);
    let linked = link(&reports, &copies, &stories);
    let incidents = linked.incidents.iter().map(|i| i.claims.iter().filter_map(|c| carriers.get(c.as_str())).flatten().copied().collect());
    let by_claims = joined(read.len(), incidents);
    let told = stories.iter().enumerate().flat_map(|(number, story)| story.articles.iter().map(move |a| (a.article.as_str(), (number, a))));
    let story_of: BTreeMap<&str, (usize, &StoryArticle)> = told.collect();
    let row = |(document, by_claims): (&Value, usize)| {
        let (story, told) = story_of[text(document, "id")];
        json!({"id": document["id"], "incident": story, "reason": told.reason, "claims_incident": by_claims})
    };
    Ok(gold.iter().zip(by_claims).map(row).collect())
}

/// The smallest document of each document's group; documents that share an incident are one group.
fn joined(documents: usize, incidents: impl Iterator<Item = BTreeSet<usize>>) -> Vec<usize> {
    let mut group: Vec<usize> = (0..documents).collect();
    for members in incidents {
        let labels: BTreeSet<usize> = members.iter().map(|&m| group[m]).collect();
        let Some(&least) = labels.first() else { continue };
        group.iter_mut().filter(|g| labels.contains(g)).for_each(|g| *g = least);
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_shared_incidents_is_one_group() {
        let incidents = [[0, 1], [3, 4], [1, 4]].into_iter().map(BTreeSet::from);
        assert_eq!(joined(6, incidents), [0, 0, 2, 0, 0, 5]);
    }
}
