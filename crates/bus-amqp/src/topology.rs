//! Exchanges and queues: declared by `habeas migrate`, looked for by the services.
//!
//! | what | how |
//! | --- | --- |
//! | exchange `habeas.events` | topic, durable; routing key `<controller>.<event>` |
//! | queue `habeas.<worker>` | quorum, bound by `*.<event>` for each event the worker reads |
//! | exchange `habeas.dead` | topic, durable; routing key the name of the queue a letter died in |
//! | queue `habeas.<worker>.dead` | quorum, bound by `habeas.<worker>` |
//!
//! A dot in a controller's or event's code is written `~` in keys.
//!
//! Dead-lettering is at least once, which RabbitMQ offers only to quorum queues that reject
//! what they cannot hold (`x-overflow=reject-publish`): a publish can be nacked.

use std::time::Duration;

use habeas_bus::{BusError, EXCHANGE_DEAD, EXCHANGE_EVENTS, WORKERS, WorkerTopology};
use lapin::{
    Channel, ErrorKind, ExchangeKind,
    options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions, QueueDeleteOptions},
    types::{AMQPValue, FieldTable},
};

use crate::{
    AmqpOptions, envelope,
    error::{classify, within},
};

/// How often a message may come back before it is dead. A reader that dies counts, with every
/// message it had; so does a release.
const DELIVERY_LIMIT: i64 = 20;
/// A dead letter is never given up: RabbitMQ 4 would by itself after twenty deliveries.
const DEAD_DELIVERY_LIMIT: i64 = 1_000_000_000;
/// AMQP 0-9-1, section 1.2: declared before, otherwise.
const PRECONDITION_FAILED: u16 = 406;

/// Why the topology could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The broker did not do what was asked.
    #[error(transparent)]
    Bus(#[from] BusError),
    /// It is there with other properties, which RabbitMQ cannot change: an operator has to
    /// empty and delete it first.
    #[error("{0} is declared otherwise: empty and delete it, then run `habeas migrate` again")]
    Differs(String),
}

/// The queue of a worker.
#[must_use]
pub fn queue(worker: &str) -> String {
    format!("habeas.{worker}")
}

/// The queue of a worker's dead letters.
#[must_use]
pub fn dead_queue(worker: &str) -> String {
    format!("habeas.{worker}.dead")
}

/// How long one request of a migration may take at least.
const MIGRATION_PATIENCE: Duration = Duration::from_secs(60);

/// Declares all exchanges, queues and bindings, as owner. What is there already stays; a
/// binding of an earlier version too, whose messages the worker then passes over.
///
/// A quorum queue is safe against the death of its node only some seconds after this.
///
/// # Errors
/// See [`MigrateError`].
pub async fn migrate(options: &AmqpOptions) -> Result<(), MigrateError> {
    // Whoever migrates can wait, and a broker that has just begun takes its time over each queue.
    let patience = options.timeouts.request.max(MIGRATION_PATIENCE);
    let connection = within(patience, options.connect("migrating")).await?;
    let channel = within(patience, connection.create_channel()).await?;
    for exchange in [EXCHANGE_EVENTS, EXCHANGE_DEAD] {
        let declaring = channel.exchange_declare(
            exchange.into(),
            ExchangeKind::Topic,
            ExchangeDeclareOptions {
                durable: true,
                ..ExchangeDeclareOptions::default()
            },
            FieldTable::default(),
        );
        declared(exchange, patience, declaring).await?;
    }
    for worker in WORKERS {
        let dead = dead_queue(worker.name);
        let declaring = declare(&channel, &dead, dead_arguments());
        declared(&dead, patience, declaring).await?;
        within(
            patience,
            bind(&channel, &dead, EXCHANGE_DEAD, queue(worker.name)),
        )
        .await?;
        let own = queue(worker.name);
        let declaring = declare(&channel, &own, arguments(worker));
        declared(&own, patience, declaring).await?;
        bind_events(&channel, worker, patience).await?;
    }
    // Every request was answered; how the connection ends changes nothing.
    let _ = within(patience, connection.close(200, "OK".into())).await;
    Ok(())
}

