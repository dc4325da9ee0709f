//! What the winners of a batch write, one statement a table, in the order of the keys.

use std::collections::BTreeMap;

use habeas_envelope::{Code, EventId, StreamRef};
use habeas_store::{AlarmRow, Append, Failure, FailureChange, FailureState, Row, StoreError, Unit};

use crate::codec::waits_columns;
use crate::conn::Conn;
use crate::sql::{Query, Value, values};

pub(crate) const EVENTS: &str = "WITH {v: controller text, kind text, stream uuid, seq bigint, \
    id uuid, event_type text, body bytea, legal_day text, recorded_at bigint, actor text, \
    causation uuid, correlation uuid, traceparent text, prev_hash bytea, hash bytea} \
    INSERT INTO events (controller, kind, stream, seq, id, event_type, body, legal_day, \
    recorded_at, actor, causation, correlation, traceparent, prev_hash, hash) \
    SELECT controller, kind, stream, seq, id, event_type, body, legal_day, recorded_at, actor, \
    causation, correlation, traceparent, prev_hash, hash FROM v";

/// The relation of rows to be written.
macro_rules! row_relation {
    () => {
        "{v: controller text, kind text, id uuid, version bigint, projection bigint, \
         submission uuid, desk text, office text, status text, right_code text, file_kind text, \
         reference text, received text, first_due text, due text, safe text, clock text, \
         waits_kind text, waits_for text, waits_since bigint, closed boolean, data text, \
         tasks bigint, task_due text}"
    };
}
pub(crate) use row_relation;

/// Inserts or replaces rows; what follows is where of `v` they come from.
macro_rules! upsert_rows {
    ($from:literal) => {
        concat!(
            "INSERT INTO rows (controller, kind, id, version, projection, submission, desk, \
             office, status, right_code, file_kind, reference, received, first_due, due, safe, \
             clock, waits_kind, waits_for, waits_since, closed, data, tasks, task_due) \
             SELECT v.controller, v.kind, v.id, v.version, v.projection, v.submission, v.desk, \
             v.office, v.status, v.right_code, v.file_kind, v.reference, v.received, v.first_due, \
             v.due, v.safe, v.clock, v.waits_kind, v.waits_for, v.waits_since, v.closed, v.data, \
             v.tasks, v.task_due ",
            $from,
            " WHERE TRUE ON CONFLICT (controller, kind, id) DO UPDATE SET \
             version = excluded.version, projection = excluded.projection, \
             submission = excluded.submission, desk = excluded.desk, office = excluded.office, \
             status = excluded.status, right_code = excluded.right_code, \
             file_kind = excluded.file_kind, reference = excluded.reference, \
             received = excluded.received, first_due = excluded.first_due, due = excluded.due, \
             safe = excluded.safe, clock = excluded.clock, waits_kind = excluded.waits_kind, \
             waits_for = excluded.waits_for, waits_since = excluded.waits_since, \
             closed = excluded.closed, data = excluded.data, tasks = excluded.tasks, \
             task_due = excluded.task_due"
        )
    };
}
pub(crate) use upsert_rows;

pub(crate) const ROWS: &str = concat!("WITH ", row_relation!(), upsert_rows!(" FROM v"));

/// What a stream no longer rings. What it rings as before, told in one word between commas, is not
/// touched: nearly every event of a stream leaves its alarms as they are.
pub(crate) const CLEAR_ALARMS: &str = "WITH {v: controller text, kind text, stream uuid, \
    kept text} DELETE FROM alarms WHERE (controller, kind, stream, code) IN (\
    SELECT a.controller, a.kind, a.stream, a.code FROM v JOIN alarms a \
    ON a.controller = v.controller AND a.kind = v.kind AND a.stream = v.stream \
    WHERE v.kept NOT LIKE '%,' || a.code || ',%')";

/// One that stands already is free again: who holds it has told what became of it, or its state
/// has moved on.
pub(crate) const ALARMS: &str = "WITH {v: controller text, kind text, stream uuid, code text, \
    at bigint} INSERT INTO alarms (controller, kind, stream, code, at, leased_until) \
    SELECT controller, kind, stream, code, at, 0 FROM v WHERE TRUE \
    ON CONFLICT (controller, kind, stream, code) DO UPDATE SET at = excluded.at, leased_until = 0 \
    WHERE alarms.at <> excluded.at OR alarms.leased_until <> 0";

