use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{ControllerId, Scope, StreamKind, StreamRef};
use habeas_store::{Documents, Owner, SealedField, SealedReads, StoreError, WrappedKey};
use uuid::Uuid;

use crate::conn::Record;
use crate::sql::{Query, values};
use crate::store::{Backend, SqlStore};
use crate::texts::{scope, stream_seen};

const SEALED: &str = concat!(
    "WITH ",
    scope!(),
    ", {v: controller text, kind text, stream uuid} \
     SELECT s.controller, s.kind, s.stream, s.item, s.compartment, s.field_kind, s.key_id, \
     s.bytes FROM v JOIN sealed s \
     ON s.controller = v.controller AND s.kind = v.kind AND s.stream = v.stream \
     WHERE ",
    stream_seen!("s.controller", "s.kind", "s.stream"),
    " ORDER BY s.controller, s.kind, s.stream, s.item"
);

const WRAPS: &str = concat!(
    "WITH ",
    scope!(),
    ", {v: controller text, kind text, stream uuid} \
     SELECT w.controller, w.kind, w.stream, w.key_id, w.compartment, w.recipient, w.suite, \
     w.bytes FROM v JOIN wraps w \
     ON w.controller = v.controller AND w.kind = v.kind AND w.stream = v.stream \
     WHERE ",
    stream_seen!("w.controller", "w.kind", "w.stream"),
    " ORDER BY w.controller, w.kind, w.stream, w.key_id, w.recipient"
);

const FIND: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT DISTINCT t.controller, t.kind, t.stream FROM tokens t \
     WHERE t.controller = $1 AND t.token = $2 AND (t.kind = $3 OR $3 IS NULL) AND ",
    stream_seen!("t.controller", "t.kind", "t.stream"),
    " ORDER BY t.kind, t.stream LIMIT $4"
);

const NAMED: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT s.item FROM sealed s \
     WHERE s.controller = $1 AND s.item = $2 AND ",
    stream_seen!("s.controller", "s.kind", "s.stream"),
    " LIMIT 1"
);

const PUT_DOCUMENT: &str = "INSERT INTO documents (controller, item, put_at, bytes) \
    VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

/// A document stands where the stream stands that owns its sealed field.
const DOCUMENT: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT d.bytes FROM documents d WHERE d.controller = $1 AND d.item = $2 AND \
     EXISTS (SELECT 1 FROM scope WHERE scope.controller = d.controller \
     AND (scope.everything OR scope.desk IN (SELECT r.desk FROM sealed s \
     JOIN rows r ON r.controller = s.controller AND r.kind = s.kind AND r.id = s.stream \
     WHERE s.controller = d.controller AND s.item = d.item)))"
);

const SWEEP: &str = "DELETE FROM documents WHERE put_at < $1 AND NOT EXISTS (SELECT 1 FROM sealed s \
    WHERE s.controller = documents.controller AND s.item = documents.item)";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[SEALED, WRAPS, NAMED, FIND, PUT_DOCUMENT, DOCUMENT, SWEEP];

fn of_owners(text: &'static str, scope: &Scope, owners: &[Owner]) -> Query {
    let owners: BTreeSet<&Owner> = owners.iter().collect();
    let keys = owners
        .into_iter()
        .map(|o| values![&o.controller, o.kind, o.id])
        .collect();
    Query::new(text).scope(scope).rows(keys)
}

pub(crate) fn wrap(row: &Record) -> Result<WrappedKey, StoreError> {
    Ok(WrappedKey {
        owner: row.stream("stream")?,
        key_id: row.uuid("key_id")?,
        compartment: row.code("compartment")?,
        recipient: row.code("recipient")?,
        suite: row.code("suite")?,
        bytes: row.bytes("bytes")?,
    })
}

#[async_trait]
impl<B: Backend> SealedReads for SqlStore<B> {
    async fn sealed_of(
        &self,
        scope: &Scope,
        owners: &[Owner],
    ) -> Result<Vec<SealedField>, StoreError> {
        let rows = self.read(of_owners(SEALED, scope, owners)).await?;
        rows.iter()
            .map(|row| {
                Ok(SealedField {
                    owner: row.stream("stream")?,
                    compartment: row.code("compartment")?,
                    kind: row.code("field_kind")?,
                    item: row.uuid("item")?,
                    key_id: row.uuid("key_id")?,
                    bytes: row.bytes("bytes")?,
                })
            })
            .collect()
    }

    async fn wraps_of(
        &self,
        scope: &Scope,
        owners: &[Owner],
    ) -> Result<Vec<WrappedKey>, StoreError> {
        let rows = self.read(of_owners(WRAPS, scope, owners)).await?;
        rows.iter().map(wrap).collect()
    }

    async fn is_named(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        item: Uuid,
    ) -> Result<bool, StoreError> {
        let query = Query::new(NAMED).scope(scope).bind(controller).bind(item);
        Ok(!self.read(query).await?.is_empty())
    }

    async fn find(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        kind: Option<StreamKind>,
        token: &[u8],
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError> {
        let query = Query::new(FIND)
            .scope(scope)
            .bind(controller)
            .bind(token)
            .bind(kind)
            .bind(limit);
        let rows = self.read(query).await?;
        rows.iter().map(|row| row.stream("stream")).collect()
    }
}

#[async_trait]
impl<B: Backend> Documents for SqlStore<B> {
    async fn put_document(
        &self,
        controller: &ControllerId,
        item: Uuid,
        at: DateTime<Utc>,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let query = Query::new(PUT_DOCUMENT)
            .bind(controller)
            .bind(item)
            .bind(at)
            .bind(bytes);
        self.write(query).await?;
        Ok(())
    }

    async fn document(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        item: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let query = Query::new(DOCUMENT)
            .scope(scope)
            .bind(controller)
            .bind(item);
        let rows = self.read(query).await?;
        rows.first().map(|row| row.bytes("bytes")).transpose()
    }

    async fn sweep_documents(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(self.write(Query::new(SWEEP).bind(before)).await?.affected)
    }
}
