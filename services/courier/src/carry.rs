use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    DispatchChannel, DispatchCommand, DispatchStage, DispatchView, Outgoing, case::Case, registry,
    submission, submission::Submission,
};
use habeas_dispatch::FreeText;
use habeas_dossier::{
    compose::{ComposeError, Contents, Facts, Holder, Moved, Need, needs, templates},
    why,
};
use habeas_engine::{
    Bound, Command, ExecuteError, Executed, Loaded, OpenError, Opening, Order, SealedWrites,
    UnknownPin,
};
use habeas_envelope::{CaseId, Code, DispatchId, StreamKind, StreamRef, SubmissionId};
use habeas_language::Locale;
use habeas_store::{DispatchRow, StoreError, Stream};
use habeas_vault::{Owner, VaultError};
use habeas_waypoint::{Waypoint, pass};

use crate::{Courier, RenderMode, index};

/// One dispatch with all that is known of it.
pub(crate) struct Parcel {
    pub(crate) id: DispatchId,
    pub(crate) stream: StreamRef,
    pub(crate) view: DispatchView,
    /// When it was ordered: the date of a mail, the same on every repetition.
    pub(crate) ordered_at: DateTime<Utc>,
    /// Whose request it is about; none when it goes to an office from a registry.
    pub(crate) family: Option<Family>,
}

/// The submission a dispatch is about, with the case that ordered it.
pub(crate) struct Family {
    id: SubmissionId,
    submission: Submission,
    case: Option<Case>,
}

/// What became of an attempt.
pub(crate) enum Report {
    /// It was handed over.
    Sent,
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
    /// Carries one dispatch as far as it goes now.
    pub(crate) async fn carry(&self, row: DispatchRow) -> Result<(), StoreError> {
        let Some(parcel) = self.parcel(&row).await? else {
            return Ok(());
        };
        if !matches!(
            parcel.view.stage,
            DispatchStage::Ordered | DispatchStage::Started
        ) {
            count(&parcel, "overtaken");
            return Ok(());
        }
        let letter = parcel.view.channel != DispatchChannel::Mail;
        if letter && self.settings.letters == RenderMode::Record {
            let queue = vec![DispatchCommand::Queue {
                dispatch: parcel.id,
            }];
            let queued = self
                .command(&parcel, queue, SealedWrites::default())
                .await?;
            count(
                &parcel,
                if queued.is_some() {
                    "queued"
                } else {
                    "overtaken"
                },
            );
            return Ok(());
        }
        if parcel.view.stage == DispatchStage::Started && !letter {
            // Begun by a courier that never reported: it may have gone already.
            metrics::counter!("habeas_mails_repeated_total").increment(1);
        }
        let start = vec![DispatchCommand::Start {
            dispatch: parcel.id,
        }];
        let Some(started) = self
            .command(&parcel, start, SealedWrites::default())
            .await?
        else {
            count(&parcel, "overtaken");
            return Ok(());
        };
        pass(Waypoint::Started);
        let (report, writes) = self.attempt(&parcel, &started).await?;
        pass(Waypoint::Called);
        self.report(&parcel, report, writes).await?;
        pass(Waypoint::Reported);
        Ok(())
    }

    /// Opens, composes, and sends or renders, once the start is committed.
    async fn attempt(
        &self,
        parcel: &Parcel,
        started: &Executed,
    ) -> Result<(Report, SealedWrites), StoreError> {
        let nothing = SealedWrites::default;
        let bound = match self.engine.bound(|| self.bound(parcel)).await {
            Ok(bound) => bound,
            Err(ExecuteError::Store(error)) => return Err(error),
            Err(_) => return Ok((Report::lasting(Code::literal("pack-unknown")), nothing())),
        };
        let Some(family) = &parcel.family else {
            return Ok((self.to_office(parcel, &bound.pack).await?, nothing()));
        };
        let moved = match self.moved(parcel, family).await {
            Ok(moved) => moved,
            Err(ExecuteError::Store(error)) => return Err(error),
            Err(_) => return Ok((Report::lasting(Code::literal("reason-unread")), nothing())),
        };
        let mut facts = self.facts(parcel, family, &bound);
        facts.moved = moved.as_ref();
        let mut wanted = match needs(&facts) {
            Ok(wanted) => wanted,
            Err(error) => return Ok((error.into(), nothing())),
        };
        index::also_for_index(&facts, &mut wanted);
        let contents = match self.open(parcel, family, started, &wanted).await {
            Ok(contents) => contents,
            Err(OpenError::Store(error)) => return Err(error),
            Err(error) => return Ok((Report::lasting(unopened(&error)), nothing())),
        };
        let writes = self.index(&facts, &family.stream(parcel), &contents);
        let report = match parcel.view.channel {
            DispatchChannel::Mail => self.send(&facts, parcel, &contents).await,
            DispatchChannel::RegisteredLetter | DispatchChannel::Letter => {
                self.render(&facts, parcel, &contents).await?
            }
        };
        Ok((report, writes))
    }

