//! Finds and reads a project: `tacitus.toml`, with `places.csv` and `actors.toml` beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tacitus_gazetteer::Gazetteer;
use tacitus_record::Day;

/// Name of the project file.
pub const PROJECT_FILE: &str = "tacitus.toml";

/// Name of the imported gazetteer beside the project file, where it names no other.
pub const GAZETTEER_FILE: &str = "gazetteer.index";

/// What stands in `tacitus.toml`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct ProjectFile {
    /// Names, for exports.
    pub project: Naming,
    /// Where the ledger is.
    pub ledger: LedgerPlace,
    /// Where an imported gazetteer is.
    pub gazetteer: GazetteerPlace,
    /// What the project is about.
    pub scope: ScopeRule,
    /// Who `tacitus serve` tells of changes; nobody where absent.
    #[serde(rename = "webhook")]
    pub webhooks: Vec<WebhookPlace>,
    /// What `tacitus serve` shows beside the ledger.
    pub desk: DeskFiles,
}

/// `[[webhook]]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct WebhookPlace {
    /// Address of the listener, `http://HOST[:PORT]/PATH`.
    pub url: String,
    /// File with the secret that messages are signed with, relative to `tacitus.toml`.
    pub secret_file: PathBuf,
}

/// `[project]`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Naming {
    /// Name of the project, used in citations.
    pub name: Option<String>,
    /// Who compiles the ledger, used in citations.
    pub compiler: Option<String>,
}

/// `[ledger]`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct LedgerPlace {
    /// The ledger file, relative to `tacitus.toml`; `ledger.db` where absent.
    pub path: Option<PathBuf>,
}

/// `[gazetteer]`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct GazetteerPlace {
    /// The index that `tacitus gazetteer import` writes, relative to `tacitus.toml`; where absent, `gazetteer.index` if it is there,
    /// else the gazetteer that ships.
    pub index: Option<PathBuf>,
}

/// `[desk]`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct DeskFiles {
    /// Tiles as ground of the map (a PMTiles archive), relative to `tacitus.toml`; where absent, land and lines between states alone.
    pub basemap: Option<PathBuf>,
}

/// `[scope]`: articles outside are marked, counted and readable, never dropped. An empty rule holds everything.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct ScopeRule {
    /// ISO 3166-1 alpha-3 codes, one of which an article must speak of.
    pub countries: Vec<String>,
    /// Codes (`RUS.MIL`, or the start of one) or names of actors, one of which an article must speak of.
    pub actors: Vec<String>,
    /// First and last day of publication, `2024-08-01/2024-12-31`; either may be `..`.
    pub period: Option<String>,
}

/// A period of publication days, either end open.
pub type Period = (Option<Day>, Option<Day>);

impl ScopeRule {
    /// The period, read.
    ///
    /// # Errors
    /// What is wrong with it and how it is written.
    pub fn days(&self) -> Result<Period, String> {
        let Some(text) = &self.period else { return Ok((None, None)) };
        let (from, to) = text.split_once('/').ok_or_else(|| format!("period `{text}` has no `/`; write it as 2024-08-01/2024-12-31"))?;
        let end = |part: &str| match part.trim() {
            ".." | "" => Ok(None),
            day => day.parse::<Day>().map(Some).map_err(|e| format!("period `{text}`: {e}")),
        };
        Ok((end(from)?, end(to)?))
    }
}

/// A project: what `tacitus.toml` says, and the user's own files beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The folder of `tacitus.toml`; `None` where there is none.
    pub folder: Option<PathBuf>,
    /// What the file says.
    pub file: ProjectFile,
    /// The imported gazetteer that was asked for instead of the one of the file.
    pub gazetteer: Option<PathBuf>,
    /// Text of `places.csv`.
    pub places: Option<String>,
    /// Text of `actors.toml`.
    pub actors: Option<String>,
}

