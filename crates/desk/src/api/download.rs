//! Downloads of exactly what a list shows, by the formats of `export`.

use tacitus_export::{FORMATS, Format, Rows};

use crate::api::rows;
use crate::ask::Ask;
use crate::catalogue::id;
use crate::reply::{Answer, Problem, Reply};
use crate::view::View;

/// Rows of one download; more are written by `tacitus export`, which streams them.
const MOST_ROWS: usize = 20_000;

/// `incidents.FORMAT` or `claims.FORMAT`.
pub fn file(view: &View<'_>, ask: &Ask) -> Answer {
    let name = ask.part("file");
    let unknown = || {
        let names: Vec<&str> = FORMATS.iter().map(|f| f.name()).collect();
        Problem::missing(format!(
            "no download is called `{}`; there are incidents and claims as {}",
            crate::ask::short(name),
            names.join(", ")
        ))
    };
    let (of, format) = name.split_once('.').ok_or_else(unknown)?;
    let format: &dyn Format = tacitus_export::format(format).ok_or_else(unknown)?;
    let narrowing = ask.narrowing()?;
    let mut body = Vec::new();
    match of {
        "incidents" => {
            let selection = view.catalogue.select(&narrowing, view.ledger)?;
            at_most(selection.incidents.len())?;
            let rows = rows(view, selection.incidents.iter().map(|&at| &view.catalogue.incidents[at as usize]))?;
            write(format, Rows::Incidents(&rows), &mut body)?;
        }
        "claims" => {
            let all = view.catalogue.select_claims(&narrowing, view.ledger)?;
            at_most(all.len())?;
            let mut rows = Vec::new();
            for claim in all {
                rows.extend(view.ledger.claim(&id('c', claim))?);
            }
            write(format, Rows::Claims(&rows), &mut body)?;
        }
        _ => return Err(unknown()),
    }
    let file_name = format!("{of}-r{}.{}", view.revision, format.extension());
    Ok(Reply { file_name: Some(file_name), ..Reply::new(format.media_type(), body) })
}

fn at_most(number: usize) -> Result<(), Problem> {
    if number <= MOST_ROWS {
        return Ok(());
    }
    Err(Problem::asked(format!(
        "{number} rows are more than the {MOST_ROWS} of one download: narrow the list down, or use `tacitus export`, which has no limit"
    )))
}

fn write(format: &dyn Format, rows: Rows<'_>, body: &mut Vec<u8>) -> Result<(), Problem> {
    let failed = |e: std::io::Error| Problem {
        status: axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        title: "The download could not be made",
        detail: e.to_string(),
    };
    format.write(rows, body).map(drop).map_err(failed)
}