    async fn report(
        &self,
        parcel: &Parcel,
        report: Report,
        mut writes: SealedWrites,
    ) -> Result<(), StoreError> {
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
            Report::Queued(commands, sealed) => {
                writes.sealed.extend(sealed.sealed);
                writes.wraps.extend(sealed.wraps);
                ("queued", commands)
            }
            Report::Unknown { .. } if patient => {
                count(parcel, "unknown");
                return Ok(());
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
        self.command(parcel, commands, writes).await.map(|_| ())
    }

    /// The dispatch as its stream tells; none when that cannot be read by this build, which is
    /// told, or does not hold it.
    async fn parcel(&self, row: &DispatchRow) -> Result<Option<Parcel>, StoreError> {
        let store = &self.engine.store;
        let mut streams = store
            .load(&self.scope, std::slice::from_ref(&row.stream))
            .await?;
        if row.stream.kind == StreamKind::Case
            && let Ok(own) = Loaded::read(&streams)
        {
            let submission = own.family_of(&row.stream);
            streams.extend(store.load(&self.scope, &submission).await?);
        }
        let Ok(loaded) = Loaded::read(&streams) else {
            tracing::warn!(stream = %row.stream.id, "courier.stream.unreadable");
            return Ok(None);
        };
        Ok(parcel(row, &streams, &loaded))
    }

    /// Opens what is needed against the receipt of the start.
    async fn open(
        &self,
        parcel: &Parcel,
        family: &Family,
        started: &Executed,
        wanted: &[Need],
    ) -> Result<Contents, OpenError> {
        let of = |need: &Need| match need.holder {
            Holder::Submission => family.stream(parcel),
            Holder::Case => parcel.stream.clone(),
        };
        let opens: Vec<_> = wanted
            .iter()
            .filter_map(|need| Some((Owner::of_stream(&of(need))?, need.compartment)))
            .collect();
        let receipt = started.started(opens).ok_or(VaultError::NotCovered)?;
        let mut contents = Contents::default();
        for holder in [Holder::Submission, Holder::Case] {
            let here: Vec<&Need> = wanted.iter().filter(|need| need.holder == holder).collect();
            let Some(first) = here.first() else { continue };
            let opening = Opening {
                controller: parcel.stream.controller.clone(),
                scope: self.scope.clone(),
                actor: self.actor.clone(),
                owner: of(first),
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
                .open_with(keys, &opening, &receipt, is_wanted)
                .await?
            {
                contents.insert(opened.item, opened.content.expose());
            }
        }
        Ok(contents)
    }

    /// Commands about the dispatch; none when all was so already or is overtaken.
    async fn command(
        &self,
        parcel: &Parcel,
        commands: Vec<DispatchCommand>,
        writes: SealedWrites,
    ) -> Result<Option<Executed>, StoreError> {
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
        let order = Order::new(
            parcel.stream.controller.clone(),
            self.scope.clone(),
            self.actor.clone(),
            commands.collect(),
        );
        match self.engine.execute(order.sealing(writes)).await {
            Ok(executed) if executed.events.is_empty() => Ok(None),
            Ok(executed) => Ok(Some(executed)),
            Err(ExecuteError::Store(error)) if error.is_temporary() => Err(error),
            Err(error) => {
                tracing::warn!(dispatch = %parcel.id, error = %error, "courier.command.failed");
                Ok(None)
            }
        }
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

impl Family {
    /// The stream of the submission.
    fn stream(&self, parcel: &Parcel) -> StreamRef {
        StreamRef::submission(parcel.stream.controller.clone(), self.id)
    }

    fn read(row: &DispatchRow, loaded: &Loaded) -> Option<Self> {
        let id = loaded.submission_of(&row.stream)?;
        let submission = loaded.submission(id)?.clone();
        let case = match row.stream.kind {
            StreamKind::Case => Some(loaded.case(CaseId(row.stream.id))?.clone()),
            _ => None,
        };
        Some(Self {
            id,
            submission,
            case,
        })
    }

    fn outgoing(&self) -> &Outgoing {
        let of_case = self.case.as_ref().map(|case| &case.outgoing);
        of_case.unwrap_or(&self.submission.outgoing)
    }
}

fn parcel(row: &DispatchRow, streams: &[Stream], loaded: &Loaded) -> Option<Parcel> {
    let (family, view) = match loaded.registry(&row.stream) {
        Some(registry) => (None, registry.outgoing.get(row.id)?.clone()),
        None => {
            let family = Family::read(row, loaded)?;
            let view = family.outgoing().get(row.id)?.clone();
            (Some(family), view)
        }
    };
    let events = streams.iter().flat_map(|stream| &stream.events);
    let ordered = events
        .into_iter()
        .find(|record| record.id == view.ordered_by)?;
    Some(Parcel {
        id: row.id,
        stream: row.stream.clone(),
        ordered_at: ordered.recorded_at,
        view,
        family,
    })
}

/// Why nothing was opened, as a code.
fn unopened(error: &OpenError) -> Code {
    Code::literal(match error {
        OpenError::Vault(VaultError::NoKey { .. }) => "content-destroyed",
        _ => "content-unopened",
    })
}

fn count(parcel: &Parcel, outcome: &'static str) {
    let channel = parcel.view.channel.as_str();
    metrics::counter!("habeas_dispatches_total", "channel" => channel, "outcome" => outcome)
        .increment(1);
}
