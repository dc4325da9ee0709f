use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::StreamRef;
use habeas_store::{Checkpoint, Head, Proofs, StoreError};
use uuid::Uuid;

use crate::conn::Record;
use crate::sql::Query;
use crate::store::{Backend, SqlStore};

const HEADS_UNTIL: &str = "SELECT e.controller, e.kind, e.stream, e.seq AS version, e.hash AS head \
    FROM events e JOIN (SELECT controller, kind, stream, MAX(seq) AS seq FROM events \
    WHERE recorded_at <= $1 AND (controller, kind, stream) > ($2, $3, $4) \
    GROUP BY controller, kind, stream ORDER BY controller, kind, stream LIMIT $5) h \
    ON e.controller = h.controller AND e.kind = h.kind AND e.stream = h.stream AND e.seq = h.seq \
    ORDER BY e.controller, e.kind, e.stream";

const HEADS_KEPT: &str = "SELECT controller, kind, id AS stream, version, head FROM streams \
    WHERE version > 0 AND (controller, kind, id) > ($1, $2, $3) \
    ORDER BY controller, kind, id LIMIT $4";

const CHECKPOINTS: &str = "SELECT number, signed_at, token FROM checkpoints WHERE number > $1 \
    ORDER BY number LIMIT $2";

const LAST_CHECKPOINT: &str = "SELECT number, signed_at, token FROM checkpoints \
    ORDER BY number DESC LIMIT 1";

const KEEP_CHECKPOINT: &str = "INSERT INTO checkpoints (number, signed_at, token) \
    VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    HEADS_UNTIL,
    HEADS_KEPT,
    CHECKPOINTS,
    LAST_CHECKPOINT,
    KEEP_CHECKPOINT,
];

fn head(row: &Record) -> Result<Head, StoreError> {
    Ok(Head {
        stream: row.stream("stream")?,
        version: row.number("version")?,
        hash: row.hash("head")?,
    })
}

fn checkpoint(row: &Record) -> Result<Checkpoint, StoreError> {
    Ok(Checkpoint {
        number: row.number("number")?,
        at: row.instant("signed_at")?,
        token: row.text("token")?,
    })
}

/// Binds a stream, or what stands before every stream.
fn behind(query: Query, after: Option<&StreamRef>) -> Query {
    match after {
        Some(stream) => query
            .bind(&stream.controller)
            .bind(stream.kind)
            .bind(stream.id),
        None => query
            .bind(String::new())
            .bind(String::new())
            .bind(Uuid::nil()),
    }
}

#[async_trait]
impl<B: Backend> Proofs for SqlStore<B> {
    async fn heads_until(
        &self,
        until: DateTime<Utc>,
        after: Option<&StreamRef>,
        limit: u32,
    ) -> Result<Vec<Head>, StoreError> {
        let query = behind(Query::new(HEADS_UNTIL).bind(until), after).bind(limit);
        self.read(query).await?.iter().map(head).collect()
    }

    async fn heads_kept(
        &self,
        after: Option<&StreamRef>,
        limit: u32,
    ) -> Result<Vec<Head>, StoreError> {
        let query = behind(Query::new(HEADS_KEPT), after).bind(limit);
        self.read(query).await?.iter().map(head).collect()
    }

    async fn checkpoints(&self, after: u64, limit: u32) -> Result<Vec<Checkpoint>, StoreError> {
        let query = Query::new(CHECKPOINTS).bind(after).bind(limit);
        self.read(query).await?.iter().map(checkpoint).collect()
    }

    async fn last_checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        let rows = self.read(Query::new(LAST_CHECKPOINT)).await?;
        rows.first().map(checkpoint).transpose()
    }

    async fn keep_checkpoint(&self, kept: Checkpoint) -> Result<bool, StoreError> {
        let query = Query::new(KEEP_CHECKPOINT)
            .bind(kept.number)
            .bind(kept.at)
            .bind(kept.token);
        Ok(self.write(query).await?.affected == 1)
    }
}
