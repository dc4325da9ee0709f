//! From stored columns to the types of the port.

use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{
    ActorId, Code, ControllerId, DispatchId, EventId, EventRecord, Hash32, ItemId, StreamKind,
    StreamRef, SubmissionId,
};
use habeas_store::{
    AlarmRow, DispatchRow, DispatchState, Failure, FailureState, Row, StoreError, Waits,
};
use uuid::Uuid;

use crate::conn::Record;

type Read<T> = Result<T, StoreError>;

fn inconsistent(what: &'static str) -> StoreError {
    StoreError::Inconsistent(Code::literal(what))
}

impl Record {
    pub(crate) fn code(&self, column: &'static str) -> Read<Code> {
        Code::new(self.get::<String>(column)?).map_err(|_| inconsistent("code"))
    }

    pub(crate) fn code_opt(&self, column: &'static str) -> Read<Option<Code>> {
        self.get::<Option<String>>(column)?
            .map(|text| Code::new(text).map_err(|_| inconsistent("code")))
            .transpose()
    }

    /// A code of a key column, where the empty word stands for none.
    pub(crate) fn code_or_empty(&self, column: &'static str) -> Read<Option<Code>> {
        let text = self.get::<String>(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        Code::new(text).map(Some).map_err(|_| inconsistent("code"))
    }

    pub(crate) fn controller(&self) -> Read<ControllerId> {
        self.code("controller").map(ControllerId::from)
    }

    pub(crate) fn int(&self, column: &'static str) -> Read<i64> {
        self.get(column)
    }

    pub(crate) fn number(&self, column: &'static str) -> Read<u64> {
        u64::try_from(self.int(column)?).map_err(|_| inconsistent("number"))
    }

    pub(crate) fn small(&self, column: &'static str) -> Read<u32> {
        u32::try_from(self.int(column)?).map_err(|_| inconsistent("number"))
    }

    pub(crate) fn flag(&self, column: &'static str) -> Read<bool> {
        self.get(column)
    }

    pub(crate) fn uuid(&self, column: &'static str) -> Read<Uuid> {
        self.get(column)
    }

    pub(crate) fn text(&self, column: &'static str) -> Read<String> {
        self.get(column)
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Read<Vec<u8>> {
        self.get(column)
    }

    pub(crate) fn hash(&self, column: &'static str) -> Read<Hash32> {
        Hash32::from_slice(&self.bytes(column)?).ok_or_else(|| inconsistent("hash"))
    }

    pub(crate) fn instant(&self, column: &'static str) -> Read<DateTime<Utc>> {
        DateTime::from_timestamp_micros(self.int(column)?).ok_or_else(|| inconsistent("instant"))
    }

    pub(crate) fn day(&self, column: &'static str) -> Read<NaiveDate> {
        self.text(column)?.parse().map_err(|_| inconsistent("day"))
    }

    fn day_opt(&self, column: &'static str) -> Read<Option<NaiveDate>> {
        self.get::<Option<String>>(column)?
            .map(|day| day.parse().map_err(|_| inconsistent("day")))
            .transpose()
    }

    fn kind(&self) -> Read<StreamKind> {
        StreamKind::from_word(&self.text("kind")?).ok_or_else(|| inconsistent("stream-kind"))
    }

    /// A stream whose id stands in `id`.
    pub(crate) fn stream(&self, id: &'static str) -> Read<StreamRef> {
        Ok(StreamRef {
            controller: self.controller()?,
            kind: self.kind()?,
            id: self.uuid(id)?,
        })
    }

    pub(crate) fn event(&self) -> Read<EventRecord> {
        Ok(EventRecord {
            stream: self.stream("stream")?,
            seq: self.number("seq")?,
            id: EventId(self.uuid("id")?),
            event_type: self.code("event_type")?,
            body: self.bytes("body")?,
            legal_day: self.day("legal_day")?,
            recorded_at: self.instant("recorded_at")?,
            actor: self
                .text("actor")?
                .parse::<ActorId>()
                .map_err(|_| inconsistent("actor"))?,
            causation: self.get::<Option<Uuid>>("causation")?.map(EventId),
            correlation: self.uuid("correlation")?,
            traceparent: self.get("traceparent")?,
            prev_hash: self.hash("prev_hash")?,
            hash: self.hash("hash")?,
        })
    }

    pub(crate) fn row(&self) -> Read<Row> {
        Ok(Row {
            stream: self.stream("id")?,
            version: self.number("version")?,
            projection: self.small("projection")?,
            submission: SubmissionId(self.uuid("submission")?),
            desk: self.code_opt("desk")?,
            office: self.code_opt("office")?,
            status: self.code("status")?,
            right: self.code_opt("right_code")?,
            kind: self.code_opt("file_kind")?,
            reference: self.get("reference")?,
            received: self.day("received")?,
            first_due: self.day_opt("first_due")?,
            due: self.day_opt("due")?,
            safe: self.day_opt("safe")?,
            clock: self.code("clock")?,
            waits: self.waits()?,
            waits_since: self.instant("waits_since")?,
            closed: self.flag("closed")?,
            data: serde_json::from_str(&self.text("data")?).map_err(|_| inconsistent("data"))?,
            tasks: self.small("tasks")?,
            task_due: self.day_opt("task_due")?,
        })
    }

    fn waits(&self) -> Read<Waits> {
        let lacking = || inconsistent("waits");
        Ok(match self.text("waits_kind")?.as_str() {
            "person" => Waits::Person(self.code_opt("waits_for")?.ok_or_else(lacking)?),
            "worker" => Waits::Worker(self.code_opt("waits_for")?.ok_or_else(lacking)?),
            "day" => Waits::Day(self.day_opt("waits_for")?.ok_or_else(lacking)?),
            "nothing" => Waits::Nothing,
            _ => return Err(lacking()),
        })
    }

    pub(crate) fn alarm(&self) -> Read<AlarmRow> {
        Ok(AlarmRow {
            stream: self.stream("stream")?,
            code: self.code("code")?,
            at: self.instant("at")?,
        })
    }

    pub(crate) fn dispatch(&self) -> Read<DispatchRow> {
        Ok(DispatchRow {
            id: DispatchId(self.uuid("id")?),
            stream: self.stream("stream")?,
            ordered_by: EventId(self.uuid("ordered_by")?),
            channel: self.code("channel")?,
            template: self.code("template")?,
            language: self.code("language")?,
            desk: self.code_opt("desk")?,
            office: self.code_opt("office")?,
            state: DispatchState::from_word(&self.text("state")?)
                .ok_or_else(|| inconsistent("dispatch-state"))?,
            not_before: self.instant("not_before")?,
        })
    }

    pub(crate) fn failure(&self) -> Read<Failure> {
        Ok(Failure {
            controller: self.controller()?,
            worker: self.code("worker")?,
            event: EventId(self.uuid("event")?),
            attempt: self.small("attempt")?,
            not_before: self.instant("not_before")?,
            class: self.code("class")?,
            reason: self.code("reason")?,
            text: self.get::<Option<Uuid>>("text_item")?.map(ItemId),
            state: if self.flag("dead")? {
                FailureState::Dead
            } else {
                FailureState::Waiting
            },
            since: self.instant("since")?,
        })
    }
}

/// The two columns of what a row waits for.
pub(crate) fn waits_columns(waits: &Waits) -> (&'static str, Option<String>) {
    match waits {
        Waits::Person(who) => ("person", Some(who.as_str().to_owned())),
        Waits::Worker(who) => ("worker", Some(who.as_str().to_owned())),
        Waits::Day(day) => ("day", Some(day.to_string())),
        Waits::Nothing => ("nothing", None),
    }
}
