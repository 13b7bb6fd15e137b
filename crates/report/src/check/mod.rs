//! Enforces the rules on a report that a person may have edited: each sentence against the words in the ledger that its notes point at.

mod evidence;
mod figures;
mod markdown;
mod numbers;
mod rules;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use tacitus_ledger::{Ledger, Result};
use tacitus_record::Day;

use crate::model::{Count, Part, Report, SCHEMA, Sentence};
use crate::sections::{LONGEST_POINT, MOST_POINTS, NONE_REPORTED};

pub use markdown::Unreadable;
pub(crate) use markdown::split as sentences_of;
pub(crate) use words::{any, has, is, judges, outside_quotations, words_of};

/// One breach of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where: section and sentence, or note.
    pub place: String,
    /// The rule's short name ("R1 notes").
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}; {}", self.place, self.rule, self.what, self.todo)
    }
}

/// Reads a report from JSON or Markdown as [`crate::write`] makes them.
pub fn read(text: &str) -> std::result::Result<Report, Unreadable> {
    let start = text.trim_start().trim_start_matches('\u{feff}');
    if start.starts_with('<') {
        return Err(Unreadable::new(
            "this is an HTML page, which cannot be checked; check the Markdown or JSON of the report and make the page from it anew",
        ));
    }
    if !start.starts_with('{') {
        return markdown::read(text);
    }
    let report: Report =
        serde_json::from_str(start).map_err(|e| Unreadable::new(&format!("the JSON is no report: {e}; compare report.schema.json")))?;
    if report.schema != SCHEMA {
        return Err(Unreadable::new(&format!(
            "the report's schema is `{}`, this program reads `{SCHEMA}`; make the report anew",
            report.schema
        )));
    }
    Ok(report)
}

/// All breaches of rules, in the order of the report.
pub fn check(report: &Report, ledger: &Ledger) -> Result<Vec<Fault>> {
    let cited = evidence::resolve(report, ledger)?;
    let mut faults = Vec::new();
    structure(report, &mut faults);
    incidents(report, ledger, &mut faults)?;
    for note in &report.notes {
        for (what, todo) in cited.get(&note.number).into_iter().flat_map(|c| &c.faults) {
            faults.push(Fault { place: format!("note {}", note.number), rule: "R1 notes", what: what.clone(), todo: todo.clone() });
        }
    }
    for section in &report.sections {
        figures::check(section, &cited, &mut faults);
        let sentences = section.blocks.iter().flat_map(|b| &b.sentences);
        for (at, sentence) in (1..).zip(sentences) {
            let place = format!("{}, sentence {at} “{}”", section.heading, shortened(&sentence.text));
            if section.part.is_about_the_ledger() {
                continue;
            }
            for (rule, what, todo) in of_sentence(section.part, sentence, &cited) {
                faults.push(Fault { place: place.clone(), rule, what, todo });
            }
        }
    }
    Ok(faults)
}

/// Leaves out sentences and rows of figures that break a rule; gives their number.
pub(crate) fn keep_sound(report: &mut Report, ledger: &Ledger) -> Result<usize> {
    let cited = evidence::resolve(report, ledger)?;
    let mut left_out = 0;
    for section in &mut report.sections {
        let part = section.part;
        for block in &mut section.blocks {
            let before = block.sentences.len();
            block.sentences.retain(|s| of_sentence(part, s, &cited).is_empty());
            left_out += before - block.sentences.len();
        }
        section.blocks.retain(|b| !b.sentences.is_empty());
        let rows = section.figures.len();
        section.figures.retain(|row| figures::is_sound(row, &cited));
        left_out += rows - section.figures.len();
        if section.blocks.is_empty() && section.figures.is_empty() && section.remark.is_none() {
            section.remark = Some(NONE_REPORTED.to_string());
        }
    }
    Ok(left_out)
}

/// Rule, what is wrong, what to do.
type Found = (&'static str, String, String);

fn of_sentence(part: Part, sentence: &Sentence, cited: &BTreeMap<usize, evidence::Cited>) -> Vec<Found> {
    let mut found = Vec::new();
    if sentence.notes.is_empty() {
        found.push((
            "R1 notes",
            "it has no note".to_string(),
            "give it the note of the words that it rests on, or take it out".to_string(),
        ));
        return found;
    }
    for number in sentence.notes.iter().filter(|n| !cited.contains_key(n)) {
        found.push(("R1 notes", format!("there is no note {number}"), "give the note, or take its number out".to_string()));
    }
    let notes: Vec<&evidence::Cited> = sentence.notes.iter().filter_map(|n| cited.get(n)).collect();
    if !notes.is_empty() {
        found.extend(rules::check(part, &sentence.text, &notes));
        found.extend(numbers::check(&sentence.text, &notes));
    }
    if part == Part::KeyPoints && sentence.text.split_whitespace().count() > LONGEST_POINT {
        let words = sentence.text.split_whitespace().count();
        found.push(("R14 length", format!("a key point of {words} words"), format!("say it in {LONGEST_POINT} words or fewer")));
    }
    found
}

/// Sections in their order, none missing or twice; no more key points than a reader takes in.
fn structure(report: &Report, faults: &mut Vec<Fault>) {
    let parts: Vec<Part> = report.sections.iter().map(|s| s.part).collect();
    let mut fault = |place: &str, what: String, todo: &str| {
        faults.push(Fault { place: place.to_string(), rule: "R14 sections", what, todo: todo.to_string() });
    };
    for part in Part::ALL {
        match parts.iter().filter(|p| **p == part).count() {
            0 if part == Part::Annex => {}
            0 => fault(part.heading(), "the section is missing".to_string(), "put it back; an empty one says “None reported.”"),
            1 => {}
            n => fault(part.heading(), format!("the section is there {n} times"), "join them"),
        }
    }
    let unique: BTreeSet<Part> = parts.iter().copied().collect();
    if unique.len() == parts.len() && !parts.is_sorted() {
        fault("the report", "the sections are out of order".to_string(), "put them in the order of the report as it was made");
    }
    let points: usize =
        report.sections.iter().filter(|s| s.part == Part::KeyPoints).flat_map(|s| &s.blocks).map(|b| b.sentences.len()).sum();
    if points > MOST_POINTS {
        fault(Part::KeyPoints.heading(), format!("there are {points} key points"), "keep five or fewer");
    }
}

/// The table of incidents against the ledger. What a report is narrowed down to is kept in words, so that a narrowed one is not counted again.
fn incidents(report: &Report, ledger: &Ledger, faults: &mut Vec<Fault>) -> Result<()> {
    let (Ok(from), Ok(to), true) = (report.head.from.parse::<Day>(), report.head.to.parse::<Day>(), report.head.narrowed_to.is_empty())
    else {
        return Ok(());
    };
    let known = crate::lately::counted(ledger, &crate::Scope::days(from, to))?;
    let numbers = |c: &Count| [c.period, c.week, c.month, c.origins];
    for row in report.sections.iter().flat_map(|s| &s.counts) {
        let is = known.iter().find(|k| k.of == row.of).map_or([0; 4], numbers);
        if is != numbers(row) {
            faults.push(Fault {
                place: format!("{}, incidents of type {}", Part::Figures.heading(), row.of),
                rule: "R6 numbers",
                what: format!("it counts {:?} in the period, in 7 and in 28 days, and their origins, the ledger {is:?}", numbers(row)),
                todo: "write the counts that the ledger has".to_string(),
            });
        }
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 9 { words.join(" ") } else { format!("{} …", words[..8].join(" ")) }
}
