//! Reads a source into articles, one after another.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use tacitus_record::DateEvidence;

use crate::blocks;
use crate::dates::confidence;
use crate::decode::decode;
use crate::downloads;
use crate::draft::{Draft, Intake, sha256};
use crate::error::IntakeError;
use crate::fields::Field;
use crate::markdown;
use crate::options::{Format, Options};
use crate::page;
use crate::records::{JsonLines, JsonValues, LARGEST_ARTICLE, Table, too_large};
use crate::sniff;
use crate::sources::Source;

/// Articles of one source, in its order; a bad one is an error and the next follows. Records are read as they are asked for.
pub type Articles<'a> = Box<dyn Iterator<Item = Result<Intake, IntakeError>> + Send + 'a>;

/// How many of the first bytes are looked at to tell the layout.
const HEAD: usize = 64 << 10;

/// A file with `--split` may hold this many bytes; its articles are cut in memory.
const LARGEST_SPLIT: usize = 1 << 30;

impl Source {
    /// The articles of this source.
    pub fn read<'a>(&self, options: &Options) -> Articles<'a> {
        match self {
            Source::File(path) => read_path(path, options),
            Source::Stdin => read_from(&self.name(), None, Box::new(BufReader::new(std::io::stdin())), options),
        }
    }
}

/// The articles of a file.
pub fn read_path<'a>(path: &Path, options: &Options) -> Articles<'a> {
    let name = path.display().to_string();
    if path.is_dir() {
        return one_error(IntakeError::new(&name, "it is a folder, not a file", "give the folder to `sources`"));
    }
    match File::open(path) {
        Ok(file) => read_from(&name, Some(path), Box::new(BufReader::with_capacity(HEAD, file)), options),
        Err(error) => one_error(IntakeError::io(&name, &error)),
    }
}

/// The articles in `bytes`; `name` is shown in errors, and its extension tells the layout where it has one.
pub fn read_bytes<'a>(name: &str, bytes: &'a [u8], options: &Options) -> Articles<'a> {
    read_from(name, Some(Path::new(name)), Box::new(bytes), options)
}

fn one_error<'a>(error: IntakeError) -> Articles<'a> {
    Box::new(std::iter::once(Err(error)))
}

fn read_from<'a>(name: &str, path: Option<&Path>, mut input: Box<dyn BufRead + Send + 'a>, options: &Options) -> Articles<'a> {
    let mut head = Vec::with_capacity(HEAD);
    if let Err(error) = input.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return one_error(IntakeError::io(name, &error));
    }
    if let Err(error) = sniff::refuse(name, &head) {
        return one_error(error);
    }
    let format = match options.split {
        Some(_) => Format::Text,
        None => sniff::format(options.format, path, &head),
    };
    let is_whole = head.len() < HEAD;
    // Records are read as bytes that are nearly ASCII; two-byte text is turned into that first.
    let is_wide =
        encoding_rs::Encoding::for_bom(&head).is_some_and(|(e, _)| e != encoding_rs::UTF_8) || head.iter().take(64).any(|&b| b == 0);
    let is_one_object_a_line = || head.split(|&b| b == b'\n').find(|l| !l.trim_ascii().is_empty()).is_some_and(is_object);
    let format = if format == Format::Json && is_one_object_a_line() { Format::JsonLines } else { format };
    let joined: Box<dyn BufRead + Send + 'a> =
        if is_whole { Box::new(Cursor::new(head)) } else { Box::new(Cursor::new(head).chain(input)) };
    let is_records = matches!(format, Format::JsonLines | Format::Json | Format::Csv | Format::Tsv);
    let joined = match is_records && is_wide {
        true => match whole(name, joined, LARGEST_SPLIT) {
            Ok(bytes) => Box::new(Cursor::new(decode(&bytes).text.into_bytes())),
            Err(error) => return one_error(error),
        },
        false => joined,
    };
    let source = name.to_string();
    match format {
        Format::JsonLines => Box::new(JsonLines { input: joined, source, options: options.clone(), line: 0, is_broken: false }),
        Format::Json => Box::new(JsonValues { input: joined, source, options: options.clone(), record: 0, is_done: false }),
        Format::Csv | Format::Tsv => match Table::new(joined, name, (format == Format::Tsv).then_some(b'\t'), options) {
            Ok(table) => Box::new(table),
            Err(error) => one_error(error),
        },
        Format::Text | Format::Markdown | Format::Html => {
            let limit = if options.split.is_some() { LARGEST_SPLIT } else { LARGEST_ARTICLE };
            let bytes = match whole(name, joined, limit) {
                Ok(bytes) => bytes,
                Err(error) => return one_error(error),
            };
            let decoded = decode(&bytes);
            if let Some(split) = &options.split {
                return Box::new(downloads::read(name, &decoded.text, split, options).into_iter());
            }
            let draft = Draft { source, raw_sha256: sha256(&bytes), warnings: decoded.warnings, ..Draft::default() };
            let file_name = path.map(|p| p.display().to_string());
            Box::new(std::iter::once(one(draft, decoded.text, format, options, file_name.as_deref())))
        }
    }
}

