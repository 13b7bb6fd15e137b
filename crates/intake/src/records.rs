//! Reads records of JSON and of tables, one at a time, and makes articles of them.

use std::io::BufRead;

use serde_json::Value;
use tacitus_record::DateEvidence;

use crate::blocks;
use crate::dates::confidence;
use crate::decode::decode;
use crate::draft::{Draft, Intake, sha256};
use crate::error::IntakeError;
use crate::fields::{Field, Layout, field_of};
use crate::options::Options;
use crate::page;

/// One article may have this many bytes; a larger file is refused with advice, a larger record is passed over.
pub(crate) const LARGEST_ARTICLE: usize = 50 << 20;

pub(crate) fn too_large(source: &str) -> IntakeError {
    IntakeError::new(source, "it is over 50 MB as one article", "cut it with --split, or give its articles as JSONL")
}

/// Reads on until `end` or the end of the input. `None` at the end; `Err` where more than one article's worth came without `end`
/// (the rest up to `end` is then passed over, so that reading can go on).
fn read_until(input: &mut dyn BufRead, end: u8, source: &str) -> Option<Result<Vec<u8>, IntakeError>> {
    let mut record = Vec::new();
    let mut is_large = false;
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Some(Err(IntakeError::io(source, &error))),
        };
        if available.is_empty() {
            return match (is_large, record.is_empty()) {
                (true, _) => Some(Err(too_large(source))),
                (_, true) => None,
                _ => Some(Ok(record)),
            };
        }
        let found = available.iter().position(|&b| b == end);
        let taken = found.map_or(available.len(), |at| at + 1);
        if record.len() + taken > LARGEST_ARTICLE {
            is_large = true;
            record.clear();
        }
        if !is_large {
            record.extend_from_slice(&available[..taken]);
        }
        input.consume(taken);
        if found.is_some() {
            return Some(if is_large { Err(too_large(source)) } else { Ok(record) });
        }
    }
}

/// The lines of JSONL, each an article; empty lines are passed over.
pub(crate) struct JsonLines<'a> {
    pub input: Box<dyn BufRead + Send + 'a>,
    pub source: String,
    pub options: Options,
    pub line: usize,
    pub is_broken: bool,
}

impl Iterator for JsonLines<'_> {
    type Item = Result<Intake, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_broken {
            self.line += 1;
            let bytes = match read_until(&mut *self.input, b'\n', &self.source)? {
                Ok(bytes) => bytes,
                Err(error) => {
                    // A line too long was passed over; a failing device fails again.
                    self.is_broken = !error.to_string().contains("50 MB");
                    return Some(Err(error.at(self.line)));
                }
            };
            let bytes = bytes.trim_ascii();
            if !bytes.is_empty() {
                return Some(json(&self.source, self.line, bytes, &self.options));
            }
        }
        None
    }
}

/// The elements of a JSON array, or JSON objects one after another, each an article.
pub(crate) struct JsonValues<'a> {
    pub input: Box<dyn BufRead + Send + 'a>,
    pub source: String,
    pub options: Options,
    pub record: usize,
    pub is_done: bool,
}

impl JsonValues<'_> {
    /// The bytes of the next object, found by its braces; what stands between objects must be an array's brackets and commas.
    fn next_value(&mut self) -> Option<Result<Vec<u8>, IntakeError>> {
        let mut value: Vec<u8> = Vec::new();
        let (mut depth, mut is_string, mut is_escaped) = (0usize, false, false);
        let mut read = 0usize;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) => return Some(Err(IntakeError::io(&self.source, &error))),
            };
            if available.is_empty() {
                let cut = IntakeError::new(&self.source, "the JSON ends inside an object", "the file is cut short; get it again");
                return (depth > 0).then_some(Err(cut));
            }
            let mut used = 0;
            let mut is_complete = false;
            for &byte in available {
                used += 1;
                if depth > 0 {
                    value.push(byte);
                }
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' if is_string => is_escaped = true,
                    b'"' if depth > 0 => is_string = !is_string,
                    _ if is_string => {}
                    b'{' => {
                        if depth == 0 {
                            value.push(byte);
                        }
                        depth += 1;
                    }
                    b'}' if depth > 0 => {
                        depth -= 1;
                        is_complete = depth == 0;
                    }
                    _ if depth > 0 || byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']') || byte >= 0x80 => {}
                    _ => {
                        let found = byte as char;
                        return Some(Err(IntakeError::new(
                            &self.source,
                            format!("it is no JSON of articles (`{found}` stands where an object should begin)"),
                            "give an object, an array of objects, or one object a line",
                        )));
                    }
                }
                if is_complete {
                    break;
                }
            }
            read += used;
            self.input.consume(used);
            if is_complete {
                return Some(Ok(value));
            }
            if read > LARGEST_ARTICLE {
                return Some(Err(too_large(&self.source)));
            }
        }
    }
}

