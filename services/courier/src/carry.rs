use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::{DateTime, NaiveDate, Utc};
use futures::{FutureExt, StreamExt, stream};
use habeas_case::{DispatchChannel, DispatchCommand, DispatchStage, registry, submission};
use habeas_dispatch::FreeText;
use habeas_dossier::{
    compose::{ComposeError, Contents, Facts, Holder, Moved, Need, needs, templates},
    why,
};
use habeas_engine::{
    Bound, Command, ExecuteError, Executed, Kept, Loaded, OpenError, Opening, Order, SealedWrites,
    UnknownPin,
};
use habeas_envelope::{CaseId, Code, StreamKind, StreamRef, SubmissionId};
use habeas_language::Locale;
use habeas_store::{DispatchRow, StoreError};
use habeas_vault::{Owner, VaultError};
use habeas_waypoint::{Waypoint, pass};
use tokio::{sync::mpsc, time::Instant};

use crate::{
    Courier, RenderMode, index,
    parcel::{Family, Parcel},
};

/// A dispatch whose start is committed.
struct Begun {
    parcel: Parcel,
    started: Executed,
    /// What it takes to carry it, or why it cannot be carried.
    ready: Result<Ready, Code>,
}

/// What it takes to carry a dispatch.
struct Ready {
    bound: Bound,
    /// Why a date moved, for the notice of it.
    moved: Option<Moved>,
    /// What must be opened: nothing for one to an office.
    wanted: Vec<Need>,
}

/// What came of an attempt and what is sealed with it; none when it was not made.
type Attempt = Option<(Report, SealedWrites)>;

/// What became of an attempt.
pub(crate) enum Report {
    /// It was handed over.
    Sent,
    /// Nothing is left to be told.
    Idle,
    /// It was rendered, sealed and queued.
    Queued(Vec<DispatchCommand>, SealedWrites),
    /// It was not sent; whether trying again can help.
    Failed {
        /// Why.
        reason: Code,
        /// Whether it may pass by itself.
        may_pass: bool,
        /// What the other side said about it.
        told: FreeText,
    },
    /// Nobody knows whether it was sent.
    Unknown {
        /// What happened.
        reason: Code,
        /// What was said about it.
        told: FreeText,
    },
}

impl Report {
    /// A failure that only a person can mend.
    pub(crate) fn lasting(reason: Code) -> Self {
        Self::Failed {
            reason,
            may_pass: false,
            told: FreeText::default(),
        }
    }
}

impl From<ComposeError> for Report {
    fn from(error: ComposeError) -> Self {
        Self::lasting(error.code())
    }
}

impl Courier {
    /// Carries dispatches as far as they go now, a step at a time: one read for all, one commit
    /// that begins them, one read of what must be opened. What is handed over is reported as it
    /// comes, together with whatever else has come meanwhile.
    pub(crate) async fn carry(&self, rows: Vec<DispatchRow>) -> Result<(), StoreError> {
        // Who waits longer for its turn may be taken for abandoned, and is left to be.
        let until = Instant::now() + self.settings.lease / 2;
        let parcels = self.parcels(&rows).await?;
        let begun = self.begin(parcels).await?;
        if begun.is_empty() {
            return Ok(());
        }
        pass(Waypoint::Started);
        let kept = &self.kept(&begun).await?;
        let together = begun.len();
        let attempts = begun.into_iter().map(|begun| async move {
            let attempt = if Instant::now() < until {
                self.attempt(&begun, kept).await
            } else {
                Ok(None)
            };
            (begun, attempt)
        });
        let (told, mut done) = mpsc::unbounded_channel();
        let at_once = self.settings.at_once.max(1);
        let calling = async move {
            let mut attempts = stream::iter(attempts).buffer_unordered(at_once);
            while let Some(attempt) = attempts.next().await {
                // Whoever reports listens until all are done.
                let _ = told.send(attempt);
            }
        };
        // Beside the calls and not between them: a call that waits to be polled again may hold the
        // very connection that a report waits for.
        let reporting = async {
            let mut away = Ok(());
            let mut some = Vec::new();
            while done.recv_many(&mut some, together).await > 0 {
                pass(Waypoint::Called);
                if let Err(error) = self.report(std::mem::take(&mut some)).await {
                    away = Err(error);
                }
                pass(Waypoint::Reported);
            }
            away
        };
        tokio::join!(calling, reporting).1
    }

