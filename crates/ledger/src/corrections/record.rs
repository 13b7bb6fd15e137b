//! Checks what somebody asks to be corrected, and writes it to the log.

use std::collections::BTreeSet;

use rusqlite::TransactionBehavior;
use serde_json::{Value, json};
use tacitus_record::{Claim, EntryKind, Factuality, Mention, Polarity, Span};

use super::act::{Act, Field};
use super::draft::{Draft, FieldWords};
use super::queries::CorrectionRow;
use super::standing::{NOUN, correction_id, detail};
use crate::error::{Attempt, LedgerError, Result};
use crate::log::Log;
use crate::wire::v1::{self, Body};
use crate::{IncidentRow, KnownAt, Ledger};

const ATTEMPT: &str = "record a correction";
/// Longest author's name, in bytes.
const LONGEST_AUTHOR: usize = 200;
/// Longest reason, in bytes.
const LONGEST_REASON: usize = 2_000;

impl Ledger {
    /// Records a correction and makes anew what follows from it, in one transaction. The same one of the same second adds nothing.
    ///
    /// # Errors
    /// [`crate::LedgerErrorKind::Refused`] where it is about something that is not in the ledger, cannot be said of it, or has no author or
    /// reason; what is wrong and what to do instead. Nothing is recorded then.
    pub fn correct(&mut self, draft: &Draft, author: &str, reason: &str, known_at: &KnownAt) -> Result<CorrectionRow> {
        let (author, reason) = (author.trim(), reason.trim());
        if author.is_empty() || reason.is_empty() {
            return Err(LedgerError::refused("a correction needs an author and a reason: say who says so, and why"));
        }
        if author.len() > LONGEST_AUTHOR || reason.len() > LONGEST_REASON {
            return Err(LedgerError::refused(format!(
                "an author's name has at most {LONGEST_AUTHOR} bytes and a reason {LONGEST_REASON}: make it shorter"
            )));
        }
        let act = self.act_of(draft, author, reason)?;
        let detail = detail(&act, author, reason);
        let id = correction_id(&detail, known_at.as_str());
        if let Some(known) = self.correction(&id)? {
            return Ok(known);
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        let mut log = Log::open(&tx, known_at)?;
        log.write(EntryKind::Corrected, NOUN, &id, &Value::Object(detail))?;
        crate::relinking::relink_in(&tx, log)?;
        tx.commit().attempt(ATTEMPT)?;
        self.correction(&id)?.ok_or_else(|| LedgerError::damaged(format!("correction {id} that was just recorded is missing")))
    }

    fn act_of(&self, draft: &Draft, author: &str, reason: &str) -> Result<Act> {
        Ok(match draft {
            Draft::Confirm { claim } => Act::Confirm { claim: self.known_claim(claim)? },
            Draft::Reject { claim } => Act::Reject { claim: self.known_claim(claim)? },
            Draft::Override { claim, field, value } => {
                let row = self.claim(claim)?.ok_or_else(|| no_such("claim", claim))?;
                let value = self.value_of(*field, value, Some(&row.json))?;
                Act::Override { claim: claim.clone(), field: *field, value }
            }
            Draft::Grade { claim, reliability, credibility } => {
                if credibility.is_some_and(|c| !(1..=6).contains(&c)) {
                    return Err(LedgerError::refused("credibility goes from 1 (confirmed) to 6 (cannot be judged)"));
                }
                Act::Grade { claim: self.known_claim(claim)?, reliability: *reliability, credibility: *credibility }
            }
            Draft::Split { incident, claims } => {
                let all: BTreeSet<String> = self.known_incident(incident)?.incident.claims.into_iter().collect();
                let claims: BTreeSet<String> = claims.iter().cloned().collect();
                if let Some(stranger) = claims.iter().find(|c| !all.contains(*c)) {
                    return Err(LedgerError::refused(format!(
                        "claim {stranger} is not of incident {incident}; list its claims with `tacitus explain {incident}`"
                    )));
                }
                if claims.is_empty() || claims == all {
                    return Err(LedgerError::refused(format!(
                        "to split {incident}, name some of its {} claims, and not all of them",
                        all.len()
                    )));
                }
                Act::Split { from: &all - &claims, claims }
            }
            Draft::Merge { incident, with } => {
                if incident == with {
                    return Err(LedgerError::refused(format!("{incident} is one incident already: name another to merge it with")));
                }
                let (first, second) = (self.known_incident(incident)?, self.known_incident(with)?);
                Act::Merge { claims: first.incident.claims.into_iter().chain(second.incident.claims).collect() }
            }
            Draft::Move { claim, to } => {
                let row = self.claim(claim)?.ok_or_else(|| no_such("claim", claim))?;
                if row.incident.as_ref() == Some(to) {
                    return Err(LedgerError::refused(format!("claim {claim} is of incident {to} already")));
                }
                Act::Move { claim: row.id, to: self.known_incident(to)?.incident.claims.into_iter().collect() }
            }
            Draft::Copy { article, of } => {
                self.known_pair(article, of)?;
                Act::Copy { article: article.clone(), of: of.clone() }
            }
            Draft::NotCopy { article, of } => {
                self.known_pair(article, of)?;
                Act::NotCopy { article: article.clone(), of: of.clone() }
            }
            Draft::AddClaim { .. } => self.added(draft, author, reason)?,
            Draft::Undo { correction } => {
                let row = self.correction_named(correction)?;
                if let Some(by) = row.undone_by {
                    return Err(LedgerError::refused(format!("{} is undone already, by {by}; to let it stand again, undo that", row.id)));
                }
                Act::Undo { correction: row.id }
            }
        })
    }

    fn known_claim(&self, id: &str) -> Result<String> {
        Ok(self.claim(id)?.ok_or_else(|| no_such("claim", id))?.id)
    }

    fn known_incident(&self, id: &str) -> Result<IncidentRow> {
        self.incident(id)?.ok_or_else(|| no_such("incident", id))
    }

    fn known_pair(&self, article: &str, of: &str) -> Result<()> {
        if article == of {
            return Err(LedgerError::refused("an article is no copy of itself: name two"));
        }
        for id in [article, of] {
            self.article(id)?.ok_or_else(|| no_such("article", id))?;
        }
        Ok(())
    }

    /// A claim that the article makes in these words.
    fn added(&self, draft: &Draft, author: &str, reason: &str) -> Result<Act> {
        let Draft::AddClaim { article, span, words, kind, predicate, fields } = draft else {
            return Err(LedgerError::refused("nothing is added"));
        };
        let home = self.article(article)?.ok_or_else(|| no_such("article", article))?.article;
        let text = home.text.as_str();
        let body = Body::new(text);
        let at = match span {
            Some((start, end)) => {
                let at = body.span(*start, *end).filter(|s| !s.is_empty()).ok_or_else(|| {
                    LedgerError::refused(format!(
                        "characters {start} to {end} are no words of {article}, which has {}",
                        text.chars().count()
                    ))
                })?;
                if !words.is_empty() && at.slice(text) != words {
                    return Err(LedgerError::refused(format!("at {start} to {end} the article has “{}”, not “{words}”", at.slice(text))));
                }
                at
            }
            None => only_place(text, words, article)?,
        };
        let mention = Mention {
            article: article.clone(),
            sentence: sentence_of(text, at),
            span: at,
            cue: None,
            reader: format!("human@{author}"),
            rules: vec![format!("added by {author}: {reason}")],
        };
        let Value::String(predicate) = self.value_of(Field::Predicate, predicate, None)? else {
            return Err(LedgerError::refused("a claim needs a predicate"));
        };
        let mut json = v1::claim_as_read(&Claim::new(*kind, predicate, mention), &body);
        for field in fields.iter().filter(|f| !f.words.trim().is_empty()) {
            let value = self.field_of(field, at, text, &body, article)?;
            json[field.field.as_str()] = value;
        }
        let certain = if json["polarity"] == Polarity::Neg.as_str() { Factuality::CertainNeg } else { Factuality::CertainPos };
        json["factuality"] = json!({"author": certain.as_str()});
        let claim = v1::claim_from(&json, &body).map_err(|e| LedgerError::refused(format!("these fields make no claim: {e}")))?;
        let words = claim.spans().iter().map(|(_, s)| s.slice(text).to_string()).collect();
        Ok(Act::AddClaim { article: article.clone(), claim: v1::claim_as_read(&claim, &body), words })
    }

    /// JSON of one field of an added claim, on the words it stands on.
    fn field_of(&self, given: &FieldWords, claim: Span, text: &str, body: &Body, article: &str) -> Result<Value> {
        let FieldWords { field, start, words, means } = given;
        let words = words.trim();
        if !field.is_grounded() {
            return self.value_of(*field, words, None);
        }
        let at = match start {
            Some(start) => {
                let end = start + words.chars().count();
                body.span(*start, end)
                    .filter(|s| s.slice(text) == words)
                    .ok_or_else(|| LedgerError::refused(format!("the words of {field}, “{words}”, do not stand at {start} in {article}")))?
            }
            None => match claim.slice(text).find(words) {
                Some(within) => claim.within(text, within, within + words.len()).ok_or_else(|| no_words(words, article))?,
                None => only_place(text, words, article).map_err(|e| LedgerError::refused(format!("{field}: {e}")))?,
            },
        };
        let mut value = self.value_of(*field, means.as_deref().unwrap_or(words), None)?;
        let (start, end) = body.range(at);
        let one = match &mut value {
            Value::Array(list) => list.first_mut(),
            other => Some(other),
        };
        if let Some(Value::Object(fields)) = one {
            fields.insert("text".into(), words.into());
            fields.insert("start".into(), start.into());
            fields.insert("end".into(), end.into());
        }
        Ok(value)
    }
}

fn no_such(noun: &str, id: &str) -> LedgerError {
    let list = if noun == "article" {
        "articles"
    } else if noun == "incident" {
        "incidents"
    } else {
        "claims"
    };
    LedgerError::refused(format!("there is no {noun} {id}; list ids with `tacitus {list}`"))
}

fn no_words(words: &str, article: &str) -> LedgerError {
    LedgerError::refused(format!("“{words}” does not stand in {article}; give words as the article has them"))
}

/// Where the words stand, if they stand there once.
fn only_place(text: &str, words: &str, article: &str) -> Result<Span> {
    let words = words.trim();
    if words.is_empty() {
        return Err(LedgerError::refused("give the words of the claim, or where they begin and end"));
    }
    let mut found = text.match_indices(words);
    match (found.next(), found.next()) {
        (Some((start, _)), None) => Span::new(text, start, start + words.len()).ok_or_else(|| no_words(words, article)),
        (Some(_), Some(_)) => {
            Err(LedgerError::refused(format!("“{words}” stands in {article} more than once; give more words, or where they begin and end")))
        }
        (None, _) => Err(no_words(words, article)),
    }
}

/// About the number of the sentence: sentences that end before it.
fn sentence_of(text: &str, at: Span) -> u32 {
    let before = text.get(..at.start()).unwrap_or("");
    let ends = before.char_indices().filter(|(i, c)| matches!(c, '.' | '!' | '?') && before[i + 1..].starts_with(char::is_whitespace));
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}
