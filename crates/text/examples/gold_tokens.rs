//! Scores the encoder on gold tokens of a CoNLL-U file: `gold_tokens FILE.conllu [NAMES.jsonl]`.
//!
//! UPOS, UAS and LAS over all words (universal relations), exact F1 of names, words a second.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use tacitus_text::{Encoder, Words};

#[derive(Default)]
struct Sentence {
    id: String,
    text: String,
    forms: Vec<String>,
    gold: Vec<(String, String, u16, String)>,
    /// Character ranges of the words in `text`.
    spans: Vec<(usize, usize)>,
    /// Words left in a multi-word token and its end in `text`.
    open: (usize, usize),
    at: usize,
}

#[allow(clippy::disallowed_methods)] // It measures its own speed.
fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("usage: gold_tokens FILE.conllu [NAMES.jsonl]");
    let sentences = read(&std::fs::read_to_string(path).expect("the CoNLL-U file is readable"));
    let start = Instant::now();
    let encoder = Encoder::embedded();
    println!("start {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let labels = encoder.labels();
    let words: Vec<Words> = sentences.iter().map(|s| Words { forms: s.forms.iter().map(String::as_str).collect() }).collect();
    let start = Instant::now();
    // Thirty sentences at a time, about one article.
    let results: Vec<_> = words.chunks(30).flat_map(|c| encoder.analyse(c)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let (mut n, mut upos, mut xpos, mut uas, mut las) = (0, 0, 0, 0, 0);
    for (s, a) in sentences.iter().zip(&results) {
        for (i, (u, x, head, rel)) in s.gold.iter().enumerate() {
            n += 1;
            upos += i32::from(labels.upos[usize::from(a.upos[i])] == u);
            xpos += i32::from(labels.xpos[usize::from(a.xpos[i])] == x);
            if a.head[i] == *head {
                uas += 1;
                let base = |r: &str| r.split(':').next().unwrap_or_default().to_owned();
                las += i32::from(base(labels.deprel[usize::from(a.deprel[i])]) == base(rel));
            }
        }
    }
    let share = |x: i32| 100.0 * f64::from(x) / f64::from(n);
    println!("words {n}  UPOS {:.2}  XPOS {:.2}  UAS {:.2}  LAS {:.2}", share(upos), share(xpos), share(uas), share(las));
    println!("{:.0} words a second", f64::from(n) / seconds);
    if let Some(names) = args.next() {
        names_score(&sentences, &results, &std::fs::read_to_string(names).expect("the names file is readable"));
    }
}

fn names_score(sentences: &[Sentence], results: &[tacitus_text::Analysis], jsonl: &str) {
    let mut gold = BTreeMap::new();
    for line in jsonl.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("one JSON object a line");
        gold.insert(record["id"].as_str().unwrap_or_default().to_owned(), record);
    }
    let mut counts: BTreeMap<String, [f64; 3]> = BTreeMap::new();
    for (s, a) in sentences.iter().zip(results) {
        let Some(record) = gold.get(&s.id).filter(|r| r["text"] == s.text.as_str()) else { continue };
        let number = |v: &serde_json::Value| v.as_u64().unwrap_or(0) as usize;
        let theirs: BTreeSet<(usize, usize, String)> = (record["spans"].as_array().into_iter().flatten())
            .map(|m| (number(&m["start"]), number(&m["end"]), m["label"].as_str().unwrap_or_default().to_owned()))
            .collect();
        let mine: BTreeSet<(usize, usize, String)> =
            a.names.iter().map(|m| (s.spans[m.start].0, s.spans[m.end - 1].1, m.label.to_owned())).collect();
        for (set, slot) in [(&mine, 0), (&theirs, 1)] {
            for (_, _, label) in set {
                counts.entry(label.clone()).or_default()[slot] += 1.0;
            }
        }
        for (_, _, label) in mine.intersection(&theirs) {
            counts.entry(label.clone()).or_default()[2] += 1.0;
        }
    }
    let total = counts.values().fold([0.0; 3], |t, c| [t[0] + c[0], t[1] + c[1], t[2] + c[2]]);
    counts.insert("all".to_owned(), total);
    for (label, [found, wanted, right]) in counts {
        println!(
            "{label}: precision {:.1}  recall {:.1}  F1 {:.1}",
            100.0 * right / found,
            100.0 * right / wanted,
            200.0 * right / (found + wanted)
        );
    }
}

fn read(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut now = Sentence::default();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("# sent_id = ") {
            now.id = id.to_owned();
        } else if let Some(t) = line.strip_prefix("# text = ") {
            now.text = t.to_owned();
        } else if line.is_empty() {
            out.push(std::mem::take(&mut now));
        } else if !line.starts_with('#') {
            word(&mut now, &line.split('\t').collect::<Vec<_>>());
        }
    }
    out
}

fn word(s: &mut Sentence, cols: &[&str]) {
    let chars: Vec<char> = s.text.chars().collect();
    let find = |form: &str, from: usize| {
        let form: Vec<char> = form.chars().collect();
        (from..chars.len()).find(|&i| chars[i..].starts_with(&form)).map_or((from, from), |i| (i, i + form.len()))
    };
    if let Some((lo, hi)) = cols[0].split_once('-') {
        let count = hi.parse::<usize>().unwrap_or(0) + 1 - lo.parse::<usize>().unwrap_or(0);
        s.open = (count, find(cols[1], s.at).1);
    } else if !cols[0].contains('.') {
        let mut span = find(cols[1], s.at);
        if s.open.0 > 0 {
            s.open.0 -= 1;
            span.1 = span.1.min(s.open.1);
            if s.open.0 == 0 {
                span.1 = s.open.1;
            }
        }
        s.at = span.1;
        s.spans.push(span);
        s.forms.push(cols[1].to_owned());
        let head = cols[6].parse().unwrap_or(0);
        s.gold.push((cols[3].to_owned(), cols[4].to_owned(), head, cols[7].to_owned()));
    }
}
