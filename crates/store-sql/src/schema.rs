//! The steps of the schema, embedded, and its version.

use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::sql::Dialect;

pub(crate) const VERSION: &str =
    "SELECT MAX(version) AS version FROM _sqlx_migrations WHERE success";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[VERSION];

const POSTGRES: &[(&str, &str)] = &[
    (
        "store",
        include_str!("../migrations/postgres/0001_store.sql"),
    ),
    (
        "roles",
        include_str!("../migrations/postgres/0002_roles.sql"),
    ),
];

const SQLITE: &[(&str, &str)] = &[("store", include_str!("../migrations/sqlite/0001_store.sql"))];

fn steps(dialect: Dialect) -> &'static [(&'static str, &'static str)] {
    match dialect {
        Dialect::Postgres => POSTGRES,
        Dialect::Sqlite => SQLITE,
    }
}

/// The version this program needs: the number of its steps.
pub(crate) fn needed(dialect: Dialect) -> i64 {
    steps(dialect).len() as i64
}

/// Runs what is lacking; refuses a schema with a step changed or unknown.
pub(crate) fn migrator(dialect: Dialect) -> Migrator {
    let steps = (1..).zip(steps(dialect)).map(|(version, (name, text))| {
        Migration::new(
            version,
            Cow::Borrowed(*name),
            MigrationType::Simple,
            (*text).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.collect())
}
