//! Hands out parts of the user's own map tiles, a PMTiles archive, which a browser reads piece by piece (RFC 9110, ranges of bytes).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::reply::Problem;

/// Where the desk has it.
pub const ADDRESS: &str = "/basemap.pmtiles";

/// Bytes of one part at the most; what reads PMTiles asks for far less.
const LONGEST_PART: u64 = 16 << 20;

/// First bytes of every archive: the format and its version, the only one there is.
const MAGIC: &[u8] = b"PMTiles\x03";

/// An archive of tiles.
#[derive(Debug)]
pub struct Basemap {
    path: PathBuf,
    length: u64,
}

/// A stretch of it.
#[derive(Debug)]
pub struct Part {
    first: u64,
    bytes: Vec<u8>,
    length: u64,
}

impl Basemap {
    /// The archive at `path`.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn open(path: &Path) -> Result<Basemap, String> {
        let shown = path.display();
        let failed = |e: std::io::Error| format!("could not read the basemap {shown}: {e}; check its path under [desk] in tacitus.toml");
        let mut file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let mut start = [0; 8];
        let is_archive = file.read_exact(&mut start).is_ok() && start == MAGIC;
        if !is_archive {
            return Err(format!(
                "the basemap {shown} is no PMTiles archive of version 3; make one with `pmtiles extract` or `tippecanoe -o FILE.pmtiles`"
            ));
        }
        Ok(Basemap { path: path.to_path_buf(), length })
    }

    /// The part that a Range header names.
    pub fn part(&self, range: Option<&str>) -> Result<Part, Problem> {
        let problem = |status, detail: String| Problem { status, title: "No such part", detail };
        let asked = range.and_then(|r| bounds(r, self.length)).filter(|(first, last)| last - first < LONGEST_PART);
        let Some((first, last)) = asked else {
            let detail =
                format!("ask for one range of {LONGEST_PART} bytes at the most, `Range: bytes=0-126`; there are {} bytes", self.length);
            return Err(problem(StatusCode::RANGE_NOT_SATISFIABLE, detail));
        };
        let mut bytes = Vec::new();
        File::open(&self.path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(first))?;
                file.take(last - first + 1).read_to_end(&mut bytes)
            })
            .map_err(|e| problem(StatusCode::INTERNAL_SERVER_ERROR, format!("the basemap could not be read: {e}")))?;
        Ok(Part { first, bytes, length: self.length })
    }
}

impl IntoResponse for Part {
    fn into_response(self) -> Response {
        let last = self.first + (self.bytes.len() as u64).saturating_sub(1);
        let range = format!("bytes {}-{last}/{}", self.first, self.length);
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
            (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
            (header::CONTENT_RANGE, HeaderValue::from_str(&range).unwrap_or(HeaderValue::from_static("bytes */*"))),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300")),
        ];
        (StatusCode::PARTIAL_CONTENT, headers, self.bytes).into_response()
    }
}

/// First and last byte of a header that names one range.
fn bounds(range: &str, length: u64) -> Option<(u64, u64)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match (first.trim(), last.trim()) {
        // The last so many bytes.
        ("", last) => (length.checked_sub(number(last)?)?, length.checked_sub(1)?),
        (first, "") => (number(first)?, length.checked_sub(1)?),
        (first, last) => (number(first)?, number(last)?.min(length.checked_sub(1)?)),
    };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_as_it_is_meant() {
        assert_eq!(bounds("bytes=0-126", 1_000), Some((0, 126)));
        assert_eq!(bounds("bytes=990-2000", 1_000), Some((990, 999)));
        assert_eq!(bounds("bytes=990-", 1_000), Some((990, 999)));
        assert_eq!(bounds("bytes=-10", 1_000), Some((990, 999)));
        for wrong in ["bytes=5-4", "bytes=1000-1001", "bytes=0-1,4-5", "bytes=a-b", "items=0-1", "bytes=-2000", "", "bytes=-"] {
            assert_eq!(bounds(wrong, 1_000), None, "{wrong}");
        }
        assert_eq!(bounds("bytes=0-", 0), None);
    }

    #[test]
    fn what_is_no_archive_is_refused_and_parts_are_the_bytes_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("region.pmtiles");
        assert!(Basemap::open(&path).unwrap_err().contains("[desk]"));
        std::fs::write(&path, b"<html>not found</html>").unwrap();
        assert!(Basemap::open(&path).unwrap_err().contains("no PMTiles archive"));
        std::fs::write(&path, b"PMTiles\x03 and what follows").unwrap();
        let basemap = Basemap::open(&path).unwrap();
        assert_eq!(basemap.part(Some("bytes=9-11")).unwrap().bytes, b"and");
        for wrong in [None, Some("bytes=500-600"), Some("bytes=x")] {
            assert_eq!(basemap.part(wrong).unwrap_err().status, StatusCode::RANGE_NOT_SATISFIABLE);
        }
    }
}
