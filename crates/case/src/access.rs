use chrono::NaiveDate;
use habeas_envelope::{ActorId, Code, ControllerId, StreamKind, StreamRef};

/// That somebody of staff opened something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessEvent {
    /// A file was opened.
    Accessed {
        /// Whether it belongs to a submission or a case.
        owner_kind: StreamKind,
        /// Whose file.
        owner: uuid::Uuid,
        /// Which compartment.
        compartment: Code,
        /// What for: `identity-check`, `answer`, `print`, `mailbox`, ...
        purpose: Code,
    },
}

impl AccessEvent {
    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accessed { .. } => "file-accessed",
        }
    }
}

/// The access stream of an actor on a legal day: UUIDv5 of both.
#[must_use]
pub fn access_stream(controller: &ControllerId, actor: &ActorId, day: NaiveDate) -> StreamRef {
    let name = format!("habeas/access/{controller}/{actor}/{day}");
    StreamRef {
        controller: controller.clone(),
        kind: StreamKind::Access,
        id: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()),
    }
}
