//! Reads the shipped tables: tab-separated, comments behind `#`, a header line first.

use std::str::Split;

/// Rows of a table, each as its cells.
pub fn rows(table: &'static str) -> impl Iterator<Item = Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t'))
}

/// First column of a table.
pub fn first_column(table: &'static str) -> impl Iterator<Item = &'static str> {
    rows(table).filter_map(|mut cells| cells.next())
}
