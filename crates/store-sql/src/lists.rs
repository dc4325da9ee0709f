use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, ControllerId, DispatchId, Scope, StreamRef};
use habeas_store::{
    AlarmRow, Alarms, DispatchFilter, DispatchRow, Dispatches, Row, RowFilter, RowOrder, Rows,
    StoreError, Tallies, Tally,
};

use crate::queue::lease_end;
use crate::sql::{Query, Value, values};
use crate::store::{Backend, SqlStore};
use crate::texts::{scope, seen, stream_seen};

macro_rules! row_columns {
    () => {
        "r.controller, r.kind, r.id, r.version, r.projection, r.submission, r.desk, r.office, \
         r.status, r.right_code, r.file_kind, r.reference, r.received, r.first_due, r.due, r.safe, \
         r.clock, r.waits_kind, r.waits_for, r.waits_since, r.closed, r.data, \
         r.tasks, r.task_due"
    };
}

macro_rules! dispatch_columns {
    () => {
        "d.controller, d.id, d.kind, d.stream, d.ordered_by, d.channel, d.template, d.language, \
         d.desk, d.office, d.state, d.not_before"
    };
}

/// Whether an alarm `a` of the controller of `scope` rings in it.
macro_rules! alarm_seen {
    () => {
        "(scope.everything OR scope.desk = (SELECT r.desk FROM rows r \
         WHERE r.controller = a.controller AND r.kind = a.kind AND r.id = a.stream))"
    };
}

const ROWS: &str = concat!(
    "WITH ",
    scope!(),
    ", {v: controller text, kind text, id uuid} SELECT ",
    row_columns!(),
    " FROM v JOIN rows r ON r.controller = v.controller AND r.kind = v.kind AND r.id = v.id WHERE ",
    seen!("r.controller", "r.desk"),
    " ORDER BY r.controller, r.kind, r.id"
);

const LIST: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT ",
    row_columns!(),
    " FROM rows r WHERE ",
    seen!("r.controller", "r.desk")
);

const COUNT: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT COUNT(*) AS matching FROM rows r WHERE ",
    seen!("r.controller", "r.desk")
);

const OPEN_CASES: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT ",
    row_columns!(),
    " FROM rows r WHERE r.controller = $1 AND r.kind = 'case' AND NOT r.closed \
     AND (r.id > $2 OR $2 IS NULL) AND ",
    seen!("r.controller", "r.desk"),
    " ORDER BY r.id LIMIT $3"
);

const BY_REFERENCE: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT ",
    row_columns!(),
    " FROM rows r WHERE r.reference = $1 AND r.kind = 'submission' AND ",
    seen!("r.controller", "r.desk")
);

const WAITING_STREAMS: &str = "SELECT controller, kind, id FROM rows \
    WHERE waits_kind = 'worker' AND waits_for = $1 AND waits_since < $2 \
    ORDER BY waits_since, id LIMIT $3";

const CLAIM_ALARMS: &str = concat!(
    "WITH ",
    scope!(),
    ", due(c, k, s, n) AS MATERIALIZED (SELECT a.controller, a.kind, a.stream, a.code FROM alarms a \
     WHERE a.at <= $1 AND a.leased_until <= $1 AND ",
    stream_seen!("a.controller", "a.kind", "a.stream"),
    " ORDER BY a.at, a.stream, a.code LIMIT $2{ FOR UPDATE OF a SKIP LOCKED}) \
     UPDATE alarms SET leased_until = $3 FROM due \
     WHERE controller = due.c AND kind = due.k AND stream = due.s AND code = due.n \
     RETURNING controller, kind, stream, code, at"
);

