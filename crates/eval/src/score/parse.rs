//! Trees: UPOS, UAS and LAS as F1 over aligned words, in the manner of the CoNLL 2018 shared task.
//!
//! [`tokens`] compares sentence by sentence; [`raw`] aligns the words of whole documents by characters. Relations are compared without
//! subtype.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Range, prf};
use crate::conllu::{Sentence, Word};

/// A word's place among the characters of its sentence that are no white space, and its place in a multiword token.
type Key = (usize, usize, usize);

#[derive(Default)]
struct Counts {
    words: usize,
    upos: usize,
    uas: usize,
    las: usize,
    predicted: usize,
    gold: usize,
}

impl Counts {
    fn figures(&self) -> [(&'static str, Value); 4] {
        let f = |right: usize| prf(right, self.predicted, self.gold);
        [("words", f(self.words)), ("upos", f(self.upos)), ("uas", f(self.uas)), ("las", f(self.las))]
    }
}

/// Sentences are matched by `sent_id`, words by their characters.
pub fn tokens(gold: &[Sentence], predicted: &[Sentence]) -> Value {
    let named = |(n, s): (usize, &'_ Sentence)| s.id.clone().unwrap_or_else(|| n.to_string());
    let ours: BTreeMap<String, &Sentence> = predicted.iter().enumerate().map(|(n, s)| (named((n, s)), s)).collect();
    let mut c = Counts::default();
    for (n, sentence) in gold.iter().enumerate() {
        let empty = Sentence::default();
        let own = ours.get(&named((n, sentence))).copied().unwrap_or(&empty);
        c.gold += sentence.words.len();
        c.predicted += own.words.len();
        let (theirs, keys) = (keys(sentence), keys(own));
        let by_key: BTreeMap<Key, usize> = keys.iter().enumerate().map(|(i, k)| (*k, i)).collect();
        for (i, word) in sentence.words.iter().enumerate() {
            let Some(other) = by_key.get(&theirs[i]).map(|&j| &own.words[j]) else { continue };
            c.words += 1;
            c.upos += usize::from(word.upos == other.upos);
            let attached = matches!((head_key(sentence, &theirs, word), head_key(own, &keys, other)), (Some(a), Some(b)) if a == b);
            c.uas += usize::from(attached);
            c.las += usize::from(attached && word.relation() == other.relation());
        }
    }
    Value::Object(c.figures().into_iter().map(|(k, v)| (k.to_string(), v)).collect())
}

fn letters(form: &str) -> usize {
    form.chars().filter(|c| !c.is_whitespace()).count()
}

fn keys(s: &Sentence) -> Vec<Key> {
    let mut at = 0;
    let mut token: Option<(usize, Range)> = None;
    let mut all = Vec::with_capacity(s.words.len());
    for word in &s.words {
        let Some((form, first)) = &word.token else {
            let end = at + letters(&word.form);
            all.push((at, end, 0));
            at = end;
            continue;
        };
        let range = match token {
            Some((known, range)) if known == *first => range,
            _ => (at, at + letters(form)),
        };
        token = Some((*first, range));
        at = range.1;
        all.push((range.0, range.1, word.number - first));
    }
    all
}

/// The head's key, (MAX, MAX, MAX) for the root, `None` where the head is no word.
fn head_key(s: &Sentence, keys: &[Key], word: &Word) -> Option<Key> {
    match word.head? {
        0 => Some((usize::MAX, usize::MAX, usize::MAX)),
        head => s.words.iter().position(|w| w.number == head).map(|i| keys[i]),
    }
}

/// A word of a document: its characters in the document, counted without white space.
struct Placed<'a> {
    word: &'a Word,
    range: Range,
    multiword: bool,
    /// Index of the head among all words; `None` for the root.
    head: Option<usize>,
}

/// Words are aligned over the whole file; sentences count by both boundaries.
pub fn raw(gold: &[Sentence], predicted: &[Sentence]) -> Value {
    let ((theirs, their_sentences), (ours, our_sentences)) = (place(gold), place(predicted));
    let pairs = align(&theirs, &ours);
    let partner: BTreeMap<usize, usize> = pairs.iter().map(|&(g, p)| (p, g)).collect();
    let mut c = Counts { predicted: ours.len(), gold: theirs.len(), words: pairs.len(), ..Counts::default() };
    for &(g, p) in &pairs {
        let (word, own) = (&theirs[g], &ours[p]);
        c.upos += usize::from(word.word.upos == own.word.upos);
        let attached = match (word.head, own.head) {
            (None, None) => true,
            (Some(a), Some(b)) => partner.get(&b) == Some(&a),
            _ => false,
        };
        c.uas += usize::from(attached);
        c.las += usize::from(attached && word.word.relation() == own.word.relation());
    }
    let mut out = serde_json::Map::new();
    out.insert(
        "sentences".to_string(),
        prf(their_sentences.intersection(&our_sentences).count(), our_sentences.len(), their_sentences.len()),
    );
    out.extend(c.figures().into_iter().map(|(k, v)| (k.to_string(), v)));
    json!(out)
}

fn place(sentences: &[Sentence]) -> (Vec<Placed<'_>>, BTreeSet<Range>) {
    let (mut words, mut bounds, mut offset) = (Vec::new(), BTreeSet::new(), 0);
    for s in sentences {
        let base = words.len();
        let keys = keys(s);
        for (word, key) in s.words.iter().zip(&keys) {
            let head = word.head.filter(|&h| h > 0).and_then(|h| s.words.iter().position(|w| w.number == h)).map(|i| base + i);
            words.push(Placed { word, range: (offset + key.0, offset + key.1), multiword: word.token.is_some(), head });
        }
        let end = offset + keys.last().map_or(0, |k| k.1);
        bounds.insert((offset, end));
        offset = end;
    }
    (words, bounds)
}

/// Pairs (gold word, predicted word). Where neither is part of a multiword token both boundaries must agree; inside multiword tokens
/// words are aligned by the longest common subsequence of their forms.
fn align(gold: &[Placed], ours: &[Placed]) -> Vec<(usize, usize)> {
    let (mut pairs, mut g, mut p) = (Vec::new(), 0, 0);
    while g < gold.len() && p < ours.len() {
        if gold[g].multiword || ours[p].multiword {
            let (g0, p0, g1, p1) = multiword_stretch(gold, ours, g, p);
            pairs.extend(common(&gold[g0..g1], &ours[p0..p1]).into_iter().map(|(a, b)| (g0 + a, p0 + b)));
            (g, p) = (g1, p1);
        } else if gold[g].range == ours[p].range {
            pairs.push((g, p));
            (g, p) = (g + 1, p + 1);
        } else if gold[g].range.0 <= ours[p].range.0 {
            g += 1;
        } else {
            p += 1;
        }
    }
    pairs
}

/// The words on both sides that lie in the multiword token at hand, and in those that overlap it.
fn multiword_stretch(gold: &[Placed], ours: &[Placed], mut g: usize, mut p: usize) -> (usize, usize, usize, usize) {
    let mut end = if gold[g].multiword {
        if !ours[p].multiword && ours[p].range.0 < gold[g].range.0 {
            p += 1;
        }
        gold[g].range.1
    } else {
        if !gold[g].multiword && gold[g].range.0 < ours[p].range.0 {
            g += 1;
        }
        ours[p].range.1
    };
    let (g0, p0) = (g, p);
    let beyond =
        |words: &[Placed], i: usize, end: usize| words.get(i).is_none_or(|w| if w.multiword { w.range.0 >= end } else { w.range.1 > end });
    let extend = |w: &Placed, end: usize| if w.multiword { end.max(w.range.1) } else { end };
    while !beyond(gold, g, end) || !beyond(ours, p, end) {
        let gold_first = g < gold.len() && (p >= ours.len() || gold[g].range.0 <= ours[p].range.0);
        if gold_first {
            end = extend(&gold[g], end);
            g += 1;
        } else {
            end = extend(&ours[p], end);
            p += 1;
        }
    }
    (g0, p0, g, p)
}

/// Longest common subsequence by lower-cased form.
fn common(a: &[Placed], b: &[Placed]) -> Vec<(usize, usize)> {
    let same = |i: usize, j: usize| a[i].word.form.to_lowercase() == b[j].word.form.to_lowercase();
    let mut length = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] = if same(i, j) { 1 + length[i + 1][j + 1] } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        if same(i, j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[i][j] == length[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::parse;

    fn sentence(id: &str, words: &[(&str, &str, usize, &str)]) -> String {
        let row = |(i, (form, upos, head, rel)): (usize, &(&str, &str, usize, &str))| {
            format!("{}\t{form}\t_\t{upos}\t_\t_\t{head}\t{rel}\t_\t_\n", i + 1)
        };
        format!("# sent_id = {id}\n{}\n", words.iter().enumerate().map(row).collect::<String>())
    }

    fn f1(figures: &Value, key: &str) -> f64 {
        figures[key]["f1"].as_f64().unwrap()
    }

    #[test]
    fn a_wrong_head_costs_uas_and_las_a_subtype_costs_nothing() {
        let gold = parse(&sentence("s", &[("Rain", "NOUN", 2, "nsubj:outer"), ("fell", "VERB", 0, "root"), ("there", "ADV", 2, "advmod")]))
            .unwrap();
        let ours =
            parse(&sentence("s", &[("Rain", "NOUN", 2, "nsubj"), ("fell", "VERB", 0, "root"), ("there", "PRON", 1, "advmod")])).unwrap();
        let figures = tokens(&gold, &ours);
        assert_eq!((f1(&figures, "upos"), f1(&figures, "uas"), f1(&figures, "las")), (0.6667, 0.6667, 0.6667));
        assert_eq!(f1(&tokens(&gold, &[]), "las"), 0.0);
    }

    #[test]
    fn a_sentence_cut_in_two_keeps_its_words_and_loses_its_boundary() {
        let gold =
            parse(&sentence("s", &[("Rain", "NOUN", 2, "nsubj"), ("fell", "VERB", 0, "root"), ("there", "ADV", 2, "advmod")])).unwrap();
        let cut =
            sentence("1", &[("Rain", "NOUN", 2, "nsubj"), ("fell", "VERB", 0, "root")]) + &sentence("2", &[("there", "ADV", 0, "root")]);
        let figures = raw(&gold, &parse(&cut).unwrap());
        assert_eq!((f1(&figures, "words"), f1(&figures, "sentences"), f1(&figures, "uas")), (1.0, 0.0, 0.6667));
    }

    #[test]
    fn a_word_cut_otherwise_is_wrong_and_its_neighbours_stay_aligned() {
        let gold = parse(&sentence("s", &[("ice-cream", "NOUN", 0, "root"), ("melts", "VERB", 1, "acl")])).unwrap();
        let ours = parse(&sentence(
            "s",
            &[("ice", "NOUN", 3, "compound"), ("-", "PUNCT", 3, "punct"), ("cream", "NOUN", 0, "root"), ("melts", "VERB", 3, "acl")],
        ))
        .unwrap();
        let figures = raw(&gold, &ours);
        assert_eq!((figures["words"]["tp"].clone(), figures["words"]["pred"].clone()), (json!(1), json!(4)));
        assert_eq!(f1(&figures, "uas"), 0.0);
    }

    #[test]
    fn parts_of_a_multiword_token_are_found_where_the_reader_has_none() {
        let gold = "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\tAUX\t_\t_\t3\taux\t_\t_\n2\tn't\t_\tPART\t_\t_\t3\tadvmod\t_\t_\n3\tgo\t_\tVERB\t_\t_\t0\troot\t_\t_\n\n";
        let ours = sentence("s", &[("do", "AUX", 3, "aux"), ("n't", "PART", 3, "advmod"), ("go", "VERB", 0, "root")]);
        let figures = raw(&parse(gold).unwrap(), &parse(&ours).unwrap());
        assert_eq!((f1(&figures, "words"), f1(&figures, "las")), (1.0, 1.0));
    }
}
