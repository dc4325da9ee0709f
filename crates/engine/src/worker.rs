use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use habeas_bus::{Delivery, DeliveryId, Notice, OutboxMode, Subscription};
use habeas_envelope::{Code, EventId, Scope};
use habeas_store::{Failure, FailureChange, FailureState, OutboxEntry, Outcome, StoreError, Unit};
use habeas_waypoint::{Waypoint, pass};
use tokio_util::sync::CancellationToken;

use crate::{
    Engine, Health, Reaction,
    batch::{Batch, Job, Source, lies_in_the_data},
    failures::next_attempt,
    nudges::Nudges,
};

/// How a worker goes about its messages.
#[derive(Clone, Copy, Debug)]
pub struct WorkerSettings {
    /// How many waiting messages are taken into one transaction.
    pub batch: usize,
    /// How long a stream may wait for the worker before it is nudged.
    pub nudge_after: chrono::Duration,
    /// How often failures and forgotten streams are looked for.
    pub attend_every: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            batch: 50,
            nudge_after: chrono::Duration::seconds(60),
            attend_every: Duration::from_secs(1),
        }
    }
}

/// For how long a failure taken up again is kept from other processes.
const FAILURE_LEASE: Duration = Duration::from_secs(120);
/// At every which look after failures the bus is asked for what it gave up.
const DEAD_EVERY: u32 = 30;
/// How many streams that wait too long are looked at; those nudged in vain are among them.
const LOOK_AT: u32 = 1000;
/// The pause after the bus or the database could not be reached, doubled each time in a row.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest such pause. What is given back again and again is given up by the broker.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Runs a worker until it is stopped: takes what waits, decides, commits, acknowledges. What it
/// holds when it is stopped it finishes. While the database is away it takes nothing.
pub async fn run_reaction(
    engine: Engine,
    reaction: Arc<dyn Reaction>,
    settings: WorkerSettings,
    health: Health,
    stop: CancellationToken,
) {
    let lane = Lane::new(engine, reaction, settings);
    let part = lane.reaction.worker();
    let mut pause = PAUSE;
    while !stop.is_cancelled() {
        let end = lane.serve(&health, &stop).await;
        let well = matches!(end, End::Stopped);
        health.set(part, well);
        if let End::Trouble(what) = end {
            if lane.worked.swap(false, Ordering::Relaxed) {
                pause = PAUSE;
            }
            tracing::warn!(worker = part, what, "worker.interrupted");
            metrics::counter!("habeas_worker_interrupted_total", "worker" => part).increment(1);
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

enum End {
    Stopped,
    Trouble(&'static str),
}

struct Lane {
    engine: Engine,
    reaction: Arc<dyn Reaction>,
    worker: Code,
    scope: Scope,
    settings: WorkerSettings,
    nudges: Mutex<Nudges>,
    /// Whether something was committed and acknowledged since the last trouble.
    worked: AtomicBool,
}

impl Lane {
    fn new(engine: Engine, reaction: Arc<dyn Reaction>, settings: WorkerSettings) -> Self {
        let scope = Scope::whole(engine.shelf.packs().controllers().cloned());
        let worker = Code::literal(reaction.worker());
        Self {
            engine,
            reaction,
            worker,
            scope,
            settings,
            nudges: Mutex::default(),
            worked: AtomicBool::new(false),
        }
    }

    async fn serve(&self, health: &Health, stop: &CancellationToken) -> End {
        if self.engine.store.ready().await.is_err() {
            return End::Trouble("store");
        }
        let mut subscription = match self.engine.bus.subscribe(&self.worker).await {
            Ok(subscription) => subscription,
            Err(error) => {
                tracing::warn!(worker = %self.worker, error = %error, "worker.subscribe.failed");
                return End::Trouble("bus");
            }
        };
        health.set(self.reaction.worker(), true);
        let mut attend = tokio::time::interval(self.settings.attend_every);
        attend.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut ticks: u32 = 0;
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return End::Stopped,
                // First, so that a busy queue does not put off what failed or was forgotten.
                _ = attend.tick() => {
                    ticks = ticks.wrapping_add(1);
                    if ticks % DEAD_EVERY == 1 {
                        self.take_given_up().await;
                    }
                    if let Err(error) = self.attend().await {
                        tracing::warn!(worker = %self.worker, error = %error, "worker.attend.failed");
                        return End::Trouble("store");
                    }
                }
                received = subscription.receive(self.settings.batch) => {
                    let deliveries = match received {
                        Ok(deliveries) => deliveries,
                        Err(error) => {
                            tracing::warn!(worker = %self.worker, error = %error, "worker.receive.failed");
                            return End::Trouble("bus");
                        }
                    };
                    if let Some(end) = self.deliveries(&mut *subscription, deliveries).await {
                        return end;
                    }
                }
            }
        }
    }

    async fn deliveries(
        &self,
        subscription: &mut dyn Subscription,
        deliveries: Vec<Delivery>,
    ) -> Option<End> {
        let ids: Vec<DeliveryId> = deliveries.iter().map(|d| d.id).collect();
        pass(Waypoint::Received);
        metrics::counter!("habeas_messages_total", "worker" => self.reaction.worker())
            .increment(ids.len() as u64);
        match self.work_off(deliveries).await {
            Ok(()) => match subscription.ack(&ids).await {
                Ok(()) => {
                    pass(Waypoint::Acknowledged);
                    self.worked.store(true, Ordering::Relaxed);
                    None
                }
                Err(error) => {
                    tracing::warn!(worker = %self.worker, error = %error, "worker.ack.failed");
                    Some(End::Trouble("bus"))
                }
            },
            Err(error) => {
                tracing::warn!(worker = %self.worker, error = %error, "worker.commit.failed");
                if let Err(error) = subscription.release(&ids).await {
                    tracing::warn!(worker = %self.worker, error = %error, "worker.release.failed");
                }
                Some(End::Trouble("store"))
            }
        }
    }

    /// Deals with every delivery, one way or another: a unit, nothing to do, or a failure row.
    async fn work_off(&self, deliveries: Vec<Delivery>) -> Result<(), StoreError> {
        let mut together: BTreeMap<EventId, Job> = BTreeMap::new();
        let mut alone = Vec::new();
        for delivery in deliveries {
            match delivery.notice {
                Err(bad) => {
                    tracing::warn!(worker = %self.worker, error = %bad, "worker.message.unreadable");
                    self.record_unreadable().await?;
                }
                Ok(notice) => {
                    let settles = self.settles(&notice.stream.controller, notice.event);
                    let job = Job {
                        notice,
                        source: Source::Message { settles },
                        earlier: None,
                    };
                    if delivery.redelivered {
                        alone.push(job);
                    } else {
                        together.insert(job.notice.event, job);
                    }
                }
            }
        }
        let batch = self.batch();
        if !together.is_empty() {
            batch.run(together.into_values().collect()).await?;
        }
        for job in alone {
            batch.run(vec![job]).await?;
        }
        Ok(())
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            engine: &self.engine,
            reaction: &*self.reaction,
            worker: &self.worker,
            scope: &self.scope,
        }
    }

    fn settles(
        &self,
        controller: &habeas_envelope::ControllerId,
        event: EventId,
    ) -> Option<OutboxEntry> {
        (self.engine.bus.outbox_mode() == OutboxMode::PerReader).then(|| OutboxEntry {
            controller: controller.clone(),
            event,
            reader: Some(self.worker.clone()),
        })
    }

    /// A message that cannot be read is a dead letter at once: trying again reads the same bytes.
    async fn record_unreadable(&self) -> Result<(), StoreError> {
        let failure = self.dead(None, "unreadable-message", self.engine.clock.now());
        let unit = Unit {
            failures: vec![FailureChange::Record(failure)],
            ..Unit::default()
        };
        self.engine.store.commit(vec![unit]).await.map(|_| ())
    }

    /// Moves what the bus gave up into the table of failures, as dead letters: it was more than
    /// the worker survived.
    async fn take_given_up(&self) {
        let given_up = match self
            .engine
            .bus
            .given_up(&self.worker, self.settings.batch)
            .await
        {
            Ok(Some(given_up)) => given_up,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(worker = %self.worker, error = %error, "worker.dead-letters.failed");
                return;
            }
        };
        let now = self.engine.clock.now();
        let failures = given_up
            .notices()
            .into_iter()
            .map(|notice| FailureChange::Record(self.dead(notice.ok().as_ref(), "given-up", now)))
            .collect();
        let unit = Unit {
            failures,
            ..Unit::default()
        };
        match self.engine.store.commit(vec![unit]).await {
            Ok(outcomes) if outcomes.iter().all(Outcome::is_committed) => {
                if let Err(error) = given_up.forget().await {
                    tracing::warn!(worker = %self.worker, error = %error, "worker.dead-letters.kept");
                }
            }
            _ => tracing::warn!(worker = %self.worker, "worker.dead-letters.unrecorded"),
        }
    }

    /// The log still does not hold the event of a failure: one attempt more, and in the end a dead
    /// letter.
    async fn still_missing(&self, earlier: Failure) -> Result<(), StoreError> {
        let failure = next_attempt(earlier, self.engine.clock.now());
        let unit = Unit {
            failures: vec![FailureChange::Record(failure)],
            ..Unit::default()
        };
        self.engine.store.commit(vec![unit]).await.map(|_| ())
    }

    /// A dead letter: about an event where the message could be read, else under an id of its own.
    fn dead(&self, notice: Option<&Notice>, reason: &'static str, now: DateTime<Utc>) -> Failure {
        let unreadable = || habeas_envelope::ControllerId::from(Code::literal("unreadable"));
        let fresh = || EventId(habeas_envelope::uuid_v7(now, &*self.engine.entropy));
        Failure {
            controller: notice.map_or_else(unreadable, |n| n.stream.controller.clone()),
            worker: self.worker.clone(),
            event: notice.map_or_else(fresh, |n| n.event),
            attempt: 1,
            not_before: now,
            class: Code::literal(if notice.is_some() { "broker" } else { "decode" }),
            reason: Code::literal(reason),
            text: None,
            state: FailureState::Dead,
            since: now,
        }
    }

    /// Takes up what failed and is due again, and nudges streams that have waited too long for
    /// this worker: whatever a broker lost is driven on from here.
    async fn attend(&self) -> Result<(), StoreError> {
        let now = self.engine.clock.now();
        let store = &self.engine.store;
        let limit = u32::try_from(self.settings.batch).unwrap_or(50);
        let due = store
            .due_failures(&self.worker, now, FAILURE_LEASE, limit)
            .await?;
        for (failure, record) in due {
            let Some(record) = record else {
                self.still_missing(failure).await?;
                continue;
            };
            let job = Job {
                notice: (&record).into(),
                source: Source::Retry,
                earlier: Some(failure),
            };
            self.batch().run(vec![job]).await?;
        }
        let before = now - self.settings.nudge_after;
        let waiting = store.waiting_streams(&self.worker, before, LOOK_AT).await?;
        let due = self
            .nudges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .due(
                &waiting,
                now,
                self.settings.nudge_after,
                self.settings.batch,
            );
        if !due.is_empty() {
            metrics::counter!("habeas_nudges_total", "worker" => self.reaction.worker())
                .increment(due.len() as u64);
        }
        for stream in due {
            match self.batch().nudge(stream).await {
                Err(error) if lies_in_the_data(&error) => {
                    tracing::error!(worker = %self.worker, error = %error, "worker.nudge.refused");
                }
                nudged => nudged?,
            }
        }
        Ok(())
    }
}
