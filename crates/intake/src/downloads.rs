//! Cuts text files of many articles, as researchers download them, into articles.
//!
//! The labels of the layouts stand in `lexicons/article-fields.tsv`; what opens and ends an article stands here:
//!
//! | layout | an article ends | header | body |
//! |---|---|---|---|
//! | Nexis, older | before "3 of 20 DOCUMENTS" | lines `LABEL: value` in capitals, title and outlet as lines of their own | between the last header line and the first label below (`LOAD-DATE: ...`) |
//! | Nexis Uni | at "End of Document" | lines `Label: value`, then "Body" | from "Body" to `Load-Date: ...`, "Classification" or the end |
//! | Factiva, tagged | after the line of tag `AN` | two-letter tags in the first columns | tags `LP` and `TD` |
//! | Factiva, plain | at "Document XXXXX00020240817..." | title, by-line, "512 words", date, outlet, language as lines | from the first line after the header block |
//!
//! The layouts are written from general knowledge of the services' downloads, not from their documentation.

use std::sync::LazyLock;

use regex::Regex;

use crate::blocks::{lines, shown};
use crate::dates::{NumericOrder, find};
use crate::draft::{Draft, Intake, sha256};
use crate::error::IntakeError;
use crate::fields::{Field, Layout, field_of};
use crate::options::{Options, Split};
use crate::records::{RecordField, from_fields};

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

static NEXIS_CUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[ \t]*(?:(?:Document )?\d+ of \d+(?: DOCUMENTS?)?|End of Document)[ \t]*\r?$"));
static FACTIVA_CUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^(?:AN[ \t]+)?[ \t]*Document [A-Z0-9]{5,}\d{8}[a-z0-9]+[ \t]*\r?$"));

/// Cuts `text` and reads each piece as an article. Pieces without letters or digits are passed over.
pub(crate) fn read(source: &str, text: &str, split: &Split, options: &Options) -> Vec<Result<Intake, IntakeError>> {
    let (pieces, layout) = match split {
        Split::Nexis => (cut(text, &NEXIS_CUT, Keep::Nothing), Some(Layout::Nexis)),
        Split::Factiva => (cut(text, &FACTIVA_CUT, Keep::WithPieceBefore), Some(Layout::Factiva)),
        Split::At(pattern) => (cut(text, pattern, Keep::Nothing), None),
    };
    if layout.is_some() && pieces.len() < 2 && !found_any(text, split) {
        let service = if layout == Some(Layout::Nexis) { "Nexis" } else { "Factiva" };
        let remedy = "leave --split out, or give the line that parts the articles as a regular expression";
        return vec![Err(IntakeError::new(source, format!("nothing in it parts articles as {service} downloads do"), remedy))];
    }
    let mut read = Vec::new();
    for piece in pieces.into_iter().filter(|p| p.contains(char::is_alphanumeric)) {
        let number = read.len() + 1;
        let draft = Draft { source: format!("{source}#{number}"), raw_sha256: sha256(piece.as_bytes()), ..Draft::default() };
        let article = match layout {
            Some(Layout::Nexis) => from_fields(draft, nexis(piece), options, "part"),
            Some(_) => from_fields(draft, factiva(piece), options, "part"),
            None => crate::read::plain(draft, piece.trim_matches(['\n', '\r']).to_string(), options, None),
        };
        read.push(article.map_err(|error| error.renamed(source).at(number)));
    }
    read
}

fn found_any(text: &str, split: &Split) -> bool {
    match split {
        Split::Nexis => NEXIS_CUT.is_match(text),
        Split::Factiva => FACTIVA_CUT.is_match(text),
        Split::At(_) => true,
    }
}

/// What becomes of the words that part two articles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Nothing,
    WithPieceBefore,
}

fn cut<'t>(text: &'t str, at: &Regex, keep: Keep) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for found in at.find_iter(text) {
        let end = if keep == Keep::WithPieceBefore { found.end() } else { found.start() };
        pieces.push(&text[start..end]);
        start = found.end();
    }
    pieces.push(&text[start..]);
    pieces
}

fn field(field: Field, name: &str, value: &str) -> RecordField {
    let json = serde_json::Value::String(value.to_string()).to_string();
    RecordField { field, name: name.to_lowercase(), values: vec![value.to_string()], json }
}

/// A line `Label: value` of a Nexis download.
fn label(line: &str) -> Option<(&str, Field, &str)> {
    let (label, value) = line.split_once(':')?;
    let field = field_of(Layout::Nexis, label)?;
    Some((label.trim(), field, value.trim()))
}

/// The part of `text` between two lines' offsets, without empty lines around it.
fn body(text: &str, start: usize, end: usize) -> &str {
    shown(text, start, end.max(start)).map_or("", |span| span.slice(text))
}