impl Project {
    /// The project of `from` or the nearest folder above it that has a `tacitus.toml`; an empty project where none has.
    ///
    /// # Errors
    /// Which file, what is wrong with it, and where.
    pub fn nearest(from: &Path) -> Result<Project, String> {
        match from.ancestors().find(|folder| folder.join(PROJECT_FILE).is_file()) {
            Some(folder) => Project::load(folder),
            None => Ok(Project::default()),
        }
    }

    /// The project of that folder.
    ///
    /// # Errors
    /// Which file, what is wrong with it, and where.
    pub fn load(folder: &Path) -> Result<Project, String> {
        let path = folder.join(PROJECT_FILE);
        let text = fs::read_to_string(&path).map_err(|e| format!("could not read {}: {e}; check its permissions", path.display()))?;
        let file: ProjectFile = toml::from_str(&text).map_err(|e| format!("{} is not right: {}", path.display(), e.to_string().trim()))?;
        file.scope.days().map_err(|e| format!("{} is not right: [scope] {e}", path.display()))?;
        let beside = |name: &str| {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => Ok(Some(text)),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(e) => Err(format!("could not read {}: {e}; check its permissions, or move it away", path.display())),
            }
        };
        Ok(Project {
            folder: Some(folder.to_path_buf()),
            places: beside("places.csv")?,
            actors: beside("actors.toml")?,
            file,
            gazetteer: None,
        })
    }

    /// Listeners of the desk: address and secret of each.
    ///
    /// # Errors
    /// Which secret cannot be read.
    pub fn webhooks(&self) -> Result<Vec<(String, String)>, String> {
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        let read = |hook: &WebhookPlace| {
            let path = folder.join(&hook.secret_file);
            let secret = fs::read_to_string(&path);
            secret
                .map(|secret| (hook.url.clone(), secret))
                .map_err(|e| format!("could not read the secret of the webhook {}, {}: {e}", hook.url, path.display()))
        };
        self.file.webhooks.iter().map(read).collect()
    }

    /// The ledger's path; `None` where there is no project.
    pub fn ledger(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(self.file.ledger.path.as_deref().unwrap_or(Path::new("ledger.db"))))
    }

    /// The map tiles that the desk shows; `None` where the project names none.
    pub fn basemap(&self) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(self.file.desk.basemap.as_ref()?))
    }

    /// Where an import puts its gazetteer; `None` where there is no project and none was asked for.
    pub fn gazetteer_target(&self) -> Option<PathBuf> {
        let of_project = || Some(self.folder.as_ref()?.join(self.file.gazetteer.index.as_deref().unwrap_or(Path::new(GAZETTEER_FILE))));
        self.gazetteer.clone().or_else(of_project)
    }

    /// The imported gazetteer that is used; `None` for the one that ships. One that is named must be there.
    pub fn imported_gazetteer(&self) -> Option<PathBuf> {
        let is_named = self.gazetteer.is_some() || self.file.gazetteer.index.is_some();
        self.gazetteer_target().filter(|path| is_named || path.exists())
    }

    /// The gazetteer: the imported one or the one that ships, the user's `places.csv` before it.
    ///
    /// # Errors
    /// Which file is wrong, and where.
    pub fn gazetteer(&self) -> Result<Gazetteer, String> {
        let gazetteer = match self.imported_gazetteer() {
            Some(path) => Gazetteer::imported(&path).map_err(|e| e.to_string())?,
            None => Gazetteer::embedded(),
        };
        match &self.places {
            Some(places) => gazetteer.with_user_places(places).map_err(|e| e.to_string()),
            None => Ok(gazetteer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ProjectFile, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = parse("[scope]\ncountry = [\"SDN\"]\n").unwrap_err().to_string();
        assert!(error.contains("country") && error.contains("countries"), "{error}");
    }

    #[test]
    fn a_period_may_be_open() {
        let file = parse("[scope]\nperiod = \"2024-08-01/..\"\n").unwrap();
        assert_eq!(file.scope.days(), Ok((Day::new(2024, 8, 1), None)));
        let file = parse("[scope]\nperiod = \"August\"\n").unwrap();
        assert!(file.scope.days().unwrap_err().contains("write it as"));
    }
}
