//! The bus inside one process, fed by the outbox.
//!
//! The outbox is what lasts: it has one entry an event and reader, and the reader's own unit
//! deletes it. What goes through memory here only saves reading it over and over. A queue that is
//! full forgets the hand-off and reads the outbox again; so does every new subscription.

mod queue;
mod subscription;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, atomic::AtomicU64},
};

use async_trait::async_trait;
use habeas_bus::{Bus, BusError, Notice, OutboxMode, Subscription, readers_of, worker};
use habeas_envelope::{Code, EventRecord};
use habeas_store::Outbox;

use queue::Queue;
use subscription::LocalSubscription;

/// How many messages a worker's queue holds in memory; what is beyond waits in the outbox.
pub const DEFAULT_BOUND: usize = 1_024;

/// The bus of an installation that runs in one process.
///
/// Each worker has one subscription at a time: a new one ends the one before. A message that was
/// read from the outbox may be handed over in memory as well while its reader commits; it then
/// comes twice.
pub struct LocalBus {
    outbox: Arc<dyn Outbox>,
    bound: usize,
    queues: Mutex<HashMap<&'static str, Arc<Queue>>>,
    deliveries: Arc<AtomicU64>,
}

impl LocalBus {
    /// A bus over this outbox, with [`DEFAULT_BOUND`].
    #[must_use]
    pub fn new(outbox: Arc<dyn Outbox>) -> Self {
        Self::with_bound(outbox, DEFAULT_BOUND)
    }

    /// A bus whose queues hold at most `bound` messages (at least one) that were not received.
    #[must_use]
    pub fn with_bound(outbox: Arc<dyn Outbox>, bound: usize) -> Self {
        Self {
            outbox,
            bound: bound.max(1),
            queues: Mutex::default(),
            deliveries: Arc::default(),
        }
    }

    /// Has every subscription read the outbox again, for what was committed and then not
    /// published, such as when the task that would have done it was dropped.
    pub fn reread(&self) {
        for queue in self.queues().values() {
            queue.fall_behind();
        }
    }

    /// Ends the subscription there is, and makes the queue of the next.
    fn replace_queue(&self, name: &'static str) -> Arc<Queue> {
        let mut queues = self.queues();
        let unfinished = queues.get(name).map(|former| {
            former.end();
            former.take_unfinished()
        });
        let queue = Arc::new(Queue::new(self.bound, unfinished.unwrap_or_default()));
        queues.insert(name, Arc::clone(&queue));
        queue
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<&'static str, Arc<Queue>>> {
        self.queues
            .lock()
            .expect("nothing panics while it holds this lock")
    }
}

#[async_trait]
impl Bus for LocalBus {
    fn outbox_mode(&self) -> OutboxMode {
        OutboxMode::PerReader
    }

    /// Hands over to the subscriptions there are. Never fails: the outbox has it all.
    async fn publish(&self, records: &[EventRecord]) -> Vec<Result<(), BusError>> {
        let queues = self.queues();
        for record in records {
            for reader in readers_of(&record.event_type) {
                if let Some(queue) = queues.get(reader) {
                    queue.hand_over(Notice::from(record));
                }
            }
        }
        records.iter().map(|_| Ok(())).collect()
    }

    async fn subscribe(&self, reader: &Code) -> Result<Box<dyn Subscription>, BusError> {
        let name = worker(reader.as_str()).ok_or(BusError::Topology)?.name;
        let queue = self.replace_queue(name);
        // Dropped on an error, and then the queue with it.
        let mut subscription = LocalSubscription::new(
            reader.clone(),
            Arc::clone(&self.outbox),
            queue,
            Arc::clone(&self.deliveries),
        );
        subscription.read_backlog().await?;
        Ok(Box::new(subscription))
    }

    fn is_ready(&self) -> bool {
        true
    }

    fn catch_up(&self) {
        self.reread();
    }
}
