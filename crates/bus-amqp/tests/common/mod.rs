#![allow(dead_code, reason = "each test binary uses its part")]

pub mod raw;

use std::sync::Arc;
use std::time::Duration;

use habeas_bus::{Bus, BusError, Delivery, Subscription};
use habeas_bus_amqp::{AmqpBus, AmqpOptions, topology};
use habeas_envelope::{Code, Entropy, EventRecord};
use habeas_testkit::{RabbitMq, SeededEntropy, Vhost};
use lapin::{
    BasicProperties, Channel, Connection, ConnectionProperties,
    options::{BasicPublishOptions, ConfirmSelectOptions},
    types::{AMQPValue, FieldTable},
};

pub const PATIENCE: Duration = Duration::from_secs(20);

pub fn entropy() -> Arc<dyn Entropy> {
    Arc::new(SeededEntropy::new(1))
}

pub fn options(url: &str) -> AmqpOptions {
    AmqpOptions::from_url(url).expect("the URL of a test broker")
}

pub async fn connect(options: AmqpOptions) -> AmqpBus {
    let bus = AmqpBus::connect(options, entropy(), PATIENCE).await;
    bus.expect("the test broker takes connections")
}

/// A virtual host of the shared broker with the topology, and a bus on it.
pub struct House {
    pub bus: AmqpBus,
    pub options: AmqpOptions,
    pub vhost: Vhost<'static>,
}

impl House {
    pub async fn new() -> Self {
        let vhost = tokio::task::block_in_place(|| RabbitMq::shared().vhost("bus"));
        let options = options(vhost.url());
        topology::migrate(&options)
            .await
            .expect("the owner may declare all");
        let bus = connect(options.clone()).await;
        Self {
            bus,
            options,
            vhost,
        }
    }

    /// A channel beside the bus.
    pub async fn channel(&self) -> Channel {
        channel(self.vhost.url()).await
    }
}

pub async fn channel(url: &str) -> Channel {
    let connection = Connection::connect(url, ConnectionProperties::default()).await;
    let connection = connection.expect("the test broker takes connections");
    connection.create_channel().await.expect("a channel")
}

pub async fn publish(bus: &AmqpBus, records: &[EventRecord]) {
    for outcome in bus.publish(records).await {
        outcome.expect("the broker takes it");
    }
}

pub async fn subscribe(bus: &AmqpBus, worker: &'static str) -> Box<dyn Subscription> {
    let subscription = bus.subscribe(&Code::literal(worker)).await;
    subscription.expect("the queue is there")
}

pub async fn receive(subscription: &mut dyn Subscription) -> Result<Vec<Delivery>, BusError> {
    tokio::time::timeout(PATIENCE, subscription.receive(100))
        .await
        .expect("something comes in time")
}

pub async fn take(subscription: &mut dyn Subscription, count: usize) -> Vec<Delivery> {
    let mut all = Vec::new();
    while all.len() < count {
        all.extend(
            receive(subscription)
                .await
                .expect("the subscription goes on"),
        );
    }
    all
}

/// Puts a message for the courier into the exchange as some other program would.
pub async fn put(channel: &Channel, headers: FieldTable, body: &[u8]) {
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await
        .expect("confirms");
    let mandatory = BasicPublishOptions {
        mandatory: true,
        ..BasicPublishOptions::default()
    };
    let properties = BasicProperties::default()
        .with_delivery_mode(2)
        .with_headers(headers);
    let confirm = channel
        .basic_publish(
            "habeas.events".into(),
            "house.dispatch-ordered".into(),
            mandatory,
            body,
            properties,
        )
        .await
        .expect("it is sent")
        .await
        .expect("it is confirmed");
    assert!(confirm.is_ack() && confirm.take_message().is_none());
}

/// The headers of a good message for the courier, one replaced.
pub fn headers(changed: &'static str, value: &[u8]) -> FieldTable {
    let good: [(&str, &[u8]); 9] = [
        ("cloudEvents_specversion", b"1.0"),
        ("cloudEvents_envelopeversion", b"1"),
        ("cloudEvents_id", b"00000000-0000-0000-0000-0000000000aa"),
        ("cloudEvents_type", b"dispatch-ordered"),
        ("cloudEvents_controller", b"house"),
        ("cloudEvents_streamkind", b"case"),
        (
            "cloudEvents_streamid",
            b"00000000-0000-0000-0000-0000000000bb",
        ),
        ("cloudEvents_streamseq", b"4"),
        (
            "cloudEvents_correlationid",
            b"00000000-0000-0000-0000-0000000000cc",
        ),
    ];
    let mut table = FieldTable::default();
    for (name, text) in good {
        let text = if name == changed { value } else { text };
        table.insert(name.into(), AMQPValue::LongString(text.to_vec().into()));
    }
    table
}
