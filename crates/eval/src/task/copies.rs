//! Copies: pairs of documents that linking puts into one origin, or of which it says that one is made from the other in part.

use std::collections::{BTreeMap, BTreeSet};

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
    let mixed: BTreeSet<(&str, &str)> = found.overlaps.iter().filter(|o| o.mixed).map(|o| (o.a.as_str(), o.b.as_str())).collect();
    let same = |p: &Value| {
        let (a, b) = (text(p, "a"), text(p, "b"));
        origin[a] == origin[b] || mixed.contains(&(a.min(b), a.max(b)))
    };
    Ok(pairs.iter().map(|p| json!({"id": p["id"], "a": p["a"], "b": p["b"], "label": i32::from(same(p))})).collect())
}
