//! Turns names of places into places, or an honest "not in the gazetteer".
//!
//! Guarantees: a pure function of the embedded index, the user's table and the arguments; the same question has the same answer
//! on every run. A name no record has, or that only an implausible namesake has, resolves to nothing and says why. It does not
//! find names in text and does not tell Paris from Paris Hilton: that is `tacitus-reading`.
//!
//! Sources: GeoNames, Who's On First and our own tables; see `gazetteer/manifest.toml`.

mod context;
mod disputed;
mod error;
mod extent;
mod find;
mod fold;
mod gazetteer;
mod generic;
mod geodesy;
mod index;
mod layout;
mod misspelt;
mod not_alone;
mod place_kind;
mod plausibility;
mod resolve;
mod romanise;
mod search;
mod sound;
mod user_places;
mod weights;

pub mod compile;
pub mod import;
pub mod naming;

pub use context::Context;
pub use disputed::Disputed;
pub use error::GazetteerError;
pub use fold::fold;
pub use gazetteer::{CountryInfo, Gazetteer, PlaceRecord};
pub use geodesy::distance_km;
pub use index::Counts;
pub use place_kind::{Capital, NameKind, PlaceKind, Prominence, prior};
pub use resolve::Within;
pub use weights::Weights;
