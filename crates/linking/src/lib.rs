//! Says which articles are copies, which tell one happening, which claims are one incident, who stands behind each claim, what disagrees, and how it is graded.
//!
//! Guarantees: pure functions of what is handed in; the same input in any order gives the same output; every judgement has its reason
//! in words. It does not fetch, store or change claims.

mod accounts;
mod announced;
mod beside;
mod compare;
mod copies;
mod derivation;
mod descent;
mod disagree;
mod families;
mod fingerprint;
mod grades;
mod groups;
mod incidents;
mod index;
mod link;
mod mixtures;
mod origin_days;
mod pair;
mod passages;
mod portrait;
mod report;
mod retractions;
mod said;
mod scene;
mod sentences;
mod slots;
mod standing;
mod stories;
mod tables;
mod texts;
mod threats;
mod words;

pub use beside::Compared;
use compare::Prints;
pub use compare::{Comparison, FEATURES, Shares};
pub use copies::{Copies, Overlap, copies, copies_as_said};
pub use derivation::Derivation;
pub use index::CopyIndex;
pub use link::{Linked, Standing, link, link_as_said};
pub use origin_days::{Redated, origin_days};
pub use pair::{Pair, pair};
pub use report::Report;
pub use said::{SaidOfClaims, SaidOfTexts};
pub use standing::supports;
pub use stories::{Story, StoryArticle, stories};
pub use threats::passed_deadline;

/// Compares two texts as [`copies`] does, without the signs outside the text.
pub fn compare(a: &str, b: &str) -> Comparison {
    Comparison::of(&Prints::of(&words::words(a)), &Prints::of(&words::words(b)))
}

/// How far the first text comes from the second, and the share of it that stands in sentences which the second holds.
pub fn derivation(text: &str, other: &str) -> (Derivation, f64) {
    let sentences = |text: &str| sentences::Sentences::of(&words::words(text), fingerprint::Quotations::Kept);
    derivation::derivation(&sentences(text), &sentences(other))
}

/// The stems by which a text's words are compared when articles are gathered into stories, in order.
pub fn stems(text: &str) -> Vec<String> {
    words::words(text).iter().filter_map(portrait::stem_of).collect()
}
