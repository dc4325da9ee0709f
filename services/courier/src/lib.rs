//! The courier: carries what was ordered out of the house. It commits that a dispatch has started
//! before it calls anybody, opens no more than the dispatch tells of, and reports what became of
//! it. A mail whose outcome is unknown goes again with the same Message-ID; a letter is composed,
//! sealed and laid into the mailroom's queue.

mod carry;
mod index;
mod letter;
mod mail;
mod office;
mod settings;
mod told;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures::{StreamExt, stream};
use habeas_dispatch::MailPort;
use habeas_engine::{Engine, Health, run_wake};
use habeas_envelope::{ActorId, Scope};
use habeas_store::StoreError;
use habeas_vault::Keyring;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use settings::{CourierSettings, RenderMode};

/// Its name as a worker.
const NAME: &str = "courier";
/// The pause after the database could not be reached.
const PAUSE: Duration = Duration::from_millis(500);

/// What the courier works with beside the engine.
#[derive(Clone)]
pub struct CourierPorts {
    /// By what mails leave.
    pub mail: Arc<dyn MailPort>,
    /// The courier's part of the keyring: the seeds of all compartments, and the token keys.
    pub keyring: Arc<Keyring>,
}

/// Runs the courier until it is stopped; what it has begun it finishes, what it has merely taken
/// it leaves to the next.
pub async fn run(
    engine: Engine,
    ports: CourierPorts,
    settings: CourierSettings,
    health: Health,
    stop: CancellationToken,
) {
    let wake = Arc::new(Notify::new());
    let listener = run_wake(
        engine.clone(),
        NAME,
        Arc::clone(&wake),
        health.clone(),
        stop.clone(),
    );
    let courier = Courier::new(engine, ports, settings);
    tokio::join!(listener, courier.run(&wake, &health, &stop));
}

struct Courier {
    engine: Engine,
    ports: CourierPorts,
    settings: CourierSettings,
    scope: Scope,
    actor: ActorId,
}

impl Courier {
    fn new(engine: Engine, ports: CourierPorts, settings: CourierSettings) -> Self {
        let scope = Scope::whole(engine.shelf.packs().controllers().cloned());
        let actor = ActorId::worker(NAME).expect("the worker's name is a code");
        Self {
            engine,
            ports,
            settings,
            scope,
            actor,
        }
    }

    async fn run(&self, wake: &Notify, health: &Health, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let looked = self.carry_due(stop).await;
            health.set(NAME, looked.is_ok());
            match looked {
                Ok(until) => tokio::select! {
                    biased;
                    () = stop.cancelled() => return,
                    () = wake.notified() => {}
                    () = self.engine.clock.sleep_until(until) => {}
                },
                Err(error) => {
                    tracing::warn!(error = %error, "courier.interrupted");
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(PAUSE) => {}
                    }
                }
            }
        }
    }

    /// Carries everything whose time has come; until when there is nothing to carry.
    async fn carry_due(&self, stop: &CancellationToken) -> Result<DateTime<Utc>, StoreError> {
        let (store, clock) = (&self.engine.store, &self.engine.clock);
        while !stop.is_cancelled() {
            let CourierSettings { lease, batch, .. } = self.settings;
            let due = store
                .claim_dispatches(&self.scope, clock.now(), lease, batch)
                .await?;
            if due.is_empty() {
                break;
            }
            let carrying = due.into_iter().map(|row| async move {
                if stop.is_cancelled() {
                    Ok(())
                } else {
                    self.carry(row).await
                }
            });
            let mut carrying =
                stream::iter(carrying).buffer_unordered(self.settings.at_once.max(1));
            let mut away = Ok(());
            while let Some(carried) = carrying.next().await {
                if let Err(error) = carried {
                    away = Err(error);
                }
            }
            away?;
        }
        let look = clock.now() + self.settings.look_every;
        let next = store.next_dispatch(&self.scope).await?;
        Ok(next.map_or(look, |next| next.min(look)))
    }
}
