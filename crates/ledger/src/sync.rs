//! Brings a projection table to what it should hold, touching only rows that differ.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Transaction, params_from_iter};

use crate::ahead::made_ahead;
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
    /// Makes the table hold exactly the rows (each with all columns, each key once) that `rows` makes of the items, and shows what is different,
    /// in the order of the items; what is gone comes last. Rows are made, compared and let go by portions: a ledger has more of them than
    /// should be held at once.
    pub fn sync<T: Sync>(
        &self,
        tx: &Transaction,
        items: &[T],
        rows: impl Fn(&T) -> Vec<Row> + Sync,
        mut see: impl FnMut(Difference) -> Result<()>,
    ) -> Result<()> {
        let attempt = format!("bring the table of {}s up to date", self.name);
        let mut unseen = self.keys(tx, &attempt)?;
        let columns = self.columns.join(", ");
        let marks = vec!["?"; self.columns.len()].join(", ");
        let keys = self.columns[..self.key].join(", ");
        let updates: Vec<String> = self.columns[self.key..].iter().map(|c| format!("{c} = excluded.{c}")).collect();
        let conflict = if updates.is_empty() { "NOTHING".to_string() } else { format!("UPDATE SET {}", updates.join(", ")) };
        let upsert = format!("INSERT INTO {} ({columns}) VALUES ({marks}) ON CONFLICT ({keys}) DO {conflict}", self.name);
        made_ahead(items, rows, |is| {
            let was = if unseen.remove(&is[..self.key]) { Some(self.read(tx, &is[..self.key], &attempt)?) } else { None };
            if was.as_ref() == Some(&is) {
                return Ok(());
            }
            tx.prepare_cached(&upsert).attempt(&attempt)?.execute(params_from_iter(&is)).attempt(&attempt)?;
            see(match was {
                Some(was) => Difference::Changed { was, is },
                None => Difference::New(is),
            })
        })?;
        let delete = format!("DELETE FROM {} WHERE {}", self.name, self.with_key());
        for key in unseen {
            let was = self.read(tx, &key, &attempt)?;
            tx.prepare_cached(&delete).attempt(&attempt)?.execute(params_from_iter(&key)).attempt(&attempt)?;
            see(Difference::Gone(was))?;
        }
        Ok(())
    }

    /// Rows in order of their keys; of rows with one key the last.
    pub fn by_key(&self, rows: Vec<Row>) -> Vec<Row> {
        let rows: BTreeMap<Row, Row> = rows.into_iter().map(|row| (row[..self.key].to_vec(), row)).collect();
        rows.into_values().collect()
    }

    fn with_key(&self) -> String {
        self.columns[..self.key].iter().map(|c| format!("{c} = ?")).collect::<Vec<_>>().join(" AND ")
    }

    fn as_text(&self, columns: usize) -> String {
        self.columns[..columns].iter().map(|c| format!("CAST({c} AS TEXT)")).collect::<Vec<_>>().join(", ")
    }

    /// The keys of all rows.
    fn keys(&self, tx: &Transaction, attempt: &str) -> Result<BTreeSet<Row>> {
        let mut query = tx.prepare(&format!("SELECT {} FROM {}", self.as_text(self.key), self.name)).attempt(attempt)?;
        query.query_map([], |row| (0..self.key).map(|i| row.get(i)).collect()).and_then(Iterator::collect).attempt(attempt)
    }

    /// The row with that key.
    fn read(&self, tx: &Transaction, key: &[Option<String>], attempt: &str) -> Result<Row> {
        let query = format!("SELECT {} FROM {} WHERE {}", self.as_text(self.columns.len()), self.name, self.with_key());
        let mut query = tx.prepare_cached(&query).attempt(attempt)?;
        query.query_row(params_from_iter(key), |row| (0..self.columns.len()).map(|i| row.get(i)).collect()).attempt(attempt)
    }
}
