//! Postgres: a pool under a restricted role; the schema is made by its owner.

use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use habeas_store::{Outcome, StoreError, Unit};
use habeas_waypoint::{Waypoint, pass};
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};

use crate::batch::{self, Transact};
use crate::conn::{Answer, Conn, Record};
use crate::error::{store_error, unavailable};
use crate::gathering::Gathering;
use crate::schema;
use crate::sql::{Dialect, Query};
use crate::store::{Backend, SqlStore};

/// What a plan is made without. All texts ask by key or walk an index to their limit, and a plan is
/// kept as long as its connection: one made while a table was small would go on reading all of it,
/// until statistics come, however large it has become. What is so forbidden only counts as dear,
/// which must not set off the compiler.
const BY_INDEX: [&str; 4] = [
    "enable_seqscan",
    "enable_hashjoin",
    "enable_mergejoin",
    "jit",
];

/// A connection that lay idle this long is asked whether it lives before it is used.
const STALE: Duration = Duration::from_secs(1);

/// How Postgres is reached.
#[derive(Clone)]
pub struct PostgresOptions {
    /// The password of the login, read from a secrets file; a URL holds none.
    pub password: Option<String>,
    /// How the connections are named in `pg_stat_activity`: the service.
    pub application: String,
    /// How many connections at most.
    pub connections: u32,
    /// How long to wait for a free connection.
    pub acquire_timeout: Duration,
    /// How long one statement may take before the server ends it.
    pub statement_timeout: Duration,
    /// How long one statement may wait for a lock.
    pub lock_timeout: Duration,
    /// How long a call may take altogether before its connection is given up: longer than a
    /// statement, for a server that does not answer at all.
    pub call_timeout: Duration,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            password: None,
            application: "habeas".to_owned(),
            connections: 10,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(20),
            lock_timeout: Duration::from_secs(5),
            call_timeout: Duration::from_secs(30),
        }
    }
}

impl std::fmt::Debug for PostgresOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresOptions")
            .field("application", &self.application)
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}

/// Why the schema could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The owner cannot connect.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A step failed, or the schema holds a step that this program does not know or knows
    /// otherwise.
    #[error("the database schema cannot be brought to the version of this program")]
    Schema(#[source] sqlx::migrate::MigrateError),
}

/// Brings the schema to the version of this program, as its owner, who needs the right to make
/// roles or finds the three group roles there. Two at once wait for each other.
///
/// # Errors
/// When the owner cannot connect or a step fails; what was done before stays.
pub async fn migrate(owner_url: &str, password: Option<&str>) -> Result<(), MigrateError> {
    let mut options = PgConnectOptions::from_str(owner_url).map_err(store_error)?;
    if let Some(password) = password {
        options = options.password(password);
    }
    let mut connection = PgConnection::connect_with(&options)
        .await
        .map_err(store_error)?;
    schema::migrator(Dialect::Postgres)
        .run(&mut connection)
        .await
        .map_err(MigrateError::Schema)?;
    connection.close().await.map_err(store_error)?;
    Ok(())
}

/// The store in a Postgres database.
pub type PostgresStore = SqlStore<Postgres>;

/// The connections of a [`PostgresStore`].
pub struct Postgres {
    connections: Connections,
    gathering: Arc<Gathering>,
}

#[derive(Clone)]
struct Connections {
    pool: PgPool,
    call_timeout: Duration,
}

impl SqlStore<Postgres> {
    /// A store on the database of a URL. Connects at first use: `ready` tells whether it can and
    /// whether the schema is there. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When the URL is none of Postgres.
    pub fn connect(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let connect = PgConnectOptions::from_str(url).map_err(store_error)?;
        Ok(Self::with(connect, options))
    }