    /// Commits that these have started, or that they are queued where that is all; those that were
    /// overtaken fall away.
    async fn begin(&self, mut parcels: Vec<Parcel>) -> Result<Vec<Begun>, StoreError> {
        let orders = parcels.iter_mut().map(|parcel| {
            let dispatch = parcel.id;
            let command = if self.only_queues(parcel) {
                DispatchCommand::Queue { dispatch }
            } else {
                if parcel.view.stage == DispatchStage::Started
                    && parcel.view.channel == DispatchChannel::Mail
                {
                    // Begun by a courier that never reported: it may have gone already.
                    metrics::counter!("habeas_mails_repeated_total").increment(1);
                }
                DispatchCommand::Start { dispatch }
            };
            let loaded = std::mem::take(&mut parcel.loaded);
            self.order(parcel, vec![command], loaded)
        });
        let answers = self.engine.execute_all(orders.collect()).await?;
        let mut begun = Vec::new();
        for (parcel, answer) in parcels.into_iter().zip(answers) {
            let Some(started) = done(&parcel, answer) else {
                count(&parcel, "overtaken");
                continue;
            };
            if self.only_queues(&parcel) {
                count(&parcel, "queued");
                continue;
            }
            let ready = self.ready(&parcel).await?;
            begun.push(Begun {
                parcel,
                started,
                ready,
            });
        }
        Ok(begun)
    }

    /// Whether it is laid into the mailroom's queue as it is, and nothing is opened for it.
    fn only_queues(&self, parcel: &Parcel) -> bool {
        let letter = parcel.view.channel != DispatchChannel::Mail;
        letter && self.settings.letters == RenderMode::Record
    }

    /// What it takes to carry a dispatch, or why it cannot be carried.
    async fn ready(&self, parcel: &Parcel) -> Result<Result<Ready, Code>, StoreError> {
        let bound = match self.engine.bound(|| self.bound(parcel)).await {
            Ok(bound) => bound,
            Err(ExecuteError::Store(error)) => return Err(error),
            Err(_) => return Ok(Err(Code::literal("pack-unknown"))),
        };
        let mut ready = Ready {
            bound,
            moved: None,
            wanted: Vec::new(),
        };
        let Some(family) = &parcel.family else {
            return Ok(Ok(ready));
        };
        ready.moved = match self.moved(parcel, family).await {
            Ok(moved) => moved,
            Err(ExecuteError::Store(error)) => return Err(error),
            Err(_) => return Ok(Err(Code::literal("reason-unread"))),
        };
        let mut facts = self.facts(parcel, family, &ready.bound);
        facts.moved = ready.moved.as_ref();
        let wanted = || {
            let mut wanted = needs(&facts)?;
            index::also_for_index(&facts, &mut wanted);
            Ok::<_, ComposeError>(wanted)
        };
        // One that cannot be composed must not take its neighbours with it.
        ready.wanted = match catch_unwind(AssertUnwindSafe(wanted)) {
            Ok(Ok(wanted)) => wanted,
            Ok(Err(error)) => return Ok(Err(error.code())),
            Err(_) => return Ok(Err(Code::literal("panic"))),
        };
        Ok(Ok(ready))
    }

    /// What is sealed for the owners of all that is wanted.
    async fn kept(&self, begun: &[Begun]) -> Result<Kept, StoreError> {
        let owners: BTreeSet<StreamRef> = begun
            .iter()
            .flat_map(|begun| {
                let wanted = begun.ready.iter().flat_map(|ready| &ready.wanted);
                wanted.filter_map(|need| begun.parcel.holder(need.holder))
            })
            .collect();
        let owners: Vec<StreamRef> = owners.into_iter().collect();
        self.engine.kept(&self.scope, &owners).await
    }

    /// Opens, composes, and sends or renders, once the start is committed.
    async fn attempt(&self, begun: &Begun, kept: &Kept) -> Result<Attempt, StoreError> {
        // A content that cannot be composed must not take its neighbours with it.
        let attempt = AssertUnwindSafe(self.attempt_one(begun, kept)).catch_unwind();
        let panicked = |_| {
            Ok((
                Report::lasting(Code::literal("panic")),
                SealedWrites::default(),
            ))
        };
        attempt.await.unwrap_or_else(panicked).map(Some)
    }

