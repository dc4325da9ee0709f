//! Starts the workers.

use std::sync::Arc;

use async_trait::async_trait;
use habeas_courier::{CourierPorts, CourierSettings, RenderMode};
use habeas_deadlines::DeadlinesSettings;
use habeas_dispatch::{MailFailure, MailPort, MailReceipt, OutgoingMail};
use habeas_engine::{Engine, Health, RelayDuty, WorkerSettings, run_relay};
use habeas_envelope::EventRecord;
use habeas_vault::Keyring;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

/// All workers, by name.
pub const ALL: [&str; 6] = [
    "intake",
    "identity",
    "routing",
    "deadlines",
    "response",
    "courier",
];

/// Starts a worker with the settings an installation has, but that letters are laid into the
/// mailroom's queue without being rendered, and mails are taken and go nowhere.
pub fn start(
    name: &str,
    engine: Engine,
    keyring: &Arc<Keyring>,
    tasks: &mut JoinSet<()>,
    stop: &CancellationToken,
) {
    let (settings, health, stop) = (WorkerSettings::default(), Health::default(), stop.clone());
    match name {
        "intake" => tasks.spawn(habeas_intake::run(engine, settings, health, stop)),
        "identity" => tasks.spawn(habeas_identity::run(engine, settings, health, stop)),
        "routing" => tasks.spawn(habeas_routing::run(engine, settings, health, stop)),
        "response" => tasks.spawn(habeas_response::run(engine, settings, health, stop)),
        "deadlines" => {
            let settings = DeadlinesSettings::default();
            tasks.spawn(habeas_deadlines::run(engine, settings, health, stop))
        }
        "courier" => {
            let ports = CourierPorts {
                mail: Arc::new(Nowhere),
                keyring: Arc::clone(keyring),
            };
            let from = "example@example.org".parse().expect("an address");
            let mut settings = CourierSettings::new("http://localhost/status", from);
            settings.letters = RenderMode::Record;
            tasks.spawn(habeas_courier::run(engine, ports, settings, health, stop))
        }
        other => unreachable!("no worker is called {other}"),
    };
}

/// Takes every mail.
struct Nowhere;

#[async_trait]
impl MailPort for Nowhere {
    async fn send(&self, _: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        Ok(MailReceipt::default())
    }
}

/// Starts the relay of a process, with what it may tell.
pub fn relay(
    engine: Engine,
    handed: mpsc::Receiver<Vec<EventRecord>>,
    duty: RelayDuty,
    tasks: &mut JoinSet<()>,
    stop: &CancellationToken,
) {
    tasks.spawn(run_relay(
        engine,
        handed,
        duty,
        Health::default(),
        stop.clone(),
    ));
}
