//! What becomes of units that are committed together: one transaction, judged in memory, written
//! by a statement a table.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use habeas_envelope::{EventId, Hash32, StreamRef};
use habeas_store::{InboxMark, Outcome, StoreError, Unit};

use crate::conn::Conn;
use crate::error::malformed;
use crate::sql::{Query, Value, values};
use crate::write::write;

pub(crate) const MARK: &str = "WITH {v: worker text, event uuid, at bigint} \
    INSERT INTO inbox (worker, event, at) SELECT worker, event, at FROM v WHERE TRUE \
    ON CONFLICT DO NOTHING RETURNING worker, event";

pub(crate) const UNMARK: &str = "WITH {v: worker text, event uuid} \
    DELETE FROM inbox WHERE (worker, event) IN (SELECT worker, event FROM v)";

pub(crate) const NEW_STREAMS: &str = "WITH {v: controller text, kind text, id uuid, head bytea} \
    INSERT INTO streams (controller, kind, id, version, head) \
    SELECT controller, kind, id, 0, head FROM v WHERE TRUE \
    ON CONFLICT DO NOTHING";

pub(crate) const LOCK_STREAMS: &str = "WITH {v: controller text, kind text, id uuid} \
    SELECT s.controller, s.kind, s.id, s.version, s.head FROM streams s \
    JOIN v ON s.controller = v.controller AND s.kind = v.kind AND s.id = v.id \
    ORDER BY s.controller, s.kind, s.id{ FOR UPDATE OF s}";

pub(crate) const ADVANCE_STREAMS: &str = "WITH {v: controller text, kind text, id uuid, \
    expected bigint, version bigint, head bytea} \
    UPDATE streams SET version = v.version, head = v.head FROM v \
    WHERE streams.controller = v.controller AND streams.kind = v.kind AND streams.id = v.id \
    AND streams.version = v.expected";

pub(crate) const DROP_NEW_STREAMS: &str = "WITH {v: controller text, kind text, id uuid} \
    DELETE FROM streams WHERE (controller, kind, id) IN (SELECT controller, kind, id FROM v) \
    AND version = 0";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    MARK,
    UNMARK,
    NEW_STREAMS,
    LOCK_STREAMS,
    ADVANCE_STREAMS,
    DROP_NEW_STREAMS,
];

/// Where a stream stands: its version and the hash of its last event.
pub(crate) type Head = (u64, Hash32);

/// A database in which units can be committed in one transaction.
#[async_trait]
pub(crate) trait Transact: Send {
    /// One transaction with all of these units, or none of them.
    async fn attempt(&mut self, units: &[&Unit]) -> Result<Vec<Outcome>, StoreError>;
}

/// Units that one transaction may hold: a unit that destroys keys ends a run, so that what a
/// later unit keeps under the same owner is not destroyed with it.
pub(crate) fn runs(units: &[Unit]) -> impl Iterator<Item = &[Unit]> {
    units.split_inclusive(|unit| !unit.destroys.is_empty())
}

/// Commits all units; a transaction that is refused is tried again unit by unit, so that the
/// culprit fails alone.
pub(crate) async fn commit(
    database: &mut dyn Transact,
    units: &[Unit],
) -> Result<Vec<Outcome>, StoreError> {
    let mut outcomes = Vec::with_capacity(units.len());
    for run in runs(units) {
        let run: Vec<&Unit> = run.iter().collect();
        match database.attempt(&run).await {
            Ok(done) => outcomes.extend(done),
            Err(error) if error.is_temporary() => return Err(error),
            Err(error) if run.len() == 1 => outcomes.push(Outcome::Failed(error)),
            Err(_) => {
                for unit in run {
                    match database.attempt(&[unit]).await {
                        Ok(done) => outcomes.extend(done),
                        Err(error) if error.is_temporary() => return Err(error),
                        Err(error) => outcomes.push(Outcome::Failed(error)),
                    }
                }
            }
        }
    }
    Ok(outcomes)
}

