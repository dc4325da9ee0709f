//! What crosses services.

#![expect(
    clippy::unwrap_used,
    reason = "a test panics where something is broken"
)]

mod browser;
mod faults;
mod house_rules;
mod installation;
mod mail_sink;
mod marks;
mod organisations;
mod peer_bugs;
mod physician;
mod pipeline;
mod points;
mod portal_role;
mod proofs;
mod soundness;
mod walk;
mod web;
