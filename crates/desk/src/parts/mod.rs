//! What several pages are made of: the line of a claim, quotations, drawings.

pub mod bars;
pub mod claim_line;
pub mod corrections;
pub mod difference;
pub mod dots;
pub mod ladder;
pub mod map;
pub mod quote;
pub mod timeline;
