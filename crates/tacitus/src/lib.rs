//! The library face of Tacitus.
