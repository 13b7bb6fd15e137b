//! Tells from name and first bytes how a source is laid out, and refuses what no text can be had from.

use std::path::Path;

use crate::error::IntakeError;
use crate::options::Format;

/// (first bytes, what it is, what to do).
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "it is a PDF", "convert it to text first (for example with pdftotext)"),
    (b"PK\x03\x04", "it is a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0", "it is an old office document", "save it as plain text"),
    (b"{\\rtf", "it is a rich-text document", "save it as plain text"),
    (b"\x1f\x8b", "it is compressed (gzip)", "decompress it first"),
    (b"BZh", "it is compressed (bzip2)", "decompress it first"),
    (b"\xfd7zXZ\x00", "it is compressed (xz)", "decompress it first"),
    (b"\x28\xb5\x2f\xfd", "it is compressed (zstd)", "decompress it first"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive", "unpack it first"),
    (b"Rar!", "it is a rar archive", "unpack it first"),
    (b"\x89PNG", "it is an image", "there is no text in it to read; run OCR first"),
    (b"\xff\xd8\xff", "it is an image", "there is no text in it to read; run OCR first"),
    (b"GIF8", "it is an image", "there is no text in it to read; run OCR first"),
    (b"SQLite format 3\0", "it is a database", "give texts, not a ledger"),
    (b"\x7fELF", "it is a program", "give texts, pages or records"),
    (b"WARC/", "it is a web archive", "this version reads no WARC; extract the pages as HTML first"),
];

/// Extensions of texts, pages and records.
const READABLE: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("tab", Format::Tsv),
];

/// Extensions of documents that a folder may hold in place of a text: they are tried, so that each gets its error line.
const DOCUMENTS: &[&str] = &["pdf", "doc", "docx", "odt", "rtf", "epub", "eml", "warc", "gz", "bz2", "xz", "zst", "zip", "rss", "atom"];

fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(|e| e.to_str()).map(str::to_lowercase)
}

/// The layout that the extension stands for.
pub(crate) fn by_extension(path: &Path) -> Option<Format> {
    let extension = extension(path)?;
    READABLE.iter().find(|(e, _)| *e == extension).map(|(_, f)| *f)
}

/// Whether a file met in a folder is to be read (or refused aloud) rather than counted as of another kind.
pub(crate) fn is_wanted(path: &Path) -> bool {
    match extension(path) {
        None => true,
        Some(extension) => READABLE.iter().any(|(e, _)| *e == extension) || DOCUMENTS.contains(&extension.as_str()),
    }
}

/// Refuses empty, binary and foreign content, judged by its first bytes.
pub(crate) fn refuse(source: &str, head: &[u8]) -> Result<(), IntakeError> {
    if head.is_empty() {
        return Err(IntakeError::new(source, "it is empty", "check the file or the download"));
    }
    if let Some((_, what, remedy)) = FOREIGN.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Err(IntakeError::new(source, *what, *remedy));
    }
    let start = String::from_utf8_lossy(&head[..head.len().min(400)]).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let xml = start.strip_prefix("<?xml").and_then(|rest| rest.find("?>").map(|end| rest[end + 2..].trim_start())).unwrap_or(&start);
    if xml.starts_with("<rss") || xml.starts_with("<feed") || xml.starts_with("<opml") || xml.starts_with("<rdf:rdf") {
        return Err(IntakeError::new(source, "it is a feed", "this version reads no feeds; save its articles as pages or texts"));
    }
    let controls = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    let nuls = head.iter().filter(|&&b| b == 0).count();
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || is_wide(head, nuls);
    if !wide && controls * 50 > head.len() {
        return Err(IntakeError::new(source, "it is binary, not text", "give texts, pages or records"));
    }
    Ok(())
}

/// Whether the zeros are those of Latin text in UTF-16: nearly all on one side of the pairs.
fn is_wide(head: &[u8], nuls: usize) -> bool {
    let even = head.iter().step_by(2).filter(|&&b| b == 0).count();
    let one_sided = even * 10 <= nuls || (nuls - even) * 10 <= nuls;
    head.len() >= 8 && nuls * 10 >= head.len() * 4 / 2 && one_sided && nuls * 2 <= head.len() + 1
}

/// The layout, from what the user said, the name, then the content.
pub(crate) fn format(given: Option<Format>, path: Option<&Path>, head: &[u8]) -> Format {
    if let Some(format) = given.or_else(|| path.and_then(by_extension)) {
        return format;
    }
    let text = crate::decode::decode(&head[..head.len().min(4096)]).text;
    let start = text.trim_start();
    let lower = start.to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<!--") && lower.contains("<html") {
        return Format::Html;
    }
    if lower.starts_with('<') && ["<body", "<head", "<div", "<p>", "<article", "<meta"].iter().any(|tag| lower.contains(tag)) {
        return Format::Html;
    }
    // An opening bracket alone may begin a text ("[VESTRA] - ..."); a quotation mark or brace after it does not.
    let after = |open: char| start.strip_prefix(open).map(|rest| rest.trim_start().starts_with(['"', '{', '}']));
    match (after('{'), after('[')) {
        (Some(true), _) | (_, Some(true)) => Format::Json,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_named() {
        let told = |head: &[u8]| refuse("x", head).unwrap_err().to_string();
        assert_eq!(told(b"%PDF-1.7 ..."), "x: it is a PDF; convert it to text first (for example with pdftotext)");
        assert!(told(b"PK\x03\x04\x14").contains("zip archive or an office document"));
        assert!(told(b"").contains("it is empty"));
        assert!(told(b"<?xml version='1.0'?>\n<rss version='2.0'>").contains("it is a feed"));
        assert!(told(&[0, 1, 2, 3, 0, 0, 0, 9, 8, 7, 0, 0]).contains("binary"));
    }

    #[test]
    fn wide_text_is_text() {
        let wide: Vec<u8> = "Troops left the town.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(refuse("x", &wide), Ok(()));
    }

    #[test]
    fn content_decides_where_the_name_says_nothing() {
        assert_eq!(format(None, None, b"\n<!DOCTYPE html><html>"), Format::Html);
        assert_eq!(format(None, None, b"{\"text\": \"x\"}"), Format::Json);
        assert_eq!(format(None, None, b"[VESTRA] Troops left."), Format::Text);
        assert_eq!(format(None, Some(Path::new("a.csv")), b"{\"text\": \"x\"}"), Format::Csv);
    }
}
