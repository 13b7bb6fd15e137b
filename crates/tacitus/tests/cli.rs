//! What scripts rely on: exit codes, what goes to stdout, and that reading again adds nothing.

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

use common::{OTHER, Project, Ran, STRIKE, command};
use serde_json::Value;

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).expect("every line is JSON")).collect()
}

#[test]
fn without_a_ledger_the_answer_is_to_make_one() {
    let project = Project::without_ledger();
    for args in [&["claims"][..], &["read", "x.txt"], &["explain", "c-1234"], &["export", "--format", "csv"]] {
        let ran = project.run(args);
        assert_eq!(ran.code, 3, "{args:?}");
        assert!(ran.stderr.contains("tacitus init"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn a_wrong_command_line_exits_with_64_and_suggests() {
    let project = Project::new();
    let ran = project.run(&["clams"]);
    assert_eq!(ran.code, 64);
    assert!(ran.stderr.contains("claims"), "{}", ran.stderr);
    let ran = project.run(&["claims", "--kind", "losss"]);
    assert_eq!(ran.code, 64);
    assert!(ran.stderr.contains("loss"), "{}", ran.stderr);
    for args in [
        &["claims", "--since", "yesterday"][..],
        &["claims", "--type", "war"],
        &["claims", "--since", "2021-09-01", "--until", "2021-08-01"],
        &["read"],
        &["explain", "c-0000000000000000"],
        &["articles", "--format", "geojson"],
    ] {
        assert_eq!(project.run(args).code, 64, "{args:?}");
    }
}

#[test]
fn a_wrong_project_file_is_named_with_what_is_wrong() {
    let project = Project::new();
    std::fs::write(project.path().join("tacitus.toml"), "[scope]\ncountry = [\"SDN\"]\n").expect("writable");
    let ran = project.run(&["claims"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("tacitus.toml") && ran.stderr.contains("countries"), "{}", ran.stderr);
}

#[test]
fn init_never_overwrites() {
    let project = Project::new();
    let ran = project.run(&["init", "."]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
}

#[test]
fn copies_count_once_and_both_numbers_stay() {
    let project = Project::with_articles();
    let claims = json_lines(&project.run(&["claims", "--format", "jsonl"]).stdout);
    let killed: Vec<&Value> = claims.iter().filter(|c| c["quantity"]["status"] == "killed").collect();
    let tolls: BTreeSet<String> = killed.iter().map(|c| c["quantity"]["lo"].to_string()).collect();
    assert!(tolls.contains("12") && tolls.contains("9"), "{tolls:?}");
    let twelve = killed.iter().find(|c| c["quantity"]["lo"] == 12).expect("just seen");
    assert_eq!((&twelve["articles"], &twelve["origins"]), (&Value::from(2), &Value::from(1)), "two articles, one text");
    assert!(twelve["credibility"].as_i64() >= Some(2), "one text earns no 1");
}

#[test]
fn a_grade_set_by_hand_stands_with_author_and_reason_and_is_undone() {
    let project = Project::with_articles();
    let claims = || json_lines(&project.run(&["claims", "--format", "jsonl"]).stdout);
    let id = claims()[0]["id"].as_str().expect("an id").to_string();
    let now = || claims().into_iter().find(|c| c["id"] == id.as_str()).expect("the claim stays");
    let computed = now();
    let said = ["--author", "Ann Oak", "--reason", "I called the governor"];
    let grade = |axes: &[&str]| project.run(&[&["grade", id.as_str()], axes, &said].concat());
    assert_eq!(grade(&["--reliability", "B"]).code, 0);
    assert_eq!(
        (&now()["reliability"], &now()["credibility"]),
        (&Value::from("B"), &computed["credibility"]),
        "one axis leaves the other alone"
    );
    assert_eq!(grade(&["--credibility", "5"]).code, 0);
    assert_eq!((&now()["reliability"], &now()["credibility"]), (&Value::from("F"), &Value::from(5)), "the last word counts");
    let why = project.run(&["explain", &id]).stdout;
    assert!(
        why.contains("set by Ann Oak: I called the governor") && why.contains(computed["grade_reason"].as_str().expect("words")),
        "{why}"
    );
    assert_eq!(grade(&["--withdraw"]).code, 0);
    assert_eq!(now(), computed);
    for wrong in [&[][..], &["--credibility", "7"], &["--reliability", "G"]] {
        assert_eq!(grade(wrong).code, 64, "{wrong:?}");
    }
    assert_eq!(project.run(&["grade", &id, "--credibility", "2", "--author", "Ann Oak"]).code, 64, "no reason");
}

#[test]
fn why_two_articles_are_of_one_origin_is_told_in_words() {
    let project = Project::with_articles();
    let articles = json_lines(&project.run(&["articles", "--format", "jsonl"]).stdout);
    let with = |words: &str| -> Vec<String> {
        let holding = articles.iter().filter(|a| a["text"].as_str().is_some_and(|t| t.contains(words)));
        holding.map(|a| a["id"].as_str().expect("an id").to_string()).collect()
    };
    let (copies, other) = (with("rescue workers"), with("Nine people"));
    let why = project.run(&["origins", "why", &copies[0], &copies[1]]).stdout;
    for words in ["are of one origin", "B carries 100 % of A's text", "the same text", "derived from it: wholly", "Which way:"] {
        assert!(why.contains(words), "{words}: {why}");
    }
    let apart = project.run(&["origins", "why", &copies[0], &other[0]]).stdout;
    assert!(apart.contains("are of two origins") && apart.contains("Against:"), "{apart}");
    assert_eq!(project.run(&["origins", "why", &copies[0], &copies[0]]).code, 64);
    assert_eq!(project.run(&["origins", "why", &copies[0], "a-0000000000000000"]).code, 64);
    let claims = json_lines(&project.run(&["claims", "--kind", "loss", "--format", "jsonl"]).stdout);
    let copied = claims.iter().find(|c| c["articles"] == 2).and_then(|c| c["id"].as_str()).expect("a claim of both copies");
    let told = project.run(&["explain", copied]).stdout;
    assert!(told.contains("1 origin: ") && told.contains("carries 100 % of"), "{told}");
}

#[test]
fn outlets_are_told_by_what_they_do() {
    let project = Project::with_articles();
    let sources = json_lines(&project.run(&["sources", "--format", "jsonl"]).stdout);
    assert!(!sources.is_empty());
    for source in &sources {
        assert!(source["copies"].as_u64() <= source["articles"].as_u64(), "{source}");
        assert!(source["contradicted"].as_u64() <= source["claims"].as_u64(), "{source}");
    }
}

#[test]
fn every_span_slices_back_to_its_words() {
    let project = Project::with_articles();
    for claim in json_lines(&project.run(&["claims", "--format", "jsonl"]).stdout) {
        for evidence in claim["evidence"].as_array().expect("a list") {
            let (start, end) =
                (evidence["start"].as_u64().expect("a number") as usize, evidence["end"].as_u64().expect("a number") as usize);
            let exact = evidence["exact"].as_str().expect("text");
            let cut = |body: &str| body.chars().skip(start).take(end - start).collect::<String>();
            assert!([STRIKE, OTHER].iter().any(|body| cut(body) == exact), "{exact}");
        }
    }
}

#[test]
fn notes_of_one_text_in_many_files_count_once() {
    let summary_of = |files: usize| -> Value {
        let project = Project::new();
        std::fs::create_dir(project.path().join("in")).expect("a folder");
        for n in 0..files {
            std::fs::write(project.path().join(format!("in/{n}.txt")), STRIKE).expect("the file is written");
        }
        serde_json::from_str(project.run(&["read", "in", "--summary", "json"]).stdout.trim()).expect("the summary is JSON")
    };
    let (one, many) = (summary_of(1), summary_of(100));
    assert_eq!((&many["new"], &many["known"]), (&Value::from(1), &Value::from(99)));
    assert!(one["notes"].as_object().is_some_and(|notes| !notes.is_empty()), "{one}");
    assert_eq!(one["notes"], many["notes"]);
}

#[test]
fn reading_again_adds_nothing() {
    let project = Project::with_articles();
    let before = project.run(&["export", "--format", "jsonl"]).stdout;
    let again = project.run(&["read", "in", "--published", "2021-08-20", "--summary", "json"]);
    let summary: Value = serde_json::from_str(again.stdout.trim()).expect("the summary is JSON");
    assert_eq!((&summary["new"], &summary["known"], &summary["new_claims"]), (&Value::from(0), &Value::from(3), &Value::from(0)));
    assert_eq!(project.run(&["export", "--format", "jsonl"]).stdout, before);
    let changes = json_lines(&project.run(&["changes", "--since", "2021-08-21", "--format", "jsonl"]).stdout);
    assert_eq!(changes, Vec::<Value>::new());
}

#[test]
fn order_threads_and_batches_change_nothing() {
    let one = Project::with_articles();
    let two = Project::new();
    for (name, text) in [("three.txt", OTHER), ("one.txt", STRIKE)] {
        two.file(name, text);
        let ran = two.run(&["read", &format!("in/{name}"), "--published", "2021-08-20", "--threads", "1"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    two.file("two.jsonl", serde_json::json!({ "text": STRIKE, "outlet": "Veles Post", "published": "2021-08-20" }).to_string());
    assert_eq!(two.run(&["read", "in/two.jsonl", "--published", "2021-08-20", "--threads", "4"]).code, 0);
    assert_eq!(one.run(&["export", "--format", "jsonl"]).stdout, two.run(&["export", "--format", "jsonl"]).stdout);
}

#[test]
fn a_bad_item_costs_itself_only() {
    let project = Project::new();
    project.file("good.txt", STRIKE);
    project.file("empty.txt", "");
    project.file("binary.txt", (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<u8>>());
    project.file("lines.jsonl", format!("{{\"text\": \"Shells hit Arda.\"\n{}\n", serde_json::json!({ "text": OTHER })));
    project.file("page.html", "<html><head><title>x</title></head><body><script>1</script></body></html>");
    let ran = project.run(&["read", "in", "missing.txt", "--summary", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let summary: Value = serde_json::from_str(ran.stdout.trim()).expect("the summary is JSON");
    assert_eq!(summary["new"], 2, "{}", ran.stderr);
    let failed: Vec<&str> = ran.stderr.lines().filter(|l| l.starts_with("failed: ")).collect();
    for name in ["empty.txt", "binary.txt", "lines.jsonl#1", "page.html", "missing.txt"] {
        assert_eq!(failed.iter().filter(|l| l.contains(name)).count(), 1, "one line for {name}: {failed:?}");
    }
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[test]
fn the_standard_input_is_an_article() {
    let project = Project::new();
    let mut child = command(&project.path())
        .args(["read", "-", "--published", "2021-08-20", "--outlet", "Veles Post"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(STRIKE.as_bytes()).expect("it reads");
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let articles = json_lines(&project.run(&["articles", "--format", "jsonl"]).stdout);
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0]["outlet"], "Veles Post");
}

#[test]
fn another_language_is_stored_and_never_read() {
    let project = Project::new();
    project.file("es.txt", "El ejército bombardeó la ciudad el martes y murieron doce personas, según el gobernador de la provincia, que acusó al vecino del norte.");
    let ran = project.run(&["read", "in", "--summary", "json"]);
    let summary: Value = serde_json::from_str(ran.stdout.trim()).expect("the summary is JSON");
    assert_eq!(summary["unread_languages"]["es"], 1, "{}", ran.stdout);
    assert_eq!(project.run(&["claims", "--format", "jsonl"]).stdout, "");
    assert_eq!(json_lines(&project.run(&["articles", "--format", "jsonl"]).stdout).len(), 1);
}

#[test]
fn every_claim_can_be_explained() {
    let project = Project::with_articles();
    let claims = json_lines(&project.run(&["claims", "--format", "jsonl"]).stdout);
    assert!(claims.len() >= 5, "{}", claims.len());
    for claim in &claims {
        let id = claim["id"].as_str().expect("an id");
        let ran = project.run(&["explain", id]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        for part in [id, "Read by ", "Says who", "Grade: ", "Said in:"] {
            assert!(ran.stdout.contains(part), "{part} is not in\n{}", ran.stdout);
        }
    }
    let incidents = json_lines(&project.run(&["incidents", "--format", "jsonl"]).stdout);
    let others = [&claims[0]["evidence"][0]["article"], &incidents[0]["id"]];
    for id in others.iter().map(|v| v.as_str().expect("an id")) {
        assert_eq!(project.run(&["explain", &id[..10]]).code, 0, "the start of {id} is enough");
    }
}

#[test]
fn filters_mean_what_they_say() {
    let project = Project::with_articles();
    let count = |args: &[&str]| {
        let mut all = vec!["claims", "--format", "jsonl"];
        all.extend(args);
        let ran = project.run(&all);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout.lines().count()
    };
    let all = count(&[]);
    assert!(count(&["--kind", "loss"]) > 0 && count(&["--kind", "loss"]) < all);
    assert_eq!(count(&["--since", "2021-08-20", "--date-basis", "reported"]), all);
    assert_eq!(count(&["--until", "2021-08-19", "--date-basis", "reported"]), 0);
    assert_eq!(count(&["--as-of", "2021-08-20"]), 0, "the ledger knew nothing then");
    assert_eq!(count(&["--as-of", "2021-08-21"]), all);
    assert_eq!(count(&["--text", "hospital"]).min(1), 1);
    assert_eq!(count(&["--min-origins", "50"]), 0);
}

#[test]
fn exports_come_with_their_codebook_and_parse() {
    let project = Project::with_articles();
    let claims = json_lines(&project.run(&["claims", "--format", "jsonl"]).stdout).len();
    for format in ["jsonl", "csv", "geojson", "acled-shaped", "plover"] {
        for of in ["claims", "incidents"] {
            let out = format!("out-{format}-{of}");
            let ran = project.run(&["export", "--format", format, "--of", of, "--out", &out]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            let folder = project.path().join(&out);
            for name in ["CODEBOOK.md", "CITATION.cff", "manifest.json"] {
                assert!(folder.join(name).is_file(), "{out} has {name}");
            }
            let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).expect("a manifest")).expect("JSON");
            assert!(["weights", "gazetteer_index", "tacitus"].iter().all(|k| manifest[k].as_str().is_some_and(|v| !v.is_empty())));
        }
    }
    let geo: Value = serde_json::from_str(&project.run(&["export", "--format", "geojson"]).stdout).expect("GeoJSON is JSON");
    let features = geo["features"].as_array().expect("a list");
    assert_eq!(features.len(), claims, "unlocated claims are there too");
    assert!(features.iter().any(|f| f["geometry"].is_null()));
    let text = project.run(&["export", "--format", "csv"]).stdout;
    let records: Vec<csv::StringRecord> = csv::Reader::from_reader(text.as_bytes()).records().map(|r| r.expect("whole")).collect();
    assert_eq!(records.len(), claims);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::with_articles();
    for args in ["claims --format jsonl", "export --format csv", "export --format geojson", "claims"] {
        let shell = format!("{} {args} | true; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_tacitus"));
        let ran =
            Ran::from(std::process::Command::new("bash").args(["-c", &shell]).current_dir(project.path()).output().expect("bash runs"));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{args}");
    }
}

#[test]
fn a_sheet_is_drawn_by_its_seed_and_counted_when_judged() {
    let project = Project::with_articles();
    let sheet = project.run(&["sample", "--seed", "0x2a", "--count", "5"]).stdout;
    assert_eq!(sheet, project.run(&["sample", "--seed", "42", "--count", "5"]).stdout);
    let mut lines: Vec<String> = sheet.lines().map(str::to_string).collect();
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().skip(1).all(|l| l.contains("Veles") || l.contains("hospital") || l.contains("governor")), "{sheet}");
    for line in lines.iter_mut().skip(1) {
        *line = format!("{}right\t", line.trim_end_matches('\t').to_string() + "\t");
    }
    std::fs::write(project.path().join("sheet.tsv"), lines.join("\n")).expect("writable");
    let ran = project.run(&["judged", "sheet.tsv"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("right") && ran.stdout.contains("100.0 %") && ran.stdout.contains("56.6"), "{}", ran.stdout);
    let sentences = project.run(&["sample", "--seed", "1", "--sentences", "3"]);
    assert_eq!(sentences.stdout.lines().count(), 4, "{}", sentences.stderr);
}

#[test]
fn articles_out_of_scope_are_marked_and_kept() {
    let project = Project::new();
    std::fs::write(project.path().join("tacitus.toml"), "[scope]\nperiod = \"2022-01-01/..\"\n").expect("writable");
    project.file("one.txt", STRIKE);
    let ran = project.run(&["read", "in", "--published", "2021-08-20", "--summary", "json"]);
    let summary: Value = serde_json::from_str(ran.stdout.trim()).expect("the summary is JSON");
    assert_eq!(summary["out_of_scope"], 1, "{}", ran.stderr);
    assert!(!project.run(&["claims", "--format", "jsonl"]).stdout.is_empty());
}

#[test]
fn a_ledger_of_something_else_is_refused() {
    let project = Project::new();
    std::fs::write(project.path().join("other.db"), "this is no database, and long enough not to be taken for an empty one")
        .expect("writable");
    let ran = project.run(&["claims", "--ledger", "other.db"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
}

#[test]
fn version_help_completions_and_manual_are_data() {
    let project = Project::without_ledger();
    let version = project.run(&["--version"]);
    assert_eq!(version.code, 0);
    assert!(version.stdout.contains("CC BY-SA 4.0") && version.stdout.contains("GeoNames"), "{}", version.stdout);
    for args in [&["--help"][..], &["completions", "bash"], &["man"], &["help", "read"]] {
        let ran = project.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
        assert!(ran.stdout.len() > 200 && ran.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn the_demo_says_demo_and_can_be_run_twice() {
    let project = Project::without_ledger();
    let first = project.run(&["demo"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stdout.starts_with("DEMO"), "{}", first.stdout);
    assert_eq!(project.run(&["demo"]).stdout, first.stdout);
    let demo = project.path().join("tacitus-demo");
    let articles = Ran::from(command(&demo).args(["articles", "--format", "jsonl"]).output().expect("the command starts"));
    for article in json_lines(&articles.stdout) {
        assert!(article.to_string().contains("DEMO"), "every article says DEMO: {article}");
    }
}