/// The first alarm of each scope, by the index on instants, and the first lease to end, by the one
/// on leases, which holds few: no more is looked at, however many alarms wait.
const NEXT_ALARM: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT MIN(next) AS next FROM (\
     SELECT (SELECT a.at FROM alarms a \
     WHERE a.controller = scope.controller AND a.leased_until <= a.at AND ",
    alarm_seen!(),
    " ORDER BY a.at LIMIT 1) AS next FROM scope \
     UNION ALL SELECT (SELECT MIN(a.leased_until) FROM alarms a \
     WHERE a.controller = scope.controller AND a.leased_until > a.at AND ",
    alarm_seen!(),
    ") FROM scope) v"
);

const CLAIM_DISPATCHES: &str = concat!(
    "WITH ",
    scope!(),
    ", due(c, i) AS MATERIALIZED (SELECT d.controller, d.id FROM dispatches d \
     WHERE d.state IN ('ordered', 'started') AND d.not_before <= $1 AND d.leased_until <= $1 AND ",
    seen!("d.controller", "d.desk"),
    " ORDER BY d.not_before, d.id LIMIT $2{ FOR UPDATE OF d SKIP LOCKED}) \
     UPDATE dispatches SET leased_until = $3 FROM due WHERE controller = due.c AND id = due.i \
     RETURNING controller, id, kind, stream, ordered_by, channel, template, language, desk, \
     office, state, not_before"
);

const DISPATCHES: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT ",
    dispatch_columns!(),
    " FROM dispatches d WHERE ",
    seen!("d.controller", "d.desk")
);

const NEXT_DISPATCH: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT MIN(CASE WHEN d.leased_until > d.not_before THEN d.leased_until \
     ELSE d.not_before END) AS next FROM dispatches d \
     WHERE d.state IN ('ordered', 'started') AND ",
    seen!("d.controller", "d.desk")
);

const TALLIES: &str = concat!(
    "WITH ",
    scope!(),
    " SELECT t.controller, t.desk, t.name, t.day, CAST(SUM(t.value) AS BIGINT) AS value FROM \
     (SELECT controller, desk, name, day, value FROM tallies WHERE day >= $1 AND day <= $2 \
     UNION ALL SELECT controller, desk, name, day, delta FROM tally_deltas \
     WHERE day >= $1 AND day <= $2) t WHERE ",
    seen!("t.controller", "t.desk"),
    " GROUP BY t.controller, t.desk, t.name, t.day ORDER BY t.controller, t.day, t.name, t.desk"
);

/// What is folded is marked first, so that a delta that comes between two statements is left.
const MARK_DELTAS: &str = "UPDATE tally_deltas SET folding = TRUE";

const FOLD_DELTAS: &str = "INSERT INTO tallies (controller, desk, name, day, value) \
    SELECT controller, desk, name, day, CAST(SUM(delta) AS BIGINT) FROM tally_deltas WHERE folding \
    GROUP BY controller, desk, name, day \
    ON CONFLICT (controller, day, name, desk) DO UPDATE SET value = tallies.value + excluded.value";

const DROP_DELTAS: &str = "DELETE FROM tally_deltas WHERE folding";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    ROWS,
    LIST,
    COUNT,
    OPEN_CASES,
    BY_REFERENCE,
    WAITING_STREAMS,
    CLAIM_ALARMS,
    NEXT_ALARM,
    CLAIM_DISPATCHES,
    DISPATCHES,
    NEXT_DISPATCH,
    TALLIES,
    MARK_DELTAS,
    FOLD_DELTAS,
    DROP_DELTAS,
];

/// A text that grows by conditions, with the values they bind.
struct Conditions {
    text: String,
    values: Vec<Value>,
}

impl Conditions {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Adds ` AND column operator $n`.
    fn and(&mut self, column: &str, operator: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let number = self.values.len();
        self.text
            .push_str(&format!(" AND {column} {operator} ${number}"));
    }

    /// Adds ` AND column IN (…)`, or nothing for no values.
    fn and_in(&mut self, column: &str, values: impl Iterator<Item = Value>) {
        let first = self.values.len() + 1;
        self.values.extend(values);
        let numbers: Vec<String> = (first..=self.values.len())
            .map(|n| format!("${n}"))
            .collect();
        if !numbers.is_empty() {
            self.text
                .push_str(&format!(" AND {column} IN ({})", numbers.join(", ")));
        }
    }

    /// Adds words and how many rows at most, after leaving some out.
    fn page(&mut self, order: &str, limit: u32, offset: u32) {
        self.values.push(limit.into());
        self.values.push(offset.into());
        let offset = self.values.len();
        let limit = offset - 1;
        self.text.push_str(&format!(
            " ORDER BY {order} LIMIT ${limit} OFFSET ${offset}"
        ));
    }

