//! Reads expressions of time in English text: each becomes a [`Moment`] with four bounds, an EDTF value, a grain and a role.
//!
//! Guarantees: pure (no clock, no I/O); found ranges lie on character boundaries, in order, without overlap; linear in
//! the length of the text. The anchor is the publication day: without one, relative words stay text (no bounds, no
//! EDTF) and absolute ones still resolve. Conventions where newspapers have none are constants beside their use: thirds
//! of a month by tens of days, seasons of three whole months in the northern hemisphere, weeks from Monday.

mod candidate;
mod context;
mod edtf;
mod expression;
mod feasts;
mod grammar;
mod interval;
mod lexicon;
mod local;
mod names;
mod reading;
mod resolve;
mod timex;
mod tokens;
mod veto;
mod years;

pub use edtf::{Component, Edge, EdtfError, edtf, moment_of_edtf};
pub use local::at_place;
pub use reading::{ExpressionKind, Extent, Found, Tense, find, find_in_story, fits, lookalikes};
pub use resolve::Story;
pub use timex::{Timex3, Timex3Error, timex3};
