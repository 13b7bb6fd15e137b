//! Floors: figures that may not fall, in `eval/floors.toml`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tacitus_record::Day;

use crate::task::{Request, Task, measure};

/// The file, relative to the repository.
pub const FILE: &str = "eval/floors.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "set")]
    sets: Vec<Set>,
}

/// One measured set with its floors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// The task.
    pub task: String,
    /// What the engine is given.
    pub given: String,
    /// The gold file: in `eval/data/`, or in the folder given with `--data`.
    pub file: String,
    /// Whether the gold lies in the repository; such sets are measured by every run of CI.
    #[serde(default)]
    pub quick: bool,
    /// Only that many of the first records.
    pub sample: Option<usize>,
    /// Hash of the gold file.
    pub sha256: String,
    /// What else is read beside the gold.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Folder of dictionaries, relative like `file`.
    pub dictionaries: Option<String>,
    /// Publication day, for the seed article.
    pub published: Option<String>,
    /// Day of the measurement that set the floors.
    pub date: String,
    /// Commit that was measured.
    pub commit: String,
    /// Metric (dotted path into the figures) and its floor.
    pub floors: std::collections::BTreeMap<String, f64>,
}

/// A further file of a set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Relative like the gold.
    pub file: String,
    /// Its hash.
    pub sha256: String,
}

/// The sets and the folder of the floors file.
pub fn load(file: Option<PathBuf>) -> Result<(Vec<Set>, PathBuf)> {
    let path = match file {
        Some(path) => path,
        None => nearest(&std::env::current_dir()?).with_context(|| format!("no {FILE} here or above; name it with --floors"))?,
    };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the floors {}", path.display()))?;
    let read: File = toml::from_str(&text).with_context(|| format!("{} is not right", path.display()))?;
    for set in &read.sets {
        let task: Task = set.task.parse().with_context(|| format!("{}, {}", path.display(), set.file))?;
        if !task.given().contains(&set.given.as_str()) {
            bail!("{}, {}: {task} cannot be given `{}`", path.display(), set.file, set.given);
        }
        if set.date.parse::<Day>().is_err() || set.commit.is_empty() || set.floors.is_empty() {
            bail!("{}, {}: date, commit and one floor are needed", path.display(), set.file);
        }
    }
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    Ok((read.sets, folder))
}

fn nearest(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE)).find(|p| p.is_file())
}

impl Set {
    /// Where the set's files lie; `None` where they are not at hand.
    pub fn folder(&self, floors: &Path, data: Option<&Path>) -> Option<PathBuf> {
        let folder = if self.quick { floors.join("data") } else { data?.to_path_buf() };
        folder.join(&self.file).is_file().then_some(folder)
    }

    /// The measurement to make.
    pub fn request(&self, folder: &Path) -> Result<Request> {
        Ok(Request {
            task: self.task.parse()?,
            given: self.given.clone(),
            gold: folder.join(&self.file),
            sample: self.sample,
            dictionaries: self.dictionaries.as_ref().map(|d| folder.join(d)),
            published: self.published.as_deref().unwrap_or("2024-08-17").parse().with_context(|| format!("{}: published", self.file))?,
        })
    }

    /// Files whose hash is not the recorded one: figures on other data say nothing of the floor.
    pub fn changed(&self, folder: &Path) -> Result<Vec<String>> {
        let gold = Input { file: self.file.clone(), sha256: self.sha256.clone() };
        let mut changed = Vec::new();
        for input in std::iter::once(&gold).chain(&self.inputs) {
            let found = sha256(&folder.join(&input.file))?;
            if found != input.sha256 {
                changed.push(format!("{} has the hash {found}", input.file));
            }
        }
        Ok(changed)
    }

    /// Task, given and file in one line.
    pub fn title(&self) -> String {
        let sample = self.sample.map(|n| format!(", first {n}")).unwrap_or_default();
        format!("{} given {} on {}{sample}", self.task, self.given, self.file)
    }
}

fn sha256(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect())
}

/// A figure by its dotted path. Names with dots in them are found too.
pub fn figure(figures: &Value, path: &str) -> Option<f64> {
    figures.as_f64().filter(|_| path.is_empty()).or_else(|| {
        let object = figures.as_object()?;
        object.iter().find_map(|(key, value)| {
            let rest = path.strip_prefix(key.as_str())?;
            let rest = if rest.is_empty() { rest } else { rest.strip_prefix('.')? };
            figure(value, rest)
        })
    })
}

/// Measures every set at hand; false where a figure lies under its floor.
pub fn check(file: Option<PathBuf>, data: Option<&Path>) -> Result<bool> {
    let (sets, folder) = load(file)?;
    let (mut broken, mut skipped) = (0, 0);
    for set in &sets {
        let Some(here) = set.folder(&folder, data) else {
            println!("skip  {}: not here, skipped", set.title());
            skipped += 1;
            continue;
        };
        let changed = set.changed(&here)?;
        if !changed.is_empty() {
            println!("FAIL  {}: other data than the floor was set on: {}", set.title(), changed.join("; "));
            broken += 1;
            continue;
        }
        let measured = measure(&set.request(&here)?)?;
        for (metric, floor) in &set.floors {
            let found = figure(&measured.figures, metric).with_context(|| format!("{}: there is no figure `{metric}`", set.title()))?;
            let holds = found >= *floor;
            broken += usize::from(!holds);
            println!("{}  {}: {metric} {found} (floor {floor})", if holds { "ok  " } else { "FAIL" }, set.title());
        }
    }
    println!("{} sets, {skipped} skipped, {broken} below their floor", sets.len());
    Ok(broken == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_are_found_by_their_path() {
        let figures = json!({"micro": {"f1": 0.5}, "by": {"a.b": {"f1": 0.25}}});
        assert_eq!(figure(&figures, "micro.f1"), Some(0.5));
        assert_eq!(figure(&figures, "by.a.b.f1"), Some(0.25));
        assert_eq!(figure(&figures, "micro"), None);
        assert_eq!(figure(&figures, "macro.f1"), None);
    }

    fn floors(floor: &str, hash: &str, folder: &Path) -> PathBuf {
        let file = folder.join("floors.toml");
        std::fs::create_dir_all(folder.join("data")).unwrap();
        let gold = "{\"id\":\"duckling-x\",\"text\":\"on 6 August 2024\",\"anchor\":\"2024-08-15T00:00:00\",\"expressions\":[{\"start\":3,\"end\":16,\"kind\":\"date\",\"begin\":\"2024-08-06\",\"end_date\":\"2024-08-06\"}]}\n";
        std::fs::write(folder.join("data/gold.jsonl"), gold).unwrap();
        let hash = if hash.is_empty() { sha256(&folder.join("data/gold.jsonl")).unwrap() } else { hash.to_string() };
        let set = format!(
            "[[set]]\ntask = \"dates\"\ngiven = \"nothing\"\nfile = \"gold.jsonl\"\nquick = true\nsha256 = \"{hash}\"\ndate = \"2026-01-01\"\ncommit = \"0\"\nfloors = {{ \"value_acc\" = {floor} }}\n"
        );
        std::fs::write(&file, set).unwrap();
        file
    }

    #[test]
    fn a_floor_breaks_when_the_figure_is_lower_or_the_gold_another() {
        let folder = tempfile::tempdir().unwrap();
        assert!(check(Some(floors("1.0", "", folder.path())), None).unwrap());
        assert!(!check(Some(floors("1.01", "", folder.path())), None).unwrap());
        assert!(!check(Some(floors("0.5", "00", folder.path())), None).unwrap());
    }
}
