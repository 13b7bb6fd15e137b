//! Makes the pages: one file each, all in one frame.

pub mod actors;
pub mod article;
pub mod articles;
pub mod attributes;
pub mod claim;
pub mod contradictions;
pub mod corrections;
pub mod facets;
pub mod frame;
pub mod glance;
pub mod help;
pub mod history;
pub mod incident;
pub mod incidents;
pub mod places;
pub mod report;
pub mod search;
pub mod sources;
pub mod today;
