//! Divides a body into blocks: title, headings, paragraphs, credits. The body itself is never changed.
//!
//! In plain text a paragraph is a run of lines; whether a line break ends it is told by the way the text is wrapped (see
//! [`is_wrapped`]), so both hard-wrapped texts and texts with one line a paragraph are divided rightly.

use tacitus_record::{Block, BlockKind, Span, normal};

use crate::fields::{self, Field, Layout};
use crate::provenance::{CreditPlace, credit_place};

/// What the markup says of a block before its words are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Markup or a header names it the title.
    Title,
    /// Markup names it a heading.
    Heading,
    /// Markup or a header names it provenance.
    Credit,
    /// One line without markup, which may be a title or heading.
    Line,
    /// Running text.
    Text,
}

/// Characters that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// The part of `text[start..end]` that shows something, or `None`.
pub(crate) fn shown(text: &str, start: usize, end: usize) -> Option<Span> {
    let part = &text[start..end];
    let from = start + (part.len() - part.trim_start_matches(is_blank).len());
    let to = start + part.trim_end_matches(is_blank).len();
    if from < to { Span::new(text, from, to) } else { None }
}

/// Byte ranges of the lines, without their ends.
pub(crate) fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '\n' | '\r' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        lines.push((start, at));
        start = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|&(_, next)| next == '\n') {
            chars.next();
            start += 1;
        }
    }
    lines.push((start, text.len()));
    lines
}

/// Lines wider than this are paragraphs, not wrapped lines: mail and terminals wrap at 60 to 80, some writers at 100.
const WIDEST_WRAP: usize = 110;

/// Blocks of a plain text, and the header fields at its head. `title` is the title known from elsewhere.
pub(crate) fn plain(text: &str, title: Option<&str>) -> (Vec<Block>, Vec<(Field, String)>) {
    let mut raw: Vec<(Span, Hint)> = Vec::new();
    let mut header = Vec::new();
    let lines = lines(text);
    let first_body = header_lines(text, &lines, &mut raw, &mut header);
    let width = wrap_width(text, &lines[first_body..]);
    let mut open: Option<(Span, (usize, usize))> = None;
    for &(start, end) in &lines[first_body..] {
        let Some(line) = shown(text, start, end) else {
            open = None;
            continue;
        };
        if !line.slice(text).contains(char::is_alphanumeric) {
            open = None;
            continue;
        }
        let joins = open.is_some_and(|(before, range)| is_wrapped(text, before, range, line, (start, end), width));
        match raw.last_mut() {
            Some((block, hint)) if joins => {
                *block = block.cover(line);
                *hint = Hint::Text;
            }
            _ => raw.push((line, Hint::Line)),
        }
        open = Some((line, (start, end)));
    }
    (classify(text, &raw, title), header)
}

/// `Label: value` lines at the head of a text. Returns the number of the first line after them.
fn header_lines(text: &str, lines: &[(usize, usize)], raw: &mut Vec<(Span, Hint)>, header: &mut Vec<(Field, String)>) -> usize {
    let mut after = 0;
    for (number, &(start, end)) in lines.iter().enumerate() {
        let Some(line) = shown(text, start, end) else {
            if header.is_empty() {
                continue;
            }
            break;
        };
        let Some((label, value)) = line.slice(text).split_once(':') else { break };
        let (Some(field), value) = (fields::field_of(Layout::Header, label), value.trim()) else { break };
        if value.is_empty() {
            break;
        }
        let from = line.end() - value.len();
        match (field, Span::new(text, from, line.end())) {
            (Field::Title, Some(value)) => raw.push((value, Hint::Title)),
            _ => raw.push((line, Hint::Credit)),
        }
        header.push((field, value.to_string()));
        after = number + 1;
    }
    after
}