    fn query(self, scope: &Scope) -> Query {
        let query = Query::new(self.text).scope(scope);
        self.values.into_iter().fold(query, Query::bind)
    }
}

fn filtered(text: &str, filter: &RowFilter) -> Conditions {
    let mut conditions = Conditions::new(text);
    if let Some(kind) = filter.kind {
        conditions.and("r.kind", "=", kind);
    }
    if let Some(controller) = &filter.controller {
        conditions.and("r.controller", "=", controller);
    }
    if let Some(desk) = &filter.desk {
        conditions.and("r.desk", "=", desk);
    }
    conditions.and_in("r.status", filter.statuses.iter().map(Value::from));
    if let Some(closed) = filter.closed {
        conditions.and("r.closed", "=", closed);
    }
    if let Some(submission) = filter.submission {
        conditions.and("r.submission", "=", submission.0);
    }
    if let Some(day) = filter.due_until {
        conditions.and("COALESCE(r.safe, r.due)", "<=", day);
    }
    if let Some(day) = filter.due_from {
        conditions.and("COALESCE(r.safe, r.due)", ">=", day);
    }
    if filter.with_tasks {
        conditions.text.push_str(" AND r.tasks > 0");
    }
    conditions
}

fn order(order: RowOrder) -> &'static str {
    match order {
        RowOrder::NearestDue => {
            "CASE WHEN r.safe IS NULL OR r.clock = 'paused' THEN 1 ELSE 0 END, r.safe, r.received, r.id"
        }
        RowOrder::NearestTask => {
            "CASE WHEN r.task_due IS NULL THEN 1 ELSE 0 END, r.task_due, r.received, r.id"
        }
        RowOrder::Newest => "r.received DESC, r.waits_since DESC, r.id DESC",
    }
}

#[async_trait]
impl<B: Backend> Rows for SqlStore<B> {
    async fn rows(&self, scope: &Scope, streams: &[StreamRef]) -> Result<Vec<Row>, StoreError> {
        let mut streams: Vec<&StreamRef> = streams.iter().collect();
        streams.sort();
        streams.dedup();
        let keys = streams
            .into_iter()
            .map(|s| values![&s.controller, s.kind, s.id])
            .collect();
        let rows = self.read(Query::new(ROWS).scope(scope).rows(keys)).await?;
        rows.iter().map(|row| row.row()).collect()
    }

    async fn list(&self, scope: &Scope, filter: &RowFilter) -> Result<Vec<Row>, StoreError> {
        let mut conditions = filtered(LIST, filter);
        let limit = if filter.limit == 0 { 50 } else { filter.limit };
        conditions.page(order(filter.order), limit, filter.offset);
        let rows = self.read(conditions.query(scope)).await?;
        rows.iter().map(|row| row.row()).collect()
    }

    async fn count(&self, scope: &Scope, filter: &RowFilter) -> Result<u64, StoreError> {
        let rows = self.read(filtered(COUNT, filter).query(scope)).await?;
        rows.first().map_or(Ok(0), |row| row.number("matching"))
    }

    async fn open_cases(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        after: Option<uuid::Uuid>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        let query = Query::new(OPEN_CASES)
            .scope(scope)
            .bind(controller)
            .bind(after)
            .bind(limit);
        let rows = self.read(query).await?;
        rows.iter().map(|row| row.row()).collect()
    }

    async fn by_reference(
        &self,
        scope: &Scope,
        reference: &str,
    ) -> Result<Option<Row>, StoreError> {
        let query = Query::new(BY_REFERENCE).scope(scope).bind(reference);
        let rows = self.read(query).await?;
        rows.first().map(|row| row.row()).transpose()
    }

