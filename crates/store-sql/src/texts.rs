//! Pieces of SQL that several texts share, and all texts for the test that prepares them.

/// The relation of a scope.
macro_rules! scope {
    () => {
        "{scope: controller text, everything boolean, desk text}"
    };
}
pub(crate) use scope;

/// Whether what stands at a desk of a controller lies in the scope. The first half says nothing
/// new: it lets SQLite use the indexes, which begin with the controller.
macro_rules! seen {
    ($controller:literal, $desk:literal) => {
        concat!(
            $controller,
            " IN (SELECT scope.controller FROM scope) AND \
             EXISTS (SELECT 1 FROM scope WHERE scope.controller = ",
            $controller,
            " AND (scope.everything OR scope.desk = ",
            $desk,
            "))"
        )
    };
}
pub(crate) use seen;

/// Whether a stream lies in the scope. Its desk is looked up by a query of its own, and only for who
/// does not see everything: joined, Postgres without statistics reads all rows of the controller
/// for each event, and with them all workers of a young installation come to a halt.
macro_rules! stream_seen {
    ($controller:literal, $kind:literal, $id:literal) => {
        concat!(
            $controller,
            " IN (SELECT scope.controller FROM scope) AND \
             EXISTS (SELECT 1 FROM scope WHERE scope.controller = ",
            $controller,
            " AND (scope.everything OR scope.desk = (SELECT r.desk FROM rows r \
             WHERE r.controller = ",
            $controller,
            " AND r.kind = ",
            $kind,
            " AND r.id = ",
            $id,
            ")))"
        )
    };
}
pub(crate) use stream_seen;

/// The columns of an event `e`.
macro_rules! event_columns {
    () => {
        "e.controller, e.kind, e.stream, e.seq, e.id, e.event_type, e.body, e.legal_day, \
         e.recorded_at, e.actor, e.causation, e.correlation, e.traceparent, e.prev_hash, e.hash"
    };
}
pub(crate) use event_columns;

/// All texts of the adapter that are constants.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    [
        crate::batch::TEXTS,
        crate::write::TEXTS,
        crate::log::TEXTS,
        crate::lists::TEXTS,
        crate::queue::TEXTS,
        crate::sealed::TEXTS,
        crate::people::TEXTS,
        crate::proofs::TEXTS,
        crate::rewraps::TEXTS,
        crate::rebuild::TEXTS,
        crate::schema::TEXTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use sqlx::postgres::PgConnection;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
    use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _};

    use crate::schema;
    use crate::sql::{Dialect, Query};

    /// The text of an engine with relations of no rows.
    fn rendered(text: &'static str, dialect: Dialect) -> String {
        let mut query = Query::new(text);
        for n in 1..=9 {
            if text.contains(&format!("${n}")) {
                query = query.bind(0_i64);
            }
        }
        for _ in text.matches('{') {
            query = query.rows(Vec::new());
        }
        query.render(dialect).sql
    }

    #[tokio::test]
    async fn sqlite_takes_every_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("x"))
            .create_if_missing(true);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        schema::migrator(Dialect::Sqlite)
            .run(&mut connection)
            .await
            .unwrap();
        for text in super::all() {
            let sql = rendered(text, Dialect::Sqlite);
            let prepared = (&mut connection)
                .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
                .await;
            assert!(prepared.is_ok(), "{sql}: {:?}", prepared.err());
        }
    }

    #[tokio::test]
    async fn postgres_takes_every_text() {
        let database =
            tokio::task::spawn_blocking(|| habeas_testkit::Postgres::shared().database())
                .await
                .expect("a database");
        let mut connection = PgConnection::connect(database.url()).await.unwrap();
        schema::migrator(Dialect::Postgres)
            .run(&mut connection)
            .await
            .unwrap();
        for text in super::all() {
            let sql = rendered(text, Dialect::Postgres);
            let prepared = (&mut connection)
                .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
                .await;
            assert!(prepared.is_ok(), "{sql}: {:?}", prepared.err());
        }
    }
}
