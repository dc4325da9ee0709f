//! The console, as browsers meet it, over SQLite and the embedded bus.

#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps nothing fails, as it must"
)]

mod answering;
mod authority;
mod calendars;
mod complaint;
mod corrections;
mod dates;
mod exporting;
mod extensions;
mod incidents;
mod keeping;
mod messages;
mod paper;
mod referrals;
mod roles;
mod signing_in;
mod support;
mod telling;
mod walk;
