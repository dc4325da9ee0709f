//! The portal as a browser meets it, over a store of its own: filing, bad input, status, messages,
//! proof, collection.

#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps nothing fails, as it must"
)]

mod bad_input;
mod collecting;
mod dates;
mod filing;
mod pages;
mod questions;
mod status;
mod support;
