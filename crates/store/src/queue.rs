use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Code, ControllerId, EventId, EventRecord, ItemId, Scope};
use std::time::Duration;

use crate::StoreError;

/// An event that is still to be told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutboxEntry {
    /// Whose event.
    pub controller: ControllerId,
    /// The event.
    pub event: EventId,
    /// Embedded: the worker that is to read it. Distributed: `None`, one entry for all.
    pub reader: Option<Code>,
}

/// An outbox entry with the event itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxItem {
    /// The entry.
    pub entry: OutboxEntry,
    /// The event, from the log.
    pub record: EventRecord,
}

/// What was committed and is still to be told. The hand-off in memory only saves the poll: after
/// a crash these rows are all there is.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Embedded: what waits for `reader`, oldest first.
    async fn waiting_for(&self, reader: &Code, limit: u32) -> Result<Vec<OutboxItem>, StoreError>;

    /// Distributed: takes leftovers for `lease`, oldest first, skipping what another relay holds.
    /// Entries younger than `older_than` are left to the hand-off in memory.
    async fn claim_leftovers(
        &self,
        now: DateTime<Utc>,
        older_than: Duration,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<OutboxItem>, StoreError>;

    /// Deletes entries that were confirmed.
    async fn told(&self, entries: &[OutboxEntry]) -> Result<(), StoreError>;

    /// How many entries wait, for metrics and tests.
    async fn outbox_depth(&self) -> Result<u64, StoreError>;
}

/// Whether a failure will be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureState {
    /// It waits for its next attempt.
    Waiting,
    /// Its attempts are exhausted, or trying cannot help: a dead letter, for a person.
    Dead,
}

/// An event that a worker could not deal with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Whose event.
    pub controller: ControllerId,
    /// The worker.
    pub worker: Code,
    /// The event.
    pub event: EventId,
    /// How often it was tried, from 1.
    pub attempt: u32,
    /// When it is tried again, if it is.
    pub not_before: DateTime<Utc>,
    /// What kind of failure: `store`, `panic`, `decode`, `newer-build`, `refused`, `port`, …
    pub class: Code,
    /// Why, as a code; never free text.
    pub reason: Code,
    /// Where the vault keeps the free text about it, if there is one.
    pub text: Option<ItemId>,
    /// Waiting or dead.
    pub state: FailureState,
    /// When it first failed.
    pub since: DateTime<Utc>,
}

/// A change to the table of failures, in the unit it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureChange {
    /// Inserted, or replaced by worker and event.
    Record(Failure),
    /// Dealt with after all: the row goes.
    Settled {
        /// The worker.
        worker: Code,
        /// The event.
        event: EventId,
    },
}

/// Failures are rows, not messages: they survive the broker and can be read, replayed and
/// counted.
#[async_trait]
pub trait Failures: Send + Sync {
    /// Waiting failures of `worker` whose time has come, with the event if the log has it. Each
    /// is put off by `lease` so that no other process takes it as well.
    async fn due_failures(
        &self,
        worker: &Code,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<(Failure, Option<EventRecord>)>, StoreError>;

    /// All failures in scope, dead ones first, then by age.
    async fn failures(&self, scope: &Scope, limit: u32) -> Result<Vec<Failure>, StoreError>;

    /// Makes a failure due at once, with its attempts counted anew; false when there is none in
    /// scope.
    async fn retry(
        &self,
        scope: &Scope,
        worker: &Code,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError>;
}
