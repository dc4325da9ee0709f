//! Runs a [`Query`] on a connection of either engine.

use futures::TryStreamExt;
use habeas_envelope::Code;
use habeas_store::StoreError;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Either, Executor as _, Postgres, Row as _, Sqlite};

use crate::error::store_error;
use crate::sql::{Arg, Dialect, Kind, Query, Rendered, Value};

/// A longer list of rows on SQLite is not kept prepared: it rarely comes again in the same length.
const KEPT_PARAMETERS: usize = 100;

/// A connection, inside a transaction or not.
pub(crate) enum Conn<'c> {
    Postgres(&'c mut PgConnection),
    Sqlite(&'c mut SqliteConnection),
}

/// What a statement gave back.
#[derive(Default)]
pub struct Answer {
    pub(crate) rows: Vec<Record>,
    /// How many rows were written.
    pub(crate) affected: u64,
}

impl Conn<'_> {
    fn dialect(&self) -> Dialect {
        match self {
            Self::Postgres(_) => Dialect::Postgres,
            Self::Sqlite(_) => Dialect::Sqlite,
        }
    }

    pub(crate) async fn run(&mut self, query: Query) -> Result<Answer, StoreError> {
        let dialect = self.dialect();
        let mut answer = Answer::default();
        for piece in query.pieces(dialect) {
            self.run_piece(piece.render(dialect), &mut answer)
                .await
                .map_err(store_error)?;
        }
        Ok(answer)
    }

    async fn run_piece(
        &mut self,
        Rendered { sql, args }: Rendered,
        answer: &mut Answer,
    ) -> Result<(), sqlx::Error> {
        match self {
            Self::Postgres(connection) => {
                let args = postgres_arguments(args)?;
                let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(sql), args);
                let mut stream = connection.fetch_many(query);
                while let Some(item) = stream.try_next().await? {
                    match item {
                        Either::Left(done) => answer.affected += done.rows_affected(),
                        Either::Right(row) => answer.rows.push(Record::Postgres(row)),
                    }
                }
            }
            Self::Sqlite(connection) => {
                let persistent = args.len() <= KEPT_PARAMETERS;
                let args = sqlite_arguments(args)?;
                let query =
                    sqlx::query_with::<Sqlite, _>(AssertSqlSafe(sql), args).persistent(persistent);
                let mut stream = connection.fetch_many(query);
                while let Some(item) = stream.try_next().await? {
                    match item {
                        Either::Left(done) => answer.affected += done.rows_affected(),
                        Either::Right(row) => answer.rows.push(Record::Sqlite(row)),
                    }
                }
            }
        }
        Ok(())
    }
}

macro_rules! add {
    ($arguments:expr, $value:expr) => {
        match $value {
            Value::Text(v) => $arguments.add(v),
            Value::Int(v) => $arguments.add(v),
            Value::Uuid(v) => $arguments.add(v),
            Value::Bytes(v) => $arguments.add(v),
            Value::Bool(v) => $arguments.add(v),
        }
        .map_err(sqlx::Error::Encode)?
    };
}

fn postgres_arguments(args: Vec<Arg>) -> Result<PgArguments, sqlx::Error> {
    let mut arguments = PgArguments::default();
    for arg in args {
        match arg {
            Arg::One(value) => add!(arguments, value),
            Arg::Column(kind, values) => add_array(&mut arguments, kind, values)?,
        }
    }
    Ok(arguments)
}

fn add_array(
    arguments: &mut PgArguments,
    kind: Kind,
    values: Vec<Value>,
) -> Result<(), sqlx::Error> {
    macro_rules! array {
        ($variant:ident) => {{
            let array: Option<Vec<_>> = values
                .into_iter()
                .map(|value| match value {
                    Value::$variant(v) => Some(v),
                    _ => None,
                })
                .collect();
            let array = array.ok_or_else(|| {
                sqlx::Error::Encode("a value is not of the type of its column".into())
            })?;
            arguments.add(array).map_err(sqlx::Error::Encode)
        }};
    }
    match kind {
        Kind::Text => array!(Text),
        Kind::Int => array!(Int),
        Kind::Uuid => array!(Uuid),
        Kind::Bytes => array!(Bytes),
        Kind::Bool => array!(Bool),
    }
}

fn sqlite_arguments(args: Vec<Arg>) -> Result<SqliteArguments, sqlx::Error> {
    let mut arguments = SqliteArguments::default();
    for arg in args {
        match arg {
            Arg::One(value) => add!(arguments, value),
            Arg::Column(..) => {
                return Err(sqlx::Error::Encode("SQLite has no arrays".into()));
            }
        }
    }
    Ok(arguments)
}

/// A row of an answer.
pub enum Record {
    Postgres(PgRow),
    Sqlite(SqliteRow),
}

/// What both engines can give back.
pub(crate) trait Cell:
    for<'r> sqlx::Decode<'r, Postgres>
    + sqlx::Type<Postgres>
    + for<'r> sqlx::Decode<'r, Sqlite>
    + sqlx::Type<Sqlite>
{
}

impl<T> Cell for T where
    T: for<'r> sqlx::Decode<'r, Postgres>
        + sqlx::Type<Postgres>
        + for<'r> sqlx::Decode<'r, Sqlite>
        + sqlx::Type<Sqlite>
{
}

impl Record {
    /// The value of a column.
    pub(crate) fn get<T: Cell>(&self, column: &'static str) -> Result<T, StoreError> {
        match self {
            Self::Postgres(row) => row.try_get(column),
            Self::Sqlite(row) => row.try_get(column),
        }
        .map_err(|_| StoreError::Inconsistent(Code::literal("column")))
    }
}
