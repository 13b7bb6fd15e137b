//! Opens what users download: plain, gzipped or zipped files, read line by line, and tells by their first lines what they hold.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ImportError;

/// A longer line is no row of any source, bytes.
const LONGEST_LINE: usize = 1 << 20;
/// Lines read to tell what a file holds.
const FIRST_LINES: usize = 50;
/// Columns of a GeoNames dump.
pub(super) const GEONAMES_COLUMNS: usize = 19;
/// Columns of GeoNames' alternate names, of the older form and of `alternateNamesV2`.
pub(super) const ALTERNATE_NAMES_COLUMNS: [usize; 2] = [8, 10];
/// First column of a table of Who's On First.
const WHOS_ON_FIRST: &str = "wof_id\t";

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A table of Who's On First records.
    WhosOnFirst,
    /// The user's own places as CSV.
    Csv,
    /// The user's own places as GeoJSON.
    GeoJson,
    /// A GeoNames dump: `allCountries` or a country.
    GeoNames,
    /// GeoNames' `alternateNames` or `alternateNamesV2`.
    AlternateNames,
}

impl Form {
    /// The words shown to a reader.
    pub fn words(self) -> &'static str {
        match self {
            Form::WhosOnFirst => "Who's On First places",
            Form::Csv => "own places (CSV)",
            Form::GeoJson => "own places (GeoJSON)",
            Form::GeoNames => "GeoNames places",
            Form::AlternateNames => "GeoNames alternate names",
        }
    }

    /// What the file holds, by its name and its first lines.
    pub(super) fn of(path: &Path) -> Result<Form, ImportError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let bare = name.strip_suffix(".gz").unwrap_or(&name);
        if bare.ends_with(".geojson") || bare.ends_with(".json") {
            return Ok(Form::GeoJson);
        }
        let is_csv = bare.ends_with(".csv");
        let mut form = None;
        let mut seen = 0;
        let mut tell = |_: u64, line: Result<&str, &'static str>| {
            seen += 1;
            form = line.ok().filter(|line| !line.starts_with('#')).and_then(|line| form_of_line(line, is_csv));
            Ok(form.is_none() && seen < FIRST_LINES)
        };
        each_line(path, &AtomicU64::new(0), &mut tell)?;
        form.ok_or_else(|| ImportError::UnknownForm(path.to_path_buf()))
    }
}

fn form_of_line(line: &str, is_csv: bool) -> Option<Form> {
    let columns = line.split('\t').count();
    match columns {
        _ if line.starts_with(WHOS_ON_FIRST) => Some(Form::WhosOnFirst),
        GEONAMES_COLUMNS => Some(Form::GeoNames),
        _ if ALTERNATE_NAMES_COLUMNS.contains(&columns) => Some(Form::AlternateNames),
        _ if line.trim_start().starts_with('{') => Some(Form::GeoJson),
        _ if is_csv && !line.trim().is_empty() => Some(Form::Csv),
        _ => None,
    }
}

/// A file that counts the bytes read, which zipped and gzipped files have no other measure of their progress by.
struct Counted<'c> {
    file: File,
    read: &'c AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let len = self.file.read(into)?;
        self.read.fetch_add(len as u64, Ordering::Relaxed);
        Ok(len)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Hands the file's text to `take`, unpacked; of a zip file its largest member, since GeoNames packs a readme beside the table.
pub(super) fn with_text<T>(
    path: &Path,
    read: &AtomicU64,
    take: impl FnOnce(&mut dyn BufRead) -> Result<T, ImportError>,
) -> Result<T, ImportError> {
    let failed = |e: io::Error| ImportError::Read(path.to_path_buf(), e);
    let mut file = Counted { file: File::open(path).map_err(failed)?, read };
    let mut magic = [0; 4];
    let len = file.read(&mut magic).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let buffered = BufReader::with_capacity(1 << 18, file);
    match &magic[..len] {
        [0x1f, 0x8b, ..] => take(&mut BufReader::with_capacity(1 << 18, flate2::bufread::MultiGzDecoder::new(buffered))),
        b"PK\x03\x04" => {
            let mut archive = zip::ZipArchive::new(buffered).map_err(|e| failed(io::Error::other(e)))?;
            let mut largest = (0, 0);
            for member in 0..archive.len() {
                let size = archive.by_index(member).map_err(|e| failed(io::Error::other(e)))?.size();
                largest = largest.max((size, member));
            }
            let member = archive.by_index(largest.1).map_err(|e| failed(io::Error::other(e)))?;
            take(&mut BufReader::with_capacity(1 << 18, member))
        }
        _ => {
            let mut buffered = buffered;
            take(&mut buffered)
        }
    }
}

/// Takes a line with its number, or why it cannot be a row; false when it has enough.
pub(super) type TakeLine<'t> = dyn FnMut(u64, Result<&str, &'static str>) -> Result<bool, ImportError> + 't;

/// Hands over the lines of a file with their numbers, or why one cannot be a row, until `take` says that it has enough.
pub(super) fn each_line(path: &Path, read: &AtomicU64, take: &mut TakeLine<'_>) -> Result<(), ImportError> {
    with_text(path, read, |text| {
        let mut line = Vec::new();
        for number in 1.. {
            let whole = match read_line(text, &mut line).map_err(|e| ImportError::Read(path.to_path_buf(), e))? {
                None => break,
                Some(whole) => whole,
            };
            let start = if number == 1 && line.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
            let row = match std::str::from_utf8(&line[start..]) {
                Ok(_) if !whole => Err("longer than a megabyte"),
                Ok(row) => Ok(row),
                Err(_) if !whole => Err("longer than a megabyte"),
                Err(_) => Err("not UTF-8"),
            };
            if !take(number, row)? {
                break;
            }
        }
        Ok(())
    })
}

/// Reads one line without its end; false where only its first part was kept, since it is too long.
fn read_line(text: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let mut whole = true;
    let mut any = false;
    loop {
        let part = match text.fill_buf() {
            Ok(part) => part,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if part.is_empty() {
            break;
        }
        any = true;
        let end = part.iter().position(|byte| *byte == b'\n');
        let len = end.unwrap_or(part.len());
        whole &= line.len() + len <= LONGEST_LINE;
        if whole {
            line.extend_from_slice(&part[..len]);
        }
        text.consume(end.map_or(len, |end| end + 1));
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(any.then_some(whole))
}
