//! Shows figures: as JSON exactly as the shared scorer prints it, or as a table for people.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

/// JSON with an indent of one space.
pub fn json(figures: &Value) -> Result<String> {
    let mut out = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(b" ");
    figures.serialize(&mut serde_json::Serializer::with_formatter(&mut out, format))?;
    Ok(String::from_utf8(out)?)
}

/// One line for each figure; precision, recall and F1 on one line.
pub fn table(figures: &Value) -> String {
    let mut lines = Vec::new();
    walk("", figures, &mut lines);
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    lines.iter().map(|(name, value)| format!("{name:width$}  {value}\n")).collect()
}

fn walk(name: &str, v: &Value, lines: &mut Vec<(String, String)>) {
    let Some(object) = v.as_object() else {
        lines.push((name.to_string(), plain(v)));
        return;
    };
    if let (Some(p), Some(r), Some(f1)) = (object.get("p"), object.get("r"), object.get("f1")) {
        let counts: Vec<String> = ["tp", "pred", "gold"].iter().filter_map(|k| object.get(*k).map(|n| format!("{k} {n}"))).collect();
        let number = |v: &Value| format!("{:.4}", v.as_f64().unwrap_or(0.0));
        lines.push((
            name.to_string(),
            format!("P {}  R {}  F1 {}  {}", number(p), number(r), number(f1), counts.join("  ")).trim_end().to_string(),
        ));
        return;
    }
    for (key, value) in object {
        let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        walk(&name, value, lines);
    }
}

fn plain(v: &Value) -> String {
    match v {
        Value::String(s) => s.clone(),
        Value::Null => "-".to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn precision_recall_and_f1_share_a_line() {
        let figures = json!({"micro": {"p": 0.5, "r": 1.0, "f1": 0.6667, "tp": 1, "pred": 2, "gold": 1}, "n": 3});
        assert_eq!(table(&figures), "micro  P 0.5000  R 1.0000  F1 0.6667  tp 1  pred 2  gold 1\nn      3\n");
        assert_eq!(json(&json!({"a": 1.0})).unwrap(), "{\n \"a\": 1.0\n}");
    }
}
