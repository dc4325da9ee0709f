use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{EventRecord, Scope, StreamKind, StreamRef};
use habeas_store::{Log, Outcome, StoreError, Stream, Unit};
use uuid::Uuid;

use crate::schema;
use crate::sql::{Query, values};
use crate::store::{Backend, SqlStore};
use crate::texts::{event_columns, scope, stream_seen};

const LOAD: &str = concat!(
    "WITH ",
    scope!(),
    ", {v: controller text, kind text, id uuid} SELECT ",
    event_columns!(),
    " FROM v JOIN events e ON e.controller = v.controller AND e.kind = v.kind AND e.stream = v.id \
     WHERE ",
    stream_seen!("e.controller", "e.kind", "e.stream"),
    " ORDER BY e.controller, e.kind, e.stream, e.seq"
);

const STREAMS: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT s.controller, s.kind, s.id FROM streams s \
     WHERE s.kind = $1 AND s.version > 0 AND (s.id > $2 OR $2 IS NULL) AND ",
    stream_seen!("s.controller", "s.kind", "s.id"),
    " ORDER BY s.id, s.controller LIMIT $3"
);

const RECENT: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT ",
    event_columns!(),
    " FROM events e \
     WHERE e.recorded_at >= $1 AND ",
    stream_seen!("e.controller", "e.kind", "e.stream"),
    " ORDER BY e.recorded_at, e.id LIMIT $2"
);

const PRUNE_INBOX: &str = "DELETE FROM inbox WHERE at < $1";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[LOAD, STREAMS, RECENT, PRUNE_INBOX];

#[async_trait]
impl<B: Backend> Log for SqlStore<B> {
    async fn commit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError> {
        self.backend.commit(units).await
    }

    async fn load(&self, scope: &Scope, streams: &[StreamRef]) -> Result<Vec<Stream>, StoreError> {
        let asked: BTreeSet<&StreamRef> = streams.iter().collect();
        let keys = asked
            .into_iter()
            .map(|s| values![&s.controller, s.kind, s.id])
            .collect();
        let rows = self.read(Query::new(LOAD).scope(scope).rows(keys)).await?;
        let mut found: BTreeMap<StreamRef, Vec<EventRecord>> = BTreeMap::new();
        for row in rows {
            let event = row.event()?;
            found.entry(event.stream.clone()).or_default().push(event);
        }
        Ok(streams
            .iter()
            .map(|stream| Stream {
                stream: stream.clone(),
                events: found.get(stream).cloned().unwrap_or_default(),
            })
            .collect())
    }

    async fn streams(
        &self,
        scope: &Scope,
        kind: StreamKind,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError> {
        let query = Query::new(STREAMS)
            .scope(scope)
            .bind(kind)
            .bind(after)
            .bind(limit);
        let rows = self.read(query).await?;
        rows.iter().map(|row| row.stream("id")).collect()
    }

    async fn recent(
        &self,
        scope: &Scope,
        from: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<EventRecord>, StoreError> {
        let query = Query::new(RECENT).scope(scope).bind(from).bind(limit);
        let rows = self.read(query).await?;
        rows.iter().map(|row| row.event()).collect()
    }

    async fn ready(&self) -> Result<(), StoreError> {
        let needed = schema::needed(B::DIALECT);
        let found = match self.read(Query::new(schema::VERSION)).await {
            Ok(rows) => match rows.first() {
                Some(row) => row.get::<Option<i64>>("version")?.unwrap_or(0),
                None => 0,
            },
            // The table of steps is not there: nobody has migrated yet.
            Err(StoreError::Refused { code, .. }) if code.as_str() == "42p01" => 0,
            Err(error) => return Err(error),
        };
        if found == needed {
            Ok(())
        } else {
            Err(StoreError::Schema { found, needed })
        }
    }

    async fn prune_inbox(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let answer = self.write(Query::new(PRUNE_INBOX).bind(before)).await?;
        Ok(answer.affected)
    }
}
