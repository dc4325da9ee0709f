use chrono::NaiveDate;
use habeas_envelope::Code;

use crate::{DispatchEvent, Pinned, codes::coded};

coded! {
    /// What a version is one of.
    VersionOf {
        /// Of a calendar: on which days no period ends.
        Calendar => "calendar",
        /// Of the controller's pack.
        Pack => "pack",
    }
}

coded! {
    /// Where a proposal comes from.
    ProposalSource {
        /// Somebody changed a day.
        Person => "person",
        /// A release of the program brought other data.
        Release => "release",
    }
}

coded! {
    /// What becomes of a day of a calendar.
    DayStep {
        /// No period ends on it any more.
        Added => "added",
        /// It is a day like others again.
        Removed => "removed",
    }
}

/// One day that a version of a calendar has otherwise than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DayChange {
    /// The day.
    pub day: NaiveDate,
    /// What becomes of it.
    pub step: DayStep,
}

/// A version that somebody, or a release, wants open cases to be bound to. Its text, the reason
/// given included, is kept with the texts of packs and calendars under the pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionProposed {
    /// What it is a version of.
    pub of: VersionOf,
    /// Which.
    pub version: Pinned,
    /// The version then in force.
    pub replaces: Option<Pinned>,
    /// The days that change, of a calendar.
    pub changes: Vec<DayChange>,
    /// Where it comes from.
    pub source: ProposalSource,
}

/// What happened in a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryEvent {
    /// A version was proposed; nothing moves by it.
    VersionProposed(Box<VersionProposed>),
    /// It was approved: it is in force, and open cases are bound to it, one after the other.
    VersionApproved {
        /// Which.
        version: Pinned,
    },
    /// It was declined.
    VersionDeclined {
        /// Which.
        version: Pinned,
        /// Why, as a code.
        reason: Code,
    },
    /// All cases that were open are bound to it.
    VersionApplied {
        /// Which.
        version: Pinned,
        /// How many cases were bound.
        cases: u64,
    },
    /// A step of a dispatch to an office.
    Dispatch(DispatchEvent),
}
