//! The shared web layers, asked as a browser, a stranger and an attacker would ask them.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod support;

mod assets;
mod errors;
mod forms;
mod guard;
mod limits;
mod pages;
mod palette;
mod sessions;
mod text;
