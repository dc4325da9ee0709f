//! Plays the story through the real workers.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use habeas_courier::{CourierPorts, CourierSettings, RenderMode};
use habeas_deadlines::DeadlinesSettings;
use habeas_dispatch::{LocalMailbox, MailFailure, MailPort, MailReceipt, OutgoingMail};
use habeas_engine::{Engine, Health, WorkerSettings};
use habeas_envelope::Scope;
use habeas_vault::Keyring;
use indicatif::ProgressBar;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{clock::HistoryClock, plan::Life, tell::Teller, windows::Windows};
use crate::mailbox::Mailbox;

/// What sleeps on the clock when it has nothing to do: the alarms of deadlines, its look for
/// versions to apply, and the courier.
const CLOCKWORKS: usize = 3;
/// How often it is looked whether the workers rest.
const LOOK: Duration = Duration::from_millis(3);
/// After how many looks at the same scene a clockwork is taken to have missed what is due.
const STUCK: u32 = 5;
/// For how long the workers may be at one hour of the story.
const PATIENCE: Duration = Duration::from_secs(60);
/// The last minute of an hour is left for what falls due by what was done in it.
const RESERVE: TimeDelta = TimeDelta::seconds(60);
/// How far back the mails of the story lie in the mailbox.
const MAILS_KEPT: TimeDelta = TimeDelta::days(4);

/// The workers of the story, running.
pub(crate) struct Workers {
    engine: Engine,
    clock: HistoryClock,
    scope: Scope,
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Workers {
    /// Starts them. Letters are queued without being rendered; mails of the last days go to the
    /// mailbox, older ones nowhere.
    pub(crate) fn start(
        engine: &Engine,
        clock: &HistoryClock,
        keyring: &Arc<Keyring>,
        status_url: &str,
        end: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let stop = CancellationToken::new();
        let health = Health::default();
        let worker = WorkerSettings {
            batch: 256,
            ..WorkerSettings::default()
        };
        let soon = TimeDelta::seconds(1);
        let deadlines = DeadlinesSettings {
            look_every: soon,
            ..DeadlinesSettings::default()
        };
        let from = format!("no-reply@{}", super::MAIL_DOMAIN).parse()?;
        let mut courier = CourierSettings::new(status_url, from);
        courier.letters = RenderMode::Record;
        courier.at_once = 64;
        courier.batch = 64;
        courier.look_every = soon;
        let ports = CourierPorts {
            mail: Arc::new(StoryMail {
                mailbox: LocalMailbox::new(Mailbox::new(engine.clone(), keyring.clone())),
                engine: engine.clone(),
                from: end - MAILS_KEPT,
            }),
            keyring: keyring.clone(),
        };
        let mut tasks = JoinSet::new();
        let parts = || (engine.clone(), health.clone(), stop.clone());
        let (e, h, s) = parts();
        tasks.spawn(habeas_intake::run(e, worker, h, s));
        let (e, h, s) = parts();
        tasks.spawn(habeas_identity::run(e, worker, h, s));
        let (e, h, s) = parts();
        tasks.spawn(habeas_routing::run(e, worker, h, s));
        let (e, h, s) = parts();
        tasks.spawn(habeas_response::run(e, worker, h, s));
        let (e, h, s) = parts();
        tasks.spawn(habeas_deadlines::run(e, deadlines, h, s));
        let (e, h, s) = parts();
        tasks.spawn(habeas_courier::run(e, ports, courier, h, s));
        Ok(Self {
            engine: engine.clone(),
            clock: clock.clone(),
            scope: Scope::whole(engine.shelf.packs().controllers().cloned()),
            tasks,
            stop,
        })
    }

    /// Waits until nothing is left for the workers at the present of the story.
    pub(crate) async fn rest(&mut self) -> anyhow::Result<()> {
        let resting = async {
            let mut stuck = 0;
            loop {
                match self.look().await? {
                    Looked::AtRest => return Ok(()),
                    Looked::Busy => stuck = 0,
                    Looked::DueAndAsleep => stuck += 1,
                }
                if stuck > STUCK {
                    stuck = 0;
                    let now = habeas_envelope::Clock::now(&self.clock);
                    self.clock.advance_to(now + TimeDelta::seconds(1));
                }
                tokio::time::sleep(LOOK).await;
            }
        };
        match tokio::time::timeout(PATIENCE, resting).await {
            Ok(rested) => rested,
            Err(_) => bail!("the workers do not come to rest"),
        }
    }

    async fn look(&self) -> anyhow::Result<Looked> {
        let before = self.clock.sleepers();
        let store = &self.engine.store;
        if before.count < CLOCKWORKS {
            return Ok(Looked::Busy);
        }
        if store.outbox_depth().await? > 0 {
            return Ok(Looked::Busy);
        }
        let now = habeas_envelope::Clock::now(&self.clock);
        let due = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
        let alarm = due(store.next_alarm(&self.scope).await?);
        let dispatch = due(store.next_dispatch(&self.scope).await?);
        if self.clock.sleepers() != before {
            return Ok(Looked::Busy);
        }
        Ok(if alarm || dispatch {
            Looked::DueAndAsleep
        } else {
            Looked::AtRest
        })
    }

    /// Stops them, after what they hold.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.stop.cancel();
        while let Some(ended) = self.tasks.join_next().await {
            ended.context("a worker of the story failed")?;
        }
        Ok(())
    }
}

enum Looked {
    AtRest,
    Busy,
    /// Something fell due by what others did, and nobody was told.
    DueAndAsleep,
}

/// Plays hour by hour: what fell due since the last one rings, then everybody acts at their own
/// instants, all at once but each after the other on one request, and the workers react at the
/// end of the hour.
///
/// # Errors
/// When an act is refused, or the workers do not come to rest.
pub(crate) async fn play(
    teller: &Teller,
    workers: &mut Workers,
    windows: &Windows,
    mut lives: Vec<Life>,
    progress: &ProgressBar,
) -> anyhow::Result<Vec<Life>> {
    for window in windows.iter() {
        workers.clock.advance_to(window.opens);
        workers.rest().await?;
        workers.clock.advance_to(window.closes - RESERVE);
        let (acting, resting): (Vec<Life>, Vec<Life>) = lives
            .into_iter()
            .partition(|life| life.acts_before(window.closes));
        lives = resting;
        let mut hour = JoinSet::new();
        for life in acting {
            hour.spawn(act_until(teller.clone(), life, window.closes));
        }
        while let Some(acted) = hour.join_next().await {
            lives.push(acted??);
        }
        workers.rest().await?;
        progress.inc(1);
    }
    Ok(lives)
}

async fn act_until(teller: Teller, mut life: Life, until: DateTime<Utc>) -> anyhow::Result<Life> {
    while life.acts_before(until) {
        if let Some((at, act)) = life.acts.pop_front() {
            teller.act(&mut life, at, act).await?;
        }
    }
    Ok(life)
}

/// Mails of the story: those of the last days lie in the mailbox, older ones were read long ago.
struct StoryMail {
    mailbox: LocalMailbox<Mailbox>,
    engine: Engine,
    from: DateTime<Utc>,
}

#[async_trait]
impl MailPort for StoryMail {
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        if self.engine.clock.now() < self.from {
            return Ok(MailReceipt::default());
        }
        self.mailbox.send(mail).await
    }
}
