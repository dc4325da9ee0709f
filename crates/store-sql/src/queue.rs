use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Code, ControllerId, EventId, EventRecord, Scope};
use habeas_store::{Failure, Failures, Outbox, OutboxEntry, OutboxItem, StoreError};

use crate::sql::{Query, values};
use crate::store::{Backend, SqlStore};
use crate::texts::{event_columns, scope, seen};
use crate::write::{SETTLE, entry_values};

const WAITING_FOR: &str = concat!(
    "SELECT ",
    event_columns!(),
    " FROM outbox o JOIN events e ON e.controller = o.controller AND e.id = o.event \
     WHERE o.reader = $1 ORDER BY o.recorded_at, o.event LIMIT $2"
);

const CLAIM_LEFTOVERS: &str = "WITH due(c, e) AS MATERIALIZED (SELECT controller, event FROM outbox \
    WHERE reader = '' AND recorded_at <= $1 AND leased_until <= $2 \
    ORDER BY recorded_at, event LIMIT $3{ FOR UPDATE SKIP LOCKED}) \
    UPDATE outbox SET leased_until = $4 FROM due \
    WHERE controller = due.c AND event = due.e AND reader = '' RETURNING controller, event";

const DEPTH: &str = "SELECT COUNT(*) AS depth FROM outbox";

const EVENTS: &str = concat!(
    "WITH {v: controller text, id uuid} SELECT ",
    event_columns!(),
    " FROM v JOIN events e ON e.controller = v.controller AND e.id = v.id"
);

const DUE_FAILURES: &str = "WITH due(w, e) AS MATERIALIZED (SELECT worker, event FROM failures \
    WHERE worker = $1 AND NOT dead AND not_before <= $2 \
    ORDER BY not_before, event LIMIT $3{ FOR UPDATE SKIP LOCKED}) \
    UPDATE failures SET not_before = $4 FROM due WHERE worker = due.w AND event = due.e \
    RETURNING worker, event, controller, attempt, not_before, class, reason, text_item, dead, since";

const FAILURES: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT f.worker, f.event, f.controller, f.attempt, f.not_before, f.class, f.reason, \
     f.text_item, f.dead, f.since FROM failures f \
     LEFT JOIN events e ON e.controller = f.controller AND e.id = f.event \
     LEFT JOIN rows r ON r.controller = e.controller AND r.kind = e.kind AND r.id = e.stream \
     WHERE ",
    seen!("f.controller", "r.desk"),
    " ORDER BY f.dead DESC, f.since, f.event, f.worker LIMIT $1"
);

const RETRY: &str = concat!(
    "WITH ",
    scope!(),
    " UPDATE failures SET attempt = 0, not_before = $1, dead = FALSE \
     WHERE worker = $2 AND event = $3 AND ",
    seen!(
        "failures.controller",
        "(SELECT r.desk FROM events e JOIN rows r ON r.controller = e.controller \
          AND r.kind = e.kind AND r.id = e.stream \
          WHERE e.controller = failures.controller AND e.id = failures.event)"
    )
);

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    WAITING_FOR,
    CLAIM_LEFTOVERS,
    DEPTH,
    EVENTS,
    DUE_FAILURES,
    FAILURES,
    RETRY,
];

