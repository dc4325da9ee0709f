//! Stores for tests of any crate: each with a database of its own.

use std::path::Path;
use std::str::FromStr as _;

use habeas_store::StoreError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _};

use crate::error::store_error;
use crate::postgres::{self, MigrateError};
use crate::{OpenError, PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};

/// The group role of the portal.
pub const PORTAL: &str = "habeas_portal";
/// The group role of the console.
pub const CONSOLE: &str = "habeas_console";
/// The group role of the workers.
pub const WORKER: &str = "habeas_worker";

/// A store in `folder`, in the file `habeas.sqlite`.
///
/// # Errors
/// As [`SqliteStore::open`].
pub async fn sqlite(folder: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(&folder.join("habeas.sqlite"), SqliteOptions::default()).await
}

/// A store on an empty database of a test server, with its schema made by the owner of the URL,
/// under a login that is a worker and a console and nothing more.
///
/// # Errors
/// When the server is away or the owner may not make roles.
pub async fn postgres(owner_url: &str) -> Result<PostgresStore, MigrateError> {
    postgres::migrate(owner_url, None).await?;
    Ok(login(owner_url, &[WORKER, CONSOLE]).await?)
}

/// A store under a login that is a member of these group roles alone. The login is made at first
/// use and stays on the server, as roles belong to no database.
///
/// # Errors
/// When the server is away or the owner may not make roles.
pub async fn login(owner_url: &str, groups: &[&str]) -> Result<PostgresStore, StoreError> {
    let owner = PgConnectOptions::from_str(owner_url).map_err(store_error)?;
    let name = format!("test_{}", groups.join("_"));
    let password = "for-tests-alone";
    let sql = format!(
        "DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{name}') THEN
                CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE {};
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$",
        groups.join(", ")
    );
    let mut connection = PgConnection::connect_with(&owner)
        .await
        .map_err(store_error)?;
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .map_err(store_error)?;
    connection.close().await.map_err(store_error)?;
    let options = PostgresOptions {
        connections: 5,
        acquire_timeout: std::time::Duration::from_secs(2),
        ..PostgresOptions::default()
    };
    Ok(PostgresStore::with(
        owner.username(&name).password(password),
        options,
    ))
}
