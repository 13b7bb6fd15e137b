//! Imports a gazetteer of the user's: GeoNames dumps with their alternate names, Who's On First, own places, over what ships.
//!
//! Guarantees: the old index stays until the new one is whole (written beside, synced, renamed). A bad row is counted, the first
//! ones are kept to be shown, and the others are taken. Memory does not grow with the names: they are sorted in scratch files. The
//! same files give the same bytes. It fetches nothing; this is the one part of the crate that opens files.

mod features;
mod geonames;
mod known;
mod overlay;
mod report;
mod source;
mod whos_on_first;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::compile::{CompileError, Compiler};
use crate::gazetteer::{Gazetteer, shipped_hash};
use crate::layout::SEAL;
use geonames::Others;
use known::Known;
pub use report::{BadRow, FileReport, Report};
pub use source::Form;
use whos_on_first::Regions;
pub use whos_on_first::WhosOnFirstRow;

/// Rows between two calls of whoever watches.
const WATCHED: u64 = 1 << 14;

/// Why nothing was imported; the old index is still there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("could not read {}: {}; check the path and that the file may be read; the old gazetteer stays", .0.display(), .1)]
    Read(PathBuf, io::Error),
    /// A file holds nothing that can be imported.
    #[error(
        "{} is nothing that can be imported; give a GeoNames dump (19 tab-separated columns), alternate names of GeoNames (10), a table of \
         Who's On First (from wof_id on), a .csv with name, lat, lon, or GeoJSON",
        .0.display()
    )]
    UnknownForm(PathBuf),
    /// A file of the user's is wrong as a whole.
    #[error("cannot import {}: {}", .0.display(), .1)]
    Unusable(PathBuf, String),
    /// No row of any file was of use.
    #[error("no row could be used{}; nothing was changed", first_bad(.0))]
    NothingUsed(Vec<FileReport>),
    /// The folder of the index cannot be written to.
    #[error("could not write {}: {}; look for room on the disk and for the permissions of the folder", .0.display(), .1)]
    Write(PathBuf, io::Error),
    /// The index could not be compiled.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

fn first_bad(files: &[FileReport]) -> String {
    let bad = files.iter().find_map(|file| file.first_bad.first().map(|bad| (file, bad)));
    bad.map_or(String::new(), |(file, bad)| format!(", {} line {}: {}", file.path.display(), bad.line, bad.why))
}

/// What the import is at.
#[derive(Clone, Copy, Debug)]
pub enum Stage<'s> {
    /// Reading a file; done and all are its bytes.
    Reading(&'s Path),
    /// Sorting and writing; done and all are places and names.
    Writing,
}

/// Called now and then with what the import is at, how much is done and of how much; may end it.
pub type Watch<'w> = dyn FnMut(Stage<'_>, u64, u64) -> ControlFlow<()> + 'w;

/// Imports the files, in any order, over the gazetteer that ships, into the index at `out`.
///
/// # Errors
/// Why nothing was imported; see [`ImportError`].
pub fn import(files: &[PathBuf], out: &Path, watch: &mut Watch<'_>) -> Result<Report, ImportError> {
    let mut formed: Vec<(Form, &PathBuf)> = Vec::new();
    for path in files {
        formed.push((Form::of(path)?, path));
    }
    // Places that later rows may be the same as come first, names of places last.
    formed.sort_by_key(|(form, _)| *form);
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unwritable = |e: io::Error| ImportError::Write(out.to_path_buf(), e);
    let beside = beside(folder).map_err(unwritable)?;
    let base = Gazetteer::embedded();
    let mut known = Known::of(&base, Compiler::new(folder))?;
    let others = if formed.iter().any(|(form, _)| *form == Form::AlternateNames) { Others::OfFile } else { Others::OfColumn };
    let mut reports = Vec::new();
    for (form, path) in formed {
        reports.push(read(&mut known, &base, form, path, others, watch)?);
    }
    if reports.iter().all(|report| report.used() == 0) {
        return Err(ImportError::NothingUsed(reports));
    }
    let (compiler, areas) = known.compiled()?;
    let mut sealed = Hashed { file: BufWriter::with_capacity(1 << 20, beside.as_file()), hasher: blake3::Hasher::new(), len: 0 };
    compiler.finish(&areas, &mut sealed, &mut |done, all| watch(Stage::Writing, done, all))?;
    let bytes = sealed.seal().map_err(unwritable)?;
    beside.as_file().sync_all().map_err(unwritable)?;
    beside.persist(out).map_err(|e| unwritable(e.error))?;
    // The rename itself lasts once the folder is synced; where folders cannot be opened, the system does so in its own time.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().map_err(unwritable)?;
    }
    let counts = Gazetteer::imported(out).map_err(|e| unwritable(io::Error::other(e)))?.counts();
    Ok(Report { files: reports, counts, bytes })
}

