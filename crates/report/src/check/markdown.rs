//! Reads a report back from Markdown, as [`crate::write`] makes it and people edit it.

use std::fmt;

use crate::model::{Block, Count, Figure, Head, Note, Part, Report, SCHEMA, Section, Sentence};

/// Why a file is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(String);

impl Unreadable {
    pub(super) fn new(why: &str) -> Unreadable {
        Unreadable(why.to_string())
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// What the line belongs to.
enum In {
    Head,
    Section,
    Notes,
    Rest,
}

pub(super) fn read(text: &str) -> Result<Report, Unreadable> {
    let mut report =
        Report { schema: SCHEMA.to_string(), head: Head::default(), sections: Vec::new(), notes: Vec::new(), state: Default::default() };
    let mut place = In::Head;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if let Some(title) = line.strip_prefix("# ") {
            report.head.title = unescaped(title);
        } else if let Some(heading) = line.strip_prefix("## ") {
            place = begin(&unescaped(heading), number, &mut report)?;
        } else if line.is_empty() {
            if let (In::Section, Some(section)) = (&place, report.sections.last_mut())
                && section.blocks.last().is_some_and(|b| !b.sentences.is_empty())
            {
                section.blocks.push(Block::default());
            }
        } else {
            match place {
                In::Head => head(line, &mut report.head),
                In::Section => section(line, number, &mut report)?,
                In::Notes => report.notes.extend(note(line, number)?),
                In::Rest => {}
            }
        }
    }
    for section in &mut report.sections {
        section.blocks.retain(|b| !b.sentences.is_empty());
    }
    if report.sections.is_empty() {
        return Err(Unreadable::new(
            "this is no report: it has none of its headings; give the Markdown or JSON that `tacitus report` made",
        ));
    }
    Ok(report)
}

fn begin(heading: &str, line: usize, report: &mut Report) -> Result<In, Unreadable> {
    if heading == "Notes" {
        return Ok(In::Notes);
    }
    if heading == "How this report is made" {
        return Ok(In::Rest);
    }
    let Some(part) = Part::ALL.into_iter().find(|p| p.heading() == heading) else {
        return Err(Unreadable::new(&format!(
            "line {line}: no section of the report is called “{heading}”; the headings stay as they are made"
        )));
    };
    report.sections.push(Section {
        part,
        heading: heading.to_string(),
        remark: None,
        blocks: Vec::new(),
        places: Vec::new(),
        counts: Vec::new(),
        figures: Vec::new(),
    });
    Ok(In::Section)
}

fn head(line: &str, head: &mut Head) {
    if let Some(days) = line.strip_prefix("- Articles published: ").and_then(|l| l.rsplit_once('(')).map(|(_, d)| d.trim_end_matches(')')) {
        if let Some((from, to)) = days.split_once(" to ") {
            let to = to.split(',').next().unwrap_or(to);
            (head.from, head.to) = (from.to_string(), to.to_string());
        }
    } else if let Some(review) = line.strip_prefix("- Review: ") {
        head.reviewed_by = unescaped(review);
    }
}

fn section(line: &str, number: usize, report: &mut Report) -> Result<(), Unreadable> {
    let Some(section) = report.sections.last_mut() else { return Ok(()) };
    if line.starts_with('|') {
        match cells(line).as_slice() {
            [head, ..] if *head == Count::COLUMNS[0] || head.starts_with("---") => {}
            // A row of figures has the numbers of its notes at its end.
            [of, period, week, month, _, origins] if is_count(period) && !origins.contains("[^") => {
                section.counts.push(count([of, period, week, month, origins], number)?);
            }
            cells => section.figures.extend(figure(cells, number)?),
        }
        return Ok(());
    }
    if let Some(heading) = line.strip_prefix("### ") {
        section.blocks.push(Block { heading: Some(unescaped(heading)), ..Block::default() });
        return Ok(());
    }
    if line.starts_with('*') && line.ends_with('*') && !line.starts_with("**") && !line.contains("[^") {
        section.remark = Some(unescaped(line.trim_matches('*')));
        return Ok(());
    }
    if section.blocks.is_empty() {
        section.blocks.push(Block::default());
    }
    let Some(block) = section.blocks.last_mut() else { return Ok(()) };
    let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
    block.listed |= item.is_some();
    block.sentences.extend(sentences(item.unwrap_or(line)));
    Ok(())
}

/// Sentences of a paragraph: each ends with its notes, or with a point before a capital.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.trim().is_empty() {
        let (words, notes, after) = match rest.find("[^") {
            Some(at) => {
                let (notes, after) = references(&rest[at..]);
                (&rest[..at], notes, after)
            }
            None => (rest, Vec::new(), ""),
        };
        let mut parts = split(words);
        let last = parts.pop();
        found.extend(parts.into_iter().map(|p| sentence(p, Vec::new())));
        found.extend(last.map(|l| sentence(l, notes)));
        rest = after;
    }
    found
}

fn sentence(words: &str, notes: Vec<usize>) -> Sentence {
    let words = words.trim();
    let tagged = words.strip_prefix("**[").and_then(|w| w.split_once("]**"));
    let (tag, words) = tagged.map_or((None, words), |(tag, rest)| (Some(tag.to_string()), rest));
    Sentence { text: unescaped(words.trim()), tag, notes }
}

