use std::{collections::BTreeSet, sync::Arc};

use habeas_bus::{Bus, OutboxMode, readers_of};
use habeas_case::{Refusal, case};
use habeas_contract::DecodeError;
use habeas_envelope::{
    ActorId, Clock, Code, ControllerId, Entropy, EventId, EventRecord, Scope, StreamRef,
};
use habeas_store::{
    DestroyKeys, Documents, OutboxEntry, SealedField, SearchToken, Store, StoreError, Unit,
    WrappedKey,
};
use tokio::sync::mpsc;

use crate::{Command, Loaded, PackShelf, UnknownPin, plan::PlanError};

/// What every service works with. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// Where sealed documents are kept: the store itself, a folder, or a bucket.
    pub documents: Arc<dyn Documents>,
    /// The bus.
    pub bus: Arc<dyn Bus>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Packs and calendars.
    pub shelf: PackShelf,
    /// Committed events on their way to the relay; a full channel loses nothing, for the outbox
    /// has them.
    pub relay: mpsc::Sender<Vec<EventRecord>>,
}

/// Sealed bytes that belong into the unit of their event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedWrites {
    /// Sealed fields.
    pub sealed: Vec<SealedField>,
    /// Wrapped data keys.
    pub wraps: Vec<WrappedKey>,
    /// Search tokens.
    pub tokens: Vec<SearchToken>,
}

/// Commands of one actor, decided and committed together or not at all.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose streams.
    pub controller: ControllerId,
    /// What the actor may see; a stream outside is unknown.
    pub scope: Scope,
    /// Who commands.
    pub actor: ActorId,
    /// What is commanded.
    pub commands: Vec<Command>,
    /// The version of a stream that the actor saw: when it is another by now, nothing is done.
    pub seen: Option<(StreamRef, u64)>,
    /// What is sealed with it.
    pub writes: SealedWrites,
    /// Data keys to be forgotten with it.
    pub destroys: Vec<DestroyKeys>,
    /// The event this answers.
    pub causation: Option<EventId>,
    /// W3C trace context of the request at hand; a new one is made where there is none.
    pub traceparent: Option<String>,
    /// The streams as the actor has them at hand, which saves loading them. When one has moved on,
    /// or on these nothing comes of it, they are loaded after all, and it is decided again.
    pub known: Option<Loaded>,
}

impl Order {
    /// An order with nothing but commands.
    #[must_use]
    pub fn new(
        controller: ControllerId,
        scope: Scope,
        actor: ActorId,
        commands: Vec<Command>,
    ) -> Self {
        Self {
            controller,
            scope,
            actor,
            commands,
            seen: None,
            writes: SealedWrites::default(),
            destroys: Vec::new(),
            causation: None,
            traceparent: None,
            known: None,
        }
    }

    /// With what is sealed.
    #[must_use]
    pub fn sealing(mut self, writes: SealedWrites) -> Self {
        self.writes = writes;
        self
    }

    /// On the streams as they were a moment ago: every stream that is commanded, as it was loaded
    /// or as [`Executed::after`] left it. One that is just being made is known to be empty.
    #[must_use]
    pub fn knowing(mut self, known: Loaded) -> Self {
        self.known = Some(known);
        self
    }

    /// Only if the stream is still at the version the actor saw.
    #[must_use]
    pub fn seen(mut self, stream: StreamRef, version: u64) -> Self {
        self.seen = Some((stream, version));
        self
    }
}

/// What an order came to.
#[derive(Debug)]
pub struct Executed {
    /// The events recorded; none when all was so already.
    pub events: Vec<EventRecord>,
    /// The streams after it.
    pub after: Loaded,
}

/// Why an order was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// The state refuses it; a page can say why in words.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The stream has changed since the actor saw it.
    #[error("the stream has changed since it was looked at")]
    Stale,
    /// It kept changing while the command was decided.
    #[error("the stream keeps changing")]
    Contended,
    /// What is stored cannot be read by this build.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The pack or calendar that binds it is not here.
    #[error(transparent)]
    UnknownPack(#[from] UnknownPin),
    /// Deciding it panicked.
    #[error("deciding the command panicked")]
    Panicked,
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExecuteError {
    /// Whether the same order may succeed later without anybody's help.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(error) => error.is_temporary(),
            Self::Contended => true,
            _ => false,
        }
    }
}

