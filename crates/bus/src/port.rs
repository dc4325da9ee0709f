use async_trait::async_trait;
use habeas_envelope::{Code, EventId, EventRecord, StreamRef};
use uuid::Uuid;

/// What a message says: that this event stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The event.
    pub event: EventId,
    /// What happened.
    pub event_type: Code,
    /// In which stream.
    pub stream: StreamRef,
    /// At which place of the stream.
    pub seq: u64,
    /// What began it all.
    pub correlation: Uuid,
    /// W3C trace context of the origin.
    pub traceparent: Option<String>,
}

impl From<&EventRecord> for Notice {
    fn from(record: &EventRecord) -> Self {
        Self {
            event: record.id,
            event_type: record.event_type.clone(),
            stream: record.stream.clone(),
            seq: record.seq,
            correlation: record.correlation,
            traceparent: record.traceparent.clone(),
        }
    }
}

/// Why a message could not be read. The message itself is kept by whoever reports it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMessage {
    /// An attribute is missing.
    #[error("the message has no attribute {0}")]
    Missing(&'static str),
    /// An attribute is not what it must be.
    #[error("the message's attribute {0} cannot be read")]
    Malformed(&'static str),
    /// The envelope is of a version this build does not know.
    #[error("the message's envelope is of an unknown version")]
    UnknownVersion,
}

/// One delivery, until it is acknowledged or released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryId(pub u64);

/// One message as delivered.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// By what it is acknowledged. Valid for the subscription it came from.
    pub id: DeliveryId,
    /// Whether the bus says that it was delivered before.
    pub redelivered: bool,
    /// What it says.
    pub notice: Result<Notice, BadMessage>,
}

/// Why the bus did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The broker is away, blocked, or did not answer in time. Whether a message was taken is
    /// unknown: it must be sent again.
    #[error("the message bus cannot be reached at present")]
    Unavailable(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
    /// No queue took the message.
    #[error("no queue takes messages of this kind")]
    Unroutable,
    /// The broker refused the message.
    #[error("the broker refused the message")]
    Nacked,
    /// The user has no right to do this.
    #[error("the broker does not allow this")]
    Forbidden,
    /// The exchanges and queues are not there.
    #[error("the exchanges and queues are missing: run `habeas migrate`")]
    Topology,
    /// The subscription has ended; subscribe again.
    #[error("the subscription has ended")]
    Ended,
}

/// How committed events are to be noted for telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxMode {
    /// One entry an event and reader, settled in the reader's own unit.
    PerReader,
    /// One entry an event, deleted once the broker has confirmed it.
    Once,
}

/// The bus of an installation.
#[async_trait]
pub trait Bus: Send + Sync {
    /// How the engine notes what is to be told.
    fn outbox_mode(&self) -> OutboxMode;

    /// Tells of committed events, in order, all confirms under way together; one result an
    /// event. Never waits longer than the adapter's time-outs.
    async fn publish(&self, records: &[EventRecord]) -> Vec<Result<(), BusError>>;

    /// Begins to read what `worker` is told.
    async fn subscribe(&self, worker: &Code) -> Result<Box<dyn Subscription>, BusError>;

    /// Whether the bus can be used at this moment.
    fn is_ready(&self) -> bool;

    /// Has everybody look for what was committed and never published, such as by a task that was
    /// dropped in between. Nothing where a relay does so.
    fn catch_up(&self) {}

    /// Takes at most `max` messages that the bus gave up on for `worker`, because its processes
    /// did not survive them or gave them back too often. None where the bus gives nothing up.
    async fn given_up(
        &self,
        _worker: &Code,
        _max: usize,
    ) -> Result<Option<Box<dyn GivenUp>>, BusError> {
        Ok(None)
    }
}

/// Messages that the bus gave up on, on their way into the table of failures. Dropped, they stay
/// with the bus.
#[async_trait]
pub trait GivenUp: Send {
    /// What they say.
    fn notices(&self) -> Vec<Result<Notice, BadMessage>>;

    /// Deletes them from the bus: to be called once they are committed as failures.
    async fn forget(self: Box<Self>) -> Result<(), BusError>;
}

/// What one worker is told.
#[async_trait]
pub trait Subscription: Send {
    /// Waits for a message, then takes all that wait, at most `max`. Never waits for more.
    /// Cancel-safe: a call that is dropped loses nothing.
    async fn receive(&mut self, max: usize) -> Result<Vec<Delivery>, BusError>;

    /// Says that these were dealt with (or noted as failures), durably.
    async fn ack(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError>;

    /// Gives these back, to be delivered again.
    async fn release(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError>;
}
