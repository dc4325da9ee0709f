//! The console, as browsers meet it, over SQLite and the embedded bus.

mod roles;
mod signing_in;
mod support;
mod walk;
