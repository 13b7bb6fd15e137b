//! Turns an article's body into sentences with tokens, tags, trees and names.
//!
//! Guarantees: a pure function of text and weights; every span slices back to its words.
//! Does not know what the words mean for a conflict: that is `tacitus-reading`.

mod capitals;
mod decode;
mod document;
mod encoder;
mod gist;
mod labels;
mod language;
mod lemma;
mod lent;
mod reader;
mod shape;
mod side_by_side;
mod split;
mod trace;
mod wordpiece;

pub use document::{Document, Name, Sentence, Token, Upos};
pub use encoder::{Analysis, Encoder, MOST_PIECES, NameSpan, Words};
pub use gist::{Gist, Part};
pub use labels::Labels;
pub use language::language;
pub use lemma::lemma;
pub use reader::TextReader;
pub use side_by_side::{Passage, SideBySide, Slot, Verdict, WordWeight, side_by_side};
pub use split::{SentenceSpans, split};
pub use trace::Trace;
