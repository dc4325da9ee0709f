//! What each user of the broker may do, and that all else is refused.

mod common;

use common::{channel, connect, options};
use habeas_bus::contract::event;
use habeas_bus::{Bus, BusError, worker};
use habeas_bus_amqp::{AmqpBus, AmqpOptions, definitions, topology};
use habeas_envelope::Code;
use habeas_testkit::{RabbitMq, SeededEntropy, Vhost};
use lapin::options::{
    BasicConsumeOptions, BasicPublishOptions, ConfirmSelectOptions, ExchangeDeclareOptions,
    QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::FieldTable;
use lapin::{BasicProperties, ErrorKind, ExchangeKind};

use definitions::{BrokerUser, Role};

/// A virtual host with the users of the definitions, named after it, and the topology made by
/// their owner.
struct Guarded {
    vhost: Vhost<'static>,
}

impl Guarded {
    async fn new() -> Self {
        let vhost = tokio::task::block_in_place(|| {
            let broker = RabbitMq::shared();
            let vhost = broker.vhost("guarded");
            let users: Vec<BrokerUser> = Role::all()
                .map(|role| BrokerUser {
                    name: format!("{}-{}", role.user_name(), vhost.name()),
                    password: "right".into(),
                    role,
                })
                .collect();
            let made = definitions::definitions(vhost.name(), &users, &SeededEntropy::new(3));
            broker.import(&made.to_string());
            vhost
        });
        let guarded = Self { vhost };
        topology::migrate(&guarded.options("owner"))
            .await
            .expect("the owner may");
        guarded
    }

    fn url(&self, role: &str) -> String {
        let user = format!("habeas-{role}-{}", self.vhost.name());
        self.vhost.url_as(&user, "right")
    }

    fn options(&self, role: &str) -> AmqpOptions {
        options(&self.url(role))
    }

    async fn bus(&self, role: &str) -> AmqpBus {
        connect(self.options(role)).await
    }

    /// Publishes past the bus; whether the broker took it.
    async fn publishes(&self, role: &str, exchange: &str, key: &str) -> bool {
        let channel = channel(&self.url(role)).await;
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await
            .expect("confirms");
        let sent = channel
            .basic_publish(
                exchange.into(),
                key.into(),
                BasicPublishOptions::default(),
                b"",
                BasicProperties::default(),
            )
            .await;
        match sent.expect("it is sent").await {
            Ok(confirm) => confirm.is_ack(),
            Err(error) => {
                assert_refused(&error);
                false
            }
        }
    }
}

fn assert_refused(error: &lapin::Error) {
    let ErrorKind::ProtocolError(amqp) = error.kind() else {
        panic!("not refused but broken: {error}");
    };
    assert_eq!(amqp.get_id(), 403);
}

fn refused<T>(answer: lapin::Result<T>) {
    assert_refused(&answer.err().expect("must not be allowed"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_portal_publishes_what_a_person_does_and_nothing_else() {
    let guarded = Guarded::new().await;
    let bus = guarded.bus("portal").await;
    let told = [
        event("submission-received", 1),
        event("case-opened", 2),
        event("submission-withdrawn", 3),
    ];
    let outcomes = bus.publish(&told).await;
    assert!(matches!(outcomes[0], Ok(())), "{outcomes:?}");
    assert!(
        matches!(outcomes[1], Err(BusError::Forbidden)),
        "{outcomes:?}"
    );
    assert!(
        matches!(outcomes[2], Ok(())),
        "the one refused takes no neighbour along: {outcomes:?}"
    );
    assert!(
        bus.publish(&told[..1]).await[0].is_ok(),
        "and the bus goes on"
    );

    for key in [
        "house.case-opened",
        "house.dispatch-ordered",
        "submission-received",
        "a.b.submission-received",
    ] {
        assert!(
            !guarded.publishes("portal", "habeas.events", key).await,
            "{key}"
        );
    }
    assert!(
        !guarded
            .publishes("portal", "habeas.dead", "habeas.intake")
            .await
    );
    assert!(!guarded.publishes("portal", "", "habeas.intake").await);
    assert!(
        !guarded
            .publishes("portal", "amq.topic", "house.submission-received")
            .await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_portal_reads_declares_and_deletes_nothing() {
    let guarded = Guarded::new().await;
    let bus = guarded.bus("portal").await;
    let intake = Code::literal("intake");
    let subscribed = bus.subscribe(&intake).await;
    assert!(matches!(subscribed.err(), Some(BusError::Forbidden)));
    assert!(matches!(
        bus.redeclare_queue(&intake).await,
        Err(BusError::Forbidden)
    ));
    assert!(matches!(
        bus.drain_dead(&intake, 1).await.err(),
        Some(BusError::Forbidden)
    ));
    let url = guarded.url("portal");
    let own = QueueDeclareOptions::default();
    refused(
        channel(&url)
            .await
            .queue_declare("mine".into(), own, FieldTable::default())
            .await,
    );
    let exchange = ExchangeDeclareOptions::default();
    let kind = ExchangeKind::Topic;
    let table = FieldTable::default();
    refused(
        channel(&url)
            .await
            .exchange_declare("mine".into(), kind, exchange, table)
            .await,
    );
    assert!(topology::migrate(&guarded.options("portal")).await.is_err());
    bus.check_topology(&[intake])
        .await
        .expect("looking is allowed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_has_its_own_queues_and_those_alone() {
    let guarded = Guarded::new().await;
    let bus = guarded.bus("intake").await;
    let (intake, courier) = (Code::literal("intake"), Code::literal("courier"));
    bus.redeclare_queue(&intake).await.expect("its own");
    let mut subscription = bus.subscribe(&intake).await.expect("its own");
    common::publish(&bus, &[event("submission-received", 1)]).await;
    let got = common::take(subscription.as_mut(), 1).await;
    subscription.ack(&[got[0].id]).await.unwrap();
    assert_eq!(
        bus.drain_dead(&intake, 1).await.expect("its own").letters,
        []
    );

    let other = bus.subscribe(&courier).await;
    assert!(matches!(other.err(), Some(BusError::Forbidden)));
    assert!(matches!(
        bus.redeclare_queue(&courier).await,
        Err(BusError::Forbidden)
    ));
    assert!(matches!(
        bus.drain_dead(&courier, 1).await.err(),
        Some(BusError::Forbidden)
    ));
    assert!(
        !guarded
            .publishes("intake", "habeas.dead", "habeas.courier")
            .await
    );
    assert!(!guarded.publishes("intake", "", "habeas.courier").await);
    let bind = |key: &'static str| {
        let url = guarded.url("intake");
        async move {
            let options = QueueBindOptions::default();
            let (queue, exchange) = ("habeas.intake".into(), "habeas.events".into());
            let table = FieldTable::default();
            channel(&url)
                .await
                .queue_bind(queue, exchange, key.into(), options, table)
                .await
        }
    };
    bind("*.submission-withdrawn")
        .await
        .expect("it reads these");
    refused(bind("#").await);
    refused(bind("*.dispatch-ordered").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_worker_can_do_its_work_and_the_console_only_publish() {
    let guarded = Guarded::new().await;
    for name in [
        "intake",
        "identity",
        "routing",
        "deadlines",
        "response",
        "courier",
    ] {
        let reads = Code::literal(worker(name).unwrap().name);
        let bus = guarded.bus(name).await;
        bus.redeclare_queue(&reads).await.expect(name);
        bus.subscribe(&reads).await.expect(name);
    }
    let console = guarded.bus("console").await;
    common::publish(&console, &[event("answer-ordered", 1)]).await;
    let options = BasicConsumeOptions::default();
    let url = guarded.url("console");
    let (queue, table) = ("habeas.response".into(), FieldTable::default());
    refused(
        channel(&url)
            .await
            .basic_consume(queue, "".into(), options, table)
            .await,
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_said_and_not_taken_for_a_broker_that_is_away() {
    let guarded = Guarded::new().await;
    let mut wrong = guarded.options("portal");
    wrong.password = "wrong".into();
    let patience = std::time::Duration::from_secs(8);
    let refused = AmqpBus::connect(wrong, common::entropy(), patience).await;
    assert!(matches!(refused.err(), Some(BusError::Forbidden)));
}
