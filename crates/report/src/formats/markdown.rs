//! Markdown: sentences with `[^n]`, notes below with article, span and hash, so that the check can read it back.

use crate::compose::period_in_words;
use crate::model::{Count, Note, Report, Section, Sentence};

use super::{METHOD, articles_and_origins, half_open, previous};
use crate::sections::columns;

/// The whole report.
pub(crate) fn text(report: &Report) -> String {
    let head = &report.head;
    let mut out = format!("# {}\n\n", escaped(&head.title));
    if !head.marking.is_empty() {
        out.push_str(&format!("**{}**\n\n", escaped(&head.marking)));
    }
    out.push_str(&format!("- Articles published: {} ({} to {}, whole days, UTC)\n", period_in_words(head), head.from, head.to));
    out.push_str(&format!("- Period: {}\n", half_open(head)));
    out.push_str(&format!("- Handling: {}\n", if head.marking.is_empty() { "none set" } else { &head.marking }));
    for narrowed in &head.narrowed_to {
        out.push_str(&format!("- Only {}\n", escaped(narrowed)));
    }
    out.push_str(&format!("- Previous report: {}\n", escaped(previous(head))));
    out.push_str(&format!(
        "- Data cut-off: articles published by {}, read by {}; ledger revision {}\n",
        head.to, head.known_at, head.revision
    ));
    out.push_str(&format!("- Compared with: {}\n", escaped(&head.compared_with)));
    out.push_str(&format!("- Read: {}; languages: {}\n", articles_and_origins(head), head.languages.join(", ")));
    out.push_str(&format!("- Made by: {}\n", escaped(&head.made_by)));
    out.push_str(&format!("- Review: {}\n", escaped(&head.reviewed_by)));
    for section in &report.sections {
        self::section(section, &mut out);
    }
    out.push_str("\n## Notes\n\n");
    for note in &report.notes {
        self::note(note, &mut out);
    }
    out.push_str("\n## How this report is made\n\n");
    for line in METHOD {
        out.push_str(&format!("- {line}\n"));
    }
    out
}

fn section(section: &Section, out: &mut String) {
    out.push_str(&format!("\n## {}\n", section.heading));
    if let Some(remark) = &section.remark {
        out.push_str(&format!("\n*{}*\n", escaped(remark)));
    }
    if !section.counts.is_empty() {
        out.push_str(&format!("\n| {} |\n|---|---|---|---|---|---|\n", Count::COLUMNS.join(" | ")));
        for count in &section.counts {
            let mut cells = count.cells();
            cells[1].push_str(&references(&count.notes));
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    if !section.figures.is_empty() {
        out.push_str(&format!("\n| {} | Notes |\n|---|---|---|---|---|---|\n", columns(section.part).join(" | ")));
        for f in &section.figures {
            let cells = [&f.of, &f.counted, &f.value, &f.claimant].map(|c| escaped(c).replace('|', "\\|"));
            out.push_str(&format!("| {} | {} | {} |\n", cells.join(" | "), f.origins, references(&f.notes)));
        }
    }
    for block in &section.blocks {
        out.push('\n');
        if let Some(heading) = &block.heading {
            out.push_str(&format!("### {}\n\n", escaped(heading)));
        }
        if block.listed {
            block.sentences.iter().for_each(|s| out.push_str(&format!("- {}\n", sentence(s))));
        } else {
            let run: Vec<String> = block.sentences.iter().map(sentence).collect();
            out.push_str(&format!("{}\n", run.join(" ")));
        }
    }
}

fn sentence(s: &Sentence) -> String {
    let tag = s.tag.as_ref().map_or(String::new(), |t| format!("**[{t}]** "));
    format!("{tag}{}{}", escaped(&s.text), references(&s.notes))
}

fn references(notes: &[usize]) -> String {
    notes.iter().map(|n| format!("[^{n}]")).collect()
}

fn note(note: &Note, out: &mut String) {
    let title = if note.title.is_empty() { String::new() } else { format!(", *{}*", escaped(&note.title)) };
    let url = note.url.as_ref().map_or(String::new(), |u| format!(" <{}>", u.replace(['<', '>', ' '], "")));
    let carried = match note.also_carried_by.as_slice() {
        [] => String::new(),
        outlets => format!(" Also carried by {}: not counted.", outlets.iter().map(|o| escaped(o)).collect::<Vec<_>>().join(", ")),
    };
    let by = if note.authors.is_empty() { String::new() } else { format!(" By {}.", escaped(&note.authors.join(", "))) };
    let known = note.known_at.split('T').next().filter(|d| !d.is_empty()).map_or(String::new(), |d| format!(", read {d}"));
    out.push_str(&format!(
        "[^{}]: {}{title}, {}.{url} “{}” `{} {}-{} sha256:{}` Origin {}{known}.{by}{carried}\n",
        note.number,
        escaped(&note.outlet),
        note.published,
        escaped(&crate::prose::shortened(&note.quote)),
        note.article,
        note.start,
        note.end,
        note.hash,
        note.origin
    ));
}

/// Marks that Markdown would take for its own get a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
