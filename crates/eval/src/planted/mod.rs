//! Plants what linking must see: pairs of reports that differ in one slot, and feeds of copies. From a seed, so that the files of the
//! repository hold wordings and sources only.

mod feeds;
mod numbers;
mod pairs;
mod rewriting;
mod sentences;

pub use feeds::{Part, Planted, feeds};
pub use pairs::pairs;
