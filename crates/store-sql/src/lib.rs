//! Postgres and SQLite behind the store port: one SQL text but for a short list of dialect points.
