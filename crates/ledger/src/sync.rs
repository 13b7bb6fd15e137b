//! Brings a projection table to what it should hold, touching only rows that differ.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params_from_iter};

use crate::error::{Attempt, Result};

/// A row as text; SQLite turns text into the column's type (tables are STRICT, so what does not fit is an error).
pub(crate) type Row = Vec<Option<String>>;

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Not there before.
    New(Row),
    /// Was there with other values.
    Changed {
        /// Before.
        was: Row,
        /// Now.
        is: Row,
    },
    /// Not there any more.
    Gone(Row),
}

/// One projection table.
pub(crate) struct Table {
    pub name: &'static str,
    /// Key columns first.
    pub columns: &'static [&'static str],
    /// How many of them are the key.
    pub key: usize,
}

impl Table {
    /// Makes the table hold exactly `rows` (each with all columns) and says what is different, in order of keys.
    pub fn sync(&self, tx: &Transaction, rows: Vec<Row>) -> Result<Vec<Difference>> {
        let attempt = format!("bring the table of {}s up to date", self.name);
        let mut before = self.read(tx, &attempt)?;
        let mut after: BTreeMap<Row, Row> = BTreeMap::new();
        for row in rows {
            after.insert(row[..self.key].to_vec(), row);
        }
        let mut differences = Vec::new();
        let columns = self.columns.join(", ");
        let marks = vec!["?"; self.columns.len()].join(", ");
        let keys = self.columns[..self.key].join(", ");
        let updates: Vec<String> = self.columns[self.key..].iter().map(|c| format!("{c} = excluded.{c}")).collect();
        let conflict = if updates.is_empty() { "NOTHING".to_string() } else { format!("UPDATE SET {}", updates.join(", ")) };
        let upsert = format!("INSERT INTO {} ({columns}) VALUES ({marks}) ON CONFLICT ({keys}) DO {conflict}", self.name);
        for (key, is) in after {
            let was = before.remove(&key);
            if was.as_ref() == Some(&is) {
                continue;
            }
            tx.prepare_cached(&upsert).attempt(&attempt)?.execute(params_from_iter(&is)).attempt(&attempt)?;
            differences.push(match was {
                Some(was) => Difference::Changed { was, is },
                None => Difference::New(is),
            });
        }
        let by_key: Vec<String> = self.columns[..self.key].iter().map(|c| format!("{c} = ?")).collect();
        let delete = format!("DELETE FROM {} WHERE {}", self.name, by_key.join(" AND "));
        for (key, was) in before {
            tx.prepare_cached(&delete).attempt(&attempt)?.execute(params_from_iter(&key)).attempt(&attempt)?;
            differences.push(Difference::Gone(was));
        }
        Ok(differences)
    }

    fn read(&self, tx: &Transaction, attempt: &str) -> Result<BTreeMap<Row, Row>> {
        let columns: Vec<String> = self.columns.iter().map(|c| format!("CAST({c} AS TEXT)")).collect();
        let mut query = tx.prepare(&format!("SELECT {} FROM {}", columns.join(", "), self.name)).attempt(attempt)?;
        let mut rows = query.query([]).attempt(attempt)?;
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next().attempt(attempt)? {
            let values: Row = (0..self.columns.len()).map(|i| row.get(i)).collect::<rusqlite::Result<_>>().attempt(attempt)?;
            found.insert(values[..self.key].to_vec(), values);
        }
        Ok(found)
    }
}
