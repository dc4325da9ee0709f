//! Submissions and cases: what may follow what, whatever is commanded; and dates as literals.

// A test that cannot go on may say so by a panic; helpers outside of test functions too.
#![allow(clippy::unwrap_used)]

mod answers;
mod clock_facts;
mod clocks;
mod complaints;
mod doing;
mod extensions;
mod forbidden;
mod house;
mod incidents;
mod properties;
mod questions;
mod refusing;
mod registries;
mod ringing;
mod submissions;
mod variants;
