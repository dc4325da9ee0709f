//! Versions of calendars and packs: known, proposed, approved. Nothing moves a date but
//! [`Engine::apply_version`], and that only once a version was approved.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use habeas_case::{
    Pinned, Refusal,
    registry::{
        Command as RegistryCommand, DayChange, DayStep, ProposalSource, Registry, VersionOf,
        VersionProposed,
    },
    registry_stream,
};
use habeas_envelope::{ActorId, Code, ControllerId, Scope};
use habeas_regime::{CalendarRef, CalendarText, days_between};
use habeas_store::PackText;
use habeas_timelimit::Calendar;
use tokio_util::sync::CancellationToken;

use crate::{
    Bound, Command, Engine, ExecuteError, Loaded, Order, UnknownPin, pin_calendar, pin_pack,
};

/// The kind under which versions of calendars are kept in the store.
const KIND: &str = "calendar";
/// How long what is approved elsewhere may go unnoticed.
const REFRESH_EVERY: TimeDelta = TimeDelta::seconds(30);

impl Engine {
    /// Reads which versions of calendars are kept and which were approved, so that this process
    /// knows what others did.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn refresh_shelf(&self) -> Result<(), ExecuteError> {
        for kept in self.store.packs().await? {
            if kept.kind != KIND {
                continue;
            }
            match serde_json::from_str::<CalendarText>(&kept.text) {
                Ok(text) => {
                    self.shelf.keep_calendar(text);
                }
                // What cannot be read is as if it were not kept: who is bound to it gets an error.
                Err(_) => tracing::error!(id = %kept.id, version = kept.version, "shelf.unread"),
            }
        }
        let controllers: Vec<ControllerId> = self.shelf.packs().controllers().cloned().collect();
        for controller in controllers {
            let registry = self.registry(&controller).await?;
            for id in self.shelf.calendars_of(&controller) {
                let code = Code::new(id.as_str().to_ascii_lowercase());
                if let Ok(code) = code
                    && let Some(version) = registry.in_force(VersionOf::Calendar, &code)
                {
                    let pin = version.proposed.version.clone();
                    self.shelf.put_in_force(&controller, pin);
                }
            }
        }
        Ok(())
    }

    /// Reads again and again what [`Engine::refresh_shelf`] reads, until it is stopped: what one
    /// process approves is in force in all others soon after.
    pub async fn keep_shelf_fresh(&self, stop: &CancellationToken) {
        loop {
            let next = self.clock.now() + REFRESH_EVERY;
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                () = self.clock.sleep_until(next) => {}
            }
            if let Err(error) = self.refresh_shelf().await {
                tracing::warn!(error = %error, "shelf.stale");
            }
        }
    }

    /// Keeps the versions of calendars that the program brings, for what is bound to them later.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn keep_calendars(&self) -> Result<(), ExecuteError> {
        for calendar in self.shelf.calendars().iter() {
            self.keep(&CalendarText::of(calendar.clone())).await?;
        }
        Ok(())
    }

    async fn keep(&self, text: &CalendarText) -> Result<Pinned, ExecuteError> {
        let pin = pin_calendar(&CalendarRef::of(&text.calendar));
        let written = serde_json::to_string(text).expect("a calendar is plain data");
        self.store
            .keep_pack(PackText {
                kind: Code::literal(KIND),
                id: pin.id.clone(),
                version: pin.version.to_string(),
                hash: pin.hash,
                text: written,
            })
            .await?;
        Ok(self.shelf.keep_calendar(text.clone()))
    }

    /// What binds a stream; a version that this process does not know yet is looked for in the
    /// store first.
    ///
    /// # Errors
    /// When a version pinned is kept nowhere, or the store cannot be read.
    pub async fn bound(
        &self,
        bind: impl Fn() -> Result<Bound, UnknownPin> + Send + Sync,
    ) -> Result<Bound, ExecuteError> {
        match bind() {
            Ok(bound) => Ok(bound),
            Err(_) => {
                self.refresh_shelf().await?;
                Ok(bind()?)
            }
        }
    }

    /// The registry of a controller.
    ///
    /// # Errors
    /// When the store cannot be read, or an event is a newer build's.
    pub async fn registry(&self, controller: &ControllerId) -> Result<Registry, ExecuteError> {
        let stream = registry_stream(controller);
        let scope = Scope::whole([controller.clone()]);
        let found = self
            .store
            .load(&scope, std::slice::from_ref(&stream))
            .await?;
        let loaded = Loaded::read(&found)?;
        Ok(loaded.registry(&stream).cloned().unwrap_or_default())
    }

    async fn command_registry(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        command: RegistryCommand,
    ) -> Result<(), ExecuteError> {
        let order = Order::new(
            controller.clone(),
            Scope::whole([controller.clone()]),
            actor.clone(),
            vec![Command::Registry(registry_stream(controller), command)],
        );
        self.execute(order).await.map(|_| ())
    }

    /// Proposes a version of a calendar; its text is kept first. Nothing moves by it.
    ///
    /// # Errors
    /// See [`ExecuteError`].
    pub async fn propose_calendar(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        text: CalendarText,
        source: ProposalSource,
    ) -> Result<Pinned, ExecuteError> {
        let id = text.calendar.id().clone();
        let replaces = self.shelf.calendar_in_force(controller, &id);
        let before = self.shelf.calendar_data(controller, &id);
        let changes = before.map_or_else(Vec::new, |before| changes(&before, &text.calendar));
        let version = self.keep(&text).await?;
        let proposed = VersionProposed {
            of: VersionOf::Calendar,
            version: version.clone(),
            replaces,
            changes,
            source,
        };
        let command = RegistryCommand::Propose(Box::new(proposed));
        self.command_registry(controller, actor, command).await?;
        Ok(version)
    }

    /// Approves a version: a calendar is in force from now on for what begins, and open cases are
    /// bound to it by [`Engine::apply_version`].
    ///
    /// # Errors
    /// See [`ExecuteError`]; refused where the pack wants another person for it.
    pub async fn approve_version(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        version: &Pinned,
    ) -> Result<(), ExecuteError> {
        let command = RegistryCommand::Approve {
            version: version.clone(),
        };
        self.command_registry(controller, actor, command).await?;
        self.refresh_shelf().await
    }

    /// Declines a version.
    ///
    /// # Errors
    /// See [`ExecuteError`].
    pub async fn decline_version(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        version: &Pinned,
        reason: Code,
    ) -> Result<(), ExecuteError> {
        let command = RegistryCommand::Decline {
            version: version.clone(),
            reason,
        };
        self.command_registry(controller, actor, command).await
    }

    /// Says that all cases that were open are bound to a version.
    pub(crate) async fn finish_applying(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        version: &Pinned,
        cases: u64,
    ) -> Result<(), ExecuteError> {
        let command = RegistryCommand::FinishApplying {
            version: version.clone(),
            cases,
        };
        self.command_registry(controller, actor, command).await
    }

    /// Proposes what this program brings, where open cases of a controller are bound to something
    /// else and nobody has decided about it yet: a release moves no date by itself.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub async fn propose_release(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
    ) -> Result<(), ExecuteError> {
        let registry = self.registry(controller).await?;
        let pins = self.pins_of_open_cases(controller).await?;
        for id in self.shelf.calendars_of(controller) {
            let (Some(brought), Some(calendar)) = (
                self.shelf.calendar_pin_of(&id),
                self.shelf.calendars().get(&id),
            ) else {
                continue;
            };
            let others = pins
                .calendars
                .iter()
                .any(|pin| pin.id == brought.id && *pin != brought);
            if others && !is_known(&registry, &brought) {
                let text = CalendarText::of(calendar.clone());
                self.propose_calendar(controller, actor, text, ProposalSource::Release)
                    .await?;
            }
        }
        if let Some(pack) = self.shelf.current(controller) {
            let brought = pin_pack(pack);
            let other = pins.packs.iter().find(|pin| **pin != brought);
            if let Some(other) = other
                && !is_known(&registry, &brought)
            {
                let proposed = VersionProposed {
                    of: VersionOf::Pack,
                    version: brought,
                    replaces: Some(other.clone()),
                    changes: Vec::new(),
                    source: ProposalSource::Release,
                };
                let command = RegistryCommand::Propose(Box::new(proposed));
                self.command_registry(controller, actor, command).await?;
            }
        }
        Ok(())
    }
}

