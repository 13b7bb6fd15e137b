//! Reads series of polygons that say who controls which ground, and measures them.
//!
//! A map is somebody's statement about control on a day; it has a source and a licence, and its words (held, claimed, contested, unclear)
//! are that source's. A mapping file, written by the user, says how the features of such a map become holder and status ([`Mapping`]);
//! what it does not name stays unread and is told ([`Account`]).
//!
//! Guarantees: a pure function of the files (no clock, no threads, no network); the same files in any order give the same result; a bad
//! file or feature is told and the others are read; ground of one holder, status and day that several polygons cover counts once; areas
//! are on the WGS84 ellipsoid; whatever was repaired is said. Nothing is averaged and nothing is filled in between two days.
//!
//! Does not fetch maps, does not write into the ledger, and never turns a claim of control into control.

mod account;
mod claimed;
mod clip;
mod dates;
mod error;
mod feature;
mod geojson;
mod ground;
mod kml;
mod mapping;
mod repair;
mod rule;
mod series;
mod source_file;

pub use account::{Account, Fate, FeatureReport};
pub use claimed::{Against, ClaimedArea, Gap};
pub use clip::Clip;
pub use dates::{DateFormat, Days, instant};
pub use error::TerritoryError;
pub use ground::{Area, ControlDay, Counted, Extent, fill_absent};
pub use mapping::{EXAMPLE, Mapping, OtherHolders, Status};
pub use repair::Repairs;
pub use series::{Batch, Survey, batches};
