use std::time::Duration;

use habeas_bus::OutboxMode;
use habeas_envelope::EventRecord;
use habeas_store::OutboxEntry;
use habeas_waypoint::{Waypoint, pass};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Engine, Health};

/// How old an entry must be before the relay takes it up as a leftover.
const LEFT_OVER_AFTER: Duration = Duration::from_secs(5);
/// For how long a relay holds what it took up.
const LEASE: Duration = Duration::from_secs(60);
/// How many events are published together.
const BATCH: usize = 256;

/// What a relay tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayDuty {
    /// What its own process committed: a face that may not read what others left.
    Own,
    /// That, and what any process left over.
    Everybodys,
}

/// Tells what was committed: what comes by the channel at once, and what a crash or a broker
/// left over, from the outbox. A bus that settles in the reader's own unit is only had to look
/// for what was committed by a task that was dropped before it could tell. Ends when stopped,
/// after what it holds.
pub async fn run_relay(
    engine: Engine,
    mut handed: mpsc::Receiver<Vec<EventRecord>>,
    duty: RelayDuty,
    health: Health,
    stop: CancellationToken,
) {
    let mut sweep = tokio::time::interval(Duration::from_secs(2));
    sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while engine.bus.outbox_mode() == OutboxMode::PerReader {
        tokio::select! {
            _ = sweep.tick() => engine.bus.catch_up(),
            () = stop.cancelled() => return,
        }
    }
    loop {
        tokio::select! {
            biased;
            // First, so that a busy channel does not put the sweep off for ever.
            _ = sweep.tick() => match duty {
                RelayDuty::Everybodys => leftovers(&engine, &health, &stop).await,
                RelayDuty::Own => health.set("relay", engine.bus.is_ready()),
            },
            batch = handed.recv() => {
                let Some(mut batch) = batch else { return };
                while batch.len() < BATCH {
                    let Ok(more) = handed.try_recv() else { break };
                    batch.extend(more);
                }
                tell(&engine, &batch, &health).await;
            }
            () = stop.cancelled() => {
                handed.close();
                while let Some(batch) = handed.recv().await {
                    tell(&engine, &batch, &health).await;
                }
                return;
            }
        }
    }
}

async fn leftovers(engine: &Engine, health: &Health, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let now = engine.clock.now();
        let claimed = engine
            .store
            .claim_leftovers(now, LEFT_OVER_AFTER, LEASE, 256)
            .await;
        let items = match claimed {
            Ok(items) => items,
            Err(error) => {
                tracing::warn!(error = %error, "relay.leftovers.failed");
                return;
            }
        };
        if items.is_empty() {
            // What this process could not tell another one may have told.
            health.set("relay", engine.bus.is_ready());
            return;
        }
        metrics::counter!("habeas_relay_leftovers_total").increment(items.len() as u64);
        let records: Vec<_> = items.into_iter().map(|item| item.record).collect();
        if tell(engine, &records, health).await < records.len() {
            return;
        }
    }
}

/// Publishes and strikes what was confirmed off the outbox; how many were confirmed. What was not
/// stays, and is told again: a reader may see it twice.
async fn tell(engine: &Engine, records: &[EventRecord], health: &Health) -> usize {
    pass(Waypoint::Telling);
    let results = engine.bus.publish(records).await;
    pass(Waypoint::Confirmed);
    let mut told = Vec::with_capacity(records.len());
    for (record, result) in records.iter().zip(results) {
        match result {
            Ok(()) => told.push(OutboxEntry {
                controller: record.stream.controller.clone(),
                event: record.id,
                reader: None,
            }),
            Err(error) => {
                metrics::counter!("habeas_relay_unconfirmed_total").increment(1);
                tracing::debug!(event_type = %record.event_type, error = %error, "relay.unconfirmed");
            }
        }
    }
    health.set("relay", told.len() == records.len());
    if !told.is_empty()
        && let Err(error) = engine.store.told(&told).await
    {
        tracing::warn!(error = %error, "relay.strike.failed");
    }
    pass(Waypoint::Struck);
    metrics::counter!("habeas_relay_told_total").increment(told.len() as u64);
    told.len()
}
