//! Derivation: texts that come wholly, partly or not at all from a source, labelled by the writers who made them.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::rows::text;

/// The class of each text beside its source.
pub fn predict(rows: &[Value]) -> Result<Vec<Value>> {
    let whole = |row: &Value| format!("{}\n\n{}", text(row, "title"), text(row, "text"));
    let sources: BTreeMap<&str, String> = rows.iter().filter(|r| text(r, "role") == "source").map(|r| (text(r, "id"), whole(r))).collect();
    let mut predicted = Vec::new();
    for row in rows.iter().filter(|r| text(r, "role") == "text") {
        let Some(source) = sources.get(text(row, "source")) else {
            bail!("{} names the source {}, which the file does not have", text(row, "id"), text(row, "source"));
        };
        let (class, share) = tacitus_linking::derivation(&whole(row), source);
        predicted.push(json!({"id": row["id"], "label": class.as_str(), "share": (share * 1000.0).round() / 1000.0}));
    }
    Ok(predicted)
}
