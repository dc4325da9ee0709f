use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{
    Code, ControllerId, EventId, EventRecord, Hash32, Scope, StreamKind, StreamRef,
};

use crate::{
    AlarmRow, DestroyKeys, DispatchRow, FailureChange, OutboxEntry, Row, SealedField, SearchToken,
    StoreError, WrappedKey,
};

/// One stream as loaded: its events in order, empty when there is none in the reader's scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Which stream.
    pub stream: StreamRef,
    /// Its events, from the first.
    pub events: Vec<EventRecord>,
}

impl Stream {
    /// The number of the last event, 0 when there is none.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.events.last().map_or(0, |e| e.seq)
    }

    /// The hash of the last event, zeros when there is none.
    #[must_use]
    pub fn head(&self) -> Hash32 {
        self.events.last().map_or(Hash32::ZERO, |e| e.hash)
    }
}

/// That a worker has dealt with an event: at most one such mark is ever committed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InboxMark {
    /// The worker.
    pub worker: Code,
    /// The event it dealt with.
    pub event: EventId,
}

/// A change of a count, folded into [`Tally`](crate::Tally) by the compactor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyDelta {
    /// Whose count.
    pub controller: ControllerId,
    /// At which desk, if at one.
    pub desk: Option<Code>,
    /// What is counted.
    pub name: Code,
    /// The legal day it belongs to.
    pub day: NaiveDate,
    /// By how much.
    pub by: i64,
}

/// What is added to one stream, with all that is derived from its new state.
#[derive(Clone, Debug, PartialEq)]
pub struct Append {
    /// The events in their places; the first one's `seq - 1` is the version that must stand.
    /// Never empty, all of one stream.
    pub events: Vec<EventRecord>,
    /// The row of the new state. `None` leaves the row.
    pub row: Option<Row>,
    /// All alarms of the new state, in place of those before. `None` leaves them.
    pub alarms: Option<Vec<AlarmRow>>,
    /// Dispatches whose state the events changed, inserted or replaced by id.
    pub dispatches: Vec<DispatchRow>,
    /// Changes of counts.
    pub tallies: Vec<TallyDelta>,
}

impl Append {
    /// The stream that is added to.
    ///
    /// # Panics
    /// When there are no events: such an append must not be built.
    #[must_use]
    pub fn stream(&self) -> &StreamRef {
        &self
            .events
            .first()
            .expect("an append has at least one event")
            .stream
    }

    /// The version that must stand, 0 for a new stream.
    ///
    /// # Panics
    /// When there are no events.
    #[must_use]
    pub fn expected(&self) -> u64 {
        self.events
            .first()
            .expect("an append has at least one event")
            .seq
            - 1
    }
}

/// What is committed together or not at all. It may span streams; the commands of one reaction
/// are one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The message this unit answers, if it answers one. When the mark stands already the unit
    /// is a [`Outcome::Duplicate`] and nothing of it is written.
    pub inbox: Option<InboxMark>,
    /// Additions to streams, at most one a stream.
    pub appends: Vec<Append>,
    /// Events to be told, by whom they are to be read (embedded) or once for all (distributed).
    pub outbox: Vec<OutboxEntry>,
    /// The entry of the embedded outbox that this unit settles: deleted with it.
    pub settles: Option<OutboxEntry>,
    /// Sealed fields to keep.
    pub sealed: Vec<SealedField>,
    /// Wrapped data keys to keep.
    pub wraps: Vec<WrappedKey>,
    /// Search tokens to keep.
    pub tokens: Vec<SearchToken>,
    /// Data keys to forget for ever.
    pub destroys: Vec<DestroyKeys>,
    /// Failures to record, to settle or to give up.
    pub failures: Vec<FailureChange>,
}

/// What became of a unit.
#[derive(Debug)]
pub enum Outcome {
    /// All of it is durable.
    Committed,
    /// Its inbox mark stood already; nothing was written.
    Duplicate,
    /// A stream was not at the version expected; nothing was written.
    Conflict,
    /// The unit itself cannot be written; its neighbours were.
    Failed(StoreError),
}

impl Outcome {
    /// Whether it was written.
    #[must_use]
    pub fn is_committed(&self) -> bool {
        matches!(self, Self::Committed)
    }
}

/// The log of all events.
#[async_trait]
pub trait Log: Send + Sync {
    /// Commits units in one transaction for all that wait; one outcome a unit, in their order.
    /// Losers (duplicates, conflicts, unwritable ones) leave the others committed.
    ///
    /// # Errors
    /// When the database is away: no unit has an outcome, and whether they were written is
    /// unknown. Sent again, those that were answer [`Outcome::Duplicate`] (with an inbox mark)
    /// or [`Outcome::Conflict`].
    async fn commit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError>;

    /// Loads streams, in the order asked; one that does not exist or lies outside `scope` is
    /// empty. A case lies in the scope by the desk of its row.
    async fn load(&self, scope: &Scope, streams: &[StreamRef]) -> Result<Vec<Stream>, StoreError>;

    /// The streams of one kind after `after` in the order of their ids, for rebuilds and checks.
    async fn streams(
        &self,
        scope: &Scope,
        kind: StreamKind,
        after: Option<uuid::Uuid>,
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError>;

    /// Events recorded from `from` on, in the order of instants and ids, at most `limit`.
    async fn recent(
        &self,
        scope: &Scope,
        from: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<EventRecord>, StoreError>;
    /// Whether the database answers and its schema is the one this program needs.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Forgets inbox marks older than `before`; how many there were.
    async fn prune_inbox(&self, before: DateTime<Utc>) -> Result<u64, StoreError>;
}