/// The width at which the text seems to be wrapped, in characters; `None` where its lines are paragraphs.
///
/// The 9th decile stands for the width, so that a long address or table row does not count.
fn wrap_width(text: &str, lines: &[(usize, usize)]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter_map(|&(a, b)| shown(text, a, b)).map(|s| s.slice(text).chars().count()).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
    (width <= WIDEST_WRAP).then_some(width)
}

/// Whether the break between two neighbouring lines is one of wrapping: the first word of the second would not have fitted on
/// the first, or the second goes on in lower case where the first has not ended.
fn is_wrapped(text: &str, before: Span, before_range: (usize, usize), line: Span, range: (usize, usize), width: Option<usize>) -> bool {
    let (above, below) = (before.slice(text), line.slice(text));
    let indent =
        |span: Span, range: (usize, usize)| text[range.0..span.start()].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum::<usize>();
    if starts_item(below) || indent(line, range) > indent(before, before_range) + 1 {
        return false;
    }
    let goes_on = !above.ends_with(['.', '!', '?', '"', '”', '’', ':', ';']) && below.starts_with(char::is_lowercase);
    let fits = width.is_some_and(|width| {
        let word = below.split_whitespace().next().map_or(0, |w| w.chars().count());
        above.chars().count() + 1 + word > width
    });
    fits || (goes_on && width.is_some())
}

/// Whether a line begins an item of a list.
fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let (first, rest) = (chars.next(), chars.as_str());
    match first {
        Some('-' | '*' | '•' | '–' | '—' | '·' | '+') => rest.starts_with([' ', '\t', '\u{a0}']),
        Some(c) if c.is_ascii_digit() => {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.len() - after.len() < 2 && after.strip_prefix(['.', ')']).is_some_and(|r| r.starts_with(' '))
        }
        _ => false,
    }
}

/// Most words of a title or heading that stands as a line without markup.
const TITLE_WORDS: usize = 30;
const HEADING_WORDS: usize = 12;

/// Gives each block its kind, from its hint, its words and its neighbours.
pub(crate) fn classify(text: &str, raw: &[(Span, Hint)], title: Option<&str>) -> Vec<Block> {
    let title = title.map(normal).filter(|t| !t.is_empty());
    let words = |span: Span| span.slice(text);
    let mut kinds: Vec<Option<BlockKind>> = raw
        .iter()
        .map(|&(span, hint)| match hint {
            Hint::Title => Some(BlockKind::Title),
            Hint::Credit => Some(BlockKind::Credit),
            Hint::Heading if title.as_ref().is_some_and(|t| normal(words(span)) == *t) => Some(BlockKind::Title),
            Hint::Heading => Some(BlockKind::Heading),
            Hint::Line | Hint::Text => match credit_place(words(span)) {
                Some(CreditPlace::Anywhere) => Some(BlockKind::Credit),
                _ => None,
            },
        })
        .collect();
    let has_title = kinds.contains(&Some(BlockKind::Title));
    // The head: the title, then credits, up to the first block that reports.
    let mut may_be_title = !has_title;
    for i in 0..raw.len() {
        let (span, hint) = raw[i];
        if kinds[i].is_some() {
            continue;
        }
        let is_known_title = title.as_ref().is_some_and(|t| normal(words(span)) == *t);
        let followed = raw[i + 1..].iter().zip(&kinds[i + 1..]).any(|(_, k)| *k != Some(BlockKind::Credit));
        if credit_place(words(span)).is_some_and(|p| p != CreditPlace::End) {
            kinds[i] = Some(BlockKind::Credit);
        } else if may_be_title && (is_known_title || (title.is_none() && hint == Hint::Line && followed && looks_like_title(words(span)))) {
            kinds[i] = Some(BlockKind::Title);
            may_be_title = false;
        } else {
            break;
        }
    }
    // The foot: credits, up from the end.
    for i in (0..raw.len()).rev() {
        match kinds[i] {
            Some(BlockKind::Credit) => {}
            None if credit_place(words(raw[i].0)).is_some() => kinds[i] = Some(BlockKind::Credit),
            _ => break,
        }
    }
    for i in 0..raw.len() {
        if kinds[i].is_none() {
            let next = raw.get(i + 1).filter(|_| kinds[i + 1].is_none());
            let is_heading = i > 0 && raw[i].1 == Hint::Line && next.is_some_and(|n| looks_like_heading(words(raw[i].0), words(n.0)));
            kinds[i] = Some(if is_heading { BlockKind::Heading } else { BlockKind::Paragraph });
        }
    }
    raw.iter().zip(kinds).map(|(&(span, _), kind)| Block { span, kind: kind.unwrap_or(BlockKind::Paragraph) }).collect()
}