    async fn attempt_one(
        &self,
        begun: &Begun,
        kept: &Kept,
    ) -> Result<(Report, SealedWrites), StoreError> {
        let parcel = &begun.parcel;
        let nothing = SealedWrites::default;
        let ready = match &begun.ready {
            Ok(ready) => ready,
            Err(reason) => return Ok((Report::lasting(reason.clone()), nothing())),
        };
        let Some(family) = &parcel.family else {
            return Ok((self.to_office(parcel, &ready.bound.pack).await?, nothing()));
        };
        let contents = match self.open(begun, &ready.wanted, kept).await {
            Ok(contents) => contents,
            Err(OpenError::Store(error)) => return Err(error),
            Err(error) => return Ok((Report::lasting(unopened(&error)), nothing())),
        };
        let mut facts = self.facts(parcel, family, &ready.bound);
        facts.moved = ready.moved.as_ref();
        let writes = self.index(&facts, &family.stream(parcel), &contents);
        let report = match parcel.view.channel {
            DispatchChannel::Mail => self.send(&facts, parcel, &contents).await,
            DispatchChannel::RegisteredLetter | DispatchChannel::Letter => {
                self.render(&facts, parcel, &contents).await?
            }
        };
        Ok((report, writes))
    }

    /// Commits what became of attempts.
    async fn report(
        &self,
        attempts: Vec<(Begun, Result<Attempt, StoreError>)>,
    ) -> Result<(), StoreError> {
        let mut away = Ok(());
        let (mut parcels, mut orders) = (Vec::new(), Vec::new());
        for (begun, attempt) in attempts {
            let Begun {
                parcel, started, ..
            } = begun;
            match attempt {
                Err(error) => away = Err(error),
                Ok(None) => count(&parcel, "left"),
                Ok(Some((report, writes))) => {
                    let Some((commands, writes)) = self.outcome(&parcel, report, writes) else {
                        continue;
                    };
                    let order = self.order(&parcel, commands, started.after);
                    orders.push(order.sealing(writes));
                    parcels.push(parcel);
                }
            }
        }
        let answers = self.engine.execute_all(orders).await?;
        for (parcel, answer) in parcels.iter().zip(answers) {
            done(parcel, answer);
        }
        away
    }

    /// The commands that tell what became of an attempt, and what is sealed with them; none where
    /// nobody knows and it is tried again.
    fn outcome(
        &self,
        parcel: &Parcel,
        report: Report,
        mut writes: SealedWrites,
    ) -> Option<(Vec<DispatchCommand>, SealedWrites)> {
        let (dispatch, attempt) = (parcel.id, parcel.view.attempts.saturating_add(1));
        let now = self.engine.clock.now();
        let patient = attempt < self.settings.attempts;
        let (outcome, commands) = match report {
            Report::Sent => {
                let day = self.today(parcel, now);
                (
                    "sent",
                    vec![DispatchCommand::Sent {
                        dispatch,
                        day,
                        number: None,
                    }],
                )
            }
            Report::Idle => ("idle", vec![DispatchCommand::Cancel { dispatch }]),
            Report::Queued(commands, sealed) => {
                writes.sealed.extend(sealed.sealed);
                writes.wraps.extend(sealed.wraps);
                ("queued", commands)
            }
            Report::Unknown { .. } if patient => {
                count(parcel, "unknown");
                return None;
            }
            Report::Failed {
                reason,
                may_pass,
                told,
            } => {
                let told = self.seal_told(parcel, &told, &mut writes);
                let again = now + habeas_engine::retry_delay(attempt);
                let retry_at = (may_pass && patient).then_some(again);
                let outcome = if retry_at.is_some() {
                    "put-off"
                } else {
                    "failed"
                };
                (
                    outcome,
                    vec![DispatchCommand::Fail {
                        dispatch,
                        reason,
                        retry_at,
                        told,
                    }],
                )
            }
            Report::Unknown { reason, told } => {
                let told = self.seal_told(parcel, &told, &mut writes);
                (
                    "failed",
                    vec![DispatchCommand::Fail {
                        dispatch,
                        reason,
                        retry_at: None,
                        told,
                    }],
                )
            }
        };
        count(parcel, outcome);
        Some((commands, writes))
    }

    /// Opens what is needed against the receipt of the start.
    async fn open(
        &self,
        begun: &Begun,
        wanted: &[Need],
        kept: &Kept,
    ) -> Result<Contents, OpenError> {
        let parcel = &begun.parcel;
        let opens: Vec<_> = wanted
            .iter()
            .filter_map(|need| {
                let owner = Owner::of_stream(&parcel.holder(need.holder)?)?;
                Some((owner, need.compartment))
            })
            .collect();
        let receipt = begun.started.started(opens);
        let receipt = receipt.ok_or(VaultError::NotCovered)?;
        let mut contents = Contents::default();
        for holder in [Holder::Submission, Holder::Case] {
            let here: Vec<&Need> = wanted.iter().filter(|need| need.holder == holder).collect();
            let (Some(owner), false) = (parcel.holder(holder), here.is_empty()) else {
                continue;
            };
            let opening = Opening {
                controller: parcel.stream.controller.clone(),
                scope: self.scope.clone(),
                actor: self.actor.clone(),
                owner,
                compartments: here.iter().map(|need| need.compartment).collect(),
                purpose: Code::literal("dispatch"),
            };
            let is_wanted = |field: &habeas_store::SealedField| {
                here.iter()
                    .any(|need| need.item.0 == field.item && field.kind == need.kind)
            };
            let keys = self.ports.keyring.private();
            for opened in self
                .engine
                .open_kept(keys, &opening, &receipt, kept, is_wanted)
                .await?
            {
                contents.insert(opened.item, opened.content.expose());
            }
        }
        Ok(contents)
    }