/// The lease stays as it is: who holds one goes on with what the new state says. One that is to be
/// sent again has none: from when is in the row.
pub(crate) const DISPATCHES: &str = "WITH {v: controller text, id uuid, kind text, stream uuid, \
    ordered_by uuid, channel text, template text, language text, desk text, office text, \
    state text, not_before bigint} \
    INSERT INTO dispatches (controller, id, kind, stream, ordered_by, channel, template, \
    language, desk, office, state, not_before, leased_until) \
    SELECT controller, id, kind, stream, ordered_by, channel, template, language, desk, office, \
    state, not_before, 0 FROM v WHERE TRUE \
    ON CONFLICT (controller, id) DO UPDATE SET kind = excluded.kind, stream = excluded.stream, \
    ordered_by = excluded.ordered_by, channel = excluded.channel, template = excluded.template, \
    language = excluded.language, desk = excluded.desk, office = excluded.office, \
    state = excluded.state, not_before = excluded.not_before, \
    leased_until = CASE WHEN excluded.state = 'ordered' THEN 0 ELSE dispatches.leased_until END";

pub(crate) const TALLIES: &str = "WITH {v: controller text, desk text, name text, day text, \
    delta bigint} INSERT INTO tally_deltas (controller, desk, name, day, delta, folding) \
    SELECT controller, desk, name, day, delta, FALSE FROM v";

/// The event must stand in the log: without one the instant is null, which the table refuses.
pub(crate) const OUTBOX: &str = "WITH {v: controller text, event uuid, reader text} \
    INSERT INTO outbox (controller, event, reader, recorded_at, leased_until) \
    SELECT v.controller, v.event, v.reader, e.recorded_at, 0 FROM v \
    LEFT JOIN events e ON e.controller = v.controller AND e.id = v.event WHERE TRUE \
    ON CONFLICT DO NOTHING";

pub(crate) const SETTLE: &str = "WITH {v: controller text, event uuid, reader text} \
    DELETE FROM outbox WHERE (controller, event, reader) IN \
    (SELECT controller, event, reader FROM v)";

/// Plain `DO NOTHING`: one that names columns would need the right to read them.
pub(crate) const SEALED: &str = "WITH {v: controller text, kind text, stream uuid, item uuid, \
    compartment text, field_kind text, key_id uuid, bytes bytea} \
    INSERT INTO sealed (controller, kind, stream, item, compartment, field_kind, key_id, bytes) \
    SELECT controller, kind, stream, item, compartment, field_kind, key_id, bytes \
    FROM v WHERE TRUE ON CONFLICT DO NOTHING";

pub(crate) const WRAPS: &str = "WITH {v: controller text, kind text, stream uuid, key_id uuid, \
    recipient text, compartment text, suite text, bytes bytea} \
    INSERT INTO wraps (controller, kind, stream, key_id, recipient, compartment, suite, bytes) \
    SELECT controller, kind, stream, key_id, recipient, compartment, suite, bytes \
    FROM v WHERE TRUE ON CONFLICT DO NOTHING";

pub(crate) const TOKENS: &str = "WITH {v: controller text, kind text, stream uuid, field text, \
    token bytea} INSERT INTO tokens (controller, kind, stream, field, token) \
    SELECT controller, kind, stream, field, token FROM v WHERE TRUE ON CONFLICT DO NOTHING";

pub(crate) const DESTROY_WRAPS: &str = "WITH {v: controller text, kind text, stream uuid, \
    compartment text} DELETE FROM wraps WHERE EXISTS (SELECT 1 FROM v \
    WHERE v.controller = wraps.controller AND v.kind = wraps.kind AND v.stream = wraps.stream \
    AND (v.compartment IS NULL OR v.compartment = wraps.compartment))";

pub(crate) const DESTROY_TOKENS: &str = "WITH {v: controller text, kind text, stream uuid} \
    DELETE FROM tokens WHERE (controller, kind, stream) IN (SELECT controller, kind, stream FROM v)";

pub(crate) const FAILURES: &str = "WITH {v: worker text, event uuid, controller text, \
    attempt bigint, not_before bigint, class text, reason text, text_item uuid, dead boolean, \
    since bigint} \
    INSERT INTO failures (worker, event, controller, attempt, not_before, class, reason, \
    text_item, dead, since) \
    SELECT worker, event, controller, attempt, not_before, class, reason, text_item, dead, since \
    FROM v WHERE TRUE \
    ON CONFLICT (worker, event) DO UPDATE SET controller = excluded.controller, \
    attempt = excluded.attempt, not_before = excluded.not_before, class = excluded.class, \
    reason = excluded.reason, text_item = excluded.text_item, dead = excluded.dead, \
    since = excluded.since";

