//! Reads two passages side by side: can both be right?
//!
//! A second, small encoder whose pieces of either passage see those of the other (`models/pairs/`, made by `training/pairs.py`). It shares
//! the table of word pieces with the reader. Guarantees: an answer depends on the two passages and their days alone. It says what it takes
//! two wordings for, with the words that matter; who said so, whether the two tell one happening at all and what follows from it is not its
//! business.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use tacitus_record::Day;

use crate::encoder::{VOCABULARY, WEIGHTS, floats, recorded_hash};
use crate::lent::Lent;
use crate::wordpiece::{WordPiece, is_punctuation};

static PAIR_MANIFEST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/pairs/manifest.toml"));
static PAIR_WEIGHTS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/pairs/pairs.onnx"));

/// Most word pieces of one passage; what is longer is cut at its end. As in `training/pairs.py`.
const MOST: usize = 120;
/// Scores of a verdict: whether they contradict each other, then the slots.
const SCORES: usize = 1 + Slot::ALL.len();
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// In what two reports of one happening differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Who did it.
    Actor,
    /// Who or what was hit, seized or arrested.
    Target,
    /// Where.
    Place,
    /// On which day.
    Day,
    /// How many were killed.
    Deaths,
    /// How many were wounded, missing, captured, displaced.
    Others,
    /// With what.
    Weapon,
    /// Who holds it.
    Holder,
    /// Whether it happened, or whether he did it.
    Denial,
}

impl Slot {
    /// In the order of the graph's scores.
    pub const ALL: [Slot; 9] =
        [Slot::Actor, Slot::Target, Slot::Place, Slot::Day, Slot::Deaths, Slot::Others, Slot::Weapon, Slot::Holder, Slot::Denial];
}

/// A passage of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Passage<'a> {
    /// Its words.
    pub text: &'a str,
    /// Day on which the article came out, where known.
    pub published: Option<Day>,
}

/// What two passages are taken for. Scores are logarithms of odds, to a thousandth, so that what is kept as words is what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// That both tell one happening and cannot both be right.
    pub disputes: f32,
    /// In which slot they differ, if they do: a score for each of [`Slot::ALL`].
    pub slots: [f32; Slot::ALL.len()],
    /// Words of the first and of the second passage.
    pub words: [Vec<WordWeight>; 2],
}

/// One word of a passage, and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordWeight {
    /// First byte in the passage.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Logarithm of the odds that the dispute is about it.
    pub disputed: f32,
}

impl fmt::Display for Verdict {
    /// Scores in thousandths, and each word with its place, so that it can be kept and read again.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let whole = |score: f32| (score * 1000.0).round() as i32;
        write!(f, "{}", whole(self.disputes))?;
        self.slots.iter().try_for_each(|slot| write!(f, " {}", whole(*slot)))?;
        for words in &self.words {
            write!(f, " ;")?;
            words.iter().try_for_each(|w| write!(f, " {} {} {}", w.start, w.end, whole(w.disputed)))?;
        }
        Ok(())
    }
}

impl FromStr for Verdict {
    type Err = ();

    fn from_str(kept: &str) -> Result<Verdict, ()> {
        let score = |number: &str| number.parse::<i32>().map(|thousandths| thousandths as f32 / 1000.0).map_err(|_| ());
        let place = |number: &str| number.parse::<usize>().map_err(|_| ());
        let mut parts = kept.split(';').map(|part| part.split_whitespace().collect::<Vec<&str>>());
        let scores = parts.next().ok_or(())?;
        let [disputes, slots @ ..] = scores.as_slice() else { return Err(()) };
        let slots: Vec<f32> = slots.iter().map(|s| score(s)).collect::<Result<_, ()>>()?;
        let word = |parts: &[&str]| match parts {
            [start, end, disputed] => Ok(WordWeight { start: place(start)?, end: place(end)?, disputed: score(disputed)? }),
            _ => Err(()),
        };
        let mut words = || parts.next().ok_or(())?.chunks(3).map(word).collect::<Result<Vec<WordWeight>, ()>>();
        let words = [words()?, words()?];
        Ok(Verdict { disputes: score(disputes)?, slots: slots.try_into().map_err(|_| ())?, words })
    }
}

/// The encoder of pairs with its weights.
pub struct SideBySide {
    pairs: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 2],
    /// The reader's graph, for its table of word pieces.
    reader: Model,
    ids: NodeId,
    rows: NodeId,
    pieces: WordPiece,
    hash: &'static str,
    threads: Lent,
}

/// The encoder inside this binary, loaded when it is first asked.
pub fn side_by_side() -> &'static SideBySide {
    // Loading packs weights on the threads of a pool: on one that is lent, so that no worker of the caller's waits for itself.
    static EMBEDDED: LazyLock<SideBySide> = LazyLock::new(|| Lent::default().run(|_| SideBySide::embedded()));
    &EMBEDDED
}

