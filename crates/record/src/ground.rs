//! Ties every value to the words it came from.

use std::borrow::Cow;

use crate::Span;

/// How the names of rules begin that take a value from the scene of the whole article. Such a value is the reader's understanding of one
/// article: it stands in the claim, but says nothing for or against another article's.
pub const SCENE: &str = "scene of the article";

/// Why a value may stand without words of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Read off these words; never empty, in order of the text.
    Words(Vec<Span>),
    /// Understood from the context; the reason is a short rule name shown by `explain`.
    Implied(Cow<'static, str>),
}

/// A value together with the words it came from.
///
/// No field of a claim exists without one. [`Grounded::implied`] marks what is understood rather than written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounded<T> {
    /// What was understood.
    pub value: T,
    ground: Ground,
}

impl<T> Grounded<T> {
    /// A value read off one span of words.
    pub fn at(value: T, span: Span) -> Self {
        Grounded { value, ground: Ground::Words(vec![span]) }
    }

    /// A value read off several spans; `None` where there is none.
    pub fn over(value: T, mut spans: Vec<Span>) -> Option<Self> {
        spans.sort();
        spans.dedup();
        (!spans.is_empty()).then_some(Grounded { value, ground: Ground::Words(spans) })
    }

    /// A value that the context implies; `rule` says which rule understood it so.
    pub fn implied(value: T, rule: impl Into<Cow<'static, str>>) -> Self {
        Grounded { value, ground: Ground::Implied(rule.into()) }
    }

    /// How the value is grounded.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The words' spans; empty where the value is implied.
    pub fn spans(&self) -> &[Span] {
        match &self.ground {
            Ground::Words(spans) => spans,
            Ground::Implied(_) => &[],
        }
    }

    /// The smallest span over all words, or `None` where the value is implied.
    pub fn span(&self) -> Option<Span> {
        self.spans().iter().copied().reduce(Span::cover)
    }

    /// Whether the value is implied rather than written.
    pub fn is_implied(&self) -> bool {
        matches!(self.ground, Ground::Implied(_))
    }

    /// Whether the value is only understood from the scene of the whole article ([`SCENE`]).
    pub fn is_of_scene(&self) -> bool {
        matches!(&self.ground, Ground::Implied(rule) if rule.starts_with(SCENE))
    }

    /// The same ground for another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Grounded<U> {
        Grounded { value: f(self.value), ground: self.ground }
    }
}
