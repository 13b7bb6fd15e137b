//! Reads the tables of `lexicons/` that intake uses; they are compiled in and checked by a test.

/// Rows of a tab-separated table whose header line is exactly `columns`. Lines that are empty or begin with `#` are comments.
///
/// # Panics
/// On a table that breaks its schema: the tables are part of the program, and `every_table_fits_its_schema` reads them all.
pub(crate) fn rows<const N: usize>(name: &str, table: &'static str, columns: [&str; N]) -> Vec<[&'static str; N]> {
    let mut lines = table.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let header: Vec<&str> = lines.next().map(|(_, l)| l.split('\t').collect()).unwrap_or_default();
    assert_eq!(header, columns, "lexicons/{name}: the header line");
    lines
        .map(|(number, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            match <[&str; N]>::try_from(cells) {
                Ok(row) if row.iter().all(|c| !c.is_empty()) => row,
                _ => panic!("lexicons/{name}:{}: expected {N} filled columns separated by tabs", number + 1),
            }
        })
        .collect()
}
