//! What the encoder made of each word, kept so that a reading made elsewhere can be put to it: "do these words say when?", "did what
//! this word tells happen?", "which type is what this one does towards that one?", "is this a threat?".
//!
//! Each question is a small net (one hidden layer) over the vectors of a few words, trained by `training/judges.py` on sentences of
//! contrast (`training/contrast`) beside real news; the encoder itself is not changed by them. Guarantees: answers are sums in a fixed
//! order, without exponentials, so that they are the same on every machine. An answer is a voice beside the rules of `tacitus-reading`.

use std::sync::Arc;

use crate::encoder::dot;

/// Numbers in the vector of a word.
pub(crate) const WIDTH: usize = 384;
/// Vectors that each question looks at.
const LOOKS_AT: usize = 6;

/// One question: the weights of a net with one hidden layer.
#[derive(Debug)]
pub(crate) struct Judge {
    /// A row of `LOOKS_AT * WIDTH` for each hidden unit.
    first: Vec<f32>,
    first_bias: Vec<f32>,
    /// A row for each answer: a weight for each hidden unit, and the bias.
    last: Vec<f32>,
}

impl Judge {
    /// From a row for each hidden unit, their biases, and for each answer the last layer's weights with their bias behind them.
    ///
    /// # Panics
    /// If the lengths do not belong together, which is so for shipped weights or for none.
    pub fn new(first: Vec<f32>, first_bias: Vec<f32>, last: Vec<f32>) -> Judge {
        assert_eq!(first.len(), first_bias.len() * LOOKS_AT * WIDTH, "a judge looks at {LOOKS_AT} vectors");
        assert_eq!(last.len() % (first_bias.len() + 1), 0, "an answer has one last weight for each hidden unit, and a bias");
        Judge { first, first_bias, last }
    }

    /// A score for each answer.
    fn answers(&self, seen: &[f32]) -> Vec<f32> {
        let rows = self.first.chunks_exact(LOOKS_AT * WIDTH);
        let hidden: Vec<f32> = rows.zip(&self.first_bias).map(|(row, bias)| (dot(row, seen) + bias).max(0.0)).collect();
        let answer = |row: &[f32]| hidden.iter().zip(row).map(|(h, w)| h * w).sum::<f32>() + row[hidden.len()];
        self.last.chunks_exact(hidden.len() + 1).map(answer).collect()
    }

    /// The score of the only answer.
    fn log_odds(&self, seen: &[f32]) -> f32 {
        self.answers(seen)[0]
    }
}

/// The questions that can be asked.
#[derive(Debug)]
pub(crate) struct Judges {
    /// Whether a run of words says when something is.
    pub time: Judge,
    /// Whether what a word tells has happened or is going on.
    pub deed: Judge,
    /// Which PLOVER type it is that one party does towards another.
    pub act: Judge,
    /// Whether a clause tells harm that somebody threatens to do.
    pub menace: Judge,
    /// The types, in the order of that judge's answers.
    pub types: Vec<&'static str>,
}

/// What the encoder made of the words of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Trace(Option<Arc<Seen>>);

#[derive(Debug)]
struct Seen {
    /// A vector for the sentence's own mark and one for each word.
    vectors: Vec<f32>,
    /// The encoder's tree: 0 for the root, otherwise the head's number counted from 1.
    heads: Vec<u16>,
    judges: Arc<Judges>,
}

impl PartialEq for Trace {
    fn eq(&self, other: &Trace) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(others)) => own.vectors == others.vectors && own.heads == others.heads,
            (own, others) => own.is_none() && others.is_none(),
        }
    }
}

impl Trace {
    pub(crate) fn new(vectors: Vec<f32>, heads: Vec<u16>, judges: &Arc<Judges>) -> Trace {
        debug_assert_eq!(vectors.len(), (heads.len() + 1) * WIDTH);
        Trace(Some(Arc::new(Seen { vectors, heads, judges: Arc::clone(judges) })))
    }

