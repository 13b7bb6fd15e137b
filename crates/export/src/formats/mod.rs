//! One file per format.

pub mod acled_shaped;
pub mod csv;
pub mod geojson;
pub mod jsonl;
pub mod plover;
