//! Keeps of each article's text what is needed while all texts are compared.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use tacitus_record::{Article, BlockKind, Span, normal};

use crate::compare::Prints;
use crate::fingerprint::{Marks, RUN, run_hash, text_hash};
use crate::passages::Cut;
use crate::words::{Word, article_words};

/// Words of the lead that an agency's clients keep.
const LEAD: usize = 30;

/// What is kept of an article while all are compared. Its words are cut again where they are needed, which is seldom: they and their prints
/// are many times the size of all this.
pub struct Text<'a> {
    /// The article.
    pub article: &'a Article,
    /// The same for all articles whose bodies are the same to the byte.
    pub known_by: Arc<KnownBy>,
}

/// What a text is found by.
pub struct KnownBy {
    /// Its rare marks.
    pub marks: Marks,
    /// Runs of the lead, sorted.
    pub lead: Vec<u64>,
    /// Words, credit lines left out.
    length: usize,
    /// Hash of the normalised body.
    pub body: u64,
}

impl KnownBy {
    fn of(article: &Article) -> KnownBy {
        let words = article_words(article);
        let opening: Vec<&Word> = words.iter().take(LEAD).collect();
        let mut lead: Vec<u64> = opening.windows(RUN).map(run_hash).collect();
        lead.sort_unstable();
        lead.dedup();
        KnownBy { marks: Marks::of(&words), lead, length: words.len(), body: text_hash(&normal(&article.text)) }
    }
}

impl<'a> Text<'a> {
    /// What is kept of an article.
    pub fn of(article: &'a Article) -> Text<'a> {
        Text { article, known_by: Arc::new(KnownBy::of(article)) }
    }

    /// What is kept of several articles, in order of their ids. Bodies that are the same to the byte are cut once, however many have them.
    pub fn of_all(articles: &[&'a Article]) -> Vec<Text<'a>> {
        let body = |article: &'a Article| {
            let credits: Vec<Span> = article.blocks.iter().filter(|b| b.kind == BlockKind::Credit).map(|b| b.span).collect();
            (article.text.as_str(), credits)
        };
        let mut sorted: Vec<&Article> = articles.to_vec();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.dedup_by(|a, b| a.id == b.id);
        let mut number_of: FxHashMap<(&str, Vec<Span>), usize> = FxHashMap::default();
        let mut bodies: Vec<&Article> = Vec::new();
        let mut numbers: Vec<usize> = Vec::with_capacity(sorted.len());
        for article in &sorted {
            numbers.push(*number_of.entry(body(article)).or_insert_with(|| {
                bodies.push(article);
                bodies.len() - 1
            }));
        }
        let known: Vec<Arc<KnownBy>> = bodies.par_iter().map(|article| Arc::new(KnownBy::of(article))).collect();
        sorted.into_iter().zip(numbers).map(|(article, number)| Text { article, known_by: known[number].clone() }).collect()
    }

    /// Whether two bodies are the same but for case, punctuation and white space.
    pub fn is_same_text(&self, other: &Text) -> bool {
        let (a, b) = (&self.known_by, &other.known_by);
        a.length > 0 && a.body == b.body && (Arc::ptr_eq(a, b) || normal(&self.article.text) == normal(&other.article.text))
    }

    /// Words, credit lines left out.
    pub fn length(&self) -> usize {
        self.known_by.length
    }

    /// What it is compared by.
    pub fn prints(&self) -> Prints {
        Prints::of(&article_words(self.article))
    }

    /// Its words, ready to be searched for passages.
    pub fn cut(&self) -> Cut<'a> {
        Cut::new(&self.article.text, article_words(self.article))
    }
}
