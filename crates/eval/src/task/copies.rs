//! Copies: pairs of documents that linking puts into one origin.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_linking::copies;
use tacitus_record::Article;

use crate::rows::text;
use crate::shipped::intake_article;

/// Groups all documents at once, as the program does, and answers for each pair.
pub fn predict(pairs: &[Value], documents: &[Value]) -> Result<Vec<Value>> {
    let articles: Vec<Article> = documents.par_iter().map(|d| intake_article(text(d, "id"), text(d, "text"), None)).collect();
    let found = copies(&articles.iter().collect::<Vec<_>>());
    let mut origin: BTreeMap<&str, &str> = BTreeMap::new();
    for group in &found.origins {
        origin.extend(group.members.iter().map(|m| (m.article.as_str(), group.id.as_str())));
    }
    if let Some(lost) = pairs.iter().flat_map(|p| [text(p, "a"), text(p, "b")]).find(|id| !origin.contains_key(id)) {
        bail!("the pairs name document {lost}, which the documents file does not have");
    }
    let same = |p: &Value| origin[text(p, "a")] == origin[text(p, "b")];
    Ok(pairs.iter().map(|p| json!({"id": p["id"], "a": p["a"], "b": p["b"], "label": i32::from(same(p))})).collect())
}
