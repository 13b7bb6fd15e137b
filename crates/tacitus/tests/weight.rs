//! How heavy the program may get: crates that are built for it, and crates in the lock file.
//!
//! Every crate is code to trust, to build and to update. Before raising a limit, look whether the new crate saves more than
//! 300 lines that we would maintain, or embodies a standard that we would get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Crates built for the binary on Linux, without those that only tests use.
const MOST_BUILT: usize = 300;
/// Crates in Cargo.lock: all platforms, tests included.
const MOST_LOCKED: usize = 480;

#[test]
fn the_program_stays_light() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", "x86_64-unknown-linux-gnu", "--manifest-path"])
        .arg(format!("{root}/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let uses: BTreeMap<String, Vec<String>> = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| {
            let shipped = list(&node["deps"]).into_iter().filter(|d| list(&d["dep_kinds"]).iter().any(|k| k["kind"] != "dev"));
            (text(&node["id"]), shipped.map(|d| text(&d["pkg"])).collect())
        })
        .collect();
    let program =
        list(&metadata["packages"]).iter().find(|p| p["name"] == "tacitus").map(|p| text(&p["id"])).expect("the binary's package");
    let mut built = BTreeSet::new();
    let mut waiting = vec![program];
    while let Some(package) = waiting.pop() {
        if built.insert(package.clone()) {
            waiting.extend(uses.get(&package).cloned().unwrap_or_default());
        }
    }
    assert!(built.len() > 20, "the graph of crates was not read: {} crates", built.len());
    assert!(built.len() < MOST_BUILT, "{} crates are built for the binary; under {MOST_BUILT} is the limit", built.len());

    let lock = std::fs::read_to_string(format!("{root}/Cargo.lock")).expect("Cargo.lock is committed");
    let locked = lock.lines().filter(|l| *l == "[[package]]").count();
    assert!(locked < MOST_LOCKED, "{locked} crates in Cargo.lock; under {MOST_LOCKED} is the limit");
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}
