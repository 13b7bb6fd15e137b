//! Prints which articles descend from one text and which tell one happening, with reasons: one object a line.
//!
//! cargo run -p tacitus-linking --example gather -- FILE.jsonl
//!
//! Each line of the file is an object with `id`, `text` and, where known, `title` and `published` (YYYY-MM-DD).

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tacitus_linking::{copies, stories};
use tacitus_record::{Article, DateEvidence, PublishedDate};

fn main() {
    let Some(path) = std::env::args().nth(1) else { panic!("which file? cargo run -p tacitus-linking --example gather -- FILE.jsonl") };
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    let articles: Vec<Article> = file.lines().map(|line| article(&serde_json::from_str(line).expect("a line of JSON"))).collect();
    let all: Vec<&Article> = articles.iter().collect();
    let copies = copies(&all);
    let members = copies.origins.iter().flat_map(|o| o.members.iter().map(move |m| (m.article.as_str(), (o, m))));
    let origins: BTreeMap<&str, _> = members.collect();
    for (number, story) in stories(&all, &copies).iter().enumerate() {
        for told in &story.articles {
            let (origin, member) = origins[told.article.as_str()];
            let copy = json!({"origin": origin.root, "kind": member.kind.as_str(), "measure": member.measure, "reason": member.reason});
            println!("{}", json!({"id": told.article, "incident": number, "about": story.about, "reason": told.reason, "copy": copy}));
        }
    }
}

fn article(row: &Value) -> Article {
    let text = |key: &str| row[key].as_str().unwrap_or("");
    let published = text("published").parse().ok();
    let published = published.map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    Article { title: row["title"].as_str().map(String::from), published, ..Article::of_text(text("id"), text("text")) }
}
