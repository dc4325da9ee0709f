//! A registry: what binds a controller that no person's request began. The controller has one
//! stream of it for the versions of calendars and packs, and each of its offices one for what goes
//! to that office alone.

mod decide;
mod events;
mod state;

use habeas_envelope::{Code, ControllerId, StreamKind, StreamRef};

pub use decide::{Command, decide};
pub use events::{DayChange, DayStep, ProposalSource, RegistryEvent, VersionOf, VersionProposed};
pub use state::{Registry, Version, VersionStage, apply};

/// The registry of a controller, where versions of calendars and packs are proposed and approved.
#[must_use]
pub fn registry_stream(controller: &ControllerId) -> StreamRef {
    stream(controller, format!("habeas/registry/{controller}"))
}

/// The registry of an office: what is sent to the office itself and belongs to no case, such as a
/// daily digest, is ordered there, as [`Command::Dispatch`].
#[must_use]
pub fn office_stream(controller: &ControllerId, office: &Code) -> StreamRef {
    stream(controller, format!("habeas/registry/{controller}/{office}"))
}

/// The id is UUIDv5 (RFC 9562, section 5.5) of the name, so that everybody finds the same stream.
fn stream(controller: &ControllerId, name: String) -> StreamRef {
    StreamRef {
        controller: controller.clone(),
        kind: StreamKind::Registry,
        id: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()),
    }
}
