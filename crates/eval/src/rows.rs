//! Reads and writes rows of JSON, and looks into them without ceremony.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The rows of a JSONL file; blank lines are skipped. With `sample`, only that many of the first.
pub fn read(path: &Path, sample: Option<usize>) -> Result<Vec<Value>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read the gold {}", path.display()))?;
    let lines = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut rows = Vec::new();
    for (number, line) in lines.take(sample.unwrap_or(usize::MAX)) {
        let row: Value =
            serde_json::from_str(line).with_context(|| format!("{}, line {}: no JSON; mend or remove it", path.display(), number + 1))?;
        rows.push(row);
    }
    if rows.is_empty() {
        bail!("{} has no records", path.display());
    }
    Ok(rows)
}

/// The rows as JSONL.
pub fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// A text field, or the empty text.
pub fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or("")
}

/// A list, or the empty list.
pub fn list<'a>(row: &'a Value, key: &str) -> &'a [Value] {
    row[key].as_array().map_or(&[], Vec::as_slice)
}

/// A number that is not negative, or 0.
pub fn integer(row: &Value, key: &str) -> usize {
    row[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}