/// Judges and writes units inside the transaction of `conn`. After an error the transaction must
/// be rolled back.
pub(crate) async fn batch(
    conn: &mut Conn<'_>,
    units: &[&Unit],
) -> Result<Vec<Outcome>, StoreError> {
    let refusals: Vec<Option<&'static str>> = units.iter().map(|unit| flaw(unit)).collect();
    let sound = || {
        let pairs = units.iter().zip(&refusals);
        pairs
            .filter(|(_, flaw)| flaw.is_none())
            .map(|(unit, _)| *unit)
    };

    let free_marks = take_marks(conn, sound()).await?;
    let heads = lock_streams(conn, sound()).await?;

    let mut verdict = Verdict {
        taken_marks: BTreeSet::new(),
        heads: heads.clone(),
    };
    let mut outcomes = Vec::with_capacity(units.len());
    let mut winners = Vec::new();
    for (unit, flaw) in units.iter().zip(refusals) {
        outcomes.push(match flaw {
            Some(reason) => Outcome::Failed(malformed(reason)),
            None => verdict.of(unit, &free_marks),
        });
        if matches!(outcomes.last(), Some(Outcome::Committed)) {
            winners.push(*unit);
        }
    }

    advance(conn, &heads, &verdict.heads).await?;
    write(conn, &winners).await?;
    clean_up(conn, &free_marks, &verdict, &heads).await?;
    Ok(outcomes)
}

/// What no store can write, whatever stands in it.
fn flaw(unit: &Unit) -> Option<&'static str> {
    let mut streams = BTreeSet::new();
    for append in &unit.appends {
        let Some(first) = append.events.first() else {
            return Some("an append without events");
        };
        if !streams.insert(&first.stream) {
            return Some("two appends to one stream");
        }
        if first.seq == 0 {
            return Some("an event numbered 0");
        }
        let links = append.events.windows(2).all(|pair| {
            pair[0].stream == pair[1].stream
                && pair[0].seq + 1 == pair[1].seq
                && pair[0].hash == pair[1].prev_hash
        });
        if !links {
            return Some("events that do not follow one another");
        }
        let row = append.row.as_ref().map(|row| &row.stream);
        let alarms = append.alarms.iter().flatten().map(|alarm| &alarm.stream);
        let dispatches = append.dispatches.iter().map(|dispatch| &dispatch.stream);
        if row
            .into_iter()
            .chain(alarms)
            .chain(dispatches)
            .any(|of| *of != first.stream)
        {
            return Some("derived rows of another stream");
        }
    }
    None
}

/// Inserts the marks and gives those that did not stand already.
async fn take_marks(
    conn: &mut Conn<'_>,
    units: impl Iterator<Item = &Unit>,
) -> Result<BTreeSet<InboxMark>, StoreError> {
    let marks: BTreeMap<&InboxMark, i64> = units
        .filter_map(|unit| Some((unit.inbox.as_ref()?, marked_at(unit))))
        .collect();
    if marks.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = marks
        .into_iter()
        .map(|(mark, at)| values![&mark.worker, mark.event.0, at])
        .collect();
    let answer = conn.run(Query::new(MARK).rows(rows)).await?;
    answer
        .rows
        .iter()
        .map(|row| {
            Ok(InboxMark {
                worker: row.code("worker")?,
                event: EventId(row.uuid("event")?),
            })
        })
        .collect()
}

/// The latest instant a unit tells of, by which its mark is forgotten one day: when its events
/// were recorded or its failure happened, else when the message was.
fn marked_at(unit: &Unit) -> i64 {
    let events = unit.appends.iter().flat_map(|append| &append.events);
    let failures = unit.failures.iter().filter_map(|change| match change {
        habeas_store::FailureChange::Record(failure) => Some(failure.not_before),
        habeas_store::FailureChange::Settled { .. } => None,
    });
    let message = unit
        .inbox
        .as_ref()
        .and_then(|mark| mark.event.0.get_timestamp())
        .map(|at| {
            let (seconds, nanos) = at.to_unix();
            i64::try_from(seconds).unwrap_or(0) * 1_000_000 + i64::from(nanos / 1_000)
        });
    events
        .map(|event| event.recorded_at)
        .chain(failures)
        .map(|at| at.timestamp_micros())
        .chain(message)
        .max()
        .unwrap_or(0)
}

fn key(stream: &StreamRef) -> Vec<Value> {
    values![&stream.controller, stream.kind, stream.id]
}