pub(crate) const SETTLE_FAILURES: &str = "WITH {v: worker text, event uuid} \
    DELETE FROM failures WHERE (worker, event) IN (SELECT worker, event FROM v)";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    EVENTS,
    ROWS,
    CLEAR_ALARMS,
    ALARMS,
    DISPATCHES,
    TALLIES,
    OUTBOX,
    SETTLE,
    SEALED,
    WRAPS,
    TOKENS,
    DESTROY_WRAPS,
    DESTROY_TOKENS,
    FAILURES,
    SETTLE_FAILURES,
];

pub(crate) async fn write(conn: &mut Conn<'_>, units: &[&Unit]) -> Result<(), StoreError> {
    let appends: Vec<&Append> = units.iter().flat_map(|unit| &unit.appends).collect();
    write_log(conn, &appends).await?;
    write_derived(conn, &appends).await?;
    write_outbox(conn, units).await?;
    write_sealed(conn, units).await?;
    write_failures(conn, units).await
}

async fn run(
    conn: &mut Conn<'_>,
    text: &'static str,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    if !rows.is_empty() {
        conn.run(Query::new(text).rows(rows)).await?;
    }
    Ok(())
}

async fn write_log(conn: &mut Conn<'_>, appends: &[&Append]) -> Result<(), StoreError> {
    let events = appends
        .iter()
        .flat_map(|append| &append.events)
        .map(|e| {
            values![
                &e.stream.controller,
                e.stream.kind,
                e.stream.id,
                e.seq,
                e.id.0,
                &e.event_type,
                e.body.as_slice(),
                e.legal_day,
                e.recorded_at,
                &e.actor,
                e.causation.map(|id| id.0),
                e.correlation,
                e.traceparent.as_deref(),
                e.prev_hash,
                e.hash,
            ]
        })
        .collect();
    run(conn, EVENTS, events).await
}

/// Rows, alarms, dispatches and counts. Of two units on one stream the later one's stand.
async fn write_derived(conn: &mut Conn<'_>, appends: &[&Append]) -> Result<(), StoreError> {
    let rows: BTreeMap<_, _> = appends
        .iter()
        .filter_map(|append| append.row.as_ref())
        .map(|row| (&row.stream, row))
        .collect();
    run(conn, ROWS, rows.into_values().map(row_values).collect()).await?;

    let alarms: BTreeMap<_, _> = appends
        .iter()
        .filter_map(|append| Some((append.stream(), append.alarms.as_ref()?)))
        .collect();
    write_alarms(conn, &alarms).await?;

    let dispatches: BTreeMap<_, _> = appends
        .iter()
        .flat_map(|append| &append.dispatches)
        .map(|dispatch| ((&dispatch.stream.controller, dispatch.id.0), dispatch))
        .collect();
    let dispatches = dispatches.into_values().map(|d| {
        values![
            &d.stream.controller,
            d.id.0,
            d.stream.kind,
            d.stream.id,
            d.ordered_by.0,
            &d.channel,
            &d.template,
            &d.language,
            d.desk.as_ref(),
            d.office.as_ref(),
            d.state.as_str(),
            d.not_before,
        ]
    });
    run(conn, DISPATCHES, dispatches.collect()).await?;

    let tallies = appends.iter().flat_map(|append| &append.tallies).map(|t| {
        let desk = t.desk.as_ref().map_or("", Code::as_str);
        values![&t.controller, desk, &t.name, t.day, t.by]
    });
    run(conn, TALLIES, tallies.collect()).await
}

/// The alarms of some streams, in place of those that stood there.
async fn write_alarms(
    conn: &mut Conn<'_>,
    alarms: &BTreeMap<&StreamRef, &Vec<AlarmRow>>,
) -> Result<(), StoreError> {
    let streams = alarms.iter().map(|(s, alarms)| {
        let kept = alarms.iter().fold(String::from(","), |kept, alarm| {
            kept + alarm.code.as_str() + ","
        });
        values![&s.controller, s.kind, s.id, kept]
    });
    run(conn, CLEAR_ALARMS, streams.collect()).await?;
    let alarms = alarms.values().copied().flatten().map(|a| {
        values![
            &a.stream.controller,
            a.stream.kind,
            a.stream.id,
            &a.code,
            a.at
        ]
    });
    run(conn, ALARMS, alarms.collect()).await
}

