//! Days: what days the expressions of conflict news allow, read with the whole reader; and sentences that hold none.
//!
//! The set ends "since April" with the day of publication, up to which the text can tell; the ledger leaves the end open, for what began
//! may last. Only this translation closes it.

use anyhow::Result;
use rayon::prelude::*;
use serde_json::{Value, json};
use tacitus_record::{Day, TimeRole};

use crate::rows::text;
use crate::shipped::{Points, Shipped, lines_article};

/// Finds the expressions of each sentence, read as an article of its own that came out on the record's anchor.
pub fn predict(gold: &[Value]) -> Result<Vec<Value>> {
    let shipped = Shipped::new()?;
    Ok(gold.par_iter().map(|row| record(&shipped, row)).collect())
}

fn record(shipped: &Shipped, row: &Value) -> Value {
    let body = text(row, "text");
    let published: Option<Day> = text(row, "anchor").parse().ok();
    let article = lines_article(text(row, "id"), body, published);
    let document = shipped.engine().document(&article);
    let points = Points::new(body);
    let written = |day: Option<Day>| day.map(|d| d.to_string());
    let expressions = shipped.reader().times(&article, &document).into_iter().filter_map(|time| {
        let ((start, end), (begin, last)) = (points.of(time.span()?), time.value.hull());
        let told_to_publication = time.value.role == TimeRole::Since && last.is_none() && begin <= published;
        let last = if told_to_publication { published } else { last };
        Some(json!({"start": start, "end": end, "begin": written(begin), "end_date": written(last)}))
    });
    json!({"id": row["id"], "expressions": expressions.collect::<Vec<_>>()})
}