/// Locks the streams of the units in the order of their ids, new ones made first, and tells where
/// they stand.
async fn lock_streams(
    conn: &mut Conn<'_>,
    units: impl Iterator<Item = &Unit>,
) -> Result<BTreeMap<StreamRef, Head>, StoreError> {
    let mut streams: BTreeMap<&StreamRef, bool> = BTreeMap::new();
    for append in units.flat_map(|unit| &unit.appends) {
        *streams.entry(append.stream()).or_default() |= append.expected() == 0;
    }
    let new: Vec<Vec<Value>> = streams
        .iter()
        .filter(|(_, new)| **new)
        .map(|(s, _)| values![&s.controller, s.kind, s.id, Hash32::ZERO])
        .collect();
    if !new.is_empty() {
        conn.run(Query::new(NEW_STREAMS).rows(new)).await?;
    }
    if streams.is_empty() {
        return Ok(BTreeMap::new());
    }
    let keys = streams.keys().map(|stream| key(stream)).collect();
    let answer = conn.run(Query::new(LOCK_STREAMS).rows(keys)).await?;
    answer
        .rows
        .iter()
        .map(|row| {
            Ok((
                row.stream("id")?,
                (row.number("version")?, row.hash("head")?),
            ))
        })
        .collect()
}

struct Verdict {
    taken_marks: BTreeSet<InboxMark>,
    heads: BTreeMap<StreamRef, Head>,
}

impl Verdict {
    /// Judges one unit against the state that those before it leave.
    fn of(&mut self, unit: &Unit, free_marks: &BTreeSet<InboxMark>) -> Outcome {
        let spent = |mark| !free_marks.contains(mark) || self.taken_marks.contains(mark);
        if unit.inbox.as_ref().is_some_and(spent) {
            return Outcome::Duplicate;
        }
        for first in unit
            .appends
            .iter()
            .filter_map(|append| append.events.first())
        {
            match self.heads.get(&first.stream) {
                Some((version, head)) if *version == first.seq - 1 => {
                    if *head != first.prev_hash {
                        return Outcome::Failed(malformed("an event that follows another one"));
                    }
                }
                _ => return Outcome::Conflict,
            }
        }
        for last in unit
            .appends
            .iter()
            .filter_map(|append| append.events.last())
        {
            self.heads
                .insert(last.stream.clone(), (last.seq, last.hash));
        }
        self.taken_marks.extend(unit.inbox.clone());
        Outcome::Committed
    }
}

/// Compare-and-set of all streams that move.
async fn advance(
    conn: &mut Conn<'_>,
    before: &BTreeMap<StreamRef, Head>,
    after: &BTreeMap<StreamRef, Head>,
) -> Result<(), StoreError> {
    let rows: Vec<Vec<Value>> = after
        .iter()
        .filter_map(|(stream, (version, head))| {
            let (expected, _) = before.get(stream)?;
            (expected != version).then(|| {
                let mut row = key(stream);
                row.extend(values![*expected, *version, *head]);
                row
            })
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let moved = rows.len() as u64;
    let answer = conn.run(Query::new(ADVANCE_STREAMS).rows(rows)).await?;
    if answer.affected != moved {
        return Err(malformed("a locked stream did not stand where it was read"));
    }
    Ok(())
}

/// Takes back what losers left: their marks, and the streams that did not come to be.
async fn clean_up(
    conn: &mut Conn<'_>,
    free_marks: &BTreeSet<InboxMark>,
    verdict: &Verdict,
    before: &BTreeMap<StreamRef, Head>,
) -> Result<(), StoreError> {
    let unused: Vec<Vec<Value>> = free_marks
        .difference(&verdict.taken_marks)
        .map(|mark| values![&mark.worker, mark.event.0])
        .collect();
    if !unused.is_empty() {
        conn.run(Query::new(UNMARK).rows(unused)).await?;
    }
    let stillborn: Vec<Vec<Value>> = before
        .keys()
        .filter(|stream| {
            verdict
                .heads
                .get(stream)
                .is_some_and(|(version, _)| *version == 0)
        })
        .map(key)
        .collect();
    if !stillborn.is_empty() {
        conn.run(Query::new(DROP_NEW_STREAMS).rows(stillborn))
            .await?;
    }
    Ok(())
}
