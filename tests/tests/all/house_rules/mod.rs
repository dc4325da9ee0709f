//! The walls of the house stand where its plan draws them.

mod imports;
mod metadata;
pub(crate) mod sources;
mod words;
