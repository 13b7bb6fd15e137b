//! Direct speech over several sentences: where quotations begin and end, and who speaks the sentences inside without a tag of their own.
//!
//! "“A. B. C,” he said." has its tag in the last sentence, "He said: “A. B. C.”" in the first; the sentences between have no mark at all.

use tacitus_record::{Article, Block, BlockKind, Grounded, Span, Voice, VoiceType};
use tacitus_text::{Document, Sentence};

use crate::Knowledge;
use crate::clause::clauses;
use crate::mend;
use crate::standing::standing;
use crate::who::{Discourse, Scene};

/// Stretches between quotation marks, without the marks, in order of the text. A quotation ends with its block at the latest; one that
/// the next block takes up with a new opening mark goes on to the end of its block, as printers have it.
pub fn quotations(article: &Article) -> Vec<Span> {
    let body = &article.text;
    let whole = Span::new(body, 0, body.len()).into_iter().collect::<Vec<_>>();
    let told = |b: &&Block| b.kind != BlockKind::Credit;
    let blocks: Vec<Span> = article.blocks.iter().filter(told).map(|b| b.span).collect();
    let blocks = if blocks.is_empty() { whole } else { blocks };
    let mut found = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        let mut open: Option<usize> = None;
        for (i, c) in block.slice(body).char_indices() {
            let at = block.start() + i;
            match (c, open) {
                ('“' | '«', _) | ('"', None) => open = Some(at + c.len_utf8()),
                ('”' | '»' | '"', Some(start)) => {
                    found.extend(Span::new(body, start, at).filter(|s| !s.is_empty()));
                    open = None;
                }
                _ => {}
            }
        }
        let taken_up = blocks.get(n + 1).is_some_and(|next| next.slice(body).trim_start().starts_with(['“', '"', '«']));
        if let Some(start) = open.filter(|_| taken_up) {
            found.extend(Span::new(body, start, block.end()).filter(|s| !s.is_empty()));
        }
    }
    found
}

/// The mark that opens a quotation.
pub fn opening(quotation: Span, body: &str) -> Span {
    let before = body[..quotation.start()].char_indices().next_back().map_or(quotation.start(), |(i, _)| i);
    Span::new(body, before, quotation.start()).unwrap_or(quotation)
}

/// The quotation that holds a whole sentence but for marks at its edges.
pub fn around(quotations: &[Span], sentence: &Sentence) -> Option<Span> {
    let words = |t: &&tacitus_text::Token| t.form.chars().any(char::is_alphanumeric);
    let (first, last) = (sentence.tokens.iter().find(words)?, sentence.tokens.iter().rfind(words)?);
    quotations.iter().copied().find(|q| q.contains(first.span) && q.contains(last.span))
}

/// Who speaks a quotation: whom its first or last sentence names as its speaker, outside the marks.
pub fn speaker(
    knowledge: &Knowledge,
    article: &Article,
    document: &Document,
    quotation: Span,
    discourse: &Discourse,
) -> Option<Grounded<Voice>> {
    let touches = |s: &&Sentence| s.span.overlaps(quotation);
    let first = document.sentences.iter().position(|s| touches(&s))?;
    let last = document.sentences.iter().rposition(|s| touches(&s))?;
    [last, first].into_iter().find_map(|number| {
        let sentence = mend::mend(knowledge, document.sentences.get(number)?);
        let scene = Scene::new(knowledge, &article.text, &sentence, number, discourse);
        let all = clauses(&sentence);
        let quoted = all.iter().filter(|c| quotation.contains(sentence.tokens[c.head].span));
        let mut voices = quoted.flat_map(|c| standing(&scene, &all, c.head).voices);
        // A pronoun that leads to nobody says no more than that the last speaker goes on.
        let told = |v: &Voice| {
            v.voice_type != VoiceType::Unnamed && !matches!(v.actor.name.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "i" | "we")
        };
        voices.find(|v| told(&v.value) && v.span().is_some_and(|s| !quotation.overlaps(s)))
    })
}
