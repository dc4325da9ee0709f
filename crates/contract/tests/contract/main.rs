//! The schema and the events are held against each other: what is written is read back, old bytes
//! stay readable, nothing hostile gets through, and no field can hold words of a person.

// A test that cannot go on may say so by a panic; helpers outside of test functions too.
#![allow(clippy::unwrap_used)]

mod fields;
mod golden;
mod hostile;
mod record;
mod round_trip;
mod samples;
mod samples_obligation;
mod samples_registry;
mod samples_words;
mod schema;
