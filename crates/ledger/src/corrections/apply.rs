//! Applies corrections that stand to what was read, before and after it is linked.

use std::collections::{BTreeMap, BTreeSet};

use tacitus_linking::{Linked, SaidOfClaims, SaidOfTexts, Standing};
use tacitus_record::{Article, Grade, Reliability, claim_id};

use super::act::Act;
use super::queries::set_field;
use super::standing::{Corrections, Told};
use crate::error::Result;
use crate::load::{self, Capture};
use crate::projection::{Mentions, StoredMention};
use crate::sync::{Row, Table};
use crate::wire::v1::{self, Body};

pub(crate) const ADDED: Table =
    Table { name: "added", columns: &["id", "correction", "capture", "claim", "sentence", "start", "end", "record"], key: 1 };

/// Credibility of a claim whose reading was rejected: it cannot be judged.
const REJECTED: u8 = 6;

impl Corrections {
    /// What linking hears of articles.
    pub fn of_texts(&self) -> Vec<SaidOfTexts> {
        let said = |t: &Told| match &t.act {
            Act::Copy { article, of } => Some(SaidOfTexts {
                article: article.clone(),
                of: of.clone(),
                is_copy: true,
                reason: format!("said to be a copy {}", t.because()),
            }),
            Act::NotCopy { article, of } => Some(SaidOfTexts {
                article: article.clone(),
                of: of.clone(),
                is_copy: false,
                reason: format!("said to be no copy {}", t.because()),
            }),
            _ => None,
        };
        self.standing().filter_map(said).collect()
    }

    /// What linking hears of claims.
    pub fn of_claims(&self) -> Vec<SaidOfClaims> {
        let said = |t: &Told| match &t.act {
            Act::Split { claims, from } => Some(SaidOfClaims::Apart(claims.clone(), from.clone())),
            Act::Merge { claims } => Some(SaidOfClaims::Together(claims.clone())),
            Act::Move { claim, to } => Some(SaidOfClaims::Moved(claim.clone(), to.clone())),
            _ => None,
        };
        self.standing().filter_map(said).collect()
    }

    /// Mentions that people added, with their rows of `added`: those whose words are in the article as it stands.
    pub fn added(&self, captures: &BTreeMap<i64, Capture>, bodies: &BTreeMap<i64, Body>) -> Result<(Vec<StoredMention>, Vec<Row>)> {
        let by_article: BTreeMap<&str, i64> = captures.iter().map(|(id, c)| (c.article.id.as_str(), *id)).collect();
        let (mut mentions, mut rows) = (Vec::new(), Vec::new());
        for told in self.standing() {
            let Act::AddClaim { article, claim: json, words } = &told.act else { continue };
            let Some(&capture) = by_article.get(article.as_str()) else { continue };
            let (body, article): (&Body, &Article) = (&bodies[&capture], &captures[&capture].article);
            // Another capture may have other white space: then the spans cut something else.
            let Ok(claim) = v1::claim_from(json, body) else { continue };
            if claim.spans().iter().map(|(_, s)| body.words(*s)).ne(words.iter().map(String::as_str)) {
                continue;
            }
            let claim_id = claim_id(&claim, article);
            let (start, end) = body.range(claim.mention.span);
            // 52 bits of the correction's own id: none of the rows of `mention`, and the same whatever came before.
            let number = told.id.get(2..15).and_then(|hex| i64::from_str_radix(hex, 16).ok()).unwrap_or(0);
            let id = -1 - number;
            let cells = [id, capture];
            rows.push(vec![
                Some(cells[0].to_string()),
                Some(told.id.clone()),
                Some(cells[1].to_string()),
                Some(claim_id.clone()),
                Some(claim.mention.sentence.to_string()),
                Some(start.to_string()),
                Some(end.to_string()),
                Some(json.to_string()),
            ]);
            mentions.push(StoredMention { id, capture, claim_id, claim, known_at: Some(told.known_at.clone()) });
        }
        Ok((mentions, ADDED.by_key(rows)))
    }

    /// Sets the fields of claims that people set.
    pub fn set_fields(&self, mentions: &mut Mentions, bodies: &BTreeMap<i64, Body>) -> Result<()> {
        let mut by_claim: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for told in self.standing() {
            if let Act::Override { claim, .. } = &told.act {
                by_claim.entry(claim).or_default().push(told);
            }
        }
        if by_claim.is_empty() {
            return Ok(());
        }
        for mention in &mut mentions.list {
            let Some(corrections) = by_claim.get(mention.claim_id.as_str()) else { continue };
            let body = &bodies[&mention.capture];
            let mut json = v1::claim_as_read(&mention.claim, body);
            for told in corrections {
                if let Act::Override { field, value, .. } = &told.act {
                    set_field(&mut json, *field, value, &told.because());
                }
            }
            mention.claim = load::claim(&json, body)?;
        }
        Ok(())
    }

    /// Ids of claims whose reading was rejected: they are not linked.
    pub fn rejected(&self) -> BTreeSet<&str> {
        let rejected = |t: &'_ Told| matches!(t.act, Act::Reject { .. });
        self.standing().filter(|t| rejected(t)).flat_map(|t| t.act.subjects()).collect()
    }

    /// Grades that people gave, and the standing of what they rejected. `carried`: claims and by how many articles they are told.
    pub fn grade(&self, linked: &mut Linked, carried: impl Fn(&str) -> u32) {
        for told in self.standing() {
            match &told.act {
                Act::Reject { claim } => {
                    let articles = carried(claim);
                    if articles > 0 {
                        let reason = format!("its reading was rejected {}; it counts for nothing", told.because());
                        let grade = Grade { credibility: REJECTED, reliability: Reliability::F, reason };
                        let standing = Standing { articles, origins: 0, informants: 0, grade, incident: None, disputes: 0 };
                        linked.standings.insert(claim.clone(), standing);
                    }
                }
                Act::Grade { claim, reliability, credibility } => {
                    if let Some(standing) = linked.standings.get_mut(claim) {
                        standing.grade = over(*reliability, *credibility, told, &standing.grade);
                    }
                }
                _ => {}
            }
        }
    }
}

/// A person's grade over the computed one, which stays in the reason.
fn over(reliability: Option<Reliability>, credibility: Option<u8>, told: &Told, computed: &Grade) -> Grade {
    let set = |axis: &str, value: Option<String>, was: String| value.map(|is| format!("{axis} {is} for {was}"));
    let axes: Vec<String> = [
        set("reliability", reliability.map(|r| r.to_string()), computed.reliability.to_string()),
        set("credibility", credibility.map(|c| c.to_string()), computed.credibility.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if axes.is_empty() {
        return computed.clone();
    }
    Grade {
        reliability: reliability.unwrap_or(computed.reliability),
        credibility: credibility.unwrap_or(computed.credibility),
        reason: format!("{} set {}; computed: {}", axes.join(" and "), told.because(), computed.reason),
    }
}