/// The texts that open cases are bound to.
#[derive(Debug, Default)]
pub(crate) struct Pins {
    pub(crate) packs: Vec<Pinned>,
    pub(crate) calendars: Vec<Pinned>,
}

impl Pins {
    pub(crate) fn add(&mut self, pack: &Pinned, calendar: Option<&Pinned>) {
        if !self.packs.contains(pack) {
            self.packs.push(pack.clone());
        }
        if let Some(calendar) = calendar
            && !self.calendars.contains(calendar)
        {
            self.calendars.push(calendar.clone());
        }
    }
}

/// Whether a version was proposed already, or a change was made from it.
fn is_known(registry: &Registry, pin: &Pinned) -> bool {
    registry.versions.iter().any(|known| {
        known.proposed.version == *pin || known.proposed.replaces.as_ref() == Some(pin)
    })
}

/// The days that one version of a calendar has otherwise than another, by day.
fn changes(before: &Calendar, after: &Calendar) -> Vec<DayChange> {
    let (added, removed) = days_between(before, after);
    let step = |step| move |day| DayChange { day, step };
    let changes: BTreeSet<DayChange> = added
        .into_iter()
        .map(step(DayStep::Added))
        .chain(removed.into_iter().map(step(DayStep::Removed)))
        .collect();
    changes.into_iter().collect()
}

impl Engine {
    /// The version of a registry, if it was proposed.
    ///
    /// # Errors
    /// When it was not, or the store cannot be read.
    pub async fn proposed(
        &self,
        controller: &ControllerId,
        version: &Pinned,
    ) -> Result<habeas_case::registry::Version, ExecuteError> {
        let registry = self.registry(controller).await?;
        let found = registry.find(version).cloned();
        found.ok_or(ExecuteError::Refused(Refusal::NoProposal))
    }
}