/// The file that takes the place of the index when it is whole.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gazetteer-").suffix(".new");
    // Scratch files are their owner's alone; an index is an ordinary file, as the umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn read(
    known: &mut Known,
    base: &Gazetteer,
    form: Form,
    path: &Path,
    others: Others,
    watch: &mut Watch<'_>,
) -> Result<FileReport, ImportError> {
    let all = std::fs::metadata(path).map_err(|e| ImportError::Read(path.to_path_buf(), e))?.len();
    let done = AtomicU64::new(0);
    let mut rows = 0;
    let mut go_on = || {
        rows += 1;
        if u64::is_multiple_of(rows, WATCHED) && watch(Stage::Reading(path), done.load(Ordering::Relaxed).min(all), all).is_break() {
            return Err(ImportError::Compile(CompileError::Stopped));
        }
        Ok(())
    };
    let mut report = FileReport::new(path.to_path_buf(), form);
    match form {
        Form::Csv => overlay::csv(known, base, path, &done, &mut report, &mut go_on)?,
        Form::GeoJson => overlay::geojson(known, base, path, &done, &mut report, &mut go_on)?,
        Form::GeoNames => each_row(path, &done, &mut report, &mut go_on, |line| {
            geonames::Row::read(line).map_err(RowError::Wrong).and_then(|row| geonames::take(known, &row, others))
        })?,
        Form::AlternateNames => each_row(path, &done, &mut report, &mut go_on, |line| geonames::take_name(known, line))?,
        Form::WhosOnFirst => {
            let mut regions = Regions::default();
            // Rows name their region by its id, and it may come after them. The first pass counts the regions, the second the rest.
            source::each_line(path, &done, &mut |number, line| {
                if line.is_ok_and(whos_on_first::is_region) {
                    let taken = line.map_err(wrong).and_then(whos_on_first_row).and_then(|row| regions.meet(known, &row));
                    report.count(number, RowError::or_stop(taken)?);
                }
                Ok(true)
            })?;
            done.store(0, Ordering::Relaxed);
            source::each_line(path, &done, &mut |number, line| {
                if number > 1 && !line.is_ok_and(whos_on_first::is_region) {
                    let taken = line.map_err(wrong).and_then(whos_on_first_row).and_then(|row| regions.take(known, &row));
                    report.count(number, RowError::or_stop(taken)?);
                    go_on()?;
                }
                Ok(true)
            })?;
        }
    }
    Ok(report)
}

fn whos_on_first_row(line: &str) -> Result<WhosOnFirstRow<'_>, RowError> {
    WhosOnFirstRow::read(line).map_err(RowError::Wrong)
}

/// Takes each line of a file that is no comment and not empty.
fn each_row(
    path: &Path,
    done: &AtomicU64,
    report: &mut FileReport,
    go_on: &mut dyn FnMut() -> Result<(), ImportError>,
    mut take: impl FnMut(&str) -> Result<report::Taken, RowError>,
) -> Result<(), ImportError> {
    source::each_line(path, done, &mut |number, line| {
        if line.is_ok_and(|line| line.is_empty() || line.starts_with('#')) {
            return Ok(true);
        }
        report.count(number, RowError::or_stop(line.map_err(wrong).and_then(&mut take))?);
        go_on()?;
        Ok(true)
    })
}

/// Why a row was not taken.
enum RowError {
    /// It is wrong; the others are read.
    Wrong(String),
    /// The whole work cannot go on.
    Stop(CompileError),
}

impl RowError {
    /// What became of the row, or the error that ends the import.
    fn or_stop<T>(taken: Result<T, RowError>) -> Result<Result<T, String>, ImportError> {
        match taken {
            Ok(taken) => Ok(Ok(taken)),
            Err(RowError::Wrong(why)) => Ok(Err(why)),
            Err(RowError::Stop(error)) => Err(ImportError::Compile(error)),
        }
    }
}

fn wrong(what: &'static str) -> RowError {
    RowError::Wrong(what.to_string())
}

impl From<String> for RowError {
    fn from(why: String) -> RowError {
        RowError::Wrong(why)
    }
}

impl From<CompileError> for RowError {
    fn from(error: CompileError) -> RowError {
        RowError::Stop(error)
    }
}

/// A number of degrees within its bounds.
fn degrees(text: &str, what: &str, most: f64) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(value),
        _ => Err(format!("\"{text}\" is not a {what} in degrees")),
    }
}

/// Writes and hashes.
struct Hashed<'f> {
    file: BufWriter<&'f File>,
    hasher: blake3::Hasher,
    len: u64,
}

impl Hashed<'_> {
    /// Ends the file with its seal; gives its size.
    fn seal(mut self) -> io::Result<u64> {
        let hash = *self.hasher.finalize().as_bytes();
        for part in [SEAL.as_slice(), &hash, &shipped_hash()] {
            self.write_all(part)?;
        }
        self.file.flush()?;
        Ok(self.len)
    }
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
