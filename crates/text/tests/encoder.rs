//! The encoder: a sentence reads the same alone and in company; the weights are those on record.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use tacitus_text::{Analysis, Encoder, Words};

const WEIGHTS: &[u8] = include_bytes!("../../../models/reader/reader.onnx");
const GOLDEN: &str = include_str!("../../../models/reader/golden.jsonl");

fn words<'a>(forms: &[&'a str]) -> Words<'a> {
    Words { forms: forms.to_vec() }
}

fn records() -> Vec<serde_json::Value> {
    GOLDEN.lines().map(|l| serde_json::from_str(l).expect("one JSON object a line")).collect()
}

fn forms(record: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(record["forms"].clone()).expect("forms are strings")
}

/// Sentences of many lengths: stretches of the golden sentences, some joined.
fn sentences() -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> = records().iter().map(forms).collect();
    let joined = (0..500).map(|i| {
        let mut words: Vec<String> = (0..=i % 9 / 6).flat_map(|k| all[(i * 7 + k * 3) % all.len()].clone()).collect();
        words.drain(..(i / 20) % 9 % words.len());
        words.truncate(words.len() - (i / 40) % 7 % words.len());
        words
    });
    joined.collect()
}

fn borrowed(sentence: &[String]) -> Words<'_> {
    Words { forms: sentence.iter().map(String::as_str).collect() }
}

#[test]
fn alone_together_and_shuffled_are_the_same() {
    let encoder = Encoder::embedded();
    let sentences = sentences();
    let all: Vec<Words> = sentences.iter().map(|s| borrowed(s)).collect();
    let together = encoder.analyse(&all);
    for (sentence, analysis) in all.iter().zip(&together) {
        assert_eq!(&encoder.analyse(std::slice::from_ref(sentence))[0], analysis, "{:?}", sentence.forms);
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    let mut state = 7u64;
    for i in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (state >> 33) as usize % (i + 1));
    }
    let shuffled: Vec<Words> = order.iter().map(|&i| all[i].clone()).collect();
    for (&i, analysis) in order.iter().zip(encoder.analyse(&shuffled)) {
        assert_eq!(analysis, together[i]);
    }
}

#[test]
fn threads_agree() {
    let encoder = Encoder::embedded();
    let sentences = sentences();
    let all: Vec<Words> = sentences[..60].iter().map(|s| borrowed(s)).collect();
    let expected = encoder.analyse(&all);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..3).map(|_| scope.spawn(|| encoder.analyse(&all))).collect();
        for worker in workers {
            assert_eq!(worker.join().expect("the worker returns"), expected);
        }
    });
}

fn assert_whole(analysis: &Analysis, count: usize) {
    assert_eq!([analysis.upos.len(), analysis.xpos.len(), analysis.head.len(), analysis.deprel.len()], [count; 4]);
    assert_eq!(analysis.head_margin.len(), count);
    assert_eq!(analysis.head.iter().filter(|&&h| h == 0).count(), usize::from(count > 0));
    for start in 0..count {
        let (mut node, mut steps) = (start, 0);
        while analysis.head[node] != 0 {
            node = usize::from(analysis.head[node]) - 1;
            steps += 1;
            assert!(steps <= count, "a cycle");
        }
    }
    let legal = |s: usize, e: usize| s < e && e <= count;
    assert!(analysis.names.iter().chain(&analysis.domain).all(|n| legal(n.start, n.end)));
}

#[test]
fn strange_sentences_break_nothing() {
    let encoder = Encoder::embedded();
    let long: Vec<&str> =
        "The column of the Third Brigade reached the river , and then it stopped ; ".split_whitespace().cycle().take(1_400).collect();
    let unbroken = vec!["antidisestablishmentarianism"; 700];
    let strange: Vec<Vec<&str>> = vec![
        vec![],
        vec![""],
        vec!["\u{200b}"],
        vec!["", "\u{feff}", "\u{301}", "shelling", ""],
        vec!["!"],
        vec!["🙂", "北京", "دمشق"],
        long,
        unbroken,
        vec!["\u{0}"; 600],
    ];
    let all: Vec<Words> = strange.iter().map(|s| words(s)).collect();
    for (sentence, analysis) in strange.iter().zip(encoder.analyse(&all)) {
        assert_whole(&analysis, sentence.len());
    }
    assert!(encoder.analyse(&[]).is_empty());
}

#[test]
fn weights_are_those_of_the_manifest() {
    let digest: String = Sha256::digest(WEIGHTS).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(Encoder::embedded().hash(), digest);
}

#[test]
fn labels_are_complete() {
    let encoder = Encoder::embedded();
    let labels = encoder.labels();
    let wanted = ["nsubj:pass", "obl:agent", "aux:pass", "nmod:poss", "acl:relcl", "root", "parataxis", "punct"];
    assert!(wanted.iter().all(|w| labels.deprel.contains(w)));
    let unique: BTreeSet<_> = labels.xpos.iter().collect();
    assert_eq!(unique.len(), labels.xpos.len());
    assert_eq!(labels.names, ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]);
}

/// `UPDATE=1 cargo test -p tacitus-text --test encoder` writes the file anew.
#[test]
fn golden_sentences_read_as_recorded() {
    let encoder = Encoder::embedded();
    let labels = encoder.labels();
    let sentences: Vec<Vec<String>> = records().iter().map(forms).collect();
    let all: Vec<Words> = sentences.iter().map(|s| borrowed(s)).collect();
    let mut out = String::new();
    for (sentence, a) in sentences.iter().zip(encoder.analyse(&all)) {
        assert_whole(&a, sentence.len());
        let named =
            |list: &[tacitus_text::NameSpan]| -> Vec<_> { list.iter().map(|n| serde_json::json!([n.start, n.end, n.label])).collect() };
        let look = |ids: &[u8], names: &[&'static str]| -> Vec<_> { ids.iter().map(|&i| names[usize::from(i)]).collect() };
        let line = serde_json::json!({
            "forms": sentence,
            "upos": look(&a.upos, &labels.upos),
            "xpos": look(&a.xpos, &labels.xpos),
            "head": a.head,
            "deprel": look(&a.deprel, &labels.deprel),
            "names": named(&a.names),
            "domain": named(&a.domain),
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/reader/golden.jsonl");
        std::fs::write(path, out).expect("the golden file is writable");
    } else {
        assert_eq!(out, GOLDEN, "run again with UPDATE=1 if the weights changed on purpose");
    }
}