impl From<PlanError> for ExecuteError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Refused(refusal) => Self::Refused(refusal),
            PlanError::UnknownPack(pin) => Self::UnknownPack(pin),
        }
    }
}

impl Engine {
    /// A unit of additions, with the outbox entries that this installation's bus asks for.
    pub(crate) fn unit(&self, appends: Vec<habeas_store::Append>) -> Unit {
        let mode = self.bus.outbox_mode();
        let mut outbox = Vec::new();
        for record in appends.iter().flat_map(|append| &append.events) {
            let entry = |reader| OutboxEntry {
                controller: record.stream.controller.clone(),
                event: record.id,
                reader,
            };
            let mut readers = readers_of(&record.event_type).peekable();
            match mode {
                OutboxMode::PerReader => {
                    outbox.extend(readers.map(|name| entry(Some(Code::literal(name)))));
                }
                OutboxMode::Once if readers.peek().is_some() => outbox.push(entry(None)),
                OutboxMode::Once => {}
            }
        }
        Unit {
            appends,
            outbox,
            ..Unit::default()
        }
    }

    /// Gives committed events to whoever tells them. Never fails: the outbox has them.
    pub(crate) async fn hand_off(&self, events: Vec<EventRecord>) {
        let told: Vec<EventRecord> = events
            .into_iter()
            .filter(|record| readers_of(&record.event_type).next().is_some())
            .collect();
        if told.is_empty() {
            return;
        }
        match self.bus.outbox_mode() {
            OutboxMode::PerReader => {
                self.bus.publish(&told).await;
            }
            OutboxMode::Once => {
                if self.relay.try_send(told).is_err() {
                    metrics::counter!("habeas_relay_overflow_total").increment(1);
                }
            }
        }
    }
}

/// The streams an order looks at, each once.
pub(crate) fn streams_of(order: &Order) -> Vec<StreamRef> {
    let streams: BTreeSet<StreamRef> = order
        .commands
        .iter()
        .map(|command| match command {
            Command::Submission(id, _) => StreamRef::submission(order.controller.clone(), *id),
            Command::Case(id, _) => StreamRef::case(order.controller.clone(), *id),
            Command::Obligation(id, _) => StreamRef::incident(order.controller.clone(), *id),
            Command::Registry(stream, _) | Command::Access(stream, _) => stream.clone(),
        })
        .chain(order.seen.iter().map(|(stream, _)| stream.clone()))
        .collect();
    streams.into_iter().collect()
}

/// The events of a unit, in the order of its streams.
pub(crate) fn events_of(unit: &Unit) -> Vec<EventRecord> {
    unit.appends
        .iter()
        .flat_map(|append| append.events.iter().cloned())
        .collect()
}

/// What began it all: the submission commanded, or that of the case, or the first stream.
pub(crate) fn correlation(order: &Order, loaded: &Loaded) -> uuid::Uuid {
    let of = |command: &Command| match command {
        Command::Submission(id, _) => Some(id.0),
        Command::Case(_, case::Command::Open(opened)) => Some(opened.submission.0),
        Command::Case(id, _) => {
            let opened = loaded.case(*id)?.opened.as_ref()?;
            Some(opened.submission.0)
        }
        Command::Obligation(..) | Command::Registry(..) | Command::Access(..) => None,
    };
    let first = || {
        order.commands.first().map(|command| match command {
            Command::Submission(id, _) => id.0,
            Command::Case(id, _) => id.0,
            Command::Obligation(id, _) => id.0,
            Command::Registry(stream, _) | Command::Access(stream, _) => stream.id,
        })
    };
    let submission = order.commands.iter().find_map(of);
    submission.or_else(first).unwrap_or_default()
}
