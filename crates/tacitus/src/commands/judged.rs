//! Counts a judged sheet: how many claims are right, with an interval, and which fields are wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Global;
use crate::exit::{Exit, Failure, Outcome};
use crate::output::text;

/// Count a judged sheet: precision with its 95 % interval, and the fields that were wrong
#[derive(Args, Debug)]
pub struct Judged {
    /// One sheet, or two sheets of two judges for their agreement
    #[arg(required = true, num_args = 1..=2)]
    pub sheets: Vec<PathBuf>,
}

/// Verdicts that a judge may give.
pub const VERDICTS: [&str; 4] = ["right", "partly", "untrue", "not worth stating"];

struct Sheet {
    verdicts: BTreeMap<String, String>,
    wrong_fields: BTreeMap<String, u32>,
    unjudged: u32,
}

impl Judged {
    pub fn run(self, _: &Global) -> Outcome {
        let sheets: Vec<Sheet> = self.sheets.iter().map(|path| sheet(path)).collect::<Result<_, _>>()?;
        for (path, sheet) in self.sheets.iter().zip(&sheets) {
            text(&report(path, sheet))?;
        }
        if let [a, b] = &sheets[..] {
            text(&agreement(a, b))?;
        }
        Ok(Exit::Done)
    }
}

fn sheet(path: &Path) -> Result<Sheet, Failure> {
    let wrong = |why: String| Failure::failed(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| wrong(format!("could not be read ({e}); check the path")))?;
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| wrong(e.to_string()))?.clone();
    let column = |name: &str| {
        let missing = || wrong(format!("has no column `{name}`; give a sheet made by `tacitus sample --format tsv`"));
        header.iter().position(|h| h == name).ok_or_else(missing)
    };
    let (id, verdict, field) = (column("claim")?, column("verdict")?, column("wrong_field")?);
    let mut sheet = Sheet { verdicts: BTreeMap::new(), wrong_fields: BTreeMap::new(), unjudged: 0 };
    for (number, record) in reader.records().enumerate() {
        let record = record.map_err(|e| wrong(e.to_string()))?;
        let given = record[verdict].trim().to_lowercase();
        if given.is_empty() {
            sheet.unjudged += 1;
            continue;
        }
        if !VERDICTS.contains(&given.as_str()) {
            return Err(wrong(format!("line {}: verdict `{given}` is none of: {}", number + 2, VERDICTS.join(", "))));
        }
        for name in record[field].split([',', ';']).map(str::trim).filter(|f| !f.is_empty()) {
            *sheet.wrong_fields.entry(name.to_string()).or_default() += 1;
        }
        sheet.verdicts.insert(record[id].to_string(), given);
    }
    match sheet.verdicts.is_empty() {
        true => Err(wrong("no claim has a verdict yet; fill the column `verdict`".to_string())),
        false => Ok(sheet),
    }
}

fn report(path: &Path, sheet: &Sheet) -> String {
    let judged = sheet.verdicts.len();
    let mut out = format!("{}: {judged} judged, {} not yet\n", path.display(), sheet.unjudged);
    for verdict in VERDICTS {
        let count = sheet.verdicts.values().filter(|v| *v == verdict).count();
        let (low, high) = wilson(count, judged);
        out.push_str(&format!(
            "  {verdict:18} {count:4}  {:5.1} %  (95 % interval {:.1} to {:.1} %)\n",
            percent(count, judged),
            low * 100.0,
            high * 100.0
        ));
    }
    for (field, count) in &sheet.wrong_fields {
        out.push_str(&format!("  wrong field {field}: {count}\n"));
    }
    out
}

fn percent(count: usize, of: usize) -> f64 {
    count as f64 * 100.0 / of as f64
}

/// Wilson score interval at 95 % (Wilson 1927; z = 1.959964).
fn wilson(count: usize, of: usize) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let (n, p) = (of as f64, count as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - spread) / scale).max(0.0), ((middle + spread) / scale).min(1.0))
}

/// Raw agreement and Cohen's kappa over the claims that both judged.
fn agreement(a: &Sheet, b: &Sheet) -> String {
    let both: Vec<(&str, &str)> = a.verdicts.iter().filter_map(|(id, one)| Some((one.as_str(), b.verdicts.get(id)?.as_str()))).collect();
    if both.is_empty() {
        return "no claim was judged in both sheets\n".to_string();
    }
    let n = both.len() as f64;
    let same = both.iter().filter(|(x, y)| x == y).count() as f64 / n;
    let share = |side: fn(&(&str, &str)) -> bool| both.iter().filter(|p| side(p)).count() as f64 / n;
    let by_chance: f64 = VERDICTS
        .iter()
        .map(|v| {
            let one = both.iter().filter(|(x, _)| x == v).count() as f64 / n;
            let two = both.iter().filter(|(_, y)| y == v).count() as f64 / n;
            one * two
        })
        .sum();
    let kappa = if by_chance < 1.0 { (same - by_chance) / (1.0 - by_chance) } else { 1.0 };
    let lower = share(|(x, _)| *x == "right").min(share(|(_, y)| *y == "right"));
    format!(
        "both judged {}: agreement {:.1} %, Cohen's kappa {kappa:.2}; the lower share of right, which counts: {:.1} %\n",
        both.len(),
        same * 100.0,
        lower * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Newcombe 1998, Table I: 81 of 263 gives 0.2553 to 0.3662.
        let (low, high) = wilson(81, 263);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        assert_eq!(wilson(0, 10).0, 0.0);
    }

    fn judged(pairs: &[(&str, &str)]) -> Sheet {
        let verdicts = pairs.iter().map(|(id, v)| (id.to_string(), v.to_string())).collect();
        Sheet { verdicts, wrong_fields: BTreeMap::new(), unjudged: 0 }
    }

    #[test]
    fn the_lower_of_two_judges_counts() {
        let a = judged(&[("c-1", "right"), ("c-2", "right"), ("c-3", "partly"), ("c-4", "untrue")]);
        let b = judged(&[("c-1", "right"), ("c-2", "partly"), ("c-3", "partly"), ("c-4", "untrue")]);
        let text = agreement(&a, &b);
        assert!(text.contains("agreement 75.0 %") && text.contains("counts: 25.0 %"), "{text}");
    }
}
