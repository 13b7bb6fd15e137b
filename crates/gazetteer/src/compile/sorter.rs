//! Sorts more byte strings than fit into memory: sorted runs in unnamed scratch files, merged in the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::PathBuf;

/// Buffer of each run while runs are merged, bytes.
const READ_AHEAD: usize = 256 * 1024;

/// Takes items in any order.
pub(crate) struct Sorter {
    scratch: PathBuf,
    /// Bytes of items and their places in memory before a run is written.
    budget: usize,
    bytes: Vec<u8>,
    items: Vec<Item>,
    runs: Vec<File>,
    count: u64,
}

/// Where an item stands, with its first bytes, so that most comparisons need not go there.
#[derive(Clone, Copy)]
pub(crate) struct Item {
    prefix: u64,
    start: u32,
    len: u16,
}

impl Item {
    fn of<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let start = self.start as usize;
        &bytes[start..start + usize::from(self.len)]
    }
}

impl Sorter {
    /// A sorter that writes runs into unnamed files of the folder `scratch` whenever `budget` bytes are full.
    pub(crate) fn new(scratch: PathBuf, budget: usize) -> Sorter {
        Sorter { scratch, budget, bytes: Vec::new(), items: Vec::new(), runs: Vec::new(), count: 0 }
    }

    /// Items taken so far.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Takes an item of at most 65,535 bytes.
    pub(crate) fn push(&mut self, item: &[u8]) -> io::Result<()> {
        let len = u16::try_from(item.len()).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "a name of more than 65,535 bytes"))?;
        if self.bytes.len() + item.len() + (self.items.len() + 1) * size_of::<Item>() > self.budget {
            self.write_run()?;
        }
        let start = u32::try_from(self.bytes.len()).map_err(|_| io::Error::other("a budget of more than 4 GiB"))?;
        self.bytes.extend_from_slice(item);
        self.items.push(Item { prefix: prefix(item), start, len });
        self.count += 1;
        Ok(())
    }

    /// Everything taken, in the order of bytes.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        if self.runs.is_empty() {
            self.sort();
            return Ok(Sorted::InMemory { bytes: self.bytes, items: self.items.into_iter() });
        }
        self.write_run()?;
        // The buffers are not needed any more, and merging needs room.
        (self.bytes, self.items) = (Vec::new(), Vec::new());
        let mut runs: Vec<BufReader<File>> = Vec::with_capacity(self.runs.len());
        let mut heads = BinaryHeap::with_capacity(self.runs.len());
        for file in self.runs {
            let mut run = BufReader::with_capacity(READ_AHEAD, file);
            let mut head = Vec::new();
            if read_item(&mut run, &mut head)? {
                heads.push(Reverse((head, runs.len())));
            }
            runs.push(run);
        }
        Ok(Sorted::Merged { runs, heads })
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.items.sort_unstable_by(|a, b| a.prefix.cmp(&b.prefix).then_with(|| a.of(bytes).cmp(b.of(bytes))));
    }

    fn write_run(&mut self) -> io::Result<()> {
        if self.items.is_empty() {
            return Ok(());
        }
        self.sort();
        let mut out = BufWriter::with_capacity(READ_AHEAD, tempfile::tempfile_in(&self.scratch)?);
        for item in &self.items {
            out.write_all(&item.len.to_le_bytes())?;
            out.write_all(item.of(&self.bytes))?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.bytes.clear();
        self.items.clear();
        Ok(())
    }
}

fn prefix(item: &[u8]) -> u64 {
    let mut first = [0; 8];
    let len = item.len().min(8);
    first[..len].copy_from_slice(&item[..len]);
    u64::from_be_bytes(first)
}

fn read_item(run: &mut impl Read, into: &mut Vec<u8>) -> io::Result<bool> {
    let mut len = [0; 2];
    match run.read_exact(&mut len) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        Err(error) => return Err(error),
    }
    into.resize(usize::from(u16::from_le_bytes(len)), 0);
    run.read_exact(into)?;
    Ok(true)
}

/// Gives the items back in order.
pub(crate) enum Sorted {
    /// Everything fitted into memory.
    InMemory { bytes: Vec<u8>, items: std::vec::IntoIter<Item> },
    /// The runs with the least item of each that is still to come.
    Merged { runs: Vec<BufReader<File>>, heads: BinaryHeap<Reverse<(Vec<u8>, usize)>> },
}

impl Sorted {
    /// Puts the next item into the buffer; false at the end.
    pub(crate) fn next(&mut self, into: &mut Vec<u8>) -> io::Result<bool> {
        into.clear();
        match self {
            Sorted::InMemory { bytes, items } => {
                let next = items.next();
                next.iter().for_each(|item| into.extend_from_slice(item.of(bytes)));
                Ok(next.is_some())
            }
            Sorted::Merged { runs, heads } => {
                let Some(mut least) = heads.peek_mut() else { return Ok(false) };
                let run = least.0.1;
                std::mem::swap(into, &mut least.0.0);
                if !read_item(&mut runs[run], &mut least.0.0)? {
                    PeekMut::pop(least);
                }
                Ok(true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sorter;

    fn sorted(items: &[Vec<u8>], budget: usize) -> Vec<Vec<u8>> {
        let mut sorter = Sorter::new(std::env::temp_dir(), budget);
        items.iter().for_each(|item| sorter.push(item).unwrap());
        let (mut all, mut item, mut sorted) = (Vec::new(), Vec::new(), sorter.sorted().unwrap());
        while sorted.next(&mut item).unwrap() {
            all.push(item.clone());
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn runs_and_memory_give_the_order_of_bytes(mut items in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..200)) {
            let in_runs = sorted(&items, 256);
            let in_memory = sorted(&items, 1 << 20);
            items.sort();
            prop_assert_eq!(&in_runs, &items);
            prop_assert_eq!(&in_memory, &items);
        }
    }

    #[test]
    fn an_item_too_long_is_refused() {
        assert!(Sorter::new(std::env::temp_dir(), 1 << 20).push(&[0; 70_000]).is_err());
    }
}