impl Iterator for JsonValues<'_> {
    type Item = Result<Intake, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.next_value() {
            Some(Ok(bytes)) => {
                self.record += 1;
                Some(json(&self.source, self.record, &bytes, &self.options))
            }
            Some(Err(error)) => {
                self.is_done = true;
                Some(Err(error.at(self.record + 1)))
            }
            None => {
                self.is_done = true;
                let none = IntakeError::new(
                    &self.source,
                    "the JSON holds no article",
                    "give an object, an array of objects, or one object a line",
                );
                (self.record == 0).then_some(Err(none))
            }
        }
    }
}

/// One JSON object as an article.
fn json(source: &str, record: usize, bytes: &[u8], options: &Options) -> Result<Intake, IntakeError> {
    let decoded = decode(bytes);
    let wrong =
        |problem: String| IntakeError::new(source, problem, "mend the line or leave it out; the other records were read").at(record);
    let value: Value = serde_json::from_str(&decoded.text).map_err(|e| {
        let what = if e.is_eof() { "the JSON is cut short" } else { "it is no JSON" };
        wrong(format!("{what} ({e})"))
    })?;
    let Value::Object(object) = value else { return Err(wrong("it is JSON but no object".to_string())) };
    let mut fields = Vec::new();
    for (name, value) in object {
        let field = field_of(Layout::Record, &name).unwrap_or(Field::Extra);
        let json = value.to_string();
        let values = match value {
            Value::Null => continue,
            Value::String(text) => vec![text],
            // Names may come as objects ({"name": ...}), as in schema.org.
            Value::Array(items) if field != Field::Extra => {
                items.iter().filter_map(|i| i.as_str().or_else(|| i["name"].as_str())).map(str::to_string).collect()
            }
            Value::Object(inner) if field != Field::Extra => {
                inner.get("name").and_then(Value::as_str).map(str::to_string).into_iter().collect()
            }
            other => vec![other.to_string()],
        };
        fields.push(RecordField { field, name, values, json });
    }
    let mut draft = Draft { raw_sha256: sha256(bytes), warnings: decoded.warnings, ..Draft::default() };
    draft.source = format!("{source}#{record}");
    from_fields(draft, fields, options, "field").map_err(|error| error_at(error, source, record))
}

/// A record's error names the source and the number apart.
fn error_at(error: IntakeError, source: &str, record: usize) -> IntakeError {
    error.renamed(source).at(record)
}

/// One field of an input record.
pub(crate) struct RecordField {
    pub field: Field,
    /// The name in the input.
    pub name: String,
    pub values: Vec<String>,
    /// The value as JSON text, kept where the field is not understood.
    pub json: String,
}

/// Makes an article of a record's fields. The stored body is the text field, character for character.
pub(crate) fn from_fields(mut draft: Draft, fields: Vec<RecordField>, options: &Options, what: &str) -> Result<Intake, IntakeError> {
    let mut texts: Vec<String> = Vec::new();
    let mut html = None;
    for RecordField { field, name, mut values, json } in fields {
        match field {
            Field::Text if texts.is_empty() && values.len() == 1 => texts.append(&mut values),
            Field::TextMore => texts.append(&mut values),
            Field::Html if html.is_none() => html = values.pop(),
            _ => {
                let mut understood = !values.is_empty();
                for value in &values {
                    understood &= draft.set(field, value, DateEvidence::Record, confidence::RECORD);
                }
                // The time of fetching has no field of its own in the record.
                if !understood || field == Field::Fetched {
                    draft.extra.push((name, json));
                }
            }
        }
    }
    texts.retain(|t| !t.is_empty());
    match (texts.is_empty(), html) {
        (false, _) => {
            draft.text = texts.join("\n\n");
            draft.blocks = blocks::plain(&draft.text, draft.title.as_deref()).0;
        }
        (true, Some(html)) => page::read(&html, &mut draft),
        (true, None) => {
            let remedy = match what {
                "column" => "name the column with --columns text=COLUMN".to_string(),
                _ => "the text is expected under `text`, `body`, `content` or `html`".to_string(),
            };
            return Err(IntakeError::new(&draft.source, format!("it has no {what} with text"), remedy));
        }
    }
    draft.finish(options, None)
}

