//! SQLite: one file, one writer that commits for everybody who waits, a few readers.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use habeas_store::{Log as _, Outcome, StoreError, Unit};
use habeas_waypoint::{Waypoint, pass};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Connection as _, Row as _};
use tokio::sync::{mpsc, oneshot};

use crate::batch::{self, Transact};
use crate::conn::{Answer, Conn, Record};
use crate::error::{again, store_error, unavailable};
use crate::gathering::hand_out;
use crate::schema;
use crate::sql::{Dialect, Query};
use crate::store::{Backend, SqlStore};

/// How many units one transaction takes at most.
const MOST_UNITS: usize = 500;
/// How many callers may wait before the next one waits to be heard.
const MOST_JOBS: usize = 1_000;
/// How soon a log that a reader kept from being cut is cut again.
const CUT_AGAIN: Duration = Duration::from_millis(200);

/// How a file is opened.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    /// How many connections read.
    pub readers: u32,
    /// How long a connection waits for another one's lock.
    pub busy_timeout: Duration,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            busy_timeout: Duration::from_secs(5),
        }
    }
}

/// Why a file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process serves the same file.
    #[error("{0} is in use by another habeas: stop that one first")]
    InUse(PathBuf),
    /// The file or its lock cannot be made or opened.
    #[error("{0} cannot be opened")]
    File(PathBuf, #[source] std::io::Error),
    /// The schema was made by another version of this program.
    #[error("the database schema cannot be brought to the version of this program")]
    Schema(#[source] sqlx::migrate::MigrateError),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The store in a SQLite file.
pub type SqliteStore = SqlStore<Sqlite>;

/// The connections of a [`SqliteStore`].
pub struct Sqlite {
    readers: SqlitePool,
    jobs: mpsc::Sender<Job>,
}

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;
/// Who brought how many of the units, in order.
type Commits = Vec<(usize, Reply<Vec<Outcome>>)>;
type Writes = Vec<(Vec<Query>, Reply<Vec<Answer>>)>;

enum Job {
    Commit(Vec<Unit>, Reply<Vec<Outcome>>),
    Write(Vec<Query>, Reply<Vec<Answer>>),
    Close(oneshot::Sender<()>),
}

impl SqlStore<Sqlite> {
    /// Opens a file, made if it is not there (for its owner alone), and brings its schema to the
    /// version of this program. A file beside it, named `….lock`, is held while the store lives.
    /// Must be called inside a Tokio runtime, which runs the writer.
    ///
    /// # Errors
    /// When another process has it open, the file cannot be used, or its schema is newer.
    pub async fn open(path: &Path, options: SqliteOptions) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        make_private(path).map_err(|error| OpenError::File(path.to_owned(), error))?;
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(options.busy_timeout)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY");
        let mut connection = SqliteConnection::connect_with(&connect)
            .await
            .map_err(store_error)?;
        schema::migrator(Dialect::Sqlite)
            .run(&mut connection)
            .await
            .map_err(OpenError::Schema)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.readers.max(1))
            .test_before_acquire(false)
            .connect_with(connect.pragma("query_only", "ON"))
            .await
            .map_err(store_error)?;
        let (jobs, waiting) = mpsc::channel(MOST_JOBS);
        let writer = Writer {
            connection,
            readers: readers.clone(),
            cut_log: false,
            _lock: lock,
        };
        tokio::spawn(writer.run(waiting));
        let store = Self {
            backend: std::sync::Arc::new(Sqlite { readers, jobs }),
        };
        store.ready().await?;
        Ok(store)
    }

    /// Ends the writer after what it holds, closes the file and frees its lock. Later calls are
    /// answered [`StoreError::Unavailable`].
    pub async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.backend.jobs.send(Job::Close(reply)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

fn lock(path: &Path) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let failed = |error| OpenError::File(name.clone(), error);
    make_private(&name).map_err(failed)?;
    let file = File::open(&name).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Makes an empty file that only its owner may read, if there is none. SQLite gives the files
/// beside it the same rights.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[async_trait]
impl Backend for Sqlite {
    const DIALECT: Dialect = Dialect::Sqlite;

    async fn read(&self, query: Query) -> Result<Vec<Record>, StoreError> {
        let mut connection = self.readers.acquire().await.map_err(store_error)?;
        let answer = Conn::Sqlite(&mut connection).run(query).await?;
        Ok(answer.rows)
    }

    async fn write(&self, steps: Vec<Query>) -> Result<Vec<Answer>, StoreError> {
        self.ask(|reply| Job::Write(steps, reply)).await
    }

    async fn commit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError> {
        if units.is_empty() {
            return Ok(Vec::new());
        }
        self.ask(|reply| Job::Commit(units, reply)).await
    }
}

impl Sqlite {
    async fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, StoreError> {
        let gone = || unavailable("the store is closed");
        let (reply, answer) = oneshot::channel();
        self.jobs.send(job(reply)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

struct Writer {
    connection: SqliteConnection,
    readers: SqlitePool,
    /// Keys were destroyed and their bytes may still stand in the write-ahead log.
    cut_log: bool,
    _lock: File,
}

/// What waits together.
#[derive(Default)]
struct Group {
    units: Vec<Unit>,
    commits: Commits,
    writes: Writes,
    close: Option<oneshot::Sender<()>>,
}

impl Group {
    fn add(&mut self, job: Job) {
        match job {
            Job::Commit(units, reply) => {
                self.commits.push((units.len(), reply));
                self.units.extend(units);
            }
            Job::Write(steps, reply) => self.writes.push((steps, reply)),
            Job::Close(reply) => self.close = Some(reply),
        }
    }

    fn is_full(&self) -> bool {
        self.close.is_some() || self.units.len() + self.writes.len() >= MOST_UNITS
    }
}

impl Writer {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut close = None;
        while close.is_none() {
            let first = if self.cut_log {
                match tokio::time::timeout(CUT_AGAIN, jobs.recv()).await {
                    Ok(first) => first,
                    Err(_) => {
                        self.cut_log().await;
                        continue;
                    }
                }
            } else {
                jobs.recv().await
            };
            let Some(first) = first else { break };
            let mut group = Group::default();
            group.add(first);
            while !group.is_full() {
                match jobs.try_recv() {
                    Ok(job) => group.add(job),
                    Err(_) => break,
                }
            }
            close = self.serve(group).await;
        }
        // Later calls find the channel closed; those that wait in it find their answer gone.
        drop(jobs);
        self.readers.close().await;
        if let Err(error) = self.connection.close().await {
            tracing::warn!(error = %store_error(error), "the database file was not closed cleanly");
        }
        drop(self._lock);
        if let Some(closed) = close {
            let _ = closed.send(());
        }
    }

    async fn serve(&mut self, group: Group) -> Option<oneshot::Sender<()>> {
        let Group {
            units,
            commits,
            writes,
            close,
        } = group;
        let destroys = units.iter().any(|unit| !unit.destroys.is_empty());
        let together = batch::runs(&units).count() <= 1;
        let rest = if together {
            self.serve_together(&units, commits, writes).await
        } else {
            Some((commits, writes))
        };
        if let Some((commits, writes)) = rest {
            for (steps, reply) in writes {
                let done = self.transaction(&[&steps], &[]).await;
                let _ = reply.send(done.map(|(mut answers, _)| answers.pop().unwrap_or_default()));
            }
            hand_out(commits, batch::commit(self, &units).await);
        }
        if destroys {
            self.cut_log().await;
        }
        close
    }

    /// Everything in one transaction; when that is refused, gives back who is still to be
    /// answered.
    async fn serve_together(
        &mut self,
        units: &[Unit],
        commits: Commits,
        writes: Writes,
    ) -> Option<(Commits, Writes)> {
        let steps: Vec<&Vec<Query>> = writes.iter().map(|(steps, _)| steps).collect();
        let units: Vec<&Unit> = units.iter().collect();
        match self.transaction(&steps, &units).await {
            Ok((answers, outcomes)) => {
                for ((_, reply), answer) in writes.into_iter().zip(answers) {
                    let _ = reply.send(Ok(answer));
                }
                hand_out(commits, Ok(outcomes));
                None
            }
            Err(error) if error.is_temporary() => {
                for (_, reply) in writes {
                    let _ = reply.send(Err(again(&error)));
                }
                hand_out(commits, Err(error));
                None
            }
            Err(_) => Some((commits, writes)),
        }
    }

    /// One transaction with all of this, or nothing of it.
    async fn transaction(
        &mut self,
        writes: &[&Vec<Query>],
        units: &[&Unit],
    ) -> Result<(Vec<Vec<Answer>>, Vec<Outcome>), StoreError> {
        let mut transaction = self
            .connection
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(store_error)?;
        let mut conn = Conn::Sqlite(&mut transaction);
        let mut answers = Vec::with_capacity(writes.len());
        for steps in writes {
            let mut answer = Vec::with_capacity(steps.len());
            for step in *steps {
                answer.push(conn.run(step.clone()).await?);
            }
            answers.push(answer);
        }
        let outcomes = if units.is_empty() {
            Vec::new()
        } else {
            batch::batch(&mut conn, units).await?
        };
        if !units.is_empty() {
            pass(Waypoint::Written);
        }
        transaction.commit().await.map_err(store_error)?;
        if !units.is_empty() {
            pass(Waypoint::Committed);
        }
        Ok((answers, outcomes))
    }

    /// Cuts the write-ahead log to nothing, so that it holds no destroyed key; put off while a
    /// reader needs it.
    async fn cut_log(&mut self) {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut self.connection)
            .await;
        let busy = row.and_then(|row| row.try_get::<i64, _>(0));
        self.cut_log = !matches!(busy, Ok(0));
    }
}

#[async_trait]
impl Transact for Writer {
    async fn attempt(&mut self, units: &[&Unit]) -> Result<Vec<Outcome>, StoreError> {
        let (_, outcomes) = self.transaction(&[], units).await?;
        Ok(outcomes)
    }
}

#[cfg(test)]
mod tests {
    use habeas_store::contract::fixture::{Chain, case, committed, version};

    use super::*;

    async fn pragma(store: &SqliteStore, text: String) {
        store
            .write(Query::new(text))
            .await
            .expect("the writer answers");
    }

    async fn number(store: &SqliteStore, text: &'static str, column: &'static str) -> i64 {
        let answer = store
            .write(Query::new(text))
            .await
            .expect("the writer answers");
        answer.rows[0].int(column).expect("a number")
    }

    #[tokio::test]
    async fn the_writer_is_durable_and_wipes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("habeas.sqlite");
        let store = SqliteStore::open(&path, SqliteOptions::default())
            .await
            .expect("a store");
        assert_eq!(number(&store, "PRAGMA synchronous", "synchronous").await, 2);
        assert_eq!(
            number(&store, "PRAGMA secure_delete", "secure_delete").await,
            1
        );
        assert_eq!(
            number(&store, "PRAGMA foreign_keys", "foreign_keys").await,
            1
        );
        let mode = store
            .write(Query::new("PRAGMA journal_mode"))
            .await
            .expect("a mode");
        assert_eq!(mode.rows[0].text("journal_mode").expect("a word"), "wal");
    }

    #[tokio::test]
    async fn a_full_disk_is_no_fault_of_the_unit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("habeas.sqlite");
        let store = SqliteStore::open(&path, SqliteOptions::default())
            .await
            .expect("a store");
        let pages = number(&store, "PRAGMA page_count", "page_count").await;
        pragma(&store, format!("PRAGMA max_page_count = {}", pages + 20)).await;
        let large = |chain: &mut Chain, event: u128| {
            let mut unit = chain.unit(event);
            let record = &mut unit.appends[0].events[0];
            record.body = vec![7; 20_000];
            record.hash = record.computed_hash();
            unit
        };
        let mut written = 0_u128;
        let error = loop {
            match store
                .commit(vec![large(&mut case(100 + written), written)])
                .await
            {
                Ok(outcomes) => assert!(outcomes[0].is_committed(), "{outcomes:?}"),
                Err(error) => break error,
            }
            written += 1;
            assert!(written < 50, "the file is full");
        };
        assert!(error.is_temporary(), "{error:?}");
        assert!(written > 0);
        assert_eq!(version(&store, &case(100 + written).stream).await, 0);

        pragma(&store, "PRAGMA max_page_count = 1000000".to_owned()).await;
        committed(&store, large(&mut case(100 + written), written)).await;
        assert_eq!(version(&store, &case(100).stream).await, 1);
        assert_eq!(version(&store, &case(100 + written).stream).await, 1);
    }
}
