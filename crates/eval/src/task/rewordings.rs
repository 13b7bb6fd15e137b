//! Rewordings: hand-written copies in the manner of language models and spinners, each paired with its source and with the sources most like
//! it; independent reports of the same happenings beside them, which are no copies.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_linking::{copies, stems};
use tacitus_record::Article;

use crate::rows::{lines, text};
use crate::score;
use crate::shipped::intake_article;
use crate::task::Measured;

/// Other sources that each rewording is paired with.
const NEAREST: usize = 5;

/// Groups all texts at once, as the program does, and answers for each pair.
pub fn measure(rows: &[Value]) -> Result<Measured> {
    let articles: Vec<Article> =
        rows.par_iter().map(|r| intake_article(text(r, "id"), &whole(r), text(r, "published").parse().ok())).collect();
    let found = copies(&articles.iter().collect::<Vec<_>>());
    let mut origin: BTreeMap<&str, &str> = BTreeMap::new();
    for group in &found.origins {
        origin.extend(group.members.iter().map(|m| (m.article.as_str(), group.id.as_str())));
    }
    let pairs = pairs(rows)?;
    let said = |p: &Value| json!({"a": p["a"], "b": p["b"], "label": i32::from(origin[text(p, "a")] == origin[text(p, "b")])});
    let predicted: Vec<Value> = pairs.iter().map(said).collect();
    // Precision is told without the reports, for comparison with sets that have none, and with them.
    let without: Vec<Value> = pairs.iter().filter(|p| text(p, "kind") != REPORT).cloned().collect();
    let mut figures = score::copies::score(&without, &predicted);
    figures["with_reports"] = score::copies::score(&pairs, &predicted)["copies"].clone();
    let reports = pairs.iter().zip(&predicted).filter(|(p, _)| text(p, "kind") == REPORT);
    let (alarms, all) = reports.fold((0, 0), |(alarms, all), (_, said)| (alarms + usize::from(said["label"] == 1), all + 1));
    figures["false_alarms"][REPORT] = json!(format!("{alarms}/{all}"));
    Ok(Measured { figures, predictions: lines(&predicted) })
}

const REPORT: &str = "independent report";

fn whole(row: &Value) -> String {
    format!("{}\n\n{}", text(row, "title"), text(row, "text"))
}

/// Each rewording with its source and with the sources that share most of its words; each report with its source.
fn pairs(rows: &[Value]) -> Result<Vec<Value>> {
    let of = |role: &'static str| rows.iter().filter(move |r| text(r, "role") == role);
    let words: BTreeMap<&str, BTreeSet<String>> = rows.iter().map(|r| (text(r, "id"), stems(&whole(r)).into_iter().collect())).collect();
    let sources: Vec<&str> = of("source").map(|r| text(r, "id")).collect();
    let pair = |a: &str, b: &str, label: i32, kind: &str| json!({"a": a, "b": b, "label": label, "kind": kind});
    let mut pairs = Vec::new();
    for row in of("rewording").chain(of("report")) {
        let (id, source) = (text(row, "id"), text(row, "source"));
        if !words.contains_key(source) {
            bail!("{id} names the source {source}, which the file does not have");
        }
        if text(row, "role") == "report" {
            pairs.push(pair(source, id, 0, REPORT));
            continue;
        }
        pairs.push(pair(source, id, 1, text(row, "manner")));
        let mut others: Vec<(Reverse<usize>, &str)> =
            sources.iter().filter(|s| **s != source).map(|s| (Reverse(words[id].intersection(&words[*s]).count()), *s)).collect();
        others.sort_unstable();
        pairs.extend(others.into_iter().take(NEAREST).map(|(_, other)| pair(other, id, 0, "another source")));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rewording_meets_its_source_and_others_and_a_report_only_its_source() {
        let row = |id: &str, role: &str, source: &str, text: &str| json!({"id": id, "role": role, "source": source, "manner": "spinner", "text": text});
        let rows = [
            row("s-1", "source", "", "Shells hit Karsk."),
            row("s-2", "source", "", "Dornau fell."),
            row("r-1", "rewording", "s-1", "Grenades struck Karsk."),
            row("i-1", "report", "s-1", "Karsk was shelled."),
        ];
        let found = pairs(&rows).unwrap();
        let told: Vec<(&str, &str, i64)> = found.iter().map(|p| (text(p, "a"), text(p, "b"), p["label"].as_i64().unwrap())).collect();
        assert_eq!(told, [("s-1", "r-1", 1), ("s-2", "r-1", 0), ("s-1", "i-1", 0)]);
        assert!(pairs(&rows[1..]).is_err(), "a source is missing");
    }
}