fn looks_like_title(line: &str) -> bool {
    let words = line.split_whitespace().take(TITLE_WORDS + 1).count();
    words <= TITLE_WORDS && !line.ends_with(['.', '!', ';', ':', ',', '…']) && line.contains(char::is_alphabetic)
}

fn looks_like_heading(line: &str, next: &str) -> bool {
    let words = line.split_whitespace().take(HEADING_WORDS + 1).count();
    words <= HEADING_WORDS
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii() && c.is_alphabetic())
        && line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '?' | ')' | '’'))
        && !line.contains(". ")
        && next.chars().count() >= 2 * line.chars().count()
        && !starts_item(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        plain(text, None).0.iter().map(|b| format!("{}: {}", b.kind, b.span.slice(text))).collect()
    }

    #[test]
    fn one_line_a_paragraph() {
        let text = "Zemlia closes the Arda crossing after a night of shelling on both banks, officials in the capital said on Monday morning before noon.\n\
            The crossing had carried all the grain of the valley since the spring, and its loss will be felt in the towns downstream within days.\n\
            Who gains\n\
            Nobody gains from it, said a miller who asked not to be named because the council had told the mills to keep silent about their stocks.\n\
            Mira Dolan is Lecturer in River Studies, University of Vestra\n\
            The Arda Courier has republished this article under a Creative Commons licence. Read the original article.\n";
        let kinds: Vec<BlockKind> = plain(text, None).0.iter().map(|b| b.kind).collect();
        use BlockKind::*;
        assert_eq!(kinds, [Paragraph, Paragraph, Heading, Paragraph, Credit, Credit]);
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let text = "Army leaves Vestra\nBy Mira Dolan\n\nThe army left the town of Vestra on\nMonday night after nine weeks, the\nministry said.\nNobody was \
            hurt.\n\n   A second paragraph begins here and\nis wrapped as well.\n";
        insta::assert_debug_snapshot!(show(text), @r#"
        [
            "title: Army leaves Vestra",
            "credit: By Mira Dolan",
            "paragraph: The army left the town of Vestra on\nMonday night after nine weeks, the\nministry said.",
            "paragraph: Nobody was hurt.",
            "paragraph: A second paragraph begins here and\nis wrapped as well.",
        ]
        "#);
    }

    #[test]
    fn header_lines_are_fields() {
        let text = "Title: Army leaves Vestra\nDate: 17 August 2024\nSource: The Arda Courier\n\nThe army left.\n";
        let (blocks, header) = plain(text, None);
        assert_eq!(
            header.iter().map(|(f, v)| format!("{f}={v}")).collect::<Vec<_>>(),
            ["title=Army leaves Vestra", "published=17 August 2024", "outlet=The Arda Courier"]
        );
        assert_eq!(blocks[0].span.slice(text), "Army leaves Vestra");
        assert_eq!(blocks[3].kind, BlockKind::Paragraph);
    }

    #[test]
    fn a_quoted_expert_in_the_middle_stays_reporting() {
        let text = "Army leaves Vestra\n\nThe army left on Monday.\n\nMira Dolan is a professor at the University of Vestra.\n\nShe said it was late.\n";
        assert!(show(text)[2].starts_with("paragraph: Mira"), "{:?}", show(text));
    }
}