    async fn waiting_streams(
        &self,
        worker: &Code,
        before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError> {
        let query = Query::new(WAITING_STREAMS)
            .bind(worker)
            .bind(before)
            .bind(limit);
        let rows = self.read(query).await?;
        rows.iter().map(|row| row.stream("id")).collect()
    }
}

impl<B: Backend> SqlStore<B> {
    /// The instant that a text calls `next`.
    async fn next(
        &self,
        text: &'static str,
        scope: &Scope,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let rows = self.read(Query::new(text).scope(scope)).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let next = row.get::<Option<i64>>("next")?;
        Ok(next.and_then(DateTime::from_timestamp_micros))
    }
}

#[async_trait]
impl<B: Backend> Alarms for SqlStore<B> {
    async fn claim_alarms(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<AlarmRow>, StoreError> {
        let query = Query::new(CLAIM_ALARMS)
            .scope(scope)
            .bind(now)
            .bind(limit)
            .bind(lease_end(now, lease));
        let rows = self.write(query).await?.rows;
        let mut alarms = rows
            .iter()
            .map(|row| row.alarm())
            .collect::<Result<Vec<_>, _>>()?;
        alarms.sort_by(|a, b| (a.at, &a.stream, &a.code).cmp(&(b.at, &b.stream, &b.code)));
        Ok(alarms)
    }

    async fn next_alarm(&self, scope: &Scope) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.next(NEXT_ALARM, scope).await
    }
}

#[async_trait]
impl<B: Backend> Dispatches for SqlStore<B> {
    async fn claim_dispatches(
        &self,
        scope: &Scope,
        now: DateTime<Utc>,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<DispatchRow>, StoreError> {
        let query = Query::new(CLAIM_DISPATCHES)
            .scope(scope)
            .bind(now)
            .bind(limit)
            .bind(lease_end(now, lease));
        let rows = self.write(query).await?.rows;
        let mut dispatches = rows
            .iter()
            .map(|row| row.dispatch())
            .collect::<Result<Vec<_>, _>>()?;
        dispatches.sort_by_key(|dispatch| (dispatch.not_before, dispatch.id));
        Ok(dispatches)
    }

    async fn dispatches(
        &self,
        scope: &Scope,
        filter: &DispatchFilter,
    ) -> Result<Vec<DispatchRow>, StoreError> {
        let mut conditions = Conditions::new(DISPATCHES);
        if let Some(channel) = &filter.channel {
            conditions.and("d.channel", "=", channel);
        }
        let states = filter
            .states
            .iter()
            .map(|state| Value::from(state.as_str()));
        conditions.and_in("d.state", states);
        if let Some(stream) = &filter.stream {
            conditions.and("d.controller", "=", &stream.controller);
            conditions.and("d.kind", "=", stream.kind);
            conditions.and("d.stream", "=", stream.id);
        }
        let limit = if filter.limit == 0 { 100 } else { filter.limit };
        conditions.page("d.not_before, d.id", limit, 0);
        let rows = self.read(conditions.query(scope)).await?;
        rows.iter().map(|row| row.dispatch()).collect()
    }

    async fn dispatch(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        id: DispatchId,
    ) -> Result<Option<DispatchRow>, StoreError> {
        let mut conditions = Conditions::new(DISPATCHES);
        conditions.and("d.controller", "=", controller);
        conditions.and("d.id", "=", id.0);
        let rows = self.read(conditions.query(scope)).await?;
        rows.first().map(|row| row.dispatch()).transpose()
    }

    async fn next_dispatch(&self, scope: &Scope) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.next(NEXT_DISPATCH, scope).await
    }
}

#[async_trait]
impl<B: Backend> Tallies for SqlStore<B> {
    async fn tallies(
        &self,
        scope: &Scope,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<Tally>, StoreError> {
        let query = Query::new(TALLIES).scope(scope).bind(from).bind(to);
        let rows = self.read(query).await?;
        rows.iter()
            .map(|row| {
                Ok(Tally {
                    controller: row.controller()?,
                    desk: row.code_or_empty("desk")?,
                    name: row.code("name")?,
                    day: row.day("day")?,
                    value: row.int("value")?,
                })
            })
            .collect()
    }

    async fn compact_tallies(&self) -> Result<u64, StoreError> {
        let steps = [MARK_DELTAS, FOLD_DELTAS, DROP_DELTAS];
        let answers = self.backend.write(steps.map(Query::new).into()).await?;
        Ok(answers.last().map_or(0, |answer| answer.affected))
    }
}
