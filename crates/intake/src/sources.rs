//! Lists what the user named: files, folders, patterns, the standard input.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::error::IntakeError;
use crate::sniff;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// The standard input.
    Stdin,
}

impl Source {
    /// The name shown in errors and kept as [`tacitus_record::Article::source`].
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin => "-".to_string(),
        }
    }
}

/// What there is to read.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Sources, in the order named; within a folder or pattern sorted by path; each file once.
    pub sources: Vec<Source>,
    /// What could not be listed.
    pub errors: Vec<IntakeError>,
    /// Files of folders that are of another kind (images, style sheets ...): how many by extension.
    pub other_kinds: BTreeMap<String, usize>,
}

/// Lists files, folders (with all below them), patterns (`pages/**/*.html`) and `-`.
///
/// A path that exists is never taken for a pattern. Below a folder, names that begin with a dot and links to folders are passed over.
pub fn sources(inputs: &[String]) -> Listing {
    let mut listing = Listing::default();
    let mut seen = BTreeSet::new();
    for input in inputs {
        let path = Path::new(input);
        if input == "-" {
            if seen.insert(PathBuf::from("-")) {
                listing.sources.push(Source::Stdin);
            }
        } else if path.is_dir() {
            listing.walk(path, &mut seen);
        } else if !path.exists() && input.contains(['*', '?', '[']) {
            listing.pattern(input, &mut seen);
        } else {
            match path.metadata() {
                Ok(_) => listing.add(path.to_path_buf(), &mut seen),
                Err(error) => listing.errors.push(IntakeError::io(input, &error)),
            }
        }
    }
    listing
}

impl Listing {
    fn add(&mut self, path: PathBuf, seen: &mut BTreeSet<PathBuf>) {
        if seen.insert(path.clone()) {
            self.sources.push(Source::File(path));
        }
    }

    fn pattern(&mut self, input: &str, seen: &mut BTreeSet<PathBuf>) {
        let dots = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let paths = match glob::glob_with(input, dots) {
            Ok(paths) => paths,
            Err(error) => {
                self.errors.push(IntakeError::new(input, format!("it is no pattern ({error})"), "write it like pages/**/*.html"));
                return;
            }
        };
        let mut matched = false;
        for path in paths {
            matched = true;
            match path {
                Ok(path) if path.is_dir() => self.walk(&path, seen),
                Ok(path) => self.add(path, seen),
                Err(error) => self.errors.push(IntakeError::io(&error.path().display().to_string(), error.error())),
            }
        }
        if !matched {
            self.errors.push(IntakeError::new(input, "no file fits this pattern", "check the path and the pattern"));
        }
    }

    fn walk(&mut self, folder: &Path, seen: &mut BTreeSet<PathBuf>) {
        let mut waiting = vec![folder.to_path_buf()];
        let mut files = Vec::new();
        while let Some(folder) = waiting.pop() {
            let entries = match folder.read_dir() {
                Ok(entries) => entries,
                Err(error) => {
                    self.errors.push(IntakeError::io(&folder.display().to_string(), &error));
                    continue;
                }
            };
            for entry in entries {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        self.errors.push(IntakeError::io(&folder.display().to_string(), &error));
                        continue;
                    }
                };
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => waiting.push(path),
                    // A link to a folder may lead back up; a link to a file is as good as the file.
                    Ok(kind) if kind.is_symlink() && path.is_dir() => {}
                    Ok(_) if sniff::is_wanted(&path) => files.push(path),
                    Ok(_) => {
                        let kind = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
                        *self.other_kinds.entry(kind).or_default() += 1;
                    }
                    Err(error) => self.errors.push(IntakeError::io(&path.display().to_string(), &error)),
                }
            }
        }
        files.sort();
        self.errors.sort_by(|a, b| a.source().cmp(b.source()));
        for path in files {
            self.add(path, seen);
        }
    }
}
