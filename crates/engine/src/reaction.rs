use habeas_case::Refusal;
use habeas_envelope::{Code, EventId, StreamRef};

use crate::{Command, Loaded};

/// The event a worker was nudged about. The state loaded may be ahead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The event.
    pub event: EventId,
    /// What happened.
    pub event_type: Code,
    /// In which stream.
    pub stream: StreamRef,
    /// At which place of the stream.
    pub seq: u64,
}

/// What a worker looks at beside the streams.
#[derive(Clone, Copy)]
pub struct ReactContext<'a> {
    /// The packs and calendars.
    pub shelf: &'a crate::PackShelf,
    /// The present.
    pub now: chrono::DateTime<chrono::Utc>,
}

/// A worker that draws consequences. Pure: it never opens the vault, and what it decides arrives
/// as codes.
pub trait Reaction: Send + Sync {
    /// Its name, under which the topology lists what it reads.
    fn worker(&self) -> &'static str;

    /// The streams it must see beside the trigger's own, given that one.
    fn needs(&self, trigger: &Trigger, loaded: &Loaded) -> Vec<StreamRef>;

    /// What is to be done, by the state as it is now; nothing when it was done already.
    ///
    /// # Errors
    /// When the state refuses what must be done: a failure for a person.
    fn react(
        &self,
        trigger: &Trigger,
        loaded: &Loaded,
        ctx: &ReactContext<'_>,
    ) -> Result<Vec<Command>, Refusal>;
}
