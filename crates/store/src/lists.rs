use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{
    Code, ControllerId, DispatchId, EventId, Scope, StreamKind, StreamRef, SubmissionId,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::StoreError;

/// What a stream waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waits {
    /// Somebody of this role or office must act.
    Person(Code),
    /// Nothing until a day comes.
    Day(NaiveDate),
    /// This worker must react; awaited too long, it is nudged.
    Worker(Code),
    /// Nothing: it is closed.
    Nothing,
}

/// The row of a stream: what lists, queues and status pages show, derived from the events and
/// replaced with them. It carries codes and dates only.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The stream.
    pub stream: StreamRef,
    /// The number of the event it reflects.
    pub version: u64,
    /// The version of the projection that made it.
    pub projection: u32,
    /// The submission it belongs to (a submission: itself).
    pub submission: SubmissionId,
    /// The desk it stands at. A submission stands at none.
    pub desk: Option<Code>,
    /// The office that must act on it or answers it.
    pub office: Option<Code>,
    /// Where it stands.
    pub status: Code,
    /// The right exercised (a case).
    pub right: Option<Code>,
    /// The kind of file (a case).
    pub kind: Option<Code>,
    /// The reference told to the person (a submission).
    pub reference: Option<String>,
    /// The legal day of receipt.
    pub received: NaiveDate,
    /// Last day to refuse or to announce an extension.
    pub first_due: Option<NaiveDate>,
    /// Last day to answer.
    pub due: Option<NaiveDate>,
    /// The day to work to.
    pub safe: Option<NaiveDate>,
    /// `running`, `paused`, `none` or `stopped`.
    pub clock: Code,
    /// What it waits for.
    pub waits: Waits,
    /// Since when it waits for that.
    pub waits_since: DateTime<Utc>,
    /// Whether it is closed.
    pub closed: bool,
    /// Further codes and dates for pages, as small JSON.
    pub data: serde_json::Value,
    /// How many of its tasks are not done.
    pub tasks: u32,
    /// The first day until which one of them should be.
    pub task_due: Option<NaiveDate>,
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RowOrder {
    /// The nearest `safe` day first, paused and dateless ones last.
    #[default]
    NearestDue,
    /// The nearest day of an open task first, those without one last.
    NearestTask,
    /// The newest first.
    Newest,
}

/// Which rows a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// Only this kind of stream.
    pub kind: Option<StreamKind>,
    /// Only of this controller.
    pub controller: Option<ControllerId>,
    /// Only at this desk.
    pub desk: Option<Code>,
    /// Only with one of these states; empty means any.
    pub statuses: Vec<Code>,
    /// Only closed, or only open ones.
    pub closed: Option<bool>,
    /// Only of this submission.
    pub submission: Option<SubmissionId>,
    /// Only those whose day to work to, or else the last day to answer, is this or before.
    pub due_until: Option<NaiveDate>,
    /// Only those whose day to work to, or else the last day to answer, is this or after.
    pub due_from: Option<NaiveDate>,
    /// Only those with tasks that are not done.
    pub with_tasks: bool,
    /// In which order.
    pub order: RowOrder,
    /// How many to leave out at the beginning.
    pub offset: u32,
    /// How many at the most; 0 means 50.
    pub limit: u32,
}

/// Lists and single rows.
#[async_trait]
pub trait Rows: Send + Sync {
    /// The rows of these streams that exist in scope.
    async fn rows(&self, scope: &Scope, streams: &[StreamRef]) -> Result<Vec<Row>, StoreError>;

    /// A list.
    async fn list(&self, scope: &Scope, filter: &RowFilter) -> Result<Vec<Row>, StoreError>;

    /// How many rows a filter matches, its offset and limit aside.
    async fn count(&self, scope: &Scope, filter: &RowFilter) -> Result<u64, StoreError>;

    /// The open cases of a controller after `after`, in the order of their ids: for what must look
    /// at all of them.
    async fn open_cases(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        after: Option<uuid::Uuid>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError>;

    /// The submission with this reference, at any controller in scope.
    async fn by_reference(&self, scope: &Scope, reference: &str)
    -> Result<Option<Row>, StoreError>;

    /// Streams that have waited for `worker` since before `before`, to be nudged, with the event
    /// that made them wait (the last of the stream).
    async fn waiting_streams(
        &self,
        worker: &Code,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError>;
}

/// What a projection makes of a stream, to stand in place of what was made before.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// The row; its version says of which events it was made.
    pub row: Row,
    /// All alarms.
    pub alarms: Vec<AlarmRow>,
}

/// Rows and alarms made again from the log, when a projection has changed.
#[async_trait]
pub trait Rebuild: Send + Sync {
    /// Replaces rows and alarms of streams that still stand at the version of their row; one that
    /// has moved on has been derived anew with its events and is left. Tells which were replaced,
    /// in the order given. At most one a stream.
    async fn rebuild(&self, derived: Vec<Derived>) -> Result<Vec<bool>, StoreError>;
}

/// An alarm of a stream: due until it is handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmRow {
    /// The stream.
    pub stream: StreamRef,
    /// Which alarm.
    pub code: Code,
    /// From when it rings.
    pub at: DateTime<Utc>,
}

