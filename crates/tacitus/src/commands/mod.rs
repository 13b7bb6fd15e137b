//! One file per command: its arguments, and what it does with them.

pub mod actors;
pub mod articles;
pub mod changes;
pub mod claims;
pub mod code;
pub mod completions;
pub mod contradictions;
pub mod control;
pub mod correct;
pub mod demo;
pub mod doctor;
pub mod explain;
pub mod export;
pub mod gazetteer;
pub mod grade;
pub mod incidents;
pub mod init;
pub mod judged;
pub mod man;
pub mod origins;
pub mod places;
pub mod read;
pub mod report;
pub mod sample;
pub mod serve;
pub mod sources;