/// The instant at which a lease of this length ends.
pub(crate) fn lease_end(now: DateTime<Utc>, lease: Duration) -> DateTime<Utc> {
    chrono::TimeDelta::from_std(lease)
        .ok()
        .and_then(|lease| now.checked_add_signed(lease))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

impl<B: Backend> SqlStore<B> {
    /// Events of the log by their ids.
    async fn events(
        &self,
        ids: impl Iterator<Item = (ControllerId, EventId)> + Send,
    ) -> Result<BTreeMap<(ControllerId, EventId), EventRecord>, StoreError> {
        let keys: Vec<_> = ids
            .map(|(controller, id)| values![&controller, id.0])
            .collect();
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = self.read(Query::new(EVENTS).rows(keys)).await?;
        rows.iter()
            .map(|row| {
                let event = row.event()?;
                Ok(((event.stream.controller.clone(), event.id), event))
            })
            .collect()
    }
}

#[async_trait]
impl<B: Backend> Outbox for SqlStore<B> {
    async fn waiting_for(&self, reader: &Code, limit: u32) -> Result<Vec<OutboxItem>, StoreError> {
        let rows = self
            .read(Query::new(WAITING_FOR).bind(reader).bind(limit))
            .await?;
        rows.iter()
            .map(|row| {
                let record = row.event()?;
                let entry = OutboxEntry {
                    controller: record.stream.controller.clone(),
                    event: record.id,
                    reader: Some(reader.clone()),
                };
                Ok(OutboxItem { entry, record })
            })
            .collect()
    }

    async fn claim_leftovers(
        &self,
        now: DateTime<Utc>,
        older_than: Duration,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<OutboxItem>, StoreError> {
        let youngest = chrono::TimeDelta::from_std(older_than)
            .ok()
            .and_then(|age| now.checked_sub_signed(age))
            .unwrap_or(DateTime::<Utc>::MIN_UTC);
        let query = Query::new(CLAIM_LEFTOVERS)
            .bind(youngest)
            .bind(now)
            .bind(limit)
            .bind(lease_end(now, lease));
        let claimed = self.write(query).await?.rows;
        let mut keys = Vec::with_capacity(claimed.len());
        for row in &claimed {
            keys.push((row.controller()?, EventId(row.uuid("event")?)));
        }
        let mut items: Vec<OutboxItem> = self
            .events(keys.into_iter())
            .await?
            .into_values()
            .map(|record| OutboxItem {
                entry: OutboxEntry {
                    controller: record.stream.controller.clone(),
                    event: record.id,
                    reader: None,
                },
                record,
            })
            .collect();
        items.sort_by_key(|item| (item.record.recorded_at, item.record.id));
        Ok(items)
    }

    async fn told(&self, entries: &[OutboxEntry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut entries: Vec<&OutboxEntry> = entries.iter().collect();
        entries.sort();
        let rows = entries.into_iter().map(entry_values).collect();
        self.write(Query::new(SETTLE).rows(rows)).await?;
        Ok(())
    }

    async fn outbox_depth(&self) -> Result<u64, StoreError> {
        let rows = self.read(Query::new(DEPTH)).await?;
        rows.first().map_or(Ok(0), |row| row.number("depth"))
    }
}

#[async_trait]
impl<B: Backend> Failures for SqlStore<B> {
    async fn due_failures(
        &self,
        worker: &Code,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<(Failure, Option<EventRecord>)>, StoreError> {
        let query = Query::new(DUE_FAILURES)
            .bind(worker)
            .bind(now)
            .bind(limit)
            .bind(lease_end(now, lease));
        let rows = self.write(query).await?.rows;
        let mut failures = rows
            .iter()
            .map(|row| row.failure())
            .collect::<Result<Vec<_>, _>>()?;
        failures.sort_by_key(|failure| (failure.since, failure.event));
        let keys = failures.iter().map(|f| (f.controller.clone(), f.event));
        let mut events = self.events(keys.collect::<Vec<_>>().into_iter()).await?;
        Ok(failures
            .into_iter()
            .map(|failure| {
                let event = events.remove(&(failure.controller.clone(), failure.event));
                (failure, event)
            })
            .collect())
    }

    async fn failures(&self, scope: &Scope, limit: u32) -> Result<Vec<Failure>, StoreError> {
        let rows = self
            .read(Query::new(FAILURES).scope(scope).bind(limit))
            .await?;
        rows.iter().map(|row| row.failure()).collect()
    }

    async fn retry(
        &self,
        scope: &Scope,
        worker: &Code,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let query = Query::new(RETRY)
            .scope(scope)
            .bind(now)
            .bind(worker)
            .bind(event.0);
        Ok(self.write(query).await?.affected > 0)
    }
}
