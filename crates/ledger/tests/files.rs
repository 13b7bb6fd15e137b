//! What happens when the file is not as it should be.

mod common;

use std::path::Path;

use common::{COLOURS, Report};
use rusqlite::Connection;
use tacitus_ledger::{Filter, KnownAt, Ledger, LedgerErrorKind};

fn at() -> KnownAt {
    "2031-05-20".parse().expect("a day")
}

fn report(day: u32) -> Report {
    Report { outlet: "Harbour Post", day, town: "Karsk", dead: day + 3, doer: "Ostmark", speaker: None, colour: COLOURS[0] }
}

#[test]
fn a_missing_or_existing_or_foreign_file_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let error = Ledger::open(&path).unwrap_err();
    assert_eq!(error.kind(), LedgerErrorKind::Missing);
    assert!(error.to_string().contains("tacitus init"), "{error}");
    drop(Ledger::create(&path).unwrap());
    assert_eq!(Ledger::create(&path).unwrap_err().kind(), LedgerErrorKind::Exists);
    Ledger::open(&path).unwrap();
    let notes = folder.path().join("notes.txt");
    std::fs::write(&notes, "just some notes that are long enough to be looked at, ".repeat(40)).unwrap();
    assert_eq!(Ledger::open(&notes).unwrap_err().kind(), LedgerErrorKind::NotALedger);
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(Ledger::open(&foreign).unwrap_err().kind(), LedgerErrorKind::NotALedger);
}

#[test]
fn a_ledger_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(Ledger::create(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Ledger::open(&path).unwrap_err();
    assert_eq!(error.kind(), LedgerErrorKind::NewerVersion);
    assert!(error.to_string().contains("newer Tacitus"), "{error}");
}

#[test]
fn a_ledger_of_an_older_version_gets_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::create(&path).unwrap();
    ledger.record(vec![report(2).read()], &at()).unwrap();
    ledger.relink(&at()).unwrap();
    let claims = ledger.claims(&Filter::default()).unwrap().len();
    drop(ledger);
    let old = Connection::open(&path).unwrap();
    old.execute_batch("DROP TABLE compared").unwrap();
    old.pragma_update(None, "user_version", 3).unwrap();
    drop(old);
    let mut ledger = Ledger::open(&path).unwrap();
    ledger.relink(&at()).unwrap();
    assert_eq!(ledger.claims(&Filter::default()).unwrap().len(), claims);
}

#[test]
fn another_writer_is_waited_for_and_then_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::create(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = ledger.record(vec![report(2).read()], &at()).unwrap_err();
    assert_eq!(error.kind(), LedgerErrorKind::Locked);
    assert!(error.to_string().contains("another process"), "{error}");
    assert_eq!(ledger.stats().unwrap().articles, 0, "reading goes on beside a writer");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(ledger.record(vec![report(2).read()], &at()).unwrap().new_articles, 1);
}

#[test]
fn a_full_disk_loses_nothing_recorded_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::create(&path).unwrap();
    ledger.record(vec![report(2).read()], &at()).unwrap();
    ledger.relink(&at()).unwrap();
    let before = ledger.content_hash().unwrap();
    ledger.limit_size_for_tests().unwrap();
    let many = (3..30).map(|day| report(day).read()).collect();
    let error = ledger.record(many, &at()).unwrap_err();
    assert_eq!(error.kind(), LedgerErrorKind::Full, "{error}");
    assert!(error.to_string().contains("make room"), "{error}");
    drop(ledger);
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!((ledger.stats().unwrap().articles, ledger.content_hash().unwrap()), (1, before));
}

#[test]
fn look_ups_by_claim_incident_and_article_use_their_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(Ledger::create(&path).unwrap());
    let conn = Connection::open(&path).unwrap();
    for (query, index) in [
        ("SELECT * FROM mention m JOIN capture c ON c.id = m.capture WHERE m.claim = 'c'", "mention_claim"),
        ("SELECT * FROM mention WHERE capture = 1", "mention_capture"),
        ("SELECT count(DISTINCT claim) FROM said WHERE capture = 1", "mention_capture"),
        ("SELECT * FROM said WHERE claim = 'c'", "mention_claim"),
        ("SELECT 1 FROM capture WHERE article = 'a' AND reader = 'r' AND digest = 'd'", "capture_identity"),
        ("SELECT * FROM claim WHERE incident = 'i'", "claim_incident"),
        ("SELECT * FROM link WHERE a = 'c' OR b = 'c'", "link_b"),
        ("SELECT * FROM origin WHERE origin = 'o'", "origin_id"),
        ("SELECT * FROM entry WHERE revision > 3 ORDER BY revision, seq", "entry_revision"),
        ("SELECT * FROM entry WHERE id = 'c'", "entry_id"),
    ] {
        let plan: Vec<String> = conn
            .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .and_then(Iterator::collect)
            .unwrap();
        assert!(plan.iter().any(|step| step.contains(index)), "{query}: {plan:?}");
    }
}

/// The child of the test below: writes batch after batch until it is killed or done.
#[test]
#[ignore = "started by a_killed_run_leaves_whole_articles"]
fn child_that_writes() {
    let Ok(path) = std::env::var("TACITUS_TEST_LEDGER") else { return };
    let mut ledger = Ledger::open(Path::new(&path)).unwrap();
    write_all(&mut ledger);
}

fn write_all(ledger: &mut Ledger) {
    for day in 2..31 {
        ledger.record(vec![report(day).read()], &at()).unwrap();
        if day % 7 == 0 {
            ledger.relink(&at()).unwrap();
        }
    }
    ledger.relink(&at()).unwrap();
}

#[test]
fn a_killed_run_leaves_whole_articles() {
    let mut undisturbed = Ledger::open_in_memory().unwrap();
    write_all(&mut undisturbed);
    let wanted = undisturbed.content_hash().unwrap();
    for round in 0..5u64 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        drop(Ledger::create(&path).unwrap());
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["child_that_writes", "--exact", "--ignored"])
            .env("TACITUS_TEST_LEDGER", &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20 + round * 45));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        for article in ledger.articles(&Filter::default()).unwrap() {
            let stored = ledger.history(&article.article.id).unwrap().len();
            assert_eq!(stored, 1, "an article is recorded once and whole");
        }
        write_all(&mut ledger);
        assert!(ledger.is_linked().unwrap());
        assert_eq!(ledger.content_hash().unwrap(), wanted, "round {round}");
    }
}