/// The records of a table, each an article.
pub(crate) struct Table<'a> {
    records: csv::ByteRecordsIntoIter<Box<dyn BufRead + Send + 'a>>,
    columns: Vec<(String, Field)>,
    source: String,
    options: Options,
    record: usize,
    is_broken: bool,
}

impl<'a> Table<'a> {
    /// Reads the header line. `separator` `None` takes the one of comma, semicolon and tab that the header has most of.
    pub fn new(
        mut input: Box<dyn BufRead + Send + 'a>,
        source: &str,
        separator: Option<u8>,
        options: &Options,
    ) -> Result<Table<'a>, IntakeError> {
        let head = input.fill_buf().map_err(|e| IntakeError::io(source, &e))?;
        let first_line = head.split(|&b| b == b'\n').next().unwrap_or(&[]);
        let count = |separator: u8| first_line.iter().filter(|&&b| b == separator).count();
        let separator = separator.unwrap_or_else(|| [b',', b';', b'\t'].into_iter().rev().max_by_key(|&s| count(s)).unwrap_or(b','));
        if head.starts_with(b"\xef\xbb\xbf") {
            input.consume(3);
        }
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(input);
        let header = reader.byte_headers().map_err(|e| table_error(source, &e))?.clone();
        let names: Vec<String> = header.iter().map(|name| decode(name).text.trim().to_string()).collect();
        let map = options.columns.clone().unwrap_or_default();
        if let Some(missing) = map.names().find(|&n| !names.iter().any(|name| name == n)) {
            return Err(IntakeError::new(
                source,
                format!("it has no column `{missing}`"),
                format!("its columns are: {}", names.join(", ")),
            ));
        }
        // A column that the user names for a field takes the field from the columns that have its usual names.
        let taken: Vec<Field> = names.iter().filter_map(|n| map.field(n)).collect();
        let columns: Vec<(String, Field)> = names
            .into_iter()
            .map(|name| {
                let usual = field_of(Layout::Record, &name).filter(|f| !taken.contains(f));
                let field = map.field(&name).or(usual).unwrap_or(Field::Extra);
                (name, field)
            })
            .collect();
        if !columns.iter().any(|(_, f)| matches!(f, Field::Text | Field::Html)) {
            let names: Vec<&str> = columns.iter().map(|(n, _)| n.as_str()).collect();
            let remedy = format!("say which of them holds it: --columns text=COLUMN (columns: {})", names.join(", "));
            return Err(IntakeError::new(source, "it has no column known to hold the text", remedy));
        }
        let source = source.to_string();
        Ok(Table { records: reader.into_byte_records(), columns, source, options: options.clone(), record: 0, is_broken: false })
    }
}

fn table_error(source: &str, error: &csv::Error) -> IntakeError {
    match error.kind() {
        csv::ErrorKind::Io(error) => IntakeError::io(source, error),
        _ => IntakeError::new(source, format!("the table is broken ({error})"), "check the quotation marks and the separator"),
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Intake, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_broken {
            return None;
        }
        self.record += 1;
        let record = match self.records.next()? {
            Ok(record) => record,
            Err(error) => {
                self.is_broken = matches!(error.kind(), csv::ErrorKind::Io(_));
                return Some(Err(table_error(&self.source, &error).at(self.record)));
            }
        };
        let mut draft = Draft { source: format!("{}#{}", self.source, self.record), ..Draft::default() };
        let mut raw = Vec::new();
        let mut fields = Vec::new();
        for (cell, (name, field)) in record.iter().zip(&self.columns) {
            raw.extend_from_slice(cell);
            // ASCII's unit separator keeps neighbouring cells apart in the hash.
            raw.push(0x1f);
            if cell.is_empty() {
                continue;
            }
            let decoded = decode(cell);
            draft.warnings.extend(decoded.warnings.into_iter().map(|w| format!("column {name}: {w}")));
            let json = Value::String(decoded.text.clone()).to_string();
            fields.push(RecordField { field: *field, name: name.clone(), values: vec![decoded.text], json });
        }
        draft.raw_sha256 = sha256(&raw);
        if raw.len() > LARGEST_ARTICLE {
            return Some(Err(too_large(&self.source).at(self.record)));
        }
        if record.len() > self.columns.len() {
            draft.warnings.push(format!("it has {} cells but the header has {}; the rest was left out", record.len(), self.columns.len()));
        }
        Some(from_fields(draft, fields, &self.options, "column").map_err(|error| error_at(error, &self.source, self.record)))
    }
}
