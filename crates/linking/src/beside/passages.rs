//! Cuts articles into passages of a few sentences, each with the claims that it tells, and finds those of two articles that tell of one thing.

use tacitus_record::{Article, BlockKind, Span};
use tacitus_text::{Passage, WordWeight, split};

use crate::fingerprint::text_hash;
use crate::portrait::{stem_of, usual_rarity};
use crate::report::{Report, Told};
use crate::words::{Word, WordClass, is_negation, words};

/// Words up to which sentences are put into one passage.
const LONG: usize = 60;
/// Sentences of a passage at most.
const SENTENCES: usize = 3;
/// Passages of an article that are read beside those of another: what tells of its happening stands near its top.
const FROM_TOP: usize = 12;
/// Rarity that the words of two passages must have in common, added up: about a rare name and a telling word.
const LEAST_COMMON: f64 = 7.0;
/// Words behind a negative word among which stands what it denies.
const DENIED_WITHIN: usize = 8;

/// A claim as one article tells it.
pub type Mention<'a> = (&'a Told<'a>, &'a Report<'a>);

/// A few sentences of an article.
pub struct Piece<'a> {
    /// The article.
    pub article: &'a Article,
    /// Where it stands in the body.
    pub span: Span,
    /// Its claims, in order of the text.
    pub mentions: Vec<Mention<'a>>,
    /// Its sentences.
    sentences: Vec<Span>,
    /// Hashes of the stems of its words with their rarity, sorted.
    stems: Vec<(u64, f64)>,
}

impl<'a> Piece<'a> {
    /// As it is read beside another.
    pub fn passage(&self) -> Passage<'a> {
        Passage { text: self.span.slice(&self.article.text), published: self.article.published.as_ref().map(|p| p.value) }
    }

    /// Whether it has a word.
    pub fn has(&self, stem: u64) -> bool {
        self.stems.binary_search_by_key(&stem, |(s, _)| *s).is_ok()
    }

    /// What negative words deny of which one at least weighs so much: for each, the stems of the words behind it in its sentence, names left
    /// out.
    pub fn denied(&self, weights: &[WordWeight], least: f32) -> Vec<Vec<u64>> {
        let words = words(self.passage().text);
        let weighs = |w: &Word| weights.iter().any(|x| x.start < w.end && w.start < x.end && x.disputed > least);
        let sentence = |w: &Word| self.sentence_at(self.span.start() + w.start);
        let behind = |at: usize| {
            let near = words[at + 1..].iter().take(DENIED_WITHIN).take_while(|w| sentence(w) == sentence(&words[at]));
            near.filter(|w| w.class == WordClass::Content).filter_map(stem_of).map(|stem| text_hash(&stem)).collect()
        };
        (0..words.len()).filter(|&at| is_negation(&words[at].lower) && weighs(&words[at])).map(behind).collect()
    }

    /// The sentence that a place in the body lies in.
    pub fn sentence_at(&self, at: usize) -> Option<Span> {
        self.sentences.iter().copied().find(|s| s.start() <= at && at < s.end())
    }

    /// Rarity of the stems of both.
    fn in_common(&self, other: &Piece) -> f64 {
        self.stems.iter().filter(|(stem, _)| other.has(*stem)).map(|(_, rarity)| rarity).sum()
    }
}

/// The passages near the top of an article that tell a claim of `mentions`, which are its own.
pub fn pieces<'a>(article: &'a Article, mentions: &[Mention<'a>]) -> Vec<Piece<'a>> {
    let mut found: Vec<Piece> = Vec::new();
    let blocks = article.blocks.iter().filter(|b| b.kind != BlockKind::Credit);
    for sentences in blocks.map(|b| split(&article.text, b.span)) {
        let mut rest = sentences.as_slice();
        while let Some(first) = rest.first() {
            let mut length = first.words.len();
            let more = rest[1..].iter().take(SENTENCES - 1).take_while(|s| {
                length += s.words.len();
                length <= LONG
            });
            let (own, after) = rest.split_at(1 + more.count());
            rest = after;
            found.push(piece(article, own.iter().map(|s| s.span).collect(), mentions));
        }
    }
    found.truncate(FROM_TOP);
    found.retain(|p| !p.mentions.is_empty());
    found
}

fn piece<'a>(article: &'a Article, sentences: Vec<Span>, mentions: &[Mention<'a>]) -> Piece<'a> {
    let span = sentences.iter().skip(1).fold(sentences[0], |all, s| all.cover(*s));
    let within = |m: &&Mention| {
        let at = m.1.claim.mention.span.start();
        span.start() <= at && at < span.end()
    };
    let mut stems: Vec<(u64, f64)> = words(span.slice(&article.text))
        .iter()
        .filter_map(stem_of)
        .map(|stem| text_hash(&stem))
        .map(|stem| (stem, usual_rarity(stem)))
        .collect();
    stems.sort_unstable_by_key(|(stem, _)| *stem);
    stems.dedup_by_key(|(stem, _)| *stem);
    Piece { article, span, mentions: mentions.iter().filter(within).copied().collect(), sentences, stems }
}

/// The pairs of passages of two articles that have most in common, at most `most`.
pub fn alike(ours: &[Piece], theirs: &[Piece], most: usize) -> Vec<(usize, usize)> {
    let pairs = (0..ours.len()).flat_map(|i| (0..theirs.len()).map(move |j| (i, j)));
    let common = |(i, j): (usize, usize)| (ours[i].in_common(&theirs[j]), i, j);
    let mut found: Vec<(f64, usize, usize)> = pairs.map(common).filter(|(common, ..)| *common >= LEAST_COMMON).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    found.truncate(most);
    found.into_iter().map(|(_, i, j)| (i, j)).collect()
}
