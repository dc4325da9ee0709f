use std::sync::{Arc, OnceLock, atomic::AtomicU64};
use std::time::Duration;

use async_trait::async_trait;
use habeas_bus::{Bus, BusError, GivenUp, OutboxMode, Subscription, WorkerTopology, worker};
use habeas_envelope::{Code, Entropy, EventRecord};
use tokio::time::sleep;

use crate::{
    AmqpOptions, DeadLetters, dead,
    link::Link,
    publisher::Publisher,
    subscription::{AmqpSubscription, Closings},
    topology,
};

/// The bus of an installation whose services are apart.
///
/// Two connections, so that a broker that blocks publishers leaves consumers alone. The one that
/// consumes is made at the first subscription.
pub struct AmqpBus {
    options: Arc<AmqpOptions>,
    entropy: Arc<dyn Entropy>,
    publishing: Arc<Link>,
    consuming: OnceLock<Link>,
    publisher: Publisher,
    deliveries: Arc<AtomicU64>,
    closings: Arc<Closings>,
}

impl AmqpBus {
    /// Begins to connect and goes on trying for as long as the bus lives; until then
    /// [`Bus::is_ready`] is false. `entropy` spreads the attempts of several services.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    #[must_use]
    pub fn start(options: AmqpOptions, entropy: Arc<dyn Entropy>) -> Self {
        let options = Arc::new(options);
        let link = Link::start(Arc::clone(&options), "publishing", Arc::clone(&entropy));
        let publishing = Arc::new(link);
        Self {
            publisher: Publisher::new(Arc::clone(&publishing), options.timeouts.publish),
            options,
            entropy,
            publishing,
            consuming: OnceLock::new(),
            deliveries: Arc::default(),
            closings: Arc::default(),
        }
    }

    /// Begins to connect and waits until the bus is ready.
    ///
    /// # Errors
    /// [`BusError::Forbidden`] when the broker refused the user, [`BusError::Unavailable`] when
    /// it could not be reached within `patience`.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn connect(
        options: AmqpOptions,
        entropy: Arc<dyn Entropy>,
        patience: Duration,
    ) -> Result<Self, BusError> {
        let bus = Self::start(options, entropy);
        bus.publishing.wait(patience).await?;
        Ok(bus)
    }

    /// Looks whether the exchange is there and the queues of these workers; declares nothing.
    ///
    /// # Errors
    /// [`BusError::Topology`] when something is missing; else as any request.
    pub async fn check_topology(&self, workers: &[Code]) -> Result<(), BusError> {
        let workers = workers.iter().map(known).collect::<Result<Vec<_>, _>>()?;
        let patience = self.options.timeouts.request;
        let live = self.publishing.wait(patience).await?;
        topology::check(&live.channel(patience).await?, &workers, patience).await
    }

    /// Waits until [`AmqpBus::check_topology`] finds all, for as long as it takes: `habeas
    /// migrate` may yet run.
    ///
    /// # Errors
    /// [`BusError::Forbidden`] when waiting cannot help.
    pub async fn wait_for_topology(&self, workers: &[Code]) -> Result<(), BusError> {
        let mut attempt = 0;
        loop {
            match self.check_topology(workers).await {
                Ok(()) => return Ok(()),
                Err(BusError::Forbidden) => return Err(BusError::Forbidden),
                Err(error) => {
                    let class = crate::error::class(&error);
                    tracing::warn!(class, "waiting for exchanges and queues");
                }
            }
            let timeouts = &self.options.timeouts;
            sleep(timeouts.pause(attempt, self.entropy.as_ref())).await;
            attempt = attempt.saturating_add(1);
        }
    }

    /// Deletes the worker's own queue and declares it anew, as owner of nothing else. What stood
    /// in it is lost to the broker: whoever calls this nudges again all that waits for the worker.
    ///
    /// For a queue that stays silent: a quorum queue whose node died within a second of its
    /// declaration can come back without a leader, answer to being declared and deliver nothing.
    ///
    /// # Errors
    /// As any request.
    pub async fn redeclare_queue(&self, reader: &Code) -> Result<(), BusError> {
        let worker = known(reader)?;
        let patience = self.options.timeouts.request;
        let live = self.consuming().wait(patience).await?;
        topology::redeclare(&live.channel(patience).await?, worker, patience).await
    }

    /// Takes at most `max` dead letters of a worker, those that its processes did not survive or
    /// gave back too often. They stay in the broker until [`DeadLetters::ack`], but for one whose
    /// headers are no AMQP: that is deleted and shown as malformed.
    ///
    /// # Errors
    /// As any request.
    pub async fn drain_dead(&self, reader: &Code, max: usize) -> Result<DeadLetters, BusError> {
        dead::drain(&self.options, known(reader)?, max).await
    }

    fn consuming(&self) -> &Link {
        self.consuming.get_or_init(|| {
            let entropy = Arc::clone(&self.entropy);
            Link::start(Arc::clone(&self.options), "consuming", entropy)
        })
    }
}

fn known(reader: &Code) -> Result<&'static WorkerTopology, BusError> {
    worker(reader.as_str()).ok_or(BusError::Topology)
}

#[async_trait]
impl Bus for AmqpBus {
    fn outbox_mode(&self) -> OutboxMode {
        OutboxMode::Once
    }

    async fn publish(&self, records: &[EventRecord]) -> Vec<Result<(), BusError>> {
        if records.is_empty() {
            return Vec::new();
        }
        self.publisher.publish(records).await
    }

    async fn subscribe(&self, reader: &Code) -> Result<Box<dyn Subscription>, BusError> {
        let queue = topology::queue(known(reader)?.name);
        let patience = self.options.timeouts.request;
        self.closings.wait(&queue).await;
        let link = self.consuming();
        let live = link.wait(patience).await?;
        let opened = AmqpSubscription::open(
            &live,
            queue,
            self.options.prefetch,
            Arc::clone(&self.deliveries),
            Arc::clone(&self.closings),
            patience,
        )
        .await;
        Ok(Box::new(opened?))
    }

    /// Whether both connections stand and the broker takes messages.
    fn is_ready(&self) -> bool {
        let usable = |link: &Link| link.now().is_some_and(|live| live.is_usable());
        usable(&self.publishing) && self.consuming.get().is_none_or(usable)
    }

    async fn given_up(
        &self,
        reader: &Code,
        max: usize,
    ) -> Result<Option<Box<dyn GivenUp>>, BusError> {
        let dead = self.drain_dead(reader, max).await?;
        Ok((!dead.letters.is_empty()).then(|| Box::new(dead) as Box<dyn GivenUp>))
    }
}
