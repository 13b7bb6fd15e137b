//! Finds texts by rare marks that they have in common, for millions of texts in little memory.
//!
//! A posting is a mark and the number of a text that has it. Marks are cut to 40 bits, so that a few among millions fall together by chance;
//! what is found is compared in full anyway. Postings stand in shards by the first bits of the mark, each in sorted layers that are merged as
//! they grow (O'Neil et al. 1996, "The log-structured merge-tree"); the last and largest layer is packed into about four bytes a posting.

use crate::fingerprint::Marks;
use crate::words::words;

/// Postings longer than this are common phrasing or one much-copied text; they are compared with their first two texts only.
const LONGEST_POSTING: usize = 32;
/// Rare marks two texts must share to be compared at all.
const LEAST_SHARED: usize = 3;
/// Bits of a mark that choose its shard.
const SHARD_BITS: u32 = 8;
/// Bits of a mark within its shard, of which the last says whether it is verbatim.
const KEY_BITS: u32 = 32;
/// Spreads hashes of which mostly small ones are kept (Fibonacci hashing, Knuth 1998, section 6.4).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
/// Postings that wait unsorted, and those of the first sorted layer.
const WAITING: usize = 64;
const FIRST_LAYER: usize = 4096;
/// The second layer is packed once it is this part of what is packed already.
const SECOND_LAYER: usize = 8;
/// Postings between two entries of a packed layer's directory.
const STRIDE: usize = 64;

/// A mark within its shard, and the number of a text.
type Posting = (u32, u32);

/// A text that shares enough with another to be compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its number.
    pub text: u32,
    /// Whether a run of words is among what is shared, not only frames and names.
    pub verbatim: bool,
}

/// Texts by their marks. Texts are numbered from 0 in the order in which they are put in.
pub struct Index {
    shards: Vec<Shard>,
    texts: u32,
}

impl Default for Index {
    fn default() -> Index {
        Index { shards: (0..1 << SHARD_BITS).map(|_| Shard::default()).collect(), texts: 0 }
    }
}

impl Index {
    /// Puts a text in under the next number, which is returned.
    pub fn insert(&mut self, marks: &Marks) -> u32 {
        let text = self.texts;
        for (shard, key) in keys(marks) {
            self.shards[shard].insert((key, text));
        }
        self.texts += 1;
        text
    }

    /// Leaves a number to a text that is not to be found.
    pub fn skip(&mut self) {
        self.texts += 1;
    }

    /// The texts with lower numbers than this one that share enough with it, in order.
    pub fn before(&self, text: u32, marks: &Marks) -> Vec<Near> {
        let mut shared: Vec<(u32, bool)> = Vec::new();
        let mut holders: Vec<u32> = Vec::new();
        for (shard, key) in keys(marks) {
            holders.clear();
            self.shards[shard].holders(key, &mut holders);
            holders.sort_unstable();
            let lower = holders.partition_point(|other| *other < text);
            let compared = if holders.len() > LONGEST_POSTING { lower.min(2) } else { lower };
            shared.extend(holders[..compared].iter().map(|&other| (other, key & 1 == 1)));
        }
        shared.sort_unstable();
        let enough = shared.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() >= LEAST_SHARED);
        enough.map(|same| Near { text: same[0].0, verbatim: same.iter().any(|s| s.1) }).collect()
    }
}

/// Shard and key of each mark.
fn keys(marks: &Marks) -> impl Iterator<Item = (usize, u32)> {
    let key = |mark: u64, verbatim: u32| {
        let spread = mark.wrapping_mul(SPREAD);
        let key = (spread >> (u64::BITS - SHARD_BITS - KEY_BITS)) as u32;
        ((spread >> (u64::BITS - SHARD_BITS)) as usize, key & !1 | verbatim)
    };
    let others = marks.others.iter().map(move |&mark| key(mark, 0));
    marks.runs.iter().map(move |&mark| key(mark, 1)).chain(others)
}

/// The postings of some marks.
#[derive(Default)]
struct Shard {
    waiting: Vec<Posting>,
    first: Vec<Posting>,
    second: Vec<Posting>,
    packed: Packed,
}

impl Shard {
    fn insert(&mut self, posting: Posting) {
        self.waiting.push(posting);
        if self.waiting.len() < WAITING {
            return;
        }
        self.waiting.sort_unstable();
        merge(&mut self.first, &mut self.waiting);
        if self.first.len() < FIRST_LAYER {
            return;
        }
        merge(&mut self.second, &mut self.first);
        if self.second.len() >= (self.packed.length / SECOND_LAYER).max(FIRST_LAYER) {
            self.packed = self.packed.with(&self.second);
            self.second = Vec::new();
        }
    }

    /// Adds the texts that have a mark.
    fn holders(&self, key: u32, found: &mut Vec<u32>) {
        self.packed.holders(key, found);
        for layer in [&self.second, &self.first] {
            let from = layer.partition_point(|posting| posting.0 < key);
            found.extend(layer[from..].iter().take_while(|posting| posting.0 == key).map(|posting| posting.1));
        }
        found.extend(self.waiting.iter().filter(|posting| posting.0 == key).map(|posting| posting.1));
    }
}

/// Moves all of a sorted list into another, which stays sorted.
fn merge(into: &mut Vec<Posting>, from: &mut Vec<Posting>) {
    let (mut old, mut new) = (into.len(), from.len());
    into.resize(old + new, (0, 0));
    // From the end, so that nothing is written over before it was moved.
    while new > 0 {
        let at = old + new - 1;
        if old > 0 && into[old - 1] > from[new - 1] {
            into[at] = into[old - 1];
            old -= 1;
        } else {
            into[at] = from[new - 1];
            new -= 1;
        }
    }
    from.clear();
}

