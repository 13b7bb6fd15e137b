//! Draws what an article is about: its words, each with a weight that grows with rarity, repetition and nearness to the
//! top, and names above all.
//!
//! Rarity is counted in the articles at hand, to which a shipped table of word frequencies is added, so that a ledger of three articles
//! already knows that "police" is common. The top counts most because news tells first what happened (the inverted pyramid).

use std::sync::LazyLock;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use tacitus_record::Article;

use crate::fingerprint::{SPELT, text_hash};
use crate::tables::rows;
use crate::words::{Word, WordClass, article_words, words};

/// How much more than elsewhere a word counts at the very top.
const TOP_WEIGHT: f32 = 3.0;
/// Words after which that has fallen to a third.
const TOP_WORDS: f32 = 40.0;
/// Occurrences that one of a name counts for: who and where tell two happenings of one kind apart.
const NAMED: f32 = 3.0;
/// Terms kept of an article, the heaviest ones.
const LONGEST: usize = 160;
/// Letters of a stem that are compared.
const STEM: usize = 8;
/// Letters that must be left when an ending is taken off.
const ROOT: usize = 4;
/// Endings of inflection, longest first.
const ENDINGS: [&str; 10] = ["ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "ly", "s"];

/// Texts that a stem is taken to occur in that the table leaves out as rare.
const UNLISTED: u32 = 2;

/// `data/word-frequencies.tsv`: texts counted, and of each stem the number of texts that have it.
static FREQUENCIES: LazyLock<(u32, FxHashMap<u64, u32>)> = LazyLock::new(|| {
    let mut texts = 0;
    let mut counts = FxHashMap::default();
    for mut cells in rows(include_str!("../data/word-frequencies.tsv")) {
        let (Some(stem), Some(count)) = (cells.next(), cells.next().and_then(|c| c.parse::<u32>().ok())) else { continue };
        // The first row, without a word, says how many texts were counted.
        if stem.is_empty() {
            texts = count;
        } else {
            counts.insert(text_hash(stem), count);
        }
    }
    (texts, counts)
});

/// How often words occur, by article.
pub struct Rarity {
    articles: u32,
    counts: FxHashMap<u64, u32>,
}

impl Rarity {
    /// Counts these articles, each term once an article, over the shipped table.
    pub fn of(articles: &[&Article]) -> Rarity {
        let counted = |mut counts: FxHashMap<u64, u32>, article: &&Article| {
            occurrences(article).into_keys().for_each(|term| *counts.entry(term).or_default() += 1);
            counts
        };
        let joined = |a: FxHashMap<u64, u32>, b: FxHashMap<u64, u32>| {
            let (mut more, less) = if a.len() >= b.len() { (a, b) } else { (b, a) };
            // Adding is the same in any order.
            less.into_iter().for_each(|(term, count)| *more.entry(term).or_default() += count);
            more
        };
        let counts = articles.par_iter().fold(FxHashMap::default, counted).reduce(FxHashMap::default, joined);
        Rarity { articles: articles.len() as u32, counts }
    }

    /// Logarithm of how many articles there are to one with this term.
    fn of_term(&self, term: u64) -> f32 {
        let (texts, frequencies) = &*FREQUENCIES;
        let with = self.counts.get(&term).copied().unwrap_or(0) + frequencies.get(&term).copied().unwrap_or(0);
        ((self.articles + texts + 1) as f32 / (with as f32 + 0.5)).ln().max(0.0)
    }
}

/// Rarity of a term in the shipped table alone: the same for any ledger.
pub fn usual_rarity(term: u64) -> f64 {
    let (texts, frequencies) = &*FREQUENCIES;
    let with = frequencies.get(&term).copied().unwrap_or(UNLISTED);
    (f64::from(texts + 1) / (f64::from(with) + 0.5)).ln().max(0.0)
}

/// What an article is about: terms (hashes of stems) in ascending order with their weights, of length 1 together; empty for an article
/// without words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portrait {
    /// Terms and weights.
    pub terms: Vec<(u64, f32)>,
}

impl Portrait {
    /// Draws an article.
    pub fn of(article: &Article, rarity: &Rarity) -> Portrait {
        let weight = |(term, times): (u64, f32)| {
            let repeated = if times > 1.0 { 1.0 + times.ln() } else { times };
            // To the power 1.25 (roots are the same on every machine): one rare word says more than many common ones. This and the weight of
            // names are chosen on `eval/data/stories/tuning.jsonl`.
            let rarity = rarity.of_term(term);
            (term, repeated * rarity * rarity.sqrt().sqrt())
        };
        let mut terms: Vec<(u64, f32)> = occurrences(article).into_iter().map(weight).filter(|(_, weight)| *weight > 0.0).collect();
        heaviest_first(&mut terms);
        terms.truncate(LONGEST);
        terms.sort_unstable_by_key(|(term, _)| *term);
        let length = terms.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        terms.iter_mut().for_each(|(_, weight)| *weight /= length);
        Portrait { terms }
    }

    /// Its heaviest terms.
    pub fn heaviest(&self, number: usize) -> Vec<u64> {
        let mut terms = self.terms.clone();
        heaviest_first(&mut terms);
        terms.into_iter().take(number).map(|(term, _)| term).collect()
    }
}

