//! The command as its users call it.

use std::path::Path;
use std::process::{Command, Output};

fn eval(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tacitus-eval")).args(args).current_dir(folder).output().expect("the command starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_planned_task_says_that_it_is_not_built() {
    let folder = tempfile::tempdir().unwrap();
    for task in ["acled", "extraction"] {
        let output = eval(&[task, "--gold", "gold.jsonl"], folder.path());
        assert_eq!(output.status.code(), Some(64), "{task}");
        assert!(said(&output).contains("not built yet"), "{task}: {}", said(&output));
    }
}

#[test]
fn a_wrong_command_line_is_told_apart_from_a_missing_file() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = eval(&["names", "--gold", "x.jsonl", "--given", "cues"], folder.path());
    assert_eq!(wrong.status.code(), Some(64));
    assert!(said(&wrong).contains("use one of: nothing"), "{}", said(&wrong));
    let missing = eval(&["names", "--gold", "x.jsonl"], folder.path());
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing).contains("x.jsonl"), "{}", said(&missing));
}

#[test]
fn names_are_read_from_text_alone_and_written_in_the_golds_format() {
    let folder = tempfile::tempdir().unwrap();
    // The gold's answers are wrong on purpose: predictions that agreed with them would have been copied.
    let gold = r#"{"id":"1","text":"President Vladimir Putin flew to Paris on Monday.","spans":[{"start":0,"end":9,"label":"ORG"}]}"#;
    std::fs::write(folder.path().join("gold.jsonl"), gold).unwrap();
    let output = eval(&["names", "--gold", "gold.jsonl", "--predictions", "out.jsonl", "--json"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(figures["micro"]["tp"], 0);
    let predictions = std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    let row: serde_json::Value = serde_json::from_str(predictions.trim()).unwrap();
    let spans: Vec<(&str, &str)> =
        row["spans"].as_array().unwrap().iter().map(|s| (s["text"].as_str().unwrap(), s["label"].as_str().unwrap())).collect();
    assert_eq!(spans, [("Vladimir Putin", "PER"), ("Paris", "LOC")]);
}

#[test]
fn sets_that_are_not_here_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let set = "[[set]]\ntask = \"names\"\ngiven = \"nothing\"\nfile = \"names/absent.jsonl\"\nsha256 = \"0\"\ndate = \"2026-01-01\"\ncommit = \"0\"\nfloors = { \"micro.f1\" = 0.5 }\n";
    std::fs::create_dir(folder.path().join("eval")).unwrap();
    std::fs::write(folder.path().join("eval/floors.toml"), set).unwrap();
    let output = eval(&["floors"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("not here, skipped"), "{}", said(&output));
}

#[test]
fn an_actor_told_by_a_pronoun_is_answered_by_the_name_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let gold = r#"{"id":"1","text":"Nigeria announced on Monday that it will withdraw its troops from Liberia.","events":[]}"#;
    std::fs::write(folder.path().join("gold.jsonl"), gold).unwrap();
    let output = eval(&["events", "--gold", "gold.jsonl", "--predictions", "out.jsonl"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let row: serde_json::Value = serde_json::from_str(std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap().trim()).unwrap();
    let actors: Vec<&serde_json::Value> = row["events"].as_array().unwrap().iter().flat_map(|e| e["actor"].as_array().unwrap()).collect();
    let nigeria = |a: &&serde_json::Value| a["start"] == 0 && a["end"] == 7;
    assert!(!actors.is_empty() && actors.iter().all(nigeria), "{row}");
}
