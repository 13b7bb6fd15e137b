//! Puts an export into a file or folder together with its codebook, citation and manifest, each whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Format, Rows, Written, codebook};

/// What made an export, for its manifest and citation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// Program version.
    pub version: String,
    /// Name of the project.
    pub project: String,
    /// Who compiled the ledger, where the configuration says so.
    pub compiler: Option<String>,
    /// Hash of the reader's weights.
    pub weights: String,
    /// Hash of the gazetteer index.
    pub index: String,
    /// Name of the whole reader (weights, ontology, lexicons).
    pub reader: String,
    /// Ledger revision.
    pub revision: u64,
    /// Filters and other options, as given.
    pub options: Vec<(String, String)>,
    /// Credits that the data's licences ask for.
    pub credit: String,
}

/// What was put where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The data file.
    pub data: PathBuf,
    /// Codebook, citation and manifest.
    pub beside: Vec<PathBuf>,
    /// SHA-256 of the data file, hex.
    pub sha256: String,
    /// What was written.
    pub written: Written,
}

/// Writes `rows` to `target`: an existing folder or a path without extension is a folder that gets `claims.EXT` (or
/// `incidents.EXT`), `CODEBOOK.md`, `CITATION.cff` and `manifest.json`; any other path is the data file, and the three stand beside
/// it under its name. Every file is written aside and renamed, so that a full disk leaves no half file.
pub fn write_package(format: &dyn Format, rows: Rows<'_>, target: &Path, maker: &Maker) -> io::Result<Package> {
    let is_folder = target.is_dir() || target.extension().is_none();
    let data = match is_folder {
        true => target.join(format!("{}.{}", rows.of(), format.extension())),
        false => target.to_path_buf(),
    };
    if let Some(folder) = data.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let (sha256, written) = write_data(format, rows, &data)?;
    let file = data.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = |name: &str| if is_folder { data.with_file_name(name) } else { data.with_file_name(format!("{file}.{name}")) };
    let mut manifest = serde_json::to_string_pretty(&codebook::manifest(format, rows.of(), maker, &file, &sha256, &written))?;
    manifest.push('\n');
    let texts = [
        ("CODEBOOK.md", codebook::codebook(format, rows.of(), maker, &file)),
        ("CITATION.cff", codebook::citation(maker, rows.of(), &sha256)),
        ("manifest.json", manifest),
    ];
    let mut paths = Vec::new();
    for (name, text) in texts {
        let path = beside(name);
        aside(&path, |out| out.write_all(text.as_bytes()))?;
        paths.push(path);
    }
    Ok(Package { data, beside: paths, sha256, written })
}

fn write_data(format: &dyn Format, rows: Rows<'_>, path: &Path) -> io::Result<(String, Written)> {
    let mut hasher = Sha256::new();
    let written = aside(path, |out| {
        let mut both = Hashing { out, hasher: &mut hasher };
        format.write(rows, &mut both)
    })?;
    let hex = hasher.finalize().iter().map(|b| format!("{b:02x}")).collect();
    Ok((hex, written))
}

/// Writes a file under another name in the same folder and renames it once it is whole and on disk.
fn aside<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let attempt = || {
        let mut out = BufWriter::new(fs::File::create(&part)?);
        let result = write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&part, path)?;
        Ok(result)
    };
    attempt().inspect_err(|_| {
        // The first error is the one to tell; a part that cannot be removed either is named after what it is.
        let _ = fs::remove_file(&part);
    })
}

struct Hashing<'a> {
    out: &'a mut dyn Write,
    hasher: &'a mut Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FORMATS, samples};

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("tacitus-export-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        path
    }

    #[test]
    fn every_format_comes_with_codebook_citation_and_a_manifest_that_fits_the_data() {
        let (claims, incidents) = (samples::claims(), samples::incidents());
        for format in FORMATS {
            for rows in [Rows::Claims(&claims), Rows::Incidents(&incidents)] {
                let target = folder(format.name());
                let package = write_package(*format, rows, &target, &Maker::default()).expect("the folder can be written");
                let bytes = fs::read(&package.data).expect("the data file is there");
                let hex: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
                let manifest: serde_json::Value =
                    serde_json::from_slice(&fs::read(target.join("manifest.json")).expect("a manifest")).expect("JSON");
                assert_eq!(manifest["sha256"], hex);
                let codebook = fs::read_to_string(target.join("CODEBOOK.md")).expect("a codebook");
                assert!(format.fields(rows.of()).iter().all(|(name, _)| codebook.contains(&format!("| `{name}` |"))));
                assert!(fs::read_to_string(target.join("CITATION.cff")).expect("a citation").contains(&hex));
                assert_eq!(fs::read_dir(&target).expect("a folder").count(), 4, "no part files stay");
                fs::remove_dir_all(&target).expect("the folder goes");
            }
        }
    }

    #[test]
    fn a_file_keeps_its_name_and_gets_its_companions_beside_it() {
        let target = folder("file").join("mine.csv");
        let claims = samples::claims();
        let package = write_package(&crate::Csv, Rows::Claims(&claims), &target, &Maker::default()).expect("it can be written");
        assert_eq!(package.data, target);
        assert!(target.with_file_name("mine.csv.CODEBOOK.md").is_file());
        fs::remove_dir_all(target.parent().expect("a parent")).expect("the folder goes");
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let claims = samples::claims();
        for format in FORMATS {
            let once = |rows: Rows<'_>| {
                let mut out = Vec::new();
                format.write(rows, &mut out).expect("memory takes everything");
                out
            };
            assert_eq!(once(Rows::Claims(&claims)), once(Rows::Claims(&claims)));
        }
    }
}