pub(crate) fn row_values(row: &Row) -> Vec<Value> {
    let (waits_kind, waits_for) = waits_columns(&row.waits);
    values![
        &row.stream.controller,
        row.stream.kind,
        row.stream.id,
        row.version,
        row.projection,
        row.submission.0,
        row.desk.as_ref(),
        row.office.as_ref(),
        &row.status,
        row.right.as_ref(),
        row.kind.as_ref(),
        row.reference.as_deref(),
        row.received,
        row.first_due,
        row.due,
        row.safe,
        &row.clock,
        waits_kind,
        waits_for,
        row.waits_since,
        row.closed,
        row.data.to_string(),
        row.tasks,
        row.task_due,
    ]
}

pub(crate) fn entry_values(entry: &habeas_store::OutboxEntry) -> Vec<Value> {
    let reader = entry.reader.as_ref().map_or("", Code::as_str);
    values![&entry.controller, entry.event.0, reader]
}

async fn write_outbox(conn: &mut Conn<'_>, units: &[&Unit]) -> Result<(), StoreError> {
    let entries = units.iter().flat_map(|unit| &unit.outbox);
    run(conn, OUTBOX, entries.map(entry_values).collect()).await?;
    let settled = units.iter().filter_map(|unit| unit.settles.as_ref());
    run(conn, SETTLE, settled.map(entry_values).collect()).await
}

async fn write_sealed(conn: &mut Conn<'_>, units: &[&Unit]) -> Result<(), StoreError> {
    let sealed = units.iter().flat_map(|unit| &unit.sealed).map(|s| {
        values![
            &s.owner.controller,
            s.owner.kind,
            s.owner.id,
            s.item,
            &s.compartment,
            &s.kind,
            s.key_id,
            s.bytes.as_slice(),
        ]
    });
    run(conn, SEALED, sealed.collect()).await?;

    let wraps = units.iter().flat_map(|unit| &unit.wraps).map(|w| {
        values![
            &w.owner.controller,
            w.owner.kind,
            w.owner.id,
            w.key_id,
            &w.recipient,
            &w.compartment,
            &w.suite,
            w.bytes.as_slice(),
        ]
    });
    run(conn, WRAPS, wraps.collect()).await?;

    let tokens = units.iter().flat_map(|unit| &unit.tokens).map(|t| {
        values![
            &t.owner.controller,
            t.owner.kind,
            t.owner.id,
            &t.field,
            t.token.as_slice(),
        ]
    });
    run(conn, TOKENS, tokens.collect()).await?;

    let destroys = || units.iter().flat_map(|unit| &unit.destroys);
    let wraps = destroys().map(|d| {
        values![
            &d.owner.controller,
            d.owner.kind,
            d.owner.id,
            d.compartment.as_ref()
        ]
    });
    run(conn, DESTROY_WRAPS, wraps.collect()).await?;
    let tokens = destroys()
        .filter(|d| d.compartment.is_none())
        .map(|d| values![&d.owner.controller, d.owner.kind, d.owner.id]);
    run(conn, DESTROY_TOKENS, tokens.collect()).await
}

/// The last word of the batch about each failure.
async fn write_failures(conn: &mut Conn<'_>, units: &[&Unit]) -> Result<(), StoreError> {
    let changes: BTreeMap<(&Code, EventId), Option<&Failure>> = units
        .iter()
        .flat_map(|unit| &unit.failures)
        .map(|change| match change {
            FailureChange::Record(failure) => ((&failure.worker, failure.event), Some(failure)),
            FailureChange::Settled { worker, event } => ((worker, *event), None),
        })
        .collect();
    let recorded = changes.values().flatten().map(|f| {
        values![
            &f.worker,
            f.event.0,
            &f.controller,
            f.attempt,
            f.not_before,
            &f.class,
            &f.reason,
            f.text.map(|item| item.0),
            f.state == FailureState::Dead,
            f.since,
        ]
    });
    run(conn, FAILURES, recorded.collect()).await?;
    let settled = changes
        .iter()
        .filter(|(_, failure)| failure.is_none())
        .map(|((worker, event), _)| values![*worker, event.0]);
    run(conn, SETTLE_FAILURES, settled.collect()).await
}
