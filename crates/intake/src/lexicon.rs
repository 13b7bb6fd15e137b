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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Field, Layout, field_of};
    use crate::{dates, markup, provenance};

    /// Each table is loaded whole, with its checks, at the first question put to it.
    #[test]
    fn every_table_fits_its_schema() {
        assert_eq!(field_of(Layout::Record, "headline"), Some(Field::Title));
        assert_eq!(markup::meta_gives("dc.date.issued"), Some("published"));
        assert_eq!(provenance::agency("AFP"), Some("Agence France-Presse"));
        assert_eq!(provenance::credit_place("All rights reserved."), Some(provenance::CreditPlace::Anywhere));
        assert_eq!(dates::label_in("zuletzt aktualisiert am"), Some(dates::Label::Updated));
        assert!(dates::find("3 listopada 2024", dates::NumericOrder::DayFirst).is_some());
        let text = "According to a report by the Vestra Herald, nobody stayed.";
        let (blocks, _) = crate::blocks::plain(text, None);
        assert_eq!(provenance::declared_from(text, &blocks).len(), 1);
    }

    #[test]
    #[should_panic(expected = "lexicons/x.tsv:3: expected 2 filled columns")]
    fn a_row_with_a_missing_cell_is_refused() {
        rows("x.tsv", "# comment\na\tb\n1\t", ["a", "b"]);
    }
}
