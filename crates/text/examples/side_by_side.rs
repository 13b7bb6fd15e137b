//! Verdicts on pairs of passages: JSON lines with `a`, `b` and the days `day_a`, `day_b` in, the scores out. `training/pairs.py` compares them
//! with its own.

use std::io::{BufRead, stdin};

use serde_json::{Value, json};
use tacitus_text::{Passage, side_by_side};

fn main() {
    for line in stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line.expect("lines of text")).expect("JSON");
        let passage = |text: &str, day: &str| Passage {
            text: row[text].as_str().unwrap_or_default(),
            published: row[day].as_str().and_then(|d| d.parse().ok()),
        };
        let (a, b) = (passage("a", "day_a"), passage("b", "day_b"));
        let verdict = side_by_side().compare(a, b);
        let words = |number: usize, text: &str| -> Vec<String> {
            verdict.words[number].iter().filter(|w| w.disputed > 0.0).map(|w| text[w.start..w.end].to_string()).collect()
        };
        println!("{}", json!({"disputes": verdict.disputes, "slots": verdict.slots, "words": [words(0, a.text), words(1, b.text)]}));
    }
}
