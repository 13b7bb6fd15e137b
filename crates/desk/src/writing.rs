//! Takes corrections: from forms of the pages and as JSON. Everything else of the desk only reads.
//!
//! A request writes only with the right to (`guard.rs`), from a page of this desk or from a program, in a body of limited size.

use std::sync::Mutex;

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use tacitus_ledger::{Draft, Field, FieldWords, KnownAt, Ledger, LedgerError, LedgerErrorKind, wire};

use crate::reply::{Problem, Reply};

/// Where the forms go.
pub const FORM: &str = "/correct";
/// Where programs write.
pub const API: &str = "/api/v1/corrections";
/// Longest body that is read, in bytes.
pub const LONGEST_BODY: usize = 64 * 1024;
/// The cookie that keeps the author's name.
const COOKIE: &str = "author";
/// Half a year, in seconds.
const KEPT_FOR: u32 = 15_768_000;

/// What writing needs from outside.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Says when it is now: the desk has no clock.
    pub now: fn() -> KnownAt,
    /// A secret of this run, from which the tokens of forms are made.
    pub secret: [u8; 32],
}

/// Somebody who may write, on a page that has forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name given last time.
    pub author: String,
    /// The token that every form must send back.
    pub token: String,
}

impl Writing {
    /// The person that a request is by.
    pub fn person(&self, headers: &HeaderMap) -> Person {
        Person { author: author_of(headers), token: self.token(headers) }
    }

    /// The token of forms, bound to the login.
    fn token(&self, headers: &HeaderMap) -> String {
        let login = headers.get(header::AUTHORIZATION).map_or(&b""[..], |h| h.as_bytes());
        blake3::keyed_hash(&self.secret, login).to_hex()[..32].to_string()
    }
}

fn author_of(headers: &HeaderMap) -> String {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(';'));
    let value = cookies.filter_map(|c| c.trim().split_once('=')).find(|(name, _)| *name == COOKIE).map(|(_, value)| value);
    value.map(|v| percent_encoding::percent_decode_str(v).decode_utf8_lossy().trim().to_string()).unwrap_or_default()
}

/// The names and values that were sent, in their order.
#[derive(Debug, Default)]
struct Given(Vec<(String, String)>);

impl Given {
    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    fn text(&self, name: &str) -> Result<String, Problem> {
        self.value(name).map(str::to_string).ok_or_else(|| refused(format!("`{name}` is missing: say which")))
    }

