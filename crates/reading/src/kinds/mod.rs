//! One module a kind of claim. Each looks at one sentence and returns claims; adding a kind is one file and one line in `lib.rs`.

pub mod aftermath;
pub mod character;
pub mod conditional;
pub mod denial;
pub mod event;
pub mod holding;
pub mod judgement;
pub mod loss;
pub mod membership;
pub mod number;
pub mod permission;
pub mod provenance;
pub mod relation;
pub mod role;
pub mod speech;
pub mod state;
mod tolls;
pub mod warning;
