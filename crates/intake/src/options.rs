//! What a caller may set for every article of one call.

use std::collections::BTreeMap;
use std::str::FromStr;

use regex::Regex;
use tacitus_record::{Day, named_enum};

use crate::error::IntakeError;
use crate::fields::Field;

named_enum! {
    /// How the bytes of a source are laid out.
    pub enum Format {
        /// Plain text, one article.
        Text = "text",
        /// Markdown, one article.
        Markdown = "markdown",
        /// A page of HTML, one article.
        Html = "html",
        /// One JSON object a line, each an article.
        JsonLines = "jsonl",
        /// One JSON object, or an array of objects, each an article.
        Json = "json",
        /// Comma-separated (or semicolon-separated) values with a header line, each record an article.
        Csv = "csv",
        /// Tab-separated values with a header line, each record an article.
        Tsv = "tsv",
    }
}

/// What holds for every article of one call. `Options::default()` sets nothing.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Publication date of every article; outranks what the articles say.
    pub published: Option<Day>,
    /// Outlet of every article; outranks what the articles say.
    pub outlet: Option<String>,
    /// How to cut text files that hold many articles.
    pub split: Option<Split>,
    /// Which columns of a CSV or TSV hold what.
    pub columns: Option<ColumnMap>,
    /// The layout, where extension and content mislead.
    pub format: Option<Format>,
    /// The day the reading is done; publication dates after it are rejected. `None` rejects none.
    pub known_at: Option<Day>,
}

/// How a text file of many articles is cut into articles.
#[derive(Clone, Debug)]
pub enum Split {
    /// A text download of Nexis or Lexis.
    Nexis,
    /// A text download of Factiva.
    Factiva,
    /// At every match of the expression; `^` and `$` are the ends of lines. The matched words belong to no article.
    At(Regex),
}

impl FromStr for Split {
    type Err = IntakeError;

    /// `nexis`, `factiva`, or a regular expression.
    fn from_str(text: &str) -> Result<Split, IntakeError> {
        match text {
            "nexis" | "lexis" => return Ok(Split::Nexis),
            "factiva" => return Ok(Split::Factiva),
            _ => {}
        }
        let wrong = |why: String| IntakeError::new("--split", why, "give nexis, factiva, or a regular expression such as '^=====$'");
        let pattern = Regex::new(&format!("(?m){text}")).map_err(|e| wrong(format!("`{text}` is no regular expression ({e})")))?;
        if pattern.is_match("") {
            return Err(wrong(format!("`{text}` matches between any two characters")));
        }
        Ok(Split::At(pattern))
    }
}

/// Columns of a table by what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMap {
    columns: BTreeMap<String, Field>,
}

impl ColumnMap {
    /// What the column with that name holds, where the user said so.
    pub(crate) fn field(&self, column: &str) -> Option<Field> {
        self.columns.get(column.trim()).copied()
    }

    /// The columns named, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }
}

impl FromStr for ColumnMap {
    type Err = IntakeError;

    /// `text=body,title=headline`: a field of the record, then the column that holds it.
    fn from_str(text: &str) -> Result<ColumnMap, IntakeError> {
        let mut columns = BTreeMap::new();
        for pair in text.split(',').filter(|p| !p.trim().is_empty()) {
            let wrong = |why: String| IntakeError::new("--columns", why, "write it as text=COLUMN,title=COLUMN,published=COLUMN");
            let (field, column) = pair.split_once('=').ok_or_else(|| wrong(format!("`{pair}` has no `=`")))?;
            let field: Field = field.trim().parse().map_err(|e: tacitus_record::UnknownName| wrong(e.to_string()))?;
            columns.insert(column.trim().to_string(), field);
        }
        Ok(ColumnMap { columns })
    }
}
