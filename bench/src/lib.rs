//! Times each stage and the whole road.
