use std::{sync::Arc, time::Duration};

use habeas_bus::{BusError, Delivery, OutboxMode};
use habeas_envelope::Code;
use habeas_store::{OutboxEntry, StoreError};
use habeas_waypoint::{Waypoint, pass};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{Engine, Health};

/// The pause after the bus or the database could not be reached.
const PAUSE: Duration = Duration::from_millis(500);
/// How many messages are taken together.
const BATCH: usize = 256;

#[derive(Debug, thiserror::Error)]
enum WakeError {
    #[error(transparent)]
    Bus(#[from] BusError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Wakes a worker whose work stands in rows, not in messages: every message it is told is
/// acknowledged at once, and the rows are looked at. Nothing is lost when one is: the worker
/// looks by itself as well. Ends when stopped.
///
/// # Panics
/// When `worker` is no code; the workers' names are.
pub(crate) async fn run_wake(
    engine: Engine,
    worker: &'static str,
    wake: Arc<Notify>,
    health: Health,
    stop: CancellationToken,
) {
    let reader = Code::literal(worker);
    while !stop.is_cancelled() {
        let heard = tokio::select! {
            heard = listen(&engine, &reader, &wake) => heard,
            () = stop.cancelled() => return,
        };
        let Err(error) = heard;
        tracing::warn!(worker, error = %error, "wake.interrupted");
        health.set("wake", false);
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stop.cancelled() => {}
        }
        health.set("wake", true);
    }
}

async fn listen(
    engine: &Engine,
    reader: &Code,
    wake: &Notify,
) -> Result<std::convert::Infallible, WakeError> {
    let mut subscription = engine.bus.subscribe(reader).await?;
    loop {
        let deliveries = subscription.receive(BATCH).await?;
        wake.notify_one();
        pass(Waypoint::Woken);
        settle(engine, reader, &deliveries).await?;
        let ids: Vec<_> = deliveries.iter().map(|delivery| delivery.id).collect();
        subscription.ack(&ids).await?;
    }
}

/// Strikes the entries of the embedded outbox off: there they are the acknowledgement.
async fn settle(engine: &Engine, reader: &Code, deliveries: &[Delivery]) -> Result<(), StoreError> {
    if engine.bus.outbox_mode() != OutboxMode::PerReader {
        return Ok(());
    }
    let entries: Vec<OutboxEntry> = deliveries
        .iter()
        .filter_map(|delivery| delivery.notice.as_ref().ok())
        .map(|notice| OutboxEntry {
            controller: notice.stream.controller.clone(),
            event: notice.event,
            reader: Some(reader.clone()),
        })
        .collect();
    engine.store.told(&entries).await
}
