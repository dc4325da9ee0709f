//! The steps of the schema, embedded, and its version.

use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::sql::Dialect;

pub(crate) const VERSION: &str =
    "SELECT MAX(version) AS version FROM _sqlx_migrations WHERE success";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[VERSION];

/// A step: its number, its name, its text. The number is that of its file, so that what is written
/// side by side keeps its number whichever comes first.
type Step = (i64, &'static str, &'static str);

const POSTGRES: &[Step] = &[
    (
        1,
        "store",
        include_str!("../migrations/postgres/0001_store.sql"),
    ),
    (
        2,
        "roles",
        include_str!("../migrations/postgres/0002_roles.sql"),
    ),
    (
        3,
        "calendar_feeds",
        include_str!("../migrations/postgres/0003_calendar_feeds.sql"),
    ),
    (
        4,
        "tasks",
        include_str!("../migrations/postgres/0004_tasks.sql"),
    ),
    (
        8,
        "leased alarms",
        include_str!("../migrations/postgres/0008_leased_alarms.sql"),
    ),
    (
        9,
        "checkpoints",
        include_str!("../migrations/postgres/0009_checkpoints.sql"),
    ),
];

const SQLITE: &[Step] = &[
    (
        1,
        "store",
        include_str!("../migrations/sqlite/0001_store.sql"),
    ),
    (
        3,
        "calendar_feeds",
        include_str!("../migrations/sqlite/0003_calendar_feeds.sql"),
    ),
    (
        4,
        "tasks",
        include_str!("../migrations/sqlite/0004_tasks.sql"),
    ),
    (
        8,
        "leased alarms",
        include_str!("../migrations/sqlite/0008_leased_alarms.sql"),
    ),
    (
        9,
        "checkpoints",
        include_str!("../migrations/sqlite/0009_checkpoints.sql"),
    ),
];

fn steps(dialect: Dialect) -> &'static [Step] {
    match dialect {
        Dialect::Postgres => POSTGRES,
        Dialect::Sqlite => SQLITE,
    }
}

/// The version this program needs: the number of its last step.
pub(crate) fn needed(dialect: Dialect) -> i64 {
    steps(dialect).last().map_or(0, |(number, _, _)| *number)
}

/// Runs what is lacking; refuses a schema with a step changed or unknown.
pub(crate) fn migrator(dialect: Dialect) -> Migrator {
    let steps = steps(dialect).iter().map(|(number, name, text)| {
        Migration::new(
            *number,
            Cow::Borrowed(*name),
            MigrationType::Simple,
            (*text).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.collect())
}
