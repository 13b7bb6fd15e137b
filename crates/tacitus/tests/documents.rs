//! What the documents promise to be complete about is complete: note codes, crates, commands, formats.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_note_code_is_explained() {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).expect("crates/") {
        rust_files(&entry.expect("readable").path().join("src"), &mut files);
    }
    let mut codes = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let quoted = text.split('"').filter(|w| w.len() == 4 && w.starts_with('N') && w[1..].chars().all(|c| c.is_ascii_digit()));
        codes.extend(quoted.map(str::to_string));
    }
    assert!(codes.contains("N001"), "note codes were not found in the sources: {codes:?}");
    let architecture = document("ARCHITECTURE.md");
    let missing: Vec<&String> = codes.iter().filter(|code| !architecture.contains(&format!("| {code} |"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md, \"Notes\", lacks {missing:?}");
}

#[test]
fn every_crate_is_on_the_map() {
    let architecture = document("ARCHITECTURE.md");
    for entry in std::fs::read_dir(root().join("crates")).expect("crates/") {
        let name = entry.expect("readable").file_name().to_string_lossy().into_owned();
        assert!(architecture.contains(&format!("`crates/{name}`")), "ARCHITECTURE.md, \"Code map\", lacks crates/{name}");
    }
}

#[test]
fn every_command_and_format_is_in_the_readme() {
    let readme = document("README.md");
    let output = Command::new(env!("CARGO_BIN_EXE_tacitus")).arg("--help").output().expect("the program runs");
    assert!(output.status.success(), "tacitus --help failed");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    let block = help.split_once("Commands:").expect("the help lists commands").1.lines().skip(1).take_while(|l| l.starts_with("  "));
    let commands: Vec<&str> = block.filter(|l| !l.starts_with("   ")).filter_map(|l| l.split_whitespace().next()).collect();
    assert!(commands.len() > 10, "commands were not found in the help: {commands:?}");
    for command in commands.into_iter().filter(|c| *c != "help") {
        assert!(readme.contains(&format!("`{command}")), "README.md does not tell of `tacitus {command}`");
    }
    for format in tacitus_export::FORMATS {
        assert!(readme.contains(&format!("`{}`", format.name())), "README.md does not tell of --format {}", format.name());
    }
}
