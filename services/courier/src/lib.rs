//! The courier: carries what was ordered out of the house. It commits that a dispatch has started
//! before it calls anybody, opens no more than the dispatch tells of, and reports what became of
//! it. A mail whose outcome is unknown goes again with the same Message-ID; a letter is composed,
//! sealed and laid into the mailroom's queue.

mod carry;
mod index;
mod letter;
mod mail;
mod office;
mod parcel;
mod settings;
mod told;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_dispatch::MailPort;
use habeas_engine::{DueWork, Engine, Health, run_due};
use habeas_envelope::{ActorId, Scope};
use habeas_store::StoreError;
use habeas_vault::Keyring;
use tokio_util::sync::CancellationToken;

pub use settings::{CourierSettings, RenderMode};

/// Its name as a worker.
const NAME: &str = "courier";

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
    let look_every = settings.look_every;
    let courier = Courier::new(engine.clone(), ports, settings);
    run_due(engine, &courier, look_every, health, stop).await;
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
}

#[async_trait]
impl DueWork for Courier {
    fn worker(&self) -> &'static str {
        NAME
    }

    async fn take_due(&self, stop: &CancellationToken) -> Result<bool, StoreError> {
        let CourierSettings { lease, batch, .. } = self.settings;
        let now = self.engine.clock.now();
        let store = &self.engine.store;
        let due = store
            .claim_dispatches(&self.scope, now, lease, batch)
            .await?;
        if due.is_empty() || stop.is_cancelled() {
            return Ok(!due.is_empty());
        }
        self.carry(due).await?;
        Ok(true)
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.engine.store.next_dispatch(&self.scope).await
    }
}
