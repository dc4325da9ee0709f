//! The roof and the one binary: opens the adapters and hands them out; all roles in one process,
//! or any one; the operator's commands.

pub mod admin;
pub mod assemble;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod keys;
pub mod ledger;
pub mod mail;
pub mod mailbox;
pub mod probe;
pub mod roles;
pub mod secrets;
pub mod secrets_init;
pub mod settings;
mod start;
pub mod stopping;

pub use start::{main, run};