/// Sorted postings, each as the distance of its mark from the one before and the text's number, in bytes of seven bits.
#[derive(Default)]
struct Packed {
    bytes: Vec<u8>,
    /// Of every [`STRIDE`]th posting the mark and where it stands.
    directory: Vec<(u32, u32)>,
    length: usize,
}

impl Packed {
    /// These postings and the sorted ones given.
    fn with(&self, more: &[Posting]) -> Packed {
        let room = self.bytes.len() + more.len() * (self.bytes.len() / self.length.max(1) + 2);
        let mut all = Packed { bytes: Vec::with_capacity(room), directory: Vec::new(), length: 0 };
        let mut last = 0;
        let mut more = more.iter().copied().peekable();
        for posting in self.postings(0) {
            while let Some(before) = more.next_if(|other| *other < posting) {
                all.push(&mut last, before);
            }
            all.push(&mut last, posting);
        }
        more.for_each(|posting| all.push(&mut last, posting));
        all.bytes.shrink_to_fit();
        all
    }

    fn push(&mut self, last: &mut u32, (key, text): Posting) {
        if self.length.is_multiple_of(STRIDE) {
            self.directory.push((key, self.bytes.len() as u32));
            *last = key;
        }
        write(&mut self.bytes, key - *last);
        write(&mut self.bytes, text);
        *last = key;
        self.length += 1;
    }

    /// The postings from an entry of the directory on.
    fn postings(&self, entry: usize) -> impl Iterator<Item = Posting> {
        let mut at = self.directory.get(entry).map_or(self.bytes.len(), |e| e.1 as usize);
        let (mut count, mut key) = (0, 0);
        std::iter::from_fn(move || {
            if at >= self.bytes.len() {
                return None;
            }
            if count % STRIDE == 0 {
                key = self.directory[entry + count / STRIDE].0;
            }
            count += 1;
            key += read(&self.bytes, &mut at);
            Some((key, read(&self.bytes, &mut at)))
        })
    }

    fn holders(&self, key: u32, found: &mut Vec<u32>) {
        // The mark may begin in the stretch before the first entry that has it.
        let entry = self.directory.partition_point(|(first, _)| *first < key).saturating_sub(1);
        let there = self.postings(entry).skip_while(|posting| posting.0 < key).take_while(|posting| posting.0 == key);
        found.extend(there.map(|posting| posting.1));
    }
}

fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read(bytes: &[u8], at: &mut usize) -> u32 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return number;
        }
        shift += 7;
    }
}

/// Takes up texts one by one and says which earlier ones each may be a copy of: what [`crate::copies`] looks for first, for streams of texts
/// that nobody holds at once.
#[derive(Default)]
pub struct CopyIndex(Index);

impl CopyIndex {
    /// Takes up a text under the next number, from 0; gives the numbers of earlier texts that share enough rare marks with it, in order.
    pub fn take_up(&mut self, text: &str) -> Vec<u32> {
        let marks = Marks::of(&words(text));
        let number = self.0.insert(&marks);
        self.0.before(number, &marks).into_iter().map(|near| near.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_goes_in_is_found(marks in prop::collection::vec(prop::collection::btree_set(0u64..4000, 1..40), 1..600)) {
            let mut index = Index::default();
            let mut holders: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            let of = |set: &std::collections::BTreeSet<u64>| Marks { runs: set.iter().copied().collect(), others: Vec::new() };
            for (number, set) in marks.iter().enumerate() {
                prop_assert_eq!(index.insert(&of(set)), number as u32);
                set.iter().for_each(|mark| holders.entry(*mark).or_default().push(number as u32));
            }
            for (mark, wanted) in holders {
                let (shard, key) = keys(&of(&[mark].into())).next().unwrap();
                let mut found = Vec::new();
                index.shards[shard].holders(key, &mut found);
                found.sort_unstable();
                prop_assert!(found == wanted, "{} {:?} {:?}", mark, found, wanted);
            }
        }

        #[test]
        fn packed_postings_come_out_as_they_went_in(mut postings in prop::collection::vec((any::<u32>(), any::<u32>()), 0..500), cut in 0usize..500) {
            postings.sort_unstable();
            let (mut some, mut rest): (Vec<Posting>, Vec<Posting>) = (Vec::new(), Vec::new());
            postings.iter().enumerate().for_each(|(i, p)| if i % 7 < cut % 7 { some.push(*p) } else { rest.push(*p) });
            let packed = Packed::default().with(&some).with(&rest);
            prop_assert_eq!(packed.postings(0).collect::<Vec<_>>(), postings.clone());
            for (key, _) in &postings {
                let mut found = Vec::new();
                packed.holders(*key, &mut found);
                prop_assert_eq!(found, postings.iter().filter(|p| p.0 == *key).map(|p| p.1).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_reworded_copy_is_found_among_other_texts() {
        let text = |n: usize| {
            format!(
                "Shells from Mount {n}rik hit the mill of Karsk{n} on day {n}, and mayor Brandt{n} said that nine of the {n} people who were in it had \
                 died before help came from Dornau{n}."
            )
        };
        let mut index = CopyIndex::default();
        for n in 0..200 {
            index.take_up(&text(n));
        }
        let copy = text(77).replace("hit the mill", "struck the factory").replace("help came", "aid arrived");
        assert!(index.take_up(&copy).contains(&77));
    }
}