fn nexis(piece: &str) -> Vec<RecordField> {
    let all = lines(piece);
    let line = |n: usize| piece[all[n].0..all[n].1].trim();
    let is_head = |n: usize| label(line(n)).is_some() || line(n).eq_ignore_ascii_case("body");
    // Header: up to "Body", else the last label within the first lines, before running text begins.
    let body_mark = (0..all.len()).find(|&n| line(n).eq_ignore_ascii_case("body"));
    let first_prose = (0..all.len()).find(|&n| !is_head(n) && line(n).ends_with('.') && line(n).len() > 60).unwrap_or(all.len());
    let head_end = body_mark.map_or_else(|| (0..first_prose).rev().find(|&n| is_head(n)).map_or(0, |n| n + 1), |n| n + 1);
    let is_tail = |n: usize| {
        label(line(n))
            .is_some_and(|(l, _, _)| l.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) || l.eq_ignore_ascii_case("load-date"))
            || line(n) == "Classification"
            || line(n).starts_with("Copyright ") && line(n).contains(|c: char| c.is_ascii_digit())
    };
    let tail = (head_end..all.len()).find(|&n| is_tail(n)).unwrap_or(all.len());
    let mut fields = Vec::new();
    let mut loose: Vec<&str> = Vec::new();
    for n in (0..head_end).chain(tail..all.len()) {
        let words = line(n);
        if words.is_empty() || words.eq_ignore_ascii_case("body") || words == "Classification" {
            continue;
        }
        match label(words) {
            Some((name, known, value)) => fields.push(field(known, name, value)),
            None if n < head_end => loose.push(words),
            None => fields.push(field(Field::Extra, "note", words)),
        }
    }
    let is_date = |words: &str| find(words, NumericOrder::MonthFirst).is_some_and(|f| f.start <= 14);
    let is_copyright = |words: &str| words.to_lowercase().contains("copyright") || words.to_lowercase().contains("all rights reserved");
    if let Some(date) = loose.iter().find(|w| is_date(w) && !is_copyright(w)) {
        fields.push(field(Field::Published, "date", date));
    }
    let mut names = loose.iter().filter(|w| !is_date(w) && !is_copyright(w) && !w.ends_with("Newspaper"));
    // Older downloads put the outlet first and the headline after the date, Nexis Uni the headline first.
    let (first, second) = (names.next(), names.next());
    let (title, outlet) = if body_mark.is_some() { (first, second) } else { (second, first) };
    for (value, known, name) in [(title, Field::Title, "title"), (outlet, Field::Outlet, "outlet")] {
        if let Some(value) = value.filter(|_| !fields.iter().any(|f| f.field == known)) {
            fields.push(field(known, name, value));
        }
    }
    let start = all.get(head_end).map_or(piece.len(), |l| l.0);
    let end = all.get(tail).map_or(piece.len(), |l| l.0);
    fields.push(field(Field::Text, "text", body(piece, start, end)));
    fields
}

fn factiva(piece: &str) -> Vec<RecordField> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,2}([A-Z]{2,3})(?:\s+(.*))?$"));
    let all = lines(piece);
    let tag = |n: usize| {
        let c = TAG.captures(piece[all[n].0..all[n].1].trim_end())?;
        let (name, rest) = (c.get(1)?, c.get(2));
        field_of(Layout::Factiva, name.as_str())
            .map(|known| (name.as_str().to_string(), known, rest.map_or(all[n].1, |r| all[n].0 + r.start())))
    };
    let tags: Vec<(usize, (String, Field, usize))> = (0..all.len()).filter_map(|n| tag(n).map(|t| (n, t))).collect();
    if !tags.iter().any(|(_, (name, _, _))| name == "HD") {
        return factiva_plain(piece, &all);
    }
    let mut fields = Vec::new();
    for (i, (_, (name, known, start))) in tags.iter().enumerate() {
        let end = tags.get(i + 1).map_or(piece.len(), |(n, _)| all[*n].0);
        let value = body(piece, *start, end);
        if !value.is_empty() {
            fields.push(field(*known, name, value));
        }
    }
    fields
}

/// Untagged: a block of header lines (title first), an empty line, the body, the document's number.
fn factiva_plain(piece: &str, all: &[(usize, usize)]) -> Vec<RecordField> {
    static WORD_COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\d,.]+ words$"));
    let line = |n: usize| piece[all[n].0..all[n].1].trim();
    let mut fields = Vec::new();
    let count = (0..all.len()).find(|&n| WORD_COUNT.is_match(line(n)));
    let mut head_end = 0;
    if let Some(count) = count {
        let above: Vec<&str> = (0..count).map(line).filter(|l| !l.is_empty()).collect();
        if let Some(by) = above.iter().find(|l| l.to_lowercase().starts_with("by ")) {
            fields.push(field(Field::Authors, "by", by));
        }
        if let Some(title) = above.iter().rev().find(|l| !l.to_lowercase().starts_with("by ")) {
            fields.push(field(Field::Title, "title", title));
        }
        let below = (count + 1..all.len()).skip_while(|&n| line(n).is_empty()).take_while(|&n| !line(n).is_empty());
        let mut has_outlet = false;
        for n in below {
            let words = line(n);
            head_end = n + 1;
            if find(words, NumericOrder::DayFirst).is_some_and(|f| f.start == 0) {
                fields.push(field(Field::Published, "date", words));
            } else if words.eq_ignore_ascii_case("english") {
                fields.push(field(Field::Lang, "language", words));
            } else if words.contains(':') && words.len() <= 8 || words.to_lowercase().starts_with("copyright") || words.contains('©') {
                fields.push(field(Field::Extra, if words.len() <= 8 { "time" } else { "copyright" }, words));
            } else if !has_outlet {
                has_outlet = true;
                fields.push(field(Field::Outlet, "outlet", words));
            } else {
                fields.push(field(Field::Extra, "code", words));
            }
        }
    }
    let number = (head_end..all.len()).rev().find(|&n| FACTIVA_CUT.is_match(line(n)));
    if let Some(n) = number {
        fields.push(field(Field::Extra, "document", line(n)));
    }
    let start = all.get(head_end).map_or(piece.len(), |l| l.0);
    let end = number.map_or(piece.len(), |n| all[n].0);
    fields.push(field(Field::Text, "text", body(piece, start, end)));
    fields
}