/// The alarms of all streams.
#[async_trait]
pub trait Alarms: Send + Sync {
    /// Alarms that ring at `now`, oldest first, each taken for `lease` by one caller. Handling
    /// one is a command whose events replace the stream's alarms.
    async fn claim_alarms(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<AlarmRow>, StoreError>;

    /// The earliest instant at which an alarm can next be claimed.
    async fn next_alarm(&self, scope: &Scope) -> Result<Option<DateTime<Utc>>, StoreError>;
}

/// How far something that leaves the house has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DispatchState {
    /// Ordered; not to be sent before its instant.
    Ordered,
    /// The call to the provider was begun; its outcome is not known.
    Started,
    /// In the mailroom's queue.
    Queued,
    /// Printed by the mailroom.
    Printed,
    /// Handed to the post, or accepted by the mail server.
    Sent,
    /// Delivered.
    Delivered,
    /// Came back.
    Returned,
    /// Cannot be sent as things are; a person must help.
    Failed,
    /// Taken back before it left.
    Cancelled,
}

impl DispatchState {
    /// All states.
    pub const ALL: [Self; 9] = [
        Self::Ordered,
        Self::Started,
        Self::Queued,
        Self::Printed,
        Self::Sent,
        Self::Delivered,
        Self::Returned,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Started => "started",
            Self::Queued => "queued",
            Self::Printed => "printed",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Returned => "returned",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

/// One thing that leaves the house, derived from the events of its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchRow {
    /// Its id, which is also the key given to the provider.
    pub id: DispatchId,
    /// The stream that ordered it.
    pub stream: StreamRef,
    /// The event that ordered it.
    pub ordered_by: EventId,
    /// `mail` or `registered-letter`.
    pub channel: Code,
    /// Which text.
    pub template: Code,
    /// The language of the text, as a tag.
    pub language: Code,
    /// The desk whose matter it is.
    pub desk: Option<Code>,
    /// The office it goes to, when it goes to one.
    pub office: Option<Code>,
    /// How far it has come.
    pub state: DispatchState,
    /// Not to be started before this instant.
    pub not_before: DateTime<Utc>,
}

/// Which dispatches a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DispatchFilter {
    /// Only of this channel.
    pub channel: Option<Code>,
    /// Only in one of these states; empty means any.
    pub states: Vec<DispatchState>,
    /// Only of this stream.
    pub stream: Option<StreamRef>,
    /// How many at the most; 0 means 100.
    pub limit: u32,
}

/// What leaves the house.
#[async_trait]
pub trait Dispatches: Send + Sync {
    /// Takes for `lease` dispatches in state `Ordered` or `Started` whose time has come; a
    /// `Started` one was begun by a courier that is gone.
    async fn claim_dispatches(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<DispatchRow>, StoreError>;

    /// A list, oldest first. The mailroom's scope is by controller; it sees no desk's case.
    async fn dispatches(
        &self,
        scope: &Scope,
        filter: &DispatchFilter,
    ) -> Result<Vec<DispatchRow>, StoreError>;

    /// One dispatch.
    async fn dispatch(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        id: DispatchId,
    ) -> Result<Option<DispatchRow>, StoreError>;

    /// The earliest instant at which a dispatch can next be claimed.
    async fn next_dispatch(&self, scope: &Scope) -> Result<Option<DateTime<Utc>>, StoreError>;
}

/// A count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Whose.
    pub controller: ControllerId,
    /// At which desk, if at one.
    pub desk: Option<Code>,
    /// What is counted.
    pub name: Code,
    /// The legal day it belongs to.
    pub day: NaiveDate,
    /// How many.
    pub value: i64,
}

/// Counts, as deltas folded by one compactor.
#[async_trait]
pub trait Tallies: Send + Sync {
    /// The counts from `from` to `to`, both included, with all deltas so far.
    async fn tallies(
        &self,
        scope: &Scope,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<Tally>, StoreError>;

    /// Folds deltas into counts; how many deltas there were.
    async fn compact_tallies(&self) -> Result<u64, StoreError>;
}
