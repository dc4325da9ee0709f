use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, ItemId};

use crate::Pinned;

/// What an incident begins with. It names no case and no submission: what an employee asked of a
/// closed desk must not be found from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentOpened {
    /// The pack then in force.
    pub pack: Pinned,
    /// The calendar then in force, where the pack has one.
    pub calendar: Option<Pinned>,
    /// What it is, as the pack's obligations name what begins them: `authority-request`, `breach`.
    pub trigger: Code,
    /// What led to it, where the provision tells them apart.
    pub cause: Option<Code>,
    /// The desk that has it.
    pub desk: Code,
    /// The office that has it.
    pub office: Code,
    /// When the house learned of it: hour clocks run from this instant.
    pub learned_at: DateTime<Utc>,
    /// The day of that instant in the controller's zone: day clocks run from it.
    pub learned_on: NaiveDate,
    /// Handle of the description.
    pub what: ItemId,
}

/// What happened to an incident and its duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObligationEvent {
    /// It was recorded.
    Opened(Box<IncidentOpened>),
    /// The house learned of it at another instant.
    LearnedCorrected {
        /// When.
        at: DateTime<Utc>,
        /// The day of that instant in the controller's zone.
        day: NaiveDate,
    },
    /// It is graver than it seemed, which brings further duties.
    Raised {
        /// What begins those duties: `breach-high-risk`.
        trigger: Code,
        /// When that was found.
        at: DateTime<Utc>,
        /// The day of that instant in the controller's zone.
        day: NaiveDate,
    },
    /// Whoever a duty is owed to was told; told of again, the last counts.
    DutyTold {
        /// Which duty.
        duty: Code,
        /// When.
        at: DateTime<Utc>,
        /// The day of that instant in the controller's zone.
        day: NaiveDate,
        /// Handle of the copy of what was said, or of a note of it.
        evidence: Option<ItemId>,
    },
    /// A duty does not apply this time.
    DutyNotRequired {
        /// Which duty.
        duty: Code,
        /// On which ground of the pack.
        ground: Code,
        /// Handle of the individual reason.
        reason: ItemId,
    },
    /// The client objects: nothing may go out unless law compels it.
    ClientObjected {
        /// When.
        at: DateTime<Utc>,
        /// The day of that instant in the controller's zone.
        day: NaiveDate,
        /// Handle of what the client says.
        words: Option<ItemId>,
    },
    /// What was asked for was disclosed.
    Disclosed {
        /// When.
        at: DateTime<Utc>,
        /// The day of that instant in the controller's zone.
        day: NaiveDate,
        /// Handle of the law that compels it, where the client had objected.
        compelled: Option<ItemId>,
    },
    /// Nothing is disclosed.
    Withheld {
        /// Handle of the reason.
        reason: Option<ItemId>,
    },
    /// The time for a duty passed, and it was not done.
    DutyMissed {
        /// Which duty.
        duty: Code,
        /// When its time was over.
        at: DateTime<Utc>,
    },
    /// An alarm rang.
    AlarmRung {
        /// Which.
        alarm: Code,
        /// For which office first.
        rung_for: Code,
        /// For which others.
        also_for: Vec<Code>,
    },
    /// Nothing is left to do.
    Closed,
}

impl ObligationEvent {
    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "incident-opened",
            Self::LearnedCorrected { .. } => "incident-learned-corrected",
            Self::Raised { .. } => "incident-raised",
            Self::DutyTold { .. } => "duty-told",
            Self::DutyNotRequired { .. } => "duty-not-required",
            Self::ClientObjected { .. } => "client-objected",
            Self::Disclosed { .. } => "incident-disclosed",
            Self::Withheld { .. } => "incident-withheld",
            Self::DutyMissed { .. } => "duty-missed",
            Self::AlarmRung { .. } => "duty-alarm-rung",
            Self::Closed => "incident-closed",
        }
    }

    /// The legal day it carries; others have the day they were recorded on.
    #[must_use]
    pub fn legal_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Opened(opened) => Some(opened.learned_on),
            Self::LearnedCorrected { day, .. }
            | Self::Raised { day, .. }
            | Self::DutyTold { day, .. }
            | Self::ClientObjected { day, .. }
            | Self::Disclosed { day, .. } => Some(*day),
            _ => None,
        }
    }
}