    pub(crate) fn with(connect: PgConnectOptions, options: PostgresOptions) -> Self {
        let mut connect = connect
            .application_name(&options.application)
            .statement_cache_capacity(500)
            .options([
                ("statement_timeout", millis(options.statement_timeout)),
                ("lock_timeout", millis(options.lock_timeout)),
                (
                    "idle_in_transaction_session_timeout",
                    millis(options.call_timeout),
                ),
            ])
            .options(BY_INDEX.map(|method| (method, "off")));
        if let Some(password) = &options.password {
            connect = connect.password(password);
        }
        let pool = PgPoolOptions::new()
            .max_connections(options.connections.max(1))
            .acquire_timeout(options.acquire_timeout)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for < STALE {
                        return Ok(true);
                    }
                    connection.ping().await.map(|()| true)
                })
            })
            .connect_lazy_with(connect);
        Self {
            backend: Arc::new(Postgres {
                connections: Connections {
                    pool,
                    call_timeout: options.call_timeout,
                },
                gathering: Arc::default(),
            }),
        }
    }

    /// Closes all connections after what they do.
    pub async fn close(&self) {
        self.backend.connections.pool.close().await;
    }
}

fn millis(duration: Duration) -> String {
    duration.as_millis().to_string()
}

impl Connections {
    /// Does some work on a connection; one that does not answer in time is thrown away, since what
    /// it still has to say would be taken for the answer to the next question.
    async fn with<T>(
        &self,
        work: impl for<'c> FnOnce(&'c mut PgConnection) -> BoxFuture<'c, Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let mut connection = self.pool.acquire().await.map_err(store_error)?;
        match tokio::time::timeout(self.call_timeout, work(&mut connection)).await {
            Ok(done) => done,
            Err(_) => {
                drop(connection.detach());
                Err(unavailable("the database does not answer"))
            }
        }
    }
}

#[async_trait]
impl Backend for Postgres {
    const DIALECT: Dialect = Dialect::Postgres;

    async fn read(&self, query: Query) -> Result<Vec<Record>, StoreError> {
        let connections = &self.connections;
        connections
            .with(|connection| {
                Box::pin(async move { Ok(Conn::Postgres(connection).run(query).await?.rows) })
            })
            .await
    }

    async fn write(&self, steps: Vec<Query>) -> Result<Vec<Answer>, StoreError> {
        let connections = &self.connections;
        connections
            .with(|connection| Box::pin(write(connection, steps)))
            .await
    }

    async fn commit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError> {
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let connections = self.connections.clone();
        let together = move |units: Vec<Unit>| {
            let connections = connections.clone();
            async move {
                connections
                    .with(|connection| {
                        Box::pin(
                            async move { batch::commit(&mut OnPostgres(connection), &units).await },
                        )
                    })
                    .await
            }
        };
        self.gathering.commit(units, together).await
    }
}

async fn write(
    connection: &mut PgConnection,
    steps: Vec<Query>,
) -> Result<Vec<Answer>, StoreError> {
    let mut answers = Vec::with_capacity(steps.len());
    if steps.len() == 1 {
        for step in steps {
            answers.push(Conn::Postgres(connection).run(step).await?);
        }
        return Ok(answers);
    }
    let mut transaction = connection.begin().await.map_err(store_error)?;
    for step in steps {
        answers.push(Conn::Postgres(&mut transaction).run(step).await?);
    }
    transaction.commit().await.map_err(store_error)?;
    Ok(answers)
}

struct OnPostgres<'c>(&'c mut PgConnection);

#[async_trait]
impl Transact for OnPostgres<'_> {
    async fn attempt(&mut self, units: &[&Unit]) -> Result<Vec<Outcome>, StoreError> {
        let mut transaction = self.0.begin().await.map_err(store_error)?;
        let outcomes = batch::batch(&mut Conn::Postgres(&mut transaction), units).await?;
        pass(Waypoint::Written);
        transaction.commit().await.map_err(store_error)?;
        pass(Waypoint::Committed);
        Ok(outcomes)
    }
}
