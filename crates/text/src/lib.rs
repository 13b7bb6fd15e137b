//! Turns an article's body into sentences with tokens, tags, trees and names.
//!
//! Guarantees: a pure function of text and weights; every span slices back to its words.
//! Does not know what the words mean for a conflict: that is `tacitus-reading`.

mod document;

pub use document::{Document, Name, Sentence, Token, Upos};