    fn values(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim().to_string()).collect()
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.value(name).map(|v| v.parse().map_err(|e| refused(format!("`{name}`: {e}")))).transpose()
    }

    fn of_json(value: &Value) -> Result<Given, Problem> {
        let Value::Object(fields) = value else { return Err(refused("the body is no JSON object".to_string())) };
        let mut given = Vec::new();
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("fields", Value::Object(fields)) => {
                    for (field, value) in fields {
                        match value {
                            Value::Object(parts) => {
                                given.extend(parts.iter().filter_map(|(part, v)| Some((format!("{part}.{field}"), plain(v)?))));
                            }
                            other => given.extend(plain(other).map(|v| (format!("words.{field}"), v))),
                        }
                    }
                }
                (_, Value::Array(list)) => given.extend(list.iter().filter_map(plain).map(|v| (name.clone(), v))),
                (_, other) => given.extend(plain(other).map(|v| (name.clone(), v))),
            }
        }
        Ok(Given(given))
    }

    /// What is asked for.
    fn draft(&self) -> Result<Draft, Problem> {
        let claim = || self.text("claim");
        Ok(match self.text("act")?.as_str() {
            "confirm" => Draft::Confirm { claim: claim()? },
            "reject" => Draft::Reject { claim: claim()? },
            "override" => {
                let field = self.parsed::<Field>("field")?.ok_or_else(|| refused("`field` is missing: say which".to_string()))?;
                Draft::Override { claim: claim()?, field, value: self.value("value").unwrap_or_default().to_string() }
            }
            "grade" => Draft::Grade { claim: claim()?, reliability: self.parsed("reliability")?, credibility: self.parsed("credibility")? },
            "split" => Draft::Split { incident: self.text("incident")?, claims: self.values("claims") },
            "merge" => Draft::Merge { incident: self.text("incident")?, with: self.text("with")? },
            "move" => Draft::Move { claim: claim()?, to: self.text("to")? },
            "copy" => Draft::Copy { article: self.text("article")?, of: self.text("of")? },
            "not-copy" => Draft::NotCopy { article: self.text("article")?, of: self.text("of")? },
            "add-claim" => {
                let span = match (self.parsed("start")?, self.parsed("end")?) {
                    (Some(start), Some(end)) => Some((start, end)),
                    (None, None) => None,
                    _ => return Err(refused("give both `start` and `end`, or neither".to_string())),
                };
                let mut fields = Vec::new();
                for field in Field::ALL {
                    if let Some(words) = self.value(&format!("words.{field}")) {
                        let means = self.value(&format!("means.{field}")).map(str::to_string);
                        let start = self.parsed(&format!("start.{field}"))?;
                        fields.push(FieldWords { field: *field, start, words: words.to_string(), means });
                    }
                }
                let kind = self.parsed("kind")?.ok_or_else(|| refused("`kind` is missing: say which".to_string()))?;
                // As they were sent: a span may begin or end with a blank.
                let words = self.0.iter().find(|(n, _)| n == "words").map(|(_, v)| v.clone()).unwrap_or_default();
                Draft::AddClaim { article: self.text("article")?, span, words, kind, predicate: self.text("predicate")?, fields }
            }
            "undo" => Draft::Undo { correction: self.text("correction")? },
            other => {
                return Err(refused(format!(
                    "`{}` is no correction that can be made here; see the API's description",
                    crate::ask::short(other)
                )));
            }
        })
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn refused(detail: String) -> Problem {
    Problem { status: StatusCode::UNPROCESSABLE_ENTITY, title: "This cannot be recorded", detail }
}

fn of_ledger(error: LedgerError) -> Problem {
    match error.kind() {
        LedgerErrorKind::Refused => refused(error.to_string()),
        LedgerErrorKind::Locked => Problem {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "The ledger is being written",
            detail: format!("{error}; nothing was recorded: send it again in a moment"),
        },
        _ => Problem { status: StatusCode::INTERNAL_SERVER_ERROR, title: "The ledger could not be written", detail: error.to_string() },
    }
}

/// What came of a request to write.
#[derive(Debug)]
pub struct Written {
    /// The answer.
    pub reply: Reply,
    /// Its status.
    pub status: StatusCode,
    /// A cookie to set.
    pub cookie: Option<String>,
}

/// Records what a form or a program sent. `ledger`: the one connection that writes.
pub fn write(writing: &Writing, ledger: &Mutex<Ledger>, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<Written, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let wanted = if path == FORM { "application/x-www-form-urlencoded" } else { "application/json" };
    if !media.eq_ignore_ascii_case(wanted) {
        let detail = format!("send {wanted}, with that Content-Type");
        return Err(Problem { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, title: "Another form of body", detail });
    }
    let given = if path == FORM {
        let given = Given(form_urlencoded::parse(body).map(|(n, v)| (n.into_owned(), v.into_owned())).collect());
        let token = given.value("token").unwrap_or_default();
        if blake3::hash(token.as_bytes()) != blake3::hash(writing.token(headers).as_bytes()) {
            let detail =
                "the form is not of this run of the desk, or of another login: load its page again and send it from there".to_string();
            return Err(Problem { status: StatusCode::FORBIDDEN, title: "A form without its token", detail });
        }
        given
    } else {
        let value = serde_json::from_slice(body).map_err(|e| Problem::asked(format!("the body is no JSON: {e}")))?;
        Given::of_json(&value)?
    };
    let (author, reason) = (given.text("author")?, given.text("reason")?);
    let draft = given.draft()?;
    let mut ledger = ledger.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let row = ledger.correct(&draft, &author, &reason, &(writing.now)()).map_err(of_ledger)?;
    if path != FORM {
        let mut json = wire::v1::correction(&row);
        json["added_claim"] = ledger.claim_added_by(&row.id).map_err(of_ledger)?.into();
        return Ok(Written { reply: Reply::json(&json), status: StatusCode::CREATED, cookie: None });
    }
    let escaped = percent_encoding::utf8_percent_encode(&author, percent_encoding::NON_ALPHANUMERIC);
    let cookie = format!("{COOKIE}={escaped}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Strict");
    // Only addresses of this desk: what begins with two slashes is another host's.
    let is_own = |back: &&str| back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    let back = given.value("back").filter(is_own).unwrap_or("/corrections");
    Ok(Written { reply: Reply::elsewhere(back.to_string()), status: StatusCode::SEE_OTHER, cookie: Some(cookie) })
}
