//! Deadlines: rings what is due. An alarm is due until it is handled; after an outage everything
//! that fell due meanwhile rings, late and in order. Beside that, versions of calendars and packs that were approved
//! are applied to open cases.

mod versions;

mod checkpoints;
mod danger;
mod digest;

use std::{collections::BTreeMap, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_case::{case, obligation, submission};
use habeas_engine::{Command, DueWork, Engine, ExecuteError, Health, Order, run_due};
use habeas_envelope::{
    ActorId, CaseId, Code, IncidentId, Scope, StreamKind, StreamRef, SubmissionId,
};
use habeas_store::{AlarmRow, StoreError};
use tokio_util::sync::CancellationToken;

pub use checkpoints::run_checkpoints;
use digest::Digests;

/// Its name as a worker.
const NAME: &str = "deadlines";

/// How deadlines goes about its alarms.
#[derive(Clone, Copy, Debug)]
pub struct DeadlinesSettings {
    /// How many alarms are taken, and their streams committed, together.
    pub batch: u32,
    /// For how long what was taken is kept from other processes; what could not be handled rings
    /// again after it.
    pub lease: Duration,
    /// How long, on the engine's clock, nothing is looked at when nothing is due.
    pub look_every: chrono::Duration,
}

impl Default for DeadlinesSettings {
    fn default() -> Self {
        Self {
            batch: 200,
            lease: Duration::from_secs(60),
            look_every: chrono::Duration::seconds(30),
        }
    }
}

/// Runs deadlines until it is stopped; what it has taken it finishes.
pub async fn run(
    engine: Engine,
    settings: DeadlinesSettings,
    health: Health,
    stop: CancellationToken,
) {
    let clockwork = Clockwork::new(engine.clone(), settings);
    tokio::join!(
        run_due(
            engine,
            &clockwork,
            settings.look_every,
            health,
            stop.clone()
        ),
        versions::run(&clockwork.engine, &clockwork.actor, &stop)
    );
}

struct Clockwork {
    engine: Engine,
    settings: DeadlinesSettings,
    scope: Scope,
    actor: ActorId,
    digests: Digests,
}

impl Clockwork {
    fn new(engine: Engine, settings: DeadlinesSettings) -> Self {
        let scope = Scope::whole(engine.shelf.packs().controllers().cloned());
        let actor = ActorId::worker(NAME).expect("the worker's name is a code");
        Self {
            digests: Digests::new(engine.clone(), scope.clone(), actor.clone()),
            engine,
            settings,
            scope,
            actor,
        }
    }

    /// The alarms of a stream ring together, in order; streams in the order of their first alarm,
    /// all of them in one transaction, and what is to be told of them at once in another.
    async fn ring_all(&self, due: Vec<AlarmRow>) -> Result<(), StoreError> {
        let mut streams: Vec<StreamRef> = Vec::new();
        let mut commands: BTreeMap<StreamRef, Vec<Command>> = BTreeMap::new();
        for AlarmRow { stream, code, at } in due {
            let late = self.engine.clock.now() - at;
            metrics::histogram!("habeas_alarm_lateness_seconds")
                .record(late.as_seconds_f64().max(0.0));
            let Some(command) = rings(&stream, code) else {
                count("foreign");
                continue;
            };
            if !commands.contains_key(&stream) {
                streams.push(stream.clone());
            }
            commands.entry(stream).or_default().push(command);
        }
        let orders = streams.iter().map(|stream| {
            Order::new(
                stream.controller.clone(),
                self.scope.clone(),
                self.actor.clone(),
                commands.remove(stream).unwrap_or_default(),
            )
        });
        let answers = self.engine.execute_all(orders.collect()).await?;
        let (mut rung, mut overtaken) = (Vec::new(), Vec::new());
        for (stream, answer) in streams.into_iter().zip(answers) {
            match answer {
                Ok(executed) if executed.events.is_empty() => {
                    count("overtaken");
                    overtaken.push(stream);
                }
                Ok(executed) => {
                    count("rung");
                    rung.push((stream, executed));
                }
                // What is refused is told and rings again after the lease.
                Err(error) => {
                    count("failed");
                    tracing::warn!(stream = %stream.id, error = %error, "deadlines.alarm.failed");
                }
            }
        }
        self.digests.alert(&rung).await?;
        for stream in overtaken {
            self.renew(stream).await?;
        }
        Ok(())
    }

    /// An alarm was claimed that the state does not have: the rows were made by another pack or
    /// calendar. Made again from the log, they ring no more for nothing.
    async fn renew(&self, stream: StreamRef) -> Result<(), StoreError> {
        match self.engine.rebuild_streams(&[stream]).await {
            Err(ExecuteError::Store(error)) if error.is_temporary() => Err(error),
            Err(error) => {
                tracing::warn!(error = %error, "deadlines.renew.failed");
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }
}

#[async_trait]
impl DueWork for Clockwork {
    fn worker(&self) -> &'static str {
        NAME
    }

    async fn take_due(&self, _: &CancellationToken) -> Result<bool, StoreError> {
        let DeadlinesSettings { lease, batch, .. } = self.settings;
        let now = self.engine.clock.now();
        let store = &self.engine.store;
        let due = store.claim_alarms(&self.scope, now, lease, batch).await?;
        let some = !due.is_empty();
        self.ring_all(due).await?;
        Ok(some)
    }

    async fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        // Looked for whenever alarms are: a digest is due by the hour, and no row says so.
        self.digests.order_due().await?;
        self.engine.store.next_alarm(&self.scope).await
    }
}

/// The command that rings an alarm of a stream; none where nothing of the kind has any.
fn rings(stream: &StreamRef, alarm: Code) -> Option<Command> {
    match stream.kind {
        StreamKind::Case => {
            let ring = case::Command::RingAlarm { alarm };
            Some(Command::Case(CaseId(stream.id), ring))
        }
        StreamKind::Submission => {
            let ring = submission::Command::RingAlarm { alarm };
            Some(Command::Submission(SubmissionId(stream.id), ring))
        }
        StreamKind::Obligation => {
            let ring = obligation::Command::RingAlarm { alarm };
            Some(Command::Obligation(IncidentId(stream.id), ring))
        }
        StreamKind::Access | StreamKind::Registry => None,
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("habeas_alarms_total", "outcome" => outcome).increment(1);
}
