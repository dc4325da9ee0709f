//! Streams, events and units for tests: invented, of two controllers and two desks.

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone as _, Utc};
use habeas_envelope::{
    ActorId, Code, ControllerId, DeskScope, DispatchId, EventId, EventRecord, Hash32, NewEvent,
    Scope, StreamKind, StreamRef, SubmissionId,
};
use uuid::Uuid;

use crate::{
    AlarmRow, Append, DispatchRow, DispatchState, Failure, FailureState, InboxMark, OutboxEntry,
    Outcome, Row, Store, StoreError, Unit, Waits,
};

/// A code of the test.
#[must_use]
pub fn code(word: &str) -> Code {
    Code::new(word).expect("a code of the test")
}

/// The controller of most tests.
#[must_use]
pub fn house() -> ControllerId {
    code("house").into()
}

/// Another controller, whose rows must never show.
#[must_use]
pub fn other() -> ControllerId {
    code("other").into()
}

/// An instant some seconds after 2 March 2026, 09:00 UTC and a bit: microseconds must survive.
#[must_use]
pub fn at(seconds: i64) -> DateTime<Utc> {
    let start = Utc
        .with_ymd_and_hms(2026, 3, 2, 9, 0, 0)
        .single()
        .expect("an instant");
    start + TimeDelta::seconds(seconds) + TimeDelta::microseconds(123_457)
}

/// A day of March 2026.
#[must_use]
pub fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March")
}

/// A small id.
#[must_use]
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// The whole of `house`.
#[must_use]
pub fn whole() -> Scope {
    Scope::whole([house()])
}

/// The whole of both controllers.
#[must_use]
pub fn everything() -> Scope {
    Scope::whole([house(), other()])
}

/// One desk of `house`.
#[must_use]
pub fn desk(name: &str) -> Scope {
    Scope::nothing().with(house(), DeskScope::Only([code(name)].into_iter().collect()))
}

/// Scopes that must not see what stands at the desk `medical` of `house`.
#[must_use]
pub fn blind() -> [Scope; 4] {
    [
        Scope::nothing(),
        Scope::whole([other()]),
        desk("privacy"),
        Scope::nothing()
            .with(house(), DeskScope::Only([].into_iter().collect()))
            .with(
                other(),
                DeskScope::Only([code("medical")].into_iter().collect()),
            ),
    ]
}

/// Scopes that must see it.
#[must_use]
pub fn seeing() -> [Scope; 3] {
    [whole(), everything(), desk("medical")]
}

/// A stream as its writer knows it: where it stands and what its next events follow.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The stream.
    pub stream: StreamRef,
    /// The desk its row stands at.
    pub desk: Option<Code>,
    /// The number of the last event.
    pub seq: u64,
    /// The hash of the last event.
    pub head: Hash32,
}

/// A case of `house` at the desk `medical`.
#[must_use]
pub fn case(n: u128) -> Chain {
    Chain {
        stream: StreamRef {
            controller: house(),
            kind: StreamKind::Case,
            id: id(n),
        },
        desk: Some(code("medical")),
        seq: 0,
        head: Hash32::ZERO,
    }
}

/// A submission of `house`.
#[must_use]
pub fn submission(n: u128) -> Chain {
    Chain {
        stream: StreamRef::submission(house(), SubmissionId(id(n))),
        desk: None,
        seq: 0,
        head: Hash32::ZERO,
    }
}

impl Chain {
    /// The same at another desk.
    #[must_use]
    pub fn at_desk(mut self, desk: &str) -> Self {
        self.desk = Some(code(desk));
        self
    }

    /// The same of another controller.
    #[must_use]
    pub fn of(mut self, controller: ControllerId) -> Self {
        self.stream.controller = controller;
        self
    }

    /// One more event, recorded `seconds` after the start.
    pub fn event(&mut self, event: u128, seconds: i64) -> EventRecord {
        let record = NewEvent {
            id: EventId(id(event)),
            event_type: code("case-opened"),
            body: vec![0, 255, 7],
            legal_day: march(2),
            recorded_at: at(seconds),
            actor: ActorId::person(),
            causation: None,
            correlation: id(77),
            traceparent: None,
        }
        .at(self.stream.clone(), self.seq + 1, self.head);
        self.seq = record.seq;
        self.head = record.hash;
        record
    }

    /// An addition of one event, with the row of the new state.
    pub fn append(&mut self, event: u128) -> Append {
        let events = vec![self.event(event, 0)];
        Append {
            events,
            row: Some(row(self)),
            alarms: None,
            dispatches: Vec::new(),
            tallies: Vec::new(),
        }
    }