fn is_object(line: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(line.trim_ascii()).is_ok_and(|v| v.is_object())
}

fn whole(name: &str, mut input: Box<dyn BufRead + Send + '_>, limit: usize) -> Result<Vec<u8>, IntakeError> {
    let mut bytes = Vec::new();
    input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|e| IntakeError::io(name, &e))?;
    match bytes.len() > limit {
        false => Ok(bytes),
        true if limit == LARGEST_ARTICLE => Err(too_large(name)),
        true => Err(IntakeError::new(name, "it is over 1 GB, too much to cut in memory", "part the file and read the parts")),
    }
}

fn one(mut draft: Draft, text: String, format: Format, options: &Options, file_name: Option<&str>) -> Result<Intake, IntakeError> {
    match format {
        Format::Html => {
            page::read(&text, &mut draft);
            if draft.text.is_empty() {
                let remedy = "the page may be built by scripts; save it from a browser after it has loaded";
                return Err(IntakeError::new(&draft.source, "the page has no text", remedy));
            }
            draft.finish(options, file_name)
        }
        Format::Markdown => {
            let (_, header) = markdown::markdown(&text, None);
            head_fields(&mut draft, header, DateEvidence::Record, confidence::RECORD);
            draft.blocks = markdown::markdown(&text, draft.title.as_deref()).0;
            draft.text = text;
            title_of_body(&mut draft);
            draft.finish(options, file_name)
        }
        _ => plain(draft, text, options, file_name),
    }
}

/// A plain text as an article; its body is `text`, character for character.
pub(crate) fn plain(mut draft: Draft, text: String, options: &Options, file_name: Option<&str>) -> Result<Intake, IntakeError> {
    let (found, header) = blocks::plain(&text, None);
    draft.blocks = found;
    draft.text = text;
    head_fields(&mut draft, header, DateEvidence::Text, confidence::TEXT_HEADER);
    title_of_body(&mut draft);
    draft.finish(options, file_name)
}

fn head_fields(draft: &mut Draft, header: Vec<(Field, String)>, evidence: DateEvidence, certainty: u8) {
    for (field, value) in header {
        draft.set(field, &value, evidence, certainty);
    }
}

/// Title and authors that the body shows where no field gave them.
fn title_of_body(draft: &mut Draft) {
    use tacitus_record::BlockKind::{Credit, Title};
    let words = |kind| draft.blocks.iter().filter(move |b| b.kind == kind).map(|b| b.span.slice(&draft.text));
    let title = words(Title).next().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    let by = words(Credit).find_map(|c| c.strip_prefix("By ").filter(|names| names.len() <= 100 && !names.contains('.')));
    let authors = by.map(crate::draft::authors);
    if draft.title.is_none() {
        draft.title = title;
    }
    if draft.authors.is_empty() {
        draft.authors = authors.unwrap_or_default();
    }
}
