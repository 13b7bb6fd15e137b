//! Takes the names that differ from a given one by at most one letter: one more, one less, another, or two exchanged.
//!
//! Bits of a word stand for positions in the name (Wu and Manber 1992, with the exchange of neighbours as in Damerau 1964). It works
//! on bytes, so that a letter outside ASCII, rare in folded Latin names, counts as the bytes that differ.

use fst::Automaton;

/// Longest name that fits into the bits, bytes.
const LONGEST: usize = 62;

/// Takes names at most one letter apart from its own.
pub(crate) struct OneApart {
    /// For each byte the positions at which the name has it.
    positions: Box<[u64; 256]>,
    /// The bit after the last position.
    end: u64,
}

/// What of the name has been matched: a bit for each position that may come next.
#[derive(Clone, Copy)]
pub(crate) struct Matched {
    exactly: u64,
    with_one_apart: u64,
    /// The letter after this position came in its place: the second half of an exchange is due.
    exchanging: u64,
}

impl OneApart {
    /// The automaton of a folded name; `None` for an empty or a very long one.
    pub(crate) fn from(folded: &str) -> Option<OneApart> {
        if folded.is_empty() || folded.len() > LONGEST {
            return None;
        }
        let mut positions = Box::new([0; 256]);
        for (at, byte) in folded.bytes().enumerate() {
            positions[usize::from(byte)] |= 1 << at;
        }
        Some(OneApart { positions, end: 1 << folded.len() })
    }
}

impl Automaton for OneApart {
    type State = Matched;

    fn start(&self) -> Matched {
        Matched { exactly: 1, with_one_apart: 0b11, exchanging: 0 }
    }

    fn is_match(&self, state: &Matched) -> bool {
        (state.exactly | state.with_one_apart) & self.end != 0
    }

    fn can_match(&self, state: &Matched) -> bool {
        (state.exactly | state.with_one_apart | state.exchanging) != 0
    }

    fn accept(&self, state: &Matched, byte: u8) -> Matched {
        let here = self.positions[usize::from(byte)];
        let within = (self.end << 1) - 1;
        let exactly = (state.exactly & here) << 1;
        let one_more = state.exactly;
        let another = state.exactly << 1;
        let one_less = exactly << 1;
        let exchanged = (state.exchanging & here) << 2;
        let with_one_apart = ((state.with_one_apart & here) << 1 | one_more | another | one_less | exchanged) & within;
        Matched { exactly, with_one_apart, exchanging: state.exactly & (here >> 1) }
    }
}

#[cfg(test)]
mod tests {
    use fst::Automaton;
    use proptest::prelude::*;

    use super::OneApart;

    fn takes(name: &str, other: &str) -> bool {
        let automaton = OneApart::from(name).unwrap();
        automaton.is_match(&other.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte)))
    }

    /// Every way to make the name another by one letter, tried one after the other.
    fn is_one_apart(a: &[u8], b: &[u8]) -> bool {
        let without = |s: &[u8], at: usize| [&s[..at], &s[at + 1..]].concat();
        let same_but = |at: usize| a.len() == b.len() && a[..at] == b[..at] && a[at + 1..] == b[at + 1..];
        a == b
            || (0..a.len()).any(|at| without(a, at) == b)
            || (0..b.len()).any(|at| without(b, at) == a)
            || (0..a.len()).any(same_but)
            || (1..a.len()).any(|at| {
                let mut exchanged = a.to_vec();
                exchanged.swap(at - 1, at);
                exchanged == b
            })
    }

    #[test]
    fn misspellings_are_taken_and_other_names_are_not() {
        for other in ["vovchansk", "vovchanks", "vovcansk", "vovchanskk", "bovchansk", "vovchans", "ovchansk"] {
            assert!(takes("vovchansk", other), "{other}");
        }
        for other in ["volchank", "vovchanka", "", "vovchanskiy"] {
            assert!(!takes("vovchansk", other), "{other}");
        }
        assert!(OneApart::from("").is_none() && OneApart::from(&"a".repeat(63)).is_none());
    }

    proptest! {
        #[test]
        fn it_is_the_distance_of_damerau(a in "[ab c]{1,6}", b in "[ab c]{0,7}") {
            prop_assert_eq!(takes(&a, &b), is_one_apart(a.as_bytes(), b.as_bytes()));
        }
    }
}
