//! Cuts a body into sentences and words with exact byte spans.
//!
//! Follows the word segmentation of UD English as EWT and GUM have it today: clitics and contractions part
//! ("do|n't", "Putin|'s", "can|not"), every hyphen is a word of its own except after a prefix ("long|-|range",
//! "anti-tank"), units and currency signs part from numbers.
//!
//! Guarantees: every span slices back; words are in order and do not overlap; every character but white space, control
//! characters and invisible characters at the edge of a word belongs to a word; linear time; no sentence has more than
//! 250 words. Does not tell languages apart: see [`crate::language`].

mod address;
mod characters;
mod lexicon;
mod sentences;
mod stops;
mod words;

pub(crate) use characters::is_ignorable;
use tacitus_record::Span;

/// One sentence's place and the places of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceSpans {
    /// From the first word to the last.
    pub span: Span,
    /// Its words in order; never empty.
    pub words: Vec<Span>,
}

/// The sentences of the part of `body` that `region` covers. Sentences never cross an empty line.
///
/// `region` must be a span of `body`; another one yields nothing.
pub fn split(body: &str, region: Span) -> Vec<SentenceSpans> {
    let text = region.slice(body);
    let words = words::words(text);
    let mut out = Vec::new();
    for range in sentences::sentences(text, &words) {
        let spans: Vec<Span> = words[range].iter().filter_map(|word| region.within(body, word.start, word.end)).collect();
        if let (Some(&first), Some(&last)) = (spans.first(), spans.last()) {
            out.push(SentenceSpans { span: first.cover(last), words: spans });
        }
    }
    out
}
