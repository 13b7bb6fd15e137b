//! Reads the bytes of a map file, packed by gzip or not, and tells GeoJSON from KML by what they hold, never by the file's name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::feature::Feature;
use crate::{TerritoryError, geojson, kml};

/// Bytes that an unpacked file may have. Maps of control have a few megabytes; a file that unpacks without end must not fill the memory.
const MOST_BYTES: u64 = 512 << 20;

/// Endings of the files that are taken from a folder.
const ENDINGS: &[&str] = &[".geojson", ".json", ".kml", ".geojson.gz", ".json.gz", ".kml.gz"];

/// The features of a file; else one line that says what is wrong with it and what to do.
pub(crate) fn features(path: &Path) -> Result<Vec<Feature>, String> {
    let bytes = unpacked(path).map_err(|e| format!("cannot be read: {e}"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("holds more than {} MiB; split it by day", MOST_BYTES >> 20));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err("is a ZIP file (KMZ?); unpack it and give the .kml inside".to_string());
    }
    let text = String::from_utf8(bytes).map_err(|e| format!("is not UTF-8 (byte {}); convert it", e.utf8_error().valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match text.trim_start().chars().next() {
        Some('{') => geojson::features(text),
        Some('<') => kml::features(text),
        Some(_) => Err("is neither GeoJSON (begins with `{`) nor KML (begins with `<`)".to_string()),
        None => Err("is empty".to_string()),
    }
}

fn unpacked(path: &Path) -> io::Result<Vec<u8>> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut bytes = Vec::new();
    let is_packed = reader.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    match is_packed {
        true => MultiGzDecoder::new(reader).take(MOST_BYTES + 1).read_to_end(&mut bytes)?,
        false => reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

/// The files meant by files and folders: a folder gives the map files right inside it. Sorted by path, each once.
pub(crate) fn listed(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, TerritoryError> {
    let mut files = Vec::new();
    for input in inputs {
        if !input.is_dir() {
            files.push(input.clone());
            continue;
        }
        let unreadable = |e: io::Error| TerritoryError::inputs(format!("the folder {} cannot be read: {e}", input.display()));
        let before = files.len();
        for entry in std::fs::read_dir(input).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
            if ENDINGS.iter().any(|ending| name.ends_with(ending)) && path.is_file() {
                files.push(path);
            }
        }
        if files.len() == before {
            let endings = ENDINGS.join(", ");
            return Err(TerritoryError::inputs(format!("the folder {} holds no map files ({endings})", input.display())));
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}