/// Sorts by weight, then by term.
pub fn heaviest_first(terms: &mut [(u64, f32)]) {
    terms.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
}

/// Terms of an article, each with its occurrences; one near the top counts for several.
fn occurrences(article: &Article) -> FxHashMap<u64, f32> {
    let mut times: FxHashMap<u64, f32> = FxHashMap::default();
    for (at, word) in title_and_body(article).iter().enumerate() {
        if let Some(stem) = stem_of(word) {
            let named = if word.class == WordClass::Name { NAMED } else { 1.0 };
            *times.entry(text_hash(&stem)).or_default() += named * (1.0 + TOP_WEIGHT * (-(at as f32) / TOP_WORDS).exp());
        }
    }
    times
}

/// How the article writes each of these terms where it has them.
pub fn written(article: &Article, terms: &[u64]) -> FxHashMap<u64, String> {
    let mut found = FxHashMap::default();
    for word in title_and_body(article) {
        let Some(term) = stem_of(&word).map(|stem| text_hash(&stem)).filter(|term| terms.contains(term)) else { continue };
        found.entry(term).or_insert_with(|| shown(&word, article));
    }
    found
}

/// A word as the body has it; of a title that is not in the body only the lower case is at hand.
fn shown(word: &Word, article: &Article) -> String {
    let body = article.text.get(word.start..word.end).filter(|slice| slice.to_lowercase() == word.lower);
    body.unwrap_or(&word.lower).to_string()
}

/// Words of the title, where the body does not open with it, and of the body.
fn title_and_body(article: &Article) -> Vec<Word> {
    let body = article_words(article);
    let mut title = article.title.as_deref().map(words).unwrap_or_default();
    if body.iter().zip(&title).all(|(x, y)| x.lower == y.lower) {
        title.clear();
    }
    title.extend(body);
    title
}

/// The stem by which a word is compared, digits for a spelt number; `None` for words of grammar.
pub fn stem_of(word: &Word) -> Option<String> {
    if let Some(number) = SPELT.iter().position(|s| *s == word.lower) {
        return Some(number.to_string());
    }
    match word.class {
        WordClass::Function => None,
        WordClass::Number => Some(word.lower.replace(',', "")),
        WordClass::Name | WordClass::Content => Some(stem(&word.lower)),
    }
}

/// A word without its ending: rough, since a wrong stem only costs weight.
fn stem(word: &str) -> String {
    let mut letters: Vec<char> = word.strip_suffix("'s").unwrap_or(word).chars().collect();
    let whole: String = letters.iter().collect();
    if let Some(ending) = ENDINGS.iter().find(|e| whole.ends_with(**e) && letters.len() >= ROOT + e.len()) {
        letters.truncate(letters.len() - ending.len());
    }
    if letters.len() > ROOT && letters.last().is_some_and(|c| matches!(c, 'e' | 'y')) {
        letters.pop();
    }
    if letters.len() > ROOT && letters[letters.len() - 1] == letters[letters.len() - 2] {
        letters.pop();
    }
    letters.into_iter().take(STEM).collect()
}

/// How close two portraits are: 0 for nothing in common, 1 for the same. Also of sums of portraits, then as a product of both sizes.
pub fn product(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Adds two portraits or sums of them.
pub fn added(a: &[(u64, f32)], b: &[(u64, f32)]) -> Vec<(u64, f32)> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let first = a.get(i).map_or(u64::MAX, |x| x.0);
        let second = b.get(j).map_or(u64::MAX, |x| x.0);
        let mut weight = 0.0;
        if i < a.len() && first <= second {
            weight += a[i].1;
            i += 1;
        }
        if j < b.len() && second <= first {
            weight += b[j].1;
            j += 1;
        }
        sum.push((first.min(second), weight));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_have_one_stem() {
        for (a, b) in [("shelled", "shelling"), ("rebels", "rebel"), ("attackers", "attacker"), ("killed", "killing"), ("karsk's", "karsk")]
        {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("shelter"), stem("shells"));
    }

    #[test]
    fn numbers_are_one_however_they_are_written() {
        let stems = |text: &str| words(text).iter().filter_map(stem_of).collect::<Vec<_>>();
        assert_eq!(stems("twelve 9,000"), stems("12 9000"));
    }

    #[test]
    fn the_top_weighs_more_than_the_end() {
        let filler = "grey hills lay quiet under slow rain while farmers mended fences, counted sheep, oiled gates. ".repeat(6);
        let article = Article::of_text("a", &format!("Quarrels in Karsk. {filler} Long ago there was a fair in Dornau."));
        let portrait = Portrait::of(&article, &Rarity::of(&[&article]));
        let weight = |name: &str| portrait.terms.iter().find(|(t, _)| *t == text_hash(&stem(name))).map(|(_, w)| *w);
        assert!(weight("karsk") > weight("dornau"));
    }

    #[test]
    fn sums_keep_every_term_once() {
        let (a, b) = (vec![(1, 0.5), (3, 0.5), (9, 1.0)], vec![(3, 0.25), (4, 1.0)]);
        assert_eq!(added(&a, &b), [(1, 0.5), (3, 0.75), (4, 1.0), (9, 1.0)]);
        assert_eq!(product(&a, &b), 0.125);
    }
}