    /// Commands about the dispatch, on its stream as it is at hand.
    fn order(&self, parcel: &Parcel, commands: Vec<DispatchCommand>, loaded: Loaded) -> Order {
        let commands = commands
            .into_iter()
            .map(|command| match parcel.stream.kind {
                StreamKind::Case => Command::Case(
                    CaseId(parcel.stream.id),
                    habeas_case::case::Command::Dispatch(command),
                ),
                StreamKind::Registry => {
                    Command::Registry(parcel.stream.clone(), registry::Command::Dispatch(command))
                }
                _ => Command::Submission(
                    SubmissionId(parcel.stream.id),
                    submission::Command::Dispatch(command),
                ),
            });
        Order::new(
            parcel.stream.controller.clone(),
            self.scope.clone(),
            self.actor.clone(),
            commands.collect(),
        )
        .knowing(loaded)
    }

    /// What binds the stream of a dispatch.
    fn bound(&self, parcel: &Parcel) -> Result<Bound, UnknownPin> {
        let (shelf, controller) = (&self.engine.shelf, &parcel.stream.controller);
        match &parcel.family {
            None => shelf.bind_new(controller),
            Some(Family {
                case: Some(case), ..
            }) => shelf.bind_case(controller, case),
            Some(family) => shelf.bind_submission(controller, &family.submission),
        }
    }

    fn facts<'a>(&'a self, parcel: &'a Parcel, family: &'a Family, bound: &'a Bound) -> Facts<'a> {
        Facts {
            pack: &bound.pack,
            calendars: &bound.calendars,
            submission: &family.submission,
            case: family.case.as_ref(),
            dispatch: &parcel.view,
            moved: None,
            now: self.engine.clock.now(),
        }
    }

    /// Why a date moved, for the notice of it.
    async fn moved(&self, parcel: &Parcel, family: &Family) -> Result<Option<Moved>, ExecuteError> {
        if parcel.view.template != templates::DATE_MOVED {
            return Ok(None);
        }
        let controller = &parcel.stream.controller;
        let why = self
            .engine
            .why_moved(controller, family.id, parcel.id)
            .await?;
        let locale = Locale::from_tag(parcel.view.language.as_str()).unwrap_or_default();
        let now = self.engine.clock.now();
        let cases = why.cases.iter();
        let cases = cases.map(|(case, bound)| (case, bound.context(now, &self.actor)));
        let account = why::of_request(locale, cases);
        Ok(Some(Moved {
            account: account.map(|account| account.for_person()),
            receipt: why.receipt,
            added: why.added,
            removed: why.removed,
            reason: why.reason,
        }))
    }

    /// The legal day of an instant.
    fn today(&self, parcel: &Parcel, now: DateTime<Utc>) -> NaiveDate {
        self.bound(parcel).map_or_else(
            |_| now.date_naive(),
            |bound| now.with_timezone(&bound.pack.zone()).date_naive(),
        )
    }
}

/// What an order recorded; none when all was so already or it was refused, which is told.
fn done(parcel: &Parcel, answer: Result<Executed, ExecuteError>) -> Option<Executed> {
    match answer {
        Ok(executed) => (!executed.events.is_empty()).then_some(executed),
        Err(error) => {
            tracing::warn!(dispatch = %parcel.id, error = %error, "courier.command.failed");
            None
        }
    }
}

/// Why nothing was opened, as a code.
fn unopened(error: &OpenError) -> Code {
    Code::literal(match error {
        OpenError::Vault(VaultError::NoKey { .. }) => "content-destroyed",
        _ => "content-unopened",
    })
}

/// Counts a dispatch by its channel and what became of it.
pub(crate) fn count(parcel: &Parcel, outcome: &'static str) {
    let channel = parcel.view.channel.as_str();
    metrics::counter!("habeas_dispatches_total", "channel" => channel, "outcome" => outcome)
        .increment(1);
}
