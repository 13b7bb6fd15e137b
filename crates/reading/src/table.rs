//! Reads the readable tables of `lexicons/`: tab-separated, one header line, `#` comments, last column `source`.

/// A parsed table: columns by name, rows of cells.
#[derive(Clone, Debug)]
pub struct Table {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl Table {
    /// Parses `text`; the message names the table, the line and what to mend.
    pub fn parse(name: &'static str, text: &'static str, wanted: &[&str]) -> Result<Table, String> {
        let mut lines =
            text.lines().enumerate().map(|(i, l)| (i + 1, l.trim_end_matches('\r'))).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let (_, header) = lines.next().ok_or_else(|| format!("lexicons/{name}: empty; it needs a header line"))?;
        let columns: Vec<&str> = header.split('\t').collect();
        for column in wanted {
            if !columns.contains(column) {
                return Err(format!("lexicons/{name}: no column `{column}`; the header has {columns:?}"));
            }
        }
        let mut rows = Vec::new();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != columns.len() {
                return Err(format!("lexicons/{name}, line {number}: {} cells, the header has {}", cells.len(), columns.len()));
            }
            rows.push(cells);
        }
        Ok(Table { name, columns, rows })
    }

    /// The cells of `column`, row by row, beside their row; a column that was not asked for at parsing is empty.
    pub fn rows<'a>(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }

    /// The file's name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// One row of a [`Table`].
pub struct Row<'a> {
    table: &'a Table,
    cells: &'a [&'static str],
}

impl Row<'_> {
    /// The cell under `column`, or the empty text.
    pub fn get(&self, column: &str) -> &'static str {
        self.table.columns.iter().position(|c| *c == column).map_or("", |i| self.cells[i])
    }
}
