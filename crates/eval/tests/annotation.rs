//! The annotated news of `training/annotation/` holds together: spans lie in their sentences, codes are PLOVER's, what is named is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn articles(file: &str) -> Vec<Value> {
    let path = folder().join("training/annotation").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("every line is an article")).collect()
}

/// PLOVER types, one a file of `ontology/`.
fn types() -> BTreeSet<String> {
    let files = fs::read_dir(folder().join("ontology")).expect("the ontology is there");
    files
        .filter_map(|f| fs::read_to_string(f.expect("a file").path()).ok())
        .filter_map(|text| text.lines().find_map(|l| Some(l.strip_prefix("type = \"")?.trim_end_matches('"').to_string())))
        .filter(|code| !code.is_empty())
        .collect()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// Every `[start, end]` anywhere below.
fn spans(value: &Value, out: &mut Vec<(u64, u64)>) {
    match value {
        Value::Array(items) => match items.as_slice() {
            [a, b] if a.is_u64() && b.is_u64() => out.extend(a.as_u64().zip(b.as_u64())),
            items => items.iter().for_each(|i| spans(i, out)),
        },
        Value::Object(fields) => fields.values().for_each(|v| spans(v, out)),
        _ => {}
    }
}

#[test]
fn spans_lie_in_their_sentence_and_codes_and_holders_exist() {
    let types = types();
    assert_eq!(types.len(), 16, "{types:?}");
    let mut sentences = 0;
    let files = ["train.jsonl", "held-out.jsonl", "single.jsonl", "written.jsonl"];
    for article in files.iter().flat_map(|file| articles(file)) {
        let length = article["text"].as_str().expect("a text").chars().count() as u64;
        let ranges = list(&article, "sentences");
        assert_eq!(list(&article, "annotation").len(), ranges.len(), "{}", article["doc"]);
        for annotated in list(&article, "annotation") {
            sentences += 1;
            let range = &ranges[annotated["n"].as_u64().expect("a number") as usize];
            let (from, to) = (range[0].as_u64().expect("a start"), range[1].as_u64().expect("an end"));
            assert!(from < to && to <= length, "{}", article["doc"]);
            let mut all = Vec::new();
            spans(annotated, &mut all);
            assert!(all.iter().all(|(a, b)| from <= *a && a < b && *b <= to), "{} {}", article["doc"], annotated["n"]);
            let ids = |layer| list(annotated, layer).iter().map(|e| e["id"].to_string()).collect::<BTreeSet<_>>();
            let (events, says) = (ids("events"), ids("says"));
            for event in list(annotated, "events") {
                assert!(types.contains(event["type"].as_str().unwrap_or("")), "{} {event}", article["doc"]);
                let held = |h: &String| h == "author" || says.contains(&format!("\"{h}\""));
                assert!(event["fact"].as_object().is_some_and(|f| f.contains_key("author") && f.keys().all(held)), "{event}");
            }
            assert!(list(annotated, "quantities").iter().all(|q| q["of"].is_null() || events.contains(&q["of"].to_string())));
        }
    }
    assert!(sentences >= 2500, "{sentences}");
}

#[test]
fn nothing_held_out_is_trained_on() {
    let ids = |file| articles(file).iter().map(|a| a["text"].to_string()).collect::<BTreeSet<_>>();
    let (train, held_out) = (ids("train.jsonl"), ids("held-out.jsonl"));
    assert!(train.is_disjoint(&held_out));
    assert!(held_out.len() * 5 >= train.len() / 2);
}
