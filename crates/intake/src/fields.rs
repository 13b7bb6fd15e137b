//! Names the fields of an input record: one vocabulary for JSONL, CSV, front matter, text headers and downloads.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tacitus_record::named_enum;

use crate::lexicon;

named_enum! {
    /// What a field of an input record holds.
    pub enum Field {
        /// The body.
        Text = "text",
        /// More of the body, after the text.
        TextMore = "text_more",
        /// A page of HTML, read like a file of it.
        Html = "html",
        /// Title.
        Title = "title",
        /// Publication date.
        Published = "published",
        /// Outlet.
        Outlet = "outlet",
        /// Authors.
        Authors = "authors",
        /// Address it was fetched from.
        Url = "url",
        /// Address the page calls its own.
        CanonicalUrl = "canonical_url",
        /// Licence.
        Licence = "licence",
        /// Language.
        Lang = "lang",
        /// News agency credited.
        Agency = "agency",
        /// When the page was fetched: no publication date lies after it.
        Fetched = "fetched",
        /// Kept beside the article, not read.
        Extra = "extra",
    }
}

/// Where a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layout {
    /// A field of JSONL or a column of a table.
    Record,
    /// A `Label: value` line at the head of a text, or front matter.
    Header,
    /// A text download of Nexis or Lexis.
    Nexis,
    /// A text download of Factiva.
    Factiva,
}

static LABELS: LazyLock<BTreeMap<(Layout, String), Field>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/article-fields.tsv");
    lexicon::rows("article-fields.tsv", table, ["layout", "label", "field", "source"])
        .into_iter()
        .map(|[layout, label, field, _]| {
            let layout = match layout {
                "record" => Layout::Record,
                "header" => Layout::Header,
                "nexis" => Layout::Nexis,
                "factiva" => Layout::Factiva,
                other => panic!("lexicons/article-fields.tsv: no layout `{other}`"),
            };
            let field = field.parse().unwrap_or_else(|e| panic!("lexicons/article-fields.tsv: {e}"));
            ((layout, label.to_lowercase()), field)
        })
        .collect()
});

/// What a label holds in that layout; `None` where it is unknown. Case and surrounding space do not matter.
pub(crate) fn field_of(layout: Layout, label: &str) -> Option<Field> {
    LABELS.get(&(layout, label.trim().to_lowercase())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_name_as_a_record_label() {
        for field in Field::ALL.iter().filter(|f| !matches!(f, Field::TextMore | Field::Extra)) {
            assert_eq!(field_of(Layout::Record, field.as_str()), Some(*field), "{field}");
        }
    }

    #[test]
    fn labels_ignore_case_and_space() {
        assert_eq!(field_of(Layout::Nexis, " Load-Date "), Some(Field::Extra));
        assert_eq!(field_of(Layout::Factiva, "hd"), Some(Field::Title));
        assert_eq!(field_of(Layout::Record, "weather"), None);
    }
}
