//! Days of publication: pages of the web, of which the engine sees the bytes and, if asked for, the address.
//!
//! The gold is one JSON object, address to `{file, date}`; the pages lie compressed in `html/` beside it. Python wrote it, with `NaN`
//! where a page has no date.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use regex::Regex;
use serde_json::{Value, json};
use tacitus_intake::{Format, Options, read_bytes};

use crate::rows::text;

/// What the engine is given beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Nothing,
    /// The address it was fetched from.
    Address,
}

/// The pages of the gold in its order: address as `id`, `file`, and `date` or null.
pub fn read(path: &Path, sample: Option<usize>) -> Result<Vec<Value>> {
    let written = std::fs::read_to_string(path).with_context(|| format!("cannot read the gold {}", path.display()))?;
    let written = Regex::new(r":\s*NaN\b")?.replace_all(&written, ": null");
    let read: Value = serde_json::from_str(&written).with_context(|| format!("{} is no JSON", path.display()))?;
    let pages = read.as_object().with_context(|| format!("{} must be an object from address to page", path.display()))?;
    let row = |(url, page): (&String, &Value)| json!({"id": url, "file": page["file"], "date": page["date"]});
    Ok(pages.iter().take(sample.unwrap_or(usize::MAX)).map(row).collect())
}

/// Reads each page as intake reads a file, or with its address as a record.
pub fn predict(gold: &[Value], path: &Path, given: Given) -> Result<Vec<Value>> {
    let folder = path.parent().unwrap_or(Path::new(".")).join("html");
    gold.par_iter().map(|row| page(row, &folder, given)).collect()
}

fn page(row: &Value, folder: &Path, given: Given) -> Result<Value> {
    let file = folder.join(text(row, "file"));
    let mut html = Vec::new();
    let opened = File::open(&file).with_context(|| format!("cannot read the page {}", file.display()))?;
    GzDecoder::new(opened).read_to_end(&mut html).with_context(|| format!("{} is no gzip file", file.display()))?;
    let (bytes, format) = match given {
        Given::Nothing => (html, Format::Html),
        Given::Address => (serde_json::to_vec(&json!({"url": row["id"], "html": String::from_utf8_lossy(&html)}))?, Format::JsonLines),
    };
    let options = Options { format: Some(format), ..Options::default() };
    // A page without text is an error of intake, and here a page without a date.
    let article = read_bytes("page", &bytes, &options).next().and_then(Result::ok).map(|read| read.article);
    let published = article.as_ref().and_then(|a| a.published.as_ref());
    let candidates: Vec<Value> = article
        .iter()
        .flat_map(|a| &a.published_candidates)
        .map(|c| json!({"date": c.value.to_string(), "evidence": c.evidence.as_str(), "confidence": c.confidence}))
        .collect();
    Ok(json!({
        "id": row["id"], "date": published.map(|p| p.value.to_string()), "evidence": published.map(|p| p.evidence.as_str()),
        "confidence": published.map(|p| p.confidence), "candidates": candidates,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_compressed_page_is_read_and_a_missing_date_is_null() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("html")).unwrap();
        let file = File::create(folder.path().join("html/a.html.gz")).unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
        let page = r#"<html><head><meta property="article:published_time" content="2024-08-17"></head><body><p>The army left Vestra.</p></body></html>"#;
        packed.write_all(page.as_bytes()).unwrap();
        packed.finish().unwrap();
        let gold = folder.path().join("gold.json");
        std::fs::write(&gold, r#"{"https://a.example/NaN": {"file": "a.html.gz", "date": NaN}}"#).unwrap();
        let rows = read(&gold, None).unwrap();
        assert_eq!(rows, [json!({"id": "https://a.example/NaN", "file": "a.html.gz", "date": null})]);
        for given in [Given::Nothing, Given::Address] {
            let predicted = predict(&rows, &gold, given).unwrap();
            assert_eq!((&predicted[0]["date"], &predicted[0]["evidence"]), (&json!("2024-08-17"), &json!("meta")));
        }
        std::fs::remove_file(folder.path().join("html/a.html.gz")).unwrap();
        assert!(predict(&rows, &gold, Given::Nothing).unwrap_err().to_string().contains("a.html.gz"));
    }
}
