//! Tells what a page says a date is: the day of publication, that of a change, or neither.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use tacitus_record::named_enum;

use super::Found;
use crate::lexicon;

named_enum! {
    /// What a label says of the date beside it.
    pub(crate) enum Label {
        /// The day of publication.
        Published = "published",
        /// The day of the last change.
        Updated = "updated",
        /// A date of the page, without saying which.
        Date = "date",
        /// Another date: of an event, a membership, a term.
        Other = "other",
    }
}

struct Labels {
    words: Regex,
    meanings: BTreeMap<&'static str, Label>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let table = include_str!("../../../../lexicons/date-labels.tsv");
    let mut meanings = BTreeMap::new();
    for [label, means, _, _] in lexicon::rows("date-labels.tsv", table, ["label", "means", "lang", "source"]) {
        let meaning = means.parse().unwrap_or_else(|e| panic!("lexicons/date-labels.tsv: {e}"));
        meanings.insert(label, meaning);
    }
    // Of two labels that begin at one place the longer is meant.
    let mut words: Vec<&str> = meanings.keys().copied().collect();
    words.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    let any = words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|");
    let words = Regex::new(&format!(r"(?:^|[^\p{{L}}])({any})(?:[^\p{{L}}]|$)")).expect("labels are words");
    Labels { words, meanings }
});

/// How far before a date its label may begin, and after a date its verb may end, in bytes.
const REACH: usize = 70;

/// The label that `text` bears; where there are several, a change is told before all others, and a bare "date" last.
pub(crate) fn label_in(text: &str) -> Option<Label> {
    let text = text.to_lowercase();
    let mut found: Option<Label> = None;
    let mut from = 0;
    while let Some(c) = LABELS.words.captures_at(&text, from) {
        let Some(word) = c.get(1) else { break };
        from = word.end();
        let label = LABELS.meanings.get(word.as_str()).copied();
        found = match (found, label) {
            (None | Some(Label::Date), some) => some.or(found),
            (Some(_), Some(Label::Updated)) => Some(Label::Updated),
            (kept, _) => kept,
        };
    }
    found
}

/// What the line says of the `number`th of the dates `found` in it: by the words between it and the date before, else, for the last
/// date, by the words after it ("am 17. August veröffentlicht").
pub(crate) fn said_of(line: &str, found: &[Found], number: usize) -> Option<Label> {
    let this = found.get(number)?;
    let before = if number == 0 { 0 } else { found[number - 1].end };
    let start = floor(line, before.max(this.start.saturating_sub(REACH)));
    if let Some(label) = label_in(&line[start..this.start]) {
        return Some(label);
    }
    if number + 1 < found.len() {
        return None;
    }
    let end = floor(line, (this.end + REACH).min(line.len())).max(this.end);
    label_in(&line[this.end..end]).filter(|l| *l != Label::Date)
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{NumericOrder, find_all};

    fn labels(line: &str) -> Vec<Option<Label>> {
        let found = find_all(line, NumericOrder::DayFirst);
        (0..found.len()).map(|n| said_of(line, &found, n)).collect()
    }

    #[test]
    fn updates_and_publication_are_told_apart() {
        use Label::{Date, Other, Published, Updated};
        assert_eq!(labels("Last updated 4 June 2024, originally created 17 June 2023"), [Some(Updated), Some(Published)]);
        assert_eq!(labels("Published: 17.08.2024 | Updated: 18.08.2024"), [Some(Published), Some(Updated)]);
        assert_eq!(labels("Der Beitrag wurde am 17. August 2024 um 10:15 Uhr veröffentlicht"), [Some(Published)]);
        assert_eq!(labels("Mis à jour le 18 août 2024"), [Some(Updated)]);
        assert_eq!(labels("Publicado el 17 de agosto de 2024"), [Some(Published)]);
        assert_eq!(labels("Дата публикации: 17.08.2024"), [Some(Published)]);
        assert_eq!(labels("Date updated: 17 August 2024"), [Some(Updated)]);
        assert_eq!(labels("Date: 17 August 2024"), [Some(Date)]);
        assert_eq!(labels("Member since 17 August 2024"), [Some(Other)]);
        assert_eq!(labels("Vestra, 17 August 2024"), [None]);
    }
}
