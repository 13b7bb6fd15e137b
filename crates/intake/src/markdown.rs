//! Divides a Markdown text into blocks and reads its front matter; marks of headings and lists stay outside the blocks.

use tacitus_record::{Block, Span};

use crate::blocks::{self, Hint, lines, shown};
use crate::fields::{self, Field, Layout};

/// Blocks of a Markdown text and the fields of its front matter (`---` with `key: value`, or `+++` with `key = value`).
pub(crate) fn markdown(text: &str, title: Option<&str>) -> (Vec<Block>, Vec<(Field, String)>) {
    let lines = lines(text);
    let (mut raw, header, body) = front_matter(text, &lines);
    let mut has_title = raw.iter().any(|(_, hint)| *hint == Hint::Title);
    let mut is_code = false;
    let mut open = false;
    for (number, &(start, end)) in lines.iter().enumerate().skip(body) {
        let line = shown(text, start, end);
        let words = line.map_or("", |l| l.slice(text));
        if words.starts_with("```") || words.starts_with("~~~") {
            is_code = !is_code;
        }
        if is_code || is_rule(words) || words.starts_with("![") {
            open = false;
            continue;
        }
        let Some(line) = line else { continue };
        let underlined = lines.get(number + 1).map_or("", |&(a, b)| text[a..b].trim());
        let level =
            heading_level(words).or_else(|| (!open && !words.starts_with(['-', '>', '|'])).then(|| underline(underlined)).flatten());
        let content = content(text, line, level.is_some());
        let Some(content) = content else { continue };
        if let Some(level) = level {
            let hint = if level == 1 && !has_title && raw.iter().all(|(_, h)| *h == Hint::Credit) { Hint::Title } else { Hint::Heading };
            has_title |= hint == Hint::Title;
            raw.push((content, hint));
            open = false;
        } else if open && content.start() == line.start() {
            if let Some((block, _)) = raw.last_mut() {
                *block = block.cover(content);
            }
        } else {
            raw.push((content, Hint::Text));
            open = true;
        }
    }
    (blocks::classify(text, &raw, title), header)
}

type FrontMatter = (Vec<(Span, Hint)>, Vec<(Field, String)>, usize);

fn front_matter(text: &str, lines: &[(usize, usize)]) -> FrontMatter {
    let line = |n: usize| lines.get(n).map(|&(a, b)| text[a..b].trim_end());
    let fence = match line(0) {
        Some(fence @ ("---" | "+++")) => fence,
        _ => return (Vec::new(), Vec::new(), 0),
    };
    let Some(last) = (1..lines.len()).find(|&n| line(n) == Some(fence)) else { return (Vec::new(), Vec::new(), 0) };
    let mut header: Vec<(Field, String)> = Vec::new();
    let mut list: Option<Field> = None;
    for number in 1..last {
        let words = line(number).unwrap_or("");
        let unquoted = |value: &str| value.trim().trim_matches(['"', '\'']).to_string();
        if let (Some(field), Some(item)) = (list, words.trim_start().strip_prefix("- ")) {
            header.push((field, unquoted(item)));
            continue;
        }
        let Some((label, value)) = words.split_once(if fence == "---" { ':' } else { '=' }) else { continue };
        let field = fields::field_of(Layout::Header, label);
        list = field.filter(|_| value.trim().is_empty());
        let Some(field) = field else { continue };
        match value.trim().strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(items) => header.extend(items.split(',').map(|item| (field, unquoted(item)))),
            None if !value.trim().is_empty() => header.push((field, unquoted(value))),
            None => {}
        }
    }
    let block = Span::new(text, lines[0].0, lines[last].1).map(|span| (span, Hint::Credit));
    (block.into_iter().collect(), header, last + 1)
}

fn heading_level(line: &str) -> Option<usize> {
    let marks = line.len() - line.trim_start_matches('#').len();
    ((1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t'])).then_some(marks)
}

fn underline(next: &str) -> Option<usize> {
    let all = |c: char| next.len() >= 3 && next.chars().all(|n| n == c);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

/// A line of marks only: a rule, an underline, the line between head and rows of a table.
fn is_rule(line: &str) -> bool {
    line.is_empty() || !line.contains(char::is_alphanumeric)
}

/// The line without its marks.
fn content(text: &str, line: Span, is_heading: bool) -> Option<Span> {
    let words = line.slice(text);
    let rest = if is_heading {
        words.trim_start_matches('#').trim_start()
    } else {
        let mut rest = words;
        while let Some(inner) = rest.strip_prefix('>') {
            rest = inner.trim_start();
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let bullet = rest.strip_prefix(['-', '*', '+']).filter(|r| r.starts_with(' '));
        let number = (1..=3).contains(&digits).then(|| rest[digits..].strip_prefix(['.', ')'])).flatten().filter(|r| r.starts_with(' '));
        bullet.or(number).map_or(rest, str::trim_start)
    };
    let from = line.end() - rest.len();
    let rest = if is_heading { rest.trim_end_matches('#') } else { rest };
    shown(text, from, from + rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_outside_the_blocks() {
        let text = "---\ntitle: \"Army leaves Vestra\"\nauthors:\n  - Mira Dolan\n  - Jo Pell\ndate: 2024-08-17\n---\n\n# Army leaves Vestra #\n\nThe army left\nthe \
            town.\n\n## Losses\n\n- 12 tanks\n- 3 guns\n\n> It was late.\n\nAfter\n-----\nNothing.\n\n```\ncode\n```\n";
        let (blocks, header) = markdown(text, Some("Army leaves Vestra"));
        let shown: Vec<String> = blocks[1..].iter().map(|b| format!("{}: {}", b.kind, b.span.slice(text))).collect();
        insta::assert_debug_snapshot!(shown, @r#"
        [
            "title: Army leaves Vestra",
            "paragraph: The army left\nthe town.",
            "heading: Losses",
            "paragraph: 12 tanks",
            "paragraph: 3 guns",
            "paragraph: It was late.",
            "heading: After",
            "paragraph: Nothing.",
        ]
        "#);
        assert_eq!(header.iter().filter(|(f, _)| *f == Field::Authors).count(), 2);
    }
}
