//! The shape of clauses and sentences, as far as their words and punctuation tell.

use tacitus_record::Span;

use crate::clause::first_word;
use crate::prose::{folded, sentence_case};
use crate::tables::is_irregular_past;

/// A span with the "a" or "the" before it.
pub(crate) fn with_determiner(body: &str, span: Span) -> Span {
    let before = body[..span.start()].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let joined = body[..span.start()].len() - before.len() == 1 && ["a", "an", "the"].contains(&word.to_lowercase().as_str());
    if joined { Span::new(body, before.len() - word.len(), span.end()).unwrap_or(span) } else { span }
}

/// A sentence without the place that stands before it ("LISARNE - ").
pub(crate) fn without_dateline(body: &str, span: Span) -> Span {
    let text = span.slice(body);
    let Some((place, rest)) = [" - ", " — ", " – "].iter().find_map(|dash| text.split_once(dash)) else { return span };
    let is_dateline = place.len() < 40 && place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if is_dateline { Span::new(body, span.end() - rest.len(), span.end()).unwrap_or(span) } else { span }
}

/// Whether a clause breaks off ("… is unlikely as long").
pub(crate) fn is_left_hanging(clause: &str) -> bool {
    let last = clause.split_whitespace().next_back().unwrap_or("").to_lowercase();
    [
        "as", "long", "that", "and", "or", "to", "of", "in", "the", "a", "because", "if", "unless", "but", "with", "by", "for", "than",
        "which", "who", "from", "on", "at",
    ]
    .contains(&last.as_str())
}

pub(crate) fn begins_with_preposition(text: &str) -> bool {
    ["in", "on", "at", "by", "for", "with", "from", "of", "to"].contains(&first_word(text).as_str())
}

/// The sentence around a span, as far as its punctuation tells.
pub(crate) fn whole_sentence(body: &str, span: Span) -> Option<Span> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let before = &body[..span.start()];
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    let start = start + body[start..].len() - body[start..].trim_start().len();
    let mut after = body[span.end()..].find(ends).map_or(body.len(), |at| span.end() + at);
    // A point within quotation marks: the closing mark belongs to it.
    for mark in ['"', '”'] {
        if body[after..].starts_with(['.', '!', '?']) && body[after + 1..].starts_with(mark) {
            after += 1 + mark.len_utf8();
        }
    }
    Span::new(body, start.min(span.start()), after)
}

/// Whether words hold a finite verb, as far as their shape tells.
pub(crate) fn is_clause(text: &str) -> bool {
    const AUXILIARIES: [&str; 16] =
        ["was", "were", "is", "are", "had", "has", "have", "will", "would", "can", "may", "might", "must", "should", "do", "does"];
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let inflected = |w: &String| w.len() > 3 && w.ends_with("ed") || is_irregular_past(w);
    words.len() >= 4
        && (words.iter().any(|w| AUXILIARIES.contains(&w.as_str()))
            || words.iter().skip(1).any(inflected)
            || words.iter().skip(1).any(|w| w.len() > 3 && w.ends_with('s') && !w.ends_with("ss")))
}

/// Joins what templates leave: double commas and points, spaces before points.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = folded(text);
    for (from, to) in [(",,", ","), (",;", ";"), (" ,", ","), (",.", "."), ("..", "."), (".”.", ".”"), (",”", "”")] {
        out = out.replace(from, to);
    }
    if let Some(rest) = out.strip_suffix("”.") {
        out = format!("{rest}.”");
    }
    sentence_case(&out)
}
