//! An incident: what brings duties that no person's request begins. An authority asks for data of
//! a client, or a breach is found; the pack says who must be told and by when, and the incident
//! keeps what was told, what was not required, and what was missed.

mod alarms;
mod clocks;
mod decide;
mod duties;
mod escalation;
mod events;
mod state;

use habeas_envelope::IncidentId;

pub use alarms::alarms;
pub use clocks::{DutyClock, RunsFrom};
pub use decide::{Command, decide};
pub use duties::{Duty, DutyState, causes, home, raisable, triggers};
pub use escalation::{digest_for, in_danger};
pub use events::{IncidentOpened, ObligationEvent};
pub use state::{Incident, Told, apply};

/// What an incident is called where nothing of it may be said: the end of its id.
#[must_use]
pub fn number(id: IncidentId) -> String {
    let id = id.0.simple().to_string();
    let from = id.len().saturating_sub(6);
    id[from..].to_uppercase()
}

/// An authority, or somebody else, asks for data of a client, or the house means to give them.
pub const AUTHORITY_REQUEST: &str = "authority-request";
/// A breach of personal data (GDPR art. 4(12)).
pub const BREACH: &str = "breach";
/// What begins once the client was told of an authority's request.
const CLIENT_TOLD: &str = "client-told";