/// Looks for the exchange and the queues of these workers.
pub(crate) async fn check(
    channel: &Channel,
    workers: &[&WorkerTopology],
    patience: Duration,
) -> Result<(), BusError> {
    let passive = ExchangeDeclareOptions {
        passive: true,
        ..ExchangeDeclareOptions::default()
    };
    let looking = channel.exchange_declare(
        EXCHANGE_EVENTS.into(),
        ExchangeKind::Topic,
        passive,
        FieldTable::default(),
    );
    within(patience, looking).await?;
    for worker in workers {
        for name in [queue(worker.name), dead_queue(worker.name)] {
            let passive = QueueDeclareOptions {
                passive: true,
                ..QueueDeclareOptions::default()
            };
            let looking = channel.queue_declare(name.into(), passive, FieldTable::default());
            within(patience, looking).await?;
        }
    }
    Ok(())
}

/// How much longer than other requests a deletion may take: of a queue without a leader the
/// broker waits for an answer itself before it deletes by force.
const DELETION: u32 = 6;

/// Deletes the queue of a worker, whatever it holds, and makes it again.
pub(crate) async fn redeclare(
    channel: &Channel,
    worker: &WorkerTopology,
    patience: Duration,
) -> Result<(), BusError> {
    let own = queue(worker.name);
    let deleting = channel.queue_delete(own.as_str().into(), QueueDeleteOptions::default());
    within(patience * DELETION, deleting).await?;
    within(patience, declare(channel, &own, arguments(worker))).await?;
    bind_events(channel, worker, patience).await
}

async fn declare(channel: &Channel, name: &str, arguments: FieldTable) -> lapin::Result<()> {
    let options = QueueDeclareOptions {
        durable: true,
        ..QueueDeclareOptions::default()
    };
    channel
        .queue_declare(name.into(), options, arguments)
        .await?;
    Ok(())
}

async fn declared(
    name: &str,
    patience: Duration,
    declaring: impl Future<Output = lapin::Result<()>>,
) -> Result<(), MigrateError> {
    let Ok(answer) = tokio::time::timeout(patience, declaring).await else {
        return Err(BusError::Unavailable(None).into());
    };
    answer.map_err(|error| match error.kind() {
        ErrorKind::ProtocolError(amqp) if amqp.get_id() == PRECONDITION_FAILED => {
            MigrateError::Differs(name.to_owned())
        }
        _ => classify(error).into(),
    })
}

async fn bind_events(
    channel: &Channel,
    worker: &WorkerTopology,
    patience: Duration,
) -> Result<(), BusError> {
    let own = queue(worker.name);
    for event in worker.events {
        let key = envelope::binding_key(event);
        let binding = bind(channel, &own, EXCHANGE_EVENTS, key);
        within(patience, binding).await?;
    }
    Ok(())
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: String) -> lapin::Result<()> {
    channel
        .queue_bind(
            queue.into(),
            exchange.into(),
            key.into(),
            QueueBindOptions::default(),
            FieldTable::default(),
        )
        .await
}

fn arguments(worker: &WorkerTopology) -> FieldTable {
    let mut table = FieldTable::default();
    let mut text = |name: &str, value: &str| {
        table.insert(name.into(), AMQPValue::LongString(value.into()));
    };
    text("x-queue-type", "quorum");
    text("x-dead-letter-exchange", EXCHANGE_DEAD);
    text("x-dead-letter-routing-key", &queue(worker.name));
    text("x-dead-letter-strategy", "at-least-once");
    text("x-overflow", "reject-publish");
    let limit = AMQPValue::LongLongInt(DELIVERY_LIMIT);
    table.insert("x-delivery-limit".into(), limit);
    table
}

fn dead_arguments() -> FieldTable {
    let mut table = FieldTable::default();
    let quorum = AMQPValue::LongString("quorum".into());
    table.insert("x-queue-type".into(), quorum);
    let limit = AMQPValue::LongLongInt(DEAD_DELIVERY_LIMIT);
    table.insert("x-delivery-limit".into(), limit);
    table
}
