//! The JSON face of the record.

pub mod v1;
