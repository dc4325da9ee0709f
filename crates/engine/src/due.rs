use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_store::StoreError;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{Engine, Health, wake::run_wake};

/// The pause after the database could not be reached.
const PAUSE: Duration = Duration::from_millis(500);

/// Work that stands in rows which come due: what a carrier carries, what the clockwork rings.
#[async_trait]
pub trait DueWork: Send + Sync {
    /// Its name as a worker, under which the topology lists what wakes it.
    fn worker(&self) -> &'static str;

    /// Claims some of what is due and deals with it; false when nothing was due. Once stopped, it
    /// may leave what it has claimed and not begun: it is claimed again when its lease ends.
    ///
    /// # Errors
    /// When the database is away; what was claimed comes again.
    async fn take_due(&self, stop: &CancellationToken) -> Result<bool, StoreError>;

    /// When the next falls due, as far as the rows tell now.
    ///
    /// # Errors
    /// When the database is away.
    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError>;
}

/// Runs work until it is stopped: takes what is due until nothing is, then sleeps until the next
/// falls due, a message wakes it, or `look_every` has passed on the engine's clock.
///
/// # Panics
/// When the work's name is no code; the workers' names are.
pub async fn run_due(
    engine: Engine,
    work: &dyn DueWork,
    look_every: chrono::Duration,
    health: Health,
    stop: CancellationToken,
) {
    let wake = Arc::new(Notify::new());
    let listener = run_wake(
        engine.clone(),
        work.worker(),
        Arc::clone(&wake),
        health.clone(),
        stop.clone(),
    );
    let taker = async {
        while !stop.is_cancelled() {
            let looked = take_all(&engine, work, look_every, &stop).await;
            health.set(work.worker(), looked.is_ok());
            match looked {
                Ok(until) => tokio::select! {
                    biased;
                    () = stop.cancelled() => return,
                    () = wake.notified() => {}
                    () = engine.clock.sleep_until(until) => {}
                },
                Err(error) => {
                    tracing::warn!(worker = work.worker(), error = %error, "due.interrupted");
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(PAUSE) => {}
                    }
                }
            }
        }
    };
    tokio::join!(listener, taker);
}

/// Takes everything that is due; until when nothing can be. Looks before it claims: to look costs
/// a read, and every message wakes.
async fn take_all(
    engine: &Engine,
    work: &dyn DueWork,
    look_every: chrono::Duration,
    stop: &CancellationToken,
) -> Result<DateTime<Utc>, StoreError> {
    loop {
        let next = work.next_due().await?;
        let now = engine.clock.now();
        let is_due = next.is_some_and(|next| next <= now);
        if stop.is_cancelled() || !is_due || !work.take_due(stop).await? {
            let look = now + look_every;
            return Ok(next.map_or(look, |next| next.min(look)));
        }
    }
}
