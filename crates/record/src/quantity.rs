//! How much is said, with the bound the words give.

use crate::named_enum;

named_enum! {
    /// How the words bound the number.
    pub enum Bound {
        /// Plainly the number.
        Exact = "exact",
        /// No more than ("as much as", "up to").
        AtMost = "at_most",
        /// No fewer than ("at least", "more than").
        AtLeast = "at_least",
        /// Near ("about", "some 300").
        About = "about",
        /// Between two numbers.
        Range = "range",
        /// No number ("dozens", "heavy", "several").
        Vague = "vague",
    }
}

/// A quantity as the source gives it. Numbers are whole or decimal in `unit`; `lo`/`hi` are the bounds the words allow.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words.
    pub text: String,
    /// The number named, where there is one.
    pub value: Option<f64>,
    /// Least value the words allow.
    pub lo: Option<f64>,
    /// Greatest value the words allow.
    pub hi: Option<f64>,
    /// Unit or thing counted, singular ("person", "km2", "tank").
    pub unit: String,
    /// How the words bound the number.
    pub bound: Bound,
    /// What is counted, in the words of the text.
    pub of: Option<String>,
    /// What befell it ("killed", "wounded", "captured", "destroyed", "held" ...).
    pub status: Option<String>,
}

impl Eq for Quantity {}

impl Quantity {
    /// Whether no number fits both; open and vague bounds never conflict.
    pub fn is_disjoint(&self, other: &Quantity) -> bool {
        let above = |lo: Option<f64>, hi: Option<f64>| matches!((lo, hi), (Some(lo), Some(hi)) if lo > hi);
        above(self.lo, other.hi) || above(other.lo, self.hi)
    }
}
