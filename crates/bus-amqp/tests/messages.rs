//! What comes from outside: odd messages, queues that go, letters that died, what is waited for.

mod common;

use common::{House, connect, headers, options, publish, put, receive, subscribe, take};
use habeas_bus::contract::{event, events};
use habeas_bus::{BadMessage, Bus, BusError};
use habeas_bus_amqp::{AmqpBus, AmqpOptions, topology};
use habeas_envelope::Code;
use habeas_testkit::RabbitMq;
use lapin::options::{BasicGetOptions, BasicRejectOptions, QueueDeleteOptions};
use lapin::types::FieldTable;
use secrecy::ExposeSecret;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

fn courier() -> Code {
    Code::literal("courier")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_messages_are_shown_for_what_they_are_and_harm_no_neighbour() {
    let house = House::new().await;
    let channel = house.channel().await;
    let five_megabytes = vec![7; 5 * 1024 * 1024];
    put(&channel, headers("", b""), b"").await;
    put(&channel, headers("", b""), &five_megabytes).await;
    put(&channel, headers("cloudEvents_envelopeversion", b"2"), b"").await;
    put(
        &channel,
        headers("cloudEvents_controller", &[0xC3, 0x28]),
        b"",
    )
    .await;
    put(&channel, FieldTable::default(), &five_megabytes).await;
    publish(&house.bus, &[event("dispatch-ordered", 9)]).await;

    let mut subscription = subscribe(&house.bus, "courier").await;
    let got = take(subscription.as_mut(), 6).await;
    let notices: Vec<_> = got.iter().map(|d| d.notice.clone()).collect();
    assert_eq!(notices[0].as_ref().unwrap().seq, 4, "nobody reads the body");
    assert_eq!(notices[1].as_ref().unwrap().seq, 4);
    assert_eq!(notices[2], Err(BadMessage::UnknownVersion));
    assert_eq!(
        notices[3],
        Err(BadMessage::Malformed("cloudEvents_controller"))
    );
    assert_eq!(
        notices[4],
        Err(BadMessage::Missing("cloudEvents_envelopeversion"))
    );
    assert_eq!(notices[5].as_ref().unwrap().seq, 9);
    let ids: Vec<_> = got.iter().map(|d| d.id).collect();
    subscription.ack(&ids).await.unwrap();
    drop(subscription);
    publish(&house.bus, &[event("dispatch-ordered", 10)]).await;
    let mut again = subscribe(&house.bus, "courier").await;
    let rest = take(again.as_mut(), 1).await;
    assert_eq!(rest[0].notice.as_ref().unwrap().seq, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_event_is_published_and_its_neighbours_keep_their_place() {
    let house = House::new().await;
    let mut records = events("dispatch-ordered", 1..=3);
    records[1].body = vec![1; 5 * 1024 * 1024];
    records[2].body = Vec::new();
    publish(&house.bus, &records).await;
    let mut subscription = subscribe(&house.bus, "courier").await;
    let got = take(subscription.as_mut(), 3).await;
    let seqs: Vec<_> = got.iter().map(|d| d.notice.as_ref().unwrap().seq).collect();
    assert_eq!(seqs, [1, 2, 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_deleted_under_its_reader_ends_the_subscription_and_can_be_made_again() {
    let house = House::new().await;
    let mut subscription = subscribe(&house.bus, "courier").await;
    let deleting = QueueDeleteOptions::default();
    let channel = house.channel().await;
    channel
        .queue_delete("habeas.courier".into(), deleting)
        .await
        .unwrap();
    assert!(matches!(
        receive(subscription.as_mut()).await,
        Err(BusError::Ended)
    ));
    assert!(matches!(
        receive(subscription.as_mut()).await,
        Err(BusError::Ended)
    ));
    let missing = house.bus.subscribe(&courier()).await;
    assert!(matches!(missing.err(), Some(BusError::Topology)));
    let checked = house.bus.check_topology(&[courier()]).await;
    assert!(matches!(checked, Err(BusError::Topology)));
    let unroutable = house.bus.publish(&[event("dispatch-ordered", 1)]).await;
    assert!(matches!(unroutable[0], Err(BusError::Unroutable)));

    house.bus.redeclare_queue(&courier()).await.unwrap();
    house.bus.check_topology(&[courier()]).await.unwrap();
    let mut again = subscribe(&house.bus, "courier").await;
    publish(&house.bus, &[event("dispatch-ordered", 2)]).await;
    assert_eq!(take(again.as_mut(), 1).await.len(), 1);
    // Made again exactly as the owner makes it.
    topology::migrate(&house.options).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dead_letters_wait_until_they_are_committed_as_failures() {
    let house = House::new().await;
    publish(&house.bus, &events("dispatch-ordered", 1..=2)).await;
    let channel = house.channel().await;
    for _ in 0..2 {
        let message = loop {
            let got = channel.basic_get("habeas.courier".into(), BasicGetOptions::default());
            if let Some(message) = got.await.unwrap() {
                break message;
            }
        };
        message
            .delivery
            .reject(BasicRejectOptions { requeue: false })
            .await
            .unwrap();
    }
    let mut seen = Vec::new();
    let deadline = Instant::now() + common::PATIENCE;
    while seen.len() < 2 {
        assert!(Instant::now() < deadline, "the dead letters never came");
        // Dropped without being acknowledged: they go back.
        seen = house.bus.drain_dead(&courier(), 10).await.unwrap().letters;
    }
    let dead = loop {
        let dead = house.bus.drain_dead(&courier(), 10).await.unwrap();
        if dead.letters.len() == 2 {
            break dead;
        }
        assert!(
            Instant::now() < deadline,
            "the dead letters never came back"
        );
    };
    for (letter, number) in dead.letters.iter().zip(1..) {
        assert_eq!(letter.notice.as_ref().unwrap().seq, number);
        assert_eq!(letter.reason, Some(Code::literal("rejected")));
    }
    dead.ack().await.unwrap();
    let left = house.bus.drain_dead(&courier(), 10).await.unwrap();
    assert_eq!(left.letters, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_given_back_too_often_is_dead() {
    let house = House::new().await;
    publish(&house.bus, &[event("dispatch-ordered", 1)]).await;
    let mut subscription = subscribe(&house.bus, "courier").await;
    // Delivered once and twenty times more.
    for _ in 0..21 {
        let got = take(subscription.as_mut(), 1).await;
        subscription.release(&[got[0].id]).await.unwrap();
    }
    let deadline = Instant::now() + common::PATIENCE;
    let dead = loop {
        let dead = house.bus.drain_dead(&courier(), 10).await.unwrap();
        if !dead.letters.is_empty() {
            break dead;
        }
        assert!(Instant::now() < deadline, "it never died");
    };
    assert_eq!(
        dead.letters[0].reason,
        Some(Code::literal("delivery_limit"))
    );
    assert_eq!(dead.letters[0].notice.as_ref().unwrap().seq, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_wait_for_the_topology_and_migrating_twice_changes_nothing() {
    let vhost = tokio::task::block_in_place(|| RabbitMq::shared().vhost("bare"));
    let options = options(vhost.url());
    let bus = connect(options.clone()).await;
    let outcome = bus.publish(&[event("dispatch-ordered", 1)]).await;
    assert!(matches!(outcome[0], Err(BusError::Topology)), "{outcome:?}");
    assert!(matches!(
        bus.check_topology(&[courier()]).await,
        Err(BusError::Topology)
    ));
    let workers = [courier()];
    let (waited, ()) = tokio::join!(bus.wait_for_topology(&workers), async {
        topology::migrate(&options).await.unwrap();
        topology::migrate(&options).await.unwrap();
    });
    waited.unwrap();
    publish(&bus, &[event("dispatch-ordered", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_that_is_declared_otherwise_is_named() {
    let vhost = tokio::task::block_in_place(|| RabbitMq::shared().vhost("other"));
    let channel = common::channel(vhost.url()).await;
    let plain = lapin::options::QueueDeclareOptions::default();
    channel
        .queue_declare("habeas.identity".into(), plain, FieldTable::default())
        .await
        .unwrap();
    let refused = topology::migrate(&options(vhost.url())).await.unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("habeas.identity is declared otherwise")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_is_not_there_is_said_at_once() {
    let nowhere: AmqpOptions = options("amqp://guest:guest@127.0.0.1:1/%2f");
    let bus = AmqpBus::start(nowhere.clone(), common::entropy());
    assert!(!bus.is_ready());
    let began = Instant::now();
    let outcomes = bus.publish(&events("dispatch-ordered", 1..=2)).await;
    assert!(
        outcomes
            .iter()
            .all(|o| matches!(o, Err(BusError::Unavailable(_))))
    );
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "publishing waits for nothing"
    );
    let patience = Duration::from_millis(300);
    let never = AmqpBus::connect(nowhere, common::entropy(), patience).await;
    assert!(matches!(never.err(), Some(BusError::Unavailable(_))));
}

/// The name of a header that is no UTF-8 breaks the client library's connection whenever it is
/// read. Whoever may publish can send one; the readers must get past it by themselves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_kills_connections_dies_in_the_end_and_its_neighbours_do_not() {
    let house = House::new().await;
    let mut hasty = house.options.clone();
    hasty.timeouts.longest_pause = Duration::from_millis(20);
    let bus = connect(hasty).await;
    publish(&bus, &[event("dispatch-ordered", 1)]).await;
    let not_text = [0xFF, 0xFE];
    let password = house.options.password.expose_secret();
    common::raw::put_with_header_named(&house.options, password, &not_text).await;
    publish(&bus, &[event("dispatch-ordered", 2)]).await;

    let mut waiting = BTreeSet::from([1, 2]);
    let mut malformed = 0;
    let deadline = Instant::now() + common::PATIENCE;
    while !waiting.is_empty() || malformed == 0 {
        assert!(
            Instant::now() < deadline,
            "{waiting:?} never came, {malformed} malformed"
        );
        if let Ok(mut subscription) = bus.subscribe(&courier()).await {
            let patience = Duration::from_millis(500);
            let received = tokio::time::timeout(patience, subscription.receive(10)).await;
            for delivery in received.ok().and_then(Result::ok).unwrap_or_default() {
                waiting.remove(&delivery.notice.unwrap().seq);
                let _ = subscription.ack(&[delivery.id]).await;
            }
        }
        let dead = bus.drain_dead(&courier(), 10).await.unwrap();
        for letter in &dead.letters {
            match &letter.notice {
                Ok(notice) => drop(waiting.remove(&notice.seq)),
                Err(bad) => {
                    assert_eq!(*bad, BadMessage::Malformed("headers"));
                    malformed += 1;
                }
            }
        }
        dead.ack().await.unwrap();
    }
    assert_eq!(malformed, 1);
    assert_eq!(bus.drain_dead(&courier(), 10).await.unwrap().letters, []);
    publish(&bus, &[event("dispatch-ordered", 3)]).await;
}