impl SideBySide {
    fn embedded() -> SideBySide {
        let load = |weights: &'static [u8], prepack: bool| {
            let mut options = ModelOptions::with_all_ops();
            options.prepack_weights(prepack).load_static_slice(weights).expect("the embedded graphs load")
        };
        let (pairs, reader) = (load(PAIR_WEIGHTS, true), load(WEIGHTS, false));
        let id = |model: &Model, name: &str| model.node_id(name).expect("the graphs have the documented inputs and outputs");
        SideBySide {
            inputs: ["rows", "side", "mask"].map(|name| id(&pairs, name)),
            outputs: ["verdict", "matter"].map(|name| id(&pairs, name)),
            ids: id(&reader, "ids"),
            rows: id(&reader, "rows"),
            pairs,
            reader,
            pieces: WordPiece::new(VOCABULARY),
            hash: recorded_hash(PAIR_MANIFEST),
            threads: Lent::default(),
        }
    }

    /// SHA-256 of the weights, as their manifest records it.
    pub fn hash(&self) -> &'static str {
        self.hash
    }

    /// What the two passages are taken for.
    ///
    /// Works on one thread, which is lent to it.
    pub fn compare(&self, first: Passage, second: Passage) -> Verdict {
        let (before, behind) = days_apart(first.published, second.published);
        let (one, other) = (self.code(&before, first.text), self.code(&behind, second.text));
        self.threads.run(|pool| self.run([&one, &other], pool))
    }

    /// The pieces of what tells the day and of the passage, with the words of the latter.
    fn code(&self, day: &str, text: &str) -> Coded {
        let mut coded = Coded::default();
        for (start, end) in basic_words(day) {
            self.pieces.push(&day[start..end], &mut coded.ids);
        }
        for (start, end) in basic_words(text) {
            let from = coded.ids.len();
            self.pieces.push(&text[start..end], &mut coded.ids);
            coded.ids.truncate(MOST);
            if coded.ids.len() == from {
                break;
            }
            coded.words.push((start, end, from..coded.ids.len()));
        }
        coded
    }

    fn run(&self, coded: [&Coded; 2], pool: &Arc<ThreadPool>) -> Verdict {
        let ends = [1 + coded[0].ids.len(), 2 + coded[0].ids.len() + coded[1].ids.len()];
        let mut ids = vec![self.pieces.cls];
        for part in coded {
            ids.extend(&part.ids);
            ids.push(self.pieces.sep);
        }
        let size = ids.len();
        let side: Vec<i32> = (0..size).map(|at| i32::from(at > ends[0])).collect();
        let options = || Some(RunOptions::default().with_thread_pool(Some(Arc::clone(pool))));
        let whole = "lengths agree with shapes";
        let ids = Value::from_shape(&[1, size], ids).expect(whole);
        let [rows] = self.reader.run_n(vec![(self.ids, ids.into())], [self.rows], options()).expect("the table has every piece");
        let side = Value::from_shape(&[1, size], side).expect(whole);
        let mask = Value::from_shape(&[1, 1, 1, size], vec![0f32; size]).expect(whole);
        let inputs = self.inputs.into_iter().zip([rows.into(), side.into(), mask.into()]).collect();
        let [verdict, matter] = self.pairs.run_n(inputs, self.outputs, options()).expect("the graph runs on any words").map(floats);
        assert_eq!((verdict.len(), matter.len()), (SCORES, size), "pairs.onnx answers what this encoder asks");
        let [verdict, matter] = [verdict, matter].map(|scores| scores.into_iter().map(to_thousandths).collect::<Vec<f32>>());
        let word = |base: usize, (start, end, pieces): &(usize, usize, std::ops::Range<usize>)| {
            let disputed = pieces.clone().map(|p| matter[base + p]).fold(f32::NEG_INFINITY, f32::max);
            WordWeight { start: *start, end: *end, disputed }
        };
        let words = |number: usize, base: usize| coded[number].words.iter().map(|w| word(base, w)).collect();
        let mut slots = [0f32; Slot::ALL.len()];
        slots.copy_from_slice(&verdict[1..]);
        Verdict { disputes: verdict[0], slots, words: [words(0, 1), words(1, ends[0] + 1)] }
    }
}

/// A passage in pieces.
#[derive(Default)]
struct Coded {
    ids: Vec<i32>,
    /// First and last byte of each word, and its pieces.
    words: Vec<(usize, usize, std::ops::Range<usize>)>,
}

/// What is written before either passage, so that days of the week can be compared; nothing where a day is not known.
fn days_apart(first: Option<Day>, second: Option<Day>) -> (String, String) {
    let (Some(one), Some(other)) = (first, second) else { return Default::default() };
    let weekday = |day: Day| WEEKDAYS[day.weekday() as usize];
    let apart = other.number() - one.number();
    let far = match apart {
        0 => String::new(),
        apart => format!(" , {} days {}", apart.abs(), if apart > 0 { "later" } else { "before" }),
    };
    (format!("{} : ", weekday(one)), format!("{}{far} : ", weekday(other)))
}

/// BERT's first cut of a text: runs without white space, every mark by itself.
fn basic_words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let mark = is_punctuation(c);
        if c.is_whitespace() {
            open = false;
        } else if open && !mark {
            if let Some(last) = words.last_mut() {
                last.1 = end;
            }
        } else {
            words.push((at, end));
            open = !mark;
        }
    }
    words
}

fn to_thousandths(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}
