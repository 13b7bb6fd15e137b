//! Gives the ledger as it was.

use rusqlite::{TransactionBehavior, params, types::Value};

use crate::error::{Attempt, Result};
use crate::recording::choose_current;
use crate::{AsOf, Ledger};

const ATTEMPT: &str = "look at the ledger as it was";

impl Ledger {
    /// The ledger built from what was known then, in memory; all queries work on it.
    ///
    /// It holds the captures recorded by then and is linked anew, so that it equals the ledger one would have built from those articles alone.
    pub fn as_of(&self, point: &AsOf) -> Result<Ledger> {
        let mut past = Ledger::open_in_memory()?;
        let (condition, limit) = match point {
            AsOf::Revision(revision) => ("revision <= ?1", Value::Integer(i64::try_from(*revision).unwrap_or(i64::MAX))),
            AsOf::Instant(instant) => ("known_at <= ?1", Value::Text(instant.to_string())),
        };
        let tx = past.conn.transaction_with_behavior(TransactionBehavior::Immediate).attempt(ATTEMPT)?;
        // Verdicts on passages are those of any time: they depend on the words alone.
        for (table, condition) in [
            ("compared", "?1 IS NOT NULL".to_string()),
            ("capture", condition.to_string()),
            ("mention", format!("capture IN (SELECT id FROM capture WHERE {condition})")),
            ("entry", condition.to_string()),
        ] {
            let mut read = self.conn.prepare(&format!("SELECT * FROM {table} WHERE {condition} ORDER BY 1")).attempt(ATTEMPT)?;
            let width = read.column_count();
            let mut write = tx.prepare(&format!("INSERT INTO {table} VALUES ({})", vec!["?"; width].join(", "))).attempt(ATTEMPT)?;
            let mut rows = read.query(params![limit]).attempt(ATTEMPT)?;
            while let Some(row) = rows.next().attempt(ATTEMPT)? {
                let values: Vec<Value> = (0..width).map(|i| row.get(i)).collect::<rusqlite::Result<_>>().attempt(ATTEMPT)?;
                write.execute(rusqlite::params_from_iter(values)).attempt(ATTEMPT)?;
            }
        }
        tx.execute("UPDATE capture SET current = 0", []).attempt(ATTEMPT)?;
        let articles: Vec<String> = tx
            .prepare("SELECT DISTINCT article FROM capture ORDER BY 1")
            .attempt(ATTEMPT)?
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .attempt(ATTEMPT)?;
        for article in articles {
            choose_current(&tx, None, &article)?;
        }
        tx.execute_batch("INSERT INTO body_text (body_text) VALUES ('rebuild')").attempt(ATTEMPT)?;
        tx.commit().attempt(ATTEMPT)?;
        past.relink_silently()?;
        Ok(past)
    }
}
