//! The imported gazetteer: made, used, asked, refused.

mod common;

use common::Project;
use serde_json::Value;

/// A made-up village in the official format of GeoNames, and a row that is cut short.
const DUMP: &str =
    "40000001\tZelmarstow\tZelmarstow\t\t13.1\t30.1\tP\tPPL\tSD\t\t56\t\t\t\t900\t\t150\tAfrica/Khartoum\t2031-05-14\n40000002\tHalf\n";

#[test]
fn an_imported_place_is_found_and_bad_rows_are_told() {
    let project = Project::new();
    project.file("SD.txt", DUMP);
    let before = project.run(&["gazetteer", "search", "Zelmarstow"]);
    assert_eq!((before.code, before.stdout.as_str()), (0, ""));
    assert!(before.stderr.contains("not in the gazetteer"), "{}", before.stderr);

    let ran = project.run(&["gazetteer", "import", "in/SD.txt"]);
    assert_eq!(ran.code, 1, "a bad row is told by the exit code: {}", ran.stderr);
    assert!(ran.stderr.contains("line 2: 2 columns, 19 expected") && ran.stderr.contains("1 places added"), "{}", ran.stderr);
    assert!(project.path().join("gazetteer.index").exists());

    let found = project.run(&["gazetteer", "search", "Zelmarstow", "--format", "json"]);
    let places: Value = serde_json::from_str(&found.stdout).expect("JSON");
    assert_eq!(places[0]["id"], "geonames:40000001");
    let near = project.run(&["gazetteer", "near", "13.1,30.1", "--km", "1", "--format", "csv"]);
    assert!(near.stdout.contains("geonames:40000001"), "{}", near.stdout);
    let doctor = project.run(&["doctor"]);
    assert!(doctor.stdout.contains("imported, ") && doctor.stdout.contains("gazetteer.index"), "{}", doctor.stdout);

    // What ships answers again where the index is moved away.
    std::fs::rename(project.path().join("gazetteer.index"), project.path().join("elsewhere.index")).expect("it can be moved");
    assert_eq!(project.run(&["gazetteer", "search", "Zelmarstow"]).stdout, "");
    let named = project.run(&["gazetteer", "search", "Zelmarstow", "--gazetteer", "elsewhere.index"]);
    assert!(named.stdout.contains("geonames:40000001"), "{}", named.stdout);
    std::fs::write(project.path().join("tacitus.toml"), "[gazetteer]\nindex = \"elsewhere.index\"\n").expect("writable");
    assert!(project.run(&["gazetteer", "search", "Zelmarstow"]).stdout.contains("geonames:40000001"));
}

#[test]
fn a_missing_or_broken_index_is_named() {
    let project = Project::new();
    let ran = project.run(&["gazetteer", "search", "Kyiv", "--gazetteer", "absent.index"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("absent.index"), "{}", ran.stderr);
    std::fs::write(project.path().join("gazetteer.index"), "no index").expect("writable");
    let ran = project.run(&["claims"]);
    assert_eq!(ran.code, 0, "a list of the ledger needs no gazetteer: {}", ran.stderr);
    let ran = project.run(&["doctor"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("gazetteer.index") && ran.stderr.contains("import it again"), "{}", ran.stderr);
}

#[test]
fn nothing_of_use_changes_nothing() {
    let project = Project::new();
    project.file("words.txt", "some words\n");
    let ran = project.run(&["gazetteer", "import", "in/words.txt"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("19 tab-separated columns"), "{}", ran.stderr);
    assert!(!project.path().join("gazetteer.index").exists());
    for args in [&["gazetteer", "near", "north"][..], &["gazetteer", "near", "95,0"], &["gazetteer", "near", "1,1", "--km", "-3"]] {
        assert_eq!(project.run(args).code, 64, "{args:?}");
    }
    let ran = Project::without_ledger().run(&["gazetteer", "import", "words.txt"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("tacitus init") && ran.stderr.contains("--gazetteer"), "{}", ran.stderr);
}
