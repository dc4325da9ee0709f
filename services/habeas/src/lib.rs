//! The roof and the one binary.
