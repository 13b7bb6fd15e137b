//! Takes articles that are sent to the desk and lays them into a folder, one file each, from which `tacitus read FOLDER` reads them.
//!
//! The desk does not read articles: reading takes the weights of the reader, and linking the whole ledger; neither belongs into a request. A
//! file is there whole or not at all, and named by the article's content, so that sending one again changes nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use tacitus_record::article_id;

use crate::ask::short;
use crate::reply::Problem;

/// Where articles are sent to; what is there already is listed at the same address.
pub const ADDRESS: &str = "/api/v1/articles";
/// Longest body that is taken, in bytes.
pub const LONGEST: usize = 2 * 1024 * 1024;
/// Articles that may wait; with more, somebody forgot to read them.
const MOST_WAITING: usize = 10_000;

/// What an article that is sent may have, by the names of `tacitus read`'s JSON records, with what each means.
pub const FIELDS: &[(&str, &str)] = &[
    ("text", "The body. It or `html` must be there."),
    ("html", "A page, read like a file of it."),
    ("title", "Title."),
    ("published", "Day or time of publication."),
    ("outlet", "Outlet."),
    ("url", "Address that it was fetched from."),
    ("authors", "Author or authors, as one text."),
    ("agency", "News agency credited."),
    ("licence", "Licence."),
    ("lang", "Language (BCP 47)."),
    ("fetched", "When it was fetched."),
];

/// A folder for articles that wait to be read.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    /// Held while an article is laid down, so that one that comes twice at once is there once.
    laying: Mutex<()>,
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It waits to be read, since now.
    Queued(String),
    /// It waits already.
    Waiting(String),
    /// The ledger has it.
    Known(String),
}

impl Taken {
    /// Status and body of the answer.
    pub fn told(&self) -> (StatusCode, Value) {
        let (status, state, id) = match self {
            Taken::Queued(id) => (StatusCode::ACCEPTED, "queued", id),
            Taken::Waiting(id) => (StatusCode::OK, "waiting", id),
            Taken::Known(id) => (StatusCode::OK, "known", id),
        };
        (status, json!({"id": id, "state": state, "url": format!("/articles/{id}")}))
    }
}

impl Inbox {
    /// The inbox at a folder, which is made if it is not there.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(folder: &Path) -> std::io::Result<Inbox> {
        fs::create_dir_all(folder)?;
        Ok(Inbox { folder: folder.to_path_buf(), laying: Mutex::default() })
    }

    /// Takes one article, a JSON object with [`FIELDS`]. `knows`: whether the ledger has an article of that id.
    pub fn take(&self, body: &[u8], knows: impl FnOnce(&str) -> Result<bool, Problem>) -> Result<Taken, Problem> {
        let fields = read(body)?;
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let id = article_id(text("text").or(text("html")).unwrap_or(""), text("url"), text("outlet"));
        let path = self.folder.join(format!("{id}.jsonl"));
        if knows(&id)? {
            return Ok(Taken::Known(id));
        }
        let _laying = self.laying.lock().unwrap_or_else(PoisonError::into_inner);
        if path.exists() {
            return Ok(Taken::Waiting(id));
        }
        let failed = |e: std::io::Error| Problem {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "The article could not be stored",
            detail: format!("the inbox cannot be written to: {e}; see whether its disk is full"),
        };
        if fs::read_dir(&self.folder).map_err(failed)?.count() >= MOST_WAITING {
            return Err(Problem {
                status: StatusCode::TOO_MANY_REQUESTS,
                title: "The inbox is full",
                detail: format!("{MOST_WAITING} articles wait to be read: run `tacitus read` over the inbox, then send it again"),
            });
        }
        self.lay(&path, &fields).map_err(failed)?;
        Ok(Taken::Queued(id))
    }

    /// Writes the file under another name first, so that no reader finds half of it.
    fn lay(&self, path: &Path, fields: &Map<String, Value>) -> std::io::Result<()> {
        let unfinished = path.with_extension("part");
        let mut file = File::create(&unfinished)?;
        writeln!(file, "{}", Value::from(fields.clone()))?;
        file.sync_all()?;
        fs::rename(unfinished, path)
    }
}

/// The fields of an article, checked.
fn read(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    let names = || FIELDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let value: Value =
        serde_json::from_slice(body).map_err(|e| Problem::asked(format!("the body is no JSON ({e}): send an object with {}", names())))?;
    let Value::Object(fields) = value else {
        return Err(Problem::asked(format!("the body is no JSON object: send one with {}", names())));
    };
    for (name, value) in &fields {
        if !FIELDS.iter().any(|(known, _)| known == name) {
            return Err(Problem::asked(format!("an article has no field `{}`; it may have {}", short(name), names())));
        }
        if !value.is_string() {
            return Err(Problem::asked(format!("the field `{name}` must be a text")));
        }
    }
    let has_words = |name: &str| fields.get(name).and_then(Value::as_str).is_some_and(|t| t.chars().any(char::is_alphanumeric));
    if !has_words("text") && !has_words("html") {
        return Err(Problem::asked("the article has no words: put them into `text`, or a page into `html`".to_string()));
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_laid_down_once_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let inbox = Inbox::new(&folder.path().join("inbox")).unwrap();
        let body = br#"{"text": "Guns fired on Karsk.", "outlet": "Harbour Post (TEST)"}"#;
        let Taken::Queued(id) = inbox.take(body, |_| Ok(false)).unwrap() else { panic!("it is new") };
        assert_eq!(
            inbox.take(br#"{"outlet": "Harbour Post (TEST)", "text": "Guns  fired on Karsk."}"#, |_| Ok(false)),
            Ok(Taken::Waiting(id.clone()))
        );
        assert_eq!(inbox.take(body, |_| Ok(true)), Ok(Taken::Known(id.clone())));
        let files: Vec<_> = fs::read_dir(folder.path().join("inbox")).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert_eq!(files, [format!("{id}.jsonl").as_str()]);
        let stored: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("inbox").join(&files[0])).unwrap()).unwrap();
        assert_eq!(stored["text"], "Guns fired on Karsk.");
    }

    #[test]
    fn what_is_no_article_is_refused_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let inbox = Inbox::new(folder.path()).unwrap();
        for (body, word) in [
            ("", "no JSON"),
            ("[]", "object"),
            (r#"{"text": 3}"#, "must be a text"),
            (r#"{"text": " \n"}"#, "no words"),
            (r#"{"text": "words", "../x": "y"}"#, "../x"),
        ] {
            let problem = inbox.take(body.as_bytes(), |_| Ok(false)).unwrap_err();
            assert!(problem.status == StatusCode::BAD_REQUEST && problem.detail.contains(word), "{body}: {}", problem.detail);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
