//! Tells how two articles stand to each other: which signs say that one was made from the other, what they share, which came first, and what
//! speaks against it. [`crate::copies`] judges whole ledgers; this explains one pair by the same measures.

use tacitus_record::{Article, Span};

use crate::compare::Comparison;
use crate::copies::{SEQUEL_AFTER, certain_signs, credits, is_sequel, same_lead};
use crate::derivation::{Derivation, derivation};
use crate::report::outlet_key;
use crate::texts::Text;
use crate::words::{Word, article_words};

/// How two articles stand to each other. "First" and "second" are in the order they were given.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Signs that need no measuring, in words.
    pub signs: Vec<String>,
    /// What was measured.
    pub comparison: Comparison,
    /// How far the first text comes from the second, and the second from the first, each with the share of it in sentences that the other holds.
    pub derived: ((Derivation, f64), (Derivation, f64)),
    /// Passages that the texts share, in the first and in the second.
    pub passages: (Vec<Span>, Vec<Span>),
    /// Share of the first text's words that stand in them, and of the second's.
    pub carried: (f64, f64),
    /// Whether the first is the older of the two, and why, in words.
    pub direction: (bool, String),
    /// What speaks against a copy, in words.
    pub against: Vec<String>,
}

impl Pair {
    /// Whether one was made from the other.
    pub fn is_copy(&self) -> bool {
        !self.signs.is_empty() || self.comparison.is_copy()
    }
}

/// Looks at two articles.
pub fn pair(a: &Article, b: &Article) -> Pair {
    let texts = [Text::of(a), Text::of(b)];
    let [first, second] = &texts;
    let prints = (first.prints(), second.prints());
    let comparison = Comparison::of(&prints.0, &prints.1);
    let mut signs: Vec<String> = certain_signs(&texts).into_iter().map(|(_, sign)| sign).collect();
    if same_lead(first, second) {
        signs.push("both credit one agency and open with the same words".to_string());
    }
    let (own, other) = (first.cut(), second.cut());
    let passages = (own.passages_in(&other), other.passages_in(&own));
    let carried = (share(a, &passages.0), share(b, &passages.1));
    let (in_a, in_b) = (prints.0.sentences(), prints.1.sentences());
    Pair {
        derived: (derivation(in_a, in_b), derivation(in_b, in_a)),
        direction: direction(a, b, (first.length(), second.length())),
        against: against(&comparison, (first, second), (&in_a.nearest(in_b), &in_b.nearest(in_a))),
        signs,
        comparison,
        passages,
        carried,
    }
}

/// Share of an article's words that stand in these passages.
fn share(article: &Article, passages: &[Span]) -> f64 {
    let words = article_words(article);
    let inside = |w: &&Word| passages.iter().any(|p| p.start() <= w.start && w.end <= p.end());
    if words.is_empty() { 0.0 } else { words.iter().filter(inside).count() as f64 / words.len() as f64 }
}

/// Which of two articles is the older text: credited by the other, then without a source of its own, then published first, then longer.
fn direction(a: &Article, b: &Article, (length_a, length_b): (usize, usize)) -> (bool, String) {
    let outlet = |x: &Article| x.outlet.as_deref().map(outlet_key);
    let credited = |by: &Article, x: &Article| outlet(x).is_some_and(|own| credits(by).any(|c| c == own));
    let derived = |x: &Article| credits(x).any(|c| Some(c) != outlet(x)) || !x.declared_from.is_empty();
    let day = |x: &Article| x.published.as_ref().map(|p| p.value);
    if credited(b, a) != credited(a, b) {
        return (credited(b, a), "the other credits it".to_string());
    }
    if derived(a) != derived(b) {
        return (derived(b), "the other names a source, it names none".to_string());
    }
    match (day(a), day(b)) {
        (Some(x), Some(y)) if x != y => (x < y, format!("it was published first, on {}, the other on {}", x.min(y), x.max(y))),
        (Some(_), None) | (None, Some(_)) => (day(a).is_some(), "the other has no day of publication".to_string()),
        _ if length_a != length_b => (length_a > length_b, "it was published no later and is longer".to_string()),
        _ => (a.id < b.id, "nothing tells which came first; by the order of ids".to_string()),
    }
}

/// Sentence numbers and shares, see [`crate::sentences::Sentences::nearest`].
type Nearest = [Option<(usize, f64)>];

fn against(comparison: &Comparison, (a, b): (&Text, &Text), (in_a, in_b): (&Nearest, &Nearest)) -> Vec<String> {
    let mut against = Vec::new();
    let days_apart = if comparison.is_retold() { 1 } else { SEQUEL_AFTER };
    if is_sequel(a, b, days_apart) {
        against.push("one outlet published both, days apart: a later report of its own repeats the background".to_string());
    }
    if !comparison.has_evidence() {
        against.push("too little is shared outside quotations to be judged, or a borrowed passage only".to_string());
    } else if comparison.is_of_brief_reports() {
        against.push(
            "one is so short that it tells the facts only, in words of its own: another report of them would be as like it".to_string(),
        );
    } else if !comparison.is_copy() {
        against.push(format!("what they share weighs less than it would in copies (log odds {:.1})", comparison.score()));
    }
    for (which, nearest) in [("first", in_a), ("second", in_b)] {
        let own = nearest.iter().filter(|n| n.is_none_or(|(_, share)| share < OWN_BELOW)).count();
        if own > 0 {
            against.push(format!("{own} of {} sentences of the {which} have hardly anything of the other", nearest.len()));
        }
    }
    against
}

/// Share of a sentence, by the rarity of its words, below which it is taken to be the text's own.
const OWN_BELOW: f64 = 0.25;