    /// Log-odds of tokens `start..end` being an expression of time that says when, how long or how often; `None` in a sentence that the
    /// encoder has not seen, or where no token stands.
    pub fn is_time(&self, start: usize, end: usize) -> Option<f32> {
        let seen = self.0.as_ref().filter(|s| start < end && end <= s.heads.len())?;
        let top = (start + 1..=end).find(|&n| !(start + 1..=end).contains(&seen.head(n))).unwrap_or(end);
        let inside = seen.mean(start + 1..=end);
        let behind = seen.mean((end + 1..=seen.heads.len()).take(1));
        let looked = [seen.vector(start + 1), seen.vector(end), &inside, seen.vector(start), &behind, seen.vector(seen.head(top))].concat();
        Some(seen.judges.time.log_odds(&looked))
    }

    /// Log-odds of what a token tells having happened or going on, as against being wished, feared, planned, supposed, denied, ruled, made
    /// up, or said of something else by way of a figure; for words that tell no deed it says nothing. `None` as in [`Trace::is_time`].
    pub fn has_happened(&self, token: usize) -> Option<f32> {
        let (seen, looked) = self.around(token)?;
        Some(seen.judges.deed.log_odds(&looked))
    }

    /// Log-odds of the clause that a token heads telling harm that somebody threatens to do, in whatever words, as against promises, forecasts,
    /// plans, warnings of what others or nature may do, and deeds that are done. `None` as in [`Trace::is_time`].
    pub fn is_threatened(&self, token: usize) -> Option<f32> {
        let (seen, looked) = self.around(token)?;
        Some(seen.judges.menace.log_odds(&looked))
    }

    /// The vectors of a word, of its head, of the sentence's root and mark, and the means of what stands below the word and of all words.
    fn around(&self, token: usize) -> Option<(&Seen, Vec<f32>)> {
        let seen = self.0.as_ref().filter(|s| token < s.heads.len())?;
        let root = seen.heads.iter().position(|&h| h == 0).map_or(0, |r| r + 1);
        let below = seen.mean((1..=seen.heads.len()).filter(|&n| seen.head(n) == token + 1));
        let all = seen.mean(1..=seen.heads.len());
        let looked = [seen.vector(token + 1), seen.vector(seen.head(token + 1)), seen.vector(root), seen.vector(0), &below, &all].concat();
        Some((seen, looked))
    }

    /// Every PLOVER type with a score for being what `actor` does towards `recipient` by the word `token`, the whole act: a promise of aid is
    /// AGREE. Scores are logarithms of odds up to a constant. `None` as in [`Trace::is_time`].
    pub fn act(&self, token: usize, actor: usize, recipient: usize) -> Option<Vec<(&'static str, f32)>> {
        let inside = |s: &&Arc<Seen>| [token, actor, recipient].iter().all(|&t| t < s.heads.len());
        let seen = self.0.as_ref().filter(inside)?;
        let below = seen.mean((1..=seen.heads.len()).filter(|&n| seen.head(n) == token + 1));
        let all = seen.mean(1..=seen.heads.len());
        let word = |token: usize| seen.vector(token + 1);
        let looked = [word(token), word(actor), word(recipient), &below, &all, seen.vector(seen.head(token + 1))].concat();
        Some(seen.judges.types.iter().copied().zip(seen.judges.act.answers(&looked)).collect())
    }
}

impl Seen {
    fn vector(&self, number: usize) -> &[f32] {
        &self.vectors[number * WIDTH..(number + 1) * WIDTH]
    }

    /// The head's number of a word by its number; 0 of the root.
    fn head(&self, number: usize) -> usize {
        usize::from(self.heads[number - 1])
    }

    /// The mean of the vectors with those numbers; zeros where there are none.
    fn mean(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<f32> {
        let mut sum = vec![0f32; WIDTH];
        let mut count = 0f32;
        for number in numbers {
            sum.iter_mut().zip(self.vector(number)).for_each(|(s, x)| *s += x);
            count += 1.0;
        }
        sum.iter_mut().for_each(|s| *s /= count.max(1.0));
        sum
    }
}
