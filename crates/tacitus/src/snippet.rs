//! Prints sentences of an article with words underlined and named.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use tacitus_record::Span;

/// Columns at which a sentence is broken for display.
const WIDTH: usize = 88;

/// The bytes of the sentence that a span stands in; where the span crosses sentences, all of them.
pub fn sentence_around(body: &str, span: Span) -> Range<usize> {
    let before = &body[..span.start()];
    let start = sentence_ends(before).last().unwrap_or(0);
    let after = &body[span.end()..];
    // A span that ends with the sentence's own full stop needs nothing more.
    let ended = span.slice(body).trim_end_matches(CLOSERS).ends_with(ENDERS) && after.starts_with(char::is_whitespace);
    let end = match ended {
        true => span.end(),
        false => sentence_ends(after).next().map_or(body.len(), |at| span.end() + at),
    };
    let text = &body[start..end];
    let lead = text.len() - text.trim_start().len();
    (start + lead).min(span.start())..(start + text.trim_end().len()).max(span.end())
}

const ENDERS: [char; 4] = ['.', '!', '?', '…'];
const CLOSERS: [char; 4] = ['"', '”', '’', ')'];

/// Byte offsets after each full stop (or other ender) that a capital follows, and after each line break.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(move |(at, c)| {
        let next = at + c.len_utf8();
        if c == '\n' {
            return Some(next);
        }
        if !c.is_whitespace() {
            return None;
        }
        let word = text[..at].trim_end_matches(CLOSERS);
        // "J. Smith", "Gen. Smith" and "a.m. Monday": an initial or a short capitalised word before the stop is an abbreviation.
        let last = word.trim_end_matches(ENDERS).rsplit(char::is_whitespace).next().unwrap_or("");
        let short = last.chars().count() <= 3 && last.starts_with(char::is_uppercase) || last.contains('.');
        let capital = text[next..].trim_start_matches(['"', '“', '‘', '(']).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        (word.ends_with(ENDERS) && !(short && word.ends_with('.')) && capital).then_some(next)
    })
}

/// The sentences that hold the spans, each span underlined and named. Spans are byte ranges of `body`.
pub fn underlined(body: &str, spans: &[(String, Span)], colour: bool) -> String {
    let mut windows: Vec<Range<usize>> = spans.iter().map(|(_, s)| sentence_around(body, *s)).collect();
    windows.sort_by_key(|w| (w.start, w.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for window in windows {
        match merged.last_mut() {
            Some(last) if window.start < last.end => last.end = last.end.max(window.end),
            _ => merged.push(window),
        }
    }
    let mut group = Group::with_level(Level::NOTE);
    for window in &merged {
        let shown = broken(&body[window.clone()]);
        let mut snippet = Snippet::source(shown.clone()).line_numbering(false).fold(false);
        let mut seen = std::collections::BTreeSet::new();
        for (label, span) in spans {
            if span.start() < window.start || span.end() > window.end || span.is_empty() || !seen.insert((label, *span)) {
                continue;
            }
            let kind = if label == "cue" { AnnotationKind::Primary } else { AnnotationKind::Context };
            let inside = span.start() - window.start..span.end() - window.start;
            for (part, piece) in by_line(&shown, inside).into_iter().enumerate() {
                let annotation = kind.span(piece);
                snippet = snippet.annotation(if part == 0 { annotation.label(label.clone()) } else { annotation.label("…") });
            }
        }
        group = group.element(snippet);
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH + 20).render(&[group])
}

/// The text with spaces turned into line breaks so that lines are short; as many bytes as before, so that offsets hold.
fn broken(text: &str) -> String {
    let mut out: Vec<u8> = text.bytes().map(|b| if b == b'\n' || b == b'\t' || b == b'\r' { b' ' } else { b }).collect();
    let (mut column, mut last_space) = (0, None);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            last_space = Some((at, column));
        }
        column += 1;
        if let Some((space, space_column)) = last_space.filter(|_| column > WIDTH) {
            out[space] = b'\n';
            column -= space_column + 1;
            last_space = None;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

/// A range cut at line breaks, without the blanks at the cuts.
fn by_line(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    for (at, _) in text[range.clone()].match_indices('\n').map(|(at, m)| (range.start + at, m)).chain([(range.end, "")]) {
        if start < at {
            pieces.push(start..at);
        }
        start = at + 1;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "First came rain. On Tuesday Gen. Ilic said that drones of Northland's army had hit the market of Veles and the bridge beside it, killing 8 to 12 people. “Nobody was warned.” The army denied it.\nA new block";

    fn words(text: &str) -> Span {
        let start = BODY.find(text).unwrap();
        Span::new(BODY, start, start + text.len()).unwrap()
    }

    #[test]
    fn a_span_gets_its_whole_sentence_and_no_more() {
        let sentence = &BODY[sentence_around(BODY, words("Veles"))];
        assert!(sentence.starts_with("On Tuesday Gen. Ilic") && sentence.ends_with("12 people."), "{sentence}");
        assert_eq!(&BODY[sentence_around(BODY, words("denied"))], "The army denied it.");
        assert_eq!(&BODY[sentence_around(BODY, words("new"))], "A new block");
    }

    #[test]
    fn every_name_stands_under_its_words() {
        let spans =
            [("cue".to_string(), words("hit")), ("where".to_string(), words("Veles")), ("quantity".to_string(), words("8 to 12 people"))];
        let shown = underlined(BODY, &spans, false);
        for label in ["cue", "where", "quantity", "market of Veles"] {
            assert!(shown.contains(label), "{shown}");
        }
        assert!(!shown.contains("First came rain"), "{shown}");
        assert!(shown.lines().all(|l| l.chars().count() < 120), "{shown}");
    }

    #[test]
    fn a_name_across_a_line_break_is_underlined_on_both_lines() {
        let span = words("the market of Veles and the bridge beside it");
        let shown = broken(&BODY[sentence_around(BODY, span)]);
        assert!(by_line(&shown, 60..100).len() == 2, "{shown}");
    }
}
