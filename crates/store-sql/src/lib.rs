//! Postgres and SQLite behind the store port: one SQL text but for a short list of dialect points
//! (row locks, and how a statement takes many rows), with the schema of each engine apart.
//!
//! [`SqliteStore::open`] and [`PostgresStore::connect`] give a store; [`postgres::migrate`] makes
//! the schema of Postgres, as its owner.

mod batch;
mod codec;
mod conn;
mod error;
mod gathering;
mod lists;
mod log;
mod people;
pub mod postgres;
mod proofs;
mod queue;
mod rebuild;
mod rewraps;
mod schema;
mod sealed;
mod sql;
mod sqlite;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod texts;
mod write;

pub use postgres::{PostgresOptions, PostgresStore};
pub use sqlite::{OpenError, SqliteOptions, SqliteStore};
pub use store::SqlStore;
