//! One row per claim or incident, for spreadsheets, R and pandas.

use std::io;

use crate::columns::{CLAIM, Column, INCIDENT};
use crate::{Explained, Format, Of, Rows, Written};

/// Comma-separated values, RFC 4180, UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn summary(&self) -> &'static str {
        "one row each, for spreadsheets, R and pandas; text that looks like a formula gets an apostrophe"
    }

    fn media_type(&self) -> &'static str {
        "text/csv; charset=utf-8"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn fields(&self, of: Of) -> Vec<Explained> {
        match of {
            Of::Claims => CLAIM.iter().map(|c| (c.name, c.meaning)).collect(),
            Of::Incidents => INCIDENT.iter().map(|c| (c.name, c.meaning)).collect(),
        }
    }

    fn write(&self, rows: Rows<'_>, out: &mut dyn io::Write) -> io::Result<Written> {
        match rows {
            Rows::Claims(rows) => table(CLAIM, rows, out),
            Rows::Incidents(rows) => table(INCIDENT, rows, out),
        }
    }
}

/// Writes a header and one record a row.
pub(crate) fn table<Row>(columns: &[Column<Row>], rows: &[Row], out: &mut dyn io::Write) -> io::Result<Written> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns.iter().map(|c| c.name)).map_err(plain)?;
    for row in rows {
        writer.write_record(columns.iter().map(|c| (c.cell)(row).csv())).map_err(plain)?;
    }
    writer.flush()?;
    Ok(Written::all(rows.len()))
}

/// The writer's own error, so that a closed pipe or a full disk is still known for what it is.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn written(rows: Rows<'_>) -> String {
        let mut out = Vec::new();
        Csv.write(rows, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("CSV is UTF-8")
    }

    #[test]
    fn a_csv_library_reads_back_every_cell() {
        let rows = samples::claims();
        let text = written(Rows::Claims(&rows));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_string).collect();
        assert_eq!(header, CLAIM.iter().map(|c| c.name).collect::<Vec<_>>());
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("every record is whole");
        assert_eq!(records.len(), rows.len());
        for (record, row) in records.iter().zip(&rows) {
            let expected: Vec<String> = CLAIM.iter().map(|c| (c.cell)(row).csv()).collect();
            assert_eq!(record.iter().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_name_that_looks_like_a_formula_stays_a_name() {
        let mut rows = samples::claims();
        let actor = rows[0].claim.actor.as_mut().expect("the sample has an actor");
        actor.value.name = "=HYPERLINK(\"http://example.org\")".to_string();
        let text = written(Rows::Claims(&rows[..1]));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let position = CLAIM.iter().position(|c| c.name == "actor").expect("there is an actor column");
        let record = reader.records().next().expect("one record").expect("whole");
        assert!(record[position].starts_with("'="), "{}", &record[position]);
    }

    #[test]
    fn numbers_are_never_marked_as_text() {
        let mut rows = samples::claims();
        let place = rows[0].claim.place.as_mut().expect("the sample has a place");
        place.value.lat = Some(-12.5);
        let text = written(Rows::Claims(&rows[..1]));
        assert!(text.contains(",-12.5,"), "{text}");
    }

    #[test]
    fn incidents_have_bounds_that_are_not_added_up() {
        let rows = samples::incidents();
        let text = written(Rows::Incidents(&rows));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let record: std::collections::BTreeMap<String, String> =
            reader.deserialize().next().expect("one record").expect("a record of text");
        assert_eq!((record["killed_low"].as_str(), record["killed_high"].as_str()), ("8", "12"));
        assert_eq!(record["disputed"], "true");
    }
}
