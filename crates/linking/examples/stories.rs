//! Prints which articles tell one happening, with reasons: one object a line.
//!
//! cargo run -p tacitus-linking --example stories -- FILE.jsonl
//!
//! Each line of the file is an object with `id`, `text` and, where known, `title` and `published` (YYYY-MM-DD).

use serde_json::{Value, json};
use tacitus_linking::{copies, stories};
use tacitus_record::{Article, DateEvidence, PublishedDate};

fn main() {
    let Some(path) = std::env::args().nth(1) else { panic!("which file? cargo run -p tacitus-linking --example stories -- FILE.jsonl") };
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    let articles: Vec<Article> = file.lines().map(|line| article(&serde_json::from_str(line).expect("a line of JSON"))).collect();
    let all: Vec<&Article> = articles.iter().collect();
    for (number, story) in stories(&all, &copies(&all)).iter().enumerate() {
        for told in &story.articles {
            println!("{}", json!({"id": told.article, "incident": number, "about": story.about, "reason": told.reason}));
        }
    }
}

fn article(row: &Value) -> Article {
    let text = |key: &str| row[key].as_str().unwrap_or("");
    let published = text("published").parse().ok();
    let published = published.map(|value| PublishedDate { value, evidence: DateEvidence::User, confidence: 100 });
    Article { title: row["title"].as_str().map(String::from), published, ..Article::of_text(text("id"), text("text")) }
}
