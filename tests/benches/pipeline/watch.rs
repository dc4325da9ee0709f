//! Notes when a request has been routed, by what the bus is told.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Instant,
};

use async_trait::async_trait;
use habeas_bus::{Bus, BusError, OutboxMode, Subscription};
use habeas_envelope::{Code, EventRecord, StreamKind};
use tokio::sync::oneshot;
use uuid::Uuid;

/// A request has gone its whole way without a person: it was routed, then.
pub type Through = Instant;

/// The requests under way, by submission.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<HashMap<Uuid, UnderWay>>>);

struct UnderWay {
    routed: Option<Instant>,
    acknowledged: bool,
    through: oneshot::Sender<Through>,
}

impl Watch {
    /// Tells when the request of this submission was routed, once it is acknowledged as well.
    pub fn expect(&self, submission: Uuid) -> oneshot::Receiver<Through> {
        let (through, told) = oneshot::channel();
        let under_way = UnderWay {
            routed: None,
            acknowledged: false,
            through,
        };
        self.lock().insert(submission, under_way);
        told
    }

    /// The letter of a case is ordered in the commit that routes it; the mail that acknowledges
    /// the request goes its way beside.
    fn note(&self, record: &EventRecord) {
        let mut all = self.lock();
        let Some(under_way) = all.get_mut(&record.correlation) else {
            return;
        };
        match (record.stream.kind, record.event_type.as_str()) {
            (StreamKind::Case, "dispatch-ordered") => under_way.routed = Some(Instant::now()),
            (StreamKind::Submission, "dispatch-sent") => under_way.acknowledged = true,
            _ => return,
        }
        if let (Some(routed), true) = (under_way.routed, under_way.acknowledged)
            && let Some(under_way) = all.remove(&record.correlation)
        {
            // Nobody waits any more when the run was given up.
            let _ = under_way.through.send(routed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, UnderWay>> {
        self.0
            .lock()
            .expect("nothing panics while it holds this lock")
    }
}

/// A bus that notes what it is told. An event is told right after its commit, so what is noted is
/// never earlier than the commit; distributed it is later by the relay's hand-off.
pub struct Watched<B> {
    inner: B,
    watch: Watch,
}

impl<B> Watched<B> {
    pub fn new(inner: B, watch: Watch) -> Self {
        Self { inner, watch }
    }
}

#[async_trait]
impl<B: Bus> Bus for Watched<B> {
    fn outbox_mode(&self) -> OutboxMode {
        self.inner.outbox_mode()
    }

    async fn publish(&self, records: &[EventRecord]) -> Vec<Result<(), BusError>> {
        for record in records {
            self.watch.note(record);
        }
        self.inner.publish(records).await
    }

    async fn subscribe(&self, worker: &Code) -> Result<Box<dyn Subscription>, BusError> {
        self.inner.subscribe(worker).await
    }

    fn is_ready(&self) -> bool {
        self.inner.is_ready()
    }
}
