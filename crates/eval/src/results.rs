//! Writes `eval/RESULTS.md`: every recorded set with its figures and the command that gives them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::floors::{Set, figure, load};
use crate::table::table;
use crate::task::measure;

/// Measures every set and writes the file beside the floors. False where a set was not at hand.
pub fn write(floors: Option<PathBuf>, data: &Path) -> Result<bool> {
    let (sets, folder) = load(floors)?;
    let mut out = String::from(
        "# Results\n\nWritten by `tacitus-eval results --data DIR`; do not edit. DIR is the folder of the evaluation sets; sets in `eval/data` are \
         small samples for every run of CI. Each figure is what the command beside it prints. What the figures mean and how they are counted \
         is in the scorer's comments (`crates/eval/src/score`).\n\n",
    );
    let mut summary = String::from("| task | given | file | metric | figure | floor |\n|---|---|---|---|---|---|\n");
    let mut details = String::new();
    let mut whole = true;
    for set in &sets {
        eprintln!("{}", set.title());
        let Some(here) = set.folder(&folder, Some(data)) else {
            whole = false;
            writeln!(summary, "| {} | {} | {} | not here | - | - |", set.task, set.given, set.file)?;
            continue;
        };
        let measured = measure(&set.request(&here)?)?;
        for (metric, floor) in &set.floors {
            let found = figure(&measured.figures, metric).map_or_else(|| "-".to_string(), |f| f.to_string());
            writeln!(summary, "| {} | {} | {}{} | {metric} | {found} | {floor} |", set.task, set.given, folder_of(set), set.file)?;
        }
        let changed = set.changed(&here)?;
        let hash =
            if changed.is_empty() { String::new() } else { format!("\nOther data than the floor was set on: {}\n", changed.join("; ")) };
        write!(details, "## {}\n\n```\n{}\n```\n{hash}\n```\n{}```\n\n", set.title(), command(set), table(&measured.figures))?;
    }
    out.push_str(&summary);
    out.push('\n');
    out.push_str(&details);
    let path = folder.join("RESULTS.md");
    std::fs::write(&path, out.trim_end().to_string() + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(whole)
}

/// Tells samples apart from whole sets of the same name.
fn folder_of(set: &Set) -> &'static str {
    if set.quick { "eval/data/" } else { "" }
}

fn command(set: &Set) -> String {
    let folder = if set.quick { "eval/data" } else { "DIR" };
    let mut line = format!("tacitus-eval {} --gold {folder}/{} --given {}", set.task, set.file, set.given);
    if let Some(dictionaries) = &set.dictionaries {
        line += &format!(" --dictionaries {folder}/{dictionaries}");
    }
    if let Some(sample) = set.sample {
        line += &format!(" --sample {sample}");
    }
    if let Some(day) = &set.published {
        line += &format!(" --published {day}");
    }
    line
}
