//! Which crate may use which: the table of ARCHITECTURE.md, checked against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Crates (without the prefix `tacitus-`) and what each may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("intake", &["record"]),
    ("text", &["record"]),
    ("gazetteer", &["record"]),
    ("calendar", &["record"]),
    ("reading", &["record", "text", "gazetteer", "calendar"]),
    ("linking", &["record", "text"]),
    ("territory", &["record"]),
    ("ledger", &["record", "linking"]),
    ("export", &["record", "ledger"]),
    ("map", &[]),
    ("report", &["record", "linking", "ledger", "map"]),
    ("desk", &["record", "ledger", "export", "report", "map"]),
    (
        "tacitus",
        &["record", "intake", "text", "gazetteer", "calendar", "reading", "linking", "territory", "ledger", "export", "report", "desk"],
    ),
];

/// Measure the others and are not shipped: they may use anything.
const LEAVES: &[&str] = &["eval", "bench"];

#[test]
fn no_crate_uses_what_it_may_not() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let short = |name: &str| name.strip_prefix("tacitus-").unwrap_or(name).to_string();
    let ours: BTreeSet<String> =
        metadata["packages"].as_array().expect("packages").iter().filter_map(|p| p["name"].as_str()).map(short).collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = short(package["name"].as_str().expect("a name"));
        if LEAVES.contains(&name.as_str()) {
            continue;
        }
        let may = allowed.get(name.as_str()).unwrap_or_else(|| panic!("crate {name} is not in the table of ARCHITECTURE.md"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let used = short(dependency["name"].as_str().expect("a name"));
            let is_test_only = dependency["kind"] == "dev";
            if ours.contains(&used) && !is_test_only && !may.contains(&used.as_str()) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
