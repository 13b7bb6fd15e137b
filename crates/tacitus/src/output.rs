//! Shows lists: a table on a terminal, the same columns plain elsewhere, JSON, JSON Lines and CSV on request.
//!
//! stdout is data; whatever is not data goes to stderr.

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use serde_json::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::exit::{Exit, Failure, Outcome};

/// How a list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// Columns for people; on a terminal the last one is wrapped.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A GeoJSON FeatureCollection (claims, incidents and places).
    Geojson,
}

/// Something to list.
pub struct List {
    /// Column names; the last one takes the room that is left.
    pub columns: Vec<&'static str>,
    /// Cells, as many as columns.
    pub rows: Vec<Vec<String>>,
    /// The same items as JSON.
    pub json: Vec<Value>,
    /// What one item is called, singular and plural.
    pub noun: (&'static str, &'static str),
}

impl List {
    /// Shows the list on stdout; how many there are goes to stderr on a terminal.
    pub fn show(&self, shape: Shape) -> Outcome {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match shape {
            Shape::Table => self.table(&mut out, terminal_width())?,
            Shape::Json => json_array(&self.json, &mut out)?,
            Shape::Jsonl => json_lines(&self.json, &mut out)?,
            Shape::Csv => self.csv(&mut out)?,
            Shape::Geojson => {
                return Err(Failure::usage(format!("{} have no GeoJSON; use it with claims, incidents or places", self.noun.1)));
            }
        }
        out.flush()?;
        if shape == Shape::Table && io::stderr().is_terminal() {
            let noun = if self.rows.len() == 1 { self.noun.0 } else { self.noun.1 };
            eprintln!("{} {noun}", self.rows.len());
        }
        Ok(Exit::Done)
    }

    fn csv(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| tacitus_export::columns::Cell::text(cell.as_str()).csv()))?;
        }
        writer.flush()?;
        Ok(())
    }

    fn table(&self, out: &mut dyn Write, width: Option<usize>) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let last = self.columns.len() - 1;
        let cell_width = |column: usize| {
            let cells = self.rows.iter().map(|r| r[column].width());
            cells.chain([self.columns[column].width()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..last).map(cell_width).collect();
        let indent = widths.iter().map(|w| w + 2).sum::<usize>();
        let header: Vec<String> = self.columns.iter().map(|c| c.to_uppercase()).collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            for (cell, width) in row.iter().zip(&widths) {
                write!(out, "{cell}{}", " ".repeat(width.saturating_sub(cell.width()) + 2))?;
            }
            match width {
                Some(width) if width > indent + 20 => {
                    for (number, line) in wrapped(&row[last], width - indent).iter().enumerate() {
                        let pad = if number == 0 { 0 } else { indent };
                        writeln!(out, "{}{line}", " ".repeat(pad))?;
                    }
                }
                _ => writeln!(out, "{}", row[last])?,
            }
        }
        Ok(())
    }
}

/// Writes a text to stdout. Who reads no further ("| head") ends the run, and nothing else.
///
/// # Errors
/// Where stdout cannot be written.
pub fn text(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Columns of the terminal that stdout is; `None` where it is none.
pub fn terminal_width() -> Option<usize> {
    io::stdout().is_terminal().then(|| terminal_size::terminal_size().map_or(100, |(w, _)| usize::from(w.0)))
}

/// Whether stdout takes colour: a terminal, and `NO_COLOR` is unset or empty.
pub fn takes_colour() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// One JSON array, one item a line.
pub fn json_array(items: &[Value], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (number, item) in items.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, item)?;
    }
    out.write_all(b"\n]\n")
}

/// One JSON object a line.
pub fn json_lines(items: &[Value], out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut *out, item)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The text in lines of at most `width` columns, broken at spaces where there are any; never empty.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(word.to_string());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let mut line = lines.pop().expect("there is always a line");
        while line.width() > width {
            let cut = fitting(&line, width);
            let rest = line.split_off(cut);
            lines.push(std::mem::replace(&mut line, rest));
        }
        lines.push(line);
    }
    lines
}

/// The byte at which a text that is too wide must be cut; at least one character fits.
fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_its_columns_and_wraps_the_last() {
        let list = List {
            columns: vec!["id", "line"],
            rows: vec![vec!["c-1".into(), "one two three four five six seven eight".into()]],
            json: Vec::new(),
            noun: ("claim", "claims"),
        };
        let mut out = Vec::new();
        list.table(&mut out, Some(30)).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "ID   LINE\nc-1  one two three four five\n     six seven eight\n");
        let mut out = Vec::new();
        list.table(&mut out, None).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 2, "a pipe gets one line a record");
    }

    #[test]
    fn a_word_wider_than_the_terminal_is_cut_and_not_lost() {
        let lines = wrapped("ab ŁŁŁŁŁŁŁ cd", 3);
        assert!(lines.iter().all(|l| l.width() <= 3), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "abŁŁŁŁŁŁŁcd");
    }
}
