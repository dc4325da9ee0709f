use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{ActorId, EventId};

use super::{RegistryEvent, VersionOf, VersionProposed};
use crate::{Meta, Outgoing, Pinned};

/// How far a version has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VersionStage {
    /// Somebody must look at what it moves and decide.
    Proposed,
    /// Approved; cases are being bound to it.
    Approved,
    /// All cases that were open are bound to it.
    Applied,
    /// Declined.
    Declined,
}

impl VersionStage {
    /// The word of the keys of pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Applied => "applied",
            Self::Declined => "declined",
        }
    }
}

/// A version of a calendar or pack, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// What was proposed.
    pub proposed: VersionProposed,
    /// Who did.
    pub proposed_by: ActorId,
    /// On which legal day.
    pub proposed_on: NaiveDate,
    /// The event that did.
    pub proposed_as: EventId,
    /// How far it has come.
    pub stage: VersionStage,
    /// Who approved or declined it, and on which legal day.
    pub decided: Option<(ActorId, NaiveDate)>,
    /// The event that approved it.
    pub approved_as: Option<EventId>,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// How many cases were bound to it, once all are.
    pub cases: Option<u64>,
}

/// A registry, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Registry {
    /// The number of the last event.
    pub version: u64,
    /// The versions proposed, oldest first; one proposed again after it was declined stands anew.
    pub versions: Vec<Version>,
    /// What left the house from here.
    pub outgoing: Outgoing,
}

/// The state after one more event. Never panics, whatever the sequence.
pub fn apply(state: &mut Registry, meta: &Meta, event: &RegistryEvent) {
    state.version = meta.seq;
    match event {
        RegistryEvent::VersionProposed(proposed) => state.versions.push(Version {
            proposed: (**proposed).clone(),
            proposed_by: meta.actor.clone(),
            proposed_on: meta.legal_day,
            proposed_as: meta.id,
            stage: VersionStage::Proposed,
            decided: None,
            approved_as: None,
            approved_at: None,
            cases: None,
        }),
        RegistryEvent::VersionApproved { version } => {
            if let Some(known) = state.find_mut(version) {
                known.stage = VersionStage::Approved;
                known.decided = Some((meta.actor.clone(), meta.legal_day));
                known.approved_as = Some(meta.id);
                known.approved_at = Some(meta.recorded_at);
            }
        }
        RegistryEvent::VersionDeclined { version, .. } => {
            if let Some(known) = state.find_mut(version) {
                known.stage = VersionStage::Declined;
                known.decided = Some((meta.actor.clone(), meta.legal_day));
            }
        }
        RegistryEvent::VersionApplied { version, cases } => {
            if let Some(known) = state.find_mut(version) {
                known.stage = VersionStage::Applied;
                known.cases = Some(*cases);
            }
        }
        RegistryEvent::Dispatch(event) => state.outgoing.apply(meta, event),
    }
}

impl Registry {
    /// The state after these events.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = (&'a Meta, &'a RegistryEvent)>) -> Self {
        let mut state = Self::default();
        for (meta, event) in events {
            apply(&mut state, meta, event);
        }
        state
    }

    /// What was last proposed of this version.
    #[must_use]
    pub fn find(&self, version: &Pinned) -> Option<&Version> {
        self.versions
            .iter()
            .rfind(|known| known.proposed.version == *version)
    }

    fn find_mut(&mut self, version: &Pinned) -> Option<&mut Version> {
        self.versions
            .iter_mut()
            .rfind(|known| known.proposed.version == *version)
    }

    /// The versions that were approved, in the order they were, oldest first.
    #[must_use]
    pub fn approved(&self) -> Vec<&Version> {
        let mut approved: Vec<&Version> = self
            .versions
            .iter()
            .filter(|known| known.approved_at.is_some())
            .collect();
        approved.sort_by_key(|known| known.approved_at);
        approved
    }

    /// The version in force of a calendar or of the pack: the one approved last. None where nothing
    /// was ever approved: what the program brings is in force.
    #[must_use]
    pub fn in_force(&self, of: VersionOf, id: &habeas_envelope::Code) -> Option<&Version> {
        let same = |known: &&&Version| known.proposed.of == of && known.proposed.version.id == *id;
        self.approved().iter().rfind(same).copied()
    }

    /// The versions that wait for somebody to decide.
    pub fn waiting(&self) -> impl Iterator<Item = &Version> {
        let waits = |known: &&Version| known.stage == VersionStage::Proposed;
        self.versions.iter().filter(waits)
    }
}
