//! Stub: under construction.
