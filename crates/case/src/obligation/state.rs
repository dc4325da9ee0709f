use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, ItemId};

use super::{IncidentOpened, ObligationEvent};
use crate::Meta;

/// That somebody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: DateTime<Utc>,
    /// The day of that instant in the controller's zone.
    pub day: NaiveDate,
    /// Handle of the copy of what was said.
    pub evidence: Option<ItemId>,
}

/// An incident, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Incident {
    /// What it began with; nothing before the first event.
    pub opened: Option<Box<IncidentOpened>>,
    /// The number of the last event.
    pub version: u64,
    /// When the house learned of it, when that was corrected.
    pub corrected: Option<(DateTime<Utc>, NaiveDate)>,
    /// What was raised, and when.
    pub raised: BTreeMap<Code, (DateTime<Utc>, NaiveDate)>,
    /// Who was told, by duty.
    pub told: BTreeMap<Code, Told>,
    /// Duties that do not apply, with ground and reason.
    pub not_required: BTreeMap<Code, (Code, ItemId)>,
    /// When the client objected, and what they said.
    pub objected: Option<(DateTime<Utc>, Option<ItemId>)>,
    /// When it was disclosed; the law that compelled it where one did.
    pub disclosed: Option<(DateTime<Utc>, Option<ItemId>)>,
    /// Whether it was decided that nothing is disclosed, with the reason.
    pub withheld: Option<Option<ItemId>>,
    /// Duties recorded as missed.
    pub missed: BTreeSet<Code>,
    /// Alarms that rang.
    pub rung: BTreeSet<Code>,
    /// Whether nothing is left to do.
    pub closed: bool,
    /// When anything was last recorded.
    pub changed: DateTime<Utc>,
}

/// The state after one more event. Never panics, whatever the sequence; before the incident was
/// opened nothing changes but the version.
pub fn apply(state: &mut Incident, meta: &Meta, event: &ObligationEvent) {
    state.version = meta.seq;
    if state.opened.is_none() && !matches!(event, ObligationEvent::Opened(_)) {
        return;
    }
    state.changed = meta.recorded_at;
    match event {
        ObligationEvent::Opened(opened) => {
            state.opened.get_or_insert_with(|| opened.clone());
        }
        ObligationEvent::LearnedCorrected { at, day } => state.corrected = Some((*at, *day)),
        ObligationEvent::Raised { trigger, at, day } => {
            state.raised.entry(trigger.clone()).or_insert((*at, *day));
        }
        ObligationEvent::DutyTold {
            duty,
            at,
            day,
            evidence,
        } => {
            state.not_required.remove(duty);
            state.told.insert(
                duty.clone(),
                Told {
                    at: *at,
                    day: *day,
                    evidence: *evidence,
                },
            );
        }
        ObligationEvent::DutyNotRequired {
            duty,
            ground,
            reason,
        } => {
            state
                .not_required
                .insert(duty.clone(), (ground.clone(), *reason));
        }
        ObligationEvent::ClientObjected { at, words, .. } => {
            state.objected.get_or_insert((*at, *words));
        }
        ObligationEvent::Disclosed { at, compelled, .. } => {
            state.disclosed = Some((*at, *compelled));
            state.withheld = None;
        }
        ObligationEvent::Withheld { reason } => state.withheld = Some(*reason),
        ObligationEvent::DutyMissed { duty, .. } => {
            state.missed.insert(duty.clone());
        }
        ObligationEvent::AlarmRung { alarm, .. } => {
            state.rung.insert(alarm.clone());
        }
        ObligationEvent::Closed => state.closed = true,
    }
}

impl Incident {
    /// The state after these events.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = (&'a Meta, &'a ObligationEvent)>) -> Self {
        let mut state = Self::default();
        for (meta, event) in events {
            apply(&mut state, meta, event);
        }
        state
    }

    /// When the house learned of it: the instant, and its day in the controller's zone.
    #[must_use]
    pub fn learned(&self) -> Option<(DateTime<Utc>, NaiveDate)> {
        self.corrected
            .or_else(|| self.opened.as_ref().map(|o| (o.learned_at, o.learned_on)))
    }
}