    /// A unit of one event.
    pub fn unit(&mut self, event: u128) -> Unit {
        Unit {
            appends: vec![self.append(event)],
            ..Unit::default()
        }
    }
}

/// The row of a chain as it stands.
#[must_use]
pub fn row(chain: &Chain) -> Row {
    Row {
        stream: chain.stream.clone(),
        version: chain.seq,
        projection: 3,
        submission: SubmissionId(id(77)),
        desk: chain.desk.clone(),
        office: Some(code("head-doctor")),
        status: code("open"),
        right: Some(code("access")),
        kind: Some(code("medical-file")),
        reference: None,
        received: march(2),
        first_due: Some(march(30)),
        due: Some(march(31)),
        safe: Some(march(27)),
        clock: code("running"),
        waits: Waits::Person(code("handler")),
        waits_since: at(0),
        closed: false,
        data: serde_json::json!({"paused-days": 3, "told": ["2026-03-02", null], "short": true}),
        tasks: 2,
        task_due: Some(march(28)),
    }
}

/// A mark of a worker for an event.
#[must_use]
pub fn mark(worker: &str, event: u128) -> InboxMark {
    InboxMark {
        worker: code(worker),
        event: EventId(id(event)),
    }
}

/// An outbox entry of `house`.
#[must_use]
pub fn entry(event: u128, reader: Option<&str>) -> OutboxEntry {
    OutboxEntry {
        controller: house(),
        event: EventId(id(event)),
        reader: reader.map(code),
    }
}

/// An alarm of a chain.
#[must_use]
pub fn alarm(chain: &Chain, word: &str, seconds: i64) -> AlarmRow {
    AlarmRow {
        stream: chain.stream.clone(),
        code: code(word),
        at: at(seconds),
    }
}

/// A dispatch ordered by a chain.
#[must_use]
pub fn dispatch(chain: &Chain, n: u128, state: DispatchState, seconds: i64) -> DispatchRow {
    DispatchRow {
        id: DispatchId(id(n)),
        stream: chain.stream.clone(),
        ordered_by: EventId(id(1)),
        channel: code("registered-letter"),
        template: code("to-head-doctor"),
        language: code("nl-be"),
        desk: chain.desk.clone(),
        office: Some(code("head-doctor")),
        state,
        not_before: at(seconds),
    }
}

/// A failure of `worker` with an event of `house`, due `seconds` after the start.
#[must_use]
pub fn failure(worker: &str, event: u128, seconds: i64) -> Failure {
    Failure {
        controller: house(),
        worker: code(worker),
        event: EventId(id(event)),
        attempt: 2,
        not_before: at(seconds),
        class: code("panic"),
        reason: code("worker-panicked"),
        text: None,
        state: FailureState::Waiting,
        since: at(0),
    }
}

/// Commits one unit and gives what became of it.
pub async fn commit_one(store: &dyn Store, unit: Unit) -> Outcome {
    let mut outcomes = store.commit(vec![unit]).await.expect("the store answers");
    assert_eq!(outcomes.len(), 1, "one outcome a unit");
    outcomes.remove(0)
}

/// Commits one unit that must be written.
pub async fn committed(store: &dyn Store, unit: Unit) {
    let outcome = commit_one(store, unit).await;
    assert!(outcome.is_committed(), "{outcome:?}");
}

/// The outcomes of a batch as letters: Committed, Duplicate, conflict (X), Failed.
pub async fn letters(store: &dyn Store, units: Vec<Unit>) -> String {
    let outcomes = store.commit(units).await.expect("the store answers");
    outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Committed => 'C',
            Outcome::Duplicate => 'D',
            Outcome::Conflict => 'X',
            Outcome::Failed(_) => 'F',
        })
        .collect()
}

/// The version a stream stands at, seen by everybody.
pub async fn version(store: &dyn Store, stream: &StreamRef) -> u64 {
    loaded(store, &everything(), stream).await.len() as u64
}

/// The events of one stream in a scope.
pub async fn loaded(store: &dyn Store, scope: &Scope, stream: &StreamRef) -> Vec<EventRecord> {
    let mut streams = store
        .load(scope, std::slice::from_ref(stream))
        .await
        .expect("the store answers");
    assert_eq!(streams.len(), 1, "one answer a stream");
    streams.remove(0).events
}

/// The code of a refusal.
#[must_use]
pub fn refusal(outcome: &Outcome) -> Option<&Code> {
    match outcome {
        Outcome::Failed(StoreError::Refused { code, .. }) => Some(code),
        _ => None,
    }
}