/// Numbers of notes at the start of a text, and what follows them.
fn references(text: &str) -> (Vec<usize>, &str) {
    let (mut notes, mut rest) = (Vec::new(), text);
    while let Some((number, after)) = rest.strip_prefix("[^").and_then(|r| r.split_once(']')) {
        // A number that is none is a note that is not there.
        notes.push(number.trim().parse().unwrap_or(0));
        rest = after;
    }
    (notes, rest)
}

/// Cuts after a point (and a closing quotation mark) that a capital follows, outside quotations, unless it ends an initial.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let quotations = crate::prose::quotations(text);
    let (mut parts, mut start) = (Vec::new(), 0);
    let marks: Vec<(usize, char)> = text.char_indices().collect();
    for (at, window) in marks.windows(3).enumerate() {
        let [(mark_at, mark), (space_at, space), (_, next)] = window else { continue };
        let word = text[..*mark_at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let ends = matches!(mark, '.' | '!' | '?') && (word.chars().count() > 3 || word.starts_with(char::is_lowercase) || word.is_empty());
        let closes = *mark == '”' && at > 0 && matches!(marks[at - 1].1, '.' | '!' | '?');
        let quoted = quotations.iter().any(|(s, e)| s < mark_at && mark_at + mark.len_utf8() < *e);
        if (ends || closes) && *space == ' ' && (next.is_uppercase() || *next == '“') && !quoted {
            parts.push(&text[start..*space_at]);
            start = *space_at;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|p| !p.trim().is_empty());
    parts
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split(" | ").map(|c| c.trim().to_string()).collect()
}

/// The words of a cell and the references behind them.
fn noted(cell: &str) -> (&str, &str) {
    cell.find('[').map_or((cell, ""), |at| (cell[..at].trim(), &cell[at..]))
}

/// Whether a cell is a number with the references of its notes at most.
fn is_count(cell: &str) -> bool {
    noted(cell).0.parse::<usize>().is_ok()
}

/// A row of incidents by type; means are made anew from the counts.
fn count([of, period, week, month, origins]: [&String; 5], number: usize) -> Result<Count, Unreadable> {
    let read = |cell: &str| {
        let digits = cell.rsplit_once('(').map_or(cell, |(_, n)| n).trim_end_matches(')');
        digits.parse().map_err(|_| Unreadable::new(&format!("line {number}: “{cell}” is no count of incidents")))
    };
    let (period, notes) = noted(period);
    let notes = references(notes).0;
    Ok(Count { notes, of: unescaped(of), period: read(period)?, week: read(week)?, month: read(month)?, days: 0, origins: read(origins)? })
}

fn figure(cells: &[String], number: usize) -> Result<Option<Figure>, Unreadable> {
    if cells.first().is_some_and(|c| c == "What") {
        return Ok(None);
    }
    let [of, counted, value, claimant, origins, notes] = cells else {
        return Err(Unreadable::new(&format!(
            "line {number}: a row of figures has {} cells instead of 6: what, counted, as given, by, origins, notes",
            cells.len()
        )));
    };
    let origins = origins.parse().map_err(|_| Unreadable::new(&format!("line {number}: “{origins}” is no number of origins")))?;
    let plain = |c: &String| unescaped(&c.replace("\\|", "|"));
    Ok(Some(Figure {
        of: plain(of),
        counted: plain(counted),
        value: plain(value),
        claimant: plain(claimant),
        origins,
        notes: references(notes).0,
    }))
}

/// `[^3]: Outlet, *Title*, 2019-03-08. “words” `a-… 12-40 sha256:…``
fn note(line: &str, number: usize) -> Result<Option<Note>, Unreadable> {
    let Some((n, rest)) = line.strip_prefix("[^").and_then(|l| l.split_once("]:")) else { return Ok(None) };
    let bad = |what: &str| Unreadable::new(&format!("line {number}: the note has no {what}; notes stay as they are made"));
    let n: usize = n.parse().map_err(|_| bad("number"))?;
    let (words, code) =
        rest.rsplit_once(" `").and_then(|(w, c)| Some((w, c.split_once('`')?.0))).ok_or_else(|| bad("article and place of its words"))?;
    let mut parts = code.split(' ');
    let (article, range, hash) = (parts.next(), parts.next(), parts.next());
    let (start, end) = range.and_then(|r| r.split_once('-')).ok_or_else(|| bad("place of its words"))?;
    let (start, end) = (start.parse().map_err(|_| bad("place of its words"))?, end.parse().map_err(|_| bad("place of its words"))?);
    let hash = hash.and_then(|h| h.strip_prefix("sha256:")).ok_or_else(|| bad("hash"))?;
    let (before, quote) = words.split_once('“').ok_or_else(|| bad("quotation"))?;
    let before = before.trim();
    let before = before.split_once(" <").map_or(before, |(b, _)| b).trim_end_matches('.');
    let (named, published) = before.rsplit_once(", ").ok_or_else(|| bad("publication day"))?;
    let (outlet, title) = named.split_once(", *").map_or((named, ""), |(o, t)| (o, t.trim_end_matches('*')));
    Ok(Some(Note {
        number: n,
        article: article.unwrap_or("").to_string(),
        origin: String::new(),
        outlet: unescaped(outlet),
        title: unescaped(title),
        published: published.to_string(),
        url: None,
        start,
        end,
        quote: unescaped(quote.trim_end().strip_suffix('”').unwrap_or(quote)),
        hash: hash.to_string(),
        claims: Vec::new(),
        authors: Vec::new(),
        known_at: String::new(),
        also_carried_by: Vec::new(),
    }))
}

/// Takes the backslashes off that stand before marks.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}
