//! Holds a read text: sentences, tokens, trees and names, all pointing back into the body.

use tacitus_record::{BlockKind, Span, named_enum};

use crate::gist::Gist;
use crate::trace::Trace;

named_enum! {
    /// Universal Dependencies parts of speech.
    pub enum Upos {
        /// Adjective.
        Adj = "ADJ",
        /// Adposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Noun.
        Noun = "NOUN",
        /// Numeral.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

/// One word or punctuation mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its characters in the body.
    pub span: Span,
    /// The form as written; in text that is in capitals throughout, as it would stand in running print.
    pub form: String,
    /// The dictionary form, lower case but for proper nouns.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// Index of the head within the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal relation to the head, with subtype where there is one (`nsubj:pass`).
    pub deprel: &'static str,
    /// Score of the chosen head less the next best; small means doubt.
    pub head_margin: f32,
    /// How sure the text is, read as a predicate, that it happened: -1 (did not) to 1 (did); for nouns of things it says nothing.
    pub factuality: f32,
}

/// A run of tokens that names something: token indices within the sentence, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// `PER`, `ORG`, `LOC` in [`Sentence::names`]; re3d's types in [`Sentence::domain`].
    pub label: &'static str,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its characters in the body.
    pub span: Span,
    /// Kind of the block it stands in.
    pub block: BlockKind,
    /// Number of that block in the article.
    pub block_number: usize,
    /// Its words.
    pub tokens: Vec<Token>,
    /// Names of persons, organisations and places.
    pub names: Vec<Name>,
    /// Domain entities (re3d's types).
    pub domain: Vec<Name>,
    /// Words that may tell an event or say something, with what belongs to them.
    pub gists: Vec<Gist>,
    /// What the encoder made of its words, to put a reading to it.
    pub trace: Trace,
}

impl Sentence {
    /// Indices of the tokens whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// Indices of `head`'s children with that relation; a relation without subtype matches all its subtypes.
    pub fn children_by<'a>(&'a self, head: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.children(head).filter(move |&i| {
            let own = self.tokens[i].deprel;
            own == relation || (!relation.contains(':') && own.split(':').next() == Some(relation))
        })
    }

    /// What the encoder makes of a token as an event or as a word of saying.
    pub fn gist(&self, token: usize) -> Option<&Gist> {
        self.gists.iter().find(|g| g.token == token)
    }

    /// The root's index; `None` only in a sentence without tokens.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }

    /// All token indices below and including `top`, in order.
    pub fn subtree(&self, top: usize) -> Vec<usize> {
        let mut inside = vec![false; self.tokens.len()];
        inside[top] = true;
        let mut stack = vec![top];
        while let Some(node) = stack.pop() {
            for child in self.children(node) {
                if !std::mem::replace(&mut inside[child], true) {
                    stack.push(child);
                }
            }
        }
        (0..self.tokens.len()).filter(|&i| inside[i]).collect()
    }

    /// The characters from token `start` to before token `end` (end exclusive, at least one token).
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        self.tokens[start].span.cover(self.tokens[end.max(start + 1) - 1].span)
    }
}

/// One article's text, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Sentences in order of the text.
    pub sentences: Vec<Sentence>,
    /// Stretches that could not be read, with the reason; they stay visible in the body.
    pub unread: Vec<(Span, &'static str)>,
    /// The body with blocks that are in capitals throughout set as in running print, where there are such blocks. Spans of the one are spans
    /// of the other, and the tokens' forms are from it.
    pub recased: Option<String>,
}
